//! Briefings in the chain.

use chain::{Kind, Known, Reader};
use kit::Ctx;

use crate::model::State;
use crate::policy::{self, Action, Subject};
use crate::store;

/// Briefings as they stand in chains.
pub const LIFE: Kind = Kind { kind: "briefing", label: "Hội nghị giao ban", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let names = directory::names(ctx.tx)?;
    let invited: Vec<_> = match ctx.actor.organization {
        Some(body) => store::briefings_with(ctx.tx, body)?.into_iter().map(|(id,)| id).collect(),
        None => Vec::new(),
    };
    let found = store::many(ctx.tx, &chain::parsed(ids))?;
    Ok(found
        .into_iter()
        .filter(|one| match reader {
            Reader::Public => one.state == State::Concluded,
            Reader::Workspace => {
                let subject = Subject {
                    council: one.council_id,
                    body: ctx.actor.organization,
                    invited: invited.contains(&one.id),
                };
                policy::may(ctx.actor, Action::Read, &subject)
            }
        })
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.title.clone(),
            about: one.topic.clone(),
            href: match reader {
                Reader::Public => one.public_path(),
                Reader::Workspace => one.path(),
            },
            body: names.get(&one.council_id).cloned().unwrap_or_default(),
            state: one.state.label().to_owned(),
            on: one.held_on,
            ended: (!one.is_open()).then_some(one.held_on),
            is_open: false,
        })
        .collect())
}
