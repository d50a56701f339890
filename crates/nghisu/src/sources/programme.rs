//! B04, B05 and C03: programmes.

use db::Tx;
use kernel::{Date, OrganizationId};
use programme::Kind;
use programme::open::{self, Part};
use reports::{Ask, CountedRow, Source};

use super::{ROWS_MAX, counted};

pub(super) static SOURCES: &[Source] = &[
    Source {
        code: "B04",
        parts: &[
            ("on_time", "hoàn thành đúng hạn"),
            ("late", "hoàn thành trễ hạn"),
            ("open", "chưa hoàn thành ở cuối kỳ"),
        ],
        keeps: |tx, ask| open::keeps(tx, ask.council, None, ask.to),
        count: |tx, ask| open::count(tx, ask.council, ask.from, ask.to, part_of(ask)),
        list: |tx, ask| rows(tx, ask, part_of(ask)),
        denominator: Some((
            |tx, ask| open::count(tx, ask.council, ask.from, ask.to, Part::Due),
            |tx, ask| rows(tx, ask, Part::Due),
        )),
    },
    Source {
        code: "B05",
        parts: &[],
        keeps: |tx, ask| open::keeps(tx, ask.council, None, ask.to),
        count: |tx, ask| open::count(tx, ask.council, ask.from, ask.to, Part::Overdue),
        list: |tx, ask| rows(tx, ask, Part::Overdue),
        denominator: None,
    },
    Source {
        code: "C03",
        parts: &[],
        keeps: |tx, ask| open::keeps(tx, ask.council, Some(Kind::Oversight), ask.to),
        count: |tx, ask| open::count(tx, ask.council, ask.from, ask.to, Part::Completed),
        list: |tx, ask| rows(tx, ask, Part::Completed),
        denominator: Some((
            |tx, ask| open::count(tx, ask.council, ask.from, ask.to, Part::Scheduled),
            |tx, ask| rows(tx, ask, Part::Scheduled),
        )),
    },
];

fn part_of(ask: &Ask) -> Part {
    match ask.part.as_deref() {
        Some("on_time") => Part::OnTime,
        Some("late") => Part::Late,
        Some("open") => Part::Open,
        _ => Part::Done,
    }
}

fn rows(tx: &mut Tx, ask: &Ask, part: Part) -> db::Result<Vec<CountedRow>> {
    let found = open::list(tx, ask.council, ask.from, ask.to, part, ROWS_MAX)?;
    Ok(found.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
}

/// The regular sessions of a council in a year, from which the calendar of programmes is counted.
pub(crate) fn session_days(
    tx: &mut Tx,
    council: OrganizationId,
    year: i64,
) -> db::Result<Vec<(Date, Option<Date>)>> {
    let all = sessions::list_of_council(tx, council)?.into_iter();
    Ok(all
        .filter(|one| one.kind == sessions::Kind::Regular && one.state != sessions::State::Cancelled)
        .filter(|one| i64::from(one.opened_on.year()) == year)
        .map(|one| (one.opened_on, one.closed_on))
        .collect())
}
