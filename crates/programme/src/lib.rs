//! Work and oversight programmes by quarter, their items, and what of them was done.
//!
//! ```text
//! programme:  draft ──► decided ── changed for a reason, the old words stay
//! item:       open ──► begun (a record realises it) ──► done on a day
//!               └──────────── dropped for a reason
//! ```
//!
//! Invariants:
//! - what is decided has its paper, its day and the human who signed it, and anyone reads it;
//! - "late" is never stored: it is the item's day against the day on which it was done.

mod actions;
mod calendar;
mod common;
mod export;
mod forms;
mod intake;
mod key_tasks;
mod letter;
mod life;
mod model;
pub mod open;
mod open_api;
mod pages;
pub mod policy;
mod portal;
mod realise;
pub mod rules;
mod store;
mod store_intake;
mod todo;
mod view;

use kit::{Access, Routes};

pub use self::intake::ITEMS as INTAKE;
pub use actions::{
    add, attach, begin, change, decide, detach, drop_item, mark_done, mark_open, pick, publish_earlier,
    set_days, set_key, tie, unpick,
};
pub use calendar::{Record, RecordSource, SessionDays};
pub use export::events;
pub use key_tasks::key_tasks;
pub use life::LIFE;
pub use model::{
    Change, ChangeKind, Decision, Item, KeyTask, Kind, NewItem, NewProgramme, OversightGroup, Paper,
    Programme, Refusal, State,
};
pub use open_api::openapi_paths;
pub use realise::{NODE_KIND, choices, item_titled, node, realise, renew, unrealise};
pub use store::{CHECKS, item, items, of_body, programme as find};
pub use store_intake::CHECKS as INTAKE_CHECKS;
pub use todo::todos;

/// The routes of this area. `session_days` says when the regular sessions of a year were;
/// `records` are what other areas offer to realise an item.
pub fn routes(session_days: SessionDays, records: &'static [RecordSource]) -> Routes {
    calendar::install(session_days, records);
    Routes::new()
        .get(Access::Public, "/chuong-trinh", portal::list)
        .get(Access::Public, "/chuong-trinh.json", export::json)
        .get(Access::Public, "/chuong-trinh/{id}", portal::show)
        .get(Access::Public, "/chuong-trinh/{id}/{file}", export::file)
        .get(Access::SignedIn, "/lam-viec/chuong-trinh", pages::list)
        .files(
            Access::SignedIn,
            ["/lam-viec/chuong-trinh.xlsx", "/lam-viec/chuong-trinh.csv"],
            pages::list_file,
        )
        .post(Access::SignedIn, "/lam-viec/chuong-trinh", forms::begin)
        .get(Access::SignedIn, "/lam-viec/chuong-trinh/moi", pages::new)
        .get(Access::SignedIn, "/lam-viec/chuong-trinh/trong-tam/{quarter}", pages::key_tasks_page)
        .post(Access::SignedIn, "/lam-viec/chuong-trinh/trong-tam/{quarter}", forms::key_task)
        .get(
            Access::SignedIn,
            "/lam-viec/chuong-trinh/trong-tam/{quarter}/nhiem-vu.docx",
            letter::key_tasks_docx,
        )
        .get(Access::SignedIn, "/lam-viec/chuong-trinh/muc/{id}", pages::show_item)
        .post(Access::SignedIn, "/lam-viec/chuong-trinh/muc/{id}", forms::item_deed)
        .get(Access::SignedIn, "/lam-viec/chuong-trinh/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/chuong-trinh/{id}", forms::deed)
}
