//! Who may do what with outgoing documents.

use kernel::{Actor, OrganizationId, Role};

use crate::model::State;

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read it.
    Read,
    /// Draft one, and change a draft.
    Draft,
    /// Give it its number and send it.
    Issue,
    /// Take it back.
    Recall,
    /// Say how the council words its papers of a kind.
    Template,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 5] = [Self::Read, Self::Draft, Self::Issue, Self::Recall, Self::Template];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem văn bản",
            Self::Draft => "soạn, sửa dự thảo",
            Self::Issue => "phát hành, lấy số",
            Self::Recall => "thu hồi văn bản",
            Self::Template => "đặt mẫu văn bản của HĐND",
        }
    }
}

/// What the rights depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The council in whose name the document is issued.
    pub council: Option<OrganizationId>,
    /// Where it stands.
    pub state: State,
    /// Whether it is public once issued.
    pub is_public: bool,
    /// Whether it lies, or will lie, in an inbox of the actor.
    pub is_addressed: bool,
}

impl Standing {
    fn is_open_to_all(self) -> bool {
        self.is_public && self.state == State::Issued
    }

    /// A recalled document still shows to those who got it, or they would act on it.
    fn was_sent_to_actor(self) -> bool {
        self.is_addressed && self.state != State::Draft
    }
}

/// The rights, by role and place. Basis: Nghị định 30/2020/NĐ-CP, Điều 13 (who signs), Điều 14
/// to 19 (the office numbers, sends and recalls).
pub fn may(actor: &Actor, action: Action, document: Standing) -> bool {
    let own = document.council.is_some_and(|council| actor.serves(council));
    let reads = document.is_open_to_all() || document.was_sent_to_actor();
    match (actor.role, action) {
        (Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee, Action::Read) => {
            own || reads
        }
        (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            Action::Draft | Action::Issue | Action::Recall,
        )
        | (Role::OfficeHead | Role::Chair | Role::StandingCommittee, Action::Template) => own,
        (
            Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil,
            Action::Read,
        ) => reads,
        (Role::Visitor | Role::Administrator, Action::Read) => document.is_open_to_all(),
        (
            Role::Visitor
            | Role::Committee
            | Role::GroupLeader
            | Role::Delegate
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront
            | Role::CommuneCouncil
            | Role::Administrator,
            Action::Draft | Action::Issue | Action::Recall | Action::Template,
        )
        | (Role::Specialist, Action::Template) => false,
    }
}

/// The council whose whole register the actor sees, beside [`may`]: the list then holds the
/// documents of that council's organizations.
pub fn register_of(actor: &Actor) -> Option<OrganizationId> {
    actor.council.filter(|council| actor.runs(*council))
}

/// Whether letters to the council and its Standing Committee are this actor's to open, besides
/// those to the own organization.
pub const fn opens_for_council(role: Role) -> bool {
    match role {
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organization(number: u8) -> OrganizationId {
        format!("01752b3c-0000-7000-8000-0000000000{number:02x}").parse().unwrap()
    }

    fn actor(role: Role, council: u8) -> Actor {
        Actor { role, council: Some(organization(council)), ..Actor::visitor() }
    }

    fn standing(state: State, is_public: bool, is_addressed: bool) -> Standing {
        Standing { council: Some(organization(1)), state, is_public, is_addressed }
    }

    #[test]
    fn office_and_leadership_of_the_council_draft_issue_and_recall_and_nobody_else() {
        for role in Role::ALL {
            for action in [Action::Draft, Action::Issue, Action::Recall] {
                let own = may(&actor(role, 1), action, standing(State::Draft, true, true));
                assert_eq!(own, role.is_office() || role.is_leadership(), "{role:?} {action:?}");
                assert!(
                    !may(&actor(role, 2), action, standing(State::Draft, true, true)),
                    "{role:?} {action:?}"
                );
            }
        }
    }

    #[test]
    fn the_wording_is_set_by_the_head_of_the_office_and_the_leadership_for_their_own_council_alone() {
        for role in Role::ALL {
            let standing = standing(State::Draft, false, false);
            let own = may(&actor(role, 1), Action::Template, standing);
            assert_eq!(own, role == Role::OfficeHead || role.is_leadership(), "{role:?}");
            assert!(!may(&actor(role, 2), Action::Template, standing), "{role:?}");
        }
    }

    #[test]
    fn an_issued_public_document_is_read_by_everyone_and_before_and_after_by_the_council_alone() {
        for role in Role::ALL {
            let stranger = actor(role, 2);
            assert!(may(&stranger, Action::Read, standing(State::Issued, true, false)), "{role:?}");
            for state in [State::Draft, State::Recalled] {
                assert!(!may(&stranger, Action::Read, standing(state, true, false)), "{role:?} {state:?}");
            }
            assert!(!may(&stranger, Action::Read, standing(State::Issued, false, false)), "{role:?}");
        }
        assert!(may(&actor(Role::Specialist, 1), Action::Read, standing(State::Draft, false, false)));
        assert!(!may(&actor(Role::Delegate, 1), Action::Read, standing(State::Draft, false, false)));
    }

    #[test]
    fn an_addressee_reads_what_was_sent_and_sees_that_it_was_recalled_but_no_draft() {
        for role in Role::ALL {
            let is_member = !matches!(role, Role::Visitor | Role::Administrator);
            for state in [State::Issued, State::Recalled] {
                assert_eq!(
                    may(&actor(role, 2), Action::Read, standing(state, false, true)),
                    is_member,
                    "{role:?}"
                );
            }
            assert!(!may(&actor(role, 2), Action::Read, standing(State::Draft, false, true)), "{role:?}");
        }
    }

    #[test]
    fn the_register_shows_to_those_who_may_read_every_draft_in_it() {
        for role in Role::ALL {
            let who = actor(role, 1);
            let reads_all = may(&who, Action::Read, standing(State::Draft, false, false));
            assert_eq!(register_of(&who).is_some(), reads_all, "{role:?}");
        }
    }
}
