//! The verbs.

use audit::Deed;
use kernel::{Entropy, Open311KeyId, Open311SettingId, OrganizationId, text};
use kit::{Ctx, Error};
use sha2::{Digest as _, Sha256};

use crate::model::{Mode, Refusal, Setting};
use crate::policy::{self, Action};
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// How a key begins, so that one that lies about is known for what it is.
const PREFIX: &str = "o311_";
const KEY_BYTES: usize = 20;
const KEYS_MAX: i64 = 50;

/// The council whose office reads what comes.
pub(crate) fn council(ctx: &mut Ctx<'_>) -> db::Result<Option<directory::Organization>> {
    directory::home_council(ctx.tx, ctx.today)
}

/// Who may send. A demonstration takes what comes; a council says so first.
pub(crate) fn mode(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Mode> {
    Ok(match store::setting(ctx.tx, council)? {
        Some(setting) => setting.mode,
        None if ctx.app.settings().purpose.is_demonstration() => Mode::Open,
        None => Mode::Closed,
    })
}

/// The council, when the actor keeps this.
pub(crate) fn permitted(ctx: &mut Ctx<'_>) -> Result<directory::Organization> {
    let council = council(ctx)?.ok_or(Error::NotFound)?;
    if policy::may(ctx.actor, Action::Keep, council.id) { Ok(council) } else { Err(Error::NotFound) }
}

/// Says who may send. `version` is zero before anything was decided.
pub(crate) fn set(ctx: &mut Ctx<'_>, mode: Mode, version: i64) -> Result<()> {
    let council = permitted(ctx)?;
    let db::One((held,)) = store::keys_held(ctx.tx, council.id)?;
    if mode == Mode::Keyed && held == 0 {
        return Err(Error::Refused(Refusal::NoKey));
    }
    let known: Option<Setting> = store::setting(ctx.tx, council.id)?;
    if known.as_ref().map_or(0, |known| known.version) != version {
        return Err(Error::Conflict);
    }
    let id: Open311SettingId = if let Some(known) = known {
        if !store::set_mode(ctx.tx, mode, known.id, version)?.hit() {
            return Err(Error::Conflict);
        }
        known.id
    } else {
        let id = ctx.id();
        store::insert_setting(ctx.tx, id, council.id, mode)?;
        id
    };
    audit::record(ctx, Deed::new("open311.set", "open311_setting", id, mode.label()))?;
    Ok(())
}

/// What is kept of a key.
pub(crate) fn hash(key: &str) -> String {
    text::hex(&Sha256::digest(key.as_bytes()))
}

/// Gives an application a key, which is shown once.
pub(crate) fn make_key(ctx: &mut Ctx<'_>, label: &str) -> Result<String> {
    let council = permitted(ctx)?;
    let db::One((held,)) = store::keys_held(ctx.tx, council.id)?;
    if KEYS_MAX <= held {
        return Err(Error::Refused(Refusal::TooManyKeys));
    }
    let key = format!("{PREFIX}{}", text::hex(&Entropy::secret::<KEY_BYTES>()));
    let id: Open311KeyId = ctx.id();
    store::insert_key(ctx.tx, id, council.id, label, &hash(&key), ctx.now)?;
    audit::record(ctx, Deed::new("open311.key", "open311_key", id, label))?;
    Ok(key)
}

/// Takes a key back.
pub(crate) fn revoke_key(ctx: &mut Ctx<'_>, id: Open311KeyId) -> Result<String> {
    let council = permitted(ctx)?;
    let key = store::key(ctx.tx, id, council.id)?.ok_or(Error::NotFound)?;
    if !store::revoke_key(ctx.tx, ctx.now, id)?.hit() {
        return Err(Error::Conflict);
    }
    audit::record(ctx, Deed::new("open311.revoke", "open311_key", id, &key.label))?;
    Ok(key.label)
}
