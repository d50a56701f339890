//! Drafts in the chain.

use chain::{Kind, Known, Reader};
use kernel::text;
use kit::Ctx;

use crate::common::{self, Seen};
use crate::policy::Action;
use crate::store;

/// Drafts as they stand in chains.
pub const LIFE: Kind = Kind { kind: "draft", label: "Dự thảo nghị quyết", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let drafts = store::many(ctx.tx, &chain::parsed(ids))?;
    let all = common::load_many(ctx.tx, drafts)?;
    let names = directory::names(ctx.tx)?;
    let may_know = |seen: &Seen| match reader {
        Reader::Public => seen.facts().is_public,
        Reader::Workspace => seen.may(ctx, Action::Read),
    };
    Ok(all
        .into_iter()
        .filter(may_know)
        .map(|Seen { draft, session, .. }| Known {
            id: draft.id.to_string(),
            council: draft.council_id,
            label: "Dự thảo nghị quyết".to_owned(),
            about: text::truncate_words(&draft.title, 160),
            href: match reader {
                Reader::Public => draft.public_path(),
                Reader::Workspace => draft.path(),
            },
            body: names.get(&draft.submitted_by).cloned().unwrap_or_default(),
            state: draft.state.label().to_owned(),
            on: draft.presented_on.unwrap_or(session.opened_on),
            ended: draft.decided_on,
            is_open: draft.state.is_alive(),
        })
        .collect())
}
