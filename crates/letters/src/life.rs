//! Letters in the chain: a number, a day, a state, for those who may read the register. To anyone
//! else a letter is not in the chain.

use chain::{Kind, Known, Reader};
use kit::Ctx;

use crate::model::State;
use crate::policy::{self, Action, Subject};
use crate::store;

/// Letters as they stand in chains. They have no code to be linked by hand.
pub const LIFE: Kind = Kind { kind: "letter", label: "Đơn thư", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    if reader == Reader::Public {
        return Ok(Vec::new());
    }
    let found = store::many(ctx.tx, &chain::parsed(ids))?;
    let names = directory::names(ctx.tx)?;
    Ok(found
        .into_iter()
        .filter(|one| policy::may(ctx.actor, Action::Read, Subject::from(one)))
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.label(),
            about: String::new(),
            href: one.path(),
            body: one.lead_id.and_then(|lead| names.get(&lead).cloned()).unwrap_or_default(),
            state: one.state.label().to_owned(),
            on: one.received_on,
            ended: one.closed_on,
            is_open: one.state != State::Closed,
        })
        .collect())
}
