//! Links by which a body without an account answers what it was asked: made by the office for
//! chosen petitions, until a day, and taken back by it.
//!
//! Invariants: the token is shown once and only its hash is kept; a link opens nothing but its own
//! rows, and of those only what its body must still answer.

use audit::Deed;
use directory::OrganizationKind;
use kernel::{
    Actor, AnswerLinkId, Date, Entropy, OrganizationId, PetitionEntryId, PetitionId, Role, dates, text,
};
use kit::{Ctx, Error, token_sha256};

use crate::actions::{Given, Result, answer, hit};
use crate::model::{Petition, Refusal, State};
use crate::policy::{self, Action, Subject};
use crate::store_links::{self, AnswerLink};
use crate::{answers, store};

/// No link opens longer.
pub(crate) const DAYS_MAX: i64 = 60;
/// When every answer is late already, this long is offered.
const LATE_DAYS: i64 = 14;
/// 160 bits.
const TOKEN_BYTES: usize = 20;

/// The day that is offered: the latest on which one of them is due, within the limit.
pub(crate) fn standard_until(petitions: &[Petition], today: Date) -> Date {
    let due = petitions.iter().filter_map(|one| one.due_on).max().filter(|due| *due > today);
    due.unwrap_or_else(|| days_after(today, LATE_DAYS)).min(days_after(today, DAYS_MAX))
}

fn days_after(today: Date, days: i64) -> Date {
    dates::date_of(dates::midnight(today) + days * 86_400_000)
}

/// Whether the actor makes links for this council at all.
pub(crate) fn may(actor: &Actor, council: OrganizationId) -> bool {
    actor.area.is_some_and(|area| policy::may_in_council(actor, Action::Link, council, area))
}

/// Makes a link; returns it with its token, which is not kept.
pub(crate) fn make(
    ctx: &mut Ctx<'_>,
    body: OrganizationId,
    ids: &[PetitionId],
    until: Date,
) -> Result<(AnswerLink, String)> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    if !may(ctx.actor, council) {
        return Err(Error::NotFound);
    }
    if until <= ctx.today {
        return Err(Error::Refused(Refusal::NotLater));
    }
    if until > days_after(ctx.today, DAYS_MAX) {
        return Err(Error::Refused(Refusal::TooLong(DAYS_MAX)));
    }
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Err(Error::Refused(Refusal::NoneChosen));
    }
    let name = directory::organization(ctx.tx, body)?.ok_or(Error::NotFound)?.short_name;
    let token = text::hex(&Entropy::secret::<TOKEN_BYTES>());
    let id: AnswerLinkId = ctx.id();
    let by = ctx.actor.name.clone();
    store_links::insert_link(ctx.tx, id, council, body, &token_sha256(&token), ctx.now, &by, until)?;
    for petition in &ids {
        let one = store::petition(ctx.tx, *petition)?.ok_or(Error::NotFound)?;
        if !policy::may(ctx.actor, Action::Link, Subject::from(&one)) || one.lead_id != Some(body) {
            return Err(Error::NotFound);
        }
        if !matches!(one.state, State::Forwarded | State::Monitoring) {
            return Err(Error::Refused(Refusal::WrongState(one.state)));
        }
        let row: PetitionEntryId = ctx.id();
        store_links::insert_row(ctx.tx, row, id, one.id)?;
    }
    let label = format!("{name}, {} kiến nghị, đến ngày {}", ids.len(), dates::print(until));
    audit::record(ctx, Deed::new("petition.make_link", "answer_link", id, label))?;
    let link = store_links::link(ctx.tx, id)?.ok_or(Error::NotFound)?;
    Ok((link, token))
}

/// Takes a link back: it opens no more from this moment on.
pub(crate) fn revoke(ctx: &mut Ctx<'_>, id: AnswerLinkId) -> Result<()> {
    let link = store_links::link(ctx.tx, id)?
        .filter(|link| may(ctx.actor, link.council_id))
        .ok_or(Error::NotFound)?;
    hit(store_links::revoke(ctx.tx, ctx.now, link.id, link.version)?)?;
    let name = directory::organization(ctx.tx, link.body_id)?.map_or_else(String::new, |one| one.short_name);
    audit::record(ctx, Deed::new("petition.revoke_link", "answer_link", link.id, name))?;
    Ok(())
}

/// What a token opens today; wrong, expired and revoked are the same nothing.
pub(crate) fn opened(ctx: &mut Ctx<'_>, token: &str) -> db::Result<Option<(AnswerLink, Actor)>> {
    let is_token = token.len() == TOKEN_BYTES * 2 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_token {
        return Ok(None);
    }
    let Some(link) = store_links::open_link(ctx.tx, &token_sha256(token), ctx.today)? else {
        return Ok(None);
    };
    let Some(body) = directory::organization(ctx.tx, link.body_id)? else { return Ok(None) };
    let role = match body.kind {
        OrganizationKind::PeoplesCommittee => Role::PeoplesCommittee,
        OrganizationKind::FatherlandFront => Role::FatherlandFront,
        _ => Role::Department,
    };
    let actor = Actor {
        name: format!("{} (qua đường dẫn trả lời)", body.short_name),
        role,
        area: Some(body.area_id),
        organization: Some(body.id),
        // As the body's own account would: the journal shows it to the council's office
        council: Some(link.council_id),
        ..Actor::visitor()
    };
    Ok(Some((link, actor)))
}

/// The body answers one of the link's petitions.
pub(crate) fn answer_one(
    ctx: &mut Ctx<'_>,
    link: &AnswerLink,
    body: &Actor,
    id: PetitionId,
    given: &Given,
) -> Result<Petition> {
    if !store_links::petitions_of(ctx.tx, link)?.iter().any(|one| one.id == id) {
        return Err(Error::NotFound);
    }
    // With the deed, so that the journal's entry of the answer covers the link's row too
    store_links::set_used(ctx.tx, ctx.now, link.id)?;
    answer(&mut ctx.acting_as(body), id, given)
}

/// The body answers by a table; rows of other petitions are faults.
pub(crate) fn answer_many(
    ctx: &mut Ctx<'_>,
    link: &AnswerLink,
    body: &Actor,
    rows: &[answers::Answered],
) -> Result<std::result::Result<usize, Vec<papers::pasted::CellFault>>> {
    let own: Vec<PetitionId> =
        store_links::petitions_of(ctx.tx, link)?.into_iter().map(|one| one.id).collect();
    let taken = answers::take(&mut ctx.acting_as(body), rows, Some(&own))?;
    if let Ok(count) = &taken
        && 0 < *count
    {
        store_links::set_used(ctx.tx, ctx.now, link.id)?;
        let deed = Deed::new("petition.answer", "answer_link", link.id, format!("{count} câu trả lời"));
        audit::record(&mut ctx.acting_as(body), deed)?;
    }
    Ok(taken)
}
