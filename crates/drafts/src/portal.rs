//! What anyone may read: drafts that are out, their texts, and what is proposed to them.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, DraftId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, FeedEntry, ListFile, Problem, Shell, Visit};
use papers::{Cell, Column, Table};
use serde::Serialize;
use sessions::Addresses;

use crate::common::{Seen, load, load_many};
use crate::model::{Draft, VersionLine};
use crate::store;
use crate::view::{Reading, badge, cards};

/// More are not out at once; a list that is longer is cut.
const ROWS_MAX: i64 = 200;

struct Row {
    draft: Draft,
    session: String,
    council: String,
    by: String,
    badge: Badge,
    until: String,
    is_over: bool,
}

/// The drafts that anyone may read and that are not decided.
fn rows(ctx: &mut Ctx<'_>) -> Result<Vec<Row>, Problem> {
    let names = directory::names(ctx.tx)?;
    let name = |id| names.get(&id).cloned().unwrap_or_default();
    let out = store::drafts_out(ctx.tx, ROWS_MAX)?;
    let mut rows = Vec::new();
    for seen in load_many(ctx.tx, out)? {
        if !seen.facts().is_public {
            continue;
        }
        let draft = seen.draft;
        rows.push(Row {
            session: seen.session.label(),
            council: name(draft.council_id),
            by: name(draft.submitted_by),
            badge: badge(draft.state),
            until: draft.comment_until.map(dates::print).unwrap_or_default(),
            is_over: draft.comment_until.is_some_and(|until| until < ctx.today),
            draft,
        });
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "drafts/public_list.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
}

pub(crate) async fn list(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let rows = rows(ctx)?;
            let shell = ctx
                .shell("Dự thảo nghị quyết")?
                .crumb("Trang chủ", "/")
                .crumb("Dự thảo nghị quyết", "/du-thao");
            Answer::page(&ListPage { shell, rows })
        })
        .await
}

/// The same list as a file.
pub(crate) async fn file(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let base = ctx.app.settings().public_url.clone();
            let rows = rows(ctx)?
                .into_iter()
                .map(|row| {
                    let until = row.draft.comment_until.map_or_else(|| Cell::text(""), Cell::Date);
                    vec![
                        Cell::text(&row.draft.title),
                        Cell::text(row.council),
                        Cell::text(row.session),
                        Cell::text(row.by),
                        until,
                        Cell::text(row.draft.state.label()),
                        Cell::text(format!("{base}{}", row.draft.public_path())),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Dự thảo", 9),
                Column::left("Hội đồng nhân dân", 4),
                Column::left("Kỳ họp", 4),
                Column::left("Cơ quan trình", 4),
                Column::center("Lấy ý kiến đến", 3),
                Column::left("Trạng thái", 3),
                Column::left("Địa chỉ", 6),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Dự thảo nghị quyết", "du-thao", table)
        })
        .await
}

/// The same list as a feed: an entry is new again with each version.
pub(crate) async fn atom(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let mut entries = Vec::new();
            let shown = rows(ctx)?;
            let ids: Vec<DraftId> = shown.iter().map(|row| row.draft.id).collect();
            let made: HashMap<DraftId, Date> = store::last_made(ctx.tx, &ids)?.into_iter().collect();
            for row in shown {
                let on = made.get(&row.draft.id).copied().unwrap_or(ctx.today);
                let until = if row.until.is_empty() {
                    String::new()
                } else {
                    format!(" Lấy ý kiến đến {}.", row.until)
                };
                entries.push(FeedEntry {
                    path: row.draft.public_path(),
                    updated: dates::midnight(on),
                    summary: format!(
                        "{}, {}. {} trình. Bản số {}.{until}",
                        row.council, row.session, row.by, row.draft.version_no
                    ),
                    title: row.draft.title,
                });
            }
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
            Answer::feed(ctx, "Dự thảo nghị quyết", "/du-thao", &entries)
        })
        .await
}

#[derive(Serialize)]
struct DraftJson {
    id: String,
    title: String,
    council: String,
    session: String,
    submitted_by: String,
    state: &'static str,
    state_label: &'static str,
    is_normative: bool,
    lay_y_kien_den: Option<String>,
    version: i64,
    is_demonstration: bool,
    url: String,
}

pub(crate) async fn json(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let base = ctx.app.settings().public_url.clone();
            let rows = rows(ctx)?.into_iter().map(|row| DraftJson {
                id: row.draft.id.to_string(),
                council: row.council,
                session: row.session,
                submitted_by: row.by,
                state: row.draft.state.as_str(),
                state_label: row.draft.state.label(),
                is_normative: row.draft.is_normative,
                lay_y_kien_den: row.draft.comment_until.map(dates::iso),
                version: row.draft.version_no,
                is_demonstration: row.draft.is_demonstration,
                url: format!("{base}{}", row.draft.public_path()),
                title: row.draft.title,
            });
            Answer::json(&rows.collect::<Vec<_>>())
        })
        .await
}

#[derive(Template)]
#[template(path = "drafts/public_show.html")]
struct ShowPage {
    shell: Shell,
    draft: Draft,
    council: String,
    session: (String, String),
    by: String,
    badge: Badge,
    until: String,
    is_over: bool,
    decided: String,
    versions: Vec<(VersionLine, String)>,
    shown: i64,
    reading: Reading,
    count: usize,
    resolution: Option<(String, String)>,
    /// Its own people work on it elsewhere.
    work_href: Option<String>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    let asked = visit.query("ban").and_then(|typed| typed.parse::<i64>().ok());
    visit
        .read(move |ctx| {
            let id: DraftId = id.parse().map_err(|_| Problem::NotFound)?;
            let draft = store::draft(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let seen = load(ctx.tx, draft)?.ok_or(Problem::NotFound)?;
            // Also for those who may read it otherwise: this is what the public sees
            if !seen.facts().is_public {
                return Err(Problem::NotFound);
            }
            Answer::page(&show_page(ctx, seen, asked)?)
        })
        .await
}

fn show_page(ctx: &mut Ctx<'_>, seen: Seen, asked: Option<i64>) -> Result<ShowPage, Problem> {
    let shown = asked.unwrap_or(seen.draft.version_no);
    let mut versions = store::versions(ctx.tx, seen.draft.id)?;
    versions.retain(|one| seen.draft.was_given_out(one.number));
    let body = versions.iter().find(|one| one.number == shown).ok_or(Problem::NotFound)?.body.clone();
    let (cards, names) = cards(ctx, &seen, &versions)?;
    let count = cards.len();
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let resolution = match seen.draft.resolution_id {
        Some(id) => {
            let found = resolutions::find(ctx.tx, id)?.filter(|one| one.is_public);
            let addresses = resolutions::Addresses::load(ctx.tx, ctx.today)?;
            found.map(|one| (one.label(), addresses.of(&one)))
        }
        None => None,
    };
    let shell = ctx
        .shell(format!("Dự thảo: {}", seen.draft.title))?
        .crumb("Trang chủ", "/")
        .crumb("Dự thảo nghị quyết", "/du-thao")
        .crumb(seen.draft.title.clone(), seen.draft.public_path())
        .of_record("draft", seen.draft.id);
    let lines = versions.into_iter().map(|one| {
        let on = dates::print(one.made_on);
        (VersionLine { number: one.number, why: one.why, made_on: one.made_on, made_by: one.made_by }, on)
    });
    let works = ctx.actor.serves(seen.draft.council_id) || ctx.actor.acts_for(seen.draft.submitted_by);
    let draft = seen.draft;
    Ok(ShowPage {
        shell,
        council: names.body(draft.council_id),
        session: (seen.session.label(), addresses.of(&seen.session)),
        by: names.body(draft.submitted_by),
        badge: badge(draft.state),
        until: draft.comment_until.map(dates::print).unwrap_or_default(),
        is_over: draft.comment_until.is_some_and(|until| until < ctx.today),
        decided: draft.decided_on.map(dates::print).unwrap_or_default(),
        versions: lines.collect(),
        shown,
        reading: Reading::of(&body, cards),
        count,
        resolution,
        work_href: Some(draft.path()).filter(|_| works),
        draft,
    })
}
