//! What the dossier puts on the page "Hôm nay".

use follow::{Todo, TodoKind};
use jiff::Span;
use kernel::Date;
use kit::Ctx;
use sessions::State;

use crate::model::Paper;
use crate::policy::{self, Action};
use crate::{common, rules, store};

/// So many days ahead papers are looked for.
const DAYS_AHEAD: i64 = 30;

fn in_days(today: Date, days: i64) -> Date {
    today.checked_add(Span::new().days(days)).unwrap_or(today)
}

/// Papers that the actor's body owes; for the office what is missing and what waits to be sent;
/// for a delegate what he has not read.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut todos = owed(ctx)?;
    let Some(council) = ctx.actor.council else { return Ok(todos) };
    let keeps = policy::may(ctx.actor, Action::Prepare, council, None);
    let person = ctx.actor.person;
    if !keeps && person.is_none() {
        return Ok(todos);
    }
    for session in sessions::list_of_council(ctx.tx, council)? {
        if !matches!(session.state, State::Convened | State::Opened) {
            continue;
        }
        if keeps {
            let papers = store::papers(ctx.tx, session.id)?;
            let versions = store::versions_of_session(ctx.tx, session.id)?;
            let href = format!("{}/chuan-bi", session.path());
            let waiting = crate::papers_deeds::waiting(&papers, &versions).len();
            let first = |is_received: bool| {
                papers
                    .iter()
                    .filter(|one| {
                        one.is_required && one.received_on.is_some() == is_received && one.sent_on.is_none()
                    })
                    .map(|one| one.due_on)
                    .min()
            };
            if 0 < waiting {
                todos.push(Todo {
                    label: format!("Phát hành {waiting} tài liệu đã nộp"),
                    detail: session.label(),
                    due: first(true),
                    href: href.clone(),
                    action: "Phát hành".to_owned(),
                    kind: TodoKind::Owe,
                });
            }
            let missing = papers.iter().filter(|one| one.is_required && one.received_on.is_none()).count();
            if 0 < missing {
                todos.push(Todo {
                    label: format!("{missing} tài liệu chưa nộp"),
                    detail: session.label(),
                    due: first(false),
                    href,
                    action: "Xem".to_owned(),
                    kind: TodoKind::Wait,
                });
            }
        }
        if let Some(person) = person {
            let receipts = store::receipts_of_person(ctx.tx, person, session.id)?;
            let unread = receipts.iter().filter(|one| one.opened_ms.is_none()).count();
            if 0 < unread {
                todos.push(Todo {
                    label: format!("Đọc {unread} tài liệu kỳ họp"),
                    detail: session.label(),
                    due: Some(session.opened_on),
                    href: "/lam-viec/tai-lieu".to_owned(),
                    action: "Đọc".to_owned(),
                    kind: TodoKind::Owe,
                });
            }
        }
    }
    Ok(todos)
}

/// What the actor's body has not handed in.
fn owed(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(own) = ctx.actor.organization else { return Ok(Vec::new()) };
    let from = in_days(ctx.today, -DAYS_AHEAD);
    let mut papers = store::owed(ctx.tx, own, from)?;
    papers.retain(|one| policy::may(ctx.actor, Action::HandIn, one.council_id, one.owed_by));
    let held = common::sessions_of(ctx.tx, &papers)?;
    let todo = |paper: &Paper| {
        let session = held.get(&paper.session_id).filter(|one| rules::is_open(one.state))?;
        Some(Todo {
            label: format!("Nộp {}", paper.label()),
            detail: session.label(),
            due: Some(paper.due_on),
            href: paper.path(),
            action: "Nộp".to_owned(),
            kind: TodoKind::Owe,
        })
    };
    Ok(papers.iter().filter_map(todo).collect())
}
