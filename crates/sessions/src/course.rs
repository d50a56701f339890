//! The whole life of a session, from the plan to the archive, stage by stage. What stands above
//! this area (papers, resolutions) tells its own stages; the binary registers who tells.

use std::sync::OnceLock;

use kernel::{Date, dates};
use kit::Ctx;
use kit::ui::{StepState, Steps};

use crate::model::{Session, State};

/// A stage of a session's life (law.md 2.2), in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A day is thought of.
    Planned,
    /// Time, content and agenda are agreed with those concerned.
    Coordinated,
    /// The standing committee has convened it.
    Convened,
    /// The papers went to the delegates.
    DocumentsSent,
    /// It opened.
    Opened,
    /// It closed.
    Closed,
    /// Its resolutions are signed.
    ResultsIssued,
    /// They went to the level above.
    SentUp,
    /// Anyone may read them.
    Published,
    /// The dossier is put away.
    Archived,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 10] = [
        Self::Planned,
        Self::Coordinated,
        Self::Convened,
        Self::DocumentsSent,
        Self::Opened,
        Self::Closed,
        Self::ResultsIssued,
        Self::SentUp,
        Self::Published,
        Self::Archived,
    ];

    /// What must be done before the dossier is put away.
    pub const BEFORE_ARCHIVE: [Self; 3] = [Self::ResultsIssued, Self::SentUp, Self::Published];

    /// The name of the stage.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Planned => "Dự kiến",
            Self::Coordinated => "Họp liên tịch",
            Self::Convened => "Triệu tập",
            Self::DocumentsSent => "Gửi tài liệu đến đại biểu",
            Self::Opened => "Khai mạc",
            Self::Closed => "Bế mạc",
            Self::ResultsIssued => "Ký nghị quyết",
            Self::SentUp => "Gửi cấp trên",
            Self::Published => "Công bố nghị quyết",
            Self::Archived => "Lưu trữ hồ sơ",
        }
    }
}

/// How a stage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which.
    pub stage: Stage,
    /// It is behind us.
    pub is_done: bool,
    /// On which day; none when it is not done, or when nobody wrote the day down.
    pub on: Option<Date>,
    /// What was done, or what is missing.
    pub words: String,
    /// Where it is done or read; may be empty.
    pub href: String,
}

/// What an area has to tell of a session's stages.
pub type Teller = fn(&mut Ctx<'_>, &Session) -> db::Result<Vec<Told>>;

static ALL: OnceLock<&'static [Teller]> = OnceLock::new();

/// Names the areas that tell; the binary does so at its start.
pub fn install(all: &'static [Teller]) {
    // A second installation is the same list
    let _ = ALL.set(all);
}

/// What the areas above tell of a session.
pub(crate) fn told(ctx: &mut Ctx<'_>, session: &Session) -> db::Result<Vec<Told>> {
    let mut all = Vec::new();
    for teller in ALL.get().copied().unwrap_or_default() {
        all.extend(teller(ctx, session)?);
    }
    Ok(all)
}

/// Whether the session has come past its convening.
const fn is_convened(state: State) -> bool {
    match state {
        State::Convened | State::Opened | State::Closed => true,
        State::Planned | State::Postponed | State::Cancelled => false,
    }
}

/// A stage as the register itself knows it, or as an area above tells it.
fn stands(stage: Stage, session: &Session, told: &[Told]) -> Told {
    let above = told.iter().find(|one| one.stage == stage);
    let own = |is_done: bool, on: Option<Date>, words: String| Told {
        stage,
        is_done,
        on: on.filter(|_| is_done),
        words,
        href: above.map_or_else(String::new, |one| one.href.clone()),
    };
    let note = above.map_or_else(String::new, |one| one.words.clone());
    let planned = |on: Date| format!("dự kiến {}", dates::print(on));
    match stage {
        Stage::Planned => own(true, None, String::new()),
        Stage::Convened => {
            let is_done = is_convened(session.state);
            own(is_done, above.and_then(|one| one.on), if is_done { note } else { String::new() })
        }
        Stage::Opened => {
            let is_done = matches!(session.state, State::Opened | State::Closed);
            let words = if is_done { String::new() } else { planned(session.opened_on) };
            own(is_done, Some(session.opened_on), words)
        }
        Stage::Closed => {
            let is_done = session.state == State::Closed;
            let words = session.closed_on.filter(|_| !is_done).map(planned).unwrap_or_default();
            own(is_done, session.closed_on, words)
        }
        Stage::Archived => own(session.is_archived(), session.archived_on, String::new()),
        Stage::Coordinated
        | Stage::DocumentsSent
        | Stage::ResultsIssued
        | Stage::SentUp
        | Stage::Published => above.cloned().unwrap_or_else(|| own(false, None, String::new())),
    }
}

/// Every stage of a session's life as it stands; none of one that was cancelled.
pub(crate) fn course(session: &Session, told: &[Told]) -> Vec<Told> {
    if session.state == State::Cancelled {
        return Vec::new();
    }
    Stage::ALL.into_iter().map(|stage| stands(stage, session, told)).collect()
}

/// The stages as a strip: what is behind us, what comes next, what was passed over.
pub(crate) fn strip(course: &[Told]) -> Steps {
    let last = course.iter().filter(|one| one.is_done).map(|one| one.stage).max();
    let next = course.iter().find(|one| !one.is_done && last < Some(one.stage)).map(|one| one.stage);
    course.iter().fold(Steps::default(), |steps, one| {
        let missed = !one.is_done && Some(one.stage) < last;
        let state = if one.is_done {
            StepState::Done
        } else if Some(one.stage) == next {
            StepState::Now
        } else if missed && Stage::BEFORE_ARCHIVE.contains(&one.stage) {
            StepState::Late
        } else {
            StepState::Next
        };
        let day = one.on.map(dates::print);
        let said = [day, Some(one.words.clone()).filter(|words| !words.is_empty())];
        let mut note = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if note.is_empty() && missed {
            "chưa ghi".clone_into(&mut note);
        }
        let steps = steps.step(state, one.stage.label(), note);
        if one.href.is_empty() { steps } else { steps.linked(one.href.clone()) }
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::{Id, OrganizationId, SessionId, TermId};

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
            closed_on: Some(date(2020, 11, 21)),
            state,
            summary: String::new(),
            is_public: true,
            is_demonstration: false,
            version: 1,
            archived_on: None,
        }
    }

    fn sent(on: Option<Date>) -> Told {
        let words = if on.is_some() { "12 tài liệu" } else { "còn 2 tài liệu" };
        Told {
            stage: Stage::DocumentsSent,
            is_done: on.is_some(),
            on,
            words: words.to_owned(),
            href: "/lam-viec/ky-hop/1/chuan-bi".to_owned(),
        }
    }

    #[test]
    fn a_planned_session_has_its_days_ahead_and_the_convening_next() {
        let course = course(&session(State::Planned), &[sent(None)]);
        assert_eq!(course.len(), 10);
        let done: Vec<Stage> = course.iter().filter(|one| one.is_done).map(|one| one.stage).collect();
        assert_eq!(done, [Stage::Planned]);
        let html = strip(&course).to_string();
        assert!(html.contains("dự kiến 20/11/2020") && html.contains("dự kiến 21/11/2020"), "{html}");
        assert!(html.contains("còn 2 tài liệu"), "{html}");
    }

    #[test]
    fn a_closed_session_says_what_was_passed_over_and_what_comes_next() {
        let course = course(&session(State::Closed), &[sent(Some(date(2020, 11, 14)))]);
        let by = |stage| course.iter().find(|one| one.stage == stage).unwrap();
        assert_eq!(by(Stage::Opened).on, Some(date(2020, 11, 20)));
        assert_eq!(by(Stage::Closed).on, Some(date(2020, 11, 21)));
        assert!(by(Stage::Convened).is_done && by(Stage::Convened).on.is_none());
        assert!(!by(Stage::Coordinated).is_done && !by(Stage::ResultsIssued).is_done);
        let html = strip(&course).to_string();
        assert!(html.contains("chưa ghi") && html.contains("14/11/2020, 12 tài liệu"), "{html}");
        assert_eq!(html.matches("is-now").count(), 1, "{html}");
    }

    #[test]
    fn a_postponed_session_is_not_convened_and_a_cancelled_one_has_no_life() {
        let postponed = course(&session(State::Postponed), &[]);
        assert!(postponed.iter().all(|one| one.is_done == (one.stage == Stage::Planned)));
        assert!(course(&session(State::Cancelled), &[]).is_empty());
    }

    #[test]
    fn an_archived_session_has_its_day() {
        let put = Session { archived_on: Some(date(2021, 1, 15)), ..session(State::Closed) };
        let last = course(&put, &[]).pop().unwrap();
        assert_eq!((last.stage, last.on), (Stage::Archived, Some(date(2021, 1, 15))));
        assert_eq!(put.standing(), "Đã lưu trữ hồ sơ");
    }
}
