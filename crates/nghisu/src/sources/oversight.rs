//! C01, C02, C04 to C07: oversight and its recommendations; and its sittings and field visits in the
//! week's schedule.

use ::oversight::open::{self, Part, Standing};
use ::oversight::{Addressee, BodyKind, VisitKind};
use db::Tx;
use kit::Ctx;
use meetings::{Ask as Window, Entry};
use reports::{Ask, CountedRow, Source};

use super::{count_rows, counted};

pub(super) static SOURCES: &[Source] = &[
    Source {
        code: "C01",
        parts: &[
            ("council", "HĐND"),
            ("standing", "Thường trực HĐND"),
            ("committee", "Ban của HĐND"),
            ("delegate_group", "Tổ đại biểu"),
            ("delegate", "đại biểu"),
        ],
        keeps: |tx, ask| open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| number(tx, ask, Part::Thematic(part::<BodyKind>(ask))),
        list: |tx, ask| rows(tx, ask, Part::Thematic(part::<BodyKind>(ask))),
        denominator: None,
    },
    Source {
        code: "C02",
        parts: &[],
        keeps: |tx, ask| open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| number(tx, ask, Part::Survey),
        list: |tx, ask| rows(tx, ask, Part::Survey),
        denominator: None,
    },
    Source {
        code: "C04",
        parts: &[],
        keeps: |tx, ask| open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| number(tx, ask, Part::ReportInTime),
        list: |tx, ask| rows(tx, ask, Part::ReportInTime),
        denominator: Some((
            |tx, ask| number(tx, ask, Part::ReportDue),
            |tx, ask| rows(tx, ask, Part::ReportDue),
        )),
    },
    Source {
        code: "C05",
        parts: &[
            ("peoples_committee", "gửi UBND cùng cấp"),
            ("department", "gửi cơ quan chuyên môn, đơn vị của UBND"),
            ("below", "gửi cơ quan cấp dưới"),
            ("other", "gửi cơ quan khác"),
        ],
        keeps: |tx, ask| open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| open::issued_count(tx, ask.council, (ask.from, ask.to), part::<Addressee>(ask)),
        list: |tx, ask| {
            let found = open::issued(tx, ask.council, (ask.from, ask.to), part::<Addressee>(ask))?;
            Ok(found.into_iter().map(told).collect())
        },
        denominator: None,
    },
    Source {
        code: "C06",
        parts: &[("partly", "hoàn thành một phần"), ("not_done", "không thực hiện")],
        keeps: |tx, ask| open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| Ok(count_rows(&standing(tx, ask, ended(ask))?)),
        list: |tx, ask| standing(tx, ask, ended(ask)),
        denominator: Some((
            |tx, ask| Ok(count_rows(&standing(tx, ask, Standing::Due)?)),
            |tx, ask| standing(tx, ask, Standing::Due),
        )),
    },
    Source {
        code: "C07",
        parts: &[
            ("to_30", "quá hạn đến 30 ngày"),
            ("to_90", "quá hạn 31 đến 90 ngày"),
            ("over_90", "quá hạn trên 90 ngày"),
        ],
        keeps: |tx, ask| open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| Ok(count_rows(&standing(tx, ask, late(ask))?)),
        list: |tx, ask| standing(tx, ask, late(ask)),
        denominator: None,
    },
];

fn part<T: std::str::FromStr>(ask: &Ask) -> Option<T> {
    ask.part.as_deref()?.parse().ok()
}

fn number(tx: &mut Tx, ask: &Ask, part: Part) -> db::Result<i64> {
    open::count(tx, ask.council, (ask.from, ask.to), ask.today, part)
}

fn rows(tx: &mut Tx, ask: &Ask, part: Part) -> db::Result<Vec<CountedRow>> {
    let found = open::list(tx, ask.council, (ask.from, ask.to), ask.today, part)?;
    Ok(found.into_iter().map(told).collect())
}

fn told(row: open::CountedRow) -> CountedRow {
    counted(row.label, row.href, row.on, row.note)
}

/// Done, or what else became of them.
fn ended(ask: &Ask) -> Standing {
    Standing::Ended(part::<follow::Result_>(ask).unwrap_or(follow::Result_::Met))
}

/// Late at all, or by so many days.
fn late(ask: &Ask) -> Standing {
    let (from, to) = match ask.part.as_deref() {
        Some("to_30") => (0, 30),
        Some("to_90") => (31, 90),
        Some("over_90") => (91, open::ANY_DAYS.1),
        _ => open::ANY_DAYS,
    };
    Standing::Open(from, to)
}

fn standing(tx: &mut Tx, ask: &Ask, which: Standing) -> db::Result<Vec<CountedRow>> {
    let found = open::standing(tx, ask.council, ask.to, ask.today, which)?;
    Ok(found.into_iter().map(told).collect())
}

/// Sittings with overseen bodies and field visits in the week's schedule: those of oversights that
/// the actor may read of, and to anyone those that are public.
pub(super) fn visits_of(ctx: &mut Ctx<'_>, ask: Window) -> db::Result<Vec<Entry>> {
    let found = ::oversight::visits_between(ctx, ask.council, ask.from, ask.to)?;
    let signed_in = ctx.actor.is_signed_in();
    Ok(found
        .into_iter()
        .map(|(visit, one)| {
            let on = visit.held_on.unwrap_or(visit.planned_on);
            Entry {
                id: visit.id.to_string(),
                kind: match visit.kind {
                    VisitKind::Field => "Giám sát thực địa",
                    VisitKind::Session => "Buổi làm việc giám sát",
                },
                title: format!("{}: {}", one.label(), one.title),
                from: on,
                to: on,
                who: if visit.counterpart.is_empty() {
                    String::new()
                } else {
                    format!("Làm việc với: {}", visit.counterpart)
                },
                bodies: vec![one.body_id],
                persons: Vec::new(),
                changes: visit.version - 1,
                is_off: visit.cancelled_on.is_some(),
                href: if signed_in { one.path() } else { one.public_path() },
                public_href: one.is_open().then(|| one.public_path()),
                starts: visit.starts,
                place: visit.place,
            }
        })
        .collect())
}
