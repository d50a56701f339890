//! What follows from what. Pure.

use directory::OrganizationKind;
use kernel::Date;
use kernel::period::Quarter;
use law::{Deadline, Law, Limit, Rule};

use crate::model::{Kind, Meeting, Presence, Refusal, Roll, State};

/// Which meetings a body holds. Where a unit keeps no Standing Committee in the directory, the
/// council's own record holds its meetings.
pub const fn holds(body: OrganizationKind, kind: Kind) -> bool {
    match kind {
        Kind::Standing | Kind::Heads => {
            matches!(body, OrganizationKind::StandingCommittee | OrganizationKind::Council)
        }
        Kind::Committee => matches!(body, OrganizationKind::Committee),
        Kind::Group => matches!(body, OrganizationKind::DelegateGroup),
        Kind::Other => matches!(
            body,
            OrganizationKind::Council
                | OrganizationKind::StandingCommittee
                | OrganizationKind::Committee
                | OrganizationKind::DelegateGroup
        ),
    }
}

/// A planned meeting was held: on a day that has come, with somebody there.
///
/// # Errors
/// Why not.
pub fn hold(meeting: &Meeting, roll: &[Roll], today: Date) -> Result<State, Refusal> {
    if meeting.state != State::Planned {
        return Err(Refusal::WrongState(meeting.state));
    }
    if today < meeting.held_on {
        return Err(Refusal::InFuture);
    }
    if !roll.iter().any(|line| line.presence == Presence::Present) {
        return Err(Refusal::NobodyCame);
    }
    Ok(State::Held)
}

/// A planned meeting is called off, for a reason.
///
/// # Errors
/// Why not.
pub fn cancel(state: State, reason: &str) -> Result<State, Refusal> {
    if state != State::Planned {
        return Err(Refusal::WrongState(state));
    }
    if reason.chars().count() < 3 { Err(Refusal::NoReason) } else { Ok(State::Cancelled) }
}

/// Minutes are written of what was held, and not once they are approved.
///
/// # Errors
/// Why not.
pub fn write_minutes(meeting: &Meeting) -> Result<(), Refusal> {
    if meeting.state != State::Held {
        return Err(Refusal::WrongState(meeting.state));
    }
    match meeting.minutes_approved_on {
        Some(on) => Err(Refusal::Approved(on)),
        None => Ok(()),
    }
}

/// Minutes are approved once, after the meeting.
///
/// # Errors
/// Why not.
pub fn approve(meeting: &Meeting, on: Date, today: Date) -> Result<(), Refusal> {
    write_minutes(meeting)?;
    if meeting.minutes.chars().count() < 3 {
        return Err(Refusal::NoMinutes);
    }
    if on < meeting.held_on {
        return Err(Refusal::BeforeMeeting);
    }
    if today < on { Err(Refusal::InFuture) } else { Ok(()) }
}

/// The day by which minutes are to be approved.
pub fn minutes_due(law: &Law, held_on: Date) -> Option<Deadline> {
    law.deadline(Rule::ApproveMeetingMinutes, held_on).ok()
}

/// Whether so many of the members make a meeting of the Standing Committee; none where the law of
/// the day names no share.
pub fn has_quorum(law: &Law, on: Date, present: u32, members: u32) -> Option<bool> {
    law.share_reached(Rule::StandingCommitteeQuorum, on, present, members).ok()
}

/// Whether a duty of a period was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// So many meetings, enough.
    Met(usize),
    /// The period is over and there were too few.
    Missed(usize),
    /// The period is not over yet.
    Waiting(usize),
    /// The law of the day asks for none.
    Unregulated(usize),
}

/// How often a rule asks for a meeting in its period; none where it is not in force.
fn asked(law: &Law, rule: Rule, on: Date) -> Option<usize> {
    match law.applied(rule, None, on).ok()?.limit() {
        Limit::AtLeastPer { count, .. } => usize::try_from(*count).ok(),
        _ => None,
    }
}

fn duty(asked: Option<usize>, held: usize, last: Date, today: Date) -> Duty {
    match asked {
        None => Duty::Unregulated(held),
        Some(asked) if asked <= held => Duty::Met(held),
        Some(_) if last < today => Duty::Missed(held),
        Some(_) => Duty::Waiting(held),
    }
}

/// The monthly duty of the Standing Committee in a year (ORG-08), month by month. `held` are the
/// days on which it met.
pub fn months(law: &Law, year: i16, held: &[Date], today: Date) -> Vec<(i8, Duty)> {
    (1..=12)
        .filter_map(|month| Some((month, Date::new(year, month, 1).ok()?)))
        .map(|(month, first)| {
            let last = first.last_of_month();
            let met = held.iter().filter(|on| first <= **on && **on <= last).count();
            (month, duty(asked(law, Rule::StandingCommitteeMonthlyMeeting, first), met, last, today))
        })
        .collect()
}

/// The quarterly meeting of the Standing Committee with the heads of committees (ORG-10).
pub fn quarters(law: &Law, year: i16, held: &[Date], today: Date) -> Vec<(u8, Duty)> {
    (1..=4)
        .filter_map(|number| Quarter::new(year, number))
        .map(|quarter| {
            let (first, last) = (quarter.from(), quarter.to());
            let met = held.iter().filter(|on| first <= **on && **on <= last).count();
            let asked = asked(law, Rule::StandingCommitteeMeetsCommitteeHeads, first);
            (quarter.number, duty(asked, met, last, today))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;

    use super::*;

    fn id<T: Id>() -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [7; 10]))
    }

    fn law() -> Law {
        Law::shipped().expect("the law as shipped")
    }

    fn meeting(state: State, minutes: &str) -> Meeting {
        Meeting {
            id: id(),
            council_id: id(),
            body_id: id(),
            kind: Kind::Standing,
            title: "Phiên họp tháng 3".to_owned(),
            held_on: date(2020, 3, 27),
            starts_at: String::new(),
            place: String::new(),
            chair: String::new(),
            secretary: String::new(),
            agenda: String::new(),
            state,
            cancel_reason: String::new(),
            minutes: minutes.to_owned(),
            minutes_approved_on: None,
            minutes_approver: String::new(),
            programme_item_id: None,
            is_public: true,
            is_demonstration: false,
            version: 1,
        }
    }

    fn roll(presence: Presence) -> Vec<Roll> {
        vec![Roll { line: id(), presence, reason: String::new() }]
    }

    #[test]
    fn a_meeting_is_held_on_its_day_or_later_with_somebody_there() {
        let planned = meeting(State::Planned, "");
        let there = roll(Presence::Present);
        assert_eq!(hold(&planned, &there, date(2020, 3, 26)), Err(Refusal::InFuture));
        assert_eq!(hold(&planned, &there, date(2020, 3, 27)), Ok(State::Held));
        assert_eq!(hold(&planned, &there, date(2020, 3, 28)), Ok(State::Held));
        assert_eq!(hold(&planned, &roll(Presence::Absent), date(2020, 3, 27)), Err(Refusal::NobodyCame));
        assert_eq!(hold(&planned, &[], date(2020, 3, 27)), Err(Refusal::NobodyCame));
        for state in [State::Held, State::Cancelled] {
            let again = hold(&meeting(state, ""), &there, date(2020, 3, 27));
            assert_eq!(again, Err(Refusal::WrongState(state)));
        }
    }

    #[test]
    fn a_meeting_is_called_off_for_a_reason_and_only_while_it_is_planned() {
        assert_eq!(cancel(State::Planned, ""), Err(Refusal::NoReason));
        assert_eq!(cancel(State::Planned, "Giãn cách xã hội"), Ok(State::Cancelled));
        assert_eq!(cancel(State::Held, "x y z"), Err(Refusal::WrongState(State::Held)));
    }

    #[test]
    fn minutes_are_approved_once_they_are_written_on_the_day_of_the_meeting_or_later() {
        let today = date(2020, 4, 10);
        let held = meeting(State::Held, "Thường trực thống nhất …");
        assert_eq!(approve(&held, date(2020, 3, 26), today), Err(Refusal::BeforeMeeting));
        assert_eq!(approve(&held, date(2020, 3, 27), today), Ok(()));
        assert_eq!(approve(&held, date(2020, 4, 11), today), Err(Refusal::InFuture));
        assert_eq!(approve(&meeting(State::Held, ""), today, today), Err(Refusal::NoMinutes));
        let planned = meeting(State::Planned, "xyz");
        assert_eq!(approve(&planned, today, today), Err(Refusal::WrongState(State::Planned)));
        let done = Meeting { minutes_approved_on: Some(today), ..held };
        assert_eq!(approve(&done, today, today), Err(Refusal::Approved(today)));
        assert_eq!(write_minutes(&done), Err(Refusal::Approved(today)));
    }

    #[test]
    fn two_thirds_of_the_standing_committee_make_a_meeting_until_march_2025() {
        let at = |on, present| has_quorum(&law(), on, present, 5);
        assert_eq!(at(date(2020, 3, 27), 3), Some(false));
        assert_eq!(at(date(2020, 3, 27), 4), Some(true));
        assert_eq!(at(date(2026, 3, 27), 4), None, "no such rule is known");
    }

    #[test]
    fn a_month_without_a_meeting_is_missed_from_its_last_day_on() {
        let held = [date(2020, 1, 15), date(2020, 2, 29), date(2020, 4, 1), date(2020, 4, 28)];
        let at = |today, month: usize| months(&law(), 2020, &held, today)[month - 1].1;
        let april = date(2020, 4, 30);
        assert_eq!(at(april, 1), Duty::Met(1));
        assert_eq!(at(april, 2), Duty::Met(1));
        assert_eq!(at(date(2020, 3, 30), 3), Duty::Waiting(0));
        assert_eq!(at(date(2020, 3, 31), 3), Duty::Waiting(0));
        assert_eq!(at(date(2020, 4, 1), 3), Duty::Missed(0));
        assert_eq!(at(april, 4), Duty::Met(2));
        assert_eq!(at(april, 5), Duty::Waiting(0));
    }

    #[test]
    fn after_the_law_of_2015_no_month_is_called_missed() {
        let all = months(&law(), 2026, &[date(2026, 1, 15)], date(2026, 12, 31));
        assert_eq!(all[0].1, Duty::Unregulated(1));
        assert_eq!(all[1].1, Duty::Unregulated(0));
    }

    #[test]
    fn the_standing_committee_meets_the_heads_of_committees_every_quarter() {
        let all = quarters(&law(), 2020, &[date(2020, 3, 31), date(2020, 7, 1)], date(2020, 10, 15));
        assert_eq!(all, [(1, Duty::Met(1)), (2, Duty::Missed(0)), (3, Duty::Met(1)), (4, Duty::Waiting(0))]);
    }

    #[test]
    fn a_body_holds_its_own_kind_of_meetings() {
        assert!(holds(OrganizationKind::StandingCommittee, Kind::Standing));
        assert!(holds(OrganizationKind::Council, Kind::Standing));
        assert!(!holds(OrganizationKind::Committee, Kind::Standing));
        assert!(holds(OrganizationKind::Committee, Kind::Committee));
        assert!(!holds(OrganizationKind::DelegateGroup, Kind::Committee));
        assert!(holds(OrganizationKind::DelegateGroup, Kind::Group));
        assert!(!holds(OrganizationKind::Department, Kind::Other));
    }

    #[test]
    fn minutes_are_due_some_days_after_the_meeting() {
        let due = minutes_due(&law(), date(2020, 3, 27)).expect("a deadline");
        assert_eq!((due.rule.id.as_str(), due.due), ("ORG-21", date(2020, 4, 1)));
    }
}
