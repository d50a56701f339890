//! Difficulties in the chain.

use chain::{Kind, Known, Reader};
use kernel::text;
use kit::Ctx;

use crate::model::Stage;
use crate::policy::difficulties::{self as policy, Action};
use crate::rules::difficulties as rules;
use crate::{actions, store_difficulties as store};

/// Difficulties as they stand in chains.
pub const LIFE: Kind = Kind { kind: "difficulty", label: "Khó khăn, vướng mắc", read, find: None };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let names = directory::names(ctx.tx)?;
    let found = store::many(ctx.tx, &chain::parsed(ids))?;
    let today = ctx.today;
    Ok(found
        .into_iter()
        .filter(|one| match reader {
            Reader::Public => one.is_public == Some(true) && one.cleared_on.is_some(),
            Reader::Workspace => policy::may(ctx.actor, Action::Read, &actions::subject_of(one)),
        })
        .map(|one| {
            let (words, href) = match reader {
                Reader::Public => {
                    (one.public_text.clone().unwrap_or_default(), format!("/kho-khan#k-{}", one.id))
                }
                Reader::Workspace => (one.text.clone(), one.path()),
            };
            Known {
                id: one.id.to_string(),
                council: one.council_id,
                label: if one.subject.is_empty() { one.kind.label().to_owned() } else { one.subject.clone() },
                about: text::truncate_words(&words, 160),
                href,
                body: one.addressee_id.and_then(|body| names.get(&body).cloned()).unwrap_or_default(),
                state: rules::stage(&one, today).label().to_owned(),
                on: one.raised_on,
                ended: one.cleared_on,
                is_open: rules::stage(&one, today) != Stage::Cleared,
            }
        })
        .collect())
}
