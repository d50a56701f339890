//! The register on a real database: the arithmetic of E02 and E03.

use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;
use testkit::ground::{Ground, council, id};

use super::*;

fn day(offset: i32) -> Date {
    date(2020, 1, 1).checked_add(offset.days()).unwrap()
}

/// A visit: days after 1/1/2020, kind, people, and the earlier visit of the same matter.
#[derive(Debug, Clone)]
struct Came {
    on: i32,
    kind: VisitKind,
    people: i64,
    earlier: Option<usize>,
}

fn any_visits() -> impl Strategy<Value = Vec<Came>> {
    let one =
        (0..300_i32, proptest::sample::select(VisitKind::ALL), 1..12_i64, proptest::option::of(0..30_usize));
    proptest::collection::vec(one, 0..30).prop_map(|all| {
        let mut visits: Vec<Came> =
            all.into_iter().map(|(on, kind, people, earlier)| Came { on, kind, people, earlier }).collect();
        visits.sort_by_key(|one| one.on);
        visits
    })
}

/// Where each visit's matter began, as `same_case` leads to the first.
fn cases(visits: &[Came]) -> Vec<usize> {
    let mut first: Vec<usize> = Vec::new();
    for (place, one) in visits.iter().enumerate() {
        let earlier = one.earlier.filter(|earlier| *earlier < place && one.kind != VisitKind::Denunciation);
        let earlier = earlier.filter(|earlier| visits[*earlier].kind != VisitKind::Denunciation);
        first.push(earlier.map_or(place, |earlier| first[earlier]));
    }
    first
}

fn fresh(visits: &[Came]) -> Ground {
    let ground = Ground::fresh(&schema::SCHEMA);
    let first = cases(visits);
    let visits = visits.to_vec();
    ground
        .db
        .write(move |tx| {
            for ((one, number), first) in visits.iter().zip(0_u16..).zip(&first) {
                let is_paper = one.kind == VisitKind::Denunciation;
                insert(
                    tx,
                    id(1_000 + number),
                    &crate::visits::code(2020, i64::from(number)),
                    2020,
                    i64::from(number),
                    council(),
                    None,
                    day(one.on),
                    one.kind,
                    if is_paper { 1 } else { one.people },
                    0,
                    false,
                    None,
                    (!is_paper).then(|| vec![1]),
                    None,
                    None,
                    id(1_000 + u16::try_from(*first).unwrap()),
                    "",
                    if is_paper { VisitState::Paper } else { VisitState::Received },
                    false,
                )?;
            }
            tx.take_touched().map(|_| ())
        })
        .unwrap();
    ground
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whoever came when, and whatever window is asked: the kinds of matters add up to the
    /// matters, which are no more than the visits; and the rows are as many as the number.
    #[test]
    fn the_figures_of_any_register_and_window_add_up(
        visits in any_visits(),
        from in 0..300_i32,
        days in 0..200_i32,
    ) {
        let fresh = fresh(&visits);
        let (from, to) = (from, from + days);
        let (numbers, rows) = fresh.db.read(|tx| {
            let parts = [
                Part::Visits,
                Part::Groups,
                Part::Cases,
                Part::CasesOf(VisitKind::Complaint),
                Part::CasesOf(VisitKind::CitizenPetition),
                Part::CasesOf(VisitKind::Feedback),
                Part::OtherCases,
            ];
            let (mut numbers, mut rows) = (Vec::new(), Vec::new());
            for part in parts {
                let ask = Question { council: council(), from: day(from), to: day(to), part };
                numbers.push(count_counted(tx, &ask)?);
                rows.push(i64::try_from(list_counted(tx, &ask, 1_000)?.len()).unwrap());
            }
            Ok::<_, db::Error>((numbers, rows))
        }).unwrap();
        prop_assert_eq!(&numbers, &rows);
        let [all, groups, matters, complaints, petitions, feedback, other] = numbers[..] else { panic!() };
        prop_assert_eq!(complaints + petitions + feedback + other, matters);
        prop_assert!(matters <= all && groups <= all);
        // The same, counted by hand
        let first = cases(&visits);
        let inside = |one: &&(&Came, usize)| from <= one.0.on && one.0.on <= to;
        let known: Vec<(&Came, usize)> = visits.iter().zip(first).collect();
        let mut by_hand: Vec<usize> = known.iter().filter(inside).map(|one| one.1).collect();
        prop_assert_eq!(i64::try_from(by_hand.len()).unwrap(), all);
        by_hand.sort_unstable();
        by_hand.dedup();
        prop_assert_eq!(i64::try_from(by_hand.len()).unwrap(), matters);
    }
}

#[test]
fn the_table_itself_refuses_the_words_of_a_denunciation() {
    let fresh = fresh(&[]);
    let refused = fresh.db.write(|tx| {
        insert(
            tx,
            id(1_000),
            "TD-2020-0001",
            2020,
            1,
            council(),
            None,
            day(0),
            VisitKind::Denunciation,
            1,
            0,
            false,
            None,
            Some(vec![1]),
            None,
            None,
            id(1_000),
            "03/2020",
            VisitState::Paper,
            false,
        )?;
        tx.take_touched().map(|_| ())
    });
    assert!(refused.is_err());
}
