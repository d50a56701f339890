//! Which record realises which item: what other areas call.

use chain::Node;
use db::Tx;
use kernel::{Date, OrganizationId, ProgrammeItemId, dates, text};
use kit::{Ctx, Error};

use crate::common::Result;
use crate::model::{Kind, Refusal};
use crate::store;

/// Titles in a list of choices are cut here.
const CHOICE_CHARS: usize = 110;

/// The kind under which an item stands in the chain.
pub const NODE_KIND: &str = "programme_item";

/// The items of a council's decided programmes of a year that are not done, the earliest due
/// first: choices of a form whose record realises one.
pub fn choices(
    tx: &mut Tx,
    council: OrganizationId,
    year: i64,
) -> db::Result<Vec<(ProgrammeItemId, String)>> {
    let found = store::open_items(tx, council, year)?;
    Ok(found
        .into_iter()
        .map(|(id, title, due, kind)| {
            let kind = if kind == Kind::Oversight.as_str() { "giám sát" } else { "công tác" };
            let title = text::truncate_words(&title, CHOICE_CHARS);
            (id, format!("{title} (CT {kind}, hạn {})", dates::print(due)))
        })
        .collect())
}

/// The item of this title in the decided or drafted programmes of a council and a year.
pub fn item_titled(
    tx: &mut Tx,
    council: OrganizationId,
    year: i64,
    title: &str,
) -> db::Result<Option<ProgrammeItemId>> {
    Ok(store::item_titled(tx, council, year, title)?.map(|one| one.id))
}

/// The item as an end of the chain; none when there is no such item.
pub fn node(tx: &mut Tx, item: ProgrammeItemId) -> db::Result<Option<Node>> {
    Ok(store::item(tx, item)?.map(|one| {
        let label = format!("Chương trình: {}", text::truncate_words(&one.title, CHOICE_CHARS));
        Node::new(NODE_KIND, one.id, label, one.path())
    }))
}

/// A record realises an item: begun while `done_on` is none, done on that day else. The link of
/// the chain is made here. The caller's deed records it, after this.
///
/// The same record may call again: begun, then done, then its day corrected. Another record takes
/// an item that is begun and not done; of a done one it is linked, and the item stays as it is.
///
/// # Errors
/// Not found when the item is of another council than the actor's; refused when it left the
/// programme.
pub fn realise(ctx: &mut Ctx<'_>, item: ProgrammeItemId, record: &Node, done_on: Option<Date>) -> Result<()> {
    let one = store::item(ctx.tx, item)?.ok_or(Error::NotFound)?;
    if !ctx.actor.serves(one.council_id) {
        return Err(Error::NotFound);
    }
    if one.dropped_on.is_some() {
        return Err(Error::Refused(Refusal::Dropped));
    }
    let end = node(ctx.tx, item)?.ok_or(Error::NotFound)?;
    chain::link(ctx, &end, record)?;
    let is_own =
        one.realised_kind.as_deref() == Some(&record.kind) && one.realised_id.as_deref() == Some(&record.id);
    if one.done_on.is_some() && !is_own {
        return Ok(());
    }
    let hit = store::realise(
        ctx.tx,
        &record.kind,
        &record.id,
        &record.label,
        &record.href,
        done_on,
        item,
        one.version,
    )?;
    if hit.hit() { Ok(()) } else { Err(Error::Conflict) }
}

/// The record was cancelled or taken back: what it realised is open again. The caller's deed
/// records it, after this.
///
/// # Errors
/// Only the database's.
pub fn unrealise(ctx: &mut Ctx<'_>, kind: &str, record: impl ToString) -> db::Result<()> {
    store::unrealise(ctx.tx, kind, &record.to_string())?;
    Ok(())
}

/// A record that realises items was done, or its day changed: the items follow. The caller's deed
/// records it, after this.
///
/// # Errors
/// Only the database's.
pub fn renew(ctx: &mut Ctx<'_>, record: &Node, done_on: Option<Date>) -> db::Result<()> {
    store::renew(ctx.tx, &record.label, &record.href, done_on, &record.kind, &record.id)?;
    Ok(())
}
