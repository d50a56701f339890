//! Pages, the entry form, and the API.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use directory::Area;
use kernel::period::{Period, Quarter};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::answer::{self, Entered, Unit};
use crate::figure::{Figure, Origin, moved};
use crate::guard;
use crate::indicator::{self, BLOCKS, Indicator};
use crate::policy::{self, Action};
use crate::prose::figure_link;
use crate::render;
use crate::sheet::{self, Sheet};

/// The unit with this code in this window.
pub(crate) fn unit_of(ctx: &mut Ctx<'_>, code: &str, period: Period) -> Result<Unit, Problem> {
    let area = match directory::area_by_code(ctx.tx, code, period.to())? {
        Some(area) => area,
        // A unit that was merged away inside the window
        None => directory::area_by_code(ctx.tx, code, period.from())?.ok_or(Problem::NotFound)?,
    };
    render::unit(ctx, &area, period)
}

pub(crate) fn period_of(text: &str) -> Result<Period, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

#[derive(Template)]
#[template(path = "reports/choose.html")]
struct ChoosePage {
    shell: Shell,
    form: Form,
    units: Vec<(String, String)>,
    periods: Vec<(String, String)>,
}

/// The windows that are offered: the last eight quarters, and what they make.
fn offered(today: kernel::Date) -> Vec<(String, String)> {
    let mut periods = Vec::new();
    let mut quarter = Quarter::of(today);
    for _ in 0..8 {
        periods.push(Period::Quarter(quarter));
        quarter = quarter.previous();
    }
    let year = today.year();
    periods.push(Period::NineMonths(year));
    periods.push(Period::HalfYear { year, half: 1 });
    periods.push(Period::Year(year));
    periods.push(Period::Year(year - 1));
    periods.extend([(1, 2), (1, 3), (1, 4)].map(|(first, last)| Period::Inspection { year, first, last }));
    periods.into_iter().map(|period| (period.to_string(), period.label())).collect()
}

pub(crate) async fn choose(visit: Visit) -> Response {
    let (unit, period) = (visit.query("don-vi"), visit.query("ky"));
    visit
        .read(move |ctx| {
            if let (Some(unit), Some(period)) = (&unit, &period) {
                let area = directory::area_by_code(ctx.tx, unit, period_of(period)?.to())?
                    .ok_or(Problem::NotFound)?;
                return Ok(Answer::see_other(format!("/so-lieu/{}/{period}", area.code)));
            }
            let home = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let area = directory::area(ctx.tx, home.area_id)?.ok_or(Problem::NotFound)?;
            let mut units = vec![(area.code.clone(), area.name.clone())];
            units.extend(
                directory::commune_councils(ctx.tx, area.id, ctx.today)?
                    .into_iter()
                    .map(|(area, _)| (area.code, area.name)),
            );
            let last = Quarter::of(ctx.today).previous().to_string();
            let form = Form::with(&[("don-vi", &area.code), ("ky", &last)]);
            let shell = ctx.shell("Số liệu")?.crumb("Trang chủ", "/").crumb("Số liệu", "/so-lieu");
            Answer::page(&ChoosePage { shell, form, units, periods: offered(ctx.today) })
        })
        .await
}

struct Block {
    title: &'static str,
    rows: Vec<Shown>,
}

struct Shown {
    indicator: &'static Indicator,
    href: String,
    now: String,
    is_gap: bool,
    note: String,
    previous: String,
    previous_href: Option<String>,
    previous_note: String,
    last_year: String,
    last_year_href: Option<String>,
    last_year_note: String,
    parts: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "reports/report.html")]
struct ReportPage {
    shell: Shell,
    unit: Unit,
    period: Period,
    code: String,
    label: String,
    previous_label: String,
    last_year_label: String,
    blocks: Vec<Block>,
    filled: usize,
    total: usize,
    others: Vec<(String, String)>,
}

/// `/so-lieu/{unit}/{period}` and its siblings `.json`, `.csv`, `.xlsx`, `.docx`, `.pdf`.
pub(crate) async fn report(visit: Visit, Path((code, period)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let (period, ending) =
                period.rsplit_once('.').map_or((period.as_str(), ""), |(name, ending)| (name, ending));
            let period = period_of(period)?;
            let unit = unit_of(ctx, &code, period)?;
            if ending.is_empty() {
                return Answer::page(&report_page(ctx, unit, period)?);
            }
            sibling(ctx, &unit.area, period, ending)
        })
        .await
}

fn sibling(ctx: &mut Ctx<'_>, area: &Area, period: Period, ending: &str) -> Result<Answer, Problem> {
    let name = format!("chi-tieu-{}-{period}.{ending}", area.code);
    match ending {
        "json" => Answer::json(&render::to_json(ctx, area, period)?),
        "csv" => {
            let unit = render::unit(ctx, area, period)?;
            let rows = render::rows(ctx, &unit, period)?;
            Ok(Answer::csv(&render::table(&rows, period), name))
        }
        "xlsx" => Answer::xlsx(&render::to_sheets(ctx, area, period)?, name),
        "docx" => Answer::docx(&render::to_letter(ctx, area, period)?, name),
        "pdf" => {
            let letter = render::to_letter(ctx, area, period)?;
            Answer::pdf(ctx.app, &letter, name)
        }
        _ => Err(Problem::NotFound),
    }
}

pub(crate) fn note(origin: &Origin) -> String {
    match origin {
        Origin::Computed => "đếm từ sổ".to_owned(),
        Origin::Entered { on_behalf: false, .. } => "đơn vị nhập".to_owned(),
        Origin::Entered { on_behalf: true, .. } => "nhập hộ".to_owned(),
        Origin::Nothing => "không phát sinh".to_owned(),
        Origin::Combined => "cộng các quý".to_owned(),
        Origin::Few => "số nhỏ không công bố".to_owned(),
        Origin::Gap(why) => why.clone(),
    }
}

fn report_page(ctx: &mut Ctx<'_>, unit: Unit, period: Period) -> Result<ReportPage, Problem> {
    let from = unit.area.valid_from;
    let code = unit.area.code.clone();
    let entered = Entered::load(ctx.tx, &[unit.area.id], &[period])?;
    let mut blocks: Vec<Block> = BLOCKS.iter().map(|(_, title)| Block { title, rows: Vec::new() }).collect();
    let (mut filled, mut total) = (0, 0);
    for row in render::rows(ctx, &unit, period)? {
        total += 1;
        filled += usize::from(!row.now.is_gap());
        let mut parts = Vec::new();
        let told = if guard::opens(ctx.actor, &unit, row.indicator) {
            answer::parts(row.indicator.code)
        } else {
            &[]
        };
        for (part, label) in told {
            let figure =
                answer::answer(ctx.tx, &entered, &unit, row.indicator, period, Some(part), ctx.today)?;
            if figure.value.is_some_and(|count| count > 0) {
                parts.push((
                    (*label).to_owned(),
                    figure.printed(),
                    figure_link(&code, period, row.indicator.code, Some(part)),
                ));
            }
        }
        let opens = |figure: &Figure, window: Period| {
            // Before the unit's first day there is no page of it
            let is_there = !figure.is_gap() && from <= window.to();
            is_there.then(|| figure_link(&code, window, row.indicator.code, None))
        };
        let shown = Shown {
            href: figure_link(&code, period, row.indicator.code, None),
            is_gap: row.now.is_gap(),
            note: if row.now.is_gap() { String::new() } else { note(&row.now.origin) },
            previous: row.previous.printed(),
            previous_href: opens(&row.previous, period.previous()),
            previous_note: moved(&row.now, &row.previous),
            last_year: row.last_year.printed(),
            last_year_href: opens(&row.last_year, period.same_last_year()),
            last_year_note: moved(&row.now, &row.last_year),
            now: row.now.printed(),
            indicator: row.indicator,
            parts,
        };
        if let Some(block) =
            blocks.iter_mut().find(|block| block.title == indicator::block(row.indicator.code))
        {
            block.rows.push(shown);
        }
    }
    let shell = ctx
        .shell(format!("Số liệu {}, {}", unit.area.in_sentence(), period.label()))?
        .crumb("Trang chủ", "/")
        .crumb("Số liệu", "/so-lieu")
        .crumb(&unit.area.name, figure_link(&code, period, "", None).trim_end_matches('/').to_owned());
    let others = offered(ctx.today)
        .into_iter()
        .filter(|(value, _)| *value != period.to_string())
        .map(|(value, label)| (format!("/so-lieu/{code}/{value}"), label))
        .collect();
    Ok(ReportPage {
        label: period.label(),
        previous_label: period.previous().label(),
        last_year_label: period.same_last_year().label(),
        shell,
        unit,
        period,
        code,
        blocks,
        filled,
        total,
        others,
    })
}

#[derive(Template)]
#[template(path = "reports/units.html")]
struct UnitsPage {
    shell: Shell,
    label: String,
    rows: Vec<UnitRow>,
    others: Vec<(String, String)>,
}

struct UnitRow {
    name: String,
    href: Option<String>,
    public: String,
    filled: i64,
}

/// The office's list of units and how far their figures are.
pub(crate) async fn units(visit: Visit) -> Response {
    let quarter = visit.query("ky").and_then(|text| text.parse::<Quarter>().ok());
    visit
        .read(move |ctx| {
            let area = ctx.actor.area.ok_or(Problem::NotFound)?;
            let own = directory::area(ctx.tx, area)?.ok_or(Problem::NotFound)?;
            let runs = ctx.actor.council.is_some_and(|council| ctx.actor.runs(council));
            if !runs && !policy::may(ctx.actor, Action::Enter, area, None) {
                return Err(Problem::NotFound);
            }
            let quarter = quarter.unwrap_or_else(|| Quarter::of(ctx.today).previous());
            let counts: std::collections::HashMap<_, _> =
                crate::store::counts(ctx.tx, &quarter.to_string())?.into_iter().collect();
            let mut areas = vec![own];
            if runs {
                areas.extend(
                    directory::commune_councils(ctx.tx, area, ctx.today)?.into_iter().map(|(area, _)| area),
                );
            }
            let rows = areas
                .into_iter()
                .map(|area| UnitRow {
                    href: Some(format!("/lam-viec/bao-cao/{}/{quarter}", area.code)).filter(|_| {
                        let may = |action| policy::may(ctx.actor, action, area.id, area.parent_id);
                        may(Action::Enter) || may(Action::EnterOnBehalf)
                    }),
                    public: format!("/so-lieu/{}/{quarter}", area.code),
                    filled: counts.get(&area.id).copied().unwrap_or(0),
                    name: area.name,
                })
                .collect();
            let mut others = Vec::new();
            let mut other = Quarter::of(ctx.today);
            for _ in 0..6 {
                if other != quarter {
                    others.push((format!("/lam-viec/bao-cao?ky={other}"), other.print()));
                }
                other = other.previous();
            }
            let shell =
                ctx.shell("Số liệu")?.crumb("Hôm nay", "/lam-viec").crumb("Số liệu", "/lam-viec/bao-cao");
            Answer::page(&UnitsPage { shell, label: quarter.print(), rows, others })
        })
        .await
}

#[derive(Template)]
#[template(path = "reports/enter.html")]
struct EnterPage {
    shell: Shell,
    form: Form,
    sheet: Sheet,
    action: String,
    label: String,
    on_behalf: bool,
    warnings: Vec<(String, String)>,
    rates: Vec<&'static str>,
}

impl EnterPage {
    fn is_rate(&self, code: &str) -> bool {
        self.rates.contains(&code)
    }
}

/// The unit and quarter of an entry form, and whether the actor enters for another.
fn entry(ctx: &mut Ctx<'_>, code: &str, period: &str) -> Result<(Sheet, bool), Problem> {
    let quarter: Quarter = period.parse().map_err(|_| Problem::NotFound)?;
    let unit = unit_of(ctx, code, Period::Quarter(quarter))?;
    let own = policy::may(ctx.actor, Action::Enter, unit.area.id, unit.area.parent_id);
    let for_other = policy::may(ctx.actor, Action::EnterOnBehalf, unit.area.id, unit.area.parent_id);
    if (!own && !for_other) || ctx.today < quarter.from() {
        return Err(Problem::NotFound);
    }
    Ok((sheet::sheet(ctx.tx, &unit, quarter, ctx.today)?, !own))
}

fn enter_page(ctx: &mut Ctx<'_>, sheet: Sheet, on_behalf: bool, form: Form) -> Result<EnterPage, Problem> {
    let action = format!("/lam-viec/bao-cao/{}/{}", sheet.unit.area.code, sheet.quarter);
    let label = sheet.quarter.print();
    let shell = ctx
        .shell(format!("Nhập số liệu {}, {label}", sheet.unit.area.in_sentence()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Số liệu", "/lam-viec/bao-cao")
        .crumb(&sheet.unit.area.name, &action)
        .with_faults_of(&form);
    let rates = crate::ALL.iter().filter(|one| one.nature.is_rate()).map(|one| one.code).collect();
    Ok(EnterPage { warnings: sheet.warnings(), shell, form, sheet, action, label, on_behalf, rates })
}

pub(crate) async fn enter(visit: Visit, Path((unit, period)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let (sheet, on_behalf) = entry(ctx, &unit, &period)?;
            let form = sheet::form_of(&sheet);
            Answer::page(&enter_page(ctx, sheet, on_behalf, form)?)
        })
        .await
}

pub(crate) async fn keep(visit: Visit, Path((unit, period)): Path<(String, String)>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let (mut sheet, on_behalf) = entry(ctx, &unit, &period)?;
            if form.version() != sheet.stamp {
                let stamp = sheet.stamp;
                let entries = sheet::parse_entries(form, &sheet);
                sheet.with(&entries);
                form.refuse(
                    "so-A01",
                    "Người khác vừa lưu số liệu này. Kiểm tra các số dưới đây rồi lưu lại.",
                );
                let page = enter_page(ctx, Sheet { stamp, ..sheet }, on_behalf, form.clone())?;
                return Answer::html(StatusCode::CONFLICT, &page);
            }
            let entries = sheet::parse_entries(form, &sheet);
            if !form.is_sound() {
                sheet.with(&entries);
                return Answer::faulty(&enter_page(ctx, sheet, on_behalf, form.clone())?);
            }
            let changed =
                sheet::enter_and_record(ctx, sheet.unit.area.id, sheet.quarter, &entries, on_behalf)?;
            let path = format!("/lam-viec/bao-cao/{}/{}", sheet.unit.area.code, sheet.quarter);
            Ok(Answer::see_other(path).saying(format!("Đã lưu {changed} số liệu.")))
        })
        .await
}
