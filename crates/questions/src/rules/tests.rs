use jiff::civil::date;
use kernel::Id;
use proptest::prelude::*;

use super::*;
use crate::model::Mode;

fn id<T: Id>(number: u8) -> T {
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
}

/// Put on 17/07/2020, at a session.
fn question(state: State) -> Question {
    Question {
        id: id(1),
        code: "CV-2020-0001".to_owned(),
        council_id: id(2),
        session_id: Some(id(3)),
        person_id: id(4),
        addressee_id: id(5),
        addressee: "Chủ tịch UBND huyện".to_owned(),
        text: "Bao giờ xử lý xong bãi rác?".to_owned(),
        asked_on: date(2020, 7, 17),
        is_paper: false,
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
        is_public: true,
        is_demonstration: false,
        version: 1,
    }
}

const EVENTS: [Event; 12] = [
    Event::Compile,
    Event::Ungroup,
    Event::Choose,
    Event::PassOver,
    Event::AllowWriting,
    Event::AnswerOrally,
    Event::AnswerInWriting,
    Event::Agree,
    Event::Disagree,
    Event::AskToDiscuss,
    Event::Discuss,
    Event::Withdraw,
];

#[test]
fn each_state_allows_these_steps_and_no_others() {
    use Event as E;
    use State as S;
    let allowed: &[(S, E, S)] = &[
        (S::Asked, E::Compile, S::Compiled),
        (S::Asked, E::AllowWriting, S::WrittenAllowed),
        (S::Asked, E::Withdraw, S::Withdrawn),
        (S::Compiled, E::Compile, S::Compiled),
        (S::Compiled, E::Ungroup, S::Asked),
        (S::Compiled, E::Choose, S::Chosen),
        (S::Compiled, E::PassOver, S::NotChosen),
        (S::Compiled, E::AllowWriting, S::WrittenAllowed),
        (S::Compiled, E::Withdraw, S::Withdrawn),
        (S::Chosen, E::Choose, S::Chosen),
        (S::Chosen, E::PassOver, S::NotChosen),
        (S::Chosen, E::AllowWriting, S::WrittenAllowed),
        (S::Chosen, E::AnswerOrally, S::AnsweredOral),
        (S::NotChosen, E::Choose, S::Chosen),
        (S::NotChosen, E::PassOver, S::NotChosen),
        (S::NotChosen, E::AllowWriting, S::WrittenAllowed),
        (S::WrittenAllowed, E::AnswerInWriting, S::AnsweredWritten),
        (S::AnsweredOral, E::Agree, S::Satisfied),
        (S::AnsweredOral, E::Disagree, S::NotSatisfied),
        (S::AnsweredWritten, E::Agree, S::Satisfied),
        (S::AnsweredWritten, E::Disagree, S::NotSatisfied),
        (S::NotSatisfied, E::AskToDiscuss, S::ToDiscuss),
        (S::ToDiscuss, E::Discuss, S::Discussed),
    ];
    for state in State::ALL {
        for event in EVENTS {
            let wanted = allowed
                .iter()
                .find(|(from, by, _)| (from, *by) == (state, event))
                .map_or(Err(Refusal::WrongState(*state)), |(_, _, to)| Ok(*to));
            assert_eq!(step(*state, event), wanted, "{state:?} {event:?}");
        }
    }
}

#[test]
fn a_written_answer_is_due_twenty_days_after_it_was_allowed() {
    let law = Law::shipped().unwrap();
    let allow = |on, today| {
        allow_writing(&question(State::NotChosen), WrittenReason::OutsideGroups, on, today, &law)
            .map(|(state, deadline)| (state, deadline.due))
    };
    assert_eq!(allow(date(2020, 7, 21), date(2020, 7, 21)), Ok((State::WrittenAllowed, date(2020, 8, 10))));
    assert_eq!(allow(date(2020, 7, 16), date(2020, 7, 21)), Err(Refusal::BeforeAsked));
    assert!(allow(date(2020, 7, 17), date(2020, 7, 21)).is_ok());
    assert_eq!(allow(date(2020, 7, 22), date(2020, 7, 21)), Err(Refusal::InFuture));
    assert!(written_due(&law, date(2016, 6, 30)).is_err(), "the act was not in force");
}

#[test]
fn the_reason_for_writing_fits_where_the_question_stands() {
    use WrittenReason as R;
    let law = Law::shipped().unwrap();
    let fits: &[(State, bool, &[R])] = &[
        (State::Asked, false, &[R::BetweenSessions]),
        (State::Asked, true, &[R::OutsideGroups, R::NeedsVerification]),
        (State::Compiled, true, &[R::OutsideGroups, R::NeedsVerification]),
        (State::NotChosen, true, &[R::OutsideGroups, R::NeedsVerification]),
        (State::Chosen, true, &[R::NeedsVerification, R::NotReached]),
    ];
    for state in State::ALL {
        for in_session in [false, true] {
            let wanted = fits.iter().find(|(one, at, _)| (one, *at) == (state, in_session));
            let wanted = wanted.map_or(&[][..], |(_, _, reasons)| *reasons);
            assert_eq!(reasons(*state, in_session), wanted, "{state:?} {in_session}");
            let mut one = question(*state);
            one.session_id = one.session_id.filter(|_| in_session);
            for reason in R::ALL {
                let day = date(2020, 7, 21);
                let is_allowed = allow_writing(&one, *reason, day, day, &law).is_ok();
                assert_eq!(is_allowed, wanted.contains(reason), "{state:?} {in_session} {reason:?}");
            }
        }
    }
}

#[test]
fn sent_on_10_8_2020_is_in_time_on_11_8_2020_late() {
    let due = date(2020, 8, 10);
    let today = date(2020, 10, 15);
    assert_eq!(timeliness(due, Some(date(2020, 8, 9)), today), Timeliness::InTime);
    assert_eq!(timeliness(due, Some(due), today), Timeliness::InTime);
    assert_eq!(timeliness(due, Some(date(2020, 8, 11)), today), Timeliness::Late);
    assert_eq!(timeliness(due, None, date(2020, 8, 9)), Timeliness::Open);
    assert_eq!(timeliness(due, None, due), Timeliness::Open);
    assert_eq!(timeliness(due, None, date(2020, 8, 11)), Timeliness::Overdue);
    let waiting =
        Question { due_on: Some(due), mode: Some(Mode::Written), ..question(State::WrittenAllowed) };
    assert!(!waiting.is_overdue(due) && waiting.is_overdue(date(2020, 8, 11)));
    assert!(!Question { state: State::AnsweredWritten, ..waiting }.is_overdue(date(2020, 8, 11)));
}

#[test]
fn the_day_of_an_answer_lies_between_the_question_and_today() {
    let (asked, today) = (question(State::Chosen), date(2020, 7, 21));
    assert_eq!(check_day(&asked, date(2020, 7, 16), today), Err(Refusal::BeforeAsked));
    assert_eq!(check_day(&asked, date(2020, 7, 17), today), Ok(()));
    assert_eq!(check_day(&asked, today, today), Ok(()));
    assert_eq!(check_day(&asked, date(2020, 7, 22), today), Err(Refusal::InFuture));
    let allowed = Question { written_allowed_on: Some(date(2020, 7, 20)), ..asked };
    assert_eq!(check_written_day(&allowed, date(2020, 7, 19), today), Err(Refusal::BeforeAllowed));
    assert_eq!(check_written_day(&allowed, date(2020, 7, 20), today), Ok(()));
    assert_eq!(check_written_day(&allowed, date(2020, 7, 22), today), Err(Refusal::InFuture));
}

#[test]
fn nobody_signs_in_the_place_of_the_one_asked() {
    for good in ["Chủ tịch UBND huyện", "TM. UBND huyện, Chủ tịch", "Trưởng phòng TN&MT", "Tlâm"]
    {
        assert_eq!(check_signer(good), Ok(()), "{good}");
    }
    for bad in ["KT. CHỦ TỊCH", "kt. chủ tịch", "TUQ. Chủ tịch", "TL. Chủ tịch", "KT Chủ tịch"]
    {
        assert_eq!(check_signer(bad), Err(Refusal::Delegated), "{bad}");
    }
    assert_eq!(check_signer(""), Err(Refusal::NoSigner));
    assert_eq!(check_signer("A"), Err(Refusal::NoSigner));
}

#[test]
fn a_promise_is_due_after_the_day_on_which_it_was_made() {
    let made = date(2020, 7, 21);
    assert_eq!(check_pledge(made, date(2020, 7, 20)), Err(Refusal::PledgeNotLater));
    assert_eq!(check_pledge(made, made), Err(Refusal::PledgeNotLater));
    assert_eq!(check_pledge(made, date(2020, 7, 22)), Ok(()));
}

#[test]
fn before_the_session_of_15_12_2020_promises_are_reported_by_5_12_2020() {
    let law = Law::shipped().unwrap();
    assert_eq!(report_due(&law, date(2020, 12, 15)).map(|due| due.due), Some(date(2020, 12, 5)));
    assert_eq!(report_due(&law, date(2016, 6, 30)), None, "the act was not in force");
}

#[test]
fn the_council_decides_on_a_group_that_has_questions_and_somebody_to_answer() {
    let issue = Issue {
        id: id(6),
        session_id: id(3),
        place: 1,
        title: "Môi trường nông thôn".to_owned(),
        respondent: "Chủ tịch UBND huyện".to_owned(),
        is_chosen: None,
        decided_on: None,
        version: 1,
    };
    let nobody = Issue { respondent: String::new(), ..issue.clone() };
    assert_eq!(check_decision(&issue, &[], true), Err(Refusal::EmptyIssue));
    assert_eq!(check_decision(&nobody, &[State::Compiled], true), Err(Refusal::NoRespondent));
    assert_eq!(check_decision(&nobody, &[State::Compiled], false), Ok(()));
    let decided = Issue { is_chosen: Some(false), decided_on: Some(date(2020, 7, 20)), ..issue.clone() };
    for state in State::ALL {
        let is_free = matches!(state, State::Compiled | State::Chosen | State::NotChosen);
        assert_eq!(check_decision(&issue, &[State::Compiled, *state], true), Ok(()), "{state:?}");
        let alone = check_decision(&issue, &[*state], true);
        assert_eq!(alone, if is_free { Ok(()) } else { Err(Refusal::EmptyIssue) }, "{state:?}");
        let again = check_decision(&decided, &[State::Compiled, *state], true);
        assert_eq!(again, if is_free { Ok(()) } else { Err(Refusal::IssueBegun) }, "{state:?}");
    }
}

proptest! {
    #[test]
    fn codes_go_up_by_one_and_nothing_breaks_them(last in ".{0,30}", number in 0..9_999_u32) {
        let on = date(2020, 7, 17);
        prop_assert!(next_code(&last, on).starts_with("CV-2020-"));
        prop_assert_eq!(next_code(&format!("CV-2020-{number:04}"), on), format!("CV-2020-{:04}", number + 1));
    }

    #[test]
    fn no_name_is_refused_unless_it_says_that_another_signs(name in "[A-Z][a-zăâêôơư]{1,12}( [A-Z][a-z]{1,8}){1,3}") {
        let starts = ["KT", "TL", "TUQ"].iter().any(|mark| name.to_uppercase().starts_with(&format!("{mark} ")));
        prop_assert_eq!(check_signer(&name).is_err(), starts);
    }
}
