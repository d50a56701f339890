//! The council's scorecard (chấm điểm) and the picture of a quarter (bức tranh quý).
//!
//! Criteria, weights and targets are data; what a council decided otherwise stands beside the
//! shipped table with its paper, and never replaces an earlier decision.
//!
//! Invariants:
//! - no figure is typed: each is asked of `reports` or of the area that keeps the records, and opens
//!   exactly the rows behind it;
//! - what nobody has a figure for is named and takes no points: the total is out of what could be
//!   judged;
//! - points are whole hundredths, cut off, so that the full weight means that the target is reached.

mod actions;
mod card;
mod criterion;
mod export;
mod forms;
mod measure;
mod pages;
mod picture;
pub mod policy;
pub mod rules;
mod store;

use kit::{Access, Routes};

pub use actions::{Decision, decide};
pub use criterion::{Change, Comparison, Criterion, Measure, Only, shipped};
pub use store::CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/cham-diem", pages::latest)
        .get(Access::SignedIn, "/lam-viec/cham-diem/tieu-chi", pages::criteria)
        .post(Access::SignedIn, "/lam-viec/cham-diem/tieu-chi", forms::decide)
        .get(Access::SignedIn, "/lam-viec/cham-diem/{period}", pages::table)
        .get(Access::SignedIn, "/lam-viec/cham-diem/{period}/{unit}", pages::unit)
        .get(Access::SignedIn, "/lam-viec/cham-diem/{period}/{unit}/{code}", pages::evidence)
        .get(Access::SignedIn, "/lam-viec/cham-diem/bang.css", picture::table_style)
        .get(Access::SignedIn, "/lam-viec/buc-tranh-quy", picture::latest)
        .get(Access::SignedIn, "/lam-viec/buc-tranh-quy/to-in.css", picture::style)
        .get(Access::SignedIn, "/lam-viec/buc-tranh-quy/{period}", picture::page)
}
