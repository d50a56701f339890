//! What coordination puts on "Hôm nay": duties whose period ends soon with nothing to meet them, and
//! reports that a delegates' group owes after its meetings with voters.

use chain::Reader;
use directory::OrganizationKind;
use follow::{Todo, TodoKind};
use kernel::{OrganizationId, Role};
use kit::Ctx;

use crate::policy::{self, Action};
use crate::rules::{self, Standing};
use crate::{groups, meets, store};

/// For who owes the duty, and for the office that keeps the regulation; for the head of a group the
/// report on its meetings with voters.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let mut todos = duties(ctx, council)?;
    todos.extend(reports(ctx, council)?);
    Ok(todos)
}

/// Rounds of the own group on which no report was sent.
fn reports(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Todo>> {
    if ctx.actor.role != Role::GroupLeader {
        return Ok(Vec::new());
    }
    let Some(own) = ctx.actor.organization else { return Ok(Vec::new()) };
    let found = directory::organization(ctx.tx, own)?;
    let Some(group) = found.filter(|one| one.kind == OrganizationKind::DelegateGroup) else {
        return Ok(Vec::new());
    };
    let rows = groups::rounds_of(ctx, &group, council)?.into_iter();
    Ok(rows
        .filter(|row| row.is_open)
        .map(|row| Todo {
            label: "Báo cáo kết quả tiếp xúc cử tri của Tổ".to_owned(),
            detail: format!("{} · {}", row.label, row.when),
            due: Some(row.due_on),
            href: groups::path_of(own),
            action: "Ghi báo cáo".to_owned(),
            kind: TodoKind::Owe,
        })
        .collect())
}

fn duties(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Todo>> {
    let mut duties = store::duties_of_council(ctx.tx, council)?;
    duties.retain(|duty| policy::may(ctx.actor, Action::Note, council, &[duty.debtor_id]));
    if duties.is_empty() {
        return Ok(Vec::new());
    }
    let regulations = store::coordinations(ctx.tx, council)?;
    let year = ctx.today.year();
    let courses = meets::courses(ctx, Reader::Workspace, council, &regulations, duties, year)?;
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
