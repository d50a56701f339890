//! When rows were first and last touched, as the journal knows it: what open data says of its
//! records' age. All SQL of it.

use db::{Select, Tx};
use kernel::Instant;

const MOMENTS: &str = "select journal_row.row_id, min(journal.at_ms), max(journal.at_ms) from journal_row join journal on journal.seq = journal_row.seq";

/// A row, when it was first written and when it was last touched.
pub type Moment = (String, Instant, Instant);

/// The moments of these rows of a recorded table.
pub fn moments(tx: &mut Tx, table: &str, rows: &[String]) -> db::Result<Vec<Moment>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(MOMENTS)
        .and("journal_row.table_name = ?", &[&table])
        .among("journal_row.row_id", rows)
        .then("group by journal_row.row_id", &[])
        .rows(tx)
}

/// Those of these rows that a public deed was about: when they first and last were.
pub fn once_public(tx: &mut Tx, table: &str, rows: &[String]) -> db::Result<Vec<Moment>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(MOMENTS)
        .and("journal_row.table_name = ? and journal.is_public", &[&table])
        .among("journal_row.row_id", rows)
        .then("group by journal_row.row_id", &[])
        .rows(tx)
}
