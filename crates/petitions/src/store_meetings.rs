//! All SQL of meetings with voters.

use db::{Count, One, Select, Tx, queries};
use kernel::{AreaId, Date, OpinionId, OrganizationId, PersonId, SessionId, VoterMeetingId};

use crate::model::{Meeting, MeetingKind, MeetingState, Opinion};

queries! {
    /// One meeting.
    fn meeting(id: VoterMeetingId) -> Option<Meeting> =
        "select id, council_id, kind, held_on, starts, place, area_id, session_id, topic, state, voters, minutes, is_demonstration, version from voter_meeting where id = $1";
    /// Adds a meeting.
    fn insert_meeting(id: VoterMeetingId, council: OrganizationId, kind: MeetingKind, on: Date, starts: &str, place: &str, area: AreaId, session: Option<SessionId>, topic: &str, demonstration: bool) -> Count =
        "insert into voter_meeting (id, council_id, kind, held_on, starts, place, area_id, session_id, topic, state, minutes, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'planned', '', $10, 1)";
    /// Changes the plan of a meeting.
    fn change_meeting(kind: MeetingKind, on: Date, starts: &str, place: &str, area: AreaId, session: Option<SessionId>, topic: &str, id: VoterMeetingId, version: i64) -> Count =
        "update voter_meeting set kind = $1, held_on = $2, starts = $3, place = $4, area_id = $5, session_id = $6, topic = $7, version = version + 1 where id = $8 and version = $9";
    /// Writes down what happened.
    fn settle_meeting(state: MeetingState, voters: Option<i64>, minutes: &str, id: VoterMeetingId, version: i64) -> Count =
        "update voter_meeting set state = $1, voters = $2, minutes = $3, version = version + 1 where id = $4 and version = $5";
    /// A delegate is to come.
    fn insert_delegate(id: &str, meeting: VoterMeetingId, person: PersonId) -> Count =
        "insert into voter_meeting_delegate (id, meeting_id, person_id) values ($1, $2, $3)";
    /// Nobody is named any more, to be named anew.
    fn clear_delegates(meeting: VoterMeetingId) -> Count =
        "delete from voter_meeting_delegate where meeting_id = $1";
    /// The delegates of a meeting.
    fn delegates(meeting: VoterMeetingId) -> Vec<(PersonId,)> =
        "select person_id from voter_meeting_delegate where meeting_id = $1 order by person_id";
    /// Notes an opinion; noted again under the same id it stays one.
    fn insert_opinion(id: OpinionId, meeting: VoterMeetingId, words: &str, place: &str, at: i64, by: &str) -> Count =
        "insert into opinion (id, meeting_id, text, place, noted_ms, noted_by, is_remark) values ($1, $2, $3, $4, $5, $6, false) on conflict (id) do nothing";
    /// One opinion.
    fn opinion(id: OpinionId) -> Option<Opinion> =
        "select id, meeting_id, text, place, noted_ms, noted_by, is_remark from opinion where id = $1";
    /// The opinions of a meeting, as they were noted.
    fn opinions(meeting: VoterMeetingId) -> Vec<Opinion> =
        "select id, meeting_id, text, place, noted_ms, noted_by, is_remark from opinion where meeting_id = $1 order by noted_ms, id";
    /// It asks nothing of anybody.
    fn set_remark(remark: bool, id: OpinionId) -> Count = "update opinion set is_remark = $1 where id = $2";
    /// When the council's meetings begin.
    fn meetings_begin(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(held_on) from voter_meeting where council_id = $1";
    /// How many came to the meetings of a window.
    fn voters_between(council: OrganizationId, from: Date, to: Date) -> One<(i64,)> =
        "select coalesce(cast(sum(voters) as bigint), 0) from voter_meeting where council_id = $1 and state = 'held' and held_on >= $2 and held_on <= $3";
    /// How many opinions were said at the meetings of a window.
    fn count_opinions(council: OrganizationId, from: Date, to: Date) -> One<(i64,)> =
        "select count(*) from opinion join voter_meeting on voter_meeting.id = opinion.meeting_id
         where voter_meeting.council_id = $1 and voter_meeting.state = 'held' and voter_meeting.held_on >= $2 and voter_meeting.held_on <= $3";
    /// How many opinions each meeting of a window has.
    fn opinions_by_meeting(council: OrganizationId, from: Date, to: Date) -> Vec<(VoterMeetingId, i64)> =
        "select opinion.meeting_id, count(*) from opinion join voter_meeting on voter_meeting.id = opinion.meeting_id
         where voter_meeting.council_id = $1 and voter_meeting.state = 'held' and voter_meeting.held_on >= $2 and voter_meeting.held_on <= $3 group by opinion.meeting_id";
}

pub(crate) const COLUMNS: &str = "select id, council_id, kind, held_on, starts, place, area_id, session_id, topic, state, voters, minutes, is_demonstration, version from voter_meeting";

/// The meetings of a window, by day; those called off among them.
pub fn between(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<Meeting>> {
    Select::new(COLUMNS)
        .and("council_id = ? and held_on >= ? and held_on <= ?", &[&council, &from, &to])
        .then("order by held_on, id limit 2000", &[])
        .rows(tx)
}

/// Several meetings.
pub fn many(tx: &mut Tx, ids: &[VoterMeetingId]) -> db::Result<Vec<Meeting>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(COLUMNS).among("id", ids).rows(tx)
}

/// Several opinions.
pub fn opinions_of_ids(tx: &mut Tx, ids: &[OpinionId]) -> db::Result<Vec<Opinion>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new("select id, meeting_id, text, place, noted_ms, noted_by, is_remark from opinion")
        .among("id", ids)
        .rows(tx)
}

/// A page of a council's meetings, newest first.
pub fn list(
    tx: &mut Tx,
    council: OrganizationId,
    after: Option<(Date, VoterMeetingId)>,
    most: i64,
) -> db::Result<Vec<Meeting>> {
    let mut select = Select::new(COLUMNS).and("council_id = ?", &[&council]);
    if let Some((on, id)) = after {
        select = select.and("(held_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by held_on desc, id desc limit ?", &[&most]).rows(tx)
}

fn held(head: &'static str, council: OrganizationId, from: Date, to: Date) -> Select {
    Select::new(head)
        .and("council_id = ? and state = 'held' and held_on >= ? and held_on <= ?", &[&council, &from, &to])
}

/// How many meetings were held in a window.
pub fn count_held(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<i64> {
    held("select count(*) from voter_meeting", council, from, to).number(tx)
}

/// The meetings that were held in a window.
pub fn list_held(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    most: i64,
) -> db::Result<Vec<Meeting>> {
    held(COLUMNS, council, from, to).then("order by held_on, id limit ?", &[&most]).rows(tx)
}

/// What is still to come, soonest first.
pub fn planned_from(tx: &mut Tx, council: OrganizationId, from: Date, most: i64) -> db::Result<Vec<Meeting>> {
    Select::new(COLUMNS)
        .and("council_id = ? and state = 'planned' and held_on >= ?", &[&council, &from])
        .then("order by held_on, id limit ?", &[&most])
        .rows(tx)
}

/// The delegates of several meetings, in one statement.
pub fn delegates_of(tx: &mut Tx, meetings: &[VoterMeetingId]) -> db::Result<Vec<(VoterMeetingId, PersonId)>> {
    Select::new("select meeting_id, person_id from voter_meeting_delegate")
        .among("meeting_id", meetings)
        .rows(tx)
}
