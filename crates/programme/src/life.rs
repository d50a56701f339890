//! An item of a programme in the chain.

use std::collections::HashMap;

use chain::{Kind, Known, Reader};
use kernel::{ProgrammeId, text};
use kit::Ctx;

use crate::model::Programme;
use crate::policy::{self, Action};
use crate::realise::NODE_KIND;
use crate::{store, view};

/// How the chain reads items of programmes.
pub const LIFE: Kind = Kind { kind: NODE_KIND, label: "Nội dung chương trình", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let items = store::items_of_ids(ctx.tx, &chain::parsed(ids))?;
    let mut programmes: Vec<ProgrammeId> = items.iter().map(|item| item.programme_id).collect();
    programmes.sort_unstable();
    programmes.dedup();
    let known: HashMap<ProgrammeId, Programme> =
        store::many(ctx.tx, &programmes)?.into_iter().map(|one| (one.id, one)).collect();
    Ok(items
        .into_iter()
        .filter_map(|item| Some((known.get(&item.programme_id)?, item)))
        .filter(|(one, _)| match reader {
            Reader::Public => one.is_open(),
            Reader::Workspace => policy::may(ctx.actor, Action::Read, one),
        })
        .map(|(one, item)| Known {
            id: item.id.to_string(),
            council: item.council_id,
            label: one.label(),
            about: text::truncate_words(&item.title, 160),
            href: match reader {
                Reader::Public => one.public_path(),
                Reader::Workspace => item.path(),
            },
            body: item.lead.clone(),
            state: view::badge(&item, ctx.today, ctx.law).words,
            on: one.decided_on.unwrap_or(item.due_on),
            ended: item.done_on,
            is_open: item.done_on.is_none() && item.dropped_on.is_none(),
        })
        .collect())
}
