//! The verbs.

use audit::Deed;
use directory::Organization;
use kernel::{ApiKeyId, Date, Entropy, OrganizationId, Role};
use kit::{Ctx, Error, token_sha256};

use crate::model::{ApiKey, Refusal, Scope};
use crate::policy::{self, Action};
use crate::{rules, store};

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// More keys than the programs of a body need.
const KEYS_MAX: usize = 10;

/// A key to be made.
#[derive(Debug, Clone)]
pub(crate) struct NewKey {
    pub(crate) organization: OrganizationId,
    pub(crate) label: String,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) expires_on: Date,
}

/// As what a body's programs act; none where no program acts for it.
pub(crate) fn role_of(tx: &mut db::Tx, body: &Organization) -> db::Result<Option<Role>> {
    let area = directory::area(tx, body.area_id)?;
    Ok(area.and_then(|area| rules::role_of(body.kind, area.tier)))
}

/// Makes a key; the key itself is given back and kept nowhere.
pub(crate) fn create(ctx: &mut Ctx<'_>, new: &NewKey) -> Result<String> {
    if !policy::may(ctx.actor, Action::Keep) {
        return Err(Error::NotFound);
    }
    let body = directory::organization(ctx.tx, new.organization)?
        .filter(|body| body.works_on(ctx.today))
        .ok_or(Error::Refused(Refusal::NoPrograms))?;
    if role_of(ctx.tx, &body)?.is_none() {
        return Err(Error::Refused(Refusal::NoPrograms));
    }
    rules::may_hold_until(new.expires_on, ctx.today).map_err(Error::Refused)?;
    if new.scopes.is_empty() {
        return Err(Error::Refused(Refusal::NoScope));
    }
    let holding = store::holding(ctx.tx, body.id, ctx.today)?.len();
    if holding >= KEYS_MAX {
        return Err(Error::Refused(Refusal::TooMany(holding)));
    }
    let id: ApiKeyId = ctx.id();
    let key = rules::compose(&Entropy::secret());
    let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.as_str()).collect();
    let ending = key.get(key.len().saturating_sub(4)..).unwrap_or_default();
    let by = ctx.actor.name.clone();
    store::insert(
        ctx.tx,
        id,
        body.id,
        &new.label,
        &token_sha256(&key),
        ending,
        &scopes.join(" "),
        new.expires_on,
        ctx.now,
        &by,
    )?;
    let label = format!("{}, khóa “{}”", body.short_name, new.label);
    audit::record(ctx, Deed::new("api_key.create", "api_key", id, label))?;
    Ok(key)
}

/// Ends a key at once.
pub(crate) fn revoke(ctx: &mut Ctx<'_>, id: ApiKeyId, version: i64) -> Result<ApiKey> {
    if !policy::may(ctx.actor, Action::Keep) {
        return Err(Error::NotFound);
    }
    let key = store::key(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if !store::revoke(ctx.tx, ctx.today, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    let body = directory::organization(ctx.tx, key.organization_id)?
        .map_or_else(String::new, |body| format!("{}, ", body.short_name));
    audit::record(ctx, Deed::new("api_key.revoke", "api_key", id, format!("{body}khóa “{}”", key.label)))?;
    Ok(key)
}
