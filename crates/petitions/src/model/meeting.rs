//! What a meeting with voters is, and what is said at it.

use db::{record, text_enum};
use kernel::{AreaId, Date, OpinionId, OrganizationId, SessionId, VoterMeetingId};

text_enum! {
    /// Why voters are met.
    pub enum MeetingKind {
        /// Before a session.
        BeforeSession = "before_session", "Trước kỳ họp";
        /// After a session.
        AfterSession = "after_session", "Sau kỳ họp";
        /// On one subject.
        Thematic = "thematic", "Chuyên đề";
        /// Where the delegate lives.
        Residence = "residence", "Nơi cư trú";
        /// Where the delegate works.
        Workplace = "workplace", "Nơi công tác";
    }
}

text_enum! {
    /// Where a meeting stands.
    pub enum MeetingState {
        /// In the plan.
        Planned = "planned", "Trong kế hoạch";
        /// Held.
        Held = "held", "Đã tiếp xúc";
        /// Called off.
        Cancelled = "cancelled", "Đã hủy";
    }
}

record! {
    /// A meeting of delegates and voters.
    #[derive(Debug, Clone)]
    pub struct Meeting {
        /// Its id.
        pub id: VoterMeetingId,
        /// Whose delegates.
        pub council_id: OrganizationId,
        /// Why.
        pub kind: MeetingKind,
        /// When.
        pub held_on: Date,
        /// "08:00".
        pub starts: String,
        /// Where.
        pub place: String,
        /// In which unit.
        pub area_id: AreaId,
        /// Before or after which session.
        pub session_id: Option<SessionId>,
        /// On what.
        pub topic: String,
        /// Where it stands.
        pub state: MeetingState,
        /// How many voters came (lượt).
        pub voters: Option<i64>,
        /// The minutes.
        pub minutes: String,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Meeting {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/tiep-xuc/{}", self.id)
    }

    /// "Tiếp xúc cử tri trước kỳ họp tại Nhà văn hóa thôn Đồng Cầu".
    pub fn label(&self) -> String {
        format!("Tiếp xúc cử tri {} tại {}", self.kind.label().to_lowercase(), self.place)
    }
}

record! {
    /// What somebody said at a meeting, as it was noted.
    #[derive(Debug, Clone)]
    pub struct Opinion {
        /// Its id.
        pub id: OpinionId,
        /// At which meeting.
        pub meeting_id: VoterMeetingId,
        /// What; never by whom.
        pub text: String,
        /// The hamlet or street.
        pub place: String,
        /// When it was noted.
        pub noted_ms: i64,
        /// By whom it was noted.
        pub noted_by: String,
        /// True for one that asks nothing of anybody.
        pub is_remark: bool,
    }
}
