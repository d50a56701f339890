//! What the deeds of the dossier share.

use std::collections::{BTreeSet, HashMap};

use audit::Deed;
use kernel::{PersonId, SessionId, SessionPaperId};
use kit::{Ctx, Error};
use law::{Law, Level};
use sessions::Session;

use crate::model::{Paper, Refusal};
use crate::policy::{self, Action};
use crate::{rules, store};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The session, when the actor prepares it.
pub(crate) fn prepared(ctx: &mut Ctx<'_>, id: SessionId) -> Result<Session> {
    sessions::find(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::Prepare, one.council_id, None))
        .ok_or(Error::NotFound)
}

/// The session, when the actor prepares it and its dossier may still change.
pub(crate) fn open(ctx: &mut Ctx<'_>, id: SessionId) -> Result<Session> {
    let session = prepared(ctx, id)?;
    if rules::is_open(session.state) { Ok(session) } else { Err(Error::Refused(Refusal::Over)) }
}

/// A paper with its session.
pub(crate) fn paper(ctx: &mut Ctx<'_>, id: SessionPaperId) -> Result<(Paper, Session)> {
    let paper = store::paper(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let session = sessions::find(ctx.tx, paper.session_id)?.ok_or(Error::NotFound)?;
    Ok((paper, session))
}

/// The actor as a delegate of this session.
pub(crate) fn own_seat(ctx: &mut Ctx<'_>, session: &Session) -> Result<(PersonId, String)> {
    let own = ctx.actor.person.ok_or(Error::NotFound)?;
    chamber::seats(ctx.tx, session)?.into_iter().find(|(person, _)| *person == own).ok_or(Error::NotFound)
}

/// The sessions of these papers, each asked for once.
pub(crate) fn sessions_of(tx: &mut db::Tx, papers: &[Paper]) -> db::Result<HashMap<SessionId, Session>> {
    let ids: BTreeSet<SessionId> = papers.iter().map(|one| one.session_id).collect();
    let mut found = HashMap::new();
    for id in ids {
        found.extend(sessions::find(tx, id)?.map(|one| (id, one)));
    }
    Ok(found)
}

/// The last day of a paper; the opening itself where no rule is in force.
pub(crate) fn due_on(law: &Law, level: Level, paper: &Paper, session: &Session) -> kernel::Date {
    rules::due(law, level, paper.kind, paper.is_normative, session.opened_on)
        .map_or(session.opened_on, |deadline| deadline.due)
}

/// Counts the last days of the papers that were not sent anew: the opening may have moved.
pub(crate) fn count_anew(ctx: &mut Ctx<'_>, session: &Session) -> Result<()> {
    let level = directory::level_of(ctx.tx, session.council_id)?;
    for paper in store::papers(ctx.tx, session.id)? {
        let due = due_on(ctx.law, level, &paper, session);
        if paper.sent_on.is_none() && paper.due_on != due {
            store::move_due(ctx.tx, due, paper.id)?;
        }
    }
    Ok(())
}

/// Writes a deed of the dossier down. Preparation is the office's own until papers are sent.
pub(crate) fn note(
    ctx: &mut Ctx<'_>,
    session: &Session,
    action: &'static str,
    what: impl std::fmt::Display,
    is_public: bool,
) -> Result<()> {
    note_why(ctx, session, action, what, "", is_public)
}

/// Writes a deed down with its reason.
pub(crate) fn note_why(
    ctx: &mut Ctx<'_>,
    session: &Session,
    action: &'static str,
    what: impl std::fmt::Display,
    why: &str,
    is_public: bool,
) -> Result<()> {
    let label = format!("{what}, {}", session.label());
    let deed = Deed::new(action, "session", session.id, label).because(why);
    audit::record(ctx, deed.public_if(is_public && session.is_public))?;
    Ok(())
}
