use std::sync::LazyLock;

use jiff::civil::date;
use kernel::{Id, OrganizationId, ResolutionId, SessionId, TermId};
use proptest::prelude::*;

use super::*;
use crate::model::{Force, Resolution, Shortened};

static LAW: LazyLock<Law> = LazyLock::new(|| Law::shipped().unwrap());

fn id<T: Id>(number: u8) -> T {
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
}

/// Adopted on 21/07/2020 and signed two days later.
fn adopted() -> NewResolution {
    NewResolution {
        council: id::<OrganizationId>(1),
        session: None,
        is_normative: true,
        seq: 5,
        year: 2020,
        title: "Quy định mức chi".to_owned(),
        adopted_on: date(2020, 7, 21),
        signed_on: Some(date(2020, 7, 23)),
        effective_on: Some(date(2020, 7, 31)),
        expired_on: None,
        sent_up_on: None,
        body: String::new(),
        is_public: true,
        is_demonstration: false,
        poll: None,
        shortened: None,
    }
}

fn faults_of(new: &NewResolution) -> Vec<Refusal> {
    faults(new, &LAW, Level::District, date(2020, 10, 15))
}

fn session(state: State, opened_on: Date, closed_on: Option<Date>) -> Session {
    Session {
        id: id::<SessionId>(2),
        council_id: id::<OrganizationId>(1),
        term_id: id::<TermId>(3),
        number: 18,
        kind: sessions::Kind::Regular,
        title: String::new(),
        place: String::new(),
        opened_on,
        closed_on,
        state,
        summary: String::new(),
        is_public: true,
        is_demonstration: false,
        version: 1,
        archived_on: None,
    }
}

#[test]
fn the_year_stands_only_in_the_number_of_a_normative_resolution() {
    assert_eq!(number(Series::Normative, 5, 2020, "HĐND"), "05/2020/NQ-HĐND");
    assert_eq!(number(Series::Individual, 5, 2020, "HĐND"), "05/NQ-HĐND");
    assert_eq!(number(Series::Individual, 112, 2020, "HĐND"), "112/NQ-HĐND");
}

#[test]
fn a_district_s_normative_resolution_signed_on_23_7_2020_takes_effect_on_30_7_2020_at_the_earliest() {
    let with = |effective| faults_of(&NewResolution { effective_on: Some(effective), ..adopted() });
    assert!(
        matches!(with(date(2020, 7, 29)).as_slice(), [Refusal::EffectTooEarly(said)] if said.contains("30/07/2020"))
    );
    assert!(with(date(2020, 7, 30)).is_empty());
    assert!(with(date(2020, 7, 31)).is_empty());
}

#[test]
fn a_province_s_waits_ten_days_and_from_1_4_2025_every_level_s_does_from_adoption() {
    let law = Law::shipped().unwrap();
    let earliest = |level, adopted, signed| earliest_effect(&law, level, adopted, signed).map(|one| one.due);
    let signed = Some(date(2020, 7, 23));
    assert_eq!(earliest(Level::Province, date(2020, 7, 21), signed), Some(date(2020, 8, 2)));
    assert_eq!(earliest(Level::Commune, date(2020, 7, 21), signed), Some(date(2020, 7, 30)));
    let late = Some(date(2025, 3, 31));
    assert_eq!(earliest(Level::District, date(2025, 3, 28), late), Some(date(2025, 4, 7)));
    assert_eq!(earliest(Level::Commune, date(2025, 4, 1), None), Some(date(2025, 4, 11)));
    assert_eq!(earliest(Level::Commune, date(2025, 3, 31), None), None);
}

#[test]
fn an_individual_resolution_takes_effect_on_the_day_it_is_adopted_but_never_before() {
    let with = |effective| NewResolution { is_normative: false, effective_on: Some(effective), ..adopted() };
    assert_eq!(faults_of(&with(date(2020, 7, 20))), [Refusal::Retroactive]);
    assert!(faults_of(&with(date(2020, 7, 21))).is_empty());
}

#[test]
fn one_made_by_the_shortened_procedure_may_hold_from_the_day_it_was_adopted_but_never_before() {
    let shortened = Shortened {
        by: "Văn bản số 12/HĐND-VP ngày 18/07/2020 của Thường trực HĐND".to_owned(),
        reason: "Phòng, chống dịch bệnh".to_owned(),
    };
    let with = |effective| {
        faults_of(&NewResolution {
            effective_on: Some(effective),
            shortened: Some(shortened.clone()),
            ..adopted()
        })
    };
    assert_eq!(with(date(2020, 7, 20)), [Refusal::Retroactive]);
    assert!(with(date(2020, 7, 21)).is_empty());
    assert!(with(date(2020, 7, 22)).is_empty());
    let of = |shortened| NewResolution { shortened: Some(shortened), ..adopted() };
    let blank = |by: &str, reason: &str| of(Shortened { by: by.to_owned(), reason: reason.to_owned() });
    assert_eq!(faults_of(&blank(" ", "")), [Refusal::ShortenedByNobody, Refusal::ShortenedWithoutReason]);
    let individual = NewResolution { is_normative: false, ..of(shortened.clone()) };
    assert_eq!(faults_of(&individual), [Refusal::ShortenedIndividual]);
}

#[test]
fn a_normative_resolution_is_signed_before_its_effect_is_set() {
    assert_eq!(faults_of(&NewResolution { signed_on: None, ..adopted() }), [Refusal::EffectWithoutSigning]);
    assert!(faults_of(&NewResolution { signed_on: None, effective_on: None, ..adopted() }).is_empty());
}

#[test]
fn dates_run_from_adoption_over_signing_to_sending_up() {
    let signed = |on| {
        faults_of(&NewResolution {
            is_normative: false,
            signed_on: Some(on),
            effective_on: None,
            ..adopted()
        })
    };
    assert_eq!(signed(date(2020, 7, 20)), [Refusal::SignedBeforeAdopted]);
    assert!(signed(date(2020, 7, 21)).is_empty());
    assert!(signed(date(2020, 10, 15)).is_empty());
    assert_eq!(signed(date(2020, 10, 16)), [Refusal::SignedInFuture]);
    let sent = |on| faults_of(&NewResolution { sent_up_on: Some(on), ..adopted() });
    assert_eq!(sent(date(2020, 7, 22)), [Refusal::SentBeforeSigned]);
    assert!(sent(date(2020, 7, 23)).is_empty());
    assert_eq!(sent(date(2020, 10, 16)), [Refusal::SentInFuture]);
}

#[test]
fn a_resolution_ends_no_earlier_than_it_begins() {
    let with = |end| faults_of(&NewResolution { expired_on: Some(end), ..adopted() });
    assert_eq!(with(date(2020, 7, 30)), [Refusal::ExpiredBeforeEffective]);
    assert!(with(date(2020, 7, 31)).is_empty());
}

#[test]
fn the_number_is_of_the_year_of_adoption_and_adoption_is_not_ahead() {
    assert_eq!(faults_of(&NewResolution { year: 2021, ..adopted() }), [Refusal::OtherYear]);
    assert_eq!(faults_of(&NewResolution { seq: 0, ..adopted() }), [Refusal::NumberOutOfRange]);
    let ahead =
        NewResolution { adopted_on: date(2020, 10, 16), signed_on: None, effective_on: None, ..adopted() };
    assert_eq!(faults_of(&ahead), [Refusal::AdoptedInFuture]);
}

#[test]
fn several_faults_are_said_at_once() {
    let new =
        NewResolution { signed_on: Some(date(2020, 7, 1)), sent_up_on: Some(date(2020, 6, 1)), ..adopted() };
    assert_eq!(faults_of(&new)[..2], [Refusal::SignedBeforeAdopted, Refusal::SentBeforeSigned]);
}

#[test]
fn a_resolution_signed_on_a_thursday_goes_up_by_monday() {
    let law = Law::shipped().unwrap();
    let due = |signed| send_up(&law, signed).map(|one| one.due);
    assert_eq!(due(date(2020, 7, 21)), Some(date(2020, 7, 24)));
    assert_eq!(due(date(2020, 7, 23)), Some(date(2020, 7, 27)));
    assert_eq!(due(date(2026, 3, 1)), None);
}

#[test]
fn a_resolution_is_adopted_on_a_day_of_a_held_session_of_its_own_council() {
    let held = session(State::Closed, date(2020, 7, 20), Some(date(2020, 7, 21)));
    let check =
        |on, session: &Session| check_session(&NewResolution { adopted_on: on, ..adopted() }, session);
    assert!(matches!(check(date(2020, 7, 19), &held), Err(Refusal::OutsideSession(_))));
    assert_eq!(check(date(2020, 7, 20), &held), Ok(()));
    assert_eq!(check(date(2020, 7, 21), &held), Ok(()));
    assert!(matches!(check(date(2020, 7, 22), &held), Err(Refusal::OutsideSession(_))));
    let planned = session(State::Planned, date(2020, 7, 20), None);
    assert_eq!(check(date(2020, 7, 20), &planned), Err(Refusal::SessionNotHeld));
    let sitting = session(State::Opened, date(2020, 7, 20), None);
    assert_eq!(check(date(2020, 7, 22), &sitting), Ok(()));
    let others = Session { council_id: id::<OrganizationId>(9), ..held };
    assert_eq!(check(date(2020, 7, 21), &others), Err(Refusal::OtherCouncilsSession));
}

#[test]
fn a_resolution_holds_from_its_first_day_to_the_eve_of_its_last() {
    let new = adopted();
    let one = Resolution {
        id: id::<ResolutionId>(4),
        council_id: new.council,
        session_id: None,
        is_normative: true,
        seq: 5,
        year: 2020,
        number: "05/2020/NQ-HĐND".to_owned(),
        title: new.title,
        adopted_on: new.adopted_on,
        signed_on: new.signed_on,
        effective_on: Some(date(2020, 8, 1)),
        expired_on: Some(date(2021, 1, 1)),
        sent_up_on: None,
        send_up_due_on: None,
        body: String::new(),
        is_public: true,
        is_demonstration: false,
        version: 1,
        poll_id: None,
        shortened_by: None,
        shortened_reason: None,
    };
    assert_eq!(one.force(date(2020, 7, 31)), Force::NotYet);
    assert_eq!(one.force(date(2020, 8, 1)), Force::InForce);
    assert_eq!(one.force(date(2020, 12, 31)), Force::InForce);
    assert_eq!(one.force(date(2021, 1, 1)), Force::Expired);
    assert_eq!(Resolution { effective_on: None, ..one }.force(date(2021, 1, 1)), Force::Unknown);
}

proptest! {
    #[test]
    fn whatever_is_accepted_is_never_retroactive(
        adopted_in in 0i64..3000, signed in 0i64..60, effect in -60i64..60, is_normative in any::<bool>(),
    ) {
        let after = |day: Date, days| day.saturating_add(jiff::Span::new().days(days));
        let adopted_on = after(date(2016, 7, 1), adopted_in);
        let new = NewResolution {
            is_normative,
            adopted_on,
            year: i64::from(adopted_on.year()),
            signed_on: Some(after(adopted_on, signed)),
            effective_on: Some(after(adopted_on, effect)),
            ..adopted()
        };
        let found = faults(&new, &LAW, Level::District, date(2030, 1, 1));
        if found.is_empty() {
            prop_assert!(0 <= effect);
            prop_assert!(!is_normative || signed < effect || COUNTED_FROM_ADOPTION <= adopted_on);
        }
    }
}
