//! Who may do what with the chain.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Link two records by hand, and take such a link back.
    Link,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 1] = [Self::Link];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Link => "nối hai bản ghi, bỏ nối",
        }
    }
}

/// The rights: of a record of the office's own council. What may be seen is each area's to say.
pub fn may(actor: &Actor, action: Action, council: OrganizationId) -> bool {
    match (actor.role, action) {
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::CommuneCouncil,
            Action::Link,
        ) => actor.serves(council),
        (
            Role::Visitor
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::Administrator,
            Action::Link,
        ) => false,
    }
}
