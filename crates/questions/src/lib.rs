//! Questions (chất vấn): what delegates ask office holders, in groups of issues that the council
//! chooses, answered in the hall or in writing, with the promises that follow.
//!
//! ```text
//! asked ──► compiled ──► chosen ──► answered_oral ──┬─► satisfied
//!   │           │  └──► not_chosen       ▲          └─► not_satisfied ─► to_discuss ─► discussed
//!   │           ▼            ▼           │                  ▲
//!   └──► written_allowed ◄── (chosen) ─► answered_written ──┘
//! asked, compiled ─► withdrawn
//! ```
//!
//! Invariants:
//! - what is not compiled is read by its delegate and those who keep the questions alone;
//! - a written answer has a day that the law counted, and an answer the one who gave it in person;
//! - a promise is followed: its follow-up and the question lead to one another.

mod actions;
mod akn_out;
mod common;
mod compile;
mod export;
mod forms;
mod life;
mod model;
pub mod open;
mod open_api;
pub mod open_data;
mod pages;
mod pages_session;
mod paper;
pub mod policy;
mod portal;
pub mod rules;
mod store;
mod todo;
mod view;

use kit::{Access, Routes};

pub use actions::{
    Asker, allow_writing, amend, answer_in_writing, answer_orally, ask, ask_to_discuss, correct_answer,
    correct_day, discuss, judge, pledge, publish, session_changed, withdraw,
};
pub use compile::{add_issue, arrange, change_issue, decide, remove_issue, shift_issue};
pub use life::LIFE;
pub use model::{
    Issue, Mode, NewAnswer, NewPledge, NewQuestion, Pledge, Question, Refusal, State, WrittenReason, path_of,
};
pub use open_api::openapi_paths;
pub use store::{CHECKS, by_code, issues, of_session, question as find};
pub use todo::todos;

/// A delegate's questions that anyone may read, the newest first.
pub fn public_of_person(tx: &mut db::Tx, person: kernel::PersonId) -> db::Result<Vec<Question>> {
    const ROWS_MAX: i64 = 500;
    let mut found = store::of_person(tx, person, ROWS_MAX)?;
    found.retain(Question::is_open);
    Ok(found)
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/chat-van", portal::list)
        .get(Access::Public, "/chat-van.json", export::json)
        .get(Access::Public, "/chat-van.csv", export::csv)
        .get(Access::Public, "/chat-van.atom", export::atom)
        .get(Access::Public, "/chat-van.xlsx", export::xlsx)
        .get(Access::SignedIn, "/lam-viec/chat-van.csv", export::own_csv)
        .get(Access::SignedIn, "/lam-viec/chat-van.xlsx", export::own_xlsx)
        .get(Access::Public, "/chat-van/{code}", portal::show)
        .get(Access::SignedIn, "/lam-viec/chat-van", pages::list)
        .post(Access::SignedIn, "/lam-viec/chat-van", forms::create)
        .get(Access::SignedIn, "/lam-viec/chat-van/moi", pages::new)
        .get(Access::SignedIn, "/lam-viec/chat-van/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/chat-van/{id}", forms::deed)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/chat-van", pages_session::page)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/chat-van", forms::session_deed)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/chat-van/tong-hop.docx", paper::compilation_docx)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/chat-van/tong-hop.pdf", paper::compilation_pdf)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/chat-van/nghi-quyet.docx", paper::resolution_docx)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/chat-van/nghi-quyet.pdf", paper::resolution_pdf)
}
