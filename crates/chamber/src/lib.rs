//! The chamber (phòng họp): a session while it sits. Agenda, roll, speakers, votes, the screens of
//! chair, delegate, hall and public, and the minutes that are composed of all this.
//!
//! States: a sitting is `open` or `paused` until it is `over`; an item begins and ends; a speech is
//! `waiting`, then `speaking`, then `done`, or `withdrawn`; a vote is `open`, on paper `counted`,
//! then `closed` for good, or `void`.
//!
//! Invariants:
//! - of a council's delegates each has at most one ballot that counts in a vote, and a ballot sent
//!   again changes nothing;
//! - a closed vote never changes; its majority is taken on all delegates of the day (law.md 2.5);
//! - of a secret vote there are totals, and nothing that says who voted what;
//! - numbers typed by hand are confirmed by a second account.

mod agenda;
mod approved;
mod common;
mod dependents;
mod devices;
mod edits;
mod floor;
mod forms;
mod forms_votes;
mod intake;
mod minutes;
mod minutes_akn;
mod model;
pub mod open;
mod open_api;
pub mod open_data;
mod pages;
mod pages_chair;
mod pages_delegate;
pub mod policy;
mod portal;
mod record;
mod rules;
mod scene;
mod script;
mod sheets;
mod speakers;
mod store;
mod store_minutes;
mod store_record;
mod votes;

use kit::{Access, Routes};

pub use self::intake::{AGENDA as INTAKE_AGENDA, ATTENDANCE as INTAKE_ATTENDANCE};
pub use agenda::{add, change, remove, shift};
pub use approved::{Minutes, SUBJECT, approve, attach, home_of_file, may_see_files, take_back};
pub use common::seats;
pub use dependents::{Dependent, Proposal, install as depend};
pub use floor::{
    RollLine, begin, begin_item, call_roll, check_in, end_speech, finish, invite, pause, register, withdraw,
    write_minutes,
};
pub use minutes_akn::to_akn;
pub use model::{
    Attendance, Ballot, Choice, Consequence, Decision, Item, ItemKind, Line, Marks, Method, NewItem, Poll,
    PollState, Presence, Rated, Refusal, Regime, Sitting, SittingState, Speech, SpeechKind, SpeechState,
};
pub use open_api::openapi_paths;
pub use rules::{Papers, Tally};
pub use store::{CHECKS, block_items, closed_polls, items, polls, roll, speeches};
pub use store_minutes::CHECKS as MINUTES_CHECKS;
pub use store_record::CHECKS as RECORD_CHECKS;
pub use votes::{
    NewPoll, Receipt, cast, close, confirm, count_hands, count_papers, count_rating, open as open_poll,
    put_away, void,
};

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/ky-hop/{key}/dien-bien", portal::course)
        .get(Access::Public, "/ky-hop/{key}/dien-bien.json", portal::course_json)
        .get(Access::Public, "/ky-hop/{key}/bien-ban.akn.xml", portal::minutes_akn)
        .get(Access::Public, "/ky-hop/{key}/man-hinh", portal::screen)
        .get(Access::Public, "/ky-hop/{key}/dong", portal::stream)
        .get(Access::Public, "/bieu-quyet/{id}", portal::poll)
        .get(Access::Public, "/dai-bieu/{id}/hoat-dong", record::page)
        .get(Access::Public, "/dai-bieu/{id}/hoat-dong.json", record::json)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/chuong-trinh", pages::agenda)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/chuong-trinh", forms::agenda)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/chuong-trinh/{item}", pages::item)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/chuong-trinh/{item}", forms::item)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/diem-danh", pages::roll)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/diem-danh", forms::roll)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/dieu-hanh", pages_chair::chair)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/dieu-hanh", forms::floor)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/bieu-quyet", forms_votes::open)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/bieu-quyet/{poll}", forms_votes::deed)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/bien-ban", minutes::page)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/bien-ban", forms::minutes)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/bien-ban/duyet", approved::deed)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/bien-ban.docx", minutes::docx)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/bien-ban.pdf", minutes::pdf)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/bien-ban.akn.xml", minutes_akn::show)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/thiet-bi", devices::page)
        .post(Access::SignedIn, "/lam-viec/ky-hop/{id}/thiet-bi", devices::make)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/kich-ban", sheets::page)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/kich-ban.docx", sheets::script_docx)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/kich-ban.pdf", sheets::script_pdf)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/phieu-giay.docx", sheets::sheets_docx)
        .get(Access::SignedIn, "/lam-viec/ky-hop/{id}/phieu-giay.pdf", sheets::sheets_pdf)
        .get(Access::SignedIn, "/lam-viec/phong-hop", pages_delegate::now)
        .get(Access::SignedIn, "/lam-viec/phong-hop/{id}", pages_delegate::show)
        .post(Access::SignedIn, "/lam-viec/phong-hop/{id}", forms::delegate)
        .post(Access::SignedIn, "/lam-viec/phong-hop/{id}/phieu", forms_votes::ballot)
}
