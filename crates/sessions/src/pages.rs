//! The workspace: the register of one's own council.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{OrganizationId, SessionId, dates, numbers};
use kit::ui::{Badge, Pager, Steps};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::address::Addresses;
use crate::course;
use crate::due::{self, DueLine};
use crate::model::{Correction, Kind, Session, State};
use crate::policy::{self, Action};
use crate::portal::{ROWS_MAX, badge, corrections, day_key, every, older};
use crate::rules::{self, Step};
use crate::store::{self, Filter};

struct Shown {
    session: Session,
    href: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "sessions/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    is_filtered: bool,
    query: String,
    states: Vec<(String, String)>,
    years: Vec<(String, String)>,
    may_create: bool,
    pager: Pager,
}

/// What the list of the workspace is narrowed to, and the same as a query.
pub(crate) fn own_filter(ctx: &Ctx<'_>, form: &Form) -> Result<(Filter, String), Problem> {
    let filter = Filter {
        council: Some(ctx.actor.council.ok_or(Problem::NotFound)?),
        state: form.value("trang-thai").parse().ok(),
        year: form.value("nam").parse().ok().filter(|year| (1945..=2100).contains(year)),
        drafts_of: policy::visible(ctx.actor),
        ..Filter::default()
    };
    let parts: Vec<String> = [
        filter.state.map(|state| format!("trang-thai={}", state.as_str())),
        filter.year.map(|year| format!("nam={year}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    Ok((filter, query))
}

/// Whether the actor keeps the register of a council.
pub(crate) fn may_create(ctx: &Ctx<'_>, council: OrganizationId) -> bool {
    policy::may(ctx.actor, Action::Create, council, true)
}

/// The sessions of the actor's council: all for those who keep the register, the published ones
/// for its delegates and partners.
pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let (filter, query) = own_filter(ctx, &form)?;
            let found = store::list(ctx.tx, &filter, day_key(&form), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let years = store::years(ctx.tx, council)?;
            let addresses = Addresses::load(ctx.tx, ctx.today)?;
            let may_create = may_create(ctx, council);
            let pager = Pager { newer: None, older: older("/lam-viec/ky-hop", &query, &found) };
            let rows = found
                .into_iter()
                .map(|session| Shown {
                    href: if may_create { session.path() } else { addresses.of(&session) },
                    badge: badge(&session),
                    session,
                })
                .collect();
            let shell =
                ctx.shell("Kỳ họp")?.crumb("Hôm nay", "/lam-viec").crumb("Kỳ họp", "/lam-viec/ky-hop");
            Answer::page(&ListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                is_filtered: !query.is_empty(),
                query,
                states: every("Mọi trạng thái", State::choices()),
                years: every(
                    "Mọi năm",
                    years.into_iter().map(|(year,)| (year.to_string(), year.to_string())),
                ),
                may_create,
                pager,
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "sessions/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    kinds: Vec<(String, String)>,
    states: Vec<(String, String)>,
}

/// A form with the next number of the term filled in.
pub(crate) async fn new(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let number = match directory::term_on(ctx.tx, council, ctx.today)? {
                Some(term) => store::last_number(ctx.tx, term.id)?.0.0 + 1,
                None => 1,
            };
            let number = number.to_string();
            let form = Form::with(&[
                ("so", &number),
                ("loai", Kind::Regular.as_str()),
                ("trang-thai", State::Planned.as_str()),
                ("cong-khai", "co"),
            ]);
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if !policy::may(ctx.actor, Action::Create, council, true) {
        return Err(Problem::NotFound);
    }
    let shell = ctx
        .shell("Nhập kỳ họp")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb("Nhập kỳ họp", "/lam-viec/ky-hop/moi")
        .with_faults_of(&form);
    Ok(NewPage { shell, form, kinds: Kind::choices(), states: State::choices() })
}

#[derive(Template)]
#[template(path = "sessions/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    session: Session,
    badge: Badge,
    kinds: Vec<(String, String)>,
    dues: Vec<DueLine>,
    public_href: String,
    resolutions: String,
    may_convene: bool,
    may_open: bool,
    may_close: bool,
    may_postpone: bool,
    may_cancel: bool,
    /// The whole life; none of a session that was cancelled.
    strip: Option<Steps>,
    /// It has closed and is not in the archive.
    may_archive: bool,
    /// What stands against the archive today, in words.
    missing: Vec<String>,
    /// The day on which it was put away; empty when it was not.
    archived: String,
    corrections: Vec<(String, Correction)>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id)?;
            let form = form_of(&session, ctx.today);
            Answer::page(&detail_page(ctx, session, form)?)
        })
        .await
}

/// The session of an address, when the actor keeps its register.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Session, Problem> {
    let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
    store::session(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::Change, one.council_id, one.is_public))
        .ok_or(Problem::NotFound)
}

/// The form as the record stands.
pub(crate) fn form_of(session: &Session, today: kernel::Date) -> Form {
    let closed = session.closed_on.map(dates::print).unwrap_or_default();
    let mut form = Form::with(&[
        ("version", &session.version.to_string()),
        ("so", &session.number.to_string()),
        ("loai", session.kind.as_str()),
        ("tieu-de", &session.title),
        ("dia-diem", &session.place),
        ("khai-mac", &dates::print(session.opened_on)),
        ("be-mac", &closed),
        ("tom-tat", &session.summary),
        ("ngay", &dates::print(today)),
        ("ngay-luu-tru", &dates::print(today)),
    ]);
    if session.is_public {
        form.set("cong-khai", "co");
    }
    form
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, session: Session, form: Form) -> Result<DetailPage, Problem> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let follows = |step: Step| rules::may_follow(session.state, &step);
    let today = ctx.today;
    let none = String::new;
    let told = course::told(ctx, &session)?;
    let life = course::course(&session, &told);
    let keeps = policy::may(ctx.actor, Action::Archive, session.council_id, session.is_public);
    let may_archive = keeps && session.state == State::Closed && !session.is_archived();
    let missing = if may_archive {
        rules::archive_faults(&session, &life, today, today).iter().map(ToString::to_string).collect()
    } else {
        Vec::new()
    };
    let shell = ctx
        .shell(session.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb(session.label(), session.path())
        .of_record("session", session.id)
        .with_faults_of(&form);
    Ok(DetailPage {
        shell,
        form,
        badge: badge(&session),
        kinds: Kind::choices(),
        dues: due::of_session(ctx.law, &session, today),
        public_href: if session.is_public { addresses.of(&session) } else { none() },
        resolutions: format!("/lam-viec/nghi-quyet?ky-hop={}", session.id),
        may_convene: follows(Step::Convene),
        may_open: follows(Step::Open { on: today }),
        may_close: follows(Step::Close { on: today }),
        may_postpone: follows(Step::Postpone { to: None, reason: none() }),
        may_cancel: follows(Step::Cancel { reason: none() }),
        strip: (!life.is_empty()).then(|| course::strip(&life)),
        may_archive,
        missing,
        archived: session.archived_on.map(dates::print_weekday).unwrap_or_default(),
        corrections: corrections(ctx, &session)?,
        session,
    })
}
