//! What this area answers of G02 and G03 and of the scorecard: notices of conclusions, how complete
//! reports are and whether they came in time, briefings that took place, answers to difficulties.

use std::collections::HashMap;

use db::Tx;
use kernel::{Date, OrganizationId, dates, text};

use crate::model::{DueKind, ReportState, State};
use crate::store_duty::{self, Owed};

/// A notice of conclusions is issued in the quarter of its briefing or soon after; one later than
/// this many milliseconds is counted with the briefing's own day.
const NOTICE_WITHIN_MS: i64 = 366 * DAY_MS;

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

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
    if owed.is_empty() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<_> = owed.iter().map(|(_, _, _, _, body, ..)| *body).collect();
    ids.sort_unstable();
    ids.dedup();
    let bodies: HashMap<_, _> =
        directory::organizations_of_ids(tx, &ids)?.into_iter().map(|one| (one.id, one)).collect();
    let mut ids: Vec<_> = bodies.values().map(|one| one.area_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let areas: HashMap<_, _> =
        directory::areas_of_ids(tx, &ids)?.into_iter().map(|one| (one.id, one.code)).collect();
    let mut rows = Vec::with_capacity(owed.len());
    for one in owed {
        let (_, _, _, due, body, ..) = &one;
        let Some(body) = bodies.get(body) else { continue };
        // A unit that was merged away owes nothing
        if !body.works_on(*due) {
            continue;
        }
        let Some(area) = areas.get(&body.area_id) else { continue };
        let row = owed_report(&one, &body.short_name, area);
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

/// A report that a body has sent to a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentReport {
    /// What it is called.
    pub label: String,
    /// The public page of the unit's figures.
    pub href: String,
    /// The day it was first sent.
    pub on: Date,
}

/// Reports that a body has sent to a council's briefings on a day of a window; those sent back and
/// not sent again are not among them.
pub fn sent_reports(
    tx: &mut Tx,
    council: OrganizationId,
    body: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<SentReport>> {
    let Some(known) = directory::organization(tx, body)? else { return Ok(Vec::new()) };
    let Some(area) = directory::area(tx, known.area_id)? else { return Ok(Vec::new()) };
    let (from, to) = (dates::midnight(from), dates::midnight(to) + DAY_MS);
    let found = store_duty::sent_by(tx, council, body, from, to)?.into_iter();
    Ok(found
        .map(|(period, at)| {
            let quarter =
                period.parse().map_or_else(|_| period.clone(), |one: kernel::period::Quarter| one.print());
            SentReport {
                label: format!("{}, báo cáo {quarter} gửi hội nghị giao ban", known.short_name),
                href: format!("/so-lieu/{}/{period}", area.code),
                on: dates::date_of(at),
            }
        })
        .collect())
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

/// A conclusion of a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concluded {
    /// What it is called.
    pub label: String,
    /// The page of the notice.
    pub href: String,
    /// The day of the briefing.
    pub on: Date,
    /// What it does not name; nothing when it names who, what and by when.
    pub lacks: Vec<&'static str>,
}

/// What a conclusion does not name: who, what, by which day or how often. "By the next briefing" is
/// no day of its own.
fn lacks(text: &str, lead: Option<OrganizationId>, due: DueKind) -> Vec<&'static str> {
    let has_day = match due {
        DueKind::Date | DueKind::Recurring => true,
        DueKind::None | DueKind::NextBriefing => false,
    };
    let parts = [
        (lead.is_some(), "cơ quan chủ trì"),
        (!text.trim().is_empty(), "nội dung"),
        (has_day, "ngày hoặc định kỳ hoàn thành"),
    ];
    parts.into_iter().filter(|(is_named, _)| !is_named).map(|(_, what)| what).collect()
}

/// What was concluded in a council's briefings on a day of a window, once the notice was out.
pub fn concluded_between(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<Concluded>> {
    let found = store_duty::concluded(tx, council, from, to)?.into_iter();
    Ok(found
        .map(|(title, period, on, place, words, lead, due, is_public)| {
            let what =
                if is_public { text::truncate_words(&words, 140) } else { "không công bố".to_owned() };
            Concluded {
                label: format!("{title}, kết luận {place}: {what}"),
                href: format!("/giao-ban/{period}"),
                on,
                lacks: lacks(&words, lead, due),
            }
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

    #[test]
    fn a_conclusion_names_who_what_and_a_day_or_how_often() {
        let lead = Some(OrganizationId::from_uuid(kernel::uuid_v7(1_602_723_600_000, [1; 10])));
        for due in [DueKind::Date, DueKind::Recurring] {
            assert_eq!(lacks("Sửa cống", lead, due), Vec::<&str>::new());
        }
        for due in [DueKind::None, DueKind::NextBriefing] {
            assert_eq!(lacks("Sửa cống", lead, due), ["ngày hoặc định kỳ hoàn thành"]);
        }
        assert_eq!(lacks("Sửa cống", None, DueKind::Date), ["cơ quan chủ trì"]);
        assert_eq!(lacks(" ", lead, DueKind::Date), ["nội dung"]);
    }

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
