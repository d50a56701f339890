//! SQL of tables of meetings with voters, and taking a batch back.

use db::{Count, queries};
use kernel::{AreaId, Date, OpinionId, OrganizationId, PersonId, SessionId, VoterMeetingId};

use crate::model::{Meeting, MeetingKind, MeetingState, Opinion};

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
    /// Takes an opinion back.
    fn delete_opinion(id: OpinionId) -> Count = "delete from opinion where id = $1";
    /// Takes a meeting back that nobody has touched.
    fn delete_meeting(id: VoterMeetingId) -> Count = "delete from voter_meeting where id = $1 and version = 1";
}
