//! All SQL of this area.

use db::{Count, One, Select, Tx, queries};
use kernel::{Instant, LetterId, Open311KeyId, Open311RequestId, Open311SettingId, OrganizationId};

use crate::model::{Key, Mode, Sent, Setting};

queries! {
    /// What a council decided.
    fn setting(council: OrganizationId) -> Option<Setting> =
        "select id, mode, version from open311_setting where council_id = $1";
    /// The first decision.
    fn insert_setting(id: Open311SettingId, council: OrganizationId, mode: Mode) -> Count =
        "insert into open311_setting (id, council_id, mode, version) values ($1, $2, $3, 1)";
    /// Another.
    fn set_mode(mode: Mode, id: Open311SettingId, version: i64) -> Count =
        "update open311_setting set mode = $1, version = version + 1 where id = $2 and version = $3";
    /// The keys of a council, newest first.
    fn keys(council: OrganizationId, most: i64) -> Vec<Key> =
        "select id, label, made_ms, revoked_ms from open311_key where council_id = $1 order by id desc limit $2";
    /// How many of them hold.
    fn keys_held(council: OrganizationId) -> One<(i64,)> =
        "select count(*) from open311_key where council_id = $1 and revoked_ms is null";
    /// The key that holds, by its hash.
    fn key_by_hash(council: OrganizationId, hash: &str) -> Option<(Open311KeyId,)> =
        "select id from open311_key where council_id = $1 and key_sha256 = $2 and revoked_ms is null";
    /// One key of a council.
    fn key(id: Open311KeyId, council: OrganizationId) -> Option<Key> =
        "select id, label, made_ms, revoked_ms from open311_key where id = $1 and council_id = $2";
    /// Gives a key.
    fn insert_key(id: Open311KeyId, council: OrganizationId, label: &str, hash: &str, now: Instant) -> Count =
        "insert into open311_key (id, council_id, label, key_sha256, made_ms) values ($1, $2, $3, $4, $5)";
    /// Takes it back.
    fn revoke_key(now: Instant, id: Open311KeyId) -> Count =
        "update open311_key set revoked_ms = $1 where id = $2 and revoked_ms is null";
    /// That a letter came by this way.
    fn insert_request(id: Open311RequestId, letter: LetterId, service: &str, now: Instant, key: Option<Open311KeyId>) -> Count =
        "insert into open311_request (id, letter_id, service, sent_ms, key_id) values ($1, $2, $3, $4, $5)";
    /// What is known of a letter that came by this way.
    fn sent(letter: LetterId) -> Option<Sent> =
        "select service, sent_ms from open311_request where letter_id = $1";
}

/// How many letters came by this way.
pub fn count_sent(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from open311_request").number(tx)
}
