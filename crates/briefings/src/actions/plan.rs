//! Planning a briefing, and changing the plan.

use directory::OrganizationKind;
use documents::{Kind, NewDocument};
use kernel::period::Quarter;
use kernel::{BriefingId, BriefingItemId, Date, OrganizationId};
use kit::{Ctx, Error};

use super::{Result, hit, invite, load, other, record};
use crate::letters::{self, Head};
use crate::model::{Briefing, Refusal, State};
use crate::policy::{self, Action, Subject};
use crate::{rules, store, store_room};

/// A briefing to be planned.
#[derive(Debug, Clone)]
pub struct NewBriefing {
    /// The council that calls it.
    pub council: OrganizationId,
    /// The quarter it looks at.
    pub quarter: Quarter,
    /// The day.
    pub held_on: Date,
    /// "08:00".
    pub starts_at: String,
    /// Where.
    pub place: String,
    /// Who presides.
    pub chair_name: String,
    /// In which post.
    pub chair_post: String,
    /// The topic beside the routine; may be empty.
    pub topic: String,
    /// The day reports are due; none for the usual one.
    pub reports_due_on: Option<Date>,
    /// Bodies invited beside the communes' councils.
    pub guests: Vec<OrganizationId>,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// The bodies usually invited beside the communes: those of the council's own unit.
pub fn default_guests(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Vec<directory::Organization>> {
    let council = directory::organization(ctx.tx, council)?.ok_or(Error::NotFound)?;
    let today = ctx.today;
    let all = directory::organizations_of_area(ctx.tx, council.area_id)?;
    let usual = |kind: OrganizationKind| match kind {
        OrganizationKind::StandingCommittee
        | OrganizationKind::Committee
        | OrganizationKind::DelegateGroup
        | OrganizationKind::PeoplesCommittee
        | OrganizationKind::FatherlandFront
        | OrganizationKind::Office => true,
        OrganizationKind::Council | OrganizationKind::Department | OrganizationKind::Other => false,
    };
    Ok(all.into_iter().filter(|one| usual(one.kind) && one.works_on(today)).collect())
}

/// Plans a briefing with its participants and its agenda. What is due "at the next briefing"
/// gets its day.
pub fn plan(ctx: &mut Ctx<'_>, new: &NewBriefing) -> Result<BriefingId> {
    let council = directory::organization(ctx.tx, new.council)?.ok_or(Error::NotFound)?;
    if !policy::may(ctx.actor, Action::Prepare, &Subject { council: new.council, body: None, invited: false })
    {
        return Err(Error::NotFound);
    }
    let period = new.quarter.to_string();
    let same_quarter = store::by_period(ctx.tx, new.council, &period)?.is_some();
    let reports_due_on = new.reports_due_on.unwrap_or_else(|| rules::usual_reports_due(ctx.law, new.held_on));
    rules::plan(new.quarter, new.held_on, reports_due_on, same_quarter).map_err(Error::Refused)?;
    let id: BriefingId = ctx.id();
    let title = format!("Hội nghị giao ban {}", new.quarter.print());
    store::insert(
        ctx.tx,
        id,
        new.council,
        council.area_id,
        &period,
        &title,
        &new.topic,
        new.held_on,
        &new.starts_at,
        &new.place,
        &new.chair_name,
        &new.chair_post,
        reports_due_on,
        new.is_demonstration,
    )?;
    let briefing = store::briefing(ctx.tx, id)?.ok_or(Error::NotFound)?;
    invite::add_guests(ctx, &briefing, &new.guests)?;
    invite::add_communes(ctx, &briefing)?;
    for ((kind, title, presenter, minutes), place) in rules::AGENDA.into_iter().zip(1..) {
        let item: BriefingItemId = ctx.id();
        store_room::insert_item(ctx.tx, item, id, place, kind, title, presenter, minutes)?;
    }
    date_the_next(ctx, new.council)?;
    record(ctx, "briefing.create", &briefing, briefing.title.clone(), "")?;
    Ok(id)
}

/// What is due at the next briefing is due on the day of the nearest one that is planned.
fn date_the_next(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<()> {
    let Some(next) = store::upcoming(ctx.tx, council)?.into_iter().next() else { return Ok(()) };
    follow::set_next_briefing(ctx, council, next.held_on).map_err(other)?;
    Ok(())
}

/// Changes time, place, chair, topic and the due day of the reports.
pub fn change_facts(ctx: &mut Ctx<'_>, id: BriefingId, new: &NewBriefing, version: i64) -> Result<()> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !briefing.is_open() {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    let due = new.reports_due_on.unwrap_or(briefing.reports_due_on);
    rules::plan(briefing.quarter(), briefing.held_on, due, false).map_err(Error::Refused)?;
    hit(store::set_facts(
        ctx.tx,
        &new.topic,
        &new.starts_at,
        &new.place,
        &new.chair_name,
        &new.chair_post,
        due,
        id,
        version,
    )?)?;
    record(ctx, "briefing.change", &briefing, briefing.title.clone(), "")
}

/// Writes the upper council's own part of the aggregate.
pub fn set_own_part(
    ctx: &mut Ctx<'_>,
    id: BriefingId,
    results: &str,
    difficulties: &str,
    tasks: &str,
    version: i64,
) -> Result<()> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !briefing.is_open() {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    hit(store::set_own_part(ctx.tx, results, difficulties, tasks, id, version)?)?;
    record(ctx, "briefing.change", &briefing, format!("{}, phần của Thường trực", briefing.title), "")
}

/// Moves a briefing to another day; every date counted from it follows. Those who were invited
/// are told by a notice.
pub fn postpone(
    ctx: &mut Ctx<'_>,
    id: BriefingId,
    day: Date,
    reason: &str,
    version: i64,
) -> Result<Option<String>> {
    let before = load(ctx, id, Action::Conclude, None)?;
    rules::postpone(before.state, before.held_on, day, ctx.today, reason).map_err(Error::Refused)?;
    let reports_due_on = rules::usual_reports_due(ctx.law, day);
    rules::plan(before.quarter(), day, reports_due_on, false).map_err(Error::Refused)?;
    hit(store::set_day(ctx.tx, day, reports_due_on, reason, id, version)?)?;
    let briefing = store::briefing(ctx.tx, id)?.ok_or(Error::NotFound)?;
    invite::add_communes(ctx, &briefing)?;
    date_the_next(ctx, briefing.council_id)?;
    let number = tell_of_change(ctx, &before, &briefing, Some(day), reason)?;
    record(ctx, "briefing.postpone", &briefing, briefing.title.clone(), reason)?;
    Ok(number)
}

/// Calls a briefing off. Those who were invited are told by a notice.
pub fn cancel(ctx: &mut Ctx<'_>, id: BriefingId, reason: &str, version: i64) -> Result<Option<String>> {
    let briefing = load(ctx, id, Action::Conclude, None)?;
    let state = rules::cancel(briefing.state, reason).map_err(Error::Refused)?;
    hit(store::set_state(ctx.tx, state, reason, id, version)?)?;
    date_the_next(ctx, briefing.council_id)?;
    let number = tell_of_change(ctx, &briefing, &briefing, None, reason)?;
    record(ctx, "briefing.cancel", &briefing, briefing.title.clone(), reason)?;
    Ok(number)
}

fn tell_of_change(
    ctx: &mut Ctx<'_>,
    before: &Briefing,
    briefing: &Briefing,
    day: Option<Date>,
    reason: &str,
) -> Result<Option<String>> {
    // Nobody outside knows yet of a briefing that was only planned
    if before.state != State::Called {
        return Ok(None);
    }
    let head = Head::of(ctx, briefing.council_id, ctx.today)?;
    let letter = letters::change(&head, briefing, before.held_on, day, reason, ctx.today);
    let title = letter.title.clone().unwrap_or_default();
    let recipients =
        store::participants(ctx.tx, briefing.id)?.into_iter().map(|one| one.organization_id).collect();
    let document = documents::issue_new(
        ctx,
        &NewDocument {
            organization: head.organization,
            kind: Kind::Notice,
            title,
            letter,
            signer: head.signer,
            subject_kind: "briefing",
            subject_id: briefing.id.to_string(),
            is_public: false,
            recipients,
        },
        ctx.today,
    )
    .map_err(other)?;
    Ok(document.number)
}

/// Opens the briefing.
pub fn hold(ctx: &mut Ctx<'_>, id: BriefingId, version: i64) -> Result<()> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    let state = rules::hold(briefing.state, briefing.held_on, ctx.today).map_err(Error::Refused)?;
    hit(store::set_state(ctx.tx, state, &briefing.state_reason, id, version)?)?;
    record(ctx, "briefing.hold", &briefing, briefing.title.clone(), "")
}
