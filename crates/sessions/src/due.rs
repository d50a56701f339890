//! The dates by law of a session, as a page shows them.

use kernel::{Date, dates};
use kit::ui::Badge;
use law::{Deadline, DeadlineStatus, Law, Rule};

use crate::model::{Session, State};
use crate::rules;

/// A date by law with its reason.
#[derive(Debug, Clone)]
pub struct DueLine {
    /// The obligation.
    pub says: String,
    /// The date, "Thứ Tư, 15/07/2020".
    pub on: String,
    /// How it stands.
    pub badge: Badge,
    /// How the date was found, line by line.
    pub lines: Vec<String>,
}

impl DueLine {
    /// A date with its reason.
    pub fn new(deadline: &Deadline, badge: Badge) -> Self {
        Self {
            says: deadline.rule.says.clone(),
            on: dates::print_weekday(deadline.due),
            badge,
            lines: deadline.explain(),
        }
    }
}

/// The dates that matter in the state a session is in; none once it is cancelled.
pub(crate) fn of_session(law: &Law, session: &Session, today: Date) -> Vec<DueLine> {
    match (session.state, session.closed_on) {
        (State::Planned | State::Convened | State::Postponed, _) => {
            rules::before_opening(law, session.kind, session.opened_on)
                .iter()
                .map(|(rule, deadline)| {
                    DueLine::new(deadline, before(law, session.state, *rule, deadline, today))
                })
                .collect()
        }
        (State::Closed, Some(closed)) => rules::after_closing(law, closed)
            .iter()
            .map(|deadline| DueLine::new(deadline, countdown(law, deadline, today)))
            .collect(),
        (State::Opened | State::Closed | State::Cancelled, _) => Vec::new(),
    }
}

fn before(law: &Law, state: State, rule: Rule, deadline: &Deadline, today: Date) -> Badge {
    let is_convening = matches!(rule, Rule::ConveneRegularSession | Rule::ConveneOtherSession);
    match (is_convening, state) {
        (true, State::Convened) => Badge::done("Đã triệu tập"),
        // The register knows of convening; it would be late, not merely past
        (true, _) => match deadline.status(law, today, None) {
            DeadlineStatus::Overdue(days) => Badge::overdue(days),
            _ => countdown(law, deadline, today),
        },
        (false, _) => countdown(law, deadline, today),
    }
}

/// A date whose doing the register does not keep: how long until it, then only that it is past.
fn countdown(law: &Law, deadline: &Deadline, today: Date) -> Badge {
    if deadline.due < today {
        Badge::draft("Đã qua ngày này")
    } else {
        Badge::open(law.working_days_left(today, deadline.due))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Id, OrganizationId, SessionId, TermId};
    use kit::ui::BadgeKind;

    use super::*;
    use crate::model::Kind;

    fn id<T: Id>() -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [7; 10]))
    }

    fn session(state: State) -> Session {
        Session {
            id: id::<SessionId>(),
            council_id: id::<OrganizationId>(),
            term_id: id::<TermId>(),
            number: 20,
            kind: Kind::Thematic,
            title: String::new(),
            place: String::new(),
            opened_on: date(2020, 11, 20),
            closed_on: None,
            state,
            summary: String::new(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            archived_on: None,
        }
    }

    fn convening(state: State, today: Date) -> BadgeKind {
        of_session(&Law::shipped().unwrap(), &session(state), today)[0].badge.kind
    }

    #[test]
    fn convening_after_13_11_2020_is_late_for_a_thematic_session_on_20_11_2020() {
        assert_eq!(convening(State::Planned, date(2020, 11, 12)), BadgeKind::Cho);
        assert_eq!(convening(State::Planned, date(2020, 11, 13)), BadgeKind::Cho);
        assert_eq!(convening(State::Planned, date(2020, 11, 14)), BadgeKind::Qua);
        assert_eq!(convening(State::Convened, date(2020, 11, 14)), BadgeKind::Xong);
    }

    #[test]
    fn a_session_that_is_not_held_has_no_dates() {
        assert!(
            of_session(&Law::shipped().unwrap(), &session(State::Cancelled), date(2020, 11, 1)).is_empty()
        );
    }
}
