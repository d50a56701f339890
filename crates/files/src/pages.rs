//! Handing files out.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::FileId;
use kit::{Access, Answer, Ctx, DocumentFile, Problem, Routes, Visit};

use crate::model::File;
use crate::{actions, store};

/// Whether the actor may have this file of a record.
pub type Guard = fn(&mut Ctx<'_>, &File) -> db::Result<bool>;

/// The record that carries a file, as a search leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// What the record is called.
    pub title: String,
    /// The address of its page, for this reader.
    pub href: String,
}

/// The routes of this area. A file that is not public is handed out only when the guard of its
/// subject's kind allows it; a kind without a guard is closed.
pub fn routes(guards: &'static [(&'static str, Guard)]) -> Routes {
    Routes::new().get(Access::Public, "/tep/{id}", move |visit: Visit, Path(id): Path<String>| {
        hand_out(visit, id, guards)
    })
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

pub(crate) fn may_have(ctx: &mut Ctx<'_>, file: &File, guards: &[(&str, Guard)]) -> db::Result<bool> {
    if file.is_public {
        return Ok(true);
    }
    match guards.iter().find(|(kind, _)| *kind == file.subject_kind) {
        Some((_, guard)) => guard(ctx, file),
        None => Ok(false),
    }
}

fn answer(file: File, bytes: Vec<u8>) -> Answer {
    let is_public = file.is_public;
    let answer = if file.media_type.is_image() {
        Answer::inline(bytes, file.media_type.as_str())
    } else {
        Answer::download(DocumentFile {
            bytes,
            media_type: file.media_type.as_str(),
            name: file.original_name,
        })
    };
    // What was allowed to one reader must not wait in a cache for the next
    if is_public { answer } else { answer.with(header::CACHE_CONTROL, "private, no-store") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_picture_stays_out_of_every_cache_and_a_document_is_only_saved() {
        let file = |is_public, media_type| File {
            id: "01752b3c-0000-7000-8000-000000000001".parse().unwrap(),
            sha256: String::new(),
            size_bytes: 1,
            media_type,
            original_name: "Báo cáo".to_owned(),
            subject_kind: "follow_up".to_owned(),
            subject_id: String::new(),
            is_public,
            uploaded_ms: 0,
            uploaded_by: String::new(),
        };
        let headers = |one| {
            use axum::response::IntoResponse;
            answer(one, vec![0]).into_response().headers().clone()
        };
        let private = headers(file(false, crate::MediaType::Png));
        assert_eq!(private[header::CACHE_CONTROL], "private, no-store");
        assert!(!private.contains_key(header::CONTENT_DISPOSITION));
        let pdf = headers(file(true, crate::MediaType::Pdf));
        assert!(pdf[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        assert!(pdf[header::CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("sandbox"));
    }
}
