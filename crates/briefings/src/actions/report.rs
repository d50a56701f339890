//! The communes' reports: written, sent, sent back; and how each commune stands.

use directory::{Area, Organization};
use kernel::{BriefingId, BriefingReportId, Date, DifficultyId, OrganizationId};
use kit::{Ctx, Error, Upload};
use law::Rule;

use super::conclude::open_conclusions;
use super::difficulty::{asked_level, folded, note};
use super::{Result, hit, load, other, record};
use crate::model::{Briefing, Difficulty, DifficultyDeed, DifficultyKind, Participant, Refusal, Report};
use crate::policy::Action;
use crate::{figures, rules, store, store_reports};

/// A difficulty as it is written in the form.
#[derive(Debug, Clone)]
pub struct DifficultyInput {
    /// The row it rewords; none for a new one.
    pub id: Option<DifficultyId>,
    /// What it is.
    pub kind: DifficultyKind,
    /// Of which field.
    pub subject: String,
    /// Word for word.
    pub text: String,
    /// Whom it asks.
    pub addressee: Option<OrganizationId>,
}

/// A report as it is written.
#[derive(Debug, Clone)]
pub struct ReportInput {
    /// To which briefing.
    pub briefing: BriefingId,
    /// Whose.
    pub organization: OrganizationId,
    /// I. Kết quả.
    pub results: String,
    /// II. Tồn tại, khó khăn, nguyên nhân.
    pub shortcomings: String,
    /// III. Nhiệm vụ quý tới.
    pub tasks: String,
    /// Figures.
    pub entries: Vec<figures::Entry>,
    /// Indicators declared as not known.
    pub gaps: Vec<String>,
    /// IV. Difficulties and proposals.
    pub difficulties: Vec<DifficultyInput>,
    /// Signed scan or .docx.
    pub uploads: Vec<Upload>,
    /// The version that the writer saw; 0 for a report not yet begun.
    pub version: i64,
}

/// A commune's council that owes a report, with its unit.
pub(crate) fn reporter(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    body: OrganizationId,
) -> Result<(Organization, Area)> {
    let participant = store::participant(ctx.tx, briefing.id, body)?.ok_or(Error::NotFound)?;
    if !participant.is_reporting {
        return Err(Error::NotFound);
    }
    let organization = directory::organization(ctx.tx, body)?.ok_or(Error::NotFound)?;
    let area = directory::area(ctx.tx, organization.area_id)?.ok_or(Error::NotFound)?;
    Ok((organization, area))
}

/// Keeps a report as a draft; the office's hand is marked.
pub fn save_report(ctx: &mut Ctx<'_>, input: &ReportInput) -> Result<BriefingReportId> {
    let briefing = load(ctx, input.briefing, Action::WriteReport, Some(input.organization))?;
    let (organization, area) = reporter(ctx, &briefing, input.organization)?;
    let known = store_reports::report_of(ctx.tx, briefing.id, organization.id)?;
    rules::write_report(briefing.state, known.as_ref().map(|report| report.state)).map_err(Error::Refused)?;
    let on_behalf = !ctx.actor.acts_for(organization.id);
    let gaps = input.gaps.join(" ");
    let id = match &known {
        Some(report) => {
            let version = input.version;
            hit(store_reports::set_report_texts(
                ctx.tx,
                &input.results,
                &input.shortcomings,
                &input.tasks,
                &gaps,
                on_behalf,
                report.id,
                version,
            )?)?;
            report.id
        }
        // Somebody took back or never began what the writer saw
        None if input.version != 0 => return Err(Error::Conflict),
        None => {
            let id: BriefingReportId = ctx.id();
            store_reports::insert_report(
                ctx.tx,
                id,
                briefing.id,
                organization.id,
                area.id,
                &input.results,
                &input.shortcomings,
                &input.tasks,
                &gaps,
                on_behalf,
            )?;
            id
        }
    };
    save_difficulties(ctx, &briefing, id, &organization, &input.difficulties)?;
    figures::enter(ctx, &area, briefing.quarter(), &input.entries, on_behalf)?;
    for upload in &input.uploads {
        files::keep(ctx, upload, "briefing_report", &id.to_string(), false).map_err(other)?;
    }
    record(
        ctx,
        "briefing.draft",
        &briefing,
        format!("{}, báo cáo của {}", briefing.title, organization.short_name),
        "",
    )?;
    Ok(id)
}

/// What somebody has dealt with stays as it was raised; the rest follows the form.
fn save_difficulties(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    report: BriefingReportId,
    raiser: &Organization,
    inputs: &[DifficultyInput],
) -> Result<()> {
    let known = store_reports::difficulties_of_report(ctx.tx, report)?;
    for old in known.iter().filter(|old| !old.is_taken()) {
        match inputs.iter().find(|input| input.id == Some(old.id)) {
            Some(input) => {
                let level = asked_level(ctx, briefing.council_id, input.addressee)?;
                hit(store_reports::set_difficulty(
                    ctx.tx,
                    input.kind,
                    &input.subject,
                    &input.text,
                    input.addressee,
                    level,
                    &folded(&input.subject, &input.text),
                    old.id,
                    old.version,
                )?)?;
            }
            None => hit(store_reports::delete_difficulty(ctx.tx, old.id, old.version)?)?,
        }
    }
    for input in inputs.iter().filter(|input| !known.iter().any(|old| input.id == Some(old.id))) {
        let id: DifficultyId = ctx.id();
        let today = ctx.today;
        let level = asked_level(ctx, briefing.council_id, input.addressee)?;
        store_reports::insert_difficulty(
            ctx.tx,
            id,
            briefing.council_id,
            briefing.id,
            report,
            raiser.area_id,
            raiser.id,
            input.kind,
            &input.subject,
            &input.text,
            input.addressee,
            today,
            level,
            briefing.is_demonstration,
            &folded(&input.subject, &input.text),
        )?;
    }
    Ok(())
}

/// Sends a report. A late one is taken and its lateness kept; all that it lacks is said at once.
pub fn submit(ctx: &mut Ctx<'_>, id: BriefingId, body: OrganizationId) -> Result<Report> {
    let briefing = load(ctx, id, Action::WriteReport, Some(body))?;
    let (organization, area) = reporter(ctx, &briefing, body)?;
    let report = store_reports::report_of(ctx.tx, id, body)?.ok_or(Error::NotFound)?;
    rules::write_report(briefing.state, Some(report.state)).map_err(Error::Refused)?;
    let lines = figures::lines(ctx, &area, &organization, briefing.quarter())?;
    let has_attachment = !files::of_subject(ctx.tx, "briefing_report", &report.id.to_string())?.is_empty();
    let faults =
        rules::faults(&report.results, &report.tasks, has_attachment, &figures::rows(&lines, &report));
    if !faults.is_empty() {
        return Err(Error::Refused(Refusal::Incomplete(faults)));
    }
    let name = ctx.actor.name.clone();
    hit(store_reports::set_submitted(ctx.tx, ctx.now, &name, report.id, report.version)?)?;
    date_difficulties(ctx, &briefing, &report)?;
    figures::send(ctx, &area, briefing.quarter())?;
    let label = format!("{}, báo cáo của {}", briefing.title, organization.short_name);
    record(ctx, "briefing.submit", &briefing, label, "")?;
    store_reports::report(ctx.tx, report.id)?.ok_or(Error::NotFound)
}

/// A difficulty is raised on the day it is first sent; the answer is then due by BRF-07.
fn date_difficulties(ctx: &mut Ctx<'_>, briefing: &Briefing, report: &Report) -> Result<()> {
    let today = ctx.today;
    let due: Option<Date> =
        ctx.law.deadline(Rule::BriefingDifficultyAnswer, today).ok().map(|found| found.due);
    let raised: Vec<Difficulty> = store_reports::difficulties_of_report(ctx.tx, report.id)?;
    for one in raised.iter().filter(|one| one.due_on.is_none()) {
        hit(store_reports::set_raised(ctx.tx, today, due, one.id, one.version)?)?;
        note(ctx, one.id, DifficultyDeed::Raised, &briefing.title, None)?;
        let from = chain::Node::new("briefing", briefing.id, &briefing.title, briefing.path());
        chain::link(ctx, &from, &one.node())?;
    }
    Ok(())
}

/// Sends a report back with the reason.
pub fn return_report(ctx: &mut Ctx<'_>, id: BriefingReportId, reason: &str) -> Result<Report> {
    let report = store_reports::report(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let briefing = load(ctx, report.briefing_id, Action::ReturnReport, Some(report.organization_id))?;
    let state = rules::return_report(briefing.state, report.state, reason).map_err(Error::Refused)?;
    hit(store_reports::set_report_state(ctx.tx, state, reason, id, report.version)?)?;
    let name = directory::organization(ctx.tx, report.organization_id)?
        .map_or_else(String::new, |one| one.short_name);
    record(ctx, "briefing.return", &briefing, format!("{}, báo cáo của {name}", briefing.title), reason)?;
    Ok(report)
}

/// How one commune stands towards a briefing.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Its invitation.
    pub participant: Participant,
    /// Its council.
    pub council: Organization,
    /// Its unit.
    pub area: Area,
    /// Units that took its place, when it no longer exists on the day; it then owes nothing.
    pub merged_into: Vec<String>,
    /// Its report.
    pub report: Option<Report>,
    /// Core figures there, of how many.
    pub figures: (usize, usize),
    /// Names of core indicators without a figure.
    pub figures_missing: Vec<String>,
    /// Open conclusions of earlier briefings that it leads.
    pub open: usize,
    /// Of these overdue.
    pub overdue: usize,
}

impl Standing {
    /// True when it has been merged away.
    pub fn is_gone(&self) -> bool {
        !self.merged_into.is_empty()
    }

    /// True when its report is in.
    pub fn is_in(&self) -> bool {
        self.report.as_ref().is_some_and(|report| report.state == crate::model::ReportState::Submitted)
    }
}

/// How every commune stands, in the order of the list.
pub fn standing(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<Vec<Standing>> {
    let reports = store_reports::reports(ctx.tx, briefing.id)?;
    let open = open_conclusions(ctx, briefing)?;
    let today = ctx.today;
    let mut standings = Vec::new();
    for participant in store::participants(ctx.tx, briefing.id)?.into_iter().filter(|one| one.is_reporting) {
        let Some(council) = directory::organization(ctx.tx, participant.organization_id)? else { continue };
        let Some(area) = directory::area(ctx.tx, council.area_id)? else { continue };
        let gone = !council.works_on(briefing.held_on) || !area.is_valid_on(briefing.held_on);
        let merged_into = if gone { heirs(ctx, &area)? } else { Vec::new() };
        let report = reports.iter().find(|one| one.organization_id == council.id).cloned();
        let (figures, figures_missing) = if gone {
            ((0, 0), Vec::new())
        } else {
            let lines = figures::lines(ctx, &area, &council, briefing.quarter())?;
            (rules::filled(&figures::known_rows(&lines)), figures::missing(&lines))
        };
        let own = open.iter().filter(|one| one.lead_id == council.id);
        let (open, overdue) = (own.clone().count(), own.filter(|one| one.is_overdue(today)).count());
        standings.push(Standing {
            participant,
            council,
            area,
            merged_into,
            report,
            figures,
            figures_missing,
            open,
            overdue,
        });
    }
    Ok(standings)
}

fn heirs(ctx: &mut Ctx<'_>, area: &Area) -> Result<Vec<String>> {
    let names: Vec<String> =
        directory::successors(ctx.tx, area.id)?.into_iter().map(|(heir, _, _)| heir.name).collect();
    Ok(if names.is_empty() { vec!["đơn vị khác".to_owned()] } else { names })
}
