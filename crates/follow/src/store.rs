//! All SQL of this area.

use db::{Bind, Count, One, Select, Tx, queries};
use kernel::{Actor, Date, DocumentId, FollowEntryId, FollowUpId, OrganizationId, dates};

use crate::model::{DueKind, Entry, EntryKind, Every, FollowUp, Result_, State};
use crate::policy;

queries! {
    /// One follow-up.
    fn follow_up(id: FollowUpId) -> Option<FollowUp> =
        "select id, code, council_id, asker_id, lead_id, text, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version
         from follow_up where id = $1";
    /// One follow-up by its code.
    fn by_code(code: &str) -> Option<FollowUp> =
        "select id, code, council_id, asker_id, lead_id, text, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version
         from follow_up where code = $1";
    /// Those that come from one record.
    fn of_source(kind: &str, id: &str) -> Vec<FollowUp> =
        "select id, code, council_id, asker_id, lead_id, text, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version
         from follow_up where source_kind = $1 and source_id = $2 order by code";
    /// Shows one to everyone, or no longer.
    fn set_public(public: bool, id: FollowUpId) -> Count =
        "update follow_up set is_public = $1, version = version + 1 where id = $2";
    /// What a council still follows, oldest due date first.
    fn open_of_council(council: OrganizationId) -> Vec<FollowUp> =
        "select id, code, council_id, asker_id, lead_id, text, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version
         from follow_up where council_id = $1 and state <> 'closed' order by due_on, id limit 1000";
    /// What a body still owes.
    fn open_of_lead(lead: OrganizationId) -> Vec<FollowUp> =
        "select id, code, council_id, asker_id, lead_id, text, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version
         from follow_up where lead_id = $1 and state <> 'closed' order by due_on, id limit 1000";
    /// The highest code that begins with a year's letters.
    fn last_code(from: &str, to: &str) -> One<(String,)> =
        "select coalesce(max(code), '') from follow_up where code >= $1 and code < $2";
    /// Adds a follow-up.
    fn insert(id: FollowUpId, code: &str, council: OrganizationId, asker: OrganizationId, lead: OrganizationId, text: &str, folded: &str, source_kind: &str, source_id: Option<&str>, source_label: &str, origin_on: Date, origin_label: &str, due_kind: DueKind, due_on: Option<Date>, due_reason: &str, every: Option<Every>, public: bool, demonstration: bool) -> Count =
        "insert into follow_up (id, code, council_id, asker_id, lead_id, text, folded, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, carried, step, is_public, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'issued', 0, 0, $17, $18, 1)";
    /// Moves a follow-up on.
    fn set_state(state: State, result: Option<Result_>, closed_on: Option<Date>, id: FollowUpId, version: i64) -> Count =
        "update follow_up set state = $1, result = $2, closed_on = $3, version = version + 1 where id = $4 and version = $5";
    /// Sets the due date.
    fn set_due(kind: DueKind, due_on: Option<Date>, reason: &str, id: FollowUpId, version: i64) -> Count =
        "update follow_up set due_kind = $1, due_on = $2, due_reason = $3, version = version + 1 where id = $4 and version = $5";
    /// Sets the step of the ladder.
    fn set_step(step: i64, id: FollowUpId, version: i64) -> Count =
        "update follow_up set step = $1, version = version + 1 where id = $2 and version = $3";
    /// Gives it to another body.
    fn set_lead(lead: OrganizationId, state: State, id: FollowUpId, version: i64) -> Count =
        "update follow_up set lead_id = $1, state = $2, version = version + 1 where id = $3 and version = $4";
    /// Carries it over.
    fn carry(carried: i64, due_on: Option<Date>, reason: &str, id: FollowUpId, version: i64) -> Count =
        "update follow_up set carried = $1, due_on = $2, due_reason = $3, version = version + 1 where id = $4 and version = $5";
    /// Names a cooperating body.
    fn insert_cooperation(id: FollowEntryId, follow_up: FollowUpId, organization: OrganizationId) -> Count =
        "insert into follow_cooperation (id, follow_up_id, organization_id) values ($1, $2, $3)";
    /// The cooperating bodies.
    fn cooperation(follow_up: FollowUpId) -> Vec<(OrganizationId,)> =
        "select organization_id from follow_cooperation where follow_up_id = $1 order by organization_id";
    /// Adds an entry.
    fn insert_entry(id: FollowEntryId, follow_up: FollowUpId, at: i64, on: Date, actor: &str, organization: Option<OrganizationId>, kind: EntryKind, text: &str, evidence: &str, before: State, due_on: Option<Date>, step: Option<i64>, document: Option<DocumentId>) -> Count =
        "insert into follow_entry (id, follow_up_id, at_ms, on_date, actor_name, organization_id, kind, text, evidence, state_before, due_on, step, document_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    /// Takes all entries back, of one that is taken back itself.
    fn delete_entries(follow_up: FollowUpId) -> Count = "delete from follow_entry where follow_up_id = $1";
    /// Takes one back that nobody has touched.
    fn delete_untouched(id: FollowUpId) -> Count =
        "delete from follow_up where id = $1 and version = 1 and state = 'issued'";
    /// Takes an entry back.
    fn delete_entry(id: FollowEntryId) -> Count = "delete from follow_entry where id = $1";
    /// The history, oldest first.
    fn entries(follow_up: FollowUpId) -> Vec<Entry> =
        "select id, follow_up_id, at_ms, on_date, actor_name, organization_id, kind, text, evidence, state_before, due_on, step, document_id
         from follow_entry where follow_up_id = $1 order by at_ms, id";
    /// Due at the next briefing, of a council.
    fn waiting_for_briefing(council: OrganizationId) -> Vec<(FollowUpId, i64)> =
        "select id, version from follow_up where council_id = $1 and due_kind = 'next_briefing' and state <> 'closed'";
    /// Letters that urged in a window: date, what was urged, its id.
    fn reminders(council: OrganizationId, from: Date, to: Date, most: i64) -> Vec<(Date, String, FollowUpId, String)> =
        "select follow_entry.on_date, follow_up.code, follow_up.id, follow_entry.text from follow_entry join follow_up on follow_up.id = follow_entry.follow_up_id
         where follow_up.council_id = $1 and follow_entry.kind in ('reminder', 'escalation') and follow_entry.on_date >= $2 and follow_entry.on_date <= $3
         order by follow_entry.on_date, follow_entry.id limit $4";
    /// Letters that urged in matters of one kind of source: day, code, follow-up, text.
    fn reminders_about(council: OrganizationId, kind: &str, from: Date, to: Date, most: i64) -> Vec<(Date, String, FollowUpId, String)> =
        "select follow_entry.on_date, follow_up.code, follow_up.id, follow_up.text from follow_entry join follow_up on follow_up.id = follow_entry.follow_up_id
         where follow_up.council_id = $1 and follow_up.source_kind = $2 and follow_entry.kind in ('reminder', 'escalation') and follow_entry.on_date >= $3 and follow_entry.on_date <= $4
         order by follow_entry.on_date, follow_entry.id limit $5";
    /// How many there were.
    fn count_reminders_about(council: OrganizationId, kind: &str, from: Date, to: Date) -> One<(i64,)> =
        "select count(*) from follow_entry join follow_up on follow_up.id = follow_entry.follow_up_id
         where follow_up.council_id = $1 and follow_up.source_kind = $2 and follow_entry.kind in ('reminder', 'escalation') and follow_entry.on_date >= $3 and follow_entry.on_date <= $4";
    /// How many there were.
    fn count_reminders(council: OrganizationId, from: Date, to: Date) -> One<(i64,)> =
        "select count(*) from follow_entry join follow_up on follow_up.id = follow_entry.follow_up_id
         where follow_up.council_id = $1 and follow_entry.kind in ('reminder', 'escalation') and follow_entry.on_date >= $2 and follow_entry.on_date <= $3";
    /// How many a council follows whose day has passed without an answer, by the body that owes them.
    fn late_by_lead(council: OrganizationId, today: Date) -> Vec<(OrganizationId, i64)> =
        "select lead_id, count(*) from follow_up
         where council_id = $1 and due_on < $2 and state not in ('closed', 'reported') group by lead_id order by lead_id";
    /// How many letters have urged each open follow-up of a council.
    fn reminder_counts(council: OrganizationId) -> Vec<(FollowUpId, i64)> =
        "select follow_entry.follow_up_id, count(*) from follow_entry join follow_up on follow_up.id = follow_entry.follow_up_id
         where follow_up.council_id = $1 and follow_up.state <> 'closed' and follow_entry.kind in ('reminder', 'escalation') group by follow_entry.follow_up_id";
    /// Whether the council follows anything here.
    fn any_of_council(council: OrganizationId) -> Option<(i64,)> =
        "select 1 from follow_up where council_id = $1 limit 1";
    /// The newest entries of an organization's council, for "Vừa xong".
    fn latest_by(actor: &str, most: i64) -> Vec<(FollowUpId, String, EntryKind, i64)> =
        "select follow_up.id, follow_up.code, follow_entry.kind, follow_entry.at_ms from follow_entry join follow_up on follow_up.id = follow_entry.follow_up_id
         where follow_entry.actor_name = $1 order by follow_entry.at_ms desc, follow_entry.id desc limit $2";
}

/// The cooperating bodies.
pub fn cooperating_of(tx: &mut Tx, id: FollowUpId) -> db::Result<Vec<OrganizationId>> {
    Ok(cooperation(tx, id)?.into_iter().map(|(one,)| one).collect())
}

/// What is asked of the list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// One state.
    pub state: Option<State>,
    /// Only open ones.
    pub open: bool,
    /// Only open ones whose day has passed.
    pub overdue_on: Option<Date>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
    /// One lead body.
    pub lead: Option<OrganizationId>,
    /// One kind of source.
    pub source_kind: Option<String>,
    /// One source.
    pub source_id: Option<String>,
    /// Words in the text, folded.
    pub words: Option<String>,
    /// Only what anyone may read.
    pub public: bool,
    /// Closed with this result.
    pub result: Option<Result_>,
}

pub(crate) const COLUMNS: &str = "select id, code, council_id, asker_id, lead_id, text, source_kind, source_id, source_label, origin_on, origin_label, due_kind, due_on, due_reason, every, state, result, closed_on, carried, step, is_public, is_demonstration, version from follow_up";

/// A day that sorts after every other: for those without a due date yet.
const NO_DAY: &str = "9999-12-31";

fn narrowed(head: &'static str, actor: Option<&Actor>, filter: &Filter) -> Option<Select> {
    let mut select = Select::new(head);
    if let Some(actor) = actor {
        let (condition, binds) = policy::visible(actor)?;
        let binds: Vec<&dyn Bind> = binds.iter().map(AsRef::as_ref).collect();
        select = select.and(condition, &binds);
    }
    select = select
        .maybe("state = ?", filter.state.as_ref())
        .maybe("due_on >= ?", filter.due_from.as_ref())
        .maybe("due_on <= ?", filter.due_to.as_ref())
        .maybe("lead_id = ?", filter.lead.as_ref())
        .maybe("source_kind = ?", filter.source_kind.as_ref())
        .maybe("source_id = ?", filter.source_id.as_ref())
        .maybe("result = ?", filter.result.as_ref())
        .maybe("due_on < ? and state not in ('closed', 'reported')", filter.overdue_on.as_ref());
    if filter.open {
        select = select.and("state <> 'closed'", &[]);
    }
    if filter.public {
        select = select.and("is_public", &[]);
    }
    if let Some(words) = &filter.words {
        for word in words.split(' ').filter(|word| !word.is_empty()).take(8) {
            let pattern = format!("%{word}%");
            select = select.and("folded like ?", &[&pattern]);
        }
    }
    Some(select)
}

/// A page of the list, by due date. `None` for the actor lists what anyone may read.
pub fn list(
    tx: &mut Tx,
    actor: Option<&Actor>,
    filter: &Filter,
    after: Option<(&str, &str)>,
    most: i64,
) -> db::Result<Vec<FollowUp>> {
    let Some(mut select) = narrowed(COLUMNS, actor, filter) else { return Ok(Vec::new()) };
    if let Some((day, id)) = after {
        select = select.and("(coalesce(due_on, ?), id) > (?, ?)", &[&NO_DAY, &day, &id]);
    }
    select.then("order by coalesce(due_on, ?), id limit ?", &[&NO_DAY, &most]).rows(tx)
}

/// The key of a row in [`list`].
pub fn key(follow_up: &FollowUp) -> (String, String) {
    (follow_up.due_on.map_or_else(|| NO_DAY.to_owned(), dates::iso), follow_up.id.to_string())
}

/// How many rows [`list`] has in all.
pub fn count(tx: &mut Tx, actor: Option<&Actor>, filter: &Filter) -> db::Result<i64> {
    match narrowed("select count(*) from follow_up", actor, filter) {
        Some(select) => select.number(tx),
        None => Ok(0),
    }
}

/// Those with these ids, by code.
pub fn find_many(tx: &mut Tx, ids: &[FollowUpId]) -> db::Result<Vec<FollowUp>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(COLUMNS).among("id", ids).then("order by code", &[]).rows(tx)
}

/// The cooperating bodies of many.
pub fn cooperating_of_many(tx: &mut Tx, ids: &[FollowUpId]) -> db::Result<Vec<(FollowUpId, OrganizationId)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new("select follow_up_id, organization_id from follow_cooperation")
        .among("follow_up_id", ids)
        .rows(tx)
}

/// Which of the follow-ups of one kind of source a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindPart {
    /// Due by the end of the window: the denominator. One whose day is today is not due yet, unless
    /// it is over.
    Due,
    /// Of them, over at the window's end with this result.
    Ended(Result_),
    /// Of them, not over at the window's end, and late by so many days at least and at most.
    Open {
        /// At least.
        from: i64,
        /// At most.
        to: i64,
    },
}

/// The follow-ups of one kind of source that a council asked and anyone may read, as they stood at
/// the end of a window; the same question gives number and rows.
pub fn of_kind(
    tx: &mut Tx,
    council: OrganizationId,
    kind: &str,
    end: Date,
    today: Date,
    part: KindPart,
) -> db::Result<Vec<FollowUp>> {
    let select = Select::new(COLUMNS)
        .and("source_kind = ? and council_id = ? and is_public", &[&kind, &council])
        .and("origin_on <= ? and due_on <= ? and (due_on < ? or state = 'closed')", &[&end, &end, &today]);
    let select = match part {
        KindPart::Due => select,
        KindPart::Ended(result) => {
            select.and("state = 'closed' and closed_on <= ? and result = ?", &[&end, &result])
        }
        KindPart::Open { from, to } => {
            let upon = end.min(today);
            let earlier = |days: i64| dates::date_of(dates::midnight(upon) - days * 86_400_000);
            let (latest, earliest) = (earlier(from), earlier(to));
            select.and(
                "(state <> 'closed' or closed_on > ?) and due_on < ? and due_on <= ? and due_on >= ?",
                &[&end, &today, &latest, &earliest],
            )
        }
    };
    select.then("order by due_on, code limit 10000", &[]).rows(tx)
}

/// The open ones of one kind of source that the actor may read and that are due in a window.
pub fn open_of_kind(
    tx: &mut Tx,
    actor: &Actor,
    kind: &str,
    from: Date,
    to: Date,
) -> db::Result<Vec<FollowUp>> {
    let filter = Filter {
        open: true,
        due_from: Some(from),
        due_to: Some(to),
        source_kind: Some(kind.to_owned()),
        ..Filter::default()
    };
    list(tx, Some(actor), &filter, None, 100)
}

/// The open conclusions of briefings in a window addressed to these bodies; the same question
/// gives number and rows.
pub fn briefing_duties(
    tx: &mut Tx,
    leads: &[OrganizationId],
    from: Date,
    to: Date,
    result: Option<&str>,
    today: Date,
) -> db::Result<Vec<FollowUp>> {
    let mut select = Select::new(COLUMNS)
        .and("source_kind = 'briefing'", &[])
        .and("origin_on >= ? and origin_on <= ?", &[&from, &to])
        .among("lead_id", leads);
    select = match result {
        Some("done") => {
            select.and("state = 'closed' and result = 'met' and (due_on is null or closed_on <= due_on)", &[])
        }
        Some("late") => select.and("state = 'closed' and result = 'met' and closed_on > due_on", &[]),
        Some("overdue") => select.and("state not in ('closed', 'reported') and due_on < ?", &[&today]),
        Some("open") => select.and(
            "(state <> 'closed' and (state = 'reported' or due_on is null or due_on >= ?) \
             or state = 'closed' and result <> 'met')",
            &[&today],
        ),
        _ => select,
    };
    select.then("order by code limit 1000", &[]).rows(tx)
}
