//! Taking a whole register in, in one deed, and taking it back.

use std::collections::HashMap;

use audit::Deed;
use kernel::{OrganizationId, ReceptionBatchId, dates};
use kit::{Ctx, Error};

use crate::actions::{Result, hit, tell};
use crate::model::{EntryKind, Outcome, Refusal, VisitKind, VisitState};
use crate::policy::{self, Action, Subject};
use crate::store_import::{self, Batch};
use crate::tabular::{Known, Row};
use crate::visits::{self, NewVisit};
use crate::{store_visits, words};

/// What the words of a table are held against.
pub(crate) fn known(ctx: &mut Ctx<'_>) -> db::Result<Known> {
    let bodies = directory::bodies_by_name(ctx.tx, ctx.today)?;
    Ok(Known { bodies, today: ctx.today })
}

/// Where a visit stands of which a table tells so much.
fn state_of(row: &Row) -> VisitState {
    match (row.kind, row.outcome) {
        (VisitKind::Denunciation, _) => VisitState::Paper,
        (_, Some(Outcome::Answered | Outcome::Guided | Outcome::Refused)) => VisitState::Closed,
        _ if row.is_over => VisitState::Closed,
        (_, Some(Outcome::Accepted)) => VisitState::Answering,
        (_, Some(Outcome::Forwarded)) => VisitState::Forwarded,
        (_, None) => VisitState::Received,
    }
}

/// Takes a table in.
pub(crate) fn import(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    rows: &[Row],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<ReceptionBatchId> {
    if !policy::may(ctx.actor, Action::Import, Subject::register(council)) {
        return Err(Error::NotFound);
    }
    let batch: ReceptionBatchId = ctx.id();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let by = ctx.actor.name.clone();
    store_import::insert_batch(ctx.tx, batch, council, ctx.now, &by, count)?;
    let mut numbers: HashMap<i16, i64> = HashMap::new();
    for (row, done) in rows.iter().zip(1..) {
        let year = row.received_on.year();
        let number = match numbers.get(&year) {
            Some(last) => last + 1,
            None => store_visits::last_number(ctx.tx, i64::from(year))?.0.0 + 1,
        };
        numbers.insert(year, number);
        take(ctx, council, batch, row, number)?;
        progress(done, rows.len());
    }
    let label = format!("{} lượt tiếp công dân", rows.len());
    audit::record(ctx, Deed::new("visit.import", "reception_batch", batch, label))?;
    Ok(batch)
}

fn take(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    batch: ReceptionBatchId,
    row: &Row,
    number: i64,
) -> Result<()> {
    let new = NewVisit {
        council,
        reception: None,
        received_on: row.received_on,
        kind: row.kind,
        people: row.people,
        representatives: 0,
        has_appointment: false,
        area: None,
        words: row.words.clone(),
        paper_number: row.paper_number.clone(),
        is_demonstration: ctx.app.settings().purpose.is_made_up(),
    };
    let id = visits::insert(ctx, &new, row.received_on, number)?;
    let state = state_of(row);
    if let Some(outcome) = row.outcome {
        let on = dates::at_end(&row.reference, ctx.today).unwrap_or(row.received_on).max(row.received_on);
        let sealed = words::seal(&ctx.app.settings().keeper, id, &row.words)?;
        let owner = row.owner.or(Some(council));
        hit(store_visits::leave(
            ctx.tx,
            state,
            outcome,
            on,
            None,
            owner,
            None,
            None,
            None,
            Some(sealed),
            id,
            1,
        )?)?;
    } else if state == VisitState::Closed {
        hit(store_visits::inform(ctx.tx, state, row.received_on, id, 1)?)?;
    }
    hit(store_visits::set_batch(ctx.tx, batch, &row.reference, id)?)?;
    tell(ctx, id, EntryKind::Received, "Nhập từ bảng")
}

/// Takes a table back: within seven days, and only while nobody went on with it.
pub(crate) fn undo(ctx: &mut Ctx<'_>, id: ReceptionBatchId) -> Result<Batch> {
    let batch = store_import::batch(ctx.tx, id)?
        .filter(|batch| policy::may(ctx.actor, Action::Import, Subject::register(batch.council_id)))
        .ok_or(Error::NotFound)?;
    if batch.undone_ms.is_some() {
        return Err(Error::Conflict);
    }
    if !kit::may_undo(batch.made_ms, None, ctx.now) {
        return Err(Error::Refused(Refusal::TooLate));
    }
    let rows = store_import::rows_of(ctx.tx, id)?;
    if let Some((_, code, _)) = rows.iter().find(|(_, _, version)| *version != 1) {
        return Err(Error::Refused(Refusal::TouchedSince(code.clone())));
    }
    if store_import::pointing_at(ctx.tx, id)?.0.0 > 0 {
        return Err(Error::Refused(Refusal::TouchedSince("lượt tiếp của đợt này".to_owned())));
    }
    for (visit, ..) in rows {
        store_import::delete_entries(ctx.tx, visit)?;
        hit(store_import::delete_untouched(ctx.tx, visit)?)?;
    }
    hit(store_import::set_undone(ctx.tx, ctx.now, id, batch.version)?)?;
    let label = format!("{} lượt tiếp công dân", batch.row_count);
    audit::record(ctx, Deed::new("visit.undo_import", "reception_batch", id, label))?;
    Ok(batch)
}
