//! All SQL of letters.

use db::{Bind, Count, One, Select, Tx, queries};
use kernel::{
    AccountId, Actor, AreaId, Date, FollowUpId, LetterBatchId, LetterEntryId, LetterId, OrganizationId,
};

use crate::model::{Batch, Entry, EntryKind, Kind, Letter, Outcome, Pause, Reading, Source, State, Subject};
use crate::open::{Part, Question};
use crate::policy;

queries! {
    /// The last number of a year; zero when it has none.
    fn last_number(council: OrganizationId, year: i64) -> One<(i64,)> =
        "select coalesce(max(number), 0) from letter where council_id = $1 and year = $2";
    /// Adds a letter.
    fn insert(id: LetterId, council: OrganizationId, year: i64, number: i64, received: Date, source: Source, source_reference: &str, kind: Kind, subject: Subject, area: Option<AreaId>, signers: i64, anonymous: bool, sender: Option<Vec<u8>>, content: Option<Vec<u8>>, note: Option<Vec<u8>>, blind_name: Option<String>, blind_card: Option<String>, blind_content: Option<String>, paper_number: &str, split_from: Option<LetterId>, process_due: Date, handler: Option<AccountId>, receipt: Option<String>, batch: Option<LetterBatchId>, demonstration: bool) -> Count =
        "insert into letter (id, council_id, year, number, received_on, source, source_reference, kind, subject, area_id, signers, is_anonymous, sender, content, note, blind_name, blind_card, blind_content, paper_number, missing, split_from, is_split, is_complex, is_remote, proposed_by, process_due_on, decided_by, answer_reference, informed_by, destroyed_by, handler_id, receipt, state, batch_id, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, '', $20, false, false, false, '', $21, '', '', '', '', $22, $23, 'registered', $24, $25, 1)";
    /// Name and content go, and with them what points to a person.
    fn empty(id: LetterId) -> Count =
        "update letter set sender = null, content = null, note = null, blind_name = null, blind_card = null, blind_content = null, receipt = null, area_id = null, source_reference = '' where id = $1";
    /// The letter of a receipt, by the receipt's hash.
    fn by_receipt(hash: &str) -> Option<(LetterId,)> = "select id from letter where receipt = $1";
    /// Adds days on which the settlement stands still.
    fn insert_pause(id: &str, letter: LetterId, from: Date, to: Option<Date>, reference: &str) -> Count =
        "insert into letter_pause (id, letter_id, from_on, to_on, reference) values ($1, $2, $3, $4, $5)";
    /// It goes on again.
    fn end_pause(to: Date, letter: LetterId) -> Count =
        "update letter_pause set to_on = $1 where letter_id = $2 and to_on is null";
    /// The days on which it stood still.
    fn pauses(letter: LetterId) -> Vec<Pause> =
        "select from_on, to_on, reference from letter_pause where letter_id = $1 order by from_on, id";
    /// Adds an entry of the course.
    fn insert_entry(id: LetterEntryId, letter: LetterId, at: i64, on: Date, by: &str, kind: EntryKind, words: &str) -> Count =
        "insert into letter_entry (id, letter_id, at_ms, on_date, actor_name, kind, text) values ($1, $2, $3, $4, $5, $6, $7)";
    /// The course, oldest first.
    fn entries(letter: LetterId) -> Vec<Entry> =
        "select id, on_date, actor_name, kind, text from letter_entry where letter_id = $1 order by at_ms, id";
    /// Somebody opens it.
    fn insert_reading(id: LetterEntryId, letter: LetterId, at: i64, account: Option<AccountId>, by: &str, what: &str, reason: &str) -> Count =
        "insert into letter_reading (id, letter_id, at_ms, account_id, actor_name, what, reason) values ($1, $2, $3, $4, $5, $6, $7)";
    /// Who opened it, newest first.
    fn readings(letter: LetterId) -> Vec<Reading> =
        "select at_ms, actor_name, what, reason from letter_reading where letter_id = $1 order by at_ms desc, id desc limit 200";
    /// What waits for the office or its heads: the state, how many, by when the first of them must
    /// be decided.
    fn waiting(council: OrganizationId) -> Vec<(State, i64, Option<Date>)> =
        "select state, count(*), min(process_due_on) from letter
         where council_id = $1 and state in ('registered', 'screened', 'classified', 'proposed', 'answered') group by state";
    /// A letter of which something is sealed.
    fn any_sealed() -> Option<(i64,)> =
        "select 1 from letter where sender is not null or content is not null limit 1";
    /// When the register begins.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(received_on) from letter where council_id = $1";
    /// One table.
    fn batch(id: LetterBatchId) -> Option<Batch> =
        "select id, council_id, made_ms, made_by, row_count, undone_ms, version from letter_batch where id = $1";
    /// The last tables of a council.
    fn batches(council: OrganizationId, most: i64) -> Vec<Batch> =
        "select id, council_id, made_ms, made_by, row_count, undone_ms, version from letter_batch where council_id = $1 order by made_ms desc, id desc limit $2";
    /// Begins a table.
    fn insert_batch(id: LetterBatchId, council: OrganizationId, at: i64, by: &str, rows: i64) -> Count =
        "insert into letter_batch (id, council_id, made_ms, made_by, row_count, version) values ($1, $2, $3, $4, $5, 1)";
    /// The table is taken back.
    fn set_undone(at: i64, id: LetterBatchId, version: i64) -> Count =
        "update letter_batch set undone_ms = $1, version = version + 1 where id = $2 and version = $3";
    /// The letters of a table: id, number, year, version, when decided, follow-up.
    fn rows_of(batch: LetterBatchId) -> Vec<(LetterId, i64, i64, i64, Option<Date>, Option<FollowUpId>)> =
        "select id, number, year, version, decided_on, follow_up_id from letter where batch_id = $1 order by year, number";
    /// How often letters of a table were opened.
    fn readings_of_batch(batch: LetterBatchId) -> One<(i64,)> =
        "select count(*) from letter_reading where letter_id in (select id from letter where batch_id = $1)";
    /// How many others point at letters of a table.
    fn pointing_at(batch: LetterBatchId) -> One<(i64,)> =
        "select count(*) from letter where (batch_id is null or batch_id <> $1)
         and (duplicate_of in (select id from letter where batch_id = $1) or split_from in (select id from letter where batch_id = $1))";
    /// Takes the course of a letter back.
    fn delete_entries(letter: LetterId) -> Count = "delete from letter_entry where letter_id = $1";
    /// Takes a letter back that nobody has touched.
    fn delete_untouched(id: LetterId, version: i64) -> Count = "delete from letter where id = $1 and version = $2";
}

/// The columns of a letter, for the tests of the plans too.
const COLUMNS: &str = "select id, council_id, year, number, received_on, source, source_reference, kind, subject, area_id, signers, is_anonymous, sender, content, note, paper_number, missing, is_eligible, screened_on, duplicate_of, split_from, is_split, in_competence, complaint_level, is_complex, is_remote, lead_id, outcome, proposed_by, process_due_on, decided_on, decided_by, document_id, follow_up_id, due_on, accepted_on, answered_on, answer_reference, result, informed_on, informed_by, closed_on, destroyed_on, destroyed_by, handler_id, state, is_demonstration, version from letter";

/// One letter.
pub fn letter(tx: &mut Tx, id: LetterId) -> db::Result<Option<Letter>> {
    Ok(Select::new(COLUMNS).and("id = ?", &[&id]).rows(tx)?.into_iter().next())
}

/// Several letters.
pub fn many(tx: &mut Tx, ids: &[LetterId]) -> db::Result<Vec<Letter>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(COLUMNS).among("id", ids).rows(tx)
}

/// The letter with a number of the register.
pub fn by_number(tx: &mut Tx, council: OrganizationId, year: i64, number: i64) -> db::Result<Option<Letter>> {
    let select =
        Select::new(COLUMNS).and("council_id = ? and year = ? and number = ?", &[&council, &year, &number]);
    Ok(select.rows(tx)?.into_iter().next())
}

/// The letters into which one was split.
pub fn parts_of(tx: &mut Tx, id: LetterId) -> db::Result<Vec<Letter>> {
    Select::new(COLUMNS).and("split_from = ?", &[&id]).then("order by number", &[]).rows(tx)
}

/// Keeps what a deed changed of a letter; none of it is hit when somebody else was faster.
pub fn save(tx: &mut Tx, one: &Letter) -> db::Result<Count> {
    let binds: &[&dyn Bind] = &[
        &one.kind,
        &one.subject,
        &one.note,
        &one.paper_number,
        &one.missing,
        &one.is_eligible,
        &one.screened_on,
        &one.duplicate_of,
        &one.is_split,
        &one.in_competence,
        &one.complaint_level,
        &one.is_complex,
        &one.is_remote,
        &one.lead_id,
        &one.outcome,
        &one.proposed_by,
        &one.decided_on,
        &one.decided_by,
        &one.document_id,
        &one.follow_up_id,
        &one.due_on,
        &one.accepted_on,
        &one.answered_on,
        &one.answer_reference,
        &one.result,
        &one.informed_on,
        &one.informed_by,
        &one.closed_on,
        &one.destroyed_on,
        &one.destroyed_by,
        &one.handler_id,
        &one.state,
        &one.id,
        &one.version,
    ];
    let changed = tx.change(
        "update letter set kind = $1, subject = $2, note = $3, paper_number = $4, missing = $5, is_eligible = $6, screened_on = $7, duplicate_of = $8, is_split = $9, in_competence = $10, complaint_level = $11, is_complex = $12, is_remote = $13, lead_id = $14, outcome = $15, proposed_by = $16, decided_on = $17, decided_by = $18, document_id = $19, follow_up_id = $20, due_on = $21, accepted_on = $22, answered_on = $23, answer_reference = $24, result = $25, informed_on = $26, informed_by = $27, closed_on = $28, destroyed_on = $29, destroyed_by = $30, handler_id = $31, state = $32, version = version + 1 where id = $33 and version = $34",
        binds,
    )?;
    Ok(Count(changed))
}

/// Letters of the same person, by blind index: the card when there is one, else the name.
pub fn of_person(
    tx: &mut Tx,
    council: OrganizationId,
    own: LetterId,
    name: Option<&str>,
    card: Option<&str>,
    most: i64,
) -> db::Result<Vec<Letter>> {
    let select = Select::new(COLUMNS).and("council_id = ? and id <> ?", &[&council, &own]);
    let select = match (card, name) {
        (Some(card), Some(name)) => select.and("(blind_card = ? or blind_name = ?)", &[&card, &name]),
        (Some(card), None) => select.and("blind_card = ?", &[&card]),
        (None, Some(name)) => select.and("blind_name = ?", &[&name]),
        (None, None) => return Ok(Vec::new()),
    };
    select.then("order by received_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// Letters with the very same words, by blind index.
pub fn of_content(
    tx: &mut Tx,
    council: OrganizationId,
    own: LetterId,
    content: &str,
    most: i64,
) -> db::Result<Vec<Letter>> {
    Select::new(COLUMNS)
        .and("council_id = ? and id <> ? and blind_content = ?", &[&council, &own, &content])
        .then("order by received_on desc, id desc limit ?", &[&most])
        .rows(tx)
}

/// The blind indexes of a letter.
pub fn blinds(tx: &mut Tx, id: LetterId) -> db::Result<(Option<String>, Option<String>, Option<String>)> {
    let rows: Vec<(Option<String>, Option<String>, Option<String>)> =
        Select::new("select blind_name, blind_card, blind_content from letter")
            .and("id = ?", &[&id])
            .rows(tx)?;
    Ok(rows.into_iter().next().unwrap_or_default())
}

/// Which group of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Not over.
    Open,
    /// Not decided, or not answered, past its day.
    Overdue,
    /// In one state.
    In(State),
    /// Filed, the time of keeping running.
    Filed,
    /// Everything.
    All,
}

/// What the list is narrowed to.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The group.
    pub group: Group,
    /// One kind.
    pub kind: Option<Kind>,
    /// One class of subject.
    pub subject: Option<Subject>,
    /// One body.
    pub lead: Option<OrganizationId>,
    /// One number of the register.
    pub number: Option<i64>,
    /// One year of the register.
    pub year: Option<i64>,
    /// The day on which "late" is asked.
    pub today: Date,
}

fn narrowed(head: &'static str, actor: &Actor, filter: &Filter) -> Option<Select> {
    let (condition, binds) = policy::visible(actor)?;
    let binds: Vec<&dyn Bind> = binds.iter().map(AsRef::as_ref).collect();
    let select = Select::new(head).and(condition, &binds);
    let today = filter.today;
    let select = match filter.group {
        Group::Open => select.and("state <> 'closed'", &[]),
        Group::Overdue => select.and(
            "(decided_on is null and closed_on is null and process_due_on < ? or state = 'awaiting_answer' and due_on < ?)",
            &[&today, &today],
        ),
        Group::In(state) => select.and("state = ?", &[&state]),
        Group::Filed => select.and("outcome = 'file' and state = 'closed' and destroyed_on is null", &[]),
        Group::All => select,
    };
    Some(
        select
            .maybe("kind = ?", filter.kind.as_ref())
            .maybe("subject = ?", filter.subject.as_ref())
            .maybe("lead_id = ?", filter.lead.as_ref())
            .maybe("number = ?", filter.number.as_ref())
            .maybe("year = ?", filter.year.as_ref()),
    )
}

/// A page of the list, newest first, after the one with this day and id.
pub fn list(
    tx: &mut Tx,
    actor: &Actor,
    filter: &Filter,
    after: Option<(Date, LetterId)>,
    most: i64,
) -> db::Result<Vec<Letter>> {
    let Some(mut select) = narrowed(COLUMNS, actor, filter) else { return Ok(Vec::new()) };
    if let Some((on, id)) = after {
        select = select.and("(received_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by received_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many the whole list has.
pub fn count(tx: &mut Tx, actor: &Actor, filter: &Filter) -> db::Result<i64> {
    match narrowed("select count(*) from letter", actor, filter) {
        Some(select) => select.number(tx),
        None => Ok(0),
    }
}

/// How many the whole list has in each state.
pub fn count_by_state(tx: &mut Tx, actor: &Actor, filter: &Filter) -> db::Result<Vec<(State, i64)>> {
    match narrowed("select state, count(*) from letter", actor, filter) {
        Some(select) => select.then("group by state", &[]).rows(tx),
        None => Ok(Vec::new()),
    }
}

/// What a question counts: one condition for the number and for the rows. A letter that was
/// split is counted by its parts; one that was found twice is not counted as processed.
fn counted(head: &'static str, question: &Question) -> Select {
    let (from, to) = (question.from, question.to);
    let select = Select::new(head).and("council_id = ? and not is_split", &[&question.council]);
    let received = |select: Select| select.and("received_on >= ? and received_on <= ?", &[&from, &to]);
    match &question.part {
        Part::Received => received(select),
        Part::OfKind(kind) => received(select).and("kind = ?", &[kind]),
        Part::Duplicate => received(select).and("duplicate_of is not null", &[]),
        Part::Anonymous => received(select).and("is_anonymous", &[]),
        Part::OpenBefore => {
            select.and("received_on < ? and (closed_on is null or closed_on >= ?)", &[&from, &from])
        }
        Part::OpenAfter => select.and("received_on <= ? and (closed_on is null or closed_on > ?)", &[&to, &to]),
        Part::Closed => select.and("closed_on >= ? and closed_on <= ?", &[&from, &to]),
        Part::Eligible => received(select).and("is_eligible", &[]),
        Part::Ineligible => received(select).and("not is_eligible", &[]),
        Part::Decided => select.and("decided_on >= ? and decided_on <= ?", &[&from, &to]),
        Part::DecidedAs(outcome) => {
            select.and("decided_on >= ? and decided_on <= ? and outcome = ?", &[&from, &to, outcome])
        }
        // One found to be received before is over without a decision, and none is due
        Part::ProcessDue => select.and(
            "process_due_on >= ? and process_due_on <= ? and (decided_on is not null or closed_on is null)",
            &[&from, &to],
        ),
        Part::ProcessedInTime => select.and(
            "process_due_on >= ? and process_due_on <= ? and decided_on <= process_due_on",
            &[&from, &to],
        ),
        Part::AnswerDue => {
            select.and("outcome = 'forward' and decided_on <= ? and due_on <= ?", &[&to, &to])
        }
        Part::Answered => select.and(
            "outcome = 'forward' and decided_on <= ? and due_on <= ? and answered_on <= ?",
            &[&to, &to, &to],
        ),
        Part::AnswerOverdue => select.and(
            "outcome in ('forward', 'accept') and decided_on <= ? and due_on < ? and (answered_on is null or answered_on > ?) and (closed_on is null or closed_on > ?)",
            &[&to, &to, &to, &to],
        ),
    }
}

/// The number that a question asks for.
pub fn count_counted(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    counted("select count(*) from letter", question).number(tx)
}

/// The rows behind the number.
pub fn list_counted(tx: &mut Tx, question: &Question, most: i64) -> db::Result<Vec<Letter>> {
    counted(COLUMNS, question).then("order by received_on, number limit ?", &[&most]).rows(tx)
}

/// How many of each kind a window received.
pub fn kinds_between(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<(Kind, i64)>> {
    Select::new("select kind, count(*) from letter")
        .and(
            "council_id = ? and not is_split and received_on >= ? and received_on <= ?",
            &[&council, &from, &to],
        )
        .then("group by kind", &[])
        .rows(tx)
}

/// How many of each outcome a window decided.
pub fn outcomes_between(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<(Outcome, i64)>> {
    Select::new("select outcome, count(*) from letter")
        .and("council_id = ? and decided_on >= ? and decided_on <= ?", &[&council, &from, &to])
        .then("group by outcome", &[])
        .rows(tx)
}

#[cfg(test)]
mod tests;
