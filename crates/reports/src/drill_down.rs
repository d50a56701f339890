//! The rows behind a figure: as a page, as a table, and for the API.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::{Answer, Problem, Shell, Visit};
use papers::{Cell, Column, Table};
use serde_json::json;

use crate::answer::{self, Entered, Unit};
use crate::figure::Figure;
use crate::guard;
use crate::indicator::{self, Indicator};
use crate::pages::{note, period_of, unit_of};
use crate::prose::figure_link;
use crate::render;
use crate::source::{CountedRow, WHOLE};

#[derive(Template)]
#[template(path = "reports/drill_down.html")]
struct DrillDownPage {
    shell: Shell,
    indicator: &'static Indicator,
    unit: Unit,
    figure: Figure,
    printed: String,
    note: String,
    part: Option<String>,
    rows: Vec<CountedRow>,
    window: String,
    label: String,
    back: String,
    /// The denominator of a rate and the page of its rows.
    whole: Option<(i64, String)>,
    csv: String,
    /// The rows are shown to this reader.
    is_open: bool,
}

fn rows_as_csv(name: String, rows: &[CountedRow]) -> Answer {
    let table = Table {
        caption: String::new(),
        columns: vec![
            Column::left("Bản ghi", 6),
            Column::left("Ngày", 2),
            Column::left("Ghi chú", 4),
            Column::right("Đếm", 1),
        ],
        rows: rows
            .iter()
            .map(|row| {
                vec![
                    Cell::text(&row.label),
                    Cell::text(row.on.as_deref().unwrap_or_default()),
                    Cell::text(&row.note),
                    Cell::Number(row.count),
                ]
            })
            .collect(),
        notes: Vec::new(),
    };
    Answer::csv(&table, name)
}

/// `/so-lieu/{unit}/{period}/{code}`, `?phan=` for a part: exactly the rows that are counted.
pub(crate) async fn page(
    visit: Visit,
    Path((unit, period, code)): Path<(String, String, String)>,
) -> Response {
    let part = visit.query("phan");
    visit
        .read(move |ctx| {
            let period = period_of(&period)?;
            let unit = unit_of(ctx, &unit, period)?;
            let (code, as_csv) =
                code.strip_suffix(".csv").map_or((code.as_str(), false), |code| (code, true));
            let indicator = indicator::find(code).ok_or(Problem::NotFound)?;
            let label = part_label(indicator, part.as_deref())?;
            let entered = Entered::load(ctx.tx, &[unit.area.id], &[period])?;
            let part = part.as_deref();
            let is_open = guard::opens(ctx.actor, &unit, indicator);
            if !is_open && part.is_some_and(|part| part != WHOLE) {
                return Err(Problem::NotFound);
            }
            let figure = answer::answer(ctx.tx, &entered, &unit, indicator, period, part, ctx.today)?;
            let figure = guard::for_reader(ctx.actor, &unit, indicator, figure);
            let rows = if is_open {
                answer::rows(ctx.tx, &entered, &unit, indicator, period, part, ctx.today)?
            } else {
                Vec::new()
            };
            if as_csv {
                let name = format!("{}-{}-{period}.csv", indicator.code, unit.area.code);
                return Ok(rows_as_csv(name, &rows));
            }
            let link = |part| figure_link(&unit.area.code, period, indicator.code, part);
            let whole = figure.denominator.map(|whole| (whole, link(Some(WHOLE))));
            let csv = match part {
                Some(part) => format!("{}.csv?phan={part}", link(None)),
                None => format!("{}.csv", link(None)),
            };
            let back = format!("/so-lieu/{}/{period}", unit.area.code);
            let shell = ctx
                .shell(format!("{} {}", indicator.code, indicator.label))?
                .crumb("Trang chủ", "/")
                .crumb("Số liệu", "/so-lieu")
                .crumb(format!("{}, {}", unit.area.name, period.label()), &back)
                .crumb(indicator.code, figure_link(&unit.area.code, period, indicator.code, None));
            let window = format!(
                "từ {} đến {}",
                kernel::dates::print(period.from()),
                kernel::dates::print(period.to())
            );
            Answer::page(&DrillDownPage {
                printed: figure.printed(),
                note: note(&figure.origin),
                part: label,
                label: period.label(),
                shell,
                indicator,
                unit,
                figure,
                rows,
                window,
                back,
                whole,
                csv,
                is_open,
            })
        })
        .await
}

/// The words of a part; a part that does not exist is no page.
fn part_label(indicator: &Indicator, part: Option<&str>) -> Result<Option<String>, Problem> {
    match part {
        None => Ok(None),
        Some(WHOLE) if indicator.nature.is_rate() => Ok(Some("mẫu số".to_owned())),
        Some(part) => answer::parts(indicator.code)
            .iter()
            .find(|(known, _)| *known == part)
            .map(|(_, label)| Some((*label).to_owned()))
            .ok_or(Problem::NotFound),
    }
}

pub(crate) async fn api_report(visit: Visit, Path((code, period)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let found = period_of(&period).and_then(|period| Ok((unit_of(ctx, &code, period)?, period)));
            match found {
                Ok((unit, period)) => Answer::json(&render::to_json(ctx, &unit.area, period)?),
                Err(problem) => not_there(problem),
            }
        })
        .await
}

pub(crate) async fn api_records(
    visit: Visit,
    Path((unit, period, code)): Path<(String, String, String)>,
) -> Response {
    let part = visit.query("part");
    visit
        .read(move |ctx| {
            let found = period_of(&period).and_then(|period| {
                let unit = unit_of(ctx, &unit, period)?;
                let indicator = indicator::find(&code).ok_or(Problem::NotFound)?;
                part_label(indicator, part.as_deref())?;
                Ok((unit, indicator, period))
            });
            let (unit, indicator, period) = match found {
                Ok(found) => found,
                Err(problem) => return not_there(problem),
            };
            let entered = Entered::load(ctx.tx, &[unit.area.id], &[period])?;
            let part = part.as_deref();
            let is_open = guard::opens(ctx.actor, &unit, indicator);
            let figure = answer::answer(ctx.tx, &entered, &unit, indicator, period, part, ctx.today)?;
            let figure = guard::for_reader(ctx.actor, &unit, indicator, figure);
            if !is_open {
                let total = figure.value.filter(|_| part.is_none_or(|part| part == WHOLE));
                return Answer::json(&json!({ "total": total, "items": [], "withheld": true }));
            }
            let rows = answer::rows(ctx.tx, &entered, &unit, indicator, period, part, ctx.today)?;
            let total: i64 = rows.iter().map(|row| row.count).sum();
            Answer::json(&json!({ "total": figure.value.map(|_| total), "items": rows }))
        })
        .await
}

/// RFC 9457.
fn not_there(problem: Problem) -> Result<Answer, Problem> {
    match problem {
        Problem::NotFound => Ok(Answer::json(&json!({
            "type": "about:blank",
            "title": "Không tìm thấy",
            "status": 404,
            "detail": "Không có đơn vị, kỳ hoặc chỉ tiêu này. Kỳ viết như 2020-Q3, 2020-H1, 2020-9M, 2020, 2020-TT-9M."
        }))?
        .with(axum::http::header::CONTENT_TYPE, "application/problem+json")
        .with_status(StatusCode::NOT_FOUND)),
        other => Err(other),
    }
}
