//! For tests: real engines, and people who use the product through its front door.
//!
//! - [`places`] gives a fresh database on each engine: a SQLite file always, PostgreSQL where
//!   `NGHISU_TEST_POSTGRES` names a server (the test command starts one).
//! - [`found_district`] makes the units and bodies that records belong to.
//! - [`ground::Ground`] is one council and nothing else, for the arithmetic of a register.
//! - [`Person`] signs in, opens pages, follows links and sends forms as they stand on the page.

mod district;
pub mod ground;
mod person;
mod places;

pub use district::found_district;
pub use person::{Page, Person};
pub use places::{Fresh, Template, places};
