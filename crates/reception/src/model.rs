//! What a reception and a visit are.

use db::{record, text_enum};
use kernel::{
    AreaId, Date, DocumentId, FollowUpId, OrganizationId, ReceptionBatchId, ReceptionId, VisitId, dates,
};

text_enum! {
    /// Who receives.
    pub enum Kind {
        /// The chair of the council, in person and regularly.
        Chair = "chair", "Chủ tịch HĐND tiếp định kỳ";
        /// The Standing Committee.
        Standing = "standing", "Thường trực HĐND tiếp";
        /// Delegates.
        Delegate = "delegate", "Đại biểu HĐND tiếp";
        /// Several bodies of different levels together, at a commune.
        Joint = "joint", "Tiếp chung tại xã";
        /// At once, because of many people or a serious matter.
        Urgent = "urgent", "Tiếp đột xuất";
    }
}

impl Kind {
    /// Held by a schedule, which must be posted before.
    pub const fn is_scheduled(self) -> bool {
        !matches!(self, Self::Urgent)
    }
}

text_enum! {
    /// Where a reception stands.
    pub enum State {
        /// In the plan, not posted.
        Planned = "planned", "Trong kế hoạch";
        /// Posted.
        Posted = "posted", "Đã đăng lịch";
        /// Held.
        Held = "held", "Đã tiếp";
        /// Called off.
        Cancelled = "cancelled", "Đã hủy";
    }
}

record! {
    /// A reception (buổi tiếp công dân).
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Reception {
        /// Its id.
        pub id: ReceptionId,
        /// Whose reception.
        pub council_id: OrganizationId,
        /// Who receives.
        pub kind: Kind,
        /// When.
        pub held_on: Date,
        /// "08:00".
        pub starts: String,
        /// Where.
        pub place: String,
        /// In which unit.
        pub area_id: AreaId,
        /// On what; empty for anything.
        pub topic: String,
        /// Over the network.
        pub is_online: bool,
        /// Where it stands.
        pub state: State,
        /// When it was posted.
        pub posted_on: Option<Date>,
        /// Why it was called off.
        pub reason: String,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Reception {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        path_of(self.id)
    }

    /// "Tiếp chung tại xã ngày 20/10/2020".
    pub fn label(&self) -> String {
        format!("{} ngày {}", self.kind.label(), dates::print(self.held_on))
    }

    /// Anyone may know of it: it was posted once.
    pub const fn is_public(&self) -> bool {
        self.posted_on.is_some()
    }
}

/// The page of a reception in the workspace.
pub(crate) fn path_of(id: ReceptionId) -> String {
    format!("/lam-viec/tiep-cong-dan/{id}")
}

record! {
    /// Who receives for a body.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Host {
        /// The body.
        pub organization_id: OrganizationId,
        /// The name of who receives.
        pub name: String,
        /// The post.
        pub post: String,
    }
}

text_enum! {
    /// What a citizen came with (loại đơn).
    pub enum VisitKind {
        /// Khiếu nại.
        Complaint = "complaint", "Khiếu nại";
        /// Tố cáo: nothing of it is kept here.
        Denunciation = "denunciation", "Tố cáo";
        /// Kiến nghị.
        CitizenPetition = "citizen_petition", "Kiến nghị";
        /// Phản ánh.
        Feedback = "feedback", "Phản ánh";
        /// Several kinds at once.
        Mixed = "mixed", "Nhiều nội dung";
    }
}

text_enum! {
    /// Where a visit stands.
    pub enum VisitState {
        /// Nothing was decided.
        Received = "received", "Chưa có kết quả";
        /// Taken up: the citizen waits for a written answer.
        Answering = "answering", "Đã tiếp nhận, chờ trả lời";
        /// With the body that settles it.
        Forwarded = "forwarded", "Đã chuyển, chờ kết quả";
        /// The body has told the council; the citizen waits to be told.
        Settled = "settled", "Có kết quả, chờ báo công dân";
        /// Refused; the written notice is not out.
        Refusing = "refusing", "Từ chối, chờ thông báo";
        /// Over.
        Closed = "closed", "Đã xong";
        /// A denunciation: everything is in the paper register.
        Paper = "paper", "Theo sổ giấy";
    }
}

text_enum! {
    /// How a citizen left.
    pub enum Outcome {
        /// Answered at once.
        Answered = "answered", "Trả lời ngay";
        /// Taken up by those who received.
        Accepted = "accepted", "Tiếp nhận, trả lời bằng văn bản";
        /// Shown to the right body.
        Guided = "guided", "Hướng dẫn đến cơ quan có thẩm quyền";
        /// Forwarded with a numbered slip.
        Forwarded = "forwarded", "Chuyển cơ quan có thẩm quyền";
        /// Refused.
        Refused = "refused", "Từ chối tiếp";
    }
}

text_enum! {
    /// Why a citizen may be refused. Luật Tiếp công dân 2013, Điều 9; since 1/7/2026 Nghị định
    /// 154/2026, Điều 4. Of the list of the decree those stand here that could be read.
    pub enum Ground {
        /// Drunk, or without mental capacity.
        Incapable = "incapable", "Say do dùng chất kích thích, hoặc không có khả năng nhận thức, điều khiển hành vi";
        /// Threatens, insults, disturbs.
        Disturbing = "disturbing", "Đe dọa, xúc phạm người tiếp, gây rối trật tự, vi phạm nội quy nơi tiếp công dân";
        /// Finally settled, answered in writing, explained, and yet comes again.
        Settled = "settled", "Vụ việc đã giải quyết hết thẩm quyền, đã thông báo bằng văn bản, đã giải thích mà vẫn kéo dài";
        /// A petition or feedback that was answered, with nothing new.
        NothingNew = "nothing_new", "Kiến nghị, phản ánh đã được trả lời, không có tình tiết mới";
        /// Nothing shows whom they speak for.
        NoMandate = "no_mandate", "Không có giấy tờ chứng minh việc đại diện, ủy quyền";
        /// A court has judged.
        Judged = "judged", "Đã có bản án, quyết định của tòa án có hiệu lực pháp luật";
        /// Another body has it in hand.
        Elsewhere = "elsewhere", "Cơ quan khác có thẩm quyền đang thụ lý, giải quyết";
        /// Otherwise by law.
        OtherLaw = "other_law", "Trường hợp khác theo quy định của pháp luật";
    }
}

record! {
    /// A visit (lượt tiếp). Who came and what was said is in `words`, sealed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Visit {
        /// Its id.
        pub id: VisitId,
        /// "TD-2020-0012".
        pub code: String,
        /// Whose register.
        pub council_id: OrganizationId,
        /// At which reception; none for one at the desk on another day.
        pub reception_id: Option<ReceptionId>,
        /// When.
        pub received_on: Date,
        /// What the citizen came with.
        pub kind: VisitKind,
        /// How many came about the same matter.
        pub people: i64,
        /// How many of them speak for a group.
        pub representatives: i64,
        /// The group appointed them in writing.
        pub has_appointment: bool,
        /// From where.
        pub area_id: Option<AreaId>,
        /// Sealed.
        pub words: Option<Vec<u8>>,
        /// The first visit of the same matter; itself when it is the first.
        pub case_id: VisitId,
        /// A denunciation's number in the paper register.
        pub paper_number: String,
        /// Where it stands.
        pub state: VisitState,
        /// How the citizen left.
        pub outcome: Option<Outcome>,
        /// When that was decided.
        pub outcome_on: Option<Date>,
        /// Why refused.
        pub ground: Option<Ground>,
        /// Who answers for it.
        pub owner_id: Option<OrganizationId>,
        /// By when.
        pub due_on: Option<Date>,
        /// The slip by which it was forwarded.
        pub slip_id: Option<DocumentId>,
        /// What the body owes.
        pub follow_up_id: Option<FollowUpId>,
        /// The written notice of a refusal.
        pub refusal_id: Option<DocumentId>,
        /// Number and date of the answer, or of the body's notice.
        pub reference: String,
        /// When it was answered in writing.
        pub replied_on: Option<Date>,
        /// When the body had settled it.
        pub settled_on: Option<Date>,
        /// When the council was told of it.
        pub notified_on: Option<Date>,
        /// When the citizen was told of it.
        pub informed_on: Option<Date>,
        /// With which table it was taken in.
        pub batch_id: Option<ReceptionBatchId>,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Visit {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        visit_path(&self.id.to_string())
    }

    /// Nothing of it is kept but neutral facts.
    pub const fn is_denunciation(&self) -> bool {
        matches!(self.kind, VisitKind::Denunciation)
    }
}

/// The page of a visit by its id.
pub(crate) fn visit_path(id: &str) -> String {
    format!("/lam-viec/tiep-cong-dan/luot/{id}")
}

text_enum! {
    /// What an entry of a visit's course tells.
    pub enum EntryKind {
        /// Written down.
        Received = "received", "Ghi sổ";
        /// How the citizen left.
        Left = "left", "Kết quả tiếp";
        /// Answered in writing.
        Replied = "replied", "Trả lời bằng văn bản";
        /// The body told the council.
        Settled = "settled", "Cơ quan báo kết quả";
        /// The citizen was told.
        Informed = "informed", "Báo công dân";
        /// The written notice of a refusal is out.
        Refused = "refused", "Thông báo từ chối";
        /// Known as the same matter as an earlier one.
        Linked = "linked", "Cùng vụ việc";
        /// Passed to another body, or another day.
        Moved = "moved", "Giao lại, gia hạn";
        /// A slip for the citizen was printed.
        Slip = "slip", "In phiếu cho công dân";
    }
}

record! {
    /// An entry of a visit's course; never a person, never what was said.
    #[derive(Debug, Clone)]
    pub struct Entry {
        /// On which day.
        pub on_date: Date,
        /// By whom.
        pub actor_name: String,
        /// What.
        pub kind: EntryKind,
        /// In words.
        pub text: String,
    }
}

/// Why a deed is not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The reception's state forbids it.
    #[error("Buổi tiếp đang ở bước “{}”, chưa làm việc này được.", .0.label())]
    WrongState(State),
    /// The visit's state forbids it.
    #[error("Lượt tiếp đang ở bước “{}”, chưa làm việc này được.", .0.label())]
    WrongVisitState(VisitState),
    /// The day has not come.
    #[error("Chưa đến ngày tiếp.")]
    InFuture,
    /// A reception is not posted after its day.
    #[error("Ngày tiếp đã qua, không đăng lịch được.")]
    DayPassed,
    /// A reason is missing.
    #[error("Nhập lý do.")]
    NoReason,
    /// Nobody receives.
    #[error("Ghi ít nhất một cơ quan tiếp và họ tên người tiếp.")]
    NoHost,
    /// A joint reception of one body.
    #[error("Tiếp chung cần ít nhất hai cơ quan.")]
    JointAlone,
    /// Visits of a joint reception that nobody answers for.
    #[error("Tiếp chung: {0} chưa có người chịu trách nhiệm và ngày.")]
    WithoutOwner(String),
    /// A visit of a joint reception leaves without owner or date.
    #[error("Tiếp chung: mỗi việc phải có cơ quan chịu trách nhiệm và ngày.")]
    OwnerNeeded,
    /// Forwarding needs a body.
    #[error("Chọn cơ quan được chuyển đến.")]
    NoBody,
    /// The day is not later.
    #[error("Chọn ngày sau hôm nay.")]
    NotLater,
    /// Refusing needs a ground that is in force.
    #[error("Chọn căn cứ từ chối.")]
    NoGround,
    /// A denunciation is dealt with on paper alone.
    #[error("Tố cáo chỉ xử lý theo sổ giấy, ngoài hệ thống này.")]
    OnPaper,
    /// More speak for a group than may.
    #[error("Đoàn {people} người cử từ {least} đến {most} người đại diện.")]
    Representatives {
        /// How many came.
        people: i64,
        /// At least so many.
        least: i64,
        /// At most so many.
        most: i64,
    },
    /// A group appoints in writing.
    #[error("Đoàn đông người phải cử đại diện bằng văn bản.")]
    NoAppointment,
    /// The document's number is missing.
    #[error("Nhập số, ngày văn bản.")]
    NoReference,
    /// The earlier visit must be earlier, of the same register, and no denunciation.
    #[error("Chỉ nối với lượt tiếp trước đó trong cùng sổ.")]
    NotEarlier,
    /// The notice of conclusions is there already.
    #[error("Buổi tiếp đã có thông báo kết luận.")]
    HasNotice,
    /// Nothing to conclude.
    #[error("Buổi tiếp chưa có lượt nào có kết quả để thông báo.")]
    NothingConcluded,
    /// What was sealed does not open.
    #[error("Không mở được nội dung niêm phong: khóa của máy chủ không khớp. Báo người quản trị.")]
    Broken,
    /// Somebody went on with what was taken in.
    #[error("Đã có người xử lý tiếp {0}; không hoàn tác cả đợt được.")]
    TouchedSince(String),
    /// The time to undo is over.
    #[error("Đã quá 7 ngày, không hoàn tác được.")]
    TooLate,
    /// Another area said no.
    #[error("{0}")]
    Other(String),
}
