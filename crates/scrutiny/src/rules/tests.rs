use jiff::civil::date;
use kernel::Id;

use super::*;
use crate::model::Source;

fn id<T: Id>(number: u8) -> T {
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
}

fn law() -> Law {
    Law::shipped().expect("the law as shipped")
}

fn hearing(state: HearingState, held_on: Date) -> Hearing {
    Hearing {
        id: id(1),
        code: "GT-2020-0001".to_owned(),
        council_id: id(2),
        title: "Chậm di dời điểm tập kết rác".to_owned(),
        content: String::new(),
        source_kind: Source::Free,
        source_id: None,
        source_label: String::new(),
        source_href: String::new(),
        held_on,
        starts_at: String::new(),
        place: String::new(),
        chair: String::new(),
        is_closed: false,
        state,
        notified_on: None,
        cancel_reason: String::new(),
        minutes: String::new(),
        concluded_on: None,
        conclusion: String::new(),
        is_demonstration: false,
        version: 1,
    }
}

fn review(state: ReviewState) -> TextReview {
    TextReview {
        id: id(1),
        code: "RS-2020-0001".to_owned(),
        council_id: id(2),
        reviewer_id: id(3),
        issuer_id: id(4),
        kind: TextKind::Decision,
        number: "05/2020/QĐ-UBND".to_owned(),
        text_on: date(2020, 3, 10),
        title: "Mức thu đóng góp".to_owned(),
        state,
        opened_on: date(2020, 5, 4),
        found_on: None,
        is_unlawful: None,
        articles: String::new(),
        finding: String::new(),
        demanded_on: None,
        answer_due_on: None,
        answered_on: None,
        answer: String::new(),
        raised_on: None,
        submitted_on: None,
        ended_on: None,
        ending: String::new(),
        is_demonstration: false,
        version: 1,
    }
}

#[test]
fn notice_of_a_hearing_is_in_time_on_the_tenth_day_before_and_late_on_the_ninth() {
    for held in [date(2020, 8, 20), date(2026, 8, 20)] {
        let mut one = hearing(HearingState::Notified, held);
        for (day, late) in [(9, false), (10, false), (11, true)] {
            one.notified_on = Some(date(held.year(), 8, day));
            assert_eq!(is_notice_late(&law(), &one, held), late, "{day}/8/{}", held.year());
        }
    }
}

#[test]
fn a_late_notice_is_taken_and_one_after_the_hearing_is_not() {
    let one = hearing(HearingState::Proposed, date(2020, 8, 20));
    let today = date(2020, 8, 21);
    assert_eq!(notify(&one, 1, date(2020, 8, 19), today), Ok(HearingState::Notified));
    assert_eq!(notify(&one, 1, date(2020, 8, 20), today), Ok(HearingState::Notified));
    assert_eq!(notify(&one, 1, date(2020, 8, 21), today), Err(Refusal::NoticeAfter));
    assert_eq!(notify(&one, 1, date(2020, 8, 22), today), Err(Refusal::InFuture));
    assert_eq!(notify(&one, 0, date(2020, 8, 1), today), Err(Refusal::NobodyExplains));
    let again = hearing(HearingState::Notified, date(2020, 8, 20));
    assert_eq!(notify(&again, 1, date(2020, 8, 1), today), Err(Refusal::WrongState("Đã thông báo")));
}

#[test]
fn a_hearing_is_held_on_its_day_and_not_before() {
    let one = hearing(HearingState::Notified, date(2020, 8, 20));
    assert_eq!(hold(&one, "Đã giải trình.", date(2020, 8, 19)), Err(Refusal::NotYet(date(2020, 8, 20))));
    assert_eq!(hold(&one, "Đã giải trình.", date(2020, 8, 20)), Ok(HearingState::Held));
    assert_eq!(hold(&one, "Đã giải trình.", date(2020, 8, 21)), Ok(HearingState::Held));
    assert_eq!(hold(&one, "", date(2020, 8, 20)), Err(Refusal::NoWords));
    let proposed = hearing(HearingState::Proposed, date(2020, 8, 20));
    assert_eq!(hold(&proposed, "Đã họp.", date(2020, 8, 20)), Err(Refusal::WrongState("Đề xuất")));
}

#[test]
fn a_conclusion_needs_more_than_half_of_all_members_and_the_absent_count() {
    let one = hearing(HearingState::Held, date(2020, 8, 20));
    let votes = |yes: usize, no: usize, absent: usize| {
        [vec![Vote::Yes; yes], vec![Vote::No; no], vec![Vote::Absent; absent]].concat()
    };
    let conclude = |votes: &[Vote]| conclude(&one, votes, date(2020, 8, 20), date(2020, 8, 21));
    assert_eq!(conclude(&votes(3, 2, 0)), Ok(HearingState::Concluded));
    assert_eq!(conclude(&votes(3, 0, 2)), Ok(HearingState::Concluded));
    let refused = |yes, members, needed| Err(Refusal::NoMajority { yes, members, needed });
    assert_eq!(conclude(&votes(2, 0, 3)), refused(2, 5, 3), "two of five are not enough, whoever is away");
    assert_eq!(conclude(&votes(2, 2, 0)), refused(2, 4, 3), "half is not more than half");
    assert_eq!(conclude(&votes(3, 1, 0)), Ok(HearingState::Concluded));
    assert_eq!(conclude(&votes(0, 0, 0)), refused(0, 0, 1));
}

#[test]
fn a_conclusion_is_adopted_after_the_hearing_and_not_in_the_future() {
    let one = hearing(HearingState::Held, date(2020, 8, 20));
    let conclude = |day| conclude(&one, &[Vote::Yes], date(2020, 8, day), date(2020, 8, 21));
    assert_eq!(conclude(19), Err(Refusal::Before(date(2020, 8, 20))));
    assert_eq!(conclude(20), Ok(HearingState::Concluded));
    assert_eq!(conclude(22), Err(Refusal::InFuture));
}

#[test]
fn only_what_was_not_held_is_called_off_and_for_a_reason() {
    for state in [HearingState::Proposed, HearingState::Notified] {
        assert_eq!(cancel(state, "Đã giải quyết xong"), Ok(HearingState::Cancelled));
        assert_eq!(cancel(state, "  "), Err(Refusal::NoReason));
    }
    for state in [HearingState::Held, HearingState::Concluded, HearingState::Cancelled] {
        assert_eq!(cancel(state, "Đã giải quyết xong"), Err(Refusal::WrongState(state.label())));
    }
}

#[test]
fn a_resolution_is_annulled_by_the_council_immediately_above_and_by_no_other() {
    let province = Unit { area: id(1), parent: None };
    let district = Unit { area: id(2), parent: Some(id(1)) };
    let commune = Unit { area: id(3), parent: Some(id(2)) };
    let of = |own, unit| may_annul(own, OrganizationKind::Council, unit, TextKind::Resolution);
    assert!(of(district, commune) && of(province, district));
    assert!(!of(province, commune), "not over the council between");
    assert!(!of(district, district) && !of(commune, district), "neither its own nor the higher one's");
    let reformed = Unit { area: id(3), parent: Some(id(1)) };
    assert!(of(province, reformed), "since 1 July 2025 the province is immediately above");
    assert!(!may_annul(district, OrganizationKind::Council, commune, TextKind::Decision));
}

#[test]
fn a_text_of_the_peoples_committee_is_overseen_by_the_council_of_the_same_unit() {
    let district = Unit { area: id(2), parent: Some(id(1)) };
    let commune = Unit { area: id(3), parent: Some(id(2)) };
    let of = |own, unit| may_annul(own, OrganizationKind::PeoplesCommittee, unit, TextKind::Decision);
    assert!(of(district, district) && !of(district, commune) && !of(commune, district));
    for kind in [
        OrganizationKind::StandingCommittee,
        OrganizationKind::Committee,
        OrganizationKind::DelegateGroup,
        OrganizationKind::Department,
        OrganizationKind::FatherlandFront,
        OrganizationKind::Office,
        OrganizationKind::Other,
    ] {
        assert!(!may_annul(district, kind, district, TextKind::Decision), "{kind:?}");
    }
}

#[test]
fn a_review_goes_its_way_and_no_other() {
    use ReviewState as S;
    const EVENTS: [Event; 9] = [
        Event::FindLawful,
        Event::FindUnlawful,
        Event::Demand,
        Event::Answer,
        Event::Settle,
        Event::Raise,
        Event::Submit,
        Event::Annul,
        Event::Keep,
    ];
    let allowed = [
        (S::Reviewing, Event::FindLawful, S::Lawful),
        (S::Reviewing, Event::FindUnlawful, S::Unlawful),
        (S::Unlawful, Event::Demand, S::Demanded),
        (S::Demanded, Event::Answer, S::Answered),
        (S::Demanded, Event::Raise, S::Raised),
        (S::Answered, Event::Settle, S::Settled),
        (S::Answered, Event::Raise, S::Raised),
        (S::Raised, Event::Settle, S::Settled),
        (S::Raised, Event::Submit, S::Submitted),
        (S::Submitted, Event::Annul, S::Annulled),
        (S::Submitted, Event::Keep, S::Kept),
    ];
    let states = [
        S::Reviewing,
        S::Lawful,
        S::Unlawful,
        S::Demanded,
        S::Answered,
        S::Settled,
        S::Raised,
        S::Submitted,
        S::Annulled,
        S::Kept,
    ];
    for state in states {
        for event in EVENTS {
            let wanted = allowed.iter().find(|(from, by, _)| *from == state && *by == event);
            let wanted = wanted.map(|(.., to)| *to).ok_or(Refusal::WrongState(state.label()));
            assert_eq!(step(state, event), wanted, "{state:?} {event:?}");
        }
    }
}

#[test]
fn an_issuer_answers_within_thirty_days_and_the_thirtieth_is_in_time() {
    let due = answer_due(&law(), date(2020, 5, 11)).expect("a deadline").due;
    assert_eq!(due, date(2020, 6, 10));
    let mut one = review(ReviewState::Answered);
    one.demanded_on = Some(date(2020, 5, 11));
    one.answer_due_on = Some(due);
    for (day, late) in [(9, false), (10, false), (11, true)] {
        one.answered_on = Some(date(2020, 6, day));
        assert_eq!(one.is_answer_late(date(2020, 7, 1)), late, "{day}/6");
    }
    assert!(answer_due(&law(), date(2026, 5, 11)).is_some(), "the number of days is kept in 2026");
}

#[test]
fn an_unanswered_demand_is_raised_only_when_its_time_is_over() {
    let mut one = review(ReviewState::Demanded);
    one.demanded_on = Some(date(2020, 5, 11));
    one.answer_due_on = Some(date(2020, 6, 10));
    let waits = Err(Refusal::AnswerWaits(date(2020, 6, 10)));
    assert_eq!(check_raise(&one, date(2020, 6, 9)), waits);
    assert_eq!(check_raise(&one, date(2020, 6, 10)), waits);
    assert_eq!(check_raise(&one, date(2020, 6, 11)), Ok(()));
    one.answered_on = Some(date(2020, 5, 20));
    assert_eq!(check_raise(&one, date(2020, 5, 21)), Ok(()), "an answer that does not do ends the waiting");
}
