//! What open data reads of oversights and their recommendations. The predicates are those of the
//! public pages.

use db::{Select, Tx};
use kernel::{OrganizationId, OversightId, RecommendationId};

use crate::model::{Oversight, Recommendation};
use crate::store::{COLUMNS, RECOMMENDATION_COLUMNS};

/// Oversights that anyone may read, by id, after one.
pub fn published(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<OversightId>,
    most: i64,
) -> db::Result<Vec<Oversight>> {
    Select::new(COLUMNS)
        .and("not is_secret and state <> 'proposed'", &[])
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// How many anyone may read, and of the others why not.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when is_secret then 'secret' when state = 'proposed' then 'draft' else 'published' end as standing, count(*) from oversight",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from oversight").number(tx)
}

/// Recommendations that anyone may read, by id, after one.
pub fn published_recommendations(
    tx: &mut Tx,
    after: Option<RecommendationId>,
    most: i64,
) -> db::Result<Vec<Recommendation>> {
    Select::new(RECOMMENDATION_COLUMNS)
        .and(
            "is_public and oversight_id in (select id from oversight where not is_secret and state <> 'proposed')",
            &[],
        )
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// How many anyone may read, and of the others why not.
pub fn standing_of_recommendations(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when oversight.is_secret then 'secret' when oversight.state = 'proposed' then 'draft' when recommendation.is_public then 'published' else 'internal' end as standing, count(*) from recommendation join oversight on oversight.id = recommendation.oversight_id",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist_recommendations(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from recommendation").number(tx)
}

/// Several oversights.
pub fn many(tx: &mut Tx, ids: &[OversightId]) -> db::Result<Vec<Oversight>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(COLUMNS).among("id", ids).rows(tx)
}
