//! What follows from what. Pure.

use kernel::Date;
use law::{Deadline, Law, Rule};

use crate::model::{Issue, Question, Refusal, State, WrittenReason};

/// What happens to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It is put into a group.
    Compile,
    /// It is taken out of its group.
    Ungroup,
    /// The council takes its group up.
    Choose,
    /// The council does not.
    PassOver,
    /// It may be answered in writing.
    AllowWriting,
    /// It is answered in the hall.
    AnswerOrally,
    /// It is answered in writing.
    AnswerInWriting,
    /// The delegate agrees with the answer.
    Agree,
    /// The delegate does not.
    Disagree,
    /// The delegate asks the council to discuss it.
    AskToDiscuss,
    /// The council has discussed it.
    Discuss,
    /// The delegate takes it back.
    Withdraw,
}

/// The state after an event.
///
/// # Errors
/// The state does not allow it.
pub fn step(state: State, event: Event) -> Result<State, Refusal> {
    match (state, event) {
        (State::Asked | State::Compiled, Event::Compile) => Ok(State::Compiled),
        (State::Compiled, Event::Ungroup) => Ok(State::Asked),
        (State::Compiled | State::Chosen | State::NotChosen, Event::Choose) => Ok(State::Chosen),
        (State::Compiled | State::Chosen | State::NotChosen, Event::PassOver) => Ok(State::NotChosen),
        (State::Asked | State::Compiled | State::Chosen | State::NotChosen, Event::AllowWriting) => {
            Ok(State::WrittenAllowed)
        }
        (State::Chosen, Event::AnswerOrally) => Ok(State::AnsweredOral),
        (State::WrittenAllowed, Event::AnswerInWriting) => Ok(State::AnsweredWritten),
        (State::AnsweredOral | State::AnsweredWritten, Event::Agree) => Ok(State::Satisfied),
        (State::AnsweredOral | State::AnsweredWritten, Event::Disagree) => Ok(State::NotSatisfied),
        (State::NotSatisfied, Event::AskToDiscuss) => Ok(State::ToDiscuss),
        (State::ToDiscuss, Event::Discuss) => Ok(State::Discussed),
        // What the council has chosen is the council's matter
        (State::Asked | State::Compiled, Event::Withdraw) => Ok(State::Withdrawn),
        (
            State::Asked
            | State::Compiled
            | State::Chosen
            | State::NotChosen
            | State::WrittenAllowed
            | State::AnsweredOral
            | State::AnsweredWritten
            | State::Satisfied
            | State::NotSatisfied
            | State::ToDiscuss
            | State::Discussed
            | State::Withdrawn,
            _,
        ) => Err(Refusal::WrongState(state)),
    }
}

/// The reasons for which a question may be answered in writing as it stands (Luật 87/2015/QH13,
/// Điều 60 khoản 4; Điều 69 between two sessions).
pub fn reasons(state: State, in_session: bool) -> &'static [WrittenReason] {
    match (state, in_session) {
        (State::Asked, false) => &[WrittenReason::BetweenSessions],
        (State::Asked | State::Compiled | State::NotChosen, true) => {
            &[WrittenReason::OutsideGroups, WrittenReason::NeedsVerification]
        }
        (State::Chosen, true) => &[WrittenReason::NeedsVerification, WrittenReason::NotReached],
        _ => &[],
    }
}

/// Lets a question be answered in writing: the day by which it must be.
///
/// # Errors
/// The state or the day does not allow it, the reason does not fit, or the law of the day counts
/// no such date.
pub fn allow_writing(
    question: &Question,
    reason: WrittenReason,
    on: Date,
    today: Date,
    law: &Law,
) -> Result<(State, Deadline), Refusal> {
    let state = step(question.state, Event::AllowWriting)?;
    if !reasons(question.state, question.session_id.is_some()).contains(&reason) {
        return Err(Refusal::WrongReason(question.state));
    }
    check_day(question, on, today)?;
    Ok((state, written_due(law, on)?))
}

/// The day by which a written answer must be with the delegate and the Standing Committee.
///
/// # Errors
/// The law of the day counts no such date.
pub fn written_due(law: &Law, allowed_on: Date) -> Result<Deadline, Refusal> {
    law.deadline(Rule::WrittenAnswerToQuestion, allowed_on).map_err(|_| Refusal::NoDeadline)
}

/// The day by which those who promised report, before the next session opens (Luật 87/2015/QH13,
/// Điều 60 khoản 7).
pub fn report_due(law: &Law, next_session: Date) -> Option<Deadline> {
    law.deadline(Rule::ReportOnPromises, next_session).ok()
}

/// A day that is told of a question: not before it was put, not to come.
///
/// # Errors
/// The day is neither.
pub fn check_day(question: &Question, on: Date, today: Date) -> Result<(), Refusal> {
    if on < question.asked_on {
        return Err(Refusal::BeforeAsked);
    }
    if today < on { Err(Refusal::InFuture) } else { Ok(()) }
}

/// The day of a written answer.
///
/// # Errors
/// It lies before the day on which writing was allowed, or is to come.
pub fn check_written_day(question: &Question, on: Date, today: Date) -> Result<(), Refusal> {
    check_day(question, on, today)?;
    if question.written_allowed_on.is_some_and(|allowed| on < allowed) {
        return Err(Refusal::BeforeAllowed);
    }
    Ok(())
}

/// Who answers is the one asked, and nobody in that one's place (Luật 87/2015/QH13, Điều 60
/// khoản 3, khoản 5).
///
/// # Errors
/// Nobody is named, or the words before the name say that another signs.
pub fn check_signer(signer: &str) -> Result<(), Refusal> {
    if signer.chars().count() < 2 {
        return Err(Refusal::NoSigner);
    }
    let upper = signer.to_uppercase();
    let in_anothers_place = ["KT.", "TUQ.", "TL.", "KT ", "TUQ ", "TL "];
    if in_anothers_place.iter().any(|mark| upper.starts_with(mark)) {
        return Err(Refusal::Delegated);
    }
    Ok(())
}

/// A promise is kept after it was made.
///
/// # Errors
/// Its day is not later.
pub fn check_pledge(pledged_on: Date, due_on: Date) -> Result<(), Refusal> {
    if pledged_on < due_on { Ok(()) } else { Err(Refusal::PledgeNotLater) }
}

/// Whether the council may decide on a group, with the states of its questions. One that goes to
/// writing before the decision is left alone by it.
///
/// # Errors
/// There is nothing to decide on, nobody is to answer, or the decision was acted upon.
pub fn check_decision(issue: &Issue, states: &[State], choose: bool) -> Result<(), Refusal> {
    let is_free = |state: &&State| matches!(state, State::Compiled | State::Chosen | State::NotChosen);
    let free = states.iter().filter(is_free).count();
    if free < states.len() && issue.is_chosen.is_some() {
        return Err(Refusal::IssueBegun);
    }
    if free == 0 {
        return Err(Refusal::EmptyIssue);
    }
    if choose && issue.respondent.is_empty() { Err(Refusal::NoRespondent) } else { Ok(()) }
}

/// What a written answer counts as in A08, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeliness {
    /// Sent on its day or before.
    InTime,
    /// Sent after it.
    Late,
    /// Not sent, and its day is not over.
    Open,
    /// Not sent, and its day is over.
    Overdue,
}

/// How a written answer stands towards its day.
pub fn timeliness(due: Date, answered_on: Option<Date>, today: Date) -> Timeliness {
    match answered_on {
        Some(on) if on <= due => Timeliness::InTime,
        Some(_) => Timeliness::Late,
        None if due < today => Timeliness::Overdue,
        None => Timeliness::Open,
    }
}

/// "CV-2020-" and the number after the last one of that beginning.
pub fn next_code(last: &str, on: Date) -> String {
    let number: u32 = last.rsplit('-').next().and_then(|digits| digits.parse().ok()).unwrap_or(0);
    format!("CV-{}-{:04}", on.year(), number.saturating_add(1))
}

#[cfg(test)]
mod tests;
