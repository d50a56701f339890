//! What deeds and pages share: a draft with what decides who may see it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use audit::Deed;
use chain::Node;
use chamber::{Decision, Item, Poll, PollState};
use db::Tx;
use kernel::{DraftId, PersonId, SessionId};
use kit::{Ctx, Error};
use sessions::Session;

use crate::model::{Amendment, Draft, Refusal};
use crate::policy::{self, Action, Facts};
use crate::rules::Vote;
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// A draft, its session and its item.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) draft: Draft,
    pub(crate) session: Session,
    pub(crate) item: Item,
}

impl Seen {
    pub(crate) fn facts(&self) -> Facts {
        facts(&self.draft, &self.session, self.item.is_closed)
    }

    pub(crate) fn may(&self, ctx: &Ctx<'_>, action: Action) -> bool {
        policy::may(ctx.actor, action, &self.facts())
    }
}

/// The end of a link: without the title, which not everyone may read who sees the link.
pub(crate) fn node(id: DraftId) -> Node {
    Node::new("draft", id, "Dự thảo nghị quyết", format!("/lam-viec/du-thao/{id}"))
}

pub(crate) fn facts(draft: &Draft, session: &Session, is_closed: bool) -> Facts {
    // One that was withdrawn in preparation was never given out
    let is_out = draft.state.is_out() && draft.first_out.is_some();
    Facts {
        council: draft.council_id,
        submitted_by: draft.submitted_by,
        is_out,
        is_public: draft.is_public && is_out && session.is_public && !is_closed,
        is_closed,
    }
}

/// A draft with its session and item.
pub(crate) fn load(tx: &mut Tx, draft: Draft) -> db::Result<Option<Seen>> {
    let Some(session) = sessions::find(tx, draft.session_id)? else { return Ok(None) };
    let item = chamber::items(tx, session.id)?.into_iter().find(|one| one.id == draft.item_id);
    Ok(item.map(|item| Seen { draft, session, item }))
}

/// Drafts with their sessions and items; each session is asked for once.
pub(crate) fn load_many(tx: &mut Tx, drafts: Vec<Draft>) -> db::Result<Vec<Seen>> {
    let mut known: HashMap<SessionId, Option<(Session, Vec<Item>)>> = HashMap::new();
    let mut all = Vec::new();
    for draft in drafts {
        let known = match known.entry(draft.session_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let session = sessions::find(tx, draft.session_id)?;
                let items = chamber::items(tx, draft.session_id)?;
                place.insert(session.map(|session| (session, items)))
            }
        };
        let Some((session, items)) = known else { continue };
        let Some(item) = items.iter().find(|one| one.id == draft.item_id) else { continue };
        all.push(Seen { draft, session: session.clone(), item: item.clone() });
    }
    Ok(all)
}

/// A draft, when the actor may do this with it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: DraftId, action: Action) -> Result<Seen> {
    let draft = store::draft(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let seen = load(ctx.tx, draft)?.ok_or(Error::NotFound)?;
    // Who may read it knows of it; the deed is another's
    match (seen.may(ctx, action), seen.may(ctx, Action::Read)) {
        (true, _) => Ok(seen),
        (false, true) => Err(Error::Forbidden),
        (false, false) => Err(Error::NotFound),
    }
}

/// The actor as a delegate of the session's council, if the account's person is one.
pub(crate) fn own_seat(ctx: &mut Ctx<'_>, session: &Session) -> db::Result<Option<PersonId>> {
    let Some(own) = ctx.actor.person else { return Ok(None) };
    let seats = chamber::seats(ctx.tx, session)?;
    Ok(seats.iter().any(|(person, _)| *person == own).then_some(own))
}

/// The last vote that decides the draft, with the day of it: on its item, to adopt a resolution,
/// and not on one of the amendments.
pub(crate) fn last_vote(
    tx: &mut Tx,
    seen: &Seen,
    amendments: &[Amendment],
) -> db::Result<Option<(Vote, Poll)>> {
    let blocks = chamber::block_items(tx, seen.session.id)?;
    let polls = chamber::polls(tx, seen.session.id)?;
    let decides = |poll: &Poll| {
        poll.decision == Decision::Resolution
            && poll.state != PollState::Void
            && (poll.item_id == seen.item.id || blocks.contains(&(poll.id, seen.item.id)))
            && !amendments.iter().any(|one| one.poll_id == Some(poll.id))
    };
    let last = polls.into_iter().rev().find(decides);
    Ok(last.map(|poll| {
        let is_passed = poll.is_passed.filter(|_| poll.state == PollState::Closed);
        (Vote { number: poll.number, is_passed }, poll)
    }))
}

/// Makes a draft findable as it may be read, and writes the deed down.
pub(crate) fn finish(
    ctx: &mut Ctx<'_>,
    id: DraftId,
    action: &'static str,
    what: &str,
    reason: &str,
) -> Result<Draft> {
    let draft = store::draft(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let seen = load(ctx.tx, draft)?.ok_or(Error::NotFound)?;
    index(ctx, &seen)?;
    let label = if seen.facts().is_public {
        format!("{what}: dự thảo “{}”, {}", seen.draft.title, seen.session.label())
    } else {
        format!("{what}: một dự thảo, {}", seen.session.label())
    };
    let deed = Deed::new(action, "draft", id, label).because(reason).public_if(seen.facts().is_public);
    audit::record(ctx, deed)?;
    Ok(seen.draft)
}

/// Puts a draft into the index, for those who may read it.
pub(crate) fn index(ctx: &mut Ctx<'_>, seen: &Seen) -> db::Result<()> {
    let draft = &seen.draft;
    let body = store::version(ctx.tx, draft.id, draft.version_no)?.map(|one| one.body).unwrap_or_default();
    let is_public = seen.facts().is_public;
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "draft",
            id: draft.id.to_string(),
            href: if is_public { draft.public_path() } else { draft.path() },
            title: &format!("Dự thảo: {}", draft.title),
            summary: &format!("{}. {}", seen.session.label(), draft.state.label()),
            body: &body,
            is_public,
            council: Some(draft.council_id),
            on: seen.session.opened_on,
        },
    )
}
