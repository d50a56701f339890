//! G02 and G03: publication in time, and how complete reports are.

use briefings::{Came, OwedReport};
use db::Tx;
use kernel::dates;
use law::Publication;
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

/// Documents that had to be open to everyone by a day of the window, five working days after they
/// were made (PUB-02): resolutions, conclusions of oversight, programmes of the council and its
/// Standing Committee; and notices of conclusions of briefings, which one deed issues and
/// publishes, so that each is in time and of the day of its issue.
fn duties(tx: &mut Tx, ask: &Ask, wanted: Wanted) -> db::Result<Vec<CountedRow>> {
    let window = (ask.from, ask.to);
    let mut found: Vec<(String, String, Publication)> = Vec::new();
    for one in resolutions::open::publications(tx, ask.council, ask.from, ask.to, ask.today)? {
        found.push((one.label, one.href, Publication { due: Some(one.due), on: one.on }));
    }
    for one in ::oversight::open::publications(tx, ask.council, window, ask.today)? {
        found.push((one.label, one.href, one.days));
    }
    for one in ::programme::open::publications(tx, ask.council, window, ask.today)? {
        found.push((one.label, one.href, one.days));
    }
    let mut rows: Vec<CountedRow> = found
        .into_iter()
        .filter(|(_, _, days)| wanted == Wanted::All || wanted == stands(*days))
        .map(|(label, href, days)| {
            let due = days.due.map(dates::print).unwrap_or_default();
            let note = match days.on {
                Some(on) => format!("Hạn {due}, công khai {}", dates::print(on)),
                None => format!("Hạn {due}, chưa công khai"),
            };
            counted(label, href, days.due, note)
        })
        .collect();
    if matches!(wanted, Wanted::All | Wanted::InTime) {
        for one in briefings::notices(tx, ask.council, ask.from, ask.to)? {
            let note = format!("Ký và công khai {}", dates::print(one.on));
            rows.push(counted(one.label, one.href, Some(one.on), note));
        }
    }
    Ok(rows)
}

fn stands(days: Publication) -> Wanted {
    match days.on {
        Some(_) if days.is_in_time() => Wanted::InTime,
        Some(_) => Wanted::Late,
        None => Wanted::Missing,
    }
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
