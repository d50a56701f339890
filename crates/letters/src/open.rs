//! What this area answers of the indicators: E04–E09. The same question gives the number and the
//! rows.
//!
//! Invariant: of any window, open before + received − ended = open after, because each letter
//! was received on one day and ends on at most one.

use db::Tx;
use kernel::{Date, OrganizationId};

use crate::model::{Kind, Letter, Outcome};
use crate::store;

/// Which letters are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Received in the window: E04.
    Received,
    /// Those of them of one kind.
    OfKind(Kind),
    /// Those that had been received before.
    Duplicate,
    /// Those without a name.
    Anonymous,
    /// Open at the window's beginning.
    OpenBefore,
    /// Open at its end.
    OpenAfter,
    /// Ended in the window.
    Closed,
    /// Received in the window and fit to be processed: E05.
    Eligible,
    /// Received in the window and not fit.
    Ineligible,
    /// Decided in the window: E06.
    Decided,
    /// Decided so in the window.
    DecidedAs(Outcome),
    /// Due to be decided in the window: E07's denominator.
    ProcessDue,
    /// Those of them that were decided in time: E07.
    ProcessedInTime,
    /// Forwarded, the answer due by the window's end: E08's denominator.
    AnswerDue,
    /// Those of them that were answered by then: E08.
    Answered,
    /// The answer late at the window's end: beside E09.
    AnswerOverdue,
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

/// A row that a figure counts: a number of the register and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// "Đơn số 12/2020".
    pub label: String,
    /// Its page, for those who may open it.
    pub href: String,
    /// The day by which it is counted.
    pub on: Date,
    /// Where it stands.
    pub note: String,
}

/// Whether this council's register reaches back to the beginning of a window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store::begins(tx, council)?.0.0.is_some_and(|first| first <= from))
}

/// The number of letters.
pub fn count(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    store::count_counted(tx, question)
}

/// The letters behind the number.
pub fn list(tx: &mut Tx, question: &Question, most: i64) -> db::Result<Vec<CountedRow>> {
    Ok(store::list_counted(tx, question, most)?.into_iter().map(|one| row(&one, question.part)).collect())
}

fn row(one: &Letter, part: Part) -> CountedRow {
    let on = match part {
        Part::Closed => one.closed_on,
        Part::Decided | Part::DecidedAs(_) => one.decided_on,
        Part::ProcessDue | Part::ProcessedInTime => Some(one.process_due_on),
        Part::AnswerDue | Part::AnswerOverdue => one.due_on,
        Part::Answered => one.answered_on,
        Part::Received
        | Part::OfKind(_)
        | Part::Duplicate
        | Part::Anonymous
        | Part::OpenBefore
        | Part::OpenAfter
        | Part::Eligible
        | Part::Ineligible => None,
    };
    CountedRow {
        label: one.label(),
        href: one.path(),
        on: on.unwrap_or(one.received_on),
        note: one.state.label().to_owned(),
    }
}
