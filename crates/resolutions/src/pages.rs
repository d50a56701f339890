//! The workspace: the register of one's own council.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, OrganizationId, ResolutionId, dates, numbers};
use kit::ui::{Badge, Pager, Published};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use sessions::DueLine;

use crate::actions;
use crate::address::Addresses;
use crate::due;
use crate::model::{Resolution, Series};
use crate::policy::{self, Action};
use crate::portal::{ROWS_MAX, badge, day_key, older};
use crate::store::{self, Filter};

struct Shown {
    one: Resolution,
    href: String,
    adopted: String,
    signed: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "resolutions/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    is_filtered: bool,
    query: String,
    series: Vec<(String, String)>,
    years: Vec<(String, String)>,
    session: Option<(String, String)>,
    new_href: String,
    may_create: bool,
    pager: Pager,
}

/// What the list of the workspace is narrowed to, and the same as a query.
pub(crate) fn own_filter(ctx: &Ctx<'_>, form: &Form) -> Result<(Filter, String), Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let filter = Filter {
        council: Some(council),
        session: form.value("ky-hop").parse().ok(),
        series: form.value("loai").parse().ok(),
        year: form.value("nam").parse().ok(),
        words: form.value("q").to_owned(),
        drafts_of: policy::visible(ctx.actor),
        ..Filter::default()
    };
    let parts: Vec<String> = [
        filter.session.map(|id| format!("ky-hop={id}")),
        filter.series.map(|series| format!("loai={}", series.as_str())),
        filter.year.map(|year| format!("nam={year}")),
        Some(kernel::text::percent_encoded(filter.words.trim()))
            .filter(|words| !words.is_empty())
            .map(|words| format!("q={words}")),
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

/// The resolutions of the actor's council: all for those who keep the register, the published
/// ones for its delegates and partners.
pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let (filter, query) = own_filter(ctx, &form)?;
            let found = store::list(ctx.tx, &filter, day_key(&form), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let all = Filter { council: Some(council), drafts_of: filter.drafts_of, ..Filter::default() };
            let years = store::count_by_year(ctx.tx, &all)?;
            let session = session_of(ctx, &filter)?;
            let addresses = Addresses::load(ctx.tx, ctx.today)?;
            let may_create = may_create(ctx, council);
            let pager = Pager { newer: None, older: older("/lam-viec/nghi-quyet", &query, &found) };
            let rows = found
                .into_iter()
                .map(|one| Shown {
                    href: if may_create { one.path() } else { addresses.of(&one) },
                    adopted: dates::print(one.adopted_on),
                    signed: one.signed_on.map_or_else(|| "Chưa ký".to_owned(), dates::print),
                    badge: badge(one.force(ctx.today)),
                    one,
                })
                .collect();
            let every = |words: &str| std::iter::once((String::new(), words.to_owned()));
            let shell = ctx
                .shell("Nghị quyết")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Nghị quyết", "/lam-viec/nghi-quyet");
            Answer::page(&ListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                is_filtered: !query.is_empty(),
                query,
                series: every("Mọi loại").chain(Series::choices()).collect(),
                years: every("Mọi năm")
                    .chain(years.into_iter().map(|(year, _)| (year.to_string(), year.to_string())))
                    .collect(),
                new_href: filter.session.map_or_else(
                    || "/lam-viec/nghi-quyet/moi".to_owned(),
                    |id| format!("/lam-viec/nghi-quyet/moi?ky-hop={id}"),
                ),
                session,
                may_create,
                pager,
            })
        })
        .await
}

/// Label and page of the session that a list is narrowed to, when the actor may read it.
fn session_of(ctx: &mut Ctx<'_>, filter: &Filter) -> Result<Option<(String, String)>, Problem> {
    let Some(id) = filter.session else { return Ok(None) };
    let drafts_of = filter.drafts_of;
    let found = sessions::find(ctx.tx, id)?.filter(|one| one.is_public || drafts_of == Some(one.council_id));
    let Some(one) = found else { return Err(Problem::NotFound) };
    let href = if drafts_of == Some(one.council_id) {
        one.path()
    } else {
        sessions::Addresses::load(ctx.tx, ctx.today)?.of(&one)
    };
    Ok(Some((one.label(), href)))
}

#[derive(Template)]
#[template(path = "resolutions/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    series: Vec<(String, String)>,
    sessions: Vec<(String, String)>,
    next: String,
}

pub(crate) async fn new(visit: Visit) -> Response {
    let session = visit.query("ky-hop").unwrap_or_default();
    visit
        .read(move |ctx| {
            let mut form = Form::with(&[("loai", Series::Individual.as_str()), ("cong-khai", "co")]);
            if let Some(one) = own_session(ctx, &session)? {
                form.set("ky-hop", one.id.to_string());
                form.set("thong-qua", dates::print(one.closed_on.unwrap_or(one.opened_on)));
            }
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

fn own_session(ctx: &mut Ctx<'_>, id: &str) -> Result<Option<sessions::Session>, Problem> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let council = ctx.actor.council;
    Ok(sessions::find(ctx.tx, id)?.filter(|one| Some(one.council_id) == council))
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if !policy::may(ctx.actor, Action::Create, council, true) {
        return Err(Problem::NotFound);
    }
    let (individual, normative) = (
        actions::next_seq(ctx.tx, council, false, ctx.today)?,
        actions::next_seq(ctx.tx, council, true, ctx.today)?,
    );
    let shell = ctx
        .shell("Nhập nghị quyết")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Nghị quyết", "/lam-viec/nghi-quyet")
        .crumb("Nhập nghị quyết", "/lam-viec/nghi-quyet/moi")
        .with_faults_of(&form);
    Ok(NewPage {
        shell,
        form,
        series: Series::choices(),
        sessions: session_choices(ctx, council)?,
        next: format!(
            "Để trống để lấy số kế tiếp của năm thông qua. Năm {}: nghị quyết cá biệt đến số {individual:02}, quy phạm pháp luật đến số {normative:02}.",
            ctx.today.year()
        ),
    })
}

/// The sessions of a council that have been held, newest first.
fn session_choices(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Vec<(String, String)>, Problem> {
    let held = sessions::list_of_council(ctx.tx, council)?
        .into_iter()
        .filter(|one| matches!(one.state, sessions::State::Opened | sessions::State::Closed))
        .map(|one| (one.id.to_string(), format!("{}, {}", one.label(), one.days())));
    Ok(std::iter::once((String::new(), "Kỳ họp chưa có trong sổ".to_owned())).chain(held).collect())
}

#[derive(Template)]
#[template(path = "resolutions/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Resolution,
    badge: Badge,
    series: Vec<(String, String)>,
    sessions: Vec<(String, String)>,
    next: String,
    dues: Vec<DueLine>,
    public_href: String,
    published: Option<Published>,
    published_action: String,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            let form = form_of(&one);
            Answer::page(&detail_page(ctx, one, form)?)
        })
        .await
}

/// The resolution of an address, when the actor keeps its register.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Resolution, Problem> {
    let id: ResolutionId = id.parse().map_err(|_| Problem::NotFound)?;
    store::resolution(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::Change, one.council_id, one.is_public))
        .ok_or(Problem::NotFound)
}

/// The form as the record stands.
pub(crate) fn form_of(one: &Resolution) -> Form {
    let day = |on: Option<Date>| on.map(dates::print).unwrap_or_default();
    let mut form = Form::with(&[
        ("version", &one.version.to_string()),
        ("loai", Series::of(one.is_normative).as_str()),
        ("so", &one.seq.to_string()),
        ("trich-yeu", &one.title),
        ("ky-hop", &one.session_id.map(|id| id.to_string()).unwrap_or_default()),
        ("thong-qua", &dates::print(one.adopted_on)),
        ("ky", &day(one.signed_on)),
        ("hieu-luc-tu", &day(one.effective_on)),
        ("rut-gon-theo", one.shortened_by.as_deref().unwrap_or_default()),
        ("rut-gon-ly-do", one.shortened_reason.as_deref().unwrap_or_default()),
        ("het-hieu-luc", &day(one.expired_on)),
        ("gui-len", &day(one.sent_up_on)),
        ("toan-van", &one.body),
    ]);
    if one.is_public {
        form.set("cong-khai", "co");
    }
    form
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, one: Resolution, form: Form) -> Result<DetailPage, Problem> {
    let council = directory::organization(ctx.tx, one.council_id)?.ok_or(Problem::NotFound)?;
    let level = directory::level_of(ctx.tx, council.id)?;
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let today = ctx.today;
    let published =
        actions::published(ctx, &one)?.map(|(known, place)| Published::new(known, place.as_deref(), today));
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Nghị quyết", "/lam-viec/nghi-quyet")
        .crumb(one.label(), one.path())
        .of_record("resolution", one.id)
        .with_faults_of(&form);
    Ok(DetailPage {
        shell,
        form,
        badge: badge(one.force(ctx.today)),
        series: Series::choices(),
        sessions: session_choices(ctx, one.council_id)?,
        next: "Số trong sổ của năm thông qua.".to_owned(),
        dues: due::of_resolution(ctx.law, level, &one, ctx.today),
        public_href: if one.is_public { addresses.of(&one) } else { String::new() },
        published,
        published_action: format!("{}/cong-khai", one.path()),
        one,
    })
}
