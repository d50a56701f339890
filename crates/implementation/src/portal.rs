//! What anyone may read: what became of each resolution, by sector, by body, by commune.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AreaId, OrganizationId, dates};
use kit::charts::{About, Bullet, Target};
use kit::ui::Stat;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, listing};
use resolutions::{Addresses, Resolution};

use crate::board::{Board, FILTERS, Filter, public_path};
use crate::export;
use crate::model::{FigureState, Kind, Plan, Sector};
use crate::pages::{Told, last_period, told};
use crate::rules::{self, Standing};
use crate::store;
use crate::view::{self, FigureRow, Row, Sum};

/// The endings of the same address as data.
const ENDINGS: [&str; 3] = [".json", ".csv", ".xlsx"];

fn split(last: &str) -> (&str, &str) {
    ENDINGS.into_iter().find_map(|ending| Some((last.strip_suffix(ending)?, ending))).unwrap_or((last, ""))
}

/// Bars of indicators of one unit.
struct Chart {
    bullet: Bullet,
}

/// Indicators as bullet bars, one drawing for each unit and number of decimals.
fn charts(rows: &[Row]) -> Vec<Chart> {
    let mut groups: Vec<(String, u32, Vec<&Row>)> = Vec::new();
    for row in rows.iter().filter(|row| row.line.area_id.is_none()) {
        let Some(measured) = &row.measured else { continue };
        let one = &measured.one;
        match groups.iter_mut().find(|(unit, decimals, _)| *unit == one.unit && *decimals == one.decimals) {
            Some((.., rows)) => rows.push(row),
            None => groups.push((one.unit.clone(), one.decimals, vec![row])),
        }
    }
    groups
        .into_iter()
        .zip(1..)
        .map(|((unit, decimals, rows), number)| {
            let off = rows.iter().filter(|row| row.standing.is_some_and(Standing::is_off_track)).count();
            let says = match off {
                0 => format!("{} chỉ tiêu tính bằng {unit}: không có chỉ tiêu nào bị cảnh báo.", rows.len()),
                off => format!("{} chỉ tiêu tính bằng {unit}: {off} chỉ tiêu bị cảnh báo.", rows.len()),
            };
            let targets = rows
                .iter()
                .filter_map(|row| {
                    let measured = row.measured.as_ref()?;
                    let reached = measured.reached;
                    Some(
                        Target::new(&row.line.text, reached.map(|known| known.value), measured.one.target)
                            .before(reached.and_then(|known| known.before))
                            .href(format!("#m-{}", row.line.id)),
                    )
                })
                .collect();
            let decimals = u8::try_from(decimals).unwrap_or(0);
            let about = About::new(&format!("bieu-{number}"), says).unit(unit).decimals(decimals);
            Chart { bullet: Bullet::new(about, targets) }
        })
        .collect()
}

/// An indicator's figures with every approved revision.
struct History {
    number: String,
    text: String,
    figures: Vec<FigureRow>,
}

#[derive(Template)]
#[template(path = "implementation/public_resolution.html")]
struct ResolutionPage {
    shell: Shell,
    one: Resolution,
    plan: Plan,
    body: String,
    committee: String,
    accepted: String,
    stats: Vec<Stat>,
    /// What is warned of or late, before everything else.
    off_track: Vec<Row>,
    charts: Vec<Chart>,
    rows: Vec<Row>,
    histories: Vec<History>,
    comments: Vec<Told>,
    rule: String,
    share_rule: &'static str,
    href: String,
    resolution_href: String,
    chain_href: String,
}

/// The plan of a resolution that anyone may read.
fn open_plan(ctx: &mut Ctx<'_>, key: &str) -> Result<(Resolution, Addresses, Option<Plan>), Problem> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let one = addresses.find(ctx.tx, key)?.filter(|one| one.is_public).ok_or(Problem::NotFound)?;
    let plan = store::plan(ctx.tx, one.id)?.filter(Plan::is_open);
    Ok((one, addresses, plan))
}

pub(crate) async fn resolution(visit: Visit, Path(key): Path<String>) -> Response {
    resolution_as(visit, key, "").await
}

pub(crate) async fn resolution_json(visit: Visit, Path(key): Path<String>) -> Response {
    resolution_as(visit, key, ".json").await
}

pub(crate) async fn resolution_csv(visit: Visit, Path(key): Path<String>) -> Response {
    resolution_as(visit, key, ".csv").await
}

pub(crate) async fn resolution_xlsx(visit: Visit, Path(key): Path<String>) -> Response {
    resolution_as(visit, key, ".xlsx").await
}

async fn resolution_as(visit: Visit, key: String, ending: &'static str) -> Response {
    visit
        .read(move |ctx| {
            let (one, addresses, plan) = open_plan(ctx, &key)?;
            let plan = plan.ok_or(Problem::NotFound)?;
            if addresses.key(&one) != key {
                return Ok(Answer::moved(&format!("{}{ending}", public_path(&addresses, &one))));
            }
            let mut board = Board::of_plan(ctx, &plan)?;
            board.figures.retain(|figure| figure.state != FigureState::Entered);
            if !ending.is_empty() {
                return export::answer(
                    ctx,
                    &board,
                    &format!("Thực hiện {}", one.label()),
                    "thuc-hien-nghi-quyet",
                    ending,
                );
            }
            Answer::page(&resolution_page(ctx, one, plan, board)?)
        })
        .await
}

fn stats(sum: Sum) -> Vec<Stat> {
    let mut stats = Vec::new();
    if sum.indicators > 0 {
        stats.push(Stat::new(format!("{}/{}", sum.reached, sum.indicators), "chỉ tiêu đã đạt"));
        stats.push(Stat::new(sum.on_track.to_string(), "chỉ tiêu đúng tiến độ"));
    }
    if sum.tasks > 0 {
        stats.push(Stat::new(format!("{}/{}", sum.done, sum.tasks), "nhiệm vụ hoàn thành"));
    }
    stats.push(Stat::new(sum.off_track.to_string(), "mục bị cảnh báo, quá hạn"));
    stats
}

fn resolution_page(
    ctx: &mut Ctx<'_>,
    one: Resolution,
    plan: Plan,
    board: Board,
) -> Result<ResolutionPage, Problem> {
    let names = directory::names(ctx.tx)?;
    let href = public_path(&board.addresses, &one);
    let resolution_href = board.addresses.of(&one);
    let histories = board
        .rows
        .iter()
        .filter(|row| row.line.kind == Kind::Indicator)
        .filter_map(|row| {
            let own: Vec<_> =
                board.figures.iter().filter(|figure| figure.objective_id == row.line.id).cloned().collect();
            let figures = view::figure_rows(&row.line, &own);
            (!figures.is_empty()).then(|| History {
                number: row.number.clone(),
                text: row.line.text.clone(),
                figures,
            })
        })
        .collect();
    let comments = store::entries(ctx.tx, plan.id, 200)?
        .into_iter()
        .filter(|entry| entry.kind == crate::model::EntryKind::Comment)
        .collect();
    let shell = ctx
        .shell(format!("Thực hiện {}", one.label()))?
        .crumb("Trang chủ", "/")
        .crumb("Nghị quyết", "/nghi-quyet")
        .crumb(one.label(), &resolution_href)
        .crumb("Thực hiện", &href);
    Ok(ResolutionPage {
        shell,
        body: names.get(&plan.body_id).cloned().unwrap_or_default(),
        committee: plan.committee_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        accepted: plan.decided_on.map(dates::print).unwrap_or_default(),
        stats: stats(Sum::of(board.rows.iter())),
        off_track: board
            .rows
            .iter()
            .filter(|row| row.standing.is_some_and(Standing::is_off_track))
            .cloned()
            .collect(),
        charts: charts(&board.rows),
        comments: told(comments, &board.rows),
        rule: rules::forecast_rule(),
        share_rule: rules::SHARE_RULE,
        histories,
        rows: board.rows,
        href,
        resolution_href,
        chain_href: format!("/dong-doi/resolution/{}", one.id),
        one,
        plan,
    })
}

/// Rows under a head.
struct Group {
    title: String,
    href: String,
    rows: Vec<Shown>,
}

/// A row of a list across resolutions.
struct Shown {
    row: Row,
    href: String,
    resolution: String,
}

#[derive(Template)]
#[template(path = "implementation/public_list.html")]
struct ListPage {
    shell: Shell,
    title: String,
    lead: String,
    form: Form,
    /// The whole list is narrowed by a form; a body's or a commune's is not.
    has_filter: bool,
    sectors: Vec<(String, String)>,
    standings: Vec<(String, String)>,
    stats: Vec<Stat>,
    groups: Vec<Group>,
    path: String,
    query: String,
    rule: String,
    plans: Vec<(String, String, String)>,
    table_href: String,
}

fn groups(board: &Board, by: impl Fn(&Row) -> (String, String)) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for row in board.rows.iter().filter(|row| row.standing.is_some()) {
        let (title, href) = by(row);
        let shown =
            Shown { href: board.public_href(row), resolution: board.resolution(row), row: row.clone() };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(shown),
            None => groups.push(Group { title, href, rows: vec![shown] }),
        }
    }
    groups
}

/// Lists of more than this are narrowed first.
const ROWS_MAX: usize = 500;

/// `/thuc-hien`: by sector.
pub(crate) async fn list(visit: Visit) -> Response {
    list_as(visit, "").await
}

pub(crate) async fn list_json(visit: Visit) -> Response {
    list_as(visit, ".json").await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    list_as(visit, ".csv").await
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    list_as(visit, ".xlsx").await
}

async fn list_as(visit: Visit, ending: &'static str) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let mut board = Board::of_council(ctx, council.id)?.public();
            let filter = Filter::of(&form);
            let plans = plans_of(&board);
            board.rows.retain(|row| filter.holds(row));
            if !ending.is_empty() {
                return export::answer(ctx, &board, "Thực hiện nghị quyết", "thuc-hien", ending);
            }
            let sum = Sum::of(board.rows.iter());
            board.rows.truncate(ROWS_MAX);
            let mut groups = groups(&board, |row| (row.line.sector.label().to_owned(), String::new()));
            groups.sort_by_key(|group| Sector::ALL.iter().position(|one| one.label() == group.title));
            let shell = ctx.shell("Thực hiện nghị quyết")?.crumb("Trang chủ", "/").crumb("Thực hiện nghị quyết", "/thuc-hien");
            Answer::page(&ListPage {
                shell,
                title: "Thực hiện nghị quyết".to_owned(),
                lead: format!("Nghị quyết của {} được UBND cụ thể hóa thành mục tiêu, chỉ tiêu, nhiệm vụ; kết quả theo từng lĩnh vực.", council.short_name),
                has_filter: true,
                sectors: listing::any("Mọi lĩnh vực", Sector::choices()),
                standings: listing::any("Mọi trạng thái", Standing::choices()),
                stats: stats(sum),
                groups,
                path: "/thuc-hien".to_owned(),
                query: form.query(&FILTERS, None),
                rule: rules::forecast_rule(),
                plans,
                table_href: format!("/thuc-hien/kinh-te-xa-hoi/{}", last_period(ctx.today)),
                form,
            })
        })
        .await
}

/// The resolutions of a board: label, title, page.
fn plans_of(board: &Board) -> Vec<(String, String, String)> {
    let mut ids: Vec<_> = board.rows.iter().map(|row| row.line.plan_id).collect();
    ids.dedup();
    ids.iter()
        .filter_map(|id| board.resolutions.get(id))
        .map(|one| (one.label(), one.title.clone(), public_path(&board.addresses, one)))
        .collect()
}

fn narrow(
    ctx: &mut Ctx<'_>,
    board: Board,
    title: String,
    lead: String,
    path: &str,
    ending: &str,
) -> Result<Answer, Problem> {
    let board = board.public();
    if !ending.is_empty() {
        return export::answer(ctx, &board, &title, "thuc-hien", ending);
    }
    let sum = Sum::of(board.rows.iter());
    let groups = groups(&board, |row| (board.resolution(row), board.public_path(row.line.plan_id)));
    let shell = ctx
        .shell(title.clone())?
        .crumb("Trang chủ", "/")
        .crumb("Thực hiện nghị quyết", "/thuc-hien")
        .crumb(title.clone(), path);
    Answer::page(&ListPage {
        shell,
        title,
        lead,
        form: Form::new(),
        has_filter: false,
        sectors: Vec::new(),
        standings: Vec::new(),
        stats: stats(sum),
        groups,
        path: path.to_owned(),
        query: String::new(),
        rule: rules::forecast_rule(),
        plans: Vec::new(),
        table_href: String::new(),
    })
}

/// `/thuc-hien/co-quan/{id}`: what a body is responsible for.
pub(crate) async fn body(visit: Visit, Path(last): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (key, ending) = split(&last);
            let id: OrganizationId = key.parse().map_err(|_| Problem::NotFound)?;
            let one = directory::organization(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let board = Board::of_lead(ctx, id)?;
            let lead = format!("Chỉ tiêu, nhiệm vụ do {} chủ trì.", one.name);
            narrow(
                ctx,
                board,
                format!("{} thực hiện nghị quyết", one.short_name),
                lead,
                &format!("/thuc-hien/co-quan/{id}"),
                ending,
            )
        })
        .await
}

/// `/thuc-hien/xa/{code}`: what is broken down to a commune.
pub(crate) async fn commune(visit: Visit, Path(last): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (code, ending) = split(&last);
            let area = directory::area_by_code(ctx.tx, code, ctx.today)?.ok_or(Problem::NotFound)?;
            let id: AreaId = area.id;
            let board = Board::of_area(ctx, id)?;
            let lead = format!("Chỉ tiêu, nhiệm vụ giao {}.", area.in_sentence());
            narrow(
                ctx,
                board,
                format!("{} thực hiện nghị quyết", area.name),
                lead,
                &format!("/thuc-hien/xa/{code}"),
                ending,
            )
        })
        .await
}
