//! The deeds on meetings with voters.

use audit::Deed;
use kernel::{AreaId, Date, OpinionId, OrganizationId, PersonId, PetitionEntryId, SessionId, VoterMeetingId};
use kit::{Ctx, Error};

use crate::actions::{Result, hit};
use crate::model::{Meeting, MeetingKind, MeetingState, Opinion, Refusal};
use crate::policy::{self, Action, Subject};
use crate::store_meetings as store;

/// A meeting to be planned.
#[derive(Debug, Clone)]
pub struct NewMeeting {
    /// Whose delegates.
    pub council: OrganizationId,
    /// Why.
    pub kind: MeetingKind,
    /// When.
    pub held_on: Date,
    /// "08:00".
    pub starts: String,
    /// Where.
    pub place: String,
    /// In which unit.
    pub area: AreaId,
    /// Before or after which session.
    pub session: Option<SessionId>,
    /// On what.
    pub topic: String,
    /// Who comes.
    pub delegates: Vec<PersonId>,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

fn subject(council: OrganizationId, area: AreaId) -> Subject {
    Subject { council, lead: None, area, is_quarantined: false }
}

/// A meeting that the actor may deal with so.
pub(crate) fn load(ctx: &mut Ctx<'_>, id: VoterMeetingId, action: Action) -> Result<Meeting> {
    let one = store::meeting(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if policy::may(ctx.actor, action, subject(one.council_id, one.area_id)) {
        Ok(one)
    } else {
        Err(Error::NotFound)
    }
}

fn record(ctx: &mut Ctx<'_>, action: &'static str, one: &Meeting, reason: &str) -> Result<()> {
    audit::record(ctx, Deed::new(action, "voter_meeting", one.id, one.label()).because(reason).public())?;
    Ok(())
}

fn name_delegates(ctx: &mut Ctx<'_>, meeting: VoterMeetingId, delegates: &[PersonId]) -> Result<()> {
    store::clear_delegates(ctx.tx, meeting)?;
    let mut delegates = delegates.to_vec();
    delegates.sort_unstable();
    delegates.dedup();
    for person in delegates {
        let id: PetitionEntryId = ctx.id();
        store::insert_delegate(ctx.tx, &id.to_string(), meeting, person)?;
    }
    Ok(())
}

/// Plans a meeting.
pub fn plan(ctx: &mut Ctx<'_>, new: &NewMeeting) -> Result<Meeting> {
    if !policy::may(ctx.actor, Action::KeepMeetings, subject(new.council, new.area)) {
        return Err(Error::NotFound);
    }
    let id: VoterMeetingId = ctx.id();
    store::insert_meeting(
        ctx.tx,
        id,
        new.council,
        new.kind,
        new.held_on,
        &new.starts,
        &new.place,
        new.area,
        new.session,
        &new.topic,
        new.is_demonstration,
    )?;
    name_delegates(ctx, id, &new.delegates)?;
    let one = store::meeting(ctx.tx, id)?.ok_or(Error::NotFound)?;
    record(ctx, "voter_meeting.plan", &one, "")?;
    Ok(one)
}

/// Changes the plan of a meeting that was not held.
pub fn change(ctx: &mut Ctx<'_>, id: VoterMeetingId, version: i64, new: &NewMeeting) -> Result<Meeting> {
    let one = load(ctx, id, Action::KeepMeetings)?;
    if one.state != MeetingState::Planned {
        return Err(Error::Refused(Refusal::MeetingState(one.state)));
    }
    hit(store::change_meeting(
        ctx.tx,
        new.kind,
        new.held_on,
        &new.starts,
        &new.place,
        new.area,
        new.session,
        &new.topic,
        id,
        version,
    )?)?;
    name_delegates(ctx, id, &new.delegates)?;
    let one = store::meeting(ctx.tx, id)?.ok_or(Error::NotFound)?;
    record(ctx, "voter_meeting.change", &one, "")?;
    Ok(one)
}

/// Writes down that it was held, how many came, and its minutes; again to correct them.
pub fn hold(
    ctx: &mut Ctx<'_>,
    id: VoterMeetingId,
    version: i64,
    voters: i64,
    minutes: &str,
) -> Result<Meeting> {
    let one = load(ctx, id, Action::KeepMeetings)?;
    if one.state == MeetingState::Cancelled {
        return Err(Error::Refused(Refusal::MeetingState(one.state)));
    }
    if one.held_on > ctx.today {
        return Err(Error::Refused(Refusal::InFuture));
    }
    hit(store::settle_meeting(ctx.tx, MeetingState::Held, Some(voters), minutes, id, version)?)?;
    record(ctx, "voter_meeting.hold", &one, "")?;
    Ok(one)
}

/// Calls it off, with the reason.
pub fn cancel(ctx: &mut Ctx<'_>, id: VoterMeetingId, version: i64, reason: &str) -> Result<Meeting> {
    let one = load(ctx, id, Action::KeepMeetings)?;
    if one.state != MeetingState::Planned {
        return Err(Error::Refused(Refusal::MeetingState(one.state)));
    }
    if reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    hit(store::settle_meeting(ctx.tx, MeetingState::Cancelled, None, &one.minutes, id, version)?)?;
    record(ctx, "voter_meeting.cancel", &one, reason)?;
    Ok(one)
}

/// Notes what somebody said. `id` may come from the telephone that noted it without a network:
/// the same opinion sent twice is one.
pub fn note(
    ctx: &mut Ctx<'_>,
    meeting: VoterMeetingId,
    id: Option<OpinionId>,
    words: &str,
    place: &str,
) -> Result<Meeting> {
    let one = load(ctx, meeting, Action::NoteOpinion)?;
    if one.state == MeetingState::Cancelled {
        return Err(Error::Refused(Refusal::MeetingState(one.state)));
    }
    if one.held_on > ctx.today {
        return Err(Error::Refused(Refusal::InFuture));
    }
    let id = id.unwrap_or_else(|| ctx.id());
    let (now, by) = (ctx.now, ctx.actor.name.clone());
    if !store::insert_opinion(ctx.tx, id, meeting, words, place, now, &by)?.hit() {
        let known = store::opinion(ctx.tx, id)?;
        // The same words again are the same opinion; other words on an old form are another
        if known.is_some_and(|known| known.meeting_id == meeting && known.text == words) {
            return Ok(one);
        }
        let fresh: OpinionId = ctx.id();
        store::insert_opinion(ctx.tx, fresh, meeting, words, place, now, &by)?;
    }
    record(ctx, "voter_meeting.note", &one, "")?;
    Ok(one)
}

/// It asks nothing of anybody; or it does after all.
pub fn remark(ctx: &mut Ctx<'_>, id: OpinionId, is_remark: bool) -> Result<Meeting> {
    let opinion: Opinion = store::opinion(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let one = load(ctx, opinion.meeting_id, Action::KeepMeetings)?;
    store::set_remark(ctx.tx, is_remark, id)?;
    record(ctx, "voter_meeting.remark", &one, "")?;
    Ok(one)
}
