//! What the deeds of the chamber share.

use audit::Deed;
use kernel::{Date, PersonId, SessionId};
use kit::{Ctx, Error};
use sessions::Session;

use crate::model::{Attendance, Presence, Refusal, Sitting, SittingState};
use crate::policy::{self, Action};
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The session, when the actor may do this in it. Of one whose dossier is in the archive nothing
/// changes.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: SessionId, action: Action) -> Result<Session> {
    let session = sessions::find(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, action, one.council_id, one.is_public))
        .ok_or(Error::NotFound)?;
    if session.is_archived() { Err(Error::Refused(Refusal::Archived)) } else { Ok(session) }
}

/// Delegates of the session's council on the day it opens, by name, each once: who is invited,
/// and against whom the opening's attendance is held.
pub fn seats(tx: &mut db::Tx, session: &Session) -> db::Result<Vec<(PersonId, String)>> {
    directory::delegates_of(tx, session.council_id, session.opened_on)
}

/// Delegates of the session's council on a day of the session: a seat can be lost or filled while
/// it sits. Days before it opens and after it closed are asked as its first and last.
pub(crate) fn seats_on(tx: &mut db::Tx, session: &Session, on: Date) -> db::Result<Vec<(PersonId, String)>> {
    // Until it is closed, its last day is a plan
    let last = session.closed_on.filter(|_| session.state == sessions::State::Closed);
    let on = last.map_or(on, |last| on.min(last)).max(session.opened_on);
    directory::delegates_of(tx, session.council_id, on)
}

/// Everyone who was a delegate at the opening or is on this day of the session: whose deeds in it
/// have a name.
pub(crate) fn names(tx: &mut db::Tx, session: &Session, on: Date) -> db::Result<Vec<(PersonId, String)>> {
    let mut all = seats_on(tx, session, on)?;
    for (person, name) in seats(tx, session)? {
        if !all.iter().any(|(known, _)| *known == person) {
            all.push((person, name));
        }
    }
    Ok(all)
}

/// How many of these delegates are present.
pub(crate) fn present_of(
    tx: &mut db::Tx,
    session: SessionId,
    seats: &[(PersonId, String)],
) -> db::Result<i64> {
    let roll = store::roll(tx, session)?;
    let is_here = |one: &&Attendance| {
        one.state == Presence::Present && seats.iter().any(|(person, _)| *person == one.person_id)
    };
    Ok(i64::try_from(roll.iter().filter(is_here).count()).unwrap_or(i64::MAX))
}

/// The actor as a delegate of this session today.
pub(crate) fn own_seat(ctx: &mut Ctx<'_>, session: &Session) -> Result<PersonId> {
    let own = ctx.actor.person.ok_or(Error::NotFound)?;
    let seats = seats_on(ctx.tx, session, ctx.today)?;
    seats.iter().any(|(person, _)| *person == own).then_some(own).ok_or(Error::NotFound)
}

/// A sitting that is not over.
pub(crate) fn running(ctx: &mut Ctx<'_>, session: &Session) -> Result<Sitting> {
    match store::sitting(ctx.tx, session.id)? {
        // Closed in the register it is over, whatever the sitting says
        Some(sitting) if sitting.state != SittingState::Over && session.state == sessions::State::Opened => {
            Ok(sitting)
        }
        Some(_) => Err(Error::Refused(Refusal::Over)),
        None => Err(Error::Refused(Refusal::NotSitting)),
    }
}

/// Writes a deed of the chamber down; what is public of a session is public in the log.
pub(crate) fn note(
    ctx: &mut Ctx<'_>,
    session: &Session,
    action: &'static str,
    what: impl std::fmt::Display,
    reason: &str,
    is_public: bool,
) -> Result<i64> {
    let label = format!("{what}, {}", session.label());
    let deed = Deed::new(action, "session", session.id, label).because(reason);
    Ok(audit::record(ctx, deed.public_if(is_public && session.is_public))?)
}

/// What screens listen to.
pub(crate) fn topic(session: SessionId) -> String {
    format!("phong-hop/{session}")
}
