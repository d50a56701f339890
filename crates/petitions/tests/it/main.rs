//! The lists of petitions on both engines: their plans, and their numbers held against the rows.

#[path = "../../benches/bulk/mod.rs"]
mod bulk;
mod plans;
mod tally;
