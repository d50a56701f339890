//! SQL of tables of follow-ups: what is there, and taking a batch back.

use db::{Count, Select, Tx, queries};
use kernel::{Date, FollowUpId, OrganizationId};

use crate::model::{DueKind, Every, FollowUp, Result_, State};

queries! {
    /// Everything a council follows, by code.
    fn of_council(council: OrganizationId, most: i64) -> Vec<FollowUp> =
        "select id, code, council_id, asker_id, lead_id, text, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version
         from follow_up where council_id = $1 order by code limit $2";
    /// Adds a follow-up as a table knows it.
    fn insert_known(id: FollowUpId, code: &str, council: OrganizationId, asker: OrganizationId, lead: OrganizationId, text: &str, folded: &str, source_label: &str, origin_on: Date, origin_label: &str, due_kind: DueKind, due_on: Option<Date>, due_reason: &str, every: Option<Every>, state: State, result: Option<Result_>, closed_on: Option<Date>, public: bool, demonstration: bool) -> Count =
        "insert into follow_up (id, code, council_id, asker_id, lead_id, text, folded, source_kind, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, 'direct', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0, 0, $18, $19, 1)";
    /// The bodies that help, with their follow-up, of a whole council.
    fn cooperation_of_council(council: OrganizationId) -> Vec<(FollowUpId, OrganizationId)> =
        "select follow_cooperation.follow_up_id, follow_cooperation.organization_id from follow_cooperation
         join follow_up on follow_up.id = follow_cooperation.follow_up_id where follow_up.council_id = $1
         order by follow_cooperation.follow_up_id, follow_cooperation.organization_id";
    /// Nobody helps any more, of one that is taken back itself.
    fn delete_cooperation(follow_up: FollowUpId) -> Count = "delete from follow_cooperation where follow_up_id = $1";
    /// One that came with a table is over.
    fn end(result: Result_, on: Date, id: FollowUpId) -> Count =
        "update follow_up set state = 'closed', result = $1, closed_on = $2 where id = $3";
    /// Takes one back that nobody has touched.
    fn delete_taken_in(id: FollowUpId) -> Count = "delete from follow_up where id = $1 and version = 1";
}

/// Those with one of these codes, whatever their council.
pub fn with_codes(tx: &mut Tx, codes: &[String]) -> db::Result<Vec<FollowUp>> {
    Select::new(
        "select id, code, council_id, asker_id, lead_id, text, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version from follow_up",
    )
    .among("code", codes)
    .rows(tx)
}
