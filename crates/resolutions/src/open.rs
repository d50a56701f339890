//! What this area answers of the indicators: A02, resolutions adopted, and A06, resolutions sent
//! up in time, whose numerator and denominator are two questions; of G02 the resolutions that had to
//! be open to everyone. The same question gives the number and the rows.

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

/// A resolution that had to be open to everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its number and title; of one that nobody may read yet its number alone.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The day by which it had to be open.
    pub due: Date,
    /// The first day on which it was.
    pub on: Option<Date>,
}

/// G02: signed resolutions that had to be open by a day of a window. One whose day is today is not
/// due yet, unless it is open.
pub fn publications(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    today: Date,
) -> db::Result<Vec<Published>> {
    let mut days = store::publications(tx, council, from, to)?;
    days.retain(|(_, due, on)| on.is_some() || *due < today);
    let ids: Vec<_> = days.iter().map(|(id, ..)| *id).collect();
    let known: std::collections::HashMap<_, _> =
        store::many(tx, &ids)?.into_iter().map(|one| (one.id, one)).collect();
    let addresses = Addresses::load(tx, to)?;
    let one = |(id, due, on)| {
        known.get(&id).map(|one: &Resolution| Published {
            label: if one.is_public { format!("{}: {}", one.label(), one.title) } else { one.label() },
            href: if one.is_public { addresses.of(one) } else { one.path() },
            due,
            on,
        })
    };
    Ok(days.into_iter().filter_map(one).collect())
}

/// Whether the days on which this council's resolutions became open were kept from the year in
/// which a window begins.
pub fn keeps_publication(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store::publication_begins(tx, council)?.0.0.is_some_and(|first| first.year() <= from.year()))
}
