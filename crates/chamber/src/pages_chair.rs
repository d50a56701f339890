//! The screen of chair and secretary: one page runs the sitting.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{PersonId, SpeechId};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use sessions::Session;

use crate::common::{self, seats_on};
use crate::forms_votes::RATING_CHOICE;
use crate::model::{
    Decision, Item, ItemKind, Line, Method, Poll, Presence, RATING, Speech, SpeechKind, SpeechState,
};
use crate::pages::{find, shell_of};
use crate::policy::{self, Action};
use crate::scene::Scene;
use crate::speakers::{self, Group};
use crate::{dependents, minutes, rules, store, votes};

/// The page.
pub(crate) fn path(session: &Session) -> String {
    format!("{}/dieu-hanh", session.path())
}

struct ItemRow {
    number: usize,
    item: Item,
    /// "09:05 - 09:20", or what is planned.
    times: String,
    is_current: bool,
    /// It took longer than planned.
    is_long: bool,
}

struct Waiting {
    speech: Speech,
    name: String,
    /// How often the delegate has spoken in this session.
    spoken: usize,
}

/// The field of what a speech says in the minutes.
pub(crate) const GIST: &str = "y-kien";

/// The speech of which the secretary notes the gist: the one being given, else the last one.
struct Noted {
    speech: SpeechId,
    name: String,
    is_running: bool,
}

/// The speech to be noted; a refused form says itself which it was about.
fn noted(form: &mut Form, speeches: &[Speech], names: &HashMap<PersonId, &str>) -> Option<Noted> {
    let has_typed = form.names().contains(&GIST);
    let wanted = if has_typed { form.value("luot").parse().ok() } else { None };
    let heard = |one: &&Speech| matches!(one.state, SpeechState::Speaking | SpeechState::Done);
    let last = speeches
        .iter()
        .filter(heard)
        .max_by_key(|one| (Some(one.id) == wanted, one.state == SpeechState::Speaking, one.started_ms))?;
    if !has_typed {
        minutes::show(form, GIST, last.gist.clone());
    }
    Some(Noted {
        speech: last.id,
        name: names.get(&last.person_id).copied().unwrap_or_default().to_owned(),
        is_running: last.state == SpeechState::Speaking,
    })
}

/// The vote that runs, as the chair sees it.
struct Running {
    poll: Poll,
    lines: Vec<Line>,
    cast: i64,
    waiting: Vec<String>,
    may_confirm: bool,
}

#[derive(Template)]
#[template(path = "chamber/chair.html")]
pub(crate) struct ChairPage {
    shell: Shell,
    form: Form,
    session: Session,
    scene: Scene,
    items: Vec<ItemRow>,
    waiting: Vec<Waiting>,
    running: Option<Running>,
    noted: Option<Noted>,
    /// The field with the mark of what the gist was.
    gist_shown: String,
    /// Delegates by group: who has spoken, who has not.
    groups: Vec<Group>,
    /// Delegates present who have not spoken.
    silent: usize,
    /// Votes that are over, newest first.
    past: Vec<Poll>,
    delegates: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    decisions: Vec<(String, String)>,
    methods: Vec<(String, String)>,
    choices: Vec<(String, String)>,
    /// The session's public page.
    address: String,
    needed: Option<i64>,
    may_begin: bool,
    may_preside: bool,
}

pub(crate) async fn chair(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id, Action::Record)?;
            let mut form = Form::new();
            let item = match store::sitting(ctx.tx, session.id)?.and_then(|one| one.item_id) {
                Some(item) => store::item(ctx.tx, item)?,
                None => None,
            };
            if let Some(item) = item {
                form.set("cac-noi-dung", item.id.to_string());
                let is_rating = item.kind == ItemKind::ConfidenceRating;
                let (title, decision) = match dependents::proposed(ctx.tx, item.id)? {
                    Some(proposal) if !is_rating => (proposal.title, proposal.decision),
                    Some(_) | None => (item.title.clone(), item.kind.decision()),
                };
                form.set("tieu-de", title);
                form.set("quyet-dinh", if is_rating { RATING_CHOICE } else { decision.as_str() });
                let method = match decision {
                    Decision::Election | Decision::Confidence => Method::Secret,
                    Decision::Resolution
                    | Decision::Procedure
                    | Decision::ClosedMeeting
                    | Decision::Removal
                    | Decision::DelegateDismissal
                    | Decision::Depleted => Method::Electronic,
                };
                form.set("hinh-thuc", method.as_str());
            }
            form.set("kieu", SpeechKind::Discussion.as_str());
            Answer::page(&chair_page(ctx, session, form)?)
        })
        .await
}

pub(crate) fn chair_page(ctx: &mut Ctx<'_>, session: Session, mut form: Form) -> Result<ChairPage, Problem> {
    let scene = Scene::of(ctx.tx, &session, ctx.now)?;
    let all = store::items(ctx.tx, session.id)?;
    let names: Vec<(PersonId, String)> = seats_on(ctx.tx, &session, ctx.today)?;
    let known_names = common::names(ctx.tx, &session, ctx.today)?;
    let roll = store::roll(ctx.tx, session.id)?;
    let speeches = store::speeches(ctx.tx, session.id)?;
    let polls = store::polls(ctx.tx, session.id)?;
    let current = scene.item.as_ref().map(|one| one.id);
    let choices =
        all.iter().zip(1..).map(|(one, number)| (one.id.to_string(), format!("{number}. {}", one.title)));
    let choices = choices.collect();
    let now = ctx.now;
    let items = all
        .into_iter()
        .zip(1..)
        .map(|(item, number)| {
            let is_current = current == Some(item.id);
            let taken = item.started_ms.map(|from| item.ended_ms.unwrap_or(now) - from);
            let times = item.times().unwrap_or_else(|| format!("{} phút", item.minutes));
            let is_long = taken.is_some_and(|taken| item.minutes * 60_000 < taken);
            ItemRow { number, item, times, is_current, is_long }
        })
        .collect();
    let by_person: HashMap<PersonId, &str> =
        known_names.iter().map(|(id, name)| (*id, name.as_str())).collect();
    let spoken = |person: PersonId| {
        speeches
            .iter()
            .filter(|one| {
                one.person_id == person && matches!(one.state, SpeechState::Done | SpeechState::Speaking)
            })
            .count()
    };
    let noted = noted(&mut form, &speeches, &by_person);
    let waiting = speeches
        .iter()
        .filter(|one| one.state == SpeechState::Waiting && Some(one.item_id) == current)
        .map(|one| Waiting {
            name: by_person.get(&one.person_id).copied().unwrap_or_default().to_owned(),
            spoken: speeches
                .iter()
                .filter(|other| other.person_id == one.person_id && other.state == SpeechState::Done)
                .count(),
            speech: one.clone(),
        })
        .collect();
    let present =
        |person: &PersonId| roll.iter().any(|one| one.person_id == *person && one.state == Presence::Present);
    let known = directory::groups_of(ctx.tx, session.council_id, session.opened_on)?;
    let groups = speakers::by_group(&names, &known, present, spoken);
    let mut delegates = vec![(String::new(), "Chọn đại biểu".to_owned())];
    let here = names.iter().filter(|(person, _)| present(person));
    delegates.extend(here.map(|(person, name)| (person.to_string(), name.clone())));
    let (running, past): (Vec<Poll>, Vec<Poll>) = polls.into_iter().rev().partition(Poll::is_running);
    let running = match running.into_iter().next() {
        Some(poll) => Some(Running {
            lines: store::lines(ctx.tx, poll.id)?,
            cast: votes::tally(ctx.tx, poll.id)?.cast(),
            waiting: if poll.method == Method::Electronic {
                votes::still_voting(ctx.tx, &session, &poll)?
            } else {
                Vec::new()
            },
            may_confirm: poll.counted_by.is_none() || poll.counted_by != ctx.actor.account,
            poll,
        }),
        None => None,
    };
    let mut decisions = Decision::choices();
    decisions.push((RATING_CHOICE.to_owned(), format!("{RATING}, ba mức")));
    let total = i64::try_from(names.len()).unwrap_or(0);
    let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
    let shell = shell_of(ctx, &session, "Điều hành", "dieu-hanh")?.with_faults_of(&form);
    Ok(ChairPage {
        shell,
        form,
        items,
        waiting,
        running,
        noted,
        gist_shown: minutes::shown_field(GIST),
        silent: groups.iter().map(|one| one.silent.len()).sum(),
        groups,
        past,
        delegates,
        kinds: SpeechKind::choices(),
        decisions,
        methods: Method::choices(),
        choices,
        address: addresses.of(&session),
        needed: rules::needed(Decision::Resolution, ctx.today, total).ok().map(|(needed, _)| needed),
        may_begin: scene.sitting.is_none()
            && matches!(session.state, sessions::State::Convened | sessions::State::Opened),
        may_preside: policy::may(ctx.actor, Action::Preside, session.council_id, session.is_public),
        scene,
        session,
    })
}
