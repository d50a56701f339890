//! Who may do what with the register of sessions.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a session.
    Read,
    /// Enter a session.
    Create,
    /// Correct what was entered.
    Change,
    /// Convene, open, close, postpone, cancel.
    Advance,
    /// Put the dossier into the archive, correct it there, take it out again.
    Archive,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 5] = [Self::Read, Self::Create, Self::Change, Self::Advance, Self::Archive];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem kỳ họp",
            Self::Create => "nhập kỳ họp",
            Self::Change => "sửa kỳ họp",
            Self::Advance => "ghi triệu tập, khai mạc, bế mạc, hoãn, hủy kỳ họp",
            Self::Archive => "lưu trữ hồ sơ kỳ họp, đính chính, mở lại hồ sơ",
        }
    }
}

/// The office and the leadership keep their own council's register; in a commune the council's
/// one account is its office (Luật 77/2015/QH13, Điều 104: the standing committee prepares the
/// sessions). Everyone reads what is public.
pub fn may(actor: &Actor, action: Action, council: OrganizationId, is_public: bool) -> bool {
    let own = actor.serves(council);
    match (actor.role, action) {
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::CommuneCouncil,
            Action::Read,
        ) => is_public || own,
        (
            Role::Specialist
            | Role::OfficeHead
            | Role::Chair
            | Role::StandingCommittee
            | Role::CommuneCouncil,
            Action::Create | Action::Change | Action::Advance | Action::Archive,
        ) => own,
        (
            Role::Visitor
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::Administrator,
            Action::Read,
        ) => is_public,
        (
            Role::Visitor
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::Administrator,
            Action::Create | Action::Change | Action::Advance | Action::Archive,
        ) => false,
    }
}

/// The council whose drafts the actor sees too: the filter of lists, counts and files.
pub fn visible(actor: &Actor) -> Option<OrganizationId> {
    actor.council.filter(|council| may(actor, Action::Read, *council, false))
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    fn council(number: u8) -> OrganizationId {
        OrganizationId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role) -> Actor {
        Actor { role, council: Some(council(1)), ..Actor::visitor() }
    }

    #[test]
    fn only_those_who_keep_the_register_of_a_council_change_it_and_only_their_own() {
        let keepers =
            [Role::Specialist, Role::OfficeHead, Role::Chair, Role::StandingCommittee, Role::CommuneCouncil];
        for role in Role::ALL {
            for action in [Action::Create, Action::Change, Action::Advance, Action::Archive] {
                assert_eq!(may(&actor(role), action, council(1), true), keepers.contains(&role), "{role:?}");
                assert!(!may(&actor(role), action, council(2), true), "{role:?}");
            }
        }
    }

    #[test]
    fn everyone_reads_what_is_public() {
        for role in Role::ALL {
            assert!(may(&actor(role), Action::Read, council(2), true), "{role:?}");
            assert!(!may(&actor(role), Action::Read, council(2), false), "{role:?}");
        }
    }

    #[test]
    fn the_filter_of_lists_shows_what_the_page_would_show() {
        for role in Role::ALL {
            for (whose, is_public) in [(1, true), (1, false), (2, true), (2, false)] {
                let listed = is_public || visible(&actor(role)) == Some(council(whose));
                assert_eq!(listed, may(&actor(role), Action::Read, council(whose), is_public), "{role:?}");
            }
        }
    }
}
