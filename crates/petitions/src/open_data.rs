//! What open data reads of petitions and of meetings with voters. The predicates are those of the
//! public pages.

use db::{Select, Tx};
use kernel::{Date, OrganizationId, PetitionId, VoterMeetingId};

use crate::model::{Meeting, Petition, Sector};
use crate::{store, store_meetings};

/// Petitions that anyone may read, by id, after one.
pub fn published(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<PetitionId>,
    most: i64,
) -> db::Result<Vec<Petition>> {
    Select::new(store::COLUMNS)
        .and("is_public", &[])
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// Which of the public petitions are asked for, by when they were written down.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Of this council.
    pub council: OrganizationId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Of these sectors; of all when there are none. Those without a sector are of the last one.
    pub sectors: &'a [Sector],
    /// Only those that are over, or only those that are not.
    pub is_over: Option<bool>,
}

/// Petitions that anyone may read, the newest first.
pub fn asked(tx: &mut Tx, asked: &Asked<'_>, most: i64) -> db::Result<Vec<Petition>> {
    let select = Select::new(store::COLUMNS)
        .and("is_public and council_id = ?", &[&asked.council])
        .and("received_on >= ? and received_on <= ?", &[&asked.from, &asked.to]);
    let select = if asked.sectors.is_empty() {
        select
    } else {
        select.among("coalesce(sector, 'other')", asked.sectors)
    };
    let select = match asked.is_over {
        Some(true) => select.and("state in ('closed', 'merged', 'set_aside')", &[]),
        Some(false) => select.and("state not in ('closed', 'merged', 'set_aside')", &[]),
        None => select,
    };
    select.then("order by received_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// Those of these codes that anyone may read.
pub fn by_codes(tx: &mut Tx, council: OrganizationId, codes: &[String]) -> db::Result<Vec<Petition>> {
    Select::new(store::COLUMNS)
        .and("is_public and council_id = ?", &[&council])
        .among("code", codes)
        .then("order by code", &[])
        .rows(tx)
}

/// How many anyone may read, and of the others why not.
pub fn standing(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when is_public then 'published' when state = 'quarantined' then 'not_looked_at' when state = 'merged' then 'merged' when state = 'set_aside' then 'set_aside' else 'not_shown' end as standing, count(*) from petition",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from petition").number(tx)
}

/// Meetings with voters that are to come or were held, by id, after one.
pub fn published_meetings(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<VoterMeetingId>,
    today: Date,
    most: i64,
) -> db::Result<Vec<Meeting>> {
    Select::new(store_meetings::COLUMNS)
        .and("(state = 'held' or (state = 'planned' and held_on >= ?))", &[&today])
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// One of them.
pub fn published_meeting(tx: &mut Tx, id: VoterMeetingId, today: Date) -> db::Result<Option<Meeting>> {
    let found: Vec<Meeting> = Select::new(store_meetings::COLUMNS)
        .and("(state = 'held' or (state = 'planned' and held_on >= ?))", &[&today])
        .and("id = ?", &[&id])
        .rows(tx)?;
    Ok(found.into_iter().next())
}

/// How many of them there are, and of the others why not.
pub fn standing_of_meetings(tx: &mut Tx, today: Date) -> db::Result<Vec<(String, i64)>> {
    let count = || Select::new("select count(*) from voter_meeting");
    let shown =
        count().and("(state = 'held' or (state = 'planned' and held_on >= ?))", &[&today]).number(tx)?;
    let past = count().and("state = 'planned' and held_on < ?", &[&today]).number(tx)?;
    let cancelled = count().and("state = 'cancelled'", &[]).number(tx)?;
    Ok(vec![
        ("published".to_owned(), shown),
        ("no_result".to_owned(), past),
        ("cancelled".to_owned(), cancelled),
    ])
}

/// How many there are.
pub fn exist_meetings(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from voter_meeting").number(tx)
}

/// Those of a council that not everyone may read, by id, after one and up to another: what was
/// public and is no more stands among them.
pub fn hidden(
    tx: &mut Tx,
    council: OrganizationId,
    after: Option<PetitionId>,
    last: Option<PetitionId>,
    most: i64,
) -> db::Result<Vec<(PetitionId,)>> {
    Select::new("select id from petition")
        .and("not is_public and council_id = ?", &[&council])
        .maybe("id > ?", after.as_ref())
        .maybe("id <= ?", last.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}
