//! Looking at a table, taking it in, taking it back.

use std::collections::HashSet;

use audit::Deed;
use kernel::{ImportBatchId, ImportItemId};
use kit::{Ctx, Error, Problem};
use papers::pasted::CellFault;

use crate::kinds::{self, Kind, Made, Same};
use crate::read::Table;
use crate::store::{self, Batch};

/// Why a batch is not taken in, or not taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Rows have faults, and nobody chose to leave them out.
    #[error("Bảng có {0} dòng lỗi. Sửa trong tệp rồi tải lại, hoặc chọn bỏ qua các dòng lỗi.")]
    Faulty(usize),
    /// Every row has faults or is there already.
    #[error("Không còn dòng nào để nhập.")]
    Nothing,
    /// Seven days are over.
    #[error("Đã quá {} ngày từ khi nhập. Sửa hoặc xóa từng bản ghi ở trang của nó.", kit::UNDO_DAYS)]
    TooLate,
    /// Somebody went on with a record.
    #[error("Có {0} bản ghi của đợt này đã được làm tiếp sau khi nhập. Không hoàn tác được cả đợt.")]
    TouchedSince(usize),
    /// Another record points at one of the batch.
    #[error("Có bản ghi khác đã dùng đến bản ghi của đợt này. Không hoàn tác được cả đợt.")]
    InUse,
}

/// What becomes of rows with faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithFaults {
    /// Nothing is taken in.
    Refuse,
    /// They are left out; somebody chose so.
    LeaveOut,
}

/// A table that was looked at.
#[derive(Debug)]
pub struct Looked {
    /// Every faulty cell, by row.
    pub faults: Vec<CellFault>,
    /// Rows whose records are there already.
    pub same: Vec<Same>,
    /// The rows that would be taken in when those with faults are left out.
    pub sound: Table,
    /// How many rows have faults.
    pub faulty_rows: usize,
}

/// What was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The batch.
    pub batch: ImportBatchId,
    /// Rows taken in.
    pub rows: usize,
    /// Rows that were there already.
    pub same: usize,
    /// Rows with faults that were left out.
    pub left_out: usize,
}

/// Looks at a table: every fault at once, and what is there already.
///
/// # Errors
/// The actor may not know of it, or the database failed.
pub fn look(ctx: &mut Ctx<'_>, kind: &Kind, table: &Table) -> Result<Looked, Problem> {
    if !(kind.may)(ctx.actor) {
        return Err(Problem::NotFound);
    }
    let mut faults = table.shape_faults();
    let checked = (kind.check)(ctx, table)?;
    faults.extend(checked.faults);
    faults.sort_by_key(|fault| fault.row);
    faults.dedup();
    let faulty: HashSet<usize> = faults.iter().map(|fault| fault.row).collect();
    let same: Vec<Same> = checked.same.into_iter().filter(|one| !faulty.contains(&one.row)).collect();
    let known: HashSet<usize> = same.iter().map(|one| one.row).collect();
    let sound = table.keeping(|row| !faulty.contains(&row.number) && !known.contains(&row.number));
    Ok(Looked { faulty_rows: faulty.len(), faults, same, sound })
}

/// Takes a table in as one batch. Rows whose records are there already are left as they are.
///
/// # Errors
/// Faults that nobody chose to leave out, nothing to take in, or a rule of the area.
pub fn take(
    ctx: &mut Ctx<'_>,
    kind: &Kind,
    table: &Table,
    with_faults: WithFaults,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Outcome, Problem> {
    let looked = look(ctx, kind, table)?;
    if 0 < looked.faulty_rows && with_faults == WithFaults::Refuse {
        return Err(refused(Refusal::Faulty(looked.faulty_rows)));
    }
    let rows = looked.sound.rows.len();
    if rows == 0 {
        return Err(refused(Refusal::Nothing));
    }
    let made = (kind.take)(ctx, &looked.sound, progress)?;
    let batch: ImportBatchId = ctx.id();
    let by = ctx.actor.name.clone();
    let (council, now) = (ctx.actor.council, ctx.now);
    store::insert_batch(ctx.tx, batch, kind.key, council, now, &by, count(rows), count(looked.faulty_rows))?;
    for (one, place) in made.iter().zip(1..) {
        let item: ImportItemId = ctx.id();
        store::insert_item(ctx.tx, item, batch, place, &one.table, &one.id)?;
    }
    let label = format!("{rows} {}", kind.counted);
    audit::record(ctx, Deed::new("intake.take", "import_batch", batch, label).public_if(kind.is_public))?;
    Ok(Outcome { batch, rows, same: looked.same.len(), left_out: looked.faulty_rows })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn refused(refusal: Refusal) -> Problem {
    Error::Refused(refusal).into()
}

/// Takes a batch back: within seven days, and only while nobody went on with a record of it.
///
/// # Errors
/// Why it stays.
pub fn undo(ctx: &mut Ctx<'_>, id: ImportBatchId) -> Result<Batch, Problem> {
    let batch = store::batch(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let kind = kinds::kind(&batch.kind).ok_or(Problem::NotFound)?;
    let is_own = batch.council_id.is_none_or(|council| ctx.actor.serves(council));
    if !is_own || !(kind.may)(ctx.actor) {
        return Err(Problem::NotFound);
    }
    if batch.undone_ms.is_some() {
        return Err(Problem::Conflict);
    }
    if !kit::may_undo(batch.made_ms, None, ctx.now) {
        return Err(refused(Refusal::TooLate));
    }
    let made: Vec<Made> =
        store::items(ctx.tx, id)?.into_iter().map(|(table, id)| Made { table, id }).collect();
    let entry = audit::entry_of(ctx.tx, "import_batch", &id.to_string())?;
    let mut touched = 0;
    for one in &made {
        if audit::last_touched(ctx.tx, &one.table, &one.id)? != entry {
            touched += 1;
        }
    }
    if 0 < touched {
        return Err(refused(Refusal::TouchedSince(touched)));
    }
    (kind.undo)(ctx, &made).map_err(|problem| match problem {
        Problem::Database(error) if error.is_foreign_key_violation() => refused(Refusal::InUse),
        other => other,
    })?;
    store::delete_items(ctx.tx, id)?;
    if !store::set_undone(ctx.tx, ctx.now, id, batch.version)?.hit() {
        return Err(Problem::Conflict);
    }
    let label = format!("{} {}", batch.row_count, kind.counted);
    audit::record(ctx, Deed::new("intake.undo", "import_batch", id, label).public_if(kind.is_public))?;
    Ok(batch)
}
