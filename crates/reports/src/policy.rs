//! Who may enter figures. Reading is everyone's: they are public statistics.

use kernel::{Actor, AreaId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Enter the figures of the own unit.
    Enter,
    /// Enter them for a unit below: nhập hộ.
    EnterOnBehalf,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 2] = [Self::Enter, Self::EnterOnBehalf];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Enter => "nhập số liệu của đơn vị mình",
            Self::EnterOnBehalf => "nhập hộ đơn vị cấp dưới",
        }
    }
}

/// The rights. `unit` is the unit of the figures, `above` the unit it lies in.
pub fn may(actor: &Actor, action: Action, unit: AreaId, above: Option<AreaId>) -> bool {
    let own = actor.area == Some(unit);
    let below = actor.area.is_some() && actor.area == above;
    match (actor.role, action) {
        (Role::Specialist | Role::OfficeHead | Role::CommuneCouncil, Action::Enter) => own,
        (Role::Specialist | Role::OfficeHead, Action::EnterOnBehalf) => below,
        (Role::CommuneCouncil, Action::EnterOnBehalf)
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
            | Role::Administrator,
            Action::Enter | Action::EnterOnBehalf,
        ) => false,
    }
}
