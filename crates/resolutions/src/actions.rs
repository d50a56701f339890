//! The deeds.

use audit::Deed;
use directory::{Organization, OrganizationKind};
use kernel::{Date, OrganizationId, ResolutionId, text};
use kit::{Ctx, Error};
use law::Publication;

use crate::address::Addresses;
use crate::model::{NewResolution, Refusal, Resolution, Series};
use crate::policy::{self, Action};
use crate::rules;
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// One resolution, whoever asks; pages ask `policy` before they show it.
pub fn find(tx: &mut db::Tx, id: ResolutionId) -> db::Result<Option<Resolution>> {
    store::resolution(tx, id)
}

/// The resolution with this number in a series of a council.
pub fn by_number(
    tx: &mut db::Tx,
    council: OrganizationId,
    is_normative: bool,
    year: i64,
    seq: i64,
) -> db::Result<Option<Resolution>> {
    store::resolution_of_series(tx, council, is_normative, year, seq)
}

/// All resolutions of a council, newest first.
pub fn list_of_council(tx: &mut db::Tx, council: OrganizationId) -> db::Result<Vec<Resolution>> {
    store::resolutions_of_council(tx, council)
}

/// The newest public resolutions of a council, for home pages.
pub fn latest_public(tx: &mut db::Tx, council: OrganizationId, most: i64) -> db::Result<Vec<Resolution>> {
    let filter = store::Filter { council: Some(council), ..store::Filter::default() };
    store::list(tx, &filter, None, most)
}

/// Enters a resolution. It may be one that is long in force: a register is filled from paper too.
pub fn create(ctx: &mut Ctx<'_>, new: &NewResolution) -> Result<ResolutionId> {
    let council = council(ctx, new.council)?;
    if !policy::may(ctx.actor, Action::Create, new.council, new.is_public) {
        return Err(Error::NotFound);
    }
    check(ctx, new, &council, None)?;
    let id = enter(ctx, new, &council)?;
    let one = store::resolution(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let label = format!("{}, {}", one.label(), council.short_name);
    audit::record(ctx, Deed::new("resolution.create", "resolution", id, label).public_if(one.is_public))?;
    Ok(id)
}

/// Writes a resolution that was found sound, findable and tied to its session; the caller records
/// it.
pub(crate) fn enter(ctx: &mut Ctx<'_>, new: &NewResolution, council: &Organization) -> Result<ResolutionId> {
    let number = rules::number(Series::of(new.is_normative), new.seq, new.year, &council.symbol);
    let id: ResolutionId = ctx.id();
    let due = new.signed_on.and_then(|signed| rules::send_up(ctx.law, signed)).map(|due| due.due);
    store::insert(
        ctx.tx,
        id,
        new.council,
        new.session,
        new.is_normative,
        new.seq,
        new.year,
        &number,
        &new.title,
        new.adopted_on,
        new.signed_on,
        new.effective_on,
        new.expired_on,
        new.sent_up_on,
        due,
        &new.body,
        new.is_public,
        new.is_demonstration,
        &text::fold(&format!("{number} {}", new.title)),
        new.poll,
        new.shortened.as_ref().map(|one| one.by.as_str()),
        new.shortened.as_ref().map(|one| one.reason.as_str()),
    )?;
    let session = match new.session {
        Some(session) => sessions::find(ctx.tx, session)?,
        None => None,
    };
    if let Some(session) = session {
        let from = chain::Node::new("session", session.id, session.label(), session.path());
        let to = format!("Nghị quyết số {number}");
        chain::link(
            ctx,
            &from,
            &chain::Node::new("resolution", id, to, format!("/lam-viec/nghi-quyet/{id}")),
        )?;
    }
    let one = index(ctx, id, council)?;
    keep_publication(ctx, None, &one)?;
    Ok(id)
}

/// Corrects a resolution, or fills in what came later: signature, effect, sending, end.
pub fn change(ctx: &mut Ctx<'_>, id: ResolutionId, version: i64, new: &NewResolution) -> Result<Resolution> {
    let known = store::resolution(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if !policy::may(ctx.actor, Action::Change, known.council_id, known.is_public) {
        return Err(Error::NotFound);
    }
    let new = NewResolution { council: known.council_id, ..new.clone() };
    let council = council(ctx, known.council_id)?;
    let number = check(ctx, &new, &council, Some(id))?;
    // The day by which it must go up is counted once for a signature, by the law of that day
    let due = if new.signed_on == known.signed_on {
        known.send_up_due_on
    } else {
        new.signed_on.and_then(|signed| rules::send_up(ctx.law, signed)).map(|due| due.due)
    };
    let hit = store::update(
        ctx.tx,
        new.session,
        new.is_normative,
        new.seq,
        new.year,
        &number,
        &new.title,
        new.adopted_on,
        new.signed_on,
        new.effective_on,
        new.expired_on,
        new.sent_up_on,
        due,
        &new.body,
        new.is_public,
        &text::fold(&format!("{number} {}", new.title)),
        new.shortened.as_ref().map(|one| one.by.as_str()),
        new.shortened.as_ref().map(|one| one.reason.as_str()),
        id,
        version,
    )?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    finish(ctx, "resolution.change", id, &council, Some(&known))
}

/// Everything that is wrong with a resolution, in the order of its fields; the number it takes.
pub(crate) fn faults(
    ctx: &mut Ctx<'_>,
    new: &NewResolution,
    council: &Organization,
    own: Option<ResolutionId>,
) -> db::Result<(String, Vec<Refusal>)> {
    let level = directory::level_of(ctx.tx, council.id)?;
    let number = rules::number(Series::of(new.is_normative), new.seq, new.year, &council.symbol);
    let mut faults = rules::faults(new, ctx.law, level, ctx.today);
    let known = own.map(|id| store::resolution(ctx.tx, id)).transpose()?.flatten();
    let keeps = known.as_ref().is_some_and(|known| rules::is_only_its_end(known, new));
    if let Some(id) = new.session {
        match sessions::find(ctx.tx, id)? {
            Some(session) => {
                let fault = rules::check_session(new, &session).err();
                faults.extend(fault.filter(|fault| !keeps || *fault != Refusal::SessionArchived));
            }
            None => faults.push(Refusal::OtherCouncilsSession),
        }
    }
    // Nor is it taken out of such a session
    if let Some(id) = known.as_ref().and_then(|known| known.session_id).filter(|id| new.session != Some(*id))
        && sessions::find(ctx.tx, id)?.is_some_and(|session| session.is_archived())
    {
        faults.push(Refusal::SessionArchived);
    }
    let taken = store::resolution_of_series(ctx.tx, new.council, new.is_normative, new.year, new.seq)?;
    if taken.is_some_and(|taken| Some(taken.id) != own) {
        faults.push(Refusal::NumberTaken(number.clone()));
    }
    if let Some(known) = known {
        faults.extend(rules::silent_change(&known, &new.title, &new.body, new.is_public, new.signed_on));
        let (of, to) = (store::relations_of(ctx.tx, known.id)?, store::relations_to(ctx.tx, known.id)?);
        faults.extend(rules::tied_faults(
            new.is_public,
            new.effective_on,
            new.expired_on,
            !of.is_empty(),
            of.iter().map(|one| one.from_on).min(),
            to.iter().filter(|one| one.is_ending()).map(|one| one.from_on).min(),
        ));
    }
    Ok((number, faults))
}

/// The number, when nothing is wrong.
fn check(
    ctx: &mut Ctx<'_>,
    new: &NewResolution,
    council: &Organization,
    own: Option<ResolutionId>,
) -> Result<String> {
    let (number, faults) = faults(ctx, new, council, own)?;
    match faults.into_iter().next() {
        Some(fault) => Err(Error::Refused(fault)),
        None => Ok(number),
    }
}

/// The council with this id.
pub(crate) fn council(ctx: &mut Ctx<'_>, id: OrganizationId) -> Result<Organization> {
    let found = directory::organization(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if found.kind == OrganizationKind::Council {
        Ok(found)
    } else {
        Err(Error::Refused(Refusal::NotACouncil))
    }
}

/// The next number of a series.
pub(crate) fn next_seq(
    tx: &mut db::Tx,
    council: OrganizationId,
    is_normative: bool,
    on: Date,
) -> db::Result<i64> {
    Ok(store::last_seq(tx, council, is_normative, i64::from(on.year()))?.0.0 + 1)
}

/// Makes the resolution findable and writes the deed down.
fn finish(
    ctx: &mut Ctx<'_>,
    action: &'static str,
    id: ResolutionId,
    council: &Organization,
    before: Option<&Resolution>,
) -> Result<Resolution> {
    let one = index(ctx, id, council)?;
    keep_publication(ctx, before, &one)?;
    let label = format!("{}, {}", one.label(), council.short_name);
    audit::record(ctx, Deed::new(action, "resolution", id, label).public_if(one.is_public))?;
    Ok(one)
}

/// Keeps by when it has to be open to everyone, and since when it is.
fn keep_publication(ctx: &mut Ctx<'_>, before: Option<&Resolution>, now: &Resolution) -> Result<()> {
    let (due, on, _) = store::publication_days(ctx.tx, now.id)?.unwrap_or_default();
    let kept = Publication { due, on };
    let days = rules::publication(ctx.law, kept, before, now, ctx.today);
    if days != kept {
        store::set_publication_days(ctx.tx, days.due, days.on, now.id)?;
    }
    Ok(())
}

/// Since when a signed resolution is open, and where it was before it was here.
pub(crate) fn published(
    ctx: &mut Ctx<'_>,
    one: &Resolution,
) -> db::Result<Option<(Publication, Option<String>)>> {
    if one.signed_on.is_none() {
        return Ok(None);
    }
    let (due, on, place) = store::publication_days(ctx.tx, one.id)?.unwrap_or_default();
    Ok(Some((Publication { due, on }, place)))
}

/// Writes down that a signed resolution was open to everyone earlier, on another medium.
pub fn publish_earlier(
    ctx: &mut Ctx<'_>,
    id: ResolutionId,
    version: i64,
    on: Date,
    place: &str,
) -> Result<()> {
    let one = store::resolution(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::Change, one.council_id, one.is_public))
        .ok_or(Error::NotFound)?;
    let signed = one.signed_on.ok_or(Error::Refused(Refusal::NotSigned))?;
    let (known, _) = published(ctx, &one)?.unwrap_or_default();
    let days = known
        .earlier(ctx.law, signed, on, ctx.today)
        .map_err(|reason| Error::Refused(Refusal::NotEarlier(reason)))?;
    if !store::publish_earlier(ctx.tx, days.due, days.on, place, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    let council = council(ctx, one.council_id)?;
    let label = format!("{}, {}", one.label(), council.short_name);
    let deed = Deed::new("resolution.publish_earlier", "resolution", id, label).because(place);
    audit::record(ctx, deed.public_if(one.is_public))?;
    Ok(())
}

/// Makes the resolution findable as it stands.
pub(crate) fn index(ctx: &mut Ctx<'_>, id: ResolutionId, council: &Organization) -> Result<Resolution> {
    let one = store::resolution(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "resolution",
            id: one.id.to_string(),
            href: if one.is_public { addresses.of(&one) } else { one.path() },
            title: &one.label(),
            summary: &format!("{}. {}", one.title, council.short_name),
            body: &one.body,
            is_public: one.is_public,
            council: Some(one.council_id),
            on: one.adopted_on,
        },
    )?;
    Ok(one)
}
