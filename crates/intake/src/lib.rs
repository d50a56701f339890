//! Tables in: one way for every kind of record.
//!
//! An area says what its table looks like and what a row of it becomes ([`Kind`]); here a file or
//! what was pasted is read, its columns are guessed and may be corrected, every faulty cell is
//! named at once, what is there already stands beside its row, and the rest is taken in as one
//! batch that can be taken back within seven days.
//!
//! Invariants:
//! - a batch is one deed: one entry of the journal holds every row that it wrote;
//! - rows with faults are left out only when somebody chose so;
//! - a batch is taken back whole, or not at all: a record that somebody went on with keeps it.

mod actions;
mod columns;
mod kinds;
mod pages;
mod read;
mod store;

use kit::{Access, Routes};

pub use actions::{Looked, Outcome, Refusal, WithFaults, look, take, undo};
pub use columns::{Column, Shape};
pub use kinds::{Checked, Elsewhere, Kind, Made, Same, Take, elsewhere, install, kind, kinds};
pub use pages::{export_sheet, template_sheets};
pub use read::{Found, Names, Reading, Row, Table, guess};
pub use store::CHECKS;

/// The routes of this area; the binary says which kinds there are, and which tables are taken in on
/// pages of their own.
pub fn routes(kinds: &'static [&'static Kind], elsewhere: &'static [Elsewhere]) -> Routes {
    install(kinds, elsewhere);
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/nhap", pages::home)
        .get(Access::SignedIn, "/lam-viec/nhap/{name}", pages::kind)
        .post(Access::SignedIn, "/lam-viec/nhap/{name}", pages::take)
        .post(Access::SignedIn, "/lam-viec/nhap/dot/{id}/hoan-tac", pages::undo)
}
