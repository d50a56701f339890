//! Briefings and who is invited to them.

use db::{Bind, Count, One, Select, Tx, queries};
use kernel::{AreaId, BriefingId, Date, DocumentId, OrganizationId, ParticipantId};

use crate::model::{Attendance, Briefing, Participant, Reply, State};

queries! {
    /// One briefing.
    fn briefing(id: BriefingId) -> Option<Briefing> =
        "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version
         from briefing where id = $1";
    /// The briefing of a council on a quarter, unless it was cancelled.
    fn by_period(council: OrganizationId, period: &str) -> Option<Briefing> =
        "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version
         from briefing where council_id = $1 and period = $2 and state <> 'cancelled'";
    /// The concluded briefing before a day, newest first.
    fn concluded_before(council: OrganizationId, day: Date) -> Option<Briefing> =
        "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version
         from briefing where council_id = $1 and state = 'concluded' and held_on < $2 order by held_on desc, id desc limit 1";
    /// Briefings still to be held, the nearest first.
    fn upcoming(council: OrganizationId) -> Vec<Briefing> =
        "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version
         from briefing where council_id = $1 and state in ('planned', 'called') order by held_on, id limit 20";
    /// Concluded briefings of a council before a place in the list, newest first.
    fn public_before(council: OrganizationId, day: Date, most: i64) -> Vec<Briefing> =
        "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version
         from briefing where council_id = $1 and state = 'concluded' and held_on < $2 order by held_on desc, id desc limit $3";
    /// Briefings that take reports and in which a body owes one, the nearest first.
    fn owed_by(organization: OrganizationId) -> Vec<Briefing> =
        "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version
         from briefing where state in ('called', 'held') and id in (select briefing_id from briefing_participant where organization_id = $1 and invited_ms is not null)
         order by held_on, id limit 20";
    /// The briefing of a quarter for which a body was asked to report.
    fn asked_of(period: &str, organization: OrganizationId) -> Option<Briefing> =
        "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version
         from briefing where period = $1 and state <> 'cancelled' and id in (select briefing_id from briefing_participant where organization_id = $2 and is_reporting and invited_ms is not null)
         order by id limit 1";
    /// Adds a briefing.
    fn insert(id: BriefingId, council: OrganizationId, area: AreaId, period: &str, title: &str, topic: &str, held_on: Date, starts_at: &str, place: &str, chair_name: &str, chair_post: &str, reports_due_on: Date, demonstration: bool) -> Count =
        "insert into briefing (id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'planned', '', '', '', '', '', '', $13, 1)";
    /// Sets time, place, chair and topic.
    fn set_facts(topic: &str, starts_at: &str, place: &str, chair_name: &str, chair_post: &str, reports_due_on: Date, id: BriefingId, version: i64) -> Count =
        "update briefing set topic = $1, starts_at = $2, place = $3, chair_name = $4, chair_post = $5, reports_due_on = $6, version = version + 1 where id = $7 and version = $8";
    /// Moves a briefing on.
    fn set_state(state: State, reason: &str, id: BriefingId, version: i64) -> Count =
        "update briefing set state = $1, state_reason = $2, version = version + 1 where id = $3 and version = $4";
    /// Moves a briefing to another day.
    fn set_day(held_on: Date, reports_due_on: Date, reason: &str, id: BriefingId, version: i64) -> Count =
        "update briefing set held_on = $1, reports_due_on = $2, state_reason = $3, version = version + 1 where id = $4 and version = $5";
    /// Notes the plan's paper.
    fn set_plan_document(document: DocumentId, id: BriefingId, version: i64) -> Count =
        "update briefing set plan_document_id = $1, version = version + 1 where id = $2 and version = $3";
    /// Opens the form of the communes with the invitation.
    fn set_called(document: DocumentId, id: BriefingId, version: i64) -> Count =
        "update briefing set state = 'called', invitation_document_id = $1, version = version + 1 where id = $2 and version = $3";
    /// Sets the upper council's own part.
    fn set_own_part(results: &str, difficulties: &str, tasks: &str, id: BriefingId, version: i64) -> Count =
        "update briefing set own_results = $1, own_difficulties = $2, own_tasks = $3, version = version + 1 where id = $4 and version = $5";
    /// Keeps what is written in the room.
    fn set_room_texts(assessment: &str, minutes: &str, id: BriefingId, version: i64) -> Count =
        "update briefing set assessment = $1, minutes = $2, version = version + 1 where id = $3 and version = $4";
    /// Ends a briefing with its notice.
    fn set_concluded(assessment: &str, minutes: &str, document: DocumentId, id: BriefingId, version: i64) -> Count =
        "update briefing set state = 'concluded', assessment = $1, minutes = $2, notice_document_id = $3, version = version + 1 where id = $4 and version = $5";

    /// Who is invited, in order.
    fn participants(briefing: BriefingId) -> Vec<Participant> =
        "select id, briefing_id, organization_id, is_reporting, invited_ms, reply, reply_text, attendance, place, version
         from briefing_participant where briefing_id = $1 order by place, id";
    /// One body's invitation.
    fn participant(briefing: BriefingId, organization: OrganizationId) -> Option<Participant> =
        "select id, briefing_id, organization_id, is_reporting, invited_ms, reply, reply_text, attendance, place, version
         from briefing_participant where briefing_id = $1 and organization_id = $2";
    /// Adds a body.
    fn insert_participant(id: ParticipantId, briefing: BriefingId, organization: OrganizationId, reporting: bool, invited_ms: Option<i64>, place: i64) -> Count =
        "insert into briefing_participant (id, briefing_id, organization_id, is_reporting, invited_ms, reply, reply_text, attendance, place, version)
         values ($1, $2, $3, $4, $5, 'none', '', 'unknown', $6, 1)";
    /// Notes that the invitations went out.
    fn set_invited(now: i64, briefing: BriefingId) -> Count =
        "update briefing_participant set invited_ms = $1, version = version + 1 where briefing_id = $2 and invited_ms is null";
    /// Notes an answer to the invitation.
    fn set_reply(reply: Reply, words: &str, id: ParticipantId, version: i64) -> Count =
        "update briefing_participant set reply = $1, reply_text = $2, version = version + 1 where id = $3 and version = $4";
    /// Notes who was there.
    fn set_attendance(attendance: Attendance, id: ParticipantId, version: i64) -> Count =
        "update briefing_participant set attendance = $1, version = version + 1 where id = $2 and version = $3";
    /// The briefings that a body was asked to.
    fn briefings_with(organization: OrganizationId) -> Vec<(BriefingId,)> =
        "select briefing_id from briefing_participant where organization_id = $1 and invited_ms is not null";
    /// For each briefing of a council: its id, how many reports are owed.
    fn counts_owed(council: OrganizationId) -> Vec<(BriefingId, i64)> =
        "select briefing_id, count(*) from briefing_participant where is_reporting and briefing_id in (select id from briefing where council_id = $1) group by briefing_id";
    /// How many briefings a council has had on record.
    fn count_of_council(council: OrganizationId) -> One<(i64,)> = "select count(*) from briefing where council_id = $1";
}

const HEAD: &str = "select id, council_id, area_id, period, title, topic, held_on, starts_at, place, chair_name, chair_post, reports_due_on, state, state_reason, own_results, own_difficulties, own_tasks, assessment, minutes, plan_document_id, invitation_document_id, notice_document_id, is_demonstration, version from briefing";

/// Those with these ids.
pub fn many(tx: &mut Tx, ids: &[BriefingId]) -> db::Result<Vec<Briefing>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}

/// Briefings that the condition of [`crate::policy::visible`] lets through, newest first, before
/// a place in the list.
pub fn list(
    tx: &mut Tx,
    visible: (&'static str, OrganizationId),
    before: Option<(Date, BriefingId)>,
    most: i64,
) -> db::Result<Vec<Briefing>> {
    let (condition, organization) = visible;
    let mut select = Select::new(HEAD).and(condition, &[&organization]);
    if let Some((day, id)) = before {
        let binds: [&dyn Bind; 2] = [&day, &id];
        select = select.and("(held_on, id) < (?, ?)", &binds);
    }
    select.then("order by held_on desc, id desc limit ?", &[&most]).rows(tx)
}
