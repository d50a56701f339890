//! What a body owes or helps with, for its own programs.

use db::{Select, Tx};
use kernel::{Date, FollowUpId, Instant, OrganizationId};
use kit::Ctx;

use crate::model::{Entry, FollowUp, State};
use crate::policy::{self, Action};
use crate::store::{self, COLUMNS};

/// What is asked of the list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Owed {
    /// One state.
    pub state: Option<State>,
    /// Due before this day.
    pub due_before: Option<Date>,
    /// With something in its history since this moment.
    pub modified_since: Option<Instant>,
}

/// A follow-up as a body that leads or helps sees it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The follow-up.
    pub one: FollowUp,
    /// Its history, oldest first.
    pub entries: Vec<Entry>,
    /// The bodies that cooperate.
    pub cooperating: Vec<OrganizationId>,
}

/// The follow-ups that a body leads or cooperates in, the oldest first, after one.
pub fn owed(
    tx: &mut Tx,
    body: OrganizationId,
    asked: Owed,
    after: Option<FollowUpId>,
    most: i64,
) -> db::Result<Vec<FollowUp>> {
    Select::new(COLUMNS)
        .and(
            "id in (select id from follow_up where lead_id = ? union all select follow_up_id from follow_cooperation where organization_id = ?)",
            &[&body, &body],
        )
        .maybe("state = ?", asked.state.as_ref())
        .maybe("due_on < ?", asked.due_before.as_ref())
        .maybe(
            "exists (select 1 from follow_entry where follow_entry.follow_up_id = follow_up.id and follow_entry.at_ms >= ?)",
            asked.modified_since.as_ref(),
        )
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// One of them by its code, with its history and the bodies that cooperate; none where the actor
/// neither leads nor cooperates, or may not read it.
pub fn owed_by_code(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<Whole>> {
    let Some(one) = store::by_code(ctx.tx, code)? else { return Ok(None) };
    let cooperating = store::cooperating_of(ctx.tx, one.id)?;
    let is_ours = ctx.actor.acts_for(one.lead_id) || cooperating.iter().any(|id| ctx.actor.acts_for(*id));
    if !is_ours || !policy::may(ctx.actor, Action::Read, &one, &cooperating) {
        return Ok(None);
    }
    let entries = store::entries(ctx.tx, one.id)?;
    Ok(Some(Whole { one, entries, cooperating }))
}

/// Whether its answer is given elsewhere, with more than words: what the link there says.
pub fn answered_elsewhere(one: &FollowUp) -> Option<&'static str> {
    crate::elsewhere::of(one).map(|(label, _)| label)
}
