//! A unit's report as data, letter and workbook.

use kernel::period::Period;
use kit::{Ctx, Problem};
use papers::{Block, Cell, Column, Letter, Sheet as Page, Signature, Table};
use serde_json::{Value, json};

use crate::answer::{self, Entered, Unit};
use crate::figure::{Figure, Origin};
use crate::guard;
use crate::indicator::{self, ALL, Indicator};
use crate::prose;
use crate::source::WHOLE;

/// The unit with its council in the window.
pub fn unit(ctx: &mut Ctx<'_>, area: &directory::Area, period: Period) -> Result<Unit, Problem> {
    let council = match directory::council_of_area(ctx.tx, area.id, period.to())? {
        Some(council) => council,
        None => directory::council_of_area(ctx.tx, area.id, period.from())?.ok_or(Problem::NotFound)?,
    };
    Ok(Unit { area: area.clone(), council })
}

/// Every figure of a unit, with its two comparisons.
pub struct Row {
    /// The indicator.
    pub indicator: &'static Indicator,
    /// This window.
    pub now: Figure,
    /// The window before.
    pub previous: Figure,
    /// The same window of last year.
    pub last_year: Figure,
}

/// All rows of a unit's report.
pub fn rows(ctx: &mut Ctx<'_>, unit: &Unit, period: Period) -> Result<Vec<Row>, Problem> {
    let windows = [period, period.previous(), period.same_last_year()];
    let entered = Entered::load(ctx.tx, &[unit.area.id], &windows)?;
    let mut rows = Vec::with_capacity(ALL.len());
    for indicator in ALL {
        let [now, previous, last_year] = windows.map(|window| {
            let figure = answer::answer(ctx.tx, &entered, unit, indicator, window, None, ctx.today)?;
            Ok::<_, db::Error>(guard::for_reader(ctx.actor, unit, indicator, figure))
        });
        rows.push(Row { indicator, now: now?, previous: previous?, last_year: last_year? });
    }
    Ok(rows)
}

const fn origin_word(origin: &Origin) -> &'static str {
    match origin {
        Origin::Computed => "computed",
        Origin::Entered { on_behalf: false, .. } => "entered",
        Origin::Entered { on_behalf: true, .. } => "entered_on_behalf",
        Origin::Nothing => "nothing",
        Origin::Combined => "combined",
        Origin::Few => "few",
        Origin::Gap(_) => "gap",
    }
}

/// The answer of the API: `value` is the count that `records` opens; for a rate it is the
/// numerator.
pub fn to_json(ctx: &mut Ctx<'_>, area: &directory::Area, period: Period) -> Result<Value, Problem> {
    let unit = unit(ctx, area, period)?;
    let entered = Entered::load(ctx.tx, &[area.id], &[period])?;
    let base = format!("/api/v1/reports/{}/{period}", area.code);
    let mut indicators = Vec::new();
    for one in ALL {
        let figure = answer::answer(ctx.tx, &entered, &unit, one, period, None, ctx.today)?;
        let figure = guard::for_reader(ctx.actor, &unit, one, figure);
        let mut row = json!({
            "code": one.code,
            "label": one.label,
            "unit": one.unit,
            "definition": one.definition,
            "core": one.core,
            "value": figure.value,
            "origin": origin_word(&figure.origin),
            "records": format!("{base}/{}/records", one.code),
        });
        if let Some(whole) = figure.denominator {
            row["numerator"] = json!(figure.value);
            row["denominator"] = json!(whole);
            row["percent"] = json!(figure.percent());
            row["denominator_records"] = json!(format!("{base}/{}/records?part={WHOLE}", one.code));
        }
        let mut parts = Vec::new();
        let told = if guard::opens(ctx.actor, &unit, one) { answer::parts(one.code) } else { &[] };
        for (part, label) in told {
            let figure = answer::answer(ctx.tx, &entered, &unit, one, period, Some(part), ctx.today)?;
            parts.push(json!({
                "part": part,
                "label": label,
                "value": figure.value,
                "records": format!("{base}/{}/records?part={part}", one.code),
            }));
        }
        if !parts.is_empty() {
            row["parts"] = json!(parts);
        }
        indicators.push(row);
    }
    Ok(json!({
        "unit": area.code,
        "name": area.name,
        "period": period.to_string(),
        "from": kernel::dates::iso(period.from()),
        "to": kernel::dates::iso(period.to()),
        "indicators": indicators,
    }))
}

fn cell(figure: &Figure) -> Cell {
    match (figure.value, figure.denominator) {
        (None, _) => Cell::gap(figure.printed()),
        (Some(value), None) => Cell::Number(value),
        (Some(value), Some(whole)) => Cell::Percent { numerator: value, denominator: whole },
    }
}

/// The table of all figures.
pub fn table(rows: &[Row], period: Period) -> Table {
    let columns = vec![
        Column::left("Mã", 2),
        Column::left("Chỉ tiêu", 9),
        Column::center("Đơn vị", 2),
        Column::right(period.label(), 3),
        Column::right(period.previous().label(), 3),
        Column::right(period.same_last_year().label(), 3),
    ];
    let rows = rows
        .iter()
        .map(|row| {
            vec![
                Cell::text(row.indicator.code),
                Cell::text(row.indicator.label),
                Cell::text(row.indicator.unit),
                cell(&row.now),
                cell(&row.previous),
                cell(&row.last_year),
            ]
        })
        .collect();
    Table {
        caption: "Biểu chỉ tiêu".to_owned(),
        columns,
        rows,
        notes: vec!["“chưa có số liệu” là số chưa ai nhập, không phải số không.".to_owned()],
    }
}

/// The report as a letter with its annex.
pub fn to_letter(ctx: &mut Ctx<'_>, area: &directory::Area, period: Period) -> Result<Letter, Problem> {
    let unit = unit(ctx, area, period)?;
    let rows = rows(ctx, &unit, period)?;
    let sessions = prose::plain(&prose::sessions_sentence(ctx.tx, &unit, period, ctx.today)?);
    let resolutions = prose::plain(&prose::resolutions_sentence(ctx.tx, &unit, period, ctx.today)?);
    let standing = directory::standing_committee_of(ctx.tx, unit.council.id)?;
    let chair = directory::holder_of(ctx.tx, unit.council.id, directory::Post::Chair, ctx.today)?;
    let place = area.bare_name().to_owned();
    let mut body = vec![
        Block::Heading("I. KẾT QUẢ".to_owned()),
        Block::paragraph(format!("{}, {sessions}; {resolutions}.", unit.council.name)),
    ];
    let mut last = "";
    for row in rows.iter().filter(|row| row.indicator.core && !row.now.is_gap()) {
        let block = indicator::block(row.indicator.code);
        if block != last {
            body.push(Block::paragraph(format!("{block}:")));
            last = block;
        }
        body.push(Block::Bullet(format!("{}: {}", row.indicator.label, row.now.printed())));
    }
    body.push(Block::PageBreak);
    body.push(Block::Table(table(&rows, period)));
    Ok(Letter {
        superior: None,
        issuer: standing.map_or_else(|| unit.council.name.clone(), |standing| standing.name),
        number: None,
        subject_line: None,
        place,
        date: ctx.today,
        kind: Some("BÁO CÁO".to_owned()),
        title: Some(format!("Kết quả hoạt động {}", period.label())),
        addressees: Vec::new(),
        body,
        signature: Signature {
            lines: vec!["TM. THƯỜNG TRỰC HĐND".to_owned(), "CHỦ TỊCH".to_owned()],
            name: chair.map_or_else(String::new, |chair| chair.name),
        },
        recipients: vec!["Lưu: VT".to_owned()],
        footer_url: Some(format!("{}/so-lieu/{}/{period}", ctx.app.settings().public_url, area.code)),
        demonstration: ctx.app.settings().purpose.is_made_up(),
    })
}

/// The report as a workbook.
pub fn to_sheets(ctx: &mut Ctx<'_>, area: &directory::Area, period: Period) -> Result<Vec<Page>, Problem> {
    let unit = unit(ctx, area, period)?;
    let rows = rows(ctx, &unit, period)?;
    Ok(vec![Page {
        name: format!("{} {period}", area.code),
        title: format!("BIỂU CHỈ TIÊU {}", period.label().to_uppercase()),
        subtitle: unit.council.name,
        table: table(&rows, period),
    }])
}

/// The paths of this area for the API's description.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let path = |name: &str, example: &str| json!({ "name": name, "in": "path", "required": true, "schema": text, "example": example });
    let ok = |description: &str, schema: Value| {
        json!({
            "200": { "description": description, "content": { "application/json": { "schema": schema } } },
            "404": { "description": "Không có đơn vị, kỳ hoặc chỉ tiêu này" }
        })
    };
    let count = json!({ "type": ["integer", "null"] });
    json!({
        "/api/v1/reports/{unit}/{period}": { "get": {
            "summary": "Chỉ tiêu của một đơn vị trong một kỳ",
            "operationId": "report",
            "parameters": [path("unit", "351"), path("period", "2020-Q3")],
            "responses": ok("Các chỉ tiêu", json!({
                "type": "object",
                "required": ["unit", "period", "from", "to", "indicators"],
                "properties": {
                    "unit": text, "name": text, "period": text,
                    "from": { "type": "string", "format": "date" },
                    "to": { "type": "string", "format": "date" },
                    "indicators": { "type": "array", "items": {
                        "type": "object",
                        "required": ["code", "label", "unit", "value", "records"],
                        "properties": {
                            "code": text, "label": text, "unit": text, "definition": text,
                            "core": { "type": "boolean" },
                            "value": count, "numerator": count, "denominator": count,
                            "percent": { "type": ["string", "null"] },
                            "origin": text, "records": text, "denominator_records": text,
                            "parts": { "type": "array", "items": { "type": "object" } }
                        }
                    } }
                }
            }))
        } },
        "/api/v1/reports/{unit}/{period}/{code}/records": { "get": {
            "summary": "Đúng các bản ghi mà chỉ tiêu đếm",
            "operationId": "reportRecords",
            "parameters": [
                path("unit", "351"), path("period", "2020-Q3"), path("code", "A01"),
                { "name": "part", "in": "query", "required": false, "schema": text, "example": "regular" }
            ],
            "responses": ok("Tổng bằng đúng chỉ tiêu", json!({
                "type": "object",
                "required": ["total", "items"],
                "properties": {
                    "total": count,
                    "items": { "type": "array", "items": {
                        "type": "object",
                        "properties": { "label": text, "href": text, "on": { "type": ["string", "null"] }, "note": text, "count": { "type": "integer" } }
                    } }
                }
            }))
        } }
    })
}
