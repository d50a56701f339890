//! What everyone sees of a sitting: the item, who speaks, the vote. Drawn once for all screens.

use askama::Template;
use db::Tx;
use kernel::{Instant, PersonId, SessionId, dates};
use kit::{Picture, Watch};
use sessions::Session;

use crate::common::{names, seats_on, topic};
use crate::model::{
    Item, Line, Method, Poll, PollState, Presence, Sitting, SittingState, Speech, SpeechState,
};
use crate::{rules, store, votes};

/// The speaker.
pub(crate) struct Speaker {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) started_ms: Instant,
    pub(crate) seconds: i64,
}

/// The vote that is shown.
pub(crate) struct Shown {
    pub(crate) poll: Poll,
    pub(crate) lines: Vec<Line>,
    /// How many have voted; only while votes are given on devices.
    pub(crate) cast: i64,
    /// It decides what is held without the public.
    pub(crate) is_hidden: bool,
}

impl Shown {
    /// Whether votes are being given on devices.
    pub(crate) fn is_casting(&self) -> bool {
        self.poll.method == Method::Electronic && self.poll.state == PollState::Open
    }
}

/// A sitting as it is.
pub(crate) struct Scene {
    pub(crate) session: String,
    /// It is over, and was not held here.
    pub(crate) was_elsewhere: bool,
    pub(crate) sitting: Option<Sitting>,
    pub(crate) item: Option<Item>,
    /// Its place among the items.
    pub(crate) number: usize,
    pub(crate) next: Option<Item>,
    pub(crate) speaker: Option<Speaker>,
    pub(crate) queue: Vec<String>,
    pub(crate) shown: Option<Shown>,
    pub(crate) present: usize,
    pub(crate) seats: usize,
    pub(crate) quorum: i64,
    pub(crate) now: Instant,
}

impl Scene {
    /// Looks.
    pub(crate) fn of(tx: &mut Tx, session: &Session, now: Instant) -> db::Result<Self> {
        let sitting = store::sitting(tx, session.id)?;
        let items = store::items(tx, session.id)?;
        let today = dates::date_of(now);
        let seats = seats_on(tx, session, today)?;
        let names = names(tx, session, today)?;
        let roll = store::roll(tx, session.id)?;
        let at = sitting.as_ref().and_then(|one| one.item_id);
        let at = at.and_then(|id| items.iter().position(|one| one.id == id));
        let item = at.and_then(|at| items.get(at)).cloned();
        let after = items.iter().skip(at.map_or(0, |at| at + 1));
        let next = after.into_iter().find(|one| one.started_ms.is_none()).cloned();
        let speeches = store::speeches(tx, session.id)?;
        let is_hidden = item.as_ref().is_some_and(|one| one.is_closed);
        let name = |person: PersonId| {
            names.iter().find(|(one, _)| *one == person).map_or_else(String::new, |(_, name)| name.clone())
        };
        let in_item = |one: &&Speech| !is_hidden && item.as_ref().is_some_and(|item| item.id == one.item_id);
        let speaker = speeches.iter().filter(in_item).find(|one| one.state == SpeechState::Speaking);
        let speaker = speaker.map(|one| Speaker {
            name: name(one.person_id),
            kind: one.kind.label(),
            started_ms: one.started_ms.unwrap_or(now),
            seconds: one.seconds,
        });
        let queue = speeches.iter().filter(in_item).filter(|one| one.state == SpeechState::Waiting);
        let queue = queue.map(|one| name(one.person_id)).collect();
        let poll = match sitting.as_ref().and_then(|one| one.poll_id) {
            Some(poll) => store::poll(tx, poll)?,
            None => None,
        };
        let shown = match poll {
            Some(poll) => Some(Shown {
                lines: store::lines(tx, poll.id)?,
                cast: votes::tally(tx, poll.id)?.cast(),
                is_hidden: store::count_closed(tx, poll.id)?.0.0 > 0,
                poll,
            }),
            None => None,
        };
        Ok(Self {
            session: session.label(),
            was_elsewhere: sitting.is_none() && session.state == sessions::State::Closed,
            sitting,
            number: at.map_or(0, |at| at + 1),
            item,
            next,
            speaker,
            queue,
            shown,
            present: roll
                .iter()
                .filter(|one| {
                    one.state == Presence::Present && seats.iter().any(|(person, _)| *person == one.person_id)
                })
                .count(),
            quorum: rules::quorum(i64::try_from(seats.len()).unwrap_or(0)),
            seats: seats.len(),
            now,
        })
    }

    /// Whether the council sits or has a break.
    pub(crate) fn is_running(&self) -> bool {
        self.sitting.as_ref().is_some_and(|one| one.state != SittingState::Over)
    }

    /// Whether it is a break.
    pub(crate) fn is_break(&self) -> bool {
        self.sitting.as_ref().is_some_and(|one| one.state == SittingState::Paused)
    }

    /// Whether it is over.
    pub(crate) fn is_over(&self) -> bool {
        self.sitting.as_ref().is_some_and(|one| one.state == SittingState::Over)
    }

    /// Whether enough are there by the councils' regulations.
    pub(crate) fn has_quorum(&self) -> bool {
        i64::try_from(self.present).is_ok_and(|present| self.quorum <= present)
    }

    /// The same number is the same picture: changes of the sitting, and ballots.
    pub(crate) fn seq(&self) -> i64 {
        let cast = self.shown.as_ref().map_or(0, |shown| shown.cast.min(999));
        self.sitting.as_ref().map_or(0, |one| one.seq * 1_000 + cast)
    }
}

#[derive(Template)]
#[template(path = "chamber/scene_only.html")]
struct SceneOnly {
    scene: Scene,
}

/// A session to be watched.
pub(crate) fn watch(session: SessionId) -> Watch {
    Watch {
        topic: topic(session),
        draw: std::sync::Arc::new(move |app| {
            let now = app.clock().now();
            let drawn = app.db().read(|tx| {
                let Some(session) = sessions::find(tx, session)? else { return Ok(None) };
                Ok::<_, db::Error>(Some(Scene::of(tx, &session, now)?))
            });
            let scene = drawn.ok().flatten()?;
            Some(Picture { seq: scene.seq(), data: SceneOnly { scene }.render().ok()? })
        }),
    }
}
