//! Files that only those who deal with a matter may read: sealed before they reach the disk, under
//! a neutral name.

use kernel::{FileId, uuid_v7};
use kit::{App, Ctx, Error, Place, Upload};

use crate::model::{File, Refusal};
use crate::{disk, rules, store, store_words};

fn place(id: &str) -> Place<'_> {
    Place { table: "file", field: "content", id }
}

/// Keeps a file sealed, under `name` and the ending of its content: what it was called where it
/// came from may name a person. Like [`crate::keep`], part of the deed that it came with.
///
/// # Errors
/// [`Refusal`] when the file is not one that is kept; a database error when the disk fails.
pub fn keep_sealed(
    ctx: &mut Ctx<'_>,
    upload: &Upload,
    subject_kind: &str,
    subject_id: &str,
    name: &str,
) -> Result<FileId, Error<Refusal>> {
    let kind = rules::admit(&upload.file_name, &upload.bytes).map_err(Error::Refused)?;
    let id: FileId = ctx.id();
    let settings = ctx.app.settings();
    let sealed = settings.keeper.seal(place(&id.to_string()), &upload.bytes);
    let temporary = format!("tmp-{}", uuid_v7(ctx.now, ctx.app.entropy().for_id()));
    let sha256 = disk::put(&settings.data_dir, &sealed, &temporary).map_err(db::Error::from)?;
    let size_bytes = i64::try_from(sealed.len()).unwrap_or(i64::MAX);
    let (name, by) = (rules::name_for(name, kind), ctx.actor.name.clone());
    store::insert(
        ctx.tx,
        id,
        &sha256,
        size_bytes,
        kind,
        &name,
        subject_kind,
        subject_id,
        false,
        ctx.now,
        &by,
    )?;
    Ok(id)
}

/// The content of a sealed file. Asks no policy and notes no reading: both belong to the deed.
///
/// # Errors
/// [`db::Error::Io`] when the content is missing, or is not the one that was sealed.
pub fn read_sealed(ctx: &Ctx<'_>, file: &File) -> db::Result<Vec<u8>> {
    let settings = ctx.app.settings();
    let sealed = disk::get(&settings.data_dir, &file.sha256)?;
    settings.keeper.open(place(&file.id.to_string()), &sealed).map_err(|error| {
        db::Error::from(std::io::Error::new(std::io::ErrorKind::InvalidData, error.to_string()))
    })
}

/// Forgets a file; its content is taken from the disk by [`remove`] once the deed has held.
/// Returns the content's address.
pub fn forget(ctx: &mut Ctx<'_>, file: &File) -> db::Result<String> {
    store_words::delete(ctx.tx, file.id)?;
    store::delete(ctx.tx, file.id)?;
    Ok(file.sha256.clone())
}

/// Takes forgotten contents from the disk, once the deed has held. One that cannot be taken is
/// told to the log, and is of no use without the key.
pub async fn remove(app: App, contents: Vec<String>) {
    let removed = tokio::task::spawn_blocking(move || {
        for sha256 in &contents {
            if let Err(error) = disk::remove(&app.settings().data_dir, sha256) {
                tracing::warn!(%error, "a forgotten content stays on the disk");
            }
        }
    });
    if removed.await.is_err() {
        tracing::warn!("forgotten contents stay on the disk");
    }
}
