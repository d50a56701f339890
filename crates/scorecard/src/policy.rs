//! Who reads the scorecard and the picture of a quarter, and who takes decisions about it down.

use kernel::{Actor, AreaId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a unit's card.
    Read,
    /// Read the picture of a quarter.
    Picture,
    /// Take down what the council decided about a criterion.
    Decide,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 3] = [Self::Read, Self::Picture, Self::Decide];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem bảng chấm điểm",
            Self::Picture => "xem bức tranh quý",
            Self::Decide => "ghi quyết định về trọng số, chỉ tiêu chấm điểm",
        }
    }
}

/// The rights. `unit` is the unit that is judged, `above` the unit it lies in. A commune reads its
/// own card, not its neighbours'; the council above reads all.
pub fn may(actor: &Actor, action: Action, unit: AreaId, above: Option<AreaId>) -> bool {
    let own = actor.area == Some(unit);
    let below = actor.area.is_some() && actor.area == above;
    match (actor.role, action) {
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate,
            Action::Read,
        ) => own || below,
        (Role::CommuneCouncil, Action::Read | Action::Picture)
        | (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee | Role::Committee,
            Action::Picture,
        )
        | (Role::Specialist | Role::OfficeHead, Action::Decide) => own,
        (
            Role::Chair
            | Role::StandingCommittee
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::CommuneCouncil,
            Action::Decide,
        )
        | (Role::GroupLeader | Role::Delegate, Action::Picture)
        | (
            Role::Visitor
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::Administrator,
            Action::Read | Action::Picture | Action::Decide,
        ) => false,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role, area: u8) -> Actor {
        Actor { role, area: Some(id(area)), ..Actor::visitor() }
    }

    #[test]
    fn a_commune_reads_its_own_card_and_the_district_reads_all() {
        let (district, commune, neighbour) = (id::<AreaId>(1), id::<AreaId>(2), id::<AreaId>(3));
        let own = actor(Role::CommuneCouncil, 2);
        assert!(may(&own, Action::Read, commune, Some(district)));
        assert!(!may(&own, Action::Read, neighbour, Some(district)));
        assert!(!may(&own, Action::Read, district, None));
        let office = actor(Role::Specialist, 1);
        assert!(may(&office, Action::Read, commune, Some(district)));
        assert!(may(&office, Action::Read, district, None));
    }

    #[test]
    fn decisions_are_taken_down_by_the_office_for_its_own_council() {
        let (district, commune) = (id::<AreaId>(1), id::<AreaId>(2));
        for role in Role::ALL {
            let office = matches!(role, Role::Specialist | Role::OfficeHead);
            assert_eq!(may(&actor(role, 1), Action::Decide, district, None), office, "{role:?}");
            assert!(!may(&actor(role, 1), Action::Decide, commune, Some(district)), "{role:?}");
        }
        assert!(!may(&Actor::visitor(), Action::Read, district, None));
    }
}
