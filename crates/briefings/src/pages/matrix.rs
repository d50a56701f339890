//! The matrix: every commune against what it owes, and the letters that urge.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::LetterView;
use kernel::dates;
use kit::charts::{About, Share, StackedStatus};
use kit::ui::{Badge, BadgeKind};
use kit::{Answer, Ctx, Problem, Shell, Visit};

use super::{Head, preparable, shell};
use crate::actions::{self, Standing, missing};
use crate::model::{Briefing, Reply, Report, ReportState};

pub(crate) struct Row {
    unit: String,
    merged: String,
    invited: Badge,
    reply: Badge,
    reply_text: String,
    report: Badge,
    report_href: String,
    figures: String,
    figures_missing: Vec<String>,
    open: usize,
    overdue: usize,
    open_href: String,
}

#[derive(Template)]
#[template(path = "briefings/matrix.html")]
struct MatrixPage {
    shell: Shell,
    head: Head,
    heading: String,
    rows: Vec<Row>,
    there: usize,
    owed: usize,
    confirmed: usize,
    missing: usize,
    chart: StackedStatus,
    stale: bool,
    takes_reports: bool,
}

/// The badge of a commune's report: late ones say by how much.
pub(crate) fn report_badge(ctx: &Ctx<'_>, briefing: &Briefing, report: Option<&Report>) -> Badge {
    let due = briefing.reports_due_on;
    let late = crate::model::days_between(due, ctx.today);
    match report {
        Some(report) if report.state == ReportState::Submitted => match report.days_late(due) {
            0 => Badge::done(if report.is_on_behalf { "Đã nộp, nhập hộ" } else { "Đã nộp" }),
            days => Badge::done(format!("Đã nộp, chậm {days} ngày")),
        },
        Some(report) if report.state == ReportState::Returned => Badge::waiting("Bị trả lại"),
        _ if late > 0 && briefing.is_open() => Badge::late(format!("Chưa nộp, quá {late} ngày")),
        Some(_) => Badge::doing("Đang soạn"),
        None => Badge::draft("Chưa nộp"),
    }
}

pub(crate) async fn matrix(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            Answer::page(&matrix_page(ctx, &briefing)?)
        })
        .await
}

fn matrix_page(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<MatrixPage, Problem> {
    let standing = actions::standing(ctx, briefing)?;
    let head = Head::of(ctx, briefing, "/ma-tran")?;
    let live: Vec<&Standing> = standing.iter().filter(|one| !one.is_gone()).collect();
    let there = live.iter().filter(|one| one.is_in()).count();
    let confirmed = live.iter().filter(|one| one.participant.reply != Reply::None).count();
    let lacking = live.iter().filter(|one| !missing(one).is_empty()).count();
    let late = live.iter().filter(|one| {
        one.report.as_ref().is_some_and(|report| one.is_in() && report.days_late(briefing.reports_due_on) > 0)
    });
    let late = late.count();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let says = format!("{there}/{} xã, thị trấn đã nộp báo cáo", live.len());
    let about = About::new("nop-bao-cao", says)
        .unit("xã")
        .note(format!("Hạn nộp {}", dates::print(briefing.reports_due_on)));
    let chart = StackedStatus::new(
        about,
        vec![
            Share::new(BadgeKind::Xong, "Đã nộp đúng hạn", count(there - late)),
            Share::new(BadgeKind::Cho, "Đã nộp, chậm", count(late)),
            Share::new(BadgeKind::Qua, "Chưa nộp", count(live.len() - there)),
        ],
    );
    let expected = directory::commune_councils(ctx.tx, briefing.area_id, briefing.held_on)?;
    let stale = briefing.is_open()
        && expected.iter().any(|(_, council)| !standing.iter().any(|one| one.council.id == council.id));
    let rows = standing.iter().map(|one| row(ctx, briefing, one)).collect();
    let shell = shell(ctx, briefing, "Ma trận", "/ma-tran")?;
    let heading = format!("{there}/{} báo cáo {}", live.len(), briefing.quarter_label());
    let (owed, takes_reports) = (live.len(), briefing.takes_reports());
    Ok(MatrixPage {
        shell,
        head,
        heading,
        rows,
        there,
        owed,
        confirmed,
        missing: lacking,
        chart,
        stale,
        takes_reports,
    })
}

fn row(ctx: &Ctx<'_>, briefing: &Briefing, one: &Standing) -> Row {
    let participant = &one.participant;
    let reply = match participant.reply {
        Reply::None => Badge::draft(Reply::None.label()),
        Reply::Accepted | Reply::Deputy => Badge::done(participant.reply.label()),
        Reply::Absent => Badge::late(Reply::Absent.label()),
    };
    let (filled, total) = one.figures;
    Row {
        unit: one.area.name.clone(),
        merged: one.merged_into.join(", "),
        invited: if participant.invited_ms.is_some() {
            Badge::done("Đã mời")
        } else {
            Badge::draft("Chưa mời")
        },
        reply,
        reply_text: participant.reply_text.clone(),
        report: report_badge(ctx, briefing, one.report.as_ref()),
        report_href: one
            .report
            .as_ref()
            .map_or_else(|| format!("{}/bao-cao?xa={}", briefing.path(), one.council.id), Report::path),
        figures: format!("{filled}/{total}"),
        figures_missing: one.figures_missing.clone(),
        open: one.open,
        overdue: one.overdue,
        open_href: format!("/lam-viec/viec?co-quan={}", one.council.id),
    }
}

#[derive(Template)]
#[template(path = "briefings/remind.html")]
struct RemindPage {
    shell: Shell,
    path: String,
    letters: Vec<(String, Vec<String>, LetterView)>,
}

pub(crate) async fn remind(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            let letters = actions::preview_reminders(ctx, briefing.id)?;
            let shell = shell(ctx, &briefing, "Nhắc các xã", "/nhac")?;
            let letters =
                letters.into_iter().map(|one| (one.name, one.missing, LetterView::new(one.letter))).collect();
            Answer::page(&RemindPage { shell, path: briefing.path(), letters })
        })
        .await
}
