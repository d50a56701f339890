//! What open data reads of questions. The predicate is the one of the public list.

use db::{Select, Tx};
use kernel::QuestionId;

use crate::model::Question;
use crate::store::COLUMNS;

/// Questions that anyone may read, by id, after one.
pub fn published(tx: &mut Tx, after: Option<QuestionId>, most: i64) -> db::Result<Vec<Question>> {
    Select::new(COLUMNS)
        .and("is_public and state <> 'asked' and state <> 'withdrawn'", &[])
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// How many anyone may read, and of the others why not.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when state = 'withdrawn' then 'withdrawn' when state = 'asked' then 'not_compiled' when is_public then 'published' else 'internal' end as standing, count(*) from question",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from question").number(tx)
}
