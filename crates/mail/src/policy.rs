//! Who may keep the server, and who may be told.

use kernel::{Actor, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Name the server, try it out, see what was sent, send again.
    Keep,
    /// Say what oneself is told.
    Subscribe,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 2] = [Self::Keep, Self::Subscribe];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Keep => "đặt máy gửi thư điện tử, xem thư đã gửi, gửi lại",
            Self::Subscribe => "đặt thư báo việc cho chính mình",
        }
    }
}

/// The server is the administrator's; what somebody is told is everyone's own word.
pub fn may(actor: &Actor, action: Action) -> bool {
    match (actor.role, action) {
        (Role::Administrator, Action::Keep)
        | (
            Role::Specialist
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
            Action::Subscribe,
        ) => true,
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
        )
        | (Role::Visitor, Action::Subscribe) => false,
    }
}
