//! The week's schedule, and a body's calendar to subscribe to. Other areas' events come from
//! sources that the binary registers.

use std::sync::OnceLock;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, OrganizationId, PersonId, dates};
use kit::ical::{self, Event};
use kit::{Answer, Ctx, Problem, Shell, Visit};
use papers::{Block, Cell, Column, Letter, Signature, Table};

use crate::model::{Meeting, State};
use crate::pages::BASE;
use crate::policy::{self, Action};
use crate::store;

/// What happens on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record's id.
    pub id: String,
    /// "Kỳ họp", "Tiếp công dân".
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// "08:00"; may be empty.
    pub starts: String,
    /// Where.
    pub place: String,
    /// Who takes part, in words; may be empty.
    pub who: String,
    /// Whose it is; the council's own when empty.
    pub bodies: Vec<OrganizationId>,
    /// Its page in the workspace.
    pub href: String,
    /// Its public page; none for what the public calendar does not show.
    pub public_href: Option<String>,
    /// Those who take part by name, beside the members of its bodies.
    pub persons: Vec<PersonId>,
    /// How often the record was changed.
    pub changes: i64,
    /// It was called off: pages leave it out, calendars strike it out.
    pub is_off: bool,
}

/// What is asked of a source.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// Of which council.
    pub council: OrganizationId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// Events of an area in a window: those that the actor may know of.
pub type Source = fn(&mut Ctx<'_>, Ask) -> db::Result<Vec<Entry>>;

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

static SOURCES: OnceLock<&'static [Source]> = OnceLock::new();

pub(crate) fn install(sources: &'static [Source]) {
    // A second installation in one process registers the same
    let _ = SOURCES.set(sources);
}

fn entry(one: Meeting, public: bool) -> Entry {
    Entry {
        id: one.id.to_string(),
        kind: one.kind.label(),
        from: one.held_on,
        to: one.held_on,
        bodies: vec![one.body_id],
        who: if one.chair.is_empty() { String::new() } else { format!("Chủ trì: {}", one.chair) },
        href: one.path(),
        public_href: public.then(|| "/lich".to_owned()),
        persons: Vec::new(),
        changes: one.version - 1,
        is_off: one.state == State::Cancelled,
        starts: one.starts_at,
        place: one.place,
        title: one.title,
    }
}

/// Meetings in the public calendar, and those that the actor may open.
fn own(ctx: &mut Ctx<'_>, ask: Ask) -> db::Result<Vec<Entry>> {
    let found = store::between(ctx.tx, ask.council, ask.from, ask.to)?;
    Ok(found
        .into_iter()
        .filter(|one| one.is_public || policy::may(ctx.actor, Action::Read, one))
        .map(|one| {
            let is_public = one.is_public;
            entry(one, is_public)
        })
        .collect())
}

/// Everything of a window that stands, by day and hour.
pub(crate) fn events(ctx: &mut Ctx<'_>, ask: Ask) -> db::Result<Vec<Entry>> {
    let mut all = all_events(ctx, ask)?;
    all.retain(|one| !one.is_off);
    Ok(all)
}

/// The same with what was called off.
fn all_events(ctx: &mut Ctx<'_>, ask: Ask) -> db::Result<Vec<Entry>> {
    let mut all = own(ctx, ask)?;
    for source in SOURCES.get().copied().unwrap_or_default() {
        all.extend(source(ctx, ask)?);
    }
    all.retain(|one| one.from <= ask.to && ask.from <= one.to);
    all.sort_by(|one, other| {
        (one.from, &one.starts, &one.title).cmp(&(other.from, &other.starts, &other.title))
    });
    Ok(all)
}

/// The Monday of a day's week.
pub(crate) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    plus(day, -back)
}

fn plus(day: Date, days: i64) -> Date {
    dates::date_of(dates::midnight(day) + days * DAY_MS)
}

struct Day {
    title: String,
    is_today: bool,
    rows: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "meetings/week.html")]
struct WeekPage {
    shell: Shell,
    title: String,
    path: String,
    before: String,
    after: String,
    days: Vec<Day>,
    total: usize,
    calendars: Vec<(String, String)>,
}

/// The week of an address and everything of it.
fn week(ctx: &mut Ctx<'_>, typed: &str) -> Result<(Date, Vec<Entry>), Problem> {
    let day = dates::parse_iso(typed).ok_or(Problem::NotFound)?;
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let from = monday(day);
    let to = plus(from, 6);
    Ok((from, events(ctx, Ask { council, from, to })?))
}

fn title_of(monday: Date) -> String {
    format!("Lịch tuần {} - {}", dates::print(monday), dates::print(plus(monday, 6)))
}

pub(crate) async fn this_week(visit: Visit) -> Response {
    visit
        .read(|ctx| Ok(Answer::see_other(format!("{BASE}/lich-tuan/{}", dates::iso(monday(ctx.today))))))
        .await
}

pub(crate) async fn page(visit: Visit, Path(typed): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (from, all) = week(ctx, &typed)?;
            let total = all.len();
            let days = (0..7)
                .map(|days| plus(from, days))
                .map(|day| Day {
                    title: dates::print_weekday(day),
                    is_today: day == ctx.today,
                    rows: all.iter().filter(|one| one.from <= day && day <= one.to).cloned().collect(),
                })
                .collect();
            let title = title_of(from);
            let path = |day: Date| format!("{BASE}/lich-tuan/{}", dates::iso(day));
            let calendars = calendars(ctx)?;
            let shell = ctx
                .shell(title.clone())?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Phiên họp", BASE)
                .crumb("Lịch tuần", path(from));
            Answer::page(&WeekPage {
                shell,
                title,
                path: path(from),
                before: path(plus(from, -7)),
                after: path(plus(from, 7)),
                days,
                total,
                calendars,
            })
        })
        .await
}

/// The bodies of the actor's council with a calendar to subscribe to.
fn calendars(ctx: &mut Ctx<'_>) -> db::Result<Vec<(String, String)>> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let Some(known) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    Ok(directory::organizations_of_area(ctx.tx, known.area_id)?
        .into_iter()
        .filter(|one| (one.id == council || one.parent_id == Some(council)) && one.works_on(today))
        .filter(|one| crate::rules::holds(one.kind, crate::Kind::Other))
        .map(|one| (one.short_name, format!("/lich/{}.ics", one.id)))
        .collect())
}

pub(crate) async fn docx(visit: Visit, Path(typed): Path<String>) -> Response {
    printed(visit, typed, false).await
}

pub(crate) async fn pdf(visit: Visit, Path(typed): Path<String>) -> Response {
    printed(visit, typed, true).await
}

/// The week on paper, as Word or PDF.
async fn printed(visit: Visit, typed: String, is_pdf: bool) -> Response {
    visit
        .read(move |ctx| {
            let (from, all) = week(ctx, &typed)?;
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let head = follow::Head::of(ctx, council)?;
            let mut rows = Vec::new();
            for day in (0..7).map(|days| plus(from, days)) {
                for one in all.iter().filter(|one| one.from <= day && day <= one.to) {
                    rows.push(vec![
                        Cell::text(dates::print_weekday(day)),
                        Cell::text(&one.starts),
                        Cell::text(format!("{}: {}", one.kind, one.title)),
                        Cell::text(&one.who),
                        Cell::text(&one.place),
                    ]);
                }
            }
            let columns = vec![
                Column::left("Ngày", 3),
                Column::center("Giờ", 1),
                Column::left("Nội dung", 8),
                Column::left("Chủ trì, thành phần", 4),
                Column::left("Địa điểm", 4),
            ];
            let body = if rows.is_empty() {
                vec![Block::paragraph("Trong tuần không có cuộc họp, hoạt động nào.")]
            } else {
                vec![Block::Table(Table { caption: String::new(), columns, rows, notes: Vec::new() })]
            };
            let letter = Letter {
                superior: None,
                issuer: head.issuer,
                number: None,
                subject_line: None,
                place: head.place,
                date: ctx.today,
                kind: Some("LỊCH CÔNG TÁC TUẦN".to_owned()),
                title: Some(format!(
                    "Từ ngày {} đến ngày {}",
                    dates::print(from),
                    dates::print(plus(from, 6))
                )),
                addressees: Vec::new(),
                body,
                signature: Signature {
                    lines: vec!["TL. THƯỜNG TRỰC HĐND".to_owned(), "CHÁNH VĂN PHÒNG".to_owned()],
                    name: String::new(),
                },
                recipients: vec!["Thường trực, các Ban HĐND".to_owned(), "Lưu: VT.".to_owned()],
                footer_url: None,
                demonstration: ctx.app.settings().purpose.is_demonstration(),
            };
            let stem = format!("lich-tuan-{}", dates::iso(from));
            if is_pdf {
                Answer::pdf(ctx.app, &letter, format!("{stem}.pdf"))
            } else {
                Answer::docx(&letter, format!("{stem}.docx"))
            }
        })
        .await
}

/// The public calendar of a council, its Standing Committee, a committee or a delegates' group:
/// `/lich/{organization}.ics`, from the first day of last year to the last of next year.
pub(crate) async fn of_body(visit: Visit, Path(file): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: OrganizationId =
                file.strip_suffix(".ics").and_then(|id| id.parse().ok()).ok_or(Problem::NotFound)?;
            let body = directory::organization(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let council = match body.kind {
                directory::OrganizationKind::Council => body.id,
                directory::OrganizationKind::StandingCommittee
                | directory::OrganizationKind::Committee
                | directory::OrganizationKind::DelegateGroup => body.parent_id.ok_or(Problem::NotFound)?,
                _ => return Err(Problem::NotFound),
            };
            let ask = shown(ctx.today, council);
            let mut events: Vec<Event> = known_to_all(ctx, ask)?
                .into_iter()
                .filter(|one| {
                    let is_councils = one.bodies.is_empty() || one.bodies.contains(&council);
                    one.bodies.contains(&id) || (is_councils && id == council)
                })
                .filter_map(event)
                .collect();
            events.extend(programme::events(ctx.tx, council, id, ask.from, ask.to)?);
            let name = format!("Lịch {}", body.name);
            let text = ical::calendar(&ctx.app.settings().public_url, &name, ctx.now, &events);
            Ok(Answer::text("text/calendar; charset=utf-8", text))
        })
        .await
}

/// From the first day of last year to the last of next year.
fn shown(today: Date, council: OrganizationId) -> Ask {
    let year = today.year();
    let from = Date::new(year.saturating_sub(1), 1, 1).unwrap_or(today);
    let to = Date::new(year.saturating_add(1), 12, 31).unwrap_or(today);
    Ask { council, from, to }
}

/// Whoever subscribes is a stranger to the server: what the public may know.
fn known_to_all(ctx: &mut Ctx<'_>, ask: Ask) -> db::Result<Vec<Entry>> {
    let visitor = kernel::Actor::visitor();
    all_events(&mut ctx.acting_as(&visitor), ask)
}

/// In the words of a calendar; nothing of what the public calendar does not show.
fn event(one: Entry) -> Option<Event> {
    let href = one.public_href?;
    Some(Event {
        starts: starts_at(one.from, &one.starts),
        id: one.id,
        from: one.from,
        to: one.to,
        title: one.title,
        place: one.place,
        href,
        sequence: one.changes,
        is_off: one.is_off,
    })
}

/// The public duties of a delegate: sessions, meetings of the bodies they sit in, and what names
/// them: `/dai-bieu/{id}/lich.ics`.
pub(crate) async fn of_person(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
            let person = directory::person(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let posts = directory::open_data::memberships_of(ctx.tx, &[id])?;
            let mut councils: Vec<OrganizationId> = posts
                .iter()
                .filter(|post| post.post == directory::Post::Delegate)
                .map(|post| post.organization_id)
                .collect();
            councils.sort_unstable();
            councils.dedup();
            if councils.is_empty() {
                return Err(Problem::NotFound);
            }
            let sits = |body: &OrganizationId, on: Date| {
                posts.iter().any(|post| {
                    post.organization_id == *body
                        && post.started_on <= on
                        && post.ended_on.is_none_or(|last| on <= last)
                })
            };
            let mut events: Vec<Event> = Vec::new();
            for council in councils {
                let ask = shown(ctx.today, council);
                let own = known_to_all(ctx, ask)?.into_iter().filter(|one| {
                    one.persons.contains(&id) || one.bodies.iter().any(|body| sits(body, one.from))
                });
                events.extend(own.filter_map(event));
            }
            let name = format!("Lịch hoạt động, đại biểu {}", person.name);
            let text = ical::calendar(&ctx.app.settings().public_url, &name, ctx.now, &events);
            Ok(Answer::text("text/calendar; charset=utf-8", text))
        })
        .await
}

/// The moment of an hour such as "08:00".
fn starts_at(day: Date, hour: &str) -> Option<kernel::Instant> {
    let (hours, minutes) = hour.split_once(':')?;
    let minutes: i64 = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
    Some(dates::midnight(day) + minutes * 60_000)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(monday(date(2020, 10, 15)), date(2020, 10, 12));
        assert_eq!(monday(date(2020, 10, 12)), date(2020, 10, 12));
        assert_eq!(monday(date(2020, 10, 18)), date(2020, 10, 12));
        assert_eq!(monday(date(2020, 10, 19)), date(2020, 10, 19));
    }

    #[test]
    fn an_hour_is_a_moment_at_utc_plus_seven() {
        let eight = starts_at(date(2020, 10, 15), "08:00");
        assert_eq!(eight, Some(1_602_723_600_000));
        assert_eq!(starts_at(date(2020, 10, 15), ""), None);
        assert_eq!(starts_at(date(2020, 10, 15), "sáng"), None);
    }
}
