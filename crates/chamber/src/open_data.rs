//! What open data reads of agenda, roll and votes of sessions. The caller names sessions that anyone
//! may read of; what belongs to items held without the public is left out here.

use db::{Select, Tx};
use kernel::{AgendaItemId, PersonId, PollId, SessionId, SessionMinutesId, dates};

use crate::approved::{Minutes, SUBJECT};
use crate::model::{Choice, Item, Poll, Presence};

const ITEM: &str = "select id, session_id, place, kind, title, presenter, minutes, is_closed, started_ms, ended_ms, gist, version from agenda_item";
const POLL: &str = "select id, session_id, item_id, number, title, decision, method, state, opened_ms, closed_ms, total, present, needed, law, yes, no, not_voting, issued, collected, invalid, is_passed, is_named, counted_by, counted_name, confirmed_name, reason, version, rating from poll";
const MINUTES: &str =
    "select id, session_id, approved_on, approved_by, is_public, version from session_minutes";

/// The agendas of these sessions, each in its order.
pub fn items_of(tx: &mut Tx, sessions: &[SessionId]) -> db::Result<Vec<Item>> {
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(ITEM).among("session_id", sessions).then("order by session_id, place, id", &[]).rows(tx)
}

/// One item; whether anyone may read of it is its session's.
pub fn item(tx: &mut Tx, id: AgendaItemId) -> db::Result<Option<Item>> {
    crate::store::item(tx, id)
}

/// One vote; whether anyone may read of it is its session's, and [`polls_of`] leaves out the hidden.
pub fn session_of_poll(tx: &mut Tx, id: PollId) -> db::Result<Option<SessionId>> {
    Ok(crate::store::poll(tx, id)?.map(|one| one.session_id))
}

/// The closed votes of these sessions, without those on something held without the public.
pub fn polls_of(tx: &mut Tx, sessions: &[SessionId]) -> db::Result<Vec<Poll>> {
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(POLL)
        .and(
            "state = 'closed' and item_id not in (select id from agenda_item where is_closed) and id not in (select poll_item.poll_id from poll_item join agenda_item on agenda_item.id = poll_item.item_id where agenda_item.is_closed)",
            &[],
        )
        .among("session_id", sessions)
        .then("order by session_id, number", &[])
        .rows(tx)
}

/// The further items that these votes decide.
pub fn further_items(tx: &mut Tx, polls: &[PollId]) -> db::Result<Vec<(PollId, AgendaItemId)>> {
    if polls.is_empty() {
        return Ok(Vec::new());
    }
    Select::new("select poll_id, item_id from poll_item")
        .among("poll_id", polls)
        .then("order by poll_id, id", &[])
        .rows(tx)
}

/// The first items of these votes.
pub fn items_of_polls(tx: &mut Tx, polls: &[PollId]) -> db::Result<Vec<(PollId, SessionId, AgendaItemId)>> {
    if polls.is_empty() {
        return Ok(Vec::new());
    }
    Select::new("select id, session_id, item_id from poll").among("id", polls).rows(tx)
}

/// Who stood how on the rolls of these sessions; never why somebody was away.
pub fn roll_of(tx: &mut Tx, sessions: &[SessionId]) -> db::Result<Vec<(SessionId, PersonId, Presence)>> {
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    Select::new("select session_id, person_id, state from attendance")
        .among("session_id", sessions)
        .then("order by session_id, person_id", &[])
        .rows(tx)
}

/// Who chose what in those of these votes that are published by name.
pub fn ballots_of(tx: &mut Tx, polls: &[PollId]) -> db::Result<Vec<(PollId, PersonId, Choice)>> {
    if polls.is_empty() {
        return Ok(Vec::new());
    }
    Select::new("select ballot.poll_id, ballot.person_id, ballot.choice from ballot join poll on poll.id = ballot.poll_id")
        .and("ballot.is_last and poll.is_named and poll.state = 'closed' and poll.method = 'electronic'", &[])
        .among("ballot.poll_id", polls)
        .then("order by ballot.poll_id, ballot.person_id", &[])
        .rows(tx)
}

/// The signed scans of minutes that anyone may have.
pub fn scans_of(tx: &mut Tx, sessions: &[SessionId]) -> db::Result<Vec<(SessionId, files::File)>> {
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    let known: Vec<Minutes> = Select::new(MINUTES)
        .and("is_public and approved_on is not null", &[])
        .among("session_id", sessions)
        .rows(tx)?;
    let ids: Vec<String> = known.iter().map(|one| one.id.to_string()).collect();
    let scans = files::of_subjects(tx, SUBJECT, &ids)?;
    // Of each the newest, and only one made since the approval
    Ok(known
        .iter()
        .filter_map(|one| {
            let key = one.id.to_string();
            let newest = scans.iter().rfind(|scan| scan.subject_id == key)?;
            let on = one.approved_on?;
            (dates::midnight(on) <= newest.uploaded_ms).then(|| (one.session_id, newest.clone()))
        })
        .collect())
}

/// The session of these minutes.
pub fn session_of_minutes(tx: &mut Tx, id: SessionMinutesId) -> db::Result<Option<SessionId>> {
    Ok(crate::store_minutes::minutes_by_id(tx, id)?.map(|one| one.session_id))
}

/// How many items there are of each session, open and closed ones apart.
pub fn items_by_session(tx: &mut Tx) -> db::Result<Vec<(SessionId, bool, i64)>> {
    Select::new("select session_id, is_closed, count(*) from agenda_item")
        .then("group by session_id, is_closed", &[])
        .rows(tx)
}

/// Every item that is held without the public.
pub fn closed_items(tx: &mut Tx) -> db::Result<Vec<(AgendaItemId,)>> {
    Select::new("select id from agenda_item").and("is_closed", &[]).rows(tx)
}

/// How many votes there are of each session, by how they stand.
pub fn polls_by_session(tx: &mut Tx) -> db::Result<Vec<(SessionId, String, i64)>> {
    Select::new(
        "select session_id, case when item_id in (select id from agenda_item where is_closed) or id in (select poll_item.poll_id from poll_item join agenda_item on agenda_item.id = poll_item.item_id where agenda_item.is_closed) then 'closed' when state = 'closed' then 'published' when state = 'void' then 'void' else 'running' end as standing, count(*) from poll",
    )
    .then("group by session_id, standing", &[])
    .rows(tx)
}
