//! The log seen from outside: against another implementation, known vectors, and forgers.
#![expect(clippy::unwrap_used, reason = "a builder of test data has no caller to tell")]

mod canonical;
mod forgery;
mod tree;

use ledger::{Hash, leaf_hash};
use proptest::test_runner::{Config, RngSeed};

/// Different leaves, the same on each run.
fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

/// The same cases on each run, and no files of regressions.
fn cases(count: u32) -> Config {
    Config {
        cases: count,
        rng_seed: RngSeed::Fixed(20_260_316),
        failure_persistence: None,
        ..Config::default()
    }
}
