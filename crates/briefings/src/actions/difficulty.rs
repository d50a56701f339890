//! What is raised outside a briefing, and what becomes of a difficulty: answered, grouped, given
//! to a body, taken to a level above or to the next briefing, cleared, shown.

use audit::Deed;
use directory::Tier;
use documents::{Kind, NewDocument};
use follow::{Due, NewFollowUp};
use kernel::{Date, DifficultyEntryId, DifficultyId, DocumentId, OrganizationId, ResolutionId, dates, text};
use kit::{Ctx, Error};

use super::{Result, hit, other};
use crate::letters::{self, Head};
use crate::model::{AskedLevel, Difficulty, DifficultyDeed, DifficultyKind, Refusal};
use crate::policy::difficulties::{self as policy, Action, Subject};
use crate::rules::difficulties as rules;
use crate::{store, store_difficulties as store_own};

/// A difficulty that is raised outside a briefing.
#[derive(Debug, Clone)]
pub struct NewDifficulty {
    /// Who raises it; none for the actor's own body.
    pub raised_by: Option<OrganizationId>,
    /// What it is.
    pub kind: DifficultyKind,
    /// Of which field.
    pub subject: String,
    /// Word for word.
    pub text: String,
    /// The level that is asked.
    pub level: AskedLevel,
    /// Whom it asks.
    pub addressee: Option<OrganizationId>,
    /// The resolution concerned.
    pub resolution: Option<ResolutionId>,
    /// The law concerned.
    pub law: String,
    /// When it was raised.
    pub on: Date,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// What cleared a difficulty.
#[derive(Debug, Clone)]
pub struct Clearing {
    /// What was decided.
    pub decided: String,
    /// By whom.
    pub by: String,
    /// Number and day of the paper; may be empty.
    pub decision: String,
}

/// How a difficulty goes to a level above.
#[derive(Debug, Clone)]
pub struct TakingUp {
    /// To which.
    pub level: AskedLevel,
    /// To which body.
    pub to: String,
    /// Why it cannot be settled here.
    pub reason: String,
}

/// What the rights with a difficulty depend on.
pub(crate) fn subject_of(one: &Difficulty) -> Subject {
    Subject {
        council: one.council_id,
        raised_by: one.raised_by_id,
        person: one.person_id,
        addressee: one.addressee_id,
    }
}

/// A difficulty with which the actor may do this; what one may not read is not found.
pub(crate) fn load_difficulty(ctx: &mut Ctx<'_>, id: DifficultyId, action: Action) -> Result<Difficulty> {
    let one = store_own::raised(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let subject = subject_of(&one);
    if policy::may(ctx.actor, action, &subject) {
        Ok(one)
    } else if policy::may(ctx.actor, Action::Read, &subject) {
        Err(Error::Forbidden)
    } else {
        Err(Error::NotFound)
    }
}

/// A difficulty that waits, and those that are settled with it, itself first.
fn waiting(ctx: &mut Ctx<'_>, id: DifficultyId, action: Action, version: i64) -> Result<Vec<Difficulty>> {
    let one = load_difficulty(ctx, id, action)?;
    rules::settle(&one).map_err(Error::Refused)?;
    if one.version != version {
        return Err(Error::Conflict);
    }
    let mut all = vec![one];
    all.extend(store_own::members(ctx.tx, id)?.into_iter().filter(|member| member.cleared_on.is_none()));
    Ok(all)
}

/// Writes a line of a difficulty's course.
pub(crate) fn note(
    ctx: &mut Ctx<'_>,
    id: DifficultyId,
    kind: DifficultyDeed,
    words: &str,
    document: Option<DocumentId>,
) -> Result<()> {
    let entry: DifficultyEntryId = ctx.id();
    let name = ctx.actor.name.clone();
    store_own::insert_entry(ctx.tx, entry, id, ctx.now, &name, kind, words, document)?;
    Ok(())
}

fn note_all(
    ctx: &mut Ctx<'_>,
    all: &[Difficulty],
    kind: DifficultyDeed,
    words: &str,
    document: Option<DocumentId>,
) -> Result<()> {
    for one in all {
        note(ctx, one.id, kind, words, document)?;
    }
    Ok(())
}

fn record(ctx: &mut Ctx<'_>, action: &'static str, one: &Difficulty, reason: &str) -> Result<()> {
    audit::record(ctx, Deed::new(action, "difficulty", one.id, one.label()).because(reason))?;
    Ok(())
}

/// Words as lists seek them.
pub(crate) fn folded(subject: &str, words: &str) -> String {
    text::fold(&format!("{subject} {words}"))
}

/// The level of a body that is asked; of the council itself when none is named.
pub(crate) fn asked_level(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    addressee: Option<OrganizationId>,
) -> Result<AskedLevel> {
    let body = directory::organization(ctx.tx, addressee.unwrap_or(council))?.ok_or(Error::NotFound)?;
    let area = directory::area(ctx.tx, body.area_id)?.ok_or(Error::NotFound)?;
    Ok(match area.tier {
        Tier::Province => AskedLevel::Province,
        Tier::District => AskedLevel::District,
        Tier::Commune => AskedLevel::Commune,
    })
}

/// The council to which the actor raises something: a commune's council to the one above it,
/// everyone else to the council whose work they belong to.
pub(crate) fn destination(ctx: &mut Ctx<'_>) -> Result<OrganizationId> {
    let own = ctx.actor.council.ok_or(Error::NotFound)?;
    if ctx.actor.role != kernel::Role::CommuneCouncil {
        return Ok(own);
    }
    let council = directory::organization(ctx.tx, own)?.ok_or(Error::NotFound)?;
    let area = directory::area(ctx.tx, council.area_id)?.ok_or(Error::NotFound)?;
    let today = ctx.today;
    let above = match area.parent_id {
        Some(parent) => directory::council_of_area(ctx.tx, parent, today)?,
        None => None,
    };
    Ok(above.map_or(own, |above| above.id))
}

/// Raises a difficulty at any time; the answer is due by BRF-07 from the day it was raised.
pub fn raise_difficulty(ctx: &mut Ctx<'_>, new: &NewDifficulty) -> Result<DifficultyId> {
    let council = destination(ctx)?;
    let raised_by = match new.raised_by.or(ctx.actor.organization) {
        Some(body) => body,
        None => council,
    };
    let person = ctx.actor.person.filter(|_| ctx.actor.role == kernel::Role::Delegate);
    let subject = Subject { council, raised_by, person, addressee: new.addressee };
    if !policy::may(ctx.actor, Action::Raise, &subject) {
        return Err(Error::NotFound);
    }
    if ctx.today < new.on {
        return Err(Error::Refused(Refusal::RaisedInFuture));
    }
    let today = ctx.today;
    let raiser = directory::organization(ctx.tx, raised_by)?.filter(|one| one.works_on(today));
    let raiser = raiser.ok_or(Error::Refused(Refusal::NoSuchBody))?;
    if let Some(body) = new.addressee {
        let known = directory::organization(ctx.tx, body)?.is_some_and(|one| one.works_on(today));
        if !known {
            return Err(Error::Refused(Refusal::NoSuchBody));
        }
    }
    let resolution = match new.resolution {
        Some(id) => {
            let found = resolutions::find(ctx.tx, id)?.filter(|one| one.council_id == council);
            let shown = found.filter(|one| one.is_public || ctx.actor.serves(council));
            Some(shown.ok_or(Error::Refused(Refusal::NoSuchResolution))?)
        }
        None => None,
    };
    let due = rules::answer_due(ctx.law, new.on).map_err(Error::Refused)?.due;
    let id: DifficultyId = ctx.id();
    store_own::insert(
        ctx.tx,
        id,
        council,
        raiser.area_id,
        raised_by,
        person,
        new.kind,
        &new.subject,
        &new.text,
        new.addressee,
        new.on,
        due,
        new.level,
        new.resolution,
        &new.law,
        new.is_demonstration,
        &folded(&new.subject, &new.text),
    )?;
    note(ctx, id, DifficultyDeed::Raised, &raiser.short_name, None)?;
    let one = store_own::raised(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if let Some(resolution) = resolution {
        let from = chain::Node::new("resolution", resolution.id, resolution.label(), resolution.path());
        chain::link(ctx, &from, &one.node())?;
    }
    record(ctx, "difficulty.raise", &one, "")?;
    Ok(id)
}

/// Answers a difficulty and those grouped with it; they stay open until they are cleared.
pub fn answer_difficulty(ctx: &mut Ctx<'_>, id: DifficultyId, answer: &str, version: i64) -> Result<()> {
    let all = waiting(ctx, id, Action::Answer, version)?;
    let by = match ctx.actor.organization {
        Some(own) => directory::organization(ctx.tx, own)?.map(|one| one.short_name),
        None => None,
    };
    let by = by.unwrap_or_else(|| ctx.actor.name.clone());
    let today = ctx.today;
    for one in &all {
        hit(store_own::set_answer(ctx.tx, answer, today, &by, one.id, one.version)?)?;
    }
    note_all(ctx, &all, DifficultyDeed::Answered, answer, None)?;
    record(ctx, "briefing.answer", &all[0], "")
}

/// The units of difficulties, each once, as they stand in a sentence.
fn units(ctx: &mut Ctx<'_>, all: &[Difficulty]) -> Result<Vec<String>> {
    let ids: Vec<_> = all.iter().map(|one| one.area_id).collect();
    let areas = directory::areas_of_ids(ctx.tx, &ids)?;
    let mut names: Vec<String> = Vec::new();
    for one in all {
        if let Some(area) = areas.iter().find(|area| area.id == one.area_id) {
            let name = area.in_sentence();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    Ok(names)
}

/// Gives a difficulty to a body, which owes an answer within the days of BRF-07.
pub fn assign_difficulty(
    ctx: &mut Ctx<'_>,
    id: DifficultyId,
    lead: OrganizationId,
    version: i64,
) -> Result<()> {
    let all = waiting(ctx, id, Action::Settle, version)?;
    let first = &all[0];
    if first.follow_up_id.is_some() {
        return Err(Error::Refused(Refusal::AlreadyAssigned));
    }
    // Counted from the day it is given: the body could not know earlier
    let deadline = rules::answer_due(ctx.law, ctx.today).map_err(Error::Refused)?;
    let reason = format!("{}: {} ({})", deadline.rule.says, deadline.rule.limit_text, deadline.rule.source);
    let units = units(ctx, &all)?.join(", ");
    let briefing = match first.briefing_id {
        Some(id) => store::briefing(ctx.tx, id)?,
        None => None,
    };
    let (when, label) = if let Some(one) = &briefing {
        (format!("giao ban {}", one.quarter_label()), one.quarter_label())
    } else {
        let day = dates::print(first.raised_on);
        (format!("nêu ngày {day}"), day)
    };
    let new = NewFollowUp {
        council: first.council_id,
        asker: first.council_id,
        lead,
        cooperating: Vec::new(),
        text: format!("Trả lời {units}: {}", first.text),
        source_kind: "difficulty".to_owned(),
        source_id: Some(id.to_string()),
        source_label: format!("{} của {units}, {when}", first.kind.label()),
        source_href: first.path(),
        origin_on: ctx.today,
        origin_label: label,
        due: Due::On { date: deadline.due, reason },
        is_public: false,
        is_demonstration: first.is_demonstration.unwrap_or(briefing.is_some_and(|one| one.is_demonstration)),
    };
    let follow_up = follow::issue(ctx, &new).map_err(other)?;
    for one in &all {
        hit(store_own::set_assigned(ctx.tx, lead, follow_up, one.id, one.version)?)?;
    }
    let name = directory::organization(ctx.tx, lead)?.map_or_else(String::new, |one| one.short_name);
    note_all(ctx, &all, DifficultyDeed::Assigned, &name, None)?;
    record(ctx, "briefing.assign", first, "")
}

/// Clears a difficulty, and those grouped with it, with what was decided.
pub fn clear_difficulty(
    ctx: &mut Ctx<'_>,
    id: DifficultyId,
    clearing: &Clearing,
    version: i64,
) -> Result<()> {
    let all = waiting(ctx, id, Action::Settle, version)?;
    if clearing.decided.is_empty() || clearing.by.is_empty() {
        return Err(Error::Refused(Refusal::ReasonNeeded));
    }
    let today = ctx.today;
    for one in &all {
        hit(store_own::set_cleared(
            ctx.tx,
            today,
            &clearing.decided,
            &clearing.by,
            &clearing.decision,
            one.id,
            one.version,
        )?)?;
    }
    let by = if clearing.decision.is_empty() {
        clearing.by.clone()
    } else {
        format!("{}, {}", clearing.by, clearing.decision)
    };
    note_all(ctx, &all, DifficultyDeed::Cleared, &format!("{by}: {}", clearing.decided), None)?;
    record(ctx, "briefing.clear", &all[0], &clearing.decided)
}

/// Puts others into the group of this one: one answer for all, each place kept. A group that joins
/// comes with all it holds. Gives how many it holds now.
pub fn group_difficulties(
    ctx: &mut Ctx<'_>,
    id: DifficultyId,
    others: &[DifficultyId],
    version: i64,
) -> Result<usize> {
    let mut all = waiting(ctx, id, Action::Settle, version)?;
    if others.is_empty() {
        return Err(Error::Refused(Refusal::NothingToGroup));
    }
    let mut joining = Vec::new();
    for other in others {
        let one = load_difficulty(ctx, *other, Action::Settle)?;
        rules::join(&all[0], &one).map_err(Error::Refused)?;
        joining.push(one);
        joining.extend(store_own::members(ctx.tx, *other)?);
    }
    let leader = all[0].clone();
    for one in &joining {
        // What the group was answered answers each; until then each keeps its own
        let said = if leader.answer.is_empty() { one } else { &leader };
        let on = one.answered_on.or(said.answered_on);
        let by = said.answered_by.as_deref();
        hit(store_own::set_leader(ctx.tx, Some(id), &said.answer, on, by, one.id, one.version)?)?;
        // Another unit's words are not this one's to read
        note(ctx, one.id, DifficultyDeed::Grouped, "Gộp với việc cùng nội dung", None)?;
    }
    let places = units(ctx, &joining)?.join(", ");
    note(ctx, id, DifficultyDeed::Grouped, &format!("Gộp thêm của {places}"), None)?;
    record(ctx, "difficulty.group", &leader, "")?;
    all.extend(joining);
    Ok(all.len())
}

/// Takes one out of its group; it keeps what it was answered.
pub fn ungroup_difficulty(ctx: &mut Ctx<'_>, id: DifficultyId, version: i64) -> Result<()> {
    let one = load_difficulty(ctx, id, Action::Settle)?;
    if one.cleared_on.is_some() {
        return Err(Error::Refused(Refusal::Cleared));
    }
    if one.leader_id.is_none() {
        return Err(Error::Refused(Refusal::NotInGroup));
    }
    let (answer, by) = (one.answer.clone(), one.answered_by.clone());
    hit(store_own::set_leader(ctx.tx, None, &answer, one.answered_on, by.as_deref(), id, version)?)?;
    note(ctx, id, DifficultyDeed::Ungrouped, "", None)?;
    record(ctx, "difficulty.ungroup", &one, "")
}

/// Takes a difficulty to a level above by an official letter; gives the letter's number.
pub fn take_up(ctx: &mut Ctx<'_>, id: DifficultyId, taking: &TakingUp, version: i64) -> Result<String> {
    let all = waiting(ctx, id, Action::Settle, version)?;
    let first = &all[0];
    let level = rules::take_up(first.level, taking.level).map_err(Error::Refused)?;
    if taking.reason.is_empty() || taking.to.is_empty() {
        return Err(Error::Refused(Refusal::ReasonNeeded));
    }
    let head = Head::of(ctx, first.council_id, ctx.today)?;
    let mut raised = Vec::new();
    for one in &all {
        let unit = units(ctx, std::slice::from_ref(one))?.join("");
        raised.push((unit, one.text.clone()));
    }
    let is_demonstration = first.is_demonstration == Some(true);
    let letter = letters::taken_up(&head, &taking.to, &taking.reason, &raised, is_demonstration, ctx.today);
    let new = NewDocument {
        organization: head.organization,
        kind: Kind::OfficialLetter,
        title: format!("Đề nghị {} giải quyết khó khăn, vướng mắc", taking.to),
        letter,
        signer: head.signer.clone(),
        subject_kind: "difficulty",
        subject_id: id.to_string(),
        is_public: false,
        recipients: Vec::new(),
    };
    let document = documents::issue_new(ctx, &new, ctx.today).map_err(other)?;
    for one in &all {
        hit(store_own::set_taken_up(ctx.tx, level, &taking.to, one.id, one.version)?)?;
    }
    let number = document.number.unwrap_or_default();
    let words = format!("{}, văn bản số {number}: {}", taking.to, taking.reason);
    note_all(ctx, &all, DifficultyDeed::TakenUp, &words, Some(document.id))?;
    record(ctx, "difficulty.take_up", first, &taking.reason)?;
    Ok(number)
}

/// Puts a difficulty on the agenda of the council's next briefing; gives the briefing's title.
pub fn put_on_agenda(ctx: &mut Ctx<'_>, id: DifficultyId, version: i64) -> Result<String> {
    let all = waiting(ctx, id, Action::Settle, version)?;
    let first = &all[0];
    let next = store::upcoming(ctx.tx, first.council_id)?.into_iter().next();
    let next = next.ok_or(Error::Refused(Refusal::NoBriefingAhead))?;
    if first.briefing_id == Some(next.id) || first.next_briefing_id == Some(next.id) {
        return Err(Error::Refused(Refusal::OnThatAgenda));
    }
    let to = chain::Node::new("briefing", next.id, &next.title, next.path());
    for one in &all {
        hit(store_own::set_next_briefing(ctx.tx, next.id, one.id, one.version)?)?;
        // What a briefing raised stands before it already
        if one.briefing_id != Some(next.id) {
            chain::link(ctx, &one.node(), &to)?;
        }
    }
    note_all(ctx, &all, DifficultyDeed::ToBriefing, &next.title, None)?;
    record(ctx, "difficulty.to_briefing", first, "")?;
    Ok(next.title)
}

/// Shows what a cleared difficulty says, in words without persons, or hides it with none.
pub fn show_difficulty(ctx: &mut Ctx<'_>, id: DifficultyId, words: Option<&str>, version: i64) -> Result<()> {
    let one = load_difficulty(ctx, id, Action::Settle)?;
    if one.cleared_on.is_none() {
        return Err(Error::Refused(Refusal::NotCleared));
    }
    let shown = words.unwrap_or_default();
    hit(store_own::set_public(ctx.tx, words.is_some(), shown, id, version)?)?;
    let kind = if words.is_some() { DifficultyDeed::Published } else { DifficultyDeed::Hidden };
    note(ctx, id, kind, shown, None)?;
    let deed = Deed::new("difficulty.show", "difficulty", one.id, text::truncate_words(shown, 100));
    audit::record(ctx, deed.public_if(words.is_some()))?;
    Ok(())
}
