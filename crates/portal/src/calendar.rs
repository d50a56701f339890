//! The calendar: sessions, briefings and receptions of citizens that lie ahead, and those of the
//! last year.

use askama::Template;
use axum::response::Response;
use db::Tx;
use kernel::period::Quarter;
use kernel::{Date, OrganizationId, dates, text};
use kit::ical::{self, Event};
use kit::{Answer, Ctx, Shell, Visit};

/// What stands in the calendar.
#[derive(Debug, Clone)]
pub(crate) struct Meeting {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) place: String,
    pub(crate) href: Option<String>,
    pub(crate) state: String,
    pub(crate) is_over: bool,
    pub(crate) is_off: bool,
    /// How often the record was changed.
    pub(crate) changes: i64,
}

/// Sessions and briefings from a day on, by day. A briefing is shown once its invitations are
/// out; its page is open once it is concluded.
pub(crate) fn meetings(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    today: Date,
) -> db::Result<Vec<Meeting>> {
    let addresses = sessions::Addresses::load(tx, today)?;
    let mut all: Vec<Meeting> = sessions::public_from(tx, council, from, MEETINGS_MAX)?
        .iter()
        .map(|session| Meeting {
            id: session.id.to_string(),
            kind: "Kỳ họp",
            title: session.label(),
            from: session.opened_on,
            to: session.closed_on.unwrap_or(session.opened_on),
            place: session.place.clone(),
            href: Some(addresses.of(session)),
            state: session.state.label().to_owned(),
            is_over: session.state == sessions::State::Closed,
            is_off: matches!(session.state, sessions::State::Cancelled | sessions::State::Postponed),
            changes: session.version - 1,
        })
        .collect();
    all.extend(briefings(tx, council, from, today)?.into_iter().map(|briefing| {
        Meeting {
            id: briefing.id.to_string(),
            kind: "Giao ban",
            href: (briefing.state == briefings::State::Concluded).then(|| briefing.public_path()),
            from: briefing.held_on,
            to: briefing.held_on,
            state: match briefing.state {
                briefings::State::Concluded => "Đã kết luận",
                briefings::State::Held => "Đã họp",
                briefings::State::Planned | briefings::State::Called | briefings::State::Cancelled => {
                    "Sắp họp"
                }
            }
            .to_owned(),
            is_over: matches!(briefing.state, briefings::State::Concluded | briefings::State::Held),
            is_off: false,
            changes: briefing.version - 1,
            title: briefing.title,
            place: briefing.place,
        }
    }));
    all.sort_by(|one, two| (one.from, &one.title).cmp(&(two.from, &two.title)));
    Ok(all)
}

const MEETINGS_MAX: usize = 200;

/// The briefings that anyone may know of, held on or after a day, by quarter.
pub(crate) fn briefings(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    today: Date,
) -> db::Result<Vec<briefings::Briefing>> {
    // The briefing of a quarter is held in it or after it
    let mut quarter = Quarter::of(from).previous();
    let last = Quarter { year: today.year().saturating_add(1), number: 4 };
    let mut found = Vec::new();
    while quarter <= last && quarter.year < i16::MAX {
        let known = briefings::by_period(tx, council, &quarter.to_string())?;
        found.extend(known.filter(|one| from <= one.held_on && one.state != briefings::State::Planned));
        quarter = quarter.next();
    }
    Ok(found)
}

#[derive(Template)]
#[template(path = "portal/calendar.html")]
struct CalendarPage {
    shell: Shell,
    ahead: Vec<Line>,
    past: Vec<Line>,
}

struct Line {
    meeting: Meeting,
    days: String,
    iso: String,
}

impl From<Meeting> for Line {
    fn from(meeting: Meeting) -> Self {
        Self { days: days_of(&meeting), iso: dates::iso(meeting.from), meeting }
    }
}

/// "Thứ Năm, 15/10/2020", or from one day to another.
pub(crate) fn days_of(meeting: &Meeting) -> String {
    if meeting.from == meeting.to {
        dates::print_weekday(meeting.from)
    } else {
        format!("{} - {}", dates::print_weekday(meeting.from), dates::print_weekday(meeting.to))
    }
}

/// From the first day of last year.
fn shown_from(today: Date) -> Date {
    let year = today.year().saturating_sub(1);
    Date::new(year, 1, 1).unwrap_or(today)
}

fn load(ctx: &mut Ctx<'_>) -> db::Result<Vec<Meeting>> {
    let Some(council) = directory::home_council(ctx.tx, ctx.today)? else { return Ok(Vec::new()) };
    let from = shown_from(ctx.today);
    let mut all = meetings(ctx.tx, council.id, from, ctx.today)?;
    all.extend(reception::posted(ctx, council.id, from)?.iter().map(reception_of));
    all.sort_by(|one, two| (one.from, &one.title).cmp(&(two.from, &two.title)));
    Ok(all)
}

/// A posted reception of citizens, as it stands in the calendar.
pub(crate) fn reception_of(posted: &reception::Posted) -> Meeting {
    let one = &posted.one;
    Meeting {
        id: one.id.to_string(),
        kind: "Tiếp công dân",
        title: format!("{}, {} giờ", one.kind.label(), one.starts),
        from: one.held_on,
        to: one.held_on,
        place: posted.place(),
        href: Some(posted.path()),
        state: one.state.label().to_owned(),
        is_over: one.state == reception::State::Held,
        is_off: one.state == reception::State::Cancelled,
        changes: one.version - 1,
    }
}

pub(crate) async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let today = ctx.today;
            let (ahead, mut past): (Vec<Meeting>, Vec<Meeting>) =
                load(ctx)?.into_iter().partition(|meeting| today <= meeting.to && !meeting.is_over);
            past.reverse();
            let shell = ctx.shell("Lịch")?.crumb("Trang chủ", "/").crumb("Lịch", "/lich");
            Answer::page(&CalendarPage {
                shell,
                ahead: ahead.into_iter().map(Line::from).collect(),
                past: past.into_iter().map(Line::from).collect(),
            })
        })
        .await
}

pub(crate) async fn ics(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let events: Vec<Event> = load(ctx)?
                .into_iter()
                .map(|meeting| Event {
                    sequence: meeting.changes,
                    is_off: meeting.is_off,
                    id: meeting.id,
                    from: meeting.from,
                    to: meeting.to,
                    starts: None,
                    title: meeting.title,
                    place: meeting.place,
                    href: meeting.href.unwrap_or_else(|| "/lich".to_owned()),
                })
                .collect();
            let council = ctx.shell("")?.council_name;
            let name = format!("Lịch {}", text::clean_line(&council));
            let body = ical::calendar(&ctx.app.settings().public_url, &name, ctx.now, &events);
            Ok(Answer::text("text/calendar; charset=utf-8", body))
        })
        .await
}
