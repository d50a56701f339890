//! Who may do what with units, organizations and persons.

use kernel::{Actor, Role};

/// The deeds of this area. Reading is everyone's: these are public bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Import the national lists.
    Import,
    /// Add and change organizations and terms.
    ChangeOrganization,
    /// Add persons, and give and end posts.
    ChangePerson,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 3] = [Self::Import, Self::ChangeOrganization, Self::ChangePerson];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Import => "nhập danh mục đơn vị",
            Self::ChangeOrganization => "lập, sửa cơ quan, khóa",
            Self::ChangePerson => "ghi người, chức vụ",
        }
    }
}

/// The rights.
pub fn may(actor: &Actor, action: Action) -> bool {
    match (actor.role, action) {
        (Role::Administrator, Action::Import | Action::ChangeOrganization | Action::ChangePerson)
        | (Role::Specialist | Role::OfficeHead, Action::ChangeOrganization | Action::ChangePerson) => true,
        (Role::Specialist | Role::OfficeHead, Action::Import)
        | (
            Role::Visitor
            | Role::Chair
            | Role::StandingCommittee
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Import | Action::ChangeOrganization | Action::ChangePerson,
        ) => false,
    }
}
