//! Questions in the chain.

use chain::{Kind, Known, Reader};
use kernel::text;
use kit::Ctx;

use crate::model::State;
use crate::policy::{self, Action};
use crate::store;

/// Questions as they stand in chains.
pub const LIFE: Kind = Kind { kind: "question", label: "Chất vấn", read, find: Some(find) };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let found = store::many(ctx.tx, &chain::parsed(ids))?;
    Ok(found
        .into_iter()
        .filter(|one| match reader {
            Reader::Public => one.is_open(),
            Reader::Workspace => policy::may(ctx.actor, Action::Read, one),
        })
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.label(),
            about: text::truncate_words(&one.text, 160),
            href: match reader {
                Reader::Public => one.public_path(),
                Reader::Workspace => one.path(),
            },
            body: one.addressee.clone(),
            state: one.state.label().to_owned(),
            on: one.asked_on,
            ended: one.answered_on,
            is_open: one.answered_on.is_none() && one.state != State::Withdrawn,
        })
        .collect())
}

fn find(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<String>> {
    Ok(store::by_code(ctx.tx, &code.to_uppercase())?.map(|one| one.id.to_string()))
}
