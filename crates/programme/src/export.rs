//! A programme as a file: .docx (a table of NĐ 30), .pdf, .xlsx, .csv, .ics; the public list as
//! JSON.

use axum::extract::Path;
use axum::response::Response;
use kernel::{dates, numbers};
use kit::ical::{self, Event};
use kit::{Answer, Ctx, Problem, Visit};
use papers::{Block, Cell, Column, Letter, Sheet, Signature, Table};
use serde::Serialize;

use crate::model::{Item, Kind, OversightGroup, Paper, Programme, State};
use crate::pages::find;
use crate::portal;
use crate::store::{self, Filter};
use crate::view;

const NAME: &str = "chuong-trinh";
const JSON_MAX: i64 = 500;

/// The columns by which a table is pasted in again.
fn table(ctx: &Ctx<'_>, one: &Programme, items: &[Item]) -> Table {
    let is_oversight = one.kind == Kind::Oversight;
    let mut columns = vec![
        Column::center("STT", 1),
        Column::left("Nội dung", 8),
        Column::left("Thời gian", 2),
        Column::left("Chủ trì", 3),
        Column::left("Phối hợp", 3),
        Column::left("Sản phẩm", 2),
        Column::left("Hạn", 2),
    ];
    if is_oversight {
        columns.push(Column::left("Nhóm", 2));
    }
    columns.extend([
        Column::left("Trọng tâm", 1),
        Column::left("Ngày hoàn thành", 2),
        Column::left("Kết quả thực hiện", 4),
    ]);
    let row = |(item, number): (&Item, i64)| {
        let mut cells = vec![
            Cell::text(number.to_string()),
            Cell::text(&item.title),
            Cell::text(when_short(item)),
            Cell::text(&item.lead),
            Cell::text(&item.cooperating),
            Cell::text(&item.product),
            Cell::Date(item.due_on),
        ];
        if is_oversight {
            cells.push(Cell::text(item.oversight_group.map_or("", OversightGroup::as_str)));
        }
        cells.extend([
            Cell::text(if item.is_key { "x" } else { "" }),
            item.done_on.map_or_else(|| Cell::text(""), Cell::Date),
            Cell::text(result(ctx, item)),
        ]);
        cells
    };
    let rows = items.iter().filter(|item| item.dropped_on.is_none()).zip(1..).map(row).collect();
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

/// "Tháng 3" or "Quý I", as a table writes it.
pub(crate) fn when_short(item: &Item) -> String {
    match item.month {
        Some(month) => format!("Tháng {month}"),
        None => format!("Quý {}", numbers::roman(u32::try_from(item.quarter).unwrap_or(1))),
    }
}

fn result(ctx: &Ctx<'_>, item: &Item) -> String {
    let badge = view::badge(item, ctx.today, ctx.law).words;
    match (&item.realised_label, item.evidence.as_str()) {
        (Some(label), _) => format!("{badge}: {label}"),
        (None, "") => badge,
        (None, evidence) => format!("{badge}: {evidence}"),
    }
}

/// The programme as a paper: by quarter, with the table that NĐ 30 asks of an appendix.
fn letter(ctx: &mut Ctx<'_>, one: &Programme, items: &[Item]) -> Result<Letter, Problem> {
    let head = follow::Head::of(ctx, one.council_id)?;
    let body = directory::organization(ctx.tx, one.body_id)?.ok_or(Problem::NotFound)?;
    let columns = || {
        vec![
            Column::center("STT", 1),
            Column::left("Nội dung", 8),
            Column::left("Thời gian", 3),
            Column::left("Chủ trì", 4),
            Column::left("Phối hợp", 4),
            Column::left("Sản phẩm", 3),
        ]
    };
    let opening = match one.paper {
        Some(paper) => format!(
            "{} được quyết định bằng {} {}; {} thực hiện các nội dung sau:",
            one.label(),
            paper.label().to_lowercase(),
            one.reference,
            body.name
        ),
        None => format!("Dự thảo {} của {}:", one.label().to_lowercase(), body.name),
    };
    let mut blocks = vec![Block::paragraph(opening)];
    let mut number = 0;
    for quarter in 1..=4_i64 {
        let rows: Vec<Vec<Cell>> = items
            .iter()
            .filter(|item| item.quarter == quarter && item.dropped_on.is_none())
            .map(|item| {
                number += 1;
                let title = match item.oversight_group {
                    Some(group) => format!("{} ({})", item.title, group.as_str()),
                    None => item.title.clone(),
                };
                vec![
                    Cell::text(number.to_string()),
                    Cell::text(title),
                    Cell::text(format!("{}, hạn {}", when_short(item), dates::print(item.due_on))),
                    Cell::text(&item.lead),
                    Cell::text(&item.cooperating),
                    Cell::text(&item.product),
                ]
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        let roman = numbers::roman(u32::try_from(quarter).unwrap_or(1));
        blocks.push(Block::Heading(format!("QUÝ {roman}")));
        let (caption, notes) = (String::new(), Vec::new());
        blocks.push(Block::Table(Table { caption, columns: columns(), rows, notes }));
    }
    let (lines, name) = match one.state {
        State::Decided => (vec![format!("TM. {}", body.short_name.to_uppercase())], one.signer.clone()),
        State::Draft => (vec![format!("TM. {}", body.short_name.to_uppercase())], String::new()),
    };
    Ok(Letter {
        superior: None,
        issuer: body.name,
        number: None,
        subject_line: None,
        place: head.place,
        date: one.decided_on.unwrap_or(ctx.today),
        kind: Some(if one.paper == Some(Paper::Plan) { "KẾ HOẠCH" } else { "CHƯƠNG TRÌNH" }.to_owned()),
        title: Some(match one.kind {
            Kind::Work => format!("Công tác năm {}", one.year),
            Kind::Oversight => format!("Giám sát năm {}", one.year),
        }),
        addressees: Vec::new(),
        body: blocks,
        signature: Signature { lines, name },
        recipients: vec!["Các cơ quan có tên trong chương trình".to_owned(), "Lưu: VT.".to_owned()],
        footer_url: one.is_open().then(|| format!("{}{}", ctx.app.settings().public_url, one.public_path())),
        demonstration: one.is_demonstration,
    })
}

/// The files of a programme, by the name at the end of the address.
pub(crate) async fn file(visit: Visit, Path((id, name)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            let items = store::items(ctx.tx, one.id)?;
            let stem = format!("{NAME}-{}-{}", one.kind.as_str(), one.year);
            match name.as_str() {
                "chuong-trinh.docx" => Answer::docx(&letter(ctx, &one, &items)?, format!("{stem}.docx")),
                "chuong-trinh.pdf" => {
                    let letter = letter(ctx, &one, &items)?;
                    Answer::pdf(ctx.app, &letter, format!("{stem}.pdf"))
                }
                "chuong-trinh.xlsx" => {
                    let sheet = Sheet {
                        name: format!("{} {}", one.kind.label(), one.year),
                        title: one.label(),
                        subtitle: body_name(ctx, &one)?,
                        table: table(ctx, &one, &items),
                    };
                    Answer::xlsx(&[sheet], format!("{stem}.xlsx"))
                }
                "chuong-trinh.csv" => Ok(Answer::csv(&table(ctx, &one, &items), format!("{stem}.csv"))),
                "chuong-trinh.ics" => calendar(ctx, &one, &items),
                _ => Err(Problem::NotFound),
            }
        })
        .await
}

fn body_name(ctx: &mut Ctx<'_>, one: &Programme) -> Result<String, Problem> {
    Ok(directory::organization(ctx.tx, one.body_id)?.map(|body| body.name).unwrap_or_default())
}

fn calendar(ctx: &mut Ctx<'_>, one: &Programme, items: &[Item]) -> Result<Answer, Problem> {
    let names = directory::names(ctx.tx)?;
    let events: Vec<Event> = items.iter().map(|item| event(one, item)).collect();
    let body = names.get(&one.body_id).map_or("", String::as_str);
    let name = format!("{}, {body}", one.label());
    let text = ical::calendar(&ctx.app.settings().public_url, &name, ctx.now, &events);
    Ok(Answer::text("text/calendar; charset=utf-8", text))
}

/// An item in a calendar: on the day by which it is due.
pub(crate) fn event(one: &Programme, item: &Item) -> Event {
    Event {
        id: item.id.to_string(),
        from: item.due_on,
        to: item.due_on,
        starts: None,
        title: format!("Hạn: {}", item.title),
        place: String::new(),
        href: one.public_path(),
        sequence: item.version - 1,
        is_off: item.dropped_on.is_some(),
    }
}

#[derive(Serialize)]
struct Line {
    body: String,
    kind: &'static str,
    year: i64,
    decided_on: Option<String>,
    reference: String,
    signer: String,
    items: i64,
    done: i64,
    demonstration: bool,
    url: String,
}

#[derive(Serialize)]
struct Lines {
    total: usize,
    programmes: Vec<Line>,
}

pub(crate) async fn json(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter: Filter = portal::asked(&form);
            let found = store::list(ctx.tx, &filter, None, JSON_MAX)?;
            let ids: Vec<_> = found.iter().map(|one| one.id).collect();
            let progress = store::progress(ctx.tx, &ids)?;
            let names = directory::names(ctx.tx)?;
            let base = ctx.app.settings().public_url.clone();
            let programmes: Vec<Line> = found
                .into_iter()
                .map(|one| {
                    let (done, items) = progress
                        .iter()
                        .find(|(id, ..)| *id == one.id)
                        .map_or((0, 0), |(_, done, all)| (*done, *all));
                    Line {
                        body: names.get(&one.body_id).cloned().unwrap_or_default(),
                        kind: one.kind.as_str(),
                        year: one.year,
                        decided_on: one.decided_on.map(dates::iso),
                        url: format!("{base}{}", one.public_path()),
                        reference: one.reference,
                        signer: one.signer,
                        items,
                        done,
                        demonstration: one.is_demonstration,
                    }
                })
                .collect();
            Answer::json(&Lines { total: programmes.len(), programmes })
        })
        .await
}

/// The items of a body's decided programmes of the years of a window, as events of its calendar.
pub fn events(
    tx: &mut db::Tx,
    council: kernel::OrganizationId,
    body: kernel::OrganizationId,
    from: kernel::Date,
    to: kernel::Date,
) -> db::Result<Vec<Event>> {
    let mut own = Vec::new();
    for year in from.year()..=to.year() {
        own.extend(
            store::of_year(tx, council, i64::from(year))?.into_iter().filter(|one| one.body_id == body),
        );
    }
    let due = store::due_between(tx, council, from, to)?;
    Ok(due
        .iter()
        .filter_map(|item| own.iter().find(|one| one.id == item.programme_id).map(|one| event(one, item)))
        .collect())
}
