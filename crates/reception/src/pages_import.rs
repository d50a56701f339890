//! The page where a register is pasted: looked at first, every faulty cell named, then taken in
//! as long work, and taken back while nobody went on with it.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{ReceptionBatchId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, UNDO_DAYS, Visit as Request, Work};
use papers::pasted::CellFault;

use crate::actions::own_register;
use crate::import;
use crate::model::VisitKind;
use crate::pages::BASE;
use crate::policy::Action;
use crate::store_import::{self, Batch};
use crate::tabular::{self, Row};

const FAULTS_SHOWN: usize = 200;
const BATCHES_SHOWN: i64 = 10;

struct Taken {
    batch: Batch,
    at: String,
    may_undo: bool,
}

#[derive(Template)]
#[template(path = "reception/import.html")]
struct ImportPage {
    shell: Shell,
    form: Form,
    faults: Vec<CellFault>,
    more: usize,
    count: usize,
    by_kind: Vec<(&'static str, usize)>,
    taken: Vec<Taken>,
}

fn import_page(
    ctx: &mut Ctx<'_>,
    form: Form,
    mut faults: Vec<CellFault>,
    rows: &[Row],
) -> Result<ImportPage, Problem> {
    let council = own_register(ctx, Action::Import).ok_or(Problem::NotFound)?;
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
        .shell("Dán sổ tiếp công dân")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tiếp công dân", BASE)
        .crumb("Dán bảng", format!("{BASE}/nhap"))
        .with_faults_of(&form);
    let more = faults.len().saturating_sub(FAULTS_SHOWN);
    faults.truncate(FAULTS_SHOWN);
    let by_kind = VisitKind::ALL
        .iter()
        .map(|kind| (kind.label(), rows.iter().filter(|row| row.kind == *kind).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    Ok(ImportPage { shell, form, faults, more, count: rows.len(), by_kind, taken })
}

pub(crate) async fn page(visit: Request) -> Response {
    visit.read(|ctx| Answer::page(&import_page(ctx, Form::new(), Vec::new(), &[])?)).await
}

/// `buoc=nhap` takes in; anything else looks at the table.
pub(crate) async fn take(visit: Request, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = own_register(ctx, Action::Import).ok_or(Problem::NotFound)?;
            let pasted = form.take_pasted("bang", "tep");
            if !form.is_sound() {
                return Answer::faulty(&import_page(ctx, form.clone(), Vec::new(), &[])?);
            }
            let known = import::known(ctx)?;
            let rows = match tabular::read(&pasted, &known) {
                Ok(rows) => rows,
                Err(faults) => return Answer::faulty(&import_page(ctx, form.clone(), faults, &[])?),
            };
            if form.value("buoc") != "nhap" {
                return Answer::page(&import_page(ctx, form.clone(), Vec::new(), &rows)?);
            }
            let rows = Arc::new(rows);
            let title = format!("Nhập {} lượt tiếp công dân", rows.len());
            let work = Work::new(title, format!("{BASE}/nhap"), ctx.actor, move |ctx, progress| {
                let mut reached = |done, total| progress.reached(done, total);
                import::import(ctx, council, &rows, &mut reached)?;
                Ok(format!("Đã nhập {} lượt tiếp. Hoàn tác được trong {UNDO_DAYS} ngày.", rows.len()))
            });
            Ok(Answer::beginning(work))
        })
        .await
}

pub(crate) async fn undo(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: ReceptionBatchId = id.parse().map_err(|_| Problem::NotFound)?;
            match import::undo(ctx, id) {
                Ok(batch) => Ok(Answer::see_other(format!("{BASE}/nhap"))
                    .saying(format!("Đã hoàn tác {} lượt tiếp.", batch.row_count))),
                Err(Error::Refused(reason)) => Err(Problem::Refused(reason.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
