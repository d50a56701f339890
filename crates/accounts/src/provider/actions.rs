//! The verbs.

use audit::Deed;
use kernel::{AccountId, Instant, SignInProviderId};
use kit::{Ctx, Error, token_sha256};
use seal::Place;

use super::model::{Identity, Kind, Matched, Provider, Refusal, Said};
use super::rules::{self, Look};
use super::store;
use crate::model::Account;
use crate::policy::{self, Action};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// What may be said of the place.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    /// Empty: the one that is kept.
    pub(crate) secret: String,
    pub(crate) label: String,
    pub(crate) other_hosts: String,
    pub(crate) matched: Matched,
    pub(crate) is_on: bool,
}

fn place(id: &str) -> Place<'_> {
    Place { table: "sign_in_provider", field: "secret", id }
}

/// The secret in the clear.
pub(crate) fn secret(keeper: &seal::Keeper, one: &Provider) -> std::result::Result<String, Refusal> {
    keeper.open_text(place(&one.id.to_string()), &one.secret).map_err(|_| Refusal::Sealed)
}

/// The place, when people may come from there.
pub(crate) fn in_use(tx: &mut db::Tx) -> db::Result<Option<Provider>> {
    Ok(store::provider(tx)?.filter(|one| one.is_on))
}

/// Sets the place, or changes it.
pub(crate) fn keep(ctx: &mut Ctx<'_>, version: i64, wanted: &Wanted) -> Result<()> {
    if !policy::may(ctx.actor, Action::KeepProvider) {
        return Err(Error::NotFound);
    }
    let known = store::provider(ctx.tx)?;
    let is_typed = !wanted.secret.is_empty();
    rules::keeps_secret(known.as_ref().map(|one| one.issuer.as_str()), &wanted.issuer, is_typed)
        .map_err(Error::Refused)?;
    let id: SignInProviderId = known.as_ref().map_or_else(|| ctx.id(), |one| one.id);
    let sealed = match &known {
        Some(one) if !is_typed => one.secret.clone(),
        _ => ctx.app.settings().keeper.seal(place(&id.to_string()), wanted.secret.as_bytes()),
    };
    let Wanted { issuer, client_id, label, other_hosts, matched, is_on, .. } = wanted;
    let hit = match known {
        None => store::insert_provider(
            ctx.tx,
            id,
            issuer,
            client_id,
            sealed,
            label,
            other_hosts,
            *matched,
            *is_on,
        )?,
        Some(_) => store::update_provider(
            ctx.tx,
            issuer,
            client_id,
            sealed,
            label,
            other_hosts,
            *matched,
            *is_on,
            id,
            version,
        )?,
    };
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    let action = if *is_on { "account.provider_on" } else { "account.provider_off" };
    audit::record(ctx, Deed::new(action, "sign_in_provider", id, issuer))?;
    Ok(())
}

/// What came of an answer of the place.
#[derive(Debug, Clone)]
pub(crate) enum Came {
    /// The cookie's secret, and whose it is.
    SignedIn(String, Account),
    /// Bound to the account that is signed in; what it is called there.
    Bound(String),
}

/// Signs in whom the place named, and binds the name to the account when it came the first time.
pub(crate) fn enter(ctx: &mut Ctx<'_>, one: &Provider, said: &Said, wall: Instant) -> Result<Came> {
    let bound = store::called(ctx.tx, &one.issuer, Kind::Subject, &said.subject)?;
    let account = match &bound {
        Some(identity) => crate::store::account(ctx.tx, identity.account_id)?,
        None => match rules::look(one.matched, said) {
            Look::Nowhere => None,
            Look::ByName(name) => crate::store::account_by_name(ctx.tx, name)?,
            Look::ByEmail(email) => match store::called(ctx.tx, &one.issuer, Kind::Email, email)? {
                Some(identity) => crate::store::account(ctx.tx, identity.account_id)?,
                None => None,
            },
        },
    };
    let account = account.ok_or(Error::Refused(Refusal::Unknown))?;
    rules::may_enter(account.state).map_err(Error::Refused)?;
    let actor = account.actor();
    let mut acting = ctx.acting_as(&actor);
    if bound.is_none() {
        bind_to(&mut acting, one, account.id, said)?;
    }
    let token = crate::actions::sign_in(&mut acting, &account, wall)
        .map_err(|error| Error::from_other(error, |_| Refusal::Locked))?;
    Ok(Came::SignedIn(token, account))
}

/// Binds the own account to whom the place named.
pub(crate) fn bind(ctx: &mut Ctx<'_>, one: &Provider, account: AccountId, said: &Said) -> Result<Came> {
    bind_to(ctx, one, account, said)?;
    Ok(Came::Bound(said.shown().to_owned()))
}

fn bind_to(ctx: &mut Ctx<'_>, one: &Provider, account: AccountId, said: &Said) -> Result<()> {
    let whose = store::called(ctx.tx, &one.issuer, Kind::Subject, &said.subject)?;
    let names = store::names_of(ctx.tx, account, &one.issuer)?;
    let theirs = subject_of(&names).map(|known| known.value.as_str());
    rules::may_bind(account, theirs, &said.subject, whose.map(|known| known.account_id))
        .map_err(Error::Refused)?;
    if theirs.is_some() {
        return Ok(());
    }
    let now = ctx.now;
    store::insert_identity(ctx.tx, ctx.id(), account, &one.issuer, Kind::Subject, &said.subject, now)?;
    record(ctx, "account.bind", account)
}

/// What an account is bound to, of its names.
pub(crate) fn subject_of(names: &[Identity]) -> Option<&Identity> {
    names.iter().find(|known| known.kind == Kind::Subject)
}

fn record(ctx: &mut Ctx<'_>, action: &'static str, id: AccountId) -> Result<()> {
    let account = crate::store::account(ctx.tx, id)?.ok_or(Error::NotFound)?;
    audit::record(ctx, Deed::new(action, "account", id, &account.name))?;
    Ok(())
}

/// Whether the actor may bind and unbind this account: the own one, or as administrator.
fn may_keep_names(ctx: &Ctx<'_>, account: AccountId) -> bool {
    ctx.actor.account == Some(account) || policy::may(ctx.actor, Action::KeepProvider)
}

/// Forgets what an account is bound to: from now on only its password opens it.
pub(crate) fn unbind(ctx: &mut Ctx<'_>, account: AccountId) -> Result<()> {
    if !may_keep_names(ctx, account) {
        return Err(Error::NotFound);
    }
    let one = store::provider(ctx.tx)?.ok_or(Error::NotFound)?;
    let names = store::names_of(ctx.tx, account, &one.issuer)?;
    let known = subject_of(&names).ok_or(Error::NotFound)?;
    if !store::delete_identity(ctx.tx, known.id)?.hit() {
        return Err(Error::Conflict);
    }
    record(ctx, "account.unbind", account)
}

/// Writes down by which address an account is known there; an empty one is forgotten.
pub(crate) fn write_email(ctx: &mut Ctx<'_>, account: AccountId, email: &str) -> Result<()> {
    if !policy::may(ctx.actor, Action::KeepProvider) {
        return Err(Error::NotFound);
    }
    let one = store::provider(ctx.tx)?.ok_or(Error::NotFound)?;
    let names = store::names_of(ctx.tx, account, &one.issuer)?;
    let known = names.iter().find(|name| name.kind == Kind::Email);
    if known.map_or("", |name| name.value.as_str()) == email {
        return Ok(());
    }
    let whose = store::called(ctx.tx, &one.issuer, Kind::Email, email)?;
    if whose.is_some_and(|other| other.account_id != account) {
        return Err(Error::Refused(Refusal::Taken));
    }
    if let Some(known) = known {
        store::delete_identity(ctx.tx, known.id)?;
    }
    if !email.is_empty() {
        let now = ctx.now;
        store::insert_identity(ctx.tx, ctx.id(), account, &one.issuer, Kind::Email, email, now)?;
    }
    record(ctx, "account.sign_in_email", account)
}

/// Uses an answer up, so that the same does not come twice.
pub(crate) fn use_up(tx: &mut db::Tx, state: &str, wall: Instant) -> db::Result<bool> {
    store::forget_used(tx, wall)?;
    Ok(store::use_up(tx, &token_sha256(state), wall + rules::BEGUN_MAX_MS)?.hit())
}
