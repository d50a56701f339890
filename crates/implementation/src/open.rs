//! What this area answers for others: the indicators A09 and F03, the scorecard's lines off track,
//! resolutions as choices.

use db::Tx;
use kernel::{AreaId, Date, OrganizationId, ResolutionId, dates};
use resolutions::Addresses;

use crate::board::public_path;
use crate::common::resolutions_of;
use crate::model::{Figure, Line};
use crate::rules::{self, Standing};
use crate::store;
use crate::view::Measured;

/// A row that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// What it is called.
    pub label: String,
    /// Its public page.
    pub href: String,
    /// The day by which it is counted.
    pub on: Date,
    /// A word more.
    pub note: String,
}

/// Whether this council's plans are kept here.
pub fn keeps(tx: &mut Tx, council: OrganizationId) -> db::Result<bool> {
    Ok(!store::open_plans(tx, council)?.is_empty())
}

/// A09: resolutions adopted in a window, open to everyone, whose plan was taken up.
pub fn planned(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<CountedRow>> {
    let plans = store::open_plans(tx, council)?;
    let known = resolutions_of(tx, &[council])?;
    let addresses = Addresses::load(tx, to)?;
    let mut rows: Vec<CountedRow> = plans
        .iter()
        .filter_map(|plan| {
            let one = known.get(&plan.id)?;
            let is_counted = one.is_public && from <= one.adopted_on && one.adopted_on <= to;
            is_counted.then(|| CountedRow {
                label: format!("{}: {}", one.label(), one.title),
                href: public_path(&addresses, one),
                on: one.adopted_on,
                note: format!(
                    "Kế hoạch của UBND tiếp nhận {}",
                    plan.decided_on.map(dates::print).unwrap_or_default()
                ),
            })
        })
        .collect();
    rows.sort_by_key(|row| row.on);
    Ok(rows)
}

/// Which tasks of a window F03 asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those whose day has passed, and those done: the denominator.
    Due,
    /// Done: the numerator.
    Done,
    /// Not done, and their day has not passed.
    Open,
    /// Not done, and their day has passed.
    Late,
}

impl Part {
    fn holds(self, due: Date, done: Option<Date>, today: Date) -> bool {
        let is_late = done.is_none() && due < today;
        match self {
            Self::Due => done.is_some() || is_late,
            Self::Done => done.is_some(),
            Self::Open => done.is_none() && !is_late,
            Self::Late => is_late,
        }
    }
}

/// F03: tasks of plans that were taken up, due in a window.
pub fn tasks(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
) -> db::Result<Vec<CountedRow>> {
    let found = store::tasks_due(tx, council, window.0, window.1)?;
    let known = resolutions_of(tx, &[council])?;
    let addresses = Addresses::load(tx, window.1)?;
    let names = directory::names(tx)?;
    Ok(found
        .into_iter()
        .filter(|(_, plan, _, _, due, done)| {
            known.get(plan).is_some_and(|one| one.is_public) && part.holds(*due, *done, today)
        })
        .map(|(id, plan, text, lead, due, done)| CountedRow {
            label: kernel::text::truncate_words(&text, 160),
            href: known
                .get(&plan)
                .map_or_else(String::new, |one| format!("{}#m-{id}", public_path(&addresses, one))),
            on: due,
            note: format!(
                "{}, {}",
                names.get(&lead).map_or("", String::as_str),
                done.map_or_else(
                    || format!("hạn {}", dates::print(due)),
                    |on| format!("xong {}", dates::print(on))
                )
            ),
        })
        .collect())
}

/// A line that does not keep its pace, for the scorecard and the picture of a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffTrack {
    /// Under which resolution.
    pub resolution: ResolutionId,
    /// Its number: "Nghị quyết số 05/NQ-HĐND".
    pub resolution_label: String,
    /// The line's words.
    pub line: String,
    /// Its public page.
    pub href: String,
    /// "62,4 %"; of a task empty.
    pub actual: String,
    /// "70,0 %"; of a task its day.
    pub target: String,
    /// How it stands.
    pub standing: Standing,
    /// Who is responsible.
    pub body: OrganizationId,
    /// The commune to which it is broken down.
    pub commune: Option<AreaId>,
}

/// The lines of a council's resolutions that are at risk or late on a day, by what was approved
/// for the time up to it.
pub fn off_track(tx: &mut Tx, council: OrganizationId, on: Date) -> db::Result<Vec<OffTrack>> {
    let lines = store::open_lines(tx, council)?;
    let figures = store::open_figures(tx, council)?;
    let known = resolutions_of(tx, &[council])?;
    let addresses = Addresses::load(tx, on)?;
    let mut rows = Vec::new();
    let mut by_line: std::collections::HashMap<_, Vec<Figure>> = std::collections::HashMap::new();
    for figure in figures {
        by_line.entry(figure.objective_id).or_default().push(figure);
    }
    for line in &lines {
        let own = by_line.get(&line.id).map(Vec::as_slice).unwrap_or_default();
        let Some(one) = known.get(&line.plan_id).filter(|one| one.is_public) else { continue };
        if let Some(standing) = standing_on(line, own, on).filter(|standing| standing.is_off_track()) {
            let measured = line.indicator().map(|one| {
                let reached = rules::reached(&one, own, on);
                Measured::of(one, reached)
            });
            let with_unit = |value: &str, unit: &str| {
                if value.is_empty() { String::new() } else { format!("{value} {unit}") }
            };
            rows.push(OffTrack {
                resolution: line.plan_id,
                resolution_label: one.label(),
                line: line.text.clone(),
                href: format!("{}#m-{}", public_path(&addresses, one), line.id),
                actual: measured
                    .as_ref()
                    .map(|one| with_unit(&one.actual, &one.one.unit))
                    .unwrap_or_default(),
                target: measured.as_ref().map_or_else(
                    || line.due_on.map(dates::print).unwrap_or_default(),
                    |one| with_unit(&one.target, &one.one.unit),
                ),
                standing,
                body: line.lead_id,
                commune: line.area_id,
            });
        }
    }
    Ok(rows)
}

/// How a line stood on a day: a task done later was not done yet.
fn standing_on(line: &Line, figures: &[Figure], on: Date) -> Option<Standing> {
    if line.done_on.is_some_and(|done| on < done) {
        return line.due_on.map(|due| rules::judge_task(due, None, on));
    }
    rules::standing(line, figures, on)
}

/// Resolutions whose plan was taken up, as choices of a form: what a difficulty is about.
pub fn choices(tx: &mut Tx, council: OrganizationId) -> db::Result<Vec<(ResolutionId, String)>> {
    let known = resolutions_of(tx, &[council])?;
    let mut found: Vec<_> = store::open_plans(tx, council)?
        .iter()
        .filter_map(|plan| known.get(&plan.id).filter(|one| one.is_public))
        .map(|one| {
            (
                one.adopted_on,
                one.id,
                format!("{}: {}", one.label(), kernel::text::truncate_words(&one.title, 100)),
            )
        })
        .collect();
    found.sort_by_key(|(on, id, _)| std::cmp::Reverse((*on, *id)));
    Ok(found.into_iter().map(|(_, id, label)| (id, label)).collect())
}

/// The public page of what became of a resolution and how it stands in a sentence, when its plan
/// was taken up.
pub fn of_resolution(tx: &mut Tx, id: ResolutionId) -> db::Result<bool> {
    Ok(store::plan(tx, id)?.is_some_and(|plan| plan.is_open()))
}
