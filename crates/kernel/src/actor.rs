//! Who acts.

use crate::ids::{AccountId, AreaId, OrganizationId, PersonId};
use crate::text;

/// What an account may be; rights follow from it in each area's `policy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Anyone without an account: citizens, the press.
    Visitor,
    /// Chuyên viên Văn phòng.
    Specialist,
    /// Lãnh đạo Văn phòng.
    OfficeHead,
    /// Chủ tịch HĐND.
    Chair,
    /// Thường trực HĐND (phó chủ tịch, ủy viên).
    StandingCommittee,
    /// Ban của HĐND.
    Committee,
    /// Tổ đại biểu: tổ trưởng, thư ký.
    GroupLeader,
    /// Đại biểu HĐND.
    Delegate,
    /// UBND: đầu mối.
    PeoplesCommittee,
    /// Phòng, sở của UBND.
    Department,
    /// Ủy ban MTTQ.
    FatherlandFront,
    /// HĐND cấp xã.
    CommuneCouncil,
    /// Quản trị hệ thống.
    Administrator,
}

impl Role {
    /// Every role, in the order of the policy matrix.
    pub const ALL: [Self; 13] = [
        Self::Visitor,
        Self::Specialist,
        Self::OfficeHead,
        Self::Chair,
        Self::StandingCommittee,
        Self::Committee,
        Self::GroupLeader,
        Self::Delegate,
        Self::PeoplesCommittee,
        Self::Department,
        Self::FatherlandFront,
        Self::CommuneCouncil,
        Self::Administrator,
    ];

    /// The stored word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Specialist => "specialist",
            Self::OfficeHead => "office_head",
            Self::Chair => "chair",
            Self::StandingCommittee => "standing_committee",
            Self::Committee => "committee",
            Self::GroupLeader => "group_leader",
            Self::Delegate => "delegate",
            Self::PeoplesCommittee => "peoples_committee",
            Self::Department => "department",
            Self::FatherlandFront => "fatherland_front",
            Self::CommuneCouncil => "commune_council",
            Self::Administrator => "administrator",
        }
    }

    /// The word shown.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Visitor => "Người xem",
            Self::Specialist => "Chuyên viên Văn phòng",
            Self::OfficeHead => "Lãnh đạo Văn phòng",
            Self::Chair => "Chủ tịch HĐND",
            Self::StandingCommittee => "Thường trực HĐND",
            Self::Committee => "Ban của HĐND",
            Self::GroupLeader => "Tổ đại biểu",
            Self::Delegate => "Đại biểu HĐND",
            Self::PeoplesCommittee => "Ủy ban nhân dân",
            Self::Department => "Cơ quan chuyên môn",
            Self::FatherlandFront => "Ủy ban MTTQ",
            Self::CommuneCouncil => "HĐND cấp xã",
            Self::Administrator => "Quản trị",
        }
    }

    /// The office of the council: those who prepare and send in its name.
    pub const fn is_office(self) -> bool {
        matches!(self, Self::Specialist | Self::OfficeHead)
    }

    /// Those who keep a council's sessions: its office and its leadership; in a commune the council's
    /// one account is both (Luật 77/2015/QH13, Điều 104).
    pub const fn keeps_sessions(self) -> bool {
        match self {
            Self::Specialist
            | Self::OfficeHead
            | Self::Chair
            | Self::StandingCommittee
            | Self::CommuneCouncil => true,
            Self::Visitor
            | Self::Committee
            | Self::GroupLeader
            | Self::Delegate
            | Self::PeoplesCommittee
            | Self::Department
            | Self::FatherlandFront
            | Self::Administrator => false,
        }
    }

    /// Those who decide in the council's name.
    pub const fn is_leadership(self) -> bool {
        matches!(self, Self::Chair | Self::StandingCommittee)
    }
}

impl std::str::FromStr for Role {
    type Err = UnknownRole;
    fn from_str(word: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == word).ok_or(UnknownRole)
    }
}

/// The stored word names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown role")]
pub struct UnknownRole;

/// The one who acts: an account with its place, or a visitor, or the system itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// None for a visitor and for the system's own deeds.
    pub account: Option<AccountId>,
    /// The name shown in the journal: the office's name for the account, never a citizen's.
    pub name: String,
    /// What the account may be.
    pub role: Role,
    /// The unit the account belongs to.
    pub area: Option<AreaId>,
    /// The organization the account acts for.
    pub organization: Option<OrganizationId>,
    /// The council whose work the account belongs to (for UBND and MTTQ: the council of
    /// their unit).
    pub council: Option<OrganizationId>,
    /// The delegate whose votes this account gives.
    pub person: Option<PersonId>,
}

impl Actor {
    /// Anyone without an account.
    pub fn visitor() -> Self {
        Self {
            account: None,
            name: "Người xem".to_owned(),
            role: Role::Visitor,
            area: None,
            organization: None,
            council: None,
            person: None,
        }
    }

    /// The system itself, for work that happens by the clock, and for installation.
    pub fn system() -> Self {
        Self { name: "Hệ thống".to_owned(), role: Role::Administrator, ..Self::visitor() }
    }

    /// True for someone who has signed in.
    pub fn is_signed_in(&self) -> bool {
        self.account.is_some()
    }

    /// True when the actor speaks for this organization.
    pub fn acts_for(&self, organization: OrganizationId) -> bool {
        self.organization == Some(organization)
    }

    /// True when the actor belongs to this council's work.
    pub fn serves(&self, council: OrganizationId) -> bool {
        self.council == Some(council)
    }

    /// The office or the leadership of this very council.
    pub fn runs(&self, council: OrganizationId) -> bool {
        self.serves(council) && (self.role.is_office() || self.role.is_leadership())
    }

    /// Two letters for the round mark beside the name.
    pub fn initials(&self) -> String {
        text::initials(&self.name)
    }
}
