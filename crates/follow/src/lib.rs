//! The follow-up (việc theo dõi): somebody owes something by a date.
//!
//! A voter's petition, an oversight recommendation, a pledge and a briefing's conclusion all
//! end here. States, events and who may cause them: [`rules`] and [`policy`].
//!
//! ```text
//! issued ──► accepted ──► in_progress ──► reported ──► closed (met, partly)
//!    │           │             ▲              │           ▲
//!    ▼           ▼             └── not met ───┘           │
//! disputed ◄─────┘  upheld or given to another            │
//!    any open state ── not done, with the chair's reason ─┘      closed ── reopened ► in_progress
//! ```
//!
//! "Overdue" is never stored: it is the due date against today. The ladder of urging
//! (seven steps) is stored as the highest step reached.

mod actions;
mod elsewhere;
mod forms;
mod intake;
mod issue;
mod ladder;
mod life;
mod model;
mod open;
pub mod open_data;
mod open_owed;
mod pages;
pub mod policy;
mod remind;
pub mod rules;
mod store;
mod store_intake;
mod today;
mod view;

use kit::{Access, Routes};

pub use self::intake::{FOLLOW_UPS as INTAKE, enter, leave};
pub use actions::{
    Evidence, accept, answer, answer_in_deed, answer_on_paper, answer_on_paper_in_deed, ask_extension,
    assess, carry, decide_extension, dispute, doubt, escalate, give_to, note_progress, reopen,
    set_next_briefing, take_back, transfer_obligations, uphold, watch,
};
pub use elsewhere::Handled;
pub use issue::{Due, NewFollowUp, create, issue, show_of_source};
pub use life::LIFE;
pub use model::{DueKind, Entry, EntryKind, Every, FollowUp, Refusal, Result_, State};
pub use open::{Counted, keeps, of_last_briefing, reminders, reminders_about};
pub use open_owed::{Owed, Whole, answered_elsewhere, owed, owed_by_code};
pub use remind::{Head, Letters, preview, send_reminders};
pub use rules::Assessment;
pub use store::{
    CHECKS, KindPart, by_code, find_many, follow_up as find, late_by_lead, of_kind, of_source,
    open_of_council, open_of_kind,
};
pub use store_intake::{CHECKS as INTAKE_CHECKS, with_codes};
pub use today::{Line, Todo, TodoKind, TodoSource, line_of, lines};
pub use view::{SOON_DAYS, badge, public_list};

/// The routes of this area. `sources` are what other areas put on the page "Hôm nay"; `handled`
/// are the kinds of source that are answered and judged on pages of their own.
pub fn routes(sources: &'static [TodoSource], handled: &'static [Handled]) -> Routes {
    today::install(sources);
    elsewhere::install(handled);
    Routes::new()
        .get(Access::SignedIn, "/lam-viec", today::page)
        .get(Access::SignedIn, "/lam-viec/viec", pages::list)
        .get(Access::SignedIn, "/lam-viec/viec.xlsx", pages::list_xlsx)
        .get(Access::SignedIn, "/lam-viec/viec.csv", pages::list_csv)
        .get(Access::SignedIn, "/lam-viec/viec/moi", pages::new)
        .post(Access::SignedIn, "/lam-viec/viec/moi", forms::create)
        .get(Access::SignedIn, "/lam-viec/viec/don-doc", pages::remind)
        .post(Access::SignedIn, "/lam-viec/viec/don-doc", forms::remind)
        .get(Access::SignedIn, "/lam-viec/viec/{id}", pages::detail)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/nhan", forms::accept)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/xem-lai", forms::dispute)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/giu-nguyen", forms::uphold)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/giao-lai", forms::give_to)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/tien-do", forms::progress)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/tra-loi", forms::answer)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/danh-gia", forms::assess)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/gia-han", forms::ask_extension)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/quyet-gia-han", forms::decide_extension)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/chuyen-buoc", forms::escalate)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/mo-lai", forms::reopen)
        .post(Access::SignedIn, "/lam-viec/viec/{id}/hoan-tac", forms::undo)
        .get(Access::Public, "/viec-theo-doi", pages::public_list)
        .get(Access::Public, "/viec-theo-doi.xlsx", pages::public_xlsx)
        .get(Access::Public, "/viec-theo-doi.csv", pages::public_csv)
        .get(Access::Public, "/viec-theo-doi/{code}", pages::public_detail)
}

/// Whether the actor may see files of this follow-up; for `files::routes`.
pub fn may_see_files(ctx: &mut kit::Ctx<'_>, file: &files::File) -> db::Result<bool> {
    let Ok(id) = file.subject_id.parse() else { return Ok(false) };
    let Some(follow_up) = store::follow_up(ctx.tx, id)? else { return Ok(false) };
    let cooperating = store::cooperating_of(ctx.tx, id)?;
    Ok(policy::may(ctx.actor, policy::Action::Read, &follow_up, &cooperating))
}

/// The follow-up that carries a file.
pub fn home_of_file(ctx: &mut kit::Ctx<'_>, file: &files::File) -> db::Result<Option<files::Home>> {
    let Ok(id) = file.subject_id.parse() else { return Ok(None) };
    Ok(store::follow_up(ctx.tx, id)?.map(|one| files::Home {
        title: format!("{}: {}", one.code, kernel::text::truncate_words(&one.text, 100)),
        href: one.path(),
    }))
}
