//! The deeds.

use audit::Deed;
use directory::{Organization, OrganizationKind, Term};
use kernel::{Date, ErratumId, OrganizationId, SessionId, text};
use kit::{Ctx, Error};

use crate::address::Addresses;
use crate::model::{Correction, NewSession, Refusal, Session};
use crate::policy::{self, Action};
use crate::rules::{self, Course, Step};
use crate::{course, store, watchers};

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// One session, whoever asks; pages ask `policy` before they show it.
pub fn find(tx: &mut db::Tx, id: SessionId) -> db::Result<Option<Session>> {
    store::session(tx, id)
}

/// The session with this number in the term of this number of a council.
pub fn by_number(
    tx: &mut db::Tx,
    council: OrganizationId,
    term: i64,
    number: i64,
) -> db::Result<Option<Session>> {
    let terms = directory::terms_of(tx, council)?;
    match terms.into_iter().find(|known| known.number == term) {
        Some(term) => store::session_of_term(tx, term.id, number),
        None => Ok(None),
    }
}

/// All sessions of a council, newest first.
pub fn list_of_council(tx: &mut db::Tx, council: OrganizationId) -> db::Result<Vec<Session>> {
    store::sessions_of_council(tx, council)
}

/// A council has a few sessions a year; more than these lie ahead of no day.
const AHEAD_MAX: i64 = 500;

/// Public sessions that open on or after a day, soonest first; for calendars and home pages.
pub fn public_from(
    tx: &mut db::Tx,
    council: OrganizationId,
    from: Date,
    most: usize,
) -> db::Result<Vec<Session>> {
    let filter = store::Filter { council: Some(council), from: Some(from), ..store::Filter::default() };
    let mut found = store::list(tx, &filter, None, AHEAD_MAX)?;
    found.reverse();
    found.truncate(most);
    Ok(found)
}

/// Enters a session. It may be one that is long over: a register is filled from paper too.
pub fn create(ctx: &mut Ctx<'_>, new: &NewSession) -> Result<SessionId> {
    let council = council(ctx, new.council)?;
    if !policy::may(ctx.actor, Action::Create, new.council, new.is_public) {
        return Err(Error::NotFound);
    }
    let term = check(ctx, new, None)?;
    let id = enter(ctx, new)?;
    let session = reload(ctx, id)?;
    finish(ctx, "session.create", &session, &council, &term, "")?;
    Ok(id)
}

/// Writes a session that was found sound; the caller makes it findable and records it.
pub(crate) fn enter(ctx: &mut Ctx<'_>, new: &NewSession) -> db::Result<SessionId> {
    let id: SessionId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        new.council,
        new.term,
        new.number,
        new.kind,
        &new.title,
        &new.place,
        new.opened_on,
        new.closed_on,
        new.state,
        &new.summary,
        new.is_public,
        new.is_demonstration,
        &folded(new),
    )?;
    Ok(id)
}

/// Corrects what was entered; the state stays. What is in the archive is corrected by errata.
pub fn change(ctx: &mut Ctx<'_>, id: SessionId, version: i64, new: &NewSession) -> Result<Session> {
    let session = permitted(ctx, id, Action::Change)?;
    if session.is_archived() {
        return Err(Error::Refused(Refusal::Archived));
    }
    let (council, term) = rewrite(ctx, &session, version, new)?;
    let changed = reload(ctx, id)?;
    finish(ctx, "session.change", &changed, &council, &term, "")?;
    Ok(changed)
}

/// Corrects a session whose dossier is in the archive: what changed and why stays readable.
pub fn correct(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    version: i64,
    new: &NewSession,
    reason: &str,
) -> Result<Session> {
    let session = permitted(ctx, id, Action::Archive)?;
    if !session.is_archived() {
        return Err(Error::Refused(Refusal::NotArchived));
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::Refused(Refusal::NoCorrectionReason));
    }
    let changes = rules::differences(&session, new);
    if changes.is_empty() {
        return Err(Error::Refused(Refusal::NothingCorrected));
    }
    let (council, term) = rewrite(ctx, &session, version, new)?;
    let erratum: ErratumId = ctx.id();
    store::insert_correction(ctx.tx, erratum, id, &changes.join("; "), reason, ctx.today)?;
    let changed = reload(ctx, id)?;
    finish(ctx, "session.correct", &changed, &council, &term, reason)?;
    Ok(changed)
}

/// Puts the dossier of a session into the archive.
pub fn archive(ctx: &mut Ctx<'_>, id: SessionId, version: i64, on: Date) -> Result<Session> {
    let session = permitted(ctx, id, Action::Archive)?;
    if let Some(fault) = archive_faults(ctx, &session, on)?.into_iter().next() {
        return Err(Error::Refused(fault));
    }
    put(ctx, &session, version, Some(on), "session.archive", "")
}

/// Everything that stands against it.
pub(crate) fn archive_faults(ctx: &mut Ctx<'_>, session: &Session, on: Date) -> db::Result<Vec<Refusal>> {
    let told = course::told(ctx, session)?;
    Ok(rules::archive_faults(session, &course::course(session, &told), on, ctx.today))
}

/// Takes a dossier out of the archive again, where an erratum does not do.
pub fn reopen(ctx: &mut Ctx<'_>, id: SessionId, version: i64, reason: &str) -> Result<Session> {
    let session = permitted(ctx, id, Action::Archive)?;
    if !session.is_archived() {
        return Err(Error::Refused(Refusal::NotArchived));
    }
    if reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoCorrectionReason));
    }
    put(ctx, &session, version, None, "session.reopen", reason.trim())
}

/// What was corrected after the dossier was put away, oldest first.
pub(crate) fn corrections(tx: &mut db::Tx, id: SessionId) -> db::Result<Vec<Correction>> {
    store::corrections(tx, id)
}

fn put(
    ctx: &mut Ctx<'_>,
    session: &Session,
    version: i64,
    on: Option<Date>,
    action: &'static str,
    reason: &str,
) -> Result<Session> {
    let council = council(ctx, session.council_id)?;
    let term = term_of(ctx, &session.council_id, session.opened_on)?;
    if !store::set_archived(ctx.tx, on, session.id, version)?.hit() {
        return Err(Error::Conflict);
    }
    let moved = reload(ctx, session.id)?;
    finish(ctx, action, &moved, &council, &term, reason)?;
    Ok(moved)
}

/// The session, when the actor may do this to it.
fn permitted(ctx: &mut Ctx<'_>, id: SessionId, action: Action) -> Result<Session> {
    store::session(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, action, one.council_id, one.is_public))
        .ok_or(Error::NotFound)
}

/// Writes what was typed over what stands, when it is sound.
fn rewrite(
    ctx: &mut Ctx<'_>,
    session: &Session,
    version: i64,
    new: &NewSession,
) -> Result<(Organization, Term)> {
    let new = NewSession { council: session.council_id, state: session.state, ..new.clone() };
    let term = check(ctx, &new, Some(session.id))?;
    let council = council(ctx, session.council_id)?;
    let hit = store::update(
        ctx.tx,
        new.term,
        new.number,
        new.kind,
        &new.title,
        &new.place,
        new.opened_on,
        new.closed_on,
        &new.summary,
        new.is_public,
        &folded(&new),
        session.id,
        version,
    )?;
    if hit.hit() { Ok((council, term)) } else { Err(Error::Conflict) }
}

/// Takes a step: convenes, opens, closes, postpones, cancels.
pub fn advance(ctx: &mut Ctx<'_>, id: SessionId, version: i64, step: &Step) -> Result<Session> {
    let session = store::session(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if !policy::may(ctx.actor, Action::Advance, session.council_id, session.is_public) {
        return Err(Error::NotFound);
    }
    let before = Course { state: session.state, opened_on: session.opened_on, closed_on: session.closed_on };
    let course = rules::take(before, step, session.kind, ctx.today).map_err(Error::Refused)?;
    let council = council(ctx, session.council_id)?;
    let term = term_of(ctx, &session.council_id, course.opened_on)?;
    if term.id != session.term_id {
        return Err(Error::Refused(Refusal::OutsideTerm));
    }
    let hit = store::update_course(ctx.tx, course.state, course.opened_on, course.closed_on, id, version)?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    let (action, reason) = match step {
        Step::Convene => ("session.convene", ""),
        Step::Open { .. } => ("session.hold", ""),
        Step::Close { .. } => ("session.close", ""),
        Step::Postpone { reason, .. } => ("session.postpone", reason.trim()),
        Step::Cancel { reason } => ("session.cancel", reason.trim()),
    };
    let moved = reload(ctx, id)?;
    finish(ctx, action, &moved, &council, &term, reason)?;
    Ok(moved)
}

/// Closes a session that sits.
pub fn close(ctx: &mut Ctx<'_>, id: SessionId, on: Date) -> Result<Session> {
    let session = store::session(ctx.tx, id)?.ok_or(Error::NotFound)?;
    advance(ctx, id, session.version, &Step::Close { on })
}

pub(crate) fn council(ctx: &mut Ctx<'_>, id: OrganizationId) -> Result<Organization> {
    let found = directory::organization(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if found.kind == OrganizationKind::Council {
        Ok(found)
    } else {
        Err(Error::Refused(Refusal::NotACouncil))
    }
}

fn term_of(ctx: &mut Ctx<'_>, council: &OrganizationId, on: Date) -> Result<Term> {
    directory::term_on(ctx.tx, *council, on)?.ok_or(Error::Refused(Refusal::OutsideTerm))
}

/// Holds the facts against the law, the term and the other sessions; gives the term.
fn check(ctx: &mut Ctx<'_>, new: &NewSession, own: Option<SessionId>) -> Result<Term> {
    rules::check(new, ctx.today).map_err(Error::Refused)?;
    let terms = directory::terms_of(ctx.tx, new.council)?;
    let term = terms
        .into_iter()
        .find(|term| term.id == new.term && term.opened_on <= new.opened_on && new.opened_on <= term.ends_on)
        .ok_or(Error::Refused(Refusal::OutsideTerm))?;
    let taken = store::session_of_term(ctx.tx, new.term, new.number)?;
    if taken.is_some_and(|taken| Some(taken.id) != own) {
        return Err(Error::Refused(Refusal::NumberTaken(new.number)));
    }
    Ok(term)
}

fn folded(new: &NewSession) -> String {
    text::fold(&format!("{} {}", crate::model::label(new.number, new.kind), new.title))
}

fn reload(ctx: &mut Ctx<'_>, id: SessionId) -> Result<Session> {
    store::session(ctx.tx, id)?.ok_or(Error::NotFound)
}

/// Makes the session findable and writes the deed down.
fn finish(
    ctx: &mut Ctx<'_>,
    action: &'static str,
    session: &Session,
    council: &Organization,
    term: &Term,
    reason: &str,
) -> Result<()> {
    index(ctx, session, council, term)?;
    watchers::changed(ctx, session.id)?;
    let label = format!("{}, {} {}", session.label(), council.short_name, term.label());
    let deed = Deed::new(action, "session", session.id, label).because(reason).public_if(session.is_public);
    audit::record(ctx, deed)?;
    Ok(())
}

/// Makes the session findable.
pub(crate) fn index(
    ctx: &mut Ctx<'_>,
    session: &Session,
    council: &Organization,
    term: &Term,
) -> db::Result<()> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let label = format!("{}, {} {}", session.label(), council.short_name, term.label());
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "session",
            id: session.id.to_string(),
            href: if session.is_public { addresses.of(session) } else { session.path() },
            title: &label,
            summary: &format!("{}. {}", session.days(), session.standing()),
            body: &format!("{} {} {}", session.title, session.place, session.summary),
            is_public: session.is_public,
            council: Some(session.council_id),
            on: session.opened_on,
        },
    )
}
