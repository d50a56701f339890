//! The register on a real database.

use std::path::PathBuf;

use db::{Db, Place};
use jiff::civil::date;
use kernel::Id;

use super::*;

/// A database that goes with the value.
struct Fresh {
    db: Db,
    folder: PathBuf,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn id<T: Id>(number: u8) -> T {
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
}

fn council() -> OrganizationId {
    id(1)
}

/// Adopted, due up, sent up, normative, public.
type Passed = (Date, Option<Date>, Option<Date>, bool, bool);

fn fresh(name: &str) -> Fresh {
    let folder = std::env::temp_dir().join(format!("nghisu_resolutions_{name}_{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let db = Db::open(&Place::File(folder.join("nghisu.db")), &schema::SCHEMA, 0).unwrap();
    db.write(|tx| {
        tx.change(
            "insert into area (id, code, name, kind, tier, valid_from, sort_key, folded)
             values ('a', '351', 'Huyện Thanh Liêm', 'district', 'district', '2016-01-01', '', '')",
            &[],
        )?;
        tx.change(
            "insert into organization (id, area_id, kind, name, short_name, symbol, place, version)
             values ($1, 'a', 'council', 'HĐND huyện', 'HĐND huyện', 'HĐND', 1, 1)",
            &[&council()],
        )?;
        let july = date(2020, 7, 21);
        let passed: [Passed; 6] = [
            (july, Some(date(2020, 7, 24)), Some(date(2020, 7, 24)), false, true),
            (july, Some(date(2020, 7, 24)), Some(date(2020, 7, 25)), false, true),
            (july, Some(date(2020, 7, 24)), None, true, true),
            (date(2020, 9, 29), Some(date(2020, 10, 2)), Some(date(2020, 9, 30)), false, true),
            (date(2020, 9, 18), None, None, false, true),
            (july, Some(date(2020, 7, 24)), Some(date(2020, 7, 24)), false, false),
        ];
        for (place, (adopted, due, sent, normative, public)) in passed.into_iter().enumerate() {
            let seq = i64::try_from(place).unwrap() + 1;
            let row = id::<ResolutionId>(u8::try_from(seq).unwrap() + 10);
            let signed = due.map(|_| adopted);
            let effective = date(2020, 8, 1);
            let ended = (seq == 2).then_some(date(2020, 12, 31));
            insert(
                tx,
                row,
                council(),
                None,
                normative,
                seq,
                2020,
                "",
                "",
                adopted,
                signed,
                Some(effective.max(adopted)),
                ended,
                sent,
                due,
                "",
                public,
                false,
                "05 nq hdnd dieu chinh du toan",
                None,
                None,
                None,
            )?;
        }
        tx.take_touched().map(|_| ())
    })
    .unwrap();
    Fresh { db, folder }
}

fn seqs(fresh: &Fresh, part: Part, is_normative: Option<bool>) -> Vec<i64> {
    seqs_of(fresh, (date(2020, 7, 1), date(2020, 9, 30)), part, is_normative)
}

fn seqs_of(fresh: &Fresh, window: (Date, Date), part: Part, is_normative: Option<bool>) -> Vec<i64> {
    let question = Question { council: council(), from: window.0, to: window.1, is_normative, part };
    fresh
        .db
        .read(|tx| {
            let rows = list_counted(tx, &question, None, 100)?;
            assert_eq!(count_counted(tx, &question)?, i64::try_from(rows.len()).unwrap());
            Ok::<_, db::Error>(rows.into_iter().map(|row| row.seq).collect())
        })
        .unwrap()
}

#[test]
fn every_statement_is_understood() {
    let fresh = fresh("checks");
    assert_eq!(fresh.db.verify(CHECKS).unwrap(), Vec::<String>::new());
}

#[test]
fn of_three_resolutions_due_up_in_the_quarter_one_went_up_in_time() {
    let fresh = fresh("sent");
    assert_eq!(seqs(&fresh, Part::DueUp, None), [1, 2, 3]);
    assert_eq!(seqs(&fresh, Part::SentInTime, None), [1]);
}

#[test]
fn one_adopted_in_a_quarter_and_due_up_in_the_next_is_counted_in_the_next_and_nowhere_else() {
    let fresh = fresh("next");
    let fourth = (date(2020, 10, 1), date(2020, 12, 31));
    assert_eq!(seqs_of(&fresh, fourth, Part::Adopted, None), Vec::<i64>::new());
    assert_eq!(seqs_of(&fresh, fourth, Part::DueUp, None), [4]);
    assert_eq!(seqs_of(&fresh, fourth, Part::SentInTime, None), [4]);
    // The day before its due day, the day itself, the day after
    for (on, expected) in [(1, vec![]), (2, vec![4]), (3, vec![])] {
        let day = date(2020, 10, on);
        assert_eq!(seqs_of(&fresh, (day, day), Part::DueUp, None), expected, "{day}");
    }
}

#[test]
fn all_published_resolutions_of_the_quarter_are_counted_and_the_two_series_add_up() {
    let fresh = fresh("adopted");
    assert_eq!(seqs(&fresh, Part::Adopted, None), [1, 2, 3, 5, 4]);
    assert_eq!(seqs(&fresh, Part::Adopted, Some(true)), [3]);
    assert_eq!(seqs(&fresh, Part::Adopted, Some(false)), [1, 2, 5, 4]);
}

#[test]
fn the_filter_by_force_agrees_with_the_page_on_every_day() {
    let fresh = fresh("force");
    for on in [date(2020, 7, 31), date(2020, 8, 1), date(2020, 9, 29), date(2020, 12, 30), date(2020, 12, 31)]
    {
        for force in Force::ALL {
            let filter = Filter { force: Some((*force, on)), ..Filter::default() };
            let (listed, all) = fresh
                .db
                .read(|tx| {
                    Ok::<_, db::Error>((
                        list(tx, &filter, None, 100)?,
                        list(tx, &Filter::default(), None, 100)?,
                    ))
                })
                .unwrap();
            let expected: Vec<_> = all.into_iter().filter(|one| one.force(on) == *force).collect();
            assert_eq!(listed, expected, "{force:?} on {on}");
        }
    }
}

#[test]
fn words_are_found_without_marks_and_in_any_order_and_a_percent_sign_finds_nothing_special() {
    let fresh = fresh("words");
    let count = |words: &str| {
        let filter = Filter { words: words.to_owned(), ..Filter::default() };
        fresh.db.read(|tx| count(tx, &filter)).unwrap()
    };
    assert_eq!(count("dự toán điều chỉnh"), 5);
    assert_eq!(count("05/NQ-HĐND"), 5);
    assert_eq!(count("% toán"), 5);
    assert_eq!(count("nông thôn"), 0);
    let years = fresh.db.read(|tx| count_by_year(tx, &Filter::default())).unwrap();
    assert_eq!(years, [(2020, 5)]);
    let mut series = fresh.db.read(|tx| count_by_series(tx, &Filter::default())).unwrap();
    series.sort_unstable();
    assert_eq!(series, [(false, 4), (true, 1)]);
}
