//! What coordination puts on "Hôm nay": duties whose period ends soon with nothing to meet them.

use follow::{Todo, TodoKind};
use kit::Ctx;

use crate::policy::{self, Action};
use crate::rules::{self, Standing};
use crate::{meets, store};

/// For who owes the duty, and for the office that keeps the regulation.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let mut duties = store::duties_of_council(ctx.tx, council)?;
    duties.retain(|duty| policy::may(ctx.actor, Action::Note, council, &[duty.debtor_id]));
    if duties.is_empty() {
        return Ok(Vec::new());
    }
    let regulations = store::coordinations(ctx.tx, council)?;
    let year = ctx.today.year();
    let courses = meets::courses(ctx, council, &regulations, duties, year)?;
    let names = directory::names(ctx.tx)?;
    let mut todos = Vec::new();
    for course in courses {
        let Some(regulation) = regulations.iter().find(|one| one.id == course.duty.coordination_id) else {
            continue;
        };
        let own = ctx.actor.organization == Some(course.duty.debtor_id);
        for line in &course.lines {
            if line.standing == Standing::Open && rules::ends_soon(&line.period, ctx.today) {
                let debtor = names.get(&course.duty.debtor_id).cloned().unwrap_or_default();
                todos.push(Todo {
                    label: course.duty.text.clone(),
                    detail: format!("{debtor} · {} · {}", course.duty.article, line.period.label),
                    due: Some(line.period.to),
                    href: regulation.path(),
                    action: "Xem quy chế".to_owned(),
                    kind: if own { TodoKind::Owe } else { TodoKind::Wait },
                });
            }
        }
    }
    Ok(todos)
}
