//! The commune's report and its answer to the invitation; sending a report back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{BriefingReportId, OrganizationId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use super::back;
use crate::actions::{self, DifficultyInput, ReportInput};
use crate::figures;
use crate::model::{Briefing, DifficultyKind, Refusal, Reply};
use crate::pages::{self, commune, id_of, report};
use crate::store_reports;

const TEXT_MAX: usize = 20_000;

/// Reads the whole form; all faults at once.
pub(crate) fn parse(
    ctx: &mut Ctx<'_>,
    form: &mut Form,
    briefing: &Briefing,
    body: OrganizationId,
) -> Result<ReportInput, Problem> {
    let (council, area) = actions::reporter(ctx, briefing, body)?;
    let results = form.take_text_or_empty("ket-qua", "Kết quả trong quý", TEXT_MAX);
    let shortcomings = form.take_text_or_empty("ton-tai", "Tồn tại, khó khăn", TEXT_MAX);
    let tasks = form.take_text_or_empty("nhiem-vu", "Nhiệm vụ quý tới", TEXT_MAX);
    let entries = figures::parse(ctx, form, &area, &council, briefing.quarter())?;
    let gaps: Vec<String> = form
        .names()
        .into_iter()
        .filter_map(|name| name.strip_prefix("chua-").map(str::to_owned))
        .filter(|code| code.len() == 3 && code.chars().all(|c| c.is_ascii_alphanumeric()))
        .collect();
    for code in &gaps {
        let (typed, nothing) = (format!("so-{code}"), format!("khong-{code}"));
        let has_number =
            !form.value(&typed).trim().is_empty() || !form.value(&format!("mau-{code}")).trim().is_empty();
        if has_number || form.is_checked(&nothing) {
            form.refuse(
                &typed,
                format!("{code}: đã nhập số hoặc “Không phát sinh” thì bỏ dấu “Chưa có số liệu”."),
            );
        }
    }
    Ok(ReportInput {
        briefing: briefing.id,
        organization: body,
        results,
        shortcomings,
        tasks,
        entries,
        gaps,
        difficulties: difficulties(form),
        uploads: form.uploads_of("tep").into_iter().cloned().collect(),
        version: form.version(),
    })
}

fn difficulties(form: &mut Form) -> Vec<DifficultyInput> {
    let mut rows = Vec::new();
    for number in 1..=commune::ROWS_MAX {
        let field = |name: &str| format!("{name}-{number}");
        let text = form.take_text_or_empty(&field("kk"), "Nội dung", 2_000);
        if text.is_empty() {
            continue;
        }
        let kind = form.value(&field("kk-loai")).parse().unwrap_or(DifficultyKind::Difficulty);
        let subject = form.take_line_or_empty(&field("kk-linh-vuc"), "Lĩnh vực", 120);
        let addressee: Option<OrganizationId> = form.value(&field("kk-gui")).parse().ok();
        if addressee.is_none() {
            form.refuse(&field("kk-gui"), format!("Việc {number}: chọn cơ quan được hỏi."));
        }
        let id = form.value(&field("kk-ma")).parse().ok();
        rows.push(DifficultyInput { id, kind, subject, text, addressee });
    }
    rows
}

pub(crate) async fn save(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let unit = visit.query("xa").unwrap_or_default();
    visit
        .write(form, move |ctx, form| {
            let (briefing, body) = commune::whose(ctx, &id, &unit)?;
            let input = parse(ctx, form, &briefing, body)?;
            if !form.is_sound() {
                return Answer::faulty(&commune::form_page(ctx, &briefing, body, Some(form.clone()), None)?);
            }
            let known = store_reports::report_of(ctx.tx, briefing.id, body)?;
            let now = known.as_ref().map_or(0, |report| report.version);
            if now != form.version() {
                return conflict(ctx, &briefing, body, form, now);
            }
            if form.or_refuse("tep", actions::save_report(ctx, &input))?.is_none() {
                return Answer::faulty(&commune::form_page(ctx, &briefing, body, Some(form.clone()), None)?);
            }
            if form.value("lam") != "gui" {
                return Ok(back(&briefing, &part(&unit)).saying("Đã lưu nháp."));
            }
            submit(ctx, &briefing, body, form, now)
        })
        .await
}

fn part(unit: &str) -> String {
    if unit.is_empty() { "/bao-cao".to_owned() } else { format!("/bao-cao?xa={unit}") }
}

fn submit(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    body: OrganizationId,
    form: &mut Form,
    version: i64,
) -> Result<Answer, Problem> {
    match actions::submit(ctx, briefing.id, body) {
        Ok(report) => {
            let late = report.days_late(briefing.reports_due_on);
            let said = if late > 0 {
                format!("Đã nộp báo cáo, chậm {late} ngày so với hạn.")
            } else {
                "Đã nộp báo cáo.".to_owned()
            };
            Ok(Answer::see_other(report.path()).saying(said))
        }
        Err(Error::Refused(Refusal::Incomplete(faults))) => {
            for (field, sentence) in faults {
                form.refuse(&field, sentence);
            }
            // The answer undoes the transaction, and with it the draft that was just written
            let mut page = commune::form_page(ctx, briefing, body, Some(form.clone()), None)?;
            page.undo(version, ctx.now);
            Answer::faulty(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Somebody else saved in between: what was typed is kept, and both times are told.
fn conflict(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    body: OrganizationId,
    form: &Form,
    now: i64,
) -> Result<Answer, Problem> {
    let report = store_reports::report_of(ctx.tx, briefing.id, body)?;
    let sent = report
        .and_then(|one| one.submitted_ms)
        .map_or_else(String::new, |at| format!(" (gửi lúc {})", dates::clock_of(at)));
    let say = format!(
        "Người khác vừa lưu báo cáo này{sent}: bản trên máy chủ là bản {now}, ông/bà mở từ bản {}, gửi lúc {}.",
        form.version(),
        dates::clock_of(ctx.now)
    );
    let page = commune::form_page(ctx, briefing, body, Some(form.clone()), Some(say))?;
    Answer::html(StatusCode::CONFLICT, &page)
}

pub(crate) async fn return_report(
    visit: Visit,
    Path((_, id)): Path<(String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: BriefingReportId = id_of(&id)?;
            let reason = form.take_text("ly-do", "Lý do trả lại", 2_000);
            if form.is_sound() {
                let result = actions::return_report(ctx, id, &reason);
                if let Some(report) = form.or_refuse("ly-do", result)? {
                    return Ok(Answer::see_other(report.path()).saying("Đã trả lại báo cáo kèm lý do."));
                }
            }
            Answer::faulty(&report::report_page(ctx, id, form.clone())?)
        })
        .await
}

pub(crate) async fn reply(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = pages::readable(ctx, &id)?;
            let own = ctx.actor.organization.ok_or(Problem::NotFound)?;
            let reply: Option<Reply> = form.take_choice("tra-loi", "Trả lời");
            let label = if reply == Some(Reply::Absent) { "Lý do vắng" } else { "Người dự thay" };
            let words = match reply {
                Some(Reply::Deputy | Reply::Absent) => form.take_line("noi-dung", label, 300),
                Some(Reply::None | Reply::Accepted) | None => String::new(),
            };
            if let Some(reply) = reply.filter(|_| form.is_sound()) {
                let result = actions::reply(ctx, briefing.id, own, reply, &words);
                if form.or_refuse("noi-dung", result)?.is_some() {
                    return Ok(back(&briefing, "")
                        .saying(format!("Đã gửi trả lời: {}.", reply.label().to_lowercase())));
                }
            }
            Answer::faulty(&commune::reply_page(ctx, &briefing, Some(form.clone()))?)
        })
        .await
}
