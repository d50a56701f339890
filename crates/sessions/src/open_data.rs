//! What open data reads of the register. The predicate is the one of the public list.

use db::{Select, Tx};
use kernel::{OrganizationId, SessionId};

use crate::model::Session;
use crate::store::COLUMNS;

/// Sessions that anyone may read, by id, after one.
pub fn published(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<SessionId>,
    most: i64,
) -> db::Result<Vec<Session>> {
    Select::new(COLUMNS)
        .and("is_public", &[])
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// Those of these sessions that anyone may read.
pub fn published_among(tx: &mut Tx, ids: &[SessionId]) -> db::Result<Vec<Session>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(COLUMNS).and("is_public", &[]).among("id", ids).then("order by id", &[]).rows(tx)
}

/// The ids of all sessions that anyone may read.
pub fn published_ids(tx: &mut Tx) -> db::Result<Vec<(SessionId,)>> {
    Select::new("select id from session").and("is_public", &[]).rows(tx)
}

/// How many anyone may read, and how many are drafts.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new("select case when is_public then 'published' else 'draft' end, count(*) from session")
        .then("group by is_public", &[])
        .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from session").number(tx)
}

/// Those of a council that not everyone may read, by id, after one and up to another: what was
/// public and is no more stands among them.
pub fn hidden(
    tx: &mut Tx,
    council: OrganizationId,
    after: Option<SessionId>,
    last: Option<SessionId>,
    most: i64,
) -> db::Result<Vec<(SessionId,)>> {
    Select::new("select id from session")
        .and("not is_public and council_id = ?", &[&council])
        .maybe("id > ?", after.as_ref())
        .maybe("id <= ?", last.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}
