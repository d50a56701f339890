//! Delegates, organizations and persons as files.

use std::collections::HashMap;

use axum::response::Response;
use kernel::PersonId;
use kit::{Answer, ListFile, Problem, Visit};
use papers::{Cell, Column, Table};

use crate::policy::{self, Action};
use crate::{pages, rules, store};

const ROWS_MAX: i64 = 20_000;

/// The delegates of the home council with the posts that anyone may know.
pub(crate) async fn delegates(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let council = crate::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let found = store::delegates(ctx.tx, council.id, ctx.today, "", "", ROWS_MAX)?;
            let mut posts: HashMap<PersonId, Vec<String>> = HashMap::new();
            for (person, _, _, post, label) in store::posts_in(ctx.tx, council.id, ctx.today)? {
                if rules::is_public(post) {
                    posts.entry(person).or_default().push(label);
                }
            }
            let base = &ctx.app.settings().public_url;
            let rows = found
                .iter()
                .map(|one| {
                    vec![
                        Cell::text(&one.name),
                        Cell::text(posts.remove(&one.id).unwrap_or_default().join("; ")),
                        Cell::text(format!("{base}/dai-bieu/{}", one.id)),
                        Cell::text(if one.is_demonstration { "nhân vật minh họa" } else { "" }),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Họ và tên", 4),
                Column::left("Chức vụ", 9),
                Column::left("Địa chỉ", 6),
                Column::left("Ghi chú", 3),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Đại biểu", "dai-bieu", table)
        })
        .await
}

/// The organizations at work that the actor keeps.
pub(crate) async fn organizations(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            if !policy::may(ctx.actor, Action::ChangeOrganization) {
                return Err(Problem::NotFound);
            }
            let names = crate::names(ctx.tx)?;
            let rows = pages::kept(ctx)?
                .iter()
                .map(|one| {
                    let parent = one.parent_id.and_then(|id| names.get(&id));
                    vec![
                        Cell::text(&one.name),
                        Cell::text(&one.short_name),
                        Cell::text(one.kind.label()),
                        Cell::text(&one.symbol),
                        Cell::text(parent.map_or("", String::as_str)),
                        one.founded_on.map_or_else(|| Cell::text(""), Cell::Date),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Tên", 8),
                Column::left("Tên ngắn", 5),
                Column::left("Loại", 4),
                Column::left("Ký hiệu", 3),
                Column::left("Cơ quan cấp trên trực tiếp", 5),
                Column::center("Ngày thành lập", 3),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Đơn vị, cơ quan", "co-quan", table)
        })
        .await
}

/// The persons that are known, by name.
pub(crate) async fn persons(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            if !policy::may(ctx.actor, Action::ChangePerson) {
                return Err(Problem::NotFound);
            }
            let rows = store::persons_after(ctx.tx, "", "", ROWS_MAX)?
                .iter()
                .map(|one| {
                    let note = if one.is_demonstration { "nhân vật minh họa" } else { "" };
                    vec![Cell::text(&one.name), Cell::text(note)]
                })
                .collect();
            let columns = vec![Column::left("Họ và tên", 6), Column::left("Ghi chú", 4)];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Người", "nguoi", table)
        })
        .await
}
