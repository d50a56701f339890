//! What this area is made of: a hearing with its people, a review of a text, a draw.

use db::{record, text_enum};
use kernel::{Date, DrawId, HearingId, HearingPersonId, OrganizationId, PersonId, TextReviewId, dates};

text_enum! {
    /// Where a hearing stands.
    pub enum HearingState {
        /// Somebody proposes it.
        Proposed = "proposed", "Đề xuất";
        /// Those who explain have the notice.
        Notified = "notified", "Đã thông báo";
        /// It was held.
        Held = "held", "Đã họp, chờ kết luận";
        /// The Standing Committee adopted a conclusion.
        Concluded = "concluded", "Đã kết luận";
        /// It is not held.
        Cancelled = "cancelled", "Không tổ chức";
    }
}

text_enum! {
    /// What a hearing comes from.
    pub enum Source {
        /// Something owed that was not done.
        FollowUp = "follow_up", "Việc theo dõi chậm";
        /// An oversight.
        Oversight = "oversight", "Cuộc giám sát";
        /// A voter's petition.
        Petition = "petition", "Kiến nghị của cử tri";
        /// A question.
        Question = "question", "Chất vấn";
        /// The Standing Committee's own wish.
        Free = "free", "Thường trực HĐND đề xuất";
    }
}

text_enum! {
    /// What somebody does at a hearing.
    pub enum Part {
        /// Explains.
        Explains = "explains", "Người giải trình";
        /// Asks.
        Asks = "asks", "Người yêu cầu giải trình";
        /// Votes on the conclusion.
        Votes = "votes", "Biểu quyết kết luận";
    }
}

text_enum! {
    /// How a member of the Standing Committee voted.
    pub enum Vote {
        /// For the conclusion.
        Yes = "yes", "Tán thành";
        /// Against it, or no opinion.
        No = "no", "Không tán thành";
        /// Not there.
        Absent = "absent", "Vắng";
    }
}

record! {
    /// An explanation hearing.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Hearing {
        /// Its id.
        pub id: HearingId,
        /// "GT-2020-0001".
        pub code: String,
        /// Of which council's Standing Committee.
        pub council_id: OrganizationId,
        /// The subject.
        pub title: String,
        /// What is to be explained.
        pub content: String,
        /// What it comes from.
        pub source_kind: Source,
        /// That record; none when it is not one of ours.
        pub source_id: Option<String>,
        /// What that record is called; may be empty.
        pub source_label: String,
        /// Its page; may be empty.
        pub source_href: String,
        /// The day on which it is or was held.
        pub held_on: Date,
        /// "08:00"; may be empty.
        pub starts_at: String,
        /// Where.
        pub place: String,
        /// Who presides.
        pub chair: String,
        /// Not public.
        pub is_closed: bool,
        /// Where it stands.
        pub state: HearingState,
        /// When those who explain were notified.
        pub notified_on: Option<Date>,
        /// Why it is not held.
        pub cancel_reason: String,
        /// What was said.
        pub minutes: String,
        /// When the conclusion was adopted.
        pub concluded_on: Option<Date>,
        /// The conclusion.
        pub conclusion: String,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Hearing {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/giai-trinh/{}", self.id)
    }

    /// Its public page.
    pub fn public_path(&self) -> String {
        format!("/giai-trinh/{}", self.code)
    }

    /// "Phiên giải trình GT-2020-0001".
    pub fn label(&self) -> String {
        format!("Phiên giải trình {}", self.code)
    }

    /// Anyone may read of it: it was announced, and it is not closed.
    pub const fn is_open(&self) -> bool {
        !self.is_closed && self.notified_on.is_some()
    }
}

record! {
    /// Somebody at a hearing.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct HearingPerson {
        /// The line's id.
        pub id: HearingPersonId,
        /// At which hearing.
        pub hearing_id: HearingId,
        /// The place in the list.
        pub place: i64,
        /// What he does there.
        pub role: Part,
        /// For which body he explains.
        pub organization_id: Option<OrganizationId>,
        /// Of the directory, when he votes.
        pub person_id: Option<PersonId>,
        /// A name or a post.
        pub name: String,
        /// How he voted.
        pub vote: Option<Vote>,
        /// Counts the changes.
        pub version: i64,
    }
}

/// A hearing to be proposed, or its plan changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHearing {
    /// The subject.
    pub title: String,
    /// What is to be explained.
    pub content: String,
    /// The day on which it is to be held.
    pub held_on: Date,
    /// "08:00"; may be empty.
    pub starts_at: String,
    /// Where.
    pub place: String,
    /// Who presides.
    pub chair: String,
    /// Not public.
    pub is_closed: bool,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

/// What a new hearing comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A follow-up that was urged in vain: step three of its ladder or later.
    FollowUp(kernel::FollowUpId),
    /// Another record, by its code or in words.
    Other(Source, String),
}

/// What a hearing recommends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecommendation {
    /// What.
    pub text: String,
    /// Who owes it.
    pub lead: OrganizationId,
    /// By when.
    pub due_on: Date,
}

text_enum! {
    /// What kind of text is reviewed.
    pub enum TextKind {
        /// Nghị quyết.
        Resolution = "resolution", "Nghị quyết";
        /// Quyết định.
        Decision = "decision", "Quyết định";
        /// Chỉ thị.
        Directive = "directive", "Chỉ thị";
        /// Khác.
        Other = "other", "Văn bản khác";
    }
}

text_enum! {
    /// Where the review of a text stands.
    pub enum ReviewState {
        /// It is being read.
        Reviewing = "reviewing", "Đang rà soát";
        /// Nothing against the law was found.
        Lawful = "lawful", "Đúng pháp luật";
        /// Something was found.
        Unlawful = "unlawful", "Có nội dung trái pháp luật";
        /// The issuer was asked to revise it.
        Demanded = "demanded", "Đã yêu cầu sửa đổi, bãi bỏ";
        /// The issuer answered.
        Answered = "answered", "Cơ quan ban hành đã trả lời";
        /// The issuer put it right.
        Settled = "settled", "Đã xử lý xong";
        /// It lies before the Standing Committee.
        Raised = "raised", "Đã báo cáo Thường trực HĐND";
        /// It lies before the council.
        Submitted = "submitted", "Đã trình HĐND";
        /// The council annulled the text.
        Annulled = "annulled", "HĐND đã bãi bỏ";
        /// The council left it.
        Kept = "kept", "HĐND không bãi bỏ";
    }
}

impl ReviewState {
    /// It is over.
    pub const fn is_ended(self) -> bool {
        matches!(self, Self::Lawful | Self::Settled | Self::Annulled | Self::Kept)
    }
}

record! {
    /// The review of a text.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct TextReview {
        /// Its id.
        pub id: TextReviewId,
        /// "RS-2020-0001".
        pub code: String,
        /// In which council's work.
        pub council_id: OrganizationId,
        /// Who reviews.
        pub reviewer_id: OrganizationId,
        /// Who made the text.
        pub issuer_id: OrganizationId,
        /// What kind of text.
        pub kind: TextKind,
        /// Its number.
        pub number: String,
        /// Its day.
        pub text_on: Date,
        /// What it is about.
        pub title: String,
        /// Where the review stands.
        pub state: ReviewState,
        /// When it began.
        pub opened_on: Date,
        /// When it was found lawful or not.
        pub found_on: Option<Date>,
        /// Which of the two.
        pub is_unlawful: Option<bool>,
        /// The articles that the text is against.
        pub articles: String,
        /// What was found.
        pub finding: String,
        /// When the issuer was asked to revise it.
        pub demanded_on: Option<Date>,
        /// By when the issuer answers.
        pub answer_due_on: Option<Date>,
        /// When it answered.
        pub answered_on: Option<Date>,
        /// What it answered.
        pub answer: String,
        /// When it came before the Standing Committee.
        pub raised_on: Option<Date>,
        /// When it came before the council.
        pub submitted_on: Option<Date>,
        /// When it ended.
        pub ended_on: Option<Date>,
        /// With what.
        pub ending: String,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl TextReview {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/ra-soat-van-ban/{}", self.id)
    }

    /// Where the public register shows it.
    pub fn public_path(&self) -> String {
        format!("/ra-soat-van-ban#{}", self.code)
    }

    /// "Rà soát RS-2020-0001".
    pub fn label(&self) -> String {
        format!("Rà soát {}", self.code)
    }

    /// "Quyết định 05/2020/QĐ-UBND ngày 10/03/2020".
    pub fn text_name(&self) -> String {
        let kind = if self.kind == TextKind::Other { "Văn bản" } else { self.kind.label() };
        format!("{kind} {} ngày {}", self.number, dates::print(self.text_on))
    }

    /// Anyone may read of it: it is over.
    pub const fn is_open(&self) -> bool {
        self.state.is_ended()
    }

    /// The issuer has not answered and its day is past, or it answered after it.
    pub fn is_answer_late(&self, today: Date) -> bool {
        let on = self.answered_on.or(self.ended_on).unwrap_or(today);
        self.answer_due_on.is_some_and(|due| due < on)
    }
}

/// A text to be reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReview {
    /// Who reviews.
    pub reviewer: OrganizationId,
    /// Who made the text.
    pub issuer: OrganizationId,
    /// What kind of text.
    pub kind: TextKind,
    /// Its number.
    pub number: String,
    /// Its day.
    pub text_on: Date,
    /// What it is about.
    pub title: String,
    /// When the review begins.
    pub opened_on: Date,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

text_enum! {
    /// Where a draw stands.
    pub enum DrawState {
        /// The list and the seed's hash are published.
        Published = "published", "Đã công bố, chờ bốc thăm";
        /// It was drawn.
        Drawn = "drawn", "Đã bốc thăm";
        /// It is not drawn.
        Cancelled = "cancelled", "Không bốc thăm";
    }
}

record! {
    /// A draw of whom to oversee.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Draw {
        /// Its id.
        pub id: DrawId,
        /// "BT-2020-0001".
        pub code: String,
        /// Of which council.
        pub council_id: OrganizationId,
        /// What is drawn.
        pub title: String,
        /// What for.
        pub purpose: String,
        /// One a line.
        pub candidates: String,
        /// How many are drawn.
        pub wanted: i64,
        /// Thirty-two bytes in hexadecimal digits; shown to nobody before the draw.
        pub seed: String,
        /// SHA-256 of these bytes.
        pub commitment: String,
        /// Which public value is mixed in; empty for the log's checkpoint.
        pub public_rule: String,
        /// When list and hash were published.
        pub published_on: Date,
        /// The day of the draw.
        pub draw_on: Date,
        /// Where it stands.
        pub state: DrawState,
        /// When it was drawn.
        pub drawn_ms: Option<i64>,
        /// The public value that was mixed in.
        pub public_value: String,
        /// Who was drawn, one a line, in that order.
        pub chosen: String,
        /// Why it is not drawn.
        pub cancel_reason: String,
        /// The draw on the same matter before this one.
        pub again_id: Option<DrawId>,
        /// Why it is drawn again.
        pub again_reason: String,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Draw {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/boc-tham/{}", self.id)
    }

    /// Its public page.
    pub fn public_path(&self) -> String {
        format!("/boc-tham/{}", self.code)
    }

    /// "Bốc thăm BT-2020-0001".
    pub fn label(&self) -> String {
        format!("Bốc thăm {}", self.code)
    }

    /// The list, in the order in which it was published.
    pub fn list(&self) -> Vec<&str> {
        self.candidates.lines().collect()
    }
}

/// A draw to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDraw {
    /// What is drawn.
    pub title: String,
    /// What for.
    pub purpose: String,
    /// From whom, in this order.
    pub candidates: Vec<String>,
    /// How many.
    pub wanted: i64,
    /// The day of the draw.
    pub draw_on: Date,
    /// Which public value will be mixed in; empty for the log's checkpoint.
    pub public_rule: String,
    /// Why it is drawn again, where there was a draw on the matter.
    pub again_reason: String,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

text_enum! {
    /// A paper of a hearing.
    pub enum HearingPaper {
        /// To those who explain.
        Notice = "notice", "Văn bản thông báo phiên giải trình";
        /// Of the hearing.
        Minutes = "minutes", "Biên bản phiên giải trình";
        /// What was adopted.
        Conclusion = "conclusion", "Thông báo kết luận phiên giải trình";
    }
}

text_enum! {
    /// A paper of the review of a text.
    pub enum ReviewPaper {
        /// To the issuer.
        Demand = "demand", "Văn bản yêu cầu sửa đổi, bãi bỏ";
        /// To the Standing Committee.
        Report = "report", "Báo cáo Thường trực HĐND";
        /// To the council.
        Submission = "submission", "Tờ trình HĐND bãi bỏ văn bản";
    }
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not allow it.
    #[error("Đang ở bước “{0}”, không làm việc này được. Tải lại trang để xem bước tiếp theo.")]
    WrongState(&'static str),
    /// A day to come.
    #[error("Ngày này chưa đến. Nhập ngày đã qua hoặc hôm nay.")]
    InFuture,
    /// A day before what went before.
    #[error("Ngày này trước ngày {}. Nhập ngày sau đó.", dates::print(*.0))]
    Before(Date),
    /// A notice after the hearing.
    #[error("Ngày thông báo sau ngày họp. Đổi ngày họp trước.")]
    NoticeAfter,
    /// Its day has not come.
    #[error("Phiên giải trình chưa đến ngày họp ({}).", dates::print(*.0))]
    NotYet(Date),
    /// Nobody explains.
    #[error("Chưa ghi người giải trình. Thêm người giải trình trước khi thông báo.")]
    NobodyExplains,
    /// Not held, without a reason.
    #[error("Ghi lý do, từ 3 ký tự.")]
    NoReason,
    /// Not enough votes.
    #[error(
        "Có {yes}/{members} thành viên Thường trực tán thành; kết luận cần quá nửa tổng số thành viên, ít nhất {needed}."
    )]
    NoMajority {
        /// How many are for it.
        yes: u32,
        /// How many members there are.
        members: u32,
        /// How many are needed.
        needed: u32,
    },
    /// The votes are not those of the members.
    #[error("Danh sách thành viên Thường trực đã thay đổi. Tải lại trang rồi ghi biểu quyết.")]
    OtherMembers,
    /// Somebody is in the list.
    #[error("Người này đã có trong danh sách.")]
    IsListed,
    /// The follow-up has not come so far.
    #[error("Việc này mới ở bước {0} của thang đôn đốc; giải trình từ bước 3 trở lên.")]
    TooEarly(i64),
    /// There is no such record.
    #[error("Không tìm thấy bản ghi này. Kiểm tra lại mã.")]
    NoSuchSource,
    /// A body is gone or unknown.
    #[error("Cơ quan này không còn hoạt động. Chọn cơ quan khác.")]
    NoSuchBody,
    /// A recommendation is due after the conclusion.
    #[error("Hạn thực hiện phải sau ngày kết luận.")]
    DueNotLater,
    /// The reviewer is not of this council.
    #[error("Chỉ Thường trực HĐND hoặc Ban của HĐND rà soát văn bản. Chọn lại cơ quan rà soát.")]
    WrongReviewer,
    /// The text is not one that this council oversees.
    #[error(
        "HĐND chỉ xử lý văn bản của UBND cùng cấp và nghị quyết của HĐND cấp dưới trực tiếp. Chọn lại cơ quan ban hành."
    )]
    NotOurs,
    /// An unlawful text without the article.
    #[error("Ghi điều, khoản mà văn bản trái với.")]
    NoArticles,
    /// Nothing was said.
    #[error("Ghi nội dung, từ 3 ký tự.")]
    NoWords,
    /// The issuer still has time.
    #[error("Cơ quan ban hành còn thời hạn trả lời đến ngày {}. Chờ hết hạn hoặc ghi trả lời.", dates::print(*.0))]
    AnswerWaits(Date),
    /// Too few to draw from.
    #[error("Số cần chọn phải từ 1 và ít hơn số đối tượng trong danh sách ({0}).")]
    WrongNumber(usize),
    /// Somebody stands twice in the list.
    #[error("“{0}” có hai lần trong danh sách.")]
    Twice(String),
    /// There was a draw on the matter.
    #[error("Việc này đã công bố bốc thăm {0}. Ghi lý do bốc lại; hai lần đều được công khai.")]
    DrawnBefore(String),
    /// The log has no checkpoint.
    #[error("Nhật ký công khai chưa có điểm chốt. Ghi rõ giá trị công khai sẽ dùng.")]
    NoCheckpoint,
    /// The public value is not typed.
    #[error("Nhập giá trị công khai đã ghi khi công bố.")]
    NoPublicValue,
    /// Another area says no.
    #[error("{0}")]
    Other(String),
}
