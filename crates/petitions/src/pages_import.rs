//! The page where a table is pasted: looked at first, every faulty cell named, then taken in as
//! long work, and taken back while nobody went on with it.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{OrganizationId, PetitionBatchId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, UNDO_DAYS, Visit, Work};
use papers::pasted::CellFault;

use crate::import;
use crate::model::Outcome;
use crate::policy::{self, Action};
use crate::store_import::{self, Batch};
use crate::tabular::{self, Row};

const FAULTS_SHOWN: usize = 200;
const ROWS_SHOWN: usize = 20;
const BATCHES_SHOWN: i64 = 10;

struct Taken {
    batch: Batch,
    at: String,
    may_undo: bool,
}

#[derive(Template)]
#[template(path = "petitions/import.html")]
struct ImportPage {
    shell: Shell,
    form: Form,
    faults: Vec<CellFault>,
    more: usize,
    rows: Vec<Row>,
    count: usize,
    by_outcome: Vec<(String, usize)>,
    taken: Vec<Taken>,
}

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    match (ctx.actor.council, ctx.actor.area) {
        (Some(council), Some(area)) if policy::may_in_council(ctx.actor, Action::Handle, council, area) => {
            Ok(council)
        }
        _ => Err(Problem::NotFound),
    }
}

fn import_page(
    ctx: &mut Ctx<'_>,
    form: Form,
    mut faults: Vec<CellFault>,
    mut rows: Vec<Row>,
) -> Result<ImportPage, Problem> {
    let council = council_of(ctx)?;
    let now = ctx.now;
    let taken = store_import::batches(ctx.tx, council, BATCHES_SHOWN)?
        .into_iter()
        .map(|batch| Taken {
            at: dates::print_time(batch.made_ms),
            may_undo: kit::may_undo(batch.made_ms, batch.undone_ms, now),
            batch,
        })
        .collect();
    let shell = ctx
        .shell("Dán bảng kiến nghị")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb("Dán bảng", "/lam-viec/kien-nghi/nhap")
        .with_faults_of(&form);
    let more = faults.len().saturating_sub(FAULTS_SHOWN);
    faults.truncate(FAULTS_SHOWN);
    let count = rows.len();
    let by_outcome = Outcome::ALL
        .iter()
        .map(|outcome| {
            (outcome.label().to_owned(), rows.iter().filter(|row| row.outcome == Some(*outcome)).count())
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    rows.truncate(ROWS_SHOWN);
    Ok(ImportPage { shell, form, faults, more, rows, count, by_outcome, taken })
}

pub(crate) async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let form = Form::with(&[("ngay-nhan", &dates::print(ctx.today)), ("cong-khai", "co")]);
            Answer::page(&import_page(ctx, form, Vec::new(), Vec::new())?)
        })
        .await
}

/// `buoc=nhap` takes in; anything else looks at the table.
pub(crate) async fn take(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = council_of(ctx)?;
            let pasted = form.take_pasted("bang", "tep");
            let received_on = form.take_date("ngay-nhan", "Ngày tiếp nhận", ctx.today);
            if received_on.is_some_and(|day| day > ctx.today) {
                form.refuse("ngay-nhan", "Ngày tiếp nhận: không sau hôm nay.");
            }
            let promised_on = form.take_date_or_none("hen-chung", ctx.today);
            let is_public = form.is_checked("cong-khai");
            let Some(received_on) = received_on.filter(|_| form.is_sound()) else {
                return Answer::faulty(&import_page(ctx, form.clone(), Vec::new(), Vec::new())?);
            };
            let known = import::known(ctx, council, received_on, promised_on)?;
            let rows = match tabular::read(&pasted, &known) {
                Ok(rows) => rows,
                Err(faults) => return Answer::faulty(&import_page(ctx, form.clone(), faults, Vec::new())?),
            };
            if form.value("buoc") != "nhap" {
                return Answer::page(&import_page(ctx, form.clone(), Vec::new(), rows)?);
            }
            let rows = Arc::new(rows);
            let title = format!("Nhập {} kiến nghị", rows.len());
            let work = Work::new(title, "/lam-viec/kien-nghi/nhap", ctx.actor, move |ctx, progress| {
                let mut reached = |done, total| progress.reached(done, total);
                import::import(ctx, council, &rows, is_public, &mut reached)?;
                Ok(format!("Đã nhập {} kiến nghị. Hoàn tác được trong {UNDO_DAYS} ngày.", rows.len()))
            });
            Ok(Answer::beginning(work))
        })
        .await
}

pub(crate) async fn undo(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: PetitionBatchId = id.parse().map_err(|_| Problem::NotFound)?;
            let back = "/lam-viec/kien-nghi/nhap";
            match import::undo(ctx, id) {
                Ok(batch) => {
                    Ok(Answer::see_other(back).saying(format!("Đã hoàn tác {} kiến nghị.", batch.row_count)))
                }
                Err(Error::Refused(reason)) => Err(Problem::Refused(reason.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
