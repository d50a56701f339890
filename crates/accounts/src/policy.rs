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
    /// Say where people may sign in instead of by a password, and who they are there.
    KeepProvider,
    /// Give out a code that pairs a delegate's device; only in the own council.
    Pair,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 6] =
        [Self::List, Self::Invite, Self::SetState, Self::SetPerson, Self::KeepProvider, Self::Pair];
    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::List => "xem danh sách tài khoản",
            Self::Invite => "mời người dùng",
            Self::SetState => "khóa, mở tài khoản",
            Self::SetPerson => "gắn tài khoản với đại biểu",
            Self::KeepProvider => "đặt nơi đăng nhập một lần, gắn tài khoản với nơi ấy",
            Self::Pair => "cấp mã ghép thiết bị của đại biểu (cùng HĐND)",
        }
    }
}

/// Accounts are the administrator's alone; an administrator has no say in the council's work. Who
/// keeps a council's sessions pairs the devices of its delegates.
pub fn may(actor: &Actor, action: Action) -> bool {
    match action {
        Action::List | Action::Invite | Action::SetState | Action::SetPerson | Action::KeepProvider => {
            match actor.role {
                Role::Administrator => true,
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
                | Role::CommuneCouncil => false,
            }
        }
        Action::Pair => match actor.role {
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::CommuneCouncil => true,
            Role::Visitor
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::Administrator => false,
        },
    }
}
