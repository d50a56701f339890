//! C08 and C10: hearings and reviewed texts; and hearings in the week's schedule.

use ::scrutiny::open;
use kit::Ctx;
use meetings::{Ask as Window, Entry};
use reports::{Ask, Source};

use super::{ROWS_MAX, counted};

pub(super) static SOURCES: &[Source] = &[
    Source {
        code: "C08",
        parts: &[],
        keeps: |tx, ask| open::keeps_hearings(tx, ask.council, ask.from),
        count: |tx, ask| open::count_held(tx, ask.council, ask.from, ask.to),
        list: |tx, ask| {
            let found = open::list_held(tx, ask.council, ask.from, ask.to, ROWS_MAX)?;
            Ok(found.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
        },
        denominator: None,
    },
    Source {
        code: "C10",
        parts: &[("unlawful", "phát hiện nội dung trái pháp luật")],
        keeps: |tx, ask| open::keeps_reviews(tx, ask.council, ask.from),
        count: |tx, ask| open::count_found(tx, ask.council, ask.from, ask.to, unlawful(ask)),
        list: |tx, ask| {
            let found = open::list_found(tx, ask.council, ask.from, ask.to, unlawful(ask), ROWS_MAX)?;
            Ok(found.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
        },
        denominator: None,
    },
];

/// The one part, or all texts.
fn unlawful(ask: &Ask) -> Option<bool> {
    ask.part.as_deref().map(|part| part == "unlawful")
}

/// Hearings in the week's schedule: the announced ones, and all of them for those who keep them.
pub(super) fn hearings_of(ctx: &mut Ctx<'_>, ask: Window) -> db::Result<Vec<Entry>> {
    let keeps = ::scrutiny::policy::may_keep(ctx.actor, ask.council);
    let found = ::scrutiny::hearings_between(ctx.tx, ask.council, ask.from, ask.to)?;
    Ok(found
        .into_iter()
        .filter(|one| keeps || one.is_open())
        .map(|one| Entry {
            id: one.id.to_string(),
            kind: "Phiên giải trình",
            from: one.held_on,
            to: one.held_on,
            who: if one.chair.is_empty() { String::new() } else { format!("Chủ trì: {}", one.chair) },
            bodies: Vec::new(),
            persons: Vec::new(),
            changes: one.version - 1,
            is_off: one.state == ::scrutiny::HearingState::Cancelled,
            href: if keeps { one.path() } else { one.public_path() },
            public_href: one.is_open().then(|| one.public_path()),
            title: one.title,
            starts: one.starts_at,
            place: one.place,
        })
        .collect())
}
