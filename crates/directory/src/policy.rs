//! Who may do what with units, organizations and persons.

use kernel::{Actor, AreaId, Role};

/// The deeds of this area. Reading is everyone's: these are public bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Import the national lists.
    Import,
    /// Add, change and dissolve organizations, add terms.
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
            Self::ChangeOrganization => "lập, sửa, giải thể cơ quan; ghi khóa",
            Self::ChangePerson => "ghi người, chức vụ",
        }
    }
}

/// Whether the actor does such deeds at all, somewhere: opens the registers, shows the links.
pub fn may(actor: &Actor, action: Action) -> bool {
    match (actor.role, action) {
        (Role::Administrator, Action::Import | Action::ChangeOrganization | Action::ChangePerson) => true,
        (Role::Specialist | Role::OfficeHead, Action::ChangeOrganization | Action::ChangePerson) => {
            actor.area.is_some()
        }
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

/// Whether the actor does the deed to a record of this unit. `chain` is the record's unit and
/// the units above it: an office keeps the records of its own unit and of the units below.
/// For lists the same is `store::organizations_within`.
pub fn may_in(actor: &Actor, action: Action, chain: &[AreaId]) -> bool {
    let reaches = actor.role == Role::Administrator || actor.area.is_some_and(|own| chain.contains(&own));
    may(actor, action) && reaches
}

/// Whether the actor keeps the records of every unit.
pub(crate) fn is_everywhere(actor: &Actor) -> bool {
    actor.role == Role::Administrator
}

#[cfg(test)]
mod tests {
    use kernel::{Id, uuid_v7};

    use super::*;

    fn area(n: u8) -> AreaId {
        AreaId::from_uuid(uuid_v7(1, [n; 10]))
    }

    const PROVINCE: u8 = 1;
    const DISTRICT: u8 = 2;
    const COMMUNE: u8 = 3;
    const NEIGHBOUR: u8 = 4;

    /// The unit and the units above it, from below.
    fn chain(unit: u8) -> Vec<AreaId> {
        let codes: &[u8] = match unit {
            PROVINCE => &[PROVINCE],
            DISTRICT => &[DISTRICT, PROVINCE],
            COMMUNE => &[COMMUNE, DISTRICT, PROVINCE],
            other => &[other, PROVINCE],
        };
        codes.iter().map(|n| area(*n)).collect()
    }

    #[test]
    fn every_role_does_exactly_what_the_table_says_in_every_unit() {
        for role in Role::ALL {
            for own in [None, Some(DISTRICT)] {
                let actor = Actor { role, area: own.map(area), ..Actor::visitor() };
                for action in Action::ALL {
                    for unit in [PROVINCE, DISTRICT, COMMUNE, NEIGHBOUR] {
                        let in_reach = own.is_some() && matches!(unit, DISTRICT | COMMUNE);
                        let wanted = match role {
                            Role::Administrator => true,
                            Role::Specialist | Role::OfficeHead => action != Action::Import && in_reach,
                            Role::Visitor
                            | Role::Chair
                            | Role::StandingCommittee
                            | Role::Committee
                            | Role::GroupLeader
                            | Role::Delegate
                            | Role::PeoplesCommittee
                            | Role::Department
                            | Role::FatherlandFront
                            | Role::CommuneCouncil => false,
                        };
                        let found = may_in(&actor, action, &chain(unit));
                        assert_eq!(found, wanted, "{role:?} of {own:?}, {action:?} in {unit}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_registers_open_for_the_office_and_the_administrator_alone() {
        for role in Role::ALL {
            let actor = Actor { role, area: Some(area(DISTRICT)), ..Actor::visitor() };
            let wanted = matches!(role, Role::Specialist | Role::OfficeHead | Role::Administrator);
            assert_eq!(may(&actor, Action::ChangeOrganization), wanted, "{role:?}");
            assert_eq!(may(&actor, Action::ChangePerson), wanted, "{role:?}");
            assert_eq!(may(&actor, Action::Import), role == Role::Administrator, "{role:?}");
        }
    }
}
