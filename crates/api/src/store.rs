//! All SQL of keys and of answers that are kept.

use db::{Count, queries};
use kernel::{ApiKeyId, Date, Instant, OrganizationId};

use crate::model::ApiKey;

queries! {
    /// The key with this hash.
    fn by_hash(hash: &str) -> Option<ApiKey> =
        "select id, organization_id, label, ending, scopes, expires_on, made_ms, made_by, revoked_on, version from api_key where key_sha256 = $1";
    /// One key.
    fn key(id: ApiKeyId) -> Option<ApiKey> =
        "select id, organization_id, label, ending, scopes, expires_on, made_ms, made_by, revoked_on, version from api_key where id = $1";
    /// The newest keys before one.
    fn keys_before(id: &str, most: i64) -> Vec<ApiKey> =
        "select id, organization_id, label, ending, scopes, expires_on, made_ms, made_by, revoked_on, version from api_key where id < $1 order by id desc limit $2";
    /// The keys of a body that hold on a day.
    fn holding(organization: OrganizationId, day: Date) -> Vec<ApiKey> =
        "select id, organization_id, label, ending, scopes, expires_on, made_ms, made_by, revoked_on, version from api_key
         where organization_id = $1 and revoked_on is null and expires_on >= $2 order by id limit 100";
    /// Adds a key.
    fn insert(id: ApiKeyId, organization: OrganizationId, label: &str, hash: &str, ending: &str, scopes: &str, expires: Date, made: Instant, by: &str) -> Count =
        "insert into api_key (id, organization_id, label, key_sha256, ending, scopes, expires_on, made_ms, made_by, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    /// Ends a key.
    fn revoke(day: Date, id: ApiKeyId, version: i64) -> Count =
        "update api_key set revoked_on = $1, version = version + 1 where id = $2 and version = $3 and revoked_on is null";

    /// The day on which a key was last used.
    fn used_on(id: ApiKeyId) -> Option<(Date,)> = "select used_on from api_key_use where key_id = $1";
    /// The days on which keys were last used, from the newest key on.
    fn uses_before(id: &str, most: i64) -> Vec<(ApiKeyId, Date)> =
        "select key_id, used_on from api_key_use where key_id < $1 order by key_id desc limit $2";
    /// Notes that a key was used.
    fn note_use(id: ApiKeyId, day: Date) -> Count =
        "insert into api_key_use (key_id, used_on) values ($1, $2) on conflict (key_id) do update set used_on = excluded.used_on";

    /// What was answered to a request: its hash, the tag and the body.
    fn answered(id: ApiKeyId, idempotency_key: &str) -> Option<(String, String, String)> =
        "select request_sha256, etag, body from api_replay where key_id = $1 and idempotency_key = $2";
    /// Keeps an answer.
    fn keep(id: ApiKeyId, idempotency_key: &str, request: &str, etag: &str, body: &str, now: Instant) -> Count =
        "insert into api_replay (key_id, idempotency_key, request_sha256, etag, body, made_ms) values ($1, $2, $3, $4, $5, $6)";
    /// What was kept long ago is forgotten.
    fn forget(before: Instant) -> Count = "delete from api_replay where made_ms < $1";
}
