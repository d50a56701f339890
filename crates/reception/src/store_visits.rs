//! All SQL of visits.

use db::{Count, One, Select, Tx, queries};
use kernel::{AreaId, Date, DocumentId, FollowUpId, OrganizationId, ReceptionBatchId, ReceptionId, VisitId};

use crate::model::{Entry, EntryKind, Ground, Outcome, Visit, VisitKind, VisitState};
use crate::open::{Part, Question};

queries! {
    /// A visit of which something is sealed.
    fn any_sealed() -> Option<(i64,)> = "select 1 from visit where words is not null limit 1";
    /// One visit.
    fn visit(id: VisitId) -> Option<Visit> =
        "select id, code, council_id, reception_id, received_on, kind, people, representatives, has_appointment, area_id, words, case_id, paper_number, state, outcome, outcome_on, ground, owner_id, due_on, slip_id, follow_up_id, refusal_id, reference, replied_on, settled_on, notified_on, informed_on, batch_id, is_demonstration, version
         from visit where id = $1";
    /// The visit of a receipt, by the receipt's hash.
    fn by_receipt(hash: &str) -> Option<Visit> =
        "select id, code, council_id, reception_id, received_on, kind, people, representatives, has_appointment, area_id, words, case_id, paper_number, state, outcome, outcome_on, ground, owner_id, due_on, slip_id, follow_up_id, refusal_id, reference, replied_on, settled_on, notified_on, informed_on, batch_id, is_demonstration, version
         from visit where receipt = $1";
    /// The last number of a year; zero when it has none.
    fn last_number(year: i64) -> One<(i64,)> = "select coalesce(max(number), 0) from visit where year = $1";
    /// Adds a visit as it came.
    fn insert(id: VisitId, code: &str, year: i64, number: i64, council: OrganizationId, reception: Option<ReceptionId>, on: Date, kind: VisitKind, people: i64, representatives: i64, appointment: bool, area: Option<AreaId>, words: Option<Vec<u8>>, person: Option<String>, card: Option<String>, case: VisitId, paper: &str, state: VisitState, demonstration: bool) -> Count =
        "insert into visit (id, code, year, number, council_id, reception_id, received_on, kind, people, representatives, has_appointment, area_id, words, person_blind, card_blind, case_id, paper_number, state, reference, is_demonstration, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', $19, 1)";
    /// How the citizen left.
    fn leave(state: VisitState, outcome: Outcome, on: Date, ground: Option<Ground>, owner: Option<OrganizationId>, due: Option<Date>, slip: Option<DocumentId>, follow_up: Option<FollowUpId>, words: Option<Vec<u8>>, id: VisitId, version: i64) -> Count =
        "update visit set state = $1, outcome = $2, outcome_on = $3, ground = $4, owner_id = $5, due_on = $6, slip_id = $7, follow_up_id = $8, words = $9, version = version + 1 where id = $10 and version = $11";
    /// The written answer.
    fn reply(state: VisitState, reference: &str, on: Date, words: Option<Vec<u8>>, id: VisitId, version: i64) -> Count =
        "update visit set state = $1, reference = $2, replied_on = $3, words = $4, version = version + 1 where id = $5 and version = $6";
    /// The body's notice.
    fn settle(state: VisitState, reference: &str, settled: Date, notified: Date, id: VisitId, version: i64) -> Count =
        "update visit set state = $1, reference = $2, settled_on = $3, notified_on = $4, version = version + 1 where id = $5 and version = $6";
    /// The citizen is told.
    fn inform(state: VisitState, on: Date, id: VisitId, version: i64) -> Count =
        "update visit set state = $1, informed_on = $2, version = version + 1 where id = $3 and version = $4";
    /// The written notice of a refusal.
    fn refuse(state: VisitState, document: DocumentId, on: Date, id: VisitId, version: i64) -> Count =
        "update visit set state = $1, refusal_id = $2, replied_on = $3, version = version + 1 where id = $4 and version = $5";
    /// Another receipt; the one before is worth nothing any more.
    fn set_receipt(hash: &str, id: VisitId, version: i64) -> Count =
        "update visit set receipt = $1, version = version + 1 where id = $2 and version = $3";
    /// The same matter as an earlier visit's.
    fn set_case(case: VisitId, id: VisitId, version: i64) -> Count =
        "update visit set case_id = $1, version = version + 1 where id = $2 and version = $3";
    /// Another body owes it, or by another day.
    fn moved(owner: OrganizationId, due: Option<Date>, id: VisitId) -> Count =
        "update visit set owner_id = $1, due_on = coalesce($2, due_on), version = version + 1 where id = $3";
    /// The visits of the same matter, by code.
    fn of_case(case: VisitId) -> Vec<(VisitId, String, Date)> =
        "select id, code, received_on from visit where case_id = $1 order by code";
    /// How many later visits name this one as their first.
    fn followers(id: VisitId) -> One<(i64,)> = "select count(*) from visit where case_id = $1 and id <> $1";
    /// Earlier visits of whoever has the same card, or the same name and address, as this one.
    fn same_person(own: VisitId, most: i64) -> Vec<(VisitId, String, Date, VisitId)> =
        "select other.id, other.code, other.received_on, other.case_id from visit as own
         join visit as other on other.council_id = own.council_id and (other.card_blind = own.card_blind or other.person_blind = own.person_blind)
         where own.id = $1 and other.id <> own.id and other.kind <> 'denunciation' and (other.received_on, other.code) < (own.received_on, own.code)
         order by other.received_on desc, other.code desc limit $2";
    /// Adds an entry to the course.
    fn insert_entry(id: &str, visit: VisitId, at: i64, on: Date, by: &str, kind: EntryKind, words: &str) -> Count =
        "insert into visit_entry (id, visit_id, at_ms, on_date, actor_name, kind, text) values ($1, $2, $3, $4, $5, $6, $7)";
    /// The course, oldest first.
    fn entries(visit: VisitId) -> Vec<Entry> =
        "select on_date, actor_name, kind, text from visit_entry where visit_id = $1 order by at_ms, id";
    /// Writes an opening down.
    fn insert_reading(id: &str, council: OrganizationId, visit: Option<VisitId>, from: Date, to: Date, at: i64, by: &str) -> Count =
        "insert into visit_reading (id, council_id, visit_id, from_on, to_on, at_ms, actor_name) values ($1, $2, $3, $4, $5, $6, $7)";
    /// Who opened a visit, or the register of a window in which it stands: when, who, the visit alone.
    fn readings(visit: VisitId, council: OrganizationId, on: Date, most: i64) -> Vec<(i64, String, Option<VisitId>)> =
        "select at_ms, actor_name, visit_id from visit_reading
         where visit_id = $1 or (visit_id is null and council_id = $2 and from_on <= $3 and to_on >= $3)
         order by at_ms desc limit $4";
    /// The codes of visits of a reception that nobody answers for by a day.
    fn without_owner(reception: ReceptionId) -> Vec<(String,)> =
        "select code from visit where reception_id = $1 and kind <> 'denunciation' and (owner_id is null or due_on is null) order by code";
    /// When the register begins.
    fn begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(received_on) from visit where council_id = $1";
    /// How many wait in a state, and since when the longest.
    fn waiting(council: OrganizationId, state: VisitState) -> One<(i64, Option<Date>)> =
        "select count(*), min(received_on) from visit where council_id = $1 and state = $2";
    /// How many citizens wait to be told, and the first day on which a notice came.
    fn to_inform(council: OrganizationId) -> One<(i64, Option<Date>)> =
        "select count(*), min(notified_on) from visit where council_id = $1 and state = 'settled'";
    /// With which table it was taken in; nobody has touched it since.
    fn set_batch(batch: ReceptionBatchId, reference: &str, id: VisitId) -> Count =
        "update visit set batch_id = $1, reference = $2, version = 1 where id = $3";
}

const COLUMNS: &str = "select id, code, council_id, reception_id, received_on, kind, people, representatives, has_appointment, area_id, words, case_id, paper_number, state, outcome, outcome_on, ground, owner_id, due_on, slip_id, follow_up_id, refusal_id, reference, replied_on, settled_on, notified_on, informed_on, batch_id, is_demonstration, version from visit";

/// Several visits.
pub fn many(tx: &mut Tx, ids: &[VisitId]) -> db::Result<Vec<Visit>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(COLUMNS).among("id", ids).rows(tx)
}

/// The visits of a reception, in the order in which they came.
pub fn of_reception(tx: &mut Tx, reception: ReceptionId) -> db::Result<Vec<Visit>> {
    Select::new(COLUMNS).and("reception_id = ?", &[&reception]).then("order by code limit 500", &[]).rows(tx)
}

fn narrowed(head: &'static str, council: OrganizationId, state: Option<VisitState>) -> Select {
    Select::new(head).and("council_id = ?", &[&council]).maybe("state = ?", state.as_ref())
}

/// A page of the list, newest first, after the one with this day and id.
pub fn list(
    tx: &mut Tx,
    council: OrganizationId,
    state: Option<VisitState>,
    after: Option<(Date, VisitId)>,
    most: i64,
) -> db::Result<Vec<Visit>> {
    let mut select = narrowed(COLUMNS, council, state);
    if let Some((on, id)) = after {
        select = select.and("(received_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by received_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many the whole list has.
pub fn count(tx: &mut Tx, council: OrganizationId, state: Option<VisitState>) -> db::Result<i64> {
    narrowed("select count(*) from visit", council, state).number(tx)
}

/// The register of a window, by day, after the one with this day and code.
pub fn register(
    tx: &mut Tx,
    council: OrganizationId,
    (from, to): (Date, Date),
    after: Option<(Date, &str)>,
    most: i64,
) -> db::Result<Vec<Visit>> {
    let mut select = Select::new(COLUMNS)
        .and("council_id = ? and received_on >= ? and received_on <= ?", &[&council, &from, &to]);
    if let Some((on, code)) = after {
        select = select.and("(received_on, code) > (?, ?)", &[&on, &code]);
    }
    select.then("order by received_on, code limit ?", &[&most]).rows(tx)
}

/// A matter is counted by its first visit of the window.
const FIRST: &str = "code = (select min(of_case.code) from visit as of_case where of_case.case_id = visit.case_id and of_case.received_on >= ? and of_case.received_on <= ?)";

/// What E02 and E03 count: one condition for the number and for the rows.
fn counted(head: &'static str, question: &Question) -> Select {
    let (from, to) = (question.from, question.to);
    let select = Select::new(head)
        .and("council_id = ? and received_on >= ? and received_on <= ?", &[&question.council, &from, &to]);
    match question.part {
        Part::Visits => select,
        Part::Groups => select.and("people >= ?", &[&crate::rules::GROUP_FROM]),
        Part::Cases => select.and(FIRST, &[&from, &to]),
        Part::CasesOf(kind) => select.and(FIRST, &[&from, &to]).and("kind = ?", &[&kind]),
        Part::OtherCases => select.and(FIRST, &[&from, &to]).and("kind in ('mixed', 'denunciation')", &[]),
    }
}

/// The number that a question asks for.
pub fn count_counted(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    counted("select count(*) from visit", question).number(tx)
}

/// The rows behind the number.
pub fn list_counted(tx: &mut Tx, question: &Question, most: i64) -> db::Result<Vec<Visit>> {
    counted(COLUMNS, question).then("order by received_on, code limit ?", &[&most]).rows(tx)
}

#[cfg(test)]
mod tests;
