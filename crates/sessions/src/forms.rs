//! What forms do.

use axum::extract::Path;
use axum::response::Response;
use kernel::OrganizationId;
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions;
use crate::model::{Kind, NewSession, Refusal, State};
use crate::pages;
use crate::rules::Step;

const TITLE_MAX: usize = 300;
const PLACE_MAX: usize = 200;
const SUMMARY_MAX: usize = 5000;
const REASON_MAX: usize = 500;

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let state: Option<State> = form.take_choice("trang-thai", "Trạng thái");
            let typed = parse(ctx, form, council, state.unwrap_or(State::Planned), false)?;
            if let Some(new) = typed {
                match actions::create(ctx, &new) {
                    Ok(id) => {
                        let done = format!("Đã nhập {}.", crate::model::label(new.number, new.kind));
                        return Ok(Answer::see_other(format!("/lam-viec/ky-hop/{id}")).saying(done));
                    }
                    Err(Error::Refused(reason)) => refuse(form, &reason),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::new_page(ctx, form.clone())?)
        })
        .await
}

pub(crate) async fn change(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id)?;
            let typed = parse(ctx, form, session.council_id, session.state, session.is_demonstration)?;
            if let Some(new) = typed {
                match actions::change(ctx, session.id, form.version(), &new) {
                    Ok(changed) => {
                        let done = format!("Đã lưu {}.", changed.label());
                        return Ok(Answer::see_other(changed.path()).saying(done));
                    }
                    Err(Error::Refused(reason)) => refuse(form, &reason),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::detail_page(ctx, session, form.clone())?)
        })
        .await
}

pub(crate) async fn advance(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id)?;
            if let Some(step) = parse_step(ctx, form)? {
                match actions::advance(ctx, session.id, form.version(), &step) {
                    Ok(moved) => {
                        let done = format!("Đã ghi {} {}.", step.verb(), moved.label());
                        return Ok(Answer::see_other(moved.path()).saying(done));
                    }
                    Err(Error::Refused(reason)) => refuse(form, &reason),
                    Err(error) => return Err(error.into()),
                }
            }
            // The page also holds the form of the record: fill it, keep what was typed here
            let mut whole = pages::form_of(&session, ctx.today);
            for name in ["buoc", "ngay", "ngay-moi", "ly-do-hoan", "ly-do-huy"] {
                whole.set(name, form.value(name).to_owned());
            }
            for fault in form.faults() {
                whole.refuse(&fault.field, &fault.message);
            }
            Answer::faulty(&pages::detail_page(ctx, session, whole)?)
        })
        .await
}

fn parse_step(ctx: &Ctx<'_>, form: &mut Form) -> Result<Option<Step>, Problem> {
    let today = ctx.today;
    let step = match form.value("buoc") {
        "trieu-tap" => Some(Step::Convene),
        "khai-mac" => form.take_date("ngay", "Ngày khai mạc", today).map(|on| Step::Open { on }),
        "be-mac" => form.take_date("ngay", "Ngày bế mạc", today).map(|on| Step::Close { on }),
        "hoan" => Some(Step::Postpone {
            to: form.take_date_or_none("ngay-moi", today),
            reason: form.take_text("ly-do-hoan", "Lý do hoãn", REASON_MAX),
        }),
        "huy" => Some(Step::Cancel { reason: form.take_text("ly-do-huy", "Lý do hủy", REASON_MAX) }),
        _ => return Err(Problem::NotFound),
    };
    Ok(step.filter(|_| form.is_sound()))
}

/// Everything typed, or nothing when something is wrong with it.
fn parse(
    ctx: &mut Ctx<'_>,
    form: &mut Form,
    council: OrganizationId,
    state: State,
    is_demonstration: bool,
) -> Result<Option<NewSession>, Problem> {
    let number = form.take_integer("so", "Số thứ tự kỳ họp", 1..=200);
    let kind: Option<Kind> = form.take_choice("loai", "Loại kỳ họp");
    let title = form.take_line_or_empty("tieu-de", "Tên gọi", TITLE_MAX);
    let place = form.take_line_or_empty("dia-diem", "Nơi họp", PLACE_MAX);
    let opened_on = form.take_date("khai-mac", "Ngày khai mạc", ctx.today);
    let closed_on = form.take_date_or_none("be-mac", ctx.today);
    let summary = form.take_text_or_empty("tom-tat", "Tóm tắt", SUMMARY_MAX);
    let is_public = form.is_checked("cong-khai");
    let term = match opened_on {
        Some(on) => {
            let term = directory::term_on(ctx.tx, council, on)?;
            if term.is_none() {
                form.refuse("khai-mac", Refusal::OutsideTerm.to_string());
            }
            term
        }
        None => None,
    };
    let (Some(number), Some(kind), Some(opened_on), Some(term)) = (number, kind, opened_on, term) else {
        return Ok(None);
    };
    let new = NewSession {
        council,
        term: term.id,
        number,
        kind,
        title,
        place,
        opened_on,
        closed_on,
        state,
        summary,
        is_public,
        is_demonstration,
    };
    Ok(Some(new).filter(|_| form.is_sound()))
}

/// Puts a refusal at the field that it is about.
fn refuse(form: &mut Form, reason: &Refusal) {
    let is_step = !form.value("buoc").is_empty();
    let field = match reason {
        Refusal::NumberOutOfRange | Refusal::NumberTaken(_) | Refusal::FirstIsNumberOne => "so",
        Refusal::KindNotInForce(_) => {
            if is_step {
                ""
            } else {
                "loai"
            }
        }
        Refusal::OutsideTerm | Refusal::OpensInFuture => {
            if is_step {
                "ngay"
            } else {
                "khai-mac"
            }
        }
        Refusal::NoClosing | Refusal::ClosesBeforeOpening | Refusal::ClosesInFuture => {
            if is_step {
                "ngay"
            } else {
                "be-mac"
            }
        }
        Refusal::NoReason => {
            if form.value("buoc") == "huy" {
                "ly-do-huy"
            } else {
                "ly-do-hoan"
            }
        }
        Refusal::NotACouncil | Refusal::WrongState { .. } => "",
    };
    form.refuse(field, reason.to_string());
}
