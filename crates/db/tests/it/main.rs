//! The seam on both engines, as an area uses it.
#![expect(missing_docs, reason = "the records of a test are read where they stand")]

use db::{Count, Db, Error, Migration, One, Schema, Select, queries, record};
use testkit::{Fresh, places};

queries! {
    fn add(id: &str, title: &str, on: kernel::Date, open: bool, count: i64) -> Count =
        "insert into note (id, title, on_date, is_open, amount) values ($1, $2, $3, $4, $5)";
    fn note(id: &str) -> Option<Note> = "select id, title, on_date, is_open, amount, remark from note where id = $1";
    fn total() -> One<(i64,)> = "select cast(coalesce(sum(amount), 0) as bigint) from note";
    fn swapped(second: &str, first: &str) -> Vec<(String,)> =
        "select title from note where title = $2 and id = $1";
    fn add_kept(id: &str, title: &str) -> Count = "insert into kept (id, title) values ($1, $2)";
    fn rename_kept(title: &str, id: &str) -> Count = "update kept set title = $1 where id = $2";
}

record! {
    #[derive(Debug, PartialEq)]
    pub struct Note {
        pub id: String,
        pub title: String,
        pub on_date: kernel::Date,
        pub is_open: bool,
        pub amount: i64,
        pub remark: Option<String>,
    }
}

const TABLES: &str = "create table note (
    id text primary key,
    title text not null unique,
    on_date text not null check (length(on_date) = 10),
    is_open boolean not null,
    amount bigint not null check (amount >= 0),
    remark text
);
create index note_day on note (on_date, id);
create table kept (
    id text primary key,
    title text not null
);
";

static SCHEMA: Schema = Schema {
    migrations: &[Migration { number: 1, name: "0001_notes", sqlite: TABLES, postgres: TABLES }],
    recorded: &["kept"],
};

const DAY: kernel::Date = jiff_date();

const fn jiff_date() -> kernel::Date {
    kernel::Date::constant(2020, 10, 15)
}

fn each_engine(test: impl Fn(&Db, &Fresh)) {
    for fresh in places() {
        let db =
            Db::open(&fresh.place, &SCHEMA, 0).unwrap_or_else(|error| panic!("{}: {error:?}", fresh.engine));
        test(&db, &fresh);
    }
}

#[test]
fn a_row_comes_back_as_it_went() {
    each_engine(|db, _| {
        db.write::<_, Error>(|tx| add(tx, "a", "Đường liên xã", DAY, true, 7)).unwrap();
        let found = db.read::<_, Error>(|tx| note(tx, "a")).unwrap();
        let wanted = Note {
            id: "a".into(),
            title: "Đường liên xã".into(),
            on_date: DAY,
            is_open: true,
            amount: 7,
            remark: None,
        };
        assert_eq!(found, Some(wanted));
    });
}

#[test]
fn a_failed_command_is_undone_alone() {
    each_engine(|db, _| {
        db.write::<_, Error>(|tx| add(tx, "a", "một", DAY, true, 1)).unwrap();
        let twice = db.write::<_, Error>(|tx| {
            add(tx, "b", "hai", DAY, true, 10)?;
            add(tx, "c", "một", DAY, true, 100)
        });
        assert!(twice.unwrap_err().is_unique_violation());
        db.write::<_, Error>(|tx| add(tx, "d", "bốn", DAY, false, 1000)).unwrap();
        let One((sum,)) = db.read::<_, Error>(total).unwrap();
        assert_eq!(sum, 1001);
    });
}

#[test]
fn a_command_that_panics_is_undone_and_the_next_one_runs() {
    each_engine(|db, _| {
        let gone = db.write::<(), Error>(|tx| {
            add(tx, "a", "một", DAY, true, 1)?;
            panic!("on purpose")
        });
        assert!(matches!(gone, Err(Error::Panicked)));
        db.write::<_, Error>(|tx| add(tx, "a", "một", DAY, true, 2)).unwrap();
        let One((sum,)) = db.read::<_, Error>(total).unwrap();
        assert_eq!(sum, 2);
    });
}

#[test]
fn a_check_in_the_schema_holds_on_both_engines() {
    each_engine(|db, fresh| {
        let refused = db.write::<_, Error>(|tx| add(tx, "a", "một", DAY, true, -1));
        assert!(refused.is_err(), "{}", fresh.engine);
    });
}

#[test]
fn a_recorded_row_cannot_change_without_its_note_being_taken() {
    each_engine(|db, _| {
        let refused = db.write::<_, Error>(|tx| add_kept(tx, "k", "một"));
        assert!(matches!(refused, Err(Error::Unrecorded { table }) if table == "kept"));
        let touched = db
            .write::<_, Error>(|tx| {
                add_kept(tx, "k", "một")?;
                tx.take_touched()
            })
            .unwrap();
        assert_eq!(touched.len(), 1);
        assert_eq!((touched[0].table.as_str(), touched[0].id.as_str()), ("kept", "k"));
        let refused = db.write::<_, Error>(|tx| rename_kept(tx, "hai", "k"));
        assert!(matches!(refused, Err(Error::Unrecorded { .. })));
        let columns = db.read::<_, Error>(|tx| tx.whole_row("kept", "k")).unwrap().unwrap();
        assert_eq!(columns[1], ("title".to_owned(), db::Value::Text("một".into())));
    });
}

#[test]
fn parameters_are_bound_by_number_and_not_by_first_use() {
    each_engine(|db, _| {
        db.write::<_, Error>(|tx| add(tx, "mã", "tên", DAY, true, 1)).unwrap();
        let found = db.read::<_, Error>(|tx| swapped(tx, "mã", "tên")).unwrap();
        assert_eq!(found, [("tên".to_owned(),)]);
    });
}

#[test]
fn many_writers_at_once_lose_nothing() {
    each_engine(|db, _| {
        std::thread::scope(|scope| {
            for writer in 0..8 {
                let db = db.clone();
                scope.spawn(move || {
                    for i in 0..25 {
                        let (id, title) = (format!("{writer}-{i}"), format!("việc {writer}-{i}"));
                        db.write::<_, Error>(move |tx| add(tx, &id, &title, DAY, true, 1)).unwrap();
                    }
                });
            }
        });
        let One((sum,)) = db.read::<_, Error>(total).unwrap();
        assert_eq!(sum, 200);
    });
}

#[test]
fn a_reader_sees_what_was_acknowledged_and_survives_its_own_panic() {
    each_engine(|db, _| {
        for _ in 0..20 {
            let gone = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                db.read::<(), Error>(|_| panic!("on purpose"))
            }));
            assert!(gone.is_err());
        }
        db.write::<_, Error>(|tx| add(tx, "a", "một", DAY, true, 5)).unwrap();
        let One((sum,)) = db.read::<_, Error>(total).unwrap();
        assert_eq!(sum, 5);
    });
}

#[test]
fn a_list_is_put_together_from_what_was_asked() {
    each_engine(|db, _| {
        for (id, open) in [("a", true), ("b", false), ("c", true)] {
            db.write::<_, Error>(move |tx| add(tx, id, id, DAY, open, 1)).unwrap();
        }
        let ids = |open_only: bool, after: &'static str| {
            db.read::<_, Error>(move |tx| {
                let mut select = Select::new("select id from note");
                if open_only {
                    select = select.and("is_open", &[]);
                }
                select
                    .and("(on_date, id) > (?, ?)", &[&DAY, &after])
                    .then("order by on_date, id limit ?", &[&10_i64])
                    .rows::<(String,)>(tx)
            })
            .unwrap()
        };
        assert_eq!(ids(false, ""), [("a".to_owned(),), ("b".to_owned(),), ("c".to_owned(),)]);
        assert_eq!(ids(true, "a"), [("c".to_owned(),)]);
        let none: Vec<(String,)> = db
            .read::<_, Error>(|tx| Select::new("select id from note").among::<String>("id", &[]).rows(tx))
            .unwrap();
        assert!(none.is_empty());
    });
}

#[test]
fn every_statement_here_is_prepared_and_a_wrong_one_is_named() {
    each_engine(|db, _| {
        assert_eq!(db.verify(CHECKS).unwrap(), Vec::<String>::new());
        let wrong = [db::Check {
            name: "typo",
            sqlite: "select titel from note",
            postgres: "select titel from note",
            binds: &[],
            columns: &[db::Kind::Text],
        }];
        let said = db.verify(&wrong).unwrap();
        assert!(said.len() == 1 && said[0].starts_with("typo: "), "{said:?}");
    });
}

#[test]
fn the_whole_schema_is_made_on_both_engines_and_again_without_change() {
    for fresh in places() {
        for _ in 0..2 {
            let opened = Db::open(&fresh.place, &schema::SCHEMA, 0);
            assert!(opened.is_ok(), "{}: {:?}", fresh.engine, opened.err());
        }
    }
}

#[test]
fn the_journal_refuses_to_be_rewritten() {
    for fresh in places() {
        let db = Db::open(&fresh.place, &schema::SCHEMA, 0).unwrap();
        db.write::<_, Error>(|tx| {
            tx.change(
                "insert into journal (seq, at_ms, actor_name, role, action, subject_kind, subject_id, subject_label, is_public, chain_sha256, salt)
                 values (1, 0, 'a', 'b', 'c', 'd', 'e', 'f', $1, $2, $2)",
                &[&false, &vec![0_u8; 32]],
            )
        })
        .unwrap();
        for sql in ["update journal set at_ms = 1", "delete from journal"] {
            let refused = db.write::<_, Error>(move |tx| tx.change(sql, &[]));
            assert!(refused.is_err(), "{}: {sql}", fresh.engine);
        }
    }
}
