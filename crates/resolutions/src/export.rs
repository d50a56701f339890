//! The register as data: JSON, CSV, a feed.

use askama::Template;
use axum::response::Response;
use kernel::{Date, dates};
use kit::{Answer, Ctx, Form, ListFile, Problem, Visit};
use papers::{Cell, Column, Table};
use serde::Serialize;

use crate::address::Addresses;
use crate::model::{Resolution, Series};
use crate::pages::{may_create, own_filter};
use crate::portal::{Asked, asked};
use crate::store;

const EXPORT_MAX: i64 = 10_000;
const FEED_MAX: i64 = 50;

#[derive(Serialize)]
struct Item {
    id: String,
    number: String,
    title: String,
    council: String,
    kind: &'static str,
    kind_label: &'static str,
    year: i64,
    seq: i64,
    adopted_on: String,
    signed_on: Option<String>,
    effective_on: Option<String>,
    expired_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shortened_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shortened_reason: Option<String>,
    sent_up_on: Option<String>,
    send_up_due_on: Option<String>,
    force_on: String,
    force: &'static str,
    force_label: &'static str,
    session_id: Option<String>,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

#[derive(Serialize)]
struct Items {
    total: usize,
    items: Vec<Item>,
}

fn item(one: &Resolution, council: &str, address: &str, on: Date) -> Item {
    let series = Series::of(one.is_normative);
    let force = one.force(on);
    Item {
        id: one.id.to_string(),
        number: one.number.clone(),
        title: one.title.clone(),
        council: council.to_owned(),
        kind: series.as_str(),
        kind_label: series.label(),
        year: one.year,
        seq: one.seq,
        adopted_on: dates::iso(one.adopted_on),
        signed_on: one.signed_on.map(dates::iso),
        effective_on: one.effective_on.map(dates::iso),
        expired_on: one.expired_on.map(dates::iso),
        shortened_by: one.shortened_by.clone(),
        shortened_reason: one.shortened_reason.clone(),
        sent_up_on: one.sent_up_on.map(dates::iso),
        send_up_due_on: one.send_up_due_on.map(dates::iso),
        force_on: dates::iso(on),
        force: force.as_str(),
        force_label: force.label(),
        session_id: one.session_id.map(|id| id.to_string()),
        url: address.to_owned(),
        body: None,
    }
}

/// One resolution with its text as JSON; force as it stands on a day.
pub(crate) fn one(
    ctx: &mut Ctx<'_>,
    one: &Resolution,
    addresses: &Addresses,
    on: Date,
) -> Result<Answer, Problem> {
    let names = directory::names(ctx.tx)?;
    let council = names.get(&one.council_id).map_or("", String::as_str);
    let address = format!("{}{}", ctx.app.settings().public_url, addresses.of(one));
    Answer::json(&Item { body: Some(one.body.clone()), ..item(one, council, &address, on) })
}

/// The resolutions that the page of the same address lists, all of them up to `most`.
fn listed(ctx: &mut Ctx<'_>, form: &Form, most: i64) -> Result<(Vec<Resolution>, Asked), Problem> {
    let asked = asked(ctx, form)?;
    Ok((store::list(ctx.tx, &asked.filter, None, most)?, asked))
}

pub(crate) async fn json(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (found, asked) = listed(ctx, &form, EXPORT_MAX)?;
            let names = directory::names(ctx.tx)?;
            let base = &ctx.app.settings().public_url;
            let items: Vec<Item> = found
                .iter()
                .map(|one| {
                    let council = names.get(&one.council_id).map_or("", String::as_str);
                    item(one, council, &format!("{base}{}", asked.addresses.of(one)), asked.on)
                })
                .collect();
            Answer::json(&Items { total: items.len(), items })
        })
        .await
}

/// Resolutions as a table; force as it stands on a day.
fn table(
    ctx: &mut Ctx<'_>,
    found: &[Resolution],
    on: Date,
    address: impl Fn(&Resolution) -> String,
) -> Result<Table, Problem> {
    let names = directory::names(ctx.tx)?;
    let base = &ctx.app.settings().public_url;
    let day = |on: Option<Date>| on.map_or_else(|| Cell::text(""), Cell::Date);
    let rows = found
        .iter()
        .map(|one| {
            vec![
                Cell::text(names.get(&one.council_id).map_or("", String::as_str)),
                Cell::text(&one.number),
                Cell::text(&one.title),
                Cell::text(Series::of(one.is_normative).label()),
                Cell::Date(one.adopted_on),
                day(one.signed_on),
                day(one.effective_on),
                day(one.expired_on),
                day(one.send_up_due_on),
                day(one.sent_up_on),
                Cell::text(one.force(on).label()),
                Cell::text(format!("{base}{}", address(one))),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Hội đồng nhân dân", 4),
        Column::left("Số", 3),
        Column::left("Trích yếu", 9),
        Column::left("Loại", 3),
        Column::center("Thông qua", 2),
        Column::center("Ký", 2),
        Column::center("Có hiệu lực", 2),
        Column::center("Hết hiệu lực", 2),
        Column::center("Hạn gửi cấp trên", 2),
        Column::center("Gửi cấp trên", 2),
        Column::left("Hiệu lực", 3),
        Column::left("Địa chỉ", 6),
    ];
    Ok(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

const TITLE: &str = "Nghị quyết";

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
            let (found, asked) = listed(ctx, &form, EXPORT_MAX)?;
            let table = table(ctx, &found, asked.on, |one| asked.addresses.of(one))?;
            Answer::list(ctx, file, TITLE, "nghi-quyet", table)
        })
        .await
}

pub(crate) async fn own_csv(visit: Visit) -> Response {
    own_file(visit, ListFile::Csv).await
}

pub(crate) async fn own_xlsx(visit: Visit) -> Response {
    own_file(visit, ListFile::Xlsx).await
}

/// The list of the workspace, under the filters of its address.
async fn own_file(visit: Visit, file: ListFile) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (filter, _) = own_filter(ctx, &form)?;
            let found = store::list(ctx.tx, &filter, None, EXPORT_MAX)?;
            let addresses = Addresses::load(ctx.tx, ctx.today)?;
            let keeps = filter.council.is_some_and(|council| may_create(ctx, council));
            let address = |one: &Resolution| if keeps { one.path() } else { addresses.of(one) };
            let table = table(ctx, &found, ctx.today, address)?;
            Answer::list(ctx, file, TITLE, "nghi-quyet", table)
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
#[template(path = "resolutions/feed.xml")]
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
            let (found, asked) = listed(ctx, &form, FEED_MAX)?;
            let base = ctx.app.settings().public_url.clone();
            let entries: Vec<FeedEntry> = found
                .iter()
                .map(|one| FeedEntry {
                    url: format!("{base}{}", asked.addresses.of(one)),
                    title: one.label(),
                    updated: dates::rfc3339(dates::midnight(one.signed_on.unwrap_or(one.adopted_on))),
                    summary: format!("{}. Thông qua ngày {}", one.title, dates::print(one.adopted_on)),
                })
                .collect();
            let updated = entries.iter().map(|entry| entry.updated.clone()).max();
            let feed = Feed {
                query: asked.query.print(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_feed_stay_words() {
        let entry = FeedEntry {
            url: "http://x/1".to_owned(),
            title: "</title><script>&".to_owned(),
            updated: "2020-10-15T00:00:00+07:00".to_owned(),
            summary: String::new(),
        };
        let feed = Feed {
            base: "http://x".to_owned(),
            query: "?loai=a&nam=2020".to_owned(),
            author: "HĐND huyện".to_owned(),
            updated: entry.updated.clone(),
            entries: vec![entry],
        };
        let xml = feed.render().unwrap();
        assert!(!xml.contains("<script>") && !xml.contains("a&nam"), "{xml}");
    }
}
