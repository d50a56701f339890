//! Who may tell other systems.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See and keep the addresses of a council.
    Keep,
    /// Say which hosts may be sent to.
    Allow,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 2] = [Self::Keep, Self::Allow];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Keep => "đặt địa chỉ nhận tin của HĐND, xem khóa ký, gửi lại",
            Self::Allow => "cho phép máy chủ được nhận tin",
        }
    }
}

/// The head of an office says who is told of its council's deeds; to which hosts the installation
/// sends at all is the administrator's word.
pub fn may(actor: &Actor, action: Action, council: Option<OrganizationId>) -> bool {
    match (actor.role, action) {
        (Role::OfficeHead, Action::Keep) => council.is_some_and(|council| actor.serves(council)),
        (Role::Administrator, Action::Allow) => true,
        (
            Role::Visitor
            | Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil
            | Role::Administrator,
            _,
        ) => false,
    }
}
