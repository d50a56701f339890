//! All SQL of tables that are taken in at once, and taken back.

use db::{Count, One, queries, record};
use kernel::{AreaId, Date, FollowUpId, OrganizationId, PetitionBatchId, PetitionId};

use crate::model::{CompetenceLevel, Outcome, Sector, Source, State};

record! {
    /// A table that was taken in.
    #[derive(Debug, Clone)]
    pub struct Batch {
        /// Its id.
        pub id: PetitionBatchId,
        /// Into whose register.
        pub council_id: OrganizationId,
        /// When.
        pub made_ms: i64,
        /// By whom.
        pub made_by: String,
        /// How many petitions.
        pub row_count: i64,
        /// When it was taken back.
        pub undone_ms: Option<i64>,
        /// For optimistic changes.
        pub version: i64,
    }
}

queries! {
    /// One table.
    fn batch(id: PetitionBatchId) -> Option<Batch> =
        "select id, council_id, made_ms, made_by, row_count, undone_ms, version from petition_batch where id = $1";
    /// The last tables of a council.
    fn batches(council: OrganizationId, most: i64) -> Vec<Batch> =
        "select id, council_id, made_ms, made_by, row_count, undone_ms, version from petition_batch where council_id = $1 order by made_ms desc, id desc limit $2";
    /// Begins a table.
    fn insert_batch(id: PetitionBatchId, council: OrganizationId, at: i64, by: &str, rows: i64) -> Count =
        "insert into petition_batch (id, council_id, made_ms, made_by, row_count, version) values ($1, $2, $3, $4, $5, 1)";
    /// The table is taken back.
    fn set_undone(at: i64, id: PetitionBatchId, version: i64) -> Count =
        "update petition_batch set undone_ms = $1, version = version + 1 where id = $2 and version = $3";
    /// Adds a petition with what is known of its course.
    fn insert_known(id: PetitionId, code: &str, year: i64, number: i64, council: OrganizationId, words: &str, area: AreaId, place: &str, source: Source, received: Date, level: Option<CompetenceLevel>, sector: Option<Sector>, lead: Option<OrganizationId>, committee: Option<OrganizationId>, state: State, answered: Option<Date>, answer: &str, reference: &str, outcome: Option<Outcome>, road: Option<Date>, promised: Option<Date>, closed: Option<Date>, public: bool, demonstration: bool, batch: PetitionBatchId, folded: &str) -> Count =
        "insert into petition (id, code, year, number, council_id, text, area_id, place, source, received_on, level, sector, lead_id, committee_id, state, answered_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, times, is_public, is_demonstration, batch_id, folded, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 1, $23, $24, $25, $26, 1)";
    /// What a table's plan is followed by; part of taking it in.
    fn set_follow_up(follow_up: FollowUpId, id: PetitionId) -> Count =
        "update petition set follow_up_id = $1 where id = $2";
    /// The petitions of a table: id, code, version, follow-up.
    fn rows_of(batch: PetitionBatchId) -> Vec<(PetitionId, String, i64, Option<FollowUpId>)> =
        "select id, code, version, follow_up_id from petition where batch_id = $1 order by code";
    /// How many others point at petitions of a table.
    fn pointing_at(batch: PetitionBatchId) -> One<(i64,)> =
        "select count(*) from petition where (batch_id is null or batch_id <> $1)
         and (repeat_of in (select id from petition where batch_id = $1) or merged_into in (select id from petition where batch_id = $1))";
    /// Takes the timeline of a petition back.
    fn delete_entries(petition: PetitionId) -> Count = "delete from petition_entry where petition_id = $1";
    /// Takes a petition back that nobody has touched.
    fn delete_untouched(id: PetitionId) -> Count = "delete from petition where id = $1 and version = 1";
}
