//! All SQL of this area.

use db::{Count, queries};
use kernel::FileId;

use crate::model::{File, MediaType};

queries! {
    /// One file.
    fn file(id: FileId) -> Option<File> =
        "select id, sha256, size_bytes, media_type, original_name, subject_kind, subject_id, is_public, uploaded_ms, uploaded_by
         from file where id = $1";
    /// The files of a record, in the order in which they came.
    fn of_subject(kind: &str, id: &str) -> Vec<File> =
        "select id, sha256, size_bytes, media_type, original_name, subject_kind, subject_id, is_public, uploaded_ms, uploaded_by
         from file where subject_kind = $1 and subject_id = $2 order by id";
    /// Adds a file.
    fn insert(id: FileId, sha256: &str, size_bytes: i64, media_type: MediaType, name: &str, kind: &str, subject: &str, public: bool, at: i64, by: &str) -> Count =
        "insert into file (id, sha256, size_bytes, media_type, original_name, subject_kind, subject_id, is_public, uploaded_ms, uploaded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// Files after an id: id, hash, size, name.
    fn contents_after(id: &str, most: i64) -> Vec<(FileId, String, i64, String)> =
        "select id, sha256, size_bytes, original_name from file where id > $1 order by id limit $2";
    /// Forgets a file.
    fn delete(id: FileId) -> Count = "delete from file where id = $1";
}
