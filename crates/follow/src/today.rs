//! "Hôm nay": one list of what I owe and what I wait for, across all areas; also for who is told of
//! it elsewhere.

use std::collections::HashMap;
use std::sync::OnceLock;

use askama::Template;
use axum::response::Response;
use kernel::{Date, FollowUpId, OrganizationId, Role, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Problem, Shell, Visit};

use crate::model::{EntryKind, FollowUp, State};
use crate::rules;
use crate::store::{self, Filter};
use crate::view::{self, SOON_DAYS};

/// Whether it is for me to do, or for another whom I wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TodoKind {
    /// I owe it.
    Owe,
    /// I wait for it.
    Wait,
}

/// One thing on the list.
#[derive(Debug, Clone)]
pub struct Todo {
    /// Verb and object: "Nộp báo cáo giao ban quý III/2020".
    pub label: String,
    /// Who waits, or from where it comes.
    pub detail: String,
    /// The day.
    pub due: Option<Date>,
    /// Where it is done.
    pub href: String,
    /// The words on the button.
    pub action: String,
    /// Mine or another's.
    pub kind: TodoKind,
}

/// What another area puts on the list for this actor.
pub type TodoSource = fn(&mut Ctx<'_>) -> db::Result<Vec<Todo>>;

static SOURCES: OnceLock<&'static [TodoSource]> = OnceLock::new();

pub(crate) fn install(sources: &'static [TodoSource]) {
    // A second installation is the same list
    let _ = SOURCES.set(sources);
}

/// One thing of the list as it may be told outside the house: codes, bodies and days, and never what
/// a matter is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The same as long as it is the same matter with the same body.
    pub key: String,
    /// "Trả lời TD-2020-012".
    pub label: String,
    /// Who waits for it or does it; empty when the label says so.
    pub body: String,
    /// The day.
    pub due: Option<Date>,
    /// Where it is done.
    pub href: String,
    /// Mine or another's.
    pub kind: TodoKind,
    /// Given to me, and not yet taken up.
    pub is_new: bool,
    /// Whether its day can still be missed: what waits to be judged is done for whoever owed it.
    pub can_be_late: bool,
}

struct Row {
    label: String,
    detail: String,
    due: String,
    href: String,
    action: String,
    badge: Badge,
    is_wait: bool,
    sort: (Option<Date>, String),
}

struct Done {
    text: String,
    href: String,
    undo: Option<String>,
}

#[derive(Template)]
#[template(path = "follow/today.html")]
struct TodayPage {
    shell: Shell,
    overdue: i64,
    week: i64,
    waiting: i64,
    rows: Vec<Row>,
    overdue_ids: Vec<FollowUpId>,
    days: Vec<Day>,
    done: Vec<Done>,
    can_remind: bool,
    quarter: String,
    week_number: i8,
}

struct Day {
    label: String,
    items: Vec<(String, String)>,
}

const ROWS_MAX: i64 = 300;

pub(crate) async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            if ctx.actor.role == Role::Administrator {
                return Ok(Answer::see_other("/lam-viec/tai-khoan"));
            }
            Answer::page(&today_page(ctx)?)
        })
        .await
}

fn today_page(ctx: &mut Ctx<'_>) -> Result<TodayPage, Problem> {
    let today = ctx.today;
    let week_end = in_a_week(today);
    let actor = ctx.actor;
    let follow_ups = open_follow_ups(ctx)?;
    let overdue =
        store::count(ctx.tx, Some(actor), &Filter { overdue_on: Some(today), ..Filter::default() })?;
    let week = store::count(
        ctx.tx,
        Some(actor),
        &Filter { open: true, due_from: Some(today), due_to: Some(week_end), ..Filter::default() },
    )?;
    let waiting =
        store::count(ctx.tx, Some(actor), &Filter { state: Some(State::Reported), ..Filter::default() })?;
    let names = directory::names(ctx.tx)?;
    let mut rows: Vec<Row> = follow_ups.iter().map(|one| row(ctx, one, &names)).collect();
    rows.extend(todos(ctx)?.into_iter().map(|todo| row_of(ctx, todo)));
    rows.sort_by(|a, b| {
        let key = |row: &Row| (row.sort.0.is_none(), row.sort.0, row.sort.1.clone());
        key(a).cmp(&key(b))
    });
    let can_remind = ctx.actor.council.is_some_and(|council| crate::policy::may_create(ctx.actor, council));
    let overdue_ids: Vec<FollowUpId> =
        follow_ups.iter().filter(|one| one.is_overdue(today)).map(|one| one.id).collect();
    let days = calendar(today, &rows);
    let done = latest(ctx)?;
    let shell = ctx.shell("Hôm nay")?.crumb("Hôm nay", "/lam-viec");
    Ok(TodayPage {
        shell,
        overdue,
        week,
        waiting,
        can_remind: can_remind && !overdue_ids.is_empty(),
        rows,
        overdue_ids,
        days,
        done,
        quarter: kernel::period::Quarter::of(today).print(),
        week_number: today.iso_week_date().week(),
    })
}

fn open_follow_ups(ctx: &mut Ctx<'_>) -> db::Result<Vec<FollowUp>> {
    let open = Filter { open: true, ..Filter::default() };
    store::list(ctx.tx, Some(ctx.actor), &open, None, ROWS_MAX)
}

/// What all areas put on the list.
fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut todos = Vec::new();
    for source in SOURCES.get().copied().unwrap_or_default() {
        todos.extend(source(ctx)?);
    }
    Ok(todos)
}

/// The list of this actor as it may be told outside the house, the earliest day first.
pub fn lines(ctx: &mut Ctx<'_>) -> db::Result<Vec<Line>> {
    let names = directory::names(ctx.tx)?;
    let mut lines = Vec::new();
    for one in open_follow_ups(ctx)? {
        let (verb, _, is_wait) = verb_of(ctx, &one);
        let other = if ctx.actor.acts_for(one.lead_id) { one.asker_id } else { one.lead_id };
        lines.push(Line {
            key: format!("{}/{}", one.id, one.lead_id),
            label: format!("{verb} {}", one.code),
            body: names.get(&other).cloned().unwrap_or_default(),
            due: one.due_on,
            href: one.path(),
            kind: if is_wait { TodoKind::Wait } else { TodoKind::Owe },
            is_new: ctx.actor.acts_for(one.lead_id) && one.state == State::Issued,
            can_be_late: one.state != State::Reported,
        });
    }
    lines.extend(todos(ctx)?.into_iter().map(line_of));
    lines.sort_by(|a, b| (a.due.is_none(), a.due, &a.label).cmp(&(b.due.is_none(), b.due, &b.label)));
    Ok(lines)
}

/// A thing of another area as it may be told outside the house.
pub fn line_of(todo: Todo) -> Line {
    Line {
        key: todo.href.clone(),
        label: rules::outside(&todo.label),
        body: String::new(),
        due: todo.due,
        href: todo.href,
        kind: todo.kind,
        is_new: false,
        can_be_late: true,
    }
}

/// The same day of the next week.
pub(crate) fn in_a_week(day: Date) -> Date {
    day.checked_add(std::time::Duration::from_hours(7 * 24)).unwrap_or(day)
}

/// What the actor does about a follow-up, the words on its button, and whether that is to wait.
fn verb_of(ctx: &Ctx<'_>, one: &FollowUp) -> (&'static str, &'static str, bool) {
    match (ctx.actor.acts_for(one.lead_id), one.state) {
        (true, State::Issued) => ("Nhận việc", "Mở", false),
        (true, State::Disputed | State::Reported) => ("Chờ ý kiến", "Xem", true),
        (true, _) => ("Trả lời", "Trả lời", false),
        (false, State::Reported) => ("Đánh giá kết quả", "Đánh giá", false),
        (false, State::Disputed) => ("Xem lại việc giao", "Quyết định", false),
        (false, _) => ("Theo dõi", "Xem", true),
    }
}

fn row(ctx: &Ctx<'_>, one: &FollowUp, names: &HashMap<OrganizationId, String>) -> Row {
    let name = |id: OrganizationId| names.get(&id).cloned().unwrap_or_default();
    let owes = ctx.actor.acts_for(one.lead_id);
    let (verb, action, is_wait) = verb_of(ctx, one);
    let text = kernel::text::truncate_words(&one.text, 140);
    let detail = if owes {
        format!("{} chờ · {}", name(one.asker_id), one.source_label)
    } else {
        format!("{} thực hiện · {}", name(one.lead_id), one.source_label)
    };
    Row {
        label: format!("{verb}: {text}"),
        detail: match one.age() {
            Some(age) => format!("{detail} · {age}"),
            None => detail,
        },
        due: one.due_on.map_or_else(|| "kỳ giao ban tới".to_owned(), dates::print),
        href: one.path(),
        action: action.to_owned(),
        badge: view::badge(one, ctx.today, ctx.law),
        is_wait,
        sort: (one.due_on, one.code.clone()),
    }
}

fn row_of(ctx: &Ctx<'_>, todo: Todo) -> Row {
    let badge = match todo.due {
        Some(due) if due < ctx.today => {
            Badge::overdue(due.until(ctx.today).map_or(0, |span| span.get_days().unsigned_abs()))
        }
        Some(due) if due == ctx.today => Badge::due_today(),
        Some(due) => {
            let left = ctx.law.working_days_left(ctx.today, due);
            if left <= SOON_DAYS { Badge::due_soon(left) } else { Badge::open(left) }
        }
        None => Badge::draft("Chưa đến hạn"),
    };
    Row {
        due: todo.due.map_or_else(String::new, dates::print),
        sort: (todo.due, todo.label.clone()),
        label: todo.label,
        detail: todo.detail,
        href: todo.href,
        action: todo.action,
        badge,
        is_wait: todo.kind == TodoKind::Wait,
    }
}

/// The next seven days and what is due on each.
fn calendar(today: Date, rows: &[Row]) -> Vec<Day> {
    let mut days = Vec::new();
    let mut day = today;
    for _ in 0..7 {
        let items = rows
            .iter()
            .filter(|row| row.sort.0 == Some(day))
            .take(5)
            .map(|row| (kernel::text::truncate_words(&row.label, 60), row.href.clone()))
            .collect();
        days.push(Day { label: dates::print_weekday(day), items });
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    days
}

/// The actor's own last steps, with undo where it is possible.
fn latest(ctx: &mut Ctx<'_>) -> Result<Vec<Done>, Problem> {
    let mut seen = Vec::new();
    let mut done = Vec::new();
    for (id, code, kind, at) in store::latest_by(ctx.tx, &ctx.actor.name, 5)? {
        let is_first = !seen.contains(&id);
        seen.push(id);
        let can_undo = is_first && matches!(kind, EntryKind::Accepted | EntryKind::Progress);
        done.push(Done {
            text: format!(
                "{} {code} lúc {}, {}",
                kind.label(),
                dates::clock_of(at),
                dates::print(dates::date_of(at))
            ),
            href: format!("/lam-viec/viec/{id}"),
            undo: can_undo.then(|| format!("/lam-viec/viec/{id}/hoan-tac")),
        });
    }
    Ok(done)
}
