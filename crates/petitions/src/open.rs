//! What this area answers of the indicators: D01–D13. The same question gives the number and
//! the rows.
//!
//! Invariant: of any window D06 + D04 − D08 − D09 = D12, and a window counted later gives what it
//! gave when it ended: a petition was received on one day, and an end that was opened again after
//! the window is still an end of the window. What is opened again in a window is carried into it
//! (D06), as it is work of that window and was not received in it.

use db::Tx;
use kernel::{Date, OrganizationId, dates};

use crate::model::{CompetenceLevel, Meeting, Number, Outcome, Petition};
use crate::store_lists::{self, Filter, Group, Reader};
use crate::{store, store_days, store_meetings};

/// Which petitions are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Received in the window: D04.
    Received,
    /// Those of them in one level's competence: D05.
    OfLevel(CompetenceLevel),
    /// Received before the window and worked on in it, what was opened again included: D06.
    OpenBefore,
    /// Open at its end: D12.
    OpenAfter,
    /// Open at its end with a plan that still holds: D10.
    WithPlan,
    /// Open at its end without one, or past the promised day: D11.
    WithoutPlan,
    /// Ended in the window with this outcome: D08, D09.
    Closed(Outcome),
    /// Answered in the window, whenever that was due.
    Answered,
    /// Due to be answered in the window: D07's denominator.
    Due,
    /// Of those, answered by the window's end: D07.
    DueAnswered,
    /// Of those, answered by their day.
    DueInTime,
    /// Of those, answered after their day and by the window's end.
    DueLate,
    /// Due in the window and not answered by its end.
    DueUnanswered,
    /// Received in the window and raised before: D13.
    Repeated,
}

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Whose register.
    pub council: OrganizationId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What is counted.
    pub part: Part,
}

/// A row that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// What it is called.
    pub label: String,
    /// Its page; the register's for one that is not public.
    pub href: String,
    /// The day by which it is counted.
    pub on: Date,
    /// A word more.
    pub note: String,
    /// How much it counts.
    pub count: i64,
}

/// Whether this council's register reaches back to the beginning of a window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store::begins(tx, council)?.0.0.is_some_and(|first| first <= from))
}

/// Whether this council's meetings reach back to the beginning of a window.
pub fn keeps_meetings(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store_meetings::meetings_begin(tx, council)?.0.0.is_some_and(|first| first <= from))
}

/// The number of petitions.
pub fn count(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    store_days::count(tx, question)
}

/// How many public petitions are late: as many as the public list shows under "quá hạn".
pub fn count_public_overdue(tx: &mut Tx, council: OrganizationId, today: Date) -> db::Result<Number> {
    store_lists::count_late(tx, Reader::Public(council), &Filter::of(Group::Overdue, today))
}

/// A petition whose plan promised a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// What it is called.
    pub label: String,
    /// Its page in the workspace.
    pub href: String,
    /// The day.
    pub on: Date,
    /// Whether it was closed by that day.
    pub is_kept: bool,
}

/// Petitions whose plan promised a day of a window. One whose day is today is not due yet, unless
/// it is closed.
pub fn promised(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    today: Date,
) -> db::Result<Vec<Promised>> {
    let found = store::promised_between(tx, council, from, to)?.into_iter();
    Ok(found
        .filter(|(_, _, _, on, closed)| closed.is_some() || *on < today)
        .map(|(id, code, text, on, closed)| Promised {
            label: format!("{code}: {}", kernel::text::truncate_words(&text, 120)),
            href: crate::path_of(&id.to_string()),
            on,
            is_kept: closed.is_some_and(|day| day <= on),
        })
        .collect())
}

/// The petitions behind the number.
pub fn list(tx: &mut Tx, question: &Question, most: i64) -> db::Result<Vec<CountedRow>> {
    let rows = store::list_counted(tx, question, most)?;
    Ok(rows.into_iter().map(|one| row(one, question.part)).collect())
}

fn row(one: Petition, part: Part) -> CountedRow {
    let on = match part {
        Part::Closed(_) => one.closed_on,
        Part::Answered => one.answered_on,
        Part::Due | Part::DueAnswered | Part::DueInTime | Part::DueLate | Part::DueUnanswered => one.due_on,
        Part::Received
        | Part::OfLevel(_)
        | Part::OpenBefore
        | Part::OpenAfter
        | Part::WithPlan
        | Part::WithoutPlan
        | Part::Repeated => None,
    };
    // One that is not public is counted and named by its code alone
    let (label, href) = if one.is_public {
        (format!("{}: {}", one.code, kernel::text::truncate_words(&one.text, 120)), one.public_path())
    } else {
        (format!("{} (chưa công khai)", one.code), "/kien-nghi".to_owned())
    };
    let note = match (one.state, one.outcome) {
        (crate::State::Closed | crate::State::Monitoring, Some(outcome)) => outcome.label().to_owned(),
        (state, _) => state.label().to_owned(),
    };
    CountedRow { label, href, on: on.unwrap_or(one.received_on), note, count: 1 }
}

/// D01: meetings held.
pub fn count_meetings(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<i64> {
    store_meetings::count_held(tx, council, from, to)
}

/// D02: how many voters came to them.
pub fn count_voters(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<i64> {
    Ok(store_meetings::voters_between(tx, council, from, to)?.0.0)
}

/// D03: how many opinions were said at them.
pub fn count_opinions(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<i64> {
    Ok(store_meetings::count_opinions(tx, council, from, to)?.0.0)
}

/// What a meeting counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// One each: D01.
    One,
    /// Its voters: D02.
    Voters,
    /// Its opinions: D03.
    Opinions,
}

/// The meetings behind D01, D02 and D03; those that count nothing are left out.
pub fn list_meetings(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    weight: Weight,
    most: i64,
) -> db::Result<Vec<CountedRow>> {
    let opinions = match weight {
        Weight::Opinions => store_meetings::opinions_by_meeting(tx, council, from, to)?,
        Weight::One | Weight::Voters => Vec::new(),
    };
    let count_of = |one: &Meeting| match weight {
        Weight::One => 1,
        Weight::Voters => one.voters.unwrap_or(0),
        Weight::Opinions => opinions.iter().find(|(id, _)| *id == one.id).map_or(0, |(_, count)| *count),
    };
    let rows = store_meetings::list_held(tx, council, from, to, most)?;
    Ok(rows
        .into_iter()
        .map(|one| CountedRow {
            count: count_of(&one),
            label: one.label(),
            href: format!("/tiep-xuc-cu-tri#{}", one.id),
            on: one.held_on,
            note: format!("{} lượt cử tri, {}", one.voters.unwrap_or(0), dates::print(one.held_on)),
        })
        .filter(|row| row.count > 0)
        .collect())
}
