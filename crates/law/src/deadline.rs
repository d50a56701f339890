//! A date due that can explain itself, and the arithmetic behind it.
//!
//! Bộ luật Dân sự 2015, Điều 147, 148: the trigger day is not counted; a period that ends on a day off ends on the
//! next working day. A limit counted backwards in calendar days is a hard date and does not move.

use std::fmt;

use jiff::Span;
use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::law::Law;
use crate::limit::{Limit, Unit};
use crate::table::Confidence;
use crate::vietnamese::{day, weekday_and_day};

/// The rule id of a date that someone set, such as the "hạn giải quyết" of a forwarding letter.
pub const EXPLICIT: &str = "explicit";
/// With so many working days left, or fewer, a matter is due soon.
const SOON_WORKING_DAYS: u32 = 3;

/// The rule a deadline rests on, as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRef {
    /// The rule id, or [`EXPLICIT`].
    pub id: String,
    /// The obligation, in Vietnamese.
    pub says: String,
    /// The source, in Vietnamese; a council's own when it has set its own number.
    pub source: String,
    /// How sure the table is.
    pub confidence: Confidence,
    /// The limit, in Vietnamese.
    pub limit_text: String,
    /// Whether the number is the council's own.
    pub own: bool,
}

/// On which side of the date the deed must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineKind {
    /// At latest on the date, counted forwards or set.
    Latest,
    /// At latest on the date, counted backwards from an event.
    LatestBefore,
    /// Not earlier than the date.
    Earliest,
}

/// A day that was looked at while counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// Whether it counts.
    pub counted: bool,
    /// Why it is off, in Vietnamese; empty on a working day.
    pub note: String,
}

/// A date due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The date due.
    pub due: Date,
    /// The day the clock started, or the event counted back from; not counted itself.
    pub trigger: Date,
    /// On which side of the date the deed must lie.
    pub kind: DeadlineKind,
    /// The rule it rests on.
    pub rule: RuleRef,
    /// The days looked at, in the order of counting; empty for months, years and fixed dates that did not move.
    pub days: Vec<CountedDay>,
    /// Whether the last day was a day off and the date moved on.
    pub rolled: bool,
    /// Whether a year without a table of holidays was touched.
    pub provisional: bool,
    /// For a hard date on a day off: the last working day before it.
    pub previous_working_day: Option<Date>,
}

/// How a matter stands towards its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadlineStatus {
    /// Done in time.
    OnTime,
    /// Done too late, by so many calendar days.
    Late(u32),
    /// Done before the earliest date allowed, by so many calendar days.
    TooEarly(u32),
    /// Not done and past the date, by so many calendar days.
    Overdue(u32),
    /// Not done, due within three working days; the working days left.
    DueSoon(u32),
    /// Not done, due today.
    DueToday,
    /// Not done; the working days left.
    Open(u32),
}

impl Deadline {
    /// How the matter stands today; an earliest date is never overdue.
    pub fn status(&self, law: &Law, today: Date, done_on: Option<Date>) -> DeadlineStatus {
        if self.kind != DeadlineKind::Earliest {
            return law.status(self.due, today, done_on);
        }
        match done_on {
            Some(done) if done < self.due => DeadlineStatus::TooEarly(days_from(done, self.due)),
            Some(_) => DeadlineStatus::OnTime,
            None => DeadlineStatus::Open(law.working_days_left(today, self.due)),
        }
    }

    /// How the date was found, line by line, in Vietnamese.
    pub fn explain(&self) -> Vec<String> {
        let mut lines = vec![self.explain_rule()];
        lines.extend(self.explain_trigger());
        lines.extend(self.explain_days_off());
        let word = match self.kind {
            DeadlineKind::Latest | DeadlineKind::LatestBefore => "Hạn cuối",
            DeadlineKind::Earliest => "Sớm nhất",
        };
        lines.push(format!("{word}: {}", weekday_and_day(self.due)));
        if let Some(working) = self.previous_working_day {
            lines.push(format!(
                "Hạn tính ngược không dời khi rơi vào ngày nghỉ; ngày làm việc liền trước: {}",
                weekday_and_day(working)
            ));
        }
        if self.provisional {
            lines.push(
                "Tạm tính: chưa nhập lịch nghỉ của năm liên quan, chỉ tính ngày nghỉ theo luật".to_owned(),
            );
        }
        lines
    }

    fn explain_rule(&self) -> String {
        let rule = &self.rule;
        let doubt = match rule.confidence {
            Confidence::High => String::new(),
            Confidence::Medium | Confidence::Low => format!("; {}", rule.confidence.describe()),
        };
        format!("{}: {} ({}{doubt})", rule.says, rule.limit_text, rule.source)
    }

    fn explain_trigger(&self) -> Option<String> {
        if self.kind == DeadlineKind::LatestBefore {
            return Some(format!("Tính ngược từ ngày mốc {}, không tính ngày mốc", day(self.trigger)));
        }
        let counted_from_next_day = self.days.first().is_some_and(|first| self.trigger < first.date);
        counted_from_next_day
            .then(|| format!("Ngày mốc {} không tính (Bộ luật Dân sự 2015, Điều 147)", day(self.trigger)))
    }

    fn explain_days_off(&self) -> Vec<String> {
        let moved = |off: &&CountedDay| !off.counted && !off.note.is_empty();
        let tail = if self.rolled { "lùi sang ngày sau" } else { "không tính" };
        self.days
            .iter()
            .filter(moved)
            .map(|off| {
                let named = weekday_and_day(off.date);
                if named.starts_with(&off.note) {
                    format!("{named}: ngày nghỉ hằng tuần, {tail}")
                } else {
                    format!("{named}: {}, {tail}", off.note)
                }
            })
            .collect()
    }
}

impl fmt::Display for DeadlineStatus {
    /// The status in Vietnamese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnTime => f.write_str("đúng hạn"),
            Self::Late(days) => write!(f, "trễ {days} ngày"),
            Self::TooEarly(days) => write!(f, "sớm {days} ngày so với ngày được phép"),
            Self::Overdue(days) => write!(f, "quá hạn {days} ngày"),
            Self::DueSoon(days) => write!(f, "sắp đến hạn, còn {days} ngày làm việc"),
            Self::DueToday => f.write_str("đến hạn hôm nay"),
            Self::Open(days) => write!(f, "còn {days} ngày làm việc"),
        }
    }
}

/// How a matter with a latest date stands.
pub(crate) fn status(calendar: &Calendar, due: Date, today: Date, done_on: Option<Date>) -> DeadlineStatus {
    if let Some(done) = done_on {
        return if done <= due { DeadlineStatus::OnTime } else { DeadlineStatus::Late(days_from(due, done)) };
    }
    if due < today {
        return DeadlineStatus::Overdue(days_from(due, today));
    }
    if due == today {
        return DeadlineStatus::DueToday;
    }
    let left = calendar.working_days_between(today, due);
    if left <= SOON_WORKING_DAYS { DeadlineStatus::DueSoon(left) } else { DeadlineStatus::Open(left) }
}

/// The outcome of counting, before it is tied to a rule.
pub(crate) struct Count {
    pub(crate) due: Date,
    pub(crate) kind: DeadlineKind,
    pub(crate) days: Vec<CountedDay>,
    pub(crate) rolled: bool,
    pub(crate) provisional: bool,
    pub(crate) previous_working_day: Option<Date>,
}

/// Why nothing was counted.
pub(crate) enum Uncounted {
    NotADate,
    OutOfRange,
}

/// Applies a limit to a trigger day.
pub(crate) fn count(calendar: &Calendar, limit: &Limit, trigger: Date) -> Result<Count, Uncounted> {
    let counted = match limit {
        Limit::After { amount, unit, .. } => after(calendar, trigger, *amount, *unit),
        Limit::Before { amount, unit } => before(calendar, trigger, *amount, *unit),
        Limit::NotBefore { amount, unit } => plain(calendar, trigger, *amount, *unit)
            .map(|count| Count { kind: DeadlineKind::Earliest, ..count }),
        Limit::Lasting { amount, unit } => plain(calendar, trigger, *amount, *unit),
        Limit::On(date) => Some(hard(*date, DeadlineKind::Latest, Vec::new())),
        Limit::YearBefore(day) => Date::new(trigger.year() - 1, day.month, day.day)
            .ok()
            .map(|date| backwards(calendar, date, Vec::new())),
        Limit::Reminders(_)
        | Limit::Yearly(_)
        | Limit::Window { .. }
        | Limit::CalendarQuarter
        | Limit::BetweenSessions
        | Limit::Share(_)
        | Limit::MoreThanPercent(_)
        | Limit::AtLeastPer { .. }
        | Limit::AtMost { .. }
        | Limit::AtLeastPeople(_)
        | Limit::People { .. }
        | Limit::NextSession
        | Limit::NextBriefing
        | Limit::ThisOrNextSession
        | Limit::EachSession
        | Limit::Promptly
        | Limit::AtOnce
        | Limit::Continuously
        | Limit::Never
        | Limit::None => return Err(Uncounted::NotADate),
    };
    counted.ok_or(Uncounted::OutOfRange)
}

fn after(calendar: &Calendar, trigger: Date, amount: u32, unit: Unit) -> Option<Count> {
    match unit {
        Unit::WorkingDays => working(calendar, trigger, amount, Date::tomorrow, DeadlineKind::Latest),
        // Hours run on over days off; the day of the last hour is the date.
        Unit::Hours => plain(calendar, trigger, amount, unit),
        Unit::Days | Unit::Months | Unit::Years => {
            let count = plain(calendar, trigger, amount, unit)?;
            Some(roll(calendar, count))
        }
    }
}

fn before(calendar: &Calendar, trigger: Date, amount: u32, unit: Unit) -> Option<Count> {
    if unit == Unit::WorkingDays {
        return working(calendar, trigger, amount, Date::yesterday, DeadlineKind::LatestBefore);
    }
    // The hours before an event lie on its own day.
    let amount = if unit == Unit::Hours { amount / 24 } else { amount };
    let due = trigger.checked_sub(span(amount, unit)?).ok()?;
    Some(backwards(calendar, due, Vec::new()))
}

/// So long after the trigger, wherever that falls.
fn plain(calendar: &Calendar, trigger: Date, amount: u32, unit: Unit) -> Option<Count> {
    if unit == Unit::WorkingDays {
        return working(calendar, trigger, amount, Date::tomorrow, DeadlineKind::Latest);
    }
    let amount = if unit == Unit::Hours { amount.div_ceil(24) } else { amount };
    let due = trigger.checked_add(span(amount, unit)?).ok()?;
    let days = if unit == Unit::Days { calendar_days(trigger, due) } else { Vec::new() };
    Some(hard(due, DeadlineKind::Latest, days))
}

fn calendar_days(trigger: Date, due: Date) -> Vec<CountedDay> {
    trigger
        .series(Span::new().days(1))
        .skip(1)
        .take_while(|date| *date <= due)
        .map(|date| CountedDay { date, counted: true, note: String::new() })
        .collect()
}

fn roll(calendar: &Calendar, count: Count) -> Count {
    let Count { mut due, mut days, .. } = count;
    let provisional_at = |date: Date| calendar.provisional(date.year());
    let mut provisional = provisional_at(due);
    let mut rolled = false;
    if let Some(reason) = calendar.why_off(due) {
        rolled = true;
        let end = calendar.working_day_after(due);
        days.retain(|counted| counted.date != due);
        days.push(off_day(due, reason));
        while let Ok(next) = due.tomorrow() {
            due = next;
            provisional |= provisional_at(due);
            match calendar.why_off(due) {
                Some(reason) if due < end => days.push(off_day(due, reason)),
                Some(_) | None => break,
            }
        }
        days.push(CountedDay { date: due, counted: true, note: String::new() });
    }
    Count { due, days, rolled, provisional, ..count }
}

fn working(
    calendar: &Calendar,
    trigger: Date,
    amount: u32,
    step: fn(Date) -> Result<Date, jiff::Error>,
    kind: DeadlineKind,
) -> Option<Count> {
    let mut days = Vec::new();
    let mut due = trigger;
    let mut left = amount;
    let mut provisional = false;
    while 0 < left {
        due = step(due).ok()?;
        provisional |= calendar.provisional(due.year());
        if let Some(reason) = calendar.why_off(due) {
            days.push(off_day(due, reason));
            continue;
        }
        left -= 1;
        days.push(CountedDay { date: due, counted: true, note: String::new() });
    }
    Some(Count { provisional, ..hard(due, kind, days) })
}

/// A date counted backwards: it stays, but the working day before a day off is shown.
fn backwards(calendar: &Calendar, due: Date, days: Vec<CountedDay>) -> Count {
    let off = !calendar.is_working(due);
    Count {
        previous_working_day: off.then(|| calendar.working_day_before(due)),
        ..hard(due, DeadlineKind::LatestBefore, days)
    }
}

fn hard(due: Date, kind: DeadlineKind, days: Vec<CountedDay>) -> Count {
    Count { due, kind, days, rolled: false, provisional: false, previous_working_day: None }
}

fn off_day(date: Date, reason: &str) -> CountedDay {
    CountedDay { date, counted: false, note: reason.to_owned() }
}

/// Months and years end on the same day of the month or on its last day (Bộ luật Dân sự 2015, Điều 148).
fn span(amount: u32, unit: Unit) -> Option<Span> {
    let amount = i64::from(amount);
    let span = match unit {
        Unit::Hours | Unit::Days | Unit::WorkingDays => Span::new().try_days(amount),
        Unit::Months => Span::new().try_months(amount),
        Unit::Years => Span::new().try_years(amount),
    };
    span.ok()
}

/// Calendar days from the earlier to the later date.
fn days_from(earlier: Date, later: Date) -> u32 {
    u32::try_from((later - earlier).get_days()).unwrap_or(0)
}
