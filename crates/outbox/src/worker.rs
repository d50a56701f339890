//! What happens by itself: new deeds become deliveries, and deliveries are tried.

use std::collections::HashMap;

use db::One;
use kernel::{DeliveryId, Id as _, Instant, WebhookId};
use kit::App;
use serde_json::json;

use crate::client::{self, Outcome};
use crate::model::{Delivery, DeliveryState, Webhook};
use crate::{actions, rules, sign, store};

/// Deeds that are taken up for an address in one step.
const DEEDS_MAX: i64 = 200;
/// Deliveries that are tried in one step, so that a stop never waits long.
const TRIES_MAX: i64 = 4;
/// Who claimed a delivery and died gives it back after this long.
const CLAIM_MS: i64 = 60_000;
/// What ended is kept for a month.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// Takes up what is new and tries what is due. Answers how many were tried.
///
/// # Errors
/// The database does not answer.
pub fn step(app: &App) -> db::Result<usize> {
    let wall = app.clock().wall();
    // Most of the time there is nothing, and nothing is written
    let (is_behind, is_due) = app.db().read(|tx| waiting(tx, wall))?;
    if is_behind {
        let gathering = app.clone();
        app.db().write(move |tx| gather(tx, &gathering, wall))?;
    }
    if !(is_behind || is_due) {
        return Ok(0);
    }
    let claimed = app.db().write(move |tx| claim(tx, wall))?;
    for (webhook, delivery, is_internal) in &claimed {
        let outcome = match is_internal {
            Some(is_internal) => send(app, webhook, delivery, *is_internal),
            None => Outcome { status: None, words: "Máy nhận không còn được phép.".to_owned() },
        };
        let (id, tries, done) = (delivery.id, delivery.tries + 1, app.clock().wall());
        app.db().write(move |tx| note(tx, id, tries, &outcome, done))?;
    }
    Ok(claimed.len())
}

/// Whether the log goes on beyond what somebody was told, and whether a delivery is due.
fn waiting(tx: &mut db::Tx, wall: Instant) -> db::Result<(bool, bool)> {
    let One((told,)) = store::least_told(tx)?;
    let last = audit::last_leaf(tx)?;
    Ok((told.is_some_and(|told| told < last), !store::due(tx, wall, 1)?.is_empty()))
}

/// Every public deed since the last time becomes a delivery to those who ask for it.
fn gather(tx: &mut db::Tx, app: &App, wall: Instant) -> db::Result<()> {
    let cursors: HashMap<WebhookId, i64> = store::cursors(tx)?.into_iter().collect();
    for webhook in store::webhooks_on(tx)? {
        let (id, Some(&leaf)) = (webhook.id, cursors.get(&webhook.id)) else { continue };
        let deeds = audit::public_after(tx, leaf, DEEDS_MAX)?;
        let Some(last) = deeds.last().map(|deed| deed.leaf) else { continue };
        for deed in deeds
            .iter()
            .filter(|deed| deed.council_id == Some(webhook.council_id) && webhook.wants(&deed.action))
        {
            let page = search::public_page(tx, &deed.kind, &deed.subject_id)?;
            let payload = json!({
                "type": deed.action,
                "timestamp": kernel::dates::rfc3339(deed.at_ms),
                "data": {
                    "kind": deed.kind,
                    "id": deed.subject_id,
                    "label": deed.label,
                    "url": page.map(|path| format!("{}{path}", app.settings().public_url)),
                    "leaf": deed.leaf,
                },
            });
            let fresh = DeliveryId::from_uuid(kernel::uuid_v7(wall, app.entropy().for_id()));
            store::insert_delivery(tx, fresh, id, Some(deed.leaf), &payload.to_string(), wall)?;
        }
        store::set_cursor(tx, id, last)?;
    }
    store::forget(tx, wall - KEPT_MS)?;
    Ok(())
}

type Claimed = (Webhook, Delivery, Option<bool>);

/// Those whose time has come, with whether their host is one of the office's own network; none
/// when it is not allowed any more.
fn claim(tx: &mut db::Tx, wall: Instant) -> db::Result<Vec<Claimed>> {
    let hosts = store::hosts(tx)?;
    let mut claimed = Vec::new();
    for delivery in store::due(tx, wall, TRIES_MAX)? {
        let Some(webhook) = store::webhook(tx, delivery.webhook_id)? else { continue };
        if store::claim(tx, wall + CLAIM_MS, delivery.id, delivery.tries)?.hit() {
            let is_internal = rules::allowed(&webhook.url, &hosts).ok().map(|host| host.is_internal);
            claimed.push((webhook, delivery, is_internal));
        }
    }
    Ok(claimed)
}

fn send(app: &App, webhook: &Webhook, delivery: &Delivery, is_internal: bool) -> Outcome {
    let secret = match actions::secret(&app.settings().keeper, webhook) {
        Ok(secret) => secret,
        Err(refusal) => return Outcome { status: None, words: refusal.to_string() },
    };
    let id = format!("msg_{}", delivery.id);
    let at = app.clock().wall().div_euclid(1_000);
    let signature = sign::signature(&secret, &id, at, &delivery.payload);
    let headers = [
        ("webhook-id", id.as_str()),
        ("webhook-timestamp", &at.to_string()),
        ("webhook-signature", &signature),
    ];
    client::post(&webhook.url, &headers, &delivery.payload, is_internal)
}

fn note(tx: &mut db::Tx, id: DeliveryId, tries: i64, outcome: &Outcome, at: Instant) -> db::Result<()> {
    let status = outcome.status.map(i64::from);
    let next = rules::next_try(tries, at);
    let (state, next, done) = match next {
        _ if outcome.is_taken() => (DeliveryState::Delivered, at, Some(at)),
        Some(next) => (DeliveryState::Waiting, next, None),
        None => (DeliveryState::Failed, at, Some(at)),
    };
    store::end_try(tx, state, next, status, &outcome.words, done, id)?;
    Ok(())
}
