//! Petitions that were forwarded to a body, for its own programs.

use db::{Select, Tx};
use kernel::{Date, Instant, OrganizationId, PetitionId};
use kit::Ctx;

use crate::model::{Petition, State};
use crate::policy::{self, Action, Subject};
use crate::store;

/// What is asked of the list.
#[derive(Debug, Clone, Copy, Default)]
pub struct Owed {
    /// One state.
    pub state: Option<State>,
    /// The answer is due before this day.
    pub due_before: Option<Date>,
    /// With something on its timeline since this moment.
    pub modified_since: Option<Instant>,
}

/// The petitions that were forwarded to a body, by the day they were received, after one.
pub fn owed(
    tx: &mut Tx,
    body: OrganizationId,
    asked: Owed,
    after: Option<(Date, PetitionId)>,
    most: i64,
) -> db::Result<Vec<Petition>> {
    let mut select = Select::new(store::COLUMNS)
        .and("lead_id = ? and forwarded_on is not null and state <> 'quarantined'", &[&body])
        .maybe("state = ?", asked.state.as_ref())
        .maybe("due_on < ?", asked.due_before.as_ref())
        .maybe(
            "exists (select 1 from petition_entry where petition_entry.petition_id = petition.id and petition_entry.at_ms >= ?)",
            asked.modified_since.as_ref(),
        );
    if let Some((day, id)) = after {
        select = select.and("(received_on, id) > (?, ?)", &[&day, &id]);
    }
    select.then("order by received_on, id limit ?", &[&most]).rows(tx)
}

/// One of them by its code; none where it was not forwarded to the actor's body, or the actor may
/// not read it.
pub fn owed_by_code(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<Petition>> {
    let found = store::by_code(ctx.tx, code)?;
    Ok(found.filter(|one| {
        one.forwarded_on.is_some()
            && one.lead_id.is_some_and(|lead| ctx.actor.acts_for(lead))
            && policy::may(ctx.actor, Action::Read, Subject::from(one))
    }))
}
