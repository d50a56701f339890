//! All SQL of the sessions.

use db::{Count, One, Select, Tx, queries};
use kernel::{Date, ErratumId, OrganizationId, SessionId, TermId};

use crate::model::{Correction, Kind, Session, State};
use crate::open::Question;

queries! {
    /// One session.
    fn session(id: SessionId) -> Option<Session> =
        "select id, council_id, term_id, number, kind, title, place, opened_on, closed_on, state, summary, is_public, is_demonstration, version, archived_on
         from session where id = $1";
    /// The session with this number in a term.
    fn session_of_term(term: TermId, number: i64) -> Option<Session> =
        "select id, council_id, term_id, number, kind, title, place, opened_on, closed_on, state, summary, is_public, is_demonstration, version, archived_on
         from session where term_id = $1 and number = $2";
    /// All sessions of a council, newest first.
    fn sessions_of_council(council: OrganizationId) -> Vec<Session> =
        "select id, council_id, term_id, number, kind, title, place, opened_on, closed_on, state, summary, is_public, is_demonstration, version, archived_on
         from session where council_id = $1 order by opened_on desc, id desc";
    /// The highest number of a term; zero when it has no session.
    fn last_number(term: TermId) -> One<(i64,)> = "select coalesce(max(number), 0) from session where term_id = $1";
    /// The years in which the council's sessions opened, newest first.
    fn years(council: OrganizationId) -> Vec<(i64,)> =
        "select cast(substr(opened_on, 1, 4) as bigint) as year from session where council_id = $1 group by cast(substr(opened_on, 1, 4) as bigint) order by year desc";
    /// Adds a session.
    fn insert(id: SessionId, council: OrganizationId, term: TermId, number: i64, kind: Kind, title: &str, place: &str, opened: Date, closed: Option<Date>, state: State, summary: &str, public: bool, demonstration: bool, folded: &str) -> Count =
        "insert into session (id, council_id, term_id, number, kind, title, place, opened_on, closed_on, state, summary, is_public, is_demonstration, folded, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)";
    /// Corrects a session.
    fn update(term: TermId, number: i64, kind: Kind, title: &str, place: &str, opened: Date, closed: Option<Date>, summary: &str, public: bool, folded: &str, id: SessionId, version: i64) -> Count =
        "update session set term_id = $1, number = $2, kind = $3, title = $4, place = $5, opened_on = $6, closed_on = $7, summary = $8, is_public = $9, folded = $10, version = version + 1
         where id = $11 and version = $12";
    /// Moves a session to its next state.
    fn update_course(state: State, opened: Date, closed: Option<Date>, id: SessionId, version: i64) -> Count =
        "update session set state = $1, opened_on = $2, closed_on = $3, version = version + 1 where id = $4 and version = $5";
    /// Takes a session back that nobody has touched.
    fn delete_untouched(id: SessionId) -> Count = "delete from session where id = $1 and version = 1";
    /// Puts its dossier into the archive, or takes it out.
    fn set_archived(on: Option<Date>, id: SessionId, version: i64) -> Count =
        "update session set archived_on = $1, version = version + 1 where id = $2 and version = $3";
    /// What was corrected after it was put away, oldest first.
    fn corrections(session: SessionId) -> Vec<Correction> =
        "select what, reason, made_on from session_erratum where session_id = $1 order by id";
    /// Keeps a correction.
    fn insert_correction(id: ErratumId, session: SessionId, what: &str, reason: &str, on: Date) -> Count =
        "insert into session_erratum (id, session_id, what, reason, made_on) values ($1, $2, $3, $4, $5)";
}

pub(crate) const COLUMNS: &str = "select id, council_id, term_id, number, kind, title, place, opened_on, closed_on, state, summary, is_public, is_demonstration, version, archived_on from session";

/// What a list is narrowed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this council's.
    pub council: Option<OrganizationId>,
    /// Only this term's.
    pub term: Option<TermId>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only sessions that opened in this year.
    pub year: Option<i16>,
    /// Only in this state.
    pub state: Option<State>,
    /// Only from this day on.
    pub from: Option<Date>,
    /// The council whose drafts are shown too (`policy::visible`).
    pub drafts_of: Option<OrganizationId>,
}

fn filtered(head: &'static str, filter: &Filter) -> Select {
    let ends = filter.year.map(|year| (format!("{year:04}-01-01"), format!("{year:04}-12-31")));
    let select = Select::new(head)
        .and("(is_public or council_id = ?)", &[&filter.drafts_of])
        .maybe("council_id = ?", filter.council.as_ref())
        .maybe("term_id = ?", filter.term.as_ref())
        .maybe("kind = ?", filter.kind.as_ref())
        .maybe("state = ?", filter.state.as_ref())
        .maybe("opened_on >= ?", filter.from.as_ref());
    match ends {
        Some((first, last)) => select.and("opened_on >= ? and opened_on <= ?", &[&first, &last]),
        None => select,
    }
}

/// A page of a list, newest first, after the row with this day and id.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(Date, SessionId)>,
    most: i64,
) -> db::Result<Vec<Session>> {
    let mut select = filtered(COLUMNS, filter);
    if let Some((on, id)) = after {
        select = select.and("(opened_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by opened_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many sessions the whole list has.
pub fn count(tx: &mut Tx, filter: &Filter) -> db::Result<i64> {
    filtered("select count(*) from session", filter).number(tx)
}

/// The sessions that a question counts: one condition for the number and for the rows.
fn counted(head: &'static str, question: &Question) -> Select {
    Select::new(head)
        .and(
            "is_public and council_id = ? and state = ? and closed_on >= ? and closed_on <= ?",
            &[&question.council, &State::Closed, &question.from, &question.to],
        )
        .maybe("kind = ?", question.kind.as_ref())
}

/// The number that a question asks for.
pub fn count_counted(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    counted("select count(*) from session", question).number(tx)
}

/// The rows behind the number, in the order of closing.
pub fn list_counted(
    tx: &mut Tx,
    question: &Question,
    after: Option<(Date, SessionId)>,
    most: i64,
) -> db::Result<Vec<Session>> {
    let mut select = counted(COLUMNS, question);
    if let Some((on, id)) = after {
        select = select.and("(closed_on, id) > (?, ?)", &[&on, &id]);
    }
    select.then("order by closed_on, id limit ?", &[&most]).rows(tx)
}

/// Those with these ids.
pub fn many(tx: &mut Tx, ids: &[SessionId]) -> db::Result<Vec<Session>> {
    const HEAD: &str = "select id, council_id, term_id, number, kind, title, place, opened_on, closed_on, state, summary, is_public, is_demonstration, version, archived_on from session";
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}

#[cfg(test)]
mod tests;
