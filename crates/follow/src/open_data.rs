//! What open data reads of follow-ups. The predicate is the one of the public list.

use db::{Select, Tx};
use kernel::FollowUpId;

use crate::model::FollowUp;
use crate::store::COLUMNS;

/// Follow-ups that anyone may read, by id, after one.
pub fn published(tx: &mut Tx, after: Option<FollowUpId>, most: i64) -> db::Result<Vec<FollowUp>> {
    Select::new(COLUMNS)
        .and("is_public", &[])
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// How many anyone may read.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when is_public then 'published' else 'internal' end as standing, count(*) from follow_up",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from follow_up").number(tx)
}
