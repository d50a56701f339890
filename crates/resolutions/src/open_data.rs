//! What open data reads of the register. The predicate is the one of the public list.

use db::{Select, Tx};
use kernel::{OrganizationId, PollId, ResolutionId};

use crate::model::Resolution;
use crate::store::COLUMNS;

/// Resolutions that anyone may read, by id, after one.
pub fn published(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<ResolutionId>,
    most: i64,
) -> db::Result<Vec<Resolution>> {
    Select::new(COLUMNS)
        .and("is_public", &[])
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// The public resolutions that these votes passed.
pub fn of_polls(tx: &mut Tx, polls: &[PollId]) -> db::Result<Vec<(PollId, ResolutionId)>> {
    if polls.is_empty() {
        return Ok(Vec::new());
    }
    Select::new("select poll_id, id from resolution")
        .and("is_public", &[])
        .among("poll_id", polls)
        .then("order by id", &[])
        .rows(tx)
}

/// How many anyone may read, and how many are drafts.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new("select case when is_public then 'published' else 'draft' end, count(*) from resolution")
        .then("group by is_public", &[])
        .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from resolution").number(tx)
}

/// Those of a council that not everyone may read, by id, after one and up to another: what was
/// public and is no more stands among them.
pub fn hidden(
    tx: &mut Tx,
    council: OrganizationId,
    after: Option<ResolutionId>,
    last: Option<ResolutionId>,
    most: i64,
) -> db::Result<Vec<(ResolutionId,)>> {
    Select::new("select id from resolution")
        .and("not is_public and council_id = ?", &[&council])
        .maybe("id > ?", after.as_ref())
        .maybe("id <= ?", last.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}
