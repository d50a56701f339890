//! Taking a whole register in, in one deed, and taking it back.

use std::collections::HashMap;

use audit::Deed;
use kernel::{LetterBatchId, OrganizationId};
use kit::{Ctx, Error};

use crate::actions::{self, NewLetter, Result, hit, tell};
use crate::model::{Batch, EntryKind, Letter, Outcome, Refusal, State};
use crate::policy::{self, Action};
use crate::store;
use crate::tabular::{Known, Row};

/// What the words of a table are held against.
pub(crate) fn known(ctx: &mut Ctx<'_>) -> db::Result<Known> {
    let bodies = directory::bodies_by_name(ctx.tx, ctx.today)?;
    Ok(Known { bodies, today: ctx.today })
}

/// Takes a table in. The letters are given numbers of this register; those of the table are the
/// office's own to note.
pub(crate) fn import(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    rows: &[Row],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<LetterBatchId> {
    if !policy::may_in_council(ctx.actor, Action::Register, council) {
        return Err(Error::NotFound);
    }
    let batch: LetterBatchId = ctx.id();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let by = ctx.actor.name.clone();
    store::insert_batch(ctx.tx, batch, council, ctx.now, &by, count)?;
    let asker = follow::Head::of(ctx, council).map_err(actions::other)?.organization;
    let mut numbers: HashMap<i16, i64> = HashMap::new();
    for (row, done) in rows.iter().zip(1..) {
        let year = row.received_on.year();
        let number = match numbers.get(&year) {
            Some(last) => last + 1,
            None => actions::next_number(ctx, council, i64::from(year))?,
        };
        numbers.insert(year, number);
        take(ctx, council, asker, batch, row, number)?;
        progress(done, rows.len());
    }
    let label = format!("{} đơn", rows.len());
    audit::record(ctx, Deed::new("letter.import", "letter_batch", batch, label))?;
    Ok(batch)
}

fn take(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    asker: OrganizationId,
    batch: LetterBatchId,
    row: &Row,
    number: i64,
) -> Result<()> {
    let new = NewLetter {
        council,
        received_on: row.received_on,
        source: row.source,
        source_reference: String::new(),
        kind: row.kind,
        subject: row.subject,
        area: None,
        signers: row.signers,
        sender: row.sender.clone(),
        content: row.content.clone(),
        paper_number: row.paper_number.clone(),
        uploads: Vec::new(),
        batch: Some(batch),
        split_from: None,
    };
    let (id, _) = actions::insert(ctx, &new, number)?;
    tell(ctx, id, EntryKind::Registered, "Nhập từ bảng")?;
    let Some(outcome) = row.outcome else { return Ok(()) };
    let mut one = store::letter(ctx.tx, id)?.ok_or(Error::NotFound)?;
    settle(&mut one, row, outcome);
    if one.state == State::AwaitingAnswer {
        actions::owe(ctx, &mut one, asker)?;
    }
    hit(store::save(ctx.tx, &one)?)
}

/// Puts into a letter what a table knows of its course.
fn settle(one: &mut Letter, row: &Row, outcome: Outcome) {
    one.outcome = Some(outcome);
    one.is_eligible = Some(!matches!(outcome, Outcome::File | Outcome::ReplyNotAccept));
    one.screened_on = row.decided_on;
    one.in_competence = Some(matches!(outcome, Outcome::Accept | Outcome::ReplyNotAccept));
    one.lead_id = row.lead;
    one.decided_on = row.decided_on;
    one.due_on = row.due_on;
    one.answered_on = row.answered_on;
    one.answer_reference.clone_from(&row.reference);
    if outcome.awaits() && row.answered_on.is_none() {
        one.state = State::AwaitingAnswer;
    } else {
        one.state = State::Closed;
        one.closed_on = row.answered_on.or(row.decided_on);
    }
}

/// Takes a table back: within seven days, and only while nobody went on with it or opened it.
pub(crate) fn undo(ctx: &mut Ctx<'_>, id: LetterBatchId) -> Result<Batch> {
    let batch = store::batch(ctx.tx, id)?
        .filter(|batch| policy::may_in_council(ctx.actor, Action::Register, batch.council_id))
        .ok_or(Error::NotFound)?;
    if batch.undone_ms.is_some() {
        return Err(Error::Conflict);
    }
    if !kit::may_undo(batch.made_ms, None, ctx.now) {
        return Err(Error::Refused(Refusal::TooLate));
    }
    let rows = store::rows_of(ctx.tx, id)?;
    // One whose course the table told was kept twice
    let fresh = |decided: bool| if decided { 2 } else { 1 };
    if let Some((_, number, year, ..)) =
        rows.iter().find(|(_, _, _, version, decided, _)| *version != fresh(decided.is_some()))
    {
        return Err(Error::Refused(Refusal::TouchedSince(format!("đơn số {number}/{year}"))));
    }
    let (pointing, read) = (store::pointing_at(ctx.tx, id)?.0.0, store::readings_of_batch(ctx.tx, id)?.0.0);
    if pointing > 0 || read > 0 {
        return Err(Error::Refused(Refusal::TouchedSince("đơn của đợt này".to_owned())));
    }
    for (letter, number, year, version, _, follow_up) in rows {
        store::delete_entries(ctx.tx, letter)?;
        hit(store::delete_untouched(ctx.tx, letter, version)?)?;
        if let Some(follow_up) = follow_up {
            let label = format!("đơn số {number}/{year}");
            follow::take_back(ctx, follow_up)
                .map_err(|error| Error::from_other(error, |_| Refusal::TouchedSince(label)))?;
        }
    }
    hit(store::set_undone(ctx.tx, ctx.now, id, batch.version)?)?;
    let label = format!("{} đơn", batch.row_count);
    audit::record(ctx, Deed::new("letter.undo_import", "letter_batch", id, label))?;
    Ok(batch)
}
