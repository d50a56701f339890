//! Drafts (dự thảo nghị quyết): the text that a session debates, article by article, with the
//! amendments proposed to it, until it is the resolution.
//!
//! States: `prepared` → `open` → `presented` → `adopted` or `refused`; until then it may be
//! `withdrawn`. A proposal is `proposed`, then `taken` or `refused`, or `withdrawn` by its author.
//!
//! Invariants:
//! - a text that was kept never changes; what is taken makes a new version;
//! - what was taken goes into the text whole or not at all: where two meet, nothing is written;
//! - a text that is voted on, or was carried, stays as it is, and is the text of the resolution;
//! - of an item that is held without the public nobody but its own people reads the draft.

mod actions;
mod amendments;
mod common;
mod compare;
mod forms;
mod forms_answers;
mod life;
mod model;
mod open_api;
mod pages;
mod pages_forms;
mod paper;
pub mod policy;
mod portal;
mod rules;
mod store;
mod todo;
mod view;

use kit::{Access, Routes};

pub use actions::{
    Correction, adopt, change, enter, holds_item, item_changed, present, proposed_vote, publish, refuse,
    session_changed, take_in, withdraw, write_version,
};
pub use amendments::{answer, propose, settle, take_back};
pub use life::LIFE;
pub use model::{
    Amendment, AmendmentKind, AmendmentState, Draft, DraftVersion, NewAmendment, NewDraft, Refusal, State,
    VersionLine,
};
pub use open_api::openapi_paths;
pub use rules::Conflict;
pub use store::{CHECKS, amendments, draft as find, drafts_of as of_session};
pub use todo::todos;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/du-thao", portal::list)
        .get(Access::Public, "/du-thao.json", portal::json)
        .files(Access::Public, ["/du-thao.xlsx", "/du-thao.csv"], portal::file)
        .get(Access::Public, "/du-thao.atom", portal::atom)
        .get(Access::Public, "/du-thao/{id}", portal::show)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/du-thao", pages::list)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/du-thao", forms::enter)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/du-thao/moi", pages_forms::new)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/du-thao/{id}", forms::step)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}/sua", pages_forms::change)
        .post(Access::SignedIn, "/lam-viec/du-thao/{id}/sua", forms::change)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}/ban-moi", pages_forms::version)
        .post(Access::SignedIn, "/lam-viec/du-thao/{id}/ban-moi", forms::version)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}/gop-y", pages_forms::propose)
        .post(Access::SignedIn, "/lam-viec/du-thao/{id}/gop-y", forms_answers::propose)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}/y-kien/{amendment}", pages_forms::amendment)
        .post(Access::SignedIn, "/lam-viec/du-thao/{id}/y-kien/{amendment}", forms_answers::deed)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}/so-sanh", pages::compare)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}/tiep-thu.docx", paper::docx)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}/tiep-thu.pdf", paper::pdf)
        .get(Access::SignedIn, "/lam-viec/du-thao/{id}/tiep-thu.xlsx", paper::xlsx)
}
