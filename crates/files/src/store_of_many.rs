//! The files of several records at once.

use db::{Select, Tx};

use crate::model::File;

const HEAD: &str = "select id, sha256, size_bytes, media_type, original_name, subject_kind, subject_id, is_public, uploaded_ms, uploaded_by from file";

/// The files of these records of a kind, each record's in the order in which they came. The caller
/// has asked who may see them.
pub fn of_subjects(tx: &mut Tx, kind: &str, ids: &[String]) -> db::Result<Vec<File>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD)
        .and("subject_kind = ?", &[&kind])
        .among("subject_id", ids)
        .then("order by subject_id, id", &[])
        .rows(tx)
}
