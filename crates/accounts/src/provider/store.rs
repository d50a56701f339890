//! The place, and whom it calls by which name.

use db::{Count, queries};
use kernel::{AccountId, Instant, SignInIdentityId, SignInProviderId};

use super::model::{Identity, Kind, Matched, Provider};

queries! {
    /// The place, when there is one.
    fn provider() -> Option<Provider> =
        "select id, issuer, client_id, secret, label, other_hosts, matched, is_on, version from sign_in_provider where only_one = 1";
    /// Puts it in.
    fn insert_provider(id: SignInProviderId, issuer: &str, client: &str, secret: Vec<u8>, label: &str, hosts: &str, matched: Matched, on: bool) -> Count =
        "insert into sign_in_provider (id, only_one, issuer, client_id, secret, label, other_hosts, matched, is_on, version)
         values ($1, 1, $2, $3, $4, $5, $6, $7, $8, 1)";
    /// Changes it.
    fn update_provider(issuer: &str, client: &str, secret: Vec<u8>, label: &str, hosts: &str, matched: Matched, on: bool, id: SignInProviderId, version: i64) -> Count =
        "update sign_in_provider set issuer = $1, client_id = $2, secret = $3, label = $4, other_hosts = $5, matched = $6, is_on = $7, version = version + 1
         where id = $8 and version = $9";

    /// Whom it calls so.
    fn called(issuer: &str, kind: Kind, value: &str) -> Option<Identity> =
        "select id, account_id, kind, value, since_ms from sign_in_identity where issuer = $1 and kind = $2 and value = $3";
    /// What it calls an account.
    fn names_of(account: AccountId, issuer: &str) -> Vec<Identity> =
        "select id, account_id, kind, value, since_ms from sign_in_identity where account_id = $1 and issuer = $2 order by kind, id";
    /// Keeps a name.
    fn insert_identity(id: SignInIdentityId, account: AccountId, issuer: &str, kind: Kind, value: &str, since: Instant) -> Count =
        "insert into sign_in_identity (id, account_id, issuer, kind, value, since_ms) values ($1, $2, $3, $4, $5, $6)";
    /// Forgets a name.
    fn delete_identity(id: SignInIdentityId) -> Count = "delete from sign_in_identity where id = $1";

    /// Uses an answer up; hits nothing when it was used.
    fn use_up(state: &str, until: Instant) -> Count =
        "insert into sign_in_used (state_sha256, until_ms) values ($1, $2) on conflict (state_sha256) do nothing";
    /// Forgets what is too old to be used anyway.
    fn forget_used(before: Instant) -> Count = "delete from sign_in_used where until_ms < $1";
}
