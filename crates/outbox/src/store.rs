//! All SQL of addresses and deliveries.

use db::{Count, One, queries};
use kernel::{DeliveryId, Instant, OrganizationId, WebhookHostId, WebhookId};

use crate::model::{Delivery, DeliveryState, Host, Webhook};

queries! {
    /// The allowed hosts.
    fn hosts() -> Vec<Host> = "select id, origin, is_internal, note from webhook_host order by origin limit 200";
    /// One host.
    fn host(id: WebhookHostId) -> Option<Host> = "select id, origin, is_internal, note from webhook_host where id = $1";
    /// Allows a host.
    fn insert_host(id: WebhookHostId, origin: &str, internal: bool, note: &str) -> Count =
        "insert into webhook_host (id, origin, is_internal, note) values ($1, $2, $3, $4)";
    /// Allows it no longer.
    fn delete_host(id: WebhookHostId) -> Count = "delete from webhook_host where id = $1";

    /// One address.
    fn webhook(id: WebhookId) -> Option<Webhook> =
        "select id, council_id, label, url, topics, secret, is_on, made_ms, version from webhook where id = $1";
    /// The addresses of a council.
    fn webhooks_of(council: OrganizationId) -> Vec<Webhook> =
        "select id, council_id, label, url, topics, secret, is_on, made_ms, version from webhook where council_id = $1 order by id limit 200";
    /// The leaf up to which each address was told.
    fn cursors() -> Vec<(WebhookId, i64)> = "select webhook_id, leaf from webhook_cursor";
    /// The leaf up to which all addresses were told; none when there is no address.
    fn least_told() -> One<(Option<i64>,)> =
        "select min(leaf) from webhook_cursor where webhook_id in (select id from webhook where is_on)";
    /// All addresses that are told.
    fn webhooks_on() -> Vec<Webhook> =
        "select id, council_id, label, url, topics, secret, is_on, made_ms, version from webhook where is_on order by id limit 1000";
    /// Adds an address.
    fn insert_webhook(id: WebhookId, council: OrganizationId, label: &str, url: &str, topics: &str, secret: Vec<u8>, made: Instant) -> Count =
        "insert into webhook (id, council_id, label, url, topics, secret, is_on, made_ms, version) values ($1, $2, $3, $4, $5, $6, true, $7, 1)";
    /// Changes an address.
    fn update_webhook(label: &str, url: &str, topics: &str, on: bool, id: WebhookId, version: i64) -> Count =
        "update webhook set label = $1, url = $2, topics = $3, is_on = $4, version = version + 1 where id = $5 and version = $6";
    /// Gives it another secret.
    fn set_secret(secret: Vec<u8>, id: WebhookId, version: i64) -> Count =
        "update webhook set secret = $1, version = version + 1 where id = $2 and version = $3";

    /// From which leaf on an address is told.
    fn set_cursor(webhook: WebhookId, leaf: i64) -> Count =
        "insert into webhook_cursor (webhook_id, leaf) values ($1, $2) on conflict (webhook_id) do update set leaf = excluded.leaf";

    /// Puts a delivery in; a leaf is told to an address once.
    fn insert_delivery(id: DeliveryId, webhook: WebhookId, leaf: Option<i64>, payload: &str, now: Instant) -> Count =
        "insert into delivery (id, webhook_id, leaf, payload, state, tries, next_ms, words, made_ms) values ($1, $2, $3, $4, 'waiting', 0, $5, '', $5)
         on conflict (webhook_id, leaf) do nothing";
    /// Those whose time has come, of addresses that are told.
    fn due(now: Instant, most: i64) -> Vec<Delivery> =
        "select id, webhook_id, leaf, payload, state, tries, next_ms, status, words, made_ms, done_ms from delivery
         where state = 'waiting' and next_ms <= $1 and webhook_id in (select id from webhook where is_on) order by next_ms, id limit $2";
    /// Counts a try and keeps others away meanwhile.
    fn claim(until: Instant, id: DeliveryId, tries: i64) -> Count =
        "update delivery set tries = tries + 1, next_ms = $1 where id = $2 and tries = $3 and state = 'waiting'";
    /// What came of a try.
    fn end_try(state: DeliveryState, next: Instant, status: Option<i64>, words: &str, done: Option<Instant>, id: DeliveryId) -> Count =
        "update delivery set state = $1, next_ms = $2, status = $3, words = $4, done_ms = $5 where id = $6";
    /// It is tried again from the beginning.
    fn begin_again(now: Instant, id: DeliveryId, webhook: WebhookId) -> Count =
        "update delivery set state = 'waiting', tries = 0, next_ms = $1, done_ms = null where id = $2 and webhook_id = $3";
    /// The newest of an address before one.
    fn deliveries(webhook: WebhookId, before: &str, most: i64) -> Vec<Delivery> =
        "select id, webhook_id, leaf, payload, state, tries, next_ms, status, words, made_ms, done_ms from delivery
         where webhook_id = $1 and id < $2 order by id desc limit $3";
    /// Of each address of a council: how many wait, and how many failed.
    fn standings(council: OrganizationId) -> Vec<(WebhookId, i64, i64)> =
        "select webhook_id, cast(sum(case when state = 'waiting' then 1 else 0 end) as bigint), cast(sum(case when state = 'failed' then 1 else 0 end) as bigint)
         from delivery where state <> 'delivered' and webhook_id in (select id from webhook where council_id = $1) group by webhook_id";
    /// What ended long ago is forgotten.
    fn forget(before: Instant) -> Count = "delete from delivery where done_ms < $1";
}
