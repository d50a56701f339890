//! The deeds with figures: entered by the one who keeps the line, approved by the head of the
//! People's Committee, changed after that only as a new revision beside the old.

use std::collections::HashMap;

use kernel::{ObjectiveEntryId, ObjectiveId, PeriodFigureId, ResolutionId};
use kit::{Ctx, Error};

use crate::common::{Result, hit, permitted, permitted_line, record};
use crate::model::{Figure, FigureState, Line, NewFigure, Plan, PlanState, Refusal};
use crate::period::FigurePeriod;
use crate::policy::{self, Action, Subject};
use crate::{rules, store};

/// What comes of a figure that is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// The first of its period, or a new revision after approval.
    Insert(i64),
    /// Nobody approved the one there is.
    Correct(PeriodFigureId, i64),
    /// It says what was approved.
    Nothing,
}

/// What comes of a figure, beside those of its line.
pub(crate) fn change(
    line: &Line,
    period: FigurePeriod,
    known: &[Figure],
    new: &NewFigure,
    today: kernel::Date,
) -> std::result::Result<Change, Refusal> {
    let indicator = line.indicator().ok_or(Refusal::NotAnIndicator)?;
    let own = period.to_string();
    let last = known.iter().filter(|one| one.period == own).max_by_key(|one| one.revision);
    let Some(last) = last else {
        rules::check_period(&indicator, period, known, today)?;
        return Ok(Change::Insert(1));
    };
    let is_same = last.value == new.value && last.value_before == new.before && last.source == new.source;
    if is_same && (new.reason.is_empty() || new.reason == last.reason) {
        return Ok(Change::Nothing);
    }
    match last.state {
        FigureState::Entered => Ok(Change::Correct(last.id, last.version)),
        FigureState::Approved | FigureState::Replaced if is_same => Ok(Change::Nothing),
        FigureState::Approved | FigureState::Replaced if new.reason.is_empty() => Err(Refusal::NoReason),
        FigureState::Approved | FigureState::Replaced => Ok(Change::Insert(last.revision + 1)),
    }
}

/// Writes one figure as it was decided.
pub(crate) fn write(
    ctx: &mut Ctx<'_>,
    plan: &Plan,
    period: FigurePeriod,
    known: &[Figure],
    new: &NewFigure,
    change: Change,
    batch: Option<ObjectiveEntryId>,
) -> Result<()> {
    let (by, at) = (ctx.actor.name.clone(), ctx.now);
    match change {
        Change::Nothing => Ok(()),
        Change::Insert(revision) => {
            let id: PeriodFigureId = ctx.id();
            let reason = if revision == 1 { "" } else { new.reason.as_str() };
            store::insert_figure(
                ctx.tx,
                id,
                new.line,
                &period.to_string(),
                period.from(),
                period.to(),
                revision,
                new.value,
                new.before,
                &new.source,
                reason,
                &by,
                at,
                batch,
                plan.is_demonstration,
            )?;
            Ok(())
        }
        Change::Correct(id, version) => {
            let old = known.iter().find(|one| one.id == id);
            let kept = old.map_or("", |one| one.reason.as_str());
            let reason = if new.reason.is_empty() || kept.is_empty() { kept } else { new.reason.as_str() };
            hit(store::update_figure(
                ctx.tx,
                new.value,
                new.before,
                &new.source,
                reason,
                &by,
                at,
                id,
                version,
            )?)
        }
    }
}

/// What came of entering: how many were written, or every fault with its line, and nothing was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// So many were written.
    Written(usize),
    /// All that is wrong.
    Faulty(Vec<(ObjectiveId, Refusal)>),
}

/// Enters the figures of a period, all or none.
pub fn enter(
    ctx: &mut Ctx<'_>,
    plan: ResolutionId,
    period: FigurePeriod,
    new: &[NewFigure],
) -> Result<Entered> {
    let plan = store::plan(ctx.tx, plan)?.ok_or(Error::NotFound)?;
    let lines: HashMap<ObjectiveId, Line> =
        store::lines(ctx.tx, plan.id)?.into_iter().map(|line| (line.id, line)).collect();
    for one in new {
        let line = lines.get(&one.line).ok_or(Error::NotFound)?;
        if !policy::may(ctx.actor, Action::Enter, Subject::line(&plan, line)) {
            return Err(Error::NotFound);
        }
    }
    if plan.state != PlanState::Accepted {
        return Err(Error::Refused(Refusal::WrongState(plan.state)));
    }
    let mut known: HashMap<ObjectiveId, Vec<Figure>> = HashMap::new();
    for figure in store::figures_of_plan(ctx.tx, plan.id)? {
        known.entry(figure.objective_id).or_default().push(figure);
    }
    let of = |line: ObjectiveId| known.get(&line).map(Vec::as_slice).unwrap_or_default();
    let (mut changes, mut faults) = (Vec::new(), Vec::new());
    for one in new {
        let line = lines.get(&one.line).ok_or(Error::NotFound)?;
        match change(line, period, of(one.line), one, ctx.today) {
            Ok(Change::Nothing) => {}
            Ok(change) => changes.push((one, change)),
            Err(refusal) => faults.push((one.line, refusal)),
        }
    }
    if !faults.is_empty() {
        return Ok(Entered::Faulty(faults));
    }
    if changes.is_empty() {
        return Ok(Entered::Written(0));
    }
    for (one, change) in &changes {
        write(ctx, &plan, period, of(one.line), one, *change, None)?;
    }
    record(ctx, &plan, "implementation.enter", &period.label())?;
    Ok(Entered::Written(changes.len()))
}

/// Approves every figure of a period that waits; the one that was approved before is replaced and
/// stays readable.
pub fn approve(ctx: &mut Ctx<'_>, plan: ResolutionId, period: FigurePeriod) -> Result<usize> {
    let plan = permitted(ctx, plan, Action::Approve)?;
    if plan.state != PlanState::Accepted {
        return Err(Error::Refused(Refusal::WrongState(plan.state)));
    }
    let own = period.to_string();
    let all: Vec<Figure> =
        store::figures_of_plan(ctx.tx, plan.id)?.into_iter().filter(|one| one.period == own).collect();
    let waiting: Vec<&Figure> = all.iter().filter(|one| one.state == FigureState::Entered).collect();
    if waiting.is_empty() {
        return Err(Error::Refused(Refusal::NothingToApprove));
    }
    let (by, today) = (ctx.actor.name.clone(), ctx.today);
    for one in &waiting {
        for old in &all {
            if old.objective_id == one.objective_id && old.state == FigureState::Approved {
                hit(store::replace_figure(ctx.tx, old.id, old.version)?)?;
            }
        }
        hit(store::approve_figure(ctx.tx, &by, today, one.id, one.version)?)?;
    }
    record(ctx, &plan, "implementation.approve", &period.label())?;
    Ok(waiting.len())
}

/// Takes a figure back that nobody approved.
pub fn remove(ctx: &mut Ctx<'_>, id: PeriodFigureId, version: i64) -> Result<()> {
    let figure = store::figure(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let (plan, _) = permitted_line(ctx, figure.objective_id, Action::Enter)?;
    hit(store::delete_figure(ctx.tx, id, version)?)?;
    record(ctx, &plan, "implementation.remove_figure", &crate::period::label_of(&figure.period))
}
