//! The deeds on receptions.

use audit::Deed;
use kernel::{AreaId, Date, FollowEntryId, OrganizationId, ReceptionId};
use kit::{Ctx, Error};

use crate::actions::{Result, hit, load};
use crate::model::{Host, Kind, Reception, State};
use crate::policy::{self, Action, Subject};
use crate::{rules, store, store_visits};

/// A reception to be planned.
#[derive(Debug, Clone)]
pub struct NewReception {
    /// Whose.
    pub council: OrganizationId,
    /// Who receives.
    pub kind: Kind,
    /// When.
    pub held_on: Date,
    /// "08:00".
    pub starts: String,
    /// Where.
    pub place: String,
    /// In which unit.
    pub area: AreaId,
    /// On what.
    pub topic: String,
    /// Over the network.
    pub is_online: bool,
    /// Who receives.
    pub hosts: Vec<Host>,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

pub(crate) fn record(
    ctx: &mut Ctx<'_>,
    action: &'static str,
    id: ReceptionId,
    reason: &str,
) -> Result<Reception> {
    let one = store::reception(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let deed = Deed::new(action, "reception", one.id, one.label());
    audit::record(ctx, deed.because(reason).public_if(one.is_public()))?;
    Ok(one)
}

fn name_hosts(ctx: &mut Ctx<'_>, reception: ReceptionId, hosts: &[Host]) -> Result<()> {
    store::clear_hosts(ctx.tx, reception)?;
    for (host, place) in hosts.iter().zip(1..) {
        let id: FollowEntryId = ctx.id();
        store::insert_host(
            ctx.tx,
            &id.to_string(),
            reception,
            host.organization_id,
            &host.name,
            &host.post,
            place,
        )?;
    }
    Ok(())
}

fn check_hosts(kind: Kind, hosts: &[Host]) -> Result<()> {
    let ids: Vec<OrganizationId> = hosts.iter().map(|host| host.organization_id).collect();
    rules::hosts(kind, &ids).map_err(Error::Refused)
}

/// Plans a reception.
pub fn plan(ctx: &mut Ctx<'_>, new: &NewReception) -> Result<Reception> {
    if !policy::may(ctx.actor, Action::Keep, Subject::register(new.council)) {
        return Err(Error::NotFound);
    }
    check_hosts(new.kind, &new.hosts)?;
    let id: ReceptionId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        new.council,
        new.kind,
        new.held_on,
        &new.starts,
        &new.place,
        new.area,
        &new.topic,
        new.is_online,
        new.is_demonstration,
    )?;
    name_hosts(ctx, id, &new.hosts)?;
    record(ctx, "reception.plan", id, "")
}

/// Changes the plan; a reception that moves to another day must be posted anew.
pub fn change(ctx: &mut Ctx<'_>, id: ReceptionId, version: i64, new: &NewReception) -> Result<Reception> {
    let one = load(ctx, id, Action::Keep)?;
    let state = rules::change(one.state, one.held_on, new.held_on).map_err(Error::Refused)?;
    check_hosts(new.kind, &new.hosts)?;
    let posted = one.posted_on.filter(|_| state == State::Posted);
    hit(store::change(
        ctx.tx,
        new.kind,
        new.held_on,
        &new.starts,
        &new.place,
        new.area,
        &new.topic,
        new.is_online,
        state,
        posted,
        id,
        version,
    )?)?;
    name_hosts(ctx, id, &new.hosts)?;
    record(ctx, "reception.change", id, "")
}

/// Posts it: from now on anyone knows of it. Lateness is written down, not refused.
pub fn post(ctx: &mut Ctx<'_>, id: ReceptionId, version: i64) -> Result<Reception> {
    let one = load(ctx, id, Action::Keep)?;
    let state = rules::post(one.state, one.held_on, ctx.today).map_err(Error::Refused)?;
    hit(store::set_state(ctx.tx, state, Some(ctx.today), "", id, version)?)?;
    record(ctx, "reception.post", id, "")
}

/// Writes down that it was held.
pub fn hold(ctx: &mut Ctx<'_>, id: ReceptionId, version: i64) -> Result<Reception> {
    let one = load(ctx, id, Action::Keep)?;
    let without: Vec<String> =
        store_visits::without_owner(ctx.tx, id)?.into_iter().map(|(code,)| code).collect();
    let state = rules::hold(one.state, one.kind, one.held_on, ctx.today, &without).map_err(Error::Refused)?;
    hit(store::set_state(ctx.tx, state, one.posted_on, "", id, version)?)?;
    record(ctx, "reception.hold", id, "")
}

/// Calls it off, with the reason.
pub fn cancel(ctx: &mut Ctx<'_>, id: ReceptionId, version: i64, reason: &str) -> Result<Reception> {
    let one = load(ctx, id, Action::Keep)?;
    let state = rules::cancel(one.state, reason).map_err(Error::Refused)?;
    hit(store::set_state(ctx.tx, state, one.posted_on, reason, id, version)?)?;
    record(ctx, "reception.cancel", id, reason)
}
