//! Lists as data: JSON, CSV, Excel, Atom, and the calendar of visits.

use askama::Template;
use axum::response::Response;
use kernel::{Date, dates};
use kit::{Answer, Ctx, Form, ListFile, Problem, Visit, ical};
use papers::{Cell, Column, Sheet, Table};
use serde::Serialize;

use crate::model::Oversight;
use crate::pages::{Shown, own_filter, rows};
use crate::portal::asked;
use crate::store;

const EXPORT_MAX: i64 = 10_000;
const FEED_MAX: i64 = 50;

#[derive(Serialize)]
struct Item {
    code: String,
    kind: &'static str,
    kind_label: &'static str,
    form: &'static str,
    title: String,
    scope: String,
    by: String,
    by_kind: &'static str,
    bodies: String,
    year: i64,
    planned_from: String,
    planned_to: String,
    state: &'static str,
    state_label: &'static str,
    decided_on: Option<String>,
    began_on: Option<String>,
    field_ended_on: Option<String>,
    reported_on: Option<String>,
    concluded_on: Option<String>,
    closed_on: Option<String>,
    conclusion: Option<String>,
    demonstration: bool,
    url: String,
}

#[derive(Serialize)]
struct Items {
    total: usize,
    items: Vec<Item>,
}

fn listed(ctx: &mut Ctx<'_>, form: &Form, most: i64) -> Result<Vec<Shown>, Problem> {
    let (filter, _) = asked(ctx, form)?;
    let found = store::list(ctx.tx, &filter, None, most)?;
    Ok(rows(ctx, found, Oversight::public_path)?)
}

pub(crate) async fn json(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let base = ctx.app.settings().public_url.clone();
            let day = |on: Option<Date>| on.map(dates::iso);
            let items: Vec<Item> = listed(ctx, &form, EXPORT_MAX)?
                .into_iter()
                .map(|row| Item {
                    kind: row.one.kind.as_str(),
                    kind_label: row.one.kind.label(),
                    form: row.one.form.as_str(),
                    by_kind: row.one.body_kind.as_str(),
                    year: row.one.year,
                    planned_from: dates::iso(row.one.planned_from),
                    planned_to: dates::iso(row.one.planned_to),
                    state: row.one.state.as_str(),
                    state_label: row.one.state.label(),
                    decided_on: day(row.one.decided_on),
                    began_on: day(row.one.began_on),
                    field_ended_on: day(row.one.field_ended_on),
                    reported_on: day(row.one.reported_on),
                    concluded_on: day(row.one.concluded_on),
                    closed_on: day(row.one.closed_on),
                    conclusion: Some(row.one.conclusion).filter(|words| !words.is_empty()),
                    demonstration: row.one.is_demonstration,
                    url: format!("{base}{}", row.href),
                    by: row.by,
                    bodies: row.bodies,
                    code: row.one.code,
                    title: row.one.title,
                    scope: row.one.scope,
                })
                .collect();
            Answer::json(&Items { total: items.len(), items })
        })
        .await
}

fn table(rows: &[Shown], base: &str) -> Table {
    let day = |on: Option<Date>| on.map_or_else(|| Cell::text(""), Cell::Date);
    let cells = rows
        .iter()
        .map(|row| {
            let one = &row.one;
            vec![
                Cell::text(&one.code),
                Cell::text(one.kind.label()),
                Cell::text(&one.title),
                Cell::text(&row.by),
                Cell::text(&row.bodies),
                Cell::Date(one.planned_from),
                Cell::Date(one.planned_to),
                day(one.decided_on),
                day(one.field_ended_on),
                day(one.reported_on),
                day(one.concluded_on),
                Cell::text(one.state.label()),
                Cell::text(format!("{base}{}", row.href)),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Mã", 3),
        Column::left("Loại", 4),
        Column::left("Nội dung", 10),
        Column::left("Chủ thể", 4),
        Column::left("Cơ quan chịu sự giám sát", 7),
        Column::center("Từ ngày", 3),
        Column::center("Đến ngày", 3),
        Column::center("Quyết định", 3),
        Column::center("Kết thúc cơ sở", 3),
        Column::center("Báo cáo", 3),
        Column::center("Kết luận", 3),
        Column::left("Bước", 4),
        Column::left("Địa chỉ", 6),
    ];
    Table { caption: String::new(), columns, rows: cells, notes: Vec::new() }
}

const TITLE: &str = "Giám sát, khảo sát";

pub(crate) async fn csv(visit: Visit) -> Response {
    file(visit, ListFile::Csv).await
}

pub(crate) async fn xlsx(visit: Visit) -> Response {
    file(visit, ListFile::Xlsx).await
}

async fn file(visit: Visit, file: ListFile) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let base = ctx.app.settings().public_url.clone();
            let table = table(&listed(ctx, &form, EXPORT_MAX)?, &base);
            Answer::list(ctx, file, TITLE, "giam-sat", table)
        })
        .await
}

fn own_table(ctx: &mut Ctx<'_>, form: &Form) -> Result<Table, Problem> {
    if ctx.actor.council.is_none() && ctx.actor.organization.is_none() {
        return Err(Problem::NotFound);
    }
    let filter = own_filter(ctx, form);
    let found = store::list(ctx.tx, &filter, None, EXPORT_MAX)?;
    let rows = rows(ctx, found, Oversight::path)?;
    Ok(table(&rows, &ctx.app.settings().public_url))
}

pub(crate) async fn own_csv(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Ok(Answer::csv(&own_table(ctx, &form)?, "giam-sat.csv"))).await
}

pub(crate) async fn own_xlsx(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let table = own_table(ctx, &form)?;
            let sheet = Sheet {
                name: "Giám sát".to_owned(),
                title: "SỔ THEO DÕI GIÁM SÁT, KHẢO SÁT".to_owned(),
                subtitle: format!("Đến ngày {}", dates::print(ctx.today)),
                table,
            };
            Answer::xlsx(&[sheet], "giam-sat.xlsx")
        })
        .await
}

struct FeedEntry {
    url: String,
    title: String,
    updated: String,
    summary: String,
}

#[derive(Template)]
#[template(path = "oversight/feed.xml")]
struct Feed {
    base: String,
    query: String,
    author: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

pub(crate) async fn atom(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let found = listed(ctx, &form, FEED_MAX)?;
            let base = ctx.app.settings().public_url.clone();
            let entries: Vec<FeedEntry> = found
                .iter()
                .map(|row| {
                    let on = crate::rules::last_day(&row.one).max(row.one.closed_on);
                    FeedEntry {
                        url: format!("{base}{}", row.href),
                        title: format!("{}: {}", row.one.label(), row.one.title),
                        updated: dates::rfc3339(dates::midnight(on.unwrap_or(row.one.planned_from))),
                        summary: format!("{}. {}", row.by, row.badge.words),
                    }
                })
                .collect();
            let updated = entries.iter().map(|entry| entry.updated.clone()).max();
            let feed = Feed {
                query: form.query(&crate::pages::FILTERS, None),
                author: ctx.shell("")?.council_name,
                updated: updated.unwrap_or_else(|| dates::rfc3339(dates::midnight(ctx.today))),
                base,
                entries,
            };
            let body = feed.render().map_err(|error| Problem::Internal(error.to_string()))?;
            Ok(Answer::text("application/atom+xml; charset=utf-8", body))
        })
        .await
}

/// The visits of the council's oversights, from half a year ago on: for programmes that subscribe.
pub(crate) async fn calendar(visit: Visit) -> Response {
    const BACK_DAYS: i64 = 183;
    const AHEAD_DAYS: i64 = 730;
    visit
        .read(|ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let day = |days: i64| dates::date_of(dates::midnight(ctx.today) + days * 86_400_000);
            let (from, to) = (day(-BACK_DAYS), day(AHEAD_DAYS));
            let events: Vec<ical::Event> = store::public_visits(ctx.tx, council.id, from, to)?
                .into_iter()
                .map(|(id, on, starts, place, code, title, cancelled_on, version)| ical::Event {
                    id: id.to_string(),
                    from: on,
                    to: on,
                    starts: starts.split_once(':').and_then(|(hour, minute)| {
                        let minutes = hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?;
                        Some(dates::midnight(on) + minutes * 60_000)
                    }),
                    title: format!("{code}: {title}"),
                    place,
                    href: format!("/giam-sat/{code}"),
                    sequence: version - 1,
                    is_off: cancelled_on.is_some(),
                })
                .collect();
            let name = format!("Lịch giám sát, {}", council.short_name);
            let body = ical::calendar(&ctx.app.settings().public_url, &name, ctx.now, &events);
            Ok(Answer::text("text/calendar; charset=utf-8", body))
        })
        .await
}
