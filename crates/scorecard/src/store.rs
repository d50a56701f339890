//! All SQL of this area.

use db::{Count, queries};
use kernel::{CriterionId, Date, OrganizationId};

use crate::criterion::Change;

queries! {
    /// What a council decided about its criteria, the newest first.
    fn changes(council: OrganizationId) -> Vec<Change> =
        "select id, council_id, code, from_on, weight, target, paper, reason, actor, made_ms, version
         from criterion_change where council_id = $1 order by from_on desc, id desc limit 1000";
    /// Takes a decision down.
    fn insert(id: CriterionId, council: OrganizationId, code: &str, from: Date, weight: i64, target: i64, paper: &str, reason: &str, actor: &str, made: i64) -> Count =
        "insert into criterion_change (id, council_id, code, from_on, weight, target, paper, reason, actor, made_ms, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
}
