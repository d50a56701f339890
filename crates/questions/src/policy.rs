//! Who may do what with questions.

use kernel::{Actor, OrganizationId, Role};

use crate::model::{Question, State};

/// The deeds of this area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read a question.
    Read,
    /// Take it back, say whether the answer is agreed with, ask the council to discuss it.
    Speak,
    /// Change what the form says.
    Amend,
    /// Group, mark what the council chose, allow writing, record answers and promises.
    Keep,
    /// Give the written answer.
    Answer,
}

impl Action {
    /// Every deed.
    pub const ALL: [Self; 5] = [Self::Read, Self::Speak, Self::Amend, Self::Keep, Self::Answer];

    /// The deed in the words of the policy table.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "xem chất vấn",
            Self::Speak => "rút chất vấn, cho ý kiến về trả lời, đề nghị HĐND thảo luận",
            Self::Amend => "sửa phiếu chất vấn chưa tổng hợp",
            Self::Keep => "tổng hợp, ghi HĐND chọn, cho trả lời bằng văn bản, ghi trả lời và lời hứa",
            Self::Answer => "trả lời chất vấn bằng văn bản",
        }
    }
}

/// The rights. The delegate speaks for the own question; what the office typed from a paper form
/// it may carry on for the delegate. The body asked sees what was compiled and answers in writing
/// (Luật 87/2015/QH13, Điều 60). Everyone reads what is public once it is compiled.
pub fn may(actor: &Actor, action: Action, question: &Question) -> bool {
    let keeps = may_keep(actor, question.council_id);
    let is_own = may_ask(actor, question.council_id) && actor.person == Some(question.person_id);
    let is_asked = may_answer(actor) && actor.acts_for(question.addressee_id);
    match action {
        Action::Read => question.is_open() || keeps || is_own || (is_asked && question.state.is_compiled()),
        Action::Speak | Action::Amend => is_own || (keeps && question.is_paper),
        Action::Keep => keeps,
        Action::Answer => keeps || (is_asked && question.state == State::WrittenAllowed),
    }
}

/// Whether the actor keeps the questions of this council: types forms, groups, records.
pub fn may_keep(actor: &Actor, council: OrganizationId) -> bool {
    actor.serves(council) && actor.role.keeps_sessions()
}

/// Whether the actor may put questions in this council; the deed asks whether the account's
/// person is a delegate on the day.
pub fn may_ask(actor: &Actor, council: OrganizationId) -> bool {
    actor.serves(council) && actor.person.is_some()
}

/// The roles of those who may be asked: the People's Committee and the bodies under it.
pub const fn may_answer(actor: &Actor) -> bool {
    match actor.role {
        Role::PeoplesCommittee | Role::Department => true,
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::Committee
        | Role::GroupLeader
        | Role::Delegate
        | Role::FatherlandFront
        | Role::CommuneCouncil
        | Role::Administrator => false,
    }
}

/// What the actor reads beside what is open, as the filter of lists: the council whose questions
/// are all read, the person whose own are, the body that is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sight {
    /// All of this council.
    pub council: Option<OrganizationId>,
    /// All that this delegate put in the actor's council.
    pub person: Option<(OrganizationId, kernel::PersonId)>,
    /// The compiled ones put to this body.
    pub addressee: Option<OrganizationId>,
}

/// The filter of lists: holds the same as [`may`] with [`Action::Read`].
pub fn sight(actor: &Actor) -> Sight {
    Sight {
        council: actor.council.filter(|council| may_keep(actor, *council)),
        person: actor.council.zip(actor.person),
        addressee: actor.organization.filter(|_| may_answer(actor)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{AccountId, Id, PersonId};

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn actor(role: Role) -> Actor {
        Actor {
            role,
            council: Some(id(1)),
            organization: Some(id(7)),
            account: Some(id::<AccountId>(9)),
            ..Actor::visitor()
        }
    }

    /// Of council 1, by delegate 5, put to body 8.
    fn question(state: State, is_public: bool, is_paper: bool) -> Question {
        Question {
            id: id(2),
            code: "CV-2020-0001".to_owned(),
            council_id: id(1),
            session_id: None,
            person_id: id(5),
            addressee_id: id(8),
            addressee: "Chủ tịch UBND huyện".to_owned(),
            text: "Bao giờ xử lý xong bãi rác?".to_owned(),
            asked_on: date(2020, 7, 17),
            is_paper,
            state,
            issue_id: None,
            mode: None,
            written_allowed_on: None,
            written_reason: None,
            due_on: None,
            answered_on: None,
            answer: String::new(),
            signer: String::new(),
            reference: String::new(),
            is_satisfied: None,
            opinion: String::new(),
            discussed_on: None,
            discussion: String::new(),
            is_public,
            is_demonstration: false,
            version: 1,
        }
    }

    #[test]
    fn a_form_that_is_not_compiled_is_read_by_its_delegate_and_the_keepers_alone() {
        for state in [State::Asked, State::Withdrawn] {
            let one = question(state, true, false);
            for role in Role::ALL {
                assert_eq!(may(&actor(role), Action::Read, &one), role.keeps_sessions(), "{role:?}");
                let own = Actor { person: Some(id::<PersonId>(5)), ..actor(role) };
                assert!(may(&own, Action::Read, &one), "{role:?}");
                let another = Actor { person: Some(id::<PersonId>(6)), ..actor(role) };
                assert_eq!(may(&another, Action::Read, &one), role.keeps_sessions(), "{role:?}");
                let asked = Actor { organization: Some(id(8)), ..actor(role) };
                assert_eq!(may(&asked, Action::Read, &one), role.keeps_sessions(), "{role:?}");
            }
        }
    }

    #[test]
    fn everyone_reads_what_is_public_and_compiled() {
        for state in State::ALL.iter().filter(|state| state.is_compiled()) {
            assert!(may(&Actor::visitor(), Action::Read, &question(*state, true, false)), "{state:?}");
            assert!(!may(&Actor::visitor(), Action::Read, &question(*state, false, false)), "{state:?}");
        }
    }

    #[test]
    fn only_the_delegate_speaks_for_a_question_unless_it_came_on_paper() {
        for role in Role::ALL {
            for (is_paper, action) in [(false, Action::Speak), (true, Action::Speak), (true, Action::Amend)] {
                let one = question(State::AnsweredWritten, true, is_paper);
                assert_eq!(may(&actor(role), action, &one), is_paper && role.keeps_sessions(), "{role:?}");
                let own = Actor { person: Some(id::<PersonId>(5)), ..actor(role) };
                assert!(may(&own, action, &one), "{role:?}");
                let elsewhere = Actor { council: Some(id(3)), ..own };
                assert!(!may(&elsewhere, action, &one), "{role:?}");
            }
        }
    }

    #[test]
    fn the_body_asked_answers_in_writing_when_that_is_allowed() {
        for state in State::ALL {
            let one = question(*state, false, false);
            for role in Role::ALL {
                let asked = Actor { organization: Some(id(8)), ..actor(role) };
                let is_body = matches!(role, Role::PeoplesCommittee | Role::Department);
                let wanted = role.keeps_sessions() || (is_body && *state == State::WrittenAllowed);
                assert_eq!(may(&asked, Action::Answer, &one), wanted, "{role:?} {state:?}");
                assert_eq!(
                    may(&actor(role), Action::Answer, &one),
                    role.keeps_sessions(),
                    "{role:?} {state:?}"
                );
                let wanted = role.keeps_sessions() || (is_body && state.is_compiled());
                assert_eq!(may(&asked, Action::Read, &one), wanted, "{role:?} {state:?}");
            }
        }
    }

    #[test]
    fn only_those_who_keep_the_questions_of_a_council_record_and_only_their_own() {
        let one = question(State::Compiled, true, false);
        for role in Role::ALL {
            assert_eq!(may(&actor(role), Action::Keep, &one), role.keeps_sessions(), "{role:?}");
            let elsewhere = Actor { council: Some(id(3)), ..actor(role) };
            assert!(!may(&elsewhere, Action::Keep, &one), "{role:?}");
        }
    }

    #[test]
    fn the_filter_of_lists_shows_what_the_page_would_show() {
        for role in Role::ALL {
            for (person, body, council) in [(None, 7, 1), (Some(5), 7, 1), (Some(5), 8, 3), (Some(6), 8, 1)] {
                let who = Actor {
                    person: person.map(id::<PersonId>),
                    organization: Some(id(body)),
                    council: Some(id(council)),
                    ..actor(role)
                };
                let sight = sight(&who);
                for state in State::ALL {
                    for is_public in [true, false] {
                        let one = question(*state, is_public, false);
                        let listed = one.is_open()
                            || sight.council == Some(one.council_id)
                            || sight.person == Some((one.council_id, one.person_id))
                            || (sight.addressee == Some(one.addressee_id) && state.is_compiled());
                        assert_eq!(listed, may(&who, Action::Read, &one), "{role:?} {state:?}");
                    }
                }
            }
        }
    }
}
