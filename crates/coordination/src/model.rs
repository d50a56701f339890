//! What coordination is made of.

use std::str::FromStr;

use db::{record, text_enum};
use kernel::{
    CampaignId, CoordinationId, Date, DutyId, JointActivityId, OrganizationId, ProgrammeItemId, ResolutionId,
};

text_enum! {
    /// How often a duty falls due.
    pub enum Frequency {
        /// Once while the regulation holds.
        Once = "once", "Một lần";
        /// Each month.
        Month = "month", "Hằng tháng";
        /// Each quarter.
        Quarter = "quarter", "Hằng quý";
        /// Twice a year.
        HalfYear = "half_year", "Sáu tháng một lần";
        /// Each year.
        Year = "year", "Hằng năm";
        /// Before each regular session.
        Session = "session", "Trước mỗi kỳ họp thường lệ";
    }
}

record! {
    /// A coordination regulation.
    #[derive(Debug, Clone)]
    pub struct Coordination {
        /// Its id.
        pub id: CoordinationId,
        /// The council that keeps it.
        pub council_id: OrganizationId,
        /// "01/QCPH".
        pub number: String,
        /// What it is called.
        pub title: String,
        /// The day it was signed.
        pub signed_on: Date,
        /// The first day it holds.
        pub from_on: Date,
        /// The last day it holds.
        pub to_on: Option<Date>,
        /// Who signed, ids with spaces between.
        pub parties: String,
        /// A word more.
        pub note: String,
        /// Whether anyone may read it.
        pub is_public: bool,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Coordination {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/phoi-hop/quy-che/{}", self.id)
    }
}

record! {
    /// What a regulation lays on a party.
    #[derive(Debug, Clone)]
    pub struct Duty {
        /// Its id.
        pub id: DutyId,
        /// In which regulation.
        pub coordination_id: CoordinationId,
        /// "Điều 5, khoản 2".
        pub article: String,
        /// What is owed.
        pub text: String,
        /// How often.
        pub frequency: Frequency,
        /// Who owes it.
        pub debtor_id: OrganizationId,
        /// To whom.
        pub creditor_id: Option<OrganizationId>,
        /// The kind of record that meets it; empty when it is noted by hand alone.
        pub meets: String,
        /// The law behind it.
        pub source: String,
        /// For optimistic changes.
        pub version: i64,
    }
}

record! {
    /// What met a duty and was noted by hand.
    #[derive(Debug, Clone)]
    pub struct Note {
        /// Which duty.
        pub duty_id: DutyId,
        /// The last day of the period.
        pub period_to: Date,
        /// When it was done.
        pub done_on: Date,
        /// Who noted it.
        pub noted_by: String,
        /// What was done, and what shows it.
        pub text: String,
    }
}

record! {
    /// An activity of several lead bodies.
    #[derive(Debug, Clone)]
    pub struct Activity {
        /// Its id.
        pub id: JointActivityId,
        /// The council that keeps it.
        pub council_id: OrganizationId,
        /// What it is.
        pub title: String,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub to_on: Date,
        /// Who leads, ids with spaces between.
        pub leads: String,
        /// Who helps.
        pub cooperating: String,
        /// What comes of it: a report, a plan.
        pub product: String,
        /// The item of a programme that it realises.
        pub programme_item_id: Option<ProgrammeItemId>,
        /// The duty of a regulation that it meets once it is done.
        pub duty_id: Option<DutyId>,
        /// What came of it.
        pub result: String,
        /// When it was done.
        pub done_on: Option<Date>,
        /// Whether anyone may read it.
        pub is_public: bool,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Activity {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/phoi-hop/hoat-dong/{}", self.id)
    }
}

record! {
    /// A campaign of information.
    #[derive(Debug, Clone)]
    pub struct Campaign {
        /// Its id.
        pub id: CampaignId,
        /// The council that keeps it.
        pub council_id: OrganizationId,
        /// What it is about.
        pub topic: String,
        /// The resolution it spreads.
        pub resolution_id: Option<ResolutionId>,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub to_on: Date,
        /// Who takes part, ids with spaces between.
        pub bodies: String,
        /// Radio, posters, meetings.
        pub channels: String,
        /// Addresses of news, one a line.
        pub news: String,
        /// Whether anyone may read it.
        pub is_public: bool,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Campaign {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/phoi-hop/tuyen-truyen/{}", self.id)
    }
}

record! {
    /// A count of what a campaign did.
    #[derive(Debug, Clone)]
    pub struct CampaignResult {
        /// The day of the count.
        pub noted_on: Date,
        /// Who noted it.
        pub noted_by: String,
        /// Of what: "Tin, bài phát thanh".
        pub label: String,
        /// How many.
        pub count: i64,
        /// What shows it.
        pub evidence: String,
    }
}

record! {
    /// A report of a delegates' group on a round of meetings with voters.
    #[derive(Debug, Clone)]
    pub struct GroupReport {
        /// Which round.
        pub round: String,
        /// When it was sent.
        pub sent_on: Date,
        /// Its number.
        pub number: String,
        /// What it says in short.
        pub text: String,
    }
}

/// Ids in a column.
pub fn joined(ids: &[OrganizationId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The ids of a column.
pub fn parted(column: &str) -> Vec<OrganizationId> {
    column.split(' ').filter_map(|id| OrganizationId::from_str(id).ok()).collect()
}

/// A regulation as it is written.
#[derive(Debug, Clone)]
pub struct NewCoordination {
    /// Its number.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// The day it was signed.
    pub signed_on: Date,
    /// The first day it holds.
    pub from_on: Date,
    /// The last day it holds.
    pub to_on: Option<Date>,
    /// Who signed.
    pub parties: Vec<OrganizationId>,
    /// A word more.
    pub note: String,
    /// Whether anyone may read it.
    pub is_public: bool,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// A duty as it is written.
#[derive(Debug, Clone)]
pub struct NewDuty {
    /// Its article.
    pub article: String,
    /// What is owed.
    pub text: String,
    /// How often.
    pub frequency: Frequency,
    /// Who owes it.
    pub debtor: OrganizationId,
    /// To whom.
    pub creditor: Option<OrganizationId>,
    /// The kind of record that meets it.
    pub meets: String,
    /// The law behind it.
    pub source: String,
}

/// An activity as it is written.
#[derive(Debug, Clone)]
pub struct NewActivity {
    /// What it is.
    pub title: String,
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub to_on: Date,
    /// Who leads.
    pub leads: Vec<OrganizationId>,
    /// Who helps.
    pub cooperating: Vec<OrganizationId>,
    /// What comes of it.
    pub product: String,
    /// The item of a programme that it realises.
    pub programme_item: Option<ProgrammeItemId>,
    /// The duty of a regulation that it meets.
    pub duty: Option<DutyId>,
    /// Whether anyone may read it.
    pub is_public: bool,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// A campaign as it is written.
#[derive(Debug, Clone)]
pub struct NewCampaign {
    /// What it is about.
    pub topic: String,
    /// The resolution it spreads.
    pub resolution: Option<ResolutionId>,
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub to_on: Date,
    /// Who takes part.
    pub bodies: Vec<OrganizationId>,
    /// By which channels.
    pub channels: String,
    /// Addresses of news, one a line.
    pub news: String,
    /// Whether anyone may read it.
    pub is_public: bool,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// Why a deed does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It takes two to coordinate.
    #[error("Chọn ít nhất hai cơ quan.")]
    TooFewParties,
    /// Somebody leads.
    #[error("Chọn ít nhất một cơ quan chủ trì.")]
    Leaderless,
    /// One leads or helps.
    #[error("Một cơ quan không vừa chủ trì vừa phối hợp.")]
    LeadCooperates,
    /// The last day lies before the first.
    #[error("Ngày kết thúc phải từ ngày bắt đầu trở đi.")]
    EndsBefore,
    /// A duty is owed by a party.
    #[error("Cơ quan thực hiện phải là một bên của quy chế.")]
    NotAParty,
    /// Sent before the round was over, or in the future.
    #[error("Ngày gửi phải từ ngày tiếp xúc cuối của đợt đến hôm nay.")]
    ReportOutside,
    /// No such round of the group's meetings.
    #[error("Đợt tiếp xúc không có trong danh sách. Chọn lại.")]
    NoSuchRound,
    /// There is a report on the round.
    #[error("Đợt này đã ghi báo cáo.")]
    AlreadyReported,
    /// What is sent goes to somebody.
    #[error("Chọn cơ quan nhận: nhiệm vụ này chứng minh bằng văn bản gửi đến cơ quan đó.")]
    Unaddressed,
    /// No such period of the duty.
    #[error("Kỳ này không thuộc nhiệm vụ. Tải lại trang.")]
    NoSuchPeriod,
    /// Done on a day to come, or outside the period.
    #[error("Ngày thực hiện phải trong kỳ và không sau hôm nay.")]
    OutsidePeriod,
    /// It was done before.
    #[error("Hoạt động này đã ghi kết quả.")]
    AlreadyDone,
    /// It is over before it began.
    #[error("Hoạt động chưa bắt đầu, chưa ghi kết quả được.")]
    NotBegun,
    /// Not a resolution of this council.
    #[error("Nghị quyết không có trong danh sách. Chọn lại.")]
    NoSuchResolution,
    /// News stand on the portal.
    #[error("Mỗi dòng là địa chỉ một tin trên cổng, bắt đầu bằng /tin-tuc/.")]
    NotNews,
    /// Due in the past.
    #[error("Hạn phải từ hôm nay trở đi.")]
    DueInPast,
    /// A body that does not exist or work.
    #[error("Cơ quan không có trong danh sách. Chọn lại.")]
    NoSuchBody,
    /// Not a duty that activities meet.
    #[error("Nhiệm vụ của quy chế không có trong danh sách. Chọn lại.")]
    NoSuchDuty,
    /// The programme's item is not to be had.
    #[error("Nội dung chương trình không có trong danh sách. Chọn lại.")]
    NoSuchItem,
}
