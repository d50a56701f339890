//! The one crate that knows there are two databases.
//!
//! SQL is written once, with `$1 … $n`; each statement is a typed function declared by
//! [`queries!`], and [`Db::verify`] prepares every one of them on the engine in use.
//!
//! Invariants:
//! - nothing runs outside a transaction: a statement takes `&mut Tx`;
//! - a write is acknowledged only after `COMMIT` has returned;
//! - a row of a recorded table cannot change without a journal entry: triggers note what
//!   was touched, and a command that leaves the note unclaimed is undone
//!   ([`Error::Unrecorded`]).

mod carry;
mod error;
mod link;
mod migrate;
mod open;
mod outcome;
mod queries;
mod select;
mod tx;
mod value;
mod writer;

pub use carry::{Column, Table};
pub use error::{Error, Result};
pub use migrate::{Migration, Schema};
pub use open::{Db, Place};
pub use outcome::{Count, One, Outcome, Record, Row};
pub use queries::Check;
pub use select::Select;
pub use tx::{Engine, Touched, Tx};
pub use value::{Bind, Kind, Misfit, Read, Typed, Value};
