//! What receptions put on the page "Hôm nay". What was forwarded is a follow-up and stands there
//! by itself.

use follow::{Todo, TodoKind};
use kernel::{Date, OrganizationId, Role, dates};
use kit::Ctx;

use crate::model::VisitState;
use crate::policy::Action;
use crate::{actions, rules, store, store_visits};

/// More than these are looked at in the list itself.
const SHOWN_MAX: i64 = 20;
/// The schedule of the next weeks is posted now, not that of next year.
const AHEAD_DAYS: i32 = 14;

/// For the office: schedules to be posted, receptions to be written down, visits that wait.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(council) = actions::own_register(ctx, Action::Keep) else { return Ok(Vec::new()) };
    let kind = if ctx.actor.role == Role::Specialist { TodoKind::Owe } else { TodoKind::Wait };
    let detail = directory::organization(ctx.tx, council)?.map_or_else(String::new, |one| one.short_name);
    let mut todos = receptions(ctx, council, kind)?;
    for (state, verb, what) in [
        (VisitState::Received, "Ghi kết quả", "lượt tiếp công dân"),
        (VisitState::Answering, "Trả lời", "việc đã tiếp nhận khi tiếp công dân"),
        (VisitState::Refusing, "Thông báo từ chối", "lượt tiếp công dân"),
    ] {
        let db::One((count, first)) = store_visits::waiting(ctx.tx, council, state)?;
        let due = first.and_then(|on| rules::answer_by(ctx.law, on)).map(|deadline| deadline.due);
        let due = due.filter(|_| state != VisitState::Refusing);
        add(&mut todos, count, verb, what, state, due, &detail, kind);
    }
    let db::One((count, first)) = store_visits::to_inform(ctx.tx, council)?;
    let due = first.and_then(|on| rules::tell_citizen_by(ctx.law, on)).map(|deadline| deadline.due);
    add(&mut todos, count, "Báo kết quả", "vụ việc cho công dân", VisitState::Settled, due, &detail, kind);
    Ok(todos)
}

#[expect(clippy::too_many_arguments, reason = "a line of the list has so many parts")]
fn add(
    todos: &mut Vec<Todo>,
    count: i64,
    verb: &str,
    what: &str,
    state: VisitState,
    due: Option<Date>,
    detail: &str,
    kind: TodoKind,
) {
    if count > 0 {
        todos.push(Todo {
            label: format!("{verb} {count} {what}"),
            detail: detail.to_owned(),
            due,
            href: format!("/lam-viec/tiep-cong-dan/luot?nhom={}", state.as_str()),
            action: verb.to_owned(),
            kind,
        });
    }
}

fn receptions(ctx: &mut Ctx<'_>, council: OrganizationId, kind: TodoKind) -> db::Result<Vec<Todo>> {
    let mut todos = Vec::new();
    for one in store::unposted(ctx.tx, council, ctx.today, SHOWN_MAX)? {
        let due = rules::post_by(ctx.law, one.kind, one.held_on).map(|deadline| deadline.due);
        let left = due.and_then(|due| ctx.today.until(due).ok()).map_or(0, |span| span.get_days());
        if left <= AHEAD_DAYS {
            todos.push(Todo {
                label: format!("Đăng lịch tiếp công dân ngày {}", dates::print(one.held_on)),
                detail: one.kind.label().to_owned(),
                due,
                href: one.path(),
                action: "Đăng lịch".to_owned(),
                kind,
            });
        }
    }
    for one in store::not_held(ctx.tx, council, ctx.today, SHOWN_MAX)? {
        todos.push(Todo {
            label: format!("Ghi đã tiếp công dân ngày {}", dates::print(one.held_on)),
            detail: one.kind.label().to_owned(),
            due: Some(one.held_on),
            href: one.path(),
            action: "Ghi đã tiếp".to_owned(),
            kind,
        });
    }
    Ok(todos)
}
