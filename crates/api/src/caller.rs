//! Who a key speaks for.

use db::Tx;
use kernel::{AccountId, Actor, ApiKeyId, Date, Id as _};
use kit::{Caller, token_sha256};

use crate::{actions, rules, store};

/// The program that shows this key, when the key holds today and its organization still works.
pub fn caller(tx: &mut Tx, key: &str, today: Date) -> db::Result<Option<Caller>> {
    if !rules::is_key(key) {
        return Ok(None);
    }
    let found = store::by_hash(tx, &token_sha256(key))?;
    let Some(known) = found.filter(|known| known.holds_on(today)) else { return Ok(None) };
    let body = directory::organization(tx, known.organization_id)?;
    let Some(body) = body.filter(|body| body.works_on(today)) else { return Ok(None) };
    let Some(role) = actions::role_of(tx, &body)? else { return Ok(None) };
    let council = directory::council_of_area(tx, body.area_id, today)?.map(|council| council.id);
    let wants_touch = store::used_on(tx, known.id)? != Some((today,));
    Ok(Some(Caller {
        actor: Actor {
            // The journal names the key by this id
            account: Some(AccountId::from_uuid(known.id.uuid())),
            name: format!("{} qua khóa API “{}”", body.short_name, known.label),
            role,
            area: Some(body.area_id),
            organization: Some(body.id),
            council,
            person: None,
        },
        key: known.id.to_string(),
        scopes: known.scopes().into_iter().map(|scope| scope.as_str().to_owned()).collect(),
        wants_touch,
    }))
}

/// Writes down that the key with this id was used today.
pub fn called(tx: &mut Tx, key: &str, today: Date) -> db::Result<()> {
    let Ok(id) = key.parse::<ApiKeyId>() else { return Ok(()) };
    store::note_use(tx, id, today).map(|_| ())
}
