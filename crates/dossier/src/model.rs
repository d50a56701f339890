//! What is prepared before a session opens.

use db::{record, text_enum};
use kernel::{
    AgendaItemId, Date, ExaminationId, Instant, InvitationLineId, OrganizationId, PaperReceiptId,
    PaperVersionId, PersonId, PreparationStepId, SessionId, SessionPaperId, SessionRequestId, dates,
};

text_enum! {
    /// What a paper is to its item (Luật 77/2015/QH13, Điều 85: a draft is presented, examined,
    /// debated).
    pub enum PaperKind {
        /// Tờ trình.
        Submission = "submission", "Tờ trình";
        /// Dự thảo nghị quyết.
        Draft = "draft", "Dự thảo nghị quyết";
        /// Báo cáo thẩm tra.
        ExaminationReport = "examination_report", "Báo cáo thẩm tra";
        /// Báo cáo.
        Report = "report", "Báo cáo";
        /// Phụ lục.
        Annex = "annex", "Phụ lục";
        /// Anything else.
        Other = "other", "Tài liệu khác";
    }
}

text_enum! {
    /// A step of preparation with a day of its own (law.md 2.2). Sending the papers is not among
    /// them: that is seen from the papers.
    pub enum StepKind {
        /// Hội nghị liên tịch.
        JointConference = "joint_conference", "Họp liên tịch";
        /// Tiếp xúc cử tri trước kỳ họp.
        VoterMeetings = "voter_meetings", "Tiếp xúc cử tri trước kỳ họp";
        /// Quyết định triệu tập.
        Convening = "convening", "Quyết định triệu tập";
        /// Thông báo về kỳ họp.
        Announcement = "announcement", "Thông báo kỳ họp và chương trình dự kiến";
        /// Họp thẩm tra.
        ExaminationMeeting = "examination_meeting", "Các Ban họp thẩm tra";
    }
}

text_enum! {
    /// Who may ask for a session that does not come by itself (Luật 77/2015/QH13, Điều 78; Luật
    /// 72/2025/QH15, Điều 34).
    pub enum Requester {
        /// The council's own Standing Committee.
        StandingCommittee = "standing_committee", "Thường trực HĐND";
        /// The chair of the People's Committee of the same level.
        PeoplesCommitteeChair = "peoples_committee_chair", "Chủ tịch UBND cùng cấp";
        /// So many of all delegates.
        Delegates = "delegates", "Đại biểu HĐND";
        /// So many of all voters, in a commune.
        Voters = "voters", "Cử tri";
    }
}

text_enum! {
    /// What is known of somebody's coming.
    pub enum Coming {
        /// Asked, and nothing said.
        Invited = "invited", "Đã mời";
        /// Will come.
        Coming = "coming", "Sẽ dự";
        /// Will not come.
        Away = "away", "Báo vắng";
    }
}

record! {
    /// A paper of a session.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Paper {
        /// Its id.
        pub id: SessionPaperId,
        /// Of which session.
        pub session_id: SessionId,
        /// Of which council.
        pub council_id: OrganizationId,
        /// Of which item; none: of the session as a whole.
        pub item_id: Option<AgendaItemId>,
        /// Its place among the papers.
        pub place: i64,
        /// What it is.
        pub kind: PaperKind,
        /// What it is called.
        pub title: String,
        /// Who hands it in.
        pub owed_by: Option<OrganizationId>,
        /// It belongs to a normative draft, for which the law has longer times.
        pub is_normative: bool,
        /// The session needs it; only these are counted.
        pub is_required: bool,
        /// Anyone may read it, once it was sent.
        pub is_public: bool,
        /// The last day to the delegates.
        pub due_on: Date,
        /// When its newest version was handed in, of those before it first went to the delegates.
        pub received_on: Option<Date>,
        /// When it first went to the delegates.
        pub sent_on: Option<Date>,
        /// It came on the list after the session was convened.
        pub is_addendum: bool,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
        /// When it was last corrected after the session had closed.
        pub corrected_on: Option<Date>,
    }
}

impl Paper {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/tai-lieu/{}", self.id)
    }

    /// "Tờ trình: Điều chỉnh kế hoạch đầu tư công"; a title that begins with the kind is enough.
    pub fn label(&self) -> String {
        let kind = self.kind.label();
        if kernel::text::fold(&self.title).starts_with(&kernel::text::fold(kind)) {
            self.title.clone()
        } else {
            format!("{kind}: {}", self.title)
        }
    }
}

record! {
    /// A paper as it was handed in once.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Version {
        /// Its id.
        pub id: PaperVersionId,
        /// Of which paper.
        pub paper_id: SessionPaperId,
        /// The first, the second …
        pub number: i64,
        /// When it was handed in.
        pub received_on: Date,
        /// When it went to the delegates.
        pub sent_on: Option<Date>,
        /// What changed; empty for the first.
        pub changes: String,
        /// It came after the last day, or in the place of one that was sent.
        pub is_late: bool,
        /// Who handed it in, by the name of the account.
        pub handed_in_by: String,
        /// Why the day of sending is not the day on which that was entered.
        pub sent_reason: Option<String>,
    }
}

impl Version {
    /// "bản 2".
    pub fn label(&self) -> String {
        format!("bản {}", self.number)
    }

    /// The day, "15/07/2020".
    pub fn received(&self) -> String {
        dates::print(self.received_on)
    }
}

record! {
    /// A correction of a paper after its session closed (đính chính).
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Correction {
        /// What was changed: field, old, new.
        pub what: String,
        /// Why.
        pub reason: String,
        /// The day.
        pub made_on: Date,
        /// Who, by the name of the account.
        pub made_by: String,
    }
}

record! {
    /// That a version went to a delegate, and when he opened it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Receipt {
        /// Its id.
        pub id: PaperReceiptId,
        /// Which version.
        pub version_id: PaperVersionId,
        /// Of which paper.
        pub paper_id: SessionPaperId,
        /// Who.
        pub person_id: PersonId,
        /// When it was sent.
        pub sent_ms: Instant,
        /// When it was first opened.
        pub opened_ms: Option<Instant>,
    }
}

record! {
    /// A committee's task to examine an item.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Examination {
        /// Its id.
        pub id: ExaminationId,
        /// Which item.
        pub item_id: AgendaItemId,
        /// Which committee.
        pub committee_id: OrganizationId,
        /// It leads, where several do.
        pub is_lead: bool,
        /// Since when.
        pub assigned_on: Date,
    }
}

record! {
    /// A step that was taken.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Step {
        /// Its id.
        pub id: PreparationStepId,
        /// Which.
        pub kind: StepKind,
        /// On which day.
        pub done_on: Date,
        /// The document's number, a place; may be empty.
        pub note: String,
        /// Counts the changes.
        pub version: i64,
    }
}

record! {
    /// Who asked for a session.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Request {
        /// Its id.
        pub id: SessionRequestId,
        /// Who.
        pub requester: Requester,
        /// When.
        pub asked_on: Date,
        /// Delegates or voters who signed.
        pub signers: Option<i64>,
        /// Of so many.
        pub total: Option<i64>,
        /// The document's number; may be empty.
        pub note: String,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Request {
    /// "Đại biểu HĐND (12/33), ngày 01/10/2020".
    pub fn line(&self) -> String {
        let many = match (self.signers, self.total) {
            (Some(signers), Some(total)) => format!(" ({signers}/{total})"),
            _ => String::new(),
        };
        let note = if self.note.is_empty() { String::new() } else { format!(", {}", self.note) };
        format!("{}{many}, ngày {}{note}", self.requester.label(), dates::print(self.asked_on))
    }
}

record! {
    /// Somebody who is asked to come.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Invitation {
        /// Its id.
        pub id: InvitationLineId,
        /// The delegate; none: a guest.
        pub person_id: Option<PersonId>,
        /// A delegate's name, or the guest as the office writes him.
        pub name: String,
        /// What is known.
        pub state: Coming,
        /// Why he does not come.
        pub reason: String,
        /// Counts the changes.
        pub version: i64,
    }
}

/// A paper to be put on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPaper {
    /// Of which item; none: of the session as a whole.
    pub item: Option<AgendaItemId>,
    /// What it is.
    pub kind: PaperKind,
    /// What it is called.
    pub title: String,
    /// Who hands it in.
    pub owed_by: Option<OrganizationId>,
    /// It belongs to a normative draft.
    pub is_normative: bool,
    /// The session needs it.
    pub is_required: bool,
    /// Anyone may read it.
    pub is_public: bool,
}

/// Why the dossier says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The session is over or will not be held.
    #[error(
        "Kỳ họp đã bế mạc hoặc đã hủy nên hồ sơ không sửa được nữa. Cơ quan nộp, ngày gửi của tài liệu sửa bằng đính chính."
    )]
    Over,
    /// The item is of another session.
    #[error("Nội dung này không thuộc chương trình kỳ họp. Tải lại trang rồi chọn lại.")]
    OtherItem,
    /// Every item has its papers.
    #[error("Chương trình chưa có nội dung cần tài liệu, hoặc mọi nội dung đã có danh mục tài liệu.")]
    NothingToList,
    /// A paper that was handed in stays on the list.
    #[error(
        "Tài liệu đã có người nộp nên không bỏ khỏi danh mục được. Bỏ dấu “bắt buộc” nếu kỳ họp không cần."
    )]
    HandedIn,
    /// A later version says nothing of what changed.
    #[error("Ghi tóm tắt nội dung thay đổi so với bản trước để đại biểu biết.")]
    NoChanges,
    /// No file came.
    #[error("Chọn tệp tài liệu.")]
    NoFile,
    /// The file is not one that is kept.
    #[error("{0}")]
    File(#[from] files::Refusal),
    /// Not a file that papers of a session are handed in as.
    #[error(
        "Tệp “{0}” thuộc loại không nhận. Tài liệu kỳ họp nộp bằng Word (.docx), PDF, Excel (.xlsx) hoặc ảnh quét (JPEG, PNG, WebP); tệp Word, Excel đời cũ thì lưu lại thành .docx, .xlsx."
    )]
    NotAPaper(String),
    /// The day of sending lies in the future.
    #[error("Ngày gửi ở tương lai. Nhập ngày đã gửi, từ hôm nay trở về trước.")]
    SentInFuture,
    /// Another day than today without a reason.
    #[error("Ngày gửi khác hôm nay: ghi lý do, ví dụ “đã gửi bản giấy ngày ấy, nay mới nhập”.")]
    NoSendingReason,
    /// Nothing had been handed in by that day.
    #[error(
        "Đến ngày {0} chưa có tài liệu nào được nộp mà chưa phát hành. Tài liệu không thể gửi trước ngày nộp."
    )]
    NothingBy(String),
    /// Sent before it was handed in.
    #[error("Ngày gửi trước ngày nộp ({0}). Nhập ngày từ ngày nộp trở đi.")]
    SentBeforeReceived(String),
    /// A later version went out before.
    #[error("Ngày gửi bản đầu sau ngày gửi {0}. Nhập ngày không sau ngày ấy.")]
    SentAfterLater(String),
    /// Corrected while the list may simply be changed.
    #[error("Kỳ họp chưa bế mạc: sửa thẳng trong danh mục, chưa cần đính chính.")]
    NotOver,
    /// Nothing differs from what stands.
    #[error("Chưa sửa gì so với đang ghi.")]
    NothingCorrected,
    /// A correction without a reason.
    #[error("Nhập lý do đính chính.")]
    NoCorrectionReason,
    /// The dossier is in the archive.
    #[error(
        "Hồ sơ kỳ họp đã lưu trữ nên không ghi thêm được. Phải sửa thì mở lại hồ sơ ở trang kỳ họp, có lý do."
    )]
    Archived,
    /// Nothing waits to be sent.
    #[error("Không có tài liệu mới để phát hành: chưa ai nộp, hoặc mọi bản đã gửi.")]
    NothingToSend,
    /// The session is not convened.
    #[error("Ghi triệu tập kỳ họp trước khi phát hành tài liệu cho đại biểu.")]
    NotConvened,
    /// The council has no delegate on the day of the session.
    #[error("HĐND chưa có đại biểu nào trong danh sách vào ngày khai mạc. Nhập đại biểu ở trang Cơ quan.")]
    NoDelegates,
    /// The day of a step lies in the future.
    #[error("Ngày thực hiện ở tương lai. Ghi sau khi đã làm.")]
    InFuture,
    /// The day of a step lies after the opening.
    #[error("Ngày thực hiện sau ngày khai mạc. Bước này thuộc phần chuẩn bị kỳ họp.")]
    AfterOpening,
    /// A regular session comes by itself.
    #[error("Kỳ họp thường lệ do Thường trực HĐND triệu tập theo định kỳ, không cần người đề nghị.")]
    NeedsNoRequest,
    /// Voters ask in communes only.
    #[error("Chỉ HĐND cấp xã họp theo yêu cầu có chữ ký của cử tri.")]
    VotersAskInCommunes,
    /// Numbers are missing.
    #[error("Nhập số người ký và tổng số.")]
    NoSigners,
    /// More signed than there are.
    #[error("Số người ký nhiều hơn tổng số.")]
    MoreSignersThanAll,
    /// Too few signed.
    #[error("{signers}/{total} chưa đủ: {says}: {limit} ({article}).")]
    TooFew {
        /// Who signed.
        signers: i64,
        /// Of so many.
        total: i64,
        /// What the rule is about.
        says: String,
        /// Its share in words.
        limit: String,
        /// The article.
        article: String,
    },
    /// Not a committee of this council.
    #[error("Cơ quan này không phải Ban của Hội đồng nhân dân. Chọn Ban thẩm tra.")]
    NotACommittee,
    /// The committee has the item already.
    #[error("Ban này đã được phân công thẩm tra nội dung ấy.")]
    AssignedAlready,
    /// Somebody does not come and nobody says why.
    #[error("Nhập lý do vắng mặt.")]
    NoReason,
    /// Nobody announced that he stays away.
    #[error("Chưa có đại biểu báo vắng để đưa vào điểm danh.")]
    NobodyAway,
}
