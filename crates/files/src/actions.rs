//! The deeds.

use std::path::Path;

use db::Tx;
use kernel::{FileId, uuid_v7};
use kit::{Ctx, Error, Upload};

use crate::model::{File, MediaType, Refusal};
use crate::{disk, picture, rules, store, words};

/// Keeps a file of a record. The content is durable before the row is made, so that a row
/// never stands for nothing; a content without a row harms nobody.
///
/// Asks no policy and records nothing: both belong to the deed that the file came with.
///
/// # Errors
/// [`Refusal`] when the file is not one that is kept; a database error when the disk fails.
pub fn keep(
    ctx: &mut Ctx<'_>,
    upload: &Upload,
    subject_kind: &str,
    subject_id: &str,
    is_public: bool,
) -> Result<FileId, Error<Refusal>> {
    let kind = rules::admit(&upload.file_name, &upload.bytes).map_err(Error::Refused)?;
    put(ctx, upload, kind, &upload.bytes, (subject_kind, subject_id), is_public)
}

/// [`keep`] of what was photographed on the spot: a picture is kept without the place, the time and
/// the camera that stand beside its pixels; another file as it came.
///
/// # Errors
/// As [`keep`].
pub fn keep_without_place(
    ctx: &mut Ctx<'_>,
    upload: &Upload,
    subject_kind: &str,
    subject_id: &str,
    is_public: bool,
) -> Result<FileId, Error<Refusal>> {
    let kind = rules::admit(&upload.file_name, &upload.bytes).map_err(Error::Refused)?;
    let bytes = picture::without_place(kind, &upload.bytes);
    put(ctx, upload, kind, &bytes, (subject_kind, subject_id), is_public)
}

fn put(
    ctx: &mut Ctx<'_>,
    upload: &Upload,
    kind: MediaType,
    bytes: &[u8],
    (subject_kind, subject_id): (&str, &str),
    is_public: bool,
) -> Result<FileId, Error<Refusal>> {
    let name = rules::name_for(&upload.file_name, kind);
    let temporary = format!("tmp-{}", uuid_v7(ctx.now, ctx.app.entropy().for_id()));
    let sha256 = disk::put(&ctx.app.settings().data_dir, bytes, &temporary).map_err(db::Error::from)?;
    let size_bytes = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let id: FileId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        &sha256,
        size_bytes,
        kind,
        &name,
        subject_kind,
        subject_id,
        is_public,
        ctx.now,
        &ctx.actor.name,
    )?;
    words::wait(ctx.tx, id, kind)?;
    Ok(id)
}

/// The files of a record, in the order in which they came. Whoever may see the record may see
/// this list.
pub fn of_subject(tx: &mut Tx, subject_kind: &str, subject_id: &str) -> db::Result<Vec<File>> {
    store::of_subject(tx, subject_kind, subject_id)
}

/// The content of a file, held against its hash.
///
/// # Errors
/// [`db::Error::Io`] when the content is missing or is not the one that was kept.
pub fn read(ctx: &Ctx<'_>, file: &File) -> db::Result<Vec<u8>> {
    Ok(disk::get(&ctx.app.settings().data_dir, &file.sha256)?)
}

const ROWS_AT_ONCE: i64 = 500;

/// Holds the content of every file against its hash and returns how many there are.
///
/// # Errors
/// A sentence that names the first file whose content is missing or differs.
pub fn verify(tx: &mut Tx, data_dir: &Path) -> Result<usize, String> {
    let (mut after, mut seen) = (String::new(), 0);
    loop {
        let rows = store::contents_after(tx, &after, ROWS_AT_ONCE)
            .map_err(|error| format!("không đọc được danh sách tệp: {error}"))?;
        let Some((last, ..)) = rows.last() else { return Ok(seen) };
        after = last.to_string();
        for (id, sha256, size_bytes, name) in &rows {
            let place = disk::place(data_dir, sha256);
            let bytes = disk::get(data_dir, sha256).map_err(|error| {
                let what = match error.kind() {
                    std::io::ErrorKind::NotFound => "không còn nội dung".to_owned(),
                    std::io::ErrorKind::InvalidData => "nội dung khác với lúc nhận".to_owned(),
                    _ => format!("không đọc được ({error})"),
                };
                format!("tệp {id} “{name}” tại {}: {what}", place.display())
            })?;
            if i64::try_from(bytes.len()) != Ok(*size_bytes) {
                return Err(format!("tệp {id} “{name}” tại {}: dung lượng khác với sổ", place.display()));
            }
            seen += 1;
        }
    }
}

#[cfg(test)]
mod tests;
