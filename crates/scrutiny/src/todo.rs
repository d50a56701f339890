//! What this area puts on the page "Hôm nay".

use follow::{Todo, TodoKind};
use kernel::{Date, Role, dates};
use kit::Ctx;

use crate::model::{Hearing, HearingState, ReviewState, TextReview};
use crate::{policy, rules, store};

const MOST: i64 = 50;

fn todo(
    label: String,
    detail: String,
    due: Option<Date>,
    href: String,
    action: &str,
    kind: TodoKind,
) -> Todo {
    Todo { label, detail, due, href, action: action.to_owned(), kind }
}

/// Hearings to announce, to hold, to conclude; texts whose review waits; draws whose day has come;
/// and what a body was told to explain or to answer.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut todos = Vec::new();
    if let Some(council) = ctx.actor.council.filter(|council| policy::may_keep(ctx.actor, *council)) {
        let kind = match ctx.actor.role {
            Role::Specialist | Role::CommuneCouncil => TodoKind::Owe,
            _ => TodoKind::Wait,
        };
        for one in store::hearings_waiting(ctx.tx, council, MOST)? {
            todos.extend(of_hearing(ctx, &one, kind));
        }
        for one in store::reviews_waiting(ctx.tx, council, MOST)? {
            todos.extend(of_review(ctx, &one, kind));
        }
        let today = ctx.today;
        for one in store::draws_waiting(ctx.tx, council, MOST)?.into_iter().filter(|one| one.draw_on <= today)
        {
            let label = format!("Bốc thăm: {}", one.title);
            todos.push(todo(label, one.code.clone(), Some(one.draw_on), one.path(), "Mở bốc thăm", kind));
        }
    }
    todos.extend(told(ctx)?);
    Ok(todos)
}

/// What a body was told to explain or to answer.
fn told(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let Some(body) = ctx.actor.organization.filter(|_| is_told(ctx.actor.role)) else {
        return Ok(Vec::new());
    };
    let mut todos = Vec::new();
    for one in store::hearings_told(ctx.tx, body, MOST)? {
        let detail = format!("họp ngày {}", dates::print(one.held_on));
        let label = format!("Giải trình: {}", one.title);
        todos.push(todo(label, detail, Some(one.held_on), one.path(), "Mở", TodoKind::Owe));
    }
    for one in store::reviews_demanded(ctx.tx, body, MOST)? {
        let label = format!("Trả lời yêu cầu về {}", one.text_name());
        let due = one.answer_due_on;
        todos.push(todo(label, one.code.clone(), due, one.path(), "Trả lời", TodoKind::Owe));
    }
    Ok(todos)
}

/// Those whose bodies explain or answer; a commune's council answers for its resolutions.
const fn is_told(role: Role) -> bool {
    match role {
        Role::PeoplesCommittee | Role::Department | Role::FatherlandFront | Role::CommuneCouncil => true,
        Role::Visitor
        | Role::Specialist
        | Role::OfficeHead
        | Role::Chair
        | Role::StandingCommittee
        | Role::Committee
        | Role::GroupLeader
        | Role::Delegate
        | Role::Administrator => false,
    }
}

fn of_hearing(ctx: &Ctx<'_>, one: &Hearing, kind: TodoKind) -> Option<Todo> {
    let detail = format!("{}, họp ngày {}", one.code, dates::print(one.held_on));
    let (verb, due, action) = match one.state {
        HearingState::Proposed => {
            let due = rules::notice_due(ctx.law, one.held_on).map(|deadline| deadline.due);
            ("Thông báo phiên giải trình", due, "Gửi thông báo")
        }
        HearingState::Notified => ("Phiên giải trình", Some(one.held_on), "Mở"),
        HearingState::Held => ("Kết luận phiên giải trình", None, "Ghi kết luận"),
        HearingState::Concluded | HearingState::Cancelled => return None,
    };
    Some(todo(format!("{verb}: {}", one.title), detail, due, one.path(), action, kind))
}

fn of_review(ctx: &Ctx<'_>, one: &TextReview, kind: TodoKind) -> Option<Todo> {
    let (verb, due, action) = match one.state {
        ReviewState::Unlawful => ("Gửi yêu cầu sửa đổi", None, "Gửi yêu cầu"),
        ReviewState::Demanded if one.is_answer_late(ctx.today) => {
            ("Quá hạn trả lời, báo cáo Thường trực HĐND", one.answer_due_on, "Mở")
        }
        ReviewState::Answered => ("Xem xét trả lời về", None, "Mở"),
        ReviewState::Raised => ("Xử lý hoặc trình HĐND", None, "Mở"),
        ReviewState::Submitted => ("Ghi quyết định của HĐND về", None, "Mở"),
        ReviewState::Demanded
        | ReviewState::Reviewing
        | ReviewState::Lawful
        | ReviewState::Settled
        | ReviewState::Annulled
        | ReviewState::Kept => return None,
    };
    Some(todo(format!("{verb} {}", one.text_name()), one.code.clone(), due, one.path(), action, kind))
}
