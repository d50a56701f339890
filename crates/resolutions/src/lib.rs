//! Resolutions (nghị quyết): the register of what a council has resolved, in two series of
//! numbers, with the days that matter: adopted, signed, sent up, in force, ended.
//!
//! Invariants:
//! - a number is given once in the series of council, kind and year;
//! - no resolution takes effect before it is adopted, and a normative one not before the day that
//!   the law allows;
//! - a resolution belongs to a held session of the same council, on a day of that session;
//! - it touches older ones of its council only, from the day of its own effect at the earliest, and
//!   what it replaces or repeals ends on that day, in the same deed;
//! - what a session adopted whose dossier is in the archive changes by a correction alone, its end
//!   aside;
//! - title and text of what was signed and published change by a correction alone, and the earlier
//!   ones stay readable.

mod actions;
mod address;
mod akn_out;
mod beside;
pub mod body;
pub mod consolidated;
mod course;
mod due;
mod export;
mod forms;
mod intake;
mod life;
mod model;
pub mod open;
mod open_api;
pub mod open_data;
mod pages;
mod pages_ties;
pub mod policy;
mod portal;
mod portal_text;
pub mod rules;
mod sending;
mod store;
mod ties;
mod todos;

use kit::{Access, Routes};

pub use self::intake::RESOLUTIONS as INTAKE;
pub use actions::{by_number, change, create, find, latest_public, list_of_council, publish_earlier};
pub use address::Addresses;
pub use akn_out::to_akn;
pub use beside::{Beside, stand_beside};
pub use course::told;
pub use life::LIFE;
pub use model::{
    Erratum, Force, NewErratum, NewRelation, NewResolution, NewSending, Refusal, Relation, RelationKind,
    Resolution, SentUp, Series, Shortened, Way,
};
pub use open_api::openapi_paths;
pub use store::{CHECKS, many};
pub use ties::{correct, relate, send_session, unrelate};
pub use todos::todos;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/nghi-quyet", portal::list)
        .get(Access::Public, "/nghi-quyet.json", export::json)
        .get(Access::Public, "/nghi-quyet.csv", export::csv)
        .get(Access::Public, "/nghi-quyet.xlsx", export::xlsx)
        .get(Access::SignedIn, "/lam-viec/nghi-quyet.csv", export::own_csv)
        .get(Access::SignedIn, "/lam-viec/nghi-quyet.xlsx", export::own_xlsx)
        .get(Access::Public, "/nghi-quyet.atom", export::atom)
        .get(Access::Public, "/nghi-quyet/{key}", portal::show)
        .get(Access::Public, "/nghi-quyet/{key}/hop-nhat", portal_text::consolidated)
        .get(Access::Public, "/nghi-quyet/{key}/dinh-chinh/{id}", portal_text::before)
        .get(Access::SignedIn, "/lam-viec/nghi-quyet", pages::list)
        .post(Access::SignedIn, "/lam-viec/nghi-quyet", forms::create)
        .get(Access::SignedIn, "/lam-viec/nghi-quyet/moi", pages::new)
        .get(Access::SignedIn, "/lam-viec/nghi-quyet/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/nghi-quyet/{id}", forms::change)
        .post(Access::SignedIn, "/lam-viec/nghi-quyet/{id}/cong-khai", forms::publish_earlier)
        .get(Access::SignedIn, "/lam-viec/nghi-quyet/{id}/quan-he", pages_ties::ties)
        .post(Access::SignedIn, "/lam-viec/nghi-quyet/{id}/quan-he", pages_ties::relate)
        .post(Access::SignedIn, "/lam-viec/nghi-quyet/{id}/quan-he/{tie}", pages_ties::unrelate)
        .get(Access::SignedIn, "/lam-viec/nghi-quyet/{id}/dinh-chinh", pages_ties::correcting)
        .post(Access::SignedIn, "/lam-viec/nghi-quyet/{id}/dinh-chinh", pages_ties::correct)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/gui-cap-tren", sending::show)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/gui-cap-tren", sending::send)
}
