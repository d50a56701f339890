//! Who is invited, what they answer, who comes.

use documents::{Kind, NewDocument};
use kernel::{BriefingId, OrganizationId, ParticipantId};
use kit::{Ctx, Error};

use super::{Result, hit, load, other, record};
use crate::letters::{self, Head};
use crate::model::{Attendance, Briefing, Refusal, Reply, State};
use crate::policy::Action;
use crate::{rules, store};

/// Adds bodies of the council's own unit.
pub(crate) fn add_guests(ctx: &mut Ctx<'_>, briefing: &Briefing, guests: &[OrganizationId]) -> Result<()> {
    let known = directory::organizations_of_area(ctx.tx, briefing.area_id)?;
    for (guest, place) in guests.iter().zip(1..) {
        if !known.iter().any(|one| one.id == *guest) {
            return Err(Error::Refused(Refusal::NoSuchBody));
        }
        let id: ParticipantId = ctx.id();
        store::insert_participant(ctx.tx, id, briefing.id, *guest, false, None, place)?;
    }
    Ok(())
}

/// Adds the councils of the communes that exist on the briefing's day and are not yet on the
/// list: a unit that was merged away is replaced by its successor. Says how many were added.
pub(crate) fn add_communes(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<usize> {
    let known = store::participants(ctx.tx, briefing.id)?;
    let communes = directory::commune_councils(ctx.tx, briefing.area_id, briefing.held_on)?;
    let invited_ms = (briefing.state == State::Called).then_some(ctx.now);
    let mut added = 0;
    for ((_, council), place) in communes.into_iter().zip(1_000..) {
        if known.iter().any(|one| one.organization_id == council.id) {
            continue;
        }
        let id: ParticipantId = ctx.id();
        store::insert_participant(ctx.tx, id, briefing.id, council.id, true, invited_ms, place)?;
        added += 1;
    }
    Ok(added)
}

/// Brings the list of communes up to the units that exist on the briefing's day.
pub fn sync_participants(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<usize> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !briefing.is_open() {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    let added = add_communes(ctx, &briefing)?;
    record(ctx, "briefing.change", &briefing, format!("{}, thành phần", briefing.title), "")?;
    Ok(added)
}

/// Issues the plan with its dates and the outline.
pub fn issue_plan(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<String> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !briefing.is_open() || briefing.plan_document_id.is_some() {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    let head = Head::of(ctx, briefing.council_id, ctx.today)?;
    let milestones = rules::milestones(ctx.law, briefing.held_on, briefing.reports_due_on);
    let letter = letters::plan(&head, &briefing, &milestones, ctx.today);
    let recipients = store::participants(ctx.tx, id)?
        .into_iter()
        .filter(|one| one.is_reporting)
        .map(|one| one.organization_id)
        .collect();
    let new = NewDocument {
        organization: head.organization,
        kind: Kind::Plan,
        title: letter.title.clone().unwrap_or_default(),
        letter,
        signer: head.signer,
        subject_kind: "briefing",
        subject_id: id.to_string(),
        is_public: false,
        recipients,
    };
    let document = documents::issue_new(ctx, &new, ctx.today).map_err(other)?;
    hit(store::set_plan_document(ctx.tx, document.id, id, briefing.version)?)?;
    let number = document.number.unwrap_or_default();
    record(ctx, "briefing.issue", &briefing, format!("{}, kế hoạch {number}", briefing.title), "")?;
    Ok(number)
}

/// Sends the invitations and opens the form of the communes. Gives the invitation's number.
pub fn call(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<String> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    rules::call(briefing.state).map_err(Error::Refused)?;
    add_communes(ctx, &briefing)?;
    let names = directory::names(ctx.tx)?;
    let participants = store::participants(ctx.tx, id)?;
    let invited: Vec<String> =
        participants.iter().filter_map(|one| names.get(&one.organization_id).cloned()).collect();
    let head = Head::of(ctx, briefing.council_id, ctx.today)?;
    let letter = letters::invitation(&head, &briefing, &invited, ctx.today);
    let new = NewDocument {
        organization: head.organization,
        kind: Kind::Invitation,
        title: letter.title.clone().unwrap_or_default(),
        letter,
        signer: head.signer,
        subject_kind: "briefing",
        subject_id: id.to_string(),
        is_public: false,
        recipients: participants.iter().map(|one| one.organization_id).collect(),
    };
    let document = documents::issue_new(ctx, &new, ctx.today).map_err(other)?;
    store::set_invited(ctx.tx, ctx.now, id)?;
    hit(store::set_called(ctx.tx, document.id, id, briefing.version)?)?;
    record(ctx, "briefing.call", &briefing, briefing.title.clone(), "")?;
    Ok(document.number.unwrap_or_default())
}

/// Answers the invitation of a body: by the body itself, or by the office that was told.
pub fn reply(
    ctx: &mut Ctx<'_>,
    id: BriefingId,
    body: OrganizationId,
    reply: Reply,
    words: &str,
) -> Result<()> {
    let briefing = load(ctx, id, Action::Reply, Some(body))?;
    if briefing.state != State::Called {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    if reply == Reply::Absent && words.is_empty() {
        return Err(Error::Refused(Refusal::ReasonNeeded));
    }
    let participant = store::participant(ctx.tx, id, body)?.ok_or(Error::NotFound)?;
    hit(store::set_reply(ctx.tx, reply, words, participant.id, participant.version)?)?;
    let name = directory::organization(ctx.tx, body)?.map_or_else(String::new, |one| one.short_name);
    record(ctx, "briefing.reply", &briefing, format!("{}: {name}, {}", briefing.title, reply.label()), "")
}

/// Notes who is in the room; unchanged ones are left alone.
pub fn set_attendance(
    ctx: &mut Ctx<'_>,
    id: BriefingId,
    noted: &[(ParticipantId, Attendance)],
) -> Result<()> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !matches!(briefing.state, State::Called | State::Held) {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    let mut changed = false;
    for participant in store::participants(ctx.tx, id)? {
        let Some((_, attendance)) = noted.iter().find(|(known, _)| *known == participant.id) else {
            continue;
        };
        if *attendance != participant.attendance {
            hit(store::set_attendance(ctx.tx, *attendance, participant.id, participant.version)?)?;
            changed = true;
        }
    }
    if changed {
        record(ctx, "briefing.attend", &briefing, briefing.title.clone(), "")?;
    }
    Ok(())
}
