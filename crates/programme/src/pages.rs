//! The workspace: programmes, one programme, one item.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::OrganizationKind;
use kernel::{OrganizationId, ProgrammeId, ProgrammeItemId, dates, numbers};
use kit::charts::QuarterStrip;
use kit::ui::{Badge, Pager, Published};
use kit::{Answer, Ctx, Form, ListFile, Problem, Shell, Visit, listing};
use papers::{Cell, Column, Table};

use crate::calendar::{records, sessions_before};
use crate::export::when_short;
use crate::key_tasks;
use crate::model::{Change, Item, Kind, OversightGroup, Paper, Programme};
use crate::policy::{self, Action};
use crate::rules;
use crate::store::{self, Filter};
use crate::view::{self, DueLine, Tally};

pub(crate) const BASE: &str = "/lam-viec/chuong-trinh";
pub(crate) const ROWS_MAX: i64 = 50;
/// The filters of lists, as they stand in an address.
pub(crate) const FILTERS: [&str; 3] = ["nam", "loai", "co-quan"];
/// Years before and after this one that a new programme may be for.
const YEARS_AROUND: i64 = 2;

/// A row of a list.
pub(crate) struct Shown {
    pub(crate) one: Programme,
    pub(crate) href: String,
    pub(crate) body: String,
    pub(crate) reference: String,
    pub(crate) progress: String,
    pub(crate) badge: Badge,
}

/// Programmes as rows of a list; `href` says where each leads.
pub(crate) fn rows(
    ctx: &mut Ctx<'_>,
    found: Vec<Programme>,
    href: fn(&Programme) -> String,
) -> db::Result<Vec<Shown>> {
    let names = directory::names(ctx.tx)?;
    let ids: Vec<ProgrammeId> = found.iter().map(|one| one.id).collect();
    let progress = store::progress(ctx.tx, &ids)?;
    Ok(found
        .into_iter()
        .map(|one| {
            let known = progress.iter().find(|(id, ..)| *id == one.id);
            let (done, all) = known.map_or((0, 0), |(_, done, all)| (*done, *all));
            Shown {
                href: href(&one),
                body: names.get(&one.body_id).cloned().unwrap_or_default(),
                reference: reference(&one),
                progress: format!("{done}/{all}"),
                badge: view::badge_of(&one),
                one,
            }
        })
        .collect())
}

/// "Nghị quyết 20/NQ-HĐND, ngày 19/12/2019".
pub(crate) fn reference(one: &Programme) -> String {
    match (one.paper, one.decided_on) {
        (Some(paper), Some(on)) => format!("{} {}, ngày {}", paper.label(), one.reference, dates::print(on)),
        _ => String::new(),
    }
}

/// Where a list goes on: the year and the id of its last row.
pub(crate) fn after(typed: &str) -> Option<(i64, ProgrammeId)> {
    let (year, id) = typed.split_once('_')?;
    Some((year.parse().ok()?, id.parse().ok()?))
}

/// The pager of a list of programmes.
pub(crate) fn pager(base: &str, query: &str, found: &[Programme]) -> Pager {
    let last = found.last().filter(|_| i64::try_from(found.len()) == Ok(ROWS_MAX));
    let sign = if query.is_empty() { '?' } else { '&' };
    let older = last.map(|one| format!("{base}{query}{sign}sau={}_{}", one.year, one.id));
    Pager { newer: None, older }
}

/// The bodies of a council that have programmes, as choices; only the actor's own where the actor
/// keeps no others.
pub(crate) fn body_choices(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    only_kept: bool,
) -> db::Result<Vec<(String, String)>> {
    let Some(known) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    let bodies = directory::organizations_of_area(ctx.tx, known.area_id)?;
    let keeps = policy::may_keep(ctx.actor, council);
    Ok(bodies
        .into_iter()
        .filter(|one| {
            let is_of = one.id == council || one.parent_id == Some(council);
            is_of && rules::has_programmes(one.kind) && one.works_on(today)
        })
        .filter(|one| !only_kept || keeps || policy::keeps_own(ctx.actor, one.id))
        .map(|one| (one.id.to_string(), one.short_name))
        .collect())
}

fn year_choices(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<(String, String)>> {
    let years = store::years(ctx.tx, council)?;
    Ok(years.into_iter().map(|(year,)| (year.to_string(), year.to_string())).collect())
}

#[derive(Template)]
#[template(path = "programme/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    is_filtered: bool,
    /// The filters that stand, for the files.
    query: String,
    years: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    may_begin: bool,
    quarter: Option<(String, String)>,
    pager: Pager,
}

/// The filter that a form asks for; what is no choice filters nothing.
pub(crate) fn filter_of(form: &Form) -> Filter {
    Filter {
        body: form.value("co-quan").parse().ok(),
        kind: form.value("loai").parse().ok(),
        year: form.value("nam").parse().ok(),
        ..Filter::default()
    }
}

/// The programmes of the actor's council, as far as the actor may read them.
pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let filter =
                Filter { council: Some(council), sight: policy::sight(ctx.actor), ..filter_of(&form) };
            let found = store::list(ctx.tx, &filter, after(form.value("sau")), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let query = form.query(&FILTERS, None);
            let pager = pager(BASE, &query, &found);
            let years = listing::any("Mọi năm", year_choices(ctx, council)?);
            let bodies = body_choices(ctx, council, false)?;
            let may_begin = !body_choices(ctx, council, true)?.is_empty();
            let quarter = policy::may_keep(ctx.actor, council).then(|| {
                let quarter = kernel::period::Quarter::of(ctx.today);
                (quarter.print(), format!("{BASE}/trong-tam/{quarter}"))
            });
            let rows = rows(ctx, found, Programme::path)?;
            let shell = ctx.shell("Chương trình")?.crumb("Hôm nay", "/lam-viec").crumb("Chương trình", BASE);
            Answer::page(&ListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                is_filtered: !query.is_empty(),
                query,
                years,
                kinds: listing::any("Mọi loại", Kind::choices()),
                bodies: listing::any("Mọi cơ quan", bodies),
                may_begin,
                quarter,
                pager,
            })
        })
        .await
}

/// The list as a file.
pub(crate) async fn list_file(visit: Visit, file: ListFile) -> Response {
    const EXPORT_MAX: i64 = 10_000;
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let filter =
                Filter { council: Some(council), sight: policy::sight(ctx.actor), ..filter_of(&form) };
            let found = store::list(ctx.tx, &filter, None, EXPORT_MAX)?;
            let base = ctx.app.settings().public_url.clone();
            let rows = rows(ctx, found, Programme::path)?
                .into_iter()
                .map(|row| {
                    vec![
                        Cell::text(row.one.kind.label()),
                        Cell::Number(row.one.year),
                        Cell::text(row.body),
                        Cell::text(row.one.state.label()),
                        Cell::text(row.reference),
                        Cell::text(row.progress),
                        Cell::text(format!("{base}{}", row.href)),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Chương trình", 5),
                Column::center("Năm", 2),
                Column::left("Cơ quan", 5),
                Column::left("Trạng thái", 3),
                Column::left("Quyết định", 6),
                Column::center("Đã hoàn thành", 2),
                Column::left("Địa chỉ", 6),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Chương trình", "chuong-trinh", table)
        })
        .await
}

#[derive(Template)]
#[template(path = "programme/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    bodies: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    years: Vec<(String, String)>,
}

pub(crate) async fn new(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let year = i64::from(ctx.today.year()) + 1;
            let form = Form::with(&[("nam", &year.to_string()), ("loai", Kind::Work.as_str())]);
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let bodies = body_choices(ctx, council, true)?;
    if bodies.is_empty() {
        return Err(Problem::NotFound);
    }
    let year = i64::from(ctx.today.year());
    let years = (year - YEARS_AROUND..=year + YEARS_AROUND).rev();
    let shell = ctx
        .shell("Lập chương trình")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Chương trình", BASE)
        .crumb("Lập chương trình", format!("{BASE}/moi"))
        .with_faults_of(&form);
    Ok(NewPage {
        shell,
        form,
        bodies,
        kinds: Kind::choices(),
        years: years.map(|year| (year.to_string(), year.to_string())).collect(),
    })
}

/// The programme of an address, when the actor may read it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Programme, Problem> {
    let id: ProgrammeId = id.parse().map_err(|_| Problem::NotFound)?;
    store::programme(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::Read, one))
        .ok_or(Problem::NotFound)
}

/// An item as a row of its programme.
pub(crate) struct ItemRow {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) href: Option<String>,
    pub(crate) group: String,
    pub(crate) when: String,
    pub(crate) due: String,
    pub(crate) lead: String,
    pub(crate) cooperating: String,
    pub(crate) product: String,
    pub(crate) is_key: bool,
    pub(crate) is_dropped: bool,
    /// The record that realises it, with its page where the reader may open it.
    pub(crate) record: Option<(String, Option<String>)>,
    pub(crate) done: String,
    pub(crate) badge: Badge,
}

/// The items of one quarter.
pub(crate) struct QuarterRows {
    pub(crate) title: String,
    pub(crate) rows: Vec<ItemRow>,
}

/// Items in their quarters; `in_workspace` gives the rows their pages.
pub(crate) fn quarters(ctx: &Ctx<'_>, items: &[Item], in_workspace: bool) -> Vec<QuarterRows> {
    let mut number = 0;
    let mut all = Vec::new();
    for quarter in 1..=4_i64 {
        let rows: Vec<ItemRow> = items
            .iter()
            .filter(|item| item.quarter == quarter)
            .map(|item| {
                let is_dropped = item.dropped_on.is_some();
                number += i64::from(!is_dropped);
                let record = item
                    .realised_label
                    .clone()
                    .map(|label| (label, item.realised_href.clone().filter(|_| in_workspace)));
                ItemRow {
                    number: if is_dropped { "–".to_owned() } else { number.to_string() },
                    title: item.title.clone(),
                    href: in_workspace.then(|| item.path()),
                    group: item.oversight_group.map_or("", OversightGroup::as_str).to_owned(),
                    when: when_short(item),
                    due: dates::print(item.due_on),
                    lead: item.lead.clone(),
                    cooperating: item.cooperating.clone(),
                    product: item.product.clone(),
                    is_key: item.is_key,
                    is_dropped,
                    record,
                    done: item.done_on.map(dates::print).unwrap_or_default(),
                    badge: view::badge(item, ctx.today, ctx.law),
                }
            })
            .collect();
        if !rows.is_empty() {
            let roman = numbers::roman(u32::try_from(quarter).unwrap_or(1));
            all.push(QuarterRows { title: format!("Quý {roman}"), rows });
        }
    }
    all
}

/// A change as pages show it.
pub(crate) struct ChangeRow {
    pub(crate) on: String,
    pub(crate) kind: &'static str,
    pub(crate) actor: String,
    pub(crate) reason: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

pub(crate) fn change_rows(changes: Vec<Change>) -> Vec<ChangeRow> {
    let row = |one: Change| ChangeRow {
        on: dates::print(one.changed_on),
        kind: one.kind.label(),
        actor: one.actor,
        reason: one.reason,
        before: one.before,
        after: one.after,
    };
    changes.into_iter().map(row).collect()
}

#[derive(Template)]
#[template(path = "programme/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Programme,
    body: String,
    badge: Badge,
    reference: String,
    tally: Tally,
    dues: Vec<DueLine>,
    strip: Option<QuarterStrip>,
    quarters: Vec<QuarterRows>,
    changes: Vec<ChangeRow>,
    choices: Choices,
    /// Since when it is open.
    published: Option<Published>,
    may_keep: bool,
    is_empty: bool,
}

/// What the fields of an item choose from.
#[derive(Default)]
pub(crate) struct Choices {
    pub(crate) quarters: Vec<(String, String)>,
    pub(crate) months: Vec<(String, String)>,
    pub(crate) groups: Vec<(String, String)>,
    pub(crate) bodies: Vec<(String, String)>,
    pub(crate) papers: Vec<(String, String)>,
}

impl Choices {
    pub(crate) fn load(ctx: &mut Ctx<'_>, one: &Programme) -> db::Result<Self> {
        let quarters =
            (1..=4_u32).map(|number| (number.to_string(), format!("Quý {}", numbers::roman(number))));
        let months = (1..=12).map(|number| (number.to_string(), format!("Tháng {number}")));
        let groups = match one.kind {
            Kind::Oversight => listing::any("Chọn nhóm", OversightGroup::choices()),
            Kind::Work => Vec::new(),
        };
        Ok(Self {
            quarters: quarters.collect(),
            months: listing::any("Cả quý", months.collect()),
            groups,
            bodies: listing::any("Ghi bằng chữ ở dưới", directory::body_choices(ctx.tx, ctx.today)?),
            papers: Paper::choices(),
        })
    }
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            Answer::page(&detail_page(ctx, one, &Form::new())?)
        })
        .await
}

/// The page of a programme: each form as the record has it, and `form` as it was typed.
pub(crate) fn detail_page(ctx: &mut Ctx<'_>, one: Programme, form: &Form) -> Result<DetailPage, Problem> {
    let body = directory::organization(ctx.tx, one.body_id)?.ok_or(Problem::NotFound)?;
    let items = store::items(ctx.tx, one.id)?;
    let changes = change_rows(store::changes(ctx.tx, one.id)?);
    let may_keep = policy::may(ctx.actor, Action::Keep, &one);
    let choices = if may_keep { Choices::load(ctx, &one)? } else { Choices::default() };
    let sessions = sessions_before(ctx.tx, one.council_id, one.year)?;
    let milestones = rules::calendar(ctx.law, &one, body.kind, sessions);
    let mut whole = Form::with(&[("version", &one.version.to_string())]);
    let quarter = kernel::period::Quarter::of(ctx.today);
    whole.set("quy", quarter.number.to_string());
    whole.set("ngay-de-nghi", one.proposed_on.map(dates::print).unwrap_or_default());
    whole.set("ngay-trinh", one.tabled_on.map(dates::print).unwrap_or_default());
    let paper = if body.kind == OrganizationKind::Council { Paper::Resolution } else { Paper::Decision };
    whole.set("loai-van-ban", paper.as_str());
    let form = form.over(whole);
    let today = ctx.today;
    let published = crate::actions::published(ctx, &one)?
        .map(|(known, place)| Published::new(known, place.as_deref(), today));
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Chương trình", BASE)
        .crumb(one.label(), one.path())
        .with_faults_of(&form);
    let may_read_items = ctx.actor.serves(one.council_id);
    let href: Option<fn(&Item) -> String> = if may_read_items { Some(Item::path) } else { None };
    Ok(DetailPage {
        shell,
        form,
        body: body.name,
        badge: view::badge_of(&one),
        reference: reference(&one),
        tally: Tally::of(&items, ctx.today, ctx.law),
        dues: view::dues(milestones, ctx.today, ctx.law),
        strip: view::strip(&one, &items, href, ctx.today, ctx.law),
        quarters: quarters(ctx, &items, may_read_items),
        is_empty: items.is_empty(),
        published,
        changes,
        choices,
        may_keep,
        one,
    })
}

#[derive(Template)]
#[template(path = "programme/item.html")]
pub(crate) struct ItemPage {
    shell: Shell,
    form: Form,
    one: Programme,
    item: Item,
    badge: Badge,
    group: &'static str,
    when: String,
    due: String,
    done: String,
    dropped: String,
    /// The record that realises it, with its page.
    record: Option<(String, String)>,
    changes: Vec<ChangeRow>,
    chain: Vec<(String, String)>,
    choices: Choices,
    /// Records that may realise it.
    records: Vec<(String, String)>,
    may_keep: bool,
    /// Still to be done, without a record.
    may_mark: bool,
}

/// The item of an address with its programme, when the actor works for its council.
pub(crate) fn find_item(ctx: &mut Ctx<'_>, id: &str) -> Result<(Programme, Item), Problem> {
    let id: ProgrammeItemId = id.parse().map_err(|_| Problem::NotFound)?;
    let item = store::item(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let one = store::programme(ctx.tx, item.programme_id)?
        .filter(|one| policy::may(ctx.actor, Action::Read, one))
        .ok_or(Problem::NotFound)?;
    Ok((one, item))
}

pub(crate) async fn show_item(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (one, item) = find_item(ctx, &id)?;
            Answer::page(&item_page(ctx, one, item, &Form::new())?)
        })
        .await
}

pub(crate) fn item_page(
    ctx: &mut Ctx<'_>,
    one: Programme,
    item: Item,
    form: &Form,
) -> Result<ItemPage, Problem> {
    let may_keep = policy::may(ctx.actor, Action::Keep, &one) && item.dropped_on.is_none();
    let choices = if may_keep { Choices::load(ctx, &one)? } else { Choices::default() };
    let own = item.id.to_string();
    let changes = store::changes(ctx.tx, one.id)?;
    let changes =
        change_rows(changes.into_iter().filter(|change| change.item_id.as_deref() == Some(&own)).collect());
    let records = if may_keep && item.realised_kind.is_none() {
        let found = records(ctx, one.council_id, one.year)?.into_iter();
        let found = found.map(|one| (format!("{}:{}", one.node.kind, one.node.id), one.node.label));
        listing::any("Chọn bản ghi", found.collect())
    } else {
        Vec::new()
    };
    let chain = chain::neighbours(ctx.tx, crate::NODE_KIND, &own)?;
    let mut whole = Form::with(&[
        ("version", &item.version.to_string()),
        ("noi-dung", &item.title),
        ("nhom", item.oversight_group.map_or("", OversightGroup::as_str)),
        ("quy", &item.quarter.to_string()),
        ("chu-tri", &item.lead),
        ("phoi-hop", &item.cooperating),
        ("san-pham", &item.product),
        ("han", &dates::print(item.due_on)),
        ("trong-tam", if item.is_key { "co" } else { "" }),
        ("ngay-xong", &dates::print(ctx.today)),
    ]);
    whole.set("thang", item.month.map(|month| month.to_string()).unwrap_or_default());
    whole.set("co-quan-chu-tri", item.lead_id.map(|id| id.to_string()).unwrap_or_default());
    let form = form.over(whole);
    let title = kernel::text::truncate_words(&item.title, 80);
    let shell = ctx
        .shell(title.clone())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Chương trình", BASE)
        .crumb(one.label(), one.path())
        .crumb(title, item.path())
        .of_record(crate::NODE_KIND, item.id)
        .with_faults_of(&form);
    Ok(ItemPage {
        shell,
        form,
        badge: view::badge(&item, ctx.today, ctx.law),
        group: item.oversight_group.map_or("", OversightGroup::label),
        when: rules::when(one.year, item.quarter, item.month),
        due: dates::print_weekday(item.due_on),
        done: item.done_on.map(dates::print_weekday).unwrap_or_default(),
        dropped: item.dropped_on.map(dates::print).unwrap_or_default(),
        record: item.realised_label.clone().zip(item.realised_href.clone()),
        may_mark: may_keep && item.realised_kind.is_none(),
        changes,
        chain,
        records,
        choices,
        may_keep,
        one,
        item,
    })
}

#[derive(Template)]
#[template(path = "programme/key_tasks.html")]
pub(crate) struct KeyTasksPage {
    shell: Shell,
    quarter: String,
    path: String,
    others: Vec<(String, String, bool)>,
    picked: Vec<PickedRow>,
    items: Vec<ProposedRow>,
    follow_ups: Vec<ProposedRow>,
    done: usize,
    may_keep: bool,
}

/// A key task with how to take it back.
struct PickedRow {
    label: String,
    href: String,
    lead: String,
    due: String,
    origin: String,
    badge: Badge,
    /// "muc" or "viec", and its id: what the form sends to take it back.
    kind: &'static str,
    id: String,
}

struct ProposedRow {
    label: String,
    href: String,
    lead: String,
    due: String,
    origin: String,
    id: String,
}

pub(crate) fn quarter_of(typed: &str) -> Result<kernel::period::Quarter, Problem> {
    typed.parse().map_err(|_| Problem::NotFound)
}

pub(crate) async fn key_tasks_page(visit: Visit, Path(quarter): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let quarter = quarter_of(&quarter)?;
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let (from, to) = (quarter.from(), quarter.to());
            let may_keep = policy::may_keep(ctx.actor, council);
            let may_read = may_keep || ctx.actor.role == kernel::Role::Committee;
            if !may_read {
                return Err(Problem::NotFound);
            }
            let (today, law) = (ctx.today, ctx.law);
            let tasks = key_tasks(ctx.tx, council, from, to)?;
            let done = tasks.iter().filter(|task| task.is_done).count();
            let picked = tasks
                .into_iter()
                .map(|task| {
                    let (kind, id) = kind_of(&task.href);
                    PickedRow {
                        due: task.due_on.map(dates::print).unwrap_or_default(),
                        badge: task_badge(&task, today, law),
                        label: task.label,
                        href: task.href,
                        lead: task.lead,
                        origin: task.origin,
                        kind,
                        id,
                    }
                })
                .collect();
            let proposed = key_tasks::proposed(ctx, council, quarter)?;
            let names = directory::names(ctx.tx)?;
            let items = proposed
                .items
                .into_iter()
                .map(|item| ProposedRow {
                    href: item.path(),
                    due: dates::print(item.due_on),
                    origin: when_short(&item),
                    id: item.id.to_string(),
                    label: item.title,
                    lead: item.lead,
                })
                .collect();
            let follow_ups = proposed
                .follow_ups
                .into_iter()
                .map(|one| ProposedRow {
                    href: one.path(),
                    due: one.due_on.map(dates::print).unwrap_or_default(),
                    origin: match one.age() {
                        Some(age) => format!("{}, {age}", one.source_label),
                        None => one.source_label.clone(),
                    },
                    lead: names.get(&one.lead_id).cloned().unwrap_or_default(),
                    id: one.id.to_string(),
                    label: one.text,
                })
                .collect();
            let path = format!("{BASE}/trong-tam/{quarter}");
            let others = (1..=4_u8)
                .filter_map(|number| kernel::period::Quarter::new(quarter.year, number))
                .map(|one| (one.print(), format!("{BASE}/trong-tam/{one}"), one == quarter))
                .collect();
            let title = format!("Nhiệm vụ trọng tâm {}", quarter.print());
            let shell = ctx
                .shell(title.clone())?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Chương trình", BASE)
                .crumb(title, path.clone());
            Answer::page(&KeyTasksPage {
                shell,
                quarter: quarter.print(),
                path,
                others,
                picked,
                items,
                follow_ups,
                done,
                may_keep,
            })
        })
        .await
}

/// What a key task is and which, by its page.
fn kind_of(href: &str) -> (&'static str, String) {
    let id = href.rsplit('/').next().unwrap_or_default().to_owned();
    if href.starts_with(BASE) { ("muc", id) } else { ("viec", id) }
}

fn task_badge(task: &crate::KeyTask, today: kernel::Date, law: &law::Law) -> Badge {
    if task.is_done {
        return match (task.done_on, task.due_on) {
            (Some(done), Some(due)) if due < done => Badge::late("Hoàn thành, trễ hạn"),
            _ => Badge::done("Hoàn thành"),
        };
    }
    match task.due_on {
        Some(due) if due < today => {
            Badge::overdue(due.until(today).map_or(0, |span| span.get_days().unsigned_abs()))
        }
        Some(due) => Badge::open(law.working_days_left(today, due)),
        None => Badge::doing("Chưa có ngày"),
    }
}
