//! A commune's report as the office reads it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use super::matrix::report_badge;
use super::{Head, id_of, name_of, shell};
use crate::actions;
use crate::figures::{self, Source};
use crate::model::{Briefing, Difficulty, Report, ReportState};
use crate::policy::Action;
use crate::store_reports;

/// A figure of the report.
pub(crate) struct FigureRow {
    pub(crate) code: &'static str,
    pub(crate) label: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) value: String,
    pub(crate) href: String,
    pub(crate) is_gap: bool,
    pub(crate) note: String,
    pub(crate) previous: String,
    pub(crate) block: Option<&'static str>,
}

/// A difficulty with whom it asks.
pub(crate) struct RaisedRow {
    pub(crate) kind: &'static str,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) addressee: String,
    pub(crate) answer: String,
}

#[derive(Template)]
#[template(path = "briefings/report.html")]
pub(crate) struct ReportPage {
    shell: Shell,
    head: Head,
    heading: String,
    form: Form,
    report: Report,
    badge: Badge,
    sent: String,
    figures: Vec<FigureRow>,
    raised: Vec<RaisedRow>,
    files: Vec<files::File>,
    warnings: Vec<String>,
    may_return: bool,
    may_write: bool,
    form_path: String,
}

pub(crate) async fn report(visit: Visit, Path((_, report)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let report = id_of(&report)?;
            Answer::page(&report_page(ctx, report, Form::new())?)
        })
        .await
}

pub(crate) fn report_page(
    ctx: &mut Ctx<'_>,
    id: kernel::BriefingReportId,
    mut form: Form,
) -> Result<ReportPage, Problem> {
    let report = store_reports::report(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let briefing = actions::load(ctx, report.briefing_id, Action::ReadReport, Some(report.organization_id))?;
    let (council, area) = actions::reporter(ctx, &briefing, report.organization_id)?;
    let quarter = briefing.quarter();
    let lines = figures::lines(ctx, &area, &council, quarter)?;
    let warnings: Vec<String> = figures::warnings(ctx, &area, &council, quarter)?
        .into_iter()
        .map(|(code, sentence)| format!("{code}: {sentence}"))
        .collect();
    if form.value("ly-do").is_empty() && form.is_sound() && !warnings.is_empty() {
        form.set("ly-do", format!("Đề nghị kiểm tra lại:\n- {}", warnings.join("\n- ")));
    }
    let raised = store_reports::difficulties_of_report(ctx.tx, id)?;
    let raised = raised_rows(ctx, raised)?;
    let files = files::of_subject(ctx.tx, "briefing_report", &id.to_string())?;
    let head =
        Head::of(ctx, &briefing, if ctx.actor.acts_for(council.id) { "/bao-cao" } else { "/ma-tran" })?;
    let badge = report_badge(ctx, &briefing, Some(&report));
    let title = format!("Báo cáo của {}", area.in_sentence());
    let shell = shell(ctx, &briefing, &title, &format!("/bao-cao/{id}"))?.with_faults_of(&form);
    let (may_return, may_write) = rights(ctx, &briefing, &report)?;
    Ok(ReportPage {
        shell,
        head,
        heading: title,
        form,
        badge,
        sent: sent(&report),
        figures: figure_rows(&lines, Some(&report)),
        raised,
        files,
        warnings,
        may_return,
        may_write,
        form_path: format!("{}/bao-cao?xa={}", briefing.path(), council.id),
        report,
    })
}

fn rights(ctx: &mut Ctx<'_>, briefing: &Briefing, report: &Report) -> Result<(bool, bool), Problem> {
    let body = Some(report.organization_id);
    let open = briefing.takes_reports();
    let sent = report.state == ReportState::Submitted;
    let may_return = open && sent && actions::allowed(ctx, briefing, Action::ReturnReport, body)?;
    let may_write = open && !sent && actions::allowed(ctx, briefing, Action::WriteReport, body)?;
    Ok((may_return, may_write))
}

fn sent(report: &Report) -> String {
    let Some(at) = report.submitted_ms else { return String::new() };
    let by = report.submitted_by.clone().unwrap_or_default();
    let again =
        if report.submissions > 1 { format!(", lần {}", report.submissions) } else { String::new() };
    let hand = if report.is_on_behalf { ", Văn phòng nhập hộ" } else { "" };
    format!("Nộp lúc {} bởi {by}{again}{hand}", dates::print_time(at))
}

/// The figures as they are read: a gap says whose it is.
pub(crate) fn figure_rows(lines: &[figures::Line], report: Option<&Report>) -> Vec<FigureRow> {
    let mut last = "";
    lines
        .iter()
        .map(|line| {
            let block = figures::block_title(line.code);
            let begins = block != last;
            last = block;
            let declared = report.is_some_and(|report| report.declares_gap(line.code));
            let note = match line.source {
                Source::Computed => "từ hồ sơ",
                Source::Entered => "nhập",
                Source::Nothing => "không phát sinh",
                Source::Gap if declared => "xã báo chưa có số liệu",
                Source::Gap => "",
            };
            FigureRow {
                code: line.code,
                label: line.label,
                unit: line.unit,
                value: line.number.printed(),
                href: line.href.clone(),
                is_gap: line.source == Source::Gap,
                note: note.to_owned(),
                previous: line.previous.printed(),
                block: begins.then_some(block),
            }
        })
        .collect()
}

/// Difficulties with the names of whom they ask.
pub(crate) fn raised_rows(ctx: &mut Ctx<'_>, raised: Vec<Difficulty>) -> Result<Vec<RaisedRow>, Problem> {
    let names = directory::names(ctx.tx)?;
    Ok(raised
        .into_iter()
        .map(|one| RaisedRow {
            kind: one.kind.label(),
            addressee: one.addressee_id.map(|body| name_of(&names, body)).unwrap_or_default(),
            subject: one.subject,
            text: one.text,
            answer: one.answer,
        })
        .collect())
}
