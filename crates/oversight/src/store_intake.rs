//! SQL of tables of oversights and recommendations.

use db::{Count, Select, Tx, queries};
use kernel::{Date, FollowUpId, OrganizationId, OversightBodyId, OversightId, PersonId, RecommendationId};

use crate::model::{Oversight, Recommendation, State};
use crate::store::COLUMNS;

queries! {
    /// How far one has come, as a table knows it.
    fn set_course(state: State, included: Option<Date>, decided: Option<Date>, decision: &str, outline: Option<Date>, notified: Option<Date>, began: Option<Date>, ended: Option<Date>, due: Option<Date>, reported: Option<Date>, report: &str, considered: Option<Date>, concluded: Option<Date>, conclusion: &str, closed: Option<Date>, closing: &str, id: OversightId) -> Count =
        "update oversight set state = $1, included_on = $2, decided_on = $3, decision = $4, outline_sent_on = $5, notified_on = $6, began_on = $7, field_ended_on = $8, report_due_on = $9, reported_on = $10, report = $11, considered_on = $12, concluded_on = $13, conclusion = $14, closed_on = $15, closing = $16 where id = $17";
    /// Everything of a council.
    fn of_council(council: OrganizationId, most: i64) -> Vec<Oversight> =
        "select id, code, council_id, body_id, body_kind, person_id, kind, form, title, scope, content, year, planned_from, planned_to, programme_item_id, first_id, is_secret, state, included_on, decided_on, decision, outline_sent_on, notified_on, began_on, field_ended_on, report_due_on, reported_on, report, considered_on, concluded_on, conclusion, closed_on, closing, invited, is_demonstration, version from oversight
         where council_id = $1 order by code limit $2";
    /// The teams of a council's oversights, the head of each first.
    fn teams_of(council: OrganizationId) -> Vec<(OversightId, PersonId, bool)> =
        "select oversight_member.oversight_id, oversight_member.person_id, oversight_member.is_head from oversight_member
         join oversight on oversight.id = oversight_member.oversight_id where oversight.council_id = $1
         order by oversight_member.oversight_id, oversight_member.is_head desc, oversight_member.id";
    /// The bodies that a council's oversights look at.
    fn bodies_of(council: OrganizationId) -> Vec<(OversightId, OversightBodyId, OrganizationId)> =
        "select oversight_body.oversight_id, oversight_body.id, oversight_body.organization_id from oversight_body
         join oversight on oversight.id = oversight_body.oversight_id where oversight.council_id = $1
         order by oversight_body.oversight_id, oversight_body.id";
    /// Nobody is overseen any more, of one that is taken back itself.
    fn delete_bodies(id: OversightId) -> Count = "delete from oversight_body where oversight_id = $1";
    /// Its course goes with it.
    fn delete_entries(id: OversightId) -> Count = "delete from oversight_entry where oversight_id = $1";
    /// Takes one back that nobody has touched.
    fn delete_untouched(id: OversightId) -> Count = "delete from oversight where id = $1 and version = 1";

    /// The recommendations of a council, by oversight and place.
    fn recommendations_of(council: OrganizationId, most: i64) -> Vec<Recommendation> =
        "select recommendation.id, recommendation.oversight_id, recommendation.council_id, recommendation.place, recommendation.kind, recommendation.text, recommendation.lead_id, recommendation.due_on, recommendation.issued_on, recommendation.follow_up_id, recommendation.explain_asked_on, recommendation.explain_due_on, recommendation.explained_on, recommendation.explanation, recommendation.is_public, recommendation.version
         from recommendation join oversight on oversight.id = recommendation.oversight_id where recommendation.council_id = $1
         order by oversight.code, recommendation.place, recommendation.id limit $2";
    /// The bodies that help with them.
    fn cooperations_of(council: OrganizationId) -> Vec<(RecommendationId, OrganizationId)> =
        "select recommendation_cooperation.recommendation_id, recommendation_cooperation.organization_id from recommendation_cooperation
         join recommendation on recommendation.id = recommendation_cooperation.recommendation_id where recommendation.council_id = $1
         order by recommendation_cooperation.id";
    /// Nobody helps any more, of one that is taken back itself.
    fn delete_cooperations(id: RecommendationId) -> Count =
        "delete from recommendation_cooperation where recommendation_id = $1";
    /// Takes one back that nobody has touched.
    fn delete_recommendation(id: RecommendationId) -> Count =
        "delete from recommendation where id = $1 and version = 1";
}

/// Those with one of these codes, whatever their council.
pub fn with_codes(tx: &mut Tx, codes: &[String]) -> db::Result<Vec<Oversight>> {
    Select::new(COLUMNS).among("code", codes).rows(tx)
}

/// Which of these follow-ups follow a recommendation already.
pub fn followed(tx: &mut Tx, follow_ups: &[FollowUpId]) -> db::Result<Vec<FollowUpId>> {
    let rows: Vec<(FollowUpId,)> =
        Select::new("select follow_up_id from recommendation").among("follow_up_id", follow_ups).rows(tx)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
