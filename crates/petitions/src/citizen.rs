//! What a citizen sends without an account. Nothing about the sender is asked or kept: a receipt
//! of 80 random bits, of which only the hash stays here, is the way back.

use kernel::{AreaId, OrganizationId};
use kit::Ctx;
use seal::receipt;

use crate::actions::{self, NewPetition, Result};
use crate::model::{EntryKind, Petition, Source, State};
use crate::store;

/// What the receipts are about.
const ABOUT: &str = "petition";

/// Takes what a citizen sends; nobody but the office reads it until it was looked at. Returns
/// the receipt, shown once.
pub fn send(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    area: AreaId,
    place: &str,
    words: &str,
) -> Result<String> {
    let receipt = receipt::fresh();
    let new = NewPetition {
        council,
        text: words.to_owned(),
        area,
        place: place.to_owned(),
        source: Source::Portal,
        meeting: None,
        session: None,
        opinions: Vec::new(),
        received_on: ctx.today,
        is_demonstration: ctx.app.settings().purpose.is_made_up(),
    };
    let id = actions::insert(ctx, &new, State::Quarantined, receipt::hash(ABOUT, &receipt))?;
    actions::tell(ctx, id, EntryKind::Received, Source::Portal.label(), true)?;
    actions::finish(ctx, "petition.send", id, "")?;
    Ok(receipt)
}

/// The petition of a receipt.
pub fn by_receipt(ctx: &mut Ctx<'_>, typed: &str) -> db::Result<Option<Petition>> {
    match receipt::hash(ABOUT, typed) {
        Some(hash) => store::by_receipt(ctx.tx, &hash),
        None => Ok(None),
    }
}
