//! All SQL of what is counted by day: the numbers of reports.
//!
//! Triggers keep in `petition_day` how many petitions count for what on which day, so a window
//! costs its days and not its petitions. The rows behind a number are found by `store::counted`;
//! the tests hold the two against each other after any history and any deed.

use db::{One, Select, Tx, queries};
use kernel::{Date, OrganizationId};

use crate::open::{Part, Question};
use crate::store;

/// What a petition counts for on a day, as the view `petition_counted` names it.
mod kind {
    /// It was received.
    pub(super) const RECEIVED: &str = "received";
    /// It was received, of a level.
    pub(super) const LEVEL: &str = "level";
    /// It was received, of a sector.
    pub(super) const SECTOR: &str = "sector";
    /// It was received, and had been raised before.
    pub(super) const REPEATED: &str = "repeated";
    /// It ended, or was received ended.
    pub(super) const OVER: &str = "over";
    /// It ended with an outcome.
    pub(super) const CLOSED: &str = "closed";
    /// It was answered with an outcome.
    pub(super) const ANSWERED: &str = "answered";
    /// It was to be answered.
    pub(super) const DUE: &str = "due";
    /// Its plan began.
    pub(super) const PLANNED: &str = "planned";
    /// The day came that its plan promised.
    pub(super) const LAPSED: &str = "lapsed";
    /// It ended before that.
    pub(super) const OVERTAKEN: &str = "overtaken";
    /// A body is to answer it, or to keep what it promised.
    pub(super) const OWED: &str = "owed";
    /// The same of those that anyone may read.
    pub(super) const OWED_PUBLICLY: &str = "owed_publicly";
}

queries! {
    /// How many count for something and a word in a window.
    fn between(council: OrganizationId, kind: &str, word: &str, from: Date, to: Date) -> One<(i64,)> =
        "select cast(coalesce(sum(petitions), 0) as bigint) from petition_day where council_id = $1 and kind = $2 and word = $3 and on_date >= $4 and on_date <= $5";
    /// How many counted for something up to a day.
    fn until(council: OrganizationId, kind: &str, to: Date) -> One<(i64,)> =
        "select cast(coalesce(sum(petitions), 0) as bigint) from petition_day where council_id = $1 and kind = $2 and word = '' and on_date <= $3";
    /// The same in a window, by word.
    fn words_between(council: OrganizationId, kind: &str, from: Date, to: Date) -> Vec<(String, i64)> =
        "select word, cast(sum(petitions) as bigint) from petition_day where council_id = $1 and kind = $2 and on_date >= $3 and on_date <= $4 group by word";
}

/// The number that a question asks for.
pub(crate) fn count(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    let (council, from, to) = (question.council, question.from, question.to);
    let mut in_window = |kind, word: &str| Ok(between(tx, council, kind, word, from, to)?.0.0);
    match question.part {
        Part::Received => in_window(kind::RECEIVED, ""),
        Part::OfLevel(level) => in_window(kind::LEVEL, level.as_str()),
        Part::Answered => {
            Ok(words_between(tx, council, kind::ANSWERED, from, to)?.iter().map(|(_, count)| count).sum())
        }
        Part::Due => in_window(kind::DUE, ""),
        Part::DueAnswered | Part::DueInTime | Part::DueLate | Part::DueUnanswered => {
            store::due_counted(question).number(tx)
        }
        Part::Repeated => in_window(kind::REPEATED, ""),
        // An end that was opened again only later ended in this window all the same
        Part::Closed(outcome) => {
            let lasting = in_window(kind::CLOSED, outcome.as_str())?;
            Ok(lasting + store::closed_for_a_while(question, outcome).number(tx)?)
        }
        Part::OpenBefore => match from.yesterday() {
            Ok(day) => open(tx, council, day, to),
            // Nothing is older than time
            Err(_) => Ok(0),
        },
        Part::OpenAfter => open(tx, council, to, to),
        Part::WithPlan => planned(tx, council, to),
        Part::WithoutPlan => Ok(open(tx, council, to, to)? - planned(tx, council, to)?),
    }
}

/// Open at the end of a day, by what is known now of everything up to `to`.
fn open(tx: &mut Tx, council: OrganizationId, day: Date, to: Date) -> db::Result<i64> {
    let lasting = until(tx, council, kind::RECEIVED, day)?.0.0 - until(tx, council, kind::OVER, day)?.0.0;
    Ok(lasting - store::over_for_a_while(council, day, to).number(tx)?)
}

/// Open at the end of a day with a plan that holds on it.
fn planned(tx: &mut Tx, council: OrganizationId, day: Date) -> db::Result<i64> {
    let begun = until(tx, council, kind::PLANNED, day)?.0.0;
    // The promised day itself is still a day of the plan
    let lapsed = match day.yesterday() {
        Ok(before) => until(tx, council, kind::LAPSED, before)?.0.0,
        Err(_) => 0,
    };
    let overtaken = until(tx, council, kind::OVERTAKEN, day)?.0.0;
    let hidden = store::with_plan(store::over_for_a_while(council, day, day), day).number(tx)?;
    Ok(begun - lapsed - overtaken - hidden)
}

/// What was received in a window, by level.
pub(crate) fn levels(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<(String, i64)>> {
    words_between(tx, council, kind::LEVEL, from, to)
}

/// What was received in a window, by sector.
pub(crate) fn sectors(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<(String, i64)>> {
    words_between(tx, council, kind::SECTOR, from, to)
}

/// What was answered in a window, by outcome.
pub(crate) fn outcomes(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
) -> db::Result<Vec<(String, i64)>> {
    words_between(tx, council, kind::ANSWERED, from, to)
}

/// Body, how many it owes, how many of them are late, the earliest day that passed.
pub type Owed = (OrganizationId, i64, i64, Option<Date>);

/// Which petitions a table of bodies counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The whole register.
    All,
    /// What anyone may read.
    Public,
}

/// Who lets voters wait on a day.
pub fn waiting(tx: &mut Tx, council: OrganizationId, today: Date, counted: Counted) -> db::Result<Vec<Owed>> {
    owed(council, today, counted).rows(tx)
}

pub(crate) fn owed(council: OrganizationId, today: Date, counted: Counted) -> Select {
    let kind = match counted {
        Counted::All => kind::OWED,
        Counted::Public => kind::OWED_PUBLICLY,
    };
    Select::new(
        "select word, cast(sum(petitions) as bigint), cast(sum(case when on_date < today then petitions else 0 end) as bigint), min(case when on_date < today then on_date end) from",
    )
    .then(
        "(select word, on_date, petitions, cast(? as text) as today from petition_day where council_id = ? and kind = ?) as owed group by word",
        &[&today, &council, &kind],
    )
}

/// The statements whose plans are looked at.
#[cfg(any(test, feature = "scale"))]
pub(crate) fn statements(council: OrganizationId, from: Date, to: Date) -> Vec<(&'static str, Select)> {
    let sum = || Select::new("select cast(coalesce(sum(petitions), 0) as bigint) from petition_day");
    let of = |kind: &'static str| sum().and("council_id = ? and kind = ?", &[&council, &kind]);
    let resolved = crate::Outcome::Resolved;
    let question = Question { council, from, to, part: Part::Closed(resolved) };
    let answered = Question { council, from, to, part: Part::DueAnswered };
    vec![
        (
            "counted in a window",
            of(kind::RECEIVED).and("word = '' and on_date >= ? and on_date <= ?", &[&from, &to]),
        ),
        ("counted until a day", of(kind::OVER).and("word = '' and on_date <= ?", &[&to])),
        ("closed in a window and opened again after it", store::closed_for_a_while(&question, resolved)),
        ("open in a window only for those who look back", store::over_for_a_while(council, from, to)),
        ("answered of those due in a window", store::due_counted(&answered)),
        ("who lets voters wait", owed(council, to, Counted::All)),
    ]
}
