//! Briefings as files.

use axum::response::Response;
use kit::{Answer, ListFile, Problem, Visit};
use papers::{Cell, Column, Table};

use super::portal::concluded;
use crate::model::Briefing;
use crate::{policy, store};

const EXPORT_MAX: i64 = 10_000;

/// Those that anyone may know of.
pub(crate) async fn public(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let all = concluded(ctx, None, EXPORT_MAX)?;
            let table = table(&ctx.app.settings().public_url, &all, Briefing::public_path);
            Answer::list(ctx, file, "Giao ban", "giao-ban", table)
        })
        .await
}

/// Those of the workspace.
pub(crate) async fn own(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let visible = policy::visible(ctx.actor).ok_or(Problem::NotFound)?;
            let all = store::list(ctx.tx, visible, None, EXPORT_MAX)?;
            let table = table(&ctx.app.settings().public_url, &all, Briefing::path);
            Answer::list(ctx, file, "Giao ban", "giao-ban", table)
        })
        .await
}

fn table(base: &str, all: &[Briefing], path: impl Fn(&Briefing) -> String) -> Table {
    let rows = all
        .iter()
        .map(|one| {
            vec![
                Cell::text(&one.title),
                Cell::Date(one.held_on),
                Cell::text(&one.starts_at),
                Cell::text(&one.place),
                Cell::text(&one.chair_name),
                Cell::text(&one.topic),
                Cell::text(one.state.label()),
                Cell::text(format!("{base}{}", path(one))),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Hội nghị", 8),
        Column::center("Ngày", 3),
        Column::center("Giờ", 2),
        Column::left("Địa điểm", 5),
        Column::left("Chủ trì", 4),
        Column::left("Chủ đề", 6),
        Column::left("Trạng thái", 3),
        Column::left("Địa chỉ", 6),
    ];
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}
