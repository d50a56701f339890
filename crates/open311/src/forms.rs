//! Forms.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::Open311KeyId;
use kit::{Answer, Form, Problem, Visit};

use crate::model::Mode;
use crate::pages::{self, BASE};
use crate::{actions, model};

const LABEL_MAX: usize = 200;

const fn said(mode: Mode) -> &'static str {
    match mode {
        Mode::Closed => "Đã đóng. Đơn đã nhận vẫn tra cứu được.",
        Mode::Open => "Đã mở cho mọi ứng dụng.",
        Mode::Keyed => "Đã mở cho ứng dụng có khóa.",
    }
}

pub(crate) async fn set(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            actions::permitted(ctx)?;
            let mode: Option<Mode> = form.take_choice("nhan", "Nhận của ai");
            let version = form.version();
            let done = match mode {
                Some(mode) => {
                    let done = actions::set(ctx, mode, version);
                    form.or_refuse("nhan", done)?.map(|()| mode)
                }
                None => None,
            };
            match done {
                Some(mode) => Ok(Answer::see_other(BASE).saying(said(mode))),
                None => Answer::faulty(&pages::of(ctx, Some(form.clone()), None)?),
            }
        })
        .await
}

pub(crate) async fn make_key(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            actions::permitted(ctx)?;
            let label = form.take_line("ung-dung", "Ứng dụng", LABEL_MAX);
            if !form.is_sound() {
                return Answer::faulty(&pages::of(ctx, Some(form.clone()), None)?);
            }
            let done: Result<String, kit::Error<model::Refusal>> = actions::make_key(ctx, &label);
            match form.or_refuse("ung-dung", done)? {
                // Shown once: on the answer itself, never in an address
                Some(key) => {
                    let page = pages::of(ctx, None, Some(key))?;
                    Ok(Answer::page(&page)?.with(header::CACHE_CONTROL, "no-store").once(BASE))
                }
                None => Answer::faulty(&pages::of(ctx, Some(form.clone()), None)?),
            }
        })
        .await
}

pub(crate) async fn revoke_key(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: Open311KeyId = id.parse().map_err(|_| Problem::NotFound)?;
            let label = actions::revoke_key(ctx, id)?;
            Ok(Answer::see_other(BASE).saying(format!("Đã thu hồi khóa của {label}.")))
        })
        .await
}
