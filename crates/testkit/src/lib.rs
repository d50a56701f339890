//! For tests: real engines, and people who use the product through its front door.
//!
//! - [`places`] gives a fresh database on each engine: a SQLite file always, PostgreSQL where
//!   `NGHISU_TEST_POSTGRES` names a server (the test command starts one).
//! - [`Person`] signs in, opens pages, follows links and sends forms as they stand on the page.

mod person;
mod places;

pub use person::{Page, Person};
pub use places::{Fresh, Template, places};
