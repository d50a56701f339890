//! Who may do what with programmes.

use kernel::{Actor, OrganizationId, Role};

use crate::model::{Programme, State};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a programme.
    Read,
    /// Write it, record its decision, change it for a reason, mark what is done.
    Keep,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 2] = [Self::Read, Self::Keep];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem chương trình",
            Self::Keep => "lập, ghi quyết định, điều chỉnh chương trình; ghi hoàn thành",
        }
    }
}

/// The rights. What is decided is read by everyone (Luật 87/2015/QH13, Điều 89); a draft by those
/// who keep the council's work and by the body whose programme it is.
pub fn may(actor: &Actor, action: Action, programme: &Programme) -> bool {
    let keeps = may_keep(actor, programme.council_id) || keeps_own(actor, programme.body_id);
    match action {
        Action::Read => programme.state == State::Decided || keeps,
        Action::Keep => keeps,
    }
}

/// Whether the actor keeps the programmes of every body of this council, and its key tasks.
pub fn may_keep(actor: &Actor, council: OrganizationId) -> bool {
    actor.serves(council) && actor.role.keeps_sessions()
}

/// Whether the actor keeps the programmes of the one body the account acts for.
pub fn keeps_own(actor: &Actor, body: OrganizationId) -> bool {
    match actor.role {
        Role::Committee | Role::GroupLeader => actor.acts_for(body),
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::Delegate
        | Role::PeoplesCommittee
        | Role::Department
        | Role::FatherlandFront
        | Role::CommuneCouncil
        | Role::Administrator => false,
    }
}

/// Whether the actor keeps some programme.
pub fn keeps_some(actor: &Actor) -> bool {
    actor.council.is_some_and(|council| may_keep(actor, council))
        || actor.organization.is_some_and(|body| keeps_own(actor, body))
}

/// What the actor reads beside what is decided, as the filter of lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sight {
    /// Every draft of this council.
    pub council: Option<OrganizationId>,
    /// Every draft of this body.
    pub body: Option<OrganizationId>,
}

/// The filter of lists: holds the same as [`may`] with [`Action::Read`].
pub fn sight(actor: &Actor) -> Sight {
    Sight {
        council: actor.council.filter(|council| may_keep(actor, *council)),
        body: actor.organization.filter(|body| keeps_own(actor, *body)),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{AccountId, Id};

    use super::*;
    use crate::model::Kind;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role, council: u8, body: u8) -> Actor {
        Actor {
            role,
            council: Some(id(council)),
            organization: Some(id(body)),
            account: Some(id::<AccountId>(9)),
            ..Actor::visitor()
        }
    }

    /// Of council 1, the programme of body 8.
    fn programme(state: State) -> Programme {
        Programme {
            id: id(2),
            council_id: id(1),
            body_id: id(8),
            kind: Kind::Oversight,
            year: 2020,
            state,
            proposed_on: None,
            tabled_on: None,
            decided_on: None,
            paper: None,
            reference: String::new(),
            signer: String::new(),
            is_demonstration: false,
            version: 1,
        }
    }

    #[test]
    fn everyone_reads_what_is_decided() {
        assert!(may(&Actor::visitor(), Action::Read, &programme(State::Decided)));
        assert!(!may(&Actor::visitor(), Action::Read, &programme(State::Draft)));
    }

    #[test]
    fn a_draft_is_kept_by_those_who_keep_the_council_and_by_the_body_itself() {
        for role in Role::ALL {
            for state in [State::Draft, State::Decided] {
                let one = programme(state);
                let own = matches!(role, Role::Committee | Role::GroupLeader);
                assert_eq!(may(&actor(role, 1, 7), Action::Keep, &one), role.keeps_sessions(), "{role:?}");
                assert_eq!(
                    may(&actor(role, 1, 8), Action::Keep, &one),
                    role.keeps_sessions() || own,
                    "{role:?}"
                );
                assert!(!may(&actor(role, 3, 7), Action::Keep, &one), "{role:?} of another council");
            }
        }
    }

    #[test]
    fn the_filter_of_lists_shows_what_the_page_would_show() {
        for role in Role::ALL {
            for (council, body) in [(1, 7), (1, 8), (3, 7)] {
                let who = actor(role, council, body);
                let sight = sight(&who);
                for state in [State::Draft, State::Decided] {
                    let one = programme(state);
                    let listed = state == State::Decided
                        || sight.council == Some(one.council_id)
                        || sight.body == Some(one.body_id);
                    assert_eq!(listed, may(&who, Action::Read, &one), "{role:?} {state:?}");
                }
            }
        }
    }
}
