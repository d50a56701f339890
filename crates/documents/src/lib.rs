//! Outgoing documents (văn bản đi): drafted, numbered, sent, and kept as they left the house.
//!
//! States: `draft` → `issued` → `recalled`. A number belongs to a series of organization, kind
//! and year (Nghị định 30/2020/NĐ-CP, Điều 15), is taken in the transaction that issues, and
//! stays with the document when it is recalled.
//!
//! Invariants:
//! - a series has neither gaps nor doubles: an undone transaction gives its number back;
//! - an issued document never changes;
//! - [`draft`], [`issue`] and [`issue_new`] touch rows and do not record: the deed that they
//!   are part of does.

mod actions;
mod bundle;
pub mod edxml;
mod exchange;
mod forms;
mod letter;
mod model;
mod open_api;
mod pages;
pub mod policy;
mod portal;
mod register;
pub mod rules;
mod sent;
mod store;
mod store_templates;
mod template;
mod template_pages;

use kit::{Access, Routes};

pub use actions::{addressees, document, draft, issue, issue_new, of_subject, unopened};
pub use exchange::DueBy;
pub use letter::LetterView;
pub use model::{Arrived, Document, Kind, NewDocument, Refusal, State};
pub use open_api::openapi_paths;
pub use sent::{Sent, SentQuestion, sent};
pub use store::CHECKS;
pub use store_templates::CHECKS as TEMPLATE_CHECKS;

/// The routes of this area. `due_by` knows by when a paper about a record is to be answered.
pub fn routes(due_by: DueBy) -> Routes {
    exchange::install(due_by);
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/van-ban", register::list)
        .get(Access::SignedIn, "/lam-viec/van-ban.xlsx", register::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/van-ban.csv", register::list_csv)
        .get(Access::SignedIn, "/lam-viec/van-ban/goi", bundle::list)
        .post(Access::SignedIn, "/lam-viec/van-ban/goi", bundle::begin)
        .get(Access::SignedIn, "/lam-viec/van-ban/goi/{file}", bundle::file)
        .get(Access::SignedIn, "/lam-viec/van-ban/{id}", pages::show)
        .get(Access::SignedIn, "/lam-viec/van-ban/{id}/sua", pages::edit)
        .post(Access::SignedIn, "/lam-viec/van-ban/{id}/sua", forms::edit)
        .post(Access::SignedIn, "/lam-viec/van-ban/{id}/phat-hanh", forms::issue)
        .post(Access::SignedIn, "/lam-viec/van-ban/{id}/thu-hoi", forms::recall)
        .get(Access::SignedIn, "/lam-viec/mau-van-ban", template_pages::list)
        .get(Access::SignedIn, "/lam-viec/mau-van-ban/{kind}", template_pages::show)
        .post(Access::SignedIn, "/lam-viec/mau-van-ban/{kind}", template_pages::send)
        .get(Access::SignedIn, "/lam-viec/van-ban-den", register::inbox)
        .get(Access::SignedIn, "/lam-viec/van-ban-den.xlsx", register::inbox_xlsx)
        .get(Access::SignedIn, "/lam-viec/van-ban-den.csv", register::inbox_csv)
        .get(Access::Public, "/van-ban", portal::list)
        .get(Access::Public, "/van-ban.xlsx", portal::list_xlsx)
        .get(Access::Public, "/van-ban.csv", portal::list_csv)
        .get(Access::Public, "/van-ban/{id}", portal::show)
}
