//! The deeds with a plan and its lines.

use chain::Node;
use directory::OrganizationKind;
use follow::{Due, NewFollowUp};
use kernel::{Date, FollowUpId, ObjectiveId, OrganizationId, ResolutionId, dates};
use kit::{Ctx, Error};

use crate::common::{Result, areas, bodies, committees, hit, permitted, permitted_line, record, tell};
use crate::model::{EntryKind, Kind, Line, NewLine, Plan, PlanState, Rating, Refusal};
use crate::policy::{self, Action};
use crate::{rules, store};

/// Begins the plan for a resolution.
pub fn begin(
    ctx: &mut Ctx<'_>,
    resolution: ResolutionId,
    committee: Option<OrganizationId>,
    is_demonstration: bool,
) -> Result<Plan> {
    let one = resolutions::find(ctx.tx, resolution)?
        .filter(|one| one.is_public && policy::may_begin(ctx.actor, one.council_id))
        .ok_or(Error::NotFound)?;
    if store::plan(ctx.tx, resolution)?.is_some() {
        return Err(Error::Refused(Refusal::AlreadyPlanned));
    }
    let council = directory::organization(ctx.tx, one.council_id)?.ok_or(Error::NotFound)?;
    let body = directory::organizations_of_area(ctx.tx, council.area_id)?
        .into_iter()
        .find(|body| body.kind == OrganizationKind::PeoplesCommittee && body.works_on(ctx.today))
        .ok_or(Error::Refused(Refusal::NoBody))?;
    check_committee(ctx, council.id, committee)?;
    store::insert_plan(ctx.tx, resolution, council.id, body.id, committee, is_demonstration)?;
    tell(ctx, resolution, None, EntryKind::Begun, None, "")?;
    let plan = store::plan(ctx.tx, resolution)?.ok_or(Error::NotFound)?;
    record(ctx, &plan, "implementation.begin", "")?;
    Ok(plan)
}

fn check_committee(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    committee: Option<OrganizationId>,
) -> Result<()> {
    let Some(committee) = committee else { return Ok(()) };
    let found = committees(ctx, council)?.iter().any(|one| one.id == committee);
    if found { Ok(()) } else { Err(Error::Refused(Refusal::NoSuchCommittee)) }
}

fn writable(plan: &Plan) -> Result<()> {
    if plan.is_writable() { Ok(()) } else { Err(Error::Refused(Refusal::WrongState(plan.state))) }
}

/// The lead works, the commune lies in the unit.
fn check_places(ctx: &mut Ctx<'_>, plan: &Plan, new: &NewLine) -> Result<()> {
    if !bodies(ctx, plan.council_id)?.iter().any(|one| one.id == new.lead) {
        return Err(Error::Refused(Refusal::NoSuchBody));
    }
    if let Some(area) = new.area {
        let council = directory::organization(ctx.tx, plan.council_id)?.ok_or(Error::NotFound)?;
        if !areas(ctx, council.area_id)?.iter().any(|one| one.id == area) {
            return Err(Error::Refused(Refusal::NoSuchArea));
        }
    }
    Ok(())
}

fn check_parent(lines: &[Line], own: Option<ObjectiveId>, new: &NewLine) -> Result<()> {
    let Some(parent) = new.parent else { return Ok(()) };
    let above = lines.iter().find(|line| line.id == parent).ok_or(Error::Refused(Refusal::NoSuchParent))?;
    rules::check_parent(above.kind, new.kind).map_err(Error::Refused)?;
    // A line does not stand under itself
    let mut next = Some(parent);
    for _ in 0..=lines.len() {
        let Some(id) = next else { return Ok(()) };
        if Some(id) == own {
            return Err(Error::Refused(Refusal::NoSuchParent));
        }
        next = lines.iter().find(|line| line.id == id).and_then(|line| line.parent_id);
    }
    Err(Error::Refused(Refusal::NoSuchParent))
}

/// Adds a line to a plan that is being written.
pub fn add_line(ctx: &mut Ctx<'_>, plan: ResolutionId, new: &NewLine) -> Result<ObjectiveId> {
    let plan = permitted(ctx, plan, Action::Plan)?;
    writable(&plan)?;
    rules::check_line(new).map_err(Error::Refused)?;
    let lines = store::lines(ctx.tx, plan.id)?;
    if rules::LINES_MAX <= lines.len() {
        return Err(Error::Refused(Refusal::TooMany(rules::LINES_MAX)));
    }
    check_parent(&lines, None, new)?;
    check_places(ctx, &plan, new)?;
    let id = write_line(ctx, &plan, new, None)?;
    record(ctx, &plan, "implementation.add_line", "")?;
    Ok(id)
}

/// Writes a line that was checked.
pub(crate) fn write_line(
    ctx: &mut Ctx<'_>,
    plan: &Plan,
    new: &NewLine,
    batch: Option<kernel::ObjectiveEntryId>,
) -> Result<ObjectiveId> {
    let db::One((last,)) = store::last_place(ctx.tx, plan.id)?;
    let id: ObjectiveId = ctx.id();
    let one = new.indicator.as_ref();
    store::insert_line(
        ctx.tx,
        id,
        plan.id,
        new.parent,
        last + 1,
        new.kind,
        new.sector,
        &new.text,
        new.lead,
        &new.cooperating,
        new.area,
        one.map(|one| one.unit.as_str()),
        one.map(|one| i64::from(one.decimals)),
        one.map(|one| one.baseline),
        one.map(|one| one.baseline_on),
        one.map(|one| one.target),
        one.map(|one| one.direction),
        one.map(|one| one.is_cumulative),
        one.map_or(new.due_on, |one| Some(one.due_on)),
        batch,
        plan.is_demonstration,
    )?;
    Ok(id)
}

/// Changes a line of a plan that is being written.
pub fn change_line(ctx: &mut Ctx<'_>, id: ObjectiveId, version: i64, new: &NewLine) -> Result<()> {
    let (plan, line) = permitted_line(ctx, id, Action::Write)?;
    writable(&plan)?;
    rules::check_line(new).map_err(Error::Refused)?;
    let lines = store::lines(ctx.tx, plan.id)?;
    check_parent(&lines, Some(id), new)?;
    for child in lines.iter().filter(|child| child.parent_id == Some(id)) {
        rules::check_parent(new.kind, child.kind).map_err(Error::Refused)?;
    }
    check_places(ctx, &plan, new)?;
    // A body keeps its lines; it does not give them away
    if !policy::may(ctx.actor, Action::Plan, policy::Subject::plan(&plan)) && new.lead != line.lead_id {
        return Err(Error::NotFound);
    }
    let one = new.indicator.as_ref();
    let same = (line.kind, line.decimals, line.is_cumulative)
        == (new.kind, one.map(|one| i64::from(one.decimals)), one.map(|one| one.is_cumulative));
    if !same && (line.done_on.is_some() || !store::figures(ctx.tx, id)?.is_empty()) {
        return Err(Error::Refused(Refusal::HasFigures));
    }
    hit(store::update_line(
        ctx.tx,
        new.parent,
        new.kind,
        new.sector,
        &new.text,
        new.lead,
        &new.cooperating,
        new.area,
        one.map(|one| one.unit.as_str()),
        one.map(|one| i64::from(one.decimals)),
        one.map(|one| one.baseline),
        one.map(|one| one.baseline_on),
        one.map(|one| one.target),
        one.map(|one| one.direction),
        one.map(|one| one.is_cumulative),
        one.map_or(new.due_on, |one| Some(one.due_on)),
        id,
        version,
    )?)?;
    // What a line was before it changed stays readable
    tell(ctx, plan.id, Some(id), EntryKind::Changed, None, &before(&line))?;
    record(ctx, &plan, "implementation.change_line", "")
}

/// A line in words, as it was.
fn before(line: &Line) -> String {
    let mut words = format!("Trước khi sửa: {}", line.text);
    if let Some(one) = line.indicator() {
        let print = |value: i64| rules::print_value(value, one.decimals);
        let (baseline, target, unit) = (print(one.baseline), print(one.target), &one.unit);
        words = format!("{words}; số gốc {baseline} {unit}, kế hoạch {target} {unit}");
    }
    if let Some(due) = line.due_on {
        words.push_str("; hạn ");
        words.push_str(&dates::print(due));
    }
    words
}

/// Takes a line away that nothing stands on.
pub fn remove_line(ctx: &mut Ctx<'_>, id: ObjectiveId, version: i64) -> Result<ResolutionId> {
    let (plan, line) = permitted_line(ctx, id, Action::Plan)?;
    writable(&plan)?;
    if store::children(ctx.tx, Some(id))?.0.0 > 0 {
        return Err(Error::Refused(Refusal::HasChildren));
    }
    let is_used = line.follow_up_id.is_some()
        || !store::figures(ctx.tx, id)?.is_empty()
        || !store::entries_of_line(ctx.tx, Some(id))?.is_empty();
    if is_used {
        return Err(Error::Refused(Refusal::InUse));
    }
    hit(store::delete_line(ctx.tx, id, version)?)?;
    chain::unlink(ctx, "objective", &id.to_string())?;
    record(ctx, &plan, "implementation.remove_line", &line.text)?;
    Ok(plan.id)
}

/// Sends a plan to the council.
pub fn send(ctx: &mut Ctx<'_>, id: ResolutionId, version: i64, reference: &str) -> Result<()> {
    let plan = permitted(ctx, id, Action::Plan)?;
    let lines = store::lines(ctx.tx, id)?;
    let counted = lines.iter().filter(|line| matches!(line.kind, Kind::Indicator | Kind::Task)).count();
    let state = rules::send(plan.state, counted).map_err(Error::Refused)?;
    if reference.is_empty() {
        return Err(Error::Refused(Refusal::NoReference));
    }
    let today = ctx.today;
    hit(store::send_plan(ctx.tx, state, reference, today, id, version)?)?;
    let words = format!("Lần {}, {reference}: {} mục", plan.revision + 1, lines.len());
    tell(ctx, id, None, EntryKind::Sent, None, &words)?;
    record(ctx, &plan, "implementation.send", "")
}

/// Takes a plan up: from here on figures are entered against it and everyone reads them.
pub fn accept(
    ctx: &mut Ctx<'_>,
    id: ResolutionId,
    version: i64,
    committee: Option<OrganizationId>,
) -> Result<()> {
    let plan = permitted(ctx, id, Action::Decide)?;
    let state = rules::accept(plan.state).map_err(Error::Refused)?;
    check_committee(ctx, plan.council_id, committee)?;
    let today = ctx.today;
    hit(store::decide_plan(ctx.tx, state, today, id, version)?)?;
    if committee.is_some() && committee != plan.committee_id {
        hit(store::set_committee(ctx.tx, committee, id, version + 1)?)?;
    }
    link(ctx, &plan)?;
    tell(ctx, id, None, EntryKind::Accepted, None, "")?;
    record(ctx, &plan, "implementation.accept", "")
}

/// From the resolution to its lines, and from each line to those under it.
fn link(ctx: &mut Ctx<'_>, plan: &Plan) -> Result<()> {
    let resolution = resolutions::find(ctx.tx, plan.id)?.ok_or(Error::NotFound)?;
    let top = Node::new("resolution", resolution.id, resolution.label(), resolution.path());
    let lines = store::lines(ctx.tx, plan.id)?;
    let node = |line: &Line| {
        Node::new("objective", line.id, format!("{}: {}", line.kind.label(), line.label()), line.path())
    };
    for line in &lines {
        let above = line.parent_id.and_then(|parent| lines.iter().find(|one| one.id == parent)).map(node);
        chain::link(ctx, above.as_ref().unwrap_or(&top), &node(line))?;
    }
    Ok(())
}

/// Gives a plan back to be changed.
pub fn give_back(ctx: &mut Ctx<'_>, id: ResolutionId, version: i64, reason: &str) -> Result<()> {
    let plan = permitted(ctx, id, Action::Decide)?;
    let state = rules::give_back(plan.state).map_err(Error::Refused)?;
    if reason.is_empty() {
        return Err(Error::Refused(Refusal::NoWords));
    }
    let today = ctx.today;
    hit(store::decide_plan(ctx.tx, state, today, id, version)?)?;
    tell(ctx, id, None, EntryKind::Returned, None, reason)?;
    record(ctx, &plan, "implementation.give_back", reason)
}

/// A task, in a plan that is carried out.
fn task(ctx: &mut Ctx<'_>, id: ObjectiveId, action: Action) -> Result<(Plan, Line, Date)> {
    let (plan, line) = permitted_line(ctx, id, action)?;
    let Some(due) = line.due_on.filter(|_| line.kind == Kind::Task) else {
        return Err(Error::Refused(Refusal::NotATask));
    };
    if plan.state != PlanState::Accepted {
        return Err(Error::Refused(Refusal::WrongState(plan.state)));
    }
    Ok((plan, line, due))
}

/// Says that a task is done, and what shows it. Late ones are taken and count as late.
pub fn complete(ctx: &mut Ctx<'_>, id: ObjectiveId, version: i64, on: Date, evidence: &str) -> Result<()> {
    let (plan, line, _) = task(ctx, id, Action::Enter)?;
    if line.done_on.is_some() {
        return Err(Error::Refused(Refusal::WrongTask("hoàn thành rồi")));
    }
    if ctx.today < on {
        return Err(Error::Refused(Refusal::InFuture));
    }
    hit(store::set_done(ctx.tx, Some(on), evidence, id, version)?)?;
    let words = format!("Ngày {}: {evidence}", dates::print(on));
    tell(ctx, plan.id, Some(id), EntryKind::Done, None, &words)?;
    record(ctx, &plan, "implementation.complete", "")
}

/// Says that a task is not done after all.
pub fn reopen(ctx: &mut Ctx<'_>, id: ObjectiveId, version: i64, reason: &str) -> Result<()> {
    let (plan, line, _) = task(ctx, id, Action::Enter)?;
    if line.done_on.is_none() {
        return Err(Error::Refused(Refusal::WrongTask("mở lại rồi")));
    }
    hit(store::set_done(ctx.tx, None, "", id, version)?)?;
    tell(ctx, plan.id, Some(id), EntryKind::Reopened, None, reason)?;
    record(ctx, &plan, "implementation.reopen", reason)
}

/// The committee in charge comments on the whole or on a line, and rates it.
pub fn comment(
    ctx: &mut Ctx<'_>,
    id: ResolutionId,
    line: Option<ObjectiveId>,
    rating: Option<Rating>,
    words: &str,
) -> Result<()> {
    let plan = permitted(ctx, id, Action::Comment)?;
    if let Some(line) = line {
        store::line(ctx.tx, line)?.filter(|one| one.plan_id == id).ok_or(Error::NotFound)?;
    }
    tell(ctx, id, line, EntryKind::Comment, rating, words)?;
    record(ctx, &plan, "implementation.comment", "")
}

/// Has a task followed by the office: from here on it has reminders, answers and the ladder of a
/// follow-up.
pub fn follow(ctx: &mut Ctx<'_>, id: ObjectiveId, version: i64) -> Result<FollowUpId> {
    let (plan, line, due) = task(ctx, id, Action::Follow)?;
    if line.follow_up_id.is_some() {
        return Err(Error::Refused(Refusal::Followed));
    }
    if line.done_on.is_some() {
        return Err(Error::Refused(Refusal::DoneAlready));
    }
    let resolution = resolutions::find(ctx.tx, plan.id)?.ok_or(Error::NotFound)?;
    // What it owes began when the plan was taken up
    let origin_on = plan.decided_on.unwrap_or(ctx.today);
    let refused = |error: Error<follow::Refusal>| {
        Error::from_other(error, |reason| Refusal::Follow(reason.to_string()))
    };
    let head = follow::Head::of(ctx, plan.council_id).map_err(refused)?;
    let follow_up = follow::issue(
        ctx,
        &NewFollowUp {
            council: plan.council_id,
            asker: head.organization,
            lead: line.lead_id,
            cooperating: Vec::new(),
            text: line.text.clone(),
            source_kind: "objective".to_owned(),
            source_id: Some(id.to_string()),
            source_label: format!("Nhiệm vụ thực hiện {}", resolution.label()),
            source_href: line.path(),
            origin_on,
            origin_label: kernel::period::Quarter::of(origin_on).print(),
            due: Due::On {
                date: due, reason: format!("Kế hoạch của UBND thực hiện {}", resolution.label())
            },
            is_public: true,
            is_demonstration: plan.is_demonstration,
        },
    )
    .map_err(refused)?;
    hit(store::set_follow_up(ctx.tx, follow_up, id, version)?)?;
    tell(ctx, plan.id, Some(id), EntryKind::Followed, None, "")?;
    record(ctx, &plan, "implementation.follow", "")?;
    Ok(follow_up)
}

/// Keeps a file that shows what a line tells.
pub fn attach(ctx: &mut Ctx<'_>, id: ObjectiveId, upload: &kit::Upload) -> Result<()> {
    let (plan, line) = permitted_line(ctx, id, Action::Enter)?;
    files::keep(ctx, upload, SUBJECT, &line.id.to_string(), plan.is_open())
        .map_err(|error| Error::from_other(error, |reason| Refusal::File(reason.to_string())))?;
    record(ctx, &plan, "implementation.attach", "")
}

/// Under which files of lines are kept.
pub const SUBJECT: &str = "objective";

/// Whether the actor may have the files of a line; for `files::routes`.
pub fn may_see_files(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<bool> {
    let Ok(id) = file.subject_id.parse::<ObjectiveId>() else { return Ok(false) };
    let Some(line) = store::line(ctx.tx, id)? else { return Ok(false) };
    let Some(plan) = store::plan(ctx.tx, line.plan_id)? else { return Ok(false) };
    Ok(policy::may(ctx.actor, Action::Read, policy::Subject::line(&plan, &line)))
}

/// The line that carries a file; for everyone else the public page of its resolution.
pub fn home_of_file(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<Option<files::Home>> {
    let Ok(id) = file.subject_id.parse::<ObjectiveId>() else { return Ok(None) };
    let Some(line) = store::line(ctx.tx, id)? else { return Ok(None) };
    let Some(plan) = store::plan(ctx.tx, line.plan_id)? else { return Ok(None) };
    let href = if policy::may(ctx.actor, Action::Read, policy::Subject::line(&plan, &line)) {
        line.path()
    } else {
        match resolutions::find(ctx.tx, line.plan_id)? {
            Some(one) => {
                format!("{}/thuc-hien", resolutions::Addresses::load(ctx.tx, ctx.today)?.of(&one))
            }
            None => return Ok(None),
        }
    };
    Ok(Some(files::Home { title: line.label(), href }))
}
