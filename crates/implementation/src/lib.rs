//! What became of a resolution: the People's Committee turns it into objectives, indicators,
//! tasks and measures, by sector, body and commune; figures come period by period.
//!
//! ```text
//! plan:   draft ──► sent ──► accepted ──► returned ──► sent …
//!                     └─────────────────────▲
//! figure: entered ──► approved ──► replaced (by the next revision)
//! ```
//!
//! Invariants:
//! - how far a line has come is computed, never typed, and in whole numbers;
//! - an approved figure never changes: a later one is a new revision beside it, with a reason;
//! - a body keeps its own lines, a commune those broken down to it; others do not find the form;
//! - everyone reads plans that were taken up, with approved figures alone.

mod actions;
mod board;
mod common;
mod economy;
mod export;
mod figures;
mod forms;
mod life;
mod model;
pub mod open;
mod open_api;
mod pages;
mod pages_entry;
mod pages_line;
mod pages_table;
mod period;
pub mod policy;
mod portal;
pub mod rules;
mod store;
mod tabular;
mod todo;
mod view;

use kit::{Access, Routes};

pub use actions::{
    SUBJECT, accept, add_line, attach, begin, change_line, comment, complete, follow, give_back,
    home_of_file, may_see_files, remove_line, reopen, send,
};
pub use figures::{Entered, approve, enter, remove};
pub use life::LIFE;
pub use model::{
    Direction, Entry, EntryKind, Figure, FigureState, Indicator, Kind, Line, NewFigure, NewLine, Plan,
    PlanState, Rating, Refusal, Sector, path_of,
};
pub use open::{OffTrack, choices, of_resolution, off_track};
pub use open_api::openapi_paths;
pub use period::FigurePeriod;
pub use store::{CHECKS, lines, plan as find};
pub use todo::todos;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/thuc-hien", portal::list)
        .get(Access::Public, "/thuc-hien.json", portal::list_json)
        .get(Access::Public, "/thuc-hien.csv", portal::list_csv)
        .get(Access::Public, "/thuc-hien.xlsx", portal::list_xlsx)
        .get(Access::Public, "/thuc-hien/co-quan/{id}", portal::body)
        .get(Access::Public, "/thuc-hien/xa/{code}", portal::commune)
        .get(Access::Public, "/thuc-hien/kinh-te-xa-hoi/{period}", economy::public)
        .get(Access::Public, "/nghi-quyet/{key}/thuc-hien", portal::resolution)
        .get(Access::Public, "/nghi-quyet/{key}/thuc-hien.json", portal::resolution_json)
        .get(Access::Public, "/nghi-quyet/{key}/thuc-hien.csv", portal::resolution_csv)
        .get(Access::Public, "/nghi-quyet/{key}/thuc-hien.xlsx", portal::resolution_xlsx)
        .get(Access::SignedIn, "/lam-viec/thuc-hien", pages::list)
        .files(Access::SignedIn, ["/lam-viec/thuc-hien.xlsx", "/lam-viec/thuc-hien.csv"], pages::list_file)
        .post(Access::SignedIn, "/lam-viec/thuc-hien", forms::choose)
        .get(Access::SignedIn, "/lam-viec/thuc-hien/kinh-te-xa-hoi/{period}", economy::workspace)
        .get(Access::SignedIn, "/lam-viec/thuc-hien/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/thuc-hien/{id}", forms::deed)
        .get(Access::SignedIn, "/lam-viec/thuc-hien/{id}/dong/{line}", pages_line::show)
        .post(Access::SignedIn, "/lam-viec/thuc-hien/{id}/dong/{line}", forms::line_deed)
        .get(Access::SignedIn, "/lam-viec/thuc-hien/{id}/so-lieu", pages_entry::page)
        .post(Access::SignedIn, "/lam-viec/thuc-hien/{id}/so-lieu", pages_entry::take)
        .get(Access::SignedIn, "/lam-viec/thuc-hien/{id}/bang", pages_table::page)
        .post(Access::SignedIn, "/lam-viec/thuc-hien/{id}/bang", pages_table::take)
        .get(Access::SignedIn, "/lam-viec/thuc-hien/{id}/bang.xlsx", pages_table::xlsx)
        .post(Access::SignedIn, "/lam-viec/thuc-hien/{id}/bang/{entry}/hoan-tac", pages_table::undo)
}
