//! What is sent to a document.

use axum::extract::Path;
use axum::response::Response;
use kernel::DocumentId;
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, Edit};
use crate::model::{Document, Refusal};
use crate::pages;
use crate::policy::Action;

/// Characters of a title, a name, a passage and of what is added, at most.
const TITLE_CHARS_MAX: usize = 500;
const SIGNER_CHARS_MAX: usize = 120;
const PASSAGE_CHARS_MAX: usize = 10_000;
const ADDED_CHARS_MAX: usize = 20_000;
const REASON_CHARS_MAX: usize = 500;

fn parse_id(id: &str) -> Result<DocumentId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

pub(crate) async fn edit(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id = parse_id(&id)?;
            let (document, _) = actions::load(ctx, id, Action::Draft)?;
            let edit = parse_edit(form, &document);
            if !form.is_sound() {
                return Answer::faulty(&pages::edit_page(ctx, document, form.clone())?);
            }
            let document = actions::edit(ctx, id, form.version(), &edit)?;
            Ok(Answer::see_other(document.path()).saying("Đã lưu dự thảo."))
        })
        .await
}

fn parse_edit(form: &mut Form, document: &Document) -> Edit {
    let title = form.take_line("trich-yeu", "Trích yếu", TITLE_CHARS_MAX);
    let signer = form.take_line_or_empty("nguoi-ky", "Người ký", SIGNER_CHARS_MAX);
    let typed = pages::passages(document)
        .into_iter()
        .map(|passage| passage.map(|one| form.take_text_or_empty(&one.name, &one.label, PASSAGE_CHARS_MAX)))
        .collect();
    let added = form.take_text_or_empty("them", "Đoạn thêm", ADDED_CHARS_MAX);
    Edit { title, signer, typed, added }
}

pub(crate) async fn issue(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let document = actions::issue_today(ctx, parse_id(&id)?, form.version())?;
            Ok(Answer::see_other(document.path()).saying(format!("Đã phát hành {}.", document.name())))
        })
        .await
}

pub(crate) async fn recall(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id = parse_id(&id)?;
            let reason = form.take_text("ly-do", "Lý do thu hồi", REASON_CHARS_MAX);
            if !form.is_sound() {
                return again(ctx, id, form);
            }
            match actions::recall(ctx, id, form.version(), &reason) {
                Ok(document) => {
                    let done =
                        format!("Đã thu hồi {}. Số văn bản được giữ nguyên trong sổ.", document.name());
                    Ok(Answer::see_other(document.path()).saying(done))
                }
                Err(Error::Refused(refusal @ Refusal::NoReason)) => {
                    form.refuse("ly-do", refusal.to_string());
                    again(ctx, id, form)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

/// The document's page again, with what was typed and what is wrong with it.
fn again(ctx: &mut Ctx<'_>, id: DocumentId, form: &Form) -> Result<Answer, Problem> {
    let (document, standing) = actions::load(ctx, id, Action::Recall)?;
    Answer::faulty(&pages::detail_page(ctx, document, standing, form.clone())?)
}
