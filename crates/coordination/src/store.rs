//! Regulations with their duties, joint activities, campaigns.

use db::{Count, Select, Tx, queries};
use kernel::{
    CampaignId, CoordinationId, Date, DutyId, DutyRecordId, JointActivityId, OrganizationId, ProgrammeItemId,
    ResolutionId,
};

use crate::model::{Activity, Campaign, CampaignResult, Coordination, Duty, Frequency, GroupReport, Note};

queries! {
    /// One regulation.
    fn coordination(id: CoordinationId) -> Option<Coordination> =
        "select id, council_id, number, title, signed_on, from_on, to_on, parties, note, is_public, is_demonstration, version
         from coordination where id = $1";
    /// The regulations of a council, the newest first.
    fn coordinations(council: OrganizationId) -> Vec<Coordination> =
        "select id, council_id, number, title, signed_on, from_on, to_on, parties, note, is_public, is_demonstration, version
         from coordination where council_id = $1 order by signed_on desc, id desc limit 200";
    /// Puts a regulation in.
    fn insert_coordination(id: CoordinationId, council: OrganizationId, number: &str, title: &str, signed: Date, from: Date, to: Option<Date>, parties: &str, note: &str, public: bool, demonstration: bool) -> Count =
        "insert into coordination (id, council_id, number, title, signed_on, from_on, to_on, parties, note, is_public, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";
    /// Changes a regulation.
    fn change_coordination(number: &str, title: &str, signed: Date, from: Date, to: Option<Date>, parties: &str, note: &str, public: bool, id: CoordinationId, version: i64) -> Count =
        "update coordination set number = $1, title = $2, signed_on = $3, from_on = $4, to_on = $5, parties = $6, note = $7, is_public = $8, version = version + 1 where id = $9 and version = $10";
    /// The duties of a regulation.
    fn duties(coordination: CoordinationId) -> Vec<Duty> =
        "select id, coordination_id, article, text, frequency, debtor_id, creditor_id, meets, source, version
         from coordination_duty where coordination_id = $1 order by article, id limit 200";
    /// The duties of all regulations of a council.
    fn duties_of_council(council: OrganizationId) -> Vec<Duty> =
        "select d.id, d.coordination_id, d.article, d.text, d.frequency, d.debtor_id, d.creditor_id, d.meets, d.source, d.version
         from coordination_duty as d join coordination as c on c.id = d.coordination_id where c.council_id = $1 order by d.article, d.id limit 2000";
    /// One duty.
    fn duty(id: DutyId) -> Option<Duty> =
        "select id, coordination_id, article, text, frequency, debtor_id, creditor_id, meets, source, version from coordination_duty where id = $1";
    /// Lays a duty on a party.
    fn insert_duty(id: DutyId, coordination: CoordinationId, article: &str, text: &str, frequency: Frequency, debtor: OrganizationId, creditor: Option<OrganizationId>, meets: &str, source: &str) -> Count =
        "insert into coordination_duty (id, coordination_id, article, text, frequency, debtor_id, creditor_id, meets, source, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    /// What was noted by hand for the duties of a council.
    fn notes_of_council(council: OrganizationId) -> Vec<Note> =
        "select r.duty_id, r.period_to, r.done_on, r.noted_by, r.text from duty_record as r join coordination_duty as d on d.id = r.duty_id join coordination as c on c.id = d.coordination_id
         where c.council_id = $1 order by r.done_on, r.id limit 10000";
    /// Notes what met a duty.
    fn insert_note(id: DutyRecordId, duty: DutyId, period_to: Date, done_on: Date, by: &str, text: &str) -> Count =
        "insert into duty_record (id, duty_id, period_to, done_on, noted_by, text) values ($1, $2, $3, $4, $5, $6)";

    /// One activity.
    fn activity(id: JointActivityId) -> Option<Activity> =
        "select id, council_id, title, from_on, to_on, leads, cooperating, product, programme_item_id, duty_id, result, done_on, is_public, is_demonstration, version
         from joint_activity where id = $1";
    /// The activities of a council, the newest first.
    fn activities(council: OrganizationId) -> Vec<Activity> =
        "select id, council_id, title, from_on, to_on, leads, cooperating, product, programme_item_id, duty_id, result, done_on, is_public, is_demonstration, version
         from joint_activity where council_id = $1 order by from_on desc, id desc limit 300";
    /// Puts an activity in.
    fn insert_activity(id: JointActivityId, council: OrganizationId, title: &str, from: Date, to: Date, leads: &str, cooperating: &str, product: &str, item: Option<ProgrammeItemId>, duty: Option<DutyId>, public: bool, demonstration: bool) -> Count =
        "insert into joint_activity (id, council_id, title, from_on, to_on, leads, cooperating, product, programme_item_id, duty_id, result, is_public, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12, 1)";
    /// Writes down what came of an activity.
    fn finish_activity(result: &str, on: Date, id: JointActivityId, version: i64) -> Count =
        "update joint_activity set result = $1, done_on = $2, version = version + 1 where id = $3 and version = $4";

    /// The reports of a group, the latest first.
    fn reports_of(group: OrganizationId) -> Vec<GroupReport> =
        "select round, sent_on, number, text from group_report where group_id = $1 order by sent_on desc, id desc limit 1000";
    /// Notes that a group has sent a report.
    fn insert_report(id: DutyRecordId, council: OrganizationId, group: OrganizationId, round: &str, on: Date, number: &str, text: &str, by: &str) -> Count =
        "insert into group_report (id, council_id, group_id, round, sent_on, number, text, noted_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (group_id, round) do nothing";

    /// One campaign.
    fn campaign(id: CampaignId) -> Option<Campaign> =
        "select id, council_id, topic, resolution_id, from_on, to_on, bodies, channels, news, is_public, is_demonstration, version
         from campaign where id = $1";
    /// The campaigns of a council, the newest first.
    fn campaigns(council: OrganizationId) -> Vec<Campaign> =
        "select id, council_id, topic, resolution_id, from_on, to_on, bodies, channels, news, is_public, is_demonstration, version
         from campaign where council_id = $1 order by from_on desc, id desc limit 300";
    /// Puts a campaign in.
    fn insert_campaign(id: CampaignId, council: OrganizationId, topic: &str, resolution: Option<ResolutionId>, from: Date, to: Date, bodies: &str, channels: &str, news: &str, public: bool, demonstration: bool) -> Count =
        "insert into campaign (id, council_id, topic, resolution_id, from_on, to_on, bodies, channels, news, is_public, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";
    /// Names the news of a campaign.
    fn set_news(news: &str, id: CampaignId, version: i64) -> Count =
        "update campaign set news = $1, version = version + 1 where id = $2 and version = $3";
    /// What a campaign did.
    fn results(campaign: CampaignId) -> Vec<CampaignResult> =
        "select noted_on, noted_by, label, count, evidence from campaign_result where campaign_id = $1 order by noted_on, id limit 300";
    /// Notes what a campaign did.
    fn insert_result(id: &str, campaign: CampaignId, on: Date, by: &str, label: &str, count: i64, evidence: &str) -> Count =
        "insert into campaign_result (id, campaign_id, noted_on, noted_by, label, count, evidence) values ($1, $2, $3, $4, $5, $6, $7)";
}

/// Several regulations.
pub fn coordinations_of_ids(tx: &mut Tx, ids: &[CoordinationId]) -> db::Result<Vec<Coordination>> {
    const HEAD: &str = "select id, council_id, number, title, signed_on, from_on, to_on, parties, note, is_public, is_demonstration, version from coordination";
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}

/// Several activities.
pub fn activities_of_ids(tx: &mut Tx, ids: &[JointActivityId]) -> db::Result<Vec<Activity>> {
    const HEAD: &str = "select id, council_id, title, from_on, to_on, leads, cooperating, product, programme_item_id, duty_id, result, done_on, is_public, is_demonstration, version from joint_activity";
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}

/// Several campaigns.
pub fn campaigns_of_ids(tx: &mut Tx, ids: &[CampaignId]) -> db::Result<Vec<Campaign>> {
    const HEAD: &str = "select id, council_id, topic, resolution_id, from_on, to_on, bodies, channels, news, is_public, is_demonstration, version from campaign";
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}
