//! Voters' petitions (kiến nghị cử tri): from what was said at a meeting to an answer that the
//! council took and the people of the place confirmed.
//!
//! A meeting's raw opinions become distinct petitions; a petition is classified in three ways
//! (competence, sector, committee), forwarded with a numbered slip, and is then a follow-up like
//! everything that somebody owes by a date. States: [`rules`].
//!
//! Invariants:
//! - nothing here holds a voter's name, address or telephone; what a citizen sent is read by the
//!   office alone until it was looked at;
//! - answered is not resolved, resolved is not accepted by the council, accepted is not
//!   confirmed by the place: four facts, four fields;
//! - "đang giải quyết, có lộ trình" always has a day.

mod actions;
mod answers;
mod apart;
mod citizen;
mod code;
mod forms;
mod forms_meetings;
mod front;
mod heads;
mod intake;
mod intake_petitions;
mod life;
mod life_opinions;
mod links;
mod matched;
mod meetings;
mod model;
mod one_paper;
pub mod open;
mod open_api;
pub mod open_data;
mod open_owed;
mod pages;
mod pages_annex;
mod pages_answers;
mod pages_detail;
mod pages_export;
mod pages_forward;
mod pages_links;
mod pages_meetings;
mod pages_paper;
mod pages_report;
pub mod policy;
mod portal;
mod portal_answer;
mod portal_send;
mod qr;
pub mod rules;
#[cfg(any(test, feature = "scale"))]
pub mod scale;
mod sittings;
mod store;
mod store_days;
mod store_feed;
mod store_front;
mod store_intake;
mod store_links;
mod store_lists;
mod store_meetings;
mod store_papers;
#[cfg(any(test, feature = "scale"))]
mod store_scale;
mod store_waiting;
mod summary;
mod todo;
mod view;
mod waiting;
mod words;

use kit::{Access, Routes};

pub use self::intake::MEETINGS as INTAKE;
pub use self::intake_petitions::PETITIONS as INTAKE_PETITIONS;
pub use actions::{
    Classes, Given, NewPetition, accept, answer, classify, confirm, find, find_by_text, forward, merge,
    moved, object, record, repeats, send_back, set_aside,
};
pub use code::{compose, looks_like as looks_like_code, parse};
pub use life::{LIFE, of_meetings};
pub use life_opinions::LIFE as OPINION_LIFE;
pub use meetings::{NewMeeting, cancel, hold, note, plan};
pub use model::{
    CompetenceLevel, Confirmation, Meeting, MeetingKind, MeetingState, Number, Outcome, Petition, Refusal,
    Sector, Source, State,
};
pub use one_paper::{SUBJECT as PAPER_SUBJECT, home_of_file, may_see_files};
pub use open_api::openapi_paths;
pub use open_owed::{Owed, owed, owed_by_code};
pub use portal_send::{Found, look_up};
pub use store_meetings::{between as meetings_between, delegates_of as delegates_of_meetings};
pub use todo::todos;

/// Where a petition stands, in one sentence that a citizen understands.
pub fn sentence(one: &Petition, lead: &str, today: kernel::Date) -> String {
    view::sentence(one, lead, today)
}

/// What the files of SQL prepare, for the test that holds every statement against Rust.
pub const CHECKS: &[&[db::Check]] = &[
    store::CHECKS,
    store_feed::CHECKS,
    store_intake::CHECKS,
    store_links::CHECKS,
    store_lists::CHECKS,
    store_meetings::CHECKS,
    store_papers::CHECKS,
    store_waiting::CHECKS,
];

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/kien-nghi", pages::list)
        .get(Access::SignedIn, "/lam-viec/kien-nghi.xlsx", pages_export::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/kien-nghi.csv", pages_export::list_csv)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/moi", pages::new)
        .post(Access::SignedIn, "/lam-viec/kien-nghi", forms::record)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/tra-loi-bang", pages_answers::page)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/tra-loi-bang", pages_answers::take)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/tra-loi-bang.xlsx", pages_export::answer_xlsx)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/tra-loi-van-ban", pages_paper::new)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/tra-loi-van-ban", pages_paper::receive)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/tra-loi-van-ban/{id}", pages_paper::show)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/tra-loi-van-ban/{id}", pages_paper::confirm)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/tra-loi-van-ban/{id}/bo", pages_paper::put_aside)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/mat-tran", front::page)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/mat-tran/{id}", front::mark)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/duong-dan", pages_links::list)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/duong-dan/moi", pages_links::new)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/duong-dan", pages_links::make)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/duong-dan/{id}/thu-hoi", pages_links::revoke)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/bao-cao", pages_report::page)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/bao-cao/cong-khai", waiting::publish)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/bao-cao/{part}", pages_report::rows)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/bao-cao.xlsx", pages_annex::xlsx)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/bao-cao.docx", pages_report::docx)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/bao-cao.pdf", pages_report::pdf)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/chuyen", pages_forward::forward)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/chuyen", forms::forward)
        .get(Access::SignedIn, "/lam-viec/kien-nghi/{id}", pages_detail::detail)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/phan-loai", forms::classify)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/gop", forms::merge)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/lap-lai", forms::repeats)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/khong-thu-ly", forms::set_aside)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/tra-loi", forms::answer)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/dong-y", forms::accept)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/tra-loi-lai", forms::send_back)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/chua-dong-tinh", forms::object)
        .post(Access::SignedIn, "/lam-viec/kien-nghi/{id}/xac-nhan", forms::confirm)
        .get(Access::SignedIn, "/lam-viec/tiep-xuc", pages_meetings::list)
        .get(Access::SignedIn, "/lam-viec/tiep-xuc.xlsx", pages_meetings::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/tiep-xuc.csv", pages_meetings::list_csv)
        .get(Access::SignedIn, "/lam-viec/tiep-xuc/moi", pages_meetings::new)
        .post(Access::SignedIn, "/lam-viec/tiep-xuc", forms_meetings::plan)
        .get(Access::SignedIn, "/lam-viec/tiep-xuc/{id}", pages_meetings::detail)
        .post(Access::SignedIn, "/lam-viec/tiep-xuc/{id}", forms_meetings::change)
        .post(Access::SignedIn, "/lam-viec/tiep-xuc/{id}/ket-qua", forms_meetings::hold)
        .post(Access::SignedIn, "/lam-viec/tiep-xuc/{id}/huy", forms_meetings::cancel)
        .post(Access::SignedIn, "/lam-viec/tiep-xuc/{id}/y-kien", forms_meetings::note)
        .post(Access::SignedIn, "/lam-viec/tiep-xuc/y-kien/{id}", forms_meetings::remark)
        .get(Access::Public, "/tra-loi/{token}", portal_answer::page)
        .post(Access::Public, "/tra-loi/{token}", portal_answer::answer)
        .post(Access::Public, "/tra-loi/{token}/bang", portal_answer::answer_table)
        .get(Access::Public, "/tra-loi/{token}/bieu.xlsx", portal_answer::sheet)
        .get(Access::Public, "/kien-nghi", portal::list)
        .get(Access::Public, "/kien-nghi.json", portal::json)
        .get(Access::Public, "/kien-nghi.csv", portal::csv)
        .get(Access::Public, "/kien-nghi.xlsx", portal::xlsx)
        .get(Access::Public, "/kien-nghi.atom", open_api::atom)
        .get(Access::Public, "/kien-nghi/gui", portal_send::begin)
        .post(Access::Public, "/kien-nghi/gui", portal_send::send)
        .get(Access::Public, "/kien-nghi/tra-cuu", portal_send::old_look_up)
        .get(Access::Public, "/kien-nghi/ai-de-cu-tri-cho", waiting::page)
        .get(Access::Public, "/kien-nghi/{code}", portal::show)
        .get(Access::Public, "/tiep-xuc-cu-tri", portal::meetings)
        .files(Access::Public, ["/tiep-xuc-cu-tri.xlsx", "/tiep-xuc-cu-tri.csv"], portal::meetings_file)
        .get(Access::Public, "/tiep-xuc-cu-tri.atom", portal::meetings_atom)
}

/// The page of a petition by its id, for the follow-up that points to it.
pub fn path_of(id: &str) -> String {
    format!("/lam-viec/kien-nghi/{id}")
}
