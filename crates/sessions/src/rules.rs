//! Kinds in force, steps of a session, and its dates by law.

use kernel::{Date, dates};
use law::{Deadline, Law, Rule};

use crate::course::{Stage, Told};
use crate::model::{Kind, NewSession, Refusal, Session, State};

/// From this day extraordinary sessions are thematic or urgent ones (Luật 47/2019/QH14, Điều 2,
/// which amends Điều 78 of Luật 77/2015/QH13; in force on 01/07/2020).
const KINDS_SINCE: Date = Date::constant(2020, 7, 1);

/// Whether a session of this kind could open on a day.
pub fn kind_holds(kind: Kind, on: Date) -> bool {
    match kind {
        Kind::First | Kind::Regular | Kind::TermFinal => true,
        Kind::Extraordinary => on < KINDS_SINCE,
        Kind::Thematic | Kind::Urgent => KINDS_SINCE <= on,
    }
}

fn check_kind(kind: Kind, on: Date) -> Result<(), Refusal> {
    if kind_holds(kind, on) {
        return Ok(());
    }
    let since = dates::print(KINDS_SINCE);
    Err(Refusal::KindNotInForce(if kind == Kind::Extraordinary {
        format!(
            "Kỳ họp bất thường chỉ có đến trước ngày {since}. Chọn kỳ họp chuyên đề hoặc kỳ họp giải quyết công việc phát sinh đột xuất."
        )
    } else {
        format!("{} chỉ có từ ngày {since} (Luật 47/2019/QH14). Chọn kỳ họp bất thường.", kind.label())
    }))
}

/// Whether the facts of a session fit together on the day they are entered.
pub fn check(new: &NewSession, today: Date) -> Result<(), Refusal> {
    check_kind(new.kind, new.opened_on)?;
    if !(1..=200).contains(&new.number) {
        return Err(Refusal::NumberOutOfRange);
    }
    if (new.kind == Kind::First) != (new.number == 1) {
        return Err(Refusal::FirstIsNumberOne);
    }
    if new.closed_on.is_some_and(|closed| closed < new.opened_on) {
        return Err(Refusal::ClosesBeforeOpening);
    }
    match new.state {
        State::Opened | State::Closed if today < new.opened_on => Err(Refusal::OpensInFuture),
        State::Closed => match new.closed_on {
            None => Err(Refusal::NoClosing),
            Some(closed) if today < closed => Err(Refusal::ClosesInFuture),
            Some(_) => Ok(()),
        },
        State::Planned | State::Convened | State::Opened | State::Postponed | State::Cancelled => Ok(()),
    }
}

/// What moves when a session takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// How far it has come.
    pub state: State,
    /// The day of opening, real or planned.
    pub opened_on: Date,
    /// The day of closing, real or planned.
    pub closed_on: Option<Date>,
}

/// A step of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The standing committee decides to convene it.
    Convene,
    /// It opens.
    Open {
        /// The day.
        on: Date,
    },
    /// It closes.
    Close {
        /// The day.
        on: Date,
    },
    /// It waits, for another day when that is known.
    Postpone {
        /// The new day of opening.
        to: Option<Date>,
        /// Why.
        reason: String,
    },
    /// It will not be held.
    Cancel {
        /// Why.
        reason: String,
    },
}

impl Step {
    /// The verb in Vietnamese.
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Convene => "triệu tập",
            Self::Open { .. } => "khai mạc",
            Self::Close { .. } => "bế mạc",
            Self::Postpone { .. } => "hoãn",
            Self::Cancel { .. } => "hủy",
        }
    }
}

/// Whether the step may follow in this state, its dates and reasons aside.
pub fn may_follow(state: State, step: &Step) -> bool {
    match step {
        Step::Convene => matches!(state, State::Planned | State::Postponed),
        Step::Open { .. } => state == State::Convened,
        Step::Close { .. } => state == State::Opened,
        Step::Postpone { .. } => matches!(state, State::Planned | State::Convened),
        Step::Cancel { .. } => matches!(state, State::Planned | State::Convened | State::Postponed),
    }
}

/// Takes a step.
pub fn take(course: Course, step: &Step, kind: Kind, today: Date) -> Result<Course, Refusal> {
    if !may_follow(course.state, step) {
        return Err(Refusal::WrongState { state: course.state, verb: step.verb() });
    }
    match step {
        Step::Convene => Ok(Course { state: State::Convened, ..course }),
        Step::Open { on } if today < *on => Err(Refusal::OpensInFuture),
        Step::Open { on } => {
            check_kind(kind, *on)?;
            // A planned closing that the opening has overtaken says nothing any more
            let closed_on = course.closed_on.filter(|closed| on <= closed);
            Ok(Course { state: State::Opened, opened_on: *on, closed_on })
        }
        Step::Close { on } if *on < course.opened_on => Err(Refusal::ClosesBeforeOpening),
        Step::Close { on } if today < *on => Err(Refusal::ClosesInFuture),
        Step::Close { on } => Ok(Course { state: State::Closed, closed_on: Some(*on), ..course }),
        Step::Postpone { reason, .. } | Step::Cancel { reason } if reason.trim().is_empty() => {
            Err(Refusal::NoReason)
        }
        Step::Postpone { to, .. } => {
            let opened_on = to.unwrap_or(course.opened_on);
            check_kind(kind, opened_on)?;
            Ok(Course {
                state: State::Postponed,
                opened_on,
                closed_on: course.closed_on.filter(|_| to.is_none()),
            })
        }
        Step::Cancel { .. } => Ok(Course { state: State::Cancelled, ..course }),
    }
}

/// The latest days before an opening: convening, announcing, examining, sending documents. A
/// rule that is not in force on the day is left out.
pub fn before_opening(law: &Law, kind: Kind, opened_on: Date) -> Vec<(Rule, Deadline)> {
    let (convene, announce) = match kind {
        Kind::First | Kind::Regular | Kind::TermFinal => (Rule::ConveneRegularSession, Rule::AnnounceSession),
        Kind::Thematic | Kind::Urgent | Kind::Extraordinary => {
            (Rule::ConveneOtherSession, Rule::AnnounceOtherSession)
        }
    };
    [convene, announce, Rule::ExaminationMeeting, Rule::SendSessionDocuments]
        .into_iter()
        .filter_map(|rule| Some((rule, law.deadline(rule, opened_on).ok()?)))
        .collect()
}

/// The latest day for sending resolutions, reports and minutes up after a closing.
pub fn after_closing(law: &Law, closed_on: Date) -> Option<Deadline> {
    law.deadline(Rule::SendMinutesUp, closed_on).ok()
}

/// Everything that stands against putting a session's dossier into the archive on a day: it must
/// have closed, and its resolutions be signed, sent up and open to everyone.
pub fn archive_faults(session: &Session, course: &[Told], on: Date, today: Date) -> Vec<Refusal> {
    if session.is_archived() {
        return vec![Refusal::Archived];
    }
    let Some(closed) = session.closed_on.filter(|_| session.state == State::Closed) else {
        return vec![Refusal::ArchivedBeforeClosing];
    };
    let known = |stage: Stage| course.iter().find(|one| one.stage == stage);
    let mut faults: Vec<Refusal> = Stage::BEFORE_ARCHIVE
        .into_iter()
        .filter(|stage| known(*stage).is_none_or(|one| !one.is_done))
        .map(|stage| {
            let missing = known(stage).map(|one| one.words.clone()).filter(|words| !words.is_empty());
            Refusal::NotReady {
                stage: stage.label(),
                missing: missing.unwrap_or_else(|| "chưa ghi".to_owned()),
            }
        })
        .collect();
    let last = Stage::BEFORE_ARCHIVE
        .into_iter()
        .filter_map(|stage| Some((stage, known(stage)?.on?)))
        .chain([(Stage::Closed, closed)])
        .max_by_key(|(stage, day)| (*day, *stage));
    if let Some((stage, day)) = last.filter(|(_, day)| on < *day) {
        faults.push(Refusal::ArchivedTooEarly { what: stage.label(), on: dates::print(day) });
    }
    if today < on {
        faults.push(Refusal::ArchivedInFuture);
    }
    faults
}

/// What a correction changes, field by field: "Nơi họp: “Hội trường A” thành “Hội trường B”".
pub fn differences(session: &Session, new: &NewSession) -> Vec<String> {
    let days = |on: Option<Date>| on.map_or_else(|| "chưa ghi".to_owned(), dates::print);
    let words =
        |words: &str| if words.is_empty() { "để trống".to_owned() } else { format!("“{words}”") };
    let openness = |is_public: bool| if is_public { "công khai" } else { "không công khai" };
    [
        (session.number != new.number).then(|| format!("Số thứ tự: {} thành {}", session.number, new.number)),
        (session.kind != new.kind)
            .then(|| format!("Loại: {} thành {}", session.kind.label(), new.kind.label())),
        (session.title != new.title)
            .then(|| format!("Tên gọi: {} thành {}", words(&session.title), words(&new.title))),
        (session.place != new.place)
            .then(|| format!("Nơi họp: {} thành {}", words(&session.place), words(&new.place))),
        (session.opened_on != new.opened_on).then(|| {
            format!("Khai mạc: {} thành {}", dates::print(session.opened_on), dates::print(new.opened_on))
        }),
        (session.closed_on != new.closed_on)
            .then(|| format!("Bế mạc: {} thành {}", days(session.closed_on), days(new.closed_on))),
        (session.summary != new.summary)
            .then(|| format!("Tóm tắt: {} thành {}", words(&session.summary), words(&new.summary))),
        (session.is_public != new.is_public)
            .then(|| format!("Công khai: {} thành {}", openness(session.is_public), openness(new.is_public))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests;
