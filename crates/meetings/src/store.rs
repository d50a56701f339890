//! All SQL of the meetings.

use db::{Count, One, Select, Tx, queries};
use kernel::{Date, MeetingId, MeetingPersonId, OrganizationId, PersonId, ProgrammeItemId};

use crate::model::{Kind, Meeting, Person, Presence, State};
use crate::policy::Sight;

queries! {
    /// One meeting.
    fn meeting(id: MeetingId) -> Option<Meeting> =
        "select id, council_id, body_id, kind, title, held_on, starts_at, place, chair, secretary, agenda, state, cancel_reason, minutes, minutes_approved_on, minutes_approver, programme_item_id, is_public, is_demonstration, version
         from meeting where id = $1";
    /// The meetings of a council's bodies in a window, by day.
    fn between(council: OrganizationId, from: Date, to: Date) -> Vec<Meeting> =
        "select id, council_id, body_id, kind, title, held_on, starts_at, place, chair, secretary, agenda, state, cancel_reason, minutes, minutes_approved_on, minutes_approver, programme_item_id, is_public, is_demonstration, version
         from meeting where council_id = $1 and held_on >= $2 and held_on <= $3 order by held_on, starts_at, id limit 2000";
    /// Held meetings of a council whose minutes wait, held before a day.
    fn unapproved(council: OrganizationId, before: Date, most: i64) -> Vec<Meeting> =
        "select id, council_id, body_id, kind, title, held_on, starts_at, place, chair, secretary, agenda, state, cancel_reason, minutes, minutes_approved_on, minutes_approver, programme_item_id, is_public, is_demonstration, version
         from meeting where council_id = $1 and held_on < $2 and state = 'held' and minutes_approved_on is null order by held_on desc, id limit $3";
    /// The first day on which a meeting is written down here.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(held_on) from meeting where council_id = $1";
    /// Plans a meeting.
    fn insert(id: MeetingId, council: OrganizationId, body: OrganizationId, kind: Kind, title: &str, on: Date, starts: &str, place: &str, chair: &str, secretary: &str, agenda: &str, item: Option<ProgrammeItemId>, public: bool, demonstration: bool) -> Count =
        "insert into meeting (id, council_id, body_id, kind, title, held_on, starts_at, place, chair, secretary, agenda, state, cancel_reason, minutes, minutes_approver, programme_item_id, is_public, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'planned', '', '', '', $12, $13, $14, 1)";
    /// Changes the plan of a meeting.
    fn update(title: &str, on: Date, starts: &str, place: &str, chair: &str, secretary: &str, agenda: &str, item: Option<ProgrammeItemId>, public: bool, id: MeetingId, version: i64) -> Count =
        "update meeting set title = $1, held_on = $2, starts_at = $3, place = $4, chair = $5, secretary = $6, agenda = $7, programme_item_id = $8, is_public = $9, version = version + 1 where id = $10 and version = $11";
    /// Moves a meeting to a state.
    fn set_state(state: State, reason: &str, id: MeetingId, version: i64) -> Count =
        "update meeting set state = $1, cancel_reason = $2, version = version + 1 where id = $3 and version = $4";
    /// Writes minutes.
    fn set_minutes(minutes: &str, id: MeetingId, version: i64) -> Count =
        "update meeting set minutes = $1, version = version + 1 where id = $2 and version = $3";
    /// Approves minutes.
    fn approve(on: Date, by: &str, id: MeetingId, version: i64) -> Count =
        "update meeting set minutes_approved_on = $1, minutes_approver = $2, version = version + 1 where id = $3 and version = $4";

    /// Who was asked to a meeting.
    fn persons(meeting: MeetingId) -> Vec<Person> =
        "select id, meeting_id, place, person_id, name, post, presence, reason, version from meeting_person where meeting_id = $1 order by place, id";
    /// Asks somebody.
    fn insert_person(id: MeetingPersonId, meeting: MeetingId, place: i64, person: Option<PersonId>, name: &str, post: &str) -> Count =
        "insert into meeting_person (id, meeting_id, place, person_id, name, post, reason, version) values ($1, $2, $3, $4, $5, $6, '', 1)";
    /// Calls the roll.
    fn set_presence(presence: Presence, reason: &str, id: MeetingPersonId, meeting: MeetingId) -> Count =
        "update meeting_person set presence = $1, reason = $2, version = version + 1 where id = $3 and meeting_id = $4";
    /// Takes somebody from the list.
    fn delete_person(id: MeetingPersonId, meeting: MeetingId) -> Count =
        "delete from meeting_person where id = $1 and meeting_id = $2";
}

pub(crate) const COLUMNS: &str = "select id, council_id, body_id, kind, title, held_on, starts_at, place, chair, secretary, agenda, state, cancel_reason, minutes, minutes_approved_on, minutes_approver, programme_item_id, is_public, is_demonstration, version from meeting";

/// What a list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this body's.
    pub body: Option<OrganizationId>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only those that stand so.
    pub state: Option<State>,
    /// From this day on.
    pub from: Option<Date>,
    /// Until this day.
    pub to: Option<Date>,
    /// What is read (`policy::sight`).
    pub sight: Sight,
}

fn filtered(head: &'static str, filter: &Filter) -> Select {
    Select::new(head)
        .and("(council_id = ? or body_id = ?)", &[&filter.sight.council, &filter.sight.body])
        .maybe("body_id = ?", filter.body.as_ref())
        .maybe("kind = ?", filter.kind.as_ref())
        .maybe("state = ?", filter.state.as_ref())
        .maybe("held_on >= ?", filter.from.as_ref())
        .maybe("held_on <= ?", filter.to.as_ref())
}

/// A page of a list, newest first, after the row with this day and id.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(Date, MeetingId)>,
    most: i64,
) -> db::Result<Vec<Meeting>> {
    let mut select = filtered(COLUMNS, filter);
    if let Some((on, id)) = after {
        select = select.and("(held_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by held_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many meetings the whole list has.
pub fn count(tx: &mut Tx, filter: &Filter) -> db::Result<i64> {
    filtered("select count(*) from meeting", filter).number(tx)
}

/// How many came of how many asked, of each of these meetings.
pub fn rolls(tx: &mut Tx, ids: &[MeetingId]) -> db::Result<Vec<(MeetingId, i64, i64)>> {
    Select::new(
        "select meeting_id, count(case when presence = 'present' then 1 end), count(*) from meeting_person",
    )
    .among("meeting_id", ids)
    .then("group by meeting_id order by meeting_id", &[])
    .rows(tx)
}

/// The meetings with these ids.
pub fn many(tx: &mut Tx, ids: &[MeetingId]) -> db::Result<Vec<Meeting>> {
    Select::new(COLUMNS).among("id", ids).then("order by held_on, id", &[]).rows(tx)
}

/// The held meetings that an indicator counts: one condition for the number and for the rows.
fn counted(
    head: &'static str,
    council: OrganizationId,
    window: (Date, Date),
    kinds: &[Kind],
    bodies: Option<&[OrganizationId]>,
) -> Select {
    let select = Select::new(head)
        .and(
            "council_id = ? and state = 'held' and held_on >= ? and held_on <= ?",
            &[&council, &window.0, &window.1],
        )
        .among("kind", kinds);
    match bodies {
        Some(bodies) => select.among("body_id", bodies),
        None => select,
    }
}

/// How many.
pub(crate) fn count_held(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    kinds: &[Kind],
    bodies: Option<&[OrganizationId]>,
) -> db::Result<i64> {
    counted("select count(*) from meeting", council, window, kinds, bodies).number(tx)
}

/// Which, by day.
pub(crate) fn held(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    kinds: &[Kind],
    bodies: Option<&[OrganizationId]>,
    most: i64,
) -> db::Result<Vec<Meeting>> {
    counted(COLUMNS, council, window, kinds, bodies).then("order by held_on, id limit ?", &[&most]).rows(tx)
}
