//! Follow-ups in the chain.

use chain::{Kind, Known, Reader};
use kernel::text;
use kit::Ctx;

use crate::model::FollowUp;
use crate::policy::{self, Action};
use crate::store;

/// Follow-ups as they stand in chains.
pub const LIFE: Kind = Kind { kind: "follow_up", label: "Việc theo dõi", read, find: Some(find) };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let ids = chain::parsed(ids);
    let names = directory::names(ctx.tx)?;
    let cooperating = store::cooperating_of_many(ctx.tx, &ids)?;
    let today = ctx.today;
    let found = store::find_many(ctx.tx, &ids)?;
    Ok(found
        .into_iter()
        .filter(|one| match reader {
            Reader::Public => one.is_public,
            Reader::Workspace => {
                let bodies: Vec<_> =
                    cooperating.iter().filter(|(of, _)| *of == one.id).map(|(_, body)| *body).collect();
                policy::may(ctx.actor, Action::Read, one, &bodies)
            }
        })
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.code.clone(),
            about: text::truncate_words(&one.text, 160),
            href: match reader {
                Reader::Public => one.public_path(),
                Reader::Workspace => one.path(),
            },
            body: names.get(&one.lead_id).cloned().unwrap_or_default(),
            state: state(&one, today),
            on: one.origin_on,
            ended: one.closed_on,
            is_open: one.is_open(),
        })
        .collect())
}

fn state(one: &FollowUp, today: kernel::Date) -> String {
    match one.result {
        Some(result) => result.label().to_owned(),
        None if one.is_overdue(today) => {
            let days = one.due_on.map_or(0, |due| crate::view::days(due, today));
            format!("{}, quá hạn {days} ngày", one.state.label())
        }
        None => one.state.label().to_owned(),
    }
}

fn find(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<String>> {
    Ok(store::by_code(ctx.tx, &code.to_uppercase())?.map(|one| one.id.to_string()))
}
