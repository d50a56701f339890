//! All SQL of the words of files.

use db::{Count, One, Select, Tx, queries};
use kernel::FileId;

use crate::model::{File, MediaType};

queries! {
    /// The highest number; zero when there is none.
    fn last() -> One<(i64,)> = "select coalesce(max(n), 0) from file_text";
    /// Adds a file that waits.
    fn insert(n: i64, file: FileId) -> Count =
        "insert into file_text (n, file_id, state, tries, folded, exact) values ($1, $2, 'waiting', 0, '', '')";
    /// Files that wait: number, file, tries.
    fn waiting(most: i64) -> Vec<(i64, FileId, i64)> =
        "select n, file_id, tries from file_text where state = 'waiting' order by tries, n limit $1";
    /// It was tried once more.
    fn tried(n: i64) -> Count = "update file_text set tries = tries + 1 where n = $1";
    /// It was read.
    fn set(state: &str, folded: &str, exact: &str, n: i64) -> Count =
        "update file_text set state = $1, folded = $2, exact = $3 where n = $4";
    /// Forgets the words of a file.
    fn delete(file: FileId) -> Count = "delete from file_text where file_id = $1";
    /// The newest that match. The limit stands inside the full-text query, so that a common word
    /// costs no more than a rare one.
    fn matching(expression: &str) -> Vec<File> =
        "select file.id, file.sha256, file.size_bytes, file.media_type, file.original_name, file.subject_kind, file.subject_id, file.is_public, file.uploaded_ms, file.uploaded_by
         from file_text join file on file.id = file_text.file_id
         where file_text.n in (select rowid from file_fts where file_fts match $1 order by rowid desc limit 60)
         order by file_text.n desc",
        postgres "select file.id, file.sha256, file.size_bytes, file.media_type, file.original_name, file.subject_kind, file.subject_id, file.is_public, file.uploaded_ms, file.uploaded_by
         from file_text join file on file.id = file_text.file_id
         where file_text.n in (select n from file_text where tsv @@ to_tsquery('simple', $1) order by n desc limit 60)
         order by file_text.n desc";
}

/// Files of these kinds of records that nobody noted, oldest first.
pub(crate) fn missing(tx: &mut Tx, kinds: &[String]) -> db::Result<Vec<(FileId, MediaType)>> {
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    Select::new("select id, media_type from file")
        .and("id not in (select file_id from file_text)", &[])
        .and("media_type not like 'image/%'", &[])
        .among("subject_kind", kinds)
        .then("order by id", &[])
        .rows(tx)
}
