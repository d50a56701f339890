//! Visits in the chain: a code, a day, a state, for those who may know of the visit. To anyone else
//! a visit is not in the chain.

use chain::{Kind, Known, Reader};
use kit::Ctx;

use crate::model::VisitState;
use crate::policy::{self, Action, Subject};
use crate::{store, store_visits};

/// Visits as they stand in chains. They are not linked by hand.
pub const LIFE: Kind = Kind { kind: "visit", label: "Lượt tiếp công dân", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    if reader == Reader::Public {
        return Ok(Vec::new());
    }
    let found = store_visits::many(ctx.tx, &chain::parsed(ids))?;
    let receptions: Vec<_> = found.iter().filter_map(|one| one.reception_id).collect();
    let hosted = store::hosts_of(ctx.tx, &receptions)?;
    let names = directory::names(ctx.tx)?;
    Ok(found
        .into_iter()
        .filter(|one| {
            let hosts: Vec<_> = hosted
                .iter()
                .filter(|(reception, ..)| Some(*reception) == one.reception_id)
                .map(|(_, host, ..)| *host)
                .collect();
            let on = Subject {
                council: one.council_id,
                hosts: &hosts,
                owner: one.owner_id,
                is_denunciation: one.is_denunciation(),
            };
            policy::may(ctx.actor, Action::ReadVisit, on)
        })
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.code.clone(),
            about: String::new(),
            href: one.path(),
            body: one.owner_id.and_then(|owner| names.get(&owner).cloned()).unwrap_or_default(),
            state: one.state.label().to_owned(),
            on: one.received_on,
            ended: one.informed_on,
            is_open: !matches!(one.state, VisitState::Closed | VisitState::Paper),
        })
        .collect())
}
