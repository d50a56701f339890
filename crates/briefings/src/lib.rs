//! The quarterly briefing (hội nghị giao ban) between the Standing Committee of a council and
//! those of the communes.
//!
//! ```text
//! planned ──► called ──► held ──► concluded (public)
//!    │          │
//!    └──────────┴── postponed: another day, same state · cancelled, with the reason
//! a commune's report: draft ──► submitted ──► returned ──► submitted …
//! ```
//!
//! No law orders it; it stands in the council's work programme. Invariants:
//! - one briefing a quarter, unless the other was cancelled;
//! - a missing commune is a named gap, never zero;
//! - no conclusion leaves the room without somebody who does it; one without a date is due at
//!   the next briefing (BRF-06);
//! - one commune never reads another's report; nothing of a briefing is public before the notice
//!   (figures are public statistics and have their own pages).

mod actions;
mod figures;
mod forms;
mod letters;
mod life;
mod life_difficulties;
mod model;
mod open;
mod open_api;
pub mod open_data;
mod pages;
pub mod policy;
mod program;
mod reporting;
pub mod rules;
pub mod snapshot;
mod store;
mod store_difficulties;
mod store_duty;
mod store_reports;
mod store_room;
mod todo;

use kit::{Access, Ctx, Routes};

pub use actions::{
    Clearing, ConcludeInput, ConclusionInput, DifficultyInput, Made, NewBriefing, NewDifficulty, Reminder,
    ReportInput, Standing, TakingUp, add_conclusion, add_item, aggregate, aggregates, answer_difficulty,
    assign_difficulty, call, cancel, change_conclusion, change_facts, change_item, clear_difficulty,
    conclude, default_guests, group_difficulties, hold, issue_minutes, issue_plan, keep_room_texts,
    move_conclusion, move_item, plan, postpone, preview_notice, preview_reminders, put_on_agenda,
    raise_difficulty, remove_conclusion, remove_item, reply, return_report, save_report, send_reminders,
    set_attendance, set_own_part, show_difficulty, standing, submit, sync_participants, take_up,
    ungroup_difficulty,
};
pub use life::LIFE;
pub use life_difficulties::LIFE as DIFFICULTY_LIFE;
pub use model::{
    AskedLevel, Attendance, Briefing, Conclusion, Difficulty, DifficultyKind, DueKind, Item, Participant,
    Refusal, Reply, Report, ReportState, State,
};
pub use open::{Cleared, Row as CountedRow, cleared_of_resolution, count, keeps, list, question};
pub use open_api::openapi_paths;
pub use program::{DIFFICULTIES_MAX, OwnFigure, OwnReport, own_report, take_own_report};
pub use reporting::{
    Awaited, Came, Concluded, Held, Notice, OwedReport, SentReport, awaited_answers, concluded_between,
    held_between, keeps_reports, notices, owed_reports, sent_reports,
};
pub use store::{briefing as find, by_period, participants};
pub use store_difficulties::open_of as difficulties_of;
pub use store_reports::difficulties as raised_at;
pub use todo::{reports_owed, todos};

/// Every statement of this area, for the test that prepares them on both engines.
pub const CHECKS: [&[db::Check]; 5] = [
    store::CHECKS,
    store_difficulties::CHECKS,
    store_reports::CHECKS,
    store_room::CHECKS,
    store_duty::CHECKS,
];

/// The routes of this area.
pub fn routes() -> Routes {
    public().and(workspace()).and(room()).and(register())
}

fn public() -> Routes {
    use pages::{lists, portal, portal_data};
    Routes::new()
        .get(Access::Public, "/giao-ban", portal::list)
        .get(Access::Public, "/giao-ban.json", portal_data::list_json)
        .get(Access::Public, "/giao-ban.atom", portal_data::list_atom)
        .get(Access::Public, "/giao-ban.ics", portal_data::list_ics)
        .files(Access::Public, ["/giao-ban.xlsx", "/giao-ban.csv"], lists::public)
        .get(Access::Public, "/giao-ban/{period}", portal::detail)
}

fn workspace() -> Routes {
    use forms::{prepare as post, report as report_post};
    use pages::{aggregate, commune, hub, list, lists, matrix, papers, report};
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/giao-ban", list::list)
        .files(Access::SignedIn, ["/lam-viec/giao-ban.xlsx", "/lam-viec/giao-ban.csv"], lists::own)
        .post(Access::SignedIn, "/lam-viec/giao-ban", post::plan)
        .get(Access::SignedIn, "/lam-viec/giao-ban/phai-nop", commune::owed)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}", hub::hub)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/sua", post::facts)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/ke-hoach", post::issue_plan)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/moi", post::call)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/hop", post::hold)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/hoan", post::postpone)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/huy", post::cancel)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/thanh-phan", post::sync)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/ma-tran", matrix::matrix)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/nhac", matrix::remind)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/nhac", post::remind)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/bao-cao", commune::form)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/bao-cao", report_post::save)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/bao-cao/{report}", report::report)
        .post(
            Access::SignedIn,
            "/lam-viec/giao-ban/{id}/bao-cao/{report}/tra-lai",
            report_post::return_report,
        )
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/tra-loi", commune::reply)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/tra-loi", report_post::reply)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/tong-hop", aggregate::aggregate)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/tong-hop", post::aggregate)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/tong-hop.docx", aggregate::docx)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/tong-hop.pdf", aggregate::pdf)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/tong-hop.xlsx", aggregate::xlsx)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/van-ban", papers::papers)
}

fn register() -> Routes {
    use forms::register as post;
    use pages::register;
    Routes::new()
        .get(Access::Public, "/kho-khan", register::public)
        .get(Access::Public, "/kho-khan.json", register::public_json)
        .files(Access::Public, ["/kho-khan.xlsx", "/kho-khan.csv"], register::public_file)
        .get(Access::Public, "/kho-khan.atom", register::public_atom)
        .get(Access::SignedIn, "/lam-viec/kho-khan", register::list)
        .post(Access::SignedIn, "/lam-viec/kho-khan", post::create)
        .get(Access::SignedIn, "/lam-viec/kho-khan.xlsx", register::xlsx)
        .get(Access::SignedIn, "/lam-viec/kho-khan.csv", register::csv)
        .get(Access::SignedIn, "/lam-viec/kho-khan/moi", register::new)
        .get(Access::SignedIn, "/lam-viec/kho-khan/{id}", register::show)
        .post(Access::SignedIn, "/lam-viec/kho-khan/{id}", post::deed)
}

fn room() -> Routes {
    use forms::{prepare as post, room as room_post};
    use pages::{difficulties, prepare, room};
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/phan-huyen", prepare::own)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/phan-huyen", post::own_part)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/chuong-trinh", prepare::agenda)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/chuong-trinh", post::add_item)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/chuong-trinh/{item}", post::change_item)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/diem-danh", prepare::attendance)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/diem-danh", post::attendance)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/ket-luan", room::conclusions)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/ket-luan", room_post::add)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/ket-luan/van-ban", room_post::texts)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/ket-luan/{conclusion}", room_post::change)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/thong-bao", room::notice)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/thong-bao", room_post::notice)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/bien-ban", room_post::minutes)
        .get(Access::SignedIn, "/lam-viec/giao-ban/{id}/kho-khan", difficulties::difficulties)
        .post(Access::SignedIn, "/lam-viec/giao-ban/{id}/kho-khan/{difficulty}", room_post::difficulty)
}

/// Whether the actor may see the files of this report; for `files::routes`, kind
/// `briefing_report`.
pub fn may_see_files(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<bool> {
    let Ok(id) = file.subject_id.parse() else { return Ok(false) };
    let Some(report) = store_reports::report(ctx.tx, id)? else { return Ok(false) };
    let Some(briefing) = store::briefing(ctx.tx, report.briefing_id)? else { return Ok(false) };
    let own = ctx.actor.organization;
    let invited = match own {
        Some(own) => {
            store::participant(ctx.tx, briefing.id, own)?.is_some_and(|one| one.invited_ms.is_some())
        }
        None => false,
    };
    let subject =
        policy::Subject { council: briefing.council_id, body: Some(report.organization_id), invited };
    Ok(policy::may(ctx.actor, policy::Action::ReadReport, &subject))
}

/// The report that carries a file.
pub fn home_of_file(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<Option<files::Home>> {
    let Ok(id) = file.subject_id.parse() else { return Ok(None) };
    let Some(report) = store_reports::report(ctx.tx, id)? else { return Ok(None) };
    let body =
        directory::organization(ctx.tx, report.organization_id)?.map_or_else(String::new, |one| one.name);
    Ok(Some(files::Home { title: format!("Báo cáo giao ban, {body}"), href: report.path() }))
}
