//! The grid in which the figures of a period are entered: one row an indicator, all faults at
//! once; and their approval.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::ObjectiveId;
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use resolutions::Resolution;

use crate::board::Board;
use crate::figures::{self, Entered};
use crate::model::{Figure, FigureState, Kind, NewFigure, Plan};
use crate::period::FigurePeriod;
use crate::policy::{self, Action, Subject};
use crate::view::Row;
use crate::{pages, rules};

const SOURCE_MAX: usize = 300;
const REASON_MAX: usize = 500;

/// A box of the grid.
struct Cell {
    name: String,
    value: String,
    fault: String,
}

/// A row of the grid.
struct GridRow {
    row: Row,
    is_own: bool,
    /// The value of the same period under approval or approved, printed.
    state: Option<Badge>,
    needs_reason: bool,
    value: Cell,
    before: Cell,
    source: Cell,
    reason: Cell,
}

#[derive(Template)]
#[template(path = "implementation/entry.html")]
struct EntryPage {
    shell: Shell,
    form: Form,
    plan: Plan,
    one: Resolution,
    period: FigurePeriod,
    period_label: String,
    periods: Vec<(String, String)>,
    rows: Vec<GridRow>,
    waiting: usize,
    may_enter: bool,
    may_approve: bool,
    action: String,
}

/// The period of an address, of those of the plan's year; the last that is over else.
fn period_of(typed: &str, rows: &[Row], today: kernel::Date) -> FigurePeriod {
    if let Ok(period) = typed.parse::<FigurePeriod>() {
        return period;
    }
    let year = pages::year_of(rows, today);
    let all = FigurePeriod::of_year(year);
    let mut quarters = all.iter().filter(|one| one.to_string().contains("-Q") && one.to() < today);
    quarters.next_back().copied().or_else(|| all.first().copied()).unwrap_or(FigurePeriod::Month(year, 1))
}

/// The newest figure of each line in a period, and the one that was approved.
fn newest<'a>(figures: &'a [Figure], period: &str) -> HashMap<ObjectiveId, &'a Figure> {
    let mut found: HashMap<ObjectiveId, &Figure> = HashMap::new();
    for one in figures.iter().filter(|one| one.period == period) {
        let known = found.entry(one.objective_id).or_insert(one);
        if known.revision < one.revision {
            *known = one;
        }
    }
    found
}

fn entry_page(ctx: &mut Ctx<'_>, plan: Plan, form: Form) -> Result<EntryPage, Problem> {
    let one = pages::resolution(ctx, &plan)?;
    let board = Board::of_plan(ctx, &plan)?;
    let period = period_of(form.value("ky"), &board.rows, ctx.today);
    let own = period.to_string();
    let newest = newest(&board.figures, &own);
    let typed = !form.value("viec").is_empty();
    let mut rows = Vec::new();
    let mut waiting = 0;
    for row in board.rows.iter().filter(|row| row.line.kind == Kind::Indicator) {
        let Some(indicator) = row.line.indicator() else { continue };
        let is_own = plan.is_open() && policy::may(ctx.actor, Action::Enter, Subject::line(&plan, &row.line));
        let known = newest.get(&row.line.id).copied();
        waiting += usize::from(known.is_some_and(|one| one.state == FigureState::Entered));
        let cell = |head: &str, first: String| {
            let name = format!("{head}-{}", row.line.id);
            let value = if typed { form.value(&name).to_owned() } else { first };
            let fault = form.fault(&name).unwrap_or_default().to_owned();
            Cell { name, value, fault }
        };
        let print = |value: i64| rules::print_value(value, indicator.decimals);
        rows.push(GridRow {
            is_own,
            state: known.map(|one| match one.state {
                FigureState::Entered => Badge::waiting(one.state.label()),
                FigureState::Approved | FigureState::Replaced => Badge::done(one.state.label()),
            }),
            needs_reason: known.is_some_and(|one| one.state != FigureState::Entered),
            value: cell("gt", known.map(|one| print(one.value)).unwrap_or_default()),
            before: cell("ck", known.and_then(|one| one.value_before).map(print).unwrap_or_default()),
            source: cell("ng", known.map(|one| one.source.clone()).unwrap_or_default()),
            reason: cell("ly", String::new()),
            row: row.clone(),
        });
    }
    let year = period.to().year();
    let today = ctx.today;
    let periods = FigurePeriod::of_year(year)
        .into_iter()
        .filter(|one| one.to() < today)
        .map(|one| (one.to_string(), one.label()))
        .collect();
    let action = format!("{}/so-lieu", plan.path());
    let shell = ctx
        .shell(format!("Số liệu {}", period.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Thực hiện nghị quyết", "/lam-viec/thuc-hien")
        .crumb(one.label(), plan.path())
        .crumb("Số liệu", &action)
        .with_faults_of(&form);
    Ok(EntryPage {
        shell,
        may_enter: rows.iter().any(|row| row.is_own),
        may_approve: plan.is_open()
            && waiting > 0
            && policy::may(ctx.actor, Action::Approve, Subject::plan(&plan)),
        period_label: period.label(),
        periods,
        rows,
        waiting,
        period,
        action,
        form,
        one,
        plan,
    })
}

pub(crate) async fn page(visit: Visit, Path(id): Path<String>) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let plan = pages::find(ctx, &id)?;
            let only = Form::with(&[("ky", form.value("ky"))]);
            Answer::page(&entry_page(ctx, plan, only)?)
        })
        .await
}

pub(crate) async fn take(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let plan = pages::find(ctx, &id)?;
            let period: FigurePeriod = form.value("ky").parse().map_err(|_| Problem::NotFound)?;
            let back = format!("{}/so-lieu?ky={period}", plan.path());
            match form.value("viec") {
                "duyet" => {
                    let approved = figures::approve(ctx, plan.id, period);
                    if let Some(count) = form.or_refuse("viec", approved)? {
                        let said = format!("Đã duyệt {count} số liệu {}.", period.label());
                        return Ok(Answer::see_other(back).saying(said));
                    }
                    let shown = form.over(Form::with(&[("ky", &period.to_string())]));
                    Answer::faulty(&entry_page(ctx, plan, shown)?)
                }
                "nhap" => {
                    let written = enter(ctx, &plan, period, form)?;
                    match written {
                        Some(0) => Ok(Answer::see_other(back).saying("Không có thay đổi.")),
                        Some(count) => Ok(Answer::see_other(back)
                            .saying(format!("Đã nhập {count} số liệu {}, chờ duyệt.", period.label()))),
                        None => Answer::faulty(&entry_page(ctx, plan, form.clone())?),
                    }
                }
                _ => Err(Problem::NotFound),
            }
        })
        .await
}

/// Reads the whole grid, notes every fault at its box, and writes when there is none.
fn enter(
    ctx: &mut Ctx<'_>,
    plan: &Plan,
    period: FigurePeriod,
    form: &mut Form,
) -> Result<Option<usize>, Problem> {
    let common = form.take_line_or_empty("nguon", "Nguồn chung", SOURCE_MAX);
    let lines = crate::store::lines(ctx.tx, plan.id)?;
    let names: Vec<String> = form.names().into_iter().map(str::to_owned).collect();
    // A box of a line that the actor does not keep was not on the page
    for name in &names {
        let Some(id) = name.strip_prefix("gt-") else { continue };
        let line = lines.iter().find(|line| line.id.to_string() == id).ok_or(Problem::NotFound)?;
        if !policy::may(ctx.actor, Action::Enter, Subject::line(plan, line)) {
            return Err(Problem::NotFound);
        }
    }
    let mut new = Vec::new();
    for line in &lines {
        let Some(indicator) = line.indicator() else { continue };
        let box_of = |head: &str| format!("{head}-{}", line.id);
        let (value, before) =
            (form.value(&box_of("gt")).trim().to_owned(), form.value(&box_of("ck")).trim().to_owned());
        if !names.contains(&box_of("gt")) || (value.is_empty() && before.is_empty()) {
            continue;
        }
        let read =
            |form: &mut Form, head: &str, typed: &str| match rules::parse_value(typed, indicator.decimals) {
                Ok(value) => Some(value),
                Err(_) if typed.is_empty() => {
                    form.refuse(&box_of(head), "Nhập số thực hiện.");
                    None
                }
                Err(fault) => {
                    form.refuse(&box_of(head), fault);
                    None
                }
            };
        let number = read(form, "gt", &value);
        let before = if before.is_empty() { None } else { read(form, "ck", &before) };
        let mut source = form.take_line_or_empty(&box_of("ng"), "Nguồn", SOURCE_MAX);
        if source.is_empty() {
            source.clone_from(&common);
        }
        if source.chars().count() < 2 && form.fault(&box_of("ng")).is_none() {
            form.refuse(&box_of("ng"), "Ghi nguồn: số, ngày báo cáo. Hoặc ghi ở ô Nguồn chung.");
        }
        let reason = form.take_line_or_empty(&box_of("ly"), "Lý do sửa", REASON_MAX);
        if let Some(value) = number {
            new.push(NewFigure { line: line.id, value, before, source, reason });
        }
    }
    if !form.is_sound() {
        return Ok(None);
    }
    let entered = figures::enter(ctx, plan.id, period, &new);
    match form.or_refuse("viec", entered)? {
        Some(Entered::Written(count)) => Ok(Some(count)),
        Some(Entered::Faulty(faults)) => {
            for (line, refusal) in faults {
                let head = if refusal == crate::model::Refusal::NoReason { "ly" } else { "gt" };
                form.refuse(&format!("{head}-{line}"), refusal.to_string());
            }
            Ok(None)
        }
        None => Ok(None),
    }
}
