//! The six operations of the data layer beside raw rusqlite, printed as ratios.
//!
//! Times of one run of one machine say little; the ratio of two medians in the same run holds.
#![expect(
    missing_docs,
    clippy::expect_used,
    clippy::cast_possible_wrap,
    reason = "a benchmark stops at the first surprise"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use db::{Count, Db, Error, Migration, One, Place, Schema, queries, record};

const TABLES: &str = "create table petition (
    id text primary key,
    unit_id bigint not null,
    status text not null,
    title text not null,
    received_on text not null,
    version bigint not null
);
create index petition_list on petition (unit_id, status, received_on, id);
create table entry (
    n bigint primary key,
    text text not null
);
";

static SCHEMA: Schema = Schema {
    migrations: &[Migration { number: 1, name: "0001", sqlite: TABLES, postgres: TABLES }],
    recorded: &[],
};

record! {
    pub struct Petition {
        pub id: String,
        pub unit_id: i64,
        pub status: String,
        pub title: String,
        pub received_on: String,
        pub version: i64,
    }
}

queries! {
    fn insert(id: &str, unit: i64, status: &str, title: &str, on: &str) -> Count =
        "insert into petition (id, unit_id, status, title, received_on, version) values ($1, $2, $3, $4, $5, 1)";
    fn entry(n: i64, text: &str) -> Count = "insert into entry (n, text) values ($1, $2)";
    fn get(id: &str) -> Option<Petition> =
        "select id, unit_id, status, title, received_on, version from petition where id = $1";
    fn page(unit: i64, status: &str, on: &str, id: &str) -> Vec<Petition> =
        "select id, unit_id, status, title, received_on, version from petition
         where unit_id = $1 and status = $2 and (received_on, id) > ($3, $4) order by received_on, id limit 50";
    fn move_on(status: &str, id: &str, version: i64) -> Count =
        "update petition set status = $1, version = version + 1 where id = $2 and version = $3";
    fn count(unit: i64, status: &str) -> One<(i64,)> =
        "select count(*) from petition where unit_id = $1 and status = $2";
    fn report() -> Vec<(i64, String, i64)> =
        "select unit_id, status, count(*) from petition group by unit_id, status order by unit_id, status";
}

const ROWS: usize = 100_000;

fn id(i: usize) -> String {
    format!("{i:08}")
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

fn time(runs: usize, mut work: impl FnMut(usize)) -> f64 {
    (0..runs / 10).for_each(&mut work);
    let times = (0..runs)
        .map(|i| {
            let started = Instant::now();
            work(runs / 10 + i);
            started.elapsed()
        })
        .collect();
    median(times)
}

fn raw(file: &Path) -> rusqlite::Connection {
    let raw = rusqlite::Connection::open(file).expect("a file");
    raw.execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536; pragma temp_store = memory;")
        .expect("pragmas");
    raw
}

fn main() {
    let folder = std::env::temp_dir().join(format!("nghisu-bench-{}", std::process::id()));
    let place = Place::File(folder.join("bench.db"));
    let db = Db::open(&place, &SCHEMA, 0).expect("a database");
    db.write::<_, Error>(|tx| {
        for i in 0..ROWS {
            let status = ["received", "routed", "answered", "closed"][i % 4];
            insert(tx, &id(i), (i % 33) as i64, status, "Sửa chữa đường liên xã", "2020-10-15")?;
        }
        Ok(())
    })
    .expect("rows");
    let file = folder.join("bench.db");
    let connection = raw(&file);
    println!("{ROWS} rows; medians in µs, and ours against raw rusqlite in the same run\n");
    println!("{:<28}{:>10}{:>10}{:>8}", "operation", "ours", "raw", "ratio");
    let show =
        |name: &str, ours: f64, raw: f64| println!("{name:<28}{ours:>10.1}{raw:>10.1}{:>8.2}", ours / raw);

    let ours = time(2_000, |i| {
        let id = id(i * 37 % ROWS);
        black_box(db.read::<_, Error>(|tx| get(tx, &id)).expect("read"));
    });
    let theirs = time(2_000, |i| {
        let mut statement = connection
            .prepare_cached(
                "select id, unit_id, status, title, received_on, version from petition where id = ?1",
            )
            .expect("statement");
        black_box(
            statement
                .query_row([id(i * 37 % ROWS)], |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, i64>(1)?,
                        row.get::<_, String>(2)?,
                        row.get::<_, String>(3)?,
                        row.get::<_, String>(4)?,
                        row.get::<_, i64>(5)?,
                    ))
                })
                .expect("row"),
        );
    });
    show("by id", ours, theirs);

    let ours = time(500, |i| {
        black_box(db.read::<_, Error>(|tx| page(tx, (i % 33) as i64, "routed", "", "")).expect("read"));
    });
    let theirs = time(500, |i| {
        let mut statement = connection
            .prepare_cached("select id, unit_id, status, title, received_on, version from petition where unit_id = ?1 and status = ?2 and (received_on, id) > (?3, ?4) order by received_on, id limit 50")
            .expect("statement");
        let rows: Vec<(String, i64, String, String, String, i64)> = statement
            .query_map(rusqlite::params![(i % 33) as i64, "routed", "", ""], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
            })
            .expect("rows")
            .collect::<Result<_, _>>()
            .expect("rows");
        black_box(rows);
    });
    show("page of 50, keyset", ours, theirs);

    let ours = time(500, |i| {
        black_box(db.read::<_, Error>(|tx| count(tx, (i % 33) as i64, "routed")).expect("read"));
    });
    let theirs = time(500, |i| {
        let mut statement = connection
            .prepare_cached("select count(*) from petition where unit_id = ?1 and status = ?2")
            .expect("statement");
        black_box(
            statement
                .query_row(rusqlite::params![(i % 33) as i64, "routed"], |row| row.get::<_, i64>(0))
                .expect("row"),
        );
    });
    show("count of a filter", ours, theirs);

    let ours = time(20, |_| {
        black_box(db.read::<_, Error>(report).expect("read"));
    });
    let theirs = time(20, |_| {
        let mut statement = connection
            .prepare_cached("select unit_id, status, count(*) from petition group by unit_id, status order by unit_id, status")
            .expect("statement");
        let rows: Vec<(i64, String, i64)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .expect("rows")
            .collect::<Result<_, _>>()
            .expect("rows");
        black_box(rows);
    });
    show("report by unit and status", ours, theirs);

    let ours = time(500, |i| {
        db.write::<_, Error>(move |tx| {
            insert(tx, &format!("new-{i:06}"), 1, "received", "Nạo vét kênh tiêu", "2020-10-15")?;
            entry(tx, i as i64, "petition.receive")
        })
        .expect("write");
    });
    let theirs = time(500, |i| {
        let tx = connection.unchecked_transaction().expect("transaction");
        tx.prepare_cached("insert into petition (id, unit_id, status, title, received_on, version) values (?1, ?2, ?3, ?4, ?5, 1)")
            .expect("statement")
            .execute(rusqlite::params![format!("raw-{i:06}"), 1, "received", "Nạo vét kênh tiêu", "2020-10-15"])
            .expect("insert");
        tx.prepare_cached("insert into entry (n, text) values (?1, ?2)")
            .expect("statement")
            .execute(rusqlite::params![1_000_000 + i as i64, "petition.receive"])
            .expect("insert");
        tx.commit().expect("commit");
    });
    show("durable insert and entry", ours, theirs);

    let ours = time(500, |i| {
        let id = id(i);
        db.write::<_, Error>(move |tx| move_on(tx, "answered", &id, 1)).expect("write");
    });
    let theirs = time(500, |i| {
        connection
            .prepare_cached(
                "update petition set status = ?1, version = version + 1 where id = ?2 and version = ?3",
            )
            .expect("statement")
            .execute(rusqlite::params!["answered", id(50_000 + i), 1])
            .expect("update");
    });
    show("durable optimistic update", ours, theirs);

    drop(connection);
    drop(db);
    let _ = std::fs::remove_dir_all(&folder);
}
