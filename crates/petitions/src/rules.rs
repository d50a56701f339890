//! What may follow what. Pure.
//!
//! ```text
//! quarantined ─► received ─► classified ─► forwarded ─► answered ─► closed (resolved, explained)
//!      │             │            │            ▲            │  ▲        │
//!      └─────────────┴── set aside, merged     └─ not taken ┤  └────────┘ voters do not agree
//!                                                           ▼
//!                                                       monitoring (a day is promised) ─► answered again
//! ```

use kernel::Date;

use crate::model::{Outcome, Refusal, State};

/// An answer as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    /// What it comes to.
    pub outcome: Outcome,
    /// In words.
    pub text: &'a str,
    /// Number and date of the document.
    pub reference: &'a str,
    /// The day promised, or the day to come back to it.
    pub promised_on: Option<Date>,
}

fn from_any(state: State, allowed: &[State]) -> Result<(), Refusal> {
    if allowed.contains(&state) { Ok(()) } else { Err(Refusal::WrongState(state)) }
}

/// Classifying: the state after it. One that is known in all three ways is ready to be sent.
///
/// # Errors
/// It has gone further already.
pub fn classify(state: State, is_complete: bool) -> Result<State, Refusal> {
    from_any(state, &[State::Quarantined, State::Received, State::Classified])?;
    Ok(if is_complete { State::Classified } else { State::Received })
}

/// Forwarding.
///
/// # Errors
/// It is not classified, or the answer's day is not later than today.
pub fn forward(state: State, due_on: Date, today: Date) -> Result<State, Refusal> {
    from_any(state, &[State::Classified])?;
    if due_on <= today {
        return Err(Refusal::NotLater);
    }
    Ok(State::Forwarded)
}

/// Answering; a promise that came due is answered again.
///
/// # Errors
/// It is not with the body, the answer says nothing, or a promise has no day.
pub fn answer(state: State, answer: &Answer<'_>, today: Date) -> Result<State, Refusal> {
    from_any(state, &[State::Forwarded, State::Monitoring])?;
    if answer.text.trim().is_empty() || answer.reference.trim().is_empty() {
        return Err(Refusal::NoAnswer);
    }
    match answer.promised_on {
        None if answer.outcome.needs_day() => Err(Refusal::NeedsDay(answer.outcome)),
        Some(day) if !answer.outcome.is_final() && day <= today => Err(Refusal::NotLater),
        _ => Ok(State::Answered),
    }
}

/// Taking the answer: it ends the matter, or what it promises is watched.
///
/// # Errors
/// There is no answer to take.
pub fn accept(state: State, outcome: Option<Outcome>) -> Result<State, Refusal> {
    from_any(state, &[State::Answered])?;
    match outcome {
        Some(outcome) if outcome.is_final() => Ok(State::Closed),
        Some(_) => Ok(State::Monitoring),
        None => Err(Refusal::WrongState(state)),
    }
}

/// Not taking the answer: it goes back to the body.
///
/// # Errors
/// There is no answer, no reason, or no later day.
pub fn send_back(state: State, reason: &str, due_on: Date, today: Date) -> Result<State, Refusal> {
    from_any(state, &[State::Answered])?;
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason);
    }
    if due_on <= today {
        return Err(Refusal::NotLater);
    }
    Ok(State::Forwarded)
}

/// The Front or the commune says that it is not so: the judgement is open again.
///
/// # Errors
/// Nothing was answered, or no reason is given.
pub fn object(state: State, reason: &str) -> Result<State, Refusal> {
    from_any(state, &[State::Answered, State::Monitoring, State::Closed])?;
    if reason.trim().is_empty() { Err(Refusal::NoReason) } else { Ok(State::Answered) }
}

/// Setting aside.
///
/// # Errors
/// It was forwarded already, or no reason is given.
pub fn set_aside(state: State, reason: &str) -> Result<State, Refusal> {
    from_any(state, &[State::Quarantined, State::Received, State::Classified])?;
    if reason.trim().is_empty() { Err(Refusal::NoReason) } else { Ok(State::SetAside) }
}

/// Merging `state` into one that stands at `into`.
///
/// # Errors
/// The first went too far, or the other is gone.
pub fn merge(state: State, into: State) -> Result<State, Refusal> {
    from_any(state, &[State::Quarantined, State::Received, State::Classified])?;
    match into {
        State::Merged | State::SetAside | State::Quarantined => Err(Refusal::BadTarget),
        State::Received
        | State::Classified
        | State::Forwarded
        | State::Answered
        | State::Monitoring
        | State::Closed => Ok(State::Merged),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = Date::constant(2020, 10, 15);

    fn given(outcome: Outcome, promised_on: Option<Date>) -> Answer<'static> {
        Answer { outcome, text: "Đã giao thi công.", reference: "12/UBND, 01/10/2020", promised_on }
    }

    #[test]
    fn the_answer_s_day_is_after_today() {
        assert_eq!(forward(State::Classified, date(2020, 10, 14), TODAY), Err(Refusal::NotLater));
        assert_eq!(forward(State::Classified, TODAY, TODAY), Err(Refusal::NotLater));
        assert_eq!(forward(State::Classified, date(2020, 10, 16), TODAY), Ok(State::Forwarded));
        for state in State::ALL.iter().filter(|state| **state != State::Classified) {
            assert_eq!(forward(*state, date(2020, 11, 1), TODAY), Err(Refusal::WrongState(*state)));
        }
    }

    #[test]
    fn a_plan_without_a_day_is_no_answer() {
        for outcome in Outcome::ALL {
            let found = answer(State::Forwarded, &given(*outcome, None), TODAY);
            let wanted =
                if outcome.needs_day() { Err(Refusal::NeedsDay(*outcome)) } else { Ok(State::Answered) };
            assert_eq!(found, wanted, "{outcome:?}");
        }
        let plan = |day| answer(State::Forwarded, &given(Outcome::InProgress, Some(day)), TODAY);
        assert_eq!(plan(date(2020, 10, 14)), Err(Refusal::NotLater));
        assert_eq!(plan(TODAY), Err(Refusal::NotLater));
        assert_eq!(plan(date(2020, 10, 16)), Ok(State::Answered));
    }

    #[test]
    fn an_answer_says_something() {
        let whole = given(Outcome::Resolved, None);
        for part in [Answer { text: " ", ..whole }, Answer { reference: "", ..whole }] {
            assert_eq!(answer(State::Forwarded, &part, TODAY), Err(Refusal::NoAnswer));
        }
        assert_eq!(answer(State::Forwarded, &whole, TODAY), Ok(State::Answered));
    }

    #[test]
    fn only_what_is_resolved_or_explained_ends() {
        for outcome in Outcome::ALL {
            let wanted = if outcome.is_final() { State::Closed } else { State::Monitoring };
            assert_eq!(accept(State::Answered, Some(*outcome)), Ok(wanted));
        }
        assert_eq!(
            accept(State::Forwarded, Some(Outcome::Resolved)),
            Err(Refusal::WrongState(State::Forwarded))
        );
    }

    #[test]
    fn voters_who_do_not_agree_open_the_judgement_again_with_a_reason() {
        assert_eq!(object(State::Closed, "Đường vẫn ngập."), Ok(State::Answered));
        assert_eq!(object(State::Monitoring, "Đường vẫn ngập."), Ok(State::Answered));
        assert_eq!(object(State::Closed, "  "), Err(Refusal::NoReason));
        assert_eq!(object(State::Forwarded, "x"), Err(Refusal::WrongState(State::Forwarded)));
    }

    #[test]
    fn what_was_forwarded_is_neither_set_aside_nor_merged() {
        for state in [State::Forwarded, State::Answered, State::Monitoring, State::Closed] {
            assert_eq!(set_aside(state, "x"), Err(Refusal::WrongState(state)));
            assert_eq!(merge(state, State::Received), Err(Refusal::WrongState(state)));
            assert_eq!(merge(State::Received, state), Ok(State::Merged));
        }
        assert_eq!(merge(State::Received, State::Merged), Err(Refusal::BadTarget));
    }

    #[test]
    fn an_answer_that_is_not_taken_goes_back_with_a_reason_and_a_later_day() {
        let later = date(2020, 10, 30);
        assert_eq!(send_back(State::Answered, "", later, TODAY), Err(Refusal::NoReason));
        assert_eq!(send_back(State::Answered, "Chưa rõ", TODAY, TODAY), Err(Refusal::NotLater));
        assert_eq!(send_back(State::Answered, "Chưa rõ", later, TODAY), Ok(State::Forwarded));
    }
}
