//! Work and oversight programmes by quarter, their items, and what of them was done.
//!
//! ```text
//! programme:  draft ──► decided ── changed for a reason, the old words stay
//! item:       open ──► begun (a record realises it) ──► done on a day
//!               └──────────── dropped for a reason
//! ```
//!
//! Invariants:
//! - what is decided has its paper, its day and the human who signed it, and anyone reads it;
//! - "late" is never stored: it is the item's day against the day on which it was done.

mod common;
mod model;
pub mod open;
pub mod policy;
mod realise;
pub mod rules;
mod store;

use kit::Routes;

pub use model::{
    Change, ChangeKind, Decision, Item, KeyTask, Kind, NewItem, NewProgramme, OversightGroup, Paper,
    Programme, Refusal, State,
};
pub use realise::{NODE_KIND, choices, item_titled, node, realise, unrealise};
pub use store::{CHECKS, item, items, of_body, programme as find};

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
