//! What letters put on the page "Hôm nay". What was forwarded is a follow-up and stands there by
//! itself.

use follow::{Todo, TodoKind};
use kernel::Role;
use kit::Ctx;

use crate::model::State;
use crate::store;

/// For the office what waits for it, for the heads what waits for their decision.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(council) = ctx.actor.council.filter(|council| ctx.actor.runs(*council)) else {
        return Ok(Vec::new());
    };
    let waiting: &[(State, &str, &str)] = match ctx.actor.role {
        Role::Specialist => &[
            (State::Registered, "Kiểm tra", "cho-kiem-tra"),
            (State::Screened, "Phân loại", "cho-phan-loai"),
            (State::Classified, "Đề xuất xử lý", "cho-de-xuat"),
            (State::Answered, "Báo công dân kết quả", "cho-bao"),
        ],
        _ => &[(State::Proposed, "Quyết định xử lý", "cho-quyet-dinh")],
    };
    let found = store::waiting(ctx.tx, council)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let name = directory::organization(ctx.tx, council)?.map_or_else(String::new, |one| one.short_name);
    let todos = waiting.iter().filter_map(|(state, verb, group)| {
        let (_, count, first) = found.iter().find(|(found, ..)| found == state)?;
        Some(Todo {
            label: format!("{verb} {count} đơn"),
            detail: name.clone(),
            // The earliest day of them, which is the one to worry about
            due: first.filter(|_| *state != State::Answered),
            href: format!("/lam-viec/don-thu?nhom={group}"),
            action: (*verb).to_owned(),
            kind: TodoKind::Owe,
        })
    });
    Ok(todos.collect())
}
