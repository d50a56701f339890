//! The verbs.

use audit::Deed;
use kernel::{DeliveryId, Entropy, OrganizationId, WebhookHostId, WebhookId};
use kit::{Ctx, Error};
use seal::Place;
use serde_json::json;

use crate::model::{Refusal, Webhook};
use crate::policy::{self, Action};
use crate::{rules, store};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// As Standard Webhooks asks: 24 to 64 bytes.
const SECRET_BYTES: usize = 32;
const WEBHOOKS_MAX: usize = 20;

/// What may be said of an address.
#[derive(Debug, Clone)]
pub(crate) struct NewWebhook {
    pub(crate) label: String,
    pub(crate) url: String,
    pub(crate) topics: Vec<String>,
    pub(crate) is_on: bool,
}

/// The address, when the actor keeps those of its council.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: WebhookId) -> Result<Webhook> {
    store::webhook(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::Keep, Some(one.council_id)))
        .ok_or(Error::NotFound)
}

pub(crate) fn own_council(ctx: &Ctx<'_>) -> Result<OrganizationId> {
    ctx.actor
        .council
        .filter(|council| policy::may(ctx.actor, Action::Keep, Some(*council)))
        .ok_or(Error::NotFound)
}

/// Where the secret of an address is sealed.
fn place(id: &str) -> Place<'_> {
    Place { table: "webhook", field: "secret", id }
}

/// The secret in the clear.
pub(crate) fn secret(keeper: &seal::Keeper, one: &Webhook) -> std::result::Result<Vec<u8>, Refusal> {
    keeper.open(place(&one.id.to_string()), &one.secret).map_err(|_| Refusal::Sealed)
}

fn fresh_secret(ctx: &Ctx<'_>, id: WebhookId) -> Vec<u8> {
    let secret = Entropy::secret::<SECRET_BYTES>();
    ctx.app.settings().keeper.seal(place(&id.to_string()), &secret)
}

/// An address from now on told of its council's public deeds.
pub(crate) fn create(ctx: &mut Ctx<'_>, new: &NewWebhook) -> Result<WebhookId> {
    let council = own_council(ctx)?;
    let hosts = store::hosts(ctx.tx)?;
    rules::allowed(&new.url, &hosts).map_err(Error::Refused)?;
    if store::webhooks_of(ctx.tx, council)?.len() >= WEBHOOKS_MAX {
        return Err(Error::Refused(Refusal::TooMany));
    }
    let id: WebhookId = ctx.id();
    let sealed = fresh_secret(ctx, id);
    let topics = new.topics.join(" ");
    store::insert_webhook(ctx.tx, id, council, &new.label, &new.url, &topics, sealed, ctx.now)?;
    let last = audit::last_leaf(ctx.tx)?;
    store::set_cursor(ctx.tx, id, last)?;
    audit::record(ctx, Deed::new("webhook.create", "webhook", id, &new.label))?;
    Ok(id)
}

/// Changes an address, or turns it off and on. While it is off it misses what happens.
pub(crate) fn change(ctx: &mut Ctx<'_>, id: WebhookId, version: i64, new: &NewWebhook) -> Result<()> {
    let one = permitted(ctx, id)?;
    let hosts = store::hosts(ctx.tx)?;
    rules::allowed(&new.url, &hosts).map_err(Error::Refused)?;
    let topics = new.topics.join(" ");
    let hit = store::update_webhook(ctx.tx, &new.label, &new.url, &topics, new.is_on, id, version)?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    if new.is_on && !one.is_on {
        let last = audit::last_leaf(ctx.tx)?;
        store::set_cursor(ctx.tx, id, last)?;
    }
    audit::record(ctx, Deed::new("webhook.change", "webhook", id, &new.label))?;
    Ok(())
}

/// Another secret; the old one holds no longer.
pub(crate) fn renew(ctx: &mut Ctx<'_>, id: WebhookId, version: i64) -> Result<()> {
    let one = permitted(ctx, id)?;
    let sealed = fresh_secret(ctx, id);
    if !store::set_secret(ctx.tx, sealed, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    audit::record(ctx, Deed::new("webhook.renew", "webhook", id, &one.label))?;
    Ok(())
}

/// A trial, for whoever sets the receiver up.
pub(crate) fn ping(ctx: &mut Ctx<'_>, id: WebhookId) -> Result<()> {
    let one = permitted(ctx, id)?;
    let wall = ctx.app.clock().wall();
    let payload = json!({
        "type": "nghisu.test",
        "timestamp": kernel::dates::rfc3339(wall),
        "data": { "label": "Tin thử", "url": ctx.app.settings().public_url },
    });
    store::insert_delivery(ctx.tx, ctx.id(), one.id, None, &payload.to_string(), wall)?;
    audit::record(ctx, Deed::new("webhook.ping", "webhook", id, &one.label))?;
    Ok(())
}

/// Sends a delivery again, whatever came of it.
pub(crate) fn again(ctx: &mut Ctx<'_>, id: WebhookId, delivery: DeliveryId) -> Result<()> {
    let one = permitted(ctx, id)?;
    let wall = ctx.app.clock().wall();
    if !store::begin_again(ctx.tx, wall, delivery, id)?.hit() {
        return Err(Error::NotFound);
    }
    audit::record(ctx, Deed::new("webhook.again", "webhook", id, &one.label))?;
    Ok(())
}

/// From now on addresses at this host may be told.
pub(crate) fn allow(ctx: &mut Ctx<'_>, url: &str, is_internal: bool, note: &str) -> Result<()> {
    if !policy::may(ctx.actor, Action::Allow, None) {
        return Err(Error::NotFound);
    }
    let origin = rules::check_host(url, is_internal).map_err(Error::Refused)?;
    if store::hosts(ctx.tx)?.iter().any(|host| host.origin == origin) {
        return Err(Error::Refused(Refusal::AllowedAlready));
    }
    let id: WebhookHostId = ctx.id();
    store::insert_host(ctx.tx, id, &origin, is_internal, note)?;
    audit::record(ctx, Deed::new("webhook.allow", "webhook_host", id, &origin))?;
    Ok(())
}

/// Takes a host off the list; addresses at it must be off or elsewhere before.
pub(crate) fn disallow(ctx: &mut Ctx<'_>, id: WebhookHostId) -> Result<()> {
    if !policy::may(ctx.actor, Action::Allow, None) {
        return Err(Error::NotFound);
    }
    let host = store::host(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let users = store::webhooks_on(ctx.tx)?
        .iter()
        .filter(|one| rules::origin(&one.url).is_ok_and(|origin| origin == host.origin))
        .count();
    if users > 0 {
        return Err(Error::Refused(Refusal::InUse(i64::try_from(users).unwrap_or(i64::MAX))));
    }
    if !store::delete_host(ctx.tx, id)?.hit() {
        return Err(Error::NotFound);
    }
    audit::record(ctx, Deed::new("webhook.disallow", "webhook_host", id, &host.origin))?;
    Ok(())
}
