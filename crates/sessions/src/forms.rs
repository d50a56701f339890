//! What forms do.

use axum::extract::Path;
use axum::response::Response;
use kernel::OrganizationId;
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions;
use crate::model::{Kind, NewSession, Refusal, Session, State};
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
            let reason = if session.is_archived() {
                form.take_text("ly-do-dinh-chinh", "Lý do đính chính", REASON_MAX)
            } else {
                String::new()
            };
            if let Some(new) = typed.filter(|_| form.is_sound()) {
                let done = if session.is_archived() {
                    actions::correct(ctx, session.id, form.version(), &new, &reason)
                } else {
                    actions::change(ctx, session.id, form.version(), &new)
                };
                match done {
                    Ok(changed) if changed.is_archived() => {
                        let done = format!("Đã đính chính {}.", changed.label());
                        return Ok(Answer::see_other(changed.path()).saying(done));
                    }
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
            let whole =
                beside_record(ctx, &session, form, &["buoc", "ngay", "ngay-moi", "ly-do-hoan", "ly-do-huy"]);
            Answer::faulty(&pages::detail_page(ctx, session, whole)?)
        })
        .await
}

/// The page also holds the form of the record: it is filled, and what was typed here is kept.
fn beside_record(ctx: &Ctx<'_>, session: &Session, form: &Form, names: &[&str]) -> Form {
    let mut whole = pages::form_of(session, ctx.today);
    for name in names {
        whole.set(name, form.value(name).to_owned());
    }
    for fault in form.faults() {
        whole.refuse(&fault.field, &fault.message);
    }
    whole
}

/// Puts the dossier into the archive, or takes it out again.
pub(crate) async fn archive(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id)?;
            let version = form.version();
            let moved = if form.value("viec") == "mo-lai" {
                let reason = form.take_text("ly-do-mo-lai", "Lý do mở lại hồ sơ", REASON_MAX);
                if form.is_sound() {
                    let moved = actions::reopen(ctx, session.id, version, &reason);
                    form.or_refuse("ly-do-mo-lai", moved)?
                } else {
                    None
                }
            } else if let Some(on) = form.take_date("ngay-luu-tru", "Ngày lưu trữ", ctx.today) {
                for fault in actions::archive_faults(ctx, &session, on)? {
                    form.refuse(archive_field(&fault), fault.to_string());
                }
                if form.is_sound() {
                    let moved = actions::archive(ctx, session.id, version, on);
                    form.or_refuse("ngay-luu-tru", moved)?
                } else {
                    None
                }
            } else {
                None
            };
            if let Some(moved) = moved {
                let done =
                    if moved.is_archived() { "Đã lưu trữ hồ sơ" } else { "Đã mở lại hồ sơ" };
                return Ok(Answer::see_other(moved.path()).saying(format!("{done} {}.", moved.label())));
            }
            let whole = beside_record(ctx, &session, form, &["ngay-luu-tru", "ly-do-mo-lai"]);
            Answer::faulty(&pages::detail_page(ctx, session, whole)?)
        })
        .await
}

/// The field that a refusal of the archive is about: the day, or none of them.
const fn archive_field(fault: &Refusal) -> &'static str {
    match fault {
        Refusal::ArchivedTooEarly { .. } | Refusal::ArchivedInFuture => "ngay-luu-tru",
        _ => "",
    }
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
        Refusal::NoCorrectionReason => "ly-do-dinh-chinh",
        Refusal::NotACouncil
        | Refusal::WrongState { .. }
        | Refusal::ArchivedBeforeClosing
        | Refusal::NotReady { .. }
        | Refusal::ArchivedTooEarly { .. }
        | Refusal::ArchivedInFuture
        | Refusal::Archived
        | Refusal::NotArchived
        | Refusal::NothingCorrected => "",
    };
    form.refuse(field, reason.to_string());
}
