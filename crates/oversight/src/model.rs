//! What an oversight is.

use db::{record, text_enum};
use kernel::{
    Date, DocumentId, FieldVisitId, FindingId, FollowUpId, OrganizationId, OversightBodyId, OversightEntryId,
    OversightId, OversightMemberId, OversightPaperId, PersonId, ProgrammeItemId, RecommendationId,
    ReportLinkId,
};

text_enum! {
    /// Where an oversight stands (law.md 3.3).
    pub enum State {
        /// Somebody proposes it.
        Proposed = "proposed", "Đề xuất";
        /// It is in the year's programme.
        InProgramme = "in_programme", "Trong chương trình";
        /// The team is set up.
        Decided = "decided", "Đã quyết định thành lập đoàn";
        /// The bodies have plan and outline.
        Notified = "notified", "Đã gửi kế hoạch, đề cương";
        /// The team works with the bodies.
        Working = "working", "Đang giám sát";
        /// The team has reported.
        Reported = "reported", "Đã có báo cáo";
        /// The report was considered.
        Considered = "considered", "Đã xem xét báo cáo";
        /// There is a conclusion.
        Concluded = "concluded", "Đã kết luận";
        /// Its recommendations are followed.
        FollowUp = "follow_up", "Đang theo dõi kiến nghị";
        /// Over.
        Closed = "closed", "Đã kết thúc";
        /// It is not held.
        Cancelled = "cancelled", "Không tiến hành";
    }
}

impl State {
    /// The team is at work, or has been.
    pub const fn is_decided(self) -> bool {
        !matches!(self, Self::Proposed | Self::InProgramme | Self::Cancelled)
    }

    /// It goes on.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }
}

text_enum! {
    /// Oversight, or the lighter survey.
    pub enum Kind {
        /// Giám sát chuyên đề.
        Thematic = "thematic", "Giám sát chuyên đề";
        /// Khảo sát: a plan, visits, a report; nothing in it binds.
        Survey = "survey", "Khảo sát";
        /// Giám sát lại.
        ReOversight = "re_oversight", "Giám sát lại";
    }
}

text_enum! {
    /// The twelve forms by which registers are kept (law.md 3.1).
    pub enum Form {
        /// GS-01.
        Reports = "GS-01", "GS-01 Thẩm tra báo cáo";
        /// GS-02.
        Texts = "GS-02", "GS-02 Văn bản quy phạm pháp luật";
        /// GS-03.
        Questions = "GS-03", "GS-03 Chất vấn";
        /// GS-04.
        Hearings = "GS-04", "GS-04 Giải trình";
        /// GS-05.
        Thematic = "GS-05", "GS-05 Giám sát chuyên đề";
        /// GS-06.
        Complaints = "GS-06", "GS-06 Giải quyết khiếu nại, tố cáo";
        /// GS-07.
        Petitions = "GS-07", "GS-07 Giải quyết kiến nghị cử tri";
        /// GS-08.
        LawEnforcement = "GS-08", "GS-08 Thi hành pháp luật ở địa phương";
        /// GS-09.
        Confidence = "GS-09", "GS-09 Lấy phiếu, bỏ phiếu tín nhiệm";
        /// GS-10.
        OversightResolutions = "GS-10", "GS-10 Thực hiện nghị quyết về giám sát, chất vấn";
        /// GS-11.
        Recommendations = "GS-11", "GS-11 Theo dõi kết luận, kiến nghị";
        /// GS-12.
        Again = "GS-12", "GS-12 Giám sát lại";
    }
}

text_enum! {
    /// What kind of body oversees; its clocks and its team follow from it.
    pub enum BodyKind {
        /// Hội đồng nhân dân.
        Council = "council", "Hội đồng nhân dân";
        /// Thường trực.
        Standing = "standing", "Thường trực HĐND";
        /// Ban.
        Committee = "committee", "Ban của HĐND";
        /// Tổ đại biểu.
        DelegateGroup = "delegate_group", "Tổ đại biểu";
        /// Một đại biểu.
        Delegate = "delegate", "Đại biểu";
    }
}

text_enum! {
    /// A paper of an oversight.
    pub enum PaperKind {
        /// Quyết định thành lập đoàn.
        Decision = "decision", "Quyết định thành lập đoàn";
        /// Kế hoạch.
        Plan = "plan", "Kế hoạch";
        /// Đề cương báo cáo.
        Outline = "outline", "Đề cương báo cáo";
        /// Văn bản yêu cầu báo cáo.
        Request = "request", "Văn bản yêu cầu báo cáo";
        /// Thông báo chương trình, thành phần đoàn.
        Notice = "notice", "Thông báo chương trình, thành phần đoàn";
        /// Biên bản làm việc.
        Minutes = "minutes", "Biên bản làm việc";
        /// Báo cáo kết quả.
        Report = "report", "Báo cáo kết quả";
        /// Thông báo kết luận.
        Conclusion = "conclusion", "Thông báo kết luận";
    }
}

impl PaperKind {
    /// What the law has published once it is issued (Luật 87/2015/QH13, Điều 89).
    pub const fn is_published(self) -> bool {
        matches!(self, Self::Decision | Self::Plan | Self::Report | Self::Conclusion)
    }
}

text_enum! {
    /// A visit to a place, or a working session with a body.
    pub enum VisitKind {
        /// Thực địa.
        Field = "field", "Đi thực tế";
        /// Làm việc.
        Session = "session", "Làm việc với cơ quan";
    }
}

text_enum! {
    /// What a finding is.
    pub enum FindingKind {
        /// Kết quả đạt được.
        Result = "result", "Kết quả đạt được";
        /// Tồn tại, hạn chế.
        Shortcoming = "shortcoming", "Tồn tại, hạn chế";
        /// Nguyên nhân.
        Cause = "cause", "Nguyên nhân";
    }
}

text_enum! {
    /// What a recommendation asks (law.md 3.4).
    pub enum RecommendationKind {
        /// Sửa văn bản.
        AmendText = "amend_text", "Sửa đổi, ban hành văn bản";
        /// Giải quyết vụ việc.
        SettleCase = "settle_case", "Giải quyết vụ việc cụ thể";
        /// Bố trí vốn.
        ProvideFunds = "provide_funds", "Bố trí vốn, kinh phí";
        /// Kiểm điểm trách nhiệm.
        Responsibility = "responsibility", "Kiểm điểm, xử lý trách nhiệm";
        /// Báo cáo, giải trình.
        Report = "report", "Báo cáo, giải trình";
        /// Khác.
        Other = "other", "Khác";
    }
}

text_enum! {
    /// To whom a recommendation is addressed, seen from the council that issued it.
    pub enum Addressee {
        /// UBND cùng cấp.
        PeoplesCommittee = "peoples_committee", "gửi UBND cùng cấp";
        /// Cơ quan chuyên môn.
        Department = "department", "gửi cơ quan chuyên môn, đơn vị của UBND";
        /// Cơ quan của đơn vị hành chính cấp dưới.
        Below = "below", "gửi cơ quan cấp dưới";
        /// Cơ quan khác.
        Other = "other", "gửi cơ quan khác";
    }
}

record! {
    /// An oversight or a survey.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Oversight {
        /// Its id.
        pub id: OversightId,
        /// "GS-2020-0003".
        pub code: String,
        /// Of which council.
        pub council_id: OrganizationId,
        /// Who oversees.
        pub body_id: OrganizationId,
        /// What kind of body that is.
        pub body_kind: BodyKind,
        /// The delegate who oversees alone.
        pub person_id: Option<PersonId>,
        /// Oversight or survey.
        pub kind: Kind,
        /// The form by which it is registered.
        pub form: Form,
        /// What it is about.
        pub title: String,
        /// Its scope: where, from when to when; may be empty.
        pub scope: String,
        /// What is looked at.
        pub content: String,
        /// The year of its programme.
        pub year: i64,
        /// When it is to begin.
        pub planned_from: Date,
        /// When it is to end.
        pub planned_to: Date,
        /// The item of a programme that it realises.
        pub programme_item_id: Option<ProgrammeItemId>,
        /// The oversight that is gone over again.
        pub first_id: Option<OversightId>,
        /// Nobody outside reads of it.
        pub is_secret: bool,
        /// Where it stands.
        pub state: State,
        /// When it came into the programme.
        pub included_on: Option<Date>,
        /// When the team was set up.
        pub decided_on: Option<Date>,
        /// Number of that decision or resolution; may be empty.
        pub decision: String,
        /// When plan and outline were sent.
        pub outline_sent_on: Option<Date>,
        /// When programme and team were announced.
        pub notified_on: Option<Date>,
        /// When the team began to work.
        pub began_on: Option<Date>,
        /// When its work with the bodies ended.
        pub field_ended_on: Option<Date>,
        /// By when it reports, as the law counted it then.
        pub report_due_on: Option<Date>,
        /// When it reported.
        pub reported_on: Option<Date>,
        /// What it reported, in short.
        pub report: String,
        /// When the report was considered.
        pub considered_on: Option<Date>,
        /// When it was concluded.
        pub concluded_on: Option<Date>,
        /// The conclusion.
        pub conclusion: String,
        /// When it ended.
        pub closed_on: Option<Date>,
        /// With what it ended.
        pub closing: String,
        /// Who was invited to go along.
        pub invited: String,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Oversight {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        path_of(&self.id.to_string())
    }

    /// Its public page.
    pub fn public_path(&self) -> String {
        format!("/giam-sat/{}", self.code)
    }

    /// "Giám sát GS-2020-0003", "Khảo sát GS-2020-0004".
    pub fn label(&self) -> String {
        let word = match self.kind {
            Kind::Thematic => "Giám sát",
            Kind::Survey => "Khảo sát",
            Kind::ReOversight => "Giám sát lại",
        };
        format!("{word} {}", self.code)
    }

    /// Anyone may read it now.
    pub const fn is_open(&self) -> bool {
        !self.is_secret && !matches!(self.state, State::Proposed)
    }
}

/// The page of the oversight with this id.
pub fn path_of(id: &str) -> String {
    format!("/lam-viec/giam-sat/{id}")
}

record! {
    /// A member of a team.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Member {
        /// Its id.
        pub id: OversightMemberId,
        /// Of which oversight.
        pub oversight_id: OversightId,
        /// Who.
        pub person_id: PersonId,
        /// Leads the team.
        pub is_head: bool,
    }
}

record! {
    /// A body that is overseen.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Body {
        /// Its id.
        pub id: OversightBodyId,
        /// In which oversight.
        pub oversight_id: OversightId,
        /// Which body.
        pub organization_id: OrganizationId,
        /// When its report is due by the plan.
        pub due_on: Option<Date>,
        /// When it was handed in.
        pub handed_in_on: Option<Date>,
        /// What it says in short.
        pub report: String,
        /// Who handed it in.
        pub handed_in_by: String,
        /// Counts the changes.
        pub version: i64,
    }
}

record! {
    /// A link by which a body hands its report in.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Link {
        /// Its id.
        pub id: ReportLinkId,
        /// For which overseen body.
        pub body_id: OversightBodyId,
        /// When it was made.
        pub made_ms: i64,
        /// By whom.
        pub made_by: String,
        /// The last day on which it opens.
        pub until_on: Date,
        /// When the report came by it.
        pub used_ms: Option<i64>,
        /// When it was revoked.
        pub revoked_ms: Option<i64>,
        /// Counts the changes.
        pub version: i64,
    }
}

record! {
    /// Which paper a document is.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Paper {
        /// Its id.
        pub id: OversightPaperId,
        /// Of which oversight.
        pub oversight_id: OversightId,
        /// Which paper.
        pub kind: PaperKind,
        /// The document.
        pub document_id: DocumentId,
        /// Of which visit, when it is minutes.
        pub visit_id: Option<FieldVisitId>,
    }
}

record! {
    /// A visit or a working session.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FieldVisit {
        /// Its id.
        pub id: FieldVisitId,
        /// Of which oversight.
        pub oversight_id: OversightId,
        /// Visit or session.
        pub kind: VisitKind,
        /// When it is planned.
        pub planned_on: Date,
        /// "08:00"; may be empty.
        pub starts: String,
        /// Where.
        pub place: String,
        /// With whom.
        pub counterpart: String,
        /// Which overseen body.
        pub body_id: Option<OversightBodyId>,
        /// When it was held.
        pub held_on: Option<Date>,
        /// The minutes in short; may be empty.
        pub minutes: String,
        /// When it was called off.
        pub cancelled_on: Option<Date>,
        /// Counts the changes.
        pub version: i64,
    }
}

impl FieldVisit {
    /// Its page, made for a telephone.
    pub fn path(&self) -> String {
        format!("/lam-viec/giam-sat/thuc-dia/{}", self.id)
    }
}

record! {
    /// A note made at a visit.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Note {
        /// Its id, made by the one who notes.
        pub id: OversightEntryId,
        /// At which visit.
        pub visit_id: FieldVisitId,
        /// The words.
        pub text: String,
        /// When.
        pub noted_ms: i64,
        /// By whom.
        pub noted_by: String,
    }
}

record! {
    /// What was found.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Finding {
        /// Its id.
        pub id: FindingId,
        /// In which oversight.
        pub oversight_id: OversightId,
        /// Result, shortcoming or cause.
        pub kind: FindingKind,
        /// In words.
        pub text: String,
        /// What shows it; may be empty.
        pub evidence: String,
        /// At which overseen body.
        pub body_id: Option<OversightBodyId>,
        /// When it was written down.
        pub found_on: Date,
    }
}

record! {
    /// A recommendation.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Recommendation {
        /// Its id.
        pub id: RecommendationId,
        /// After which oversight.
        pub oversight_id: OversightId,
        /// Of which council.
        pub council_id: OrganizationId,
        /// Its place among those of the oversight.
        pub place: i64,
        /// What it asks.
        pub kind: RecommendationKind,
        /// Word for word.
        pub text: String,
        /// Who is accountable.
        pub lead_id: OrganizationId,
        /// By when, as it was issued.
        pub due_on: Date,
        /// When it was issued.
        pub issued_on: Date,
        /// What follows it.
        pub follow_up_id: FollowUpId,
        /// When the body was asked to explain.
        pub explain_asked_on: Option<Date>,
        /// By when.
        pub explain_due_on: Option<Date>,
        /// When it explained.
        pub explained_on: Option<Date>,
        /// How.
        pub explanation: String,
        /// Anyone may read it.
        pub is_public: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

record! {
    /// An entry of the course.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Entry {
        /// Its id.
        pub id: OversightEntryId,
        /// Of which oversight.
        pub oversight_id: OversightId,
        /// When it was written.
        pub at_ms: i64,
        /// The day it tells of.
        pub on_date: Date,
        /// Who wrote it.
        pub actor_name: String,
        /// In words.
        pub text: String,
    }
}

/// An oversight to be entered, or what is changed of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOversight {
    /// Who oversees.
    pub body_id: OrganizationId,
    /// The delegate who oversees alone; then `body_id` is the council.
    pub person_id: Option<PersonId>,
    /// Oversight or survey.
    pub kind: Kind,
    /// The form.
    pub form: Form,
    /// What it is about.
    pub title: String,
    /// Its scope.
    pub scope: String,
    /// What is looked at.
    pub content: String,
    /// From when.
    pub planned_from: Date,
    /// To when.
    pub planned_to: Date,
    /// The programme's item.
    pub programme_item_id: Option<ProgrammeItemId>,
    /// The oversight gone over again.
    pub first_id: Option<OversightId>,
    /// Secret.
    pub is_secret: bool,
    /// Who is invited.
    pub invited: String,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

/// A visit to be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVisit {
    /// Visit or session.
    pub kind: VisitKind,
    /// When.
    pub planned_on: Date,
    /// At which hour; may be empty.
    pub starts: String,
    /// Where.
    pub place: String,
    /// With whom.
    pub counterpart: String,
    /// Which overseen body.
    pub body_id: Option<OversightBodyId>,
}

/// A recommendation to be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecommendation {
    /// What it asks.
    pub kind: RecommendationKind,
    /// Word for word.
    pub text: String,
    /// Who is accountable.
    pub lead: OrganizationId,
    /// Who helps.
    pub cooperating: Vec<OrganizationId>,
    /// By when.
    pub due_on: Date,
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not allow it.
    #[error("Cuộc này đang ở bước “{}”, không làm bước này được. Tải lại trang để xem bước tiếp theo.", .0.label())]
    WrongState(State),
    /// A day to come.
    #[error("Ngày này chưa đến. Nhập ngày đã qua hoặc hôm nay.")]
    InFuture,
    /// A day before the step before.
    #[error("Ngày này trước bước trước đó (ngày {}). Xem lại hai ngày.", kernel::dates::print(*.0))]
    BeforeLast(Date),
    /// The day of another medium is none.
    #[error("{0}")]
    NotEarlier(law::NotEarlier),
    /// The plan ends before it begins.
    #[error("Ngày kết thúc dự kiến trước ngày bắt đầu. Xem lại hai ngày.")]
    EndsBefore,
    /// The body does not oversee in this council.
    #[error("Cơ quan này không thuộc HĐND. Chọn HĐND, Thường trực, Ban hoặc Tổ đại biểu.")]
    NotOfCouncil,
    /// A delegate oversees alone, and is not named.
    #[error("Người này không phải đại biểu của HĐND. Chọn đại biểu.")]
    NotADelegate,
    /// What is gone over again is not named, or cannot be.
    #[error("Giám sát lại: chọn cuộc giám sát trước đã kết luận.")]
    NoFirst,
    /// There is no team.
    #[error("Chưa có trưởng đoàn. Ghi thành phần đoàn trước.")]
    NoHead,
    /// The head has not the post that the law demands.
    #[error("{}", head_words(*.0))]
    WrongHead(BodyKind),
    /// There is nobody to oversee.
    #[error("Chưa có cơ quan chịu sự giám sát. Ghi ít nhất một cơ quan trước.")]
    NoBodies,
    /// A body is named already.
    #[error("Cơ quan này đã có trong danh sách.")]
    BodyTwice,
    /// A body is gone or unknown.
    #[error("Cơ quan này không còn hoạt động. Chọn cơ quan khác.")]
    NoSuchBody,
    /// The body is at work already: its report is in, or it was visited.
    #[error("Cơ quan đã nộp báo cáo hoặc đã có buổi làm việc. Không bỏ được.")]
    BodyInUse,
    /// The work with the bodies has not ended.
    #[error("Ghi ngày kết thúc làm việc tại cơ sở trước.")]
    FieldNotEnded,
    /// A visit is still to come.
    #[error("Còn buổi làm việc chưa ghi kết quả. Ghi kết quả hoặc hủy buổi đó trước.")]
    VisitsOpen,
    /// The visit was called off.
    #[error("Buổi này đã hủy.")]
    VisitCancelled,
    /// A report was handed in already.
    #[error("Báo cáo đã nộp. Cần nộp lại thì liên hệ Văn phòng.")]
    HandedIn,
    /// A report needs words or a file.
    #[error("Ghi tóm tắt báo cáo hoặc đính kèm tệp.")]
    EmptyReport,
    /// Nobody asks this body for a report now.
    #[error("Chưa đến bước nộp báo cáo, hoặc cuộc giám sát đã kết thúc.")]
    NoReportNow,
    /// Surveys bind nobody.
    #[error("Khảo sát không có kết luận và kiến nghị bắt buộc. Nội dung cần yêu cầu thì lập cuộc giám sát.")]
    SurveyBindsNobody,
    /// Somebody is to do it after it was asked.
    #[error("Hạn thực hiện phải sau ngày ban hành kiến nghị.")]
    DueNotLater,
    /// Recommendations are still open.
    #[error("Còn {0} kiến nghị chưa kết thúc. Đánh giá các kiến nghị đó trước.")]
    OpenRecommendations(usize),
    /// It is not late.
    #[error("Kiến nghị chưa quá hạn, chưa yêu cầu giải trình được.")]
    NotOverdue,
    /// It was asked already.
    #[error("Đã yêu cầu giải trình. Ghi giải trình khi nhận được.")]
    ExplanationAsked,
    /// The law of the day sets no such date.
    #[error(
        "Luật áp dụng ngày này chưa đặt hạn giải trình về kiến nghị chưa thực hiện; dùng các bước đôn đốc."
    )]
    NoDeadline,
    /// It was not asked.
    #[error("Chưa yêu cầu giải trình về kiến nghị này.")]
    ExplanationNotAsked,
    /// Why is not said.
    #[error("Nhập lý do.")]
    NoReason,
    /// A link's day has passed.
    #[error("Ngày hết hạn phải sau hôm nay.")]
    LinkNotLater,
    /// A link would open too long.
    #[error("Đường dẫn mở tối đa {0} ngày.")]
    LinkTooLong(i64),
    /// Of a paper there is nothing to write yet.
    #[error("Chưa đến bước lập văn bản này.")]
    PaperNotYet,
    /// Another area says no.
    #[error("{0}")]
    Other(String),
}

const fn head_words(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Council | BodyKind::Standing => {
            "Trưởng đoàn của HĐND, Thường trực là Chủ tịch hoặc Phó Chủ tịch HĐND. Chọn lại trưởng đoàn."
        }
        BodyKind::Committee => {
            "Trưởng đoàn của Ban là Trưởng Ban hoặc Phó Trưởng Ban của chính Ban đó. Chọn lại trưởng đoàn."
        }
        BodyKind::DelegateGroup => {
            "Trưởng đoàn của Tổ đại biểu là Tổ trưởng hoặc Tổ phó. Chọn lại trưởng đoàn."
        }
        BodyKind::Delegate => "Đại biểu giám sát là người đứng đầu cuộc giám sát của mình. Chọn lại.",
    }
}
