//! Handing files out.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::FileId;
use kit::{Access, Answer, Ctx, DocumentFile, Problem, Routes, Visit};

use crate::model::File;
use crate::{actions, store};

/// Whether the actor may see the files of this record, given its kind and id.
pub type Guard = fn(&mut Ctx<'_>, &str, &str) -> db::Result<bool>;

/// The routes of this area. A file that is not public is handed out only when the guard of its
/// subject's kind allows it; a kind without a guard is closed.
pub fn routes(guards: &'static [(&'static str, Guard)]) -> Routes {
    Routes::new().get(Access::Public, "/tep/{id}", move |visit: Visit, Path(id): Path<String>| hand_out(visit, id, guards))
}

async fn hand_out(visit: Visit, id: String, guards: &'static [(&'static str, Guard)]) -> Response {
    visit
        .read(move |ctx| {
            let id: FileId = id.parse().map_err(|_| Problem::NotFound)?;
            let file = store::file(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            if !may_have(ctx, &file, guards)? {
                return Err(Problem::NotFound);
            }
            let bytes = actions::read(ctx, &file)?;
            Ok(answer(file, bytes))
        })
        .await
}

fn may_have(ctx: &mut Ctx<'_>, file: &File, guards: &[(&str, Guard)]) -> db::Result<bool> {
    if file.is_public {
        return Ok(true);
    }
    match guards.iter().find(|(kind, _)| *kind == file.subject_kind) {
        Some((_, guard)) => guard(ctx, &file.subject_kind, &file.subject_id),
        None => Ok(false),
    }
}

fn answer(file: File, bytes: Vec<u8>) -> Answer {
    let is_public = file.is_public;
    let answer = if file.media_type.is_image() {
        Answer::inline(bytes, file.media_type.as_str())
    } else {
        Answer::download(DocumentFile { bytes, media_type: file.media_type.as_str(), name: file.original_name })
    };
    // What was allowed to one reader must not wait in a cache for the next
    if is_public { answer } else { answer.with(header::CACHE_CONTROL, "private, no-store") }
}
