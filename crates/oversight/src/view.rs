//! An oversight in words, badges and steps, and its dates by law.

use kernel::{Date, dates};
use kit::ui::{Badge, BadgeKind, StepState, Steps};
use law::{DeadlineStatus, Law};

use crate::model::{Kind, Oversight, State};
use crate::rules::{self, Clock};

/// A date by law with its reason.
#[derive(Debug, Clone)]
pub(crate) struct DueLine {
    /// The obligation.
    pub(crate) says: String,
    /// The date, "Thứ Tư, 15/07/2020".
    pub(crate) on: String,
    /// How it stands.
    pub(crate) badge: Badge,
    /// How the date was found, line by line.
    pub(crate) lines: Vec<String>,
}

impl DueLine {
    pub(crate) fn of(clock: &Clock, law: &Law, today: Date) -> Self {
        let due = clock.deadline.due;
        let badge = match law.status(due, today, clock.done_on) {
            DeadlineStatus::OnTime | DeadlineStatus::TooEarly(_) => Badge::done("Đúng hạn"),
            DeadlineStatus::Late(days) => Badge::late(format!("Trễ {days} ngày")),
            DeadlineStatus::Overdue(days) => Badge::overdue(days),
            DeadlineStatus::DueToday => Badge::due_today(),
            DeadlineStatus::DueSoon(days) | DeadlineStatus::Open(days) => Badge::open(days),
        };
        Self {
            says: clock.deadline.rule.says.clone(),
            on: dates::print_weekday(due),
            badge,
            lines: clock.deadline.explain(),
        }
    }
}

/// The dates by law.
pub(crate) fn dues(one: &Oversight, first_visit: Option<Date>, law: &Law, today: Date) -> Vec<DueLine> {
    if one.state == State::Cancelled {
        return Vec::new();
    }
    rules::clocks(law, one, first_visit).iter().map(|clock| DueLine::of(clock, law, today)).collect()
}

/// By how many days the team's report is late, or came late.
pub(crate) fn report_lateness(one: &Oversight, law: &Law, today: Date) -> Option<u32> {
    match law.status(one.report_due_on?, today, one.reported_on) {
        DeadlineStatus::Late(days) | DeadlineStatus::Overdue(days) => Some(days),
        _ => None,
    }
}

/// The badge: one glance tells whether to worry.
pub(crate) fn badge(one: &Oversight, law: &Law, today: Date) -> Badge {
    let late = report_lateness(one, law, today);
    match one.state {
        State::Working if late.is_some() => {
            Badge::late(format!("Báo cáo quá hạn {} ngày", late.unwrap_or_default()))
        }
        State::InProgramme if one.planned_from < today => Badge::waiting("Đến kỳ, chưa lập đoàn"),
        State::Proposed | State::InProgramme | State::Cancelled => Badge::draft(one.state.label()),
        State::Decided | State::Notified | State::Working | State::Concluded | State::FollowUp => {
            Badge::doing(one.state.label())
        }
        State::Reported | State::Considered => Badge::waiting(one.state.label()),
        State::Closed => Badge::done(one.state.label()),
    }
}

/// The hue of a work on the strip of the year.
pub(crate) fn strip_kind(one: &Oversight, law: &Law, today: Date) -> BadgeKind {
    badge(one, law, today).kind
}

/// The five steps of an oversight, the four of a survey.
pub(crate) fn steps(one: &Oversight, law: &Law, today: Date) -> Steps {
    let day = |on: Option<Date>| on.map(dates::print).unwrap_or_default();
    let late = report_lateness(one, law, today);
    let worked = match (one.began_on, one.field_ended_on) {
        (Some(from), Some(to)) => format!("{} - {}", dates::print(from), dates::print(to)),
        (Some(from), None) => format!("từ {}", dates::print(from)),
        _ => String::new(),
    };
    let reported = match (one.reported_on, late) {
        (Some(on), Some(days)) => format!("{}, trễ {days} ngày", dates::print(on)),
        (Some(on), None) => dates::print(on),
        (None, Some(days)) => format!("quá hạn {days} ngày"),
        (None, None) => String::new(),
    };
    let concluded = match (one.concluded_on, one.closed_on) {
        (Some(on), Some(end)) => format!("{}, kết thúc {}", dates::print(on), dates::print(end)),
        (Some(on), None) => dates::print(on),
        (None, _) => String::new(),
    };
    let mut rows = vec![
        ("Quyết định thành lập đoàn", one.decided_on.is_some(), day(one.decided_on), false),
        ("Gửi kế hoạch, đề cương", one.outline_sent_on.is_some(), day(one.outline_sent_on), false),
        ("Làm việc tại cơ sở", one.field_ended_on.is_some(), worked, false),
        ("Báo cáo kết quả", one.reported_on.is_some(), reported, late.is_some()),
    ];
    if one.kind == Kind::Survey {
        rows.push(("Kết thúc", one.closed_on.is_some(), day(one.closed_on), false));
    } else {
        rows.push(("Kết luận, kiến nghị", one.concluded_on.is_some(), concluded, false));
    }
    let mut steps = Steps::default();
    let mut is_now = one.state.is_open();
    for (title, done, note, late) in rows {
        let state = match (done, late) {
            (true, _) => StepState::Done,
            (false, true) => StepState::Late,
            (false, false) if is_now => StepState::Now,
            (false, false) => StepState::Next,
        };
        is_now = is_now && done;
        steps = steps.step(state, title, note);
    }
    steps
}

/// "03/2020 - 06/2020", or one month.
pub(crate) fn plan(one: &Oversight) -> String {
    let month = |day: Date| format!("{:02}/{}", day.month(), day.year());
    let (from, to) = (month(one.planned_from), month(one.planned_to));
    if from == to { from } else { format!("{from} - {to}") }
}
