//! What this area puts on the page "Hôm nay".

use follow::{Todo, TodoKind};
use kernel::{Role, dates};
use kit::Ctx;

use crate::{policy, store};

/// More than these are a list, not a reminder.
const MOST: usize = 20;

/// Items of the actor's programmes due this month or before it in this year, which no record
/// realises.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let keeps = policy::may_keep(ctx.actor, council);
    let own = ctx.actor.organization.filter(|body| policy::keeps_own(ctx.actor, *body));
    if !keeps && own.is_none() {
        return Ok(Vec::new());
    }
    let today = ctx.today;
    let month_end = today.last_of_month();
    let year_start = kernel::Date::new(today.year(), 1, 1).unwrap_or(today);
    let bodies: Vec<(kernel::ProgrammeId, kernel::OrganizationId, String)> =
        store::of_year(ctx.tx, council, i64::from(today.year()))?
            .into_iter()
            .map(|one| (one.id, one.body_id, one.label()))
            .collect();
    let is_clerk = matches!(ctx.actor.role, Role::Specialist | Role::CommuneCouncil | Role::Committee);
    let kind = if is_clerk { TodoKind::Owe } else { TodoKind::Wait };
    let mut todos = Vec::new();
    for item in store::due_between(ctx.tx, council, year_start, month_end)? {
        if item.done_on.is_some() || item.realised_kind.is_some() || MOST <= todos.len() {
            continue;
        }
        let Some((_, body, label)) = bodies.iter().find(|(id, ..)| *id == item.programme_id) else {
            continue;
        };
        if !keeps && own != Some(*body) {
            continue;
        }
        todos.push(Todo {
            label: format!("Thực hiện theo chương trình: {}", kernel::text::truncate_words(&item.title, 100)),
            detail: format!("{label}, hạn {}", dates::print(item.due_on)),
            due: Some(item.due_on),
            href: item.path(),
            action: "Mở".to_owned(),
            kind,
        });
    }
    Ok(todos)
}
