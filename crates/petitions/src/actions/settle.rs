//! The answer, what the council makes of it, and what the voters say.

use kernel::{Date, OrganizationId, PetitionEntryId, PetitionId, dates};
use kit::{Ctx, Error};

use super::{Result, finish, hit, load, other, tell};
use crate::model::{Confirmation, EntryKind, Outcome, Petition, Refusal, State};
use crate::policy::{self, Action, Subject};
use crate::{rules, store, store_intake};

/// An answer as it is given.
#[derive(Debug, Clone)]
pub struct Given {
    /// What it comes to.
    pub outcome: Outcome,
    /// In words.
    pub text: String,
    /// Number and date of the document.
    pub reference: String,
    /// The day promised, or the day to come back to it.
    pub promised_on: Option<Date>,
}

/// The body answers; or the office writes down what came on paper.
pub fn answer(ctx: &mut Ctx<'_>, id: PetitionId, given: &Given) -> Result<Petition> {
    answer_in_deed(ctx, id, given, Recorded::Each)?;
    finish(ctx, "petition.answer", id, "")
}

/// Which entry of the journal an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// The follow-up's own, and the petition's.
    Each,
    /// That of the deed that answers many.
    Together,
}

/// [`answer`] without what finishes the deed.
pub(crate) fn answer_in_deed(
    ctx: &mut Ctx<'_>,
    id: PetitionId,
    given: &Given,
    recorded: Recorded,
) -> Result<()> {
    let one = store::petition(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let on = Subject::from(&one);
    if !policy::may(ctx.actor, Action::Read, on) {
        return Err(Error::NotFound);
    }
    let is_body = policy::may(ctx.actor, Action::Answer, on);
    if !is_body && !policy::may(ctx.actor, Action::Judge, on) {
        return Err(Error::Forbidden);
    }
    let said = rules::Answer {
        outcome: given.outcome,
        text: &given.text,
        reference: &given.reference,
        promised_on: given.promised_on,
    };
    rules::answer(one.state, &said, ctx.today).map_err(Error::Refused)?;
    // What an earlier answer promised stays known when the matter ends
    let promised = if given.outcome.is_final() { one.promised_on } else { given.promised_on };
    if let Some(follow_up) = one.follow_up_id {
        let evidence = follow::Evidence {
            text: format!("{}. {}", given.outcome.label(), given.text),
            reference: given.reference.clone(),
            uploads: Vec::new(),
        };
        let done = match (is_body, recorded) {
            (true, Recorded::Each) => follow::answer(ctx, follow_up, &evidence),
            (true, Recorded::Together) => follow::answer_in_deed(ctx, follow_up, &evidence),
            (false, Recorded::Each) => follow::answer_on_paper(ctx, follow_up, &evidence),
            (false, Recorded::Together) => follow::answer_on_paper_in_deed(ctx, follow_up, &evidence),
        };
        done.map_err(other)?;
    }
    hit(store::answer(
        ctx.tx,
        ctx.today,
        &given.text,
        &given.reference,
        given.outcome,
        promised,
        id,
        one.version,
    )?)?;
    let mut words = format!("{} ({})", given.outcome.label(), given.reference);
    if let Some(day) = promised.filter(|_| !given.outcome.is_final()) {
        words = format!("{words}; hẹn ngày {}", dates::print(day));
    }
    tell(ctx, id, EntryKind::Answered, &words, true)
}

/// The council takes the answer: resolved and explained end it, anything else is watched until
/// the day that the answer gives, or that the council sets.
pub fn accept(ctx: &mut Ctx<'_>, id: PetitionId, watch_until: Option<Date>) -> Result<Petition> {
    let one = load(ctx, id, Action::Judge)?;
    let state = rules::accept(one.state, one.outcome).map_err(Error::Refused)?;
    // A promised day that has come is no day to watch until
    let promised = one.promised_on.filter(|day| *day > ctx.today);
    let until = match (state, promised.or(watch_until), one.outcome) {
        (State::Monitoring, None, Some(outcome)) => return Err(Error::Refused(Refusal::NeedsDay(outcome))),
        (State::Monitoring, until, _) => until,
        _ => None,
    };
    match (until, one.follow_up_id) {
        (Some(day), _) => {
            let outcome = one.outcome.map_or("", Outcome::label);
            owe_until(ctx, &one, day, &format!("{outcome}, hẹn ngày {}", dates::print(day)))?;
        }
        (None, Some(follow_up)) => {
            follow::assess(ctx, follow_up, follow::Assessment::Met, "").map_err(other)?;
        }
        (None, None) => {}
    }
    let is_plan = one.outcome == Some(Outcome::InProgress);
    let road = if is_plan { one.road_on.or(Some(ctx.today)) } else { one.road_on };
    let closed = (state == State::Closed).then_some(ctx.today);
    let promised = until.or(one.promised_on);
    hit(store::settle(ctx.tx, state, one.outcome, road, promised, closed, one.due_on, id, one.version)?)?;
    let words = match until {
        Some(day) => format!("Tiếp tục theo dõi đến ngày {}", dates::print(day)),
        None => "Kết thúc".to_owned(),
    };
    tell(ctx, id, EntryKind::Accepted, &words, true)?;
    finish(ctx, "petition.accept", id, "")
}

/// The body owes it until a day; one that came in a table may have nothing that says so yet.
fn owe_until(ctx: &mut Ctx<'_>, one: &Petition, until: Date, reason: &str) -> Result<()> {
    match (one.follow_up_id, one.lead_id) {
        (Some(follow_up), _) => {
            follow::watch(ctx, follow_up, until, reason).map_err(other)?;
        }
        (None, Some(lead)) => {
            let asker = follow::Head::of(ctx, one.council_id).map_err(other)?.organization;
            let follow_up = super::forward::owe(ctx, one, asker, lead, until, reason)?;
            store_intake::set_follow_up(ctx.tx, follow_up, one.id)?;
        }
        (None, None) => {}
    }
    Ok(())
}

/// The council does not take the answer.
pub fn send_back(ctx: &mut Ctx<'_>, id: PetitionId, reason: &str, due_on: Date) -> Result<Petition> {
    let one = load(ctx, id, Action::Judge)?;
    let state = rules::send_back(one.state, reason, due_on, ctx.today).map_err(Error::Refused)?;
    owe_until(ctx, &one, due_on, &format!("Đề nghị trả lời lại: {reason}"))?;
    // An answer that was not taken comes to nothing
    hit(store::settle(
        ctx.tx,
        state,
        None,
        one.road_on,
        one.promised_on,
        None,
        Some(due_on),
        id,
        one.version,
    )?)?;
    let words = format!("{reason} Trả lời lại trước {}", dates::print(due_on));
    tell(ctx, id, EntryKind::Insufficient, &words, true)?;
    finish(ctx, "petition.send_back", id, reason)
}

/// The Front says that voters do not agree: the answer is judged again.
pub fn object(ctx: &mut Ctx<'_>, id: PetitionId, reason: &str) -> Result<Petition> {
    let one = load(ctx, id, Action::Object)?;
    reopen(ctx, &one, reason)?;
    tell(ctx, id, EntryKind::Objected, reason, true)?;
    finish(ctx, "petition.object", id, reason)
}

/// The Front says that voters agree with the answer: it need not look at it again.
pub fn agree(ctx: &mut Ctx<'_>, id: PetitionId) -> Result<Petition> {
    let one = load(ctx, id, Action::Object)?;
    if !matches!(one.state, State::Answered | State::Monitoring | State::Closed) {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    tell(ctx, id, EntryKind::Agreed, "", true)?;
    finish(ctx, "petition.agree", id, "")
}

fn reopen(ctx: &mut Ctx<'_>, one: &Petition, reason: &str) -> Result<()> {
    let state = rules::object(one.state, reason).map_err(Error::Refused)?;
    if let Some(follow_up) = one.follow_up_id {
        follow::doubt(ctx, follow_up, reason).map_err(other)?;
    }
    let (outcome, promised) = (one.outcome, one.promised_on);
    // The end stays known: what was reported of it was true
    if let (State::Closed, Some(closed), Some(outcome)) = (one.state, one.closed_on, outcome) {
        let id: PetitionEntryId = ctx.id();
        store::insert_reopening(ctx.tx, id, one.id, outcome, closed, ctx.today)?;
    }
    hit(store::settle(ctx.tx, state, outcome, one.road_on, promised, None, one.due_on, one.id, one.version)?)
}

/// The commune of the place says whether it is really done; when it is not, the answer is judged
/// again.
pub fn confirm(ctx: &mut Ctx<'_>, id: PetitionId, says: Confirmation, words: &str) -> Result<Petition> {
    let one = load(ctx, id, Action::Confirm)?;
    if !matches!(one.state, State::Answered | State::Monitoring | State::Closed) {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    let mut version = one.version;
    if says == Confirmation::NotDone {
        reopen(ctx, &one, words)?;
        version += 1;
    }
    hit(store::confirm(ctx.tx, Some(says), id, version)?)?;
    let told = if words.is_empty() { says.label().to_owned() } else { format!("{}: {words}", says.label()) };
    tell(ctx, id, EntryKind::Confirmed, &told, true)?;
    finish(ctx, "petition.confirm", id, words)
}

/// The follow-up of a petition passed to another body, or to another day; part of that deed.
pub fn moved(ctx: &mut Ctx<'_>, id: &str, lead: OrganizationId, due: Option<Date>) -> db::Result<()> {
    let Ok(id) = id.parse() else { return Ok(()) };
    store::moved(ctx.tx, lead, due, id)?;
    Ok(())
}
