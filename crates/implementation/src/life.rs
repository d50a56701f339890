//! Lines of plans in the chain.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chain::{Kind as ChainKind, Known, Reader};
use kit::Ctx;
use resolutions::Addresses;

use crate::board::public_path;
use crate::model::{Kind, PlanState};
use crate::policy::{self, Action, Subject};
use crate::{rules, store};

/// Objectives, indicators, tasks and measures as they stand in chains.
pub const LIFE: ChainKind =
    ChainKind { kind: "objective", label: "Mục tiêu, nhiệm vụ", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let lines = store::many(ctx.tx, &chain::parsed(ids))?;
    let names = directory::names(ctx.tx)?;
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let mut plans = HashMap::new();
    let mut found = Vec::new();
    for line in lines {
        let known = match plans.entry(line.plan_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let plan = store::plan(ctx.tx, line.plan_id)?;
                place.insert(plan.zip(resolutions::find(ctx.tx, line.plan_id)?))
            }
        };
        let Some((plan, resolution)) = known else { continue };
        let may_know = match reader {
            Reader::Public => plan.state == PlanState::Accepted && resolution.is_public,
            Reader::Workspace => policy::may(ctx.actor, Action::Read, Subject::line(plan, &line)),
        };
        if !may_know {
            continue;
        }
        let state = match (line.kind, line.due_on) {
            (Kind::Task, Some(due)) => rules::judge_task(due, line.done_on, ctx.today).label().to_owned(),
            _ => plan.state.label().to_owned(),
        };
        found.push(Known {
            id: line.id.to_string(),
            council: plan.council_id,
            label: line.kind.label().to_owned(),
            about: kernel::text::truncate_words(&line.text, 160),
            href: match reader {
                Reader::Public => format!("{}#m-{}", public_path(&addresses, resolution), line.id),
                Reader::Workspace => line.path(),
            },
            body: names.get(&line.lead_id).cloned().unwrap_or_default(),
            state,
            on: plan.sent_on.unwrap_or(resolution.adopted_on),
            ended: line.done_on,
            is_open: line.kind == Kind::Task && line.done_on.is_none(),
        });
    }
    Ok(found)
}
