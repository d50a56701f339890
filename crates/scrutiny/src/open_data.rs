//! What open data reads of hearings: those that were announced and are held in public.

use db::{Select, Tx};
use kernel::{HearingId, OrganizationId};

use crate::model::Hearing;

const HEAD: &str = "select id, code, council_id, title, content, source_kind, source_id, source_label, source_href, held_on, starts_at, place, chair, is_closed, state, notified_on, cancel_reason, minutes, concluded_on, conclusion, is_demonstration, version from hearing";

/// Hearings that anyone may read of, by id, after one.
pub fn published(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<HearingId>,
    most: i64,
) -> db::Result<Vec<Hearing>> {
    Select::new(HEAD)
        .and("not is_closed and notified_on is not null", &[])
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// How many anyone may read of, and of the others why not.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when is_closed then 'closed' when notified_on is null then 'draft' else 'published' end as standing, count(*) from hearing",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from hearing").number(tx)
}
