//! One line: what it measures or asks, its figures with every revision, its course, its deeds.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{ObjectiveId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, listing};
use resolutions::Resolution;

use crate::actions::SUBJECT;
use crate::board::Board;
use crate::model::{Direction, Kind, Line, Plan, Rating};
use crate::pages::{self, Fields, Told};
use crate::policy::{self, Action, Subject};
use crate::view::{self, FigureRow, Row};
use crate::{rules, store};

/// Which buttons the page has.
#[derive(Debug, Clone, Copy, Default)]
struct Rights {
    write: bool,
    remove: bool,
    enter: bool,
    complete: bool,
    reopen: bool,
    comment: bool,
    follow: bool,
    attach: bool,
}

#[derive(Template)]
#[template(path = "implementation/line.html")]
pub(crate) struct LinePage {
    shell: Shell,
    form: Form,
    plan: Plan,
    one: Resolution,
    row: Row,
    children: Vec<Row>,
    figures: Vec<FigureRow>,
    files: Vec<files::File>,
    follow_up: Option<(String, String, Badge)>,
    told: Vec<Told>,
    rights: Rights,
    fields: Fields,
    ratings: Vec<(String, String)>,
    rule: String,
    direction: &'static str,
}

/// The line of an address, when the actor may read its plan.
pub(crate) fn find(ctx: &mut Ctx<'_>, plan: &str, id: &str) -> Result<(Plan, Line), Problem> {
    let plan = pages::find(ctx, plan)?;
    let id: ObjectiveId = id.parse().map_err(|_| Problem::NotFound)?;
    let line = store::line(ctx.tx, id)?.filter(|line| line.plan_id == plan.id).ok_or(Problem::NotFound)?;
    Ok((plan, line))
}

pub(crate) async fn show(visit: Visit, Path((plan, id)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let (plan, line) = find(ctx, &plan, &id)?;
            Answer::page(&line_page(ctx, plan, line.id, &Form::new())?)
        })
        .await
}

/// What the form of a line holds at first.
fn form_of(line: &Line, today: kernel::Date) -> Form {
    let some = |id: Option<String>| id.unwrap_or_default();
    let mut form = Form::with(&[
        ("version", &line.version.to_string()),
        ("cha", &some(line.parent_id.map(|id| id.to_string()))),
        ("loai", line.kind.as_str()),
        ("linh-vuc", line.sector.as_str()),
        ("noi-dung", &line.text),
        ("co-quan", &line.lead_id.to_string()),
        ("phoi-hop", &line.cooperating),
        ("xa", &some(line.area_id.map(|id| id.to_string()))),
        ("han", &some(line.due_on.map(dates::print))),
        ("ngay-xong", &dates::print(today)),
    ]);
    if let Some(one) = line.indicator() {
        form.set("don-vi", &one.unit);
        form.set("so-le", one.decimals.to_string());
        form.set("goc", rules::print_value(one.baseline, one.decimals));
        form.set("ngay-goc", dates::print(one.baseline_on));
        form.set("ke-hoach", rules::print_value(one.target, one.decimals));
        form.set("chieu", one.direction.as_str());
        form.set("cach-tinh", if one.is_cumulative { "luy-ke" } else { "trong-ky" });
    }
    form
}

pub(crate) fn line_page(
    ctx: &mut Ctx<'_>,
    plan: Plan,
    id: ObjectiveId,
    typed: &Form,
) -> Result<LinePage, Problem> {
    let one = pages::resolution(ctx, &plan)?;
    let board = Board::of_plan(ctx, &plan)?;
    let row = board.rows.iter().find(|row| row.line.id == id).cloned().ok_or(Problem::NotFound)?;
    let children: Vec<Row> =
        board.rows.iter().filter(|child| child.line.parent_id == Some(id)).cloned().collect();
    let line = &row.line;
    let figures = store::figures(ctx.tx, id)?;
    let subject = Subject::line(&plan, line);
    let may = |action: Action| policy::may(ctx.actor, action, subject);
    let is_task = line.kind == Kind::Task;
    let rights = Rights {
        write: may(Action::Write) && plan.is_writable(),
        remove: may(Action::Plan) && plan.is_writable() && children.is_empty() && figures.is_empty(),
        enter: may(Action::Enter) && plan.is_open() && line.kind == Kind::Indicator,
        complete: may(Action::Enter) && plan.is_open() && is_task && line.done_on.is_none(),
        reopen: may(Action::Enter) && plan.is_open() && is_task && line.done_on.is_some(),
        comment: may(Action::Comment),
        follow: may(Action::Follow)
            && plan.is_open()
            && is_task
            && line.done_on.is_none()
            && line.follow_up_id.is_none()
            && follow::policy::may_create(ctx.actor, plan.council_id),
        attach: may(Action::Enter),
    };
    let follow_up = match line.follow_up_id {
        Some(id) => follow::find(ctx.tx, id)?
            .map(|one| (one.code.clone(), one.path(), follow::badge(&one, ctx.today, ctx.law))),
        None => None,
    };
    let form = typed.over(form_of(line, ctx.today));
    let fields =
        if rights.write { pages::fields(ctx, &plan, &board.rows, Some(id))? } else { Fields::default() };
    let told = pages::told(store::entries_of_line(ctx.tx, Some(id))?, &[]);
    let shell = ctx
        .shell(format!("{} {}", line.kind.label(), row.number))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Thực hiện nghị quyết", "/lam-viec/thuc-hien")
        .crumb(one.label(), plan.path())
        .crumb(format!("{} {}", line.kind.label(), row.number), line.path())
        .with_faults_of(&form);
    Ok(LinePage {
        shell,
        form,
        figures: view::figure_rows(line, &figures),
        files: files::of_subject(ctx.tx, SUBJECT, &id.to_string())?,
        follow_up,
        told,
        rights,
        fields,
        ratings: listing::any("Không xếp mức", Rating::choices()),
        rule: rules::forecast_rule(),
        direction: line.direction.map_or("", Direction::label),
        children,
        plan,
        one,
        row,
    })
}
