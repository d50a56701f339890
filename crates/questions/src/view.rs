//! A question in words and badges, and its dates by law.

use kernel::Date;
use kit::ui::Badge;
use law::{DeadlineStatus, Law};
use sessions::DueLine;

use crate::model::{Question, State};
use crate::rules;

/// The badge: one glance tells whether to worry.
pub(crate) fn badge(one: &Question, today: Date, law: &Law) -> Badge {
    match one.state {
        State::WrittenAllowed => match one.due_on {
            Some(due) if due < today => {
                Badge::overdue(due.until(today).map_or(0, |span| span.get_days().unsigned_abs()))
            }
            Some(due) => Badge::open(law.working_days_left(today, due)),
            None => Badge::doing(one.state.label()),
        },
        State::AnsweredWritten if one.answered_on > one.due_on => Badge::late("Đã trả lời, trễ hạn"),
        State::Satisfied | State::AnsweredOral | State::AnsweredWritten | State::Discussed => {
            Badge::done(one.state.label())
        }
        State::NotSatisfied | State::ToDiscuss => Badge::late(one.state.label()),
        State::Chosen => Badge::doing(one.state.label()),
        State::Asked | State::Compiled | State::NotChosen | State::Withdrawn => {
            Badge::draft(one.state.label())
        }
    }
}

/// The day by which a written answer is due, with its reason.
pub(crate) fn dues(one: &Question, law: &Law, today: Date) -> Vec<DueLine> {
    let (Some(due), Some(allowed)) = (one.due_on, one.written_allowed_on) else { return Vec::new() };
    // The law may have been given another number since it was allowed
    let deadline = rules::written_due(law, allowed)
        .ok()
        .filter(|counted| counted.due == due)
        .unwrap_or_else(|| law.explicit(due, "Ngày tính khi cho trả lời bằng văn bản"));
    let badge = match law.status(due, today, one.answered_on) {
        DeadlineStatus::OnTime | DeadlineStatus::TooEarly(_) => Badge::done("Đã trả lời đúng hạn"),
        DeadlineStatus::Late(days) => Badge::late(format!("Đã trả lời, trễ {days} ngày")),
        DeadlineStatus::Overdue(days) => Badge::overdue(days),
        DeadlineStatus::DueToday => Badge::due_today(),
        DeadlineStatus::DueSoon(days) | DeadlineStatus::Open(days) => Badge::open(days),
    };
    vec![DueLine::new(&deadline, badge)]
}

/// The day by which promises are reported, before a session that opens on a day.
pub(crate) fn report_due(law: &Law, opens: Date, today: Date) -> Option<DueLine> {
    let deadline = rules::report_due(law, opens)?;
    let badge = match law.status(deadline.due, today, None) {
        DeadlineStatus::DueToday => Badge::due_today(),
        DeadlineStatus::DueSoon(days) | DeadlineStatus::Open(days) => Badge::open(days),
        DeadlineStatus::OnTime
        | DeadlineStatus::Late(_)
        | DeadlineStatus::TooEarly(_)
        | DeadlineStatus::Overdue(_) => Badge::draft("Đã qua hạn báo cáo"),
    };
    Some(DueLine::new(&deadline, badge))
}
