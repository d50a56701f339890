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
    /// A post (chức vụ).
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

    /// "xã Thanh Hà", inside a sentence.
    pub fn lower_name(&self) -> String {
        let mut chars = self.name.chars();
        chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
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

/// Why a deed does not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The law forbids the two posts together.
    #[error("{0}")]
    Incompatible(String),
    /// The post begins before the organization or ends before it begins.
    #[error("Ngày giữ chức vụ nằm ngoài thời gian hoạt động của cơ quan. Kiểm tra lại ngày.")]
    OutsideLife,
    /// The post is held already.
    #[error("Đã có người giữ chức vụ này trong thời gian đó: {0}. Kết thúc chức vụ cũ trước.")]
    Taken(String),
    /// The term is there already.
    #[error("Khóa này đã có trong danh sách của HĐND.")]
    TermKnown,
    /// Still in use.
    #[error("Ngày giải thể phải sau ngày thành lập.")]
    BadDissolution,
    /// The file cannot be taken in.
    #[error("{0}")]
    Import(String),
}
