//! When somebody may be told, what belongs into a mail, and when a mail is tried again.

use std::str::FromStr as _;

use follow::{Line, SOON_DAYS, TodoKind};
use kernel::{Date, Instant, dates};

use crate::model::{Refusal, Topic};

const MINUTE: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;
/// The mail of the morning is for the working day that begins.
const DIGEST_AT: i64 = 7 * 60;
/// What happens within a minute is one mail.
const LOOK_EVERY_MS: i64 = MINUTE;
/// No stretch of days off is longer.
const LONGEST_QUIET_DAYS: u32 = 60;
/// The waits between tries: seven tries in eighteen hours. The first is longer than a server that
/// turns strangers away once makes them wait.
const WAITS: [i64; 6] =
    [5 * MINUTE, 15 * MINUTE, 40 * MINUTE, 2 * 60 * MINUTE, 5 * 60 * MINUTE, 10 * 60 * MINUTE];
/// A link that confirms an address holds so long.
const CONFIRM_MS: i64 = 48 * 60 * MINUTE;

/// When somebody does not want to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// The first quiet minute of the day.
    pub from: i64,
    /// The first minute that is quiet no more; the same as `from` when no hour is quiet.
    pub to: i64,
    /// Whether days off are quiet as a whole.
    pub on_days_off: bool,
}

impl Quiet {
    fn holds_at(self, minute: i64) -> bool {
        if self.from <= self.to {
            self.from <= minute && minute < self.to
        } else {
            self.from <= minute || minute < self.to
        }
    }
}

/// The minute of the day at UTC+7.
pub fn minute_of(at: Instant) -> i64 {
    (at - dates::midnight(dates::date_of(at))).div_euclid(MINUTE)
}

/// The first moment from `at` on that is not quiet; `at` itself when it is not.
pub fn quiet_until(quiet: Quiet, at: Instant, is_working: impl Fn(Date) -> bool) -> Instant {
    let mut at = at;
    for _ in 0..LONGEST_QUIET_DAYS {
        let day = dates::date_of(at);
        let midnight = dates::midnight(day);
        if quiet.on_days_off && !is_working(day) {
            at = midnight + DAY_MINUTES * MINUTE;
            continue;
        }
        let minute = minute_of(at);
        if !quiet.holds_at(minute) {
            return at;
        }
        // What is quiet until tomorrow is looked at again there, where the day may be off
        at = if minute < quiet.to { midnight + quiet.to * MINUTE } else { midnight + DAY_MINUTES * MINUTE };
    }
    at
}

/// How far somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    /// The journal's entry up to which it was looked through.
    pub seq: Option<i64>,
    /// When it was looked through.
    pub looked: Option<Instant>,
    /// The day of the last mail in the morning.
    pub digest_on: Option<Date>,
}

/// Whether the mail of the morning is due: on working days from seven on, once.
pub fn is_digest_due(quiet: Quiet, told: Told, now: Instant, is_working: impl Fn(Date) -> bool) -> bool {
    let today = dates::date_of(now);
    is_working(today)
        && DIGEST_AT <= minute_of(now)
        && told.digest_on != Some(today)
        && quiet_until(quiet, now, is_working) == now
}

/// The day whose mail of the morning somebody who asks at `now` has missed.
pub fn missed_digest(now: Instant) -> Option<Date> {
    (DIGEST_AT <= minute_of(now)).then(|| dates::date_of(now))
}

/// Whether there may be something to tell at once: the journal has grown or a day has begun, it is
/// not quiet, and a minute has passed.
pub fn is_look_due(
    quiet: Quiet,
    told: Told,
    last_entry: i64,
    now: Instant,
    is_working: impl Fn(Date) -> bool,
) -> bool {
    let (Some(seq), Some(looked)) = (told.seq, told.looked) else {
        return quiet_until(quiet, now, is_working) == now;
    };
    let is_new = seq < last_entry || dates::date_of(looked) != dates::date_of(now);
    // A clock that was set back does not keep anyone waiting
    let has_passed = looked + LOOK_EVERY_MS <= now || now < looked;
    is_new && has_passed && quiet_until(quiet, now, is_working) == now
}

/// Under which of the topics that are asked for a line is told: the worst comes first.
pub fn topic_of(line: &Line, wanted: &[Topic], today: Date, left: impl Fn(Date) -> u32) -> Option<Topic> {
    let can_be_late = line.can_be_late;
    let is_overdue = can_be_late && line.due.is_some_and(|due| due < today);
    let is_soon = can_be_late
        && line.kind == TodoKind::Owe
        && line.due.is_some_and(|due| today <= due && left(due) <= SOON_DAYS);
    [(Topic::Overdue, is_overdue), (Topic::Soon, is_soon), (Topic::Assigned, line.is_new)]
        .into_iter()
        .find(|(topic, holds)| *holds && wanted.contains(topic))
        .map(|(topic, _)| topic)
}

/// How near the day of a report is; each is told once.
pub fn stage_of(due: Option<Date>, today: Date, left: impl Fn(Date) -> u32) -> &'static str {
    match due {
        Some(due) if due < today => "overdue",
        Some(due) if left(due) <= SOON_DAYS => "soon",
        Some(_) | None => "called",
    }
}

/// "hạn 10/10/2020, quá hạn 5 ngày".
pub fn note_of(due: Option<Date>, today: Date, body: &str) -> String {
    let when = due.map(|due| {
        let days = due.until(today).map_or(0, |span| span.get_days());
        match days {
            1.. => format!("hạn {}, quá hạn {days} ngày", dates::print(due)),
            0 => format!("hạn hôm nay, {}", dates::print(due)),
            _ => format!("hạn {}", dates::print(due)),
        }
    });
    let parts: Vec<&str> =
        [body, when.as_deref().unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// The head of a mail that tells at once.
pub fn subject_once(labels: &[&str]) -> String {
    match labels {
        [one] => format!("Nghị Sự: {one}"),
        more => format!("Nghị Sự: {} việc cần biết", more.len()),
    }
}

/// The head of the mail of the morning.
pub fn subject_digest(overdue: usize, others: usize, today: Date) -> String {
    let day = dates::print(today);
    match (overdue, others) {
        (0, others) => format!("Nghị Sự {day}: {others} việc"),
        (overdue, 0) => format!("Nghị Sự {day}: {overdue} việc quá hạn"),
        (overdue, others) => format!("Nghị Sự {day}: {overdue} việc quá hạn, {others} việc khác"),
    }
}

/// When a mail is tried again that failed at `now` for the `tries`-th time; none when that was the
/// last.
pub fn next_try(tries: i64, now: Instant) -> Option<Instant> {
    let at = usize::try_from(tries - 1).ok()?;
    WAITS.get(at).map(|wait| now + wait)
}

/// Whether a server's answer is its last word on a mail. 53x speaks of the sign-in: the setup is
/// wrong, and the mail can go when it is right.
pub const fn is_last_word(code: u16) -> bool {
    500 <= code && code < 600 && !(530 <= code && code < 540)
}

/// Whether a link that was asked for at `asked` still confirms.
pub const fn confirms(asked: Instant, now: Instant) -> bool {
    now < asked + CONFIRM_MS
}

/// An address as mails are sent to it: a name, an at sign, a host with a dot, all of it ASCII.
pub fn address(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    let (_, host) = typed.rsplit_once('@').ok_or(Refusal::NotAnAddress)?;
    let is_plain = typed.is_ascii() && typed.len() <= 254 && !typed.contains(['"', '<', '>', ',', ' ']);
    let has_dot = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    if !is_plain || !has_dot || lettre::Address::from_str(typed).is_err() {
        return Err(Refusal::NotAnAddress);
    }
    Ok(typed.to_owned())
}

/// The name of a server, or its address on the net.
pub fn host(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim().to_ascii_lowercase();
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_name = typed.len() <= 253 && typed.split('.').all(is_label);
    if is_name || typed.parse::<std::net::IpAddr>().is_ok() { Ok(typed) } else { Err(Refusal::NotAHost) }
}

/// "18:00" as minutes of the day.
pub fn minutes(typed: &str) -> Result<i64, Refusal> {
    let (hour, minute) = typed.trim().split_once([':', 'h']).ok_or(Refusal::NotATime)?;
    let number = |part: &str| {
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i64>().ok().filter(|_| is_number)
    };
    match (number(hour), number(minute)) {
        (Some(hour @ 0..24), Some(minute @ 0..60)) => Ok(hour * 60 + minute),
        _ => Err(Refusal::NotATime),
    }
}

/// Minutes of the day as "18:00".
pub fn print_minutes(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use kernel::dates::midnight;

    use super::*;

    const OFFICE: Quiet = Quiet { from: 18 * 60, to: 7 * 60, on_days_off: true };

    fn day(month: i8, day: i8) -> Date {
        Date::constant(2020, month, day)
    }

    fn at(month: i8, of: i8, hour: i64, minute: i64) -> Instant {
        midnight(day(month, of)) + (hour * 60 + minute) * MINUTE
    }

    /// Weekends, and the second of September.
    fn works(date: Date) -> bool {
        let weekday = date.weekday().to_monday_one_offset();
        weekday < 6 && date != day(9, 2)
    }

    #[test]
    fn from_six_in_the_evening_to_seven_nobody_is_told() {
        // Thursday, 15/10/2020
        let before = at(10, 15, 17, 59);
        assert_eq!(quiet_until(OFFICE, before, works), before);
        assert_eq!(quiet_until(OFFICE, at(10, 15, 18, 0), works), at(10, 16, 7, 0));
        assert_eq!(quiet_until(OFFICE, at(10, 15, 18, 1), works), at(10, 16, 7, 0));
        assert_eq!(quiet_until(OFFICE, at(10, 16, 6, 59), works), at(10, 16, 7, 0));
        assert_eq!(quiet_until(OFFICE, at(10, 16, 7, 0), works), at(10, 16, 7, 0));
    }

    #[test]
    fn friday_evening_waits_for_monday_and_a_holiday_for_the_day_after() {
        assert_eq!(quiet_until(OFFICE, at(10, 16, 18, 0), works), at(10, 19, 7, 0));
        assert_eq!(quiet_until(OFFICE, at(10, 17, 12, 0), works), at(10, 19, 7, 0));
        assert_eq!(quiet_until(OFFICE, at(9, 1, 20, 0), works), at(9, 3, 7, 0));
        assert_eq!(quiet_until(OFFICE, at(9, 2, 10, 0), works), at(9, 3, 7, 0));
        let always = Quiet { on_days_off: false, ..OFFICE };
        assert_eq!(quiet_until(always, at(10, 17, 12, 0), works), at(10, 17, 12, 0));
        let never = Quiet { from: 0, to: 0, on_days_off: false };
        assert_eq!(quiet_until(never, at(10, 17, 0, 0), works), at(10, 17, 0, 0));
        let noon = Quiet { from: 11 * 60, to: 13 * 60, on_days_off: true };
        assert_eq!(quiet_until(noon, at(10, 15, 10, 59), works), at(10, 15, 10, 59));
        assert_eq!(quiet_until(noon, at(10, 15, 11, 0), works), at(10, 15, 13, 0));
        assert_eq!(quiet_until(noon, at(10, 15, 13, 0), works), at(10, 15, 13, 0));
    }

    #[test]
    fn a_calendar_without_working_days_does_not_run_on() {
        assert!(quiet_until(OFFICE, at(10, 15, 12, 0), |_| false) > at(11, 30, 0, 0));
    }

    #[test]
    fn the_mail_of_the_morning_comes_once_on_working_days_from_seven() {
        let told = |on| Told { digest_on: on, ..Told::default() };
        assert!(!is_digest_due(OFFICE, told(None), at(10, 16, 6, 59), works));
        assert!(is_digest_due(OFFICE, told(None), at(10, 16, 7, 0), works));
        assert!(is_digest_due(OFFICE, told(Some(day(10, 15))), at(10, 16, 7, 1), works));
        assert!(!is_digest_due(OFFICE, told(Some(day(10, 16))), at(10, 16, 7, 1), works));
        // Friday was told; Saturday and Sunday are not, Monday is
        assert!(!is_digest_due(OFFICE, told(Some(day(10, 16))), at(10, 17, 8, 0), works));
        assert!(!is_digest_due(OFFICE, told(Some(day(10, 16))), at(10, 18, 8, 0), works));
        assert!(is_digest_due(OFFICE, told(Some(day(10, 16))), at(10, 19, 7, 0), works));
        assert!(!is_digest_due(OFFICE, told(None), at(9, 2, 8, 0), works));
        assert!(is_digest_due(OFFICE, told(None), at(9, 3, 7, 0), works));
        // Who wants quiet until eight has it at eight
        let late = Quiet { to: 8 * 60, ..OFFICE };
        assert!(!is_digest_due(late, told(None), at(10, 16, 7, 59), works));
        assert!(is_digest_due(late, told(None), at(10, 16, 8, 0), works));
        assert_eq!(missed_digest(at(10, 16, 6, 59)), None);
        assert_eq!(missed_digest(at(10, 16, 7, 0)), Some(day(10, 16)));
    }

    #[test]
    fn one_looks_again_when_something_happened_or_a_day_began() {
        let looked = at(10, 15, 10, 0);
        let told = Told { seq: Some(8), looked: Some(looked), digest_on: None };
        let due = |told, last, now| is_look_due(OFFICE, told, last, now, works);
        assert!(due(Told::default(), 8, looked));
        assert!(!due(told, 8, looked + LOOK_EVERY_MS));
        assert!(!due(told, 9, looked + LOOK_EVERY_MS - 1));
        assert!(due(told, 9, looked + LOOK_EVERY_MS));
        assert!(due(told, 9, looked - 1));
        assert!(due(told, 8, at(10, 16, 7, 0)));
        assert!(!due(told, 9, at(10, 15, 18, 0)));
        assert!(!due(Told::default(), 9, at(10, 17, 12, 0)));
    }

    fn line(due: Option<Date>, kind: TodoKind, is_new: bool) -> Line {
        Line {
            key: "1".to_owned(),
            label: "Trả lời TD-2020-001".to_owned(),
            body: String::new(),
            due,
            href: "/lam-viec/viec/1".to_owned(),
            kind,
            is_new,
            can_be_late: true,
        }
    }

    #[test]
    fn a_line_is_told_under_the_worst_that_is_asked_for() {
        let today = day(10, 15);
        let left = |due: Date| today.until(due).map_or(0, |span| span.get_days().unsigned_abs());
        let topic = |line: &Line, wanted: &[Topic]| topic_of(line, wanted, today, left);
        let late = line(Some(day(10, 14)), TodoKind::Owe, true);
        assert_eq!(topic(&late, Topic::ALL), Some(Topic::Overdue));
        assert_eq!(topic(&late, &[Topic::Assigned, Topic::Soon]), Some(Topic::Assigned));
        assert_eq!(topic(&late, &[Topic::Soon]), None);
        let on_the_day = line(Some(today), TodoKind::Owe, false);
        assert_eq!(topic(&on_the_day, Topic::ALL), Some(Topic::Soon));
        assert_eq!(topic(&line(Some(day(10, 20)), TodoKind::Owe, false), Topic::ALL), Some(Topic::Soon));
        assert_eq!(topic(&line(Some(day(10, 21)), TodoKind::Owe, false), Topic::ALL), None);
        // Another's work is told when it is late, not before
        assert_eq!(topic(&line(Some(day(10, 16)), TodoKind::Wait, false), Topic::ALL), None);
        assert_eq!(topic(&line(Some(day(10, 14)), TodoKind::Wait, false), Topic::ALL), Some(Topic::Overdue));
        // New work that is near already is told as near, and not as new a day later
        let new_and_near = line(Some(day(10, 16)), TodoKind::Owe, true);
        assert_eq!(topic(&new_and_near, Topic::ALL), Some(Topic::Soon));
        assert_eq!(topic(&new_and_near, &[Topic::Assigned]), Some(Topic::Assigned));
        let judged = Line { can_be_late: false, ..line(Some(day(10, 14)), TodoKind::Owe, false) };
        assert_eq!(topic(&judged, Topic::ALL), None);
        assert_eq!(topic(&line(None, TodoKind::Owe, true), Topic::ALL), Some(Topic::Assigned));
        assert_eq!(stage_of(Some(day(10, 14)), today, left), "overdue");
        assert_eq!(stage_of(Some(today), today, left), "soon");
        assert_eq!(stage_of(Some(day(10, 21)), today, left), "called");
        assert_eq!(stage_of(None, today, left), "called");
    }

    #[test]
    fn days_are_said_as_the_office_says_them() {
        let today = day(10, 15);
        assert_eq!(
            note_of(Some(day(10, 10)), today, "UBND huyện"),
            "UBND huyện, hạn 10/10/2020, quá hạn 5 ngày"
        );
        assert_eq!(note_of(Some(today), today, ""), "hạn hôm nay, 15/10/2020");
        assert_eq!(note_of(Some(day(10, 16)), today, ""), "hạn 16/10/2020");
        assert_eq!(note_of(None, today, ""), "");
        assert_eq!(subject_once(&["Trả lời TD-2020-001"]), "Nghị Sự: Trả lời TD-2020-001");
        assert_eq!(subject_once(&["a", "b"]), "Nghị Sự: 2 việc cần biết");
        assert_eq!(subject_digest(0, 3, today), "Nghị Sự 15/10/2020: 3 việc");
        assert_eq!(subject_digest(2, 0, today), "Nghị Sự 15/10/2020: 2 việc quá hạn");
        assert_eq!(subject_digest(2, 3, today), "Nghị Sự 15/10/2020: 2 việc quá hạn, 3 việc khác");
    }

    #[test]
    fn a_mail_is_tried_seven_times_within_a_day() {
        assert_eq!(next_try(1, 0), Some(5 * MINUTE));
        assert_eq!(next_try(6, 0), Some(600 * MINUTE));
        assert_eq!(next_try(7, 0), None);
        assert_eq!(next_try(0, 0), None);
        assert!(WAITS.iter().sum::<i64>() < 24 * 60 * MINUTE);
        for (code, is_last) in [
            (421, false),
            (450, false),
            (499, false),
            (500, true),
            (529, true),
            (530, false),
            (535, false),
            (539, false),
            (540, true),
            (550, true),
            (599, true),
            (600, false),
        ] {
            assert_eq!(is_last_word(code), is_last, "{code}");
        }
        assert!(confirms(0, CONFIRM_MS - 1));
        assert!(!confirms(0, CONFIRM_MS));
    }

    #[test]
    fn addresses_hosts_and_hours_are_read_as_they_are_typed() {
        assert_eq!(
            address(" lan.vp@thanhliem.hanam.gov.vn ").as_deref(),
            Ok("lan.vp@thanhliem.hanam.gov.vn")
        );
        for typed in [
            "",
            "lan",
            "lan@",
            "@x.vn",
            "lan@localhost",
            "lan@.vn",
            "lan@x.",
            "Lan <lan@x.vn>",
            "lan@x.vn,b@x.vn",
            "lán@x.vn",
            "a b@x.vn",
            "lan@x.vn\r\nBcc: b@x.vn",
        ] {
            assert_eq!(address(typed), Err(Refusal::NotAnAddress), "{typed}");
        }
        assert_eq!(host("SMTP.hanam.gov.vn").as_deref(), Ok("smtp.hanam.gov.vn"));
        assert_eq!(host("127.0.0.1").as_deref(), Ok("127.0.0.1"));
        assert_eq!(host("::1").as_deref(), Ok("::1"));
        for typed in ["", "http://x.vn", "x.vn:25", "x y", "-x.vn", "x..vn", "máy.vn"] {
            assert_eq!(host(typed), Err(Refusal::NotAHost), "{typed}");
        }
        assert_eq!(minutes("18:00"), Ok(1080));
        assert_eq!(minutes("7h05"), Ok(425));
        assert_eq!(minutes("00:00"), Ok(0));
        assert_eq!(minutes("23:59"), Ok(1439));
        for typed in ["", "18", "24:00", "12:60", "-1:00", "+1:00", "123:00", "a:b"] {
            assert_eq!(minutes(typed), Err(Refusal::NotATime), "{typed}");
        }
        assert_eq!(print_minutes(425), "07:05");
    }
}
