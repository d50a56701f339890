//! Sessions (kỳ họp): the register of a council's sessions, from the first plan to the closing.
//!
//! States: `planned` → `convened` → `opened` → `closed`; before it opens a session may be
//! `postponed`, and convened again, or `cancelled`. What the areas above tell of its papers and
//! resolutions makes the rest of its life (`course`), at whose end the dossier goes into the archive.
//!
//! Invariants:
//! - a number is given once in a term, regular and other sessions counted together;
//! - a kind is used only in the years in which the law knows it;
//! - a closed session closed on or after its opening, and not in the future;
//! - what is in the archive changes by errata only, or after it was taken out with a reason.

mod actions;
mod address;
mod calendar;
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
pub mod policy;
mod portal;
pub mod rules;
mod store;
mod watchers;

use kit::{Access, Routes};

pub use self::intake::{Register, SESSIONS as INTAKE};
pub use actions::{
    advance, archive, by_number, change, close, correct, create, find, list_of_council, public_from, reopen,
};
pub use address::Addresses;
pub use course::{Stage, Teller, Told, install as tell};
pub use due::DueLine;
pub use life::LIFE;
pub use model::{Correction, Kind, NewSession, Refusal, Session, State, label};
pub use open_api::openapi_paths;
pub use store::CHECKS;
pub use watchers::{Watcher, install as watch};

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/ky-hop", portal::list)
        .get(Access::Public, "/ky-hop.json", export::json)
        .get(Access::Public, "/ky-hop.csv", export::csv)
        .get(Access::Public, "/ky-hop.xlsx", export::xlsx)
        .get(Access::SignedIn, "/lam-viec/ky-hop.csv", export::own_csv)
        .get(Access::SignedIn, "/lam-viec/ky-hop.xlsx", export::own_xlsx)
        .get(Access::Public, "/ky-hop.atom", export::atom)
        .get(Access::Public, "/ky-hop.ics", export::ics)
        .get(Access::Public, "/ky-hop/{key}", portal::show)
        .get(Access::SignedIn, "/lam-viec/ky-hop", pages::list)
        .post(Access::SignedIn, "/lam-viec/ky-hop", forms::create)
        .get(Access::SignedIn, "/lam-viec/ky-hop/moi", pages::new)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}", forms::change)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/buoc", forms::advance)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/luu-tru", forms::archive)
}
