//! What this area answers of the indicators: A08, questions answered in time. The same question
//! gives the number and the rows.

use db::Tx;
use kernel::{Date, OrganizationId, dates};

use crate::model::Question;
use crate::store;

/// Which questions of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Put in it.
    Put,
    /// Answered in it, in the hall.
    Oral,
    /// Those whose written answer was due in it: the denominator of A08.
    Due,
    /// Those of them that were answered in time: its numerator.
    InTime,
}

/// A row that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// What it is called.
    pub label: String,
    /// Its public page.
    pub href: String,
    /// The day by which it is counted.
    pub on: Date,
    /// A word more.
    pub note: String,
}

/// Whether this council's questions are kept here from the beginning of a window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store::begins(tx, council)?.0.0.is_some_and(|first| first <= from))
}

/// The number: of questions that anyone may read, as in A01.
pub fn count(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
) -> db::Result<i64> {
    store::count_counted(tx, council, window, today, part)
}

/// The rows behind the number.
pub fn list(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
    most: i64,
) -> db::Result<Vec<CountedRow>> {
    let found = store::list_counted(tx, council, window, today, part, most)?;
    Ok(found
        .into_iter()
        .map(|one| CountedRow {
            label: format!("{}: {}", one.label(), kernel::text::truncate_words(&one.text, 120)),
            href: one.public_path(),
            on: match part {
                Part::Put => one.asked_on,
                Part::Oral => one.answered_on.unwrap_or(one.asked_on),
                Part::Due | Part::InTime => one.due_on.unwrap_or(one.asked_on),
            },
            note: note(&one, part),
        })
        .collect())
}

fn note(one: &Question, part: Part) -> String {
    match part {
        Part::Put | Part::Oral => one.state.label().to_owned(),
        Part::Due | Part::InTime => format!(
            "Hạn {}, {}",
            one.due_on.map(dates::print).unwrap_or_default(),
            one.answered_on
                .map_or_else(|| "chưa trả lời".to_owned(), |on| format!("trả lời {}", dates::print(on)))
        ),
    }
}
