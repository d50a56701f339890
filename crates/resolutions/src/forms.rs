//! What forms do.

use axum::extract::Path;
use axum::response::Response;
use directory::Organization;
use kernel::{ResolutionId, SessionId};
use kit::{Answer, Ctx, Form, Problem, Visit};

use crate::model::{NewResolution, Series, Shortened};
use crate::{actions, pages};

const TITLE_MAX: usize = 500;
const BODY_MAX: usize = 200_000;

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let id = ctx.actor.council.ok_or(Problem::NotFound)?;
            let council = actions::council(ctx, id)?;
            if let Some(new) = parse(ctx, form, &council, None, false)? {
                let id = actions::create(ctx, &new)?;
                return Ok(
                    Answer::see_other(format!("/lam-viec/nghi-quyet/{id}")).saying("Đã nhập nghị quyết.")
                );
            }
            Answer::faulty(&pages::new_page(ctx, form.clone())?)
        })
        .await
}

pub(crate) async fn change(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = pages::find(ctx, &id)?;
            let council = actions::council(ctx, one.council_id)?;
            if let Some(new) = parse(ctx, form, &council, Some(one.id), one.is_demonstration)? {
                let changed = actions::change(ctx, one.id, form.version(), &new)?;
                return Ok(Answer::see_other(changed.path()).saying(format!("Đã lưu {}.", changed.label())));
            }
            Answer::faulty(&pages::detail_page(ctx, one, form.clone())?)
        })
        .await
}

/// It was open earlier, on another medium.
pub(crate) async fn publish_earlier(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = pages::find(ctx, &id)?;
            let on = form.take_date("ngay-cong-khai", "Ngày đã công khai", ctx.today);
            let place = form.take_line("noi-cong-khai", "Nơi công khai, căn cứ", TITLE_MAX);
            if form.fault("noi-cong-khai").is_none() && place.chars().count() < 3 {
                form.refuse("noi-cong-khai", "Ghi nơi công khai, dài từ 3 ký tự.");
            }
            if let Some(on) = on.filter(|_| form.is_sound()) {
                let done = actions::publish_earlier(ctx, one.id, form.version(), on, &place);
                if form.or_refuse("ngay-cong-khai", done)?.is_some() {
                    return Ok(Answer::see_other(one.path()).saying("Đã ghi ngày công khai."));
                }
            }
            let whole = form.over(pages::form_of(&one));
            Answer::faulty(&pages::detail_page(ctx, one, whole)?)
        })
        .await
}

/// Everything typed and sound by the rules, or nothing, with every fault at its field.
fn parse(
    ctx: &mut Ctx<'_>,
    form: &mut Form,
    council: &Organization,
    own: Option<ResolutionId>,
    is_demonstration: bool,
) -> Result<Option<NewResolution>, Problem> {
    let today = ctx.today;
    let series: Option<Series> = form.take_choice("loai", "Loại nghị quyết");
    let seq = form.take_integer_or_none("so", "Số nghị quyết", 1..=99_999);
    let title = form.take_line("trich-yeu", "Trích yếu", TITLE_MAX);
    let session: Option<SessionId> = form.take_choice_or_none("ky-hop", "Kỳ họp");
    let adopted_on = form.take_date("thong-qua", "Ngày thông qua", today);
    let signed_on = form.take_date_or_none("ky", today);
    let effective_on = form.take_date_or_none("hieu-luc-tu", today);
    let (by, reason) = (
        form.take_line_or_empty("rut-gon-theo", "Văn bản cho áp dụng", TITLE_MAX),
        form.take_line_or_empty("rut-gon-ly-do", "Lý do", TITLE_MAX),
    );
    let shortened = (!by.is_empty() || !reason.is_empty()).then_some(Shortened { by, reason });
    let expired_on = form.take_date_or_none("het-hieu-luc", today);
    let sent_up_on = form.take_date_or_none("gui-len", today);
    let body = form.take_text_or_empty("toan-van", "Toàn văn", BODY_MAX);
    let is_public = form.is_checked("cong-khai");
    if own.is_some() && seq.is_none() && form.fault("so").is_none() {
        form.refuse("so", "Nhập số nghị quyết.");
    }
    let (Some(series), Some(adopted_on)) = (series, adopted_on) else { return Ok(None) };
    let seq = match seq {
        Some(seq) => seq,
        None => actions::next_seq(ctx.tx, council.id, series.is_normative(), adopted_on)?,
    };
    let new = NewResolution {
        council: council.id,
        session,
        is_normative: series.is_normative(),
        seq,
        year: i64::from(adopted_on.year()),
        title,
        adopted_on,
        signed_on,
        effective_on,
        expired_on,
        sent_up_on,
        body,
        is_public,
        is_demonstration,
        poll: None,
        shortened,
    };
    let (_, faults) = actions::faults(ctx, &new, council, own)?;
    for fault in faults {
        form.refuse(fault.field(), fault.to_string());
    }
    Ok(Some(new).filter(|_| form.is_sound()))
}
