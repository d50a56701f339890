//! G02 and G03: publication in time, and how complete reports are.

use briefings::{Came, OwedReport};
use db::Tx;
use kernel::dates;
use reports::{Ask, CountedRow, Source};

use super::counted;

pub(super) static SOURCES: &[Source] = &[
    Source {
        code: "G02",
        parts: &[("late", "công khai trễ hạn"), ("missing", "quá hạn, chưa công khai")],
        keeps: |tx, ask| resolutions::open::keeps_publication(tx, ask.council, ask.from),
        count: |tx, ask| Ok(added(&duties(tx, ask, wanted(ask))?)),
        list: |tx, ask| duties(tx, ask, wanted(ask)),
        denominator: Some((
            |tx, ask| Ok(added(&duties(tx, ask, Wanted::All)?)),
            |tx, ask| duties(tx, ask, Wanted::All),
        )),
    },
    Source {
        code: "G03",
        parts: &[
            ("in_time", "báo cáo nộp đúng hạn"),
            ("late", "báo cáo nộp trễ hạn"),
            ("missing", "báo cáo quá hạn chưa nộp"),
        ],
        keeps: |tx, ask| briefings::keeps_reports(tx, ask.council),
        count: |tx, ask| Ok(added(&owed(tx, ask, came_of(ask), |one| one.confirmed)?)),
        list: |tx, ask| owed(tx, ask, came_of(ask), |one| one.confirmed),
        denominator: Some((
            |tx, ask| Ok(added(&owed(tx, ask, None, |one| one.total)?)),
            |tx, ask| owed(tx, ask, None, |one| one.total),
        )),
    },
];

fn added(rows: &[CountedRow]) -> i64 {
    rows.iter().map(|row| row.count).sum()
}

/// Which documents with a duty of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    All,
    InTime,
    Late,
    Missing,
}

fn wanted(ask: &Ask) -> Wanted {
    match ask.part.as_deref() {
        Some("late") => Wanted::Late,
        Some("missing") => Wanted::Missing,
        _ => Wanted::InTime,
    }
}

/// Documents that had to be open to everyone by a day of the window: resolutions, five working
/// days after they were signed (PUB-02), and notices of conclusions, which one deed issues and
/// publishes, so that each is in time and of the day of its issue.
fn duties(tx: &mut Tx, ask: &Ask, wanted: Wanted) -> db::Result<Vec<CountedRow>> {
    let mut rows = Vec::new();
    for one in resolutions::open::publications(tx, ask.council, ask.from, ask.to, ask.today)? {
        let stands = match one.on {
            Some(_) if one.is_in_time() => Wanted::InTime,
            Some(_) => Wanted::Late,
            None => Wanted::Missing,
        };
        if wanted == Wanted::All || wanted == stands {
            let note = match one.on {
                Some(on) => format!("Hạn {}, công khai {}", dates::print(one.due), dates::print(on)),
                None => format!("Hạn {}, chưa công khai", dates::print(one.due)),
            };
            rows.push(counted(one.label, one.href, Some(one.due), note));
        }
    }
    if matches!(wanted, Wanted::All | Wanted::InTime) {
        for one in briefings::notices(tx, ask.council, ask.from, ask.to)? {
            let note = format!("Ký và công khai {}", dates::print(one.on));
            rows.push(counted(one.label, one.href, Some(one.on), note));
        }
    }
    Ok(rows)
}

fn came_of(ask: &Ask) -> Option<Came> {
    match ask.part.as_deref() {
        Some("in_time") => Some(Came::InTime),
        Some("late") => Some(Came::Late),
        Some("missing") => Some(Came::Missing),
        _ => None,
    }
}

/// Reports owed by a day of the window. A part counts reports, the whole counts their figures.
fn owed(
    tx: &mut Tx,
    ask: &Ask,
    came: Option<Came>,
    figures: fn(&OwedReport) -> i64,
) -> db::Result<Vec<CountedRow>> {
    let found = briefings::owed_reports(tx, ask.council, ask.from, ask.to, ask.today)?.into_iter();
    Ok(found
        .filter(|one| came.is_none_or(|came| one.came == came))
        .map(|one| {
            let how = match one.came {
                Came::InTime => "nộp đúng hạn",
                Came::Late => "nộp trễ hạn",
                Came::Missing => "chưa nộp",
            };
            let note = format!(
                "Hạn {}, {how}, đã xác nhận {}/{} chỉ tiêu",
                dates::print(one.due),
                one.confirmed,
                one.total
            );
            CountedRow {
                count: if came.is_some() { 1 } else { figures(&one) },
                ..counted(one.label, one.href, Some(one.due), note)
            }
        })
        .collect())
}
