//! What every other crate speaks: identifiers, time, the actor, and Vietnamese text.
//!
//! Invariant: no IO, no area, no SQL. Time and randomness arrive as values.

pub mod actor;
pub mod clock;
pub mod collate;
pub mod dates;
pub mod entropy;
pub mod ids;
pub mod numbers;
pub mod period;
pub mod similar;
pub mod telex;
pub mod text;

pub use actor::{Actor, Role};
pub use clock::{Clock, Instant};
pub use dates::Date;
pub use entropy::Entropy;
pub use ids::*;
