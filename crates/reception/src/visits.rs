//! Writing a visit down, opening what is sealed of it, and the slip for the citizen.

use audit::Deed;
use kernel::{AreaId, Date, FollowEntryId, OrganizationId, ReceptionId, VisitId};
use kit::{Ctx, Error};
use seal::receipt;

use crate::actions::{Result, hit, load, load_visit, record, tell};
use crate::model::{EntryKind, Refusal, State, Visit, VisitKind, VisitState};
use crate::policy::{self, Action, Subject};
use crate::words::{self, Words};
use crate::{rules, store_visits as store, view};

/// What the receipts are about.
const ABOUT: &str = "visit";

/// A visit to be written down.
#[derive(Debug, Clone)]
pub struct NewVisit {
    /// Whose register.
    pub council: OrganizationId,
    /// At which reception.
    pub reception: Option<ReceptionId>,
    /// When, for one at the desk on another day.
    pub received_on: Date,
    /// What the citizen came with.
    pub kind: VisitKind,
    /// How many came.
    pub people: i64,
    /// How many speak for them.
    pub representatives: i64,
    /// Appointed in writing.
    pub has_appointment: bool,
    /// From where.
    pub area: Option<AreaId>,
    /// Who, and what: sealed before it is kept.
    pub words: Words,
    /// A denunciation's number in the paper register.
    pub paper_number: String,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// "TD-2020-0012".
pub(crate) fn code(year: i16, number: i64) -> String {
    format!("TD-{year:04}-{number:04}")
}

/// Writes a visit down. Of a denunciation nothing enters but the day, the place and the number
/// in the paper register, whatever the form brought.
pub fn receive(ctx: &mut Ctx<'_>, new: &NewVisit) -> Result<Visit> {
    if !policy::may(ctx.actor, Action::Receive, Subject::register(new.council)) {
        return Err(Error::NotFound);
    }
    let mut on = new.received_on;
    if let Some(reception) = new.reception {
        let reception = load(ctx, reception, Action::Receive)?;
        if reception.state == State::Cancelled {
            return Err(Error::Refused(Refusal::WrongState(reception.state)));
        }
        on = reception.held_on;
    }
    if ctx.today < on {
        return Err(Error::Refused(Refusal::InFuture));
    }
    let is_denunciation = new.kind == VisitKind::Denunciation;
    if !is_denunciation {
        rules::group(ctx.law, new.people, new.representatives, new.has_appointment, on)
            .map_err(Error::Refused)?;
    }
    let db::One((last,)) = store::last_number(ctx.tx, i64::from(on.year()))?;
    let id = insert(ctx, new, on, last + 1)?;
    tell(ctx, id, EntryKind::Received, "")?;
    record(ctx, "visit.record", id)
}

/// Adds the row; part of a deed that records it.
pub(crate) fn insert(ctx: &mut Ctx<'_>, new: &NewVisit, on: Date, number: i64) -> Result<VisitId> {
    let id: VisitId = ctx.id();
    let is_denunciation = new.kind == VisitKind::Denunciation;
    let (words, person, card, paper) = if is_denunciation {
        (None, None, None, new.paper_number.as_str())
    } else {
        let keeper = &ctx.app.settings().keeper;
        let (person, card) = words::blinds(keeper, &new.words);
        (Some(words::seal(keeper, id, &new.words)?), person, card, "")
    };
    store::insert(
        ctx.tx,
        id,
        &code(on.year(), number),
        i64::from(on.year()),
        number,
        new.council,
        new.reception,
        on,
        new.kind,
        if is_denunciation { 1 } else { new.people },
        if is_denunciation { 0 } else { new.representatives },
        new.has_appointment && !is_denunciation,
        new.area.filter(|_| !is_denunciation),
        words,
        person,
        card,
        id,
        paper,
        if is_denunciation { VisitState::Paper } else { VisitState::Received },
        new.is_demonstration,
    )?;
    Ok(id)
}

/// Opens who came and what was said; the opening is written down before anything is shown.
pub fn open(ctx: &mut Ctx<'_>, id: VisitId) -> Result<(Visit, Words)> {
    let one = load_visit(ctx, id, Action::Open)?;
    let opened = words::open(ctx, &one)?;
    let reading: FollowEntryId = ctx.id();
    let on = one.received_on;
    let by = ctx.actor.name.clone();
    store::insert_reading(ctx.tx, &reading.to_string(), one.council_id, Some(id), on, on, ctx.now, &by)?;
    let one = record(ctx, "visit.read", id)?;
    Ok((one, opened))
}

/// Opens the register of a window: one reading, which every visit of the window tells of.
pub(crate) fn open_register(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    (from, to): (Date, Date),
) -> Result<()> {
    if !policy::may(ctx.actor, Action::Open, Subject::register(council)) {
        return Err(Error::NotFound);
    }
    let reading: FollowEntryId = ctx.id();
    let by = ctx.actor.name.clone();
    store::insert_reading(ctx.tx, &reading.to_string(), council, None, from, to, ctx.now, &by)?;
    let label = format!("Sổ tiếp công dân {} - {}", kernel::dates::print(from), kernel::dates::print(to));
    audit::record(ctx, Deed::new("visit.read", "visit_reading", reading, label))?;
    Ok(())
}

/// A receipt for the citizen, shown once; one that was printed before is worth nothing any more.
pub fn print_slip(ctx: &mut Ctx<'_>, id: VisitId) -> Result<(Visit, String)> {
    let one = load_visit(ctx, id, Action::Receive)?;
    if one.is_denunciation() {
        return Err(Error::Refused(Refusal::OnPaper));
    }
    let receipt = receipt::fresh();
    let hash = receipt::hash(ABOUT, &receipt).ok_or(Error::NotFound)?;
    hit(store::set_receipt(ctx.tx, &hash, id, one.version)?)?;
    tell(ctx, id, EntryKind::Slip, "")?;
    let one = record(ctx, "visit.slip", id)?;
    Ok((one, receipt))
}

/// One sentence on where the visit of a receipt stands, for whoever has the paper; nothing for
/// anything that is no receipt of ours.
pub fn look_up(ctx: &mut Ctx<'_>, typed: &str) -> db::Result<Option<String>> {
    let Some(hash) = receipt::hash(ABOUT, typed) else { return Ok(None) };
    let Some(one) = store::by_receipt(ctx.tx, &hash)? else { return Ok(None) };
    let owner = match one.owner_id {
        Some(id) => directory::organization(ctx.tx, id)?.map_or_else(String::new, |body| body.name),
        None => String::new(),
    };
    Ok(Some(view::sentence(&one, &owner, ctx.today)))
}

/// Names the earlier visit of the same matter.
pub fn same_case(ctx: &mut Ctx<'_>, id: VisitId, earlier: VisitId) -> Result<Visit> {
    let one = load_visit(ctx, id, Action::Receive)?;
    let before = load_visit(ctx, earlier, Action::Receive)?;
    let is_later = (before.received_on, &before.code) < (one.received_on, &one.code);
    let is_apt = one.council_id == before.council_id && !one.is_denunciation() && !before.is_denunciation();
    if !is_later || !is_apt || store::followers(ctx.tx, id)?.0.0 > 0 {
        return Err(Error::Refused(Refusal::NotEarlier));
    }
    hit(store::set_case(ctx.tx, before.case_id, id, one.version)?)?;
    tell(ctx, id, EntryKind::Linked, &before.code)?;
    record(ctx, "visit.link", id)
}
