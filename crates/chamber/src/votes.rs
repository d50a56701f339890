//! Votes: opened, cast or counted, closed, never changed after.
//!
//! A ballot's id is made where the button was pressed. Sent again it is answered with what was
//! written down the first time; a delegate's later choice takes the place of the earlier one
//! until the vote is closed. The answer is given only when the transaction has held.

use audit::Deed;
use kernel::{AgendaItemId, BallotId, Instant, PersonId, PollId, SessionId, dates};
use kit::{Ctx, Error};
use sessions::Session;

use crate::common::{Result, note, own_seat, permitted, present_of, running, seats_on};
use crate::model::{
    Ballot, Choice, Consequence, Decision, Line, Marks, Method, Poll, PollState, Presence, Refusal, Regime,
    Sitting, SittingState, SpeechState,
};
use crate::policy::Action;
use crate::rules::{self, Papers, Tally};
use crate::store;

/// A vote to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPoll {
    /// The items it decides: the first by name, the others with it in one block.
    pub items: Vec<AgendaItemId>,
    /// On what.
    pub title: String,
    /// What it decides.
    pub decision: Decision,
    /// How it is held.
    pub method: Method,
    /// The names on the ballot paper.
    pub names: Vec<String>,
    /// Everyone may read who voted what, once it is over.
    pub is_named: bool,
    /// It rates the persons on the paper in three levels and decides nothing by itself.
    pub is_rating: bool,
}

/// Opens a vote: nobody speaks any more, and every screen shows it.
pub fn open(ctx: &mut Ctx<'_>, id: SessionId, new: &NewPoll) -> Result<PollId> {
    let session = permitted(ctx, id, Action::Preside)?;
    let sitting = running(ctx, &session)?;
    if store::polls(ctx.tx, id)?.iter().any(Poll::is_running) {
        return Err(Error::Refused(Refusal::PollRunning));
    }
    let (first, others) = new.items.split_first().ok_or(Error::Refused(Refusal::NoItem))?;
    for item in &new.items {
        store::item(ctx.tx, *item)?.filter(|one| one.session_id == id).ok_or(Error::NotFound)?;
    }
    let rating = if new.is_rating { Some(rating(ctx, &session, new.method)?) } else { None };
    rules::check_method(new.decision, new.method).map_err(Error::Refused)?;
    if new.method == Method::Secret && new.names.is_empty() {
        return Err(Error::Refused(Refusal::NoLines));
    }
    let seats = seats_on(ctx.tx, &session, ctx.today)?;
    let total = i64::try_from(seats.len()).unwrap_or(0);
    let (needed, law) = rules::needed(new.decision, ctx.today, total).map_err(Error::Refused)?;
    let law = rating.map_or(law, |regime| {
        format!("tín nhiệm thấp tính trên {}; {}", regime.base_words(), regime.source())
    });
    let present = present_of(ctx.tx, id, &seats)?;
    let poll = ctx.id();
    let number = store::last_poll(ctx.tx, id)?.0.0 + 1;
    store::insert_poll(
        ctx.tx,
        poll,
        id,
        *first,
        number,
        &new.title,
        new.decision,
        new.method,
        ctx.now,
        total,
        present,
        needed,
        &law,
        new.is_named && new.method == Method::Electronic,
        rating,
    )?;
    for item in others {
        let row = ctx.id();
        store::insert_poll_item(ctx.tx, row, poll, *item)?;
    }
    if new.method == Method::Secret {
        for (name, place) in new.names.iter().zip(1..) {
            let row = ctx.id();
            store::insert_line(ctx.tx, row, poll, place, name)?;
        }
    }
    for one in store::speeches(ctx.tx, id)?.into_iter().filter(|one| one.state == SpeechState::Speaking) {
        store::update_speech(ctx.tx, SpeechState::Done, one.seconds, one.started_ms, Some(ctx.now), one.id)?;
    }
    show(ctx, &sitting, Some(poll))?;
    note(ctx, &session, "chamber.vote_open", format!("Mở biểu quyết số {number}"), "", true)?;
    Ok(poll)
}

/// By what a rating of this council is judged today. A commune's council does not rate.
fn rating(ctx: &mut Ctx<'_>, session: &Session, method: Method) -> Result<Regime> {
    let regime = Regime::on(ctx.today);
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Error::NotFound)?;
    let area = directory::area(ctx.tx, council.area_id)?.ok_or(Error::NotFound)?;
    rules::check_rates(area.tier, regime).map_err(Error::Refused)?;
    if method != Method::Secret {
        return Err(Error::Refused(Refusal::RatingIsSecret));
    }
    Ok(regime)
}

fn show(ctx: &mut Ctx<'_>, sitting: &Sitting, poll: Option<PollId>) -> Result<()> {
    let state = SittingState::Open;
    store::update_sitting(ctx.tx, state, sitting.item_id, poll, ctx.now, sitting.present, sitting.id)?;
    Ok(())
}

/// What was written down of a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The choice.
    pub choice: Choice,
    /// When the server took it.
    pub cast_ms: Instant,
    /// The number of its entry in the journal.
    pub entry: i64,
    /// The same ballot was there before.
    pub is_again: bool,
}

/// Takes a ballot of the actor.
pub fn cast(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    poll: PollId,
    ballot: BallotId,
    choice: Choice,
) -> Result<Receipt> {
    let session = permitted(ctx, id, Action::TakePart)?;
    let person = ctx.actor.person.ok_or(Error::NotFound)?;
    let poll = of_session(ctx, id, poll)?;
    // Whoever counts in the number of all delegates has a ballot, and nobody else
    if !seats_of(ctx.tx, &session, &poll)?.iter().any(|(seated, _)| *seated == person) {
        return Err(Error::NotFound);
    }
    if let Some(known) = store::ballot(ctx.tx, ballot)? {
        return again(ctx, &poll, person, choice, &known);
    }
    if poll.state != PollState::Open {
        return Err(Error::Refused(Refusal::PollOver));
    }
    if poll.method != Method::Electronic {
        return Err(Error::Refused(Refusal::NotElectronic));
    }
    let is_there = store::attendance(ctx.tx, id, person)?.is_some_and(|one| one.state == Presence::Present);
    if !is_there {
        return Err(Error::Refused(Refusal::NotPresent));
    }
    if let Some(last) = store::last_ballot(ctx.tx, poll.id, person)? {
        store::supersede(ctx.tx, last.id)?;
    }
    store::insert_ballot(ctx.tx, ballot, poll.id, person, choice, ctx.now)?;
    let label = format!("Phiếu biểu quyết số {}, {}", poll.number, session.label());
    let deed = Deed::new("chamber.ballot", "ballot", ballot, label).public_if(session.is_public);
    let entry = audit::record(ctx, deed)?;
    Ok(Receipt { choice, cast_ms: ctx.now, entry, is_again: false })
}

fn again(
    ctx: &mut Ctx<'_>,
    poll: &Poll,
    person: PersonId,
    choice: Choice,
    known: &Ballot,
) -> Result<Receipt> {
    if known.person_id != person || known.poll_id != poll.id {
        return Err(Error::NotFound);
    }
    if known.choice != choice {
        return Err(Error::Refused(Refusal::OtherChoice(known.choice.label())));
    }
    if !known.is_last {
        return Err(Error::Refused(Refusal::Superseded));
    }
    let entry = audit::entry_of(ctx.tx, "ballot", &known.id.to_string())?.unwrap_or(0);
    Ok(Receipt { choice, cast_ms: known.cast_ms, entry, is_again: true })
}

fn of_session(ctx: &mut Ctx<'_>, session: SessionId, poll: PollId) -> Result<Poll> {
    store::poll(ctx.tx, poll)?.filter(|one| one.session_id == session).ok_or(Error::NotFound)
}

/// How many chose what so far.
pub(crate) fn tally(tx: &mut db::Tx, poll: PollId) -> db::Result<Tally> {
    let found = store::tally(tx, poll)?;
    let of = |choice| found.iter().find(|(one, _)| *one == choice).map_or(0, |(_, count)| *count);
    Ok(Tally { yes: of(Choice::Yes), no: of(Choice::No), not_voting: of(Choice::NotVoting) })
}

/// Closes a vote on devices and says whether it was carried. While delegates who are present have
/// not voted, a reason is needed.
pub fn close(ctx: &mut Ctx<'_>, id: SessionId, poll: PollId, reason: &str) -> Result<Poll> {
    let session = permitted(ctx, id, Action::Preside)?;
    running(ctx, &session)?;
    let poll = of_session(ctx, id, poll)?;
    if poll.state != PollState::Open {
        return Err(Error::Refused(Refusal::PollOver));
    }
    if poll.method != Method::Electronic {
        return Err(Error::Refused(Refusal::NotElectronic));
    }
    let tally = tally(ctx.tx, poll.id)?;
    let waiting = still_voting(ctx.tx, &session, &poll)?.len();
    if waiting > 0 && reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::StillVoting(i64::try_from(waiting).unwrap_or(0))));
    }
    let present = present_of_poll(ctx, &session, &poll)?;
    let is_passed = poll.needed <= tally.yes;
    let reason = if waiting > 0 { reason.trim() } else { "" };
    end(ctx, &session, &poll, PollState::Closed, present, Some(tally), Some(is_passed), "", reason)
}

/// The delegates of the day on which a vote was opened: the base of its majority.
pub(crate) fn seats_of(
    tx: &mut db::Tx,
    session: &Session,
    poll: &Poll,
) -> db::Result<Vec<(PersonId, String)>> {
    seats_on(tx, session, dates::date_of(poll.opened_ms))
}

fn present_of_poll(ctx: &mut Ctx<'_>, session: &Session, poll: &Poll) -> Result<i64> {
    let seats = seats_of(ctx.tx, session, poll)?;
    Ok(present_of(ctx.tx, session.id, &seats)?)
}

/// Delegates present of whom there is no ballot, by name.
pub(crate) fn still_voting(tx: &mut db::Tx, session: &Session, poll: &Poll) -> db::Result<Vec<String>> {
    let ballots = store::ballots(tx, poll.id)?;
    let roll = store::roll(tx, session.id)?;
    let waits = |person: &PersonId| {
        roll.iter().any(|one| one.person_id == *person && one.state == Presence::Present)
            && !ballots.iter().any(|one| one.person_id == *person)
    };
    let seats = seats_of(tx, session, poll)?;
    Ok(seats.into_iter().filter(|(person, _)| waits(person)).map(|(_, name)| name).collect())
}

#[expect(clippy::too_many_arguments, reason = "each is a column of the record")]
fn end(
    ctx: &mut Ctx<'_>,
    session: &Session,
    poll: &Poll,
    state: PollState,
    present: i64,
    tally: Option<Tally>,
    is_passed: Option<bool>,
    confirmed: &str,
    reason: &str,
) -> Result<Poll> {
    let hit = store::close_poll(
        ctx.tx,
        state,
        ctx.now,
        present,
        tally.map(|one| one.yes),
        tally.map(|one| one.no),
        tally.map(|one| one.not_voting),
        is_passed,
        confirmed,
        reason,
        poll.id,
        poll.version,
    )?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    store::stir(ctx.tx, session.id)?;
    let ended = store::poll(ctx.tx, poll.id)?.ok_or(Error::NotFound)?;
    let what = match (state, is_passed) {
        (PollState::Void, _) => format!("Hủy biểu quyết số {}", poll.number),
        // On several names each has its own result
        (_, Some(_)) if tally.is_none() => format!("Kết thúc biểu quyết số {}", poll.number),
        (_, Some(true)) => format!("Biểu quyết số {} được thông qua", poll.number),
        _ => format!("Biểu quyết số {} không được thông qua", poll.number),
    };
    note(ctx, session, "chamber.vote_close", what, reason, true)?;
    Ok(ended)
}

/// Who was there for a vote that is typed later: those of its opening, or more when others came.
/// Whoever left since has voted all the same.
fn present_at(ctx: &mut Ctx<'_>, session: &Session, poll: &Poll) -> Result<i64> {
    Ok(present_of_poll(ctx, session, poll)?.max(poll.present))
}

/// Types counted hands, or the answers to a roll call; a second person confirms them.
pub fn count_hands(ctx: &mut Ctx<'_>, id: SessionId, poll: PollId, tally: Tally) -> Result<()> {
    let session = permitted(ctx, id, Action::Record)?;
    running(ctx, &session)?;
    let poll = open_on_paper(ctx, id, poll)?;
    if poll.method == Method::Secret {
        return Err(Error::Refused(Refusal::NotTyped));
    }
    let present = present_at(ctx, &session, &poll)?;
    rules::check_hands(tally, present).map_err(Error::Refused)?;
    counted(ctx, &session, &poll, Some(tally), None)
}

/// Types what the tellers' record says; a second person confirms it.
pub fn count_papers(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    poll: PollId,
    papers: Papers,
    lines: &[(i64, i64)],
) -> Result<()> {
    let session = permitted(ctx, id, Action::Record)?;
    running(ctx, &session)?;
    let poll = open_on_paper(ctx, id, poll)?;
    let known = store::lines(ctx.tx, poll.id)?;
    if poll.method != Method::Secret || poll.rating.is_some() || known.len() != lines.len() {
        return Err(Error::Refused(Refusal::NotTyped));
    }
    let present = present_at(ctx, &session, &poll)?;
    let named: Vec<(String, i64, i64)> =
        known.iter().zip(lines).map(|(line, (yes, no))| (line.label.clone(), *yes, *no)).collect();
    rules::check_papers(papers, &named, present).map_err(Error::Refused)?;
    for (line, (yes, no)) in known.iter().zip(lines) {
        store::count_line(ctx.tx, Some(*yes), Some(*no), None, line.id)?;
    }
    counted(ctx, &session, &poll, None, Some(papers))
}

/// Types what the tellers' record of a rating says; a second person confirms it.
pub fn count_rating(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    poll: PollId,
    papers: Papers,
    lines: &[Marks],
) -> Result<()> {
    let session = permitted(ctx, id, Action::Record)?;
    running(ctx, &session)?;
    let poll = open_on_paper(ctx, id, poll)?;
    let known = store::lines(ctx.tx, poll.id)?;
    if poll.rating.is_none() || known.len() != lines.len() {
        return Err(Error::Refused(Refusal::NotTyped));
    }
    let present = present_at(ctx, &session, &poll)?;
    let named: Vec<(String, Marks)> =
        known.iter().zip(lines).map(|(line, marks)| (line.label.clone(), *marks)).collect();
    rules::check_rating(papers, &named, present).map_err(Error::Refused)?;
    for (line, marks) in known.iter().zip(lines) {
        store::rate_line(ctx.tx, Some(marks.high), Some(marks.medium), Some(marks.low), None, line.id)?;
    }
    counted(ctx, &session, &poll, None, Some(papers))
}

fn open_on_paper(ctx: &mut Ctx<'_>, session: SessionId, poll: PollId) -> Result<Poll> {
    let poll = of_session(ctx, session, poll)?;
    match (poll.state, poll.method) {
        (_, Method::Electronic) => Err(Error::Refused(Refusal::NotTyped)),
        (PollState::Open | PollState::Counted, _) => Ok(poll),
        (PollState::Closed | PollState::Void, _) => Err(Error::Refused(Refusal::PollOver)),
    }
}

fn counted(
    ctx: &mut Ctx<'_>,
    session: &Session,
    poll: &Poll,
    tally: Option<Tally>,
    papers: Option<Papers>,
) -> Result<()> {
    let name = ctx.actor.name.clone();
    let hit = store::count_poll(
        ctx.tx,
        PollState::Counted,
        tally.map(|one| one.yes),
        tally.map(|one| one.no),
        tally.map(|one| one.not_voting),
        papers.map(|one| one.issued),
        papers.map(|one| one.collected),
        papers.map(|one| one.invalid),
        ctx.actor.account,
        &name,
        poll.id,
        poll.version,
    )?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    store::stir(ctx.tx, session.id)?;
    note(
        ctx,
        session,
        "chamber.vote_count",
        format!("Nhập kết quả biểu quyết số {}", poll.number),
        "",
        false,
    )?;
    Ok(())
}

/// The second person confirms the typed numbers: the vote is over. Those who may record do it,
/// and in a council with one account any of its delegates. The version says which numbers were
/// looked at.
pub fn confirm(ctx: &mut Ctx<'_>, id: SessionId, poll: PollId, version: i64) -> Result<Poll> {
    let session = sessions::find(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if permitted(ctx, id, Action::Record).is_err() {
        permitted(ctx, id, Action::TakePart)?;
        own_seat(ctx, &session)?;
    }
    running(ctx, &session)?;
    let poll = of_session(ctx, id, poll)?;
    if poll.state != PollState::Counted {
        return Err(Error::Refused(Refusal::PollOver));
    }
    if poll.version != version {
        return Err(Error::Conflict);
    }
    if poll.counted_by.is_some() && poll.counted_by == ctx.actor.account {
        return Err(Error::Refused(Refusal::SamePerson));
    }
    let present = present_at(ctx, &session, &poll)?;
    let name = ctx.actor.name.clone();
    if poll.rating.is_some() {
        let mut all = true;
        for line in store::lines(ctx.tx, poll.id)? {
            let is_free = poll.rated(&line).is_some_and(|one| one.consequence == Consequence::Nothing);
            all &= is_free;
            store::rate_line(ctx.tx, line.high, line.medium, line.low, Some(is_free), line.id)?;
        }
        return end(ctx, &session, &poll, PollState::Closed, present, None, Some(all), &name, "");
    }
    if poll.method == Method::Secret {
        let lines = store::lines(ctx.tx, poll.id)?;
        let mut all = true;
        for line in &lines {
            let is_passed = poll.needed <= line.yes.unwrap_or(0);
            all &= is_passed;
            store::count_line(ctx.tx, line.yes, line.no, Some(is_passed), line.id)?;
        }
        return end(ctx, &session, &poll, PollState::Closed, present, only(&lines), Some(all), &name, "");
    }
    let tally = Tally {
        yes: poll.yes.unwrap_or(0),
        no: poll.no.unwrap_or(0),
        not_voting: poll.not_voting.unwrap_or(0),
    };
    let is_passed = poll.needed <= tally.yes;
    end(ctx, &session, &poll, PollState::Closed, present, Some(tally), Some(is_passed), &name, "")
}

/// The numbers of a secret vote on one matter stand for the vote; those on several do not.
fn only(lines: &[Line]) -> Option<Tally> {
    match lines {
        [one] => Some(Tally { yes: one.yes.unwrap_or(0), no: one.no.unwrap_or(0), not_voting: 0 }),
        _ => None,
    }
}

/// Breaks a vote off: it decides nothing, and stays in the record with its reason.
pub fn void(ctx: &mut Ctx<'_>, id: SessionId, poll: PollId, reason: &str) -> Result<()> {
    let session = permitted(ctx, id, Action::Preside)?;
    let sitting = running(ctx, &session)?;
    let poll = of_session(ctx, id, poll)?;
    if !poll.is_running() {
        return Err(Error::Refused(Refusal::PollOver));
    }
    if reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    end(ctx, &session, &poll, PollState::Void, poll.present, None, None, "", reason.trim())?;
    let sitting = store::sitting(ctx.tx, id)?.unwrap_or(sitting);
    show(ctx, &sitting, None)?;
    // What was shown is part of the same deed
    note(ctx, &session, "chamber.show", "Trở lại nội dung", "", false)?;
    Ok(())
}

/// Takes the result off the screens.
pub fn put_away(ctx: &mut Ctx<'_>, id: SessionId) -> Result<()> {
    let session = permitted(ctx, id, Action::Preside)?;
    let sitting = running(ctx, &session)?;
    if store::polls(ctx.tx, id)?.iter().any(Poll::is_running) {
        return Err(Error::Refused(Refusal::PollRunning));
    }
    show(ctx, &sitting, None)?;
    note(ctx, &session, "chamber.show", "Trở lại nội dung", "", false)?;
    Ok(())
}
