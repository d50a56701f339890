//! What waits to be sent to the level above, on "Hôm nay".

use follow::{Todo, TodoKind};
use kernel::Date;
use kit::Ctx;
use sessions::State;

use crate::policy::{self, Action};
use crate::{rules, store};

/// Resolutions one by one; more are one line.
const LINES_MAX: usize = 4;
const RESOLUTIONS_MAX: i64 = 100;
/// A register is filled from paper too: what closed longer ago is history, not work.
const DAYS_MAX: i64 = 90;

/// Resolutions that were signed and not sent (SES-31), and sessions that closed and whose papers
/// were not sent (SES-30).
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let owes = |council| ctx.actor.runs(council) && policy::may(ctx.actor, Action::SendUp, council, true);
    let Some(council) = ctx.actor.council.filter(|council| owes(*council)) else {
        return Ok(Vec::new());
    };
    let waiting = store::unsent(ctx.tx, council, RESOLUTIONS_MAX)?;
    let mut todos: Vec<Todo> = waiting
        .iter()
        .take(LINES_MAX)
        .map(|one| Todo {
            label: format!("Gửi {} lên cấp trên", one.label()),
            detail: one.title.clone(),
            due: one.send_up_due_on,
            href: one.path(),
            action: "Ghi ngày gửi".to_owned(),
            kind: TodoKind::Owe,
        })
        .collect();
    if let Some(next) = waiting.get(LINES_MAX) {
        todos.push(Todo {
            label: format!("Gửi {} nghị quyết khác lên cấp trên", waiting.len() - LINES_MAX),
            detail: "Đã ký, chưa ghi ngày gửi".to_owned(),
            due: next.send_up_due_on,
            href: "/lam-viec/nghi-quyet".to_owned(),
            action: "Mở sổ nghị quyết".to_owned(),
            kind: TodoKind::Owe,
        });
    }
    let from = days_before(ctx.today, DAYS_MAX);
    let closed: Vec<_> = sessions::list_of_council(ctx.tx, council)?
        .into_iter()
        .filter(|one| one.state == State::Closed && one.closed_on.is_some_and(|on| from <= on))
        .collect();
    if closed.is_empty() {
        return Ok(todos);
    }
    let sent = store::sent_up_since(ctx.tx, from)?;
    for session in closed.iter().filter(|one| !sent.contains(&(one.id,))) {
        todos.push(Todo {
            label: format!("Gửi nghị quyết, biên bản {} lên cấp trên", session.label()),
            detail: session.days(),
            due: rules::send_session(ctx.law, session).map(|due| due.due),
            href: format!("{}/gui-cap-tren", session.path()),
            action: "Ghi ngày gửi".to_owned(),
            kind: TodoKind::Owe,
        });
    }
    Ok(todos)
}

fn days_before(day: Date, days: i64) -> Date {
    day.checked_sub(std::time::Duration::from_secs(days.unsigned_abs() * 86_400)).unwrap_or(day)
}
