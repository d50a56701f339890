//! Who may do what on the portal.

use kernel::{Actor, OrganizationId, Role};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See drafts and what was withdrawn.
    ReadDraft,
    /// Write, publish and withdraw news.
    EditNews,
    /// Put the council's own limit in the place of a rule's.
    SetOwnRule,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 3] = [Self::ReadDraft, Self::EditNews, Self::SetOwnRule];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ReadDraft => "xem tin nháp, tin đã gỡ",
            Self::EditNews => "soạn, đăng, gỡ tin",
            Self::SetOwnRule => "đặt quy tắc riêng của Hội đồng nhân dân",
        }
    }
}

/// The office writes; the leadership reads along. The council's own limits are set by its
/// leadership, or by the head of the office in its name.
pub fn may(actor: &Actor, action: Action, council: OrganizationId) -> bool {
    let serves = actor.serves(council);
    match (actor.role, action) {
        (Role::OfficeHead, Action::ReadDraft | Action::EditNews | Action::SetOwnRule)
        | (Role::Specialist, Action::ReadDraft | Action::EditNews)
        | (Role::Chair | Role::StandingCommittee, Action::ReadDraft | Action::SetOwnRule) => serves,
        (Role::Specialist, Action::SetOwnRule)
        | (Role::Chair | Role::StandingCommittee, Action::EditNews)
        | (
            Role::Visitor
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil
            | Role::Administrator,
            Action::ReadDraft | Action::EditNews | Action::SetOwnRule,
        ) => false,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id as _, uuid_v7};

    use super::*;

    fn council(number: u8) -> OrganizationId {
        OrganizationId::from_uuid(uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role, of: OrganizationId) -> Actor {
        Actor { role, council: Some(of), ..Actor::visitor() }
    }

    #[test]
    fn only_the_office_of_this_council_writes_its_news() {
        let writers: Vec<Role> = Role::ALL
            .into_iter()
            .filter(|role| may(&actor(*role, council(1)), Action::EditNews, council(1)))
            .collect();
        assert_eq!(writers, [Role::Specialist, Role::OfficeHead]);
        assert!(!may(&actor(Role::Specialist, council(2)), Action::EditNews, council(1)));
    }

    #[test]
    fn a_specialist_does_not_change_the_law_of_the_house() {
        let setters: Vec<Role> = Role::ALL
            .into_iter()
            .filter(|role| may(&actor(*role, council(1)), Action::SetOwnRule, council(1)))
            .collect();
        assert_eq!(setters, [Role::OfficeHead, Role::Chair, Role::StandingCommittee]);
    }

    #[test]
    fn nobody_outside_reads_a_draft() {
        for role in Role::ALL {
            assert!(!may(&actor(role, council(2)), Action::ReadDraft, council(1)), "{role:?}");
        }
    }
}
