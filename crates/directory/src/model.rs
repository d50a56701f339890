//! Units, organizations, terms, persons and posts.

use db::{record, text_enum};
use kernel::{AreaId, Date, MembershipId, OrganizationId, PersonId, TermId, period};

text_enum! {
    /// What kind of unit.
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
        /// Thành phố thuộc tỉnh, thuộc thành phố.
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

text_enum! {
    /// Which tier of government.
    pub enum Tier {
        /// Cấp tỉnh.
        Province = "province", "Cấp tỉnh";
        /// Cấp huyện, until 30/6/2025.
        District = "district", "Cấp huyện";
        /// Cấp xã.
        Commune = "commune", "Cấp xã";
    }
}

text_enum! {
    /// What kind of organization.
    pub enum OrganizationKind {
        /// Hội đồng nhân dân.
        Council = "council", "Hội đồng nhân dân";
        /// Thường trực HĐND.
        StandingCommittee = "standing_committee", "Thường trực HĐND";
        /// Ban của HĐND.
        Committee = "committee", "Ban của HĐND";
        /// Tổ đại biểu.
        DelegateGroup = "delegate_group", "Tổ đại biểu";
        /// UBND.
        PeoplesCommittee = "peoples_committee", "Ủy ban nhân dân";
        /// Phòng, sở.
        Department = "department", "Cơ quan chuyên môn";
        /// MTTQ.
        FatherlandFront = "fatherland_front", "Ủy ban MTTQ";
        /// Văn phòng.
        Office = "office", "Văn phòng";
        /// Khác.
        Other = "other", "Cơ quan khác";
    }
}

text_enum! {
    /// A post (chức vụ), from high to low: lists of seats are sorted so.
    pub enum Post {
        /// Chủ tịch HĐND.
        Chair = "chair", "Chủ tịch HĐND";
        /// Phó Chủ tịch HĐND.
        ViceChair = "vice_chair", "Phó Chủ tịch HĐND";
        /// Ủy viên Thường trực.
        StandingMember = "standing_member", "Ủy viên Thường trực HĐND";
        /// Trưởng Ban.
        CommitteeHead = "committee_head", "Trưởng Ban";
        /// Phó Trưởng Ban.
        CommitteeDeputyHead = "committee_deputy_head", "Phó Trưởng Ban";
        /// Ủy viên Ban.
        CommitteeMember = "committee_member", "Ủy viên Ban";
        /// Tổ trưởng.
        GroupLeader = "group_leader", "Tổ trưởng Tổ đại biểu";
        /// Tổ phó.
        GroupDeputyLeader = "group_deputy_leader", "Tổ phó Tổ đại biểu";
        /// Đại biểu.
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
        /// Trưởng phòng, giám đốc sở.
        DepartmentHead = "department_head", "Trưởng phòng";
        /// Phó Trưởng phòng, phó giám đốc sở.
        DepartmentDeputyHead = "department_deputy_head", "Phó Trưởng phòng";
        /// Chủ tịch MTTQ.
        FrontChair = "front_chair", "Chủ tịch Ủy ban MTTQ";
        /// Phó Chủ tịch MTTQ.
        FrontViceChair = "front_vice_chair", "Phó Chủ tịch Ủy ban MTTQ";
        /// Ủy viên Thường trực MTTQ.
        FrontStandingMember = "front_standing_member", "Ủy viên Thường trực MTTQ";
    }
}

record! {
    /// A unit during its validity.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Area {
        /// Its id.
        pub id: AreaId,
        /// The official code; codes are used again by later units.
        pub code: String,
        /// "Xã Thanh Hà".
        pub name: String,
        /// Its kind.
        pub kind: AreaKind,
        /// Its tier.
        pub tier: Tier,
        /// The unit it lies in.
        pub parent_id: Option<AreaId>,
        /// The first day.
        pub valid_from: Date,
        /// The last day.
        pub valid_to: Option<Date>,
    }
}

impl Area {
    /// True on this day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The address of its page.
    pub fn path(&self) -> String {
        format!("/xa/{}", self.code)
    }

    /// "Thanh Hà", without the word for its kind.
    pub fn bare_name(&self) -> &str {
        let words = if matches!(
            self.kind,
            AreaKind::Commune
                | AreaKind::Ward
                | AreaKind::Province
                | AreaKind::District
                | AreaKind::UrbanDistrict
        ) {
            1
        } else {
            2
        };
        let mut rest = self.name.as_str();
        for _ in 0..words {
            rest = rest.split_once(' ').map_or(rest, |(_, after)| after);
        }
        rest
    }

    /// "xã Thanh Hà", inside a sentence.
    pub fn in_sentence(&self) -> String {
        lower_first(&self.name)
    }
}

record! {
    /// An organization.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Organization {
        /// Its id.
        pub id: OrganizationId,
        /// Its unit.
        pub area_id: AreaId,
        /// Its kind.
        pub kind: OrganizationKind,
        /// "Hội đồng nhân dân xã Thanh Hà".
        pub name: String,
        /// "HĐND xã Thanh Hà".
        pub short_name: String,
        /// The symbol in document numbers: "HĐND-TT".
        pub symbol: String,
        /// The organization it is part of.
        pub parent_id: Option<OrganizationId>,
        /// Since when.
        pub founded_on: Option<Date>,
        /// From this day on it is no more.
        pub dissolved_on: Option<Date>,
        /// Its place in lists.
        pub place: i64,
        /// For optimistic changes.
        pub version: i64,
    }
}

impl Organization {
    /// True on this day.
    pub fn works_on(&self, day: Date) -> bool {
        self.founded_on.is_none_or(|first| first <= day) && self.dissolved_on.is_none_or(|last| day < last)
    }
}

record! {
    /// A council's term (khóa).
    #[derive(Debug, Clone, PartialEq)]
    pub struct Term {
        /// Its id.
        pub id: TermId,
        /// The council.
        pub council_id: OrganizationId,
        /// Its number, printed in Roman.
        pub number: i64,
        /// The opening of its first session.
        pub opened_on: Date,
        /// Its end.
        pub ends_on: Date,
        /// Delegates elected.
        pub delegates_total: i64,
    }
}

impl Term {
    /// "khóa XVIII".
    pub fn label(&self) -> String {
        period::council_term(u32::try_from(self.number).unwrap_or(0))
    }

    /// "nhiệm kỳ 2016 - 2021".
    pub fn years(&self) -> String {
        period::legislative_term(self.opened_on.year(), self.ends_on.year())
    }
}

record! {
    /// A person.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Person {
        /// Its id.
        pub id: PersonId,
        /// As written: family name first.
        pub name: String,
        /// The stored key that sorts by given name.
        pub sort_key: String,
        /// Invented for the demonstration.
        pub is_demonstration: bool,
        /// For optimistic changes.
        pub version: i64,
    }
}

record! {
    /// A post held over time, with the names around it.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Membership {
        /// Its id.
        pub id: MembershipId,
        /// Who.
        pub person_id: PersonId,
        /// Where.
        pub organization_id: OrganizationId,
        /// As what.
        pub post: Post,
        /// "Phó Chủ tịch HĐND huyện".
        pub label: String,
        /// Chuyên trách.
        pub is_full_time: bool,
        /// Since.
        pub started_on: Date,
        /// Until.
        pub ended_on: Option<Date>,
        /// For optimistic changes.
        pub version: i64,
    }
}

record! {
    /// A post with its holder and organization, as the rules see it. Both days are included.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Holding {
        /// The post.
        pub post: Post,
        /// What it is called.
        pub label: String,
        /// The holder's full name.
        pub holder: String,
        /// The organization.
        pub organization: OrganizationId,
        /// The organization's name.
        pub organization_name: String,
        /// The organization's kind.
        pub kind: OrganizationKind,
        /// The organization's unit: the same unit is the same level.
        pub area: AreaId,
        /// First day.
        pub from: Date,
        /// Last day.
        pub to: Option<Date>,
    }
}

impl Holding {
    /// Whether the two have a day in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        let reaches = |last: Option<Date>, first: Date| last.is_none_or(|last| first <= last);
        reaches(self.to, other.from) && reaches(other.to, self.from)
    }
}

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The law forbids the two posts together.
    #[error(
        "{says}; người này giữ “{other}” trong thời gian đó. Căn cứ: {source_text}. Kết thúc một trong hai chức vụ trước."
    )]
    Incompatible {
        /// What the rule says.
        says: String,
        /// The other post.
        other: String,
        /// The article.
        source_text: String,
    },
    /// Too many terms in a row.
    #[error(
        "Người này đã giữ chức vụ đó {served} nhiệm kỳ liên tục ở đơn vị; luật cho phép không quá {limit}. Căn cứ: {source_text}. Chọn người khác hoặc kiểm tra lại ngày."
    )]
    TooManyTerms {
        /// Terms in a row before this one.
        served: u32,
        /// The most the law allows.
        limit: u32,
        /// The article.
        source_text: String,
    },
    /// The post does not belong to such an organization.
    #[error("Chức vụ “{post}” không có ở cơ quan loại “{kind}”. Chọn lại chức vụ hoặc cơ quan.")]
    PostDoesNotFit {
        /// The post's words.
        post: &'static str,
        /// The words of the organization's kind.
        kind: &'static str,
    },
    /// The last day is before the first.
    #[error("Ngày kết thúc phải từ ngày bắt đầu trở đi. Sửa lại một trong hai ngày.")]
    EndsBeforeItBegins,
    /// The post begins before the organization or ends after it.
    #[error("Ngày giữ chức vụ nằm ngoài thời gian hoạt động của cơ quan. Kiểm tra lại ngày.")]
    OutsideLife,
    /// The person holds the post already.
    #[error("Người này đã giữ chức vụ đó trong thời gian này. Không cần ghi lại.")]
    AlreadyHolds,
    /// Another person holds the post, which only one can.
    #[error("Đã có người giữ chức vụ này trong thời gian đó: {0}. Kết thúc chức vụ cũ trước.")]
    Taken(String),
    /// The post is over.
    #[error("Chức vụ này đã kết thúc ngày {0}. Chỉ sửa được sang ngày sớm hơn.")]
    AlreadyEnded(String),
    /// The term is there already.
    #[error("Khóa này đã có trong danh sách của HĐND.")]
    TermKnown,
    /// The organization would end before it began.
    #[error("Ngày giải thể phải sau ngày thành lập. Kiểm tra lại ngày.")]
    BadDissolution,
    /// The organization would end before somebody took up a post in it.
    #[error("Có người nhận chức vụ ở cơ quan này ngày {0}. Chọn ngày giải thể sau ngày đó.")]
    DissolvedBeforePost(String),
    /// The heir is the organization itself, or is not at work on the day.
    #[error("Cơ quan kế thừa phải là cơ quan khác, đang hoạt động vào ngày giải thể. Chọn lại cơ quan.")]
    BadSuccessor,
    /// The file cannot be taken in.
    #[error("{0}")]
    Import(String),
}

impl Refusal {
    /// The field of the post's form that the refusal belongs to.
    pub(crate) const fn field(&self) -> &'static str {
        match self {
            Self::EndsBeforeItBegins => "den-ngay",
            Self::OutsideLife => "tu-ngay",
            Self::AlreadyEnded(_) => "ket-thuc",
            Self::BadDissolution | Self::DissolvedBeforePost(_) | Self::BadSuccessor => "giai-the",
            Self::Incompatible { .. }
            | Self::TooManyTerms { .. }
            | Self::PostDoesNotFit { .. }
            | Self::AlreadyHolds
            | Self::Taken(_)
            | Self::TermKnown
            | Self::Import(_) => "chuc-vu",
        }
    }
}

/// "xã Thanh Hà" from "Xã Thanh Hà", inside a sentence.
pub(crate) fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
