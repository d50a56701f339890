//! Who says whether reports are taken.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Open and close it, give keys and take them back.
    Keep,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 1] = [Self::Keep];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Keep => "mở, đóng việc nhận phản ánh qua Open311; cấp, thu hồi khóa",
        }
    }
}

/// The administrator, and the head of the office that reads what comes.
pub fn may(actor: &Actor, action: Action, council: OrganizationId) -> bool {
    match (actor.role, action) {
        (Role::Administrator, Action::Keep) => true,
        (Role::OfficeHead, Action::Keep) => actor.serves(council),
        (
            Role::Visitor
            | Role::Specialist
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
