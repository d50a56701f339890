//! Hearings and reviews of texts as they stand in the chain of records.

use chain::{Kind, Known, Reader};
use kernel::{HearingId, OrganizationId, text};
use kit::Ctx;

use crate::common::{HEARING_KIND, REVIEW_KIND};
use crate::model::{Hearing, HearingState, TextReview};
use crate::policy::{self, Action};
use crate::store;

/// Hearings as they stand in chains.
pub const LIFE: Kind = Kind { kind: HEARING_KIND, label: "Phiên giải trình", read, find: Some(find) };
/// Reviews of texts as they stand in chains.
pub const REVIEW_LIFE: Kind =
    Kind { kind: REVIEW_KIND, label: "Rà soát văn bản", read: read_reviews, find: Some(find_review) };

fn read(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let names = directory::names(ctx.tx)?;
    let ids: Vec<HearingId> = chain::parsed(ids);
    let explain = store::explain_at(ctx.tx, &ids)?;
    let is_read = |one: &Hearing| {
        let bodies: Vec<OrganizationId> =
            explain.iter().filter(|(id, ..)| *id == one.id).filter_map(|(_, body, _)| *body).collect();
        match reader {
            Reader::Public => one.is_open(),
            Reader::Workspace => policy::may_hearing(ctx.actor, Action::ReadHearing, one, &bodies),
        }
    };
    let found = store::hearings_of_ids(ctx.tx, &ids)?;
    Ok(found
        .into_iter()
        .filter(is_read)
        .map(|one| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.label(),
            about: text::truncate_words(&one.title, 160),
            href: if reader == Reader::Public { one.public_path() } else { one.path() },
            body: names.get(&one.council_id).cloned().unwrap_or_default(),
            state: one.state.label().to_owned(),
            on: one.held_on,
            ended: one.concluded_on,
            is_open: !matches!(one.state, HearingState::Concluded | HearingState::Cancelled),
        })
        .collect())
}

fn find(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<String>> {
    Ok(store::hearing_by_code(ctx.tx, &code.to_uppercase())?.map(|one| one.id.to_string()))
}

fn read_reviews(ctx: &mut Ctx<'_>, reader: Reader, ids: &[String]) -> db::Result<Vec<Known>> {
    let names = directory::names(ctx.tx)?;
    let found = store::reviews_of_ids(ctx.tx, &chain::parsed(ids))?;
    Ok(found
        .into_iter()
        .filter(|one| match reader {
            Reader::Public => one.is_open(),
            Reader::Workspace => policy::may_review(ctx.actor, Action::ReadReview, one),
        })
        .map(|one: TextReview| Known {
            id: one.id.to_string(),
            council: one.council_id,
            label: one.label(),
            about: text::truncate_words(&format!("{}: {}", one.text_name(), one.title), 160),
            href: if reader == Reader::Public { one.public_path() } else { one.path() },
            body: names.get(&one.issuer_id).cloned().unwrap_or_default(),
            state: one.state.label().to_owned(),
            on: one.opened_on,
            ended: one.ended_on,
            is_open: !one.state.is_ended(),
        })
        .collect())
}

fn find_review(ctx: &mut Ctx<'_>, code: &str) -> db::Result<Option<String>> {
    Ok(store::review_by_code(ctx.tx, &code.to_uppercase())?.map(|one| one.id.to_string()))
}
