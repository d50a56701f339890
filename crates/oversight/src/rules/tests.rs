use kernel::{Id, OrganizationId, OversightId};

use super::*;
use crate::model::Form;

const fn date(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn law() -> Law {
    Law::shipped().expect("the law")
}

fn id<T: Id>(number: u8) -> T {
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
}

fn oversight(kind: Kind, body_kind: BodyKind) -> Oversight {
    Oversight {
        id: id::<OversightId>(1),
        code: "GS-2020-0001".to_owned(),
        council_id: id::<OrganizationId>(2),
        body_id: id::<OrganizationId>(3),
        body_kind,
        person_id: None,
        kind,
        form: Form::Thematic,
        title: "Quản lý đất công ích".to_owned(),
        scope: String::new(),
        content: String::new(),
        year: 2020,
        planned_from: date(2020, 3, 1),
        planned_to: date(2020, 6, 30),
        programme_item_id: None,
        first_id: None,
        is_secret: false,
        state: State::Proposed,
        included_on: None,
        decided_on: None,
        decision: String::new(),
        outline_sent_on: None,
        notified_on: None,
        began_on: None,
        field_ended_on: None,
        report_due_on: None,
        reported_on: None,
        report: String::new(),
        considered_on: None,
        concluded_on: None,
        conclusion: String::new(),
        closed_on: None,
        closing: String::new(),
        invited: String::new(),
        is_demonstration: false,
        version: 1,
    }
}

/// The whole way, in the order of the law.
const WAY: [(Event, State); 9] = [
    (Event::Include, State::InProgramme),
    (Event::Decide, State::Decided),
    (Event::Notify, State::Notified),
    (Event::Begin, State::Working),
    (Event::Report, State::Reported),
    (Event::Consider, State::Considered),
    (Event::Conclude, State::Concluded),
    (Event::Recommend, State::FollowUp),
    (Event::Close, State::Closed),
];

#[test]
fn thematic_oversight_goes_through_its_steps_in_order_and_skips_none() {
    for kind in [Kind::Thematic, Kind::ReOversight] {
        let mut state = State::Proposed;
        for (place, (event, next)) in WAY.into_iter().enumerate() {
            for (later, _) in WAY.into_iter().skip(place + 1) {
                let is_end = state == State::Concluded && later == Event::Close;
                assert_eq!(step(kind, state, later).is_ok(), is_end, "{state:?} {later:?}");
            }
            assert_eq!(step(kind, state, event), Ok(next));
            state = next;
        }
        assert_eq!(step(kind, State::FollowUp, Event::Recommend), Ok(State::FollowUp), "a second one");
    }
}

#[test]
fn a_survey_ends_with_its_report_and_binds_nobody() {
    assert_eq!(step(Kind::Survey, State::Reported, Event::Close), Ok(State::Closed));
    for event in [Event::Consider, Event::Conclude, Event::Recommend] {
        for state in State::ALL {
            assert_eq!(step(Kind::Survey, *state, event), Err(Refusal::SurveyBindsNobody));
        }
    }
    assert_eq!(
        step(Kind::Thematic, State::Reported, Event::Close),
        Err(Refusal::WrongState(State::Reported))
    );
}

#[test]
fn what_has_begun_is_not_called_off_and_what_is_over_stays_so() {
    for state in [State::Proposed, State::InProgramme, State::Decided, State::Notified] {
        assert_eq!(step(Kind::Thematic, state, Event::Cancel), Ok(State::Cancelled));
    }
    for state in [State::Working, State::Reported, State::Considered, State::Concluded, State::FollowUp] {
        assert_eq!(step(Kind::Thematic, state, Event::Cancel), Err(Refusal::WrongState(state)));
    }
    for event in Event::ALL {
        for state in [State::Closed, State::Cancelled] {
            assert_eq!(step(Kind::Thematic, state, event), Err(Refusal::WrongState(state)));
        }
    }
}

#[test]
fn a_step_is_not_before_the_last_one_and_not_tomorrow() {
    let (last, today) = (date(2020, 5, 10), date(2020, 5, 20));
    assert_eq!(check_day(Some(last), date(2020, 5, 9), today), Err(Refusal::BeforeLast(last)));
    assert_eq!(check_day(Some(last), last, today), Ok(()));
    assert_eq!(check_day(Some(last), today, today), Ok(()));
    assert_eq!(check_day(Some(last), date(2020, 5, 21), today), Err(Refusal::InFuture));
    assert_eq!(check_day(None, date(2019, 1, 1), today), Ok(()));
}

#[test]
fn the_last_day_is_the_newest_of_all_steps() {
    let mut one = oversight(Kind::Thematic, BodyKind::Standing);
    assert_eq!(last_day(&one), None);
    one.included_on = Some(date(2020, 1, 3));
    one.decided_on = Some(date(2020, 2, 3));
    assert_eq!(last_day(&one), Some(date(2020, 2, 3)));
    one.concluded_on = Some(date(2020, 6, 3));
    assert_eq!(last_day(&one), Some(date(2020, 6, 3)));
}

#[test]
fn a_team_is_led_by_those_whom_the_law_names() {
    use BodyKind as B;
    use Post as P;
    for kind in [B::Council, B::Standing] {
        assert_eq!(check_head(kind, &[], &[P::Delegate, P::ViceChair]), Ok(()));
        assert_eq!(check_head(kind, &[P::Chair], &[]), Ok(()), "the chair may be written down there");
        assert_eq!(check_head(kind, &[P::StandingMember], &[P::Delegate]), Err(Refusal::WrongHead(kind)));
    }
    assert_eq!(check_head(B::Committee, &[P::CommitteeDeputyHead], &[]), Ok(()));
    let member = check_head(B::Committee, &[P::CommitteeMember], &[P::Chair]);
    assert_eq!(member, Err(Refusal::WrongHead(B::Committee)));
    assert_eq!(check_head(B::DelegateGroup, &[P::GroupLeader], &[P::Delegate]), Ok(()));
    let other = check_head(B::DelegateGroup, &[], &[P::Delegate]);
    assert_eq!(other, Err(Refusal::WrongHead(B::DelegateGroup)));
    assert_eq!(check_head(B::Delegate, &[], &[P::Delegate]), Ok(()));
    assert_eq!(check_head(B::Delegate, &[], &[P::Specialist]), Err(Refusal::WrongHead(B::Delegate)));
}

#[test]
fn a_recommendation_is_due_after_the_day_it_was_issued() {
    let issued = date(2020, 6, 15);
    assert_eq!(check_due(issued, date(2020, 6, 14)), Err(Refusal::DueNotLater));
    assert_eq!(check_due(issued, issued), Err(Refusal::DueNotLater));
    assert_eq!(check_due(issued, date(2020, 6, 16)), Ok(()));
}

/// Rule and day of each clock, and how it stands on a day.
fn days(one: &Oversight, first_visit: Option<Date>) -> Vec<(String, Date)> {
    clocks(&law(), one, first_visit)
        .into_iter()
        .map(|clock| (clock.deadline.rule.id, clock.deadline.due))
        .collect()
}

#[test]
fn the_standing_committee_has_fifteen_ten_fifteen_and_seven_days() {
    let mut one = oversight(Kind::Thematic, BodyKind::Standing);
    assert_eq!(days(&one, None), []);
    one.decided_on = Some(date(2020, 3, 2));
    one.field_ended_on = Some(date(2020, 4, 10));
    one.reported_on = Some(date(2020, 4, 27));
    // The fifteenth day is a Saturday, the thirtieth of April and the first of May are days off
    let expected = [
        ("OVS-06", date(2020, 3, 17)),
        ("OVS-07", date(2020, 3, 27)),
        ("OVS-08", date(2020, 4, 27)),
        ("OVS-10", date(2020, 5, 4)),
    ];
    let expected = expected.map(|(rule, day)| (rule.to_owned(), day)).to_vec();
    assert_eq!(days(&one, Some(date(2020, 4, 6))), expected);
}

#[test]
fn a_committee_reports_in_ten_days_and_nobody_has_seven_to_consider_it() {
    let mut one = oversight(Kind::Thematic, BodyKind::Committee);
    one.decided_on = Some(date(2020, 3, 2));
    one.field_ended_on = Some(date(2020, 4, 10));
    one.reported_on = Some(date(2020, 4, 27));
    let rules: Vec<String> = days(&one, None).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["OVS-06", "OVS-09"]);
}

#[test]
fn a_group_announces_seven_days_before_and_the_council_reports_to_its_next_session() {
    let mut one = oversight(Kind::Thematic, BodyKind::DelegateGroup);
    one.decided_on = Some(date(2020, 3, 2));
    let found = days(&one, Some(date(2020, 4, 6)));
    assert_eq!(found.get(1).map(|(rule, day)| (rule.as_str(), *day)), Some(("OVS-11", date(2020, 3, 30))));
    let mut one = oversight(Kind::Thematic, BodyKind::Council);
    one.decided_on = Some(date(2020, 3, 2));
    one.field_ended_on = Some(date(2020, 4, 10));
    assert_eq!(days(&one, None).len(), 1, "only the outline");
    assert_eq!(report_due(&law(), BodyKind::Council, date(2020, 4, 10)), None);
}

#[test]
fn a_survey_has_only_the_clock_of_its_notice() {
    let mut one = oversight(Kind::Survey, BodyKind::Committee);
    one.decided_on = Some(date(2020, 3, 2));
    one.field_ended_on = Some(date(2020, 4, 10));
    let rules: Vec<String> = days(&one, Some(date(2020, 4, 6))).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["OVS-07"]);
}

#[test]
fn every_clock_is_in_time_on_its_day_and_late_the_day_after() {
    use law::DeadlineStatus as S;
    let law = law();
    let mut one = oversight(Kind::Thematic, BodyKind::Standing);
    one.decided_on = Some(date(2020, 3, 2));
    one.field_ended_on = Some(date(2020, 4, 10));
    one.reported_on = Some(date(2020, 4, 27));
    for clock in clocks(&law, &one, Some(date(2020, 4, 20))) {
        let due = clock.deadline.due;
        let (before, after) = (due.yesterday().expect("a day"), due.tomorrow().expect("a day"));
        assert_eq!(law.status(due, after, Some(before)), S::OnTime);
        assert_eq!(law.status(due, after, Some(due)), S::OnTime);
        assert_eq!(law.status(due, after, Some(after)), S::Late(1));
        assert_eq!(law.status(due, due, None), S::DueToday);
        assert_eq!(law.status(due, after, None), S::Overdue(1));
    }
}

#[test]
fn from_march_2026_the_numbers_stay_under_the_new_law_and_a_body_explains_in_fifteen_days() {
    let law = law();
    let mut one = oversight(Kind::Thematic, BodyKind::Standing);
    one.decided_on = Some(date(2026, 3, 2));
    assert_eq!(days(&one, None).first().map(|(rule, _)| rule.clone()).as_deref(), Some("OVS-06d"));
    one.decided_on = Some(date(2026, 2, 27));
    assert_eq!(days(&one, None).first().map(|(rule, _)| rule.clone()).as_deref(), Some("OVS-06"));

    assert_eq!(explanation_due(&law, date(2026, 2, 28), false), Err(Refusal::NoDeadline));
    let asked = date(2026, 3, 10);
    let (usual, complex) = (explanation_due(&law, asked, false), explanation_due(&law, asked, true));
    assert_eq!(usual.expect("a day").due, date(2026, 3, 25));
    assert_eq!(complex.expect("a day").due, date(2026, 4, 9));
}

#[test]
fn reminders_come_fifteen_seven_and_three_days_before_and_end_with_the_day() {
    let (law, due) = (law(), date(2020, 10, 30));
    assert_eq!(reminder(&law, due, date(2020, 10, 14)), None);
    assert_eq!(reminder(&law, due, date(2020, 10, 15)), Some((1, 15)));
    assert_eq!(reminder(&law, due, date(2020, 10, 22)), Some((1, 8)));
    assert_eq!(reminder(&law, due, date(2020, 10, 23)), Some((2, 7)));
    assert_eq!(reminder(&law, due, date(2020, 10, 26)), Some((2, 4)));
    assert_eq!(reminder(&law, due, date(2020, 10, 27)), Some((3, 3)));
    assert_eq!(reminder(&law, due, due), Some((3, 0)));
    assert_eq!(reminder(&law, due, date(2020, 10, 31)), None);
}

#[test]
fn codes_are_one_series_a_year() {
    assert_eq!(next_code("", 2020), "GS-2020-0001");
    assert_eq!(next_code("GS-2020-0009", 2020), "GS-2020-0010");
}

#[test]
fn a_recommendation_is_addressed_to_a_body_of_the_own_unit_or_of_one_below_it() {
    use OrganizationKind as K;
    assert_eq!(addressee(K::PeoplesCommittee, true, false), Addressee::PeoplesCommittee);
    assert_eq!(addressee(K::Department, true, false), Addressee::Department);
    assert_eq!(addressee(K::Office, true, false), Addressee::Department);
    assert_eq!(addressee(K::FatherlandFront, true, false), Addressee::Other);
    for kind in [K::PeoplesCommittee, K::Department, K::Council, K::Other] {
        assert_eq!(addressee(kind, false, true), Addressee::Below);
        assert_eq!(addressee(kind, false, false), Addressee::Other);
    }
}
