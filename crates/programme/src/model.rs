//! What a programme is.

use db::{record, text_enum};
use kernel::{Date, OrganizationId, ProgrammeChangeId, ProgrammeId, ProgrammeItemId, period::Quarter};

text_enum! {
    /// Which programme of a year.
    pub enum Kind {
        /// What a body does in the year.
        Work = "work", "Chương trình công tác";
        /// What it oversees (Luật 87/2015/QH13, Điều 58, 67, 77).
        Oversight = "oversight", "Chương trình giám sát";
    }
}

text_enum! {
    /// Where a programme stands.
    pub enum State {
        /// Being written.
        Draft = "draft", "Dự thảo";
        /// Decided and signed; changed for a reason from here on.
        Decided = "decided", "Đã quyết định";
    }
}

text_enum! {
    /// The paper by which a programme is decided.
    pub enum Paper {
        /// Of the council.
        Resolution = "resolution", "Nghị quyết";
        /// Of a Standing Committee or a committee.
        Decision = "decision", "Quyết định";
        /// Of a committee or a delegates' group.
        Plan = "plan", "Kế hoạch, chương trình";
        /// Where a body only gives notice.
        Notice = "notice", "Thông báo";
    }
}

text_enum! {
    /// The groups into which oversight is sorted.
    pub enum OversightGroup {
        /// Examining reports.
        Reports = "GS-01", "GS-01 Xem xét, thẩm tra báo cáo";
        /// Normative texts.
        Texts = "GS-02", "GS-02 Xem xét văn bản quy phạm pháp luật";
        /// Questioning.
        Questions = "GS-03", "GS-03 Chất vấn";
        /// Explanation hearings.
        Hearings = "GS-04", "GS-04 Giải trình";
        /// Thematic oversight.
        Thematic = "GS-05", "GS-05 Giám sát chuyên đề";
        /// Complaints and denunciations.
        Complaints = "GS-06", "GS-06 Giải quyết khiếu nại, tố cáo";
        /// Petitions of voters.
        Petitions = "GS-07", "GS-07 Giải quyết kiến nghị của cử tri";
        /// Law enforcement.
        Enforcement = "GS-08", "GS-08 Thi hành pháp luật ở địa phương";
        /// Votes of confidence.
        Confidence = "GS-09", "GS-09 Lấy phiếu, bỏ phiếu tín nhiệm";
        /// Resolutions on oversight.
        Resolutions = "GS-10", "GS-10 Thực hiện nghị quyết về giám sát";
        /// Conclusions and recommendations.
        Conclusions = "GS-11", "GS-11 Theo dõi kết luận, kiến nghị giám sát";
        /// Oversight once more.
        Again = "GS-12", "GS-12 Giám sát lại";
    }
}

text_enum! {
    /// What a change of a decided programme did.
    pub enum ChangeKind {
        /// An item came.
        Add = "add", "Bổ sung";
        /// An item's words or day changed.
        Change = "change", "Điều chỉnh";
        /// An item went.
        Drop = "drop", "Đưa ra khỏi chương trình";
        /// A table was pasted.
        Paste = "paste", "Nhập bảng";
    }
}

record! {
    /// A programme of a body for a year.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Programme {
        /// Its id.
        pub id: ProgrammeId,
        /// In whose work.
        pub council_id: OrganizationId,
        /// Whose: the council, its Standing Committee, a committee, a delegates' group.
        pub body_id: OrganizationId,
        /// Which.
        pub kind: Kind,
        /// For which year.
        pub year: i64,
        /// Where it stands.
        pub state: State,
        /// When proposals for it were handed in.
        pub proposed_on: Option<Date>,
        /// When its draft was tabled.
        pub tabled_on: Option<Date>,
        /// When it was decided.
        pub decided_on: Option<Date>,
        /// By what paper.
        pub paper: Option<Paper>,
        /// That paper's number and date.
        pub reference: String,
        /// Who signed it.
        pub signer: String,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Programme {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/chuong-trinh/{}", self.id)
    }

    /// Its public page.
    pub fn public_path(&self) -> String {
        format!("/chuong-trinh/{}", self.id)
    }

    /// "Chương trình giám sát năm 2020".
    pub fn label(&self) -> String {
        format!("{} năm {}", self.kind.label(), self.year)
    }

    /// Anyone may read it.
    pub fn is_open(&self) -> bool {
        self.state == State::Decided
    }
}

record! {
    /// An item of a programme.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Item {
        /// Its id.
        pub id: ProgrammeItemId,
        /// In which programme.
        pub programme_id: ProgrammeId,
        /// Of which council.
        pub council_id: OrganizationId,
        /// Its place in the programme.
        pub place: i64,
        /// What is to be done.
        pub title: String,
        /// Its group, when it is oversight.
        pub oversight_group: Option<OversightGroup>,
        /// In which quarter.
        pub quarter: i64,
        /// In which month, where one is named.
        pub month: Option<i64>,
        /// Who leads, as the programme writes it.
        pub lead: String,
        /// That body, where it is one of the directory.
        pub lead_id: Option<OrganizationId>,
        /// Who cooperates.
        pub cooperating: String,
        /// What comes of it: "Báo cáo", "Kết luận".
        pub product: String,
        /// By when.
        pub due_on: Date,
        /// A key task of its quarter (nhiệm vụ trọng tâm).
        pub is_key: bool,
        /// The kind of the record that realises it.
        pub realised_kind: Option<String>,
        /// That record.
        pub realised_id: Option<String>,
        /// What it is called.
        pub realised_label: Option<String>,
        /// Its page.
        pub realised_href: Option<String>,
        /// When it was done.
        pub done_on: Option<Date>,
        /// What shows it done where there is no record.
        pub evidence: String,
        /// When it left the programme.
        pub dropped_on: Option<Date>,
        /// The pasted table it came with.
        pub batch_id: Option<ProgrammeChangeId>,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Item {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/chuong-trinh/muc/{}", self.id)
    }

    /// The words of a programme that a change may change, one a line.
    pub fn words(&self) -> String {
        words_of(
            &self.title,
            self.oversight_group,
            &self.lead,
            &self.cooperating,
            &self.product,
            self.month,
            self.quarter,
            self.due_on,
        )
    }
}

#[expect(clippy::too_many_arguments, reason = "the columns of the printed table")]
fn words_of(
    title: &str,
    group: Option<OversightGroup>,
    lead: &str,
    cooperating: &str,
    product: &str,
    month: Option<i64>,
    quarter: i64,
    due: Date,
) -> String {
    let when = month.map_or_else(
        || format!("quý {}", kernel::numbers::roman(u32::try_from(quarter).unwrap_or(1))),
        |month| format!("tháng {month}"),
    );
    let mut parts = vec![title.to_owned()];
    if let Some(group) = group {
        parts.push(group.as_str().to_owned());
    }
    for (name, value) in [("chủ trì", lead), ("phối hợp", cooperating), ("sản phẩm", product)] {
        if !value.is_empty() {
            parts.push(format!("{name}: {value}"));
        }
    }
    parts.push(when);
    parts.push(format!("hạn {}", kernel::dates::print(due)));
    parts.join("; ")
}

record! {
    /// A change after the decision, or a pasted table.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Change {
        /// Its id.
        pub id: ProgrammeChangeId,
        /// In which programme.
        pub programme_id: ProgrammeId,
        /// Of which item; an item that was taken back is gone.
        pub item_id: Option<String>,
        /// What it did.
        pub kind: ChangeKind,
        /// When.
        pub changed_on: Date,
        /// Whose account.
        pub actor: String,
        /// Why.
        pub reason: String,
        /// The words before.
        pub before: String,
        /// The words after.
        pub after: String,
        /// Counts the changes.
        pub version: i64,
    }
}

/// A programme to be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProgramme {
    /// Whose.
    pub body: OrganizationId,
    /// Which.
    pub kind: Kind,
    /// For which year.
    pub year: i64,
    /// When proposals for it were handed in.
    pub proposed_on: Option<Date>,
    /// When its draft was tabled.
    pub tabled_on: Option<Date>,
    /// Made up for the demonstration.
    pub is_demonstration: bool,
}

/// How a programme was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// When.
    pub on: Date,
    /// By what paper.
    pub paper: Paper,
    /// Its number and date.
    pub reference: String,
    /// Who signed it.
    pub signer: String,
}

/// What an item says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// What is to be done.
    pub title: String,
    /// Its group, when it is oversight.
    pub oversight_group: Option<OversightGroup>,
    /// In which quarter.
    pub quarter: i64,
    /// In which month, where one is named.
    pub month: Option<i64>,
    /// Who leads.
    pub lead: String,
    /// That body, where it is one of the directory.
    pub lead_id: Option<OrganizationId>,
    /// Who cooperates.
    pub cooperating: String,
    /// What comes of it.
    pub product: String,
    /// By when.
    pub due_on: Date,
    /// A key task of its quarter.
    pub is_key: bool,
}

impl NewItem {
    /// The words of it, as [`Item::words`] gives them.
    pub fn words(&self) -> String {
        words_of(
            &self.title,
            self.oversight_group,
            &self.lead,
            &self.cooperating,
            &self.product,
            self.month,
            self.quarter,
            self.due_on,
        )
    }
}

/// A key task of a quarter, from wherever it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyTask {
    /// What is to be done.
    pub label: String,
    /// Who leads.
    pub lead: String,
    /// By when.
    pub due_on: Option<Date>,
    /// Its page in the workspace.
    pub href: String,
    /// Where it comes from: "Chương trình công tác năm 2020", "Việc theo dõi VT-2020-0012".
    pub origin: String,
    /// When it was done.
    pub done_on: Option<Date>,
    /// It is done, on a known day or not.
    pub is_done: bool,
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is such a programme.
    #[error("Cơ quan này đã có “{0}”. Mở chương trình đó.")]
    Exists(String),
    /// The body has no programmes.
    #[error("Chỉ HĐND, Thường trực, Ban, Tổ đại biểu có chương trình. Chọn cơ quan khác.")]
    NoSuchBody,
    /// A day to come.
    #[error("Ngày này chưa đến. Nhập ngày đã qua hoặc hôm nay.")]
    InFuture,
    /// The day of another medium is none.
    #[error("{0}")]
    NotEarlier(law::NotEarlier),
    /// The days of a programme are in order.
    #[error("Ngày quyết định trước ngày trình dự kiến chương trình. Xem lại hai ngày.")]
    BeforeTabled,
    /// There is nothing to decide.
    #[error("Chương trình chưa có nội dung nào. Thêm nội dung trước khi ghi quyết định.")]
    Empty,
    /// It was decided.
    #[error("Chương trình đã quyết định. Thay đổi được ghi bằng điều chỉnh có lý do.")]
    Decided,
    /// A decided programme is changed for a reason.
    #[error("Chương trình đã quyết định. Nhập lý do điều chỉnh.")]
    NoReason,
    /// The council decides its programme by resolution.
    #[error(
        "Chương trình giám sát của HĐND do HĐND quyết định bằng nghị quyết (Luật 87/2015/QH13, Điều 58)."
    )]
    NeedsResolution,
    /// Oversight has its group.
    #[error("Chọn nhóm giám sát (GS-01 đến GS-12).")]
    NoGroup,
    /// The day is not in the month or quarter.
    #[error("Hạn không nằm trong {0}. Sửa hạn hoặc thời gian.")]
    DueOutside(String),
    /// The item left the programme.
    #[error("Nội dung này đã đưa ra khỏi chương trình.")]
    Dropped,
    /// It is done.
    #[error("Nội dung này đã hoàn thành ngày {}.", kernel::dates::print(*.0))]
    Done(Date),
    /// Done by nothing.
    #[error("Ghi căn cứ hoàn thành: văn bản, biên bản, báo cáo.")]
    NoEvidence,
    /// A record realises it.
    #[error("Nội dung này gắn với “{0}”. Kết quả tính từ bản ghi đó.")]
    Realised(String),
    /// No such record.
    #[error("Chọn một bản ghi trong danh sách.")]
    NoSuchRecord,
    /// The quarter of the task.
    #[error("Việc này đã là nhiệm vụ trọng tâm của {0}.")]
    AlreadyKey(String),
}

/// The quarter of a year.
pub(crate) fn quarter_of(year: i64, number: i64) -> Option<Quarter> {
    Quarter::new(i16::try_from(year).ok()?, u8::try_from(number).ok()?)
}
