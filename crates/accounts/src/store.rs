//! Accounts, sign-ins and invitations.

use db::{Count, One, queries};
use kernel::{AccountId, AreaId, DevicePairingId, OrganizationId, PersonId, Role};

use crate::model::{Account, Login, Pairing, Seat, State};

queries! {
    /// One account.
    fn account(id: AccountId) -> Option<Account> =
        "select id, name, display_name, role, organization_id, council_id, area_id, person_id, state, password_hash, version from account where id = $1";
    /// The account that signs in with this name.
    fn account_by_name(name: &str) -> Option<Account> =
        "select id, name, display_name, role, organization_id, council_id, area_id, person_id, state, password_hash, version from account where name = $1";
    /// All accounts after a name.
    fn accounts_after(name: &str, most: i64) -> Vec<Account> =
        "select id, name, display_name, role, organization_id, council_id, area_id, person_id, state, password_hash, version
         from account where name > $1 order by name limit $2";
    /// Those who work in a council's office, by name.
    fn office_of(council: OrganizationId) -> Vec<(AccountId, String)> =
        "select id, display_name from account where council_id = $1 and role in ('specialist', 'office_head') and state = 'active' order by display_name, id";
    /// How many accounts there are.
    fn count_accounts() -> One<(i64,)> = "select count(*) from account";
    /// Adds an account.
    fn insert(id: AccountId, name: &str, display: &str, role: Role, organization: Option<OrganizationId>, council: Option<OrganizationId>, area: Option<AreaId>, state: State, hash: Option<&str>) -> Count =
        "insert into account (id, name, display_name, role, organization_id, council_id, area_id, state, password_hash, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    /// Names the delegate whose votes an account gives.
    fn set_person(person: Option<PersonId>, id: AccountId, version: i64) -> Count =
        "update account set person_id = $1, version = version + 1 where id = $2 and version = $3";
    /// The accounts that give a delegate's votes.
    fn of_person(person: PersonId) -> Vec<(AccountId,)> = "select id from account where person_id = $1 order by id";
    /// Sets state and password of an account.
    fn update(state: State, hash: Option<&str>, id: AccountId, version: i64) -> Count =
        "update account set state = $1, password_hash = $2, version = version + 1 where id = $3 and version = $4";

    /// A sign-in by its hashed token.
    fn login(token: &str) -> Option<Login> =
        "select login.created_ms, login.seen_ms, login.until_ms, account.id, account.display_name, account.role, account.organization_id, account.council_id, account.area_id, account.person_id, account.state
         from login join account on account.id = login.account_id where login.token_sha256 = $1";
    /// Begins a sign-in.
    fn insert_login(token: &str, account: AccountId, now: i64) -> Count =
        "insert into login (token_sha256, account_id, created_ms, seen_ms) values ($1, $2, $3, $3)";
    /// Begins the sign-in of a paired device, which holds until a moment.
    fn insert_paired_login(token: &str, account: AccountId, now: i64, until: i64) -> Count =
        "insert into login (token_sha256, account_id, created_ms, seen_ms, until_ms) values ($1, $2, $3, $3, $4)";
    /// Notes a sight.
    fn touch_login(now: i64, token: &str) -> Count =
        "update login set seen_ms = $1 where token_sha256 = $2";
    /// Ends one sign-in.
    fn delete_login(token: &str) -> Count = "delete from login where token_sha256 = $1";
    /// Ends all sign-ins of an account but one.
    fn delete_other_logins(account: AccountId, but: &str) -> Count =
        "delete from login where account_id = $1 and token_sha256 <> $2";
    /// Ends sign-ins that have not been seen since, and those of devices whose time is over.
    fn delete_old_logins(before: i64, now: i64) -> Count =
        "delete from login where (seen_ms < $1 and until_ms is null) or until_ms < $2";
    /// The sign-ins of an account, newest first: hashed token, begin, last sight.
    fn logins_of(account: AccountId) -> Vec<(String, i64, i64)> =
        "select token_sha256, created_ms, seen_ms from login where account_id = $1 order by created_ms desc limit 50";

    /// The accounts of a council's delegates that a device may be paired with, by name.
    fn seats_of(council: OrganizationId) -> Vec<Seat> =
        "select id, person_id, display_name from account
         where council_id = $1 and person_id is not null and state = 'active' and role in ('delegate', 'group_leader', 'committee')
         order by display_name, id";
    /// Keeps a code.
    fn insert_pairing(id: DevicePairingId, code: &str, account: AccountId, by: AccountId, made: i64, expires: i64) -> Count =
        "insert into device_pairing (id, code_sha256, account_id, made_by, made_ms, expires_ms) values ($1, $2, $3, $4, $5, $6)";
    /// A code by its hash.
    fn pairing(code: &str) -> Option<Pairing> =
        "select id, account_id, expires_ms, used_ms from device_pairing where code_sha256 = $1";
    /// Uses a code up; hits nothing when it was used.
    fn use_pairing(at: i64, id: DevicePairingId) -> Count =
        "update device_pairing set used_ms = $1 where id = $2 and used_ms is null";
    /// Ends the codes of an account that were not used.
    fn end_pairings(at: i64, account: AccountId) -> Count =
        "update device_pairing set expires_ms = $1 where account_id = $2 and used_ms is null and expires_ms > $1 and made_ms <= $1";

    /// Keeps an invitation.
    fn insert_invitation(token: &str, account: AccountId, expires: i64) -> Count =
        "insert into invitation (token_sha256, account_id, expires_ms) values ($1, $2, $3)";
    /// An invitation by its hashed token.
    fn invitation(token: &str) -> Option<(AccountId, i64)> =
        "select account_id, expires_ms from invitation where token_sha256 = $1";
    /// Ends all invitations of an account.
    fn delete_invitations(account: AccountId) -> Count = "delete from invitation where account_id = $1";
}
