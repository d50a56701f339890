//! Who may keep the directory. Everyone may read what it publishes.

use kernel::{Actor, AreaId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Open the registers of organizations and persons in the workspace.
    List,
    /// Add and change organizations and terms, dissolve organizations.
    KeepOrganizations,
    /// Add persons, and give and end posts.
    KeepPosts,
    /// Add units and successions, import the national lists.
    KeepAreas,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 4] = [Self::List, Self::KeepOrganizations, Self::KeepPosts, Self::KeepAreas];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::List => "xem sổ cơ quan, sổ người",
            Self::KeepOrganizations => "ghi, sửa, giải thể cơ quan; ghi khóa",
            Self::KeepPosts => "ghi người; ghi, cho thôi chức vụ",
            Self::KeepAreas => "ghi đơn vị hành chính, nhập danh mục",
        }
    }
}

/// The rights. `chain` is the unit of the record and the units above it: an office keeps the
/// records of its own unit and of the units below; an empty chain is a record of no unit.
pub fn may(actor: &Actor, action: Action, chain: &[AreaId]) -> bool {
    let own = actor.area.is_some_and(|area| chain.is_empty() || chain.contains(&area));
    match (actor.role, action) {
        (Role::Administrator, Action::List | Action::KeepOrganizations | Action::KeepPosts | Action::KeepAreas) => true,
        (Role::Specialist | Role::OfficeHead, Action::List | Action::KeepOrganizations | Action::KeepPosts) => own,
        (Role::Specialist | Role::OfficeHead, Action::KeepAreas) => false,
        (
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
            Action::List | Action::KeepOrganizations | Action::KeepPosts | Action::KeepAreas,
        ) => false,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, uuid_v7};

    use super::*;

    fn area(n: u8) -> AreaId {
        AreaId::from_uuid(uuid_v7(1, [n; 10]))
    }

    #[test]
    fn an_office_keeps_its_own_unit_and_those_below_and_no_neighbour() {
        let office = Actor { role: Role::Specialist, area: Some(area(1)), ..Actor::visitor() };
        assert!(may(&office, Action::KeepOrganizations, &[area(1)]));
        assert!(may(&office, Action::KeepPosts, &[area(9), area(1)]));
        assert!(!may(&office, Action::KeepPosts, &[area(9), area(2)]));
        assert!(!may(&office, Action::KeepAreas, &[area(1)]));
    }

    #[test]
    fn only_office_and_administrator_open_the_registers() {
        for role in Role::ALL {
            let actor = Actor { role, area: Some(area(1)), ..Actor::visitor() };
            let wanted = matches!(role, Role::Specialist | Role::OfficeHead | Role::Administrator);
            assert_eq!(may(&actor, Action::List, &[]), wanted, "{role:?}");
        }
    }
}
