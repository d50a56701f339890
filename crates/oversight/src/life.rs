//! Oversights and recommendations as they stand in the chain of records.

use chain::{Kind, Known, Reader};
use kernel::{Date, OrganizationId, PersonId, text};
use kit::Ctx;

use crate::model::Oversight;
use crate::policy::{self, Sight};
use crate::store;

/// Oversights as they stand in chains.
pub const LIFE: Kind = Kind { kind: "oversight", label: "Giám sát", read, find: Some(find) };
/// Recommendations as they stand in chains.
pub const RECOMMENDATION_LIFE: Kind =
    Kind {
        kind: "recommendation", label: "Kiến nghị sau giám sát", read: read_recommendations, find: None
    };

fn sight(ctx: &Ctx<'_>, reader: Reader) -> Sight {
    match reader {
        Reader::Public => Sight::default(),
        Reader::Workspace => policy::sight(ctx.actor),
    }
}

/// The oversights of a delegates' group and of its members alone in a window, as far as a reader may
/// know of them.
pub fn of_group(
    ctx: &mut Ctx<'_>,
    reader: Reader,
    group: OrganizationId,
    members: &[PersonId],
    window: (Date, Date),
) -> db::Result<Vec<Oversight>> {
    let sight = sight(ctx, reader);
    store::of_group(ctx.tx, sight, group, members, window)
}

fn href(one: &Oversight, reader: Reader) -> String {
    match reader {
        Reader::Public => one.public_path(),
        Reader::Workspace => one.path(),
    }
}

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let sight = sight(ctx, reader);
    let found = store::readable(ctx.tx, &chain::parsed(ids), sight)?;
    let names = directory::names(ctx.tx)?;
    Ok(found
        .into_iter()
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.label(),
            about: text::truncate_words(&one.title, 160),
            href: href(&one, reader),
            body: names.get(&one.body_id).cloned().unwrap_or_default(),
            state: one.state.label().to_owned(),
            on: one.decided_on.unwrap_or(one.planned_from),
            ended: one.closed_on,
            is_open: one.state.is_open(),
        })
        .collect())
}

fn read_recommendations(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let sight = sight(ctx, reader);
    let found = store::recommendations_of_ids(ctx.tx, &chain::parsed(ids))?;
    let of: Vec<_> = found.iter().map(|one| one.oversight_id).collect();
    let readable = store::readable(ctx.tx, &of, sight)?;
    let followed: Vec<_> = found.iter().map(|one| one.follow_up_id).collect();
    let followed = follow::find_many(ctx.tx, &followed)?;
    let names = directory::names(ctx.tx)?;
    Ok(found
        .into_iter()
        .filter_map(|one| {
            let oversight = readable.iter().find(|known| known.id == one.oversight_id)?;
            let follow_up = followed.iter().find(|known| known.id == one.follow_up_id);
            let ended = follow_up.and_then(|known| known.closed_on);
            let result = follow_up.map(|known| match known.result {
                Some(result) => result.label(),
                None => known.state.label(),
            });
            Some(Known {
                id: one.id.to_string(),
                council: one.council_id,
                label: format!("Kiến nghị {}, {}", one.place, oversight.code),
                about: text::truncate_words(&one.text, 160),
                href: format!("{}#kien-nghi-{}", href(oversight, reader), one.place),
                body: names.get(&one.lead_id).cloned().unwrap_or_default(),
                state: result.unwrap_or("Đang thực hiện").to_owned(),
                on: one.issued_on,
                ended,
                is_open: ended.is_none(),
            })
        })
        .collect())
}

fn find(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<String>> {
    Ok(store::by_code(ctx.tx, &code.to_uppercase())?.map(|one| one.id.to_string()))
}
