//! What may follow what, and by when. Pure.

use directory::{OrganizationKind, Post};
use kernel::Date;
use law::{Deadline, Law, NoDeadline, Rule};

use crate::model::{Addressee, BodyKind, Kind, Oversight, Refusal, State};

/// What happens to an oversight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It comes into the year's programme.
    Include,
    /// The team is set up.
    Decide,
    /// Plan and outline go to the bodies.
    Notify,
    /// The team begins to work with them.
    Begin,
    /// The team reports.
    Report,
    /// The report is considered.
    Consider,
    /// It is concluded.
    Conclude,
    /// A recommendation is issued.
    Recommend,
    /// It ends.
    Close,
    /// It is not held.
    Cancel,
}

impl Event {
    /// Every event.
    pub const ALL: [Self; 10] = [
        Self::Include,
        Self::Decide,
        Self::Notify,
        Self::Begin,
        Self::Report,
        Self::Consider,
        Self::Conclude,
        Self::Recommend,
        Self::Close,
        Self::Cancel,
    ];
}

/// The next state. A survey has a plan, visits and a report, and ends there.
pub fn step(kind: Kind, state: State, event: Event) -> Result<State, Refusal> {
    use State as S;
    if kind == Kind::Survey && matches!(event, Event::Consider | Event::Conclude | Event::Recommend) {
        return Err(Refusal::SurveyBindsNobody);
    }
    match (event, state) {
        (Event::Include, S::Proposed) => Ok(S::InProgramme),
        (Event::Decide, S::InProgramme) => Ok(S::Decided),
        (Event::Notify, S::Decided) => Ok(S::Notified),
        (Event::Begin, S::Notified) => Ok(S::Working),
        (Event::Report, S::Working) => Ok(S::Reported),
        (Event::Consider, S::Reported) => Ok(S::Considered),
        (Event::Conclude, S::Considered) => Ok(S::Concluded),
        (Event::Recommend, S::Concluded | S::FollowUp) => Ok(S::FollowUp),
        (Event::Close, S::Concluded | S::FollowUp) => Ok(S::Closed),
        (Event::Close, S::Reported) if kind == Kind::Survey => Ok(S::Closed),
        (Event::Cancel, S::Proposed | S::InProgramme | S::Decided | S::Notified) => Ok(S::Cancelled),
        _ => Err(Refusal::WrongState(state)),
    }
}

/// To whom a recommendation goes, seen from the council that issues it: by the kind of the body,
/// and whether that body is of the council's own unit or of one below it.
pub const fn addressee(kind: OrganizationKind, is_own: bool, is_below: bool) -> Addressee {
    match kind {
        OrganizationKind::PeoplesCommittee if is_own => Addressee::PeoplesCommittee,
        OrganizationKind::Department | OrganizationKind::Office if is_own => Addressee::Department,
        _ if is_below => Addressee::Below,
        _ => Addressee::Other,
    }
}

/// A step is written down after it happened, and not before the one before it.
pub fn check_day(last: Option<Date>, on: Date, today: Date) -> Result<(), Refusal> {
    if today < on {
        return Err(Refusal::InFuture);
    }
    match last {
        Some(last) if on < last => Err(Refusal::BeforeLast(last)),
        Some(_) | None => Ok(()),
    }
}

/// The newest day that is known of an oversight's steps.
pub fn last_day(one: &Oversight) -> Option<Date> {
    [
        one.included_on,
        one.decided_on,
        one.outline_sent_on,
        one.began_on,
        one.field_ended_on,
        one.reported_on,
        one.considered_on,
        one.concluded_on,
    ]
    .into_iter()
    .flatten()
    .max()
}

/// Who may lead a team (Luật 87/2015/QH13, Điều 62, 70, 80): the posts that a person holds in the
/// overseeing body, or in the council.
pub fn check_head(kind: BodyKind, in_body: &[Post], in_council: &[Post]) -> Result<(), Refusal> {
    let fits = match kind {
        BodyKind::Council | BodyKind::Standing => {
            in_council.iter().chain(in_body).any(|post| matches!(post, Post::Chair | Post::ViceChair))
        }
        BodyKind::Committee => {
            in_body.iter().any(|post| matches!(post, Post::CommitteeHead | Post::CommitteeDeputyHead))
        }
        BodyKind::DelegateGroup => {
            in_body.iter().any(|post| matches!(post, Post::GroupLeader | Post::GroupDeputyLeader))
        }
        BodyKind::Delegate => in_council.contains(&Post::Delegate),
    };
    if fits { Ok(()) } else { Err(Refusal::WrongHead(kind)) }
}

/// A recommendation is to be carried out after it was issued.
pub fn check_due(issued: Date, due: Date) -> Result<(), Refusal> {
    if issued < due { Ok(()) } else { Err(Refusal::DueNotLater) }
}

/// A day by law, with the day on which it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The day, with its reason.
    pub deadline: Deadline,
    /// When it was done.
    pub done_on: Option<Date>,
}

/// Which rule the team's report follows; the council's own team reports to the nearest session, for
/// which the law counts no days.
pub const fn report_rule(kind: BodyKind) -> Option<Rule> {
    match kind {
        BodyKind::Council => None,
        BodyKind::Standing => Some(Rule::StandingCommitteeTeamReport),
        BodyKind::Committee | BodyKind::DelegateGroup | BodyKind::Delegate => Some(Rule::CommitteeTeamReport),
    }
}

/// By when the team reports, once its work with the bodies has ended.
pub fn report_due(law: &Law, kind: BodyKind, field_ended: Date) -> Option<Deadline> {
    law.deadline(report_rule(kind)?, field_ended).ok()
}

/// The clocks of an oversight, in the order of its steps; `first_visit` is the earliest day on which
/// the team works with a body. A survey has none but that of its notice.
pub fn clocks(law: &Law, one: &Oversight, first_visit: Option<Date>) -> Vec<Clock> {
    let binds = one.kind != Kind::Survey;
    let mut clocks = Vec::new();
    let mut add = |deadline: Result<Deadline, NoDeadline>, done_on: Option<Date>| {
        if let Ok(deadline) = deadline {
            clocks.push(Clock { deadline, done_on });
        }
    };
    if let Some(decided) = one.decided_on.filter(|_| binds) {
        add(law.deadline(Rule::SendOversightOutline, decided), one.outline_sent_on);
    }
    if let Some(first) = first_visit.or(one.began_on).filter(|_| one.decided_on.is_some()) {
        let rule = match one.body_kind {
            BodyKind::DelegateGroup => Rule::NotifyDelegateGroupOversight,
            BodyKind::Council | BodyKind::Standing | BodyKind::Committee | BodyKind::Delegate => {
                Rule::NotifyOversightVisit
            }
        };
        add(law.deadline(rule, first), one.notified_on);
    }
    if let (Some(rule), Some(ended)) = (report_rule(one.body_kind), one.field_ended_on.filter(|_| binds)) {
        add(law.deadline(rule, ended), one.reported_on);
    }
    if let Some(reported) = one.reported_on.filter(|_| binds && one.body_kind == BodyKind::Standing) {
        add(law.deadline(Rule::ConsiderOversightReport, reported), one.considered_on);
    }
    clocks
}

/// By when a body explains why a recommendation is not carried out; longer in a complex matter.
pub fn explanation_due(law: &Law, asked: Date, is_complex: bool) -> Result<Deadline, Refusal> {
    let deadline = if is_complex {
        law.extended_deadline(Rule::ExplainNonImplementation, asked)
    } else {
        law.deadline(Rule::ExplainNonImplementation, asked)
    };
    deadline.map_err(|_| Refusal::NoDeadline)
}

/// Which of the days of reminding before a day due has come last: its number, and how many days are
/// left then. None before the first, and after the day itself.
pub fn reminder(law: &Law, due: Date, today: Date) -> Option<(usize, i32)> {
    if due < today {
        return None;
    }
    let days = law.reminders(Rule::RecommendationReminder, due).ok()?;
    let come = days.iter().filter(|day| **day <= today).count();
    if come == 0 {
        return None;
    }
    Some((come, today.until(due).map_or(0, |span| span.get_days())))
}

/// "GS-2020-0003" after "GS-2020-0002": one series a year for the whole installation.
pub fn next_code(last: &str, year: i64) -> String {
    let number: u32 = last.rsplit('-').next().and_then(|digits| digits.parse().ok()).unwrap_or(0);
    format!("GS-{year}-{:04}", number + 1)
}

#[cfg(test)]
mod tests;
