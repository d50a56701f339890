//! What petitions put on the page "Hôm nay". What was forwarded is a follow-up and stands there by
//! itself.

use follow::{Todo, TodoKind};
use kernel::Role;
use kit::Ctx;

use crate::model::{Number, State};
use crate::store_lists::{self, Filter, Group, Reader};

/// For the office: what waits to be looked at, classified, forwarded.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(council) = ctx.actor.council.filter(|council| ctx.actor.runs(*council)) else {
        return Ok(Vec::new());
    };
    let waiting = [
        (State::Quarantined, "Duyệt", "kiến nghị gửi qua cổng", "cho-duyet"),
        (State::Received, "Phân loại", "kiến nghị cử tri", "cho-phan-loai"),
        (State::Classified, "Chuyển", "kiến nghị cử tri đã phân loại", "cho-chuyen"),
    ];
    let actor = ctx.actor;
    let kind = if actor.role == Role::Specialist { TodoKind::Owe } else { TodoKind::Wait };
    let mut todos = Vec::new();
    let counts = store_lists::counts(ctx.tx, Reader::Actor(actor), &Filter::of(Group::All, ctx.today))?;
    for (state, verb, what, group) in waiting {
        let count = counts.of(Group::In(state)).map_or(0, Number::at_least);
        if count > 0 {
            let name =
                directory::organization(ctx.tx, council)?.map_or_else(String::new, |one| one.short_name);
            todos.push(Todo {
                label: format!("{verb} {count} {what}"),
                detail: name,
                due: None,
                href: format!("/lam-viec/kien-nghi?nhom={group}"),
                action: verb.to_owned(),
                kind,
            });
        }
    }
    Ok(todos)
}
