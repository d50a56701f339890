//! The register as data: JSON, CSV, a feed, a calendar.

use askama::Template;
use axum::response::Response;
use kernel::dates;
use kit::{Answer, Ctx, Form, ListFile, Problem, Visit};
use papers::{Cell, Column, Table};
use serde::Serialize;

use crate::address::Addresses;
use crate::calendar::{self, Event};
use crate::model::{Session, State};
use crate::pages::{may_create, own_filter};
use crate::portal::{Asked, asked};
use crate::store;

const EXPORT_MAX: i64 = 10_000;
const FEED_MAX: i64 = 50;

#[derive(Serialize)]
struct Item {
    id: String,
    label: String,
    council: String,
    number: i64,
    kind: &'static str,
    kind_label: &'static str,
    title: String,
    place: String,
    opened_on: String,
    closed_on: Option<String>,
    archived_on: Option<String>,
    state: &'static str,
    state_label: &'static str,
    summary: String,
    url: String,
    resolutions_url: String,
}

#[derive(Serialize)]
struct Items {
    total: usize,
    items: Vec<Item>,
}

fn item(session: &Session, council: &str, addresses: &Addresses, base: &str) -> Item {
    Item {
        id: session.id.to_string(),
        label: session.label(),
        council: council.to_owned(),
        number: session.number,
        kind: session.kind.as_str(),
        kind_label: session.kind.label(),
        title: session.title.clone(),
        place: session.place.clone(),
        opened_on: dates::iso(session.opened_on),
        closed_on: session.closed_on.map(dates::iso),
        archived_on: session.archived_on.map(dates::iso),
        state: session.state.as_str(),
        state_label: session.state.label(),
        summary: session.summary.clone(),
        url: format!("{base}{}", addresses.of(session)),
        resolutions_url: format!("{base}/nghi-quyet.json?ky-hop={}", addresses.key(session)),
    }
}

/// One session as JSON.
pub(crate) fn one(ctx: &mut Ctx<'_>, session: &Session, addresses: &Addresses) -> Result<Answer, Problem> {
    let names = directory::names(ctx.tx)?;
    let council = names.get(&session.council_id).map_or("", String::as_str);
    Answer::json(&item(session, council, addresses, &ctx.app.settings().public_url))
}

/// The sessions that the page of the same address lists, all of them up to `most`.
fn listed(ctx: &mut Ctx<'_>, form: &Form, most: i64) -> Result<(Vec<Session>, Asked), Problem> {
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
            let name = |one: &Session| names.get(&one.council_id).map_or("", String::as_str);
            let items: Vec<Item> =
                found.iter().map(|one| item(one, name(one), &asked.addresses, base)).collect();
            Answer::json(&Items { total: items.len(), items })
        })
        .await
}

/// Sessions as a table.
fn table(
    ctx: &mut Ctx<'_>,
    found: &[Session],
    address: impl Fn(&Session) -> String,
) -> Result<Table, Problem> {
    let names = directory::names(ctx.tx)?;
    let base = &ctx.app.settings().public_url;
    let rows = found
        .iter()
        .map(|one| {
            vec![
                Cell::text(names.get(&one.council_id).map_or("", String::as_str)),
                Cell::text(one.label()),
                Cell::text(one.kind.label()),
                Cell::text(&one.title),
                Cell::Date(one.opened_on),
                one.closed_on.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(&one.place),
                Cell::text(one.standing()),
                Cell::text(&one.summary),
                Cell::text(format!("{base}{}", address(one))),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Hội đồng nhân dân", 4),
        Column::left("Kỳ họp", 4),
        Column::left("Loại", 3),
        Column::left("Tên gọi", 6),
        Column::center("Khai mạc", 2),
        Column::center("Bế mạc", 2),
        Column::left("Nơi họp", 5),
        Column::left("Trạng thái", 3),
        Column::left("Tóm tắt", 9),
        Column::left("Địa chỉ", 6),
    ];
    Ok(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

const TITLE: &str = "Kỳ họp";

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
            let table = table(ctx, &found, |one| asked.addresses.of(one))?;
            Answer::list(ctx, file, TITLE, "ky-hop", table)
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
            let address = |one: &Session| if keeps { one.path() } else { addresses.of(one) };
            let table = table(ctx, &found, address)?;
            Answer::list(ctx, file, TITLE, "ky-hop", table)
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
#[template(path = "sessions/feed.xml")]
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
                    updated: dates::rfc3339(dates::midnight(one.closed_on.unwrap_or(one.opened_on))),
                    summary: format!("{}. {}. {}", one.days(), one.standing(), one.summary),
                })
                .collect();
            let updated = entries.iter().map(|entry| entry.updated.clone()).max();
            let feed = Feed {
                query: asked.query,
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

pub(crate) async fn ics(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (found, asked) = listed(ctx, &form, EXPORT_MAX)?;
            let names = directory::names(ctx.tx)?;
            let base = ctx.app.settings().public_url.clone();
            let host = base.split("//").last().unwrap_or("nghisu").to_owned();
            let events: Vec<Event> = found
                .iter()
                .map(|one| Event {
                    uid: format!("{}@{host}", one.id),
                    from: one.opened_on,
                    to: one.closed_on.unwrap_or(one.opened_on),
                    summary: format!(
                        "{}, {}",
                        one.label(),
                        names.get(&one.council_id).map_or("", String::as_str)
                    ),
                    place: one.place.clone(),
                    url: format!("{base}{}", asked.addresses.of(one)),
                    status: match one.state {
                        State::Planned | State::Postponed => "TENTATIVE",
                        State::Convened | State::Opened | State::Closed => "CONFIRMED",
                        State::Cancelled => "CANCELLED",
                    },
                    sequence: one.version - 1,
                })
                .collect();
            // The day, not the moment: an unchanged calendar stays the same file
            let stamp = format!("{}T000000Z", dates::iso(ctx.today).replace('-', ""));
            Ok(Answer::text("text/calendar; charset=utf-8", calendar::calendar("Kỳ họp", &stamp, &events)))
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
