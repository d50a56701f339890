//! What a letter is.

use db::{record, text_enum};
use kernel::{
    AccountId, AreaId, Date, DocumentId, FollowUpId, LetterBatchId, LetterEntryId, LetterId, OrganizationId,
};

mod refusal;

pub use refusal::Refusal;

text_enum! {
    /// Where a letter stands.
    pub enum State {
        /// In the register, with its number.
        Registered = "registered", "Đã vào sổ, chờ kiểm tra";
        /// Its conditions were looked at.
        Screened = "screened", "Đã kiểm tra, chờ phân loại";
        /// Kind, competence and body are known.
        Classified = "classified", "Đã phân loại, chờ đề xuất";
        /// Somebody proposed what to do; the head has not decided.
        Proposed = "proposed", "Chờ quyết định";
        /// With the body that settles it.
        AwaitingAnswer = "awaiting_answer", "Đã chuyển, chờ trả lời";
        /// The body told the council; the citizen is to be told.
        Answered = "answered", "Đã trả lời, chờ báo công dân";
        /// Over.
        Closed = "closed", "Đã kết thúc";
    }
}

text_enum! {
    /// How it came.
    pub enum Source {
        /// By post.
        Post = "post", "Bưu điện";
        /// Handed in.
        Direct = "direct", "Nộp trực tiếp";
        /// At a reception.
        Reception = "reception", "Tại buổi tiếp công dân";
        /// The suggestion box.
        Box = "box", "Hòm thư góp ý";
        /// Forwarded by delegates, bodies, the press.
        Forwarded = "forwarded", "Đại biểu, cơ quan, báo chí chuyển đến";
        /// By e-mail or the portal.
        Online = "online", "Thư điện tử, cổng thông tin";
    }
}

text_enum! {
    /// The four kinds of letters, and those of several kinds at once (law.md 5.1).
    pub enum Kind {
        /// Khiếu nại.
        Complaint = "complaint", "Khiếu nại";
        /// Tố cáo: neutral facts only.
        Denunciation = "denunciation", "Tố cáo";
        /// Kiến nghị.
        CitizenPetition = "citizen_petition", "Kiến nghị";
        /// Phản ánh.
        Feedback = "feedback", "Phản ánh";
        /// Several at once, to be split.
        Mixed = "mixed", "Đơn có nhiều nội dung";
    }
}

text_enum! {
    /// The class of its subject: nothing that leads to a person.
    pub enum Subject {
        /// Land, compensation, resettlement.
        Land = "land", "Đất đai, bồi thường, tái định cư";
        /// Policy for people of merit, welfare, insurance.
        Policy = "policy", "Chính sách, chế độ, bảo hiểm";
        /// Conduct of the staff and of offices.
        Staff = "staff", "Cán bộ, công chức, thủ tục hành chính";
        /// Courts, enforcement, investigation.
        Justice = "justice", "Tư pháp, thi hành án";
        /// Building, roads, houses.
        Building = "building", "Xây dựng, nhà ở, giao thông";
        /// Environment.
        Environment = "environment", "Môi trường";
        /// Finance, contributions.
        Finance = "finance", "Tài chính, các khoản thu";
        /// Anything else.
        Other = "other", "Khác";
    }
}

text_enum! {
    /// What is missing of the conditions under which a letter is processed (Thông tư
    /// 07/2014/TT-TTCP, Điều 6; Thông tư 05/2021/TT-TTCP).
    pub enum Missing {
        /// Not in Vietnamese.
        Language = "language", "Không viết bằng tiếng Việt";
        /// Without a date.
        Date = "date", "Không ghi ngày, tháng, năm";
        /// Without name or address.
        Name = "name", "Không ghi rõ họ tên, địa chỉ";
        /// Without signature or fingerprint.
        Signature = "signature", "Không có chữ ký hoặc điểm chỉ";
        /// The matter, reason or request is not named.
        Matter = "matter", "Không rõ nội dung, lý do, yêu cầu";
        /// Torn or illegible.
        Illegible = "illegible", "Rách nát, không đọc được";
        /// Sent to many bodies, the right one among them.
        SentToMany = "sent_to_many", "Gửi nhiều nơi, trong đó có đúng cơ quan thẩm quyền";
        /// Guided once already on the same matter.
        GuidedBefore = "guided_before", "Đã được hướng dẫn một lần về cùng nội dung";
        /// Settled finally, with nothing new.
        Settled = "settled", "Đã giải quyết lần cuối, không có tình tiết mới";
        /// The time limit to complain is over.
        Expired = "expired", "Hết thời hiệu";
    }
}

text_enum! {
    /// Which complaint it is.
    pub enum ComplaintLevel {
        /// Khiếu nại lần đầu.
        First = "first", "Lần đầu";
        /// Khiếu nại lần hai.
        Second = "second", "Lần hai";
    }
}

text_enum! {
    /// What is done with it (law.md 5.5).
    pub enum Outcome {
        /// Own competence, conditions met.
        Accept = "accept", "Thụ lý";
        /// The writer is told where to turn: once.
        Guide = "guide", "Hướng dẫn";
        /// To the competent body.
        Forward = "forward", "Chuyển đơn";
        /// Back to who forwarded it wrongly.
        Return = "return", "Trả lại đơn";
        /// Kept without processing.
        File = "file", "Lưu đơn";
        /// In competence, conditions not met: reasons are told.
        ReplyNotAccept = "reply_not_accept", "Trả lời không thụ lý";
    }
}

impl Outcome {
    /// A body owes an answer afterwards.
    pub const fn awaits(self) -> bool {
        matches!(self, Self::Forward | Self::Accept)
    }
}

text_enum! {
    /// What the body's settlement came to. Words without a text: nothing of the matter in them.
    pub enum Result_ {
        /// Khiếu nại đúng.
        Right = "right", "Khiếu nại đúng";
        /// Khiếu nại đúng một phần.
        PartlyRight = "partly_right", "Khiếu nại đúng một phần";
        /// Khiếu nại sai.
        Wrong = "wrong", "Khiếu nại sai";
        /// The writer took it back.
        Withdrawn = "withdrawn", "Người gửi đã rút đơn";
        /// Settled.
        Resolved = "resolved", "Đã giải quyết xong";
        /// Explained.
        Explained = "explained", "Đã giải thích, trả lời";
        /// Not taken up.
        Refused = "refused", "Không thụ lý";
    }
}

text_enum! {
    /// What an entry of the course tells.
    pub enum EntryKind {
        /// In the register.
        Registered = "registered", "Vào sổ";
        /// Given to somebody.
        Assigned = "assigned", "Giao xử lý";
        /// Conditions looked at.
        Screened = "screened", "Kiểm tra điều kiện";
        /// Classified.
        Classified = "classified", "Phân loại";
        /// Found to be a denunciation.
        Emptied = "emptied", "Xóa nội dung, họ tên";
        /// Split into letters of one kind each.
        Split = "split", "Tách đơn";
        /// Proposed.
        Proposed = "proposed", "Đề xuất";
        /// Sent back to be proposed anew.
        SentBack = "sent_back", "Đề nghị xem lại";
        /// Decided.
        Decided = "decided", "Quyết định";
        /// The body took it up.
        Accepted = "accepted", "Cơ quan thụ lý";
        /// The clock stood still, or runs again.
        Paused = "paused", "Tạm đình chỉ";
        /// Answered.
        Answered = "answered", "Trả lời";
        /// The citizen was told.
        Informed = "informed", "Báo công dân";
        /// Over.
        Closed = "closed", "Kết thúc";
        /// Destroyed after the lawful time.
        Destroyed = "destroyed", "Tiêu hủy";
    }
}

text_enum! {
    /// Why a letter is opened. A choice, because a reason in free words may tell of the matter.
    pub enum Purpose {
        /// To process it.
        Handle = "handle", "Xử lý đơn";
        /// To decide on it.
        Decide = "decide", "Xem xét, quyết định";
        /// To tell the citizen.
        Inform = "inform", "Trả lời công dân";
        /// To see whether it is a duplicate.
        Compare = "compare", "Đối chiếu đơn trùng";
        /// To look after the settlement.
        Supervise = "supervise", "Giám sát, đôn đốc giải quyết";
    }
}

record! {
    /// A letter as the register has it. What is sealed stays sealed here.
    #[derive(Debug, Clone)]
    pub struct Letter {
        /// Its id.
        pub id: LetterId,
        /// Whose register.
        pub council_id: OrganizationId,
        /// The year of its number.
        pub year: i64,
        /// Its number in the year.
        pub number: i64,
        /// The day from which every clock runs.
        pub received_on: Date,
        /// How it came.
        pub source: Source,
        /// Number and date of the paper with which it was forwarded.
        pub source_reference: String,
        /// Its kind.
        pub kind: Kind,
        /// The class of its subject.
        pub subject: Subject,
        /// The unit in which the writer lives.
        pub area_id: Option<AreaId>,
        /// How many signed.
        pub signers: i64,
        /// Without a name.
        pub is_anonymous: bool,
        /// Who wrote: sealed.
        pub sender: Option<Vec<u8>>,
        /// What: sealed.
        pub content: Option<Vec<u8>>,
        /// What the office notes: sealed.
        pub note: Option<Vec<u8>>,
        /// The number in the paper register, of a denunciation.
        pub paper_number: String,
        /// What is missing of its conditions: words between blanks.
        pub missing: String,
        /// Whether it is processed.
        pub is_eligible: Option<bool>,
        /// When that was looked at.
        pub screened_on: Option<Date>,
        /// The same letter, received before.
        pub duplicate_of: Option<LetterId>,
        /// The letter of several kinds that it was in.
        pub split_from: Option<LetterId>,
        /// Split into others, which are counted in its place.
        pub is_split: bool,
        /// Whether the council itself settles it.
        pub in_competence: Option<bool>,
        /// First or second complaint.
        pub complaint_level: Option<ComplaintLevel>,
        /// A complex matter.
        pub is_complex: bool,
        /// In a remote area.
        pub is_remote: bool,
        /// Who settles it.
        pub lead_id: Option<OrganizationId>,
        /// What is done with it.
        pub outcome: Option<Outcome>,
        /// Who proposed that.
        pub proposed_by: String,
        /// By when it is decided.
        pub process_due_on: Date,
        /// When it was decided.
        pub decided_on: Option<Date>,
        /// By whom.
        pub decided_by: String,
        /// The paper of the decision.
        pub document_id: Option<DocumentId>,
        /// Who owes what by when.
        pub follow_up_id: Option<FollowUpId>,
        /// By when the body answers.
        pub due_on: Option<Date>,
        /// When the body took it up.
        pub accepted_on: Option<Date>,
        /// When it was answered.
        pub answered_on: Option<Date>,
        /// Number and date of the answer.
        pub answer_reference: String,
        /// What it came to.
        pub result: Option<Result_>,
        /// When the citizen was told.
        pub informed_on: Option<Date>,
        /// By which paper, or by word.
        pub informed_by: String,
        /// When it ended.
        pub closed_on: Option<Date>,
        /// When name and content were destroyed.
        pub destroyed_on: Option<Date>,
        /// By which decision.
        pub destroyed_by: String,
        /// Who deals with it.
        pub handler_id: Option<AccountId>,
        /// Where it stands.
        pub state: State,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Letter {
    /// "12/2020".
    pub fn code(&self) -> String {
        format!("{}/{}", self.number, self.year)
    }

    /// "Đơn số 12/2020": what it is called everywhere outside its own page.
    pub fn label(&self) -> String {
        format!("Đơn số {}", self.code())
    }

    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/don-thu/{}", self.id)
    }

    /// What is missing of its conditions.
    pub fn missing(&self) -> Vec<Missing> {
        self.missing.split(' ').filter_map(|word| word.parse().ok()).collect()
    }

    /// Neither decided nor set aside as a duplicate.
    pub const fn waits_for_decision(&self) -> bool {
        self.decided_on.is_none() && self.closed_on.is_none()
    }

    /// Something of it can be opened.
    pub const fn is_sealed(&self) -> bool {
        self.sender.is_some() || self.content.is_some()
    }
}

record! {
    /// Days on which the settlement stood still.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Pause {
        /// The first day.
        pub from_on: Date,
        /// The last day; none while it still stands.
        pub to_on: Option<Date>,
        /// Number and date of the decision.
        pub reference: String,
    }
}

record! {
    /// An entry of a letter's course.
    #[derive(Debug, Clone)]
    pub struct Entry {
        /// Its id.
        pub id: LetterEntryId,
        /// The day.
        pub on_date: Date,
        /// Who.
        pub actor_name: String,
        /// What.
        pub kind: EntryKind,
        /// In neutral words.
        pub text: String,
    }
}

record! {
    /// Somebody opened what was sealed.
    #[derive(Debug, Clone)]
    pub struct Reading {
        /// When.
        pub at_ms: i64,
        /// Who.
        pub actor_name: String,
        /// What was opened.
        pub what: String,
        /// Why.
        pub reason: String,
    }
}

record! {
    /// A table that was taken in.
    #[derive(Debug, Clone)]
    pub struct Batch {
        /// Its id.
        pub id: LetterBatchId,
        /// Into whose register.
        pub council_id: OrganizationId,
        /// When.
        pub made_ms: i64,
        /// By whom.
        pub made_by: String,
        /// How many letters.
        pub row_count: i64,
        /// When it was taken back.
        pub undone_ms: Option<i64>,
        /// For optimistic changes.
        pub version: i64,
    }
}
