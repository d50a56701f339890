//! Rows as data: JSON, CSV, Excel.

use kernel::{Date, dates};
use kit::{Answer, Ctx, Problem};
use papers::{Cell, Column, Sheet, Table};
use serde::Serialize;

use crate::board::Board;
use crate::model::{Direction, FigureState};
use crate::rules;
use crate::view::Row;

#[derive(Serialize)]
struct PeriodItem {
    period: String,
    revision: i64,
    value: String,
    year_before: Option<String>,
    source: String,
    reason: Option<String>,
    state: &'static str,
    approved_on: Option<String>,
}

#[derive(Serialize)]
struct Item {
    number: String,
    resolution: String,
    kind: &'static str,
    text: String,
    sector: &'static str,
    lead: String,
    cooperating: Option<String>,
    commune: Option<String>,
    unit: Option<String>,
    baseline: Option<String>,
    baseline_on: Option<String>,
    target: Option<String>,
    direction: Option<&'static str>,
    cumulative: Option<bool>,
    due_on: Option<String>,
    actual: Option<String>,
    actual_on: Option<String>,
    year_before: Option<String>,
    progress: Option<String>,
    forecast: Option<String>,
    done_on: Option<String>,
    standing: Option<&'static str>,
    standing_label: Option<&'static str>,
    in_words: String,
    demonstration: bool,
    url: String,
    periods: Vec<PeriodItem>,
}

#[derive(Serialize)]
struct Listing {
    total: usize,
    rule: String,
    items: Vec<Item>,
}

fn some(words: &str) -> Option<String> {
    Some(words.to_owned()).filter(|words| !words.is_empty())
}

fn item(board: &Board, row: &Row, base: &str) -> Item {
    let measured = row.measured.as_ref();
    let day = |on: Option<Date>| on.map(dates::iso);
    let periods = measured
        .map(|measured| {
            let print = |value: i64| rules::print_value(value, measured.one.decimals);
            board
                .figures
                .iter()
                .filter(|figure| figure.objective_id == row.line.id && figure.state != FigureState::Entered)
                .map(|figure| PeriodItem {
                    period: figure.period.clone(),
                    revision: figure.revision,
                    value: print(figure.value),
                    year_before: figure.value_before.map(print),
                    source: figure.source.clone(),
                    reason: some(&figure.reason),
                    state: figure.state.as_str(),
                    approved_on: day(figure.approved_on),
                })
                .collect()
        })
        .unwrap_or_default();
    Item {
        number: row.number.clone(),
        resolution: board.resolution(row),
        kind: row.line.kind.as_str(),
        text: row.line.text.clone(),
        sector: row.line.sector.label(),
        lead: row.lead.clone(),
        cooperating: some(&row.line.cooperating),
        commune: some(&row.area),
        unit: measured.map(|one| one.one.unit.clone()),
        baseline: measured.map(|one| one.baseline.clone()),
        baseline_on: day(row.line.baseline_on),
        target: measured.map(|one| one.target.clone()),
        direction: row.line.direction.map(Direction::as_str),
        cumulative: row.line.is_cumulative,
        due_on: day(row.line.due_on),
        actual: measured.and_then(|one| some(&one.actual)),
        actual_on: day(measured.and_then(|one| one.reached).map(|known| known.at)),
        year_before: measured.and_then(|one| some(&one.before)),
        progress: measured.and_then(|one| some(&one.progress)),
        forecast: measured.and_then(|one| some(&one.forecast)),
        done_on: day(row.line.done_on),
        standing: row.standing.map(rules::Standing::as_str),
        standing_label: row.standing.map(rules::Standing::label),
        in_words: row.words.clone(),
        demonstration: row.line.is_demonstration,
        url: format!("{base}{}", board.public_href(row)),
        periods,
    }
}

fn table(board: &Board) -> Table {
    let heads = [
        "Số",
        "Nghị quyết",
        "Loại",
        "Nội dung",
        "Lĩnh vực",
        "Cơ quan chủ trì",
        "Xã, thị trấn",
        "Đơn vị tính",
        "Số gốc",
        "Kế hoạch",
        "Thực hiện",
        "Đến ngày",
        "Cùng kỳ",
        "Tiến độ",
        "Dự báo đến hạn",
        "Hạn",
        "Ngày hoàn thành",
        "Trạng thái",
        "Ghi chú",
    ];
    let rows = board
        .rows
        .iter()
        .map(|row| {
            let measured = row.measured.as_ref();
            let of = |value: fn(&crate::view::Measured) -> &String| {
                Cell::text(measured.map_or("", |one| value(one).as_str()))
            };
            let day = |on: Option<Date>| on.map_or_else(|| Cell::text(""), Cell::Date);
            vec![
                Cell::text(&row.number),
                Cell::text(board.resolution(row)),
                Cell::text(row.line.kind.label()),
                Cell::text(&row.line.text),
                Cell::text(row.line.sector.label()),
                Cell::text(&row.lead),
                Cell::text(&row.area),
                Cell::text(measured.map_or("", |one| one.one.unit.as_str())),
                of(|one| &one.baseline),
                of(|one| &one.target),
                of(|one| &one.actual),
                day(measured.and_then(|one| one.reached).map(|known| known.at)),
                of(|one| &one.before),
                of(|one| &one.progress),
                of(|one| &one.forecast),
                day(row.line.due_on),
                day(row.line.done_on),
                Cell::text(row.standing.map_or("", rules::Standing::label)),
                Cell::text(if row.line.is_demonstration { "dữ liệu minh họa" } else { "" }),
            ]
        })
        .collect();
    let columns = heads.map(|head| Column::left(head, if head == "Nội dung" { 5 } else { 2 })).to_vec();
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

/// The rows of a board in the form that an address ends with.
pub(crate) fn answer(
    ctx: &Ctx<'_>,
    board: &Board,
    title: &str,
    name: &str,
    ending: &str,
) -> Result<Answer, Problem> {
    let base = ctx.app.settings().public_url.clone();
    match ending {
        ".json" => {
            let items: Vec<Item> = board.rows.iter().map(|row| item(board, row, &base)).collect();
            Answer::json(&Listing { total: items.len(), rule: rules::forecast_rule(), items })
        }
        ".csv" => Ok(Answer::csv(&table(board), format!("{name}.csv"))),
        _ => {
            let sheet = Sheet {
                name: "Thực hiện".to_owned(),
                title: title.to_owned(),
                subtitle: rules::forecast_rule(),
                table: table(board),
            };
            Answer::xlsx(&[sheet], format!("{name}.xlsx"))
        }
    }
}
