//! What the deeds of this area share: loading what the actor may know of, and the course of a
//! visit.

use audit::Deed;
use db::Count;
use directory::{Area, Organization, OrganizationKind};
use kernel::{FollowEntryId, OrganizationId, ReceptionId, VisitId};
use kit::{Ctx, Error};

use crate::model::{EntryKind, Reception, Refusal, Visit};
use crate::policy::{self, Action, Subject};
use crate::{store, store_visits};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

pub(crate) fn hit(count: Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

/// Another area's refusal in this area's words.
pub(crate) fn other<R: std::fmt::Debug + std::fmt::Display>(error: Error<R>) -> Error<Refusal> {
    Error::from_other(error, |refusal| Refusal::Other(refusal.to_string()))
}

/// The bodies that receive.
pub(crate) fn host_ids(ctx: &mut Ctx<'_>, id: ReceptionId) -> db::Result<Vec<OrganizationId>> {
    Ok(store::hosts(ctx.tx, id)?.into_iter().map(|host| host.organization_id).collect())
}

/// A reception that the actor may deal with so; one that they may not know of is not there.
pub(crate) fn load(ctx: &mut Ctx<'_>, id: ReceptionId, action: Action) -> Result<Reception> {
    let one = store::reception(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let hosts = host_ids(ctx, id)?;
    let on = Subject::reception(one.council_id, &hosts);
    if !policy::may(ctx.actor, Action::Read, on) {
        return Err(Error::NotFound);
    }
    if policy::may(ctx.actor, action, on) { Ok(one) } else { Err(Error::Forbidden) }
}

/// Whether the actor may do this with a visit.
pub(crate) fn may_visit(ctx: &mut Ctx<'_>, one: &Visit, action: Action) -> db::Result<bool> {
    let hosts = match one.reception_id {
        Some(reception) => host_ids(ctx, reception)?,
        None => Vec::new(),
    };
    let on = Subject {
        council: one.council_id,
        hosts: &hosts,
        owner: one.owner_id,
        is_denunciation: one.is_denunciation(),
    };
    Ok(policy::may(ctx.actor, action, on))
}

/// A visit that the actor may deal with so; one that they may not know of is not there.
pub(crate) fn load_visit(ctx: &mut Ctx<'_>, id: VisitId, action: Action) -> Result<Visit> {
    let one = store_visits::visit(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if !may_visit(ctx, &one, Action::ReadVisit)? {
        return Err(Error::NotFound);
    }
    if may_visit(ctx, &one, action)? { Ok(one) } else { Err(Error::Forbidden) }
}

/// Whether the actor keeps a register, and whose.
pub(crate) fn own_register(ctx: &Ctx<'_>, action: Action) -> Option<OrganizationId> {
    ctx.actor.council.filter(|council| policy::may(ctx.actor, action, Subject::register(*council)))
}

/// Adds to the course of a visit. `words` are neutral: numbers, days, names of bodies.
pub(crate) fn tell(ctx: &mut Ctx<'_>, visit: VisitId, kind: EntryKind, words: &str) -> Result<()> {
    let id: FollowEntryId = ctx.id();
    store_visits::insert_entry(
        ctx.tx,
        &id.to_string(),
        visit,
        ctx.now,
        ctx.today,
        &ctx.actor.name,
        kind,
        words,
    )?;
    Ok(())
}

/// Writes a deed on a visit down, by its code alone.
pub(crate) fn record(ctx: &mut Ctx<'_>, action: &'static str, id: VisitId) -> Result<Visit> {
    let one = store_visits::visit(ctx.tx, id)?.ok_or(Error::NotFound)?;
    audit::record(ctx, Deed::new(action, "visit", one.id, &one.code))?;
    Ok(one)
}

/// The units in which a council may receive: its own and the units in it.
pub(crate) fn places(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Area>> {
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let mut places: Vec<Area> = directory::area(ctx.tx, council.area_id)?.into_iter().collect();
    places.extend(directory::children(ctx.tx, council.area_id, ctx.today)?);
    Ok(places)
}

/// The bodies that may receive together, or settle what they heard.
pub(crate) fn bodies(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Organization>> {
    let areas: Vec<_> = places(ctx, council)?.into_iter().map(|area| area.id).collect();
    let mut found: Vec<Organization> = directory::working_organizations(ctx.tx, ctx.today)?
        .into_iter()
        .filter(|one| areas.contains(&one.area_id))
        .filter(|one| !matches!(one.kind, OrganizationKind::DelegateGroup))
        .collect();
    // The council's own unit first, then by name
    let own = areas.first().copied();
    found.sort_by_key(|one| (Some(one.area_id) != own, kernel::collate::sort_key_hex(&one.short_name)));
    Ok(found)
}
