//! What anyone may read: the posted receptions to come and those of the past, as a page, as a
//! calendar to subscribe to, and as data. Never a visit.

use askama::Template;
use axum::response::Response;
use kernel::{Date, OrganizationId, ReceptionId, dates};
use kit::ical::{self, Event};
use kit::listing;
use kit::ui::Badge;
use kit::{Answer, Ctx, Problem, Shell, Visit as Request};
use serde::Serialize;

use crate::model::{Reception, State};
use crate::pages::{areas_of, hosts_by_reception};
use crate::{store, view};

const AHEAD_MAX: i64 = 200;
const PAST_MAX: i64 = 50;

/// A posted reception, for the calendar of the portal.
#[derive(Debug, Clone)]
pub struct Posted {
    /// The reception.
    pub one: Reception,
    /// Who receives, in words.
    pub hosts: Vec<String>,
    /// The unit's name.
    pub area: String,
}

impl Posted {
    /// Where it stands on the public page.
    pub fn path(&self) -> String {
        format!("/lich-tiep-cong-dan#b{}", self.one.id)
    }

    /// "UBND xã Thanh Hải, Xã Thanh Hải".
    pub fn place(&self) -> String {
        if self.one.place.contains(&self.area) {
            self.one.place.clone()
        } else {
            format!("{}, {}", self.one.place, self.area)
        }
    }

    fn event(&self) -> Event {
        Event {
            id: self.one.id.to_string(),
            from: self.one.held_on,
            to: self.one.held_on,
            starts: starts_ms(&self.one),
            title: format!("Tiếp công dân: {}", self.one.kind.label()),
            place: self.place(),
            href: self.path(),
            sequence: self.one.version - 1,
            is_off: self.one.state == State::Cancelled,
        }
    }
}

/// The moment at which it begins.
fn starts_ms(one: &Reception) -> Option<kernel::Instant> {
    let (hour, minute) = one.starts.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    Some(dates::midnight(one.held_on) + (hour * 60 + minute) * 60_000)
}

fn with_names(ctx: &mut Ctx<'_>, found: Vec<Reception>) -> db::Result<Vec<Posted>> {
    let mut hosts = hosts_by_reception(ctx, &found)?;
    let areas = areas_of(ctx, &found)?;
    Ok(found
        .into_iter()
        .map(|one| Posted {
            hosts: hosts.remove(&one.id).unwrap_or_default(),
            area: areas.get(&one.area_id).cloned().unwrap_or_default(),
            one,
        })
        .collect())
}

/// The posted receptions of a council from a day on, soonest first.
pub fn posted(ctx: &mut Ctx<'_>, council: OrganizationId, from: Date) -> db::Result<Vec<Posted>> {
    let found = store::posted_from(ctx.tx, council, from, AHEAD_MAX)?;
    with_names(ctx, found)
}

struct Line {
    posted: Posted,
    day: String,
    iso: String,
    badge: Badge,
    posting: String,
}

#[derive(Template)]
#[template(path = "reception/public.html")]
struct PublicPage {
    shell: Shell,
    ahead: Vec<Line>,
    past: Vec<Line>,
    next: Option<String>,
}

fn lines(ctx: &Ctx<'_>, found: Vec<Posted>) -> Vec<Line> {
    found
        .into_iter()
        .map(|posted| Line {
            day: dates::print_weekday(posted.one.held_on),
            iso: dates::iso(posted.one.held_on),
            badge: view::badge(&posted.one, ctx.today),
            posting: view::posting(&posted.one, ctx.law, ctx.today)
                .map_or_else(String::new, |posting| posting.badge.words),
            posted,
        })
        .collect()
}

pub(crate) async fn page(visit: Request) -> Response {
    let after = visit.query("sau");
    visit
        .read(move |ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let after: Option<(Date, ReceptionId)> = after.as_deref().and_then(listing::after);
            let ahead = if after.is_none() { posted(ctx, council.id, ctx.today)? } else { Vec::new() };
            let past = store::posted_before(ctx.tx, council.id, ctx.today, after, PAST_MAX)?;
            let next = listing::next("/lich-tiep-cong-dan", &past, PAST_MAX, |one| (one.held_on, one.id));
            let past = with_names(ctx, past)?;
            let (ahead, past) = (lines(ctx, ahead), lines(ctx, past));
            let shell = ctx
                .shell("Lịch tiếp công dân")?
                .crumb("Trang chủ", "/")
                .crumb("Lịch tiếp công dân", "/lich-tiep-cong-dan");
            Answer::page(&PublicPage { shell, ahead, past, next })
        })
        .await
}

/// From the first day of last year.
fn shown_from(today: Date) -> Date {
    Date::new(today.year().saturating_sub(1), 1, 1).unwrap_or(today)
}

pub(crate) async fn ics(visit: Request) -> Response {
    visit
        .read(|ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let events: Vec<Event> =
                posted(ctx, council.id, shown_from(ctx.today))?.iter().map(Posted::event).collect();
            let name = format!("Lịch tiếp công dân, {}", council.name);
            let body = ical::calendar(&ctx.app.settings().public_url, &name, ctx.now, &events);
            Ok(Answer::text("text/calendar; charset=utf-8", body))
        })
        .await
}

#[derive(Serialize)]
struct Data {
    id: String,
    kind: &'static str,
    kind_label: &'static str,
    date: String,
    starts: String,
    place: String,
    unit: String,
    topic: String,
    online: bool,
    state: &'static str,
    posted_on: Option<String>,
    cancelled_because: Option<String>,
    hosts: Vec<String>,
    url: String,
}

pub(crate) async fn json(visit: Request) -> Response {
    visit
        .read(|ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let public_url = ctx.app.settings().public_url.clone();
            let data: Vec<Data> = posted(ctx, council.id, shown_from(ctx.today))?
                .into_iter()
                .map(|posted| Data {
                    url: format!("{public_url}{}", posted.path()),
                    id: posted.one.id.to_string(),
                    kind: posted.one.kind.as_str(),
                    kind_label: posted.one.kind.label(),
                    date: dates::iso(posted.one.held_on),
                    starts: posted.one.starts,
                    place: posted.one.place,
                    unit: posted.area,
                    topic: posted.one.topic,
                    online: posted.one.is_online,
                    state: posted.one.state.as_str(),
                    posted_on: posted.one.posted_on.map(dates::iso),
                    cancelled_because: Some(posted.one.reason).filter(|reason| !reason.is_empty()),
                    hosts: posted.hosts,
                })
                .collect();
            Answer::json(&data)
        })
        .await
}
