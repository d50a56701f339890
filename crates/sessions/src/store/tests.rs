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

fn term() -> TermId {
    id(2)
}

/// The third quarter of 2020 of a district council: a regular session, a thematic one, and a
/// draft that nobody may count.
fn fresh(name: &str) -> Fresh {
    let folder = std::env::temp_dir().join(format!("nghisu_sessions_{name}_{}", std::process::id()));
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
        tx.change(
            "insert into council_term (id, council_id, number, opened_on, ends_on, delegates_total)
             values ($1, $2, 18, '2016-06-28', '2021-06-30', 33)",
            &[&term(), &council()],
        )?;
        let sat = [
            (18, Kind::Regular, date(2020, 7, 20), date(2020, 7, 21), true),
            (19, Kind::Thematic, date(2020, 9, 18), date(2020, 9, 18), true),
            (20, Kind::Thematic, date(2020, 9, 25), date(2020, 9, 25), false),
            (17, Kind::Extraordinary, date(2020, 5, 28), date(2020, 5, 28), true),
        ];
        for (number, kind, opened, closed, public) in sat {
            let row = id::<SessionId>(u8::try_from(number).unwrap());
            insert(
                tx,
                row,
                council(),
                term(),
                number,
                kind,
                "",
                "",
                opened,
                Some(closed),
                State::Closed,
                "",
                public,
                false,
                "",
            )?;
        }
        tx.take_touched().map(|_| ())
    })
    .unwrap();
    Fresh { db, folder }
}

fn quarter(kind: Option<Kind>) -> Question {
    Question { council: council(), from: date(2020, 7, 1), to: date(2020, 9, 30), kind }
}

#[test]
fn every_statement_is_understood() {
    let fresh = fresh("checks");
    assert_eq!(fresh.db.verify(CHECKS).unwrap(), Vec::<String>::new());
}

#[test]
fn the_third_quarter_of_2020_counts_two_sessions_and_lists_those_two() {
    let fresh = fresh("quarter");
    let read = |kind| {
        fresh
            .db
            .read(|tx| {
                let rows = list_counted(tx, &quarter(kind), None, 100)?;
                Ok::<_, db::Error>((count_counted(tx, &quarter(kind))?, rows))
            })
            .unwrap()
    };
    for (kind, numbers) in [
        (None, vec![18, 19]),
        (Some(Kind::Regular), vec![18]),
        (Some(Kind::Thematic), vec![19]),
        (Some(Kind::Urgent), vec![]),
    ] {
        let (count, rows) = read(kind);
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), numbers, "{kind:?}");
        assert_eq!(count, i64::try_from(rows.len()).unwrap());
    }
}

#[test]
fn a_list_goes_on_where_it_stopped_and_shows_a_draft_only_to_its_own_council() {
    let fresh = fresh("list");
    let numbers = |filter: Filter, after| {
        let rows = fresh.db.read(|tx| list(tx, &filter, after, 2)).unwrap();
        let next = rows.last().map(|row| (row.opened_on, row.id));
        (rows.iter().map(|row| row.number).collect::<Vec<_>>(), next)
    };
    let public = Filter { council: Some(council()), year: Some(2020), ..Filter::default() };
    let (first, next) = numbers(public, None);
    assert_eq!((first, numbers(public, next).0), (vec![19, 18], vec![17]));
    let own = Filter { drafts_of: Some(council()), ..public };
    assert_eq!(numbers(own, None).0, [20, 19]);
    assert_eq!(fresh.db.read(|tx| count(tx, &own)).unwrap(), 4);
    assert_eq!(fresh.db.read(|tx| count(tx, &Filter { year: Some(2019), ..own })).unwrap(), 0);
    assert_eq!(fresh.db.read(|tx| years(tx, council())).unwrap(), [(2020,)]);
}
