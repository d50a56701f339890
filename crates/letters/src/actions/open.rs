//! Opening what is sealed. Every opening is a deed: who, when, what, why.

use audit::Deed;
use kernel::{FileId, LetterEntryId, LetterId};
use kit::{Ctx, Error};

use super::{Result, load, record};
use crate::model::{Letter, Purpose, Refusal};
use crate::policy::{self, Action};
use crate::sealed::{self, Opened};
use crate::store::{self, Filter};

fn note_reading(ctx: &mut Ctx<'_>, one: &Letter, what: &str, purpose: Purpose) -> Result<()> {
    let id: LetterEntryId = ctx.id();
    let (account, by) = (ctx.actor.account, ctx.actor.name.clone());
    store::insert_reading(ctx.tx, id, one.id, ctx.now, account, &by, what, purpose.label())?;
    Ok(())
}

fn read(ctx: &mut Ctx<'_>, one: &Letter, what: &str, purpose: Purpose) -> Result<()> {
    note_reading(ctx, one, what, purpose)?;
    record(ctx, one, "letter.read")
}

/// Opens name, address, content and notes.
pub fn open(ctx: &mut Ctx<'_>, id: LetterId, purpose: Purpose) -> Result<(Letter, Opened)> {
    let one = load(ctx, id, Action::Open)?;
    if !one.is_sealed() && one.note.is_none() {
        return Err(Error::Refused(Refusal::NothingSealed));
    }
    let opened = sealed::open(&ctx.app.settings().keeper, &one).map_err(Error::Refused)?;
    read(ctx, &one, "Họ tên, nội dung", purpose)?;
    Ok((one, opened))
}

/// Opens a scan: its file and its content.
pub fn open_file(
    ctx: &mut Ctx<'_>,
    id: LetterId,
    file: FileId,
    purpose: Purpose,
) -> Result<(files::File, Vec<u8>)> {
    let one = load(ctx, id, Action::Open)?;
    let file = files::file(ctx.tx, file)?
        .filter(|file| file.subject_kind == "letter" && file.subject_id == one.id.to_string())
        .ok_or(Error::NotFound)?;
    let bytes = files::read_sealed(ctx, &file)?;
    read(ctx, &one, &file.original_name, purpose)?;
    Ok((file, bytes))
}

/// The paper for the citizen, with name and address.
pub(crate) fn open_paper(ctx: &mut Ctx<'_>, id: LetterId) -> Result<(Letter, papers::Letter)> {
    let (one, letter) = super::decide::paper_with_name(ctx, id)?;
    read(ctx, &one, "Văn bản gửi công dân", Purpose::Inform)?;
    Ok((one, letter))
}

/// No register of a year is longer.
const ROWS_MAX: i64 = 20_000;

/// The register with names and contents; every letter in it notes that it was opened.
pub fn register_with_names(ctx: &mut Ctx<'_>, filter: &Filter) -> Result<Vec<(Letter, Opened)>> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    if !policy::may_in_council(ctx.actor, Action::Export, council) {
        return Err(Error::NotFound);
    }
    let actor = ctx.actor;
    let mut rows = Vec::new();
    for one in store::list(ctx.tx, actor, filter, None, ROWS_MAX)? {
        let opened = sealed::open(&ctx.app.settings().keeper, &one).map_err(Error::Refused)?;
        if one.is_sealed() {
            note_reading(ctx, &one, "Xuất sổ đơn", Purpose::Supervise)?;
        }
        rows.push((one, opened));
    }
    // One deed; which letters it opened, each of them tells
    let label = format!("Sổ đơn có họ tên, {} đơn", rows.len());
    audit::record(ctx, Deed::new("letter.read_register", "letter", council, label))?;
    Ok(rows)
}
