//! Accounts as a file.

use axum::response::Response;
use kit::{Answer, ListFile, Problem, Visit};
use papers::{Cell, Column, Table};

use crate::policy::{self, Action};
use crate::store;

const ROWS_MAX: i64 = 20_000;

/// Every account, by the name it signs in with.
pub(crate) async fn accounts(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            if !policy::may(ctx.actor, Action::List) {
                return Err(Problem::NotFound);
            }
            let names = directory::names(ctx.tx)?;
            let rows = store::accounts_after(ctx.tx, "", ROWS_MAX)?
                .iter()
                .map(|one| {
                    let organization = one.organization_id.and_then(|id| names.get(&id));
                    vec![
                        Cell::text(&one.display_name),
                        Cell::text(&one.name),
                        Cell::text(one.role.label()),
                        Cell::text(organization.map_or("", String::as_str)),
                        Cell::text(one.state.label()),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Họ và tên", 5),
                Column::left("Tên đăng nhập", 4),
                Column::left("Vai trò", 4),
                Column::left("Cơ quan", 5),
                Column::left("Trạng thái", 3),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Tài khoản", "tai-khoan", table)
        })
        .await
}
