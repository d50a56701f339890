//! Letters of citizens (đơn): complaints, denunciations, petitions, feedback; from the number in
//! the register to the day on which the writer was told.
//!
//! The council settles few of them itself: it receives, studies, forwards, urges and supervises.
//! States and what may be done when: [`rules`]; the clocks of the law: [`clocks`].
//!
//! Invariants:
//! - name, address and content are sealed before they reach the database; they are opened by
//!   those who deal with the letter, and each opening is written down;
//! - of a denunciation there is a number, days, the receiving unit, a class of subject, the
//!   number in the paper register and a state: no text, no name, no file; the database refuses
//!   anything else;
//! - outside its own page a letter is "Đơn số 12/2020": in the journal, the follow-up, the
//!   outgoing paper, the figures;
//! - no letter is without a day by which it is decided.

mod actions;
pub mod clocks;
mod denunciation;
mod forms;
mod import;
mod life;
mod model;
pub mod open;
pub mod open_data;
mod pages;
mod pages_detail;
mod pages_import;
mod pages_report;
mod paper;
pub mod policy;
mod portal;
pub mod rules;
mod sealed;
mod store;
mod tabular;
mod todo;
mod view;

use kit::{Access, Routes};

pub use actions::{
    Alike, Answered, Classes, Followed, NewLetter, Online, Proposal, Screening, SplitPart, accepted, alike,
    answer, assign, by_receipt, classify, decide, destroy, find, inform, look_up, moved, note, open,
    open_file, pause, propose, receive, register, resume, screen, send_back, split, withdraw,
};
pub use denunciation::reads_like as reads_like_denunciation;
pub use life::LIFE;
pub use model::{
    ComplaintLevel, Kind, Letter, Missing, Outcome, Purpose, Refusal, Result_, Source, State, Subject,
};
pub use sealed::{Opened, Sender};
pub use store::{CHECKS, by_number as find_by_number};
pub use todo::todos;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/don-thu", pages::list)
        .get(Access::SignedIn, "/lam-viec/don-thu.xlsx", pages::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/don-thu.csv", pages::list_csv)
        .post(Access::SignedIn, "/lam-viec/don-thu/so-co-ten", forms::register_with_names)
        .get(Access::SignedIn, "/lam-viec/don-thu/moi", pages::new)
        .post(Access::SignedIn, "/lam-viec/don-thu", forms::register)
        .get(Access::SignedIn, "/lam-viec/don-thu/nhap", pages_import::page)
        .post(Access::SignedIn, "/lam-viec/don-thu/nhap", pages_import::take)
        .post(Access::SignedIn, "/lam-viec/don-thu/nhap/{id}/hoan-tac", pages_import::undo)
        .get(Access::SignedIn, "/lam-viec/don-thu/bao-cao", pages_report::page)
        .get(Access::SignedIn, "/lam-viec/don-thu/bao-cao/{part}", pages_report::rows)
        .post(Access::SignedIn, "/lam-viec/don-thu/tieu-huy", forms::destroy)
        .get(Access::SignedIn, "/lam-viec/don-thu/{id}", pages_detail::detail)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/mo", forms::open)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/tep/{file}", forms::open_file)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/ban-gui", forms::open_paper)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/giao", forms::assign)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/kiem-tra", forms::screen)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/phan-loai", forms::classify)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/tach", forms::split)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/de-xuat", forms::propose)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/quyet-dinh", forms::decide)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/xem-lai", forms::send_back)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/thu-ly", forms::accepted)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/dinh-chi", forms::pause)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/tiep-tuc", forms::resume)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/tra-loi", forms::answer)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/bao-cong-dan", forms::inform)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/rut-don", forms::withdraw)
        .post(Access::SignedIn, "/lam-viec/don-thu/{id}/ghi-chu", forms::note)
        .get(Access::Public, "/don-thu", portal::page)
}

/// Whether something in the register can be opened only with the key.
pub fn holds_sealed(tx: &mut db::Tx) -> db::Result<bool> {
    Ok(store::any_sealed(tx)?.is_some())
}

/// The page of a letter by its id, for the follow-up that points to it.
pub fn path_of(id: &str) -> String {
    format!("/lam-viec/don-thu/{id}")
}
