//! The workspace: plans by resolution and their lines, one plan as a tree with its figures.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{ResolutionId, dates};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Form, ListFile, Problem, Shell, Visit, listing};
use resolutions::Resolution;

use crate::board::{Board, FILTERS, Filter, public_path};
use crate::common::{areas, bodies, committees, resolutions_of};
use crate::model::{Direction, Entry, EntryKind, Kind, Plan, Rating, Sector};
use crate::period::{FigurePeriod, label_of};
use crate::policy::{self, Action, Subject};
use crate::rules::{self, Standing};
use crate::view::{self, Row, Sum};
use crate::{export, store};

const ROWS_MAX: usize = 50;
const ENTRIES_MAX: i64 = 100;

/// A plan as a row of the list.
struct PlanRow {
    href: String,
    label: String,
    title: String,
    adopted: String,
    badge: Badge,
    sum: Sum,
    id: ResolutionId,
}

/// A line as a row of the list.
struct LineRow {
    row: Row,
    href: String,
    resolution: String,
}

#[derive(Template)]
#[template(path = "implementation/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    plans: Vec<PlanRow>,
    rows: Vec<LineRow>,
    total: usize,
    is_filtered: bool,
    sectors: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    areas: Vec<(String, String)>,
    standings: Vec<(String, String)>,
    /// Resolutions without a plan, for the one who may begin it.
    unplanned: Vec<(String, String)>,
    may_begin: bool,
    rule: String,
    table_href: String,
    /// The filters that stand, for the files.
    query: String,
    pager: Pager,
    plans_pager: Pager,
}

/// Goes on after the row with this id.
fn after<T>(mut rows: Vec<T>, mark: &str, id: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
    if let Some(at) = rows.iter().position(|row| id(row) == mark) {
        rows.drain(..=at);
    }
    let is_more = ROWS_MAX < rows.len();
    rows.truncate(ROWS_MAX);
    let next = rows.last().filter(|_| is_more).map(id);
    (rows, next)
}

/// The last whole period before a day, of those of the nine-month table.
pub(crate) fn last_period(today: kernel::Date) -> FigurePeriod {
    use kernel::period::Period;
    let year = today.year();
    let all = [
        Period::Year(year - 1),
        Period::Quarter(kernel::period::Quarter { year, number: 1 }),
        Period::HalfYear { year, half: 1 },
        Period::NineMonths(year),
    ];
    let over = all.into_iter().rfind(|one| one.to() < today).unwrap_or(Period::Year(year - 1));
    FigurePeriod::Longer(over)
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Answer::page(&list_page(ctx, form.clone())?)).await
}

fn list_page(ctx: &mut Ctx<'_>, form: Form) -> Result<ListPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let unit = directory::organization(ctx.tx, council)?.ok_or(Problem::NotFound)?.area_id;
    let filter = Filter::of(&form);
    let board = Board::of_council(ctx, council)?;
    let known = resolutions_of(ctx.tx, &[council])?;
    let sums = |id: ResolutionId| Sum::of(board.rows.iter().filter(|row| row.line.plan_id == id));
    let all = store::plans(ctx.tx, council)?;
    let plans: Vec<PlanRow> = all
        .iter()
        .filter(|plan| policy::may(ctx.actor, Action::Read, Subject::plan(plan)))
        .filter_map(|plan| {
            let one = known.get(&plan.id)?;
            Some(PlanRow {
                href: plan.path(),
                label: one.label(),
                title: one.title.clone(),
                adopted: dates::print(one.adopted_on),
                badge: view::plan_badge(plan.state),
                sum: sums(plan.id),
                id: plan.id,
            })
        })
        .collect();
    let mut rows = line_rows(board, &filter);
    // What is broken down to the actor's commune stands in another council's plan
    if let Some(area) = ctx.actor.area.filter(|_| ctx.actor.role == kernel::Role::CommuneCouncil) {
        let own = Board::of_area(ctx, area)?;
        rows.extend(line_rows(own, &filter));
    }
    let total = rows.len();
    let query = form.query(&FILTERS, None);
    let mark = if query.is_empty() { "?" } else { "&" };
    let (rows, next) = after(rows, form.value("sau"), |row| row.row.line.id.to_string());
    let (plans, next_plan) = after(plans, form.value("ke-hoach-sau"), |plan| plan.id.to_string());
    let may_begin = policy::may_begin(ctx.actor, council);
    let mut unplanned: Vec<&Resolution> = if may_begin {
        known.values().filter(|one| one.is_public && !all.iter().any(|plan| plan.id == one.id)).collect()
    } else {
        Vec::new()
    };
    unplanned.sort_by_key(|one| std::cmp::Reverse((one.adopted_on, one.id)));
    let unplanned = unplanned
        .into_iter()
        .map(|one| (one.id.to_string(), format!("{}: {}", one.label(), one.title)))
        .collect();
    let bodies = bodies(ctx, council)?.into_iter().map(|one| (one.id.to_string(), one.short_name)).collect();
    let areas = areas(ctx, unit)?.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let shell = ctx
        .shell("Thực hiện nghị quyết")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Thực hiện nghị quyết", "/lam-viec/thuc-hien");
    Ok(ListPage {
        shell,
        plans,
        total,
        is_filtered: !filter.is_empty(),
        sectors: listing::any("Mọi lĩnh vực", Sector::choices()),
        bodies: listing::any("Mọi cơ quan", bodies),
        areas: listing::any("Toàn địa bàn", areas),
        standings: listing::any("Mọi trạng thái", Standing::choices()),
        unplanned,
        may_begin,
        rule: rules::forecast_rule(),
        table_href: format!("/lam-viec/thuc-hien/kinh-te-xa-hoi/{}", last_period(ctx.today)),
        pager: Pager {
            newer: None,
            older: next.map(|id| format!("/lam-viec/thuc-hien{query}{mark}sau={id}")),
        },
        plans_pager: Pager {
            newer: None,
            older: next_plan.map(|id| format!("/lam-viec/thuc-hien{query}{mark}ke-hoach-sau={id}")),
        },
        query,
        rows,
        form,
    })
}

/// Every line that the list's filter holds, as a file.
pub(crate) async fn list_file(visit: Visit, file: ListFile) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let filter = Filter::of(&form);
            let mut board = Board::of_council(ctx, council)?;
            if let Some(area) = ctx.actor.area.filter(|_| ctx.actor.role == kernel::Role::CommuneCouncil) {
                let own = Board::of_area(ctx, area)?;
                board.rows.extend(own.rows);
                board.figures.extend(own.figures);
                board.resolutions.extend(own.resolutions);
            }
            board.rows.retain(|row| filter.is_empty() || filter.holds(row));
            let ending = match file {
                ListFile::Xlsx => ".xlsx",
                ListFile::Csv => ".csv",
            };
            export::answer(ctx, &board, "Thực hiện nghị quyết", "thuc-hien", ending)
        })
        .await
}

/// The lines that a filter holds; without one, those that need attention.
fn line_rows(board: Board, filter: &Filter) -> Vec<LineRow> {
    let labels: std::collections::HashMap<ResolutionId, String> =
        board.resolutions.iter().map(|(id, one)| (*id, one.label())).collect();
    board
        .rows
        .into_iter()
        .filter(|row| {
            if filter.is_empty() {
                row.standing.is_some_and(Standing::is_off_track)
            } else {
                filter.holds(row)
            }
        })
        .map(|row| LineRow {
            href: row.line.path(),
            resolution: labels.get(&row.line.plan_id).cloned().unwrap_or_default(),
            row,
        })
        .collect()
}

/// The plan of an address, when the actor may read it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Plan, Problem> {
    let id: ResolutionId = id.parse().map_err(|_| Problem::NotFound)?;
    store::plan(ctx.tx, id)?
        .filter(|plan| policy::may(ctx.actor, Action::Read, Subject::plan(plan)))
        .ok_or(Problem::NotFound)
}

/// The resolution of a plan.
pub(crate) fn resolution(ctx: &mut Ctx<'_>, plan: &Plan) -> Result<Resolution, Problem> {
    resolutions::find(ctx.tx, plan.id)?.ok_or(Problem::NotFound)
}

#[derive(Template)]
#[template(path = "implementation/begin.html")]
pub(crate) struct BeginPage {
    shell: Shell,
    form: Form,
    one: Resolution,
    action: String,
    committees: Vec<(String, String)>,
}

pub(crate) fn begin_page(ctx: &mut Ctx<'_>, one: Resolution, form: Form) -> Result<BeginPage, Problem> {
    let committees = committee_choices(ctx, one.council_id)?;
    let action = crate::model::path_of(one.id);
    let shell = ctx
        .shell(format!("Lập kế hoạch thực hiện {}", one.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Thực hiện nghị quyết", "/lam-viec/thuc-hien")
        .crumb("Lập kế hoạch", &action)
        .with_faults_of(&form);
    Ok(BeginPage { shell, form, one, action, committees })
}

pub(crate) fn committee_choices(
    ctx: &mut Ctx<'_>,
    council: kernel::OrganizationId,
) -> Result<Vec<(String, String)>, Problem> {
    let all = committees(ctx, council)?.into_iter().map(|one| (one.id.to_string(), one.short_name)).collect();
    Ok(listing::any("Chưa phân công", all))
}

/// An entry of the course as pages show it.
pub(crate) struct Told {
    pub(crate) kind: &'static str,
    pub(crate) rating: &'static str,
    pub(crate) words: String,
    pub(crate) line: String,
    pub(crate) href: String,
    pub(crate) by: String,
    pub(crate) at: String,
}

pub(crate) fn told(entries: Vec<Entry>, rows: &[Row]) -> Vec<Told> {
    entries
        .into_iter()
        .map(|one| {
            let row = one.objective_id.and_then(|id| rows.iter().find(|row| row.line.id == id));
            Told {
                kind: one.kind.label(),
                rating: one.rating.map_or("", Rating::label),
                words: match (one.kind, one.row_count, one.undone_ms) {
                    (EntryKind::Imported, Some(rows), None) => format!("{rows} dòng"),
                    (EntryKind::Imported, Some(rows), Some(_)) => format!("{rows} dòng, đã hoàn tác"),
                    _ => one.words,
                },
                line: row.map(|row| row.line.label()).unwrap_or_default(),
                href: row.map(|row| row.line.path()).unwrap_or_default(),
                by: one.by_name,
                at: dates::print_time(one.made_ms),
            }
        })
        .collect()
}

/// What the fields of a line choose from.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) parents: Vec<(String, String)>,
    pub(crate) kinds: Vec<(String, String)>,
    pub(crate) sectors: Vec<(String, String)>,
    pub(crate) bodies: Vec<(String, String)>,
    pub(crate) areas: Vec<(String, String)>,
    pub(crate) decimals: Vec<(String, String)>,
    pub(crate) directions: Vec<(String, String)>,
    pub(crate) ways: Vec<(String, String)>,
}

pub(crate) fn fields(
    ctx: &mut Ctx<'_>,
    plan: &Plan,
    rows: &[Row],
    own: Option<kernel::ObjectiveId>,
) -> Result<Fields, Problem> {
    let unit = directory::organization(ctx.tx, plan.council_id)?.ok_or(Problem::NotFound)?.area_id;
    let parents = rows
        .iter()
        .filter(|row| Some(row.line.id) != own)
        .map(|row| {
            (
                row.line.id.to_string(),
                format!("{} {}", row.number, kernel::text::truncate_words(&row.line.text, 80)),
            )
        })
        .collect();
    let bodies =
        bodies(ctx, plan.council_id)?.into_iter().map(|one| (one.id.to_string(), one.short_name)).collect();
    let areas = areas(ctx, unit)?.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let decimals = (0..=3).map(|count: u8| {
        (count.to_string(), if count == 0 { "Số nguyên".to_owned() } else { format!("{count} số lẻ") })
    });
    Ok(Fields {
        parents: listing::any("Không, ở cấp đầu", parents),
        kinds: Kind::choices(),
        sectors: listing::any("Chọn lĩnh vực", Sector::choices()),
        bodies: listing::any("Chọn cơ quan", bodies),
        areas: listing::any("Không, của toàn địa bàn", areas),
        decimals: decimals.collect(),
        directions: Direction::choices(),
        ways: vec![
            ("luy-ke".to_owned(), "Lũy kế đến cuối kỳ".to_owned()),
            ("trong-ky".to_owned(), "Riêng trong kỳ, cộng các kỳ lại".to_owned()),
        ],
    })
}

/// Which buttons the page has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rights {
    pub(crate) write: bool,
    pub(crate) send: bool,
    pub(crate) accept: bool,
    pub(crate) give_back: bool,
    pub(crate) comment: bool,
    pub(crate) enter: bool,
}

#[derive(Template)]
#[template(path = "implementation/plan.html")]
pub(crate) struct PlanPage {
    shell: Shell,
    form: Form,
    plan: Plan,
    one: Resolution,
    badge: Badge,
    body: String,
    committee: String,
    sent: String,
    decided: String,
    rows: Vec<Row>,
    sum: Sum,
    told: Vec<Told>,
    rights: Rights,
    fields: Fields,
    committees: Vec<(String, String)>,
    ratings: Vec<(String, String)>,
    rule: String,
    share_rule: &'static str,
    public_href: String,
    entry_href: String,
    chain_href: String,
    waiting: Vec<(String, String)>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: ResolutionId = id.parse().map_err(|_| Problem::NotFound)?;
            if store::plan(ctx.tx, id)?.is_none() {
                let one = resolutions::find(ctx.tx, id)?
                    .filter(|one| one.is_public && policy::may_begin(ctx.actor, one.council_id))
                    .ok_or(Problem::NotFound)?;
                return Answer::page(&begin_page(ctx, one, Form::new())?);
            }
            let plan = find(ctx, &id.to_string())?;
            Answer::page(&plan_page(ctx, plan, &Form::new())?)
        })
        .await
}

/// The year whose periods are offered for a plan: the one in which its lines are due.
pub(crate) fn year_of(rows: &[Row], today: kernel::Date) -> i16 {
    rows.iter().filter_map(|row| row.line.due_on).map(jiff_year).max().unwrap_or_else(|| today.year())
}

fn jiff_year(day: kernel::Date) -> i16 {
    day.year()
}

pub(crate) fn plan_page(ctx: &mut Ctx<'_>, plan: Plan, typed: &Form) -> Result<PlanPage, Problem> {
    let one = resolution(ctx, &plan)?;
    let board = Board::of_plan(ctx, &plan)?;
    let subject = Subject::plan(&plan);
    let may = |action: Action| policy::may(ctx.actor, action, subject);
    let enters = |row: &Row| policy::may(ctx.actor, Action::Enter, Subject::line(&plan, &row.line));
    let rights = Rights {
        write: may(Action::Plan) && plan.is_writable(),
        send: may(Action::Plan) && plan.is_writable(),
        accept: may(Action::Decide) && rules::accept(plan.state).is_ok(),
        give_back: may(Action::Decide) && rules::give_back(plan.state).is_ok(),
        comment: may(Action::Comment),
        enter: plan.is_open() && board.rows.iter().any(|row| row.line.kind == Kind::Indicator && enters(row)),
    };
    let mut waiting: Vec<(String, String)> = Vec::new();
    for (id, period, _, count) in store::waiting(ctx.tx, plan.council_id)? {
        if id == plan.id && may(Action::Approve) {
            waiting.push((
                format!("{}/so-lieu?ky={period}", plan.path()),
                format!("{count} số liệu {} chờ duyệt", label_of(&period)),
            ));
        }
    }
    let names = directory::names(ctx.tx)?;
    let fields = if rights.write { fields(ctx, &plan, &board.rows, None)? } else { Fields::default() };
    let base = Form::with(&[
        ("version", &plan.version.to_string()),
        ("ban", &plan.committee_id.map(|id| id.to_string()).unwrap_or_default()),
        ("co-quan", &plan.body_id.to_string()),
        ("loai", Kind::Indicator.as_str()),
        ("so-le", "1"),
        ("ngay-goc", &format!("31/12/{}", ctx.today.year() - 1)),
        ("han", &format!("31/12/{}", ctx.today.year())),
    ]);
    let form = typed.over(base);
    let day = |on: Option<kernel::Date>| on.map(dates::print).unwrap_or_default();
    let committees = committee_choices(ctx, plan.council_id)?;
    let entries = store::entries(ctx.tx, plan.id, ENTRIES_MAX)?;
    let shell = ctx
        .shell(format!("Thực hiện {}", one.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Thực hiện nghị quyết", "/lam-viec/thuc-hien")
        .crumb(one.label(), plan.path())
        .with_faults_of(&form);
    Ok(PlanPage {
        shell,
        form,
        badge: view::plan_badge(plan.state),
        body: names.get(&plan.body_id).cloned().unwrap_or_default(),
        committee: plan.committee_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        sent: day(plan.sent_on),
        decided: day(plan.decided_on),
        sum: Sum::of(board.rows.iter()),
        told: told(entries, &board.rows),
        rights,
        fields,
        committees,
        ratings: listing::any("Không xếp mức", Rating::choices()),
        rule: rules::forecast_rule(),
        share_rule: rules::SHARE_RULE,
        public_href: if plan.is_open() && one.is_public {
            public_path(&board.addresses, &one)
        } else {
            String::new()
        },
        entry_href: format!("{}/so-lieu", plan.path()),
        chain_href: format!("/lam-viec/dong-doi/resolution/{}", one.id),
        waiting,
        rows: board.rows,
        one,
        plan,
    })
}
