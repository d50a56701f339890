//! The papers of a briefing.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::{Answer, Shell, Visit};

use super::{Head, preparable, shell};

struct Row {
    name: String,
    title: String,
    href: String,
    day: String,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "briefings/papers.html")]
struct PapersPage {
    shell: Shell,
    head: Head,
    heading: String,
    rows: Vec<Row>,
}

pub(crate) async fn papers(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            let rows: Vec<Row> = documents::of_subject(ctx.tx, "briefing", &briefing.id.to_string())?
                .into_iter()
                .map(|one| Row {
                    name: one.name(),
                    href: one.path(),
                    day: one.issued_on.map(dates::print).unwrap_or_default(),
                    state: one.state.label(),
                    title: one.title,
                })
                .collect();
            let head = Head::of(ctx, &briefing, "/van-ban")?;
            let shell = shell(ctx, &briefing, "Văn bản", "/van-ban")?;
            let heading = format!("{} văn bản, {}", rows.len(), briefing.quarter_label());
            Answer::page(&PapersPage { shell, head, heading, rows })
        })
        .await
}
