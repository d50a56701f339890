//! What this area puts on the page "Hôm nay".

use follow::{Todo, TodoKind};
use kernel::{Date, OrganizationId, Role, dates};
use kit::Ctx;

use crate::model::{Kind, Meeting, State};
use crate::rules::{self, Duty};
use crate::{policy, store};

const MOST: i64 = 50;

/// Meetings of this month that were not held, minutes that wait for approval, and a month in
/// which the Standing Committee has not met.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let keeps = policy::may_keep(ctx.actor, council);
    let own = ctx.actor.organization.filter(|body| policy::keeps_own(ctx.actor, *body));
    if !keeps && own.is_none() {
        return Ok(Vec::new());
    }
    let is_ours = |one: &Meeting| keeps || own == Some(one.body_id);
    let is_clerk = matches!(ctx.actor.role, Role::Specialist | Role::CommuneCouncil | Role::Committee);
    let kind = if is_clerk { TodoKind::Owe } else { TodoKind::Wait };
    let today = ctx.today;
    let (from, to) = (today.first_of_month(), today.last_of_month());
    let mut todos = Vec::new();
    let month = store::between(ctx.tx, council, from, to)?;
    for one in month.iter().filter(|one| is_ours(one) && one.state == State::Planned) {
        todos.push(about(one, "Họp", "Mở", Some(one.held_on), kind));
    }
    // The latest day on which a meeting was held whose minutes are late today
    for one in store::unapproved(ctx.tx, council, today, MOST)?.iter().filter(|one| is_ours(one)) {
        let due = rules::minutes_due(ctx.law, one.held_on).map(|deadline| deadline.due);
        if due.is_some_and(|due| due < today) {
            todos.push(about(one, "Thông qua biên bản", "Mở biên bản", due, kind));
        }
    }
    if keeps && let Some(todo) = monthly_duty(ctx, council, &month, kind)? {
        todos.push(todo);
    }
    Ok(todos)
}

fn about(one: &Meeting, verb: &str, action: &str, due: Option<Date>, kind: TodoKind) -> Todo {
    Todo {
        label: format!("{verb}: {}", one.title),
        detail: format!("ngày {}", dates::print(one.held_on)),
        due,
        href: one.path(),
        action: action.to_owned(),
        kind,
    }
}

/// The monthly meeting, where this month has none and none is planned; only for a council that
/// keeps its meetings here.
fn monthly_duty(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    month: &[Meeting],
    kind: TodoKind,
) -> db::Result<Option<Todo>> {
    let db::One((first,)) = store::begins(ctx.tx, council)?;
    let is_planned = month.iter().any(|one| one.kind == Kind::Standing && one.state != State::Cancelled);
    if first.is_none() || is_planned {
        return Ok(None);
    }
    let today = ctx.today;
    let index = usize::try_from(today.month() - 1).unwrap_or(0);
    let duties = rules::months(ctx.law, today.year(), &[], today);
    let is_asked = duties.get(index).is_some_and(|(_, duty)| matches!(duty, Duty::Waiting(_)));
    Ok(is_asked.then(|| Todo {
        label: format!("Tháng {} chưa có phiên họp Thường trực nào", today.month()),
        detail: "Thường trực HĐND họp ít nhất mỗi tháng một lần".to_owned(),
        due: Some(today.last_of_month()),
        href: "/lam-viec/hop/moi?loai=standing".to_owned(),
        action: "Lập phiên họp".to_owned(),
        kind,
    }))
}
