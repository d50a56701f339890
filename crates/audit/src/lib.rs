//! The journal: one entry for each deed, in the deed's own transaction.
//!
//! An entry names who did what to which record, why, and the hash of every row that the deed
//! touched, before and after. Entries form a chain; public ones are also leaves of a Merkle
//! tree (RFC 6962), whose signed checkpoint anyone may keep and hold against us later.
//!
//! Invariants:
//! - a row of a recorded table and its newest entry agree, or [`verify`] names the row;
//! - personal values enter the public log only as salted hashes;
//! - nothing here is ever changed or deleted (triggers on both engines).

mod checkpoint;
mod entry;
mod pages;
mod store;
mod store_moments;
mod verify;

pub use checkpoint::{KeyRing, latest_note, seal};
pub use entry::{Deed, entry_of, last_touched, record};
pub use pages::routes;
pub use store::{CHECKS, PublicDeed, last_entry, last_leaf, public_after};
pub use store_moments::{Moment, moments, once_public};
pub use verify::{Finding, Verified, verify};
