//! The law as data: rules with their source, the calendar of working days, and deadlines that explain themselves.
//!
//! Code asks by name, `law.deadline(Rule::AcceptComplaint, received_on)`. The number of days stands in
//! `rules/*.toml` and nowhere else. No input or output, no clock: every date is an argument.

mod calendar;
mod deadline;
mod error;
mod law;
mod limit;
pub mod lunar;
pub mod majority;
mod markdown;
mod parse;
mod publication;
mod rule;
mod statutory;
mod table;
mod vietnamese;

pub use calendar::Calendar;
pub use deadline::{CountedDay, Deadline, DeadlineKind, DeadlineStatus, EXPLICIT, RuleRef};
pub use error::{LoadError, NoDeadline, OverrideError};
pub use law::{Applied, Law, Override};
pub use limit::{Limit, Measure, MonthDay, Period, Share, Thing, Unit};
pub use markdown::law_markdown;
pub use publication::{NotEarlier, Publication};
pub use rule::Rule;
pub use table::{Confidence, Family, Level, RuleEntry, RuleVersion, Transition};

#[cfg(test)]
mod tests;
