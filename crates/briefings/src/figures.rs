//! What a briefing asks of the indicators: a commune's sheet, the sums, the council's own words.

use std::collections::HashSet;

use directory::{Area, Organization};
use kernel::period::{Period, Quarter};
use kernel::{AreaId, OrganizationId};
use kit::{Ctx, Error, Form};
use reports::{Origin, Unit};

use crate::model::{Refusal, Report};
use crate::rules::Row;
use crate::snapshot::{Number, Sum};

type Result<T> = std::result::Result<T, Error<Refusal>>;

/// A figure as it is entered.
pub type Entry = reports::Entry;

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// From the unit's records here.
    Computed,
    /// Typed in.
    Entered,
    /// "Không phát sinh".
    Nothing,
    /// Nobody has given it.
    Gap,
}

/// A line of a commune's sheet.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) code: &'static str,
    pub(crate) core: bool,
    pub(crate) label: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) definition: &'static str,
    pub(crate) is_rate: bool,
    pub(crate) number: Number,
    pub(crate) source: Source,
    pub(crate) href: String,
    pub(crate) previous: Number,
    pub(crate) previous_href: String,
    pub(crate) last_year: Number,
    pub(crate) last_year_href: String,
}

impl Line {
    /// What last quarter's end says of this quarter's beginning: D06 = D12 of the quarter before.
    pub(crate) fn opening(&self, lines: &[Self]) -> Option<i64> {
        if self.code != "D06" || self.source != Source::Gap {
            return None;
        }
        lines.iter().find(|other| other.code == "D12").and_then(|closing| closing.previous.value)
    }
}

fn number(figure: &reports::Figure) -> Number {
    match figure.denominator {
        Some(whole) => Number { value: None, numerator: figure.value, denominator: Some(whole) },
        None => Number { value: figure.value, numerator: None, denominator: None },
    }
}

fn unit(area: &Area, council: &Organization) -> Unit {
    Unit { area: area.clone(), council: council.clone() }
}

fn sheet(ctx: &mut Ctx<'_>, area: &Area, council: &Organization, quarter: Quarter) -> Result<reports::Sheet> {
    let today = ctx.today;
    Ok(reports::sheet(ctx.tx, &unit(area, council), quarter, today)?)
}

/// The sheet of a unit for a quarter.
pub(crate) fn lines(
    ctx: &mut Ctx<'_>,
    area: &Area,
    council: &Organization,
    quarter: Quarter,
) -> Result<Vec<Line>> {
    let sheet = sheet(ctx, area, council, quarter)?;
    // Before the unit's first day there is no page of it
    let then = |quarter: Quarter, code: &str| {
        if area.valid_from <= quarter.to() { path(&area.code, quarter, code) } else { String::new() }
    };
    Ok(sheet
        .rows
        .iter()
        .map(|row| Line {
            code: row.indicator.code,
            core: row.indicator.core,
            label: row.indicator.label,
            unit: row.indicator.unit,
            definition: row.indicator.definition,
            is_rate: row.indicator.nature.is_rate(),
            number: number(&row.figure),
            source: match row.figure.origin {
                _ if row.is_computed => Source::Computed,
                Origin::Computed | Origin::Combined => Source::Computed,
                Origin::Entered { .. } => Source::Entered,
                Origin::Nothing => Source::Nothing,
                Origin::Few | Origin::Gap(_) => Source::Gap,
            },
            href: path(&area.code, quarter, row.indicator.code),
            previous: number(&row.previous),
            previous_href: then(quarter.previous(), row.indicator.code),
            last_year: number(&row.last_year),
            last_year_href: then(quarter.same_last_year(), row.indicator.code),
        })
        .collect())
}

/// The page of the rows that a unit's figure counts.
pub(crate) fn path(unit_code: &str, quarter: Quarter, indicator: &str) -> String {
    reports::figure_link(unit_code, Period::Quarter(quarter), indicator, None)
}

/// The block of an indicator: "Kỳ họp, nghị quyết, chất vấn".
pub(crate) fn block_title(code: &str) -> &'static str {
    reports::block(code)
}

/// What completeness depends on, with the gaps that the report declares.
pub(crate) fn rows(lines: &[Line], report: &Report) -> Vec<Row> {
    lines.iter().map(|line| row(line, report.declares_gap(line.code))).collect()
}

/// The same without a report.
pub(crate) fn known_rows(lines: &[Line]) -> Vec<Row> {
    lines.iter().map(|line| row(line, false)).collect()
}

fn row(line: &Line, gap_declared: bool) -> Row {
    Row {
        code: line.code.to_owned(),
        label: line.label.to_owned(),
        core: line.core,
        known: line.source != Source::Gap,
        gap_declared,
    }
}

/// Names of core indicators that nobody has given.
pub(crate) fn missing(lines: &[Line]) -> Vec<String> {
    lines
        .iter()
        .filter(|line| line.core && line.source == Source::Gap)
        .map(|line| format!("{} {}", line.code, line.label))
        .collect()
}

/// Reads the figures of a form; what is wrong is said at its field.
pub(crate) fn parse(
    ctx: &mut Ctx<'_>,
    form: &mut Form,
    area: &Area,
    council: &Organization,
    quarter: Quarter,
) -> Result<Vec<Entry>> {
    let sheet = sheet(ctx, area, council, quarter)?;
    Ok(reports::parse_entries(form, &sheet))
}

/// Keeps the figures; part of the report's own deed.
pub(crate) fn enter(
    ctx: &mut Ctx<'_>,
    area: &Area,
    quarter: Quarter,
    entries: &[Entry],
    on_behalf: bool,
) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    reports::draft(ctx, area.id, quarter, entries, on_behalf).map_err(crate::actions::other)?;
    Ok(())
}

/// The report is sent, and its figures with it.
pub(crate) fn send(ctx: &mut Ctx<'_>, area: &Area, quarter: Quarter) -> Result<()> {
    reports::send(ctx, area.id, quarter).map_err(crate::actions::other)
}

/// Figures of one sheet that do not fit together: code and sentence.
pub(crate) fn warnings(
    ctx: &mut Ctx<'_>,
    area: &Area,
    council: &Organization,
    quarter: Quarter,
) -> Result<Vec<(String, String)>> {
    Ok(sheet(ctx, area, council, quarter)?.warnings())
}

/// The sums over the communes, of those whose report is in; before and a year before as they
/// stand today, over all communes.
pub(crate) fn sums(
    ctx: &mut Ctx<'_>,
    units: &[(Area, Organization)],
    quarter: Quarter,
    only: &[AreaId],
) -> Result<Vec<Sum>> {
    let today = ctx.today;
    let reporting: HashSet<AreaId> = only.iter().copied().collect();
    let all: HashSet<AreaId> = units.iter().map(|(area, _)| area.id).collect();
    let units: Vec<Unit> = units.iter().map(|(area, council)| unit(area, council)).collect();
    let now = reports::aggregate(ctx.tx, &units, &reporting, Period::Quarter(quarter), today)?;
    let before = reports::aggregate(ctx.tx, &units, &all, Period::Quarter(quarter.previous()), today)?;
    let year_ago =
        reports::aggregate(ctx.tx, &units, &all, Period::Quarter(quarter.same_last_year()), today)?;
    let total = |made: &[reports::AggregateRow], code: &str| {
        made.iter().find(|row| row.indicator.code == code).map_or(Number::default(), |row| number(&row.total))
    };
    Ok(now
        .iter()
        .map(|row| Sum {
            code: row.indicator.code.to_owned(),
            label: row.indicator.label.to_owned(),
            unit: row.indicator.unit.to_owned(),
            total: number(&row.total),
            gaps: row.gaps.clone(),
            by_unit: row.by_unit.iter().map(|(name, figure)| (name.clone(), number(figure))).collect(),
            previous: total(&before, row.indicator.code),
            last_year: total(&year_ago, row.indicator.code),
        })
        .collect())
}

/// What the council's own records say of the quarter, as a sentence for its report; nothing
/// where they say nothing.
pub(crate) fn own_sentence(ctx: &mut Ctx<'_>, council: OrganizationId, quarter: Quarter) -> Result<String> {
    let council = directory::organization(ctx.tx, council)?.ok_or(Error::NotFound)?;
    let area = directory::area(ctx.tx, council.area_id)?.ok_or(Error::NotFound)?;
    let known = lines(ctx, &area, &council, quarter)?;
    let has = |code: &str| known.iter().any(|line| line.code == code && line.source != Source::Gap);
    let (unit, period, today) = (unit(&area, &council), Period::Quarter(quarter), ctx.today);
    let mut parts = Vec::new();
    if has("A01") {
        parts.push(reports::plain(&reports::sessions_sentence(ctx.tx, &unit, period, today)?));
    }
    if has("A02") {
        parts.push(reports::plain(&reports::resolutions_sentence(ctx.tx, &unit, period, today)?));
    }
    let sentence = parts.join("; ");
    Ok(if sentence.is_empty() {
        sentence
    } else {
        format!("{}.", crate::rules::capital(sentence.trim_end_matches('.')))
    })
}
