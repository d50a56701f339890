//! The page where a register is pasted: looked at first, every faulty cell named, then taken in
//! as long work, and taken back while nobody went on with it.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{LetterBatchId, OrganizationId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, UNDO_DAYS, Visit, Work};
use papers::pasted::CellFault;

use crate::import;
use crate::model::Batch;
use crate::policy::{self, Action};
use crate::store;
use crate::tabular::{self, Row};

const FAULTS_SHOWN: usize = 200;
const ROWS_SHOWN: usize = 20;
const BATCHES_SHOWN: i64 = 10;
const PAGE: &str = "/lam-viec/don-thu/nhap";

struct Taken {
    batch: Batch,
    at: String,
    may_undo: bool,
}

#[derive(Template)]
#[template(path = "letters/import.html")]
struct ImportPage {
    shell: Shell,
    form: Form,
    faults: Vec<CellFault>,
    more: usize,
    rows: Vec<(Row, String)>,
    count: usize,
    taken: Vec<Taken>,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    ctx.actor
        .council
        .filter(|council| policy::may_in_council(ctx.actor, Action::Register, *council))
        .ok_or(Problem::NotFound)
}

fn import_page(
    ctx: &mut Ctx<'_>,
    form: Form,
    mut faults: Vec<CellFault>,
    rows: Vec<Row>,
) -> Result<ImportPage, Problem> {
    let council = council_of(ctx)?;
    let now = ctx.now;
    let taken = store::batches(ctx.tx, council, BATCHES_SHOWN)?
        .into_iter()
        .map(|batch| Taken {
            at: dates::print_time(batch.made_ms),
            may_undo: kit::may_undo(batch.made_ms, batch.undone_ms, now),
            batch,
        })
        .collect();
    let shell = ctx
        .shell("Dán sổ đơn")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Đơn thư", "/lam-viec/don-thu")
        .crumb("Dán sổ đơn", PAGE)
        .with_faults_of(&form);
    let more = faults.len().saturating_sub(FAULTS_SHOWN);
    faults.truncate(FAULTS_SHOWN);
    let count = rows.len();
    let rows = rows
        .into_iter()
        .take(ROWS_SHOWN)
        .map(|row| {
            let day = dates::print(row.received_on);
            (row, day)
        })
        .collect();
    Ok(ImportPage { shell, form, faults, more, rows, count, taken })
}

pub(crate) async fn page(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&import_page(ctx, Form::new(), Vec::new(), Vec::new())?)).await
}

/// `buoc=nhap` takes in; anything else looks at the table.
pub(crate) async fn take(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = council_of(ctx)?;
            let pasted = form.take_pasted("bang", "tep");
            if !form.is_sound() {
                return Answer::faulty(&import_page(ctx, form.clone(), Vec::new(), Vec::new())?);
            }
            let known = import::known(ctx)?;
            let rows = match tabular::read(&pasted, &known) {
                Ok(rows) => rows,
                Err(faults) => return Answer::faulty(&import_page(ctx, form.clone(), faults, Vec::new())?),
            };
            if form.value("buoc") != "nhap" {
                return Answer::page(&import_page(ctx, form.clone(), Vec::new(), rows)?);
            }
            let rows = Arc::new(rows);
            let title = format!("Nhập {} đơn", rows.len());
            let work = Work::new(title, PAGE, ctx.actor, move |ctx, progress| {
                let mut reached = |done, total| progress.reached(done, total);
                import::import(ctx, council, &rows, &mut reached)?;
                Ok(format!("Đã nhập {} đơn. Hoàn tác được trong {UNDO_DAYS} ngày.", rows.len()))
            });
            Ok(Answer::beginning(work))
        })
        .await
}

pub(crate) async fn undo(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: LetterBatchId = id.parse().map_err(|_| Problem::NotFound)?;
            match import::undo(ctx, id) {
                Ok(batch) => {
                    Ok(Answer::see_other(PAGE).saying(format!("Đã hoàn tác {} đơn.", batch.row_count)))
                }
                Err(Error::Refused(reason)) => Err(Problem::Refused(reason.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
