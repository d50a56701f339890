//! The register on a real database: the arithmetic of the councils' reports.

use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;
use testkit::ground::{Ground, area, council, id};

use super::*;
use crate::store_days;

/// What became of one petition: days after 1/1/2020.
#[derive(Debug, Clone)]
struct History {
    received: i32,
    /// Days until it ended, and how.
    ended: Option<(i32, Outcome)>,
    /// Days until it ended before that, days until it was opened again, and how it had ended.
    reopened: Vec<(i32, i32, Outcome)>,
    /// Days until a plan was taken, and days that the plan asks for.
    plan: Option<(i32, i32)>,
    level: CompetenceLevel,
    sector: Sector,
    state: State,
}

fn any_end() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::Resolved), Just(Outcome::Explained)]
}

fn any_history() -> impl Strategy<Value = History> {
    let ended = proptest::option::of((0..200_i32, any_end()));
    let reopened = proptest::collection::vec((0..120_i32, 0..120_i32, any_end()), 0..3);
    let left_out = prop_oneof![8 => Just(State::Forwarded), 1 => Just(State::Merged), 1 => Just(State::SetAside), 1 => Just(State::Quarantined)];
    (
        0..400_i32,
        ended,
        proptest::option::of((0..100_i32, 1..200_i32)),
        proptest::sample::select(CompetenceLevel::ALL),
        proptest::sample::select(Sector::ALL),
        left_out,
        reopened,
    )
        .prop_map(|(received, ended, plan, level, sector, state, reopened)| History {
            received,
            ended: ended.filter(|_| state == State::Forwarded),
            reopened: if state == State::Forwarded { reopened } else { Vec::new() },
            plan,
            level,
            sector,
            state,
        })
}

impl History {
    /// The ends that did not last, one after the other: from, until, how.
    fn earlier_ends(&self) -> Vec<(i32, i32, Outcome)> {
        let mut at = self.received;
        let mut ends = Vec::new();
        for (until_end, until_reopened, outcome) in &self.reopened {
            let closed = at + until_end;
            at = closed + until_reopened;
            ends.push((closed, at, *outcome));
        }
        ends
    }

    /// The end that lasts.
    fn last_end(&self) -> Option<(i32, Outcome)> {
        let from = self.earlier_ends().last().map_or(self.received, |(_, reopened, _)| *reopened);
        self.ended.map(|(days, outcome)| (from + days, outcome))
    }

    /// What was known of it on a day.
    fn as_of(&self, today: i32) -> Option<History> {
        if self.received > today {
            return None;
        }
        let mut known = self.clone();
        let ends = self.earlier_ends();
        let seen = ends.iter().filter(|(_, reopened, _)| *reopened <= today).count();
        known.reopened.truncate(seen);
        let from = ends.iter().take(seen).next_back().map_or(self.received, |(_, reopened, _)| *reopened);
        let next = ends.get(seen).map(|(closed, _, outcome)| (*closed, *outcome)).or(self.last_end());
        known.ended = next.filter(|(closed, _)| *closed <= today).map(|(closed, how)| (closed - from, how));
        Some(known)
    }
}

fn day(offset: i32) -> Date {
    date(2020, 1, 1).checked_add(offset.days()).unwrap()
}

fn fresh(histories: &[History]) -> Ground {
    let ground = Ground::fresh(&schema::SCHEMA);
    let histories = histories.to_vec();
    ground.db.write(move |tx| {
        let first: PetitionId = id(1_000);
        for (one, number) in histories.iter().zip(0_u16..) {
            let received = day(one.received);
            let closed = one.last_end().map(|(closed, _)| day(closed));
            let road = one.plan.map(|(days, _)| day(one.received + days));
            let promised = one.plan.map(|(days, more)| day(one.received + days + more));
            let state = if closed.is_some() { State::Closed } else { one.state };
            let merged = (state == State::Merged).then_some(first);
            tx.change(
                "insert into petition (id, code, year, number, council_id, text, area_id, place, source, received_on, level, sector, lead_id, state, due_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, merged_into, times, is_public, is_demonstration, folded, version)
                 values ($1, $2, 2020, $3, $4, 'x', $14, '', 'other', $5, $6, $7, $4, $8, $5, '', '', $9, $10, $11, $12, $13, 1, true, false, '', 1)",
                &[
                    &id::<PetitionId>(1_000 + number),
                    &format!("KN-{number}"),
                    &i64::from(number),
                    &council(),
                    &received,
                    &one.level,
                    &one.sector,
                    &state,
                    &one.ended.map(|(_, outcome)| outcome),
                    &road,
                    &promised,
                    &closed,
                    &merged,
                    &area(),
                ],
            )?;
            for ((closed, reopened, outcome), end) in one.earlier_ends().into_iter().zip(0_u16..) {
                let (row, petition) = (id(10_000 + number * 10 + end), id(1_000 + number));
                insert_reopening(tx, row, petition, outcome, day(closed), day(reopened))?;
            }
        }
        tx.take_touched().map(|_| ())
    })
    .unwrap();
    ground
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever became of the petitions, and whatever window is asked: what was open, and what
    /// came, less what ended, is what is open; those with and without a plan are those that are
    /// open; the levels and the sectors add up; and the rows are as many as the number.
    #[test]
    fn the_figures_of_any_history_and_window_add_up(
        histories in proptest::collection::vec(any_history(), 0..40),
        from in 0..400_i32,
        days in 0..200_i32,
    ) {
        let fresh = fresh(&histories);
        let (from, to) = (day(from), day(from + days));
        let (numbers, rows, levels, sums) = fresh.db.read(|tx| {
            let ask = |part| Question { council: council(), from, to, part };
            let parts = [
                Part::OpenBefore,
                Part::Received,
                Part::Closed(Outcome::Resolved),
                Part::Closed(Outcome::Explained),
                Part::OpenAfter,
                Part::WithPlan,
                Part::WithoutPlan,
            ];
            let mut numbers = Vec::new();
            let mut rows = Vec::new();
            for part in parts {
                numbers.push(store_days::count(tx, &ask(part))?);
                rows.push(i64::try_from(list_counted(tx, &ask(part), 1_000)?.len()).unwrap());
            }
            let mut levels = 0;
            for level in CompetenceLevel::ALL {
                levels += store_days::count(tx, &ask(Part::OfLevel(*level)))?;
            }
            let mut sums = Vec::new();
            for found in [store_days::levels(tx, council(), from, to)?, store_days::sectors(tx, council(), from, to)?] {
                sums.push(found.into_iter().map(|(_, count)| count).sum::<i64>());
            }
            Ok::<_, db::Error>((numbers, rows, levels, sums))
        }).unwrap();
        prop_assert_eq!(&numbers, &rows);
        let [before, received, resolved, explained, after, planned, unplanned] = numbers[..] else { panic!() };
        prop_assert_eq!(before + received - resolved - explained, after);
        prop_assert_eq!(planned + unplanned, after);
        prop_assert_eq!(levels, received);
        prop_assert_eq!(sums, vec![received, received]);
        // The same, counted by hand from the histories
        let counted = histories.iter().filter(|one| one.state == State::Forwarded);
        let by_hand = counted.filter(|one| {
            let received = day(one.received);
            let ended = one.last_end().map(|(ended, _)| day(ended));
            let was_over =
                one.earlier_ends().iter().any(|(closed, again, _)| day(*closed) <= to && day(*again) > to);
            received <= to && ended.is_none_or(|ended| ended > to) && !was_over
        });
        prop_assert_eq!(i64::try_from(by_hand.count()).unwrap(), after);
    }

    /// A window reports the same whenever it is counted: on its last day, and long after.
    #[test]
    fn what_a_window_reported_stays_true(
        histories in proptest::collection::vec(any_history(), 0..25),
        from in 0..400_i32,
        days in 0..200_i32,
    ) {
        let figures = |histories: &[History]| {
            let fresh = fresh(histories);
            fresh.db.read(|tx| {
                let parts = [
                    Part::OpenBefore,
                    Part::Received,
                    Part::Closed(Outcome::Resolved),
                    Part::Closed(Outcome::Explained),
                    Part::OpenAfter,
                ];
                let (from, to) = (day(from), day(from + days));
                parts
                    .into_iter()
                    .map(|part| store_days::count(tx, &Question { council: council(), from, to, part }))
                    .collect::<db::Result<Vec<i64>>>()
            }).unwrap()
        };
        // What is set aside later was never a petition: the promise is about ends
        let known: Vec<History> =
            histories.iter().filter(|one| one.state == State::Forwarded).cloned().collect();
        let then: Vec<History> = known.iter().filter_map(|one| one.as_of(from + days)).collect();
        prop_assert_eq!(figures(&then), figures(&known));
    }
}
