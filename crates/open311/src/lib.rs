//! Open311 `GeoReport` v2: applications of citizens send feedback and petitions to the council, and
//! ask what became of them.
//!
//! What is sent becomes a letter: sealed, with its number in the register and its clocks. Where it
//! stands is told to who has the receipt, which is its `service_request_id`. The list of requests
//! is the public petitions of voters; no letter is in it.
//!
//! Invariants:
//! - a denunciation is no service: what reads like one is refused, and nothing of it is kept;
//! - of a letter no answer says who wrote, from where or what: its service, days, body and state;
//! - who sends is a visitor, whatever cookies come along; so no token of a form is asked.

mod actions;
mod forms;
mod intake;
mod model;
mod open_api;
mod pages;
pub mod policy;
mod report;
mod services;
mod status;
mod store;
mod wire;

use kit::{Access, Routes};

pub use model::{Mode, Refusal};
pub use open_api::openapi_paths;
pub use store::CHECKS;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/open311/{file}", services::discovery)
        .get(Access::Public, "/open311/v2/{file}", services::list)
        .get(Access::Public, "/open311/v2/services/{file}", services::definition)
        .get(Access::Public, "/open311/v2/requests.xml", status::list_xml)
        .get(Access::Public, "/open311/v2/requests.json", status::list_json)
        .post(Access::Public, "/open311/v2/requests.xml", intake::send_xml)
        .post(Access::Public, "/open311/v2/requests.json", intake::send_json)
        .get(Access::Public, "/open311/v2/requests/{file}", status::one)
        .get(Access::Public, "/open311/v2/tokens/{file}", status::token)
        .get(Access::SignedIn, "/lam-viec/open311", pages::page)
        .post(Access::SignedIn, "/lam-viec/open311", forms::set)
        .post(Access::SignedIn, "/lam-viec/open311/khoa", forms::make_key)
        .post(Access::SignedIn, "/lam-viec/open311/khoa/{id}/thu-hoi", forms::revoke_key)
}
