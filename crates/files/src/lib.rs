//! Files that came with a form: kept by their content, handed out only after asking again.
//!
//! Invariants:
//! - a row exists only when its content is already safe on the disk ([`keep`]);
//! - what a file is follows from its content, never from its name;
//! - a name from outside is shown and never a path;
//! - who may not see the subject may not see its files ([`routes`]);
//! - of a sealed file neither disk nor database hold content or name ([`keep_sealed`]), and nothing
//!   reads its words;
//! - who may not have a file does not find it by its words ([`find`]).

mod actions;
mod disk;
mod model;
mod outside;
mod pages;
mod picture;
mod rules;
mod sealed;
mod store;
mod store_of_many;
mod store_words;
mod words;

pub use actions::{keep, keep_without_place, of_subject, read, verify};
pub use model::{File, MediaType, Refusal};
pub use outside::{ending_of, looks_sealed, place, sha256};
pub use pages::{Guard, Home, routes};
pub use rules::SIZE_BYTES_MAX;
pub use sealed::{forget, keep_sealed, read_sealed, remove};
pub use store::{CHECKS, file};
pub use store_of_many::of_subjects;
pub use store_words::CHECKS as WORDS_CHECKS;
pub use words::{find, step, wait_for_all};
