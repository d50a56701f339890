//! The web kit: requests in, pages out, one transaction each.
//!
//! Invariants:
//! - an area's page or form handler sees a [`Ctx`] inside one transaction and nothing else;
//! - a route that does not say [`Access::Public`] is closed to strangers;
//! - a form is acted on once ([`Visit::write`]), and only when it came from our own page;
//! - an answer of 400 or above undoes the transaction;
//! - a program shows a key ([`Visit::program_reads`], [`Visit::program_writes`]): cookies and form
//!   tokens mean nothing there, and no key opens a page.

mod answer;
mod app;
mod assets;
mod binder;
mod card;
mod child;
mod ctx;
mod error;
mod feed;
mod form;
mod linked_data;
mod live;
mod meter;
pub mod open_api;
mod problem;
mod program;
mod reader;
mod routes;
mod shell;
mod store;
mod throttle;
mod visit;
mod work;

pub mod charts;
pub mod fields;
pub mod ical;
pub mod listing;
pub mod ui;

pub use answer::{Answer, DocumentFile, ListFile};
pub use app::{App, Frame, House, Purpose, Settings, SignedIn};
pub use binder::COMMAND as BINDER_COMMAND;
pub use card::{Draw as DrawCard, Share};
pub use ctx::{Ctx, RequestFacts};
pub use error::{Error, NoRefusal};
pub use feed::FeedEntry;
pub use form::{Fault, Form, Said, Upload};
pub use linked_data::linked_data;
pub use live::{Draw, Live, Picture, Watch};
pub use meter::Meter;
pub use problem::Problem;
pub use program::{Caller, Document, Place as TroublePlace, Trouble, must_match, pointer, tag, take_text};
pub use reader::{COMMAND as READER_COMMAND, ReadFault};
pub use routes::{Access, RouteRow, Routes, serve_router};
pub use shell::{Flash, NavItem, Shell, TextSize};
pub use throttle::Throttle;
pub use visit::{Visit, token_sha256};
pub use work::{Progress, UNDO_DAYS, Work, WorkLine, Works, may_undo, routes as work_routes};

pub use seal::{Keeper, Place};
pub use serde_json::json;
pub use store::CHECKS;
