//! What follows from what at hearings and in reviews of texts. Pure.

use directory::OrganizationKind;
use kernel::{AreaId, Date};
use law::{Deadline, Law, majority};

use crate::model::{Hearing, HearingState, Refusal, ReviewState, TextKind, TextReview, Vote};

/// The step of the ladder of urging from which a follow-up may lead to a hearing, and the step
/// that the hearing is.
pub const LADDER_FROM: i64 = 3;
/// See [`LADDER_FROM`].
pub const LADDER_STEP: i64 = 4;

fn check_reason(reason: &str) -> Result<(), Refusal> {
    if reason.chars().count() < 3 { Err(Refusal::NoReason) } else { Ok(()) }
}

/// A day that has come and does not lie before another.
///
/// # Errors
/// Why not.
pub fn check_day(after: Option<Date>, on: Date, today: Date) -> Result<(), Refusal> {
    if today < on {
        return Err(Refusal::InFuture);
    }
    match after {
        Some(first) if on < first => Err(Refusal::Before(first)),
        _ => Ok(()),
    }
}

/// The versions of the rule on the notice of a hearing.
const NOTICE: [&str; 2] = ["OVS-12", "OVS-12d"];
/// The versions of the rule on the answer to a demand.
const ANSWER: [&str; 2] = ["OVS-14", "OVS-14d"];

/// The deadline by the one of these versions that is in force on a day.
fn in_force(law: &Law, versions: [&str; 2], on: Date) -> Option<Deadline> {
    versions.into_iter().find_map(|id| law.deadline_by_id(id, on).ok())
}

/// By when those who explain are to have the notice of a hearing on a day.
pub fn notice_due(law: &Law, held_on: Date) -> Option<Deadline> {
    in_force(law, NOTICE, held_on)
}

/// Whether a notice came too late. It is taken all the same: the one who explains may say that
/// there was no time, and the office keeps the blame.
pub fn is_notice_late(law: &Law, hearing: &Hearing, today: Date) -> bool {
    let on = hearing.notified_on.unwrap_or(today);
    notice_due(law, hearing.held_on).is_some_and(|deadline| deadline.due < on)
}

/// Those who explain get the notice.
///
/// # Errors
/// Why not.
pub fn notify(hearing: &Hearing, explain: usize, on: Date, today: Date) -> Result<HearingState, Refusal> {
    if hearing.state != HearingState::Proposed {
        return Err(Refusal::WrongState(hearing.state.label()));
    }
    if explain == 0 {
        return Err(Refusal::NobodyExplains);
    }
    check_day(None, on, today)?;
    if hearing.held_on < on { Err(Refusal::NoticeAfter) } else { Ok(HearingState::Notified) }
}

/// It was held: its day has come, and there are minutes.
///
/// # Errors
/// Why not.
pub fn hold(hearing: &Hearing, minutes: &str, today: Date) -> Result<HearingState, Refusal> {
    if hearing.state != HearingState::Notified {
        return Err(Refusal::WrongState(hearing.state.label()));
    }
    if today < hearing.held_on {
        return Err(Refusal::NotYet(hearing.held_on));
    }
    if minutes.chars().count() < 3 { Err(Refusal::NoWords) } else { Ok(HearingState::Held) }
}

/// How many voted for a conclusion, of how many members.
pub fn counted(votes: &[Vote]) -> (u32, u32) {
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    (count(votes.iter().filter(|vote| **vote == Vote::Yes).count()), count(votes.len()))
}

/// Whether a conclusion is adopted: more than half of all members of the Standing Committee, those
/// who are away among them (SES-18: Luật 87/2015/QH13, Điều 72 khoản 4). The share is kept from
/// 1 March 2026 on, as the numbers of days are (OVS-21).
pub fn is_adopted(yes: u32, members: u32) -> bool {
    majority::passes_more_than_half(yes, members)
}

/// A conclusion is adopted on a day.
///
/// # Errors
/// Why not.
pub fn conclude(hearing: &Hearing, votes: &[Vote], on: Date, today: Date) -> Result<HearingState, Refusal> {
    if hearing.state != HearingState::Held {
        return Err(Refusal::WrongState(hearing.state.label()));
    }
    check_day(Some(hearing.held_on), on, today)?;
    let (yes, members) = counted(votes);
    if is_adopted(yes, members) {
        Ok(HearingState::Concluded)
    } else {
        Err(Refusal::NoMajority { yes, members, needed: majority::needed_for_more_than_half(members) })
    }
}

/// It is not held, for a reason.
///
/// # Errors
/// Why not.
pub fn cancel(state: HearingState, reason: &str) -> Result<HearingState, Refusal> {
    match state {
        HearingState::Proposed | HearingState::Notified => {
            check_reason(reason)?;
            Ok(HearingState::Cancelled)
        }
        HearingState::Held | HearingState::Concluded | HearingState::Cancelled => {
            Err(Refusal::WrongState(state.label()))
        }
    }
}

/// Whether a hearing's plan may still change.
pub const fn is_planned(state: HearingState) -> bool {
    matches!(state, HearingState::Proposed | HearingState::Notified)
}

/// A unit of the country, as the rule of annulment sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// Which.
    pub area: AreaId,
    /// In which it lies.
    pub parent: Option<AreaId>,
}

/// Whether a council may demand that a text be revised, and in the end annul it: the texts of the
/// People's Committee of its own unit, and the resolutions of councils immediately below; of a
/// council two levels below only the one between may (Luật 87/2015/QH13, Điều 79; Luật 77/2015/QH13,
/// Điều 19, 26, 33).
pub fn may_annul(own: Unit, issuer: OrganizationKind, unit: Unit, kind: TextKind) -> bool {
    match issuer {
        OrganizationKind::PeoplesCommittee => unit.area == own.area,
        OrganizationKind::Council => kind == TextKind::Resolution && unit.parent == Some(own.area),
        OrganizationKind::StandingCommittee
        | OrganizationKind::Committee
        | OrganizationKind::DelegateGroup
        | OrganizationKind::Department
        | OrganizationKind::FatherlandFront
        | OrganizationKind::Office
        | OrganizationKind::Other => false,
    }
}

/// Who reviews texts in a council's name.
pub const fn may_review(reviewer: OrganizationKind) -> bool {
    matches!(
        reviewer,
        OrganizationKind::Council | OrganizationKind::StandingCommittee | OrganizationKind::Committee
    )
}

/// What happens in a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Nothing against the law was found.
    FindLawful,
    /// Something was found.
    FindUnlawful,
    /// The issuer is asked to revise the text.
    Demand,
    /// The issuer answers.
    Answer,
    /// The text was put right.
    Settle,
    /// It goes to the Standing Committee.
    Raise,
    /// It goes to the council.
    Submit,
    /// The council annuls the text.
    Annul,
    /// The council leaves it.
    Keep,
}

/// The state after an event.
///
/// # Errors
/// When the state does not allow it.
pub fn step(state: ReviewState, event: Event) -> Result<ReviewState, Refusal> {
    use ReviewState as S;
    Ok(match (state, event) {
        (S::Reviewing, Event::FindLawful) => S::Lawful,
        (S::Reviewing, Event::FindUnlawful) => S::Unlawful,
        (S::Unlawful, Event::Demand) => S::Demanded,
        (S::Demanded, Event::Answer) => S::Answered,
        (S::Answered | S::Raised, Event::Settle) => S::Settled,
        (S::Demanded | S::Answered, Event::Raise) => S::Raised,
        (S::Raised, Event::Submit) => S::Submitted,
        (S::Submitted, Event::Annul) => S::Annulled,
        (S::Submitted, Event::Keep) => S::Kept,
        (
            S::Reviewing
            | S::Lawful
            | S::Unlawful
            | S::Demanded
            | S::Answered
            | S::Settled
            | S::Raised
            | S::Submitted
            | S::Annulled
            | S::Kept,
            _,
        ) => return Err(Refusal::WrongState(state.label())),
    })
}

/// By when an issuer answers a demand.
pub fn answer_due(law: &Law, demanded_on: Date) -> Option<Deadline> {
    in_force(law, ANSWER, demanded_on)
}

/// It goes to the Standing Committee only after an answer, or when the time for one is over.
///
/// # Errors
/// Until when the issuer has time.
pub fn check_raise(review: &TextReview, today: Date) -> Result<(), Refusal> {
    match (review.answered_on, review.answer_due_on) {
        (None, Some(due)) if today <= due => Err(Refusal::AnswerWaits(due)),
        _ => Ok(()),
    }
}

/// The last day that is written down in a review.
pub fn last_day(review: &TextReview) -> Option<Date> {
    [
        Some(review.opened_on),
        review.found_on,
        review.demanded_on,
        review.answered_on,
        review.raised_on,
        review.submitted_on,
    ]
    .into_iter()
    .flatten()
    .max()
}

#[cfg(test)]
mod tests;
