//! What anyone may read of the papers: those that were sent, of items that are held in public.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::{Answer, Ctx, Problem, Shell, Visit};
use serde::Serialize;
use sessions::{Addresses, Session};

use crate::model::{Paper, Version};
use crate::{papers_deeds, store};

struct Shown {
    paper: Paper,
    version: Version,
    sent: String,
    corrected: String,
    files: Vec<files::File>,
}

struct ItemRow {
    title: String,
    papers: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "dossier/public.html")]
struct PublicPage {
    shell: Shell,
    session: Session,
    address: String,
    items: Vec<ItemRow>,
    count: usize,
}

fn find(ctx: &mut Ctx<'_>, key: &str) -> Result<(Session, String), Problem> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let session = addresses.find(ctx.tx, key)?.filter(|one| one.is_public).ok_or(Problem::NotFound)?;
    let address = addresses.of(&session);
    Ok((session, address))
}

/// The public papers, item by item; an item without any is left out.
fn items(ctx: &mut Ctx<'_>, session: &Session) -> Result<Vec<ItemRow>, Problem> {
    let agenda = chamber::items(ctx.tx, session.id)?;
    let versions = store::versions_of_session(ctx.tx, session.id)?;
    let mut whole = ItemRow { title: "Cả kỳ họp".to_owned(), papers: Vec::new() };
    let mut rows: Vec<(kernel::AgendaItemId, ItemRow)> = agenda
        .iter()
        .zip(1..)
        .filter(|(item, _)| !item.is_closed)
        .map(|(item, number)| {
            (item.id, ItemRow { title: format!("{number}. {}", item.title), papers: Vec::new() })
        })
        .collect();
    for paper in store::papers(ctx.tx, session.id)?.into_iter().filter(|one| one.is_public) {
        let sent = versions.iter().find(|one| one.paper_id == paper.id && one.sent_on.is_some());
        let Some(version) = sent.cloned() else { continue };
        let row = match paper.item_id {
            None => &mut whole,
            Some(item) => match rows.iter_mut().find(|(id, _)| *id == item) {
                Some((_, row)) => row,
                None => continue,
            },
        };
        row.papers.push(Shown {
            files: files::of_subject(ctx.tx, papers_deeds::SUBJECT, &version.id.to_string())?,
            sent: version.sent_on.map(dates::print).unwrap_or_default(),
            corrected: paper.corrected_on.map(dates::print).unwrap_or_default(),
            version,
            paper,
        });
    }
    Ok(std::iter::once(whole)
        .chain(rows.into_iter().map(|(_, row)| row))
        .filter(|row| !row.papers.is_empty())
        .collect())
}

pub(crate) async fn papers(visit: Visit, Path(key): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (session, address) = find(ctx, &key)?;
            let items = items(ctx, &session)?;
            let shell = ctx
                .shell(format!("Tài liệu {}", session.label()))?
                .crumb("Trang chủ", "/")
                .crumb("Kỳ họp", "/ky-hop")
                .crumb(session.label(), &address)
                .crumb("Tài liệu", format!("{address}/tai-lieu"));
            let count = items.iter().map(|row| row.papers.len()).sum();
            Answer::page(&PublicPage { shell, session, address, items, count })
        })
        .await
}

#[derive(Serialize)]
struct FileJson {
    name: String,
    media_type: &'static str,
    size_bytes: i64,
    sha256: String,
    url: String,
}

#[derive(Serialize)]
struct PaperJson {
    id: String,
    item: String,
    kind: &'static str,
    kind_label: &'static str,
    title: String,
    version: i64,
    changes: String,
    due_on: String,
    sent_on: Option<String>,
    corrected_on: Option<String>,
    is_addendum: bool,
    files: Vec<FileJson>,
}

#[derive(Serialize)]
struct PapersJson {
    session: String,
    url: String,
    total: usize,
    items: Vec<PaperJson>,
}

pub(crate) async fn papers_json(visit: Visit, Path(key): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (session, address) = find(ctx, &key)?;
            let base = ctx.app.settings().public_url.clone();
            let mut papers = Vec::new();
            for row in items(ctx, &session)? {
                for shown in row.papers {
                    papers.push(PaperJson {
                        id: shown.paper.id.to_string(),
                        item: row.title.clone(),
                        kind: shown.paper.kind.as_str(),
                        kind_label: shown.paper.kind.label(),
                        title: shown.paper.title,
                        version: shown.version.number,
                        changes: shown.version.changes,
                        due_on: dates::iso(shown.paper.due_on),
                        sent_on: shown.version.sent_on.map(dates::iso),
                        corrected_on: shown.paper.corrected_on.map(dates::iso),
                        is_addendum: shown.paper.is_addendum || shown.version.is_late,
                        files: shown
                            .files
                            .iter()
                            .map(|file| FileJson {
                                name: file.original_name.clone(),
                                media_type: file.media_type.as_str(),
                                size_bytes: file.size_bytes,
                                sha256: file.sha256.clone(),
                                url: format!("{base}{}", file.path()),
                            })
                            .collect(),
                    });
                }
            }
            Answer::json(&PapersJson {
                session: session.label(),
                url: format!("{base}{address}/tai-lieu"),
                total: papers.len(),
                items: papers,
            })
        })
        .await
}
