//! What anyone may see: the course of a session, its votes, the screen in the hall.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::{PollId, dates};
use kit::{Answer, Ctx, Problem, Shell, Visit};
use serde::Serialize;
use sessions::{Addresses, Session};

use crate::model::{Choice, Item, Line, Method, Poll, PollState, Rated, Regime};
use crate::policy::{self, Action};
use crate::scene::{self, Scene};
use crate::{store, votes};

fn find(ctx: &mut Ctx<'_>, key: &str) -> Result<(Session, String), Problem> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let session = addresses
        .find(ctx.tx, key)?
        .filter(|one| policy::may(ctx.actor, Action::Watch, one.council_id, one.is_public))
        .ok_or(Problem::NotFound)?;
    let address = addresses.of(&session);
    Ok((session, address))
}

struct Step {
    number: usize,
    item: Item,
    times: String,
    is_current: bool,
    polls: Vec<Poll>,
}

#[derive(Template)]
#[template(path = "chamber/course.html")]
struct CoursePage {
    shell: Shell,
    session: Session,
    address: String,
    scene: Scene,
    steps: Vec<Step>,
    minutes: i64,
    scans: Vec<files::File>,
}

fn steps(ctx: &mut Ctx<'_>, session: &Session, scene: &Scene) -> Result<Vec<Step>, Problem> {
    let hidden = store::closed_polls(ctx.tx, session.id)?;
    let mut polls = store::polls(ctx.tx, session.id)?;
    polls.retain(|poll| poll.state == PollState::Closed && !hidden.contains(&(poll.id,)));
    let blocks = store::block_items(ctx.tx, session.id)?;
    let current = scene.item.as_ref().map(|one| one.id);
    Ok(store::items(ctx.tx, session.id)?
        .into_iter()
        .zip(1..)
        .map(|(item, number)| Step {
            number,
            times: item.times().unwrap_or_default(),
            is_current: current == Some(item.id),
            polls: polls
                .iter()
                .filter(|poll| poll.item_id == item.id || blocks.contains(&(poll.id, item.id)))
                .cloned()
                .collect(),
            item,
        })
        .collect())
}

pub(crate) async fn course(visit: Visit, Path(key): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (session, address) = find(ctx, &key)?;
            let scene = Scene::of(ctx.tx, &session, ctx.now)?;
            let steps = steps(ctx, &session, &scene)?;
            let shell = ctx
                .shell(format!("Diễn biến {}", session.label()))?
                .crumb("Trang chủ", "/")
                .crumb("Kỳ họp", "/ky-hop")
                .crumb(session.label(), &address)
                .crumb("Diễn biến", format!("{address}/dien-bien"));
            let minutes = steps.iter().map(|one| one.item.minutes).sum();
            let scans = crate::approved::public_scans(ctx.tx, session.id)?;
            Answer::page(&CoursePage { shell, session, address, scene, steps, minutes, scans })
        })
        .await
}

/// `/ky-hop/{key}/bien-ban.akn.xml`: the minutes, from when anyone may have their signed scan.
pub(crate) async fn minutes_akn(visit: Visit, Path(key): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (session, _) = find(ctx, &key)?;
            if !session.is_public || crate::approved::public_scans(ctx.tx, session.id)?.is_empty() {
                return Err(Problem::NotFound);
            }
            Ok(Answer::text(akn::MEDIA_TYPE, crate::minutes_akn::to_akn(ctx, &session)?))
        })
        .await
}

#[derive(Serialize)]
struct PollJson {
    id: String,
    number: i64,
    title: String,
    decision: &'static str,
    method: &'static str,
    opened_at: String,
    closed_at: Option<String>,
    total: i64,
    present: i64,
    /// A rating needs no number: each person's levels speak for themselves.
    needed: Option<i64>,
    law: String,
    yes: Option<i64>,
    no: Option<i64>,
    not_voting: Option<i64>,
    passed: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ratings: Vec<RatedJson>,
    url: String,
}

#[derive(Serialize)]
struct RatedJson {
    name: String,
    high: i64,
    medium: i64,
    low: i64,
    base: i64,
    consequence: &'static str,
    consequence_label: &'static str,
    law: &'static str,
}

#[derive(Serialize)]
struct ItemJson {
    number: usize,
    kind: &'static str,
    kind_label: &'static str,
    title: String,
    presenter: String,
    minutes: i64,
    started_at: Option<String>,
    ended_at: Option<String>,
    votes: Vec<PollJson>,
}

#[derive(Serialize)]
struct CourseJson {
    session: String,
    url: String,
    state: &'static str,
    seats: usize,
    present: usize,
    items: Vec<ItemJson>,
}

pub(crate) async fn course_json(visit: Visit, Path(key): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (session, address) = find(ctx, &key)?;
            let scene = Scene::of(ctx.tx, &session, ctx.now)?;
            let base = ctx.app.settings().public_url.clone();
            let rated = store::rated_lines(ctx.tx, session.id)?;
            let items = steps(ctx, &session, &scene)?
                .into_iter()
                .map(|step| ItemJson {
                    number: step.number,
                    kind: if step.item.is_closed { "closed" } else { step.item.kind.as_str() },
                    kind_label: step.item.public_kind(),
                    title: step.item.public_title().to_owned(),
                    presenter: if step.item.is_closed { String::new() } else { step.item.presenter.clone() },
                    minutes: step.item.minutes,
                    started_at: step.item.started_ms.map(dates::rfc3339),
                    ended_at: step.item.ended_ms.map(dates::rfc3339),
                    votes: step.polls.into_iter().map(|poll| poll_json(poll, &base, &rated)).collect(),
                })
                .collect();
            Answer::json(&CourseJson {
                session: session.label(),
                url: format!("{base}{address}"),
                state: scene.sitting.as_ref().map_or("not_begun", |one| one.state.as_str()),
                seats: scene.seats,
                present: scene.present,
                items,
            })
        })
        .await
}

/// A person of a rating, as the store gives it: vote, line, place, name, the three levels.
type RatedLine = (PollId, kernel::PollLineId, i64, String, Option<i64>, Option<i64>, Option<i64>);

fn ratings(poll: &Poll, lines: &[RatedLine]) -> Vec<RatedJson> {
    let Some(regime) = poll.rating else { return Vec::new() };
    let own = lines.iter().filter(|(of, ..)| *of == poll.id);
    own.filter_map(|(_, id, place, label, high, medium, low)| {
        let line = Line {
            id: *id,
            place: *place,
            label: label.clone(),
            yes: None,
            no: None,
            is_passed: None,
            high: *high,
            medium: *medium,
            low: *low,
        };
        poll.rated(&line).map(|one| RatedJson {
            name: one.label,
            high: one.marks.high,
            medium: one.marks.medium,
            low: one.marks.low,
            base: regime.base(poll.total, poll.collected.unwrap_or(0)),
            consequence: one.consequence.as_str(),
            consequence_label: one.words,
            law: one.source,
        })
    })
    .collect()
}

fn poll_json(poll: Poll, base: &str, rated: &[RatedLine]) -> PollJson {
    PollJson {
        ratings: ratings(&poll, rated),
        id: poll.id.to_string(),
        number: poll.number,
        decision: if poll.rating.is_some() { "confidence_rating" } else { poll.decision.as_str() },
        method: poll.method.as_str(),
        opened_at: dates::rfc3339(poll.opened_ms),
        closed_at: poll.closed_ms.map(dates::rfc3339),
        total: poll.total,
        present: poll.present,
        needed: poll.rating.is_none().then_some(poll.needed),
        yes: poll.yes,
        no: poll.no,
        not_voting: poll.not_voting,
        passed: poll.is_passed.filter(|_| poll.rating.is_none()),
        url: format!("{base}{}", poll.path()),
        law: poll.law,
        title: poll.title,
    }
}

#[derive(Template)]
#[template(path = "chamber/screen.html")]
struct Screen {
    shell: Shell,
    scene: Scene,
    address: String,
}

/// The screen in the hall: it follows the chair, nobody touches it.
pub(crate) async fn screen(visit: Visit, Path(key): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (session, address) = find(ctx, &key)?;
            let scene = Scene::of(ctx.tx, &session, ctx.now)?;
            let shell = ctx.shell(format!("Màn hình, {}", session.label()))?;
            Ok(Answer::page(&Screen { shell, scene, address })?.with(header::CACHE_CONTROL, "no-store"))
        })
        .await
}

/// The live pictures.
pub(crate) async fn stream(visit: Visit, Path(key): Path<String>) -> Response {
    visit
        .watch(move |ctx| {
            let (session, _) = find(ctx, &key)?;
            Ok(scene::watch(session.id))
        })
        .await
}

#[derive(Template)]
#[template(path = "chamber/poll.html")]
struct PollPage {
    shell: Shell,
    poll: Poll,
    session: String,
    address: String,
    lines: Vec<Line>,
    /// The persons of a rating.
    rated: Vec<Rated>,
    base_words: &'static str,
    /// Name and choice, in the order of names; none of a secret vote or one by hands.
    votes: Vec<(String, Option<Choice>)>,
    opened: String,
    closed: String,
}

/// A vote that is over: numbers, rule, and of an open one on devices who voted what.
pub(crate) async fn poll(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: PollId = id.parse().map_err(|_| Problem::NotFound)?;
            let poll = store::poll(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let session = sessions::find(ctx.tx, poll.session_id)?.ok_or(Problem::NotFound)?;
            let may_watch = policy::may(ctx.actor, Action::Watch, session.council_id, session.is_public);
            let keeps = policy::may(ctx.actor, Action::Record, session.council_id, session.is_public);
            let is_hidden = store::count_closed(ctx.tx, poll.id)?.0.0 > 0;
            if !may_watch || (poll.state != PollState::Closed && !keeps) || (is_hidden && !keeps) {
                return Err(Problem::NotFound);
            }
            let mut votes = Vec::new();
            if poll.method == Method::Electronic
                && poll.state == PollState::Closed
                && (poll.is_named || keeps)
            {
                let ballots = store::ballots(ctx.tx, poll.id)?;
                let of = |person| ballots.iter().find(|one| one.person_id == person).map(|one| one.choice);
                let seats = votes::seats_of(ctx.tx, &session, &poll)?;
                votes = seats.into_iter().map(|(person, name)| (name, of(person))).collect();
            }
            let address = Addresses::load(ctx.tx, ctx.today)?.of(&session);
            let shell = ctx
                .shell(format!("Biểu quyết số {}, {}", poll.number, session.label()))?
                .crumb("Trang chủ", "/")
                .crumb("Kỳ họp", "/ky-hop")
                .crumb(session.label(), &address)
                .crumb(format!("Biểu quyết số {}", poll.number), poll.path());
            let lines = store::lines(ctx.tx, poll.id)?;
            Answer::page(&PollPage {
                shell,
                session: session.label(),
                address,
                rated: lines.iter().filter_map(|line| poll.rated(line)).collect(),
                base_words: poll.rating.map_or("", Regime::base_words),
                lines: if poll.rating.is_some() { Vec::new() } else { lines },
                votes,
                opened: dates::print_time(poll.opened_ms),
                closed: poll.closed_ms.map(dates::print_time).unwrap_or_default(),
                poll,
            })
        })
        .await
}
