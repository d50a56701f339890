//! What this area puts on the page "Hôm nay".

use follow::{Todo, TodoKind};
use kernel::{Date, OrganizationId, Role, dates, text};
use kit::Ctx;

use crate::model::{Oversight, State};
use crate::{policy, rules, store};

/// More than these of one kind are one line too many.
const MOST: i64 = 50;
/// What is nearer than this is said.
const AHEAD_DAYS: i64 = 15;
/// No reminder comes earlier than this before a day due.
const REMINDERS_WITHIN_DAYS: i64 = 90;

fn in_days(today: Date, days: i64) -> Date {
    dates::date_of(dates::midnight(today) + days * 86_400_000)
}

/// What the actor owes or waits for among oversights.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut todos = Vec::new();
    if let Some(council) = ctx.actor.council.filter(|_| policy::may_enter_some(ctx.actor)) {
        of_keepers(ctx, council, &mut todos)?;
    }
    if let Some(body) = ctx.actor.organization.filter(|_| hands_in(ctx.actor.role)) {
        for (id, code, title, due) in store::owed_by(ctx.tx, body, MOST)? {
            todos.push(Todo {
                label: format!("Nộp báo cáo phục vụ giám sát {code}: {}", text::truncate_words(&title, 100)),
                detail: "theo yêu cầu của đoàn giám sát".to_owned(),
                due,
                href: crate::path_of(&id.to_string()),
                action: "Nộp".to_owned(),
                kind: TodoKind::Owe,
            });
        }
    }
    if matches!(ctx.actor.role, Role::Delegate | Role::Committee | Role::GroupLeader) {
        of_team(ctx, &mut todos)?;
    }
    reminders(ctx, &mut todos)?;
    Ok(todos)
}

const fn hands_in(role: Role) -> bool {
    matches!(role, Role::PeoplesCommittee | Role::Department | Role::FatherlandFront | Role::CommuneCouncil)
}

/// The steps that are due, and the visits that are near or not written down.
fn of_keepers(ctx: &mut Ctx<'_>, council: OrganizationId, todos: &mut Vec<Todo>) -> db::Result<()> {
    let is_clerk = matches!(
        ctx.actor.role,
        Role::Specialist | Role::CommuneCouncil | Role::Committee | Role::GroupLeader
    );
    let kind = if is_clerk { TodoKind::Owe } else { TodoKind::Wait };
    let soon = in_days(ctx.today, AHEAD_DAYS);
    let visits = store::visits_ahead(ctx.tx, council, soon, MOST)?;
    for one in store::open_of_council(ctx.tx, council, MOST)? {
        if !policy::may_enter(ctx.actor, council, one.body_id) {
            continue;
        }
        let first =
            visits.iter().filter(|(_, _, _, known, ..)| *known == one.id).map(|(_, on, ..)| *on).min();
        for clock in rules::clocks(ctx.law, &one, first) {
            if clock.done_on.is_none() && clock.deadline.due <= soon {
                todos.push(about(&one, &clock.deadline.rule.says, Some(clock.deadline.due), kind));
            }
        }
        let is_near = one.planned_from <= soon;
        if one.state == State::InProgramme && is_near {
            todos.push(about(&one, "Quyết định thành lập đoàn", Some(one.planned_from), kind));
        }
    }
    for (id, on, place, _, code, body) in visits {
        if policy::may_enter(ctx.actor, council, body) {
            let verb =
                if on < ctx.today { "Ghi kết quả làm việc" } else { "Làm việc, đi thực tế" };
            todos.push(visit(&id, on, &place, &code, verb, kind));
        }
    }
    Ok(())
}

fn about(one: &Oversight, verb: &str, due: Option<Date>, kind: TodoKind) -> Todo {
    Todo {
        label: format!("{verb}: {} {}", one.code, text::truncate_words(&one.title, 80)),
        detail: one.state.label().to_owned(),
        due,
        href: one.path(),
        action: "Mở".to_owned(),
        kind,
    }
}

fn visit(id: &kernel::FieldVisitId, on: Date, place: &str, code: &str, verb: &str, kind: TodoKind) -> Todo {
    Todo {
        label: format!("{verb} tại {place}"),
        detail: format!("giám sát {code}, ngày {}", dates::print(on)),
        due: Some(on),
        href: format!("/lam-viec/giam-sat/thuc-dia/{id}"),
        action: "Ghi".to_owned(),
        kind,
    }
}

/// The visits of the teams in which the actor's person is.
fn of_team(ctx: &mut Ctx<'_>, todos: &mut Vec<Todo>) -> db::Result<()> {
    let (Some(council), Some(person)) = (ctx.actor.council, ctx.actor.person) else { return Ok(()) };
    let own: Vec<kernel::OversightId> =
        store::of_member(ctx.tx, person)?.into_iter().map(|(id,)| id).collect();
    if own.is_empty() {
        return Ok(());
    }
    let soon = in_days(ctx.today, AHEAD_DAYS);
    for (id, on, place, oversight, code, body) in store::visits_ahead(ctx.tx, council, soon, MOST)? {
        // Who keeps the oversight has the line already
        if own.contains(&oversight) && !policy::may_enter(ctx.actor, council, body) {
            todos.push(visit(&id, on, &place, &code, "Đi cùng đoàn, ghi chép", TodoKind::Owe));
        }
    }
    Ok(())
}

/// The reminders before a recommendation is due (OVS-20), for who asks and for who owes.
fn reminders(ctx: &mut Ctx<'_>, todos: &mut Vec<Todo>) -> db::Result<()> {
    if matches!(ctx.actor.role, Role::Visitor | Role::Administrator | Role::Delegate) {
        return Ok(());
    }
    let to = in_days(ctx.today, REMINDERS_WITHIN_DAYS);
    let (actor, today) = (ctx.actor, ctx.today);
    for one in follow::open_of_kind(ctx.tx, actor, "recommendation", today, to)? {
        let Some(due) = one.due_on else { continue };
        let Some((number, left)) = rules::reminder(ctx.law, due, today) else { continue };
        if one.state == follow::State::Reported {
            continue;
        }
        let owes = actor.acts_for(one.lead_id);
        let when = if left == 0 { "hôm nay đến hạn".to_owned() } else { format!("còn {left} ngày") };
        todos.push(Todo {
            label: format!("Nhắc lần {number}, {when}: {}", text::truncate_words(&one.text, 100)),
            detail: one.source_label.clone(),
            due: Some(due),
            href: one.path(),
            action: if owes { "Trả lời" } else { "Nhắc" }.to_owned(),
            kind: if owes { TodoKind::Owe } else { TodoKind::Wait },
        });
    }
    Ok(())
}
