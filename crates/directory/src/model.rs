//! Units, organizations, terms, persons, posts.

use db::{record, text_enum};
use kernel::{AreaId, Date, MembershipId, OrganizationId, PersonId, TermId, dates, numbers};

text_enum! {
    /// A level of government; the district level ended on 1/7/2025 (Luật 72/2025/QH15, Điều 51).
    pub enum Tier {
        /// Province, city under the centre.
        Province = "province", "Cấp tỉnh";
        /// District, until 30/6/2025.
        District = "district", "Cấp huyện";
        /// Commune.
        Commune = "commune", "Cấp xã";
    }
}

text_enum! {
    /// The kind of a unit.
    pub enum AreaKind {
        /// Tỉnh.
        Province = "province", "Tỉnh";
        /// Thành phố trực thuộc trung ương.
        Municipality = "municipality", "Thành phố trực thuộc trung ương";
        /// Huyện.
        District = "district", "Huyện";
        /// Quận.
        UrbanDistrict = "urban_district", "Quận";
        /// Thị xã.
        Town = "town", "Thị xã";
        /// Thành phố thuộc tỉnh, thành phố thuộc thành phố.
        City = "city", "Thành phố";
        /// Xã.
        Commune = "commune", "Xã";
        /// Thị trấn.
        Township = "township", "Thị trấn";
        /// Phường.
        Ward = "ward", "Phường";
        /// Đặc khu.
        SpecialZone = "special_zone", "Đặc khu";
    }
}

impl AreaKind {
    /// The level a kind belongs to.
    pub const fn tier(self) -> Tier {
        match self {
            Self::Province | Self::Municipality => Tier::Province,
            Self::District | Self::UrbanDistrict | Self::Town | Self::City => Tier::District,
            Self::Commune | Self::Township | Self::Ward | Self::SpecialZone => Tier::Commune,
        }
    }

    /// The word before the name of a unit of this kind.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Province => "Tỉnh",
            Self::Municipality | Self::City => "Thành phố",
            Self::District => "Huyện",
            Self::UrbanDistrict => "Quận",
            Self::Town => "Thị xã",
            Self::Commune => "Xã",
            Self::Township => "Thị trấn",
            Self::Ward => "Phường",
            Self::SpecialZone => "Đặc khu",
        }
    }

    /// The kind of a unit of this level whose full name begins with the kind's word.
    pub fn of_name(tier: Tier, name: &str) -> Option<Self> {
        let fits = |kind: &Self| name.strip_prefix(kind.prefix()).is_some_and(|rest| rest.starts_with(' '));
        Self::ALL.iter().copied().filter(|kind| kind.tier() == tier).find(fits)
    }
}

record! {
    /// An administrative unit during its validity.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Area {
        /// Its id.
        pub id: AreaId,
        /// The statistics office's code: 2, 3 or 5 digits by level. Not a key by itself.
        pub code: String,
        /// "Xã Thanh Hà".
        pub name: String,
        /// The kind.
        pub kind: AreaKind,
        /// The level.
        pub tier: Tier,
        /// The unit above.
        pub parent_id: Option<AreaId>,
        /// First day of validity.
        pub valid_from: Date,
        /// Last day of validity.
        pub valid_to: Option<Date>,
    }
}

impl Area {
    /// Whether the unit existed on a day.
    pub fn is_valid_on(&self, on: Date) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|last| on <= last)
    }

    /// The name inside a sentence: "xã Thanh Hà".
    pub fn in_sentence(&self) -> String {
        lower_first(&self.name)
    }

    /// The name without the word of its kind: "Thanh Hà".
    pub fn bare_name(&self) -> &str {
        self.name.strip_prefix(self.kind.prefix()).map_or(self.name.as_str(), str::trim_start)
    }

    /// "từ 01/07/2025", "từ 01/02/2020 đến 30/06/2025".
    pub fn validity(&self) -> String {
        match self.valid_to {
            Some(last) => format!("từ {} đến {}", dates::print(self.valid_from), dates::print(last)),
            None => format!("từ {}", dates::print(self.valid_from)),
        }
    }

    /// The unit's page, as it stands on `today`: a unit that is not there today needs its date.
    pub fn path(&self, today: Date) -> String {
        if self.is_valid_on(today) {
            format!("/xa/{}", self.code)
        } else {
            format!("/xa/{}?ngay={}", self.code, dates::iso(self.valid_from))
        }
    }
}

/// "Xã Thanh Hà" → "xã Thanh Hà".
pub(crate) fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

text_enum! {
    /// The kind of an organization.
    pub enum OrganizationKind {
        /// Hội đồng nhân dân.
        Council = "council", "Hội đồng nhân dân";
        /// Thường trực HĐND.
        StandingCommittee = "standing_committee", "Thường trực Hội đồng nhân dân";
        /// Ban của HĐND.
        Committee = "committee", "Ban của Hội đồng nhân dân";
        /// Tổ đại biểu.
        DelegateGroup = "delegate_group", "Tổ đại biểu";
        /// Ủy ban nhân dân.
        PeoplesCommittee = "peoples_committee", "Ủy ban nhân dân";
        /// Cơ quan chuyên môn.
        Department = "department", "Cơ quan chuyên môn";
        /// Ủy ban MTTQ.
        FatherlandFront = "fatherland_front", "Ủy ban Mặt trận Tổ quốc Việt Nam";
        /// Văn phòng.
        Office = "office", "Văn phòng";
        /// Any other body that answers to the council: court, police, statistics.
        Other = "other", "Cơ quan khác";
    }
}

record! {
    /// An organization.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Organization {
        /// Its id.
        pub id: OrganizationId,
        /// The unit it belongs to.
        pub area_id: AreaId,
        /// The kind.
        pub kind: OrganizationKind,
        /// "Hội đồng nhân dân xã Thanh Hà".
        pub name: String,
        /// "HĐND xã Thanh Hà".
        pub short_name: String,
        /// "HĐND": what stands in the numbers of its documents.
        pub symbol: String,
        /// The body it is part of.
        pub parent_id: Option<OrganizationId>,
        /// First day.
        pub founded_on: Option<Date>,
        /// The day from which it is no more.
        pub dissolved_on: Option<Date>,
        /// Its place in lists.
        pub place: i64,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Organization {
    /// Whether it works on a day.
    pub fn works_on(&self, on: Date) -> bool {
        self.founded_on.is_none_or(|first| first <= on) && self.dissolved_on.is_none_or(|end| on < end)
    }
}

record! {
    /// A council's term.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Term {
        /// Its id.
        pub id: TermId,
        /// The council.
        pub council_id: OrganizationId,
        /// Which council of this unit it is: 18 for khóa XVIII.
        pub number: i64,
        /// The opening of the first session.
        pub opened_on: Date,
        /// The day it is due to end.
        pub ends_on: Date,
        /// Delegates elected.
        pub delegates_total: i64,
    }
}

impl Term {
    /// "khóa XVIII".
    pub fn label(&self) -> String {
        format!("khóa {}", numbers::roman(u32::try_from(self.number).unwrap_or(0)))
    }

    /// "nhiệm kỳ 2016 - 2021".
    pub fn years(&self) -> String {
        format!("nhiệm kỳ {} - {}", self.opened_on.year(), self.ends_on.year())
    }
}

record! {
    /// A person.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Person {
        /// Their id.
        pub id: PersonId,
        /// Full name.
        pub name: String,
        /// The key of Vietnamese name lists.
        pub sort_key: String,
        /// True for an invented person of the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

text_enum! {
    /// A post, from high to low; lists are sorted so.
    pub enum Post {
        /// Chủ tịch HĐND.
        Chair = "chair", "Chủ tịch HĐND";
        /// Phó Chủ tịch HĐND.
        ViceChair = "vice_chair", "Phó Chủ tịch HĐND";
        /// Ủy viên Thường trực HĐND.
        StandingMember = "standing_member", "Ủy viên Thường trực HĐND";
        /// Trưởng Ban.
        CommitteeHead = "committee_head", "Trưởng Ban";
        /// Phó Trưởng Ban.
        CommitteeDeputyHead = "committee_deputy_head", "Phó Trưởng Ban";
        /// Ủy viên Ban.
        CommitteeMember = "committee_member", "Ủy viên Ban";
        /// Tổ trưởng Tổ đại biểu.
        GroupLeader = "group_leader", "Tổ trưởng Tổ đại biểu";
        /// Tổ phó Tổ đại biểu.
        GroupDeputyLeader = "group_deputy_leader", "Tổ phó Tổ đại biểu";
        /// Đại biểu HĐND.
        Delegate = "delegate", "Đại biểu HĐND";
        /// Thư ký kỳ họp.
        SessionSecretary = "session_secretary", "Thư ký kỳ họp";
        /// Chánh Văn phòng.
        OfficeHead = "office_head", "Chánh Văn phòng";
        /// Phó Chánh Văn phòng.
        OfficeDeputyHead = "office_deputy_head", "Phó Chánh Văn phòng";
        /// Chuyên viên.
        Specialist = "specialist", "Chuyên viên";
        /// Chủ tịch UBND.
        PcChair = "pc_chair", "Chủ tịch UBND";
        /// Phó Chủ tịch UBND.
        PcViceChair = "pc_vice_chair", "Phó Chủ tịch UBND";
        /// Ủy viên UBND.
        PcMember = "pc_member", "Ủy viên UBND";
        /// Giám đốc sở, Trưởng phòng.
        DepartmentHead = "department_head", "Thủ trưởng cơ quan chuyên môn";
        /// Phó Giám đốc sở, Phó Trưởng phòng.
        DepartmentDeputyHead = "department_deputy_head", "Phó thủ trưởng cơ quan chuyên môn";
        /// Chủ tịch Ủy ban MTTQ.
        FrontChair = "front_chair", "Chủ tịch Ủy ban MTTQ";
        /// Phó Chủ tịch Ủy ban MTTQ.
        FrontViceChair = "front_vice_chair", "Phó Chủ tịch Ủy ban MTTQ";
        /// Ủy viên Thường trực Ủy ban MTTQ.
        FrontStandingMember = "front_standing_member", "Ủy viên Thường trực Ủy ban MTTQ";
    }
}

record! {
    /// A post that a person holds or held, with the organization it is in.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PostHeld {
        /// The membership's id.
        pub id: MembershipId,
        /// Who.
        pub person_id: PersonId,
        /// Where.
        pub organization_id: OrganizationId,
        /// The post.
        pub post: Post,
        /// What the post is called: "Trưởng Ban Pháp chế".
        pub label: String,
        /// Chuyên trách.
        pub is_full_time: bool,
        /// First day.
        pub started_on: Date,
        /// Last day.
        pub ended_on: Option<Date>,
        /// For optimistic changes.
        pub version: i64,
        /// The organization's kind.
        pub organization_kind: OrganizationKind,
        /// The organization's unit.
        pub area_id: AreaId,
        /// The organization's name.
        pub organization_name: String,
    }
}

impl PostHeld {
    /// "từ 24/06/2016", "24/06/2016 - 30/06/2021".
    pub fn period(&self) -> String {
        match self.ended_on {
            Some(last) => format!("{} - {}", dates::print(self.started_on), dates::print(last)),
            None => format!("từ {}", dates::print(self.started_on)),
        }
    }

    /// Whether it is held on a day.
    pub fn is_held_on(&self, on: Date) -> bool {
        self.started_on <= on && self.ended_on.is_none_or(|last| on <= last)
    }
}

record! {
    /// A post of an organization with its holder, as lists show it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Seat {
        /// Who.
        pub person_id: PersonId,
        /// Full name.
        pub name: String,
        /// The key of Vietnamese name lists.
        pub sort_key: String,
        /// Where.
        pub organization_id: OrganizationId,
        /// The post.
        pub post: Post,
        /// What the post is called.
        pub label: String,
        /// Chuyên trách.
        pub is_full_time: bool,
    }
}

/// Why a deed of the directory does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The code is in use on some of these days.
    #[error("Mã {0} đang thuộc đơn vị khác trong thời gian này. Kiểm tra lại mã và ngày hiệu lực.")]
    CodeTaken(String),
    /// The code's length does not fit the level.
    #[error("Mã đơn vị gồm toàn chữ số: 2 số cho cấp tỉnh, 3 số cho cấp huyện, 5 số cho cấp xã.")]
    BadCode,
    /// The last day is before the first.
    #[error("Ngày kết thúc phải từ ngày bắt đầu trở đi. Sửa lại một trong hai ngày.")]
    EndsBeforeItBegins,
    /// The unit that should be linked is unknown.
    #[error("Không có đơn vị hành chính này trong danh mục. Chọn lại đơn vị.")]
    NoSuchArea,
    /// The organization is unknown.
    #[error("Không có cơ quan này trong danh mục. Chọn lại cơ quan.")]
    NoSuchOrganization,
    /// A succession joins a unit to itself, or is there already.
    #[error("Hai đơn vị này đã được nối, hoặc là một. Chọn lại đơn vị kế thừa.")]
    SuccessionKnown,
    /// A term belongs to a council.
    #[error("Chỉ Hội đồng nhân dân có khóa và nhiệm kỳ. Chọn lại cơ quan.")]
    NotACouncil,
    /// The council has this term, or another on these days.
    #[error("Khóa {0} đã có, hoặc trùng thời gian với khóa khác. Kiểm tra số khóa và ngày khai mạc.")]
    TermOverlaps(i64),
    /// There is a working council of this unit.
    #[error("Đơn vị này đã có Hội đồng nhân dân đang hoạt động. Giải thể cơ quan cũ trước khi lập mới.")]
    CouncilExists,
    /// Dissolved already.
    #[error("Cơ quan này đã giải thể. Không sửa thêm được.")]
    Dissolved,
    /// The dissolution is before the foundation, or before somebody took up a post.
    #[error("Ngày giải thể sớm hơn ngày thành lập hoặc ngày có người nhận chức. Chọn ngày muộn hơn.")]
    DissolvedTooEarly,
    /// The post does not belong to such an organization.
    #[error("Chức vụ “{post}” không có ở {kind}. Chọn lại chức vụ hoặc cơ quan.")]
    PostDoesNotFit {
        /// The post's words.
        post: &'static str,
        /// The words of the organization's kind.
        kind: &'static str,
    },
    /// The days of the post are outside the organization's life.
    #[error("Thời gian giữ chức nằm ngoài thời gian hoạt động của cơ quan. Sửa ngày nhận hoặc thôi giữ chức.")]
    OutsideLife,
    /// The person holds the post already.
    #[error("Người này đã giữ chức vụ đó trong thời gian này. Không cần ghi lại.")]
    AlreadyHolds,
    /// Another person holds the post, which only one can.
    #[error("Chức vụ này đang do {0} giữ. Cho thôi giữ chức trước, rồi ghi người mới.")]
    PostTaken(String),
    /// The law forbids the two posts together.
    #[error("{says}: người này đang giữ “{other}”. Căn cứ: {source_text}.")]
    Incompatible {
        /// What the rule says.
        says: String,
        /// The other post.
        other: String,
        /// The article.
        source_text: String,
    },
    /// Too many terms in a row.
    #[error("Đã giữ chức vụ này {served} nhiệm kỳ liên tục ở đơn vị, luật cho phép không quá {limit}. Căn cứ: {source_text}.")]
    TooManyTerms {
        /// Terms in a row before this one.
        served: u32,
        /// The most the law allows.
        limit: u32,
        /// The article.
        source_text: String,
    },
    /// The post is over.
    #[error("Người này đã thôi giữ chức vụ đó. Không cần ghi lại.")]
    AlreadyEnded,
    /// The organization above is of another unit, is the organization itself, or is part of it.
    #[error("Cơ quan cấp trên phải thuộc cùng đơn vị và không phải chính cơ quan này. Chọn lại.")]
    BadParent,
}

impl Refusal {
    /// The field of the form that the refusal belongs to; empty when it belongs to the whole form.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::CodeTaken(_) | Self::BadCode => "ma",
            Self::NoSuchArea | Self::CouncilExists => "don-vi",
            Self::NoSuchOrganization | Self::NotACouncil => "co-quan",
            Self::PostDoesNotFit { .. }
            | Self::AlreadyHolds
            | Self::PostTaken(_)
            | Self::Incompatible { .. }
            | Self::TooManyTerms { .. } => "chuc-vu",
            Self::OutsideLife => "tu-ngay",
            Self::EndsBeforeItBegins => "den-ngay",
            Self::DissolvedTooEarly => "ngay-giai-the",
            Self::BadParent => "cap-tren",
            Self::SuccessionKnown | Self::TermOverlaps(_) | Self::Dissolved | Self::AlreadyEnded => "",
        }
    }
}
