//! Steps of preparation, examination, and who is asked to come.

use directory::OrganizationKind;
use kernel::{
    AgendaItemId, Date, ExaminationId, InvitationLineId, OrganizationId, PersonId, PreparationStepId,
    SessionId, SessionRequestId,
};
use kit::{Ctx, Error};

use crate::common::{self, Result, note, open, own_seat, prepared};
use crate::model::{Coming, Refusal, Requester, StepKind};
use crate::policy::{self, Action};
use crate::store;

/// Notes that a step was taken, or corrects its day.
pub fn take(ctx: &mut Ctx<'_>, id: SessionId, kind: StepKind, on: Date, words: &str) -> Result<()> {
    let session = prepared(ctx, id)?;
    if session.is_archived() {
        return Err(Error::Refused(Refusal::Archived));
    }
    if ctx.today < on {
        return Err(Error::Refused(Refusal::InFuture));
    }
    if session.opened_on < on {
        return Err(Error::Refused(Refusal::AfterOpening));
    }
    if let Some(known) = store::steps(ctx.tx, id)?.into_iter().find(|one| one.kind == kind) {
        if !store::update_step(ctx.tx, on, words, known.id, known.version)?.hit() {
            return Err(Error::Conflict);
        }
    } else {
        let step: PreparationStepId = ctx.id();
        store::insert_step(ctx.tx, step, id, kind, on, words)?;
    }
    common::count_anew(ctx, &session)?;
    note(ctx, &session, "dossier.step", format!("Ghi bước “{}”", kind.label()), true)
}

/// Notes who asked for the session, or corrects it.
pub fn note_request(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    requester: Requester,
    on: Date,
    signed: (Option<i64>, Option<i64>),
    words: &str,
) -> Result<()> {
    let session = open(ctx, id)?;
    if ctx.today < on {
        return Err(Error::Refused(Refusal::InFuture));
    }
    if session.opened_on < on {
        return Err(Error::Refused(Refusal::AfterOpening));
    }
    let level = directory::level_of(ctx.tx, session.council_id)?;
    crate::rules::check_request(ctx.law, level, &session, requester, on, signed).map_err(Error::Refused)?;
    let (signers, total) = match requester {
        Requester::Delegates | Requester::Voters => signed,
        Requester::StandingCommittee | Requester::PeoplesCommitteeChair => (None, None),
    };
    if let Some(known) = store::request(ctx.tx, id)? {
        if !store::update_request(ctx.tx, requester, on, signers, total, words, known.id, known.version)?
            .hit()
        {
            return Err(Error::Conflict);
        }
    } else {
        let request: SessionRequestId = ctx.id();
        store::insert_request(ctx.tx, request, id, requester, on, signers, total, words)?;
    }
    note(ctx, &session, "dossier.request", "Ghi người đề nghị triệu tập", true)
}

/// Gives an item to a committee to examine. The first of an item leads.
pub fn assign(ctx: &mut Ctx<'_>, id: SessionId, item: AgendaItemId, committee: OrganizationId) -> Result<()> {
    let session = open(ctx, id)?;
    let items = chamber::items(ctx.tx, id)?;
    let Some(place) = items.iter().find(|one| one.id == item).map(|one| one.place) else {
        return Err(Error::Refused(Refusal::OtherItem));
    };
    let is_committee = directory::organization(ctx.tx, committee)?.is_some_and(|one| {
        one.kind == OrganizationKind::Committee && one.parent_id == Some(session.council_id)
    });
    if !is_committee {
        return Err(Error::Refused(Refusal::NotACommittee));
    }
    let known = store::examinations(ctx.tx, id)?;
    let of_item: Vec<_> = known.iter().filter(|one| one.item_id == item).collect();
    if of_item.iter().any(|one| one.committee_id == committee) {
        return Err(Error::Refused(Refusal::AssignedAlready));
    }
    let is_lead = of_item.iter().all(|one| !one.is_lead);
    let examination: ExaminationId = ctx.id();
    store::insert_examination(ctx.tx, examination, id, item, committee, is_lead, ctx.today)?;
    note(ctx, &session, "dossier.assign", format!("Phân công thẩm tra nội dung {place}"), true)
}

/// Takes such a task back.
pub fn release(ctx: &mut Ctx<'_>, id: SessionId, examination: ExaminationId) -> Result<()> {
    let session = open(ctx, id)?;
    if !store::delete_examination(ctx.tx, examination, id)?.hit() {
        return Err(Error::NotFound);
    }
    note(ctx, &session, "dossier.release", "Bỏ một phân công thẩm tra", true)
}

/// Asks guests to come; each as the office writes him.
pub fn invite(ctx: &mut Ctx<'_>, id: SessionId, names: &[String]) -> Result<()> {
    let session = open(ctx, id)?;
    let (mut place,) = store::last_invitation(ctx.tx, id)?.0;
    for name in names {
        place += 1;
        let line: InvitationLineId = ctx.id();
        store::insert_invitation(ctx.tx, line, id, place, None, name, Coming::Invited, "")?;
    }
    if names.is_empty() {
        return Ok(());
    }
    note(ctx, &session, "dossier.invite", format!("Mời {} khách", names.len()), false)
}

/// Takes a guest off the list.
pub fn disinvite(ctx: &mut Ctx<'_>, id: SessionId, line: InvitationLineId) -> Result<()> {
    let session = open(ctx, id)?;
    if !store::delete_invitation(ctx.tx, line, id)?.hit() {
        return Err(Error::NotFound);
    }
    note(ctx, &session, "dossier.disinvite", "Bỏ một khách mời", false)
}

/// Notes what a guest said.
pub fn note_guest(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    line: InvitationLineId,
    state: Coming,
    reason: &str,
) -> Result<()> {
    let session = open(ctx, id)?;
    let known = store::invitation(ctx.tx, line, id)?.ok_or(Error::NotFound)?;
    if state == Coming::Away && reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    store::update_invitation(ctx.tx, state, if state == Coming::Away { reason } else { "" }, known.id)?;
    note(ctx, &session, "dossier.reply", "Ghi trả lời của khách mời", false)
}

/// A delegate says whether he comes, or the office writes it down for him.
pub fn reply(
    ctx: &mut Ctx<'_>,
    id: SessionId,
    of: Option<PersonId>,
    state: Coming,
    reason: &str,
) -> Result<()> {
    let session = sessions::find(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let (person, name) = match of {
        Some(person) => {
            open(ctx, id)?;
            chamber::seats(ctx.tx, &session)?
                .into_iter()
                .find(|(known, _)| *known == person)
                .ok_or(Error::NotFound)?
        }
        None if policy::may(ctx.actor, Action::Reply, session.council_id, None) => own_seat(ctx, &session)?,
        None => return Err(Error::NotFound),
    };
    if !crate::rules::is_open(session.state) {
        return Err(Error::Refused(Refusal::Over));
    }
    if state == Coming::Away && reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    let reason = if state == Coming::Away { reason } else { "" };
    if let Some(known) = store::invitation_of(ctx.tx, id, person)? {
        store::update_invitation(ctx.tx, state, reason, known.id)?;
    } else {
        let line: InvitationLineId = ctx.id();
        store::insert_invitation(ctx.tx, line, id, 0, Some(person), &name, state, reason)?;
    }
    // Why a delegate stays away is read from the minutes, not from the log
    note(ctx, &session, "dossier.reply", "Ghi đại biểu báo dự, báo vắng", false)
}

/// Writes those who announced that they stay away into the roll; how many.
pub fn to_roll(ctx: &mut Ctx<'_>, id: SessionId) -> Result<usize> {
    let session = open(ctx, id)?;
    // Who has come after all stands on the roll already, and stays there
    let came: Vec<PersonId> = chamber::roll(ctx.tx, id)?.into_iter().map(|one| one.person_id).collect();
    let lines: Vec<chamber::RollLine> = store::invitations(ctx.tx, id)?
        .into_iter()
        .filter(|one| one.state == Coming::Away && one.person_id.is_none_or(|person| !came.contains(&person)))
        .filter_map(|one| {
            Some(chamber::RollLine {
                person: one.person_id?,
                state: chamber::Presence::Excused,
                reason: one.reason,
            })
        })
        .collect();
    if lines.is_empty() {
        return Err(Error::Refused(Refusal::NobodyAway));
    }
    chamber::call_roll(ctx, session.id, &lines).map_err(|fault| Error::from_other(fault, |_| Refusal::Over))
}
