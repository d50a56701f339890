//! The deeds beyond the register: ties between resolutions, corrections, sending a session up.

use akn::Text;
use audit::Deed;
use kernel::{Date, ErratumId, ResolutionId, ResolutionRelationId, SessionId, dates, text};
use kit::{Ctx, Error};
use sessions::Session;

use crate::actions::{Result, council, index};
use crate::consolidated::{Consolidated, consolidate};
use crate::model::{Erratum, NewErratum, NewRelation, NewSending, Refusal, Relation, Resolution, SentUp};
use crate::policy::{self, Action};
use crate::{rules, store};

/// What others do to a resolution, each with the resolution that does it.
pub(crate) fn incoming(tx: &mut db::Tx, id: ResolutionId) -> db::Result<Vec<(Relation, Resolution)>> {
    let by = store::touching(tx, id)?;
    Ok(store::relations_to(tx, id)?
        .into_iter()
        .filter_map(|tie| {
            let by = by.iter().find(|one| one.id == tie.resolution_id)?.clone();
            Some((tie, by))
        })
        .collect())
}

/// What a resolution does to others, each with the older one, when that is in the register.
pub(crate) fn outgoing(tx: &mut db::Tx, id: ResolutionId) -> db::Result<Vec<(Relation, Option<Resolution>)>> {
    let older = store::touched_by(tx, id)?;
    Ok(store::relations_of(tx, id)?
        .into_iter()
        .map(|tie| {
            let older = older.iter().find(|one| Some(one.id) == tie.target_id).cloned();
            (tie, older)
        })
        .collect())
}

/// The text of a resolution as it stands on a day.
pub(crate) fn consolidated(tx: &mut db::Tx, one: &Resolution, on: Date) -> db::Result<Consolidated> {
    let ties = incoming(tx, one.id)?;
    Ok(consolidate(one, &ties, on))
}

/// The resolution, when the actor may do this to it.
fn permitted(ctx: &mut Ctx<'_>, id: ResolutionId, action: Action) -> Result<Resolution> {
    store::resolution(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, action, one.council_id, one.is_public))
        .ok_or(Error::NotFound)
}

/// The older one of a tie, when the actor keeps its register, and its text on the day of the tie.
fn older_of(ctx: &mut Ctx<'_>, new: &NewRelation) -> Result<Option<(Resolution, Text)>> {
    let Some(id) = new.target else { return Ok(None) };
    let older = permitted(ctx, id, Action::Read)?;
    let text = consolidated(ctx.tx, &older, new.from_on)?.text;
    Ok(Some((older, text)))
}

/// Everything that is wrong with a tie.
pub(crate) fn relation_faults(
    ctx: &mut Ctx<'_>,
    later: &Resolution,
    new: &NewRelation,
) -> Result<Vec<Refusal>> {
    let older = older_of(ctx, new)?;
    Ok(rules::relation_faults(new, later, older.as_ref().map(|(one, text)| (one, text))))
}

/// The end that a resolution has of its own, whatever ends it besides.
fn own_end(ctx: &mut Ctx<'_>, one: &Resolution) -> Result<Option<Date>> {
    let ending = store::relations_to(ctx.tx, one.id)?.into_iter().find(Relation::is_ending);
    Ok(ending.map_or(one.expired_on, |tie| tie.ended_before))
}

/// Says what a resolution does to an older one. What is replaced or repealed ends on that day.
pub fn relate(ctx: &mut Ctx<'_>, id: ResolutionId, new: &NewRelation) -> Result<ResolutionRelationId> {
    let later = permitted(ctx, id, Action::Relate)?;
    let older = older_of(ctx, new)?;
    let faults = rules::relation_faults(new, &later, older.as_ref().map(|(one, text)| (one, text)));
    if let Some(fault) = faults.into_iter().next() {
        return Err(Error::Refused(fault));
    }
    let own_end = match &older {
        Some((one, _)) => own_end(ctx, one)?,
        None => None,
    };
    let relation: ResolutionRelationId = ctx.id();
    let article = rules::article_of(new, older.as_ref().map(|(_, text)| text));
    store::insert_relation(
        ctx.tx,
        relation,
        later.id,
        new.target,
        &new.target_text,
        new.kind,
        new.way,
        &article,
        &new.new_text,
        new.from_on,
        &new.note,
        own_end,
    )?;
    let known = store::relation(ctx.tx, relation)?.ok_or(Error::NotFound)?;
    // The label is published: a draft has no name there
    let touched = match &older {
        Some((one, _)) if one.is_public => one.label(),
        Some(_) => "nghị quyết khác".to_owned(),
        None => new.target_text.clone(),
    };
    if let Some((older, _)) = &older {
        chain::link(ctx, &older.node(), &later.node())?;
    }
    if let Some((older, _)) = older.filter(|_| known.is_ending()) {
        store::set_expired(ctx.tx, Some(new.from_on), older.id)?;
    }
    let label = format!("{}: {} {touched}, từ {}", later.label(), known.deed(), dates::print(new.from_on));
    let deed = Deed::new("resolution.relate", "resolution", later.id, label);
    audit::record(ctx, deed.public_if(later.is_public))?;
    Ok(relation)
}

/// Takes a tie back that was entered wrongly; what it ended holds again.
pub fn unrelate(ctx: &mut Ctx<'_>, id: ResolutionRelationId, version: i64, why: &str) -> Result<Resolution> {
    let known = store::relation(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let later = permitted(ctx, known.resolution_id, Action::Relate)?;
    if !store::delete_relation(ctx.tx, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    // Another tie of the same two keeps them linked
    if let Some(target) = known.target_id
        && !store::relations_of(ctx.tx, later.id)?.iter().any(|one| one.target_id == Some(target))
    {
        chain::cut(ctx, ("resolution", &target.to_string()), ("resolution", &later.id.to_string()))?;
    }
    if let Some(target) = known.target_id.filter(|_| known.is_ending()) {
        // Another one may end it too; else it ends as it would have ended by itself
        let end = store::relations_to(ctx.tx, target)?
            .iter()
            .filter(|one| one.is_ending())
            .map(|one| one.from_on)
            .min()
            .or(known.ended_before);
        store::set_expired(ctx.tx, end, target)?;
    }
    let label = format!("{}: bỏ quan hệ “{}”", later.label(), known.deed());
    let deed = Deed::new("resolution.unrelate", "resolution", later.id, label).because(why);
    audit::record(ctx, deed.public_if(later.is_public))?;
    Ok(later)
}

/// Corrects title or text of a resolution that was signed and published. What stood before stays
/// readable.
pub fn correct(ctx: &mut Ctx<'_>, id: ResolutionId, version: i64, new: &NewErratum) -> Result<Resolution> {
    let known = permitted(ctx, id, Action::Correct)?;
    if let Some(fault) = rules::erratum_faults(new, &known, ctx.today).into_iter().next() {
        return Err(Error::Refused(fault));
    }
    let council = council(ctx, known.council_id)?;
    let folded = text::fold(&format!("{} {}", known.number, new.title));
    if !store::set_text(ctx.tx, &new.title, &new.body, &folded, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    let erratum: ErratumId = ctx.id();
    store::insert_erratum(
        ctx.tx,
        erratum,
        id,
        &new.number,
        new.signed_on,
        &new.signed_by,
        &new.wrong,
        &new.corrected,
        &new.reason,
        &known.title,
        &known.body,
        ctx.now,
    )?;
    let one = index(ctx, id, &council)?;
    let label = format!("Đính chính {}, {}", one.label(), council.short_name);
    let deed = Deed::new("resolution.correct", "resolution", id, label).because(&new.reason);
    audit::record(ctx, deed.public_if(one.is_public))?;
    Ok(one)
}

/// A correction of this resolution.
pub(crate) fn erratum(tx: &mut db::Tx, of: &Resolution, id: &str) -> db::Result<Option<Erratum>> {
    let Ok(id) = id.parse::<ErratumId>() else { return Ok(None) };
    Ok(store::errata(tx, of.id)?.into_iter().find(|one| one.id == id))
}

/// Notes the day on which a session's resolutions and minutes went to the level above, or corrects
/// what was noted. A late day is kept, not refused.
pub fn send_session(ctx: &mut Ctx<'_>, id: SessionId, version: i64, new: &NewSending) -> Result<Session> {
    let session = sessions::find(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::SendUp, one.council_id, one.is_public))
        .ok_or(Error::NotFound)?;
    if let Some(fault) = rules::sending_faults(new, &session, ctx.today).into_iter().next() {
        return Err(Error::Refused(fault));
    }
    match store::sent_up(ctx.tx, id)? {
        None if version == 0 => {
            let due = rules::send_session(ctx.law, &session).map(|due| due.due);
            store::insert_sent_up(ctx.tx, id, id, new.sent_on, due, &new.number, &new.note)?;
        }
        Some(_) if store::update_sent_up(ctx.tx, new.sent_on, &new.number, &new.note, id, version)?.hit() => {
        }
        _ => return Err(Error::Conflict),
    }
    let label = format!("Gửi nghị quyết, biên bản {} lên cấp trên", session.label());
    let deed = Deed::new("session.send_up", "session", id, label);
    audit::record(ctx, deed.public_if(session.is_public))?;
    Ok(session)
}

/// How a session's papers went up.
pub(crate) fn sent_up(tx: &mut db::Tx, id: SessionId) -> db::Result<Option<SentUp>> {
    store::sent_up(tx, id)
}
