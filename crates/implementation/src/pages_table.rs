//! A plan as a table: out as .xlsx, and in again, looked at first, every faulty cell named.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{ObjectiveEntryId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit};
use papers::Sheet;
use papers::pasted::CellFault;
use resolutions::Resolution;

use crate::model::Plan;
use crate::policy::{self, Action, Subject};
use crate::tabular::{self, Outlook, Read};
use crate::view::Names;
use crate::{pages, store};

const FAULTS_SHOWN: usize = 200;
const ROWS_SHOWN: usize = 20;

struct Taken {
    rows: i64,
    by: String,
    at: String,
    is_undone: bool,
    may_undo: bool,
    action: String,
}

/// What was read of a table.
#[derive(Default)]
struct Preview {
    faults: Vec<CellFault>,
    more: usize,
    rows: Vec<Read>,
    count: usize,
    outlook: Outlook,
}

#[derive(Template)]
#[template(path = "implementation/table.html")]
struct TablePage {
    shell: Shell,
    form: Form,
    one: Resolution,
    action: String,
    may_take: bool,
    preview: Preview,
    taken: Vec<Taken>,
}

fn table_page(
    ctx: &mut Ctx<'_>,
    plan: &Plan,
    form: Form,
    mut preview: Preview,
) -> Result<TablePage, Problem> {
    let one = pages::resolution(ctx, plan)?;
    let action = format!("{}/bang", plan.path());
    let may_take = policy::may(ctx.actor, Action::Plan, Subject::plan(plan));
    let now = ctx.now;
    let taken = if may_take { store::batches(ctx.tx, plan.id)? } else { Vec::new() };
    let taken = taken
        .into_iter()
        .map(|batch| Taken {
            rows: batch.row_count.unwrap_or(0),
            at: dates::print_time(batch.made_ms),
            is_undone: batch.undone_ms.is_some(),
            may_undo: kit::may_undo(batch.made_ms, batch.undone_ms, now),
            action: format!("{action}/{}/hoan-tac", batch.id),
            by: batch.by_name,
        })
        .collect();
    preview.more = preview.faults.len().saturating_sub(FAULTS_SHOWN);
    preview.faults.truncate(FAULTS_SHOWN);
    preview.count = preview.rows.len();
    preview.rows.truncate(ROWS_SHOWN);
    let shell = ctx
        .shell("Bảng kế hoạch và số liệu")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Thực hiện nghị quyết", "/lam-viec/thuc-hien")
        .crumb(one.label(), plan.path())
        .crumb("Bảng", &action)
        .with_faults_of(&form);
    Ok(TablePage { shell, form, one, action, may_take, preview, taken })
}

/// The page; `bang.xlsx` is the same address's file.
pub(crate) async fn page(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let plan = pages::find(ctx, &id)?;
            Answer::page(&table_page(ctx, &plan, Form::new(), Preview::default())?)
        })
        .await
}

pub(crate) async fn xlsx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let plan = pages::find(ctx, &id)?;
            let one = pages::resolution(ctx, &plan)?;
            let lines = store::lines(ctx.tx, plan.id)?;
            let figures = store::figures_of_plan(ctx.tx, plan.id)?;
            let names = Names::load(ctx.tx, &lines)?;
            let sheet = Sheet {
                name: "Kế hoạch".to_owned(),
                title: format!("Kế hoạch thực hiện {}", one.label()),
                subtitle: one.title.clone(),
                table: tabular::table(&lines, &figures, &names),
            };
            Answer::xlsx(&[sheet], "thuc-hien-nghi-quyet.xlsx")
        })
        .await
}

/// `buoc=nhap` takes in; anything else looks at the table.
pub(crate) async fn take(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let plan = pages::find(ctx, &id)?;
            if !policy::may(ctx.actor, Action::Plan, Subject::plan(&plan)) {
                return Err(Problem::NotFound);
            }
            let pasted = form.take_pasted("bang", "tep");
            if !form.is_sound() {
                return Answer::faulty(&table_page(ctx, &plan, form.clone(), Preview::default())?);
            }
            let known = tabular::Known::load(ctx, &plan, form.is_checked("don-vi-khac"))?;
            let mut read = tabular::read(&pasted, &known);
            let outlook = tabular::outlook(ctx, &plan, &mut read)?;
            let is_partial = form.is_checked("bo-dong-sai");
            let is_sound = read.faults.is_empty() || (is_partial && !read.rows.is_empty());
            if form.value("buoc") == "nhap" && is_sound {
                return match tabular::import(ctx, plan.id, &read.rows) {
                    Ok(done) => Ok(Answer::see_other(plan.path()).saying(said(done))),
                    Err(Error::Refused(reason)) => {
                        // Nothing may stay of a table that is refused
                        form.refuse("bang", reason.to_string());
                        Answer::faulty(&table_page(ctx, &plan, form.clone(), Preview::default())?)
                    }
                    Err(error) => Err(error.into()),
                };
            }
            let is_faulty = !read.faults.is_empty();
            let rows = if is_faulty && !is_partial { Vec::new() } else { read.rows };
            let preview = Preview { faults: read.faults, rows, outlook, ..Preview::default() };
            let page = table_page(ctx, &plan, form.clone(), preview)?;
            if is_faulty { Answer::faulty(&page) } else { Answer::page(&page) }
        })
        .await
}

fn said(done: Outlook) -> String {
    let mut words = match (done.lines, done.figures) {
        (0, 0) => "Không có gì mới trong bảng".to_owned(),
        (0, figures) => format!("Đã nhập {figures} số liệu, chờ duyệt"),
        (lines, 0) => format!("Đã nhập {lines} mục"),
        (lines, figures) => format!("Đã nhập {lines} mục và {figures} số liệu, chờ duyệt"),
    };
    if done.same > 0 {
        words = format!("{words}; {} số liệu giống số đã có", done.same);
    }
    format!("{words}.")
}

pub(crate) async fn undo(visit: Visit, Path((plan, id)): Path<(String, String)>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let plan = pages::find(ctx, &plan)?;
            let id: ObjectiveEntryId = id.parse().map_err(|_| Problem::NotFound)?;
            match tabular::undo(ctx, plan.id, id) {
                Ok(rows) => Ok(Answer::see_other(format!("{}/bang", plan.path()))
                    .saying(format!("Đã hoàn tác {rows} dòng."))),
                Err(Error::Refused(reason)) => Err(Problem::Refused(reason.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
