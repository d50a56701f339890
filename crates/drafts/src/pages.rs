//! Pages of the workspace: the drafts of a session, one draft article by article, two versions.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{DraftId, SessionId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use sessions::Session;

use crate::amendments::author;
use crate::common::{Seen, facts, last_vote, permitted};
use crate::compare::{Changed, compare as differences};
use crate::model::{AmendmentState, Draft, State, VersionLine};
use crate::policy::{self, Action};
use crate::view::{Reading, badge, cards};
use crate::{actions, rules, store};

/// The draft of an address, when the actor may do this with it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str, action: Action) -> Result<Seen, Problem> {
    let id: DraftId = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(permitted(ctx, id, action)?)
}

/// The frame of a page about a draft.
pub(crate) fn shell_of(ctx: &mut Ctx<'_>, seen: &Seen, title: &str) -> Result<Shell, Problem> {
    let session = &seen.session;
    Ok(ctx
        .shell(title.to_owned())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb(session.label(), session.path())
        .crumb("Dự thảo", format!("{}/du-thao", session.path()))
        .crumb(seen.draft.title.clone(), seen.draft.path()))
}

struct Row {
    draft: Draft,
    place: String,
    by: String,
    badge: Badge,
    until: String,
    all: i64,
    taken: i64,
    refused: i64,
    waiting: i64,
}

#[derive(Template)]
#[template(path = "drafts/list.html")]
struct ListPage {
    shell: Shell,
    session: Session,
    rows: Vec<Row>,
    /// Items of the kind without a draft: name and where to enter one.
    missing: Vec<(String, String)>,
    may_keep: bool,
}

pub(crate) async fn list(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
            let session = sessions::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let may_keep = actions::keepers_session(ctx, id).is_ok();
            if !ctx.actor.serves(session.council_id) {
                return Err(Problem::NotFound);
            }
            Answer::page(&list_page(ctx, session, may_keep)?)
        })
        .await
}

fn list_page(ctx: &mut Ctx<'_>, session: Session, may_keep: bool) -> Result<ListPage, Problem> {
    let items = chamber::items(ctx.tx, session.id)?;
    let names = directory::names(ctx.tx)?;
    let mut counts: HashMap<DraftId, [i64; 3]> = HashMap::new();
    for (draft, state, count) in store::counts(ctx.tx, session.id)? {
        let [taken, refused, waiting] = counts.entry(draft).or_default();
        match state {
            AmendmentState::Taken => *taken += count,
            AmendmentState::Refused => *refused += count,
            AmendmentState::Proposed => *waiting += count,
            AmendmentState::Withdrawn => {}
        }
    }
    let drafts = store::drafts_of(ctx.tx, session.id)?;
    let is_free = |item: &chamber::Item| {
        item.kind == chamber::ItemKind::DraftResolution
            && !drafts
                .iter()
                .any(|one| one.item_id == item.id && !matches!(one.state, State::Refused | State::Withdrawn))
    };
    let new = format!("{}/du-thao/moi", session.path());
    let missing = items.iter().filter(|one| may_keep && is_free(one));
    let missing = missing.map(|one| (one.title.clone(), format!("{new}?noi-dung={}", one.id))).collect();
    let mut rows = Vec::new();
    for draft in drafts {
        let Some((item, at)) = items.iter().zip(1..).find(|(one, _)| one.id == draft.item_id) else {
            continue;
        };
        if !policy::may(ctx.actor, Action::Read, &facts(&draft, &session, item.is_closed)) {
            continue;
        }
        let [taken, refused, waiting] = counts.get(&draft.id).copied().unwrap_or_default();
        rows.push(Row {
            place: format!("{at}. {}", item.title),
            by: names.get(&draft.submitted_by).cloned().unwrap_or_default(),
            badge: badge(draft.state),
            until: draft.comment_until.map(dates::print).unwrap_or_default(),
            all: taken + refused + waiting,
            taken,
            refused,
            waiting,
            draft,
        });
    }
    let shell = ctx
        .shell(format!("Dự thảo nghị quyết, {}", session.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb(session.label(), session.path())
        .crumb("Dự thảo", format!("{}/du-thao", session.path()));
    Ok(ListPage { shell, session, rows, missing, may_keep })
}

/// The steps that follow from where a draft stands.
#[allow(clippy::struct_excessive_bools)]
struct Steps {
    publish: bool,
    present: bool,
    /// The session does not sit yet.
    present_later: bool,
    take_in: usize,
    write: bool,
    adopt: bool,
    refuse: bool,
    withdraw: bool,
    change: bool,
}

#[derive(Template)]
#[template(path = "drafts/show.html")]
pub(crate) struct ShowPage {
    shell: Shell,
    form: Form,
    draft: Draft,
    session: Session,
    item: chamber::Item,
    by: String,
    badge: Badge,
    until: String,
    presented: String,
    decided: String,
    versions: Vec<(VersionLine, String)>,
    reading: Reading,
    steps: Steps,
    may_keep: bool,
    may_propose: bool,
    may_answer: bool,
    /// Why nothing may be proposed now.
    closed_words: String,
    all: usize,
    taken: usize,
    refused: usize,
    waiting: usize,
    /// Taken, and not in the text.
    outside: usize,
    /// The vote on the draft.
    vote: Option<(i64, String, String)>,
    resolution: Option<(String, String)>,
    public_href: Option<String>,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let seen = find(ctx, &id, Action::Read)?;
            // A stranger's way is the public page
            if !ctx.actor.serves(seen.draft.council_id) && !ctx.actor.acts_for(seen.draft.submitted_by) {
                return Ok(Answer::see_other(seen.draft.public_path()));
            }
            let mut form = Form::with(&[("version", &seen.draft.version.to_string())]);
            if !seen.item.is_closed {
                form.set("cong-khai", "co");
            }
            Answer::page(&show_page(ctx, seen, form)?)
        })
        .await
}

pub(crate) fn show_page(ctx: &mut Ctx<'_>, seen: Seen, form: Form) -> Result<ShowPage, Problem> {
    let versions = store::versions(ctx.tx, seen.draft.id)?;
    let (cards, names) = cards(ctx, &seen, &versions)?;
    let draft = seen.draft.clone();
    let count = |state: AmendmentState| cards.iter().filter(|card| card.one.state == state).count();
    let waiting_for_text = |changes: bool| {
        let waits = cards.iter().filter(|card| card.one.waits_for_text());
        waits.filter(|card| !changes || card.one.kind.changes_text()).count()
    };
    let (all, taken, refused, waiting) = (
        cards.len(),
        count(AmendmentState::Taken),
        count(AmendmentState::Refused),
        count(AmendmentState::Proposed),
    );
    let amendments: Vec<_> = cards.iter().map(|card| card.one.clone()).collect();
    let last = last_vote(ctx.tx, &seen, &amendments)?;
    let vote = last.as_ref().map(|(vote, _)| *vote);
    let may_keep = seen.may(ctx, Action::Keep);
    let is_writable = may_keep && rules::check_text_open(draft.state, vote).is_ok();
    let sits = rules::present(draft.state, seen.session.state).is_ok();
    let steps = Steps {
        publish: may_keep && draft.state == State::Prepared,
        present: may_keep && sits,
        present_later: may_keep && !sits && draft.state == State::Open,
        take_in: if is_writable { waiting_for_text(true) } else { 0 },
        write: is_writable,
        adopt: may_keep && draft.state == State::Presented,
        refuse: may_keep && draft.state == State::Presented,
        withdraw: may_keep && draft.state.is_alive(),
        change: may_keep && draft.state.is_alive(),
    };
    let outside = waiting_for_text(false);
    let open = rules::check_open(&draft, ctx.today);
    let is_author = seen.may(ctx, Action::Propose) && author(ctx, &seen).is_ok();
    let closed_words = match &open {
        Err(why) if is_author => why.to_string(),
        Ok(()) | Err(_) => String::new(),
    };
    let resolution = match draft.resolution_id {
        Some(id) => resolutions::find(ctx.tx, id)?
            .filter(|one| one.is_public || may_keep)
            .map(|one| (one.label(), one.path())),
        None => None,
    };
    let body = versions.iter().find(|one| one.number == draft.version_no);
    let reading = Reading::of(body.map_or("", |one| &one.body), cards);
    let shell = shell_of(ctx, &seen, &draft.title)?.of_record("draft", draft.id).with_faults_of(&form);
    let lines = versions.into_iter().map(|one| {
        let on = dates::print(one.made_on);
        (VersionLine { number: one.number, why: one.why, made_on: one.made_on, made_by: one.made_by }, on)
    });
    Ok(ShowPage {
        shell,
        form,
        by: names.body(draft.submitted_by),
        badge: badge(draft.state),
        until: draft.comment_until.map(dates::print).unwrap_or_default(),
        presented: draft.presented_on.map(dates::print).unwrap_or_default(),
        decided: draft.decided_on.map(dates::print).unwrap_or_default(),
        versions: lines.collect(),
        reading,
        steps,
        may_keep,
        may_propose: is_author && open.is_ok(),
        may_answer: seen.may(ctx, Action::Answer) && draft.state.is_alive(),
        closed_words,
        all,
        taken,
        refused,
        waiting,
        outside,
        vote: last.map(|(_, poll)| (poll.number, poll.sentence().unwrap_or_default(), poll.path())),
        resolution,
        public_href: Some(draft.public_path()).filter(|_| seen.facts().is_public),
        session: seen.session,
        item: seen.item,
        draft,
    })
}

#[derive(Template)]
#[template(path = "drafts/compare.html")]
struct ComparePage {
    shell: Shell,
    form: Form,
    draft: Draft,
    choices: Vec<(String, String)>,
    old: i64,
    new: i64,
    changed: Vec<Changed>,
    same: Vec<String>,
}

pub(crate) async fn compare(visit: Visit, Path(id): Path<String>) -> Response {
    let asked = |name: &str| visit.query(name).and_then(|typed| typed.parse::<i64>().ok());
    let (from, to) = (asked("tu"), asked("den"));
    visit
        .read(move |ctx| {
            let seen = find(ctx, &id, Action::Read)?;
            let new = to.unwrap_or(seen.draft.version_no);
            let old = from.unwrap_or_else(|| new.saturating_sub(1).max(1));
            let keeps = seen.may(ctx, Action::Keep);
            let was_out = seen.draft.was_given_out(old) && seen.draft.was_given_out(new);
            if !(keeps || was_out) {
                return Err(Problem::NotFound);
            }
            let mut body = |number| store::version(ctx.tx, seen.draft.id, number);
            let (before, after) =
                (body(old)?.ok_or(Problem::NotFound)?, body(new)?.ok_or(Problem::NotFound)?);
            let (changed, same) = differences(&before.body, &after.body);
            let lines = store::version_lines(ctx.tx, seen.draft.id)?;
            let choices = lines
                .into_iter()
                .filter(|one| keeps || seen.draft.was_given_out(one.number))
                .map(|one| {
                    let words = format!("Bản {}, {}: {}", one.number, dates::print(one.made_on), one.why);
                    (one.number.to_string(), words)
                })
                .collect();
            let shell = shell_of(ctx, &seen, "So sánh hai bản")?
                .crumb("So sánh", format!("{}/so-sanh?tu={old}&den={new}", seen.draft.path()));
            let form = Form::with(&[("tu", &old.to_string()), ("den", &new.to_string())]);
            Answer::page(&ComparePage { shell, form, draft: seen.draft, choices, old, new, changed, same })
        })
        .await
}
