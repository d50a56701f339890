//! Pages of preparation: the agenda, one item of it, the roll.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{SessionId, dates};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use sessions::Session;

use crate::common::{names, present_of, seats_on};
use crate::model::{Item, ItemKind, Presence, SittingState};
use crate::policy::{self, Action};
use crate::{rules, store};

/// The session of an address, when the actor may do this in it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str, action: Action) -> Result<Session, Problem> {
    let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
    sessions::find(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, action, one.council_id, one.is_public))
        .ok_or(Problem::NotFound)
}

/// The frame of a page about a session.
pub(crate) fn shell_of(
    ctx: &mut Ctx<'_>,
    session: &Session,
    title: &str,
    last: &str,
) -> Result<Shell, Problem> {
    Ok(ctx
        .shell(format!("{title}, {}", session.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb(session.label(), session.path())
        .crumb(title, format!("{}/{last}", session.path())))
}

/// "09:41" of a moment.
pub(crate) fn time(at: Option<kernel::Instant>) -> String {
    at.map(dates::clock_of).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "chamber/agenda.html")]
pub(crate) struct AgendaPage {
    shell: Shell,
    form: Form,
    session: Session,
    items: Vec<Item>,
    kinds: Vec<(String, String)>,
    minutes: i64,
    hours: String,
    /// "42%", of the time in which delegates speak.
    share: Option<String>,
    is_enough: bool,
    is_over: bool,
}

pub(crate) async fn agenda(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Prepare)?;
            Answer::page(&agenda_page(ctx, session, Form::with(&[("loai", "report"), ("phut", "15")]))?)
        })
        .await
}

/// Delegates should speak in so much of the time: ux.md 4.3, screen 8.
const DISCUSSION_PERCENT: i64 = 40;

pub(crate) fn agenda_page(ctx: &mut Ctx<'_>, session: Session, form: Form) -> Result<AgendaPage, Problem> {
    let items = store::items(ctx.tx, session.id)?;
    let (spoken, minutes) = rules::discussion(&items);
    let is_over = session.is_archived()
        || store::sitting(ctx.tx, session.id)?.is_some_and(|one| one.state == SittingState::Over);
    let shell = shell_of(ctx, &session, "Chương trình", "chuong-trinh")?.with_faults_of(&form);
    Ok(AgendaPage {
        shell,
        form,
        session,
        items,
        kinds: ItemKind::choices(),
        minutes,
        hours: format!("{} giờ {:02} phút", minutes / 60, minutes % 60),
        share: kernel::numbers::percent(spoken, minutes),
        is_enough: minutes * DISCUSSION_PERCENT <= spoken * 100,
        is_over,
    })
}

#[derive(Template)]
#[template(path = "chamber/item.html")]
pub(crate) struct ItemPage {
    shell: Shell,
    form: Form,
    session: Session,
    item: Item,
    kinds: Vec<(String, String)>,
}

pub(crate) async fn item(visit: Visit, Path((id, item)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Prepare)?;
            let item = find_item(ctx, &session, &item)?;
            let mut form = Form::with(&[
                ("version", &item.version.to_string()),
                ("noi-dung", &item.title),
                ("loai", item.kind.as_str()),
                ("trinh-bay", &item.presenter),
                ("phut", &item.minutes.to_string()),
            ]);
            if item.is_closed {
                form.set("hop-kin", "co");
            }
            Answer::page(&item_page(ctx, session, item, form)?)
        })
        .await
}

pub(crate) fn find_item(ctx: &mut Ctx<'_>, session: &Session, item: &str) -> Result<Item, Problem> {
    let item = item.parse().map_err(|_| Problem::NotFound)?;
    store::item(ctx.tx, item)?.filter(|one| one.session_id == session.id).ok_or(Problem::NotFound)
}

pub(crate) fn item_page(
    ctx: &mut Ctx<'_>,
    session: Session,
    item: Item,
    form: Form,
) -> Result<ItemPage, Problem> {
    let shell = shell_of(ctx, &session, "Chương trình", "chuong-trinh")?
        .crumb(item.title.clone(), format!("{}/chuong-trinh/{}", session.path(), item.id))
        .with_faults_of(&form);
    Ok(ItemPage { shell, form, session, item, kinds: ItemKind::choices() })
}

struct RollRow {
    person: String,
    name: String,
    state: String,
    reason: String,
    times: String,
}

#[derive(Template)]
#[template(path = "chamber/roll.html")]
pub(crate) struct RollPage {
    shell: Shell,
    form: Form,
    session: Session,
    rows: Vec<RollRow>,
    states: Vec<(String, String)>,
    present: i64,
    /// All delegates of the day.
    seats: usize,
    quorum: i64,
    has_quorum: bool,
    is_over: bool,
}

pub(crate) async fn roll(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            Answer::page(&roll_page(ctx, session, Form::new())?)
        })
        .await
}

pub(crate) fn roll_page(ctx: &mut Ctx<'_>, session: Session, form: Form) -> Result<RollPage, Problem> {
    let known = store::roll(ctx.tx, session.id)?;
    let seats = seats_on(ctx.tx, &session, ctx.today)?;
    let quorum = rules::quorum(i64::try_from(seats.len()).unwrap_or(0));
    let present = present_of(ctx.tx, session.id, &seats)?;
    let seats = seats.len();
    let rows = names(ctx.tx, &session, ctx.today)?
        .into_iter()
        .map(|(person, name)| {
            let line = known.iter().find(|one| one.person_id == person);
            let times = line.map_or_else(String::new, |one| match (one.arrived_ms, one.left_ms) {
                (Some(_), Some(_)) => format!("{} - {}", time(one.arrived_ms), time(one.left_ms)),
                (Some(_), None) => format!("từ {}", time(one.arrived_ms)),
                (None, _) => String::new(),
            });
            RollRow {
                person: person.to_string(),
                name,
                state: line.map_or("", |one| one.state.as_str()).to_owned(),
                reason: line.map_or_else(String::new, |one| one.reason.clone()),
                times,
            }
        })
        .collect();
    let is_over = session.is_archived()
        || store::sitting(ctx.tx, session.id)?.is_some_and(|one| one.state == SittingState::Over);
    let shell = shell_of(ctx, &session, "Điểm danh", "diem-danh")?.with_faults_of(&form);
    Ok(RollPage {
        shell,
        form,
        session,
        rows,
        states: Presence::choices(),
        has_quorum: quorum <= present,
        present,
        seats,
        quorum,
        is_over,
    })
}
