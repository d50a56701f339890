//! The lists, pages and reports of petitions at a million against the same at ten thousand.
//!
//! `cargo bench -p petitions` on SQLite, and on PostgreSQL where `NGHISU_TEST_POSTGRES` names a
//! server. Times of one machine say little; the ratio of two medians in the same run holds.
//! `NGHISU_BENCH_ROWS` is the large number, a million by itself; two places as arguments are
//! measured as they are.
#![expect(clippy::expect_used, reason = "a benchmark stops at the first surprise")]

mod bulk;

use std::hint::black_box;
use std::time::{Duration, Instant};

use db::{Db, Place};
use petitions::scale::{Operation, World, operations};
use testkit::Fresh;

const FEW: usize = 10_000;
/// Runs of one operation, and the longest time that is spent on it.
const RUNS: usize = 40;
const TIME_MAX: Duration = Duration::from_secs(3);

fn median_ms(db: &Db, world: &World, operation: &Operation) -> f64 {
    let once = || {
        let started = Instant::now();
        black_box(db.read(|tx| (operation.run)(tx, world)).expect(operation.name));
        started.elapsed()
    };
    let (began, mut times) = (Instant::now(), vec![once()]);
    times.clear();
    while times.len() < RUNS && (times.is_empty() || began.elapsed() < TIME_MAX) {
        times.push(once());
    }
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1_000.0
}

fn filled(fresh: &Fresh, rows: usize) -> (Db, World) {
    let started = Instant::now();
    bulk::fill(&fresh.place, 1, rows, &mut |_| {}).expect("a register");
    eprintln!("{}: {rows} petitions in {:.1} s", fresh.engine, started.elapsed().as_secs_f64());
    opened(&fresh.place)
}

fn opened(place: &Place) -> (Db, World) {
    let db = Db::open(place, &schema::SCHEMA, 0).expect("a database");
    let world = db.read(World::load).expect("read").expect("a council");
    (db, world)
}

fn compare(few: &(Db, World), many: &(Db, World)) {
    println!("{:<38}{:>12}{:>12}{:>8}", "medians in ms", "few", "many", "ratio");
    for operation in operations() {
        let (before, after) =
            (median_ms(&few.0, &few.1, &operation), median_ms(&many.0, &many.1, &operation));
        println!("{:<38}{before:>12.2}{after:>12.2}{:>8.1}", operation.name, after / before);
    }
}

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if let [few, many] = &named[..] {
        let place = |name: &String| {
            if name.starts_with("postgres://") {
                Place::Server(name.clone())
            } else {
                Place::File(name.into())
            }
        };
        return compare(&opened(&place(few)), &opened(&place(many)));
    }
    let rows =
        std::env::var("NGHISU_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    for (small, large) in testkit::places().into_iter().zip(testkit::places()) {
        let (few, many) = (filled(&small, FEW), filled(&large, rows));
        println!("\n{}, {FEW} and {rows} petitions", small.engine);
        compare(&few, &many);
    }
}
