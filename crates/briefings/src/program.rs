//! A commune's own report, read and written by a program of the commune: the form of the page, and
//! the same deeds.

use kernel::period::Quarter;
use kit::{Ctx, Error, Form, Problem};

use crate::figures::{self, Source};
use crate::model::{Briefing, Difficulty, Refusal, Report};
use crate::policy::Action;
use crate::{actions, forms, rules, store, store_reports};

/// More difficulties than a report holds.
pub const DIFFICULTIES_MAX: usize = crate::pages::commune::ROWS_MAX;

/// A figure as the report's sheet has it.
#[derive(Debug, Clone)]
pub struct OwnFigure {
    /// "A01".
    pub code: &'static str,
    /// What it counts.
    pub label: &'static str,
    /// In what.
    pub unit: &'static str,
    /// Whether a report must give it.
    pub core: bool,
    /// Whether it is a rate.
    pub is_rate: bool,
    /// The number; the part of a rate.
    pub value: Option<i64>,
    /// The whole of a rate.
    pub whole: Option<i64>,
    /// `computed`, `entered`, `nothing` or `gap`.
    pub source: &'static str,
}

/// A report as it stands for the body that owes it.
#[derive(Debug, Clone)]
pub struct OwnReport {
    /// To which briefing.
    pub briefing: Briefing,
    /// What was written; none before it was begun.
    pub report: Option<Report>,
    /// The sheet.
    pub figures: Vec<OwnFigure>,
    /// What it raises.
    pub difficulties: Vec<Difficulty>,
    /// Whether it may be written now.
    pub may_write: bool,
}

impl OwnReport {
    /// The version of the report; 0 before it was begun.
    pub fn version(&self) -> i64 {
        self.report.as_ref().map_or(0, |report| report.version)
    }
}

/// The report that the actor's body owes or sent for a quarter; none where it was not asked.
pub fn own_report(ctx: &mut Ctx<'_>, quarter: Quarter) -> Result<Option<OwnReport>, Problem> {
    let Some(body) = ctx.actor.organization else { return Ok(None) };
    let Some(briefing) = store::asked_of(ctx.tx, &quarter.to_string(), body)? else { return Ok(None) };
    if !actions::allowed(ctx, &briefing, Action::ReadReport, Some(body))? {
        return Ok(None);
    }
    let (council, area) = actions::reporter(ctx, &briefing, body)?;
    let report = store_reports::report_of(ctx.tx, briefing.id, body)?;
    let figures = figures::lines(ctx, &area, &council, quarter)?
        .into_iter()
        .map(|line| OwnFigure {
            code: line.code,
            label: line.label,
            unit: line.unit,
            core: line.core,
            is_rate: line.is_rate,
            value: if line.is_rate { line.number.numerator } else { line.number.value },
            whole: line.number.denominator,
            source: match line.source {
                Source::Computed => "computed",
                Source::Entered => "entered",
                Source::Nothing => "nothing",
                Source::Gap => "gap",
            },
        })
        .collect();
    let difficulties = match &report {
        Some(report) => store_reports::difficulties_of_report(ctx.tx, report.id)?,
        None => Vec::new(),
    };
    let may_write = actions::allowed(ctx, &briefing, Action::WriteReport, Some(body))?
        && rules::write_report(briefing.state, report.as_ref().map(|one| one.state)).is_ok();
    Ok(Some(OwnReport { briefing, report, figures, difficulties, may_write }))
}

/// Writes the form into the report of the actor's body, and sends it when it says so; false when
/// the form has faults, which stand in it.
pub fn take_own_report(ctx: &mut Ctx<'_>, briefing: &Briefing, form: &mut Form) -> Result<bool, Problem> {
    let body = ctx.actor.organization.ok_or(Problem::NotFound)?;
    let briefing = actions::load(ctx, briefing.id, Action::WriteReport, Some(body))?;
    let input = forms::report::parse(ctx, form, &briefing, body)?;
    if !form.is_sound() {
        return Ok(false);
    }
    actions::save_report(ctx, &input)?;
    if form.value("lam") != "gui" {
        return Ok(true);
    }
    match actions::submit(ctx, briefing.id, body) {
        Ok(_) => Ok(true),
        Err(Error::Refused(Refusal::Incomplete(faults))) => {
            for (field, sentence) in faults {
                form.refuse(&field, sentence);
            }
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}
