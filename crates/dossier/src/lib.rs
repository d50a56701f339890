//! The dossier (hồ sơ kỳ họp): what is prepared before a session opens. Steps with their days,
//! papers of each item, who owes them, who examines them, which delegate got them.
//!
//! Invariants:
//! - the last day of a paper is counted back from the opening by the law of that day, and stays
//!   once the paper was sent;
//! - after the closing a paper changes by an erratum alone;
//! - a version that was handed in stays; a later one stands beside it and says what changed;
//! - what is listed or handed in after the convening is marked an addendum;
//! - papers of an item held without the public, and versions not yet sent, are nobody's but the
//!   office's, the body's that owes them and, once sent, the council's own people's.

mod booklet;
mod common;
mod course;
mod forms;
mod letters;
mod model;
pub mod open;
mod open_api;
pub mod open_data;
mod pages;
mod papers_deeds;
pub mod policy;
mod portal;
mod reader;
pub mod rules;
mod steps;
mod store;
mod todos;

use kit::{Access, Routes};

pub use course::told;
pub use model::{
    Coming, Correction, Examination, Invitation, NewPaper, Paper, PaperKind, Receipt, Refusal, Request,
    Requester, Step, StepKind, Version,
};
pub use open_api::openapi_paths;
pub use papers_deeds::{
    SUBJECT, add, change, correct, hand_in, holds_item, home_of_file, list_from_agenda, may_see_files, read,
    remove, send, send_on,
};
pub use steps::{assign, disinvite, invite, note_guest, note_request, release, reply, take, to_roll};
pub use store::{CHECKS, papers};
pub use todos::todos;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/ky-hop/{key}/tai-lieu", portal::papers)
        .get(Access::Public, "/ky-hop/{key}/tai-lieu.json", portal::papers_json)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/chuan-bi", pages::show)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/chuan-bi", forms::deed)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/giay-to/{paper}", letters::show)
        .get(Access::SignedIn, "/lam-viec/tai-lieu", reader::list)
        .post(Access::SignedIn, "/lam-viec/tai-lieu", forms::reader)
        .get(Access::SignedIn, "/lam-viec/tai-lieu/{id}", pages::paper)
        .post(Access::SignedIn, "/lam-viec/tai-lieu/{id}", forms::paper)
}
