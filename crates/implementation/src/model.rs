//! The plan for a resolution, its lines, their figures and their course.

use db::{record, text_enum};
use kernel::{
    AreaId, Date, FollowUpId, Instant, ObjectiveEntryId, ObjectiveId, OrganizationId, PeriodFigureId,
    ResolutionId,
};
/// The field of life that a line is about: what voters' petitions are sorted by.
pub use petitions::Sector;

text_enum! {
    /// What a line of a plan is.
    pub enum Kind {
        /// What is to be reached, in words; it holds other lines.
        Objective = "objective", "Mục tiêu";
        /// What is measured.
        Indicator = "indicator", "Chỉ tiêu";
        /// What is done by a day.
        Task = "task", "Nhiệm vụ";
        /// How it is done.
        Measure = "measure", "Giải pháp";
    }
}

text_enum! {
    /// Where an indicator is to go.
    pub enum Direction {
        /// To the target or above.
        Up = "up", "Tăng đến kế hoạch";
        /// To the target or below.
        Down = "down", "Giảm đến kế hoạch";
        /// Never above the target.
        AtMost = "at_most", "Giữ không vượt kế hoạch";
    }
}

text_enum! {
    /// Where a plan stands.
    pub enum PlanState {
        /// The People's Committee writes it.
        Draft = "draft", "UBND đang dự thảo";
        /// With the council's office.
        Sent = "sent", "Đã gửi, chờ tiếp nhận";
        /// Taken up; figures are entered against it and everyone reads them.
        Accepted = "accepted", "Đã tiếp nhận, đang thực hiện";
        /// Given back to be changed.
        Returned = "returned", "Trả lại để điều chỉnh";
    }
}

text_enum! {
    /// Where a figure stands.
    pub enum FigureState {
        /// Entered by the one who keeps the line.
        Entered = "entered", "Chờ duyệt";
        /// Approved by the head of the People's Committee.
        Approved = "approved", "Đã duyệt";
        /// Another was approved in its place.
        Replaced = "replaced", "Đã thay bằng số sau";
    }
}

text_enum! {
    /// What an entry of the course tells.
    pub enum EntryKind {
        /// The plan was begun.
        Begun = "begun", "Lập kế hoạch";
        /// It was sent to the council.
        Sent = "sent", "Gửi kế hoạch";
        /// It was taken up.
        Accepted = "accepted", "Tiếp nhận";
        /// It was given back.
        Returned = "returned", "Trả lại để điều chỉnh";
        /// A line was changed.
        Changed = "changed", "Sửa";
        /// A task was done.
        Done = "done", "Hoàn thành";
        /// It was not done after all.
        Reopened = "reopened", "Mở lại";
        /// What the committee in charge says.
        Comment = "comment", "Nhận xét";
        /// It is followed.
        Followed = "followed", "Theo dõi";
        /// A table was taken in.
        Imported = "imported", "Nhập từ bảng";
    }
}

text_enum! {
    /// How the committee in charge rates the carrying out.
    pub enum Rating {
        /// Tốt.
        Good = "good", "Tốt";
        /// Đạt yêu cầu.
        Fair = "fair", "Đạt yêu cầu";
        /// Chưa đạt yêu cầu.
        Poor = "poor", "Chưa đạt yêu cầu";
    }
}

record! {
    /// The People's Committee's plan for a resolution.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Plan {
        /// The resolution, and so the plan.
        pub id: ResolutionId,
        /// The council that resolved.
        pub council_id: OrganizationId,
        /// The People's Committee that carries it out.
        pub body_id: OrganizationId,
        /// The committee of the council in charge.
        pub committee_id: Option<OrganizationId>,
        /// Where it stands.
        pub state: PlanState,
        /// Number and date of the paper with which it was sent.
        pub reference: String,
        /// When it was sent last.
        pub sent_on: Option<Date>,
        /// When it was taken up or given back.
        pub decided_on: Option<Date>,
        /// How many times it was sent.
        pub revision: i64,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

impl Plan {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        path_of(self.id)
    }

    /// Anyone may read it.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, PlanState::Accepted)
    }

    /// The People's Committee may write in it.
    pub const fn is_writable(&self) -> bool {
        matches!(self.state, PlanState::Draft | PlanState::Returned)
    }
}

/// The page of the plan for this resolution.
pub fn path_of(resolution: ResolutionId) -> String {
    format!("/lam-viec/thuc-hien/{resolution}")
}

record! {
    /// A line of a plan.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Line {
        /// Its id.
        pub id: ObjectiveId,
        /// Of which plan.
        pub plan_id: ResolutionId,
        /// Under which line.
        pub parent_id: Option<ObjectiveId>,
        /// Its place among those.
        pub place: i64,
        /// What it is.
        pub kind: Kind,
        /// What it is about.
        pub sector: Sector,
        /// Its words.
        pub text: String,
        /// Who is responsible.
        pub lead_id: OrganizationId,
        /// Who helps, in words; may be empty.
        pub cooperating: String,
        /// The commune to which it is broken down.
        pub area_id: Option<AreaId>,
        /// What is counted.
        pub unit: Option<String>,
        /// Values are integers of the last of so many decimals.
        pub decimals: Option<i64>,
        /// Where it stood at the beginning.
        pub baseline: Option<i64>,
        /// On which day.
        pub baseline_on: Option<Date>,
        /// Where it is to stand.
        pub target: Option<i64>,
        /// Which way that is.
        pub direction: Option<Direction>,
        /// A figure tells of the time from the year's beginning, or of its own period alone.
        pub is_cumulative: Option<bool>,
        /// By when.
        pub due_on: Option<Date>,
        /// When the task was done.
        pub done_on: Option<Date>,
        /// What shows that.
        pub evidence: String,
        /// What follows it.
        pub follow_up_id: Option<FollowUpId>,
        /// The table that it came with.
        pub batch_id: Option<ObjectiveEntryId>,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

/// What an indicator line measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// What is counted.
    pub unit: String,
    /// Values are integers of the last of so many decimals.
    pub decimals: u32,
    /// Where it stood at the beginning.
    pub baseline: i64,
    /// On which day.
    pub baseline_on: Date,
    /// Where it is to stand.
    pub target: i64,
    /// Which way that is.
    pub direction: Direction,
    /// A figure tells of the time from the year's beginning, or of its own period alone.
    pub is_cumulative: bool,
    /// By when.
    pub due_on: Date,
}

impl Line {
    /// What it measures, when it is an indicator.
    pub fn indicator(&self) -> Option<Indicator> {
        Some(Indicator {
            unit: self.unit.clone()?,
            decimals: u32::try_from(self.decimals?).ok()?,
            baseline: self.baseline?,
            baseline_on: self.baseline_on?,
            target: self.target?,
            direction: self.direction?,
            is_cumulative: self.is_cumulative?,
            due_on: self.due_on?,
        })
    }

    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("{}/dong/{}", path_of(self.plan_id), self.id)
    }

    /// Its words in a link.
    pub fn label(&self) -> String {
        kernel::text::truncate_words(&self.text, 120)
    }
}

record! {
    /// What an indicator reached in a period.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Figure {
        /// Its id.
        pub id: PeriodFigureId,
        /// Of which line.
        pub objective_id: ObjectiveId,
        /// The period: `2020-M09`, `2020-Q3`, `2020-9M` …
        pub period: String,
        /// Its first day.
        pub from_on: Date,
        /// Its last day.
        pub to_on: Date,
        /// The first is 1; a change after approval is one more.
        pub revision: i64,
        /// The value.
        pub value: i64,
        /// The same period of the year before.
        pub value_before: Option<i64>,
        /// Report, number, day.
        pub source: String,
        /// Why it was changed after approval.
        pub reason: String,
        /// Where it stands.
        pub state: FigureState,
        /// Who entered it.
        pub entered_by: String,
        /// When.
        pub entered_ms: Instant,
        /// Who approved it.
        pub approved_by: Option<String>,
        /// When.
        pub approved_on: Option<Date>,
        /// The table that it came with.
        pub batch_id: Option<ObjectiveEntryId>,
        /// Made up for the demonstration.
        pub is_demonstration: bool,
        /// Counts the changes.
        pub version: i64,
    }
}

record! {
    /// An entry of the course of a plan or of a line.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Entry {
        /// Its id.
        pub id: ObjectiveEntryId,
        /// Of which plan.
        pub plan_id: ResolutionId,
        /// Of which line; none is of the whole.
        pub objective_id: Option<ObjectiveId>,
        /// What it tells.
        pub kind: EntryKind,
        /// How the carrying out is rated.
        pub rating: Option<Rating>,
        /// In words.
        pub words: String,
        /// Who.
        pub by_name: String,
        /// When.
        pub made_ms: Instant,
        /// Of a table: how many rows.
        pub row_count: Option<i64>,
        /// Of a table: when it was taken back.
        pub undone_ms: Option<Instant>,
        /// Counts the changes.
        pub version: i64,
    }
}

/// A line to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Under which line.
    pub parent: Option<ObjectiveId>,
    /// What it is.
    pub kind: Kind,
    /// What it is about.
    pub sector: Sector,
    /// Its words.
    pub text: String,
    /// Who is responsible.
    pub lead: OrganizationId,
    /// Who helps, in words.
    pub cooperating: String,
    /// The commune to which it is broken down.
    pub area: Option<AreaId>,
    /// What it measures, of an indicator.
    pub indicator: Option<Indicator>,
    /// By when, of a task.
    pub due_on: Option<Date>,
}

/// A figure to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFigure {
    /// Of which line.
    pub line: ObjectiveId,
    /// The value.
    pub value: i64,
    /// The same period of the year before.
    pub before: Option<i64>,
    /// Report, number, day.
    pub source: String,
    /// Why it is changed, when one was approved.
    pub reason: String,
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The plan's state does not allow it.
    #[error("Kế hoạch đang ở trạng thái “{}”, không làm bước này được. Tải lại trang để xem bước tiếp theo.", .0.label())]
    WrongState(PlanState),
    /// There is a plan already.
    #[error("Nghị quyết này đã có kế hoạch thực hiện. Mở kế hoạch ấy.")]
    AlreadyPlanned,
    /// Nobody carries it out.
    #[error("Đơn vị chưa có Ủy ban nhân dân trong danh bạ cơ quan. Thêm cơ quan trước.")]
    NoBody,
    /// A plan without what is measured or done.
    #[error("Kế hoạch chưa có chỉ tiêu hoặc nhiệm vụ nào. Thêm trước khi gửi.")]
    EmptyPlan,
    /// A body is gone or unknown.
    #[error("Cơ quan này không còn hoạt động. Chọn cơ quan khác.")]
    NoSuchBody,
    /// The committee is not of this council.
    #[error("Ban phụ trách phải là Ban của chính HĐND này.")]
    NoSuchCommittee,
    /// The commune is not of this unit.
    #[error("Xã, thị trấn này không thuộc địa bàn. Chọn xã, thị trấn khác.")]
    NoSuchArea,
    /// The line above does not hold lines of this kind.
    #[error("{0} không đặt dưới {1} được. Chọn mục trên khác.")]
    WrongParent(&'static str, &'static str),
    /// The line above is of another plan, or below this one.
    #[error("Mục trên không thuộc kế hoạch này. Chọn mục khác.")]
    NoSuchParent,
    /// The line has lines below it.
    #[error("Mục này còn mục con. Bỏ các mục con trước.")]
    HasChildren,
    /// The line has figures or a course.
    #[error("Mục này đã có số liệu hoặc diễn biến, không bỏ được.")]
    InUse,
    /// Too many lines.
    #[error("Kế hoạch có tối đa {0} mục.")]
    TooMany(usize),
    /// The target does not lie where the direction leads.
    #[error("Kế hoạch “{0}” phải {1} số gốc. Kiểm tra số gốc, kế hoạch và chiều.")]
    TargetAgainstDirection(&'static str, &'static str),
    /// Due before the baseline's day.
    #[error("Hạn phải sau ngày của số gốc.")]
    DueNotLater,
    /// A task or indicator without a day.
    #[error("Nhập hạn của chỉ tiêu, nhiệm vụ.")]
    NoDue,
    /// What figures stand against cannot change.
    #[error("Chỉ tiêu đã có số liệu: không đổi số lẻ, cách tính hoặc loại mục.")]
    HasFigures,
    /// The line measures nothing.
    #[error("Mục này không phải chỉ tiêu.")]
    NotAnIndicator,
    /// The period has not ended.
    #[error("Kỳ này chưa kết thúc. Nhập sau ngày {0}.")]
    PeriodNotOver(String),
    /// The period ends before the baseline's day.
    #[error("Kỳ này không sau ngày của số gốc ({0}).")]
    BeforeBaseline(String),
    /// A figure of another period tells of the same time.
    #[error("Đã có số liệu {0} cho cùng thời gian này. Sửa số liệu của kỳ ấy.")]
    Overlaps(String),
    /// Nothing differs from what was approved.
    #[error("Số liệu giống số đã duyệt, không có gì để sửa.")]
    Unchanged,
    /// A change after approval without a reason.
    #[error("Số liệu kỳ này đã duyệt. Ghi lý do sửa.")]
    NoReason,
    /// Nothing waits for approval.
    #[error("Không có số liệu nào chờ duyệt ở kỳ này.")]
    NothingToApprove,
    /// The line is no task.
    #[error("Mục này không phải nhiệm vụ.")]
    NotATask,
    /// A task done twice, or not done.
    #[error("Nhiệm vụ đã {0}. Tải lại trang.")]
    WrongTask(&'static str),
    /// A day to come.
    #[error("Ngày này chưa đến. Nhập ngày đã qua hoặc hôm nay.")]
    InFuture,
    /// A paper for sending without number.
    #[error("Ghi số, ngày văn bản gửi kế hoạch.")]
    NoReference,
    /// Given back without a reason.
    #[error("Ghi lý do trả lại.")]
    NoWords,
    /// It is followed already.
    #[error("Nhiệm vụ này đã có việc theo dõi.")]
    Followed,
    /// It is done already.
    #[error("Nhiệm vụ đã hoàn thành, không cần theo dõi.")]
    DoneAlready,
    /// A table is not taken back any more.
    #[error("Quá thời gian hoàn tác.")]
    TooLate,
    /// Somebody went on with it.
    #[error("“{0}” đã được sửa hoặc duyệt sau khi nhập, không hoàn tác được cả đợt.")]
    TouchedSince(String),
    /// Follow-ups say no.
    #[error("{0}")]
    Follow(String),
    /// A file is not taken.
    #[error("{0}")]
    File(String),
}
