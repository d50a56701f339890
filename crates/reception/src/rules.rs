//! What may follow what, and what the law counts. Pure.
//!
//! ```text
//! reception: planned ─► posted ─► held          visit: received ─┬─ answered, guided ──────────► closed
//!               │  ▲       │                                     ├─ accepted ─► answering ──────► closed
//!               │  └───────┤ another day                         ├─ forwarded ─► settled ───────► closed
//!               └──────────┴─► cancelled                         └─ refused ─► refusing ────────► closed
//! ```
//! A denunciation is `paper` from the beginning and stays so.

use kernel::{Date, OrganizationId};
use law::{Deadline, Law, Limit, Rule};

use crate::model::{Ground, Kind, Outcome, Refusal, State, VisitKind, VisitState};

/// So many people about one matter are a group (đoàn đông người; Luật Tiếp công dân, Điều 29).
pub const GROUP_FROM: i64 = 5;
/// More than so many are a large group.
const SMALL_GROUP_MAX: i64 = 10;

/// Posting the schedule.
///
/// # Errors
/// It is posted or over, or its day has passed.
pub fn post(state: State, held_on: Date, today: Date) -> Result<State, Refusal> {
    if state != State::Planned {
        return Err(Refusal::WrongState(state));
    }
    if held_on < today { Err(Refusal::DayPassed) } else { Ok(State::Posted) }
}

/// Changing the plan: another day must be posted anew.
///
/// # Errors
/// It is over.
pub fn change(state: State, from: Date, to: Date) -> Result<State, Refusal> {
    match state {
        State::Posted if from == to => Ok(State::Posted),
        State::Planned | State::Posted => Ok(State::Planned),
        State::Held | State::Cancelled => Err(Refusal::WrongState(state)),
    }
}

/// Writing down that it was held. A joint reception ends when every matter has somebody who
/// answers for it by a day: `without` are the codes of those that have not.
///
/// # Errors
/// It was called off, its day has not come, or a matter has nobody.
pub fn hold(
    state: State,
    kind: Kind,
    held_on: Date,
    today: Date,
    without: &[String],
) -> Result<State, Refusal> {
    if !matches!(state, State::Planned | State::Posted) {
        return Err(Refusal::WrongState(state));
    }
    if today < held_on {
        return Err(Refusal::InFuture);
    }
    if kind == Kind::Joint && !without.is_empty() {
        return Err(Refusal::WithoutOwner(without.join(", ")));
    }
    Ok(State::Held)
}

/// Calling it off.
///
/// # Errors
/// It is over, or no reason is given.
pub fn cancel(state: State, reason: &str) -> Result<State, Refusal> {
    match state {
        State::Planned | State::Posted if reason.trim().is_empty() => Err(Refusal::NoReason),
        State::Planned | State::Posted => Ok(State::Cancelled),
        State::Held | State::Cancelled => Err(Refusal::WrongState(state)),
    }
}

/// Whether the hosts make a reception of this kind.
///
/// # Errors
/// Nobody receives, or one body alone receives together.
pub fn hosts(kind: Kind, hosts: &[OrganizationId]) -> Result<(), Refusal> {
    let Some(first) = hosts.first() else { return Err(Refusal::NoHost) };
    if kind == Kind::Joint && hosts.iter().all(|one| one == first) {
        return Err(Refusal::JointAlone);
    }
    Ok(())
}

/// The last day on which the schedule of a reception is posted in time (REC-01); none for an
/// urgent one.
pub fn post_by(law: &Law, kind: Kind, held_on: Date) -> Option<Deadline> {
    let is_scheduled = kind.is_scheduled();
    is_scheduled.then(|| law.deadline(Rule::PostReceptionSchedule, held_on).ok()).flatten()
}

/// How many may speak for so many people; none when they are no group (REC-14, REC-15).
pub fn representatives(law: &Law, people: i64, on: Date) -> Option<(i64, i64)> {
    if people < GROUP_FROM {
        return None;
    }
    let rule = if people <= SMALL_GROUP_MAX {
        Rule::RepresentativesOfSmallGroup
    } else {
        Rule::RepresentativesOfLargeGroup
    };
    match law.applied(rule, None, on).ok()?.limit() {
        Limit::People { from, to } => Some((i64::from(*from), i64::from(*to))),
        Limit::AtMost { count, .. } => Some((1, i64::from(*count))),
        _ => None,
    }
}

/// Whether a group comes as the law wants it.
///
/// # Errors
/// Too few or too many speak for it, or nothing in writing appoints them.
pub fn group(
    law: &Law,
    people: i64,
    representatives_: i64,
    has_appointment: bool,
    on: Date,
) -> Result<(), Refusal> {
    let Some((least, most)) = representatives(law, people, on) else { return Ok(()) };
    if representatives_ < least || most < representatives_ {
        return Err(Refusal::Representatives { people, least, most });
    }
    if has_appointment { Ok(()) } else { Err(Refusal::NoAppointment) }
}

/// True once the grounds of Nghị định 154/2026 are in force: with them comes the written notice.
fn by_decree(law: &Law, on: Date) -> bool {
    law.applied(Rule::RefuseReception, None, on).is_ok()
}

/// The grounds in force on a day.
pub fn grounds(law: &Law, on: Date) -> Vec<Ground> {
    let by_decree = by_decree(law, on);
    Ground::ALL
        .iter()
        .copied()
        .filter(|ground| match ground {
            Ground::Incapable | Ground::Disturbing | Ground::Settled | Ground::OtherLaw => true,
            Ground::NothingNew | Ground::NoMandate | Ground::Judged | Ground::Elsewhere => by_decree,
        })
        .collect()
}

/// Grounds of which the citizen is told in writing.
pub const fn is_written(ground: Ground) -> bool {
    matches!(ground, Ground::Settled | Ground::NothingNew)
}

/// By when the written notice of a refusal must be out (REC-10).
pub fn refuse_by(law: &Law, ground: Ground, on: Date) -> Option<Deadline> {
    if is_written(ground) { law.deadline(Rule::RefuseReception, on).ok() } else { None }
}

/// By when a citizen is answered (REC-07).
pub fn answer_by(law: &Law, received_on: Date) -> Option<Deadline> {
    law.deadline(Rule::AnswerAtReception, received_on).ok()
}

/// By when the settling body tells the council (REC-08).
pub fn tell_council_by(law: &Law, settled_on: Date) -> Option<Deadline> {
    law.deadline(Rule::InformSenderOfForwardedLetter, settled_on).ok()
}

/// By when the citizen is told of the settlement (REC-09).
pub fn tell_citizen_by(law: &Law, notified_on: Date) -> Option<Deadline> {
    law.deadline(Rule::InformCitizenOfSettlement, notified_on).ok()
}

/// How a citizen leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// With what.
    pub outcome: Outcome,
    /// Why refused.
    pub ground: Option<Ground>,
    /// Who answers for it.
    pub owner: Option<OrganizationId>,
    /// By when.
    pub due: Option<Date>,
}

/// Where a visit stands after its outcome. `at` is the kind of the reception.
///
/// # Errors
/// It has an outcome already, is a denunciation, or something is missing.
pub fn leave(
    state: VisitState,
    kind: VisitKind,
    at: Option<Kind>,
    leaving: &Leaving,
    law: &Law,
    today: Date,
) -> Result<VisitState, Refusal> {
    if kind == VisitKind::Denunciation {
        return Err(Refusal::OnPaper);
    }
    if state != VisitState::Received {
        return Err(Refusal::WrongVisitState(state));
    }
    // Every matter of a joint reception leaves with somebody and a day
    if at == Some(Kind::Joint) && (leaving.owner.is_none() || leaving.due.is_none()) {
        return Err(Refusal::OwnerNeeded);
    }
    match leaving.outcome {
        Outcome::Answered | Outcome::Guided => Ok(VisitState::Closed),
        Outcome::Accepted => Ok(VisitState::Answering),
        Outcome::Forwarded if leaving.owner.is_none() => Err(Refusal::NoBody),
        Outcome::Forwarded if leaving.due.is_none_or(|due| due <= today) => Err(Refusal::NotLater),
        Outcome::Forwarded => Ok(VisitState::Forwarded),
        Outcome::Refused => match leaving.ground.filter(|one| grounds(law, today).contains(one)) {
            Some(ground) if is_written(ground) => Ok(VisitState::Refusing),
            Some(_) => Ok(VisitState::Closed),
            None => Err(Refusal::NoGround),
        },
    }
}

/// One step of a visit from `wanted`.
///
/// # Errors
/// It stands elsewhere.
pub fn step(state: VisitState, wanted: VisitState, to: VisitState) -> Result<VisitState, Refusal> {
    if state == wanted { Ok(to) } else { Err(Refusal::WrongVisitState(state)) }
}

/// The body tells the council what came of it.
///
/// # Errors
/// It is not with a body, nothing shows it, or the day lies ahead.
pub fn settle(
    state: VisitState,
    reference: &str,
    settled_on: Date,
    today: Date,
) -> Result<VisitState, Refusal> {
    let next = step(state, VisitState::Forwarded, VisitState::Settled)?;
    if reference.trim().is_empty() {
        return Err(Refusal::NoReference);
    }
    if today < settled_on { Err(Refusal::InFuture) } else { Ok(next) }
}

#[cfg(test)]
mod tests;
