//! The public list as data: JSON, CSV.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use kernel::{Date, OrganizationId, PersonId, dates};
use kit::{Answer, Ctx, Form, ListFile, Problem, Visit, listing};
use papers::{Cell, Column, Table};
use serde::Serialize;

use crate::model::{Mode, Question};
use crate::pages::{FILTERS, askers, own_filter};
use crate::portal::asked;
use crate::store;

const EXPORT_MAX: i64 = 10_000;
const FEED_MAX: i64 = 50;
/// Rows of a page of data.
const DATA_ROWS: i64 = 500;

#[derive(Serialize)]
struct Item {
    code: String,
    asker: String,
    addressee: String,
    addressee_body: String,
    text: String,
    asked_on: String,
    session: Option<String>,
    state: &'static str,
    state_label: &'static str,
    mode: Option<&'static str>,
    due_on: Option<String>,
    answered_on: Option<String>,
    signer: Option<String>,
    answer: Option<String>,
    satisfied: Option<bool>,
    demonstration: bool,
    url: String,
}

#[derive(Serialize)]
struct Page {
    /// On all pages.
    total: i64,
    items: Vec<Item>,
    /// The address of the next page.
    next: Option<String>,
}

/// The questions that the page of the same address lists, with the names in them.
struct Listed {
    total: i64,
    found: Vec<Question>,
    askers: HashMap<PersonId, String>,
    bodies: HashMap<OrganizationId, String>,
    sessions: HashMap<kernel::SessionId, String>,
    base: String,
}

fn listed(ctx: &mut Ctx<'_>, form: &Form, most: i64) -> Result<Listed, Problem> {
    let (filter, council) = asked(ctx, form)?;
    let found = store::list(ctx.tx, &filter, listing::after(form.value("sau")), most)?;
    let sessions = sessions::list_of_council(ctx.tx, council)?.into_iter().filter(|one| one.is_public);
    Ok(Listed {
        askers: askers(ctx, &found)?,
        bodies: directory::names(ctx.tx)?,
        sessions: sessions.map(|one| (one.id, one.label())).collect(),
        base: ctx.app.settings().public_url.clone(),
        total: store::count(ctx.tx, &filter)?,
        found,
    })
}

pub(crate) async fn json(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let all = listed(ctx, &form, DATA_ROWS)?;
            let address = format!("/chat-van.json{}", form.query(&FILTERS, None));
            let next = listing::next(&address, &all.found, DATA_ROWS, |one| (one.asked_on, one.id));
            let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
            let items: Vec<Item> = all
                .found
                .iter()
                .map(|one| Item {
                    code: one.code.clone(),
                    asker: all.askers.get(&one.person_id).cloned().unwrap_or_default(),
                    addressee: one.addressee.clone(),
                    addressee_body: all.bodies.get(&one.addressee_id).cloned().unwrap_or_default(),
                    text: one.text.clone(),
                    asked_on: dates::iso(one.asked_on),
                    session: one.session_id.and_then(|id| all.sessions.get(&id).cloned()),
                    state: one.state.as_str(),
                    state_label: one.state.label(),
                    mode: one.mode.map(Mode::as_str),
                    due_on: one.due_on.map(dates::iso),
                    answered_on: one.answered_on.map(dates::iso),
                    signer: some(&one.signer),
                    answer: some(&one.answer),
                    satisfied: one.is_satisfied,
                    demonstration: one.is_demonstration,
                    url: format!("{}{}", all.base, one.public_path()),
                })
                .collect();
            Answer::json(&Page { total: all.total, items, next })
        })
        .await
}

/// Questions as a table.
fn table(all: &Listed, address: fn(&Question) -> String) -> Table {
    let day = |on: Option<Date>| on.map_or_else(|| Cell::text(""), Cell::Date);
    let rows = all
        .found
        .iter()
        .map(|one| {
            vec![
                Cell::text(&one.code),
                Cell::text(all.askers.get(&one.person_id).map_or("", String::as_str)),
                Cell::text(&one.addressee),
                Cell::text(&one.text),
                Cell::text(one.session_id.and_then(|id| all.sessions.get(&id)).map_or("", String::as_str)),
                Cell::Date(one.asked_on),
                Cell::text(one.mode.map_or("", Mode::label)),
                day(one.due_on),
                day(one.answered_on),
                Cell::text(&one.signer),
                Cell::text(one.state.label()),
                Cell::text(format!("{}{}", all.base, address(one))),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Mã", 3),
        Column::left("Đại biểu", 4),
        Column::left("Người bị chất vấn", 4),
        Column::left("Nội dung", 9),
        Column::left("Kỳ họp", 3),
        Column::center("Ngày chất vấn", 2),
        Column::left("Hình thức trả lời", 3),
        Column::center("Hạn trả lời", 2),
        Column::center("Ngày trả lời", 2),
        Column::left("Người trả lời", 4),
        Column::left("Trạng thái", 3),
        Column::left("Địa chỉ", 5),
    ];
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

const TITLE: &str = "Chất vấn";

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
            let table = table(&listed(ctx, &form, EXPORT_MAX)?, Question::public_path);
            Answer::list(ctx, file, TITLE, "chat-van", table)
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
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let filter = own_filter(ctx, council, &form);
            let found = store::list(ctx.tx, &filter, None, EXPORT_MAX)?;
            let sessions = sessions::list_of_council(ctx.tx, council)?;
            let all = Listed {
                askers: askers(ctx, &found)?,
                bodies: directory::names(ctx.tx)?,
                sessions: sessions.into_iter().map(|one| (one.id, one.label())).collect(),
                base: ctx.app.settings().public_url.clone(),
                total: store::count(ctx.tx, &filter)?,
                found,
            };
            Answer::list(ctx, file, TITLE, "chat-van", table(&all, Question::path))
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
#[template(path = "questions/feed.xml")]
struct Feed {
    base: String,
    query: String,
    author: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

/// The newest public questions as a feed.
pub(crate) async fn atom(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let all = listed(ctx, &form, FEED_MAX)?;
            let asker = |one: &Question| all.askers.get(&one.person_id).map_or("", String::as_str);
            let entries: Vec<FeedEntry> = all
                .found
                .iter()
                .map(|one| FeedEntry {
                    url: format!("{}{}", all.base, one.public_path()),
                    title: format!("{}: {} chất vấn {}", one.code, asker(one), one.addressee),
                    updated: dates::rfc3339(dates::midnight(one.answered_on.unwrap_or(one.asked_on))),
                    summary: format!(
                        "{} {}",
                        one.state.label(),
                        kernel::text::truncate_words(&one.text, 300)
                    ),
                })
                .collect();
            let updated = entries.iter().map(|entry| entry.updated.clone()).max();
            let feed = Feed {
                query: form.query(&FILTERS, None),
                author: ctx.shell("")?.council_name,
                updated: updated.unwrap_or_else(|| dates::rfc3339(dates::midnight(ctx.today))),
                base: all.base,
                entries,
            };
            let body = feed.render().map_err(|error| Problem::Internal(error.to_string()))?;
            Ok(Answer::text("application/atom+xml; charset=utf-8", body))
        })
        .await
}
