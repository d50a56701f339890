//! Agenda, conclusions and aggregates.

use db::{Count, One, queries};
use follow::Every;
use kernel::{BriefingId, BriefingItemId, ConclusionId, Date, FollowUpId, OrganizationId};

use crate::model::{Conclusion, DueKind, Item};

queries! {
    /// The agenda, in order.
    fn items(briefing: BriefingId) -> Vec<Item> =
        "select id, briefing_id, place, kind, title, presenter, minutes_planned, version from briefing_item where briefing_id = $1 order by place, id";
    /// One line of the agenda.
    fn item(id: BriefingItemId) -> Option<Item> =
        "select id, briefing_id, place, kind, title, presenter, minutes_planned, version from briefing_item where id = $1";
    /// Adds a line.
    fn insert_item(id: BriefingItemId, briefing: BriefingId, place: i64, kind: &str, title: &str, presenter: &str, minutes: i64) -> Count =
        "insert into briefing_item (id, briefing_id, place, kind, title, presenter, minutes_planned, version) values ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// Changes a line.
    fn set_item(title: &str, presenter: &str, minutes: i64, id: BriefingItemId, version: i64) -> Count =
        "update briefing_item set title = $1, presenter = $2, minutes_planned = $3, version = version + 1 where id = $4 and version = $5";
    /// Moves a line.
    fn set_item_place(place: i64, id: BriefingItemId, version: i64) -> Count =
        "update briefing_item set place = $1, version = version + 1 where id = $2 and version = $3";
    /// Removes a line.
    fn delete_item(id: BriefingItemId, version: i64) -> Count = "delete from briefing_item where id = $1 and version = $2";

    /// The conclusions, in order.
    fn conclusions(briefing: BriefingId) -> Vec<Conclusion> =
        "select id, briefing_id, place, text, lead_id, due_kind, due_on, every, is_public, follow_up_id, version from conclusion where briefing_id = $1 order by place, id";
    /// One conclusion.
    fn conclusion(id: ConclusionId) -> Option<Conclusion> =
        "select id, briefing_id, place, text, lead_id, due_kind, due_on, every, is_public, follow_up_id, version from conclusion where id = $1";
    /// The place of the last conclusion.
    fn last_place(briefing: BriefingId) -> One<(i64,)> = "select coalesce(max(place), 0) from conclusion where briefing_id = $1";
    /// Adds a conclusion.
    fn insert_conclusion(id: ConclusionId, briefing: BriefingId, place: i64, text: &str, lead: Option<OrganizationId>, due_kind: DueKind, due_on: Option<Date>, every: Option<Every>, public: bool) -> Count =
        "insert into conclusion (id, briefing_id, place, text, lead_id, due_kind, due_on, every, is_public, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    /// Changes a conclusion.
    fn set_conclusion(text: &str, lead: Option<OrganizationId>, due_kind: DueKind, due_on: Option<Date>, every: Option<Every>, public: bool, id: ConclusionId, version: i64) -> Count =
        "update conclusion set text = $1, lead_id = $2, due_kind = $3, due_on = $4, every = $5, is_public = $6, version = version + 1 where id = $7 and version = $8";
    /// Moves a conclusion.
    fn set_conclusion_place(place: i64, id: ConclusionId, version: i64) -> Count =
        "update conclusion set place = $1, version = version + 1 where id = $2 and version = $3";
    /// Ties a conclusion to its follow-up.
    fn set_conclusion_issued(due_kind: DueKind, follow_up: FollowUpId, id: ConclusionId, version: i64) -> Count =
        "update conclusion set due_kind = $1, follow_up_id = $2, version = version + 1 where id = $3 and version = $4";
    /// Removes a conclusion.
    fn delete_conclusion(id: ConclusionId, version: i64) -> Count = "delete from conclusion where id = $1 and version = $2";
    /// Who helps: conclusion and body, for all conclusions of a briefing.
    fn cooperation(briefing: BriefingId) -> Vec<(ConclusionId, OrganizationId)> =
        "select c.conclusion_id, c.organization_id from conclusion_cooperation as c join conclusion as k on k.id = c.conclusion_id where k.briefing_id = $1 order by c.id";
    /// Names a body that helps.
    fn insert_cooperation(id: ConclusionId, conclusion: ConclusionId, organization: OrganizationId) -> Count =
        "insert into conclusion_cooperation (id, conclusion_id, organization_id) values ($1, $2, $3)";
    /// Forgets who helps.
    fn delete_cooperation(conclusion: ConclusionId) -> Count = "delete from conclusion_cooperation where conclusion_id = $1";
    /// How many conclusions became follow-ups.
    fn count_issued(briefing: BriefingId) -> One<(i64,)> =
        "select count(*) from conclusion where briefing_id = $1 and follow_up_id is not null";

    /// Keeps an aggregate.
    fn insert_aggregate(id: &str, briefing: BriefingId, number: i64, made_ms: i64, made_by: &str, reports_in: i64, reports_total: i64, content: &str) -> Count =
        "insert into aggregate (id, briefing_id, number, made_ms, made_by, reports_in, reports_total, content) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The aggregates of a briefing, newest first: number, when, by whom, in, of, content.
    fn aggregates(briefing: BriefingId) -> Vec<(i64, i64, String, i64, i64, String)> =
        "select number, made_ms, made_by, reports_in, reports_total, content from aggregate where briefing_id = $1 order by number desc limit 50";
}
