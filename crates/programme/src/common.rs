//! What the deeds of this area share.

use kernel::{ProgrammeId, ProgrammeItemId};
use kit::{Ctx, Error};

use crate::model::{Item, Programme, Refusal};
use crate::policy::{self, Action};
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The programme, when the actor may do this with it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: ProgrammeId, action: Action) -> Result<Programme> {
    store::programme(ctx.tx, id)?.filter(|one| policy::may(ctx.actor, action, one)).ok_or(Error::NotFound)
}

/// An item with its programme, when the actor may do this with it.
pub(crate) fn permitted_item(
    ctx: &mut Ctx<'_>,
    id: ProgrammeItemId,
    action: Action,
) -> Result<(Programme, Item)> {
    let item = store::item(ctx.tx, id)?.ok_or(Error::NotFound)?;
    Ok((permitted(ctx, item.programme_id, action)?, item))
}

/// Where a deed hit nothing, another was first.
pub(crate) fn hit(count: db::Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}
