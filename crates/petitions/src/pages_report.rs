//! The report of a window on screen, as Word and as PDF.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::period::Quarter;
use kernel::{Date, OrganizationId, dates};
use kit::ui::Stat;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::model::{Outcome, Petition};
use crate::open::{Part, Question};
use crate::policy::{self, Action};
use crate::store;
use crate::summary::{self, Summary};
use crate::{sittings, waiting};

#[derive(Template)]
#[template(path = "petitions/report.html")]
struct ReportPage {
    shell: Shell,
    form: Form,
    summary: Summary,
    groups: Vec<(&'static str, Vec<(String, i64)>)>,
    stats: Vec<Stat>,
    query: String,
    published: Option<String>,
    /// The windows of reports to sessions: what they are called, their days, their address.
    offers: Vec<(String, String, String)>,
    may_publish: bool,
}

/// The figures that open their rows: the word in the address, the words shown, the question.
const PARTS: [(&str, &str, Part); 8] = [
    ("ton-truoc", "Tồn kỳ trước", Part::OpenBefore),
    ("tiep-nhan", "Tiếp nhận", Part::Received),
    ("xong", "Đã giải quyết xong", Part::Closed(Outcome::Resolved)),
    ("giai-trinh", "Đã giải trình", Part::Closed(Outcome::Explained)),
    ("ton-cuoi", "Tồn cuối kỳ", Part::OpenAfter),
    ("lap-lai", "Kiến nghị lại", Part::Repeated),
    ("tra-loi", "Đã trả lời", Part::Answered),
    ("den-han", "Đến hạn trả lời", Part::Due),
];

/// The window of the address, or the quarter that ended last.
pub(crate) fn window(form: &Form, today: Date) -> (Date, Date) {
    let last = Quarter::of(today).previous();
    let day = |name| dates::parse(form.value(name), today).ok();
    match (day("tu"), day("den")) {
        (Some(from), Some(to)) if from <= to => (from, to),
        _ => (last.from(), last.to()),
    }
}

pub(crate) fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    match (ctx.actor.council, ctx.actor.area) {
        (Some(council), Some(area)) if policy::may_in_council(ctx.actor, Action::Handle, council, area) => {
            Ok(council)
        }
        _ => Err(Problem::NotFound),
    }
}

pub(crate) async fn page(visit: Visit) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = council_of(ctx)?;
            let (from, to) = window(&form, ctx.today);
            form.set("tu", dates::print(from));
            form.set("den", dates::print(to));
            let query = format!("?tu={}&den={}", dates::iso(from), dates::iso(to));
            let summary = summary::of(ctx.tx, council, from, to, ctx.today)?;
            let stats = PARTS
                .into_iter()
                .filter_map(|(word, label, part)| {
                    let stat = Stat::new(summary.number(part)?.to_string(), label);
                    Some(stat.href(format!("/lam-viec/kien-nghi/bao-cao/{word}{query}")))
                })
                .collect();
            let groups = vec![
                ("Thẩm quyền", summary.levels.clone()),
                ("Lĩnh vực", summary.sectors.clone()),
                ("Trả lời trong kỳ", summary.outcomes.clone()),
            ];
            let shell = ctx
                .shell("Báo cáo kiến nghị cử tri")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
                .crumb("Báo cáo", "/lam-viec/kien-nghi/bao-cao");
            let published = waiting::standing(ctx, council)?.map(|one| dates::print(one.published_on));
            let may_publish = waiting::may(ctx, council);
            let offers = sittings::windows(ctx, council)?
                .into_iter()
                .map(|one| {
                    let (from, to) = (one.from, one.to);
                    let days = format!("{} - {}", dates::print(from), dates::print(to));
                    let href =
                        format!("/lam-viec/kien-nghi/bao-cao?tu={}&den={}", dates::iso(from), dates::iso(to));
                    (one.label, days, href)
                })
                .collect();
            Answer::page(&ReportPage {
                shell,
                form,
                summary,
                groups,
                stats,
                query,
                published,
                offers,
                may_publish,
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "petitions/report_rows.html")]
struct RowsPage {
    shell: Shell,
    label: &'static str,
    window: String,
    back: String,
    rows: Vec<Petition>,
}

/// More rows than these are for the workbook.
const ROWS_MAX: i64 = 2_000;

/// Exactly the petitions that a figure of the report counts.
pub(crate) async fn rows(visit: Visit, Path(word): Path<String>) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = council_of(ctx)?;
            let (_, label, part) =
                PARTS.into_iter().find(|(known, ..)| *known == word).ok_or(Problem::NotFound)?;
            let (from, to) = window(&form, ctx.today);
            let rows = store::list_counted(ctx.tx, &Question { council, from, to, part }, ROWS_MAX)?;
            let back = format!("/lam-viec/kien-nghi/bao-cao?tu={}&den={}", dates::iso(from), dates::iso(to));
            let shell = ctx
                .shell(label)?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
                .crumb("Báo cáo", &back)
                .crumb(label, format!("/lam-viec/kien-nghi/bao-cao/{word}"));
            let window = format!("từ {} đến {}", dates::print(from), dates::print(to));
            Answer::page(&RowsPage { shell, label, window, back, rows })
        })
        .await
}

/// The report of the window in the address, as a letter.
fn letter(ctx: &mut Ctx<'_>, form: &Form) -> Result<papers::Letter, Problem> {
    let council = council_of(ctx)?;
    let (from, to) = window(form, ctx.today);
    let summary = summary::of(ctx.tx, council, from, to, ctx.today)?;
    Ok(summary::letter(ctx, council, &summary)?)
}

pub(crate) async fn docx(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Answer::docx(&letter(ctx, &form)?, "bao-cao-kien-nghi-cu-tri.docx")).await
}

pub(crate) async fn pdf(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let letter = letter(ctx, &form)?;
            Answer::pdf(ctx.app, &letter, "bao-cao-kien-nghi-cu-tri.pdf")
        })
        .await
}
