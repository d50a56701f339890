//! Receptions of citizens (tiếp công dân): the schedule that the law asks for, the desk where a
//! visit is written down, what was decided, and that the citizen is told.
//!
//! States: [`rules`].
//!
//! Invariants:
//! - who came and what was said is in one sealed column, opened by a POST that is written down
//!   first; no list, search, log, document, follow-up or export holds it otherwise;
//! - of a denunciation there is nothing but a code, a day, a place and the number in the paper
//!   register; the table itself refuses anything else;
//! - nothing of a joint reception is without a body that answers for it and a day.

mod actions;
mod forms;
mod forms_visits;
mod import;
mod letters;
mod life;
mod model;
mod notice;
pub mod open;
mod open_api;
pub mod open_data;
mod outcomes;
mod pages;
mod pages_import;
mod pages_register;
mod pages_schedule;
mod pages_visits;
pub mod policy;
mod portal;
mod receptions;
mod register;
pub mod rules;
mod schedule;
mod store;
mod store_import;
mod store_visits;
mod tabular;
mod todo;
mod view;
mod visits;
mod words;

use kernel::{OrganizationId, ReceptionId, VisitId};
use kit::{Access, Ctx, Routes};

pub use life::LIFE;
pub use model::{
    EntryKind, Ground, Host, Kind, Outcome, Reception, Refusal, State, Visit, VisitKind, VisitState,
};
pub use notice::draft as draft_notice;
pub use open_api::openapi_paths;
pub use outcomes::{Left, inform, leave, moved, refuse_in_writing, reply, settle};
pub use portal::{Posted, posted};
pub use receptions::{NewReception, cancel, change, hold, plan, post};
pub use schedule::plan_missing;
pub use todo::todos;
pub use visits::{NewVisit, look_up, open as open_visit, print_slip, receive, same_case};
pub use words::Words;

/// What the files of SQL prepare, for the test that holds every statement against Rust.
pub const CHECKS: &[&[db::Check]] = &[store::CHECKS, store_import::CHECKS, store_visits::CHECKS];

/// Whether something in the register can be opened only with the key.
pub fn holds_sealed(tx: &mut db::Tx) -> db::Result<bool> {
    Ok(store_visits::any_sealed(tx)?.is_some())
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan", pages::list)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/moi", pages::new)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan", forms::plan)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/lich", pages_schedule::page)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/lich", pages_schedule::plan_missing)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/so", pages_register::page)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/so/mo", pages_register::opened)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/so.xlsx", pages_register::xlsx)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/so.csv", pages_register::csv)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/nhap", pages_import::page)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/nhap", pages_import::take)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/nhap/{id}/hoan-tac", pages_import::undo)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot", pages_visits::list)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/moi", pages_visits::new)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot", forms_visits::receive)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}", pages_visits::detail)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}/mo", forms_visits::open)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}/phieu", forms_visits::slip)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}/ket-qua", forms_visits::leave)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}/tra-loi", forms_visits::reply)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}/giai-quyet", forms_visits::settle)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}/da-bao", forms_visits::inform)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}/tu-choi", forms_visits::refuse)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/luot/{id}/vu-viec", forms_visits::same_case)
        .get(Access::SignedIn, "/lam-viec/tiep-cong-dan/{id}", pages::detail)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/{id}", forms::change)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/{id}/dang", forms::post)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/{id}/da-tiep", forms::hold)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/{id}/huy", forms::cancel)
        .post(Access::SignedIn, "/lam-viec/tiep-cong-dan/{id}/ket-luan", forms::conclude)
        .get(Access::Public, "/lich-tiep-cong-dan", portal::page)
        .get(Access::Public, "/lich-tiep-cong-dan.ics", portal::ics)
        .get(Access::Public, "/lich-tiep-cong-dan.json", portal::json)
}

/// The page of a visit by its id, for the follow-up that points to it.
pub fn path_of(id: &str) -> String {
    model::visit_path(id)
}

/// A reception by its id, whoever asks.
pub fn find(ctx: &mut Ctx<'_>, id: ReceptionId) -> db::Result<Option<Reception>> {
    store::reception(ctx.tx, id)
}

/// A visit by its id, whoever asks; what is sealed stays sealed.
pub fn find_visit(ctx: &mut Ctx<'_>, id: VisitId) -> db::Result<Option<Visit>> {
    store_visits::visit(ctx.tx, id)
}

/// The receptions of a council between two days, by day; those called off among them.
pub fn between(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    from: kernel::Date,
    to: kernel::Date,
) -> db::Result<Vec<Reception>> {
    store::between(ctx.tx, council, from, to)
}

/// The visits of a reception, in the order in which they came.
pub fn visits_of(ctx: &mut Ctx<'_>, id: ReceptionId) -> db::Result<Vec<Visit>> {
    store_visits::of_reception(ctx.tx, id)
}
