//! The deeds: load, ask, rule, save, record.

mod aggregate;
mod conclude;
mod difficulty;
mod invite;
mod plan;
mod remind;
mod report;
mod room;

use audit::Deed;
use kernel::{Actor, BriefingId, OrganizationId};
use kit::{Ctx, Error};

use crate::model::{Briefing, Participant, Refusal};
use crate::policy::{self, Action, Subject};
use crate::store;

pub use aggregate::{Made, aggregate, aggregates};
pub(crate) use conclude::open_conclusions;
pub use conclude::{ConcludeInput, conclude, issue_minutes, keep_room_texts, preview_notice};
pub use difficulty::{
    Clearing, NewDifficulty, TakingUp, answer_difficulty, assign_difficulty, clear_difficulty,
    group_difficulties, put_on_agenda, raise_difficulty, show_difficulty, take_up, ungroup_difficulty,
};
pub(crate) use difficulty::{destination, load_difficulty, subject_of};
pub use invite::{call, issue_plan, reply, set_attendance, sync_participants};
pub use plan::{NewBriefing, cancel, change_facts, default_guests, hold, plan, postpone, set_own_part};
pub(crate) use remind::missing;
pub use remind::{Reminder, preview_reminders, send_reminders};
pub(crate) use report::reporter;
pub use report::{DifficultyInput, ReportInput, Standing, return_report, save_report, standing, submit};
pub(crate) use room::cooperation;
pub use room::{
    ConclusionInput, add_conclusion, add_item, change_conclusion, change_item, move_conclusion, move_item,
    remove_conclusion, remove_item,
};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// A briefing that the actor may do this with; what they may not know of does not exist.
pub(crate) fn load(
    ctx: &mut Ctx<'_>,
    id: BriefingId,
    action: Action,
    body: Option<OrganizationId>,
) -> Result<Briefing> {
    let briefing = store::briefing(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if allowed(ctx, &briefing, action, body)? {
        Ok(briefing)
    } else if allowed(ctx, &briefing, Action::Read, None)? && body.is_none() {
        Err(Error::Forbidden)
    } else {
        Err(Error::NotFound)
    }
}

/// Whether the actor may do this with the briefing.
pub(crate) fn allowed(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    action: Action,
    body: Option<OrganizationId>,
) -> Result<bool> {
    let invited = invitation_of(ctx, briefing.id, ctx.actor)?.is_some_and(|one| one.invited_ms.is_some());
    Ok(policy::may(ctx.actor, action, &Subject { council: briefing.council_id, body, invited }))
}

/// The invitation of the actor's own body.
pub(crate) fn invitation_of(ctx: &mut Ctx<'_>, id: BriefingId, actor: &Actor) -> Result<Option<Participant>> {
    match actor.organization {
        Some(own) => Ok(store::participant(ctx.tx, id, own)?),
        None => Ok(None),
    }
}

/// The changed row was hit, or somebody was faster.
pub(crate) fn hit(count: db::Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

/// Another area's refusal in its own words.
pub(crate) fn other<R: std::fmt::Debug + std::fmt::Display>(error: Error<R>) -> Error<Refusal> {
    Error::from_other(error, |refusal| Refusal::Other(refusal.to_string()))
}

/// Writes the deed down. Before its notice a briefing is nobody's business but of those invited.
pub(crate) fn record(
    ctx: &mut Ctx<'_>,
    action: &'static str,
    briefing: &Briefing,
    label: String,
    reason: &str,
) -> Result<()> {
    audit::record(ctx, Deed::new(action, "briefing", briefing.id, label).because(reason))?;
    Ok(())
}
