//! What this area puts on the page "Hôm nay".

use follow::{Todo, TodoKind};
use kernel::{OrganizationId, Role};
use kit::Ctx;

use crate::board::Board;
use crate::model::{Kind, PlanState};
use crate::period::label_of;
use crate::policy;
use crate::rules::Standing;
use crate::store;
use crate::view::Row;

/// More than these of one kind are one line too many.
const MOST: usize = 20;

/// What the actor owes or waits for in carrying resolutions out.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut todos = Vec::new();
    let Some(council) = ctx.actor.council else { return Ok(todos) };
    plans(ctx, council, &mut todos)?;
    match ctx.actor.role {
        Role::Department => {
            if let Some(body) = ctx.actor.organization {
                let board = Board::of_lead(ctx, body)?;
                todos.extend(off_track(&board, TodoKind::Owe, |_| true));
            }
        }
        Role::PeoplesCommittee => {
            let own = ctx.actor.organization;
            let board = Board::of_council(ctx, council)?;
            todos.extend(off_track(&board, TodoKind::Owe, |row| Some(row.line.lead_id) == own));
        }
        Role::CommuneCouncil => {
            if let Some(area) = ctx.actor.area {
                let board = Board::of_area(ctx, area)?;
                todos.extend(off_track(&board, TodoKind::Owe, |_| true));
            }
        }
        Role::Committee => {
            let own = ctx.actor.organization;
            let in_charge: Vec<_> = store::open_plans(ctx.tx, council)?
                .into_iter()
                .filter(|plan| plan.committee_id.is_some() && plan.committee_id == own)
                .map(|plan| plan.id)
                .collect();
            if !in_charge.is_empty() {
                let board = Board::of_council(ctx, council)?;
                todos.extend(off_track(&board, TodoKind::Wait, |row| in_charge.contains(&row.line.plan_id)));
            }
        }
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::GroupLeader
        | Role::Delegate
        | Role::FatherlandFront
        | Role::Administrator => {}
    }
    Ok(todos)
}

/// Lines at risk or late. A task that is followed stands on the list as its follow-up.
fn off_track(board: &Board, kind: TodoKind, holds: impl Fn(&Row) -> bool) -> Vec<Todo> {
    board
        .rows
        .iter()
        .filter(|row| row.line.follow_up_id.is_none() && holds(row))
        .filter_map(|row| {
            let standing = row.standing.filter(|standing| standing.is_off_track())?;
            Some(Todo {
                label: match row.line.kind {
                    Kind::Task => format!("Nhiệm vụ quá hạn: {}", row.line.label()),
                    _ => format!("Chỉ tiêu {}: {}", lower(standing), row.line.label()),
                },
                detail: format!("{}. {}", board.resolution(row), row.words),
                due: row.line.due_on.filter(|_| standing != Standing::AtRisk),
                href: row.line.path(),
                action: "Xem".to_owned(),
                kind,
            })
        })
        .take(MOST)
        .collect()
}

fn lower(standing: Standing) -> String {
    let mut chars = standing.label().chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Plans that wait for somebody, and figures that wait for approval.
fn plans(ctx: &mut Ctx<'_>, council: OrganizationId, todos: &mut Vec<Todo>) -> db::Result<()> {
    let role = ctx.actor.role;
    let writes = policy::may_begin(ctx.actor, council);
    let decides = matches!(role, Role::Specialist | Role::OfficeHead | Role::Chair | Role::StandingCommittee);
    if !writes && !decides {
        return Ok(());
    }
    for plan in store::plans(ctx.tx, council)? {
        let (label, action, kind) = match plan.state {
            PlanState::Sent if decides || role == Role::CommuneCouncil => {
                let kind = if role.is_office() || role == Role::CommuneCouncil {
                    TodoKind::Owe
                } else {
                    TodoKind::Wait
                };
                ("Tiếp nhận kế hoạch thực hiện", "Xem xét", kind)
            }
            PlanState::Returned if writes => ("Điều chỉnh kế hoạch thực hiện", "Sửa", TodoKind::Owe),
            PlanState::Draft | PlanState::Sent | PlanState::Accepted | PlanState::Returned => continue,
        };
        let resolution = resolutions::find(ctx.tx, plan.id)?.map(|one| one.label()).unwrap_or_default();
        todos.push(Todo {
            label: format!("{label} {resolution}"),
            detail: plan.reference.clone(),
            due: None,
            href: plan.path(),
            action: action.to_owned(),
            kind,
        });
        if MOST <= todos.len() {
            break;
        }
    }
    if writes {
        for (plan, period, _, count) in store::waiting(ctx.tx, council)?.into_iter().take(MOST) {
            todos.push(Todo {
                label: format!("Duyệt {count} số liệu {}", label_of(&period)),
                detail: "Thực hiện nghị quyết".to_owned(),
                due: None,
                href: format!("{}/so-lieu?ky={period}", crate::model::path_of(plan)),
                action: "Duyệt".to_owned(),
                kind: TodoKind::Owe,
            });
        }
    }
    Ok(())
}
