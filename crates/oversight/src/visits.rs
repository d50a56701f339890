//! Visits and working sessions, and what is noted there.

use kernel::{Date, FieldVisitId, OrganizationId, OversightEntryId, OversightId};
use kit::{Ctx, Error, Upload};

use crate::actions::{NOTE_FILES, body_of, keep_files};
use crate::common::{Result, Whole, finish, hit, permitted};
use crate::model::{FieldVisit, NewVisit, Oversight, Refusal, State};
use crate::policy::{self, Action};
use crate::{rules, store};

/// Plans a visit or a working session.
pub fn plan(ctx: &mut Ctx<'_>, id: OversightId, new: &NewVisit) -> Result<FieldVisitId> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    if !matches!(one.state, State::InProgramme | State::Decided | State::Notified | State::Working)
        || one.field_ended_on.is_some()
    {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    if let Some(body) = new.body_id {
        body_of(ctx, id, body)?;
    }
    let visit: FieldVisitId = ctx.id();
    store::insert_visit(
        ctx.tx,
        visit,
        id,
        new.kind,
        new.planned_on,
        &new.starts,
        &new.place,
        &new.counterpart,
        new.body_id,
    )?;
    let today = ctx.today;
    let words = format!("Lập lịch: {}, {}.", kernel::dates::print(new.planned_on), new.place);
    finish(ctx, id, "oversight.plan_visit", today, &words, one.is_open())?;
    Ok(visit)
}

/// The visits of a council's oversights in a window, each with its oversight: those of which the
/// actor may read.
pub fn between(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<(FieldVisit, Oversight)>> {
    let visits = store::visits_between(ctx.tx, council, from, to)?;
    let mut of: Vec<OversightId> = visits.iter().map(|one| one.oversight_id).collect();
    of.sort_unstable();
    of.dedup();
    let readable = store::readable(ctx.tx, &of, policy::sight(ctx.actor))?;
    Ok(visits
        .into_iter()
        .filter_map(|visit| {
            let one = readable.iter().find(|one| one.id == visit.oversight_id)?.clone();
            Some((visit, one))
        })
        .collect())
}

/// The visit with its oversight, when the actor may do this.
pub(crate) fn permitted_visit(
    ctx: &mut Ctx<'_>,
    id: FieldVisitId,
    action: Action,
) -> Result<(FieldVisit, Whole)> {
    let visit = store::visit(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let whole = permitted(ctx, visit.oversight_id, action)?;
    Ok((visit, whole))
}

fn not_cancelled(visit: &FieldVisit) -> Result<()> {
    if visit.cancelled_on.is_some() { Err(Error::Refused(Refusal::VisitCancelled)) } else { Ok(()) }
}

/// Moves a visit that was not held.
pub fn change(ctx: &mut Ctx<'_>, id: FieldVisitId, version: i64, new: &NewVisit) -> Result<()> {
    let (visit, whole) = permitted_visit(ctx, id, Action::Keep)?;
    not_cancelled(&visit)?;
    if visit.held_on.is_some() {
        return Err(Error::Refused(Refusal::WrongState(whole.one.state)));
    }
    hit(store::move_visit(ctx.tx, new.planned_on, &new.starts, &new.place, &new.counterpart, id, version)?)?;
    let today = ctx.today;
    let words = format!("Đổi lịch: {}, {}.", kernel::dates::print(new.planned_on), new.place);
    finish(ctx, whole.one.id, "oversight.change_visit", today, &words, whole.one.is_open())?;
    Ok(())
}

/// Writes down that it was held, and its minutes; again to correct them. The first one begins the
/// team's work.
pub fn hold(ctx: &mut Ctx<'_>, id: FieldVisitId, version: i64, on: Date, minutes: &str) -> Result<()> {
    let (visit, whole) = permitted_visit(ctx, id, Action::Note)?;
    not_cancelled(&visit)?;
    let one = &whole.one;
    if !matches!(one.state, State::Notified | State::Working) || one.field_ended_on.is_some() {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    rules::check_day(one.decided_on, on, ctx.today).map_err(Error::Refused)?;
    hit(store::hold_visit(ctx.tx, on, minutes, id, version)?)?;
    if one.state == State::Notified {
        hit(store::begin(ctx.tx, on, one.id, one.version)?)?;
    }
    let words = format!("{} tại {}.", visit.kind.label(), visit.place);
    finish(ctx, one.id, "oversight.hold_visit", on, &words, one.is_open())?;
    Ok(())
}

/// Calls a visit off.
pub fn cancel(ctx: &mut Ctx<'_>, id: FieldVisitId, version: i64) -> Result<()> {
    let (visit, whole) = permitted_visit(ctx, id, Action::Keep)?;
    not_cancelled(&visit)?;
    if visit.held_on.is_some() {
        return Err(Error::Refused(Refusal::WrongState(whole.one.state)));
    }
    let today = ctx.today;
    hit(store::cancel_visit(ctx.tx, today, id, version)?)?;
    let words = format!("Hủy buổi {} tại {}.", visit.kind.label().to_lowercase(), visit.place);
    finish(ctx, whole.one.id, "oversight.cancel_visit", today, &words, whole.one.is_open())?;
    Ok(())
}

/// Notes what is seen. `own` is the note's id as the telephone made it: the same note sent twice is
/// one; other words under an old id are another note.
pub fn note(
    ctx: &mut Ctx<'_>,
    id: FieldVisitId,
    own: Option<OversightEntryId>,
    words: &str,
    uploads: &[Upload],
) -> Result<()> {
    let (visit, whole) = permitted_visit(ctx, id, Action::Note)?;
    not_cancelled(&visit)?;
    if whole.one.reported_on.is_some() || !whole.one.state.is_decided() {
        return Err(Error::Refused(Refusal::WrongState(whole.one.state)));
    }
    let mut note = own.unwrap_or_else(|| ctx.id());
    let (now, by) = (ctx.now, ctx.actor.name.clone());
    if !store::insert_note(ctx.tx, note, id, words, now, &by)?.hit() {
        let known = store::note(ctx.tx, note)?;
        if known.is_some_and(|known| known.visit_id == id && known.text == words) {
            return Ok(());
        }
        note = ctx.id();
        store::insert_note(ctx.tx, note, id, words, now, &by)?;
    }
    keep_files(ctx, uploads, NOTE_FILES, &note.to_string())?;
    let deed = audit::Deed::new("oversight.note", "oversight", whole.one.id, whole.one.label());
    audit::record(ctx, deed)?;
    Ok(())
}
