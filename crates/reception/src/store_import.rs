//! All SQL of tables that are taken in at once, and taken back.

use db::{Count, One, queries, record};
use kernel::{OrganizationId, ReceptionBatchId, VisitId};

record! {
    /// A table that was taken in.
    #[derive(Debug, Clone)]
    pub struct Batch {
        /// Its id.
        pub id: ReceptionBatchId,
        /// Into whose register.
        pub council_id: OrganizationId,
        /// When.
        pub made_ms: i64,
        /// By whom.
        pub made_by: String,
        /// How many visits.
        pub row_count: i64,
        /// When it was taken back.
        pub undone_ms: Option<i64>,
        /// For optimistic changes.
        pub version: i64,
    }
}

queries! {
    /// One table.
    fn batch(id: ReceptionBatchId) -> Option<Batch> =
        "select id, council_id, made_ms, made_by, row_count, undone_ms, version from reception_batch where id = $1";
    /// The last tables of a council.
    fn batches(council: OrganizationId, most: i64) -> Vec<Batch> =
        "select id, council_id, made_ms, made_by, row_count, undone_ms, version from reception_batch where council_id = $1 order by made_ms desc, id desc limit $2";
    /// Begins a table.
    fn insert_batch(id: ReceptionBatchId, council: OrganizationId, at: i64, by: &str, rows: i64) -> Count =
        "insert into reception_batch (id, council_id, made_ms, made_by, row_count, version) values ($1, $2, $3, $4, $5, 1)";
    /// The table is taken back.
    fn set_undone(at: i64, id: ReceptionBatchId, version: i64) -> Count =
        "update reception_batch set undone_ms = $1, version = version + 1 where id = $2 and version = $3";
    /// The visits of a table: id, code, version.
    fn rows_of(batch: ReceptionBatchId) -> Vec<(VisitId, String, i64)> =
        "select id, code, version from visit where batch_id = $1 order by code";
    /// How many others name a visit of a table as their first, or have opened one.
    fn pointing_at(batch: ReceptionBatchId) -> One<(i64,)> =
        "select (select count(*) from visit where (batch_id is null or batch_id <> $1) and case_id in (select id from visit where batch_id = $1))
         + (select count(*) from visit_reading where visit_id in (select id from visit where batch_id = $1))";
    /// Takes the course of a visit back.
    fn delete_entries(visit: VisitId) -> Count = "delete from visit_entry where visit_id = $1";
    /// Takes a visit back that nobody has touched.
    fn delete_untouched(id: VisitId) -> Count = "delete from visit where id = $1 and version = 1";
}
