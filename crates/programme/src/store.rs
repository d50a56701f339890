//! All SQL of the programmes.

use db::{Count, One, Select, Tx, queries};
use kernel::{Date, FollowUpId, LinkId, OrganizationId, ProgrammeChangeId, ProgrammeId, ProgrammeItemId};

use crate::model::{Change, ChangeKind, Item, Kind, OversightGroup, Paper, Programme};
use crate::open::Part;
use crate::policy::Sight;

queries! {
    /// One programme.
    fn programme(id: ProgrammeId) -> Option<Programme> =
        "select id, council_id, body_id, kind, year, state, proposed_on, tabled_on, decided_on, paper, reference, signer, is_demonstration, version
         from programme where id = $1";
    /// A body's programme of a year.
    fn of_body(body: OrganizationId, kind: Kind, year: i64) -> Option<Programme> =
        "select id, council_id, body_id, kind, year, state, proposed_on, tabled_on, decided_on, paper, reference, signer, is_demonstration, version
         from programme where body_id = $1 and kind = $2 and year = $3";
    /// The programmes of a council's bodies for a year.
    fn of_year(council: OrganizationId, year: i64) -> Vec<Programme> =
        "select id, council_id, body_id, kind, year, state, proposed_on, tabled_on, decided_on, paper, reference, signer, is_demonstration, version
         from programme where council_id = $1 and year = $2 order by kind, id";
    /// The years for which a council has programmes, the newest first.
    fn years(council: OrganizationId) -> Vec<(i64,)> =
        "select distinct year from programme where council_id = $1 order by year desc";
    /// Begins a programme.
    fn insert(id: ProgrammeId, council: OrganizationId, body: OrganizationId, kind: Kind, year: i64, proposed: Option<Date>, tabled: Option<Date>, demonstration: bool) -> Count =
        "insert into programme (id, council_id, body_id, kind, year, state, proposed_on, tabled_on, reference, signer, is_demonstration, version)
         values ($1, $2, $3, $4, $5, 'draft', $6, $7, '', '', $8, 1)";
    /// Writes down when it was proposed and tabled.
    fn set_days(proposed: Option<Date>, tabled: Option<Date>, id: ProgrammeId, version: i64) -> Count =
        "update programme set proposed_on = $1, tabled_on = $2, version = version + 1 where id = $3 and version = $4";
    /// Writes the decision down.
    fn decide(on: Date, paper: Paper, reference: &str, signer: &str, id: ProgrammeId, version: i64) -> Count =
        "update programme set state = 'decided', decided_on = $1, paper = $2, reference = $3, signer = $4, version = version + 1 where id = $5 and version = $6";

    /// By when it had to be open to everyone, since when it is, and where it was before it was here.
    fn publication(id: ProgrammeId) -> Option<(Option<Date>, Option<Date>, Option<String>)> =
        "select publish_due_on, published_on, published_where from programme where id = $1";
    /// Keeps those days.
    fn set_publication(due: Option<Date>, on: Option<Date>, id: ProgrammeId) -> Count =
        "update programme set publish_due_on = $1, published_on = $2 where id = $3";
    /// It was open earlier somewhere else.
    fn publish_earlier(due: Option<Date>, on: Option<Date>, place: &str, id: ProgrammeId, version: i64) -> Count =
        "update programme set publish_due_on = $1, published_on = $2, published_where = $3, version = version + 1 where id = $4 and version = $5";
    /// Those that had to be open by a day of a window: which, that day, the day it was.
    fn publications(council: OrganizationId, from: Date, to: Date) -> Vec<(ProgrammeId, OrganizationId, Kind, i64, Date, Option<Date>)> =
        "select id, body_id, kind, year, publish_due_on, published_on from programme
         where council_id = $1 and publish_due_on >= $2 and publish_due_on <= $3 and state = 'decided' order by publish_due_on, id limit 10000";

    /// One item.
    fn item(id: ProgrammeItemId) -> Option<Item> =
        "select id, programme_id, council_id, place, title, oversight_group, quarter, month, lead, lead_id, cooperating, product, due_on, is_key, realised_kind, realised_id, realised_label, realised_href, done_on, evidence, dropped_on, batch_id, version
         from programme_item where id = $1";
    /// The items of a programme, in their order.
    fn items(programme: ProgrammeId) -> Vec<Item> =
        "select id, programme_id, council_id, place, title, oversight_group, quarter, month, lead, lead_id, cooperating, product, due_on, is_key, realised_kind, realised_id, realised_label, realised_href, done_on, evidence, dropped_on, batch_id, version
         from programme_item where programme_id = $1 order by place, id limit 2000";
    /// The items of decided programmes of a year that are not done, as choices.
    fn open_items(council: OrganizationId, year: i64) -> Vec<(ProgrammeItemId, String, Date, String)> =
        "select programme_item.id, programme_item.title, programme_item.due_on, programme.kind from programme_item join programme on programme.id = programme_item.programme_id
         where programme.council_id = $1 and programme.year = $2 and programme.state = 'decided'
           and programme_item.done_on is null and programme_item.dropped_on is null order by programme_item.due_on, programme_item.id limit 2000";
    /// The items of a council's decided programmes due in a window that still stand.
    fn due_between(council: OrganizationId, from: Date, to: Date) -> Vec<Item> =
        "select programme_item.id, programme_item.programme_id, programme_item.council_id, programme_item.place, programme_item.title, programme_item.oversight_group, programme_item.quarter, programme_item.month, programme_item.lead, programme_item.lead_id, programme_item.cooperating, programme_item.product, programme_item.due_on, programme_item.is_key, programme_item.realised_kind, programme_item.realised_id, programme_item.realised_label, programme_item.realised_href, programme_item.done_on, programme_item.evidence, programme_item.dropped_on, programme_item.batch_id, programme_item.version
         from programme_item join programme on programme.id = programme_item.programme_id
         where programme_item.council_id = $1 and programme_item.due_on >= $2 and programme_item.due_on <= $3 and programme.state = 'decided' and programme_item.dropped_on is null
         order by programme_item.due_on, programme_item.id limit 2000";
    /// The item of this title in a council's decided programmes of a year.
    fn item_titled(council: OrganizationId, year: i64, title: &str) -> Option<Item> =
        "select programme_item.id, programme_item.programme_id, programme_item.council_id, programme_item.place, programme_item.title, programme_item.oversight_group, programme_item.quarter, programme_item.month, programme_item.lead, programme_item.lead_id, programme_item.cooperating, programme_item.product, programme_item.due_on, programme_item.is_key, programme_item.realised_kind, programme_item.realised_id, programme_item.realised_label, programme_item.realised_href, programme_item.done_on, programme_item.evidence, programme_item.dropped_on, programme_item.batch_id, programme_item.version
         from programme_item join programme on programme.id = programme_item.programme_id
         where programme.council_id = $1 and programme.year = $2 and programme_item.title = $3 and programme_item.dropped_on is null
         order by programme_item.id limit 1";
    /// The last place in a programme; zero when it is empty.
    fn last_place(programme: ProgrammeId) -> One<(i64,)> =
        "select coalesce(max(place), 0) from programme_item where programme_id = $1";
    /// Adds an item.
    fn insert_item(id: ProgrammeItemId, programme: ProgrammeId, council: OrganizationId, place: i64, title: &str, group: Option<OversightGroup>, quarter: i64, month: Option<i64>, lead: &str, lead_id: Option<OrganizationId>, cooperating: &str, product: &str, due: Date, key: bool) -> Count =
        "insert into programme_item (id, programme_id, council_id, place, title, oversight_group, quarter, month, lead, lead_id, cooperating, product, due_on, is_key, evidence, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', 1)";
    /// Changes what an item says.
    fn update_item(title: &str, group: Option<OversightGroup>, quarter: i64, month: Option<i64>, lead: &str, lead_id: Option<OrganizationId>, cooperating: &str, product: &str, due: Date, key: bool, id: ProgrammeItemId, version: i64) -> Count =
        "update programme_item set title = $1, oversight_group = $2, quarter = $3, month = $4, lead = $5, lead_id = $6, cooperating = $7, product = $8, due_on = $9, is_key = $10, version = version + 1 where id = $11 and version = $12";
    /// Makes an item a key task of its quarter, or no longer.
    fn set_key(key: bool, id: ProgrammeItemId, version: i64) -> Count =
        "update programme_item set is_key = $1, version = version + 1 where id = $2 and version = $3";
    /// Takes an item of a draft away.
    fn delete_item(id: ProgrammeItemId, version: i64) -> Count =
        "delete from programme_item where id = $1 and version = $2";
    /// An item leaves a decided programme.
    fn drop_item(on: Date, id: ProgrammeItemId, version: i64) -> Count =
        "update programme_item set dropped_on = $1, version = version + 1 where id = $2 and version = $3";
    /// A record realises an item.
    fn realise(kind: &str, record: &str, label: &str, href: &str, done: Option<Date>, id: ProgrammeItemId, version: i64) -> Count =
        "update programme_item set realised_kind = $1, realised_id = $2, realised_label = $3, realised_href = $4, done_on = $5, version = version + 1 where id = $6 and version = $7";
    /// The record that realises items was done, or its day or name changed.
    fn renew(label: &str, href: &str, done: Option<Date>, kind: &str, record: &str) -> Count =
        "update programme_item set realised_label = $1, realised_href = $2, done_on = $3, version = version + 1 where realised_kind = $4 and realised_id = $5";
    /// No record realises it any more.
    fn unrealise(kind: &str, record: &str) -> Count =
        "update programme_item set realised_kind = null, realised_id = null, realised_label = null, realised_href = null, done_on = null, version = version + 1 where realised_kind = $1 and realised_id = $2";
    /// The record does not realise this item.
    fn unrealise_one(kind: &str, record: &str, id: ProgrammeItemId) -> Count =
        "update programme_item set realised_kind = null, realised_id = null, realised_label = null, realised_href = null, done_on = null, version = version + 1 where realised_kind = $1 and realised_id = $2 and id = $3";
    /// An item without a record is done.
    fn mark_done(on: Option<Date>, evidence: &str, id: ProgrammeItemId, version: i64) -> Count =
        "update programme_item set done_on = $1, evidence = $2, version = version + 1 where id = $3 and version = $4";
    /// The changes of a decided programme, the newest first.
    fn changes(programme: ProgrammeId) -> Vec<Change> =
        "select id, programme_id, item_id, kind, changed_on, actor, reason, before, after, version from programme_change
         where programme_id = $1 and kind <> 'paste' order by id desc limit 500";
    /// Writes a change down.
    fn insert_change(id: ProgrammeChangeId, programme: ProgrammeId, item: Option<&str>, kind: ChangeKind, on: Date, actor: &str, reason: &str, before: &str, after: &str) -> Count =
        "insert into programme_change (id, programme_id, item_id, kind, changed_on, actor, reason, before, after, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";

    /// The follow-ups that are key tasks of a quarter.
    fn key_follow_ups(council: OrganizationId, from: Date, to: Date) -> Vec<(LinkId, FollowUpId)> =
        "select id, follow_up_id from key_task where council_id = $1 and quarter_on >= $2 and quarter_on <= $3 order by id limit 500";
    /// Makes a follow-up a key task.
    fn insert_key_task(id: LinkId, council: OrganizationId, quarter: Date, follow_up: FollowUpId) -> Count =
        "insert into key_task (id, council_id, quarter_on, follow_up_id, version) values ($1, $2, $3, $4, 1)
         on conflict (council_id, quarter_on, follow_up_id) do nothing";
    /// It is none any more.
    fn delete_key_task(council: OrganizationId, quarter: Date, follow_up: FollowUpId) -> Count =
        "delete from key_task where council_id = $1 and quarter_on = $2 and follow_up_id = $3";
}

const COLUMNS: &str = "select id, council_id, body_id, kind, year, state, proposed_on, tabled_on, decided_on, paper, reference, signer, is_demonstration, version from programme";

/// What a list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this council's.
    pub council: Option<OrganizationId>,
    /// Only this body's.
    pub body: Option<OrganizationId>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this year's.
    pub year: Option<i64>,
    /// What is read beside what is open (`policy::sight`).
    pub sight: Sight,
}

fn filtered(head: &'static str, filter: &Filter) -> Select {
    Select::new(head)
        .and(
            "(state = 'decided' or council_id = ? or body_id = ?)",
            &[&filter.sight.council, &filter.sight.body],
        )
        .maybe("council_id = ?", filter.council.as_ref())
        .maybe("body_id = ?", filter.body.as_ref())
        .maybe("kind = ?", filter.kind.as_ref())
        .maybe("year = ?", filter.year.as_ref())
}

/// A page of a list, the newest year first, after this year and id.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(i64, ProgrammeId)>,
    most: i64,
) -> db::Result<Vec<Programme>> {
    let mut select = filtered(COLUMNS, filter);
    if let Some((year, id)) = after {
        select = select.and("(year, id) < (?, ?)", &[&year, &id]);
    }
    select.then("order by year desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many programmes the whole list has.
pub fn count(tx: &mut Tx, filter: &Filter) -> db::Result<i64> {
    filtered("select count(*) from programme", filter).number(tx)
}

/// How much of each of these programmes is done, and how much there is.
pub fn progress(tx: &mut Tx, ids: &[ProgrammeId]) -> db::Result<Vec<(ProgrammeId, i64, i64)>> {
    Select::new("select programme_id, count(done_on), count(*) from programme_item")
        .and("dropped_on is null", &[])
        .among("programme_id", ids)
        .then("group by programme_id order by programme_id", &[])
        .rows(tx)
}

/// The year of the first decided programme here, of a kind or of any.
pub(crate) fn begins(tx: &mut Tx, council: OrganizationId, kind: Option<Kind>) -> db::Result<Option<i64>> {
    let rows: Vec<(Option<i64>,)> = Select::new("select min(year) from programme")
        .and("council_id = ? and state = 'decided'", &[&council])
        .maybe("kind = ?", kind.as_ref())
        .rows(tx)?;
    Ok(rows.into_iter().next().and_then(|(year,)| year))
}

/// The programmes with these ids.
pub fn many(tx: &mut Tx, ids: &[ProgrammeId]) -> db::Result<Vec<Programme>> {
    Select::new(COLUMNS).among("id", ids).then("order by id", &[]).rows(tx)
}

/// The items with these ids.
pub fn items_of_ids(tx: &mut Tx, ids: &[ProgrammeItemId]) -> db::Result<Vec<Item>> {
    Select::new(COUNTED).among("programme_item.id", ids).then("order by programme_item.id", &[]).rows(tx)
}

const COUNTED: &str = "select programme_item.id, programme_item.programme_id, programme_item.council_id, programme_item.place, programme_item.title, programme_item.oversight_group, programme_item.quarter, programme_item.month, programme_item.lead, programme_item.lead_id, programme_item.cooperating, programme_item.product, programme_item.due_on, programme_item.is_key, programme_item.realised_kind, programme_item.realised_id, programme_item.realised_label, programme_item.realised_href, programme_item.done_on, programme_item.evidence, programme_item.dropped_on, programme_item.batch_id, programme_item.version from programme_item join programme on programme.id = programme_item.programme_id";

/// The items that an indicator counts: one condition for the number and for the rows. Only what
/// was decided counts, and what left the programme counts no longer.
fn counted(head: &'static str, council: OrganizationId, from: Date, to: Date, part: Part) -> Select {
    let select = Select::new(head).and(
        "programme_item.council_id = ? and programme.state = 'decided' and programme_item.dropped_on is null",
        &[&council],
    );
    let due = |select: Select| {
        select.and("programme_item.due_on >= ? and programme_item.due_on <= ?", &[&from, &to])
    };
    let scheduled = |select: Select| {
        select.and(
            "programme.kind = 'oversight' and programme.year = ? and programme_item.due_on <= ?",
            &[&i64::from(to.year()), &to],
        )
    };
    match part {
        Part::Due => due(select),
        Part::Done => due(select).and("programme_item.done_on <= ?", &[&to]),
        Part::OnTime => due(select)
            .and("programme_item.done_on <= ? and programme_item.done_on <= programme_item.due_on", &[&to]),
        Part::Late => due(select)
            .and("programme_item.done_on <= ? and programme_item.done_on > programme_item.due_on", &[&to]),
        Part::Open => {
            due(select).and("(programme_item.done_on is null or programme_item.done_on > ?)", &[&to])
        }
        Part::Overdue => select.and(
            "programme_item.due_on <= ? and (programme_item.done_on is null or programme_item.done_on > ?)",
            &[&to, &to],
        ),
        Part::Scheduled => scheduled(select),
        Part::Completed => scheduled(select).and("programme_item.done_on <= ?", &[&to]),
    }
}

/// How many an indicator counts.
pub(crate) fn count_of(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    part: Part,
) -> db::Result<i64> {
    counted(
        "select count(*) from programme_item join programme on programme.id = programme_item.programme_id",
        council,
        window.0,
        window.1,
        part,
    )
    .number(tx)
}

/// Which an indicator counts, by their days.
pub(crate) fn rows_of(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    part: Part,
    most: i64,
) -> db::Result<Vec<Item>> {
    counted(COUNTED, council, window.0, window.1, part)
        .then("order by programme_item.due_on, programme_item.id limit ?", &[&most])
        .rows(tx)
}
