//! What this area answers of G02 and G03 and of the scorecard: notices of conclusions, how complete
//! reports are and whether they came in time, briefings that took place, answers to difficulties.

use db::Tx;
use kernel::{Date, OrganizationId, dates, text};

use crate::model::{ReportState, State};
use crate::store_duty::{self, Owed};

/// A notice of conclusions is issued in the quarter of its briefing or soon after; one later than
/// this many milliseconds is counted with the briefing's own day.
const NOTICE_WITHIN_MS: i64 = 366 * 86_400_000;

/// How a report that was owed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Sent by its day.
    InTime,
    /// Sent after it.
    Late,
    /// Not sent, or sent back and not sent again.
    Missing,
}

/// A report that was owed on a day of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedReport {
    /// Whose, and of which quarter.
    pub label: String,
    /// The public page of the unit's figures.
    pub href: String,
    /// The day it was due.
    pub due: Date,
    /// How it stands.
    pub came: Came,
    /// Core figures that it gave.
    pub confirmed: i64,
    /// Core figures that it had to give.
    pub total: i64,
}

/// Reports owed on a day of a window: those that the communes owed to this council's briefings, and
/// those that the council itself owed. One whose day is today is not due yet, unless it is sent.
pub fn owed_reports(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    today: Date,
) -> db::Result<Vec<OwedReport>> {
    let mut owed = store_duty::owed_to(tx, council, from, to)?;
    owed.extend(store_duty::owed_by_body(tx, council, from, to)?);
    let mut rows = Vec::with_capacity(owed.len());
    for one in owed {
        let (_, _, _, due, body, ..) = &one;
        let Some(body) = directory::organization(tx, *body)? else { continue };
        // A unit that was merged away owes nothing
        if !body.works_on(*due) {
            continue;
        }
        let Some(area) = directory::area(tx, body.area_id)? else { continue };
        let row = owed_report(&one, &body.short_name, &area.code);
        if row.came != Came::Missing || row.due < today {
            rows.push(row);
        }
    }
    Ok(rows)
}

fn owed_report((_, _, period, due, _, state, gaps, first_ms): &Owed, body: &str, code: &str) -> OwedReport {
    let gaps = gaps.as_deref().unwrap_or_default();
    let core = || reports::ALL.iter().filter(|one| one.core);
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let came = match (state, first_ms.map(dates::date_of)) {
        (Some(ReportState::Submitted), Some(on)) if on <= *due => Came::InTime,
        (Some(ReportState::Submitted), Some(_)) => Came::Late,
        _ => Came::Missing,
    };
    let declared = core().filter(|one| gaps.split(' ').any(|known| known == one.code)).count();
    let total = core().count();
    let quarter = period.parse().map_or_else(|_| period.clone(), |one: kernel::period::Quarter| one.print());
    OwedReport {
        label: format!("{body}, báo cáo {quarter}"),
        href: format!("/so-lieu/{code}/{period}"),
        due: *due,
        came,
        confirmed: if came == Came::Missing { 0 } else { count(total - declared) },
        total: count(total),
    }
}

/// Whether this council has briefings here, or was asked to report to one.
pub fn keeps_reports(tx: &mut Tx, council: OrganizationId) -> db::Result<bool> {
    Ok(store_duty::any_with(tx, council)?.is_some())
}

/// A notice of conclusions: it is public from the deed that issues it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it is called.
    pub label: String,
    /// Its public page.
    pub href: String,
    /// The day of issue.
    pub on: Date,
}

/// Notices of conclusions issued on a day of a window.
pub fn notices(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<Notice>> {
    let earlier = dates::date_of(dates::midnight(from) - NOTICE_WITHIN_MS);
    let mut rows = Vec::new();
    for (_, title, period, _, _, document) in store_duty::took_place(tx, council, earlier, to)? {
        let Some(document) = document else { continue };
        let Some(document) = documents::document(tx, document)? else { continue };
        let Some(on) = document.issued_on.filter(|on| from <= *on && *on <= to) else { continue };
        let number = document.number.unwrap_or_default();
        rows.push(Notice {
            label: format!("Thông báo kết luận số {number}: {title}"),
            href: format!("/giao-ban/{period}"),
            on,
        });
    }
    Ok(rows)
}

/// A briefing that took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Its day.
    pub on: Date,
}

/// Briefings that took place on a day of a window.
pub fn held_between(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<Held>> {
    let all = store_duty::took_place(tx, council, from, to)?.into_iter();
    Ok(all
        .map(|(id, label, period, state, on, _)| Held {
            label,
            href: if state == State::Concluded {
                format!("/giao-ban/{period}")
            } else {
                format!("/lam-viec/giao-ban/{id}")
            },
            on,
        })
        .collect())
}

/// A difficulty whose answer was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The day by which it had to be answered.
    pub due: Date,
    /// The day of the first answer.
    pub answered: Option<Date>,
}

impl Awaited {
    /// Whether it was answered by its day.
    pub fn is_in_time(&self) -> bool {
        self.answered.is_some_and(|on| on <= self.due)
    }
}

/// Difficulties raised to or by a council whose answer was due on a day of a window. One whose day
/// is today is not due yet, unless it is answered.
pub fn awaited_answers(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    today: Date,
) -> db::Result<Vec<Awaited>> {
    let names = directory::names(tx)?;
    let found = store_duty::awaited(tx, council, from, to)?.into_iter();
    Ok(found
        .filter(|(_, _, _, _, due, answered, _)| answered.is_some() || *due < today)
        .map(|(id, subject, words, by, due, answered, _)| {
            let by = names.get(&by).map_or("", String::as_str);
            let what = if subject.is_empty() { words } else { subject };
            Awaited {
                label: text::truncate_words(&format!("{by}: {what}"), 160),
                href: format!("/lam-viec/kho-khan/{id}"),
                due,
                answered,
            }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    const fn date(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    fn owed(state: Option<ReportState>, gaps: &str, sent: Option<Date>) -> OwedReport {
        let id = |number: u8| kernel::uuid_v7(1_602_723_600_000, [number; 10]);
        let row = (
            kernel::BriefingId::from_uuid(id(1)),
            "Giao ban".to_owned(),
            "2020-Q3".to_owned(),
            date(2020, 10, 8),
            OrganizationId::from_uuid(id(2)),
            state,
            Some(gaps.to_owned()),
            sent.map(dates::midnight),
        );
        owed_report(&row, "HĐND xã Thanh Hà", "13453")
    }

    #[test]
    fn a_report_is_in_time_on_its_day_and_late_on_the_day_after() {
        let on = |day| owed(Some(ReportState::Submitted), "", Some(day)).came;
        assert_eq!(on(date(2020, 10, 7)), Came::InTime);
        assert_eq!(on(date(2020, 10, 8)), Came::InTime);
        assert_eq!(on(date(2020, 10, 9)), Came::Late);
    }

    #[test]
    fn what_was_not_sent_or_was_sent_back_has_confirmed_nothing() {
        for state in [None, Some(ReportState::Draft), Some(ReportState::Returned)] {
            let one = owed(state, "", Some(date(2020, 10, 7)));
            assert_eq!((one.came, one.confirmed, one.total), (Came::Missing, 0, 40), "{state:?}");
        }
    }

    #[test]
    fn a_core_figure_declared_as_not_known_is_not_confirmed_and_another_does_not_count() {
        let sent = |gaps| owed(Some(ReportState::Submitted), gaps, Some(date(2020, 10, 7))).confirmed;
        assert_eq!(sent(""), 40);
        assert_eq!(sent("A05 C03"), 38);
        // A07 need not be given
        assert_eq!(sent("A05 A07"), 39);
    }
}
