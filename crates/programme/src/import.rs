//! Taking a whole programme in, in one deed, and taking it back.

use kernel::{ProgrammeChangeId, ProgrammeId};
use kit::{Ctx, Error};

use crate::actions;
use crate::common::{Result, permitted};
use crate::model::{Change, ChangeKind, NewItem, Programme, Refusal, State};
use crate::policy::Action;
use crate::store;
use crate::tabular::Known;

/// What the words of a table are held against.
pub(crate) fn known(ctx: &mut Ctx<'_>, one: &Programme) -> db::Result<Known> {
    let bodies = directory::bodies_by_name(ctx.tx, ctx.today)?;
    Ok(Known { kind: one.kind, year: one.year, bodies, today: ctx.today })
}

/// Takes a table in; to a decided programme for a reason.
pub(crate) fn take(
    ctx: &mut Ctx<'_>,
    id: ProgrammeId,
    rows: &[NewItem],
    reason: &str,
) -> Result<ProgrammeChangeId> {
    let one = permitted(ctx, id, Action::Keep)?;
    actions::check_reason(&one, reason)?;
    let batch: ProgrammeChangeId = ctx.id();
    let words = format!("{} nội dung", rows.len());
    let actor = ctx.actor.name.clone();
    store::insert_change(ctx.tx, batch, id, None, ChangeKind::Paste, ctx.today, &actor, reason, "", &words)?;
    let db::One((last,)) = store::last_place(ctx.tx, id)?;
    for (row, place) in rows.iter().zip(last + 1..) {
        actions::insert(ctx, &one, place, row, Some(batch))?;
    }
    actions::finish(ctx, id, "programme.import", reason)?;
    Ok(batch)
}

/// The pasted table that can be taken back; none where somebody went on with it.
pub(crate) fn undoable(ctx: &mut Ctx<'_>, one: &Programme) -> db::Result<Option<Change>> {
    if one.state == State::Decided {
        return Ok(None);
    }
    let Some(batch) = store::last_batch(ctx.tx, one.id)? else { return Ok(None) };
    let db::One((touched,)) = store::touched_of_batch(ctx.tx, batch.id)?;
    Ok((touched == 0).then_some(batch))
}

/// Takes a pasted table back, whole.
pub(crate) fn undo(ctx: &mut Ctx<'_>, batch: ProgrammeChangeId) -> Result<(Programme, u64)> {
    let change = store::change(ctx.tx, batch)?.ok_or(Error::NotFound)?;
    let one = permitted(ctx, change.programme_id, Action::Keep)?;
    if undoable(ctx, &one)?.is_none_or(|last| last.id != batch) {
        return Err(Error::Refused(Refusal::CannotUndo));
    }
    let db::Count(taken) = store::delete_batch(ctx.tx, batch)?;
    actions::finish(ctx, one.id, "programme.undo_import", "")?;
    Ok((one, taken))
}
