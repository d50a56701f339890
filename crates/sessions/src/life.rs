//! Sessions in the chain.

use chain::{Kind, Known, Reader};
use kit::Ctx;

use crate::address::Addresses;
use crate::model::State;
use crate::policy::{self, Action};
use crate::store;

/// Sessions as they stand in chains.
pub const LIFE: Kind = Kind { kind: "session", label: "Kỳ họp", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let names = directory::names(ctx.tx)?;
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
            about: one.title.clone(),
            href: match reader {
                Reader::Public => addresses.of(&one),
                Reader::Workspace => one.path(),
            },
            body: names.get(&one.council_id).cloned().unwrap_or_default(),
            state: one.standing().to_owned(),
            on: one.opened_on,
            ended: one.closed_on,
            is_open: matches!(one.state, State::Planned | State::Convened | State::Opened),
        })
        .collect())
}
