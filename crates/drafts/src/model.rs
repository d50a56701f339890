//! A draft of a resolution, its texts, and what is proposed to change in them.

use db::{record, text_enum};
use kernel::{
    AgendaItemId, AmendmentId, Date, DraftId, DraftVersionId, Instant, OrganizationId, PersonId, PollId,
    ResolutionId, SessionId,
};

use crate::rules::Conflict;

text_enum! {
    /// How far a draft has come.
    pub enum State {
        /// Entered; the office and the body that submits it work on it.
        Prepared = "prepared", "Đang chuẩn bị";
        /// Those of the council's work read it and propose changes.
        Open = "open", "Đang lấy ý kiến";
        /// Before the council.
        Presented = "presented", "Đã trình kỳ họp";
        /// It is a resolution.
        Adopted = "adopted", "Đã thông qua";
        /// The council said no.
        Refused = "refused", "Không được thông qua";
        /// Taken back by the body that submitted it.
        Withdrawn = "withdrawn", "Đã rút";
    }
}

impl State {
    /// Whether the text may still change.
    pub const fn is_alive(self) -> bool {
        matches!(self, Self::Prepared | Self::Open | Self::Presented)
    }

    /// Whether others than those who prepare it may know of it.
    pub const fn is_out(self) -> bool {
        !matches!(self, Self::Prepared)
    }
}

record! {
    /// A draft of a resolution, submitted to a session (Luật 77/2015/QH13, Điều 85).
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Draft {
        /// Its id.
        pub id: DraftId,
        /// To which session.
        pub session_id: SessionId,
        /// Under which item of its agenda.
        pub item_id: AgendaItemId,
        /// To which council.
        pub council_id: OrganizationId,
        /// What it is about: the title of the resolution.
        pub title: String,
        /// Văn bản quy phạm pháp luật.
        pub is_normative: bool,
        /// The body that submits it.
        pub submitted_by: OrganizationId,
        /// How far it has come.
        pub state: State,
        /// The version that is debated.
        pub version_no: i64,
        /// The version with which it was given out; those before are the office's own.
        pub first_out: Option<i64>,
        /// The last day for comments.
        pub comment_until: Option<Date>,
        /// The day it came before the council.
        pub presented_on: Option<Date>,
        /// The day it was adopted, refused or withdrawn.
        pub decided_on: Option<Date>,
        /// Why it was refused or withdrawn; otherwise empty.
        pub reason: String,
        /// What it became.
        pub resolution_id: Option<ResolutionId>,
        /// Anyone may read it, once it is out and its item is not held without the public.
        pub is_public: bool,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Draft {
    /// Whether a version may be read by those to whom the draft was given out.
    pub fn was_given_out(&self, number: i64) -> bool {
        self.first_out.is_some_and(|first| first <= number)
    }

    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/du-thao/{}", self.id)
    }

    /// Its public page.
    pub fn public_path(&self) -> String {
        format!("/du-thao/{}", self.id)
    }
}

record! {
    /// A text of a draft as it stood at a time.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DraftVersion {
        /// Its id.
        pub id: DraftVersionId,
        /// Of which draft.
        pub draft_id: DraftId,
        /// Which, from 1.
        pub number: i64,
        /// The text; a paragraph a line.
        pub body: String,
        /// "Bản trình", "Tiếp thu ý kiến".
        pub why: String,
        /// The day it was made.
        pub made_on: Date,
        /// The account that made it, by name.
        pub made_by: String,
    }
}

record! {
    /// What a list says of a text.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct VersionLine {
        /// Which, from 1.
        pub number: i64,
        /// Why it was made.
        pub why: String,
        /// The day it was made.
        pub made_on: Date,
        /// The account that made it, by name.
        pub made_by: String,
    }
}

text_enum! {
    /// What is proposed.
    pub enum AmendmentKind {
        /// Words on an article, or on the whole.
        Comment = "comment", "Góp ý";
        /// Other words in the place of an article.
        Replace = "replace", "Sửa điều này";
        /// A new article after this one.
        AddAfter = "add_after", "Thêm điều mới ngay sau điều này";
        /// Leaving an article out.
        Delete = "delete", "Bỏ điều này";
    }
}

impl AmendmentKind {
    /// Whether taking it changes words of the text by itself.
    pub const fn changes_text(self) -> bool {
        !matches!(self, Self::Comment)
    }
}

text_enum! {
    /// What became of a proposal.
    pub enum AmendmentState {
        /// It waits for an answer.
        Proposed = "proposed", "Chờ trả lời";
        /// It goes into the text.
        Taken = "taken", "Tiếp thu";
        /// It does not, and why is said.
        Refused = "refused", "Không tiếp thu";
        /// Its author took it back.
        Withdrawn = "withdrawn", "Đã rút";
    }
}

record! {
    /// A proposal to change a draft.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Amendment {
        /// Its id.
        pub id: AmendmentId,
        /// Of which draft.
        pub draft_id: DraftId,
        /// The version that it speaks of.
        pub version_no: i64,
        /// The article: "Điều 2"; empty for the whole text.
        pub article: String,
        /// What is proposed.
        pub kind: AmendmentKind,
        /// The words of the article as proposed, or the comment; empty where an article is left out.
        pub proposed: String,
        /// Why; may be empty.
        pub reason: String,
        /// The delegate who proposes.
        pub person_id: Option<PersonId>,
        /// Or the body that does.
        pub organization_id: Option<OrganizationId>,
        /// What became of it.
        pub state: AmendmentState,
        /// The explanation (giải trình); may be empty unless it was refused.
        pub answer: String,
        /// The day it was answered.
        pub decided_on: Option<Date>,
        /// The vote that decided it.
        pub poll_id: Option<PollId>,
        /// The version that it went into.
        pub taken_in: Option<i64>,
        /// When it was proposed.
        pub proposed_ms: Instant,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Amendment {
    /// "Điều 2", "Điều mới, sau Điều 3", "Toàn văn".
    pub fn place(&self) -> String {
        match self.kind {
            _ if self.article.is_empty() => "Toàn văn".to_owned(),
            AmendmentKind::AddAfter => format!("Điều mới, sau {}", self.article),
            AmendmentKind::Comment | AmendmentKind::Replace | AmendmentKind::Delete => self.article.clone(),
        }
    }

    /// "Bản 1, Điều 2: sửa điều này".
    pub fn line(&self) -> String {
        let kind = match self.kind {
            AmendmentKind::Comment => "góp ý",
            AmendmentKind::Replace => "sửa",
            AmendmentKind::AddAfter => "thêm",
            AmendmentKind::Delete => "bỏ",
        };
        format!("{}: {kind}", self.place())
    }

    /// Whether it was taken and the text does not say so yet.
    pub fn waits_for_text(&self) -> bool {
        self.state == AmendmentState::Taken && self.taken_in.is_none()
    }

    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/du-thao/{}/y-kien/{}", self.draft_id, self.id)
    }
}

/// A draft to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDraft {
    /// Under which item.
    pub item: AgendaItemId,
    /// The title of the resolution.
    pub title: String,
    /// Văn bản quy phạm pháp luật.
    pub is_normative: bool,
    /// The body that submits it.
    pub submitted_by: OrganizationId,
    /// The text.
    pub body: String,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

/// A proposal to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAmendment {
    /// The article; empty for the whole text.
    pub article: String,
    /// What is proposed.
    pub kind: AmendmentKind,
    /// The words.
    pub proposed: String,
    /// Why.
    pub reason: String,
}

/// Why this area says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The item is of another kind, or another session's.
    #[error("Chọn một nội dung “Tờ trình, dự thảo nghị quyết” trong chương trình của kỳ họp này.")]
    NotADraftItem,
    /// The item has a draft.
    #[error("Nội dung này đã có dự thảo. Mở dự thảo ấy để lập bản mới.")]
    ItemTaken,
    /// The text has no article.
    #[error("Không thấy điều nào. Mỗi điều bắt đầu ở đầu dòng bằng “Điều 1.”, “Điều 2.”…")]
    NoArticles,
    /// Two articles bear one number.
    #[error("Có hai điều cùng số: {0}. Đánh lại số điều.")]
    SameNumber(String),
    /// The body that submits it does not work.
    #[error("Chọn cơ quan trình.")]
    NoSubmitter,
    /// The step does not follow from the state.
    #[error("Dự thảo đang ở trạng thái “{}”, không {verb} được. Tải lại trang để xem bước tiếp theo.", .state.label())]
    WrongState {
        /// Where it stands.
        state: State,
        /// What was asked, in lower case.
        verb: &'static str,
    },
    /// The last day for comments is past.
    #[error("Hạn góp ý phải từ hôm nay trở đi.")]
    UntilInPast,
    /// Comments are over.
    #[error("Đã hết hạn góp ý (ngày {0}). Đại biểu có thể đề nghị sửa khi dự thảo được trình kỳ họp.")]
    CommentsOver(String),
    /// The session does not sit.
    #[error("Kỳ họp chưa khai mạc. Ghi khai mạc ở trang kỳ họp trước khi ghi trình.")]
    SessionNotHeld,
    /// A reason is missing.
    #[error("Nhập lý do.")]
    NoReason,
    /// There is no such article.
    #[error("Bản {1} không có {0}. Chọn điều có trong văn bản.")]
    NoSuchArticle(String, i64),
    /// A change of the whole text is only a comment.
    #[error("Sửa, thêm, bỏ phải nêu rõ điều nào. Với toàn văn, chọn “Góp ý”.")]
    WholeText,
    /// The proposed words are not that one article.
    #[error("Viết trọn một điều, bắt đầu bằng “{0}.”; khoản, điểm ở các dòng sau.")]
    NotThatArticle(String),
    /// The number of the new article is not its own.
    #[error("Viết trọn một điều mới với số chưa có trong văn bản, ví dụ “{0}a.”.")]
    NotANewArticle(String),
    /// Nothing is changed.
    #[error("Nội dung đề nghị giống hệt điều hiện có. Sửa chữ cần sửa, hoặc chọn “Góp ý”.")]
    NothingChanged,
    /// The proposal is answered.
    #[error("Ý kiến này đã được trả lời hoặc đã rút. Tải lại trang.")]
    Answered,
    /// It is in the text already.
    #[error("Ý kiến này đã vào bản {0}. Muốn đổi, lập bản mới của dự thảo.")]
    InText(i64),
    /// More than a page can show.
    #[error(
        "Dự thảo này đã nhận đủ ý kiến của người gửi (50) hoặc của mọi người (1.000). Gộp các ý kiến lại, hoặc gửi Văn phòng."
    )]
    TooMany,
    /// The vote is not over, not of this session, or decides nothing.
    #[error("Chọn một biểu quyết đã kết thúc của kỳ họp này.")]
    NoSuchPoll,
    /// No proposal waits for a new version.
    #[error("Chưa có ý kiến nào được tiếp thu mà chưa vào văn bản.")]
    NothingTaken,
    /// The proposals cannot be put into the text as they are.
    #[error("{}", Conflict::all(.0))]
    Conflicts(Vec<Conflict>),
    /// The new text is the old one.
    #[error("Văn bản giống hệt bản hiện tại. Sửa văn bản rồi lưu.")]
    SameText,
    /// Some proposals were taken and are not in the text.
    #[error(
        "Còn {0} ý kiến ghi tiếp thu nhưng không có trong văn bản đã biểu quyết. Trả lời lại các ý kiến ấy."
    )]
    TakenOutside(usize),
    /// There is no vote that carried it.
    #[error(
        "Chưa có biểu quyết thông qua nghị quyết này. Kết thúc biểu quyết “Thông qua nghị quyết” ở nội dung của dự thảo trước."
    )]
    NotVoted,
    /// The vote was lost.
    #[error("Biểu quyết số {0} không thông qua nghị quyết này.")]
    VoteLost(i64),
    /// The vote carried it.
    #[error("Biểu quyết số {0} đã thông qua nghị quyết này. Lập nghị quyết.")]
    VoteCarried(i64),
    /// A vote on it is being held.
    #[error("Đang biểu quyết dự thảo này. Văn bản giữ nguyên cho đến khi biểu quyết kết thúc.")]
    Voting,
    /// The text that was voted on stays as it is.
    #[error("Biểu quyết số {0} đã thông qua văn bản này. Văn bản không sửa được nữa.")]
    TextVoted(i64),
    /// The text is younger than the vote.
    #[error(
        "Văn bản này lập sau khi mở biểu quyết số {0} nên đại biểu chưa biểu quyết văn bản này. Biểu quyết lại."
    )]
    TextAfterVote(i64),
    /// It is a resolution already.
    #[error("Nghị quyết đã được lập từ dự thảo này.")]
    Made,
    /// The register of resolutions says no.
    #[error("{0}")]
    Resolution(String),
}

impl Refusal {
    /// The field of the form that it is about.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::NotADraftItem | Self::ItemTaken => "noi-dung",
            Self::NoArticles | Self::SameNumber(_) | Self::SameText => "van-ban",
            Self::NoSubmitter => "co-quan-trinh",
            Self::UntilInPast => "han",
            Self::NoReason => "ly-do",
            Self::NoSuchArticle(..) | Self::CommentsOver(_) => "dieu",
            Self::WholeText => "loai",
            Self::NotThatArticle(_) | Self::NotANewArticle(_) | Self::NothingChanged | Self::TooMany => {
                "de-nghi"
            }
            Self::NoSuchPoll => "bieu-quyet",
            Self::NothingTaken | Self::Conflicts(_) => "tiep-thu",
            Self::WrongState { .. }
            | Self::SessionNotHeld
            | Self::Answered
            | Self::InText(_)
            | Self::TakenOutside(_)
            | Self::NotVoted
            | Self::VoteLost(_)
            | Self::VoteCarried(_)
            | Self::Voting
            | Self::TextVoted(_)
            | Self::TextAfterVote(_)
            | Self::Made
            | Self::Resolution(_) => "buoc",
        }
    }
}
