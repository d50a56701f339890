//! What this area answers of the indicators: A02, resolutions adopted, and A06, resolutions sent
//! up in time, whose numerator and denominator are two questions. The same question gives the
//! number and the rows.

use db::Tx;
use kernel::{Date, OrganizationId, ResolutionId, dates};

use crate::address::Addresses;
use crate::model::{Resolution, Series};
use crate::store;

/// Which of the resolutions, and by which of their days the window takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Those adopted in the window: A02.
    Adopted,
    /// Those that had to be sent up in the window, whenever they were adopted, so that each is of
    /// one window: the denominator of A06.
    DueUp,
    /// Those of them that were sent in time: the numerator of A06.
    SentInTime,
}

/// What an indicator counts: published resolutions of a council in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Whose resolutions.
    pub council: OrganizationId,
    /// First day of the window.
    pub from: Date,
    /// Last day of the window.
    pub to: Date,
    /// Only normative ones, or only the others.
    pub is_normative: Option<bool>,
    /// Which of them.
    pub part: Part,
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
    /// Where a list goes on after it.
    pub id: ResolutionId,
}

/// The number.
pub fn count(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    store::count_counted(tx, question)
}

/// The rows behind the number, in the order of the day by which they are counted, after the one
/// with this day and id.
pub fn list(
    tx: &mut Tx,
    question: &Question,
    after: Option<(Date, ResolutionId)>,
    most: i64,
) -> db::Result<Vec<CountedRow>> {
    let addresses = Addresses::load(tx, question.to)?;
    let found = store::list_counted(tx, question, after, most)?;
    Ok(found
        .into_iter()
        .map(|one| CountedRow {
            label: format!("{}: {}", one.label(), one.title),
            href: addresses.of(&one),
            on: match question.part {
                Part::Adopted => one.adopted_on,
                Part::DueUp | Part::SentInTime => one.send_up_due_on.unwrap_or(one.adopted_on),
            },
            note: note(&one, question.part),
            id: one.id,
        })
        .collect())
}

fn note(one: &Resolution, part: Part) -> String {
    let day = |on: Option<Date>, none: &str| on.map_or_else(|| none.to_owned(), dates::print);
    match part {
        Part::Adopted => Series::of(one.is_normative).label().to_owned(),
        Part::DueUp | Part::SentInTime => format!(
            "Thông qua {}, hạn gửi {}, {}",
            dates::print(one.adopted_on),
            day(one.send_up_due_on, "chưa có"),
            one.sent_up_on.map_or_else(|| "chưa gửi".to_owned(), |on| format!("gửi {}", dates::print(on)))
        ),
    }
}

/// Whether this council keeps its resolutions here.
pub fn keeps(tx: &mut Tx, council: OrganizationId) -> db::Result<bool> {
    let filter = store::Filter { council: Some(council), ..store::Filter::default() };
    Ok(!store::list(tx, &filter, None, 1)?.is_empty())
}
