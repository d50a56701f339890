//! Regulations, activities and campaigns in the chain.

use chain::{Kind, Known, Reader};
use kernel::{OrganizationId, text};
use kit::Ctx;

use crate::model::{Activity, Campaign, Coordination, parted};
use crate::policy::{self, Action};
use crate::{meets, pages, store};

/// Where anyone reads of coordination.
const PUBLIC: &str = "/phoi-hop";

/// Regulations as they stand in chains.
pub const LIFE: Kind = Kind { kind: "coordination", label: "Quy chế phối hợp", read, find: None };
/// Activities of several bodies as they stand in chains.
pub const ACTIVITY_LIFE: Kind =
    Kind { kind: meets::ACTIVITY, label: "Hoạt động chung", read: read_activities, find: None };
/// Campaigns of information as they stand in chains.
pub const CAMPAIGN_LIFE: Kind =
    Kind { kind: "campaign", label: "Đợt tuyên truyền", read: read_campaigns, find: None };

/// Whether the reader may know of it.
fn knows(ctx: &Ctx<'_>, reader: Reader, council: OrganizationId, is_public: bool) -> bool {
    match reader {
        Reader::Public => is_public,
        Reader::Workspace => policy::may(ctx.actor, Action::Read, council, &[]),
    }
}

fn href(reader: Reader, path: String) -> String {
    match reader {
        Reader::Public => PUBLIC.to_owned(),
        Reader::Workspace => path,
    }
}

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let mut all: Vec<Coordination> = store::coordinations_of_ids(ctx.tx, &chain::parsed(ids))?;
    all.retain(|one| knows(ctx, reader, one.council_id, one.is_public));
    let names = directory::names(ctx.tx)?;
    let today = ctx.today;
    Ok(all
        .into_iter()
        .map(|one| {
            let is_over = one.to_on.is_some_and(|to| to < today);
            Known {
                id: one.id.to_string(),
                council: one.council_id,
                label: one.number.clone(),
                about: text::truncate_words(&one.title, 160),
                href: href(reader, one.path()),
                body: pages::names_of(&names, &one.parties),
                state: if is_over { "Đã hết hiệu lực" } else { "Đang thực hiện" }.to_owned(),
                on: one.signed_on,
                ended: one.to_on.filter(|_| is_over),
                is_open: !is_over,
            }
        })
        .collect())
}

fn read_activities(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let mut all: Vec<Activity> = store::activities_of_ids(ctx.tx, &chain::parsed(ids))?;
    all.retain(|one| knows(ctx, reader, one.council_id, one.is_public));
    let names = directory::names(ctx.tx)?;
    let today = ctx.today;
    Ok(all
        .into_iter()
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: "Hoạt động chung".to_owned(),
            about: text::truncate_words(&one.title, 160),
            href: href(reader, one.path()),
            body: pages::names_of(&names, &one.leads),
            state: pages::activity_badge(&one, today).words,
            on: one.from_on,
            ended: one.done_on,
            is_open: one.done_on.is_none(),
        })
        .collect())
}

fn read_campaigns(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let mut all: Vec<Campaign> = store::campaigns_of_ids(ctx.tx, &chain::parsed(ids))?;
    all.retain(|one| knows(ctx, reader, one.council_id, one.is_public));
    let names = directory::names(ctx.tx)?;
    let today = ctx.today;
    Ok(all
        .into_iter()
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: "Đợt tuyên truyền".to_owned(),
            about: text::truncate_words(&one.topic, 160),
            href: href(reader, one.path()),
            // Who leads comes first among those who take part
            body: parted(&one.bodies).first().and_then(|id| names.get(id).cloned()).unwrap_or_default(),
            state: pages::campaign_badge(&one, today).words,
            on: one.from_on,
            ended: Some(one.to_on).filter(|to| *to < today),
            is_open: today <= one.to_on,
        })
        .collect())
}
