//! The workspace: receptions, and one of them.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::Post;
use kernel::{OrganizationId, ReceptionId, dates};
use kit::listing;
use kit::ui::{Badge, Facet, Facets};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit as Request};

use crate::actions::{self, load, own_register};
use crate::forms::HOSTS_MAX;
use crate::model::{Host, Kind, Reception, State};
use crate::policy::{self, Action};
use crate::store::{self, Group};
use crate::view::{self, Explained};
use crate::{notice, store_visits};

pub(crate) type Choices = Vec<(String, String)>;

/// The groups of the list: the word in the address, the words shown, the group.
const GROUPS: [(&str, &str, Group); 5] = [
    ("sap-toi", "Sắp tới", Group::Coming),
    ("chua-dang", "Chưa đăng lịch", Group::Unposted),
    ("da-tiep", "Đã tiếp", Group::Held),
    ("tiep-chung", "Tiếp chung tại xã", Group::Joint),
    ("tat-ca", "Tất cả", Group::All),
];

const ROWS_MAX: i64 = 50;
pub(crate) const BASE: &str = "/lam-viec/tiep-cong-dan";

struct Row {
    one: Reception,
    day: String,
    area: String,
    hosts: String,
    badge: Badge,
    posting: Option<Badge>,
}

#[derive(Template)]
#[template(path = "reception/list.html")]
struct ListPage {
    shell: Shell,
    facets: Facets,
    rows: Vec<Row>,
    next: Option<String>,
    may_keep: bool,
    may_import: bool,
}

pub(crate) async fn list(visit: Request) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            if policy::visible(ctx.actor).is_none() {
                return Err(Problem::NotFound);
            }
            let (actor, today) = (ctx.actor, ctx.today);
            let word = if form.value("nhom").is_empty() { "tat-ca" } else { form.value("nhom") };
            let group = GROUPS.iter().find(|(known, ..)| *known == word).map_or(Group::All, |one| one.2);
            let mut facets = Vec::new();
            for (known, label, group) in GROUPS {
                let count = u64::try_from(store::count(ctx.tx, actor, group, today)?).unwrap_or(0);
                let facet = Facet::new(label, count, format!("{BASE}?nhom={known}"));
                facets.push(if known == word { facet.on() } else { facet });
            }
            let after = listing::after(form.value("sau"));
            let found = store::list(ctx.tx, actor, group, today, after, ROWS_MAX)?;
            let address = format!("{BASE}?nhom={word}");
            let next = listing::next(&address, &found, ROWS_MAX, |one| (one.held_on, one.id));
            let rows = rows(ctx, found)?;
            let shell =
                ctx.shell("Tiếp công dân")?.crumb("Hôm nay", "/lam-viec").crumb("Tiếp công dân", BASE);
            let facets = Facets::new("Tình trạng", facets);
            let may_keep = own_register(ctx, Action::Keep).is_some();
            let may_import = own_register(ctx, Action::Import).is_some();
            Answer::page(&ListPage { shell, facets, rows, next, may_keep, may_import })
        })
        .await
}

fn rows(ctx: &mut Ctx<'_>, found: Vec<Reception>) -> Result<Vec<Row>, Problem> {
    let lines = hosts_by_reception(ctx, &found)?;
    let areas = areas_of(ctx, &found)?;
    Ok(found
        .into_iter()
        .map(|one| Row {
            day: dates::print_weekday(one.held_on),
            area: areas.get(&one.area_id).cloned().unwrap_or_default(),
            hosts: lines.get(&one.id).map(|lines| lines.join("; ")).unwrap_or_default(),
            badge: view::badge(&one, ctx.today),
            posting: view::posting(&one, ctx.law, ctx.today).map(|posting| posting.badge),
            one,
        })
        .collect())
}

/// The names of the units of several receptions.
pub(crate) fn areas_of(
    ctx: &mut Ctx<'_>,
    found: &[Reception],
) -> db::Result<HashMap<kernel::AreaId, String>> {
    let mut ids: Vec<_> = found.iter().map(|one| one.area_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(directory::areas_of_ids(ctx.tx, &ids)?.into_iter().map(|area| (area.id, area.name)).collect())
}

/// Who receives at several receptions, in words.
pub(crate) fn hosts_by_reception(
    ctx: &mut Ctx<'_>,
    found: &[Reception],
) -> db::Result<HashMap<ReceptionId, Vec<String>>> {
    let ids: Vec<ReceptionId> = found.iter().map(|one| one.id).collect();
    let names = directory::names(ctx.tx)?;
    let mut lines: HashMap<ReceptionId, Vec<String>> = HashMap::new();
    for (reception, organization_id, name, post) in store::hosts_of(ctx.tx, &ids)? {
        let body = names.get(&organization_id).cloned().unwrap_or_default();
        let host = Host { organization_id, name, post };
        lines.entry(reception).or_default().push(view::host(&host, &body));
    }
    Ok(lines)
}

/// What the form of a reception offers.
pub(crate) struct Offered {
    pub(crate) kinds: Choices,
    pub(crate) places: Choices,
    pub(crate) bodies: Choices,
    /// The rows for who receives.
    pub(crate) rows: Vec<HostRow>,
}

/// The names of the fields of one row for who receives: body, name, post.
pub(crate) fn host_fields(number: usize) -> (String, String, String) {
    (format!("co-quan-{number}"), format!("nguoi-{number}"), format!("chuc-vu-{number}"))
}

/// The label and the names of the fields of one row.
pub(crate) struct HostRow {
    label: String,
    body: String,
    name: String,
    post: String,
}

impl HostRow {
    fn new(number: usize) -> Self {
        let (body, name, post) = host_fields(number);
        Self { label: format!("Cơ quan tiếp {number}"), body, name, post }
    }
}

impl Offered {
    fn load(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Self> {
        let places = actions::places(ctx, council)?.into_iter().map(|one| (one.id.to_string(), one.name));
        let places = places.collect();
        Ok(Self {
            kinds: Kind::choices(),
            places,
            bodies: body_choices(ctx, council, "Không")?,
            rows: (1..=HOSTS_MAX).map(HostRow::new).collect(),
        })
    }
}

/// The bodies that may receive or settle, `first` for none of them.
pub(crate) fn body_choices(ctx: &mut Ctx<'_>, council: OrganizationId, first: &str) -> db::Result<Choices> {
    let bodies = actions::bodies(ctx, council)?;
    Ok(std::iter::once((String::new(), first.to_owned()))
        .chain(bodies.into_iter().map(|one| (one.id.to_string(), one.short_name)))
        .collect())
}

#[derive(Template)]
#[template(path = "reception/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    offered: Offered,
}

pub(crate) async fn new(visit: Request) -> Response {
    visit
        .read(|ctx| {
            let council = own_register(ctx, Action::Keep).ok_or(Problem::NotFound)?;
            let chair = directory::holder_of(ctx.tx, council, Post::Chair, ctx.today)?;
            let area = directory::organization(ctx.tx, council)?.map(|one| one.area_id.to_string());
            let form = Form::with(&[
                ("gio", "08:00"),
                ("loai", Kind::Chair.as_str()),
                ("noi", &area.unwrap_or_default()),
                ("co-quan-1", &council.to_string()),
                ("nguoi-1", &chair.map_or_else(String::new, |person| person.name)),
                ("chuc-vu-1", Post::Chair.label()),
            ]);
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = own_register(ctx, Action::Keep).ok_or(Problem::NotFound)?;
    let offered = Offered::load(ctx, council)?;
    let shell = ctx
        .shell("Lập buổi tiếp công dân")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tiếp công dân", BASE)
        .crumb("Lập buổi tiếp", format!("{BASE}/moi"))
        .with_faults_of(&form);
    Ok(NewPage { shell, form, offered })
}

struct VisitRow {
    code: String,
    href: String,
    kind: &'static str,
    outcome: String,
    owner: String,
    due: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "reception/detail.html")]
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Reception,
    badge: Badge,
    day: String,
    area: String,
    hosts: Vec<String>,
    explained: Vec<Explained>,
    visits: Vec<VisitRow>,
    documents: Vec<(String, String)>,
    offered: Option<Offered>,
    may_post: bool,
    may_hold: bool,
    may_cancel: bool,
    may_receive: bool,
    may_conclude: bool,
}

pub(crate) async fn detail(visit: Request, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: ReceptionId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = load(ctx, id, Action::Read)?;
            let form = form_of(ctx, &one)?;
            Answer::page(&detail_page(ctx, id, form)?)
        })
        .await
}

/// The plan as it stands.
pub(crate) fn form_of(ctx: &mut Ctx<'_>, one: &Reception) -> Result<Form, Problem> {
    let mut form = Form::with(&[
        ("version", &one.version.to_string()),
        ("loai", one.kind.as_str()),
        ("ngay", &dates::print(one.held_on)),
        ("gio", &one.starts),
        ("dia-diem", &one.place),
        ("noi", &one.area_id.to_string()),
        ("chu-de", &one.topic),
    ]);
    if one.is_online {
        form.set("truc-tuyen", "co");
    }
    for (host, number) in store::hosts(ctx.tx, one.id)?.into_iter().zip(1..) {
        let (body, name, post) = host_fields(number);
        form.set(&body, host.organization_id.to_string());
        form.set(&name, host.name);
        form.set(&post, host.post);
    }
    Ok(form)
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, id: ReceptionId, form: Form) -> Result<DetailPage, Problem> {
    let one = load(ctx, id, Action::Read)?;
    let may_keep = load(ctx, id, Action::Keep).is_ok();
    let is_open = matches!(one.state, State::Planned | State::Posted);
    let names = directory::names(ctx.tx)?;
    let hosts = store::hosts(ctx.tx, id)?;
    let hosts = hosts
        .iter()
        .map(|host| view::host(host, names.get(&host.organization_id).map_or("", String::as_str)))
        .collect();
    let visits = visit_rows(ctx, id, &names)?;
    let explained: Vec<Explained> =
        view::posting(&one, ctx.law, ctx.today).into_iter().chain(view::notifying(&one, ctx.law)).collect();
    let documents = if may_keep {
        documents::of_subject(ctx.tx, notice::KIND, &id.to_string())?
            .into_iter()
            .map(|document| (format!("{}: {}", document.name(), document.title), document.path()))
            .collect()
    } else {
        Vec::new()
    };
    let offered = if may_keep && is_open { Some(Offered::load(ctx, one.council_id)?) } else { None };
    let came = one.held_on <= ctx.today;
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tiếp công dân", BASE)
        .crumb(one.label(), one.path())
        .with_faults_of(&form);
    Ok(DetailPage {
        badge: view::badge(&one, ctx.today),
        day: dates::print_weekday(one.held_on),
        area: directory::area(ctx.tx, one.area_id)?.map_or_else(String::new, |area| area.name),
        may_post: may_keep && one.state == State::Planned && ctx.today <= one.held_on,
        may_hold: may_keep && is_open && came,
        may_cancel: may_keep && is_open,
        may_receive: may_keep && came && one.state != State::Cancelled,
        may_conclude: may_keep && documents.is_empty() && visits.iter().any(|row| !row.outcome.is_empty()),
        shell,
        form,
        one,
        hosts,
        explained,
        visits,
        documents,
        offered,
    })
}

fn visit_rows(
    ctx: &mut Ctx<'_>,
    id: ReceptionId,
    names: &HashMap<OrganizationId, String>,
) -> Result<Vec<VisitRow>, Problem> {
    let mut rows = Vec::new();
    for one in store_visits::of_reception(ctx.tx, id)? {
        if !actions::may_visit(ctx, &one, Action::ReadVisit)? {
            continue;
        }
        rows.push(VisitRow {
            href: one.path(),
            kind: one.kind.label(),
            outcome: one.outcome.map_or_else(String::new, |outcome| outcome.label().to_owned()),
            owner: one.owner_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default(),
            due: one.due_on.map_or_else(String::new, dates::print),
            badge: view::visit_badge(&one, ctx.law, ctx.today),
            code: one.code,
        });
    }
    Ok(rows)
}
