//! What a voters' petition is.

use std::fmt;

use db::{record, text_enum};
use kernel::{
    AreaId, Date, DocumentId, FollowUpId, OrganizationId, PetitionEntryId, PetitionId, SessionId,
    VoterMeetingId, numbers,
};

mod meeting;

pub use meeting::{Meeting, MeetingKind, MeetingState, Opinion};

text_enum! {
    /// Where a petition stands.
    pub enum State {
        /// Sent by a citizen, not looked at yet; nobody outside the office sees it.
        Quarantined = "quarantined", "Chờ duyệt";
        /// Written down.
        Received = "received", "Chờ phân loại";
        /// Competence, sector and body are known.
        Classified = "classified", "Chờ chuyển";
        /// With the body that must answer.
        Forwarded = "forwarded", "Đã chuyển, chờ trả lời";
        /// Answered; the council has not judged the answer.
        Answered = "answered", "Đã trả lời, chờ đánh giá";
        /// The answer was taken; what it promises is watched.
        Monitoring = "monitoring", "Đang theo dõi giải quyết";
        /// Over: resolved, or explained.
        Closed = "closed", "Đã kết thúc";
        /// One of several alike; lives on in another.
        Merged = "merged", "Đã gộp";
        /// No petition to this council: an opinion, or nothing of its matters.
        SetAside = "set_aside", "Không thụ lý";
    }
}

text_enum! {
    /// From where it came.
    pub enum Source {
        /// A meeting with voters.
        Meeting = "meeting", "Tiếp xúc cử tri";
        /// The Fatherland Front's collection.
        Front = "front", "Ủy ban MTTQ tổng hợp";
        /// A commune's council.
        Commune = "commune", "HĐND cấp xã chuyển";
        /// The portal, by a citizen.
        Portal = "portal", "Cổng thông tin";
        /// Otherwise: by telephone, by letter.
        Other = "other", "Nguồn khác";
    }
}

text_enum! {
    /// Which level is competent (thẩm quyền).
    pub enum CompetenceLevel {
        /// Trung ương.
        Central = "central", "Trung ương";
        /// Tỉnh.
        Province = "province", "Tỉnh";
        /// Huyện, until 30/6/2025.
        District = "district", "Huyện";
        /// Xã.
        Commune = "commune", "Xã";
        /// Enterprises, vertical branches.
        Other = "other", "Doanh nghiệp, ngành dọc";
    }
}

text_enum! {
    /// The sector (lĩnh vực), as the councils' reports have it.
    pub enum Sector {
        /// Economy, finance, budget.
        Economy = "economy", "Kinh tế, tài chính, ngân sách";
        /// Land, resources, environment.
        Land = "land", "Đất đai, tài nguyên, môi trường";
        /// Transport, construction, towns.
        Transport = "transport", "Giao thông, xây dựng, đô thị";
        /// Agriculture, irrigation, new countryside.
        Agriculture = "agriculture", "Nông nghiệp, thủy lợi, nông thôn mới";
        /// Industry, trade, electricity, telecommunication.
        Industry = "industry", "Công thương, điện, viễn thông";
        /// Schools.
        Education = "education", "Giáo dục, đào tạo";
        /// Health and its insurance.
        Health = "health", "Y tế, bảo hiểm y tế";
        /// Labour, people of merit, welfare.
        Welfare = "welfare", "Lao động, người có công, an sinh";
        /// Culture, sport, tourism, information.
        Culture = "culture", "Văn hóa, thể thao, du lịch, thông tin";
        /// Security, defence, order.
        Security = "security", "An ninh, quốc phòng, trật tự";
        /// Justice, complaints and denunciations.
        Justice = "justice", "Tư pháp, khiếu nại, tố cáo";
        /// Organization, staff, boundaries.
        Affairs = "affairs", "Nội vụ, bộ máy, cán bộ, địa giới";
        /// Administrative reform, digital transformation.
        Reform = "reform", "Cải cách hành chính, chuyển đổi số";
        /// Ethnic groups, religion.
        Ethnic = "ethnic", "Dân tộc, tôn giáo";
        /// Anything else.
        Other = "other", "Khác";
    }
}

text_enum! {
    /// What the answer comes to (the vocabulary of the councils' reports).
    pub enum Outcome {
        /// The measure is done, with evidence.
        Resolved = "resolved", "Đã giải quyết xong";
        /// Explained: nothing to be done, or the law cited.
        Explained = "explained", "Đã giải trình, cung cấp thông tin";
        /// Being done, with a day.
        InProgress = "in_progress", "Đang giải quyết, có lộ trình";
        /// Taken note of, with a day to come back to it.
        Recorded = "recorded", "Ghi nhận, tiếp thu, nghiên cứu";
        /// Not done, with the reason.
        NotResolved = "not_resolved", "Chưa giải quyết";
        /// Waits for a higher body.
        ForwardedUp = "forwarded_up", "Chuyển cấp trên";
    }
}

impl Outcome {
    /// Ends the matter once the council takes the answer.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Resolved | Self::Explained)
    }

    /// Is nothing without a day.
    pub const fn needs_day(self) -> bool {
        matches!(self, Self::InProgress | Self::Recorded)
    }
}

text_enum! {
    /// What the people of the place say of it.
    pub enum Confirmation {
        /// Đã xong thật.
        Done = "done", "Xã xác nhận đã xong";
        /// Not done, whatever the answer says.
        NotDone = "not_done", "Xã báo chưa xong";
    }
}

text_enum! {
    /// What an entry of the timeline tells.
    pub enum EntryKind {
        /// Written down.
        Received = "received", "Tiếp nhận";
        /// Classified.
        Classified = "classified", "Phân loại";
        /// Forwarded.
        Forwarded = "forwarded", "Chuyển cơ quan giải quyết";
        /// Answered.
        Answered = "answered", "Trả lời";
        /// The answer was taken.
        Accepted = "accepted", "Đồng ý với trả lời";
        /// The answer was not taken.
        Insufficient = "insufficient", "Đề nghị trả lời lại";
        /// The Front says that voters do not agree.
        Objected = "objected", "Cử tri chưa đồng tình";
        /// The Front says that voters agree.
        Agreed = "agreed", "Cử tri đồng tình";
        /// The commune says whether it is really done.
        Confirmed = "confirmed", "Xã xác nhận kết quả";
        /// Joined to another.
        Merged = "merged", "Gộp kiến nghị";
        /// Known as one that was raised before.
        Repeated = "repeated", "Ghi là kiến nghị lại";
        /// Set aside.
        SetAside = "set_aside", "Không thụ lý";
    }
}

/// How many there are, as far as they were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// So many.
    Exactly(i64),
    /// More than so many; the rest was not counted.
    MoreThan(i64),
}

impl Number {
    /// What was counted no further than `most` and one more.
    pub const fn up_to(found: i64, most: i64) -> Self {
        if most < found { Self::MoreThan(most) } else { Self::Exactly(found) }
    }

    /// There are at least so many.
    pub const fn at_least(self) -> i64 {
        match self {
            Self::Exactly(count) => count,
            Self::MoreThan(count) => count.saturating_add(1),
        }
    }
}

/// "1.234", "hơn 10.000".
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(count) => f.write_str(&numbers::print_integer(*count)),
            Self::MoreThan(count) => write!(f, "hơn {}", numbers::print_integer(*count)),
        }
    }
}

record! {
    /// A distinct petition.
    #[derive(Debug, Clone)]
    pub struct Petition {
        /// Its id.
        pub id: PetitionId,
        /// "KN-2020-0147-3", the last a check digit.
        pub code: String,
        /// Whose register it is in.
        pub council_id: OrganizationId,
        /// What is asked; never a voter's name.
        pub text: String,
        /// The unit whose voters ask.
        pub area_id: AreaId,
        /// The hamlet or street in it.
        pub place: String,
        /// From where it came.
        pub source: Source,
        /// The meeting at which it was said.
        pub meeting_id: Option<VoterMeetingId>,
        /// The session for which it was collected.
        pub session_id: Option<SessionId>,
        /// When it was written down.
        pub received_on: Date,
        /// Who is competent.
        pub level: Option<CompetenceLevel>,
        /// The sector.
        pub sector: Option<Sector>,
        /// The committee in charge.
        pub committee_id: Option<OrganizationId>,
        /// Who must answer.
        pub lead_id: Option<OrganizationId>,
        /// Where it stands.
        pub state: State,
        /// When it was forwarded.
        pub forwarded_on: Option<Date>,
        /// When the answer is due.
        pub due_on: Option<Date>,
        /// The transfer slip.
        pub document_id: Option<DocumentId>,
        /// Who owes what by when.
        pub follow_up_id: Option<FollowUpId>,
        /// When it was answered.
        pub answered_on: Option<Date>,
        /// The answer.
        pub answer: String,
        /// Number and date of the answering document.
        pub answer_reference: String,
        /// What the answer comes to.
        pub outcome: Option<Outcome>,
        /// The day on which a plan with a date was taken.
        pub road_on: Option<Date>,
        /// The day that the plan promises.
        pub promised_on: Option<Date>,
        /// When it ended.
        pub closed_on: Option<Date>,
        /// What the place says.
        pub confirmation: Option<Confirmation>,
        /// The one it was merged into.
        pub merged_into: Option<PetitionId>,
        /// The earlier one that it repeats.
        pub repeat_of: Option<PetitionId>,
        /// How often it was raised: 1 for the first time.
        pub times: i64,
        /// Whether anyone may read it.
        pub is_public: bool,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Petition {
    /// Its page in the workspace.
    pub fn path(&self) -> String {
        format!("/lam-viec/kien-nghi/{}", self.id)
    }

    /// Its public page.
    pub fn public_path(&self) -> String {
        format!("/kien-nghi/{}", self.code)
    }

    /// Its end of a link.
    pub(crate) fn node(&self) -> chain::Node {
        chain::Node::new("petition", self.id, &self.code, self.path())
    }

    /// True while something is still owed to the voters.
    pub const fn is_open(&self) -> bool {
        matches!(
            self.state,
            State::Received | State::Classified | State::Forwarded | State::Answered | State::Monitoring
        )
    }

    /// True when the answer's day has passed without one, or a promised day without its end.
    pub fn is_overdue(&self, today: Date) -> bool {
        match self.state {
            State::Forwarded => self.due_on.is_some_and(|due| due < today),
            State::Monitoring => self.promised_on.is_some_and(|day| day < today),
            State::Quarantined
            | State::Received
            | State::Classified
            | State::Answered
            | State::Closed
            | State::Merged
            | State::SetAside => false,
        }
    }

    /// "đã kiến nghị lần thứ 4"; nothing for the first time.
    pub fn repeats(&self) -> Option<String> {
        (self.times > 1).then(|| format!("đã kiến nghị lần thứ {}", self.times))
    }
}

record! {
    /// An entry of a petition's timeline.
    #[derive(Debug, Clone)]
    pub struct Entry {
        /// Its id.
        pub id: PetitionEntryId,
        /// Of which petition.
        pub petition_id: PetitionId,
        /// When.
        pub at_ms: i64,
        /// On which day.
        pub on_date: Date,
        /// By whom.
        pub actor_name: String,
        /// What.
        pub kind: EntryKind,
        /// In words.
        pub text: String,
        /// Whether anyone may read it.
        pub is_public: bool,
    }
}

/// Why a deed is not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state forbids it.
    #[error("Kiến nghị đang ở bước “{}”, chưa làm việc này được.", .0.label())]
    WrongState(State),
    /// Competence, sector or body is missing.
    #[error("{0}: chọn thẩm quyền, lĩnh vực và cơ quan giải quyết trước khi chuyển.")]
    NotClassified(String),
    /// The day is not later than today.
    #[error("Chọn ngày sau hôm nay.")]
    NotLater,
    /// A day is missing.
    #[error("“{}” phải có ngày: bao giờ xong, hoặc bao giờ xem lại.", .0.label())]
    NeedsDay(Outcome),
    /// A reason is missing.
    #[error("Nhập lý do.")]
    NoReason,
    /// Something must show the answer.
    #[error("Nhập nội dung trả lời và số, ngày văn bản.")]
    NoAnswer,
    /// A petition cannot be merged into itself or into one that is gone.
    #[error("Không gộp vào kiến nghị này được.")]
    BadTarget,
    /// The earlier petition must be earlier.
    #[error("Kiến nghị được lặp lại phải có ngày tiếp nhận trước.")]
    NotEarlier,
    /// A meeting's state forbids it.
    #[error("Cuộc tiếp xúc đang ở bước “{}”, chưa làm việc này được.", .0.label())]
    MeetingState(MeetingState),
    /// The meeting has not happened yet.
    #[error("Chưa đến ngày tiếp xúc.")]
    InFuture,
    /// A link that opens for too long.
    #[error("Đường dẫn mở được tối đa {0} ngày.")]
    TooLong(i64),
    /// Nothing was chosen.
    #[error("Chọn ít nhất một kiến nghị.")]
    NoneChosen,
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
