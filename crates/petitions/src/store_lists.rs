//! All SQL of the lists of petitions: which are shown, and how many there are.
//!
//! A list is narrowed in `petition_tally`, which has a row for each mixture of what lists are
//! narrowed by and how many petitions are of it; `petition_place` puts the petitions of these
//! rows in order. So a number costs no more at a million petitions than at a thousand, and a page
//! costs its own rows.

use db::{Bind, Engine, Select, Tx, queries};
use kernel::{Actor, AreaId, Date, OrganizationId, PetitionId};

use crate::model::{CompetenceLevel, Number, Petition, Sector, State};
use crate::policy;
use crate::words::Words;

queries! {
    /// The place of a petition in the order of the lists.
    fn place(petition: PetitionId) -> Option<(i64,)> = "select n from petition_place where petition_id = $1";
}

/// More than so many are not counted one by one.
pub const COUNTED_MAX: i64 = 10_000;

/// Which group of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// In one state.
    In(State),
    /// Open: something is still owed to the voters.
    Open,
    /// With the body that must answer, or must keep what it promised.
    WithBody,
    /// The answer or what it promised is late.
    Overdue,
    /// Everything that is or was a petition.
    All,
}

const OPEN: [State; 5] =
    [State::Received, State::Classified, State::Forwarded, State::Answered, State::Monitoring];
const WAITING: [State; 2] = [State::Forwarded, State::Monitoring];

impl Group {
    /// Whether it holds petitions in a state; of those overdue, the ones that can be.
    pub fn holds(self, state: State) -> bool {
        match self {
            Self::In(own) => own == state,
            Self::Open => OPEN.contains(&state),
            Self::WithBody | Self::Overdue => WAITING.contains(&state),
            Self::All => !matches!(state, State::Quarantined | State::SetAside),
        }
    }
}

/// What a list is narrowed to.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The group.
    pub group: Group,
    /// Words of the text, folded.
    pub words: Option<String>,
    /// One sector.
    pub sector: Option<Sector>,
    /// One level.
    pub level: Option<CompetenceLevel>,
    /// One body.
    pub lead: Option<OrganizationId>,
    /// One committee.
    pub committee: Option<OrganizationId>,
    /// One unit.
    pub area: Option<AreaId>,
    /// The day on which "late" is asked.
    pub today: Date,
}

impl Filter {
    /// Everything in a group.
    pub fn of(group: Group, today: Date) -> Self {
        Self { group, words: None, sector: None, level: None, lead: None, committee: None, area: None, today }
    }

    /// What the full-text index is asked: the words, and whatever else makes the hits fewer.
    pub(crate) fn sought(&self, group: Option<Group>) -> Option<Words> {
        let mut words = Words::of(self.words.as_deref()?);
        let states: Vec<&str> = match group {
            None | Some(Group::All) => Vec::new(),
            Some(group) => {
                State::ALL.iter().filter(|state| group.holds(**state)).map(|state| state.as_str()).collect()
            }
        };
        words.mark_any("state", &states);
        words.mark("sector", self.sector.map(Sector::as_str));
        words.mark("level", self.level.map(CompetenceLevel::as_str));
        words.mark("lead", self.lead.map(|id| id.to_string()));
        words.mark("committee", self.committee.map(|id| id.to_string()));
        words.mark("area", self.area.map(|id| id.to_string()));
        Some(words)
    }
}

/// Who asks: somebody in the workspace, or the public of a council.
#[derive(Debug, Clone, Copy)]
pub enum Reader<'a> {
    /// An account.
    Actor(&'a Actor),
    /// Everyone, about this council.
    Public(OrganizationId),
}

/// The tallies of what a reader may see: of a group, or of all states.
fn tallies(head: &'static str, reader: Reader<'_>, filter: &Filter, group: Option<Group>) -> Option<Select> {
    let mut select = Select::new(head);
    select = match reader {
        Reader::Actor(actor) => {
            let (condition, binds) = policy::visible(actor)?;
            let binds: Vec<&dyn Bind> = binds.iter().map(AsRef::as_ref).collect();
            select.and(condition, &binds)
        }
        Reader::Public(council) => select.and("is_public and council_id = ?", &[&council]),
    };
    if let Some(group) = group {
        let states: Vec<State> = State::ALL.iter().copied().filter(|state| group.holds(*state)).collect();
        select = select.among("state", &states);
    }
    let select = select
        .maybe("sector = ?", filter.sector.as_ref())
        .maybe("level = ?", filter.level.as_ref())
        .maybe("lead_id = ?", filter.lead.as_ref())
        .maybe("committee_id = ?", filter.committee.as_ref())
        .maybe("area_id = ?", filter.area.as_ref());
    Some(select)
}

/// How many petitions each group of a list has.
#[derive(Debug, Clone)]
pub struct Counts {
    states: Vec<(State, i64)>,
    late: i64,
    /// There are more than were counted.
    is_wide: bool,
}

impl Counts {
    /// How many a group has; nothing when there were too many to count.
    pub fn of(&self, group: Group) -> Option<Number> {
        let sum = self.states.iter().filter(|(state, _)| group.holds(*state)).map(|(_, count)| count).sum();
        match group {
            _ if self.is_wide => None,
            Group::Overdue => Some(Number::up_to(self.late, COUNTED_MAX)),
            Group::In(_) | Group::Open | Group::WithBody | Group::All => Some(Number::Exactly(sum)),
        }
    }
}

/// How many petitions each group has, whatever group the filter names.
pub fn counts(tx: &mut Tx, reader: Reader<'_>, filter: &Filter) -> db::Result<Counts> {
    if let Some(words) = filter.sought(None) {
        return counts_of_words(tx, reader, filter, &words);
    }
    let select = by_state(reader, filter);
    let states = select.map_or_else(|| Ok(Vec::new()), |select| select.rows(tx))?;
    let late = late(reader, filter).map_or(Ok(0), |select| select.number(tx))?;
    Ok(Counts { states, late, is_wide: false })
}

/// How many are late, of a list that no words narrow.
pub fn count_late(tx: &mut Tx, reader: Reader<'_>, filter: &Filter) -> db::Result<Number> {
    let found = late(reader, filter).map_or(Ok(0), |select| select.number(tx))?;
    Ok(Number::up_to(found, COUNTED_MAX))
}

pub(crate) fn by_state(reader: Reader<'_>, filter: &Filter) -> Option<Select> {
    let head = "select state, cast(sum(petitions) as bigint) from petition_tally";
    Some(tallies(head, reader, filter, None)?.then("group by state", &[]))
}

const HEAD: &str = "with tallies as (select id, state, first_n, last_n from petition_tally";

pub(crate) fn late(reader: Reader<'_>, filter: &Filter) -> Option<Select> {
    let select = tallies(HEAD, reader, filter, Some(Group::Overdue))?;
    Some(select.then(
        ") select count(*) from (select 1 from petition_place as place where place.late_on < ?
           and (place.tally_id in (select id from tallies)) is true limit ?) as found",
        &[&filter.today, &(COUNTED_MAX + 1)],
    ))
}

fn counts_of_words(tx: &mut Tx, reader: Reader<'_>, filter: &Filter, words: &Words) -> db::Result<Counts> {
    let Some(select) = found_by_state(tx, reader, filter, words) else {
        return Ok(Counts { states: Vec::new(), late: 0, is_wide: false });
    };
    let rows: Vec<(State, i64, i64)> = select.rows(tx)?;
    let all: i64 = rows.iter().map(|(_, count, _)| count).sum();
    Ok(Counts {
        late: rows.iter().map(|(_, _, late)| late).sum(),
        states: rows.into_iter().map(|(state, count, _)| (state, count)).collect(),
        is_wide: COUNTED_MAX < all,
    })
}

pub(crate) fn found_by_state(tx: &Tx, reader: Reader<'_>, filter: &Filter, words: &Words) -> Option<Select> {
    let select = tallies(HEAD, reader, filter, None)?;
    let select = select.then(
        ") select tallies.state, count(*), sum(case when found.late_on < ? then 1 else 0 end) from (select place.tally_id, place.late_on",
        &[&filter.today],
    );
    let select = hits(tx, select, words).and("(place.tally_id in (select id from tallies)) is true", &[]);
    let end = "limit ?) as found join tallies on tallies.id = found.tally_id group by tallies.state";
    Some(select.then(end, &[&(COUNTED_MAX + 1)]))
}

/// Adds the places that the full-text index finds.
fn hits(tx: &Tx, select: Select, words: &Words) -> Select {
    select.then(
        tx.dialect(
            "from petition_fts cross join petition_place as place on place.n = petition_fts.rowid where petition_fts match ?",
            "from petition_place as place where place.words @@ cast(cast(? as text) as tsquery)",
        ),
        &[&tx.dialect(words.fts5(), words.tsquery())],
    )
}

/// How many of a group hold words that too many hold to be counted at once.
fn count_of_words(tx: &mut Tx, reader: Reader<'_>, filter: &Filter) -> db::Result<Number> {
    let found = match found_in_group(tx, reader, filter) {
        Some(select) => select.number(tx)?,
        None => 0,
    };
    Ok(Number::up_to(found, COUNTED_MAX))
}

pub(crate) fn found_in_group(tx: &Tx, reader: Reader<'_>, filter: &Filter) -> Option<Select> {
    let words = filter.sought(Some(filter.group))?;
    let select = tallies(HEAD, reader, filter, Some(filter.group))?;
    let select = hits(tx, select.then(") select count(*) from (select 1", &[]), &words);
    let select = of_tallies(select, filter);
    Some(select.then("limit ?) as found", &[&(COUNTED_MAX + 1)]))
}

fn of_tallies(select: Select, filter: &Filter) -> Select {
    late_of(select.and("(place.tally_id in (select id from tallies)) is true", &[]), filter)
}

fn late_of(select: Select, filter: &Filter) -> Select {
    match filter.group {
        Group::Overdue => select.and("place.late_on < ?", &[&filter.today]),
        Group::In(_) | Group::Open | Group::WithBody | Group::All => select,
    }
}

macro_rules! columns {
    ($from:literal) => {
        concat!(
            ") select petition.id, petition.code, petition.council_id, petition.text, petition.area_id, petition.place, petition.source, petition.meeting_id, petition.session_id, petition.received_on, petition.level, petition.sector, petition.committee_id, petition.lead_id, petition.state, petition.forwarded_on, petition.due_on, petition.document_id, petition.follow_up_id, petition.answered_on, petition.answer, petition.answer_reference, petition.outcome, petition.road_on, petition.promised_on, petition.closed_on, petition.confirmation, petition.merged_into, petition.repeat_of, petition.times, petition.is_public, petition.is_demonstration, petition.version from ",
            $from
        )
    };
}

/// A list as a page shows it.
#[derive(Debug)]
pub struct Listed {
    /// How many each group has.
    pub counts: Counts,
    /// How many the whole list has.
    pub total: Number,
    /// The rows of the page.
    pub rows: Vec<Petition>,
}

/// A page of a list, newest first, after the petition with this day and id, and its numbers.
pub fn look(
    tx: &mut Tx,
    reader: Reader<'_>,
    filter: &Filter,
    after: Option<(Date, PetitionId)>,
    most: i64,
) -> db::Result<Listed> {
    let counts = counts(tx, reader, filter)?;
    let total = match counts.of(filter.group) {
        Some(number) => number,
        None => count_of_words(tx, reader, filter)?,
    };
    let after = match after {
        Some((_, id)) => place(tx, id)?.map(|(n,)| n),
        None => None,
    };
    let rows = match page(tx, reader, filter, total, after, most) {
        Some(select) => select.rows(tx)?,
        None => Vec::new(),
    };
    Ok(Listed { counts, total, rows })
}

/// Few are gathered and sorted; many are walked through from the newest.
pub(crate) fn page(
    tx: &Tx,
    reader: Reader<'_>,
    filter: &Filter,
    total: Number,
    after: Option<i64>,
    most: i64,
) -> Option<Select> {
    let select = tallies(HEAD, reader, filter, Some(filter.group))?;
    let is_few = matches!(total, Number::Exactly(count) if count <= COUNTED_MAX);
    let words = filter.sought(Some(filter.group));
    // FTS5 gives the newest first by itself, however many there are
    if let (Some(words), Engine::Sqlite) = (&words, tx.engine()) {
        let select = select.then(
            columns!(
                "petition_fts cross join petition_place as place on place.n = petition_fts.rowid
                 cross join petition on petition.id = place.petition_id where petition_fts match ?"
            ),
            &[&words.fts5()],
        );
        let select = of_tallies(select, filter).maybe("petition_fts.rowid < ?", after.as_ref());
        return Some(select.then("order by petition_fts.rowid desc limit ?", &[&most]));
    }
    if is_few {
        let select = select.then(
            columns!(
                "petition_place as shown cross join petition
                 where petition.id = shown.petition_id and shown.n in (select place.n from petition_place as place"
            ),
            &[],
        );
        let select = match words {
            Some(words) => of_tallies(select.then(FOUND, &[&words.tsquery()]), filter),
            None => late_of(select.then("where place.tally_id in (select id from tallies)", &[]), filter),
        };
        let select = select.maybe("place.n < ?", after.as_ref());
        return Some(select.then("order by place.n desc limit ?) order by shown.n desc", &[&most]));
    }
    let select = select.then(
        columns!(
            "petition_place as place cross join petition
             where petition.id = place.petition_id and place.n >= (select min(first_n) from tallies)"
        ),
        &[],
    );
    // One bound above, because SQLite begins at the first of two
    let select = match after {
        Some(after) => select.and("place.n < ?", &[&after]),
        None => select.and("place.n <= (select max(last_n) from tallies)", &[]),
    };
    let select = match words {
        // In this form the index is not asked, which would give every hit before the newest
        Some(words) => {
            select.and("(place.words @@ cast(cast(? as text) as tsquery)) is true", &[&words.tsquery()])
        }
        None => select,
    };
    Some(of_tallies(select, filter).then("order by place.n desc limit ?", &[&most]))
}

/// What PostgreSQL's full-text index finds.
const FOUND: &str = "where place.words @@ cast(cast(? as text) as tsquery)";
