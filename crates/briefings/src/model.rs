//! What a briefing is: nouns, and why a deed does not happen.

use db::{record, text_enum};
use follow::Every;
use kernel::period::Quarter;
use kernel::{
    AreaId, BriefingId, BriefingItemId, BriefingReportId, ConclusionId, Date, DifficultyId, DocumentId,
    FollowUpId, OrganizationId, ParticipantId, PersonId, ResolutionId, dates,
};

text_enum! {
    /// Where a briefing stands.
    pub enum State {
        /// A day and an outline; nobody is invited yet.
        Planned = "planned", "Đã lập kế hoạch";
        /// Invitations are out, the form of the communes is open.
        Called = "called", "Đang nhận báo cáo";
        /// It took place.
        Held = "held", "Đã họp, chờ thông báo kết luận";
        /// The notice of conclusions is out; everything is closed and public.
        Concluded = "concluded", "Đã ra thông báo kết luận";
        /// It did not take place.
        Cancelled = "cancelled", "Đã hủy";
    }
}

text_enum! {
    /// What an invited body answered.
    pub enum Reply {
        /// Nothing yet.
        None = "none", "Chưa trả lời";
        /// Its leader comes.
        Accepted = "accepted", "Dự họp";
        /// Somebody comes in the leader's place.
        Deputy = "deputy", "Cử người dự thay";
        /// Nobody comes.
        Absent = "absent", "Xin vắng";
    }
}

text_enum! {
    /// Whether a body was in the room.
    pub enum Attendance {
        /// Not called yet.
        Unknown = "unknown", "Chưa điểm danh";
        /// In the room.
        Present = "present", "Có mặt";
        /// Absent with a reason.
        AbsentExcused = "absent_excused", "Vắng có lý do";
        /// Absent without a reason.
        AbsentUnexcused = "absent_unexcused", "Vắng không lý do";
    }
}

text_enum! {
    /// Where a commune's report stands.
    pub enum ReportState {
        /// Being written.
        Draft = "draft", "Đang soạn";
        /// Sent.
        Submitted = "submitted", "Đã nộp";
        /// Sent back with a reason, to be sent again.
        Returned = "returned", "Bị trả lại";
    }
}

text_enum! {
    /// What a commune raises.
    pub enum DifficultyKind {
        /// Khó khăn, vướng mắc.
        Difficulty = "difficulty", "Khó khăn, vướng mắc";
        /// Kiến nghị, đề xuất.
        Proposal = "proposal", "Kiến nghị, đề xuất";
    }
}

text_enum! {
    /// When a conclusion is due.
    pub enum DueKind {
        /// Nobody said.
        None = "none", "Chưa có thời hạn";
        /// On a day.
        Date = "date", "Ngày cụ thể";
        /// Reported at the next briefing.
        NextBriefing = "next_briefing", "Kỳ tới";
        /// Each month or quarter.
        Recurring = "recurring", "Định kỳ";
    }
}

text_enum! {
    /// The level that is asked to act.
    pub enum AskedLevel {
        /// Cấp xã.
        Commune = "commune", "Cấp xã";
        /// Cấp huyện.
        District = "district", "Cấp huyện";
        /// Cấp tỉnh.
        Province = "province", "Cấp tỉnh";
        /// Trung ương.
        Central = "central", "Trung ương";
    }
}

text_enum! {
    /// How a difficulty stands, as lists are narrowed.
    pub enum Stage {
        /// No answer, the day not past.
        Waiting = "cho-tra-loi", "Chờ trả lời";
        /// No answer, the day past.
        Late = "qua-han", "Quá hạn trả lời";
        /// Answered, not cleared.
        Answered = "da-tra-loi", "Đã trả lời, chưa tháo gỡ";
        /// With a level above.
        TakenUp = "len-cap", "Đã chuyển cấp trên";
        /// Cleared.
        Cleared = "thao-go", "Đã tháo gỡ";
    }
}

text_enum! {
    /// What was done with a difficulty.
    pub enum DifficultyDeed {
        /// Raised.
        Raised = "raised", "Nêu";
        /// Answered.
        Answered = "answered", "Trả lời";
        /// Given to a body.
        Assigned = "assigned", "Giao giải quyết";
        /// Put together with others alike.
        Grouped = "grouped", "Gộp nhóm";
        /// Taken out of its group.
        Ungrouped = "ungrouped", "Tách khỏi nhóm";
        /// Taken to the level above.
        TakenUp = "taken_up", "Chuyển cấp trên";
        /// Put on the agenda of the next briefing.
        ToBriefing = "to_briefing", "Đưa vào giao ban";
        /// Cleared.
        Cleared = "cleared", "Tháo gỡ xong";
        /// Shown to everyone.
        Published = "published", "Công khai";
        /// No longer shown.
        Hidden = "hidden", "Thôi công khai";
    }
}

record! {
    /// A briefing.
    #[derive(Debug, Clone)]
    pub struct Briefing {
        /// Its id.
        pub id: BriefingId,
        /// The council that calls it.
        pub council_id: OrganizationId,
        /// The council's unit.
        pub area_id: AreaId,
        /// The quarter it looks at, "2020-Q3".
        pub period: String,
        /// "Hội nghị giao ban quý III/2020".
        pub title: String,
        /// The topic discussed beside the routine; may be empty.
        pub topic: String,
        /// The day.
        pub held_on: Date,
        /// "08:00".
        pub starts_at: String,
        /// Where.
        pub place: String,
        /// Who presides.
        pub chair_name: String,
        /// In which post.
        pub chair_post: String,
        /// The communes' reports are due on this day.
        pub reports_due_on: Date,
        /// Where it stands.
        pub state: State,
        /// Why it was postponed or cancelled.
        pub state_reason: String,
        /// The upper council's own part: results.
        pub own_results: String,
        /// The upper council's own part: shortcomings and difficulties.
        pub own_difficulties: String,
        /// The upper council's own part: tasks of the next quarter.
        pub own_tasks: String,
        /// What the chair said of the quarter.
        pub assessment: String,
        /// The text of the minutes.
        pub minutes: String,
        /// The plan.
        pub plan_document_id: Option<DocumentId>,
        /// The invitation.
        pub invitation_document_id: Option<DocumentId>,
        /// The notice of conclusions.
        pub notice_document_id: Option<DocumentId>,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Briefing {
    /// The address in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/giao-ban/{}", self.id)
    }

    /// The address on the portal.
    pub fn public_path(&self) -> String {
        format!("/giao-ban/{}", self.period)
    }

    /// The quarter it looks at.
    pub fn quarter(&self) -> Quarter {
        self.period.parse().unwrap_or_else(|_| Quarter::of(self.held_on).previous())
    }

    /// "quý III/2020".
    pub fn quarter_label(&self) -> String {
        self.quarter().print()
    }

    /// "08:00, Thứ Năm, 15/10/2020".
    pub fn when(&self) -> String {
        format!("{}, {}, {}", self.starts_at, dates::weekday_name(self.held_on), dates::print(self.held_on))
    }

    /// True while reports may come in.
    pub fn takes_reports(&self) -> bool {
        matches!(self.state, State::Called | State::Held)
    }

    /// True while the office may change agenda, attendance and conclusions.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Planned | State::Called | State::Held)
    }
}

record! {
    /// A body that is invited.
    #[derive(Debug, Clone)]
    pub struct Participant {
        /// Its id.
        pub id: ParticipantId,
        /// Of which briefing.
        pub briefing_id: BriefingId,
        /// The body.
        pub organization_id: OrganizationId,
        /// True for a commune's council: it owes a report.
        pub is_reporting: bool,
        /// When the invitation went out.
        pub invited_ms: Option<i64>,
        /// What it answered.
        pub reply: Reply,
        /// Who comes instead, or why nobody does.
        pub reply_text: String,
        /// Whether it was there.
        pub attendance: Attendance,
        /// Its place in lists.
        pub place: i64,
        /// For optimistic changes.
        pub version: i64,
    }
}

record! {
    /// A commune's report to a briefing.
    #[derive(Debug, Clone)]
    pub struct Report {
        /// Its id.
        pub id: BriefingReportId,
        /// To which briefing.
        pub briefing_id: BriefingId,
        /// Whose.
        pub organization_id: OrganizationId,
        /// Its unit.
        pub area_id: AreaId,
        /// Where it stands.
        pub state: ReportState,
        /// I. Kết quả.
        pub results: String,
        /// II. Tồn tại, khó khăn, nguyên nhân.
        pub shortcomings: String,
        /// III. Nhiệm vụ quý tới.
        pub tasks: String,
        /// Indicators declared as not known, with spaces between: "A05 C03".
        pub gaps: String,
        /// True when the office typed it from paper.
        pub is_on_behalf: bool,
        /// When it was sent last.
        pub submitted_ms: Option<i64>,
        /// When it was sent first.
        pub first_submitted_ms: Option<i64>,
        /// Who sent it.
        pub submitted_by: Option<String>,
        /// Why it was sent back.
        pub returned_reason: String,
        /// How often it was sent.
        pub submissions: i64,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Report {
    /// The office's page of it.
    pub fn path(&self) -> String {
        format!("/lam-viec/giao-ban/{}/bao-cao/{}", self.briefing_id, self.id)
    }

    /// The day it was first sent.
    pub fn first_on(&self) -> Option<Date> {
        self.first_submitted_ms.map(dates::date_of)
    }

    /// Calendar days between the due day and the first sending; 0 when in time.
    pub fn days_late(&self, due: Date) -> i32 {
        self.first_on().map_or(0, |on| days_between(due, on).max(0))
    }

    /// Whether the indicator was declared as not known.
    pub fn declares_gap(&self, code: &str) -> bool {
        self.gaps.split(' ').any(|known| known == code)
    }
}

/// Calendar days from one day to another.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

record! {
    /// A difficulty or a proposal that a commune raised.
    #[derive(Debug, Clone)]
    pub struct Difficulty {
        /// Its id.
        pub id: DifficultyId,
        /// The council it was raised to.
        pub council_id: OrganizationId,
        /// At which briefing.
        pub briefing_id: Option<BriefingId>,
        /// In which report.
        pub report_id: Option<BriefingReportId>,
        /// The unit that raised it.
        pub area_id: AreaId,
        /// The body that raised it.
        pub raised_by_id: OrganizationId,
        /// What it is.
        pub kind: DifficultyKind,
        /// Of which field: "Tiếp xúc cử tri".
        pub subject: String,
        /// Word for word.
        pub text: String,
        /// Whom it asks.
        pub addressee_id: Option<OrganizationId>,
        /// When.
        pub raised_on: Date,
        /// When an answer is due.
        pub due_on: Option<Date>,
        /// What was answered or decided.
        pub answer: String,
        /// When it was cleared.
        pub cleared_on: Option<Date>,
        /// The follow-up of the body it was given to.
        pub follow_up_id: Option<FollowUpId>,
        /// For optimistic changes.
        pub version: i64,
        /// The level that is asked.
        pub level: Option<AskedLevel>,
        /// The resolution concerned.
        pub resolution_id: Option<ResolutionId>,
        /// The law concerned, as it was written.
        pub law_text: Option<String>,
        /// The first of the group in which it is handled.
        pub leader_id: Option<DifficultyId>,
        /// The delegate who raised it.
        pub person_id: Option<PersonId>,
        /// When it was first answered.
        pub answered_on: Option<Date>,
        /// Who answered.
        pub answered_by: Option<String>,
        /// Who decided what cleared it.
        pub cleared_by: Option<String>,
        /// Number and day of that decision.
        pub decision: Option<String>,
        /// The briefing whose agenda it was put on.
        pub next_briefing_id: Option<BriefingId>,
        /// The body above to which it was taken.
        pub raised_to: Option<String>,
        /// Whether anyone may read what it says.
        pub is_public: Option<bool>,
        /// What anyone may read, without persons.
        pub public_text: Option<String>,
        /// Invented for the demonstration.
        pub is_demonstration: Option<bool>,
    }
}

record! {
    /// A line of a difficulty's course.
    #[derive(Debug, Clone)]
    pub struct DifficultyEntry {
        /// When.
        pub at_ms: i64,
        /// By whom.
        pub actor_name: String,
        /// What.
        pub kind: DifficultyDeed,
        /// In words.
        pub text: String,
        /// The paper that went out with it.
        pub document_id: Option<DocumentId>,
    }
}

impl Difficulty {
    /// Who decided how it is cleared, and the paper.
    pub fn decided_by(&self) -> String {
        let by = self.cleared_by.clone().unwrap_or_default();
        match self.decision.as_deref() {
            Some(decision) if !decision.is_empty() => format!("{by}, {decision}"),
            _ => by,
        }
    }

    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/kho-khan/{}", self.id)
    }

    /// Its first words, as it is called where it is linked.
    pub fn label(&self) -> String {
        kernel::text::truncate_words(&self.text, 100)
    }

    /// Its end of a link.
    pub(crate) fn node(&self) -> chain::Node {
        chain::Node::new("difficulty", self.id, self.label(), self.path())
    }

    /// True once somebody has dealt with it: the commune may not reword it then.
    pub fn is_taken(&self) -> bool {
        !self.answer.is_empty() || self.cleared_on.is_some() || self.follow_up_id.is_some()
    }
}

record! {
    /// A line of the agenda.
    #[derive(Debug, Clone)]
    pub struct Item {
        /// Its id.
        pub id: BriefingItemId,
        /// Of which briefing.
        pub briefing_id: BriefingId,
        /// Its place, from 1.
        pub place: i64,
        /// A word of the template: `review`, `difficulties`, `custom` …
        pub kind: String,
        /// What is done.
        pub title: String,
        /// By whom.
        pub presenter: String,
        /// How long, in minutes.
        pub minutes_planned: i64,
        /// For optimistic changes.
        pub version: i64,
    }
}

record! {
    /// A conclusion: ai – việc gì – bao giờ.
    #[derive(Debug, Clone)]
    pub struct Conclusion {
        /// Its id.
        pub id: ConclusionId,
        /// Of which briefing.
        pub briefing_id: BriefingId,
        /// Its place, from 1.
        pub place: i64,
        /// What, word for word.
        pub text: String,
        /// Who.
        pub lead_id: Option<OrganizationId>,
        /// What kind of due date.
        pub due_kind: DueKind,
        /// The day.
        pub due_on: Option<Date>,
        /// How often, when recurring.
        pub every: Option<Every>,
        /// Whether anyone may read it after the notice.
        pub is_public: bool,
        /// The follow-up made of it.
        pub follow_up_id: Option<FollowUpId>,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Conclusion {
    /// The due date in words.
    pub fn due_words(&self) -> String {
        match (self.due_kind, self.due_on, self.every) {
            (DueKind::Date, Some(day), _) => dates::print(day),
            (DueKind::NextBriefing, _, _) => "kỳ tới".to_owned(),
            (DueKind::Recurring, _, Some(every)) => kernel::text::clean_line(every.label()).to_lowercase(),
            (DueKind::None | DueKind::Date | DueKind::Recurring, _, _) => String::new(),
        }
    }
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// One briefing a quarter.
    #[error("{0} đã có hội nghị giao ban. Mở hội nghị đó, hoặc hủy nó trước khi lập hội nghị khác.")]
    SameQuarter(String),
    /// The day lies before the quarter.
    #[error("Ngày họp phải sau khi quý bắt đầu. Chọn ngày khác hoặc quý khác.")]
    BeforeQuarter,
    /// The reports are due after the briefing.
    #[error("Hạn nộp báo cáo phải trước ngày họp.")]
    ReportsAfterBriefing,
    /// The state does not allow it.
    #[error("Hội nghị đang ở trạng thái “{}”, không làm bước này được. Tải lại trang để xem bước tiếp theo.", .0.label())]
    WrongState(State),
    /// A briefing is not held before its day.
    #[error("Chưa đến ngày họp ({}). Đổi ngày họp nếu họp sớm hơn.", dates::print(*.0))]
    NotYet(Date),
    /// A postponed briefing needs another day, not in the past.
    #[error("Chọn ngày họp mới khác ngày cũ và không ở trước hôm nay.")]
    NewDay,
    /// Postponing and cancelling need a reason.
    #[error("Ghi lý do, để ghi vào văn bản gửi các nơi dự.")]
    ReasonNeeded,
    /// Reports are closed.
    #[error("Hội nghị chưa mở hoặc đã đóng việc nhận báo cáo, không nộp được nữa.")]
    ReportsClosed,
    /// The report is with the office.
    #[error("Báo cáo đã nộp. Muốn sửa, đề nghị Văn phòng trả lại.")]
    AlreadySubmitted,
    /// Only a sent report goes back.
    #[error("Chỉ trả lại được báo cáo đã nộp.")]
    NotSubmitted,
    /// Faults of a report, all at once: field and sentence.
    #[error("Báo cáo còn {} chỗ phải bổ sung trước khi gửi.", .0.len())]
    Incomplete(Vec<(String, String)>),
    /// Nothing was concluded.
    #[error("Chưa có kết luận nào. Ghi ít nhất một kết luận trước khi ra thông báo.")]
    NoConclusion,
    /// Somebody has to do it.
    #[error("Kết luận {0} chưa ghi cơ quan chủ trì. Chọn cơ quan cho từng kết luận.")]
    Leadless(String),
    /// The chair has to see which ones have no date.
    #[error(
        "Kết luận {0} chưa có thời hạn. Ghi thời hạn, hoặc đánh dấu đồng ý để đến hạn ở hội nghị giao ban sau."
    )]
    Undated(String),
    /// The day lies before the briefing.
    #[error("Hạn phải từ ngày họp trở đi.")]
    DueBeforeBriefing,
    /// Everybody has reported.
    #[error("Không còn nơi nào thiếu báo cáo hay số liệu, không có công văn nào để gửi.")]
    NobodyMissing,
    /// The difficulty was cleared before.
    #[error("Việc này đã tháo gỡ xong, không làm bước này được nữa.")]
    Cleared,
    /// The difficulty was given to somebody before.
    #[error("Việc này đã giao cơ quan giải quyết. Theo dõi tại việc đã giao.")]
    AlreadyAssigned,
    /// It is handled with its group.
    #[error("Việc này đã gộp nhóm. Làm ở việc đầu nhóm, hoặc tách ra trước.")]
    InGroup,
    /// Nothing to group with.
    #[error("Chọn ít nhất một việc khác chưa tháo gỡ để gộp.")]
    NothingToGroup,
    /// It leads no longer or is in no group.
    #[error("Việc này không nằm trong nhóm nào.")]
    NotInGroup,
    /// One goes up only.
    #[error("Cấp nhận phải cao hơn {}.", .0.label().to_lowercase())]
    NotHigher(AskedLevel),
    /// There is no briefing ahead.
    #[error("Chưa có hội nghị giao ban nào sắp tới. Lập kế hoạch hội nghị trước.")]
    NoBriefingAhead,
    /// It stands on that agenda.
    #[error("Việc này đã có trong nội dung hội nghị giao ban sắp tới.")]
    OnThatAgenda,
    /// Only what is cleared is shown.
    #[error("Chỉ công khai được việc đã tháo gỡ xong.")]
    NotCleared,
    /// Nobody raises something tomorrow.
    #[error("Ngày nêu không được sau hôm nay.")]
    RaisedInFuture,
    /// Not a resolution of this council.
    #[error("Nghị quyết không có trong danh sách. Chọn lại.")]
    NoSuchResolution,
    /// A body that does not belong to the list.
    #[error("Cơ quan không có trong danh sách. Chọn lại.")]
    NoSuchBody,
    /// Another area refused.
    #[error("{0}")]
    Other(String),
}
