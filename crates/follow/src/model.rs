//! What a follow-up is.

use db::{record, text_enum};
use kernel::{Date, DocumentId, FollowEntryId, FollowUpId, OrganizationId};

text_enum! {
    /// Where a follow-up stands (law: states of oversight practice and of conclusion notices).
    pub enum State {
        /// Given to the lead body, not yet taken.
        Issued = "issued", "Đã giao, chờ nhận";
        /// Taken.
        Accepted = "accepted", "Đã nhận";
        /// The lead body asks to have it looked at again.
        Disputed = "disputed", "Đề nghị xem lại";
        /// Being done.
        InProgress = "in_progress", "Đang thực hiện";
        /// Answered, waiting for the asker's judgement.
        Reported = "reported", "Đã báo cáo, chờ đánh giá";
        /// Over.
        Closed = "closed", "Đã kết thúc";
    }
}

text_enum! {
    /// How a closed follow-up ended.
    pub enum Result_ {
        /// Hoàn thành.
        Met = "met", "Hoàn thành";
        /// Hoàn thành một phần.
        Partly = "partly", "Hoàn thành một phần";
        /// Không thực hiện, with the chair's reason.
        NotDone = "not_done", "Không thực hiện";
    }
}

text_enum! {
    /// What kind of due date it has.
    pub enum DueKind {
        /// A day.
        Date = "date", "Ngày cụ thể";
        /// The next briefing, whenever that is.
        NextBriefing = "next_briefing", "Hội nghị giao ban kỳ tới";
        /// Again and again.
        Recurring = "recurring", "Định kỳ";
    }
}

text_enum! {
    /// How often a recurring one is due.
    pub enum Every {
        /// At each month's end.
        Month = "month", "Hằng tháng";
        /// At each quarter's end.
        Quarter = "quarter", "Hằng quý";
    }
}

text_enum! {
    /// What an entry of the history tells.
    pub enum EntryKind {
        /// Given.
        Issued = "issued", "Giao việc";
        /// Taken.
        Accepted = "accepted", "Nhận việc";
        /// Asked to be looked at again.
        Disputed = "disputed", "Đề nghị xem lại";
        /// Kept as it is.
        Upheld = "upheld", "Giữ nguyên";
        /// How far it is.
        Progress = "progress", "Cập nhật tiến độ";
        /// The lead body's answer.
        Answer = "answer", "Trả lời";
        /// The asker's judgement.
        Assessment = "assessment", "Đánh giá kết quả";
        /// More time asked.
        ExtensionAsked = "extension_asked", "Xin gia hạn";
        /// More time given.
        ExtensionGranted = "extension_granted", "Đồng ý gia hạn";
        /// No more time.
        ExtensionRefused = "extension_refused", "Không đồng ý gia hạn";
        /// A letter that urges.
        Reminder = "reminder", "Đôn đốc";
        /// A further step of the ladder.
        Escalation = "escalation", "Chuyển bước đôn đốc";
        /// Carried to the next briefing.
        Carried = "carried", "Chuyển kỳ sau";
        /// Passed to the body that took the lead's place.
        Transferred = "transferred", "Chuyển giao cơ quan kế thừa";
        /// Opened again.
        Reopened = "reopened", "Mở lại";
        /// Closed without an answer.
        Closed = "closed", "Kết thúc";
        /// Given to another body.
        Changed = "changed", "Giao lại";
    }
}

record! {
    /// A follow-up.
    #[derive(Debug, Clone)]
    pub struct FollowUp {
        /// Its id.
        pub id: FollowUpId,
        /// "VT-2020-0012".
        pub code: String,
        /// The council whose office follows it.
        pub council_id: OrganizationId,
        /// Who asks.
        pub asker_id: OrganizationId,
        /// Who owes.
        pub lead_id: OrganizationId,
        /// What, word for word; never edited.
        pub text: String,
        /// The kind of record it comes from; `direct` for none.
        pub source_kind: String,
        /// That record.
        pub source_id: Option<String>,
        /// What that record is called.
        pub source_label: String,
        /// When it was first asked.
        pub origin_on: Date,
        /// "quý I/2020".
        pub origin_label: String,
        /// What kind of due date.
        pub due_kind: DueKind,
        /// The day it is due; none while the next briefing has no date.
        pub due_on: Option<Date>,
        /// Why that day.
        pub due_reason: String,
        /// How often, when recurring.
        pub every: Option<Every>,
        /// Where it stands.
        pub state: State,
        /// How it ended.
        pub result: Option<Result_>,
        /// When it ended.
        pub closed_on: Option<Date>,
        /// How many briefings it was carried over.
        pub carried: i64,
        /// The highest step of the ladder reached; 0 for none.
        pub step: i64,
        /// Whether anyone may read it.
        pub is_public: bool,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl FollowUp {
    /// The address of its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/viec/{}", self.id)
    }

    /// The address of its public page.
    pub fn public_path(&self) -> String {
        format!("/viec-theo-doi/{}", self.code)
    }

    /// True until it is closed.
    pub fn is_open(&self) -> bool {
        self.state != State::Closed
    }

    /// True when its day has passed and its addressee has not answered: a report waiting for the
    /// council's assessment is the council's to do, a dispute does not stop the clock.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.is_open() && self.state != State::Reported && self.due_on.is_some_and(|due| due < today)
    }

    /// "từ quý I/2020, lần thứ 3" for one that was carried over.
    pub fn age(&self) -> Option<String> {
        (self.carried > 0).then(|| format!("từ {}, lần thứ {}", self.origin_label, self.carried + 1))
    }
}

record! {
    /// An entry of a follow-up's history.
    #[derive(Debug, Clone)]
    pub struct Entry {
        /// Its id.
        pub id: FollowEntryId,
        /// Of which follow-up.
        pub follow_up_id: FollowUpId,
        /// When it was written.
        pub at_ms: i64,
        /// The day it tells of.
        pub on_date: Date,
        /// Who wrote it.
        pub actor_name: String,
        /// For which organization.
        pub organization_id: Option<OrganizationId>,
        /// What it tells.
        pub kind: EntryKind,
        /// In words.
        pub text: String,
        /// What shows it: a document's number, a place.
        pub evidence: String,
        /// Where the follow-up stood before.
        pub state_before: State,
        /// The new due date, asked or given.
        pub due_on: Option<Date>,
        /// The step of the ladder.
        pub step: Option<i64>,
        /// The letter.
        pub document_id: Option<DocumentId>,
    }
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not allow it.
    #[error("Việc đang ở trạng thái “{}”, không làm bước này được. Tải lại trang để xem bước tiếp theo.", .0.label())]
    WrongState(State),
    /// The lead body is gone or unknown.
    #[error("Cơ quan chủ trì không còn hoạt động. Chọn cơ quan kế thừa.")]
    NoSuchLead,
    /// A cooperating body is the lead itself.
    #[error("Cơ quan phối hợp trùng cơ quan chủ trì. Bỏ chọn ở một nơi.")]
    LeadCooperates,
    /// An answer needs something that shows it.
    #[error("Trả lời cần minh chứng: đính kèm tệp, hoặc ghi số văn bản, nơi làm, ảnh lưu ở đâu.")]
    NoEvidence,
    /// Only what is due can be urged step by step.
    #[error("Việc chưa quá hạn, chưa chuyển bước đôn đốc được.")]
    NotOverdue,
    /// The ladder is climbed one step at a time.
    #[error("Bước tiếp theo là bước {0}. Không bỏ qua bước.")]
    NotNextStep(i64),
    /// The ladder has seven steps.
    #[error("Đã ở bước cuối: báo cáo HĐND xem xét trách nhiệm.")]
    LastStep,
    /// The new day is not later than the old.
    #[error("Hạn mới phải sau hạn đang có và sau hôm nay.")]
    NotLater,
    /// Nothing was asked.
    #[error("Không có đề nghị gia hạn nào đang chờ.")]
    NothingAsked,
    /// What was asked last has not been decided.
    #[error("Đề nghị gia hạn trước đang chờ quyết định. Chờ quyết định rồi đề nghị tiếp.")]
    AlreadyAsked,
    /// Nothing can be urged.
    #[error("Không có việc nào cần đôn đốc trong số đã chọn.")]
    NothingToRemind,
    /// The last entry is not the own one, or is a legal act.
    #[error("Không hoàn tác được: đã có bước sau, hoặc đây là việc có giá trị pháp lý.")]
    NoUndo,
    /// Writing the letter failed.
    #[error("{0}")]
    Letter(String),
}
