//! Fills a database with made-up petitions, to see how fast the lists stay.
//!
//! `cargo run --release -p petitions --example million -- --rows 1000000 --db /tmp/x.db`; a
//! `postgres://…` address in the place of the file fills that database. One that has no council
//! yet gets a district to stand on; an installation keeps its own, and is not to be used after.
#[path = "../benches/bulk/mod.rs"]
mod bulk;

use std::process::ExitCode;
use std::time::Instant;

use db::Place;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|word| word == name)?;
        arguments.get(at + 1).cloned()
    };
    let rows: usize = value("--rows").and_then(|rows| rows.parse().ok()).unwrap_or(10_000);
    let seed: u64 = value("--seed").and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let Some(place) = value("--db") else {
        eprintln!("million --db FILE|postgres://… [--rows N] [--seed N]");
        return ExitCode::FAILURE;
    };
    let place =
        if place.starts_with("postgres://") { Place::Server(place) } else { Place::File(place.into()) };
    let started = Instant::now();
    let filled = bulk::fill(&place, seed, rows, &mut |done| {
        eprintln!("{done} in {:.1} s", started.elapsed().as_secs_f64());
    });
    match filled {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
