//! All SQL of the resolutions.

use db::{Count, One, Select, Tx, queries};
use kernel::{
    Date, ErratumId, Instant, OrganizationId, PollId, ResolutionId, ResolutionRelationId, SessionId, text,
};

use crate::model::{Erratum, Force, Relation, RelationKind, Resolution, SentUp, Series, Way};
use crate::open::{Part, Question};

queries! {
    /// One resolution.
    fn resolution(id: ResolutionId) -> Option<Resolution> =
        "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason
         from resolution where id = $1";
    /// The resolution with this place in a series.
    fn resolution_of_series(council: OrganizationId, normative: bool, year: i64, seq: i64) -> Option<Resolution> =
        "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason
         from resolution where council_id = $1 and is_normative = $2 and year = $3 and seq = $4";
    /// The newest of a council with this number.
    fn with_number(council: OrganizationId, number: &str) -> Option<(ResolutionId,)> =
        "select id from resolution where council_id = $1 and number = $2 order by adopted_on desc limit 1";
    /// All resolutions of a council, newest first.
    fn resolutions_of_council(council: OrganizationId) -> Vec<Resolution> =
        "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason
         from resolution where council_id = $1 order by adopted_on desc, id desc";
    /// The resolutions of a session, by series and number.
    fn of_session(session: SessionId, most: i64) -> Vec<Resolution> =
        "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason
         from resolution where session_id = $1 order by is_normative, seq, id limit $2";
    /// Since when all public resolutions of a session are open to everyone.
    fn last_published(session: SessionId) -> One<(Option<Date>,)> =
        "select max(published_on) from resolution where session_id = $1 and is_public";
    /// The highest number of a series; zero when it has none.
    fn last_seq(council: OrganizationId, normative: bool, year: i64) -> One<(i64,)> =
        "select coalesce(max(seq), 0) from resolution where council_id = $1 and is_normative = $2 and year = $3";
    /// Adds a resolution.
    fn insert(id: ResolutionId, council: OrganizationId, session: Option<SessionId>, normative: bool, seq: i64, year: i64, number: &str, title: &str, adopted: Date, signed: Option<Date>, effective: Option<Date>, expired: Option<Date>, sent: Option<Date>, due: Option<Date>, body: &str, public: bool, demonstration: bool, folded: &str, poll: Option<PollId>, shortened_by: Option<&str>, shortened_reason: Option<&str>) -> Count =
        "insert into resolution (id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, folded, poll_id, shortened_by, shortened_reason, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 1)";
    /// Corrects a resolution.
    fn update(session: Option<SessionId>, normative: bool, seq: i64, year: i64, number: &str, title: &str, adopted: Date, signed: Option<Date>, effective: Option<Date>, expired: Option<Date>, sent: Option<Date>, due: Option<Date>, body: &str, public: bool, folded: &str, shortened_by: Option<&str>, shortened_reason: Option<&str>, id: ResolutionId, version: i64) -> Count =
        "update resolution set session_id = $1, is_normative = $2, seq = $3, year = $4, number = $5, title = $6, adopted_on = $7, signed_on = $8, effective_on = $9, expired_on = $10, sent_up_on = $11, send_up_due_on = $12, body = $13, is_public = $14, folded = $15, shortened_by = $16, shortened_reason = $17, version = version + 1
         where id = $18 and version = $19";
    /// Takes a resolution back that nobody has touched.
    fn delete_untouched(id: ResolutionId) -> Count = "delete from resolution where id = $1 and version = 1";
    /// Corrects title and text.
    fn set_text(title: &str, body: &str, folded: &str, id: ResolutionId, version: i64) -> Count =
        "update resolution set title = $1, body = $2, folded = $3, version = version + 1 where id = $4 and version = $5";
    /// Sets the first day on which it holds no more.
    fn set_expired(expired: Option<Date>, id: ResolutionId) -> Count =
        "update resolution set expired_on = $1, version = version + 1 where id = $2";
    /// By when it had to be open to everyone, and since when it is.
    fn publication_days(id: ResolutionId) -> Option<(Option<Date>, Option<Date>, Option<String>)> =
        "select publish_due_on, published_on, published_where from resolution where id = $1";
    /// Keeps those days.
    fn set_publication_days(due: Option<Date>, on: Option<Date>, id: ResolutionId) -> Count =
        "update resolution set publish_due_on = $1, published_on = $2 where id = $3";
    /// It was open earlier somewhere else.
    fn publish_earlier(due: Option<Date>, on: Option<Date>, place: &str, id: ResolutionId, version: i64) -> Count =
        "update resolution set publish_due_on = $1, published_on = $2, published_where = $3, version = version + 1 where id = $4 and version = $5";
    /// Those that had to be open by a day of a window: id, that day, the day it was.
    fn publications(council: OrganizationId, from: Date, to: Date) -> Vec<(ResolutionId, Date, Option<Date>)> =
        "select id, publish_due_on, published_on from resolution
         where council_id = $1 and publish_due_on >= $2 and publish_due_on <= $3 order by publish_due_on, id limit 10000";
    /// The first day by which one of a council had to be open.
    fn publication_begins(council: OrganizationId) -> One<(Option<Date>,)> =
        "select min(publish_due_on) from resolution where council_id = $1";

    /// One tie.
    fn relation(id: ResolutionRelationId) -> Option<Relation> =
        "select id, resolution_id, target_id, target_text, kind, way, article, new_text, from_on, note, ended_before, version
         from resolution_relation where id = $1";
    /// What a resolution does to others.
    fn relations_of(id: ResolutionId) -> Vec<Relation> =
        "select id, resolution_id, target_id, target_text, kind, way, article, new_text, from_on, note, ended_before, version
         from resolution_relation where resolution_id = $1 order by from_on, id";
    /// What others do to a resolution.
    fn relations_to(id: ResolutionId) -> Vec<Relation> =
        "select id, resolution_id, target_id, target_text, kind, way, article, new_text, from_on, note, ended_before, version
         from resolution_relation where target_id = $1 order by from_on, id";
    /// The resolutions that a resolution touches.
    fn touched_by(id: ResolutionId) -> Vec<Resolution> =
        "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason
         from resolution where id in (select target_id from resolution_relation where resolution_id = $1)";
    /// The resolutions that touch a resolution.
    fn touching(id: ResolutionId) -> Vec<Resolution> =
        "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason
         from resolution where id in (select resolution_id from resolution_relation where target_id = $1)";
    /// What others do to the resolutions that touch a resolution: the second step of a chain.
    fn relations_to_touching(id: ResolutionId) -> Vec<Relation> =
        "select id, resolution_id, target_id, target_text, kind, way, article, new_text, from_on, note, ended_before, version
         from resolution_relation
         where target_id in (select resolution_id from resolution_relation where target_id = $1) order by from_on, id";
    /// The resolutions that one of this day may touch, newest first: id, number, day, title.
    fn choices(council: OrganizationId, adopted: Date, own: ResolutionId, most: i64) -> Vec<(ResolutionId, String, Date, String)> =
        "select id, number, adopted_on, title from resolution
         where council_id = $1 and adopted_on <= $2 and id <> $3 order by adopted_on desc, id desc limit $4";
    /// Adds a tie.
    fn insert_relation(id: ResolutionRelationId, resolution: ResolutionId, target: Option<ResolutionId>, target_text: &str, kind: RelationKind, way: Way, article: &str, new_text: &str, from: Date, note: &str, ended_before: Option<Date>) -> Count =
        "insert into resolution_relation (id, resolution_id, target_id, target_text, kind, way, article, new_text, from_on, note, ended_before, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";
    /// Takes a tie away.
    fn delete_relation(id: ResolutionRelationId, version: i64) -> Count =
        "delete from resolution_relation where id = $1 and version = $2";

    /// The corrections of a resolution, oldest first.
    fn errata(id: ResolutionId) -> Vec<Erratum> =
        "select id, resolution_id, number, signed_on, signed_by, wrong, corrected, reason, old_title, old_body, made_ms, version
         from resolution_erratum where resolution_id = $1 order by made_ms, id";
    /// Adds a correction.
    fn insert_erratum(id: ErratumId, resolution: ResolutionId, number: &str, signed: Date, by: &str, wrong: &str, corrected: &str, reason: &str, title: &str, body: &str, made: Instant) -> Count =
        "insert into resolution_erratum (id, resolution_id, number, signed_on, signed_by, wrong, corrected, reason, old_title, old_body, made_ms, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";

    /// How a session's papers went up.
    fn sent_up(session: SessionId) -> Option<SentUp> =
        "select session_id, sent_on, due_on, number, note, version from sent_up where session_id = $1";
    /// Notes that they went.
    fn insert_sent_up(id: SessionId, session: SessionId, sent: Date, due: Option<Date>, number: &str, note: &str) -> Count =
        "insert into sent_up (id, session_id, sent_on, due_on, number, note, version) values ($1, $2, $3, $4, $5, $6, 1)";
    /// Corrects it.
    fn update_sent_up(sent: Date, number: &str, note: &str, session: SessionId, version: i64) -> Count =
        "update sent_up set sent_on = $1, number = $2, note = $3, version = version + 1 where session_id = $4 and version = $5";
    /// The sessions whose papers went up from a day on, and those after it.
    fn sent_up_since(from: Date) -> Vec<(SessionId,)> =
        "select session_id from sent_up where sent_on >= $1";
    /// Signed and not sent, the earliest due first.
    fn unsent(council: OrganizationId, most: i64) -> Vec<Resolution> =
        "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason
         from resolution where council_id = $1 and send_up_due_on is not null and sent_up_on is null
         order by send_up_due_on, id limit $2";
}

pub(crate) const COLUMNS: &str = "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason from resolution";

/// More words than these narrow nothing.
const WORDS_MAX: usize = 8;

/// What a list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this council's.
    pub council: Option<OrganizationId>,
    /// Only those this session adopted.
    pub session: Option<SessionId>,
    /// Only this series.
    pub series: Option<Series>,
    /// Only numbers of this year.
    pub year: Option<i64>,
    /// Only those that stand so on a day.
    pub force: Option<(Force, Date)>,
    /// Only those whose number or title holds these words, without marks.
    pub words: String,
    /// The council whose drafts are shown too (`policy::visible`).
    pub drafts_of: Option<OrganizationId>,
}

fn filtered(head: &'static str, filter: &Filter) -> Select {
    let mut select = Select::new(head)
        .and("(is_public or council_id = ?)", &[&filter.drafts_of])
        .maybe("council_id = ?", filter.council.as_ref())
        .maybe("session_id = ?", filter.session.as_ref())
        .maybe("year = ?", filter.year.as_ref());
    select = match filter.series {
        Some(Series::Normative) => select.and("is_normative", &[]),
        Some(Series::Individual) => select.and("not is_normative", &[]),
        None => select,
    };
    select = match filter.force {
        Some((Force::InForce, on)) => {
            select.and("effective_on <= ? and (expired_on is null or expired_on > ?)", &[&on, &on])
        }
        Some((Force::NotYet, on)) => select.and("effective_on > ?", &[&on]),
        Some((Force::Expired, on)) => select.and("effective_on <= ? and expired_on <= ?", &[&on, &on]),
        Some((Force::Unknown, _)) => select.and("effective_on is null", &[]),
        None => select,
    };
    // A folded word holds letters and digits only, so nothing in it is a wildcard
    for word in text::fold(&filter.words).split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX) {
        select = select.and("folded like ?", &[&format!("%{word}%")]);
    }
    select
}

/// A page of a list, newest first, after the row with this day and id.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(Date, ResolutionId)>,
    most: i64,
) -> db::Result<Vec<Resolution>> {
    let mut select = filtered(COLUMNS, filter);
    if let Some((on, id)) = after {
        select = select.and("(adopted_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by adopted_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// How many resolutions the whole list has.
pub fn count(tx: &mut Tx, filter: &Filter) -> db::Result<i64> {
    filtered("select count(*) from resolution", filter).number(tx)
}

/// How many of each year the list has with any year allowed, newest first.
pub fn count_by_year(tx: &mut Tx, filter: &Filter) -> db::Result<Vec<(i64, i64)>> {
    let any = Filter { year: None, ..filter.clone() };
    filtered("select year, count(*) from resolution", &any)
        .then("group by year order by year desc", &[])
        .rows(tx)
}

/// How many of each series the list has with any series allowed.
pub fn count_by_series(tx: &mut Tx, filter: &Filter) -> db::Result<Vec<(bool, i64)>> {
    let any = Filter { series: None, ..filter.clone() };
    filtered("select is_normative, count(*) from resolution", &any)
        .then("group by is_normative", &[])
        .rows(tx)
}

/// The resolutions that a question counts: one condition for the number and for the rows.
fn counted(head: &'static str, question: &Question) -> Select {
    let select = Select::new(head).and("is_public and council_id = ?", &[&question.council]);
    let select = match question.is_normative {
        Some(true) => select.and("is_normative", &[]),
        Some(false) => select.and("not is_normative", &[]),
        None => select,
    };
    let window: [&dyn db::Bind; 2] = [&question.from, &question.to];
    match question.part {
        Part::Adopted => select.and("adopted_on >= ? and adopted_on <= ?", &window),
        Part::DueUp => select.and("send_up_due_on >= ? and send_up_due_on <= ?", &window),
        Part::SentInTime => select
            .and("send_up_due_on >= ? and send_up_due_on <= ?", &window)
            .and("sent_up_on <= send_up_due_on", &[]),
    }
}

/// The number that a question asks for.
pub fn count_counted(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    counted("select count(*) from resolution", question).number(tx)
}

/// The rows behind the number, in the order of the day by which they are counted.
pub fn list_counted(
    tx: &mut Tx,
    question: &Question,
    after: Option<(Date, ResolutionId)>,
    most: i64,
) -> db::Result<Vec<Resolution>> {
    let mut select = counted(COLUMNS, question);
    if let Some((on, id)) = after {
        select = match question.part {
            Part::Adopted => select.and("(adopted_on, id) > (?, ?)", &[&on, &id]),
            Part::DueUp | Part::SentInTime => select.and("(send_up_due_on, id) > (?, ?)", &[&on, &id]),
        };
    }
    match question.part {
        Part::Adopted => select.then("order by adopted_on, id limit ?", &[&most]),
        Part::DueUp | Part::SentInTime => select.then("order by send_up_due_on, id limit ?", &[&most]),
    }
    .rows(tx)
}

/// Those with these ids.
pub fn many(tx: &mut Tx, ids: &[ResolutionId]) -> db::Result<Vec<Resolution>> {
    const HEAD: &str = "select id, council_id, session_id, is_normative, seq, year, number, title, adopted_on, signed_on, effective_on, expired_on, sent_up_on, send_up_due_on, body, is_public, is_demonstration, version, poll_id, shortened_by, shortened_reason from resolution";
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(HEAD).among("id", ids).rows(tx)
}

#[cfg(test)]
mod tests;
