//! All SQL of receptions.

use db::{Bind, Count, One, Select, Tx, queries};
use kernel::{Actor, AreaId, Date, OrganizationId, ReceptionId};

use crate::model::{Host, Kind, Reception, State};
use crate::policy;

queries! {
    /// One reception.
    fn reception(id: ReceptionId) -> Option<Reception> =
        "select id, council_id, kind, held_on, starts, place, area_id, topic, is_online, state, posted_on, reason, is_demonstration, version
         from reception where id = $1";
    /// Adds a reception.
    fn insert(id: ReceptionId, council: OrganizationId, kind: Kind, on: Date, starts: &str, place: &str, area: AreaId, topic: &str, online: bool, demonstration: bool) -> Count =
        "insert into reception (id, council_id, kind, held_on, starts, place, area_id, topic, is_online, state, reason, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'planned', '', $10, 1)";
    /// Changes the plan.
    fn change(kind: Kind, on: Date, starts: &str, place: &str, area: AreaId, topic: &str, online: bool, state: State, posted: Option<Date>, id: ReceptionId, version: i64) -> Count =
        "update reception set kind = $1, held_on = $2, starts = $3, place = $4, area_id = $5, topic = $6, is_online = $7, state = $8, posted_on = $9, version = version + 1
         where id = $10 and version = $11";
    /// Moves on.
    fn set_state(state: State, posted: Option<Date>, reason: &str, id: ReceptionId, version: i64) -> Count =
        "update reception set state = $1, posted_on = $2, reason = $3, version = version + 1 where id = $4 and version = $5";
    /// Somebody receives.
    fn insert_host(id: &str, reception: ReceptionId, organization: OrganizationId, name: &str, post: &str, place: i64) -> Count =
        "insert into reception_host (id, reception_id, organization_id, name, post, place) values ($1, $2, $3, $4, $5, $6)";
    /// Nobody is named any more, to be named anew.
    fn clear_hosts(reception: ReceptionId) -> Count = "delete from reception_host where reception_id = $1";
    /// Who receives, in their order.
    fn hosts(reception: ReceptionId) -> Vec<Host> =
        "select organization_id, name, post from reception_host where reception_id = $1 order by place";
    /// When the council's receptions begin.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(held_on) from reception where council_id = $1";
    /// Planned receptions from a day on that nobody has posted.
    fn unposted(council: OrganizationId, from: Date, most: i64) -> Vec<Reception> =
        "select id, council_id, kind, held_on, starts, place, area_id, topic, is_online, state, posted_on, reason, is_demonstration, version
         from reception where council_id = $1 and state = 'planned' and kind <> 'urgent' and held_on >= $2 order by held_on, id limit $3";
    /// Receptions whose day has passed and that nobody has written down as held.
    fn not_held(council: OrganizationId, today: Date, most: i64) -> Vec<Reception> =
        "select id, council_id, kind, held_on, starts, place, area_id, topic, is_online, state, posted_on, reason, is_demonstration, version
         from reception where council_id = $1 and state in ('planned', 'posted') and held_on < $2 order by held_on, id limit $3";
}

const COLUMNS: &str = "select id, council_id, kind, held_on, starts, place, area_id, topic, is_online, state, posted_on, reason, is_demonstration, version from reception";

/// Which group of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Still to come.
    Coming,
    /// Not posted yet.
    Unposted,
    /// Held.
    Held,
    /// Several bodies together.
    Joint,
    /// Everything.
    All,
}

fn grouped(head: &'static str, actor: &Actor, group: Group, today: Date) -> Option<Select> {
    let (condition, binds) = policy::visible(actor)?;
    let binds: Vec<&dyn Bind> = binds.iter().map(AsRef::as_ref).collect();
    let select = Select::new(head).and(condition, &binds);
    Some(match group {
        Group::Coming => select.and("state in ('planned', 'posted') and held_on >= ?", &[&today]),
        Group::Unposted => select.and("state = 'planned' and kind <> 'urgent' and held_on >= ?", &[&today]),
        Group::Held => select.and("state = 'held'", &[]),
        Group::Joint => select.and("kind = 'joint'", &[]),
        Group::All => select,
    })
}

/// A page of the list, the latest day first, after the one with this day and id.
pub fn list(
    tx: &mut Tx,
    actor: &Actor,
    group: Group,
    today: Date,
    after: Option<(Date, ReceptionId)>,
    most: i64,
) -> db::Result<Vec<Reception>> {
    let Some(mut select) = grouped(COLUMNS, actor, group, today) else { return Ok(Vec::new()) };
    if let Some((on, id)) = after {
        select = select.and("(held_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by held_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many the whole list has.
pub fn count(tx: &mut Tx, actor: &Actor, group: Group, today: Date) -> db::Result<i64> {
    match grouped("select count(*) from reception", actor, group, today) {
        Some(select) => select.number(tx),
        None => Ok(0),
    }
}

/// Posted receptions from a day on, soonest first.
pub fn posted_from(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    most: i64,
) -> db::Result<Vec<Reception>> {
    Select::new(COLUMNS)
        .and("council_id = ? and posted_on is not null and held_on >= ?", &[&council, &from])
        .then("order by held_on, starts, id limit ?", &[&most])
        .rows(tx)
}

/// Posted receptions before a day, the latest first, after the one with this day and id.
pub fn posted_before(
    tx: &mut Tx,
    council: OrganizationId,
    before: Date,
    after: Option<(Date, ReceptionId)>,
    most: i64,
) -> db::Result<Vec<Reception>> {
    let mut select = Select::new(COLUMNS)
        .and("council_id = ? and posted_on is not null and held_on < ?", &[&council, &before]);
    if let Some((on, id)) = after {
        select = select.and("(held_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by held_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// The receptions of a window, by day; those called off among them.
pub fn between(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<Reception>> {
    Select::new(COLUMNS)
        .and("council_id = ? and held_on >= ? and held_on <= ?", &[&council, &from, &to])
        .then("order by held_on, id limit 2000", &[])
        .rows(tx)
}

/// Who receives at several receptions, in one statement.
pub fn hosts_of(
    tx: &mut Tx,
    receptions: &[ReceptionId],
) -> db::Result<Vec<(ReceptionId, OrganizationId, String, String)>> {
    Select::new("select reception_id, organization_id, name, post from reception_host")
        .among("reception_id", receptions)
        .then("order by reception_id, place", &[])
        .rows(tx)
}

/// What E01 counts: the receptions of the schedule, or those of them that were held. One
/// condition for the number and for the rows.
fn scheduled(
    head: &'static str,
    council: OrganizationId,
    (from, to): (Date, Date),
    kind: Option<Kind>,
    held: bool,
) -> Select {
    let select = Select::new(head)
        .and("council_id = ? and held_on >= ? and held_on <= ? and kind <> 'urgent'", &[&council, &from, &to])
        .and("(state <> 'cancelled' or posted_on is not null)", &[])
        .maybe("kind = ?", kind.as_ref());
    if held { select.and("state = 'held'", &[]) } else { select }
}

/// How many receptions of the schedule a window has.
pub fn count_scheduled(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    kind: Option<Kind>,
    held: bool,
) -> db::Result<i64> {
    scheduled("select count(*) from reception", council, window, kind, held).number(tx)
}

/// The receptions behind the number.
pub fn list_scheduled(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    kind: Option<Kind>,
    held: bool,
    most: i64,
) -> db::Result<Vec<Reception>> {
    scheduled(COLUMNS, council, window, kind, held).then("order by held_on, id limit ?", &[&most]).rows(tx)
}
