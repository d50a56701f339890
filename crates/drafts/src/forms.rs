//! What the office's forms do.

use axum::extract::Path;
use axum::response::Response;
use kernel::{AgendaItemId, OrganizationId, SessionId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, Correction};
use crate::common::Seen;
use crate::model::{NewDraft, Refusal};
use crate::pages::{find, show_page};
use crate::pages_forms::{change_page, new_page, version_page};
use crate::policy::Action;

const TITLE_MAX: usize = 500;
const BODY_MAX: usize = 200_000;
const WHY_MAX: usize = 200;
pub(crate) const REASON_MAX: usize = 1_000;

/// What a deed gave; a refusal stands at its own field.
pub(crate) fn taken<T>(form: &mut Form, done: Result<T, Error<Refusal>>) -> Result<Option<T>, Problem> {
    let field = match &done {
        Err(Error::Refused(why)) => why.field(),
        Ok(_) | Err(_) => "",
    };
    form.or_refuse(field, done)
}

fn take_title(form: &mut Form) -> String {
    let title = form.take_line("tieu-de", "Tên nghị quyết", TITLE_MAX);
    if form.fault("tieu-de").is_none() && title.chars().count() < 2 {
        form.refuse("tieu-de", "Tên nghị quyết dài từ 2 ký tự.");
    }
    title
}

pub(crate) async fn enter(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
            let session = actions::keepers_session(ctx, id)?;
            let item: Option<AgendaItemId> = form.take_choice("noi-dung", "Nội dung trong chương trình");
            let title = take_title(form);
            let by: Option<OrganizationId> = form.take_choice("co-quan-trinh", "Cơ quan trình");
            let is_normative = form.is_checked("quy-pham");
            let body = form.take_text("van-ban", "Văn bản dự thảo", BODY_MAX);
            if form.fault("van-ban").is_none()
                && let Err(why) = crate::rules::check_text(&body)
            {
                form.refuse("van-ban", why.to_string());
            }
            if let (Some(item), Some(submitted_by), true) = (item, by, form.is_sound()) {
                let new = NewDraft {
                    item,
                    title,
                    is_normative,
                    submitted_by,
                    body,
                    is_demonstration: session.is_demonstration,
                };
                let entered = actions::enter(ctx, id, &new);
                if let Some(id) = taken(form, entered)? {
                    return Ok(Answer::see_other(format!("/lam-viec/du-thao/{id}"))
                        .saying("Đã nhập dự thảo. Kiểm tra các điều rồi đưa ra lấy ý kiến."));
                }
            }
            Answer::faulty(&new_page(ctx, session, form.clone())?)
        })
        .await
}

pub(crate) async fn change(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let seen = find(ctx, &id, Action::Keep)?;
            let title = take_title(form);
            let by: Option<OrganizationId> = form.take_choice("co-quan-trinh", "Cơ quan trình");
            let comment_until = form.take_date_or_none("han", ctx.today);
            if let (Some(submitted_by), true) = (by, form.is_sound()) {
                let new = Correction {
                    title,
                    is_normative: form.is_checked("quy-pham"),
                    submitted_by,
                    comment_until,
                    is_public: form.is_checked("cong-khai"),
                };
                let changed = actions::change(ctx, seen.draft.id, form.version(), &new);
                if let Some(draft) = taken(form, changed)? {
                    return Ok(Answer::see_other(draft.path()).saying("Đã lưu thông tin dự thảo."));
                }
            }
            Answer::faulty(&change_page(ctx, seen, form.clone())?)
        })
        .await
}

pub(crate) async fn version(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let seen = find(ctx, &id, Action::Keep)?;
            let body = form.take_text("van-ban", "Văn bản dự thảo", BODY_MAX);
            let why = form.take_line("ly-do", "Bản này sửa vì sao", WHY_MAX);
            if form.fault("ly-do").is_none() && why.chars().count() < 2 {
                form.refuse("ly-do", "Ghi rõ hơn, từ 2 ký tự.");
            }
            if form.is_sound() {
                let (version, all) = (form.version(), form.is_checked("da-tiep-thu"));
                let written = actions::write_version(ctx, seen.draft.id, version, &body, &why, all);
                if let Some(draft) = taken(form, written)? {
                    let words = format!("Đã lập bản {}.", draft.version_no);
                    return Ok(Answer::see_other(draft.path()).saying(words));
                }
            }
            Answer::faulty(&version_page(ctx, seen, form.clone())?)
        })
        .await
}

/// The steps of a draft.
pub(crate) async fn step(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let seen = find(ctx, &id, Action::Keep)?;
            match stepped(ctx, &seen, form)? {
                Some(answer) => Ok(answer),
                None => Answer::faulty(&show_page(ctx, seen, form.clone())?),
            }
        })
        .await
}

fn stepped(ctx: &mut Ctx<'_>, seen: &Seen, form: &mut Form) -> Result<Option<Answer>, Problem> {
    let (id, version) = (seen.draft.id, form.version());
    let said = |words: String| Some(Answer::see_other(seen.draft.path()).saying(words));
    Ok(match form.value("viec") {
        "lay-y-kien" => {
            let is_public = form.is_checked("cong-khai");
            let Some(until) = form.take_date("han", "Ngày cuối nhận góp ý", ctx.today) else {
                return Ok(None);
            };
            let done = actions::publish(ctx, id, version, until, is_public);
            taken(form, done)?.and_then(|_| said("Đã đưa dự thảo ra lấy ý kiến.".to_owned()))
        }
        "trinh" => {
            let done = actions::present(ctx, id, version);
            taken(form, done)?.and_then(|_| said("Đã ghi trình kỳ họp.".to_owned()))
        }
        "tiep-thu" => {
            let done = actions::take_in(ctx, id, version);
            taken(form, done)?.map(|draft| {
                let (old, new) = (draft.version_no - 1, draft.version_no);
                let path = format!("{}/so-sanh?tu={old}&den={new}", draft.path());
                Answer::see_other(path).saying(format!("Đã lập bản {new}."))
            })
        }
        "nghi-quyet" => {
            let done = actions::adopt(ctx, id, version);
            taken(form, done)?.map(|resolution| {
                Answer::see_other(format!("/lam-viec/nghi-quyet/{resolution}"))
                    .saying("Đã lập nghị quyết từ dự thảo. Ghi ngày ký, ngày có hiệu lực rồi công khai.")
            })
        }
        "khong-thong-qua" => {
            let reason = form.take_text_or_empty("ly-do-khong", "Lý do", REASON_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::refuse(ctx, id, version, &reason);
            at(form, "ly-do-khong", done)?.and_then(|_| said("Đã ghi không thông qua.".to_owned()))
        }
        "rut" => {
            let reason = form.take_text_or_empty("ly-do-rut", "Lý do", REASON_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::withdraw(ctx, id, version, &reason);
            at(form, "ly-do-rut", done)?.and_then(|_| said("Đã ghi rút dự thảo.".to_owned()))
        }
        _ => return Err(Problem::NotFound),
    })
}

/// As [`taken`], with the field of the reason's own form.
fn at<T>(form: &mut Form, field: &str, done: Result<T, Error<Refusal>>) -> Result<Option<T>, Problem> {
    match done {
        Err(Error::Refused(Refusal::NoReason)) => form.or_refuse(field, done),
        done => taken(form, done),
    }
}
