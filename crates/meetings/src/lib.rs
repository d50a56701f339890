//! Meetings of the Standing Committee and of committees, their attendance and minutes, and the weekly schedule.
//!
//! ```text
//! planned ──► held ── minutes written ──► minutes approved
//!    └──────► cancelled, for a reason
//! ```
//!
//! Invariants:
//! - whether a month's duty was met is counted from the meetings that were held, never typed;
//! - approved minutes do not change;
//! - nothing of a meeting is public but its day, hour, place and title, where it is marked so.

mod actions;
mod calendar;
mod forms;
mod letter;
mod life;
mod model;
pub mod open;
mod open_api;
pub mod open_data;
mod pages;
pub mod policy;
pub mod rules;
mod store;
mod todo;

use kit::{Access, Routes};

pub use actions::{
    NODE_KIND, approve_minutes, ask_guest, cancel, change, correct_roll, decide, hold, plan, remove_person,
    write_minutes,
};
pub use calendar::{Ask, Entry, Source};
pub use life::LIFE;
pub use model::{Kind, Meeting, NewDecision, NewMeeting, Person, Presence, Refusal, Roll, State};
pub use open_api::openapi_paths;
pub use store::{CHECKS, between, meeting as find, persons};
pub use todo::todos;

/// The routes of this area. `sources` are the events of other areas in the week's schedule and in
/// the calendars of bodies.
pub fn routes(sources: &'static [Source]) -> Routes {
    calendar::install(sources);
    Routes::new()
        .get(Access::Public, "/lich/{file}", calendar::of_body)
        .get(Access::Public, "/dai-bieu/{id}/lich.ics", calendar::of_person)
        .get(Access::SignedIn, "/lam-viec/hop", pages::list)
        .get(Access::SignedIn, "/lam-viec/hop.xlsx", pages::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/hop.csv", pages::list_csv)
        .post(Access::SignedIn, "/lam-viec/hop", forms::plan)
        .get(Access::SignedIn, "/lam-viec/hop/moi", pages::new)
        .get(Access::SignedIn, "/lam-viec/hop/lich-tuan", calendar::this_week)
        .get(Access::SignedIn, "/lam-viec/hop/lich-tuan/{week}", calendar::page)
        .get(Access::SignedIn, "/lam-viec/hop/lich-tuan/{week}/lich.docx", calendar::docx)
        .get(Access::SignedIn, "/lam-viec/hop/lich-tuan/{week}/lich.pdf", calendar::pdf)
        .get(Access::SignedIn, "/lam-viec/hop/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/hop/{id}", forms::deed)
        .get(Access::SignedIn, "/lam-viec/hop/{id}/{file}", letter::file)
}
