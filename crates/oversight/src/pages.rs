//! The workspace: the list with the year's strip, a new oversight, one oversight with its deeds.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, FollowUpId, OrganizationId, OversightId, PersonId, dates, numbers, text};
use kit::charts::{About, QuarterStrip, Span};
use kit::ui::{Badge, Facet, Facets, Pager, Published, Steps};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, listing};

use crate::common::Whole;
use crate::model::{
    self, Body, BodyKind, Entry, FindingKind, Kind, Oversight, Recommendation, RecommendationKind, State,
    VisitKind,
};
use crate::paper::PaperRow;
use crate::policy::{self, Action};
use crate::rules::{self, Event};
use crate::store::{self, Filter};
use crate::view::{self, DueLine};
use crate::{links, paper};

pub(crate) const BASE: &str = "/lam-viec/giam-sat";
pub(crate) const ROWS_MAX: i64 = 50;
/// A year has no more works than fit on its strip.
const STRIP_MAX: i64 = 60;
/// The filters of lists, as they stand in an address.
pub(crate) const FILTERS: [&str; 5] = ["nam", "loai", "chu-the", "trang-thai", "q"];

pub(crate) type Names = HashMap<OrganizationId, String>;
pub(crate) type Choices = Vec<(String, String)>;

/// A row of a list.
pub(crate) struct Shown {
    pub(crate) one: Oversight,
    pub(crate) href: String,
    pub(crate) by: String,
    pub(crate) bodies: String,
    pub(crate) plan: String,
    pub(crate) badge: Badge,
}

/// Oversights as rows of a list; the bodies of all of them are asked for once.
pub(crate) fn rows(
    ctx: &mut Ctx<'_>,
    found: Vec<Oversight>,
    href: fn(&Oversight) -> String,
) -> db::Result<Vec<Shown>> {
    let ids: Vec<OversightId> = found.iter().map(|one| one.id).collect();
    let names = directory::names(ctx.tx)?;
    let mut bodies: HashMap<OversightId, Vec<String>> = HashMap::new();
    if !ids.is_empty() {
        for (id, body) in store::bodies_of_many(ctx.tx, &ids)? {
            bodies.entry(id).or_default().push(names.get(&body).cloned().unwrap_or_default());
        }
    }
    Ok(found
        .into_iter()
        .map(|one| Shown {
            href: href(&one),
            by: names.get(&one.body_id).cloned().unwrap_or_default(),
            bodies: bodies.get(&one.id).map(|all| all.join(", ")).unwrap_or_default(),
            plan: view::plan(&one),
            badge: view::badge(&one, ctx.law, ctx.today),
            one,
        })
        .collect())
}

/// The filter that a form asks for; what is no choice filters nothing.
pub(crate) fn filter_of(form: &Form) -> Filter {
    Filter {
        year: form.value("nam").parse().ok(),
        kind: form.value("loai").parse().ok(),
        body_kind: form.value("chu-the").parse().ok(),
        state: form.value("trang-thai").parse().ok(),
        words: text::truncate_words(form.value("q"), 200),
        ..Filter::default()
    }
}

/// The filter of the actor's list.
pub(crate) fn own_filter(ctx: &Ctx<'_>, form: &Form) -> Filter {
    Filter { sight: policy::sight(ctx.actor), council: scope(ctx), ..filter_of(form) }
}

/// Those of a council see their council's; those who are overseen see every council's that reaches
/// them.
fn scope(ctx: &Ctx<'_>) -> Option<OrganizationId> {
    use kernel::Role;
    match ctx.actor.role {
        Role::CommuneCouncil | Role::PeoplesCommittee | Role::Department | Role::FatherlandFront => None,
        _ => ctx.actor.council,
    }
}

/// The states of a list as links that narrow it.
pub(crate) fn facets(ctx: &mut Ctx<'_>, form: &Form, filter: &Filter, base: &str) -> db::Result<Facets> {
    let counts = store::states(ctx.tx, &Filter { state: None, ..filter.clone() })?;
    let facets = State::ALL
        .iter()
        .filter_map(|state| counts.iter().find(|(known, _)| known == state))
        .map(|(state, count)| {
            let on = filter.state == Some(*state);
            let value = if on { "" } else { state.as_str() };
            let href = format!("{base}{}", form.query(&FILTERS, Some(("trang-thai", value))));
            let facet = Facet::new(state.label(), u64::try_from(*count).unwrap_or(0), href);
            if on { facet.on() } else { facet }
        })
        .collect();
    Ok(Facets::new("Bước", facets))
}

/// The year's works laid over its quarters.
pub(crate) fn strip(
    ctx: &mut Ctx<'_>,
    filter: &Filter,
    year: i64,
    csv: String,
    href: fn(&Oversight) -> String,
) -> db::Result<Option<QuarterStrip>> {
    let narrowed = Filter { year: Some(year), ..filter.clone() };
    let mut found = store::list(ctx.tx, &narrowed, None, STRIP_MAX)?;
    found.retain(|one| one.state != State::Cancelled);
    if found.is_empty() {
        return Ok(None);
    }
    found.sort_by_key(|one| (one.planned_from, one.code.clone()));
    let day_of = |day: Date| match i64::from(day.year()).cmp(&year) {
        std::cmp::Ordering::Less => 1,
        std::cmp::Ordering::Equal => i64::from(day.day_of_year()),
        std::cmp::Ordering::Greater => 366,
    };
    let spans = found
        .iter()
        .map(|one| {
            let badge = view::badge(one, ctx.law, ctx.today);
            Span::new(
                format!("{}: {}", one.label(), text::truncate_words(&one.title, 70)),
                day_of(one.planned_from),
                day_of(one.planned_to),
                view::strip_kind(one, ctx.law, ctx.today),
            )
            .words(format!("{}, {}", view::plan(one), badge.words))
            .href(href(one))
        })
        .collect();
    let surveys = found.iter().filter(|one| one.kind == Kind::Survey).count();
    let says = format!(
        "Năm {year} có {} cuộc giám sát, {surveys} cuộc khảo sát; {} cuộc đã kết luận hoặc kết thúc",
        found.len() - surveys,
        found
            .iter()
            .filter(|one| matches!(one.state, State::Concluded | State::FollowUp | State::Closed))
            .count()
    );
    let about = About::new(&format!("giam-sat-{year}"), says).csv(csv);
    let strip = QuarterStrip::new(about, spans);
    let is_now = i64::from(ctx.today.year()) == year;
    Ok(Some(if is_now { strip.today(i64::from(ctx.today.day_of_year())) } else { strip }))
}

/// The years as choices of a filter.
pub(crate) fn year_choices(ctx: &mut Ctx<'_>, council: Option<OrganizationId>) -> db::Result<Choices> {
    let years = match council {
        Some(council) => store::years(ctx.tx, council)?,
        None => Vec::new(),
    };
    let years = years.into_iter().map(|(year,)| (year.to_string(), format!("Năm {year}"))).collect();
    Ok(listing::any("Mọi năm", years))
}

#[derive(Template)]
#[template(path = "oversight/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    strip: Option<QuarterStrip>,
    facets: Facets,
    rows: Vec<Shown>,
    total: String,
    query: String,
    years: Choices,
    kinds: Choices,
    body_kinds: Choices,
    may_enter: bool,
    pager: Pager,
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            if ctx.actor.council.is_none() && ctx.actor.organization.is_none() {
                return Err(Problem::NotFound);
            }
            let filter = own_filter(ctx, &form);
            let found = store::list(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let query = form.query(&FILTERS, None);
            let pager = Pager {
                newer: None,
                older: listing::next(&format!("{BASE}{query}"), &found, ROWS_MAX, |one| {
                    (one.planned_from, one.id)
                }),
            };
            let year = filter.year.unwrap_or_else(|| i64::from(ctx.today.year()));
            let strip = strip(ctx, &filter, year, format!("{BASE}.csv?nam={year}"), Oversight::path)?;
            let facets = facets(ctx, &form, &filter, BASE)?;
            let years = year_choices(ctx, ctx.actor.council)?;
            let rows = rows(ctx, found, Oversight::path)?;
            let shell =
                ctx.shell("Giám sát, khảo sát")?.crumb("Hôm nay", "/lam-viec").crumb("Giám sát", BASE);
            Answer::page(&ListPage {
                shell,
                form,
                strip,
                facets,
                rows,
                total: numbers::print_integer(total),
                query,
                years,
                kinds: listing::any("Mọi loại", Kind::choices()),
                body_kinds: listing::any("Mọi chủ thể", BodyKind::choices()),
                may_enter: policy::may_enter_some(ctx.actor),
                pager,
            })
        })
        .await
}

/// What the fields of the form choose from.
#[derive(Default)]
struct Fields {
    bodies: Choices,
    delegates: Choices,
    kinds: Choices,
    forms: Choices,
    items: Choices,
    firsts: Choices,
}

fn fields(ctx: &mut Ctx<'_>, council: OrganizationId, year: i64) -> Result<Fields, Problem> {
    use directory::OrganizationKind as K;
    let known = directory::organization(ctx.tx, council)?.ok_or(Problem::NotFound)?;
    let today = ctx.today;
    let of_council = directory::organizations_of_area(ctx.tx, known.area_id)?
        .into_iter()
        .filter(|one| one.works_on(today) && (one.id == council || one.parent_id == Some(council)))
        .filter(|one| matches!(one.kind, K::Council | K::StandingCommittee | K::Committee | K::DelegateGroup))
        .filter(|one| policy::may_enter(ctx.actor, council, one.id))
        .map(|one| (one.id.to_string(), one.short_name))
        .collect();
    let delegates = directory::delegates_of(ctx.tx, council, today)?;
    let delegates = delegates.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let mut items: Choices = Vec::new();
    for year in [year, year + 1] {
        let found = programme::choices(ctx.tx, council, year)?;
        items.extend(found.into_iter().map(|(id, words)| (id.to_string(), words)));
    }
    let firsts = store::concluded(ctx.tx, council)?
        .into_iter()
        .map(|(id, code, title)| (id.to_string(), format!("{code}: {}", text::truncate_words(&title, 80))))
        .collect();
    Ok(Fields {
        bodies: listing::any("Chọn chủ thể", of_council),
        delegates: listing::any("Không (cơ quan giám sát)", delegates),
        kinds: Kind::choices(),
        forms: model::Form::choices(),
        items: listing::any("Không gắn nội dung chương trình", items),
        firsts: listing::any("Không", firsts),
    })
}

#[derive(Template)]
#[template(path = "oversight/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    fields: Fields,
    /// The recommendation that is gone over again, in words.
    about: Option<String>,
}

/// `?viec=` names a follow-up whose sixth step this is; `?lai=` an oversight gone over again.
pub(crate) async fn new(visit: Visit) -> Response {
    let (follow_up, again) =
        (visit.query("viec").unwrap_or_default(), visit.query("lai").unwrap_or_default());
    visit
        .read(move |ctx| {
            let mut form = Form::with(&[("loai", "thematic"), ("nhom", "GS-05"), ("viec", &follow_up)]);
            let mut first: Option<OversightId> = again.parse().ok();
            if let Ok(id) = follow_up.parse::<FollowUpId>()
                && let Some((_, one)) = crate::recommend::of_follow_up(ctx, id)?
            {
                first = Some(one.id);
            }
            let first = match first {
                Some(id) => store::oversight(ctx.tx, id)?,
                None => None,
            };
            if let Some(first) = first.filter(|one| ctx.actor.serves(one.council_id)) {
                form.set("loai", "re_oversight");
                form.set("nhom", "GS-12");
                form.set("lan-truoc", first.id.to_string());
                form.set("chu-the", first.body_id.to_string());
                form.set("ten", format!("Giám sát lại: {}", text::truncate_words(&first.title, 200)));
                form.set("pham-vi", first.scope);
            }
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if !policy::may_enter_some(ctx.actor) {
        return Err(Problem::NotFound);
    }
    let about = match form.value("viec").parse::<FollowUpId>() {
        Ok(id) => follow::find(ctx.tx, id)?
            .filter(|one| ctx.actor.serves(one.council_id))
            .map(|one| format!("{}: {}", one.code, one.text)),
        Err(_) => None,
    };
    let year = i64::from(ctx.today.year());
    let fields = fields(ctx, council, year)?;
    let shell = ctx
        .shell("Lập cuộc giám sát, khảo sát")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Giám sát", BASE)
        .crumb("Lập", format!("{BASE}/moi"))
        .with_faults_of(&form);
    Ok(NewPage { shell, form, fields, about })
}

/// The oversight of an address, when the actor may read it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Whole, Problem> {
    let id: OversightId = id.parse().map_err(|_| Problem::NotFound)?;
    Whole::load(ctx, id)?.filter(|whole| whole.may(ctx.actor, Action::Read)).ok_or(Problem::NotFound)
}

/// An overseen body as pages show it.
pub(crate) struct BodyRow {
    pub(crate) one: Body,
    pub(crate) name: String,
    pub(crate) due: String,
    pub(crate) handed_in: String,
    pub(crate) badge: Badge,
    pub(crate) files: Vec<files::File>,
    pub(crate) may_read: bool,
}

pub(crate) fn body_badge(one: &Body, ctx: &Ctx<'_>) -> Badge {
    match (one.handed_in_on, one.due_on) {
        (Some(on), Some(due)) if due < on => {
            Badge::late(format!("Đã nộp, trễ {} ngày", due.until(on).map_or(0, |span| span.get_days())))
        }
        (Some(_), _) => Badge::done("Đã nộp"),
        (None, Some(due)) if due < ctx.today => {
            Badge::overdue(due.until(ctx.today).map_or(0, |span| span.get_days().unsigned_abs()))
        }
        (None, Some(due)) => Badge::open(ctx.law.working_days_left(ctx.today, due)),
        (None, None) => Badge::draft("Chưa nộp"),
    }
}

/// A visit as pages show it.
pub(crate) struct VisitRow {
    pub(crate) path: String,
    pub(crate) kind: &'static str,
    pub(crate) on: String,
    pub(crate) place: String,
    pub(crate) counterpart: String,
    pub(crate) minutes: String,
    pub(crate) badge: Badge,
}

pub(crate) fn visit_rows(ctx: &mut Ctx<'_>, id: OversightId) -> db::Result<Vec<VisitRow>> {
    let today = ctx.today;
    Ok(store::visits(ctx.tx, id)?
        .into_iter()
        .map(|one| {
            let badge = match (one.held_on, one.cancelled_on) {
                (_, Some(_)) => Badge::draft("Đã hủy"),
                (Some(on), None) => Badge::done(format!("Đã làm việc {}", dates::print(on))),
                (None, None) if one.planned_on < today => Badge::waiting("Chưa ghi kết quả"),
                (None, None) => Badge::draft("Sắp tới"),
            };
            let hour = if one.starts.is_empty() { String::new() } else { format!("{}, ", one.starts) };
            VisitRow {
                path: one.path(),
                kind: one.kind.label(),
                on: format!("{hour}{}", dates::print_weekday(one.planned_on)),
                place: one.place,
                counterpart: one.counterpart,
                minutes: one.minutes,
                badge,
            }
        })
        .collect())
}

/// A finding as pages show it.
struct FindingRow {
    one: model::Finding,
    body: String,
    files: Vec<files::File>,
}

/// A recommendation as pages show it.
pub(crate) struct RecommendationRow {
    pub(crate) one: Recommendation,
    pub(crate) lead: String,
    pub(crate) cooperating: String,
    pub(crate) due: String,
    pub(crate) issued: String,
    pub(crate) badge: Badge,
    /// How far the ladder was climbed, in words; empty before the first step.
    pub(crate) urged: String,
    /// The follow-up: code and page.
    pub(crate) follow_up: Option<(String, String)>,
    /// What came of it in words, once it is over.
    pub(crate) result: String,
    pub(crate) explain: String,
    pub(crate) is_open: bool,
    pub(crate) is_late: bool,
}

/// The recommendations with how their follow-ups stand, which are asked for once.
pub(crate) fn recommendation_rows(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    names: &Names,
    is_public: bool,
) -> db::Result<Vec<RecommendationRow>> {
    let all = store::recommendations(ctx.tx, id)?;
    let ids: Vec<FollowUpId> = all.iter().map(|one| one.follow_up_id).collect();
    let known: HashMap<FollowUpId, follow::FollowUp> =
        follow::find_many(ctx.tx, &ids)?.into_iter().map(|one| (one.id, one)).collect();
    let cooperations = store::cooperations(ctx.tx, id)?;
    let name = |id: OrganizationId| names.get(&id).cloned().unwrap_or_default();
    Ok(all
        .into_iter()
        .map(|one| {
            let follow_up = known.get(&one.follow_up_id);
            let due_on = follow_up.and_then(|known| known.due_on).unwrap_or(one.due_on);
            let badge = match follow_up {
                Some(known) => follow::badge(known, ctx.today, ctx.law),
                None => Badge::draft("Chưa theo dõi"),
            };
            let step = follow_up.map_or(0, |known| known.step);
            let urged = usize::try_from(step - 1)
                .ok()
                .and_then(|at| follow::rules::LADDER.get(at))
                .map_or_else(String::new, |words| format!("Bước đôn đốc {step}: {}", words.to_lowercase()));
            let explain = match (one.explain_due_on, one.explained_on) {
                (_, Some(on)) => format!("Giải trình ngày {}: {}", dates::print(on), one.explanation),
                (Some(due), None) => format!("Phải giải trình trước hết ngày {}", dates::print(due)),
                (None, None) => String::new(),
            };
            let ended = follow_up.and_then(|known| known.result.zip(known.closed_on));
            let result = ended.map_or_else(String::new, |(result, on)| {
                format!("{}, ngày {}", result.label(), dates::print(on))
            });
            RecommendationRow {
                lead: name(follow_up.map_or(one.lead_id, |known| known.lead_id)),
                cooperating: cooperations
                    .iter()
                    .filter(|(known, _)| *known == one.id)
                    .map(|(_, body)| name(*body))
                    .collect::<Vec<_>>()
                    .join(", "),
                due: dates::print(due_on),
                issued: dates::print(one.issued_on),
                badge,
                urged,
                follow_up: follow_up.map(|known| {
                    let href = match is_public {
                        true if known.is_public => known.public_path(),
                        true => String::new(),
                        false => known.path(),
                    };
                    (known.code.clone(), href)
                }),
                result,
                explain,
                is_open: follow_up.is_some_and(follow::FollowUp::is_open),
                is_late: follow_up.is_some_and(|known| known.is_overdue(ctx.today)),
                one,
            }
        })
        .collect())
}

/// A link by which a report is handed in, as the page shows it.
struct LinkRow {
    id: String,
    body: String,
    until: String,
    badge: Badge,
    may_revoke: bool,
}

/// Which forms the page has.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one for each form of the page")]
struct Rights {
    keep: bool,
    inside: bool,
    include: bool,
    decide: bool,
    notify: bool,
    notify_later: bool,
    begin: bool,
    end_field: bool,
    report: bool,
    consider: bool,
    conclude: bool,
    recommend: bool,
    close: bool,
    cancel: bool,
    amend: bool,
    team: bool,
    bodies: bool,
    visits: bool,
    findings: bool,
    hand_in: bool,
    link: bool,
    ask_explanation: bool,
    explain: bool,
    again: bool,
}

impl Rights {
    fn of(ctx: &Ctx<'_>, whole: &Whole, recommendations: &[RecommendationRow]) -> Self {
        let one = &whole.one;
        let may = |action| whole.may(ctx.actor, action);
        let keep = may(Action::Keep);
        let judges = may(Action::Recommend);
        let fits = |event| rules::step(one.kind, one.state, event).is_ok();
        let takes = policy::takes_reports(one.state);
        let waits = whole.bodies.iter().any(|body| body.handed_in_on.is_none());
        let own_waits = whole
            .bodies
            .iter()
            .any(|body| body.handed_in_on.is_none() && ctx.actor.acts_for(body.organization_id));
        let explains = ctx.law.deadline(law::Rule::ExplainNonImplementation, ctx.today).is_ok();
        Self {
            keep,
            inside: may(Action::ReadInside),
            include: keep && fits(Event::Include),
            decide: keep && fits(Event::Decide),
            notify: keep && fits(Event::Notify),
            notify_later: keep
                && one.notified_on.is_none()
                && matches!(one.state, State::Notified | State::Working),
            begin: keep && fits(Event::Begin),
            end_field: keep && one.state == State::Working && one.field_ended_on.is_none(),
            report: keep && fits(Event::Report) && one.field_ended_on.is_some(),
            consider: keep && fits(Event::Consider),
            conclude: keep && fits(Event::Conclude),
            recommend: judges && fits(Event::Recommend),
            close: keep && fits(Event::Close),
            cancel: keep && fits(Event::Cancel),
            amend: keep
                && !matches!(
                    one.state,
                    State::Concluded | State::FollowUp | State::Closed | State::Cancelled
                ),
            team: keep && one.state.is_open() && !matches!(one.state, State::Concluded | State::FollowUp),
            bodies: keep && one.state.is_open() && one.reported_on.is_none(),
            visits: keep
                && one.field_ended_on.is_none()
                && matches!(
                    one.state,
                    State::InProgramme | State::Decided | State::Notified | State::Working
                ),
            findings: keep && one.state.is_decided() && one.state.is_open(),
            hand_in: takes && may(Action::HandIn) && if keep { waits } else { own_waits },
            link: keep && takes && waits,
            ask_explanation: judges
                && explains
                && recommendations.iter().any(|row| row.is_late && row.one.explain_asked_on.is_none()),
            explain: judges
                && recommendations
                    .iter()
                    .any(|row| row.one.explain_asked_on.is_some() && row.one.explained_on.is_none()),
            again: keep && one.kind != Kind::Survey && one.concluded_on.is_some(),
        }
    }
}

#[derive(Template)]
#[template(path = "oversight/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Oversight,
    badge: Badge,
    by: String,
    plan: String,
    delegate: String,
    steps: Steps,
    dues: Vec<DueLine>,
    first: Option<(String, String)>,
    again: Vec<(String, String)>,
    item: Option<(String, String)>,
    head: String,
    members: Vec<String>,
    bodies: Vec<BodyRow>,
    links: Vec<LinkRow>,
    visits: Vec<VisitRow>,
    findings: Vec<FindingRow>,
    recommendations: Vec<RecommendationRow>,
    papers: Vec<PaperRow>,
    entries: Vec<(Entry, String)>,
    /// Since when the conclusion is open.
    published: Option<Published>,
    may_note_publication: bool,
    rights: Rights,
    choices: FormChoices,
    fields: Fields,
}

/// What the forms of the page choose from.
#[derive(Default)]
struct FormChoices {
    persons: Choices,
    members: Choices,
    organizations: Choices,
    /// Those whose report is waited for.
    waiting: Choices,
    overseen: Choices,
    visit_kinds: Choices,
    finding_kinds: Choices,
    recommendation_kinds: Choices,
    late: Choices,
    explaining: Choices,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let whole = find(ctx, &id)?;
            Answer::page(&detail_page(ctx, whole, &Form::new())?)
        })
        .await
}

/// What the forms of the page hold at first.
fn form_of(whole: &Whole, ctx: &Ctx<'_>) -> Form {
    let one = &whole.one;
    let today = dates::print(ctx.today);
    let optional = |id: Option<String>| id.unwrap_or_default();
    let mut form = Form::with(&[
        ("version", &one.version.to_string()),
        ("ngay", &today),
        ("ngay-thong-bao", &today),
        ("so", &one.decision),
        ("chu-the", &one.body_id.to_string()),
        ("dai-bieu", &optional(one.person_id.map(|id| id.to_string()))),
        ("loai", one.kind.as_str()),
        ("nhom", one.form.as_str()),
        ("ten", &one.title),
        ("pham-vi", &one.scope),
        ("noi-dung", &one.content),
        ("tu", &dates::print(one.planned_from)),
        ("den", &dates::print(one.planned_to)),
        ("muc", &optional(one.programme_item_id.map(|id| id.to_string()))),
        ("lan-truoc", &optional(one.first_id.map(|id| id.to_string()))),
        ("moi-cung", &one.invited),
        ("nop-ngay", &today),
        ("lv-loai", VisitKind::Session.as_str()),
        ("kn-ngay", &today),
        ("gt-ngay", &today),
    ]);
    if one.is_secret {
        form.set("mat", "co");
    }
    for member in &whole.team {
        let name = if member.is_head { "truong-doan" } else { "thanh-vien" };
        form.add(name, member.person_id.to_string());
    }
    if let [only] = whole.bodies.as_slice() {
        form.set("nop-cho", only.id.to_string());
    }
    if let Some(body) = whole.bodies.iter().find(|body| body.handed_in_on.is_none()) {
        form.set("dd-den", dates::print(links::standard_until(body, ctx.today)));
    }
    form
}

fn form_choices(
    ctx: &mut Ctx<'_>,
    whole: &Whole,
    rights: &Rights,
    names: &Names,
    recommendations: &[RecommendationRow],
) -> Result<FormChoices, Problem> {
    let name = |id: OrganizationId| names.get(&id).cloned().unwrap_or_default();
    let of_bodies = |bodies: Vec<&Body>| -> Choices {
        bodies.into_iter().map(|body| (body.id.to_string(), name(body.organization_id))).collect()
    };
    let keeps = rights.keep;
    let may_hand_in =
        |body: &&Body| body.handed_in_on.is_none() && (keeps || ctx.actor.acts_for(body.organization_id));
    let waiting = of_bodies(whole.bodies.iter().filter(may_hand_in).collect());
    let recommendation = |row: &RecommendationRow| {
        (row.one.id.to_string(), format!("{}. {}", row.one.place, text::truncate_words(&row.one.text, 80)))
    };
    let mut choices = FormChoices {
        waiting: if waiting.len() == 1 { waiting } else { listing::any("Chọn cơ quan", waiting) },
        ..FormChoices::default()
    };
    if !keeps {
        return Ok(choices);
    }
    let mut seen: Vec<PersonId> = Vec::new();
    for (person, name, ..) in directory::posts_in(ctx.tx, whole.one.council_id, ctx.today)? {
        if !seen.contains(&person) {
            seen.push(person);
            choices.members.push((person.to_string(), name));
        }
    }
    choices.members.sort_by_key(|(_, name)| kernel::collate::sort_key_hex(name));
    choices.persons = listing::any("Chọn trưởng đoàn", choices.members.clone());
    choices.organizations = directory::body_choices(ctx.tx, ctx.today)?;
    choices.overseen = listing::any("Không gắn cơ quan", of_bodies(whole.bodies.iter().collect()));
    choices.visit_kinds = VisitKind::choices();
    choices.finding_kinds = FindingKind::choices();
    choices.recommendation_kinds = listing::any("Chọn loại", RecommendationKind::choices());
    choices.late = recommendations
        .iter()
        .filter(|row| row.is_late && row.one.explain_asked_on.is_none())
        .map(recommendation)
        .collect();
    choices.explaining = recommendations
        .iter()
        .filter(|row| row.one.explain_asked_on.is_some() && row.one.explained_on.is_none())
        .map(recommendation)
        .collect();
    Ok(choices)
}

pub(crate) fn body_rows(ctx: &mut Ctx<'_>, whole: &Whole, names: &Names) -> db::Result<Vec<BodyRow>> {
    let inside = whole.may(ctx.actor, Action::ReadInside);
    let mut rows = Vec::new();
    for one in &whole.bodies {
        let may_read = inside || ctx.actor.acts_for(one.organization_id);
        let files = if may_read && one.handed_in_on.is_some() {
            files::of_subject(ctx.tx, crate::actions::REPORT_FILES, &one.id.to_string())?
        } else {
            Vec::new()
        };
        rows.push(BodyRow {
            name: names.get(&one.organization_id).cloned().unwrap_or_default(),
            due: one.due_on.map(dates::print).unwrap_or_default(),
            handed_in: one.handed_in_on.map(dates::print).unwrap_or_default(),
            badge: body_badge(one, ctx),
            files,
            may_read,
            one: one.clone(),
        });
    }
    Ok(rows)
}

fn finding_rows(ctx: &mut Ctx<'_>, whole: &Whole, names: &Names) -> db::Result<Vec<FindingRow>> {
    let mut rows = Vec::new();
    for one in store::findings(ctx.tx, whole.one.id)? {
        let body = whole.bodies.iter().find(|body| Some(body.id) == one.body_id);
        rows.push(FindingRow {
            body: body.and_then(|body| names.get(&body.organization_id)).cloned().unwrap_or_default(),
            files: files::of_subject(ctx.tx, crate::actions::FINDING_FILES, &one.id.to_string())?,
            one,
        });
    }
    Ok(rows)
}

fn link_rows(ctx: &mut Ctx<'_>, whole: &Whole, names: &Names) -> db::Result<Vec<LinkRow>> {
    let today = ctx.today;
    Ok(store::links(ctx.tx, whole.one.id)?
        .into_iter()
        .map(|link| {
            let body = whole.bodies.iter().find(|body| body.id == link.body_id);
            let badge = match (link.revoked_ms, link.used_ms) {
                (Some(_), _) => Badge::draft("Đã thu hồi"),
                (None, Some(_)) => Badge::done("Đã nộp báo cáo"),
                (None, None) if link.until_on < today => Badge::draft("Hết hạn"),
                (None, None) => Badge::doing("Đang mở"),
            };
            LinkRow {
                id: link.id.to_string(),
                body: body.and_then(|body| names.get(&body.organization_id)).cloned().unwrap_or_default(),
                until: dates::print(link.until_on),
                may_revoke: link.revoked_ms.is_none() && today <= link.until_on,
                badge,
            }
        })
        .collect())
}

/// The names of a team: its head, and the others.
pub(crate) fn team_names(ctx: &mut Ctx<'_>, whole: &Whole) -> db::Result<(String, Vec<String>)> {
    let ids: Vec<PersonId> = whole.team.iter().map(|member| member.person_id).collect();
    let known: HashMap<PersonId, String> = if ids.is_empty() {
        HashMap::new()
    } else {
        directory::persons_by_name(ctx.tx, &ids)?.into_iter().collect()
    };
    let name = |id: PersonId| known.get(&id).cloned().unwrap_or_default();
    let head = whole.team.iter().find(|member| member.is_head);
    let others = whole.team.iter().filter(|member| !member.is_head).map(|member| name(member.person_id));
    Ok((head.map(|member| name(member.person_id)).unwrap_or_default(), others.collect()))
}

/// The earliest day on which the team works with a body.
pub(crate) fn first_visit(ctx: &mut Ctx<'_>, id: OversightId) -> db::Result<Option<Date>> {
    let visits = store::visits(ctx.tx, id)?;
    let going = visits.iter().filter(|visit| visit.cancelled_on.is_none());
    Ok(going.map(|visit| visit.held_on.unwrap_or(visit.planned_on)).min())
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, whole: Whole, typed: &Form) -> Result<DetailPage, Problem> {
    let form = typed.over(form_of(&whole, ctx));
    let id = whole.one.id;
    let names = directory::names(ctx.tx)?;
    let recommendations = recommendation_rows(ctx, id, &names, false)?;
    let rights = Rights::of(ctx, &whole, &recommendations);
    let choices = form_choices(ctx, &whole, &rights, &names, &recommendations)?;
    let fields =
        if rights.amend { fields(ctx, whole.one.council_id, whole.one.year)? } else { Fields::default() };
    let bodies = body_rows(ctx, &whole, &names)?;
    let (links, findings) = if rights.inside {
        (link_rows(ctx, &whole, &names)?, finding_rows(ctx, &whole, &names)?)
    } else {
        (Vec::new(), Vec::new())
    };
    let (head, members) = team_names(ctx, &whole)?;
    let visits = visit_rows(ctx, id)?;
    let first_visit = first_visit(ctx, id)?;
    let papers = paper::rows(ctx, &whole)?;
    let entries = if rights.inside {
        store::entries(ctx.tx, id)?
            .into_iter()
            .map(|entry| {
                let at = dates::print_time(entry.at_ms);
                (entry, at)
            })
            .collect()
    } else {
        Vec::new()
    };
    let label = |one: &Oversight| format!("{}: {}", one.label(), text::truncate_words(&one.title, 80));
    let first = match whole.one.first_id {
        Some(first) => store::oversight(ctx.tx, first)?.map(|one| (label(&one), one.path())),
        None => None,
    };
    let again = store::again(ctx.tx, id)?.iter().map(|one| (label(one), one.path())).collect();
    let item = match whole.one.programme_item_id {
        Some(item) => programme::node(ctx.tx, item)?.map(|node| (node.label, node.href)),
        None => None,
    };
    let delegate = match whole.one.person_id {
        Some(person) => {
            directory::persons_by_name(ctx.tx, &[person])?.pop().map(|(_, name)| name).unwrap_or_default()
        }
        None => String::new(),
    };
    let today = ctx.today;
    let may_note_publication = whole.may(ctx.actor, Action::Keep);
    let one = whole.one;
    let published = crate::actions::published(ctx, &one)?
        .map(|(known, place)| Published::new(known, place.as_deref(), today));
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Giám sát", BASE)
        .crumb(&one.code, one.path())
        .with_faults_of(&form);
    Ok(DetailPage {
        shell,
        form,
        badge: view::badge(&one, ctx.law, ctx.today),
        by: names.get(&one.body_id).cloned().unwrap_or_default(),
        plan: view::plan(&one),
        delegate,
        steps: view::steps(&one, ctx.law, ctx.today),
        dues: view::dues(&one, first_visit, ctx.law, ctx.today),
        first,
        again,
        item,
        head,
        members,
        bodies,
        links,
        visits,
        findings,
        recommendations,
        papers,
        entries,
        published,
        may_note_publication,
        rights,
        choices,
        fields,
        one,
    })
}
