//! What this area puts on the page "Hôm nay".

use follow::{Todo, TodoKind};
use kernel::{OrganizationId, Role, dates, text};
use kit::Ctx;

use crate::model::Question;
use crate::{policy, store};

/// More than these of one kind are one line too many.
const MOST: i64 = 50;

/// What the actor owes or waits for among the questions.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut todos = Vec::new();
    if let Some(council) = ctx.actor.council.filter(|council| policy::may_keep(ctx.actor, *council)) {
        of_office(ctx, council, &mut todos)?;
    }
    if let Some(body) = ctx.actor.organization.filter(|_| policy::may_answer(ctx.actor)) {
        for one in store::owed_by(ctx.tx, body, MOST)? {
            todos.push(about(&one, "Trả lời chất vấn bằng văn bản", "Trả lời", TodoKind::Owe));
        }
    }
    if let (Some(council), Some(person)) = (ctx.actor.council, ctx.actor.person) {
        for one in store::unjudged(ctx.tx, council, person, MOST)? {
            let todo = about(&one, "Cho ý kiến về trả lời chất vấn", "Cho ý kiến", TodoKind::Owe);
            todos.push(Todo { due: None, ..todo });
        }
    }
    Ok(todos)
}

fn about(one: &Question, verb: &str, action: &str, kind: TodoKind) -> Todo {
    Todo {
        label: format!("{verb} {}: {}", one.code, text::truncate_words(&one.text, 100)),
        detail: format!("gửi {}, ngày {}", one.addressee, dates::print(one.asked_on)),
        due: one.due_on,
        href: one.path(),
        action: action.to_owned(),
        kind,
    }
}

fn of_office(ctx: &mut Ctx<'_>, council: OrganizationId, todos: &mut Vec<Todo>) -> db::Result<()> {
    let is_clerk = matches!(ctx.actor.role, Role::Specialist | Role::CommuneCouncil);
    let kind = if is_clerk { TodoKind::Owe } else { TodoKind::Wait };
    let waiting = store::ungrouped(ctx.tx, council)?;
    if !waiting.is_empty() {
        let sessions = sessions::list_of_council(ctx.tx, council)?;
        for (id, count) in waiting {
            let Some(session) = sessions.iter().find(|one| one.id == id) else { continue };
            todos.push(Todo {
                label: format!("Tổng hợp {count} chất vấn chưa xếp nhóm"),
                detail: format!("{}, {}", session.label(), session.days()),
                due: Some(session.opened_on),
                href: crate::pages_session::path(session),
                action: "Tổng hợp".to_owned(),
                kind,
            });
        }
    }
    for one in store::undecided(ctx.tx, council, MOST)? {
        todos.push(about(&one, "Xem xét chất vấn giữa hai kỳ họp", "Xem xét", kind));
    }
    for one in store::overdue(ctx.tx, council, ctx.today, MOST)? {
        todos.push(about(&one, "Quá hạn trả lời bằng văn bản", "Xem", TodoKind::Wait));
    }
    Ok(())
}
