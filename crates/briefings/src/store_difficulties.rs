//! What was raised, at briefings and at any other time, and what became of it.

use db::{Count, Select, Tx, queries};
use kernel::{
    AreaId, BriefingId, Date, DifficultyEntryId, DifficultyId, DocumentId, FollowUpId, OrganizationId,
    PersonId, ResolutionId, text,
};

use crate::model::{AskedLevel, Difficulty, DifficultyDeed, DifficultyEntry, DifficultyKind, Stage};
use crate::policy::difficulties::Sight;
use crate::store_reports::RAISED;

queries! {
    /// Those that are handled with another one.
    fn members(leader: DifficultyId) -> Vec<Difficulty> =
        "select id, council_id, briefing_id, report_id, area_id, raised_by_id, kind, subject, text, addressee_id, raised_on, due_on, answer, cleared_on, follow_up_id, version, level, resolution_id, law_text, leader_id, person_id, answered_on, answered_by, cleared_by, decision, next_briefing_id, raised_to, is_public, public_text, is_demonstration
         from difficulty where leader_id = $1 order by raised_on, id limit 1000";
    /// What was put on the agenda of a briefing from elsewhere.
    fn carried(briefing: BriefingId) -> Vec<Difficulty> =
        "select id, council_id, briefing_id, report_id, area_id, raised_by_id, kind, subject, text, addressee_id, raised_on, due_on, answer, cleared_on, follow_up_id, version, level, resolution_id, law_text, leader_id, person_id, answered_on, answered_by, cleared_by, decision, next_briefing_id, raised_to, is_public, public_text, is_demonstration
         from difficulty where next_briefing_id = $1 order by raised_on, id limit 1000";
    /// Raises a difficulty outside a briefing.
    fn insert(id: DifficultyId, council: OrganizationId, area: AreaId, raised_by: OrganizationId, person: Option<PersonId>, kind: DifficultyKind, subject: &str, text: &str, addressee: Option<OrganizationId>, raised_on: Date, due_on: Date, level: AskedLevel, resolution: Option<ResolutionId>, law: &str, demonstration: bool, folded: &str) -> Count =
        "insert into difficulty (id, council_id, area_id, raised_by_id, person_id, kind, subject, text, addressee_id, raised_on, due_on, answer, level, resolution_id, law_text, is_demonstration, folded, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', $12, $13, $14, $15, $16, 1)";
    /// Answers a difficulty; the day of the first answer stays.
    fn set_answer(answer: &str, on: Date, by: &str, id: DifficultyId, version: i64) -> Count =
        "update difficulty set answer = $1, answered_on = coalesce(answered_on, $2), answered_by = $3, version = version + 1 where id = $4 and version = $5";
    /// Gives a difficulty to a body.
    fn set_assigned(addressee: OrganizationId, follow_up: FollowUpId, id: DifficultyId, version: i64) -> Count =
        "update difficulty set addressee_id = $1, follow_up_id = $2, version = version + 1 where id = $3 and version = $4";
    /// Clears a difficulty.
    fn set_cleared(on: Date, answer: &str, by: &str, decision: &str, id: DifficultyId, version: i64) -> Count =
        "update difficulty set cleared_on = $1, answer = $2, cleared_by = $3, decision = $4, version = version + 1 where id = $5 and version = $6";
    /// Puts a difficulty into a group with what the group has been answered, or takes it out.
    fn set_leader(leader: Option<DifficultyId>, answer: &str, on: Option<Date>, by: Option<&str>, id: DifficultyId, version: i64) -> Count =
        "update difficulty set leader_id = $1, answer = $2, answered_on = $3, answered_by = $4, version = version + 1 where id = $5 and version = $6";
    /// Takes a difficulty to a level above.
    fn set_taken_up(level: AskedLevel, to: &str, id: DifficultyId, version: i64) -> Count =
        "update difficulty set level = $1, raised_to = $2, version = version + 1 where id = $3 and version = $4";
    /// Puts a difficulty on the agenda of a briefing.
    fn set_next_briefing(briefing: BriefingId, id: DifficultyId, version: i64) -> Count =
        "update difficulty set next_briefing_id = $1, version = version + 1 where id = $2 and version = $3";
    /// Shows or hides what a cleared difficulty says.
    fn set_public(public: bool, words: &str, id: DifficultyId, version: i64) -> Count =
        "update difficulty set is_public = $1, public_text = $2, version = version + 1 where id = $3 and version = $4";
    /// Writes a line of its course.
    fn insert_entry(id: DifficultyEntryId, difficulty: DifficultyId, at: i64, actor: &str, kind: DifficultyDeed, text: &str, document: Option<DocumentId>) -> Count =
        "insert into difficulty_entry (id, difficulty_id, at_ms, actor_name, kind, text, document_id) values ($1, $2, $3, $4, $5, $6, $7)";
    /// Its course, the newest line first.
    fn entries(difficulty: DifficultyId) -> Vec<DifficultyEntry> =
        "select at_ms, actor_name, kind, text, document_id from difficulty_entry where difficulty_id = $1 order by at_ms desc, id desc limit 500";
}

const COLUMNS: &str = "select id, council_id, briefing_id, report_id, area_id, raised_by_id, kind, subject, text, addressee_id, raised_on, due_on, answer, cleared_on, follow_up_id, version, level, resolution_id, law_text, leader_id, person_id, answered_on, answered_by, cleared_by, decision, next_briefing_id, raised_to, is_public, public_text, is_demonstration from difficulty";

/// More words than these narrow nothing.
const WORDS_MAX: usize = 8;

/// What a list is narrowed to.
#[derive(Debug, Clone)]
pub struct Filter {
    /// What may be read.
    pub sight: Sight,
    /// The day on which it is asked, for what is late.
    pub today: Date,
    /// Only those that stand so.
    pub stage: Option<Stage>,
    /// Only those that ask this level.
    pub level: Option<AskedLevel>,
    /// Only those of this unit.
    pub area: Option<AreaId>,
    /// Only those that ask this body.
    pub addressee: Option<OrganizationId>,
    /// Only those that hold these words.
    pub words: String,
}

fn in_stage(select: Select, stage: Stage, today: Date) -> Select {
    match stage {
        Stage::Cleared => select.and("cleared_on is not null", &[]),
        Stage::TakenUp => select.and("cleared_on is null and raised_to is not null", &[]),
        Stage::Answered => select.and("cleared_on is null and raised_to is null and answer <> ''", &[]),
        Stage::Late => {
            select.and("cleared_on is null and raised_to is null and answer = '' and due_on < ?", &[&today])
        }
        Stage::Waiting => select.and(
            "cleared_on is null and raised_to is null and answer = '' and (due_on is null or due_on >= ?)",
            &[&today],
        ),
    }
}

fn filtered(head: &'static str, filter: &Filter) -> Select {
    let sight = &filter.sight;
    let mut select = Select::new(head)
        .and(
            "(council_id = ? or raised_by_id = ? or addressee_id = ? or person_id = ?)",
            &[&sight.council, &sight.body, &sight.body, &sight.person],
        )
        .and(RAISED, &[])
        .maybe("level = ?", filter.level.as_ref())
        .maybe("area_id = ?", filter.area.as_ref())
        .maybe("addressee_id = ?", filter.addressee.as_ref());
    if let Some(stage) = filter.stage {
        select = in_stage(select, stage, filter.today);
    }
    // A folded word holds letters and digits only, so nothing in it is a wildcard
    for word in text::fold(&filter.words).split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX) {
        select = select.and("coalesce(folded, '') like ?", &[&format!("%{word}%")]);
    }
    select
}

/// A page of a list, newest first, after the row with this day and id.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(Date, DifficultyId)>,
    most: i64,
) -> db::Result<Vec<Difficulty>> {
    let mut select = filtered(COLUMNS, filter);
    if let Some((on, id)) = after {
        select = select.and("(raised_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by raised_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// Those with a resolution that were cleared and that anyone may read, newest first.
pub fn cleared_of(tx: &mut Tx, resolution: ResolutionId, most: i64) -> db::Result<Vec<Difficulty>> {
    Select::new(COLUMNS)
        .and("resolution_id = ? and cleared_on is not null and is_public", &[&resolution])
        .then("order by cleared_on desc, id desc limit ?", &[&most])
        .rows(tx)
}

/// How many the whole list has.
pub fn count(tx: &mut Tx, filter: &Filter) -> db::Result<i64> {
    filtered("select count(*) from difficulty", filter).number(tx)
}

/// One that was raised.
pub fn raised(tx: &mut Tx, id: DifficultyId) -> db::Result<Option<Difficulty>> {
    Ok(Select::new(COLUMNS).and("id = ?", &[&id]).and(RAISED, &[]).rows(tx)?.into_iter().next())
}

/// Those with these ids that were raised.
pub fn many(tx: &mut Tx, ids: &[DifficultyId]) -> db::Result<Vec<Difficulty>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(COLUMNS).among("id", ids).and(RAISED, &[]).rows(tx)
}

/// The newest of a council that are not cleared, to be compared.
pub fn open_of_council(tx: &mut Tx, council: OrganizationId, most: i64) -> db::Result<Vec<Difficulty>> {
    Select::new(COLUMNS)
        .and("council_id = ?", &[&council])
        .and("cleared_on is null", &[])
        .and(RAISED, &[])
        .then("order by raised_on desc, id desc limit ?", &[&most])
        .rows(tx)
}

/// Those of a council that are not cleared.
pub fn open_of(tx: &mut Tx, council: OrganizationId) -> db::Result<Vec<Difficulty>> {
    open_of_council(tx, council, 10_000)
}

/// What a council shows to everyone, the newest first, after the row with this day and id.
pub fn public(
    tx: &mut Tx,
    council: OrganizationId,
    after: Option<(Date, DifficultyId)>,
    most: i64,
) -> db::Result<Vec<Difficulty>> {
    let mut select = Select::new(COLUMNS)
        .and("council_id = ?", &[&council])
        .and("cleared_on is not null", &[])
        .and("is_public", &[]);
    if let Some((on, id)) = after {
        select = select.and("(raised_on, id) < (?, ?)", &[&on, &id]);
    }
    select.then("order by raised_on desc, id desc limit ?", &[&most]).rows(tx)
}

/// Unanswered ones that a body is asked, or, of a council, that are late: how many, and the first
/// day on which one of them was or is due.
pub fn waiting(tx: &mut Tx, filter: &Filter) -> db::Result<(i64, Option<Date>)> {
    let unanswered = |head| {
        filtered(head, filter)
            .and("cleared_on is null and raised_to is null and answer = ''", &[])
            .and("leader_id is null and follow_up_id is null", &[])
    };
    let total = unanswered("select count(*) from difficulty").number(tx)?;
    let first: Vec<Difficulty> = unanswered(COLUMNS)
        .and("due_on is not null", &[])
        .then("order by due_on, id limit 1", &[])
        .rows(tx)?;
    Ok((total, first.first().and_then(|one| one.due_on)))
}
