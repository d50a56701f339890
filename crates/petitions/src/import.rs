//! Taking a whole table in, in one deed, and taking it back.

use std::collections::HashMap;

use audit::Deed;
use kernel::{Date, OrganizationId, PetitionBatchId, PetitionId, dates, text};
use kit::{Ctx, Error};

use crate::actions::{self, Result, hit, tell};
use crate::model::{EntryKind, Outcome, Refusal, Source, State};
use crate::policy::{self, Action};
use crate::store_import::{self, Batch};
use crate::tabular::{Known, Row};
use crate::{code, store};

/// What the words of a table are held against, for this actor.
pub(crate) fn known(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    received_on: Date,
    promised_on: Option<Date>,
) -> db::Result<Known> {
    let mut areas = HashMap::new();
    for area in actions::places(ctx, council)? {
        areas.insert(text::fold(area.bare_name()), area.id);
        areas.insert(text::fold(&area.name), area.id);
    }
    let bodies = directory::bodies_by_name(ctx.tx, ctx.today)?;
    Ok(Known { areas, bodies, today: ctx.today, received_on, promised_on })
}

/// Where a petition stands whose outcome a table gives.
fn state_of(row: &Row) -> State {
    match row.outcome {
        Some(outcome) if outcome.is_final() => State::Closed,
        Some(_) => State::Monitoring,
        None if row.level.is_some() && row.sector.is_some() && row.lead.is_some() => State::Classified,
        None => State::Received,
    }
}

/// Takes a table in.
pub(crate) fn import(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    rows: &[Row],
    is_public: bool,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<PetitionBatchId> {
    let area = ctx.actor.area.ok_or(Error::NotFound)?;
    if !policy::may_in_council(ctx.actor, Action::Handle, council, area) {
        return Err(Error::NotFound);
    }
    let batch: PetitionBatchId = ctx.id();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let by = ctx.actor.name.clone();
    store_import::insert_batch(ctx.tx, batch, council, ctx.now, &by, count)?;
    let head = follow::Head::of(ctx, council).map_err(actions::other)?;
    let mut numbers: HashMap<i16, i64> = HashMap::new();
    for (row, done) in rows.iter().zip(1..) {
        let year = row.received_on.year();
        let number = match numbers.get(&year) {
            Some(last) => last + 1,
            None => store::last_number(ctx.tx, i64::from(year))?.0.0 + 1,
        };
        numbers.insert(year, number);
        take(ctx, council, head.organization, batch, row, number, is_public)?;
        progress(done, rows.len());
    }
    let label = format!("{} kiến nghị", rows.len());
    audit::record(ctx, Deed::new("petition.import", "petition_batch", batch, label).public_if(is_public))?;
    Ok(batch)
}

fn take(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    asker: OrganizationId,
    batch: PetitionBatchId,
    row: &Row,
    number: i64,
    is_public: bool,
) -> Result<()> {
    let id: PetitionId = ctx.id();
    let year = row.received_on.year();
    let code = code::compose(year, number);
    let state = state_of(row);
    let answered = row
        .outcome
        .map(|_| dates::at_end(&row.reference, ctx.today).unwrap_or(row.received_on).max(row.received_on));
    let is_plan = row.outcome == Some(Outcome::InProgress);
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    store_import::insert_known(
        ctx.tx,
        id,
        &code,
        i64::from(year),
        number,
        council,
        &row.text,
        row.area,
        &row.place,
        Source::Other,
        row.received_on,
        row.level,
        row.sector,
        row.lead,
        row.committee,
        state,
        answered,
        &row.answer,
        &row.reference,
        row.outcome,
        answered.filter(|_| is_plan),
        row.promised_on,
        answered.filter(|_| state == State::Closed),
        is_public && state != State::Received,
        is_demonstration,
        batch,
        &text::fold(&format!("{code} {} {}", row.text, row.place)),
    )?;
    tell(ctx, id, EntryKind::Received, "Nhập từ bảng", true)?;
    let one = store::petition(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if let (State::Monitoring, Some(lead), Some(day)) = (state, row.lead, row.promised_on) {
        let follow_up = actions::owe(ctx, &one, asker, lead, day, "Ngày hẹn ghi ở bảng đã nhập")?;
        store_import::set_follow_up(ctx.tx, follow_up, id)?;
    }
    actions::put_in_search(ctx, &one)
}

/// Takes a table back: within seven days, and only while nobody went on with it.
pub(crate) fn undo(ctx: &mut Ctx<'_>, id: PetitionBatchId) -> Result<Batch> {
    let area = ctx.actor.area.ok_or(Error::NotFound)?;
    let batch = store_import::batch(ctx.tx, id)?
        .filter(|batch| policy::may_in_council(ctx.actor, Action::Handle, batch.council_id, area))
        .ok_or(Error::NotFound)?;
    if batch.undone_ms.is_some() {
        return Err(Error::Conflict);
    }
    if !kit::may_undo(batch.made_ms, None, ctx.now) {
        return Err(Error::Refused(Refusal::TooLate));
    }
    let rows = store_import::rows_of(ctx.tx, id)?;
    if let Some((_, code, ..)) = rows.iter().find(|(_, _, version, _)| *version != 1) {
        return Err(Error::Refused(Refusal::TouchedSince(code.clone())));
    }
    if store_import::pointing_at(ctx.tx, id)?.0.0 > 0 {
        return Err(Error::Refused(Refusal::TouchedSince("kiến nghị của đợt này".to_owned())));
    }
    for (petition, code, _, follow_up) in rows {
        store_import::delete_entries(ctx.tx, petition)?;
        search::remove(ctx.tx, "petition", &petition.to_string())?;
        hit(store_import::delete_untouched(ctx.tx, petition)?)?;
        if let Some(follow_up) = follow_up {
            follow::take_back(ctx, follow_up)
                .map_err(|error| Error::from_other(error, |_| Refusal::TouchedSince(code)))?;
        }
    }
    hit(store_import::set_undone(ctx.tx, ctx.now, id, batch.version)?)?;
    let label = format!("{} kiến nghị", batch.row_count);
    audit::record(ctx, Deed::new("petition.undo_import", "petition_batch", id, label))?;
    Ok(batch)
}
