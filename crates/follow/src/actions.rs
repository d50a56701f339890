//! The deeds on a follow-up. Each: load, ask, rule, save, record.

use audit::Deed;
use kernel::{Date, FollowEntryId, FollowUpId, OrganizationId, dates};
use kit::{Ctx, Error, Upload};

use crate::elsewhere;
use crate::model::{DueKind, Entry, EntryKind, FollowUp, Refusal, Result_, State};
use crate::policy::{self, Action};
use crate::rules::{self, Assessment};
use crate::store;

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// What a body says and what shows it.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// In words.
    pub text: String,
    /// A document's number, a place.
    pub reference: String,
    /// Files.
    pub uploads: Vec<Upload>,
}

/// Loads a follow-up for a deed; what the actor may not know of is not found, what the actor
/// knows of and may not do is forbidden.
pub(crate) fn load(ctx: &mut Ctx<'_>, id: FollowUpId, action: Action) -> Result<FollowUp> {
    let follow_up = store::follow_up(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let cooperating = store::cooperating_of(ctx.tx, id)?;
    if !policy::may(ctx.actor, Action::Read, &follow_up, &cooperating) {
        return Err(Error::NotFound);
    }
    if !policy::may(ctx.actor, action, &follow_up, &cooperating) {
        return Err(Error::Forbidden);
    }
    Ok(follow_up)
}

fn move_on(ctx: &mut Ctx<'_>, follow_up: &FollowUp, state: State, result: Option<Result_>) -> Result<()> {
    let closed_on = (state == State::Closed).then_some(ctx.today);
    if store::set_state(ctx.tx, state, result, closed_on, follow_up.id, follow_up.version)?.hit() {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

fn tell(ctx: &mut Ctx<'_>, follow_up: &FollowUp, kind: EntryKind, text: &str) -> Result<FollowEntryId> {
    tell_all(ctx, follow_up, kind, text, "", None)
}

fn tell_all(
    ctx: &mut Ctx<'_>,
    follow_up: &FollowUp,
    kind: EntryKind,
    text: &str,
    evidence: &str,
    due_on: Option<Date>,
) -> Result<FollowEntryId> {
    let id: FollowEntryId = ctx.id();
    let organization = ctx.actor.organization;
    store::insert_entry(
        ctx.tx,
        id,
        follow_up.id,
        ctx.now,
        ctx.today,
        &ctx.actor.name,
        organization,
        kind,
        text,
        evidence,
        follow_up.state,
        due_on,
        None,
        None,
    )?;
    Ok(id)
}

fn record(ctx: &mut Ctx<'_>, action: &'static str, follow_up: &FollowUp, reason: &str) -> Result<()> {
    let deed = Deed::new(action, "follow_up", follow_up.id, &follow_up.code)
        .because(reason)
        .public_if(follow_up.is_public);
    audit::record(ctx, deed)?;
    Ok(())
}

/// The lead body takes the task.
pub fn accept(ctx: &mut Ctx<'_>, id: FollowUpId) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Answer)?;
    let state = rules::accept(follow_up.state).map_err(Error::Refused)?;
    move_on(ctx, &follow_up, state, None)?;
    tell(ctx, &follow_up, EntryKind::Accepted, "Đã nhận việc.")?;
    record(ctx, "follow.accept", &follow_up, "")?;
    Ok(follow_up)
}

/// The lead body asks to have it looked at again, with its reason.
pub fn dispute(ctx: &mut Ctx<'_>, id: FollowUpId, reason: &str) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Answer)?;
    let state = rules::dispute(follow_up.state).map_err(Error::Refused)?;
    move_on(ctx, &follow_up, state, None)?;
    tell(ctx, &follow_up, EntryKind::Disputed, reason)?;
    record(ctx, "follow.dispute", &follow_up, reason)?;
    Ok(follow_up)
}

/// The asker keeps the task as it is.
pub fn uphold(ctx: &mut Ctx<'_>, id: FollowUpId, reason: &str) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Judge)?;
    let state = rules::settle_dispute(follow_up.state).map_err(Error::Refused)?;
    move_on(ctx, &follow_up, state, None)?;
    tell(ctx, &follow_up, EntryKind::Upheld, reason)?;
    record(ctx, "follow.uphold", &follow_up, reason)?;
    Ok(follow_up)
}

/// The asker gives a disputed task to another body.
pub fn give_to(ctx: &mut Ctx<'_>, id: FollowUpId, lead: OrganizationId, reason: &str) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Judge)?;
    let state = rules::settle_dispute(follow_up.state).map_err(Error::Refused)?;
    let organization = directory::organization(ctx.tx, lead)?.ok_or(Error::Refused(Refusal::NoSuchLead))?;
    if organization.dissolved_on.is_some_and(|day| day <= ctx.today) {
        return Err(Error::Refused(Refusal::NoSuchLead));
    }
    if !store::set_lead(ctx.tx, lead, state, id, follow_up.version)?.hit() {
        return Err(Error::Conflict);
    }
    elsewhere::tell(ctx, &follow_up, lead, follow_up.due_on)?;
    let text = format!("Giao {} chủ trì. {reason}", organization.short_name);
    tell(ctx, &follow_up, EntryKind::Changed, text.trim())?;
    record(ctx, "follow.assign", &follow_up, reason)?;
    Ok(follow_up)
}

/// The lead or a cooperating body says how far it is.
pub fn note_progress(ctx: &mut Ctx<'_>, id: FollowUpId, evidence: &Evidence) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::NoteProgress)?;
    let state = rules::note_progress(follow_up.state).map_err(Error::Refused)?;
    move_on(ctx, &follow_up, state, None)?;
    let entry = tell_all(ctx, &follow_up, EntryKind::Progress, &evidence.text, &evidence.reference, None)?;
    keep_files(ctx, &follow_up, entry, &evidence.uploads)?;
    record(ctx, "follow.progress", &follow_up, "")?;
    Ok(follow_up)
}

/// The lead body answers.
pub fn answer(ctx: &mut Ctx<'_>, id: FollowUpId, evidence: &Evidence) -> Result<FollowUp> {
    let follow_up = answer_in_deed(ctx, id, evidence)?;
    record(ctx, "follow.answer", &follow_up, "")?;
    Ok(follow_up)
}

/// [`answer`] as part of the deed of another area, which records it.
pub fn answer_in_deed(ctx: &mut Ctx<'_>, id: FollowUpId, evidence: &Evidence) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Answer)?;
    take_answer(ctx, &follow_up, evidence, &evidence.text)?;
    Ok(follow_up)
}

/// The office writes down an answer that came on paper.
pub fn answer_on_paper(ctx: &mut Ctx<'_>, id: FollowUpId, evidence: &Evidence) -> Result<FollowUp> {
    let follow_up = answer_on_paper_in_deed(ctx, id, evidence)?;
    record(ctx, "follow.answer", &follow_up, "")?;
    Ok(follow_up)
}

/// [`answer_on_paper`] as part of the deed of another area, which records it.
pub fn answer_on_paper_in_deed(ctx: &mut Ctx<'_>, id: FollowUpId, evidence: &Evidence) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Judge)?;
    let text = format!("{} (Văn phòng ghi theo văn bản.)", evidence.text);
    take_answer(ctx, &follow_up, evidence, text.trim())?;
    Ok(follow_up)
}

fn take_answer(ctx: &mut Ctx<'_>, follow_up: &FollowUp, evidence: &Evidence, text: &str) -> Result<()> {
    let shows = !evidence.uploads.is_empty() || !evidence.reference.trim().is_empty();
    let state = rules::answer(follow_up.state, shows).map_err(Error::Refused)?;
    move_on(ctx, follow_up, state, None)?;
    let entry = tell_all(ctx, follow_up, EntryKind::Answer, text, &evidence.reference, None)?;
    keep_files(ctx, follow_up, entry, &evidence.uploads)
}

/// The asker takes an answer that promises more: it is watched until that day, and is overdue
/// when the day passes.
pub fn watch(ctx: &mut Ctx<'_>, id: FollowUpId, until: Date, reason: &str) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Judge)?;
    let (state, _) = rules::assess(follow_up.state, Assessment::NotMet).map_err(Error::Refused)?;
    if until <= ctx.today {
        return Err(Error::Refused(Refusal::NotLater));
    }
    move_on(ctx, &follow_up, state, None)?;
    if !store::set_due(ctx.tx, DueKind::Date, Some(until), reason, id, follow_up.version + 1)?.hit() {
        return Err(Error::Conflict);
    }
    tell_all(ctx, &follow_up, EntryKind::Assessment, reason, "", Some(until))?;
    record(ctx, "follow.assess", &follow_up, reason)?;
    Ok(follow_up)
}

/// Somebody who may says that an answer does not hold: it waits to be judged again. Part of the
/// deed of the area that knows who may, which records it.
pub fn doubt(ctx: &mut Ctx<'_>, id: FollowUpId, reason: &str) -> Result<FollowUp> {
    let follow_up = store::follow_up(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let state = rules::doubt(follow_up.state).map_err(Error::Refused)?;
    move_on(ctx, &follow_up, state, None)?;
    tell(ctx, &follow_up, EntryKind::Reopened, reason)?;
    Ok(follow_up)
}

fn keep_files(
    ctx: &mut Ctx<'_>,
    follow_up: &FollowUp,
    _entry: FollowEntryId,
    uploads: &[Upload],
) -> Result<()> {
    for upload in uploads {
        files::keep(ctx, upload, "follow_up", &follow_up.id.to_string(), false)
            .map_err(|error| Error::from_other(error, |refusal| Refusal::Letter(refusal.to_string())))?;
    }
    Ok(())
}

/// The asker judges. "Không thực hiện" is the leadership's alone.
pub fn assess(ctx: &mut Ctx<'_>, id: FollowUpId, assessment: Assessment, reason: &str) -> Result<FollowUp> {
    let action = if assessment == Assessment::NotDone { Action::Escalate } else { Action::Judge };
    let follow_up = load(ctx, id, action)?;
    let (state, result) = rules::assess(follow_up.state, assessment).map_err(Error::Refused)?;
    move_on(ctx, &follow_up, state, result)?;
    let kind = if assessment == Assessment::NotDone { EntryKind::Closed } else { EntryKind::Assessment };
    let text = if reason.is_empty() {
        format!("{}.", assessment.label())
    } else {
        format!("{}. {reason}", assessment.label())
    };
    tell(ctx, &follow_up, kind, &text)?;
    record(ctx, "follow.assess", &follow_up, reason)?;
    Ok(follow_up)
}

/// The lead body asks for more time.
pub fn ask_extension(ctx: &mut Ctx<'_>, id: FollowUpId, wanted: Date, reason: &str) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Answer)?;
    if asked_extension(&store::entries(ctx.tx, id)?).is_some() {
        return Err(Error::Refused(Refusal::AlreadyAsked));
    }
    rules::ask_extension(follow_up.state, follow_up.due_on, wanted, ctx.today).map_err(Error::Refused)?;
    tell_all(ctx, &follow_up, EntryKind::ExtensionAsked, reason, "", Some(wanted))?;
    record(ctx, "follow.extend", &follow_up, reason)?;
    Ok(follow_up)
}

/// The extension that waits for a decision.
pub(crate) fn asked_extension(entries: &[Entry]) -> Option<&Entry> {
    entries
        .iter()
        .rev()
        .find(|entry| {
            matches!(
                entry.kind,
                EntryKind::ExtensionAsked
                    | EntryKind::ExtensionGranted
                    | EntryKind::ExtensionRefused
                    | EntryKind::Reopened
            )
        })
        .filter(|entry| entry.kind == EntryKind::ExtensionAsked)
}

/// The asker decides on the time asked.
pub fn decide_extension(ctx: &mut Ctx<'_>, id: FollowUpId, grant: bool, reason: &str) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Judge)?;
    let entries = store::entries(ctx.tx, id)?;
    let asked = asked_extension(&entries).ok_or(Error::Refused(Refusal::NothingAsked))?;
    if !follow_up.is_open() {
        return Err(Error::Refused(Refusal::WrongState(follow_up.state)));
    }
    let wanted = asked.due_on;
    if grant {
        let day = wanted.map_or_else(String::new, dates::print);
        let why = format!("Gia hạn đến {day} theo đề nghị ngày {}", dates::print(asked.on_date));
        if !store::set_due(ctx.tx, DueKind::Date, wanted, &why, id, follow_up.version)?.hit() {
            return Err(Error::Conflict);
        }
        elsewhere::tell(ctx, &follow_up, follow_up.lead_id, wanted)?;
        tell_all(ctx, &follow_up, EntryKind::ExtensionGranted, reason, "", wanted)?;
    } else {
        tell_all(ctx, &follow_up, EntryKind::ExtensionRefused, reason, "", None)?;
    }
    record(ctx, "follow.decide_extension", &follow_up, reason)?;
    Ok(follow_up)
}

/// The leadership climbs the ladder by a step beyond the letters.
/// Steps 3 and 7 are papers: they are drafted here, and somebody signs and sends them. Steps 4 to 6
/// are records of their own, which the page leads to.
pub fn escalate(ctx: &mut Ctx<'_>, id: FollowUpId, step: i64, reason: &str) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Escalate)?;
    let step =
        rules::escalate(follow_up.step, step, follow_up.is_overdue(ctx.today)).map_err(Error::Refused)?;
    if !store::set_step(ctx.tx, step, id, follow_up.version)?.hit() {
        return Err(Error::Conflict);
    }
    let name = usize::try_from(step - 1).ok().and_then(|i| rules::LADDER.get(i)).copied().unwrap_or_default();
    let document = crate::ladder::draft(ctx, &follow_up, step, reason)?;
    let entry: FollowEntryId = ctx.id();
    let organization = ctx.actor.organization;
    store::insert_entry(
        ctx.tx,
        entry,
        id,
        ctx.now,
        ctx.today,
        &ctx.actor.name,
        organization,
        EntryKind::Escalation,
        format!("Bước {step}: {name}. {reason}").trim(),
        "",
        follow_up.state,
        None,
        Some(step),
        document,
    )?;
    record(ctx, "follow.escalate", &follow_up, reason)?;
    Ok(follow_up)
}

/// Opens a closed one again, with a new due date.
pub fn reopen(ctx: &mut Ctx<'_>, id: FollowUpId, due: Date, reason: &str) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::Judge)?;
    let state = rules::reopen(follow_up.state).map_err(Error::Refused)?;
    if due <= ctx.today {
        return Err(Error::Refused(Refusal::NotLater));
    }
    move_on(ctx, &follow_up, state, None)?;
    let why = format!("Hạn đặt khi mở lại ngày {}", dates::print(ctx.today));
    store::set_due(ctx.tx, DueKind::Date, Some(due), &why, id, follow_up.version + 1)?;
    tell_all(ctx, &follow_up, EntryKind::Reopened, reason, "", Some(due))?;
    record(ctx, "follow.reopen", &follow_up, reason)?;
    Ok(follow_up)
}

/// Takes back the actor's own last step when it has no legal weight: taking a task, a note of
/// progress. The journal keeps both.
pub(crate) fn undo(ctx: &mut Ctx<'_>, id: FollowUpId) -> Result<FollowUp> {
    let follow_up = load(ctx, id, Action::NoteProgress)?;
    let entries = store::entries(ctx.tx, id)?;
    let last = entries.last().ok_or(Error::Refused(Refusal::NoUndo))?;
    let is_own = last.actor_name == ctx.actor.name && last.organization_id == ctx.actor.organization;
    if !is_own || !matches!(last.kind, EntryKind::Accepted | EntryKind::Progress) {
        return Err(Error::Refused(Refusal::NoUndo));
    }
    move_on(ctx, &follow_up, last.state_before, None)?;
    store::delete_entry(ctx.tx, last.id)?;
    record(ctx, "follow.undo", &follow_up, "")?;
    Ok(follow_up)
}

/// Takes back one that nobody has touched since it was given: its source is taken back, and the
/// deed that does so records it.
pub fn take_back(ctx: &mut Ctx<'_>, id: FollowUpId) -> Result<()> {
    let follow_up = load(ctx, id, Action::Judge)?;
    let is_touched = store::entries(ctx.tx, id)?.len() > 1;
    if follow_up.state != State::Issued || follow_up.version != 1 || is_touched {
        return Err(Error::Refused(Refusal::WrongState(follow_up.state)));
    }
    store::delete_entries(ctx.tx, id)?;
    chain::unlink(ctx, "follow_up", &id.to_string())?;
    if !store::delete_untouched(ctx.tx, id)?.hit() {
        return Err(Error::Conflict);
    }
    search::remove(ctx.tx, "follow_up", &follow_up.code)?;
    Ok(())
}

/// Carries an open one over to the briefing called `to_label`, which is held `on`. Part of the
/// briefing's own deed, which records it.
pub fn carry(ctx: &mut Ctx<'_>, id: FollowUpId, to_label: &str, on: Option<Date>) -> Result<()> {
    let follow_up = load(ctx, id, Action::Judge)?;
    if !follow_up.is_open() {
        return Ok(());
    }
    let (due_on, why) = match follow_up.due_kind {
        DueKind::NextBriefing => (on, format!("Báo cáo tại hội nghị giao ban {to_label}")),
        DueKind::Date | DueKind::Recurring => (follow_up.due_on, follow_up.due_reason.clone()),
    };
    if !store::carry(ctx.tx, follow_up.carried + 1, due_on, &why, id, follow_up.version)?.hit() {
        return Err(Error::Conflict);
    }
    tell(ctx, &follow_up, EntryKind::Carried, &format!("Chuyển theo dõi tại hội nghị giao ban {to_label}."))?;
    Ok(())
}

/// Gives a day to everything that is due "at the next briefing". Part of the briefing's own
/// deed, which records it. Returns how many.
pub fn set_next_briefing(ctx: &mut Ctx<'_>, council: OrganizationId, on: Date) -> Result<usize> {
    if !policy::may_create(ctx.actor, council) {
        return Err(Error::NotFound);
    }
    let waiting = store::waiting_for_briefing(ctx.tx, council)?;
    let why = format!("Báo cáo tại hội nghị giao ban kỳ tới, ngày {}", dates::print(on));
    for (id, version) in &waiting {
        store::set_due(ctx.tx, DueKind::NextBriefing, Some(on), &why, *id, *version)?;
    }
    Ok(waiting.len())
}

/// Passes every open obligation of a dissolved body to the one that took its place. Part of the
/// dissolution's deed, which records it.
pub fn transfer_obligations(ctx: &mut Ctx<'_>, from: OrganizationId, to: OrganizationId) -> Result<usize> {
    let open = store::open_of_lead(ctx.tx, from)?;
    let name = directory::organization(ctx.tx, to)?.map_or_else(String::new, |one| one.short_name);
    for follow_up in &open {
        if !store::set_lead(ctx.tx, to, follow_up.state, follow_up.id, follow_up.version)?.hit() {
            return Err(Error::Conflict);
        }
        elsewhere::tell(ctx, follow_up, to, follow_up.due_on)?;
        tell(ctx, follow_up, EntryKind::Transferred, &format!("Chuyển {name} tiếp tục thực hiện."))?;
    }
    Ok(open.len())
}
