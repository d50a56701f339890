//! All SQL of petitions.

use db::{Count, One, Select, Tx, queries};
use kernel::{
    AreaId, Date, DocumentId, FollowUpId, OpinionId, OrganizationId, PetitionEntryId, PetitionId, SessionId,
    VoterMeetingId,
};

use crate::model::{
    CompetenceLevel, Confirmation, Entry, EntryKind, Outcome, Petition, Sector, Source, State,
};
use crate::open::{Part, Question};

queries! {
    /// One petition.
    fn petition(id: PetitionId) -> Option<Petition> =
        "select id, code, council_id, text, area_id, place, source, meeting_id, session_id, received_on, level, sector, committee_id, lead_id, state, forwarded_on, due_on, document_id, follow_up_id, answered_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, confirmation, merged_into, repeat_of, times, is_public, is_demonstration, version
         from petition where id = $1";
    /// The petition with this code.
    fn by_code(code: &str) -> Option<Petition> =
        "select id, code, council_id, text, area_id, place, source, meeting_id, session_id, received_on, level, sector, committee_id, lead_id, state, forwarded_on, due_on, document_id, follow_up_id, answered_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, confirmation, merged_into, repeat_of, times, is_public, is_demonstration, version
         from petition where code = $1";
    /// The newest petition of a council with these very words.
    fn by_text(council: OrganizationId, words: &str) -> Option<(PetitionId,)> =
        "select id from petition where council_id = $1 and text = $2 order by received_on desc, id desc limit 1";
    /// The petition of a receipt, by the receipt's hash.
    fn by_receipt(hash: &str) -> Option<Petition> =
        "select id, code, council_id, text, area_id, place, source, meeting_id, session_id, received_on, level, sector, committee_id, lead_id, state, forwarded_on, due_on, document_id, follow_up_id, answered_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, confirmation, merged_into, repeat_of, times, is_public, is_demonstration, version
         from petition where receipt = $1";
    /// The petition behind a follow-up.
    fn by_follow_up(follow_up: FollowUpId) -> Option<(PetitionId,)> =
        "select id from petition where follow_up_id = $1";
    /// The last number of a year; zero when it has none.
    fn last_number(year: i64) -> One<(i64,)> =
        "select coalesce(max(number), 0) from petition where year = $1";
    /// Adds a petition.
    fn insert(id: PetitionId, code: &str, year: i64, number: i64, council: OrganizationId, words: &str, area: AreaId, place: &str, source: Source, meeting: Option<VoterMeetingId>, session: Option<SessionId>, received: Date, state: State, public: bool, demonstration: bool, receipt: Option<String>, folded: &str) -> Count =
        "insert into petition (id, code, year, number, council_id, text, area_id, place, source, meeting_id, session_id, received_on, state, answer, answer_reference, times, is_public, is_demonstration, receipt, folded, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '', 1, $14, $15, $16, $17, 1)";
    /// Classifies.
    fn classify(level: Option<CompetenceLevel>, sector: Option<Sector>, committee: Option<OrganizationId>, lead: Option<OrganizationId>, state: State, public: bool, id: PetitionId, version: i64) -> Count =
        "update petition set level = $1, sector = $2, committee_id = $3, lead_id = $4, state = $5, is_public = $6, version = version + 1 where id = $7 and version = $8";
    /// Forwards.
    fn forward(on: Date, due: Date, document: DocumentId, follow_up: FollowUpId, id: PetitionId, version: i64) -> Count =
        "update petition set state = 'forwarded', forwarded_on = $1, due_on = $2, document_id = $3, follow_up_id = $4, version = version + 1 where id = $5 and version = $6";
    /// Answers.
    fn answer(on: Date, words: &str, reference: &str, outcome: Outcome, promised: Option<Date>, id: PetitionId, version: i64) -> Count =
        "update petition set state = 'answered', answered_on = $1, answer = $2, answer_reference = $3, outcome = $4, promised_on = $5, confirmation = null, version = version + 1 where id = $6 and version = $7";
    /// Moves on after a judgement or an objection.
    fn settle(state: State, outcome: Option<Outcome>, road: Option<Date>, promised: Option<Date>, closed: Option<Date>, due: Option<Date>, id: PetitionId, version: i64) -> Count =
        "update petition set state = $1, outcome = $2, road_on = $3, promised_on = $4, closed_on = $5, due_on = $6, version = version + 1 where id = $7 and version = $8";
    /// An end that did not last.
    fn insert_reopening(id: PetitionEntryId, petition: PetitionId, outcome: Outcome, closed: Date, reopened: Date) -> Count =
        "insert into petition_reopening (id, petition_id, outcome, closed_on, reopened_on) values ($1, $2, $3, $4, $5)";
    /// Says what the place says.
    fn confirm(confirmation: Option<Confirmation>, id: PetitionId, version: i64) -> Count =
        "update petition set confirmation = $1, version = version + 1 where id = $2 and version = $3";
    /// Merges.
    fn merge(into: PetitionId, id: PetitionId, version: i64) -> Count =
        "update petition set state = 'merged', merged_into = $1, is_public = false, version = version + 1 where id = $2 and version = $3";
    /// Names it as one that was raised before.
    fn repeat(of: PetitionId, times: i64, id: PetitionId, version: i64) -> Count =
        "update petition set repeat_of = $1, times = $2, version = version + 1 where id = $3 and version = $4";
    /// Sets it aside.
    fn set_aside(id: PetitionId, version: i64) -> Count =
        "update petition set state = 'set_aside', is_public = false, version = version + 1 where id = $1 and version = $2";
    /// Another body owes it, or by another day.
    fn moved(lead: OrganizationId, due: Option<Date>, id: PetitionId) -> Count =
        "update petition set lead_id = $1, due_on = case when state = 'monitoring' then due_on else coalesce($2, due_on) end,
         promised_on = case when state = 'monitoring' then coalesce($2, promised_on) else promised_on end, version = version + 1 where id = $3";
    /// Petitions whose plan promised a day of a window: id, code, text, that day, the day it was
    /// closed.
    fn promised_between(council: OrganizationId, from: Date, to: Date) -> Vec<(PetitionId, String, String, Date, Option<Date>)> =
        "select id, code, text, promised_on, closed_on from petition
         where council_id = $1 and promised_on >= $2 and promised_on <= $3 order by promised_on, id limit 10000";
    /// Those merged into it.
    fn merged_into(id: PetitionId) -> Vec<(PetitionId, String, AreaId)> =
        "select id, code, area_id from petition where merged_into = $1 order by code";
    /// Those that repeat it.
    fn repeats_of(id: PetitionId) -> Vec<(PetitionId, String, Date)> =
        "select id, code, received_on from petition where repeat_of = $1 order by received_on, id";
    /// The newest of a council, to compare a text with: id, hamlet, all of it folded.
    fn to_compare(council: OrganizationId, own: PetitionId, most: i64) -> Vec<(PetitionId, String, String)> =
        "select id, place, folded from petition
         where council_id = $1 and id <> $2 and state not in ('quarantined', 'merged', 'set_aside') order by received_on desc, id desc limit $3";
    /// Adds an entry to the timeline.
    fn insert_entry(id: PetitionEntryId, petition: PetitionId, at: i64, on: Date, by: &str, kind: EntryKind, words: &str, public: bool) -> Count =
        "insert into petition_entry (id, petition_id, at_ms, on_date, actor_name, kind, text, is_public) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The timeline, oldest first.
    fn entries(petition: PetitionId) -> Vec<Entry> =
        "select id, petition_id, at_ms, on_date, actor_name, kind, text, is_public from petition_entry where petition_id = $1 order by at_ms, id";
    /// Links an opinion to the petition made of it.
    fn link_opinion(id: &str, petition: PetitionId, opinion: OpinionId) -> Count =
        "insert into petition_opinion (id, petition_id, opinion_id) values ($1, $2, $3)";
    /// The petitions made of the opinions of a meeting.
    fn of_meeting(meeting: VoterMeetingId) -> Vec<(OpinionId, PetitionId, String, State)> =
        "select petition_opinion.opinion_id, petition.id, petition.code, petition.state from petition_opinion
         join petition on petition.id = petition_opinion.petition_id
         join opinion on opinion.id = petition_opinion.opinion_id where opinion.meeting_id = $1 order by petition.code";
    /// When the council's register begins; what a citizen sent and nobody looked at is not in it.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(received_on) from petition where council_id = $1 and state <> 'quarantined'";
}

pub(crate) const COLUMNS: &str = "select id, code, council_id, text, area_id, place, source, meeting_id, session_id, received_on, level, sector, committee_id, lead_id, state, forwarded_on, due_on, document_id, follow_up_id, answered_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, confirmation, merged_into, repeat_of, times, is_public, is_demonstration, version from petition";

/// What is a petition of the register, for figures.
const COUNTED: &str = "council_id = ? and state not in ('quarantined', 'merged', 'set_aside')";

/// The petitions that a question counts. Their number comes from what is counted by day
/// (`store_days`), which says the same.
fn counted(question: &Question) -> Select {
    let (council, from, to) = (question.council, question.from, question.to);
    let select = Select::new(COLUMNS).and(COUNTED, &[&council]);
    match &question.part {
        Part::Received => select.and("received_on >= ? and received_on <= ?", &[&from, &to]),
        Part::OfLevel(level) => {
            select.and("received_on >= ? and received_on <= ? and level = ?", &[&from, &to, level])
        }
        // Ended before the window and not opened again in it
        Part::OpenBefore => open_after(select, from.yesterday().unwrap_or(from), to),
        Part::OpenAfter => open_after(select, to, to),
        Part::WithPlan => with_plan(open_after(select, to, to), to),
        Part::WithoutPlan => open_after(select, to, to).and(
            "(road_on is null or road_on > ? or promised_on is null or promised_on < ?)",
            &[&to, &to],
        ),
        // An end that was opened again only later ended in this window all the same
        Part::Closed(outcome) => select.and(
            "id in (select ended.id from petition as ended where ended.council_id = ? and ended.closed_on >= ? and ended.closed_on <= ? and ended.outcome = ?
             union all select petition_id from petition_reopening where closed_on >= ? and closed_on <= ? and outcome = ? and reopened_on > ?)",
            &[&council, &from, &to, outcome, &from, &to, outcome, &to],
        ),
        Part::Answered => select.and("answered_on >= ? and answered_on <= ?", &[&from, &to]),
        Part::Due => select.and("due_on >= ? and due_on <= ?", &[&from, &to]),
        Part::DueAnswered | Part::DueInTime | Part::DueLate | Part::DueUnanswered => {
            due_and(select, question)
        }
        Part::Repeated => {
            select.and("received_on >= ? and received_on <= ? and times > 1", &[&from, &to])
        }
    }
}

/// Due in a window, and what had become of it by the window's end.
fn due_and(select: Select, question: &Question) -> Select {
    let to = question.to;
    let due = select.and("due_on >= ? and due_on <= ?", &[&question.from, &to]);
    match question.part {
        Part::DueAnswered => due.and("answered_on <= ?", &[&to]),
        Part::DueInTime => due.and("answered_on <= due_on", &[]),
        Part::DueLate => due.and("answered_on > due_on and answered_on <= ?", &[&to]),
        Part::DueUnanswered => due.and("(answered_on is null or answered_on > ?)", &[&to]),
        _ => due,
    }
}

/// How many were due in a window, by what had become of them: two days of one petition, which no
/// day's tally holds.
pub(crate) fn due_counted(question: &Question) -> Select {
    due_and(Select::new("select count(*) from petition").and(COUNTED, &[&question.council]), question)
}

/// Open at the end of a day, as it was seen at the end of `to`.
fn open_after(select: Select, day: Date, to: Date) -> Select {
    select.and("received_on <= ? and (closed_on is null or closed_on > ?)", &[&day, &day]).and(
        "id not in (select petition_id from petition_reopening where closed_on <= ? and reopened_on > ?)",
        &[&day, &to],
    )
}

/// With a plan that holds on a day.
pub(crate) fn with_plan(select: Select, day: Date) -> Select {
    select.and("road_on <= ? and promised_on >= ?", &[&day, &day])
}

/// How many would be open at the end of a day by their last end, and were not, because they were
/// over then and opened again only after `to`.
pub(crate) fn over_for_a_while(council: OrganizationId, day: Date, to: Date) -> Select {
    Select::new("select count(*) from petition")
        .and(COUNTED, &[&council])
        .and("received_on <= ? and (closed_on is null or closed_on > ?)", &[&day, &day])
        .and(
            "id in (select petition_id from petition_reopening where closed_on <= ? and reopened_on > ?)",
            &[&day, &to],
        )
}

/// How many ended in a window with an outcome, and were opened again after it.
pub(crate) fn closed_for_a_while(question: &Question, outcome: Outcome) -> Select {
    let (from, to) = (question.from, question.to);
    Select::new("select count(*) from petition")
        .and(COUNTED, &[&question.council])
        .and(
            "id in (select petition_id from petition_reopening where closed_on >= ? and closed_on <= ? and outcome = ? and reopened_on > ?)",
            &[&from, &to, &outcome, &to],
        )
        // One that ended in the window and stayed so is counted by its last end
        .and("(closed_on is null or closed_on > ? or closed_on < ? or outcome is null or outcome <> ?)", &[&to, &from, &outcome])
}

/// The rows behind the number.
pub fn list_counted(tx: &mut Tx, question: &Question, most: i64) -> db::Result<Vec<Petition>> {
    listing(question, most).rows(tx)
}

pub(crate) fn listing(question: &Question, most: i64) -> Select {
    counted(question).then("order by code limit ?", &[&most])
}

/// Those with these ids.
pub fn many(tx: &mut Tx, ids: &[PetitionId]) -> db::Result<Vec<Petition>> {
    const HEAD: &str = "select id, code, council_id, text, area_id, place, source, meeting_id, session_id, received_on, level, sector, committee_id, lead_id, state, forwarded_on, due_on, document_id, follow_up_id, answered_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, confirmation, merged_into, repeat_of, times, is_public, is_demonstration, version from petition";
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}

/// The petitions that were raised at some meetings, the latest first.
pub fn of_meetings(tx: &mut Tx, meetings: &[VoterMeetingId], most: i64) -> db::Result<Vec<Petition>> {
    const HEAD: &str = "select id, code, council_id, text, area_id, place, source, meeting_id, session_id, received_on, level, sector, committee_id, lead_id, state, forwarded_on, due_on, document_id, follow_up_id, answered_on, answer, answer_reference, outcome, road_on, promised_on, closed_on, confirmation, merged_into, repeat_of, times, is_public, is_demonstration, version from petition";
    if meetings.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD)
        .among("meeting_id", meetings)
        .then("order by received_on desc, id desc limit ?", &[&most])
        .rows(tx)
}

#[cfg(test)]
mod tests;
