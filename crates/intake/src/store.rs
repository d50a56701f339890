//! All SQL of batches that were taken in.

use db::{Count, One, queries, record};
use kernel::{ImportBatchId, ImportItemId, OrganizationId};

record! {
    /// A table that was taken in.
    #[derive(Debug, Clone)]
    pub struct Batch {
        /// Its id.
        pub id: ImportBatchId,
        /// What it holds.
        pub kind: String,
        /// Whose office took it in; none for the installation's own command.
        pub council_id: Option<OrganizationId>,
        /// When.
        pub made_ms: i64,
        /// By whom.
        pub made_by: String,
        /// How many rows.
        pub row_count: i64,
        /// How many rows with faults were left out.
        pub left_out: i64,
        /// When it was taken back.
        pub undone_ms: Option<i64>,
        /// For optimistic changes.
        pub version: i64,
    }
}

queries! {
    /// One batch.
    fn batch(id: ImportBatchId) -> Option<Batch> =
        "select id, kind, council_id, made_ms, made_by, row_count, left_out, undone_ms, version from import_batch where id = $1";
    /// The last batches of a council; without one, those of the installation.
    fn batches(council: Option<OrganizationId>, most: i64) -> Vec<Batch> =
        "select id, kind, council_id, made_ms, made_by, row_count, left_out, undone_ms, version from import_batch
         where council_id = $1 or council_id is null order by made_ms desc, id desc limit $2";
    /// Begins a batch.
    fn insert_batch(id: ImportBatchId, kind: &str, council: Option<OrganizationId>, at: i64, by: &str, rows: i64, left_out: i64) -> Count =
        "insert into import_batch (id, kind, council_id, made_ms, made_by, row_count, left_out, version) values ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// The batch is taken back.
    fn set_undone(at: i64, id: ImportBatchId, version: i64) -> Count =
        "update import_batch set undone_ms = $1, version = version + 1 where id = $2 and version = $3";
    /// A record of a batch.
    fn insert_item(id: ImportItemId, batch: ImportBatchId, place: i64, table: &str, record: &str) -> Count =
        "insert into import_item (id, batch_id, place, table_name, record_id) values ($1, $2, $3, $4, $5)";
    /// The records of a batch, in the order in which they were made.
    fn items(batch: ImportBatchId) -> Vec<(String, String)> =
        "select table_name, record_id from import_item where batch_id = $1 order by place";
    /// Forgets the records of a batch that are no more.
    fn delete_items(batch: ImportBatchId) -> Count = "delete from import_item where batch_id = $1";
    /// How many records a batch has.
    fn count_items(batch: ImportBatchId) -> One<(i64,)> = "select count(*) from import_item where batch_id = $1";
}
