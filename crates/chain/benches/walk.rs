//! The walk over the links of a record, both ways, where a million links are kept.
//!
//! `cargo bench -p chain` on SQLite, and on PostgreSQL where `NGHISU_TEST_POSTGRES` names a server.
//! `NGHISU_BENCH_ROWS` is the number of links, a million by itself. The links form chains of two
//! dozen records that branch, and among them records from which hundreds came, as from a briefing
//! or a resolution; of those the walk stops at what a page shows.
#![expect(clippy::expect_used, reason = "a benchmark stops at the first surprise")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use db::{Db, Place};
use kernel::{Id, LinkId, ids::uuid_v7};
use testkit::Fresh;

/// Records in a chain.
const CHAIN: u64 = 24;
/// One record in so many has hundreds below it.
const HUB_EVERY: u64 = 20_000;
const HUB_LINKS: u64 = 400;
/// What a page shows on each side.
const SHOWN: i64 = 500;
const WALKS: usize = 1_000;

const COLUMNS: &str = "id, from_kind, from_id, from_label, from_href, to_kind, to_id, to_label, to_href";

/// Numbers that are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// The id of a record that is only a number here.
fn record(number: u64) -> String {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&number.to_be_bytes());
    uuid_v7(1_600_000_000_000, random).to_string()
}

/// The links as rows of text, the same in every run.
fn links(rows: u64) -> impl Iterator<Item = [String; 9]> {
    let mut dice = Dice(7);
    let mut next = 0_u64;
    let mut hub: Option<(u64, u64)> = None;
    (0..rows).map(move |row| {
        let (from, to) = match hub {
            Some((top, below)) if below > 0 => {
                hub = Some((top, below - 1));
                next += 1;
                (top, next)
            }
            _ => {
                next += 1;
                if next.is_multiple_of(CHAIN) {
                    next += 1;
                }
                if row % HUB_EVERY == HUB_EVERY - 1 {
                    hub = Some((next, HUB_LINKS));
                }
                (next - 1 - dice.below(next % CHAIN), next)
            }
        };
        let mut random = [1; 10];
        random[2..].copy_from_slice(&row.to_be_bytes());
        let id = LinkId::from_uuid(uuid_v7(1_600_000_000_000, random)).to_string();
        let (from_id, to_id) = (record(from), record(to));
        [
            id,
            "petition".to_owned(),
            from_id.clone(),
            format!("KN-2020-{from}"),
            format!("/lam-viec/kien-nghi/{from_id}"),
            "petition".to_owned(),
            to_id.clone(),
            format!("KN-2020-{to}"),
            format!("/lam-viec/kien-nghi/{to_id}"),
        ]
    })
}

fn fill(place: &Place, rows: u64) {
    drop(Db::open(place, &schema::SCHEMA, 0).expect("a database"));
    match place {
        Place::File(file) => {
            let mut connection = rusqlite::Connection::open(file).expect("a file");
            connection.execute_batch("pragma synchronous = off").expect("a pragma");
            // What the program's own connections have, and its triggers write to
            connection
                .execute_batch("create temp table if not exists touched (table_name text not null, row_id text not null)")
                .expect("a table");
            let transaction = connection.transaction().expect("a transaction");
            {
                let sql = format!(
                    "insert into record_link ({COLUMNS}) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                );
                let mut insert = transaction.prepare(&sql).expect("a statement");
                for row in links(rows) {
                    insert.execute(rusqlite::params_from_iter(&row)).expect("a link");
                }
            }
            transaction.commit().expect("a commit");
            connection.execute_batch("analyze; pragma wal_checkpoint(truncate)").expect("an end");
        }
        Place::Server(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).expect("a server");
            client
                .batch_execute(
                    "create temporary table touched (table_name text not null, row_id text not null)",
                )
                .expect("a table");
            let mut writer =
                client.copy_in(&format!("copy record_link ({COLUMNS}) from stdin")).expect("copy");
            let mut text = String::new();
            for row in links(rows) {
                text.clear();
                writeln!(text, "{}", row.join("\t")).expect("a line");
                writer.write_all(text.as_bytes()).expect("a line");
            }
            writer.finish().expect("copy");
            client.batch_execute("vacuum analyze record_link").expect("an end");
        }
    }
}

fn measure(fresh: &Fresh, rows: u64) {
    let started = Instant::now();
    fill(&fresh.place, rows);
    let filled = started.elapsed().as_secs_f64();
    let db = Db::open(&fresh.place, &schema::SCHEMA, 0).expect("a database");
    let mut dice = Dice(11);
    let mut times = Vec::with_capacity(WALKS);
    let mut met = 0;
    for _ in 0..WALKS {
        let id = record(dice.below(rows));
        let started = Instant::now();
        let found = db
            .read(|tx| -> db::Result<usize> {
                let before = chain::backward(tx, "petition", &id, SHOWN)?;
                Ok(before.len() + chain::onward(tx, "petition", &id, SHOWN)?.len())
            })
            .expect("a walk");
        times.push(started.elapsed());
        met += black_box(found);
    }
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1_000.0;
    println!(
        "{}: {rows} links written in {filled:.0} s; {WALKS} walks met {met} links; p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms",
        fresh.engine,
        at(50),
        at(99),
        at(100)
    );
}

fn main() {
    let rows =
        std::env::var("NGHISU_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    for fresh in testkit::places() {
        measure(&fresh, rows);
    }
}
