//! The API for programs of an organization: what it may know is read, what it owes is answered.
//!
//! A key belongs to one organization and says what for; it is shown once and kept as a hash. A
//! program acts as its organization: every right, rule and journal entry is that of the area, and
//! the journal names the organization and the key.
//!
//! Invariants:
//! - there is no rule here that the pages do not have: every deed is an area's own action;
//! - a program sees nothing but what its organization leads, helps with or owes: 404 for the rest;
//! - a request that may be sent again is acted on once, and its answer kept in the same transaction;
//! - nothing is written over what the program has not seen (`If-Match`);
//! - a key stands in no address, log or journal entry.

mod actions;
mod caller;
mod figures;
mod follow_ups;
mod forms;
mod listing;
mod model;
mod open_api;
mod organization;
mod pages;
mod petition_answers;
pub mod policy;
mod replay;
mod reports;
pub mod rules;
mod store;

use kit::{Access, Routes};

pub use caller::{called, caller};
pub use model::{ApiKey, Refusal, Scope};
pub use open_api::{openapi_components, openapi_paths};
pub use store::CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/khoa-api", pages::list)
        .post(Access::SignedIn, "/lam-viec/khoa-api", forms::create)
        .post(Access::SignedIn, "/lam-viec/khoa-api/{id}/thu-hoi", forms::revoke)
        .get(Access::Program, "/api/v1/organization", organization::show)
        .get(Access::Program, "/api/v1/follow-ups", follow_ups::list)
        .get(Access::Program, "/api/v1/follow-ups/{code}", follow_ups::show)
        .post(Access::Program, "/api/v1/follow-ups/{code}/answers", follow_ups::answer)
        .get(Access::Program, "/api/v1/petitions", petition_answers::list)
        .get(Access::Program, "/api/v1/petitions/{code}", petition_answers::show)
        .post(Access::Program, "/api/v1/petitions/{code}/answers", petition_answers::answer)
        .get(Access::Program, "/api/v1/reports/{period}", reports::show)
        .put(Access::Program, "/api/v1/reports/{period}", reports::put)
}
