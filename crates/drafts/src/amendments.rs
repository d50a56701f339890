//! The deeds on proposals: made, taken back, answered, decided by a vote.

use chamber::{Poll, PollState};
use kernel::{AmendmentId, DraftId, OrganizationId, PersonId, PollId};
use kit::{Ctx, Error};

use crate::common::{Result, Seen, finish, own_seat, permitted};
use crate::model::{Amendment, AmendmentState, NewAmendment, Refusal};
use crate::policy::Action;
use crate::{rules, store};

/// In whose name the actor proposes: a delegate's own, otherwise the body's.
pub(crate) fn author(ctx: &mut Ctx<'_>, seen: &Seen) -> Result<(Option<PersonId>, Option<OrganizationId>)> {
    if let Some(person) = own_seat(ctx, &seen.session)? {
        return Ok((Some(person), None));
    }
    // An account with the person of somebody who is no delegate that day speaks for nobody
    let body = ctx.actor.organization.filter(|_| ctx.actor.person.is_none());
    body.map(|body| (None, Some(body))).ok_or(Error::Forbidden)
}

/// Proposes a change of the text as it stands.
pub fn propose(ctx: &mut Ctx<'_>, id: DraftId, new: &NewAmendment) -> Result<AmendmentId> {
    let seen = permitted(ctx, id, Action::Propose)?;
    let (person, body) = author(ctx, &seen)?;
    rules::check_open(&seen.draft, ctx.today).map_err(Error::Refused)?;
    let number = seen.draft.version_no;
    let text = store::version(ctx.tx, id, number)?.ok_or(Error::NotFound)?.body;
    rules::check_proposal(new, &text, number).map_err(Error::Refused)?;
    let known = store::amendments(ctx.tx, id)?;
    let own = known.iter().filter(|one| (one.person_id, one.organization_id) == (person, body));
    rules::check_room(own.count(), known.len()).map_err(Error::Refused)?;
    let own: AmendmentId = ctx.id();
    let proposed = if new.kind == crate::model::AmendmentKind::Delete { "" } else { &new.proposed };
    // As the text writes it: "Điều 2", however it was typed
    let article = akn::Text::read(&text).article(&new.article).map(|one| one.number).unwrap_or_default();
    store::insert_amendment(
        ctx.tx,
        own,
        id,
        number,
        &article,
        new.kind,
        proposed,
        &new.reason,
        person,
        body,
        ctx.now,
    )?;
    let what =
        if article.is_empty() { "Góp ý toàn văn".to_owned() } else { format!("Góp ý {article}") };
    finish(ctx, id, "draft.propose", &what, "")?;
    Ok(own)
}

fn of_draft(ctx: &mut Ctx<'_>, draft: DraftId, id: AmendmentId) -> Result<Amendment> {
    store::amendment(ctx.tx, id)?.filter(|one| one.draft_id == draft).ok_or(Error::NotFound)
}

/// Takes the actor's own proposal back.
pub fn take_back(ctx: &mut Ctx<'_>, draft: DraftId, id: AmendmentId, version: i64) -> Result<()> {
    let seen = permitted(ctx, draft, Action::Propose)?;
    let one = of_draft(ctx, draft, id)?;
    if author(ctx, &seen)? != (one.person_id, one.organization_id) {
        return Err(Error::Forbidden);
    }
    rules::check_take_back(&one).map_err(Error::Refused)?;
    let state = AmendmentState::Withdrawn;
    let hit = store::answer_amendment(ctx.tx, state, "", Some(ctx.today), None, id, version)?;
    done(ctx, hit, draft, "draft.take_back", &format!("Rút ý kiến về {}", one.place()))
}

/// Answers a proposal: taken, or not and why.
pub fn answer(
    ctx: &mut Ctx<'_>,
    draft: DraftId,
    id: AmendmentId,
    version: i64,
    is_taken: bool,
    words: &str,
) -> Result<()> {
    let seen = permitted(ctx, draft, Action::Answer)?;
    let one = of_draft(ctx, draft, id)?;
    check_alive(&seen)?;
    rules::check_answer(&one, is_taken, words).map_err(Error::Refused)?;
    let (state, what) = if is_taken {
        (AmendmentState::Taken, "Tiếp thu ý kiến về")
    } else {
        (AmendmentState::Refused, "Không tiếp thu ý kiến về")
    };
    let hit = store::answer_amendment(ctx.tx, state, words, Some(ctx.today), None, id, version)?;
    done(ctx, hit, draft, "draft.answer", &format!("{what} {}", one.place()))
}

/// The votes of the session that may decide a proposal: over, and not on what is held without
/// the public elsewhere.
pub(crate) fn deciding_polls(ctx: &mut Ctx<'_>, seen: &Seen) -> db::Result<Vec<Poll>> {
    let items = chamber::items(ctx.tx, seen.session.id)?;
    let fits = |poll: &Poll| {
        let item = items.iter().find(|one| one.id == poll.item_id);
        poll.state == PollState::Closed
            && poll.is_passed.is_some()
            && poll.rating.is_none()
            && item.is_some_and(|item| !item.is_closed || item.id == seen.item.id)
    };
    Ok(chamber::polls(ctx.tx, seen.session.id)?.into_iter().filter(fits).collect())
}

/// Writes down that a vote decided a proposal: what became of it follows from the vote.
pub fn settle(ctx: &mut Ctx<'_>, draft: DraftId, id: AmendmentId, version: i64, poll: PollId) -> Result<()> {
    let seen = permitted(ctx, draft, Action::Keep)?;
    let one = of_draft(ctx, draft, id)?;
    check_alive(&seen)?;
    let polls = deciding_polls(ctx, &seen)?;
    let poll = polls.iter().find(|one| one.id == poll).ok_or(Error::Refused(Refusal::NoSuchPoll))?;
    let is_taken = poll.is_passed.ok_or(Error::Refused(Refusal::NoSuchPoll))?;
    let result = poll.sentence().unwrap_or_else(|| "xem biên bản kiểm phiếu.".to_owned());
    let words = format!("Biểu quyết số {}: {result}", poll.number);
    rules::check_answer(&one, is_taken, &words).map_err(Error::Refused)?;
    let state = if is_taken { AmendmentState::Taken } else { AmendmentState::Refused };
    let hit = store::answer_amendment(ctx.tx, state, &words, Some(poll.on()), Some(poll.id), id, version)?;
    done(ctx, hit, draft, "draft.settle", &format!("Biểu quyết ý kiến về {}", one.place()))
}

fn check_alive(seen: &Seen) -> Result<()> {
    let state = seen.draft.state;
    if state.is_alive() {
        Ok(())
    } else {
        Err(Error::Refused(Refusal::WrongState { state, verb: "trả lời ý kiến" }))
    }
}

fn done(ctx: &mut Ctx<'_>, hit: db::Count, draft: DraftId, action: &'static str, what: &str) -> Result<()> {
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    finish(ctx, draft, action, what, "")?;
    Ok(())
}
