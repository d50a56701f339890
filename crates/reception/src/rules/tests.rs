use jiff::civil::date;
use kernel::{Id as _, uuid_v7};

use super::*;

fn law() -> Law {
    Law::shipped().expect("the law")
}

fn body(n: u8) -> OrganizationId {
    OrganizationId::from_uuid(uuid_v7(1, [n; 10]))
}

#[test]
fn a_schedule_is_posted_five_working_days_before_and_an_urgent_reception_never() {
    let law = law();
    // Tuesday 20/10/2020: five working days before is Tuesday 13/10
    let due = post_by(&law, Kind::Chair, date(2020, 10, 20)).expect("a rule").due;
    assert_eq!(due, date(2020, 10, 13));
    let deadline = post_by(&law, Kind::Chair, date(2020, 10, 20)).expect("a rule");
    let status = |on| deadline.status(&law, date(2020, 10, 20), Some(on));
    assert_eq!(status(date(2020, 10, 12)), law::DeadlineStatus::OnTime);
    assert_eq!(status(date(2020, 10, 13)), law::DeadlineStatus::OnTime);
    assert_eq!(status(date(2020, 10, 14)), law::DeadlineStatus::Late(1));
    assert_eq!(post_by(&law, Kind::Urgent, date(2020, 10, 20)), None);
}

#[test]
fn a_schedule_is_posted_on_its_day_at_the_latest() {
    let day = date(2020, 10, 20);
    assert_eq!(post(State::Planned, day, date(2020, 10, 19)), Ok(State::Posted));
    assert_eq!(post(State::Planned, day, day), Ok(State::Posted));
    assert_eq!(post(State::Planned, day, date(2020, 10, 21)), Err(Refusal::DayPassed));
    assert_eq!(post(State::Posted, day, day), Err(Refusal::WrongState(State::Posted)));
}

#[test]
fn another_day_is_posted_anew() {
    let (day, other) = (date(2020, 10, 20), date(2020, 10, 21));
    assert_eq!(change(State::Posted, day, day), Ok(State::Posted));
    assert_eq!(change(State::Posted, day, other), Ok(State::Planned));
    assert_eq!(change(State::Held, day, day), Err(Refusal::WrongState(State::Held)));
    assert_eq!(cancel(State::Posted, " "), Err(Refusal::NoReason));
    assert_eq!(cancel(State::Posted, "Mưa bão"), Ok(State::Cancelled));
}

#[test]
fn a_citizen_is_answered_within_ten_working_days() {
    let law = law();
    // Thursday 15/10/2020: ten working days after is Thursday 29/10
    let deadline = answer_by(&law, date(2020, 10, 15)).expect("a rule");
    assert_eq!(deadline.due, date(2020, 10, 29));
    let status = |today| deadline.status(&law, today, None);
    assert_eq!(status(date(2020, 10, 28)), law::DeadlineStatus::DueSoon(1));
    assert_eq!(status(date(2020, 10, 29)), law::DeadlineStatus::DueToday);
    assert_eq!(status(date(2020, 10, 30)), law::DeadlineStatus::Overdue(1));
    assert!(deadline.explain().iter().any(|line| line.contains("Điều 28")), "{:?}", deadline.explain());
}

#[test]
fn four_people_are_no_group_five_send_two_and_eleven_send_five() {
    let (law, on) = (law(), date(2020, 10, 15));
    assert_eq!(representatives(&law, 4, on), None);
    assert_eq!(representatives(&law, 5, on), Some((1, 2)));
    assert_eq!(representatives(&law, 10, on), Some((1, 2)));
    assert_eq!(representatives(&law, 11, on), Some((1, 5)));
    assert_eq!(group(&law, 4, 0, false, on), Ok(()));
    assert_eq!(group(&law, 5, 2, true, on), Ok(()));
    assert_eq!(group(&law, 5, 2, false, on), Err(Refusal::NoAppointment));
    assert_eq!(group(&law, 10, 3, true, on), Err(Refusal::Representatives { people: 10, least: 1, most: 2 }));
    assert_eq!(group(&law, 11, 5, true, on), Ok(()));
    assert!(group(&law, 11, 6, true, on).is_err());
    assert!(group(&law, 11, 0, true, on).is_err());
}

#[test]
fn the_table_s_words_hold_the_sizes_of_groups() {
    let law = law();
    let says = |rule| law.entry(rule).expect("a rule").says.clone();
    let small = says(Rule::RepresentativesOfSmallGroup);
    assert!(small.contains(&format!("từ {GROUP_FROM} đến {SMALL_GROUP_MAX} người")), "{small}");
    assert!(says(Rule::RepresentativesOfLargeGroup).contains(&format!("trên {SMALL_GROUP_MAX} người")));
}

#[test]
fn the_grounds_of_the_decree_hold_from_its_first_day() {
    let law = law();
    let (before, first) = (date(2026, 6, 30), date(2026, 7, 1));
    assert_eq!(grounds(&law, before).len(), 4);
    assert!(!grounds(&law, before).contains(&Ground::NothingNew));
    assert!(grounds(&law, first).contains(&Ground::NothingNew));
    assert_eq!(refuse_by(&law, Ground::Settled, before), None);
    // Wednesday 1/7/2026: three working days after is Monday 6/7
    assert_eq!(refuse_by(&law, Ground::Settled, first).expect("a rule").due, date(2026, 7, 6));
    assert_eq!(refuse_by(&law, Ground::Disturbing, first), None);
}

fn leaving(outcome: Outcome) -> Leaving {
    Leaving { outcome, ground: None, owner: None, due: None }
}

#[test]
fn a_refusal_names_a_ground_in_force() {
    let law = law();
    let refused = |ground, on| {
        let leaving = Leaving { ground, ..leaving(Outcome::Refused) };
        leave(VisitState::Received, VisitKind::Complaint, None, &leaving, &law, on)
    };
    let (before, first) = (date(2026, 6, 30), date(2026, 7, 1));
    assert_eq!(refused(None, before), Err(Refusal::NoGround));
    assert_eq!(refused(Some(Ground::Judged), before), Err(Refusal::NoGround));
    assert_eq!(refused(Some(Ground::Judged), first), Ok(VisitState::Closed));
    assert_eq!(refused(Some(Ground::Settled), before), Ok(VisitState::Refusing));
    assert_eq!(refused(Some(Ground::NothingNew), first), Ok(VisitState::Refusing));
}

#[test]
fn nothing_of_a_joint_reception_leaves_without_somebody_and_a_day() {
    let (law, today) = (law(), date(2020, 10, 15));
    for outcome in Outcome::ALL {
        let whole = Leaving {
            ground: Some(Ground::Disturbing),
            owner: Some(body(1)),
            due: Some(date(2020, 10, 30)),
            ..leaving(*outcome)
        };
        let at_joint = |leaving: &Leaving| {
            leave(VisitState::Received, VisitKind::Feedback, Some(Kind::Joint), leaving, &law, today)
        };
        assert!(at_joint(&whole).is_ok(), "{outcome:?}");
        assert_eq!(at_joint(&Leaving { owner: None, ..whole }), Err(Refusal::OwnerNeeded), "{outcome:?}");
        assert_eq!(at_joint(&Leaving { due: None, ..whole }), Err(Refusal::OwnerNeeded), "{outcome:?}");
    }
    let day = date(2020, 10, 14);
    let open = ["TD-2020-0003".to_owned()];
    assert!(matches!(hold(State::Posted, Kind::Joint, day, today, &open), Err(Refusal::WithoutOwner(_))));
    assert_eq!(hold(State::Posted, Kind::Chair, day, today, &open), Ok(State::Held));
    assert_eq!(hold(State::Posted, Kind::Joint, day, today, &[]), Ok(State::Held));
    assert_eq!(hold(State::Posted, Kind::Chair, date(2020, 10, 16), today, &[]), Err(Refusal::InFuture));
}

#[test]
fn what_is_forwarded_has_a_body_and_a_later_day() {
    let (law, today) = (law(), date(2020, 10, 15));
    let forward = |owner, due| {
        let leaving = Leaving { owner, due, ..leaving(Outcome::Forwarded) };
        leave(VisitState::Received, VisitKind::Complaint, None, &leaving, &law, today)
    };
    assert_eq!(forward(None, Some(date(2020, 10, 30))), Err(Refusal::NoBody));
    assert_eq!(forward(Some(body(1)), Some(date(2020, 10, 14))), Err(Refusal::NotLater));
    assert_eq!(forward(Some(body(1)), Some(today)), Err(Refusal::NotLater));
    assert_eq!(forward(Some(body(1)), Some(date(2020, 10, 16))), Ok(VisitState::Forwarded));
}

#[test]
fn a_denunciation_never_moves() {
    let (law, today) = (law(), date(2020, 10, 15));
    for outcome in Outcome::ALL {
        let found = leave(VisitState::Paper, VisitKind::Denunciation, None, &leaving(*outcome), &law, today);
        assert_eq!(found, Err(Refusal::OnPaper));
    }
}

#[test]
fn a_body_s_notice_shows_its_document_and_no_day_ahead() {
    let today = date(2020, 10, 15);
    assert_eq!(settle(VisitState::Forwarded, " ", today, today), Err(Refusal::NoReference));
    assert_eq!(settle(VisitState::Forwarded, "12/UBND", date(2020, 10, 16), today), Err(Refusal::InFuture));
    assert_eq!(settle(VisitState::Forwarded, "12/UBND", today, today), Ok(VisitState::Settled));
    assert!(settle(VisitState::Received, "12/UBND", today, today).is_err());
}

#[test]
fn one_body_alone_is_no_joint_reception() {
    assert_eq!(hosts(Kind::Chair, &[]), Err(Refusal::NoHost));
    assert_eq!(hosts(Kind::Joint, &[body(1)]), Err(Refusal::JointAlone));
    assert_eq!(hosts(Kind::Joint, &[body(1), body(1)]), Err(Refusal::JointAlone));
    assert_eq!(hosts(Kind::Joint, &[body(1), body(2)]), Ok(()));
}
