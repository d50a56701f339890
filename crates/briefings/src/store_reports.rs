//! The communes' reports and what they raise.

use db::{Count, One, Select, Tx, queries};
use kernel::{AreaId, BriefingId, BriefingReportId, Date, DifficultyId, OrganizationId};

use crate::model::{AskedLevel, Difficulty, DifficultyKind, Report, ReportState};

queries! {
    /// One report.
    fn report(id: BriefingReportId) -> Option<Report> =
        "select id, briefing_id, organization_id, area_id, state, results, shortcomings, tasks, gaps, is_on_behalf, submitted_ms, first_submitted_ms, submitted_by, returned_reason, submissions, version
         from briefing_report where id = $1";
    /// A body's report to a briefing.
    fn report_of(briefing: BriefingId, organization: OrganizationId) -> Option<Report> =
        "select id, briefing_id, organization_id, area_id, state, results, shortcomings, tasks, gaps, is_on_behalf, submitted_ms, first_submitted_ms, submitted_by, returned_reason, submissions, version
         from briefing_report where briefing_id = $1 and organization_id = $2";
    /// All reports to a briefing.
    fn reports(briefing: BriefingId) -> Vec<Report> =
        "select id, briefing_id, organization_id, area_id, state, results, shortcomings, tasks, gaps, is_on_behalf, submitted_ms, first_submitted_ms, submitted_by, returned_reason, submissions, version
         from briefing_report where briefing_id = $1 order by organization_id limit 1000";
    /// A body's newest report sent before a briefing's day.
    fn last_report_before(organization: OrganizationId, day: Date) -> Option<Report> =
        "select r.id, r.briefing_id, r.organization_id, r.area_id, r.state, r.results, r.shortcomings, r.tasks, r.gaps, r.is_on_behalf, r.submitted_ms, r.first_submitted_ms, r.submitted_by, r.returned_reason, r.submissions, r.version
         from briefing_report as r join briefing as b on b.id = r.briefing_id
         where r.organization_id = $1 and r.state = 'submitted' and b.held_on < $2 and b.state <> 'cancelled'
         order by b.held_on desc, r.id desc limit 1";
    /// Begins a report.
    fn insert_report(id: BriefingReportId, briefing: BriefingId, organization: OrganizationId, area: AreaId, results: &str, shortcomings: &str, tasks: &str, gaps: &str, on_behalf: bool) -> Count =
        "insert into briefing_report (id, briefing_id, organization_id, area_id, state, results, shortcomings, tasks, gaps, is_on_behalf, returned_reason, submissions, version)
         values ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, '', 0, 1)";
    /// Keeps what is written in a report.
    fn set_report_texts(results: &str, shortcomings: &str, tasks: &str, gaps: &str, on_behalf: bool, id: BriefingReportId, version: i64) -> Count =
        "update briefing_report set results = $1, shortcomings = $2, tasks = $3, gaps = $4, is_on_behalf = $5, version = version + 1 where id = $6 and version = $7";
    /// Sends a report.
    fn set_submitted(now: i64, by: &str, id: BriefingReportId, version: i64) -> Count =
        "update briefing_report set state = 'submitted', submitted_ms = $1, first_submitted_ms = coalesce(first_submitted_ms, $1), submitted_by = $2, submissions = submissions + 1, version = version + 1 where id = $3 and version = $4";
    /// Sends a report back, or lets it be written again.
    fn set_report_state(state: ReportState, reason: &str, id: BriefingReportId, version: i64) -> Count =
        "update briefing_report set state = $1, returned_reason = $2, version = version + 1 where id = $3 and version = $4";
    /// For each briefing of a council: its id, how many reports came in.
    fn counts_in(council: OrganizationId) -> Vec<(BriefingId, i64)> =
        "select briefing_id, count(*) from briefing_report where state = 'submitted' and briefing_id in (select id from briefing where council_id = $1) group by briefing_id";

    /// One difficulty.
    fn difficulty(id: DifficultyId) -> Option<Difficulty> =
        "select id, council_id, briefing_id, report_id, area_id, raised_by_id, kind, subject, text, addressee_id, raised_on, due_on, answer, cleared_on, follow_up_id, version, level, resolution_id, law_text, leader_id, person_id, answered_on, answered_by, cleared_by, decision, next_briefing_id, raised_to, is_public, public_text, is_demonstration
         from difficulty where id = $1";
    /// What a report raises.
    fn difficulties_of_report(report: BriefingReportId) -> Vec<Difficulty> =
        "select id, council_id, briefing_id, report_id, area_id, raised_by_id, kind, subject, text, addressee_id, raised_on, due_on, answer, cleared_on, follow_up_id, version, level, resolution_id, law_text, leader_id, person_id, answered_on, answered_by, cleared_by, decision, next_briefing_id, raised_to, is_public, public_text, is_demonstration
         from difficulty where report_id = $1 order by kind, id";
    /// What the sent reports of a briefing raise.
    fn difficulties(briefing: BriefingId) -> Vec<Difficulty> =
        "select d.id, d.council_id, d.briefing_id, d.report_id, d.area_id, d.raised_by_id, d.kind, d.subject, d.text, d.addressee_id, d.raised_on, d.due_on, d.answer, d.cleared_on, d.follow_up_id, d.version, d.level, d.resolution_id, d.law_text, d.leader_id, d.person_id, d.answered_on, d.answered_by, d.cleared_by, d.decision, d.next_briefing_id, d.raised_to, d.is_public, d.public_text, d.is_demonstration
         from difficulty as d join briefing_report as r on r.id = d.report_id
         where d.briefing_id = $1 and r.first_submitted_ms is not null order by d.addressee_id, d.subject, d.id limit 2000";
    /// Adds a difficulty.
    fn insert_difficulty(id: DifficultyId, council: OrganizationId, briefing: BriefingId, report: BriefingReportId, area: AreaId, raised_by: OrganizationId, kind: DifficultyKind, subject: &str, text: &str, addressee: Option<OrganizationId>, raised_on: Date, level: AskedLevel, demonstration: bool, folded: &str) -> Count =
        "insert into difficulty (id, council_id, briefing_id, report_id, area_id, raised_by_id, kind, subject, text, addressee_id, raised_on, answer, level, is_demonstration, folded, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', $12, $13, $14, 1)";
    /// Rewords a difficulty.
    fn set_difficulty(kind: DifficultyKind, subject: &str, text: &str, addressee: Option<OrganizationId>, level: AskedLevel, folded: &str, id: DifficultyId, version: i64) -> Count =
        "update difficulty set kind = $1, subject = $2, text = $3, addressee_id = $4, level = $5, folded = $6, version = version + 1 where id = $7 and version = $8";
    /// Takes a difficulty back.
    fn delete_difficulty(id: DifficultyId, version: i64) -> Count = "delete from difficulty where id = $1 and version = $2";
    /// Dates a difficulty: it is raised, an answer is due.
    fn set_raised(raised_on: Date, due_on: Option<Date>, id: DifficultyId, version: i64) -> Count =
        "update difficulty set raised_on = $1, due_on = $2, version = version + 1 where id = $3 and version = $4";
    /// Any difficulty that was raised to or by a council.
    fn any_difficulty(council: OrganizationId) -> One<(i64,)> =
        "select count(*) from (select id from difficulty where council_id = $1 or raised_by_id = $1 limit 1) as one";
}

/// Which difficulties indicator F01 counts.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// The council: what it raised itself, or, when it is the upper one, what was raised to it.
    pub council: OrganizationId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Count by the day of clearing instead of the day of raising.
    pub cleared: bool,
    /// Only those that ask this level.
    pub level: Option<AskedLevel>,
}

/// What has been raised: at any time, or in a report that was sent. A draft has raised nothing yet.
pub(crate) const RAISED: &str = "(report_id is null or report_id in (select id from briefing_report where first_submitted_ms is not null))";

/// The one predicate of F01.
fn of(head: &'static str, asked: &Counted) -> Select {
    let select = Select::new(head)
        .and("(council_id = ? or raised_by_id = ?)", &[&asked.council, &asked.council])
        .and(RAISED, &[])
        .maybe("level = ?", asked.level.as_ref());
    if asked.cleared {
        select.and("cleared_on between ? and ?", &[&asked.from, &asked.to])
    } else {
        select.and("raised_on between ? and ?", &[&asked.from, &asked.to])
    }
}

/// How many.
pub fn count_difficulties(tx: &mut Tx, asked: &Counted) -> db::Result<i64> {
    of("select count(*) from difficulty", asked).number(tx)
}

/// Which ones.
pub fn list_difficulties(tx: &mut Tx, asked: &Counted, most: i64) -> db::Result<Vec<Difficulty>> {
    of(
        "select id, council_id, briefing_id, report_id, area_id, raised_by_id, kind, subject, text, addressee_id, raised_on, due_on, answer, cleared_on, follow_up_id, version, level, resolution_id, law_text, leader_id, person_id, answered_on, answered_by, cleared_by, decision, next_briefing_id, raised_to, is_public, public_text, is_demonstration from difficulty",
        asked,
    )
    .then("order by raised_on, id limit ?", &[&most])
    .rows(tx)
}
