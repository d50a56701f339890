//! What the deeds of the chamber share.

use audit::Deed;
use kernel::{PersonId, SessionId};
use kit::{Ctx, Error};
use sessions::Session;

use crate::model::{Refusal, Sitting, SittingState};
use crate::policy::{self, Action};
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The session, when the actor may do this in it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: SessionId, action: Action) -> Result<Session> {
    sessions::find(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, action, one.council_id, one.is_public))
        .ok_or(Error::NotFound)
}

/// Delegates of the session's council on its day, by name, each once.
pub fn seats(tx: &mut db::Tx, session: &Session) -> db::Result<Vec<(PersonId, String)>> {
    directory::delegates_of(tx, session.council_id, session.opened_on)
}

/// The actor as a delegate of this session.
pub(crate) fn own_seat(ctx: &mut Ctx<'_>, session: &Session) -> Result<PersonId> {
    let own = ctx.actor.person.ok_or(Error::NotFound)?;
    let seats = seats(ctx.tx, session)?;
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
