//! B04, B05 and C03: programmes.

use chain::Node;
use db::Tx;
use kernel::period::Quarter;
use kernel::{Date, OrganizationId, SessionId};
use kit::Ctx;
use programme::open::{self, Part};
use programme::{Kind, Record};
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

/// Records that may realise an item of a programme and have no field for it themselves.
pub(crate) static RECORDS: &[programme::RecordSource] = &[sessions_of, briefings_of];

fn session_node(one: &sessions::Session) -> Node {
    Node::new("session", one.id, one.label(), format!("/lam-viec/ky-hop/{}", one.id))
}

fn sessions_of(ctx: &mut Ctx<'_>, council: OrganizationId, year: i64) -> db::Result<Vec<Record>> {
    let all = sessions::list_of_council(ctx.tx, council)?.into_iter();
    Ok(all
        .filter(|one| one.state != sessions::State::Cancelled && i64::from(one.opened_on.year()) == year)
        .map(|one| Record { node: session_node(&one), on: one.opened_on, done_on: closed_on(&one) })
        .collect())
}

fn closed_on(one: &sessions::Session) -> Option<Date> {
    one.closed_on.filter(|_| one.state == sessions::State::Closed)
}

/// The briefings of a year's quarters that were held.
fn briefings_of(ctx: &mut Ctx<'_>, council: OrganizationId, year: i64) -> db::Result<Vec<Record>> {
    let mut found = Vec::new();
    let year = i16::try_from(year).unwrap_or(i16::MAX);
    for quarter in (1..=4).filter_map(|number| Quarter::new(year, number)) {
        let known = briefings::by_period(ctx.tx, council, &quarter.to_string())?;
        let held = |one: &briefings::Briefing| {
            matches!(one.state, briefings::State::Held | briefings::State::Concluded)
        };
        found.extend(known.filter(held).map(|one| Record {
            node: Node::new("briefing", one.id, one.title.clone(), format!("/lam-viec/giao-ban/{}", one.id)),
            on: one.held_on,
            done_on: Some(one.held_on),
        }));
    }
    Ok(found)
}

/// What the register of sessions tells: one closed or was called off, and so do the items that it
/// realises.
pub(crate) fn session_changed(ctx: &mut Ctx<'_>, session: SessionId) -> db::Result<()> {
    let Some(one) = sessions::find(ctx.tx, session)? else { return Ok(()) };
    if one.state == sessions::State::Cancelled {
        return programme::unrealise(ctx, "session", session);
    }
    programme::renew(ctx, &session_node(&one), closed_on(&one))
}
