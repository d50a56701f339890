//! The figure of a criterion and the rows behind it. Figures are asked of `reports`; what is no
//! indicator is asked of the area that keeps it.

use std::collections::HashMap;

use kernel::Date;
use kernel::dates;
use kernel::period::Period;
use kit::Ctx;
use reports::{CountedRow, Entered, Figure, Origin, Unit, WHOLE};

use crate::criterion::{Criterion, Measure};

/// What a figure is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What units entered.
    pub entered: &'a Entered,
    /// The unit.
    pub unit: &'a Unit,
    /// The window.
    pub period: Period,
}

/// The rows of a figure, and those of its whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// What is counted.
    pub counted: Vec<CountedRow>,
    /// Out of what; nothing for a number.
    pub whole: Option<Vec<CountedRow>>,
    /// False where they are shown to those who keep them alone.
    pub is_open: bool,
}

/// The figure, as the reader may know it.
pub fn figure(ctx: &mut Ctx<'_>, asked: Question<'_>, criterion: &Criterion) -> db::Result<Figure> {
    match &criterion.measure {
        Measure::Rate(code) | Measure::Standing(code) => one(ctx, asked, code, None),
        Measure::Share { indicator, kept, due } => {
            let parts = parts(ctx, asked, indicator, &[kept, due])?;
            let (kept, due) = (sum(&parts, kept), sum(&parts, due));
            Ok(match (kept.value, due.value) {
                (Some(part), Some(whole)) => {
                    Figure { value: Some(part), denominator: Some(whole), origin: kept.origin }
                }
                (None, _) => kept,
                (_, None) => due,
            })
        }
        Measure::Discussion | Measure::Briefings | Measure::Difficulties | Measure::Conclusions => {
            Ok(match own_rows(ctx, asked, &criterion.measure)? {
                Some(rows) => Figure::computed(added(&rows.counted), rows.whole.as_deref().map(added)),
                None => Figure::gap(asked.unit.area.name.clone()),
            })
        }
    }
}

fn one(ctx: &mut Ctx<'_>, asked: Question<'_>, code: &str, part: Option<&str>) -> db::Result<Figure> {
    let Some(indicator) = reports::find(code) else { return Ok(Figure::gap(code)) };
    let (unit, period) = (asked.unit, asked.period);
    let figure = reports::answer(ctx.tx, asked.entered, unit, indicator, period, part, ctx.today)?;
    Ok(reports::for_reader(ctx.actor, unit, indicator, figure))
}

/// The figures of parts, each asked once.
fn parts<'a>(
    ctx: &mut Ctx<'_>,
    asked: Question<'_>,
    code: &str,
    sides: &[&'a [String]],
) -> db::Result<HashMap<&'a str, Figure>> {
    let mut known = HashMap::new();
    for part in sides.iter().copied().flatten() {
        if !known.contains_key(part.as_str()) {
            known.insert(part.as_str(), one(ctx, asked, code, Some(part))?);
        }
    }
    Ok(known)
}

/// What some of them add up to; the first that is not known stands for the sum.
fn sum(known: &HashMap<&str, Figure>, parts: &[String]) -> Figure {
    let mut value = 0_i64;
    for part in parts {
        match known.get(part.as_str()) {
            Some(Figure { value: Some(count), .. }) => value = value.saturating_add(*count),
            Some(gap) => return gap.clone(),
            None => return Figure::gap(part.as_str()),
        }
    }
    Figure { value: Some(value), denominator: None, origin: Origin::Computed }
}

/// Exactly the rows behind the figure: their counts add up to it.
pub fn rows(ctx: &mut Ctx<'_>, asked: Question<'_>, criterion: &Criterion) -> db::Result<Rows> {
    match &criterion.measure {
        Measure::Rate(code) => Ok(Rows {
            counted: rows_of(ctx, asked, code, None)?,
            whole: Some(rows_of(ctx, asked, code, Some(WHOLE))?),
            is_open: is_open(ctx, asked, code),
        }),
        Measure::Standing(code) => Ok(Rows {
            counted: rows_of(ctx, asked, code, None)?,
            whole: None,
            is_open: is_open(ctx, asked, code),
        }),
        Measure::Share { indicator, kept, due } => {
            let mut of = |parts: &[String]| {
                let mut rows = Vec::new();
                for part in parts {
                    rows.extend(rows_of(ctx, asked, indicator, Some(part))?);
                }
                Ok::<_, db::Error>(rows)
            };
            let (counted, whole) = (of(kept)?, of(due)?);
            Ok(Rows { counted, whole: Some(whole), is_open: is_open(ctx, asked, indicator) })
        }
        Measure::Discussion | Measure::Briefings | Measure::Difficulties | Measure::Conclusions => {
            Ok(own_rows(ctx, asked, &criterion.measure)?.unwrap_or_default())
        }
    }
}

fn is_open(ctx: &Ctx<'_>, asked: Question<'_>, code: &str) -> bool {
    reports::find(code).is_some_and(|indicator| reports::opens(ctx.actor, asked.unit, indicator))
}

fn rows_of(
    ctx: &mut Ctx<'_>,
    asked: Question<'_>,
    code: &str,
    part: Option<&str>,
) -> db::Result<Vec<CountedRow>> {
    let Some(indicator) = reports::find(code) else { return Ok(Vec::new()) };
    if !reports::opens(ctx.actor, asked.unit, indicator) {
        return Ok(Vec::new());
    }
    reports::rows(ctx.tx, asked.entered, asked.unit, indicator, asked.period, part, ctx.today)
}

/// The rows of what is no indicator; none where the council keeps no such records here.
fn own_rows(ctx: &mut Ctx<'_>, asked: Question<'_>, measure: &Measure) -> db::Result<Option<Rows>> {
    let council = asked.unit.council.id;
    let (from, to) = (asked.period.from(), asked.period.to());
    match measure {
        Measure::Discussion => {
            if !chamber::open::keeps(ctx.tx, council, from)? {
                return Ok(None);
            }
            let found = chamber::open::discussion(ctx.tx, council, from, to)?;
            let row = |one: &chamber::open::CountedRow, count| CountedRow {
                label: one.label.clone(),
                href: one.href.clone(),
                on: Some(dates::print(one.on)),
                note: one.note.clone(),
                count,
            };
            let counted = found.iter().filter(|one| 0 < one.count).map(|one| row(one, one.count)).collect();
            let whole = found.iter().map(|one| row(one, one.whole)).collect();
            Ok(Some(Rows { counted, whole: Some(whole), is_open: true }))
        }
        Measure::Briefings => {
            if !briefings::keeps_reports(ctx.tx, council)? {
                return Ok(None);
            }
            let found = briefings::held_between(ctx.tx, council, from, to)?;
            let counted =
                found.into_iter().map(|one| plain(one.label, one.href, one.on, String::new())).collect();
            Ok(Some(Rows { counted, whole: None, is_open: true }))
        }
        Measure::Difficulties => {
            if !briefings::keeps(ctx.tx, council)? {
                return Ok(None);
            }
            let found = briefings::awaited_answers(ctx.tx, council, from, to, ctx.today)?;
            let row = |one: &briefings::Awaited| {
                let note = match one.answered {
                    Some(on) => format!("Hạn {}, trả lời {}", dates::print(one.due), dates::print(on)),
                    None => format!("Hạn {}, chưa trả lời", dates::print(one.due)),
                };
                plain(one.label.clone(), one.href.clone(), one.due, note)
            };
            let counted = found.iter().filter(|one| one.is_in_time()).map(row).collect();
            let whole = found.iter().map(row).collect();
            Ok(Some(Rows { counted, whole: Some(whole), is_open: true }))
        }
        Measure::Conclusions => {
            if !briefings::keeps_reports(ctx.tx, council)? {
                return Ok(None);
            }
            let found = briefings::concluded_between(ctx.tx, council, from, to)?;
            let row = |one: &briefings::Concluded| {
                let note = if one.lacks.is_empty() {
                    "Đủ cơ quan, nội dung, thời hạn".to_owned()
                } else {
                    format!("Chưa nêu {}", one.lacks.join(", "))
                };
                plain(one.label.clone(), one.href.clone(), one.on, note)
            };
            let counted = found.iter().filter(|one| one.lacks.is_empty()).map(row).collect();
            let whole = found.iter().map(row).collect();
            Ok(Some(Rows { counted, whole: Some(whole), is_open: true }))
        }
        Measure::Rate(_) | Measure::Standing(_) | Measure::Share { .. } => Ok(None),
    }
}

fn plain(label: String, href: String, on: Date, note: String) -> CountedRow {
    CountedRow { label, href, on: Some(dates::print(on)), note, count: 1 }
}

/// What rows add up to.
pub fn added(rows: &[CountedRow]) -> i64 {
    rows.iter().map(|row| row.count).sum()
}
