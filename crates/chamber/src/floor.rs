//! The floor: the sitting, its items, the roll, the speakers.

use kernel::{AgendaItemId, PersonId, SessionId, SpeechId};
use kit::{Ctx, Error};
use sessions::{Session, rules::Step};

use crate::common::{Result, names, note, own_seat, permitted, running, seats, seats_on};
use crate::model::{
    Item, ItemKind, Presence, Refusal, Sitting, SittingState, Speech, SpeechKind, SpeechState,
};
use crate::policy::Action;
use crate::store;

fn of_sessions(error: Error<sessions::Refusal>) -> Error<Refusal> {
    Error::from_other(error, |reason| Refusal::Session(reason.to_string()))
}

/// Begins the sitting; a session that is only convened opens today.
pub fn begin(ctx: &mut Ctx<'_>, id: SessionId) -> Result<()> {
    let session = permitted(ctx, id, Action::Preside)?;
    if store::sitting(ctx.tx, id)?.is_some() {
        return Ok(());
    }
    let session = match session.state {
        sessions::State::Convened => {
            let open = Step::Open { on: ctx.today };
            sessions::advance(ctx, id, session.version, &open).map_err(of_sessions)?
        }
        sessions::State::Opened => session,
        sessions::State::Planned
        | sessions::State::Closed
        | sessions::State::Postponed
        | sessions::State::Cancelled => return Err(Error::Refused(Refusal::NotSitting)),
    };
    let seats = i64::try_from(seats(ctx.tx, &session)?.len()).unwrap_or(0);
    let sitting = ctx.id();
    store::insert_sitting(ctx.tx, sitting, id, ctx.now, seats, session.council_id, session.opened_on)?;
    note(ctx, &session, "chamber.begin", "Bắt đầu phiên họp", "", true)?;
    Ok(())
}

fn show(ctx: &mut Ctx<'_>, sitting: &Sitting, state: SittingState, item: Option<AgendaItemId>) -> Result<()> {
    store::update_sitting(ctx.tx, state, item, None, ctx.now, sitting.present, sitting.id)?;
    Ok(())
}

fn no_poll_runs(ctx: &mut Ctx<'_>, session: SessionId) -> Result<()> {
    if store::polls(ctx.tx, session)?.iter().any(crate::model::Poll::is_running) {
        return Err(Error::Refused(Refusal::PollRunning));
    }
    Ok(())
}

/// Ends whoever speaks.
fn end_speaking(ctx: &mut Ctx<'_>, session: SessionId) -> Result<Option<Speech>> {
    let speaking =
        store::speeches(ctx.tx, session)?.into_iter().find(|one| one.state == SpeechState::Speaking);
    if let Some(one) = &speaking {
        store::update_speech(ctx.tx, SpeechState::Done, one.seconds, one.started_ms, Some(ctx.now), one.id)?;
    }
    Ok(speaking)
}

/// Freezes how many were there when the opening was over: what the rate of attendance counts.
fn opening_over(ctx: &mut Ctx<'_>, sitting: Sitting, next: Option<&Item>) -> Result<Sitting> {
    let is_over = next.is_none_or(|item| item.kind != ItemKind::Opening);
    if sitting.present.is_some() || !is_over {
        return Ok(sitting);
    }
    let (present,) = store::count_present(ctx.tx, sitting.session_id)?.0;
    Ok(Sitting { present: Some(present.min(sitting.seats)), ..sitting })
}

/// Goes to an item; the one before ends.
pub fn begin_item(ctx: &mut Ctx<'_>, id: SessionId, item: AgendaItemId) -> Result<()> {
    let session = permitted(ctx, id, Action::Preside)?;
    let sitting = running(ctx, &session)?;
    no_poll_runs(ctx, id)?;
    let item = store::item(ctx.tx, item)?.filter(|one| one.session_id == id).ok_or(Error::NotFound)?;
    if sitting.item_id == Some(item.id) && sitting.state == SittingState::Open {
        return Ok(());
    }
    end_speaking(ctx, id)?;
    end_current(ctx, &sitting)?;
    let sitting = opening_over(ctx, sitting, Some(&item))?;
    store::time_item(ctx.tx, item.started_ms.or(Some(ctx.now)), None, item.id)?;
    show(ctx, &sitting, SittingState::Open, Some(item.id))?;
    let what = format!("Tiến hành nội dung “{}”", item.public_title());
    note(ctx, &session, "chamber.item", what, "", true)?;
    Ok(())
}

fn end_current(ctx: &mut Ctx<'_>, sitting: &Sitting) -> Result<()> {
    if let Some(current) = sitting.item_id
        && let Some(item) = store::item(ctx.tx, current)?
    {
        store::time_item(ctx.tx, item.started_ms, Some(ctx.now), item.id)?;
    }
    Ok(())
}

/// A break, and the end of it.
pub fn pause(ctx: &mut Ctx<'_>, id: SessionId, is_break: bool) -> Result<()> {
    let session = permitted(ctx, id, Action::Preside)?;
    let sitting = running(ctx, &session)?;
    no_poll_runs(ctx, id)?;
    let state = if is_break { SittingState::Paused } else { SittingState::Open };
    end_speaking(ctx, id)?;
    show(ctx, &sitting, state, sitting.item_id)?;
    let what = if is_break { "Giải lao" } else { "Họp tiếp" };
    note(ctx, &session, "chamber.pause", what, "", true)?;
    Ok(())
}

/// Ends the sitting and closes the session.
pub fn finish(ctx: &mut Ctx<'_>, id: SessionId) -> Result<()> {
    let session = permitted(ctx, id, Action::Preside)?;
    let sitting = store::sitting(ctx.tx, id)?.ok_or(Error::Refused(Refusal::NotSitting))?;
    if sitting.state == SittingState::Over {
        return Err(Error::Refused(Refusal::Over));
    }
    no_poll_runs(ctx, id)?;
    // It may have been closed in the register
    let closed_on = if session.state == sessions::State::Closed { session.closed_on } else { None };
    if session.state != sessions::State::Closed {
        sessions::close(ctx, id, ctx.today).map_err(of_sessions)?;
    }
    end_speaking(ctx, id)?;
    end_current(ctx, &sitting)?;
    let sitting = opening_over(ctx, sitting, None)?;
    show(ctx, &sitting, SittingState::Over, None)?;
    store::end_sitting(ctx.tx, closed_on.unwrap_or(ctx.today), sitting.id)?;
    note(ctx, &session, "chamber.finish", "Kết thúc phiên họp", "", true)?;
    Ok(())
}

/// One line of a roll call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollLine {
    /// Whose.
    pub person: PersonId,
    /// How the delegate stands.
    pub state: Presence,
    /// Why away.
    pub reason: String,
}

/// Calls the roll: writes down what is new of it, in one deed.
pub fn call_roll(ctx: &mut Ctx<'_>, id: SessionId, lines: &[RollLine]) -> Result<usize> {
    let session = permitted(ctx, id, Action::Record)?;
    let sitting = store::sitting(ctx.tx, id)?;
    if sitting.is_some_and(|one| one.state == SittingState::Over) {
        return Err(Error::Refused(Refusal::Over));
    }
    let seats = names(ctx.tx, &session, ctx.today)?;
    let mut changed = 0;
    for line in lines {
        if !seats.iter().any(|(person, _)| *person == line.person) {
            return Err(Error::NotFound);
        }
        changed += usize::from(stand(ctx, id, line)?);
    }
    if changed > 0 {
        store::stir(ctx.tx, id)?;
        note(ctx, &session, "chamber.roll", format!("Điểm danh {changed} đại biểu"), "", false)?;
    }
    Ok(changed)
}

/// Writes one line; whether anything changed.
fn stand(ctx: &mut Ctx<'_>, session: SessionId, line: &RollLine) -> Result<bool> {
    let known = store::attendance(ctx.tx, session, line.person)?;
    let arrived = known.as_ref().and_then(|one| one.arrived_ms);
    let (arrived, left) = match line.state {
        Presence::Present => (arrived.or(Some(ctx.now)), None),
        Presence::Left => {
            (arrived.or(Some(ctx.now)), known.as_ref().and_then(|one| one.left_ms).or(Some(ctx.now)))
        }
        Presence::Excused | Presence::Absent => (None, None),
    };
    match known {
        Some(one) if one.state == line.state && one.reason == line.reason => return Ok(false),
        Some(one) => {
            store::update_attendance(ctx.tx, line.state, arrived, left, &line.reason, one.id)?;
        }
        None => {
            let id = ctx.id();
            store::insert_attendance(
                ctx.tx,
                id,
                session,
                line.person,
                line.state,
                arrived,
                left,
                &line.reason,
            )?;
        }
    }
    Ok(true)
}

/// A delegate says: I am here.
pub fn check_in(ctx: &mut Ctx<'_>, id: SessionId) -> Result<()> {
    let session = permitted(ctx, id, Action::TakePart)?;
    running(ctx, &session)?;
    let person = own_seat(ctx, &session)?;
    let line = RollLine { person, state: Presence::Present, reason: String::new() };
    if stand(ctx, id, &line)? {
        store::stir(ctx.tx, id)?;
        note(ctx, &session, "chamber.check_in", "Đại biểu ghi có mặt", "", false)?;
    }
    Ok(())
}

/// Asks to speak on the item being dealt with: a delegate for himself, the office for anyone.
pub fn register(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    of: Option<PersonId>,
    kind: SpeechKind,
) -> Result<SpeechId> {
    let action = if of.is_some() { Action::Record } else { Action::TakePart };
    let session = permitted(ctx, id, action)?;
    let sitting = running(ctx, &session)?;
    let person = match of {
        None => own_seat(ctx, &session)?,
        Some(person) if seats_on(ctx.tx, &session, ctx.today)?.iter().any(|(one, _)| *one == person) => {
            person
        }
        Some(_) => return Err(Error::NotFound),
    };
    let item = sitting.item_id.ok_or(Error::Refused(Refusal::NoItem))?;
    let is_there = store::attendance(ctx.tx, id, person)?.is_some_and(|one| one.state == Presence::Present);
    if !is_there {
        return Err(Error::Refused(Refusal::NotPresent));
    }
    let waits =
        |one: &Speech| one.person_id == person && one.item_id == item && one.state == SpeechState::Waiting;
    if store::speeches(ctx.tx, id)?.iter().any(waits) {
        return Err(Error::Refused(Refusal::Registered));
    }
    let speech = ctx.id();
    store::insert_speech(ctx.tx, speech, id, item, person, kind, kind.seconds(), ctx.now)?;
    store::stir(ctx.tx, id)?;
    note(ctx, &session, "chamber.register", format!("Đăng ký {}", kind.label().to_lowercase()), "", false)?;
    Ok(speech)
}

fn own_speech(ctx: &mut Ctx<'_>, session: &Session, id: SpeechId, wanted: SpeechState) -> Result<Speech> {
    let speech = store::speech(ctx.tx, id, session.id)?.ok_or(Error::NotFound)?;
    if speech.state == wanted { Ok(speech) } else { Err(Error::Refused(Refusal::SpeechMoved)) }
}

/// Takes a registration back: the delegate's own, or any by the office.
pub fn withdraw(ctx: &mut Ctx<'_>, id: SessionId, speech: SpeechId) -> Result<()> {
    let session = sessions::find(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let speech = own_speech(ctx, &session, speech, SpeechState::Waiting)?;
    let is_own = ctx.actor.person == Some(speech.person_id);
    permitted(ctx, id, if is_own { Action::TakePart } else { Action::Record })?;
    running(ctx, &session)?;
    store::update_speech(ctx.tx, SpeechState::Withdrawn, speech.seconds, None, None, speech.id)?;
    store::stir(ctx.tx, id)?;
    note(ctx, &session, "chamber.withdraw", "Rút đăng ký phát biểu", "", false)?;
    Ok(())
}

/// Invites a speaker for so many seconds; whoever speaks has ended.
pub fn invite(ctx: &mut Ctx<'_>, id: SessionId, speech: SpeechId, seconds: i64) -> Result<()> {
    let session = permitted(ctx, id, Action::Preside)?;
    let sitting = running(ctx, &session)?;
    no_poll_runs(ctx, id)?;
    let speech = own_speech(ctx, &session, speech, SpeechState::Waiting)?;
    end_speaking(ctx, id)?;
    let seconds = seconds.clamp(60, 3_600);
    store::update_speech(ctx.tx, SpeechState::Speaking, seconds, Some(ctx.now), None, speech.id)?;
    show(ctx, &sitting, SittingState::Open, sitting.item_id)?;
    note(ctx, &session, "chamber.invite", "Mời phát biểu", "", false)?;
    Ok(())
}

/// Ends whoever speaks.
pub fn end_speech(ctx: &mut Ctx<'_>, id: SessionId) -> Result<()> {
    let session = permitted(ctx, id, Action::Preside)?;
    running(ctx, &session)?;
    if end_speaking(ctx, id)?.is_some() {
        store::stir(ctx.tx, id)?;
        note(ctx, &session, "chamber.end_speech", "Kết thúc lượt phát biểu", "", false)?;
    }
    Ok(())
}

/// Writes the gist of an item or of a speech into the minutes.
pub fn write_minutes(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    items: &[(AgendaItemId, String)],
    speeches: &[(SpeechId, String)],
) -> Result<()> {
    let session = permitted(ctx, id, Action::Record)?;
    if items.is_empty() && speeches.is_empty() {
        return Ok(());
    }
    if crate::approved::is_approved(ctx.tx, id)? {
        return Err(Error::Refused(Refusal::MinutesApproved));
    }
    for (item, gist) in items {
        let known = store::item(ctx.tx, *item)?.filter(|one| one.session_id == id).ok_or(Error::NotFound)?;
        if known.gist != *gist {
            store::write_gist(ctx.tx, gist, *item)?;
        }
    }
    for (speech, gist) in speeches {
        let known = store::speech(ctx.tx, *speech, id)?.ok_or(Error::NotFound)?;
        if known.gist != *gist {
            store::write_speech(ctx.tx, gist, *speech)?;
        }
    }
    note(ctx, &session, "chamber.minutes", "Ghi nội dung biên bản", "", false)?;
    Ok(())
}
