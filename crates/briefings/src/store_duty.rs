//! Which reports were owed to briefings and what came; notices; answers to difficulties.

use db::queries;
use kernel::{BriefingId, Date, DifficultyId, DocumentId, OrganizationId};

use crate::model::{DueKind, ReportState, State};

/// A report that was owed: the briefing, its title, quarter, the day it was due, the body, and of
/// what it wrote the state, the indicators declared as not known and the first sending.
pub type Owed =
    (BriefingId, String, String, Date, OrganizationId, Option<ReportState>, Option<String>, Option<i64>);

/// A difficulty whose answer was due: id, subject, text, the body that raised it, the day due, the
/// day answered, the briefing.
pub type Awaited = (DifficultyId, String, String, OrganizationId, Date, Option<Date>, Option<BriefingId>);

/// A conclusion of a briefing whose notice is out.
pub type Concluded = (String, String, Date, i64, String, Option<OrganizationId>, DueKind, bool);

queries! {
    /// Reports owed to a council's briefings on a day of a window.
    fn owed_to(council: OrganizationId, from: Date, to: Date) -> Vec<Owed> =
        "select b.id, b.title, b.period, b.reports_due_on, p.organization_id, r.state, r.gaps, r.first_submitted_ms
         from briefing as b join briefing_participant as p on p.briefing_id = b.id
         left join briefing_report as r on r.briefing_id = b.id and r.organization_id = p.organization_id
         where b.council_id = $1 and p.is_reporting and p.invited_ms is not null and b.state <> 'cancelled'
           and b.reports_due_on >= $2 and b.reports_due_on <= $3
         order by b.reports_due_on, b.id, p.place, p.id limit 10000";
    /// Reports that a body owed on a day of a window.
    fn owed_by_body(body: OrganizationId, from: Date, to: Date) -> Vec<Owed> =
        "select b.id, b.title, b.period, b.reports_due_on, p.organization_id, r.state, r.gaps, r.first_submitted_ms
         from briefing as b join briefing_participant as p on p.briefing_id = b.id
         left join briefing_report as r on r.briefing_id = b.id and r.organization_id = p.organization_id
         where p.organization_id = $1 and p.is_reporting and p.invited_ms is not null and b.state <> 'cancelled'
           and b.reports_due_on >= $2 and b.reports_due_on <= $3
         order by b.reports_due_on, b.id, p.place, p.id limit 10000";
    /// Reports that a body has sent to a council's briefings in a span of time: quarter, first sending.
    fn sent_by(council: OrganizationId, body: OrganizationId, from: i64, to: i64) -> Vec<(String, i64)> =
        "select b.period, r.first_submitted_ms from briefing_report as r join briefing as b on b.id = r.briefing_id
         where b.council_id = $1 and r.organization_id = $2 and r.state = 'submitted' and b.state <> 'cancelled'
           and r.first_submitted_ms >= $3 and r.first_submitted_ms < $4
         order by r.first_submitted_ms, b.id limit 500";
    /// Briefings that took place on a day of a window: id, title, quarter, state, day, notice.
    fn took_place(council: OrganizationId, from: Date, to: Date) -> Vec<(BriefingId, String, String, State, Date, Option<DocumentId>)> =
        "select id, title, period, state, held_on, notice_document_id from briefing
         where council_id = $1 and state in ('held', 'concluded') and held_on >= $2 and held_on <= $3
         order by held_on, id limit 1000";
    /// What was concluded in briefings of a window whose notice is out: title, quarter, day, place,
    /// words, lead, kind of due day, whether anyone may read it.
    fn concluded(council: OrganizationId, from: Date, to: Date) -> Vec<Concluded> =
        "select b.title, b.period, b.held_on, c.place, c.text, c.lead_id, c.due_kind, c.is_public
         from conclusion as c join briefing as b on b.id = c.briefing_id
         where b.council_id = $1 and b.state = 'concluded' and b.held_on >= $2 and b.held_on <= $3
         order by b.held_on, b.id, c.place, c.id limit 10000";
    /// Briefings a council has on record, or was asked to report to.
    fn any_with(council: OrganizationId) -> Option<(BriefingId,)> =
        "select id from briefing where council_id = $1
            or id in (select briefing_id from briefing_participant where organization_id = $1 and is_reporting)
         limit 1";
    /// Difficulties raised to or by a council whose answer was due on a day of a window.
    fn awaited(council: OrganizationId, from: Date, to: Date) -> Vec<Awaited> =
        "select id, subject, text, raised_by_id, due_on, answered_on, briefing_id from difficulty
         where (council_id = $1 or raised_by_id = $1) and due_on >= $2 and due_on <= $3
           and (report_id is null or report_id in (select id from briefing_report where first_submitted_ms is not null))
         order by due_on, id limit 10000";
}
