//! Who may do what with a difficulty. Whoever raised it and whoever is asked read it; the office
//! of the council, and in a commune its one account, settles it.

use kernel::{Actor, OrganizationId, PersonId, Role};

/// The deeds with a difficulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read it in the workspace.
    Read,
    /// Raise one at any time.
    Raise,
    /// Answer it.
    Answer,
    /// Group, give to a body, take up, put on an agenda, clear, publish.
    Settle,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 4] = [Self::Read, Self::Raise, Self::Answer, Self::Settle];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem khó khăn, vướng mắc",
            Self::Raise => "nêu khó khăn, vướng mắc",
            Self::Answer => "trả lời khó khăn, vướng mắc",
            Self::Settle => "gộp nhóm, giao, chuyển cấp trên, đưa vào giao ban, tháo gỡ, công khai",
        }
    }
}

/// What a right depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The council it is raised to.
    pub council: OrganizationId,
    /// The body that raises it.
    pub raised_by: OrganizationId,
    /// The delegate who raises it.
    pub person: Option<PersonId>,
    /// The body that is asked.
    pub addressee: Option<OrganizationId>,
}

/// The rights.
pub fn may(actor: &Actor, action: Action, subject: &Subject) -> bool {
    let serves = actor.serves(subject.council);
    let raised = actor.acts_for(subject.raised_by);
    let asked = subject.addressee.is_some_and(|body| actor.acts_for(body));
    let said = subject.person.is_some() && subject.person == actor.person;
    match (actor.role, action) {
        (
            Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee,
            // The office types in what comes on paper or by telephone
            Action::Read | Action::Raise | Action::Answer | Action::Settle,
        )
        | (Role::CommuneCouncil, Action::Settle) => serves,
        (Role::CommuneCouncil | Role::Committee, Action::Read) => serves || raised || asked,
        (Role::CommuneCouncil, Action::Raise) => serves || raised,
        (Role::CommuneCouncil, Action::Answer) => serves || asked,
        (
            Role::GroupLeader | Role::PeoplesCommittee | Role::Department | Role::FatherlandFront,
            Action::Read,
        ) => raised || asked,
        (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront,
            Action::Raise,
        ) => serves && raised,
        (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront,
            Action::Answer,
        ) => asked,
        (Role::Delegate, Action::Read) => said,
        (Role::Delegate, Action::Raise) => serves && said,
        (Role::Delegate, Action::Answer | Action::Settle)
        | (
            Role::Committee
            | Role::GroupLeader
            | Role::PeoplesCommittee
            | Role::Department
            | Role::FatherlandFront,
            Action::Settle,
        )
        | (Role::Visitor | Role::Administrator, _) => false,
    }
}

/// Which difficulties a list holds for an actor: the same as [`may`] with [`Action::Read`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sight {
    /// All that were raised to this council.
    pub council: Option<OrganizationId>,
    /// Those that this body raised or is asked.
    pub body: Option<OrganizationId>,
    /// Those that this delegate raised.
    pub person: Option<PersonId>,
}

impl Sight {
    /// Whether there is nothing to see.
    pub fn is_blind(&self) -> bool {
        *self == Self::default()
    }
}

/// What the actor reads.
pub fn sight(actor: &Actor) -> Sight {
    let (council, body, person) = (actor.council, actor.organization, actor.person);
    match actor.role {
        Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee => {
            Sight { council, ..Sight::default() }
        }
        Role::CommuneCouncil | Role::Committee => Sight { council, body, person: None },
        Role::GroupLeader | Role::PeoplesCommittee | Role::Department | Role::FatherlandFront => {
            Sight { body, ..Sight::default() }
        }
        Role::Delegate => Sight { person, ..Sight::default() },
        Role::Visitor | Role::Administrator => Sight::default(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role, own: u8, council: u8) -> Actor {
        Actor { role, organization: Some(id(own)), council: Some(id(council)), ..Actor::visitor() }
    }

    fn subject(raised_by: u8, addressee: u8) -> Subject {
        Subject { council: id(1), raised_by: id(raised_by), person: None, addressee: Some(id(addressee)) }
    }

    #[test]
    fn one_commune_never_reads_what_another_raised() {
        let commune = actor(Role::CommuneCouncil, 20, 20);
        assert!(may(&commune, Action::Read, &subject(20, 30)));
        assert!(may(&commune, Action::Raise, &subject(20, 30)));
        assert!(!may(&commune, Action::Read, &subject(21, 30)));
        for action in [Action::Answer, Action::Settle] {
            assert!(!may(&commune, action, &subject(20, 30)));
        }
    }

    #[test]
    fn who_is_asked_answers_and_the_office_settles() {
        let asked = actor(Role::Department, 30, 1);
        assert!(may(&asked, Action::Answer, &subject(20, 30)));
        assert!(!may(&asked, Action::Settle, &subject(20, 30)));
        assert!(!may(&asked, Action::Read, &subject(20, 31)));
        for action in Action::ALL {
            assert!(may(&actor(Role::Specialist, 5, 1), action, &subject(20, 30)));
            assert!(!may(&actor(Role::Specialist, 5, 2), action, &subject(20, 30)));
        }
    }

    #[test]
    fn a_delegate_reads_what_he_raised_himself() {
        let own = Actor { person: Some(id(40)), ..actor(Role::Delegate, 6, 1) };
        let said = Subject { person: Some(id(40)), ..subject(6, 30) };
        assert!(may(&own, Action::Raise, &said) && may(&own, Action::Read, &said));
        assert!(!may(&own, Action::Read, &Subject { person: Some(id(41)), ..said }));
        assert!(!may(&own, Action::Read, &subject(6, 30)), "what his group raised is its leader's");
    }

    #[test]
    fn a_list_holds_what_may_be_read() {
        for role in Role::ALL {
            let who = Actor { person: Some(id(40)), ..actor(role, 20, 1) };
            let sight = sight(&who);
            for (council, raised_by, person, addressee) in
                [(1, 21, 41, 31), (2, 20, 41, 31), (2, 21, 41, 20), (2, 21, 40, 31), (2, 21, 41, 31)]
            {
                let subject = Subject {
                    council: id(council),
                    raised_by: id(raised_by),
                    person: Some(id(person)),
                    addressee: Some(id(addressee)),
                };
                let listed = sight.council == Some(subject.council)
                    || sight
                        .body
                        .is_some_and(|body| body == subject.raised_by || subject.addressee == Some(body))
                    || (sight.person.is_some() && sight.person == subject.person);
                assert_eq!(may(&who, Action::Read, &subject), listed, "{role:?} {subject:?}");
            }
        }
    }
}
