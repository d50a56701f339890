//! A meeting in the chain.

use chain::{Kind, Known, Reader};
use kit::Ctx;

use crate::actions::NODE_KIND;
use crate::model::State;
use crate::policy::{self, Action};
use crate::store;

/// How the chain reads meetings: nothing of them is public.
pub const LIFE: Kind = Kind { kind: NODE_KIND, label: "Cuộc họp", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    if reader == Reader::Public {
        return Ok(Vec::new());
    }
    let names = directory::names(ctx.tx)?;
    let found = store::many(ctx.tx, &chain::parsed(ids))?;
    Ok(found
        .into_iter()
        .filter(|one| policy::may(ctx.actor, Action::Read, one))
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.label(),
            about: one.title.clone(),
            href: one.path(),
            body: names.get(&one.body_id).cloned().unwrap_or_default(),
            state: one.state.label().to_owned(),
            on: one.held_on,
            ended: (one.state == State::Held).then_some(one.held_on),
            is_open: one.state == State::Planned,
        })
        .collect())
}
