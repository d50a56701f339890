//! The deeds.

use audit::Deed;
use kernel::{AccountId, AreaId, Entropy, Instant, OrganizationId, PersonId, Role};
use kit::{Ctx, Error, token_sha256};

use crate::model::{Account, Refusal, State};
use crate::policy::{self, Action};
use crate::store;

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name it signs in with.
    pub name: String,
    /// The name shown.
    pub display_name: String,
    /// What it may be.
    pub role: Role,
    /// For whom it acts.
    pub organization: Option<OrganizationId>,
    /// Whose work it belongs to.
    pub council: Option<OrganizationId>,
    /// Its unit.
    pub area: Option<AreaId>,
}

/// An invitation stays open for a week.
const INVITATION_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Makes an account and the secret of its one-time link.
pub fn invite(ctx: &mut Ctx<'_>, new: &NewAccount, wall: Instant) -> Result<(AccountId, String)> {
    if !policy::may(ctx.actor, Action::Invite) {
        return Err(Error::NotFound);
    }
    if store::account_by_name(ctx.tx, &new.name)?.is_some() {
        return Err(Error::Refused(Refusal::NameTaken));
    }
    let id: AccountId = ctx.id();
    insert(ctx, id, new, State::Invited, None)?;
    audit::record(ctx, Deed::new("account.invite", "account", id, &new.name))?;
    Ok((id, new_invitation(ctx, id, wall)?))
}

/// Makes an account that may sign in at once: for the demonstration, and for the first start.
pub fn add_active(ctx: &mut Ctx<'_>, new: &NewAccount, password_hash: &str) -> Result<AccountId> {
    if !policy::may(ctx.actor, Action::Invite) {
        return Err(Error::NotFound);
    }
    let id: AccountId = ctx.id();
    insert(ctx, id, new, State::Active, Some(password_hash))?;
    audit::record(ctx, Deed::new("account.create", "account", id, &new.name))?;
    Ok(id)
}

fn insert(
    ctx: &mut Ctx<'_>,
    id: AccountId,
    new: &NewAccount,
    state: State,
    hash: Option<&str>,
) -> Result<()> {
    store::insert(
        ctx.tx,
        id,
        &new.name,
        &new.display_name,
        new.role,
        new.organization,
        new.council,
        new.area,
        state,
        hash,
    )?;
    Ok(())
}

fn new_invitation(ctx: &mut Ctx<'_>, id: AccountId, wall: Instant) -> Result<String> {
    let token = secret_token();
    store::delete_invitations(ctx.tx, id)?;
    store::insert_invitation(ctx.tx, &token_sha256(&token), id, wall + INVITATION_MS)?;
    Ok(token)
}

/// Makes a new link for an account that has not been taken up; the old link ends.
pub fn reinvite(ctx: &mut Ctx<'_>, id: AccountId, wall: Instant) -> Result<(Account, String)> {
    if !policy::may(ctx.actor, Action::Invite) {
        return Err(Error::NotFound);
    }
    let account = store::account(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if account.state != State::Invited {
        return Err(Error::Refused(Refusal::NotInvited));
    }
    let token = new_invitation(ctx, id, wall)?;
    audit::record(ctx, Deed::new("account.invite", "account", id, &account.name))?;
    Ok((account, token))
}

/// The invited account behind a link that still holds.
pub fn invited(ctx: &mut Ctx<'_>, token: &str, wall: Instant) -> Result<Account> {
    let over = || Error::Refused(Refusal::InvitationOver);
    let (id, expires) = store::invitation(ctx.tx, &token_sha256(token))?.ok_or_else(over)?;
    let account = store::account(ctx.tx, id)?.ok_or_else(over)?;
    if expires < wall || account.state != State::Invited {
        return Err(over());
    }
    Ok(account)
}

/// Takes the invitation up with a password.
pub fn accept_invitation(
    ctx: &mut Ctx<'_>,
    token: &str,
    password_hash: &str,
    wall: Instant,
) -> Result<Account> {
    let account = invited(ctx, token, wall)?;
    if !store::update(ctx.tx, State::Active, Some(password_hash), account.id, account.version)?.hit() {
        return Err(Error::Conflict);
    }
    store::delete_invitations(ctx.tx, account.id)?;
    audit::record(ctx, Deed::new("account.accept", "account", account.id, &account.name))?;
    Ok(account)
}

/// Begins a sign-in of an account whose password was found right; returns the cookie's secret.
pub fn sign_in(ctx: &mut Ctx<'_>, account: &Account, wall: Instant) -> Result<String> {
    let token = secret_token();
    store::delete_old_logins(ctx.tx, wall - crate::AGE_MAX_MS, wall)?;
    store::insert_login(ctx.tx, &token_sha256(&token), account.id, wall)?;
    audit::record(ctx, Deed::new("account.sign_in", "account", account.id, &account.name))?;
    Ok(token)
}

/// Ends a sign-in.
pub fn sign_out(ctx: &mut Ctx<'_>, token: &str) -> Result<()> {
    store::delete_login(ctx.tx, &token_sha256(token))?;
    let Some(id) = ctx.actor.account else { return Ok(()) };
    let name = ctx.actor.name.clone();
    audit::record(ctx, Deed::new("account.sign_out", "account", id, name))?;
    Ok(())
}

/// Suspends an account, which ends its sign-ins, or lets it in again.
pub fn set_state(ctx: &mut Ctx<'_>, id: AccountId, version: i64, suspend: bool) -> Result<Account> {
    if !policy::may(ctx.actor, Action::SetState) {
        return Err(Error::NotFound);
    }
    let account = store::account(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if ctx.actor.account == Some(id) {
        return Err(Error::Refused(Refusal::OwnAccount));
    }
    let state = match (suspend, &account.password_hash) {
        (true, _) => State::Suspended,
        (false, Some(_)) => State::Active,
        (false, None) => State::Invited,
    };
    let hash = account.password_hash.as_deref();
    if account.version != version || !store::update(ctx.tx, state, hash, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    store::delete_other_logins(ctx.tx, id, "")?;
    let action = if suspend { "account.suspend" } else { "account.open" };
    audit::record(ctx, Deed::new(action, "account", id, &account.name))?;
    Ok(account)
}

/// Says which delegate's votes the account gives, or that it gives none. A delegate has one
/// account in a council, so that nobody votes twice.
pub fn set_person(
    ctx: &mut Ctx<'_>,
    id: AccountId,
    version: i64,
    person: Option<PersonId>,
) -> Result<Account> {
    if !policy::may(ctx.actor, Action::SetPerson) {
        return Err(Error::NotFound);
    }
    let account = store::account(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if let Some(person) = person {
        let council = account.council_id.ok_or(Error::Refused(Refusal::NotADelegate))?;
        let delegates = directory::delegates_of(ctx.tx, council, ctx.today)?;
        if !delegates.iter().any(|(one, _)| *one == person) {
            return Err(Error::Refused(Refusal::NotADelegate));
        }
        for (other,) in store::of_person(ctx.tx, person)? {
            let other = store::account(ctx.tx, other)?;
            if other.is_some_and(|one| one.id != id && one.council_id == Some(council)) {
                return Err(Error::Refused(Refusal::PersonTaken));
            }
        }
    }
    if account.version != version || !store::set_person(ctx.tx, person, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    audit::record(ctx, Deed::new("account.person", "account", id, &account.name))?;
    store::account(ctx.tx, id)?.ok_or(Error::NotFound)
}

/// Sets a new password; every other sign-in of the account ends.
pub fn change_password(ctx: &mut Ctx<'_>, password_hash: &str, token: &str) -> Result<()> {
    let id = ctx.actor.account.ok_or(Error::NotFound)?;
    let account = store::account(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if !store::update(ctx.tx, account.state, Some(password_hash), id, account.version)?.hit() {
        return Err(Error::Conflict);
    }
    store::delete_other_logins(ctx.tx, id, &token_sha256(token))?;
    store::end_pairings(ctx.tx, ctx.app.clock().wall(), id)?;
    audit::record(ctx, Deed::new("account.change", "account", id, &account.name))?;
    Ok(())
}

/// Ends every other sign-in of the own account; says how many.
pub fn revoke_others(ctx: &mut Ctx<'_>, token: &str) -> Result<u64> {
    let id = ctx.actor.account.ok_or(Error::NotFound)?;
    let ended = store::delete_other_logins(ctx.tx, id, &token_sha256(token))?.0;
    store::end_pairings(ctx.tx, ctx.app.clock().wall(), id)?;
    let name = ctx.actor.name.clone();
    audit::record(ctx, Deed::new("account.revoke", "account", id, name))?;
    Ok(ended)
}

/// 256 bits, in hex.
pub(crate) fn secret_token() -> String {
    kernel::text::hex(&Entropy::secret::<32>())
}
