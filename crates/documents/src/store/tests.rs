//! The series on a real database.

use std::collections::HashMap;
use std::path::PathBuf;

use db::{Db, Place};
use kernel::Id;
use proptest::prelude::*;

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

fn id<T: Id>(number: u16) -> T {
    let [high, low] = number.to_be_bytes();
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [0, 0, 0, 0, 0, 0, 0, 0, high, low]))
}

fn organization(which: u8) -> OrganizationId {
    id(u16::from(which) + 10)
}

fn fresh(name: &str) -> Fresh {
    let folder = std::env::temp_dir().join(format!("nghisu_series_{name}_{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let db = Db::open(&Place::File(folder.join("nghisu.db")), &schema::SCHEMA, 0).unwrap();
    db.write(|tx| {
        tx.change(
            "insert into area (id, code, name, kind, tier, valid_from, sort_key, folded)
             values ('a', '351', 'Huyện Thanh Liêm', 'district', 'district', '2020-02-01', '', '')",
            &[],
        )?;
        for which in 0..2 {
            tx.change(
                "insert into organization (id, area_id, kind, name, short_name, symbol, place, version)
                 values ($1, 'a', 'council', 'HĐND huyện', 'HĐND huyện', 'HĐND', 1, 1)",
                &[&organization(which)],
            )?;
        }
        tx.take_touched().map(|_| ())
    })
    .unwrap();
    Fresh { db, folder }
}

/// One try to take a number.
#[derive(Debug, Clone)]
struct Try {
    organization: u8,
    kind: Kind,
    year: i64,
    undone: bool,
}

fn any_try() -> impl Strategy<Value = Try> {
    (0..2_u8, prop::sample::select(vec![Kind::Notice, Kind::OfficialLetter]), 2020..2022_i64, any::<bool>())
        .prop_map(|(organization, kind, year, undone)| Try { organization, kind, year, undone })
}

#[derive(Debug)]
enum Undone {
    Meant,
    Failed(db::Error),
}

impl From<db::Error> for Undone {
    fn from(error: db::Error) -> Self {
        Self::Failed(error)
    }
}

fn take(fresh: &Fresh, row: u16, one: Try) -> Result<i64, Undone> {
    fresh.db.write(move |tx| {
        let One((seq,)) = take_number(tx, id(row), organization(one.organization), one.kind, one.year)?;
        tx.take_touched()?;
        if one.undone { Err(Undone::Meant) } else { Ok(seq) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_series_counts_from_one_without_gap_or_double_whatever_was_undone(
        tries in prop::collection::vec(any_try(), 1..40),
    ) {
        let fresh = fresh("counts");
        let mut last: HashMap<(u8, Kind, i64), i64> = HashMap::new();
        for (row, one) in (100..).zip(tries) {
            let key = (one.organization, one.kind, one.year);
            match take(&fresh, row, one) {
                Ok(seq) => {
                    let known = last.entry(key).or_default();
                    *known += 1;
                    prop_assert_eq!(seq, *known);
                }
                Err(Undone::Meant) => {}
                Err(Undone::Failed(error)) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn a_number_that_was_given_is_not_given_again() {
    let fresh = fresh("unique");
    let twice = fresh.db.write(|tx| -> db::Result<()> {
        for (number, year) in [(1, 2020), (2, 2021), (3, 2020)] {
            let at = i64::from(number);
            insert(
                tx,
                id(number),
                organization(0),
                Kind::Notice,
                year,
                "Kết luận",
                "{}",
                "A",
                "briefing",
                "b",
                true,
                at,
            )?;
            set_issued(tx, year, 5, "05/TB-HĐND", "{}", jiff::civil::date(2020, 10, 15), id(number), 1)?;
        }
        tx.take_touched().map(|_| ())
    });
    assert!(twice.is_err(), "5 of 2021 stands beside 5 of 2020, a second 5 of 2020 does not");
}

#[test]
fn every_statement_of_this_area_prepares_and_fits_its_types() {
    let fresh = fresh("prepares");
    assert_eq!(fresh.db.verify(CHECKS).unwrap(), Vec::<String>::new());
    fresh
        .db
        .read(|tx| -> db::Result<()> {
            let own = [organization(0)];
            let filter = Filter {
                kind: Some(Kind::Notice),
                year: Some(2020),
                state: Some(State::Draft),
                ..Filter::default()
            };
            let before = Some((jiff::civil::date(2020, 10, 15), id(1)));
            register(tx, &own, filter, Some((1, id(1))), 10)?;
            count_register(tx, &own, filter)?;
            years(tx, &own)?;
            recipients_of_register(tx, &own, filter)?;
            inbox(tx, &own, true, before, 10)?;
            count_inbox(tx, &own, false)?;
            public(tx, filter, before, 10)?;
            count_public(tx, filter)?;
            public_years(tx).map(|_| ())
        })
        .unwrap();
}
