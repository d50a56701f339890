//! The delegate in the chamber: one page, and while a vote runs nothing but the vote.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{BallotId, dates};
use kit::{Answer, Ctx, Problem, Shell, Visit};
use sessions::Session;

use crate::common::own_seat;
use crate::model::{Choice, Line, Poll, PollState, Presence, Speech, SpeechKind, SpeechState};
use crate::pages::find;
use crate::policy::Action;
use crate::scene::Scene;
use crate::store;

/// The page.
pub(crate) fn path(session: &Session) -> String {
    format!("/lam-viec/phong-hop/{}", session.id)
}

#[derive(Template)]
#[template(path = "chamber/no_sitting.html")]
struct NoSitting {
    shell: Shell,
    is_delegate: bool,
    sessions: Vec<(String, String, String)>,
}

/// To the sitting of the actor's council, or what there is instead.
pub(crate) async fn now(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            if let Some((session,)) = store::sitting_of_council(ctx.tx, council)?
                && ctx.actor.person.is_some()
            {
                return Ok(Answer::see_other(format!("/lam-viec/phong-hop/{session}")));
            }
            let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
            let coming = sessions::public_from(ctx.tx, council, ctx.today, 5)?;
            let sessions = coming
                .into_iter()
                .map(|one| (one.label(), one.days(), format!("{}/dien-bien", addresses.of(&one))))
                .collect();
            let shell = ctx
                .shell("Phòng họp")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Phòng họp", "/lam-viec/phong-hop");
            Answer::page(&NoSitting { shell, is_delegate: ctx.actor.person.is_some(), sessions })
        })
        .await
}

/// The vote that the delegate is asked for.
struct Asked {
    poll: Poll,
    /// What the delegate chose last, and when.
    given: Option<(Choice, String)>,
    /// A fresh id for each choice, made here so that a button sent twice is one ballot.
    ballots: Vec<(Choice, BallotId)>,
}

#[derive(Template)]
#[template(path = "chamber/delegate.html")]
struct DelegatePage {
    shell: Shell,
    session: Session,
    scene: Scene,
    /// The session's public page.
    address: String,
    is_present: bool,
    asked: Option<Asked>,
    to_confirm: Option<(Poll, Vec<Line>)>,
    /// The delegate's own place in the queue, and the registration.
    own: Option<(usize, Speech)>,
    kinds: Vec<(String, String)>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::TakePart)?;
            Answer::page(&delegate_page(ctx, session)?)
        })
        .await
}

fn delegate_page(ctx: &mut Ctx<'_>, session: Session) -> Result<DelegatePage, Problem> {
    let person = own_seat(ctx, &session)?;
    let scene = Scene::of(ctx.tx, &session, ctx.now)?;
    let line = store::attendance(ctx.tx, session.id, person)?;
    let is_present = line.is_some_and(|one| one.state == Presence::Present);
    let asked = match scene.shown.as_ref().filter(|shown| shown.is_casting()) {
        Some(shown) => {
            let given = store::last_ballot(ctx.tx, shown.poll.id, person)?;
            Some(Asked {
                given: given.map(|one| (one.choice, dates::clock_seconds(one.cast_ms))),
                ballots: Choice::ALL.iter().map(|choice| (*choice, ctx.id())).collect(),
                poll: shown.poll.clone(),
            })
        }
        None => None,
    };
    let counted = |poll: &&Poll| poll.state == PollState::Counted && poll.counted_by != ctx.actor.account;
    let to_confirm = scene.shown.as_ref().filter(|shown| counted(&&shown.poll));
    let to_confirm = to_confirm.map(|shown| (shown.poll.clone(), shown.lines.clone()));
    let item = scene.item.as_ref().map(|one| one.id);
    let speeches = store::speeches(ctx.tx, session.id)?;
    let own = speeches
        .into_iter()
        .filter(|one| Some(one.item_id) == item && one.state == SpeechState::Waiting)
        .zip(1..)
        .find(|(one, _)| one.person_id == person)
        .map(|(one, place)| (place, one));
    let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
    let shell = ctx
        .shell(format!("Phòng họp, {}", session.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Phòng họp", path(&session));
    Ok(DelegatePage {
        shell,
        address: addresses.of(&session),
        is_present,
        asked,
        to_confirm,
        own,
        kinds: SpeechKind::choices(),
        scene,
        session,
    })
}
