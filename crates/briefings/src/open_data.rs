//! What open data reads of briefings: those whose notice is out, with what anyone may read.

use db::{Select, Tx};
use kernel::{BriefingId, ConclusionId, OrganizationId};

use crate::model::{Briefing, Conclusion};

const HEAD: &str = "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version from briefing";
const CONCLUSION: &str = "select id, briefing_id, place, text, lead_id, due_kind, due_on, every, is_public, follow_up_id, version from conclusion";

/// Briefings whose notice is out, by id, after one.
pub fn published(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<BriefingId>,
    most: i64,
) -> db::Result<Vec<Briefing>> {
    Select::new(HEAD)
        .and("state = 'concluded'", &[])
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// How many have their notice out, and of the others why not.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when state = 'concluded' then 'published' when state = 'cancelled' then 'cancelled' else 'no_notice' end as standing, count(*) from briefing",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from briefing").number(tx)
}

/// Public conclusions of briefings whose notice is out, by id, after one.
pub fn published_conclusions(
    tx: &mut Tx,
    after: Option<ConclusionId>,
    most: i64,
) -> db::Result<Vec<Conclusion>> {
    Select::new(CONCLUSION)
        .and("is_public and briefing_id in (select id from briefing where state = 'concluded')", &[])
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// The public conclusions of these briefings, each in its order.
pub fn conclusions_of(tx: &mut Tx, briefings: &[BriefingId]) -> db::Result<Vec<Conclusion>> {
    if briefings.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(CONCLUSION)
        .and("is_public", &[])
        .among("briefing_id", briefings)
        .then("order by briefing_id, place, id", &[])
        .rows(tx)
}

/// One conclusion; whether anyone may read it is also its briefing's.
pub fn conclusion(tx: &mut Tx, id: ConclusionId) -> db::Result<Option<Conclusion>> {
    let found: Vec<Conclusion> = Select::new(CONCLUSION).and("is_public and id = ?", &[&id]).rows(tx)?;
    Ok(found.into_iter().next())
}

/// How many conclusions anyone may read, and of the others why not.
pub fn standing_of_conclusions(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when briefing.state <> 'concluded' then 'no_notice' when conclusion.is_public then 'published' else 'internal' end as standing, count(*) from conclusion join briefing on briefing.id = conclusion.briefing_id",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many conclusions there are.
pub fn exist_conclusions(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from conclusion").number(tx)
}

/// Several briefings.
pub fn many(tx: &mut Tx, ids: &[BriefingId]) -> db::Result<Vec<Briefing>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}
