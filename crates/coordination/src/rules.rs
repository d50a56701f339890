//! Periods of duties and how a duty stands in each. Pure.

use kernel::period::Quarter;
use kernel::{Date, dates};

use crate::model::{Frequency, Refusal};

/// A span of days in which a duty is to be done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// "Quý III/2020".
    pub label: String,
}

/// How a duty stands in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Something met it.
    Met,
    /// The period is over and nothing met it.
    Missed,
    /// It may still be met.
    Open,
    /// The period has not begun.
    Ahead,
}

/// A duty that is not met is called soon in the last days of its period.
const SOON_DAYS: i32 = 30;

fn last_of(year: i16, month: i8) -> Date {
    let first = Date::constant(year, month, 1);
    first.last_of_month()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The periods of a year for a duty, as far as the regulation holds on their last day; the first
/// begins with the regulation. `sessions` are the opening days of the regular sessions of this year
/// and of those before.
pub fn periods(
    frequency: Frequency,
    valid: (Date, Option<Date>),
    year: i16,
    sessions: &[Date],
) -> Vec<Period> {
    let period = |from, to, label: String| Period { from, to, label };
    let (first, last) = (Date::constant(year, 1, 1), Date::constant(year, 12, 31));
    let all: Vec<Period> = match frequency {
        Frequency::Once => {
            return vec![period(valid.0, valid.1.unwrap_or(Date::MAX), "Một lần".to_owned())];
        }
        Frequency::Month => (1..=12)
            .map(|month| {
                period(Date::constant(year, month, 1), last_of(year, month), format!("Tháng {month}/{year}"))
            })
            .collect(),
        Frequency::Quarter => (1..=4)
            .map(|number| Quarter { year, number })
            .map(|quarter| period(quarter.from(), quarter.to(), capital(&quarter.print())))
            .collect(),
        Frequency::HalfYear => vec![
            period(first, last_of(year, 6), format!("6 tháng đầu năm {year}")),
            period(Date::constant(year, 7, 1), last, format!("6 tháng cuối năm {year}")),
        ],
        Frequency::Year => vec![period(first, last, format!("Năm {year}"))],
        Frequency::Session => before_sessions(year, sessions),
    };
    all.into_iter()
        .filter(|one| valid.0 <= one.to && valid.1.is_none_or(|end| one.to <= end))
        .map(|one| Period { from: one.from.max(valid.0), ..one })
        .collect()
}

/// From the day after the session before to the day of the session.
fn before_sessions(year: i16, sessions: &[Date]) -> Vec<Period> {
    let mut days = sessions.to_vec();
    days.sort_unstable();
    days.dedup();
    let mut periods = Vec::new();
    let mut from = None;
    for day in days {
        if day.year() == year {
            periods.push(Period {
                from: from.unwrap_or_else(|| Date::constant(year, 1, 1)),
                to: day,
                label: format!("Trước kỳ họp {}", dates::print(day)),
            });
        }
        from = day.tomorrow().ok();
    }
    periods
}

/// How a duty stands on a day. The last day of the period is still in time.
pub fn standing(period: &Period, is_met: bool, today: Date) -> Standing {
    if is_met {
        Standing::Met
    } else if period.to < today {
        Standing::Missed
    } else if today < period.from {
        Standing::Ahead
    } else {
        Standing::Open
    }
}

/// Whether an open period ends soon.
pub fn ends_soon(period: &Period, today: Date) -> bool {
    today <= period.to && today.until(period.to).is_ok_and(|span| span.get_days() <= SOON_DAYS)
}

/// A note by hand belongs to a period of the duty and to a day in it that is past.
pub fn note(period: &Period, done_on: Date, today: Date) -> Result<(), Refusal> {
    if done_on < period.from || period.to < done_on || today < done_on {
        return Err(Refusal::OutsidePeriod);
    }
    Ok(())
}

/// First and last day.
pub fn span(from: Date, to: Date) -> Result<(), Refusal> {
    if to < from { Err(Refusal::EndsBefore) } else { Ok(()) }
}

/// Addresses of news, one a line.
pub fn news(lines: &str) -> Result<(), Refusal> {
    let is_news = |line: &str| line.trim().is_empty() || line.trim().starts_with("/tin-tuc/");
    if lines.lines().all(is_news) { Ok(()) } else { Err(Refusal::NotNews) }
}

/// A meeting with voters as the rounds of a group see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// What its round is known by: the same for all meetings before one session.
    pub round: String,
    /// What that round is called.
    pub label: String,
    /// Its day.
    pub on: Date,
    /// It was held; else it is planned.
    pub is_held: bool,
}

/// A round of a group's meetings with voters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// What it is known by.
    pub key: String,
    /// "Trước kỳ họp thứ 12".
    pub label: String,
    /// The day of its first meeting.
    pub first: Date,
    /// The day of its last meeting, held or planned.
    pub last: Date,
    /// How many were held.
    pub held: usize,
}

/// The rounds of a group with a meeting that was held, the latest first. A meeting planned on a day
/// that is over and not written down as held does not keep a round open.
pub fn rounds(met: &[Met], today: Date) -> Vec<Round> {
    let mut all: Vec<Round> = Vec::new();
    for one in met.iter().filter(|one| one.is_held || today <= one.on) {
        let held = usize::from(one.is_held);
        match all.iter_mut().find(|round| round.key == one.round) {
            Some(round) => {
                round.first = round.first.min(one.on);
                round.last = round.last.max(one.on);
                round.held += held;
            }
            None => all.push(Round {
                key: one.round.clone(),
                label: one.label.clone(),
                first: one.on,
                last: one.on,
                held,
            }),
        }
    }
    all.retain(|round| round.held > 0);
    all.sort_by(|one, other| (other.last, &other.key).cmp(&(one.last, &one.key)));
    all
}

/// How the report on a round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reported {
    /// The round goes on.
    GoesOn,
    /// Sent by its day.
    InTime,
    /// Sent so many days after it.
    Late(i32),
    /// To be sent by its day.
    Awaited,
    /// Not sent, so many days after it.
    Overdue(i32),
}

/// How the report on a round stands on a day; its day itself is in time.
pub fn reported(last: Date, due: Date, sent: Option<Date>, today: Date) -> Reported {
    let days = |on: Date| due.until(on).map_or(0, |span| span.get_days());
    match sent {
        Some(on) if on <= due => Reported::InTime,
        Some(on) => Reported::Late(days(on)),
        None if today < last => Reported::GoesOn,
        None if today <= due => Reported::Awaited,
        None => Reported::Overdue(days(today)),
    }
}

/// A report is sent on a day that is past, and not before the round is over.
pub fn send_report(last: Date, on: Date, today: Date) -> Result<(), Refusal> {
    if on < last || today < on {
        return Err(Refusal::ReportOutside);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn date(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    const SINCE_2016: (Date, Option<Date>) = (date(2016, 8, 1), None);

    fn days(periods: &[Period]) -> Vec<(Date, Date)> {
        periods.iter().map(|one| (one.from, one.to)).collect()
    }

    #[test]
    fn a_quarter_begins_on_its_first_day_and_is_missed_the_day_after_its_last() {
        let quarters = periods(Frequency::Quarter, SINCE_2016, 2020, &[]);
        assert_eq!(quarters.len(), 4);
        let third = &quarters[2];
        assert_eq!(
            (third.from, third.to, third.label.as_str()),
            (date(2020, 7, 1), date(2020, 9, 30), "Quý III/2020")
        );
        assert_eq!(standing(third, false, date(2020, 6, 30)), Standing::Ahead);
        assert_eq!(standing(third, false, date(2020, 7, 1)), Standing::Open);
        assert_eq!(standing(third, false, date(2020, 9, 30)), Standing::Open);
        assert_eq!(standing(third, false, date(2020, 10, 1)), Standing::Missed);
        assert_eq!(standing(third, true, date(2020, 10, 1)), Standing::Met);
    }

    #[test]
    fn every_frequency_covers_the_year_without_gap_or_overlap() {
        for (frequency, count) in
            [(Frequency::Month, 12), (Frequency::Quarter, 4), (Frequency::HalfYear, 2), (Frequency::Year, 1)]
        {
            for year in [2020, 2026] {
                let found = periods(frequency, SINCE_2016, year, &[]);
                assert_eq!(found.len(), count);
                assert_eq!((found[0].from, found[count - 1].to), (date(year, 1, 1), date(year, 12, 31)));
                for pair in found.windows(2) {
                    assert_eq!(pair[0].to.tomorrow().expect("a day"), pair[1].from);
                }
            }
        }
        assert_eq!(periods(Frequency::Month, SINCE_2016, 2020, &[])[1].to, date(2020, 2, 29));
    }

    #[test]
    fn a_period_counts_when_the_regulation_holds_on_its_last_day() {
        let until = |day| (date(2016, 8, 1), Some(day));
        let of_2016 = periods(Frequency::Quarter, SINCE_2016, 2016, &[]);
        assert_eq!(
            days(&of_2016),
            [(date(2016, 8, 1), date(2016, 9, 30)), (date(2016, 10, 1), date(2016, 12, 31))]
        );
        assert_eq!(periods(Frequency::Quarter, until(date(2020, 9, 29)), 2020, &[]).len(), 2);
        assert_eq!(periods(Frequency::Quarter, until(date(2020, 9, 30)), 2020, &[]).len(), 3);
        assert_eq!(periods(Frequency::Quarter, SINCE_2016, 2015, &[]), []);
    }

    #[test]
    fn before_each_session_is_from_the_day_after_the_last_one() {
        let sessions = [date(2019, 12, 18), date(2020, 7, 10), date(2020, 12, 15)];
        assert_eq!(
            days(&periods(Frequency::Session, SINCE_2016, 2020, &sessions)),
            [(date(2019, 12, 19), date(2020, 7, 10)), (date(2020, 7, 11), date(2020, 12, 15))]
        );
        assert_eq!(periods(Frequency::Session, SINCE_2016, 2020, &[]), []);
    }

    #[test]
    fn once_is_missed_only_when_the_regulation_has_ended() {
        let open = &periods(Frequency::Once, SINCE_2016, 2020, &[])[0];
        assert_eq!(standing(open, false, date(2030, 1, 1)), Standing::Open);
        let ended = &periods(Frequency::Once, (date(2016, 8, 1), Some(date(2020, 6, 30))), 2020, &[])[0];
        assert_eq!(standing(ended, false, date(2020, 6, 30)), Standing::Open);
        assert_eq!(standing(ended, false, date(2020, 7, 1)), Standing::Missed);
    }

    #[test]
    fn a_note_is_of_a_day_in_the_period_that_is_past() {
        let third = &periods(Frequency::Quarter, SINCE_2016, 2020, &[])[2];
        let today = date(2020, 9, 20);
        assert_eq!(note(third, date(2020, 7, 1), today), Ok(()));
        assert_eq!(note(third, today, today), Ok(()));
        for day in [date(2020, 6, 30), date(2020, 9, 21), date(2020, 10, 1)] {
            assert_eq!(note(third, day, today), Err(Refusal::OutsidePeriod), "{day}");
        }
        assert!(!ends_soon(third, date(2020, 8, 30)) && ends_soon(third, date(2020, 8, 31)));
        assert!(ends_soon(third, date(2020, 9, 30)) && !ends_soon(third, date(2020, 10, 1)));
    }

    fn met(round: &str, on: Date, is_held: bool) -> Met {
        Met { round: round.to_owned(), label: format!("đợt {round}"), on, is_held }
    }

    #[test]
    fn a_round_is_all_meetings_before_one_session_and_ends_with_its_last() {
        let today = date(2020, 6, 20);
        let all = [
            met("a", date(2020, 6, 15), true),
            met("a", date(2020, 6, 12), true),
            met("b", date(2020, 7, 1), false),
            met("a", date(2020, 6, 22), false),
            // Planned on a day that is over, and never written down
            met("c", date(2020, 6, 19), false),
        ];
        let found = rounds(&all, today);
        assert_eq!(found.len(), 1, "a round of which nothing was held owes nothing: {found:?}");
        let first = &found[0];
        assert_eq!((first.first, first.last, first.held), (date(2020, 6, 12), date(2020, 6, 22), 2));
        // The day after, the planned one no longer keeps it open
        assert_eq!(rounds(&all, date(2020, 6, 22))[0].last, date(2020, 6, 22));
        assert_eq!(rounds(&all, date(2020, 6, 23))[0].last, date(2020, 6, 15));
    }

    #[test]
    fn a_report_is_in_time_on_its_day_and_late_on_the_day_after() {
        let (last, due) = (date(2020, 6, 15), date(2020, 6, 18));
        let sent = |on| reported(last, due, Some(on), date(2020, 7, 1));
        assert_eq!(sent(date(2020, 6, 17)), Reported::InTime);
        assert_eq!(sent(due), Reported::InTime);
        assert_eq!(sent(date(2020, 6, 19)), Reported::Late(1));
        let open = |today| reported(last, due, None, today);
        assert_eq!(open(date(2020, 6, 14)), Reported::GoesOn);
        assert_eq!(open(last), Reported::Awaited);
        assert_eq!(open(due), Reported::Awaited);
        assert_eq!(open(date(2020, 6, 19)), Reported::Overdue(1));
    }

    #[test]
    fn a_report_is_sent_from_the_last_day_of_the_round_to_today() {
        let (last, today) = (date(2020, 6, 15), date(2020, 6, 18));
        assert_eq!(send_report(last, date(2020, 6, 14), today), Err(Refusal::ReportOutside));
        assert_eq!(send_report(last, last, today), Ok(()));
        assert_eq!(send_report(last, today, today), Ok(()));
        assert_eq!(send_report(last, date(2020, 6, 19), today), Err(Refusal::ReportOutside));
    }

    #[test]
    fn spans_and_addresses_of_news_are_looked_at() {
        assert_eq!(span(date(2020, 5, 1), date(2020, 5, 1)), Ok(()));
        assert_eq!(span(date(2020, 5, 2), date(2020, 5, 1)), Err(Refusal::EndsBefore));
        assert_eq!(news("/tin-tuc/nhiem-vu-kep\n\n/tin-tuc/giao-ban"), Ok(()));
        assert_eq!(news("https://example.org"), Err(Refusal::NotNews));
    }
}
