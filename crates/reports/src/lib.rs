//! Indicators: every figure opens the list it counts.
//!
//! An indicator is answered by records where the unit keeps them here ([`Source`]), else by
//! what the unit entered. What nobody has said is a gap with a name, never zero.
//!
//! Invariant: the counts of the rows behind a figure add up to the figure.

mod aggregate;
mod answer;
mod drill_down;
mod figure;
mod guard;
mod indicator;
mod intake;
mod pages;
pub mod policy;
mod prose;
mod render;
mod sheet;
mod source;
mod store;

use kit::{Access, Routes};

pub use self::intake::FIGURES as INTAKE;
pub use aggregate::{AggregateRow, aggregate};
pub use answer::{Entered, Unit, answer, is_computed, parts, quarters, rows};
pub use figure::{Figure, Origin, moved, over_quarters, over_units};
pub use guard::{for_reader, opens};
pub use indicator::{ALL, BLOCKS, Indicator, Nature, block, find};
pub use prose::{Span, figure_link, plain, resolutions_sentence, sessions_sentence};
pub use render::{openapi_paths, to_json, to_letter, to_sheets};
pub use sheet::{Entry, Sheet, SheetRow, draft, enter_and_record, form_of, parse_entries, send, sheet};
pub use source::{Ask, CountedRow, Source, WHOLE, install};
pub use store::CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/so-lieu", pages::choose)
        .get(Access::Public, "/so-lieu/{unit}/{period}", pages::report)
        .get(Access::Public, "/so-lieu/{unit}/{period}/{code}", drill_down::page)
        .get(Access::SignedIn, "/lam-viec/bao-cao", pages::units)
        .get(Access::SignedIn, "/lam-viec/bao-cao/{unit}/{period}", pages::enter)
        .post(Access::SignedIn, "/lam-viec/bao-cao/{unit}/{period}", pages::keep)
        .get(Access::Public, "/api/v1/reports/{unit}/{period}", drill_down::api_report)
        .get(Access::Public, "/api/v1/reports/{unit}/{period}/{code}/records", drill_down::api_records)
}
