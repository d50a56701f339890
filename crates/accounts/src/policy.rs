//! Who may do what with accounts.

use kernel::{Actor, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See the list of accounts.
    List,
    /// Invite someone.
    Invite,
    /// Suspend, and let in again.
    SetState,
    /// Say whose votes it gives.
    SetPerson,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 4] = [Self::List, Self::Invite, Self::SetState, Self::SetPerson];
    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::List => "xem danh sách tài khoản",
            Self::Invite => "mời người dùng",
            Self::SetState => "khóa, mở tài khoản",
            Self::SetPerson => "gắn tài khoản với đại biểu",
        }
    }
}

/// Accounts are the administrator's alone; an administrator has no say in the council's work.
pub fn may(actor: &Actor, action: Action) -> bool {
    match (actor.role, action) {
        (Role::Administrator, Action::List | Action::Invite | Action::SetState | Action::SetPerson) => true,
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
            Action::List | Action::Invite | Action::SetState | Action::SetPerson,
        ) => false,
    }
}
