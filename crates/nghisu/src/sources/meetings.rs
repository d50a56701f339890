//! B01 to B03: meetings, and what committees examined; and what other areas put into the week's
//! schedule.

use std::collections::HashMap;

use db::Tx;
use kernel::period::Quarter;
use kit::Ctx;
use meetings::open::{self, Part};
use meetings::{Ask as Window, Entry};
use reports::{Ask, CountedRow, Source};

use super::{ROWS_MAX, counted};

pub(super) static SOURCES: &[Source] = &[
    Source {
        code: "B01",
        parts: &[],
        keeps: |tx, ask| open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| open::count(tx, ask.council, ask.from, ask.to, Part::Standing),
        list: |tx, ask| rows(tx, ask, Part::Standing),
        denominator: None,
    },
    Source {
        code: "B02",
        parts: &[
            ("phap_che", "Ban Pháp chế"),
            ("kinh_te_xa_hoi", "Ban Kinh tế - Xã hội"),
            ("kinh_te_ngan_sach", "Ban Kinh tế - Ngân sách"),
            ("van_hoa_xa_hoi", "Ban Văn hóa - Xã hội"),
            ("do_thi", "Ban Đô thị"),
            ("khac", "Ban khác"),
        ],
        keeps: |tx, ask| open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| open::count(tx, ask.council, ask.from, ask.to, part_of(ask)),
        list: |tx, ask| rows(tx, ask, part_of(ask)),
        denominator: None,
    },
    Source {
        code: "B03",
        parts: &[("in_time", "đúng hạn")],
        keeps: |tx, ask| dossier::open::keeps(tx, ask.council, ask.from),
        count: |tx, ask| i64::try_from(examined(tx, ask)?.len()).map_err(|_| db::Error::NotFound),
        list: |tx, ask| examined(tx, ask),
        denominator: None,
    },
];

fn part_of(ask: &Ask) -> Part {
    match ask.part.as_deref() {
        Some("phap_che") => Part::CommitteesOf("phap che"),
        Some("kinh_te_xa_hoi") => Part::CommitteesOf("kinh te xa hoi"),
        Some("kinh_te_ngan_sach") => Part::CommitteesOf("kinh te ngan sach"),
        Some("van_hoa_xa_hoi") => Part::CommitteesOf("van hoa xa hoi"),
        Some("do_thi") => Part::CommitteesOf("do thi"),
        Some("khac") => Part::OtherCommittees,
        _ => Part::Committees,
    }
}

fn rows(tx: &mut Tx, ask: &Ask, part: Part) -> db::Result<Vec<CountedRow>> {
    let found = open::list(tx, ask.council, ask.from, ask.to, part, ROWS_MAX)?;
    Ok(found.into_iter().map(|row| counted(row.label, row.href, Some(row.on), row.note)).collect())
}

fn examined(tx: &mut Tx, ask: &Ask) -> db::Result<Vec<CountedRow>> {
    let found = dossier::open::examined(tx, ask.council, ask.from, ask.to)?.into_iter();
    let only_in_time = ask.part.as_deref() == Some("in_time");
    Ok(found
        .filter(|row| row.is_in_time || !only_in_time)
        .map(|row| counted(row.label, row.href, Some(row.on), row.note))
        .collect())
}

/// Who puts what into the week's schedule and into the calendars of bodies.
pub(crate) static CALENDARS: &[meetings::Source] = &[
    sessions_of,
    briefings_of,
    receptions_of,
    voters_of,
    super::scrutiny::hearings_of,
    super::oversight::visits_of,
];

fn sessions_of(ctx: &mut Ctx<'_>, ask: Window) -> db::Result<Vec<Entry>> {
    let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
    let keeps = ctx.actor.serves(ask.council) && ctx.actor.role.keeps_sessions();
    let all = sessions::list_of_council(ctx.tx, ask.council)?.into_iter();
    Ok(all
        .filter(|one| one.is_public || keeps)
        .map(|one| Entry {
            id: one.id.to_string(),
            kind: "Kỳ họp",
            title: one.label(),
            from: one.opened_on,
            to: one.closed_on.unwrap_or(one.opened_on),
            starts: String::new(),
            place: one.place.clone(),
            who: "Đại biểu HĐND".to_owned(),
            bodies: vec![one.council_id],
            persons: Vec::new(),
            changes: one.version - 1,
            is_off: matches!(one.state, sessions::State::Cancelled | sessions::State::Postponed),
            href: if keeps { format!("/lam-viec/ky-hop/{}", one.id) } else { addresses.of(&one) },
            public_href: one.is_public.then(|| addresses.of(&one)),
        })
        .collect())
}

fn briefings_of(ctx: &mut Ctx<'_>, ask: Window) -> db::Result<Vec<Entry>> {
    // The briefing of a quarter is held in it or after it
    let (mut quarter, last) = (Quarter::of(ask.from).previous(), Quarter::of(ask.to));
    let keeps = ctx.actor.serves(ask.council) && ctx.actor.role.keeps_sessions();
    let mut found = Vec::new();
    while quarter <= last {
        if let Some(one) = briefings::by_period(ctx.tx, ask.council, &quarter.to_string())? {
            let is_out = !matches!(one.state, briefings::State::Planned | briefings::State::Cancelled);
            if is_out || (keeps && one.state == briefings::State::Planned) {
                found.push(Entry {
                    id: one.id.to_string(),
                    kind: "Giao ban",
                    from: one.held_on,
                    to: one.held_on,
                    starts: String::new(),
                    who: "Thường trực HĐND, HĐND cấp xã".to_owned(),
                    bodies: Vec::new(),
                    persons: Vec::new(),
                    changes: one.version - 1,
                    // One that was called off is in no quarter any more
                    is_off: false,
                    href: if ctx.actor.is_signed_in() {
                        format!("/lam-viec/giao-ban/{}", one.id)
                    } else {
                        "/lich".to_owned()
                    },
                    public_href: is_out.then(|| {
                        let is_concluded = one.state == briefings::State::Concluded;
                        if is_concluded { one.public_path() } else { "/lich".to_owned() }
                    }),
                    title: one.title,
                    place: one.place,
                });
            }
        }
        quarter = quarter.next();
    }
    Ok(found)
}

fn receptions_of(ctx: &mut Ctx<'_>, ask: Window) -> db::Result<Vec<Entry>> {
    Ok(reception::posted(ctx, ask.council, ask.from)?
        .into_iter()
        .map(|posted| Entry {
            id: posted.one.id.to_string(),
            kind: "Tiếp công dân",
            title: posted.one.kind.label().to_owned(),
            from: posted.one.held_on,
            to: posted.one.held_on,
            starts: posted.one.starts.clone(),
            place: posted.place(),
            who: posted.hosts.join(", "),
            bodies: Vec::new(),
            persons: Vec::new(),
            changes: posted.one.version - 1,
            is_off: posted.one.state == reception::State::Cancelled,
            href: posted.path(),
            public_href: Some(posted.path()),
        })
        .collect())
}

fn voters_of(ctx: &mut Ctx<'_>, ask: Window) -> db::Result<Vec<Entry>> {
    let found = petitions::meetings_between(ctx.tx, ask.council, ask.from, ask.to)?;
    let ids: Vec<kernel::VoterMeetingId> = found.iter().map(|one| one.id).collect();
    let mut who: HashMap<kernel::VoterMeetingId, Vec<kernel::PersonId>> = HashMap::new();
    for (meeting, person) in petitions::delegates_of_meetings(ctx.tx, &ids)? {
        who.entry(meeting).or_default().push(person);
    }
    Ok(found
        .into_iter()
        .map(|one| Entry {
            id: one.id.to_string(),
            kind: "Tiếp xúc cử tri",
            title: one.kind.label().to_owned(),
            from: one.held_on,
            to: one.held_on,
            who: String::new(),
            bodies: Vec::new(),
            persons: who.remove(&one.id).unwrap_or_default(),
            changes: one.version - 1,
            is_off: one.state == petitions::MeetingState::Cancelled,
            href: "/tiep-xuc-cu-tri".to_owned(),
            public_href: Some("/tiep-xuc-cu-tri".to_owned()),
            starts: one.starts,
            place: one.place,
        })
        .collect())
}
