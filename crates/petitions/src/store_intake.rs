//! SQL of tables of meetings with voters, and taking a batch back.

use db::{Count, Select, Tx, queries};
use kernel::{
    AreaId, Date, FollowUpId, OpinionId, OrganizationId, PersonId, PetitionId, SessionId, VoterMeetingId,
};

use crate::model::{
    CompetenceLevel, Confirmation, Meeting, MeetingKind, MeetingState, Opinion, Outcome, Petition, Sector,
    Source, State,
};
use crate::store::COLUMNS;

queries! {
    /// Every meeting of a council, by day.
    fn meetings_of(council: OrganizationId, most: i64) -> Vec<Meeting> =
        "select id, council_id, kind, held_on, starts, place, area_id, session_id, topic, state, voters, minutes, is_demonstration, version from voter_meeting
         where council_id = $1 order by held_on, id limit $2";
    /// What was said at the meetings of a council.
    fn opinions_of(council: OrganizationId) -> Vec<Opinion> =
        "select opinion.id, opinion.meeting_id, opinion.text, opinion.place, opinion.noted_ms, opinion.noted_by, opinion.is_remark from opinion
         join voter_meeting on voter_meeting.id = opinion.meeting_id where voter_meeting.council_id = $1
         order by opinion.meeting_id, opinion.noted_ms, opinion.id";
    /// Who came to the meetings of a council.
    fn delegates_of_council(council: OrganizationId) -> Vec<(VoterMeetingId, PersonId)> =
        "select voter_meeting_delegate.meeting_id, voter_meeting_delegate.person_id from voter_meeting_delegate
         join voter_meeting on voter_meeting.id = voter_meeting_delegate.meeting_id where voter_meeting.council_id = $1";
    /// Adds a meeting as a table knows it.
    fn insert_known(id: VoterMeetingId, council: OrganizationId, kind: MeetingKind, on: Date, starts: &str, place: &str, area: AreaId, session: Option<SessionId>, topic: &str, state: MeetingState, voters: Option<i64>, minutes: &str, demonstration: bool) -> Count =
        "insert into voter_meeting (id, council_id, kind, held_on, starts, place, area_id, session_id, topic, state, voters, minutes, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";
    /// Adds an opinion as a table knows it.
    fn insert_known_opinion(id: OpinionId, meeting: VoterMeetingId, words: &str, place: &str, at: i64, by: &str, remark: bool) -> Count =
        "insert into opinion (id, meeting_id, text, place, noted_ms, noted_by, is_remark) values ($1, $2, $3, $4, $5, $6, $7)";
    /// Adds a petition with what is known of its course.
    fn insert_known_petition(id: PetitionId, code: &str, year: i64, number: i64, council: OrganizationId, words: &str, area: AreaId, place: &str, source: Source, received: Date, level: Option<CompetenceLevel>, sector: Option<Sector>, lead: Option<OrganizationId>, committee: Option<OrganizationId>, state: State, forwarded: Option<Date>, due: Option<Date>, answered: Option<Date>, answer: &str, reference: &str, outcome: Option<Outcome>, road: Option<Date>, promised: Option<Date>, closed: Option<Date>, confirmation: Option<Confirmation>, public: bool, demonstration: bool, folded: &str) -> Count =
        "insert into petition (id, code, year, number, council_id, text, area_id, place, source, received_on, level, sector, lead_id, committee_id, state, forwarded_on, due_on, answered_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, confirmation, times, is_public, is_demonstration, folded, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, 1, $26, $27, $28, 1)";
    /// What a petition of a table is followed by.
    fn set_follow_up(follow_up: FollowUpId, id: PetitionId) -> Count =
        "update petition set follow_up_id = $1 where id = $2";
    /// What a petition of a table was joined to, and what it repeats.
    fn tie(state: State, into: Option<PetitionId>, repeats: Option<PetitionId>, times: i64, id: PetitionId) -> Count =
        "update petition set state = $1, merged_into = $2, repeat_of = $3, times = $4 where id = $5";
    /// Takes the timeline of a petition back.
    fn delete_timeline(petition: PetitionId) -> Count = "delete from petition_entry where petition_id = $1";
    /// Takes a petition back that nobody has touched.
    fn delete_petition(id: PetitionId) -> Count = "delete from petition where id = $1 and version = 1";
    /// Takes an opinion back.
    fn delete_opinion(id: OpinionId) -> Count = "delete from opinion where id = $1";
    /// Takes a meeting back that nobody has touched.
    fn delete_meeting(id: VoterMeetingId) -> Count = "delete from voter_meeting where id = $1 and version = 1";
}

/// Those with one of these codes, whatever their council.
pub fn with_codes(tx: &mut Tx, codes: &[String]) -> db::Result<Vec<Petition>> {
    Select::new(COLUMNS).among("code", codes).rows(tx)
}

/// What a council received between two days.
pub fn received_between(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<Petition>> {
    Select::new(COLUMNS)
        .and("council_id = ? and received_on >= ? and received_on <= ?", &[&council, &from, &to])
        .then("order by received_on, id", &[])
        .rows(tx)
}

/// What is written out of a council's register, by code; what a citizen sent and nobody looked at
/// is not in it.
pub fn register_of(tx: &mut Tx, council: OrganizationId, most: i64) -> db::Result<Vec<Petition>> {
    Select::new(COLUMNS)
        .and("council_id = ? and state <> 'quarantined'", &[&council])
        .then("order by code limit ?", &[&most])
        .rows(tx)
}

/// Which of these follow-ups follow a petition already.
pub fn followed(tx: &mut Tx, follow_ups: &[FollowUpId]) -> db::Result<Vec<FollowUpId>> {
    let rows: Vec<(FollowUpId,)> =
        Select::new("select follow_up_id from petition").among("follow_up_id", follow_ups).rows(tx)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
