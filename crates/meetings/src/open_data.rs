//! What open data reads of meetings: what the public calendar shows of them.

use db::{Select, Tx};
use kernel::{MeetingId, OrganizationId};

use crate::model::Meeting;
use crate::store::COLUMNS;

/// Meetings in the public calendar, by id, after one. Nothing of them is public but day, hour,
/// place, title and body.
pub fn published(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<MeetingId>,
    most: i64,
) -> db::Result<Vec<Meeting>> {
    Select::new(COLUMNS)
        .and("is_public and state <> 'cancelled'", &[])
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// How many are in the public calendar, and of the others why not.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when is_public and state <> 'cancelled' then 'published' when is_public then 'cancelled' else 'internal' end as standing, count(*) from meeting",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from meeting").number(tx)
}
