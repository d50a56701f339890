//! What a meeting is.

use db::{record, text_enum};
use kernel::{Date, MeetingId, MeetingPersonId, OrganizationId, PersonId, ProgrammeItemId, dates};

text_enum! {
    /// What kind of meeting.
    pub enum Kind {
        /// Of the Standing Committee (Luật 77/2015/QH13, Điều 106).
        Standing = "standing", "Phiên họp Thường trực";
        /// Of the Standing Committee with the heads of committees (Luật 87/2015/QH13, Điều 75).
        Heads = "heads", "Họp với Trưởng các Ban";
        /// Of a committee.
        Committee = "committee", "Họp Ban";
        /// Of a delegates' group.
        Group = "group", "Họp Tổ đại biểu";
        /// Another.
        Other = "other", "Cuộc họp khác";
    }
}

text_enum! {
    /// Where a meeting stands.
    pub enum State {
        /// To come.
        Planned = "planned", "Dự kiến";
        /// Held.
        Held = "held", "Đã họp";
        /// Called off.
        Cancelled = "cancelled", "Không họp";
    }
}

text_enum! {
    /// Whether somebody came.
    pub enum Presence {
        /// Came.
        Present = "present", "Có mặt";
        /// Did not.
        Absent = "absent", "Vắng";
    }
}

record! {
    /// A meeting.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Meeting {
        /// Its id.
        pub id: MeetingId,
        /// In whose work.
        pub council_id: OrganizationId,
        /// Whose meeting: the Standing Committee's, a committee's, a group's.
        pub body_id: OrganizationId,
        /// What kind.
        pub kind: Kind,
        /// What it is called.
        pub title: String,
        /// The day on which it is or was held.
        pub held_on: Date,
        /// "08:00"; may be empty.
        pub starts_at: String,
        /// Where.
        pub place: String,
        /// Who presides.
        pub chair: String,
        /// Who writes the minutes.
        pub secretary: String,
        /// One matter a line.
        pub agenda: String,
        /// Where it stands.
        pub state: State,
        /// Why it was called off.
        pub cancel_reason: String,
        /// What was said and concluded.
        pub minutes: String,
        /// When the minutes were approved.
        pub minutes_approved_on: Option<Date>,
        /// By whom.
        pub minutes_approver: String,
        /// The item of a programme that it realises.
        pub programme_item_id: Option<ProgrammeItemId>,
        /// It stands in the public calendar.
        pub is_public: bool,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Meeting {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/hop/{}", self.id)
    }

    /// "Phiên họp Thường trực tháng 3, ngày 27/03/2020".
    pub fn label(&self) -> String {
        format!("{}, ngày {}", self.title, dates::print(self.held_on))
    }

    /// The matters of the agenda.
    pub fn matters(&self) -> Vec<&str> {
        self.agenda.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }
}

record! {
    /// Who was asked to a meeting.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Person {
        /// The line's id.
        pub id: MeetingPersonId,
        /// Of which meeting.
        pub meeting_id: MeetingId,
        /// The place in the list.
        pub place: i64,
        /// Of the directory; none for a guest.
        pub person_id: Option<PersonId>,
        /// The name.
        pub name: String,
        /// The post, or from where the guest comes.
        pub post: String,
        /// Whether the person came; none until it is known.
        pub presence: Option<Presence>,
        /// Why not.
        pub reason: String,
        /// Counts the changes.
        pub version: i64,
    }
}

/// A meeting to be planned, or its plan changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMeeting {
    /// Whose meeting.
    pub body: OrganizationId,
    /// What kind.
    pub kind: Kind,
    /// What it is called.
    pub title: String,
    /// When.
    pub held_on: Date,
    /// "08:00"; may be empty.
    pub starts_at: String,
    /// Where.
    pub place: String,
    /// Who presides.
    pub chair: String,
    /// Who writes the minutes.
    pub secretary: String,
    /// One matter a line.
    pub agenda: String,
    /// The item of a programme that it realises.
    pub programme_item: Option<ProgrammeItemId>,
    /// It stands in the public calendar.
    pub is_public: bool,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

/// Who came and who did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    /// The line.
    pub line: MeetingPersonId,
    /// Came or not.
    pub presence: Presence,
    /// Why not; may be empty.
    pub reason: String,
}

/// A decision of a meeting that names who does what by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// What.
    pub text: String,
    /// Who.
    pub lead: OrganizationId,
    /// By when.
    pub due_on: Date,
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not allow it.
    #[error("Cuộc họp đang ở trạng thái “{}”, không làm bước này được. Tải lại trang để xem bước tiếp theo.", .0.label())]
    WrongState(State),
    /// The body does not hold such meetings.
    #[error("Cơ quan này không tổ chức loại cuộc họp đã chọn. Chọn lại cơ quan hoặc loại.")]
    WrongBody,
    /// A day to come.
    #[error("Ngày này chưa đến. Nhập ngày đã qua hoặc hôm nay.")]
    InFuture,
    /// Nobody came.
    #[error("Chưa có ai có mặt. Điểm danh trước khi ghi đã họp.")]
    NobodyCame,
    /// Called off without a reason.
    #[error("Ghi lý do không họp.")]
    NoReason,
    /// There are no minutes.
    #[error("Chưa có biên bản. Ghi biên bản trước khi thông qua.")]
    NoMinutes,
    /// Approved minutes do not change.
    #[error("Biên bản đã thông qua ngày {}. Không sửa được.", dates::print(*.0))]
    Approved(Date),
    /// A day before the meeting.
    #[error("Ngày này trước ngày họp. Nhập ngày sau đó.")]
    BeforeMeeting,
    /// A decision is to be carried out after the meeting.
    #[error("Hạn thực hiện phải sau ngày họp.")]
    DueNotLater,
    /// A body is gone or unknown.
    #[error("Cơ quan này không còn hoạt động. Chọn cơ quan khác.")]
    NoSuchBody,
    /// The one named is in the list.
    #[error("Người này đã có trong danh sách mời.")]
    IsAsked,
    /// The item of the programme says no.
    #[error("{0}")]
    Programme(String),
    /// Follow-ups say no.
    #[error("{0}")]
    Follow(String),
}
