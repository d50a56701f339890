//! What may be done with a letter when: pure.
//!
//! ```text
//! registered ─► screened ─► classified ─► proposed ─► awaiting_answer ─► answered ─► closed
//!      │            │            │            │ guide, return, file, reply      ▲
//!      │            └─ duplicate ─┴────────────┴───────────────────────────────┘
//!      └─ withdrawn, split ───────────────────────────────────────────────────► closed
//! ```
//!
//! Sources: Thông tư 07/2014/TT-TTCP và Thông tư 05/2021/TT-TTCP (conditions, outcomes).

use kernel::Date;

use crate::model::{Kind, Missing, Outcome, Refusal, Result_, Source, State};

/// Signed by so many, a letter is one of many people (Thông tư 07/2014/TT-TTCP, Điều 6).
pub const MANY_SIGNERS: i64 = 5;

/// Processed when nothing of the conditions is missing.
pub const fn is_eligible(missing: &[Missing]) -> bool {
    missing.is_empty()
}

/// The conditions may be looked at again until something is proposed.
pub fn screen(state: State) -> Result<State, Refusal> {
    match state {
        State::Registered | State::Screened | State::Classified => Ok(State::Screened),
        State::Proposed | State::AwaitingAnswer | State::Answered | State::Closed => {
            Err(Refusal::WrongState(state))
        }
    }
}

/// Kind, competence and body; again until something is proposed.
pub fn classify(state: State) -> Result<State, Refusal> {
    match state {
        State::Screened | State::Classified => Ok(State::Classified),
        State::Registered | State::Proposed | State::AwaitingAnswer | State::Answered | State::Closed => {
            Err(Refusal::WrongState(state))
        }
    }
}

/// One that was received before is over, with the other.
pub fn set_duplicate(state: State, own: Date, earlier: Date) -> Result<State, Refusal> {
    if earlier > own {
        return Err(Refusal::BadDuplicate);
    }
    screen(state).map(|_| State::Closed)
}

/// A letter of several kinds becomes letters of one kind each.
pub fn split(state: State, kind: Kind, parts: &[Kind]) -> Result<State, Refusal> {
    classify(state)?;
    if kind != Kind::Mixed {
        return Err(Refusal::WrongOutcome("Chỉ tách đơn có nhiều nội dung."));
    }
    if parts.len() < 2 || parts.contains(&Kind::Mixed) {
        return Err(Refusal::TooFewParts);
    }
    Ok(State::Closed)
}

/// What a proposal rests on.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Its kind.
    pub kind: Kind,
    /// How it came.
    pub source: Source,
    /// What is missing of its conditions.
    pub missing: &'a [Missing],
    /// Whether the council itself settles it.
    pub in_competence: bool,
    /// Whether somebody is named to settle it.
    pub has_lead: bool,
}

/// The outcomes that the law allows for a letter, in the order in which they are offered.
pub fn allowed(facts: Facts<'_>) -> Vec<Outcome> {
    Outcome::ALL.iter().copied().filter(|outcome| fits(facts, *outcome).is_ok()).collect()
}

/// Whether an outcome fits the letter.
pub fn fits(facts: Facts<'_>, outcome: Outcome) -> Result<(), Refusal> {
    let wrong = |words| Err(Refusal::WrongOutcome(words));
    let is_eligible = is_eligible(facts.missing);
    if facts.kind == Kind::Mixed && outcome != Outcome::Guide && outcome != Outcome::Return {
        return Err(Refusal::SplitFirst);
    }
    match outcome {
        Outcome::Accept if !facts.in_competence => wrong("Thụ lý: chỉ đơn thuộc thẩm quyền của HĐND."),
        Outcome::Accept if !is_eligible => wrong("Thụ lý: đơn phải đủ điều kiện."),
        Outcome::Guide if facts.in_competence => wrong("Hướng dẫn: chỉ đơn không thuộc thẩm quyền."),
        Outcome::Guide if facts.missing.contains(&Missing::GuidedBefore) => {
            wrong("Hướng dẫn: mỗi nội dung chỉ hướng dẫn một lần; đơn này đã được hướng dẫn.")
        }
        Outcome::Guide if !matches!(facts.kind, Kind::Complaint | Kind::Mixed) => {
            wrong("Hướng dẫn: áp dụng với đơn khiếu nại, đơn có nhiều nội dung; đơn khác thì chuyển.")
        }
        Outcome::Forward if facts.in_competence => {
            wrong("Chuyển đơn: đơn thuộc thẩm quyền của HĐND thì thụ lý.")
        }
        Outcome::Forward if !is_eligible => wrong("Chuyển đơn: đơn phải đủ điều kiện xử lý."),
        Outcome::Return if facts.source != Source::Forwarded => {
            wrong("Trả lại: chỉ đơn do đại biểu, cơ quan, báo chí chuyển đến.")
        }
        Outcome::Return if facts.in_competence => wrong("Trả lại: chỉ đơn không thuộc thẩm quyền."),
        Outcome::File if is_eligible => wrong("Lưu đơn: chỉ đơn không đủ điều kiện xử lý."),
        Outcome::ReplyNotAccept if !facts.in_competence => {
            wrong("Trả lời không thụ lý: chỉ đơn thuộc thẩm quyền.")
        }
        Outcome::ReplyNotAccept if is_eligible => wrong("Trả lời không thụ lý: đơn đủ điều kiện thì thụ lý."),
        Outcome::Accept | Outcome::Forward if !facts.has_lead => Err(Refusal::NoBody),
        Outcome::Accept
        | Outcome::Guide
        | Outcome::Forward
        | Outcome::Return
        | Outcome::File
        | Outcome::ReplyNotAccept => Ok(()),
    }
}

/// Proposed; again until it is decided.
pub fn propose(state: State, facts: Facts<'_>, outcome: Outcome) -> Result<State, Refusal> {
    match state {
        State::Classified | State::Proposed => fits(facts, outcome).map(|()| State::Proposed),
        State::Registered | State::Screened | State::AwaitingAnswer | State::Answered | State::Closed => {
            Err(Refusal::WrongState(state))
        }
    }
}

/// The head decides as was proposed; sent at once.
pub fn decide(
    state: State,
    outcome: Option<Outcome>,
    due_on: Option<Date>,
    today: Date,
) -> Result<State, Refusal> {
    match (state, outcome) {
        (State::Proposed, Some(outcome)) if outcome.awaits() => match due_on {
            Some(due) if due > today => Ok(State::AwaitingAnswer),
            Some(_) | None => Err(Refusal::NotLater),
        },
        (State::Proposed, Some(_)) => Ok(State::Closed),
        (
            State::Registered
            | State::Screened
            | State::Classified
            | State::Proposed
            | State::AwaitingAnswer
            | State::Answered
            | State::Closed,
            _,
        ) => Err(Refusal::WrongState(state)),
    }
}

/// The head wants another proposal.
pub fn send_back(state: State, reason: &str) -> Result<State, Refusal> {
    match state {
        State::Proposed if reason.trim().is_empty() => Err(Refusal::NoReason),
        State::Proposed => Ok(State::Classified),
        _ => Err(Refusal::WrongState(state)),
    }
}

/// The results that a kind of letter can have.
pub const fn results(kind: Kind) -> &'static [Result_] {
    match kind {
        Kind::Complaint => {
            &[Result_::Right, Result_::PartlyRight, Result_::Wrong, Result_::Withdrawn, Result_::Refused]
        }
        Kind::Denunciation | Kind::CitizenPetition | Kind::Feedback | Kind::Mixed => {
            &[Result_::Resolved, Result_::Explained, Result_::Withdrawn, Result_::Refused]
        }
    }
}

/// The body answers.
pub fn answer(state: State, kind: Kind, result: Result_, reference: &str) -> Result<State, Refusal> {
    if state != State::AwaitingAnswer {
        return Err(Refusal::WrongState(state));
    }
    if reference.trim().is_empty() {
        return Err(Refusal::NoReference);
    }
    if !results(kind).contains(&result) {
        return Err(Refusal::WrongOutcome("Kết quả này không dùng cho loại đơn đã chọn."));
    }
    Ok(State::Answered)
}

/// The citizen is told, which ends it.
pub fn inform(state: State, answered: Option<Date>, on: Date, today: Date) -> Result<State, Refusal> {
    if state != State::Answered {
        return Err(Refusal::WrongState(state));
    }
    let is_within = answered.is_none_or(|answered| answered <= on) && on <= today;
    if is_within { Ok(State::Closed) } else { Err(Refusal::BadDay) }
}

/// The writer takes it back: at any time before it is over.
pub fn withdraw(state: State) -> Result<State, Refusal> {
    if state == State::Closed { Err(Refusal::WrongState(state)) } else { Ok(State::Closed) }
}

/// A day of the letter's course: not before it came, not ahead.
pub fn day_of_course(received: Date, on: Date, today: Date) -> Result<(), Refusal> {
    if received <= on && on <= today { Ok(()) } else { Err(Refusal::BadDay) }
}

#[cfg(test)]
mod tests;
