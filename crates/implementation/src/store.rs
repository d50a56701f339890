//! All SQL of plans for resolutions.

use db::{Count, One, Select, Tx, queries};
use kernel::{
    AreaId, Date, FollowUpId, ObjectiveEntryId, ObjectiveId, OrganizationId, PeriodFigureId, ResolutionId,
};

use crate::model::{Direction, Entry, EntryKind, Figure, Kind, Line, Plan, PlanState, Rating, Sector};

queries! {
    /// The plan for a resolution.
    fn plan(id: ResolutionId) -> Option<Plan> =
        "select id, council_id, body_id, committee_id, state, reference, sent_on, decided_on, revision, is_demonstration, version from implementation_plan where id = $1";
    /// The plans of a council, the newest resolution's first.
    fn plans(council: OrganizationId) -> Vec<Plan> =
        "select id, council_id, body_id, committee_id, state, reference, sent_on, decided_on, revision, is_demonstration, version from implementation_plan where council_id = $1 order by id desc limit 2000";
    /// The plans that were taken up.
    fn open_plans(council: OrganizationId) -> Vec<Plan> =
        "select id, council_id, body_id, committee_id, state, reference, sent_on, decided_on, revision, is_demonstration, version from implementation_plan where council_id = $1 and state = 'accepted' order by id desc limit 2000";
    /// Begins a plan.
    fn insert_plan(id: ResolutionId, council: OrganizationId, body: OrganizationId, committee: Option<OrganizationId>, demonstration: bool) -> Count =
        "insert into implementation_plan (id, council_id, body_id, committee_id, state, reference, revision, is_demonstration, version)
         values ($1, $2, $3, $4, 'draft', '', 0, $5, 1)";
    /// Sends a plan.
    fn send_plan(state: PlanState, reference: &str, on: Date, id: ResolutionId, version: i64) -> Count =
        "update implementation_plan set state = $1, reference = $2, sent_on = $3, decided_on = null, revision = revision + 1, version = version + 1 where id = $4 and version = $5";
    /// Takes a plan up, or gives it back.
    fn decide_plan(state: PlanState, on: Date, id: ResolutionId, version: i64) -> Count =
        "update implementation_plan set state = $1, decided_on = $2, version = version + 1 where id = $3 and version = $4";
    /// Names the committee in charge.
    fn set_committee(committee: Option<OrganizationId>, id: ResolutionId, version: i64) -> Count =
        "update implementation_plan set committee_id = $1, version = version + 1 where id = $2 and version = $3";
    /// Takes an untouched plan back.
    fn delete_plan(id: ResolutionId, version: i64) -> Count =
        "delete from implementation_plan where id = $1 and version = $2";

    /// One line.
    fn line(id: ObjectiveId) -> Option<Line> =
        "select id, plan_id, parent_id, place, kind, sector, text, lead_id, cooperating, area_id, unit, decimals, baseline, baseline_on, target, direction, is_cumulative, due_on, done_on, evidence, follow_up_id, batch_id, is_demonstration, version from objective where id = $1";
    /// The lines of a plan, in the order of their places.
    fn lines(plan: ResolutionId) -> Vec<Line> =
        "select id, plan_id, parent_id, place, kind, sector, text, lead_id, cooperating, area_id, unit, decimals, baseline, baseline_on, target, direction, is_cumulative, due_on, done_on, evidence, follow_up_id, batch_id, is_demonstration, version from objective where plan_id = $1 order by place, id";
    /// The lines of all plans of a council that were taken up.
    fn open_lines(council: OrganizationId) -> Vec<Line> =
        "select objective.id, objective.plan_id, objective.parent_id, objective.place, objective.kind, objective.sector, objective.text, objective.lead_id, objective.cooperating, objective.area_id, objective.unit, objective.decimals, objective.baseline, objective.baseline_on, objective.target, objective.direction, objective.is_cumulative, objective.due_on, objective.done_on, objective.evidence, objective.follow_up_id, objective.batch_id, objective.is_demonstration, objective.version from objective join implementation_plan on implementation_plan.id = objective.plan_id
         where implementation_plan.council_id = $1 and implementation_plan.state = 'accepted'
         order by objective.plan_id desc, objective.place, objective.id limit 20000";
    /// The lines of a body in plans that were taken up, whichever council's.
    fn lines_of_lead(lead: OrganizationId) -> Vec<Line> =
        "select objective.id, objective.plan_id, objective.parent_id, objective.place, objective.kind, objective.sector, objective.text, objective.lead_id, objective.cooperating, objective.area_id, objective.unit, objective.decimals, objective.baseline, objective.baseline_on, objective.target, objective.direction, objective.is_cumulative, objective.due_on, objective.done_on, objective.evidence, objective.follow_up_id, objective.batch_id, objective.is_demonstration, objective.version from objective join implementation_plan on implementation_plan.id = objective.plan_id
         where objective.lead_id = $1 and implementation_plan.state = 'accepted'
         order by objective.plan_id desc, objective.place, objective.id limit 5000";
    /// The lines that are broken down to a unit, in plans that were taken up.
    fn lines_of_area(area: AreaId) -> Vec<Line> =
        "select objective.id, objective.plan_id, objective.parent_id, objective.place, objective.kind, objective.sector, objective.text, objective.lead_id, objective.cooperating, objective.area_id, objective.unit, objective.decimals, objective.baseline, objective.baseline_on, objective.target, objective.direction, objective.is_cumulative, objective.due_on, objective.done_on, objective.evidence, objective.follow_up_id, objective.batch_id, objective.is_demonstration, objective.version from objective join implementation_plan on implementation_plan.id = objective.plan_id
         where objective.area_id = $1 and implementation_plan.state = 'accepted'
         order by objective.plan_id desc, objective.place, objective.id limit 5000";
    /// The lines that came with a table.
    fn lines_of_batch(batch: Option<ObjectiveEntryId>) -> Vec<Line> =
        "select id, plan_id, parent_id, place, kind, sector, text, lead_id, cooperating, area_id, unit, decimals, baseline, baseline_on, target, direction, is_cumulative, due_on, done_on, evidence, follow_up_id, batch_id, is_demonstration, version from objective where batch_id = $1 order by place, id";
    /// The last place of a plan.
    fn last_place(plan: ResolutionId) -> One<(i64,)> =
        "select coalesce(max(place), 0) from objective where plan_id = $1";
    /// How many lines stand under a line.
    fn children(parent: Option<ObjectiveId>) -> One<(i64,)> =
        "select count(*) from objective where parent_id = $1";
    /// Adds a line.
    fn insert_line(id: ObjectiveId, plan: ResolutionId, parent: Option<ObjectiveId>, place: i64, kind: Kind, sector: Sector, text: &str, lead: OrganizationId, cooperating: &str, area: Option<AreaId>, unit: Option<&str>, decimals: Option<i64>, baseline: Option<i64>, baseline_on: Option<Date>, target: Option<i64>, direction: Option<Direction>, cumulative: Option<bool>, due: Option<Date>, batch: Option<ObjectiveEntryId>, demonstration: bool) -> Count =
        "insert into objective (id, plan_id, parent_id, place, kind, sector, text, lead_id, cooperating, area_id, unit, decimals, baseline, baseline_on, target, direction, is_cumulative, due_on, evidence, batch_id, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', $19, $20, 1)";
    /// Changes a line.
    fn update_line(parent: Option<ObjectiveId>, kind: Kind, sector: Sector, text: &str, lead: OrganizationId, cooperating: &str, area: Option<AreaId>, unit: Option<&str>, decimals: Option<i64>, baseline: Option<i64>, baseline_on: Option<Date>, target: Option<i64>, direction: Option<Direction>, cumulative: Option<bool>, due: Option<Date>, id: ObjectiveId, version: i64) -> Count =
        "update objective set parent_id = $1, kind = $2, sector = $3, text = $4, lead_id = $5, cooperating = $6, area_id = $7, unit = $8, decimals = $9, baseline = $10, baseline_on = $11, target = $12, direction = $13, is_cumulative = $14, due_on = $15, version = version + 1 where id = $16 and version = $17";
    /// A task is done, or is not.
    fn set_done(done: Option<Date>, evidence: &str, id: ObjectiveId, version: i64) -> Count =
        "update objective set done_on = $1, evidence = $2, version = version + 1 where id = $3 and version = $4";
    /// A task is followed.
    fn set_follow_up(follow_up: FollowUpId, id: ObjectiveId, version: i64) -> Count =
        "update objective set follow_up_id = $1, version = version + 1 where id = $2 and version = $3";
    /// Takes a line away.
    fn delete_line(id: ObjectiveId, version: i64) -> Count =
        "delete from objective where id = $1 and version = $2";

    /// One figure.
    fn figure(id: PeriodFigureId) -> Option<Figure> =
        "select id, objective_id, period, from_on, to_on, revision, value, value_before, source, reason, state, entered_by, entered_ms, approved_by, approved_on, batch_id, is_demonstration, version from period_figure where id = $1";
    /// The figures of a line, by period, the newest revision last.
    fn figures(line: ObjectiveId) -> Vec<Figure> =
        "select id, objective_id, period, from_on, to_on, revision, value, value_before, source, reason, state, entered_by, entered_ms, approved_by, approved_on, batch_id, is_demonstration, version from period_figure where objective_id = $1 order by to_on, period, revision";
    /// The figures of a plan.
    fn figures_of_plan(plan: ResolutionId) -> Vec<Figure> =
        "select period_figure.id, period_figure.objective_id, period_figure.period, period_figure.from_on, period_figure.to_on, period_figure.revision, period_figure.value, period_figure.value_before, period_figure.source, period_figure.reason, period_figure.state, period_figure.entered_by, period_figure.entered_ms, period_figure.approved_by, period_figure.approved_on, period_figure.batch_id, period_figure.is_demonstration, period_figure.version from period_figure join objective on objective.id = period_figure.objective_id
         where objective.plan_id = $1 order by period_figure.to_on, period_figure.period, period_figure.revision";
    /// The approved figures of all plans of a council that were taken up.
    fn open_figures(council: OrganizationId) -> Vec<Figure> =
        "select period_figure.id, period_figure.objective_id, period_figure.period, period_figure.from_on, period_figure.to_on, period_figure.revision, period_figure.value, period_figure.value_before, period_figure.source, period_figure.reason, period_figure.state, period_figure.entered_by, period_figure.entered_ms, period_figure.approved_by, period_figure.approved_on, period_figure.batch_id, period_figure.is_demonstration, period_figure.version from period_figure join objective on objective.id = period_figure.objective_id
         join implementation_plan on implementation_plan.id = objective.plan_id
         where implementation_plan.council_id = $1 and implementation_plan.state = 'accepted' and period_figure.state = 'approved'
         order by period_figure.to_on, period_figure.period, period_figure.revision";
    /// The approved figures of a body's lines.
    fn figures_of_lead(lead: OrganizationId) -> Vec<Figure> =
        "select period_figure.id, period_figure.objective_id, period_figure.period, period_figure.from_on, period_figure.to_on, period_figure.revision, period_figure.value, period_figure.value_before, period_figure.source, period_figure.reason, period_figure.state, period_figure.entered_by, period_figure.entered_ms, period_figure.approved_by, period_figure.approved_on, period_figure.batch_id, period_figure.is_demonstration, period_figure.version from period_figure join objective on objective.id = period_figure.objective_id
         where objective.lead_id = $1 and period_figure.state = 'approved' order by period_figure.to_on, period_figure.period, period_figure.revision";
    /// The approved figures of a unit's lines.
    fn figures_of_area(area: AreaId) -> Vec<Figure> =
        "select period_figure.id, period_figure.objective_id, period_figure.period, period_figure.from_on, period_figure.to_on, period_figure.revision, period_figure.value, period_figure.value_before, period_figure.source, period_figure.reason, period_figure.state, period_figure.entered_by, period_figure.entered_ms, period_figure.approved_by, period_figure.approved_on, period_figure.batch_id, period_figure.is_demonstration, period_figure.version from period_figure join objective on objective.id = period_figure.objective_id
         where objective.area_id = $1 and period_figure.state = 'approved' order by period_figure.to_on, period_figure.period, period_figure.revision";
    /// The figures that came with a table, with their lines' words.
    fn figures_of_batch(batch: Option<ObjectiveEntryId>) -> Vec<Figure> =
        "select id, objective_id, period, from_on, to_on, revision, value, value_before, source, reason, state, entered_by, entered_ms, approved_by, approved_on, batch_id, is_demonstration, version from period_figure where batch_id = $1 order by to_on, id";
    /// How many figures wait for approval, by plan, last day and period.
    fn waiting(council: OrganizationId) -> Vec<(ResolutionId, String, Date, i64)> =
        "select objective.plan_id, period_figure.period, period_figure.to_on, count(*) from period_figure join objective on objective.id = period_figure.objective_id
         join implementation_plan on implementation_plan.id = objective.plan_id
         where implementation_plan.council_id = $1 and implementation_plan.state = 'accepted' and period_figure.state = 'entered'
         group by objective.plan_id, period_figure.period, period_figure.to_on order by period_figure.to_on, objective.plan_id, period_figure.period";
    /// Enters a figure.
    fn insert_figure(id: PeriodFigureId, line: ObjectiveId, period: &str, from: Date, to: Date, revision: i64, value: i64, before: Option<i64>, source: &str, reason: &str, by: &str, at: i64, batch: Option<ObjectiveEntryId>, demonstration: bool) -> Count =
        "insert into period_figure (id, objective_id, period, from_on, to_on, revision, value, value_before, source, reason, state, entered_by, entered_ms, batch_id, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'entered', $11, $12, $13, $14, 1)";
    /// Corrects a figure that nobody approved.
    fn update_figure(value: i64, before: Option<i64>, source: &str, reason: &str, by: &str, at: i64, id: PeriodFigureId, version: i64) -> Count =
        "update period_figure set value = $1, value_before = $2, source = $3, reason = $4, entered_by = $5, entered_ms = $6, version = version + 1 where id = $7 and version = $8 and state = 'entered'";
    /// Approves a figure.
    fn approve_figure(by: &str, on: Date, id: PeriodFigureId, version: i64) -> Count =
        "update period_figure set state = 'approved', approved_by = $1, approved_on = $2, version = version + 1 where id = $3 and version = $4 and state = 'entered'";
    /// Another was approved in its place.
    fn replace_figure(id: PeriodFigureId, version: i64) -> Count =
        "update period_figure set state = 'replaced', version = version + 1 where id = $1 and version = $2 and state = 'approved'";
    /// Takes a figure away that nobody approved.
    fn delete_figure(id: PeriodFigureId, version: i64) -> Count =
        "delete from period_figure where id = $1 and version = $2 and state = 'entered'";

    /// One entry.
    fn entry(id: ObjectiveEntryId) -> Option<Entry> =
        "select id, plan_id, objective_id, kind, rating, words, by_name, made_ms, row_count, undone_ms, version from objective_entry where id = $1";
    /// The course of a plan, of its lines too, the newest first.
    fn entries(plan: ResolutionId, most: i64) -> Vec<Entry> =
        "select id, plan_id, objective_id, kind, rating, words, by_name, made_ms, row_count, undone_ms, version from objective_entry where plan_id = $1 order by made_ms desc, id desc limit $2";
    /// The course of a line, the newest first.
    fn entries_of_line(line: Option<ObjectiveId>) -> Vec<Entry> =
        "select id, plan_id, objective_id, kind, rating, words, by_name, made_ms, row_count, undone_ms, version from objective_entry where objective_id = $1 order by made_ms desc, id desc";
    /// The tables that were taken into a plan, the newest first.
    fn batches(plan: ResolutionId) -> Vec<Entry> =
        "select id, plan_id, objective_id, kind, rating, words, by_name, made_ms, row_count, undone_ms, version from objective_entry where plan_id = $1 and kind = 'imported' order by made_ms desc, id desc limit 10";
    /// Adds an entry.
    fn insert_entry(id: ObjectiveEntryId, plan: ResolutionId, line: Option<ObjectiveId>, kind: EntryKind, rating: Option<Rating>, words: &str, by: &str, at: i64, rows: Option<i64>) -> Count =
        "insert into objective_entry (id, plan_id, objective_id, kind, rating, words, by_name, made_ms, row_count, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    /// A table is taken back.
    fn set_undone(at: i64, id: ObjectiveEntryId, version: i64) -> Count =
        "update objective_entry set undone_ms = $1, version = version + 1 where id = $2 and version = $3 and undone_ms is null";

    /// Tasks of plans that were taken up, due in a window: id, plan, words, lead, due, done.
    fn tasks_due(council: OrganizationId, from: Date, to: Date) -> Vec<(ObjectiveId, ResolutionId, String, OrganizationId, Date, Option<Date>)> =
        "select objective.id, objective.plan_id, objective.text, objective.lead_id, objective.due_on, objective.done_on from objective
         join implementation_plan on implementation_plan.id = objective.plan_id
         where implementation_plan.council_id = $1 and implementation_plan.state = 'accepted' and objective.kind = 'task' and objective.due_on >= $2 and objective.due_on <= $3
         order by objective.due_on, objective.id limit 20000";
}

/// The lines with these ids.
pub fn many(tx: &mut Tx, ids: &[ObjectiveId]) -> db::Result<Vec<Line>> {
    Select::new("select id, plan_id, parent_id, place, kind, sector, text, lead_id, cooperating, area_id, unit, decimals, baseline, baseline_on, target, direction, is_cumulative, due_on, done_on, evidence, follow_up_id, batch_id, is_demonstration, version from objective").among("id", ids).then("order by place, id", &[]).rows(tx)
}
