use kernel::Date;

use super::*;
use crate::model::{ComplaintLevel, Letter};

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn facts(kind: Kind, missing: &[Missing], in_competence: bool) -> Facts<'_> {
    Facts { kind, source: Source::Post, missing, in_competence, has_lead: true }
}

#[test]
fn a_complaint_outside_competence_is_guided_once_or_forwarded_and_never_accepted() {
    let offered = allowed(facts(Kind::Complaint, &[], false));
    assert_eq!(offered, [Outcome::Guide, Outcome::Forward]);
    let again = allowed(facts(Kind::Complaint, &[Missing::GuidedBefore], false));
    assert_eq!(again, [Outcome::File]);
}

#[test]
fn a_petition_is_forwarded_and_not_guided() {
    assert_eq!(allowed(facts(Kind::CitizenPetition, &[], false)), [Outcome::Forward]);
    assert_eq!(allowed(facts(Kind::Denunciation, &[], false)), [Outcome::Forward]);
}

#[test]
fn in_competence_it_is_accepted_when_nothing_is_missing_and_else_answered_with_the_reasons() {
    assert_eq!(allowed(facts(Kind::Complaint, &[], true)), [Outcome::Accept]);
    let unsigned = allowed(facts(Kind::Complaint, &[Missing::Signature], true));
    assert_eq!(unsigned, [Outcome::File, Outcome::ReplyNotAccept]);
}

#[test]
fn only_what_somebody_forwarded_is_returned() {
    let mut forwarded = facts(Kind::Feedback, &[], false);
    forwarded.source = Source::Forwarded;
    assert!(allowed(forwarded).contains(&Outcome::Return));
    assert!(!allowed(facts(Kind::Feedback, &[], false)).contains(&Outcome::Return));
}

#[test]
fn a_letter_of_several_kinds_is_split_or_its_writer_is_guided() {
    assert_eq!(allowed(facts(Kind::Mixed, &[], false)), [Outcome::Guide]);
    let parts = [Kind::Complaint, Kind::Denunciation];
    assert_eq!(split(State::Classified, Kind::Mixed, &parts), Ok(State::Closed));
    assert_eq!(split(State::Classified, Kind::Mixed, &parts[..1]), Err(Refusal::TooFewParts));
    assert!(split(State::Classified, Kind::Complaint, &parts).is_err());
    assert!(split(State::Proposed, Kind::Mixed, &parts).is_err());
}

#[test]
fn every_deed_has_its_states_and_no_other() {
    for state in State::ALL.iter().copied() {
        let early = matches!(state, State::Registered | State::Screened | State::Classified);
        assert_eq!(screen(state).is_ok(), early, "{state:?}");
        assert_eq!(
            classify(state).is_ok(),
            matches!(state, State::Screened | State::Classified),
            "{state:?}"
        );
        let proposes = propose(state, facts(Kind::Feedback, &[], false), Outcome::Forward).is_ok();
        assert_eq!(proposes, matches!(state, State::Classified | State::Proposed), "{state:?}");
        let decides = decide(state, Some(Outcome::Guide), None, day(2020, 10, 15)).is_ok();
        assert_eq!(decides, state == State::Proposed, "{state:?}");
        let answers = answer(state, Kind::Feedback, Result_::Resolved, "1/UBND").is_ok();
        assert_eq!(answers, state == State::AwaitingAnswer, "{state:?}");
        let informs = inform(state, None, day(2020, 10, 15), day(2020, 10, 15)).is_ok();
        assert_eq!(informs, state == State::Answered, "{state:?}");
        assert_eq!(withdraw(state).is_ok(), state != State::Closed, "{state:?}");
        assert_eq!(send_back(state, "xem lại").is_ok(), state == State::Proposed, "{state:?}");
    }
}

#[test]
fn a_decision_that_gives_it_to_a_body_needs_a_day_after_today() {
    let today = day(2020, 10, 15);
    let decided = |due| decide(State::Proposed, Some(Outcome::Forward), due, today);
    assert_eq!(decided(None), Err(Refusal::NotLater));
    assert_eq!(decided(Some(today)), Err(Refusal::NotLater));
    assert_eq!(decided(Some(day(2020, 10, 16))), Ok(State::AwaitingAnswer));
}

#[test]
fn a_duplicate_is_of_an_earlier_letter_or_one_of_the_same_day() {
    let (own, before) = (day(2020, 10, 5), day(2020, 10, 4));
    assert_eq!(set_duplicate(State::Registered, own, before), Ok(State::Closed));
    assert_eq!(set_duplicate(State::Registered, own, own), Ok(State::Closed));
    assert_eq!(set_duplicate(State::Registered, own, day(2020, 10, 6)), Err(Refusal::BadDuplicate));
}

#[test]
fn the_results_of_a_complaint_are_its_own() {
    let done = |kind, result| answer(State::AwaitingAnswer, kind, result, "1/QĐ").is_ok();
    assert!(done(Kind::Complaint, Result_::Right) && !done(Kind::Complaint, Result_::Resolved));
    assert!(done(Kind::Feedback, Result_::Explained) && !done(Kind::Feedback, Result_::Right));
    assert_eq!(
        answer(State::AwaitingAnswer, Kind::Feedback, Result_::Resolved, " "),
        Err(Refusal::NoReference)
    );
}

#[test]
fn the_citizen_is_told_between_the_answer_and_today() {
    let (answered, today) = (day(2020, 10, 12), day(2020, 10, 15));
    let told = |on| inform(State::Answered, Some(answered), on, today);
    assert_eq!(told(day(2020, 10, 11)), Err(Refusal::BadDay));
    assert_eq!(told(answered), Ok(State::Closed));
    assert_eq!(told(today), Ok(State::Closed));
    assert_eq!(told(day(2020, 10, 16)), Err(Refusal::BadDay));
}

// ── the clocks of the law

fn law() -> law::Law {
    law::Law::shipped().unwrap()
}

fn complaint(received: Date) -> Letter {
    use kernel::Id as _;
    let id = kernel::uuid_v7(0, [1; 10]);
    Letter {
        id: kernel::LetterId::from_uuid(id),
        council_id: kernel::OrganizationId::from_uuid(id),
        year: i64::from(received.year()),
        number: 1,
        received_on: received,
        source: Source::Post,
        source_reference: String::new(),
        kind: Kind::Complaint,
        subject: crate::model::Subject::Land,
        area_id: None,
        signers: 1,
        is_anonymous: false,
        sender: None,
        content: None,
        note: None,
        paper_number: String::new(),
        missing: String::new(),
        is_eligible: Some(true),
        screened_on: None,
        duplicate_of: None,
        split_from: None,
        is_split: false,
        in_competence: Some(true),
        complaint_level: Some(ComplaintLevel::First),
        is_complex: false,
        is_remote: false,
        lead_id: None,
        outcome: None,
        proposed_by: String::new(),
        process_due_on: received,
        decided_on: None,
        decided_by: String::new(),
        document_id: None,
        follow_up_id: None,
        due_on: None,
        accepted_on: None,
        answered_on: None,
        answer_reference: String::new(),
        result: None,
        informed_on: None,
        informed_by: String::new(),
        closed_on: None,
        destroyed_on: None,
        destroyed_by: String::new(),
        handler_id: None,
        state: State::Classified,
        is_demonstration: false,
        version: 1,
    }
}

fn clock(one: &Letter, label: &str, today: Date) -> crate::clocks::Clock {
    crate::clocks::of(&law(), one, &[], today)
        .into_iter()
        .find(|clock| clock.label == label)
        .unwrap_or_else(|| panic!("{label}"))
}

#[test]
fn a_complaint_of_30_6_2026_runs_on_days_and_one_of_1_7_2026_on_working_days() {
    let old = clock(&complaint(day(2026, 6, 30)), "Thụ lý khiếu nại", day(2026, 7, 1));
    assert_eq!(old.due_on, day(2026, 7, 10), "10 days: {:?}", old.why);
    assert!(
        old.why.iter().any(|line| line.contains("10 ngày") && line.contains("02/2011/QH13")),
        "{:?}",
        old.why
    );
    let new = clock(&complaint(day(2026, 7, 1)), "Thụ lý khiếu nại", day(2026, 7, 1));
    // 2, 3, 6, 7, 8, 9, 10 July: the weekend of the 4th and 5th is not counted
    assert_eq!(new.due_on, day(2026, 7, 10), "7 working days: {:?}", new.why);
    assert!(new.why.iter().any(|line| line.contains("155/2026/NĐ-CP")), "{:?}", new.why);
    assert!(
        new.why.iter().any(|line| line.contains("04/7/2026") || line.contains("04/07/2026")),
        "{:?}",
        new.why
    );
}

#[test]
fn the_settlement_is_longer_for_the_second_the_complex_and_the_remote() {
    use ComplaintLevel::{First, Second};

    let due = |level, is_complex, is_remote| {
        let mut one = complaint(day(2020, 3, 2));
        (one.accepted_on, one.complaint_level) = (Some(day(2020, 3, 2)), Some(level));
        (one.is_complex, one.is_remote) = (is_complex, is_remote);
        let clock = crate::clocks::settle_due(&law(), &one, &[], day(2020, 3, 3)).unwrap();
        clock.due_on
    };
    assert_eq!(due(First, false, false), day(2020, 4, 1), "30 days");
    assert_eq!(due(First, true, false), day(2020, 4, 16), "45 days");
    assert_eq!(due(First, false, true), day(2020, 4, 16), "45 days");
    // 60 days end on Friday 1/5, a holiday; the next working day is Monday
    assert_eq!(due(First, true, true), day(2020, 5, 4), "60 days");
    assert_eq!(due(Second, false, false), day(2020, 4, 16), "45 days");
    assert_eq!(due(Second, true, false), day(2020, 5, 4), "60 days");
    assert_eq!(due(Second, true, true), day(2020, 5, 11), "70 days");
}

#[test]
fn days_on_which_it_stood_still_are_not_counted() {
    let mut one = complaint(day(2020, 3, 2));
    one.accepted_on = Some(day(2020, 3, 2));
    let pause =
        |to| crate::model::Pause { from_on: day(2020, 3, 10), to_on: to, reference: "5/QĐ".to_owned() };
    let due = |pauses: &[crate::model::Pause], today| {
        crate::clocks::settle_due(&law(), &one, pauses, today).unwrap().due_on
    };
    // 10 days, both ends: 1/4 and ten more is Saturday 11/4, so Monday 13/4
    assert_eq!(due(&[pause(Some(day(2020, 3, 19)))], day(2020, 3, 25)), day(2020, 4, 13));
    assert_eq!(due(&[pause(None)], day(2020, 3, 9)), day(2020, 4, 1), "not begun");
    assert_eq!(due(&[pause(None)], day(2020, 3, 10)), day(2020, 4, 3), "the 2nd of April is a holiday");
}

#[test]
fn a_letter_is_processed_within_ten_working_days_under_either_rule() {
    // Thursday 15/10/2020: the term of the reception law; 30/11/2021: the circular's own
    let old = crate::clocks::process_due(&law(), day(2020, 10, 15)).unwrap();
    assert_eq!((old.due, old.rule.id.as_str()), (day(2020, 10, 29), "REC-07"));
    let new = crate::clocks::process_due(&law(), day(2021, 11, 15)).unwrap();
    assert_eq!((new.due, new.rule.id.as_str()), (day(2021, 11, 29), "PET-01"));
}

#[test]
fn a_filed_letter_is_kept_a_year() {
    let kept = crate::clocks::keep_until(&law(), day(2020, 10, 15)).unwrap();
    assert_eq!(kept.due, day(2021, 10, 15));
}
