//! What the deeds of this area share.

use audit::Deed;
use directory::{Area, Organization, OrganizationKind};
use kernel::{ObjectiveEntryId, ObjectiveId, OrganizationId, ResolutionId};
use kit::{Ctx, Error};
use resolutions::Resolution;

use crate::model::{EntryKind, Line, Plan, Rating, Refusal};
use crate::policy::{self, Action, Subject};
use crate::store;

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The plan, when the actor may do this with the whole of it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: ResolutionId, action: Action) -> Result<Plan> {
    store::plan(ctx.tx, id)?
        .filter(|plan| policy::may(ctx.actor, action, Subject::plan(plan)))
        .ok_or(Error::NotFound)
}

/// The plan and one of its lines, when the actor may do this with the line.
pub(crate) fn permitted_line(ctx: &mut Ctx<'_>, id: ObjectiveId, action: Action) -> Result<(Plan, Line)> {
    let line = store::line(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let plan = store::plan(ctx.tx, line.plan_id)?.ok_or(Error::NotFound)?;
    if policy::may(ctx.actor, action, Subject::line(&plan, &line)) {
        Ok((plan, line))
    } else {
        Err(Error::NotFound)
    }
}

/// Where a deed hit nothing, another was first.
pub(crate) fn hit(count: db::Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

/// Writes an entry of the course.
pub(crate) fn tell(
    ctx: &mut Ctx<'_>,
    plan: ResolutionId,
    line: Option<ObjectiveId>,
    kind: EntryKind,
    rating: Option<Rating>,
    words: &str,
) -> Result<()> {
    let (id, by, at): (ObjectiveEntryId, _, _) = (ctx.id(), ctx.actor.name.clone(), ctx.now);
    store::insert_entry(ctx.tx, id, plan, line, kind, rating, words, &by, at, None)?;
    Ok(())
}

/// Writes the deed down.
pub(crate) fn record(ctx: &mut Ctx<'_>, plan: &Plan, action: &'static str, reason: &str) -> Result<()> {
    let label = match resolutions::find(ctx.tx, plan.id)? {
        Some(one) => format!("Kế hoạch thực hiện {}", one.label()),
        None => "Kế hoạch thực hiện nghị quyết".to_owned(),
    };
    let is_open = store::plan(ctx.tx, plan.id)?.is_some_and(|now| now.is_open()) || plan.is_open();
    audit::record(
        ctx,
        Deed::new(action, "implementation_plan", plan.id, label).because(reason).public_if(is_open),
    )?;
    Ok(())
}

/// The bodies that may be responsible for a line: the People's Committee of the council's unit,
/// what is under it, and the People's Committees and councils of its communes.
pub(crate) fn bodies(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Organization>> {
    use OrganizationKind as Kind;
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    let mut all = directory::organizations_of_area(ctx.tx, council.area_id)?;
    all.retain(|one| {
        matches!(
            one.kind,
            Kind::PeoplesCommittee | Kind::Department | Kind::Office | Kind::FatherlandFront | Kind::Other
        ) && one.works_on(today)
    });
    let inside = directory::working_organizations(ctx.tx, today)?.into_iter();
    let areas: Vec<_> = areas(ctx, council.area_id)?.into_iter().map(|area| area.id).collect();
    all.extend(inside.filter(|one| one.kind == Kind::PeoplesCommittee && areas.contains(&one.area_id)));
    Ok(all)
}

/// The communes of a unit today.
pub(crate) fn areas(ctx: &mut Ctx<'_>, unit: kernel::AreaId) -> db::Result<Vec<Area>> {
    directory::children(ctx.tx, unit, ctx.today)
}

/// The committees of a council.
pub(crate) fn committees(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Organization>> {
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    let all = directory::organizations_of_area(ctx.tx, council.area_id)?.into_iter();
    Ok(all
        .filter(|one| {
            one.kind == OrganizationKind::Committee
                && one.parent_id == Some(council.id)
                && one.works_on(today)
        })
        .collect())
}

/// The resolutions of these councils by id.
pub(crate) fn resolutions_of(
    tx: &mut db::Tx,
    councils: &[OrganizationId],
) -> db::Result<std::collections::HashMap<ResolutionId, Resolution>> {
    let mut found = std::collections::HashMap::new();
    for council in councils {
        found.extend(resolutions::list_of_council(tx, *council)?.into_iter().map(|one| (one.id, one)));
    }
    Ok(found)
}
