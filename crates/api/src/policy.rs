//! Who may give keys.

use kernel::{Actor, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See, make and revoke keys.
    Keep,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 1] = [Self::Keep];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Keep => "lập, thu hồi khóa API của cơ quan",
        }
    }
}

/// Keys are like accounts: the administrator's alone, who has no say in what is done with them.
pub fn may(actor: &Actor, action: Action) -> bool {
    match (actor.role, action) {
        (Role::Administrator, Action::Keep) => true,
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
            | Role::CommuneCouncil,
            Action::Keep,
        ) => false,
    }
}
