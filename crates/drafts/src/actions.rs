//! The deeds on a draft: entered, given out, presented, made anew, decided.

use chain::Node;
use directory::OrganizationKind;
use kernel::{Date, DraftId, OrganizationId, ResolutionId, SessionId};
use kit::{Ctx, Error};
use resolutions::NewResolution;

use crate::common::{Result, Seen, finish, last_vote, node, permitted};
use crate::model::{Amendment, Draft, NewDraft, Refusal};
use crate::policy::{self, Action, Facts};
use crate::{rules, store};

/// Why the first text was made.
const FIRST: &str = "Bản trình";

/// Enters a draft under an item of a session's agenda.
pub fn enter(ctx: &mut Ctx<'_>, session: SessionId, new: &NewDraft) -> Result<DraftId> {
    let session = keepers_session(ctx, session)?;
    rules::check_text(&new.body).map_err(Error::Refused)?;
    check_item(ctx, session.id, new)?;
    check_submitter(ctx, new.submitted_by)?;
    let id: DraftId = ctx.id();
    store::insert_draft(
        ctx.tx,
        id,
        session.id,
        new.item,
        session.council_id,
        &new.title,
        new.is_normative,
        new.submitted_by,
        new.is_demonstration,
    )?;
    insert_version(ctx, id, 1, &new.body, FIRST)?;
    chain::link(ctx, &Node::new("session", session.id, session.label(), session.path()), &node(id))?;
    finish(ctx, id, "draft.enter", "Nhập", "")?;
    Ok(id)
}

/// A session whose drafts the actor keeps.
pub(crate) fn keepers_session(ctx: &mut Ctx<'_>, id: SessionId) -> Result<sessions::Session> {
    let session = sessions::find(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let facts = Facts {
        council: session.council_id,
        submitted_by: session.council_id,
        is_out: false,
        is_public: false,
        is_closed: false,
    };
    if policy::may(ctx.actor, Action::Keep, &facts) { Ok(session) } else { Err(Error::NotFound) }
}

fn check_item(ctx: &mut Ctx<'_>, session: SessionId, new: &NewDraft) -> Result<()> {
    let is_draft = |one: &chamber::Item| one.id == new.item && one.kind == chamber::ItemKind::DraftResolution;
    if !chamber::items(ctx.tx, session)?.iter().any(is_draft) {
        return Err(Error::Refused(Refusal::NotADraftItem));
    }
    match store::draft_of_item(ctx.tx, new.item)? {
        Some(_) => Err(Error::Refused(Refusal::ItemTaken)),
        None => Ok(()),
    }
}

fn check_submitter(ctx: &mut Ctx<'_>, id: OrganizationId) -> Result<()> {
    let found = directory::organization(ctx.tx, id)?.filter(|one| one.works_on(ctx.today));
    // Whoever may submit: nobody submits to itself
    let fits = found.is_some_and(|one| one.kind != OrganizationKind::Council);
    if fits { Ok(()) } else { Err(Error::Refused(Refusal::NoSubmitter)) }
}

fn insert_version(ctx: &mut Ctx<'_>, draft: DraftId, number: i64, body: &str, why: &str) -> Result<()> {
    let (id, by) = (ctx.id(), ctx.actor.name.clone());
    store::insert_version(ctx.tx, id, draft, number, body, why, ctx.today, &by)?;
    Ok(())
}

/// What of a draft may be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The title of the resolution.
    pub title: String,
    /// Văn bản quy phạm pháp luật.
    pub is_normative: bool,
    /// The body that submits it.
    pub submitted_by: OrganizationId,
    /// The last day for comments, once it was given out.
    pub comment_until: Option<Date>,
    /// Anyone may read it, once it is out.
    pub is_public: bool,
}

/// Corrects what was entered, until the draft is decided.
pub fn change(ctx: &mut Ctx<'_>, id: DraftId, version: i64, new: &Correction) -> Result<Draft> {
    let seen = permitted(ctx, id, Action::Keep)?;
    let state = seen.draft.state;
    if !state.is_alive() {
        return Err(Error::Refused(Refusal::WrongState { state, verb: "sửa" }));
    }
    // Number series and effect follow from the kind, so it belongs to what was voted for
    if new.title != seen.draft.title || new.is_normative != seen.draft.is_normative {
        let amendments = store::amendments(ctx.tx, id)?;
        let vote = last_vote(ctx.tx, &seen, &amendments)?.map(|(vote, _)| vote);
        rules::check_text_open(state, vote).map_err(Error::Refused)?;
    }
    check_submitter(ctx, new.submitted_by)?;
    let until = new.comment_until.or(seen.draft.comment_until).filter(|_| state.is_out());
    if until != seen.draft.comment_until && until.is_some_and(|until| until < ctx.today) {
        return Err(Error::Refused(Refusal::UntilInPast));
    }
    let hit = store::update_draft(
        ctx.tx,
        &new.title,
        new.is_normative,
        new.submitted_by,
        until,
        new.is_public && state.is_out(),
        id,
        version,
    )?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    finish(ctx, id, "draft.change", "Sửa", "")
}

/// Gives a draft out for comments until a day; to everyone when it is public.
pub fn publish(ctx: &mut Ctx<'_>, id: DraftId, version: i64, until: Date, is_public: bool) -> Result<Draft> {
    let seen = permitted(ctx, id, Action::Keep)?;
    let state = rules::publish(seen.draft.state, until, ctx.today).map_err(Error::Refused)?;
    let first_out = Some(seen.draft.version_no);
    let new = Draft { state, comment_until: Some(until), is_public, first_out, ..seen.draft };
    save(ctx, &new, version, "draft.publish", "Lấy ý kiến")
}

/// Writes down that a draft is before the council.
pub fn present(ctx: &mut Ctx<'_>, id: DraftId, version: i64) -> Result<Draft> {
    let seen = permitted(ctx, id, Action::Keep)?;
    let state = rules::present(seen.draft.state, seen.session.state).map_err(Error::Refused)?;
    let new = Draft { state, presented_on: Some(ctx.today), ..seen.draft };
    save(ctx, &new, version, "draft.present", "Trình kỳ họp")
}

/// Writes down that the body that submitted a draft took it back.
pub fn withdraw(ctx: &mut Ctx<'_>, id: DraftId, version: i64, reason: &str) -> Result<Draft> {
    let seen = permitted(ctx, id, Action::Keep)?;
    let amendments = store::amendments(ctx.tx, id)?;
    let vote = last_vote(ctx.tx, &seen, &amendments)?.map(|(vote, _)| vote);
    let state = rules::withdraw(seen.draft.state, vote, reason).map_err(Error::Refused)?;
    let new = Draft { state, decided_on: Some(ctx.today), reason: reason.to_owned(), ..seen.draft };
    save(ctx, &new, version, "draft.withdraw", "Rút")
}

/// Writes down that the council did not adopt a draft.
pub fn refuse(ctx: &mut Ctx<'_>, id: DraftId, version: i64, reason: &str) -> Result<Draft> {
    let seen = permitted(ctx, id, Action::Keep)?;
    let amendments = store::amendments(ctx.tx, id)?;
    let vote = last_vote(ctx.tx, &seen, &amendments)?.map(|(vote, _)| vote);
    let state = rules::refuse(seen.draft.state, vote, reason).map_err(Error::Refused)?;
    let new = Draft { state, decided_on: Some(ctx.today), reason: reason.to_owned(), ..seen.draft };
    save(ctx, &new, version, "draft.refuse", "Không thông qua")
}

/// Makes the resolution that the council voted for, of the text as it stands. It is not public
/// until it is signed.
pub fn adopt(ctx: &mut Ctx<'_>, id: DraftId, version: i64) -> Result<ResolutionId> {
    let seen = permitted(ctx, id, Action::Keep)?;
    let amendments = store::amendments(ctx.tx, id)?;
    let last = last_vote(ctx.tx, &seen, &amendments)?;
    let outside = amendments.iter().filter(|one| one.waits_for_text()).count();
    let vote = last.as_ref().map(|(vote, _)| *vote);
    let text = store::version(ctx.tx, id, seen.draft.version_no)?.ok_or(Error::NotFound)?;
    let was_there = last.as_ref().is_none_or(|(_, poll)| kernel::made_ms(text.id) <= poll.opened_ms);
    let state = rules::adopt(seen.draft.state, vote, was_there, outside).map_err(Error::Refused)?;
    let (_, poll) = last.ok_or(Error::Refused(Refusal::NotVoted))?;
    if seen.draft.version != version {
        return Err(Error::Conflict);
    }
    let body = current_body(ctx, &seen)?;
    let draft = seen.draft;
    let adopted_on = poll.on();
    let year = i64::from(adopted_on.year());
    let seq = next_seq(ctx, draft.council_id, draft.is_normative, year)?;
    let new = NewResolution {
        council: draft.council_id,
        session: Some(draft.session_id),
        is_normative: draft.is_normative,
        seq,
        year,
        title: draft.title.clone(),
        adopted_on,
        signed_on: None,
        effective_on: None,
        expired_on: None,
        sent_up_on: None,
        body,
        is_public: false,
        is_demonstration: draft.is_demonstration,
        poll: Some(poll.id),
        shortened: None,
    };
    let made = resolutions::create(ctx, &new);
    let resolution =
        made.map_err(|error| Error::from_other(error, |why| Refusal::Resolution(why.to_string())))?;
    let made = resolutions::find(ctx.tx, resolution)?.ok_or(Error::NotFound)?;
    chain::link(ctx, &node(id), &Node::new("resolution", made.id, made.label(), made.path()))?;
    let new = Draft { state, decided_on: Some(adopted_on), resolution_id: Some(resolution), ..draft };
    save(ctx, &new, version, "draft.adopt", "Lập nghị quyết")?;
    Ok(resolution)
}

/// The next number of a series of a council's resolutions.
fn next_seq(ctx: &mut Ctx<'_>, council: OrganizationId, is_normative: bool, year: i64) -> Result<i64> {
    let all = resolutions::list_of_council(ctx.tx, council)?;
    let series = all.iter().filter(|one| one.is_normative == is_normative && one.year == year);
    Ok(series.map(|one| one.seq).max().unwrap_or(0) + 1)
}

fn save(ctx: &mut Ctx<'_>, new: &Draft, version: i64, action: &'static str, what: &str) -> Result<Draft> {
    let hit = store::update_state(
        ctx.tx,
        new.state,
        new.comment_until,
        new.presented_on,
        new.decided_on,
        &new.reason,
        new.resolution_id,
        new.is_public,
        new.first_out,
        new.id,
        version,
    )?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    finish(ctx, new.id, action, what, &new.reason)
}

fn current_body(ctx: &mut Ctx<'_>, seen: &Seen) -> Result<String> {
    let version = store::version(ctx.tx, seen.draft.id, seen.draft.version_no)?;
    Ok(version.ok_or(Error::NotFound)?.body)
}

/// Makes the next version with everything in it that was taken. Where that cannot be done by
/// itself nothing is written, and why is said.
pub fn take_in(ctx: &mut Ctx<'_>, id: DraftId, version: i64) -> Result<Draft> {
    let seen = permitted(ctx, id, Action::Keep)?;
    let amendments = store::amendments(ctx.tx, id)?;
    let vote = last_vote(ctx.tx, &seen, &amendments)?.map(|(vote, _)| vote);
    rules::check_text_open(seen.draft.state, vote).map_err(Error::Refused)?;
    let taken: Vec<&Amendment> =
        amendments.iter().filter(|one| one.waits_for_text() && one.kind.changes_text()).collect();
    if taken.is_empty() {
        return Err(Error::Refused(Refusal::NothingTaken));
    }
    let versions = store::versions(ctx.tx, id)?;
    let body_of = |number: i64| versions.iter().find(|one| one.number == number).map(|one| one.body.as_str());
    let body = body_of(seen.draft.version_no).ok_or(Error::NotFound)?;
    let made = rules::take_in(body, &taken, body_of);
    let made = made.map_err(|conflicts| Error::Refused(Refusal::Conflicts(conflicts)))?;
    add_version(ctx, &seen.draft, version, &made, "Tiếp thu ý kiến", &taken)
}

/// Keeps a text that was worked out elsewhere as the next version; with `includes_taken` every
/// proposal that was taken is in it.
pub fn write_version(
    ctx: &mut Ctx<'_>,
    id: DraftId,
    version: i64,
    body: &str,
    why: &str,
    includes_taken: bool,
) -> Result<Draft> {
    let seen = permitted(ctx, id, Action::Keep)?;
    let amendments = store::amendments(ctx.tx, id)?;
    let vote = last_vote(ctx.tx, &seen, &amendments)?.map(|(vote, _)| vote);
    rules::check_text_open(seen.draft.state, vote).map_err(Error::Refused)?;
    rules::check_text(body).map_err(Error::Refused)?;
    let is_same = akn::Text::read(body) == akn::Text::read(&current_body(ctx, &seen)?);
    if is_same {
        return Err(Error::Refused(Refusal::SameText));
    }
    let taken: Vec<&Amendment> =
        amendments.iter().filter(|one| includes_taken && one.waits_for_text()).collect();
    add_version(ctx, &seen.draft, version, body, why, &taken)
}

fn add_version(
    ctx: &mut Ctx<'_>,
    draft: &Draft,
    version: i64,
    body: &str,
    why: &str,
    taken: &[&Amendment],
) -> Result<Draft> {
    let number = draft.version_no + 1;
    if !store::set_version_no(ctx.tx, number, draft.id, version)?.hit() {
        return Err(Error::Conflict);
    }
    insert_version(ctx, draft.id, number, body, why)?;
    for one in taken {
        store::mark_taken(ctx.tx, number, one.id)?;
    }
    finish(ctx, draft.id, "draft.version", &format!("Lập bản {number}"), "")
}

/// What the agenda asks: an item that a draft stands under is not taken off it.
pub fn holds_item(tx: &mut db::Tx, item: kernel::AgendaItemId) -> db::Result<bool> {
    Ok(!store::all_of_item(tx, item)?.is_empty())
}

/// The vote that the draft under an item leads to, until it is decided.
pub fn proposed_vote(tx: &mut db::Tx, item: kernel::AgendaItemId) -> db::Result<Option<chamber::Proposal>> {
    let draft = store::draft_of_item(tx, item)?.filter(|draft| draft.decided_on.is_none());
    Ok(draft.map(|draft| chamber::Proposal {
        title: format!("Thông qua Nghị quyết: {}", draft.title),
        decision: chamber::Decision::Resolution,
    }))
}

/// What the register of sessions tells: a session was published or hidden, and so are its drafts.
pub fn session_changed(ctx: &mut Ctx<'_>, session: SessionId) -> db::Result<()> {
    let drafts = store::drafts_of(ctx.tx, session)?;
    if drafts.is_empty() {
        return Ok(());
    }
    let Some(session) = sessions::find(ctx.tx, session)? else { return Ok(()) };
    let items = chamber::items(ctx.tx, session.id)?;
    for draft in drafts {
        if let Some(item) = items.iter().find(|one| one.id == draft.item_id) {
            crate::common::index(ctx, &Seen { draft, session: session.clone(), item: item.clone() })?;
        }
    }
    Ok(())
}

/// What the agenda tells: an item was opened to the public or closed, and so are its drafts.
pub fn item_changed(ctx: &mut Ctx<'_>, item: kernel::AgendaItemId) -> db::Result<()> {
    for draft in store::all_of_item(ctx.tx, item)? {
        if let Some(seen) = crate::common::load(ctx.tx, draft)? {
            crate::common::index(ctx, &seen)?;
        }
    }
    Ok(())
}
