//! The lists of petitions on both engines: their plans, and their numbers held against the rows.

#![expect(clippy::expect_used, reason = "a test that cannot be set up fails")]

#[path = "../../benches/bulk/mod.rs"]
mod bulk;
mod plans;
mod tally;
