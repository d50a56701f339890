//! Resolutions in the chain.

use chain::{Kind, Known, Reader};
use kernel::text;
use kit::Ctx;

use crate::address::Addresses;
use crate::policy::{self, Action};
use crate::store;

/// Resolutions as they stand in chains.
pub const LIFE: Kind = Kind { kind: "resolution", label: "Nghị quyết", read, find: Some(find) };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let names = directory::names(ctx.tx)?;
    let today = ctx.today;
    let found = store::many(ctx.tx, &chain::parsed(ids))?;
    Ok(found
        .into_iter()
        .filter(|one| match reader {
            Reader::Public => one.is_public,
            Reader::Workspace => policy::may(ctx.actor, Action::Read, one.council_id, one.is_public),
        })
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.label(),
            about: text::truncate_words(&one.title, 160),
            href: match reader {
                Reader::Public => addresses.of(&one),
                Reader::Workspace => one.path(),
            },
            body: names.get(&one.council_id).cloned().unwrap_or_default(),
            state: one.force(today).label().to_owned(),
            on: one.adopted_on,
            ended: one.expired_on,
            // It owes nothing itself; what was to be done for it stands below it
            is_open: false,
        })
        .collect())
}

/// By its number, among the own council's: numbers are given again by every council.
fn find(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<String>> {
    let Some(council) = ctx.actor.council else { return Ok(None) };
    let found = store::with_number(ctx.tx, council, code)?;
    Ok(found.map(|(id,)| id.to_string()))
}
