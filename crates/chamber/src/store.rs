//! All SQL of the chamber.

use db::{Count, One, Select, Tx, queries};
use kernel::{
    AccountId, AgendaItemId, AttendanceId, BallotId, Date, Instant, OrganizationId, PersonId, PollId,
    PollItemId, PollLineId, SessionId, SittingId, SpeechId,
};

use crate::model::{
    Attendance, Ballot, Choice, Decision, Item, ItemKind, Line, Method, Poll, PollState, Presence, Regime,
    Sitting, SittingState, Speech, SpeechKind, SpeechState,
};

queries! {
    /// The agenda of a session, in its order.
    fn items(session: SessionId) -> Vec<Item> =
        "select id, session_id, place, kind, title, presenter, minutes, is_closed, started_ms, ended_ms, gist, version
         from agenda_item where session_id = $1 order by place, id";
    /// One item.
    fn item(id: AgendaItemId) -> Option<Item> =
        "select id, session_id, place, kind, title, presenter, minutes, is_closed, started_ms, ended_ms, gist, version
         from agenda_item where id = $1";
    /// The last place of an agenda; zero when it is empty.
    fn last_place(session: SessionId) -> One<(i64,)> =
        "select coalesce(max(place), 0) from agenda_item where session_id = $1";
    /// Adds an item.
    fn insert_item(id: AgendaItemId, session: SessionId, place: i64, kind: ItemKind, title: &str, presenter: &str, minutes: i64, closed: bool) -> Count =
        "insert into agenda_item (id, session_id, place, kind, title, presenter, minutes, is_closed, gist, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, '', 1)";
    /// Changes an item.
    fn update_item(kind: ItemKind, title: &str, presenter: &str, minutes: i64, closed: bool, id: AgendaItemId, version: i64) -> Count =
        "update agenda_item set kind = $1, title = $2, presenter = $3, minutes = $4, is_closed = $5, version = version + 1 where id = $6 and version = $7";
    /// Moves an item.
    fn place_item(place: i64, id: AgendaItemId) -> Count =
        "update agenda_item set place = $1, version = version + 1 where id = $2";
    /// Notes when an item began and ended.
    fn time_item(started: Option<Instant>, ended: Option<Instant>, id: AgendaItemId) -> Count =
        "update agenda_item set started_ms = $1, ended_ms = $2, version = version + 1 where id = $3";
    /// Writes what the minutes say of an item.
    fn write_gist(gist: &str, id: AgendaItemId) -> Count =
        "update agenda_item set gist = $1, version = version + 1 where id = $2";
    /// Takes an item off the agenda.
    fn delete_item(id: AgendaItemId, version: i64) -> Count =
        "delete from agenda_item where id = $1 and version = $2";

    /// Takes a line of the roll back that nobody has touched.
    fn delete_attendance(id: AttendanceId) -> Count = "delete from attendance where id = $1 and version = 1";

    /// How a session sits.
    fn sitting(session: SessionId) -> Option<Sitting> =
        "select id, session_id, state, seq, item_id, poll_id, since_ms, seats, present, version from sitting where session_id = $1";
    /// The newest sitting of a council that is not over.
    fn sitting_of_council(council: OrganizationId) -> Option<(SessionId,)> =
        "select session_id from sitting where council_id = $1 and state <> 'over' order by since_ms desc limit 1";
    /// Begins a sitting.
    fn insert_sitting(id: SittingId, session: SessionId, since: Instant, seats: i64, council: OrganizationId, opened: Date) -> Count =
        "insert into sitting (id, session_id, state, seq, since_ms, seats, council_id, opened_on, version) values ($1, $2, 'open', 1, $3, $4, $5, $6, 1)";
    /// Notes the day on which the session closed.
    fn end_sitting(closed: Date, id: SittingId) -> Count =
        "update sitting set closed_on = $1, version = version + 1 where id = $2";
    /// Shows something else.
    fn update_sitting(state: SittingState, item: Option<AgendaItemId>, poll: Option<PollId>, since: Instant, present: Option<i64>, id: SittingId) -> Count =
        "update sitting set state = $1, item_id = $2, poll_id = $3, since_ms = $4, present = $5, seq = seq + 1, version = version + 1 where id = $6";
    /// Says that screens must draw anew.
    fn stir(session: SessionId) -> Count =
        "update sitting set seq = seq + 1, version = version + 1 where session_id = $1";

    /// The roll of a session.
    fn roll(session: SessionId) -> Vec<Attendance> =
        "select id, person_id, state, arrived_ms, left_ms, reason, version from attendance where session_id = $1";
    /// A delegate's line of the roll.
    fn attendance(session: SessionId, person: PersonId) -> Option<Attendance> =
        "select id, person_id, state, arrived_ms, left_ms, reason, version from attendance where session_id = $1 and person_id = $2";
    /// How many are present.
    fn count_present(session: SessionId) -> One<(i64,)> =
        "select count(*) from attendance where session_id = $1 and state = 'present'";
    /// Writes a line of the roll.
    fn insert_attendance(id: AttendanceId, session: SessionId, person: PersonId, state: Presence, arrived: Option<Instant>, left: Option<Instant>, reason: &str) -> Count =
        "insert into attendance (id, session_id, person_id, state, arrived_ms, left_ms, reason, version) values ($1, $2, $3, $4, $5, $6, $7, 1)";
    /// Changes a line of the roll.
    fn update_attendance(state: Presence, arrived: Option<Instant>, left: Option<Instant>, reason: &str, id: AttendanceId) -> Count =
        "update attendance set state = $1, arrived_ms = $2, left_ms = $3, reason = $4, version = version + 1 where id = $5";

    /// The speeches of a session, as they were asked for.
    fn speeches(session: SessionId) -> Vec<Speech> =
        "select id, item_id, person_id, kind, state, seconds, registered_ms, started_ms, ended_ms, gist, version
         from speech where session_id = $1 order by registered_ms, id";
    /// One speech of a session.
    fn speech(id: SpeechId, session: SessionId) -> Option<Speech> =
        "select id, item_id, person_id, kind, state, seconds, registered_ms, started_ms, ended_ms, gist, version
         from speech where id = $1 and session_id = $2";
    /// Adds a speech to the queue.
    fn insert_speech(id: SpeechId, session: SessionId, item: AgendaItemId, person: PersonId, kind: SpeechKind, seconds: i64, at: Instant) -> Count =
        "insert into speech (id, session_id, item_id, person_id, kind, state, seconds, registered_ms, gist, version)
         values ($1, $2, $3, $4, $5, 'waiting', $6, $7, '', 1)";
    /// Moves a speech on.
    fn update_speech(state: SpeechState, seconds: i64, started: Option<Instant>, ended: Option<Instant>, id: SpeechId) -> Count =
        "update speech set state = $1, seconds = $2, started_ms = $3, ended_ms = $4, version = version + 1 where id = $5";
    /// Writes what was said.
    fn write_speech(gist: &str, id: SpeechId) -> Count =
        "update speech set gist = $1, version = version + 1 where id = $2";

    /// The votes of a session, as they were held.
    fn polls(session: SessionId) -> Vec<Poll> =
        "select id, session_id, item_id, number, title, decision, method, state, opened_ms, closed_ms, total, present, needed, law, yes, no, not_voting, issued, collected, invalid, is_passed, is_named, counted_by, counted_name, confirmed_name, reason, version, rating
         from poll where session_id = $1 order by number";
    /// One vote.
    fn poll(id: PollId) -> Option<Poll> =
        "select id, session_id, item_id, number, title, decision, method, state, opened_ms, closed_ms, total, present, needed, law, yes, no, not_voting, issued, collected, invalid, is_passed, is_named, counted_by, counted_name, confirmed_name, reason, version, rating
         from poll where id = $1";
    /// The last number of a session's votes; zero when it has none.
    fn last_poll(session: SessionId) -> One<(i64,)> =
        "select coalesce(max(number), 0) from poll where session_id = $1";
    /// Opens a vote.
    fn insert_poll(id: PollId, session: SessionId, item: AgendaItemId, number: i64, title: &str, decision: Decision, method: Method, at: Instant, total: i64, present: i64, needed: i64, law: &str, named: bool, rating: Option<Regime>) -> Count =
        "insert into poll (id, session_id, item_id, number, title, decision, method, state, opened_ms, total, present, needed, law, is_named, rating, counted_name, confirmed_name, reason, version)
         values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $10, $11, $12, $13, $14, '', '', '', 1)";
    /// Types the numbers of a vote.
    fn count_poll(state: PollState, yes: Option<i64>, no: Option<i64>, not_voting: Option<i64>, issued: Option<i64>, collected: Option<i64>, invalid: Option<i64>, by: Option<AccountId>, name: &str, id: PollId, version: i64) -> Count =
        "update poll set state = $1, yes = $2, no = $3, not_voting = $4, issued = $5, collected = $6, invalid = $7, counted_by = $8, counted_name = $9, version = version + 1 where id = $10 and version = $11";
    /// Ends a vote.
    fn close_poll(state: PollState, at: Instant, present: i64, yes: Option<i64>, no: Option<i64>, not_voting: Option<i64>, passed: Option<bool>, confirmed: &str, reason: &str, id: PollId, version: i64) -> Count =
        "update poll set state = $1, closed_ms = $2, present = $3, yes = $4, no = $5, not_voting = $6, is_passed = $7, confirmed_name = $8, reason = $9, version = version + 1 where id = $10 and version = $11";
    /// The names on a ballot paper.
    fn lines(poll: PollId) -> Vec<Line> =
        "select id, place, label, yes, no, is_passed, high, medium, low from poll_line where poll_id = $1 order by place";
    /// Adds a name.
    fn insert_line(id: PollLineId, poll: PollId, place: i64, label: &str) -> Count =
        "insert into poll_line (id, poll_id, place, label) values ($1, $2, $3, $4)";
    /// Types the numbers of a name.
    fn count_line(yes: Option<i64>, no: Option<i64>, passed: Option<bool>, id: PollLineId) -> Count =
        "update poll_line set yes = $1, no = $2, is_passed = $3 where id = $4";
    /// Types the levels that a person has in a rating.
    fn rate_line(high: Option<i64>, medium: Option<i64>, low: Option<i64>, passed: Option<bool>, id: PollLineId) -> Count =
        "update poll_line set high = $1, medium = $2, low = $3, is_passed = $4 where id = $5";
    /// The persons of the ratings of a session that are over: the vote, name and post, the levels.
    fn rated_lines(session: SessionId) -> Vec<(PollId, PollLineId, i64, String, Option<i64>, Option<i64>, Option<i64>)> =
        "select poll_line.poll_id, poll_line.id, poll_line.place, poll_line.label, poll_line.high, poll_line.medium, poll_line.low
         from poll_line join poll on poll.id = poll_line.poll_id
         where poll.session_id = $1 and poll.rating is not null and poll.state = 'closed' order by poll.number, poll_line.place";
    /// How many of the items that a vote decides are held without the public.
    fn count_closed(poll: PollId) -> One<(i64,)> =
        "select count(*) from agenda_item where is_closed and (id in (select item_id from poll where id = $1) or id in (select item_id from poll_item where poll_id = $1))";
    /// The votes of a session that decide something held without the public.
    fn closed_polls(session: SessionId) -> Vec<(PollId,)> =
        "select poll.id from poll join agenda_item on agenda_item.id = poll.item_id where poll.session_id = $1 and agenda_item.is_closed
         union select poll.id from poll join poll_item on poll_item.poll_id = poll.id join agenda_item on agenda_item.id = poll_item.item_id
         where poll.session_id = $1 and agenda_item.is_closed";
    /// The items that a vote decides beside its first.
    fn items_of_poll(poll: PollId) -> Vec<(AgendaItemId,)> =
        "select item_id from poll_item where poll_id = $1";
    /// All such items of a session: the vote, the item.
    fn block_items(session: SessionId) -> Vec<(PollId, AgendaItemId)> =
        "select poll_item.poll_id, poll_item.item_id from poll_item join poll on poll.id = poll_item.poll_id where poll.session_id = $1";
    /// Adds an item to a vote.
    fn insert_poll_item(id: PollItemId, poll: PollId, item: AgendaItemId) -> Count =
        "insert into poll_item (id, poll_id, item_id) values ($1, $2, $3)";

    /// A ballot.
    fn ballot(id: BallotId) -> Option<Ballot> =
        "select id, poll_id, person_id, choice, cast_ms, is_last from ballot where id = $1";
    /// What a delegate chose last.
    fn last_ballot(poll: PollId, person: PersonId) -> Option<Ballot> =
        "select id, poll_id, person_id, choice, cast_ms, is_last from ballot where poll_id = $1 and person_id = $2 and is_last";
    /// What counts in a vote.
    fn ballots(poll: PollId) -> Vec<Ballot> =
        "select id, poll_id, person_id, choice, cast_ms, is_last from ballot where poll_id = $1 and is_last";
    /// How many voted what.
    fn tally(poll: PollId) -> Vec<(Choice, i64)> =
        "select choice, count(*) from ballot where poll_id = $1 and is_last group by choice";
    /// Takes a ballot.
    fn insert_ballot(id: BallotId, poll: PollId, person: PersonId, choice: Choice, at: Instant) -> Count =
        "insert into ballot (id, poll_id, person_id, choice, cast_ms, is_last) values ($1, $2, $3, $4, $5, true)";
    /// A later one counts.
    fn supersede(id: BallotId) -> Count = "update ballot set is_last = false where id = $1";

    /// Sessions of a council closed in a window that sat here: present at the opening, seats.
    fn presence_between(council: OrganizationId, from: Date, to: Date) -> Vec<(SessionId, i64, i64)> =
        "select session_id, cast(coalesce(present, 0) as bigint), seats from sitting
         where council_id = $1 and closed_on >= $2 and closed_on <= $3 and present is not null order by opened_on, session_id";
    /// Resolutions carried in sessions closed in a window.
    fn carried_between(council: OrganizationId, from: Date, to: Date) -> Vec<Poll> =
        "select poll.id, poll.session_id, poll.item_id, poll.number, poll.title, poll.decision, poll.method, poll.state, poll.opened_ms, poll.closed_ms, poll.total, poll.present, poll.needed, poll.law, poll.yes, poll.no, poll.not_voting, poll.issued, poll.collected, poll.invalid, poll.is_passed, poll.is_named, poll.counted_by, poll.counted_name, poll.confirmed_name, poll.reason, poll.version, poll.rating
         from poll join sitting on sitting.session_id = poll.session_id
         where sitting.council_id = $1 and sitting.closed_on >= $2 and sitting.closed_on <= $3 and poll.state = 'closed' and poll.decision = 'resolution' and poll.is_passed order by poll.opened_ms, poll.id";
    /// Speeches given in items of discussion of sessions closed in a window.
    fn spoken_between(council: OrganizationId, from: Date, to: Date) -> Vec<(SpeechId, SessionId, PersonId, String, bool, Instant)> =
        "select speech.id, speech.session_id, speech.person_id, agenda_item.title, agenda_item.is_closed, speech.registered_ms
         from speech join agenda_item on agenda_item.id = speech.item_id join sitting on sitting.session_id = speech.session_id
         where sitting.council_id = $1 and sitting.closed_on >= $2 and sitting.closed_on <= $3
           and speech.state = 'done' and agenda_item.kind in ('group_discussion', 'plenary_discussion') order by speech.registered_ms, speech.id";
    /// Items that were begun and ended in sessions closed in a window: session, title, kind, closed to
    /// the public, begin, end.
    fn timed_between(council: OrganizationId, from: Date, to: Date) -> Vec<(SessionId, String, ItemKind, bool, Instant, Instant)> =
        "select agenda_item.session_id, agenda_item.title, agenda_item.kind, agenda_item.is_closed, agenda_item.started_ms, agenda_item.ended_ms
         from agenda_item join sitting on sitting.session_id = agenda_item.session_id
         where sitting.council_id = $1 and sitting.closed_on >= $2 and sitting.closed_on <= $3
           and agenda_item.started_ms is not null and agenda_item.ended_ms is not null
         order by sitting.closed_on, agenda_item.session_id, agenda_item.place, agenda_item.id limit 10000";
    /// The first session of a council that sat here.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(opened_on) from sitting where council_id = $1";
}

/// The agendas of several sessions, each in its order.
pub fn items_among(tx: &mut Tx, sessions: &[SessionId]) -> db::Result<Vec<Item>> {
    const HEAD: &str = "select id, session_id, place, kind, title, presenter, minutes, is_closed, started_ms, ended_ms, gist, version from agenda_item";
    Select::new(HEAD).among("session_id", sessions).then("order by session_id, place, id", &[]).rows(tx)
}

/// The rolls of several sessions: session, person, how the delegate stands, why away.
pub fn rolls_among(
    tx: &mut Tx,
    sessions: &[SessionId],
) -> db::Result<Vec<(SessionId, PersonId, Presence, String)>> {
    const HEAD: &str = "select session_id, person_id, state, reason from attendance";
    Select::new(HEAD).among("session_id", sessions).then("order by session_id, person_id", &[]).rows(tx)
}

/// Those of several sessions that sit or sat here, and how.
pub fn sittings_among(tx: &mut Tx, sessions: &[SessionId]) -> db::Result<Vec<(SessionId, SittingState)>> {
    Select::new("select session_id, state from sitting").among("session_id", sessions).rows(tx)
}
