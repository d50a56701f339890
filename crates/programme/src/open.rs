//! What indicators ask of programmes.

use db::Tx;
use kernel::{Date, OrganizationId, dates};
use law::Publication;

use crate::model::{Item, Kind};
use crate::store;

/// Which items are counted, in a window or at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Due in the window.
    Due,
    /// Of those, done at its end.
    Done,
    /// Of those, done by their day.
    OnTime,
    /// Of those, done after their day.
    Late,
    /// Due in the window and not done at its end.
    Open,
    /// Due at its end or before, and not done.
    Overdue,
    /// Of the year's oversight programmes, scheduled until its end.
    Scheduled,
    /// Of those, done.
    Completed,
}

/// A row that an indicator counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The day it is due.
    pub on: Date,
    /// Who leads, and when it was done.
    pub note: String,
}

fn counted(one: Item) -> Counted {
    let state = match one.done_on {
        Some(on) => format!("hoàn thành {}", dates::print(on)),
        None => "chưa hoàn thành".to_owned(),
    };
    let note = if one.lead.is_empty() { state } else { format!("{}, {state}", one.lead) };
    Counted { href: one.path(), on: one.due_on, note, label: one.title }
}

/// Whether this council had a decided programme here, of this kind or of any, at the end of the
/// window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, kind: Option<Kind>, to: Date) -> db::Result<bool> {
    let first = store::begins(tx, council, kind)?;
    Ok(first.is_some_and(|first| first <= i64::from(to.year())))
}

/// How many.
pub fn count(tx: &mut Tx, council: OrganizationId, from: Date, to: Date, part: Part) -> db::Result<i64> {
    store::count_of(tx, council, (from, to), part)
}

/// Which.
pub fn list(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    part: Part,
    most: i64,
) -> db::Result<Vec<Counted>> {
    Ok(store::rows_of(tx, council, (from, to), part, most)?.into_iter().map(counted).collect())
}

/// A programme that had to be open to everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// "Chương trình giám sát năm 2020, Thường trực HĐND huyện".
    pub label: String,
    /// Its public page.
    pub href: String,
    /// The day by which it had to be open, and the first on which it was.
    pub days: Publication,
}

/// G02: programmes of a council and its Standing Committee that had to be open by a day of a
/// window. One whose day is today is not due yet, unless it is open.
pub fn publications(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
) -> db::Result<Vec<Published>> {
    let found = store::publications(tx, council, window.0, window.1)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let names = directory::names(tx)?;
    Ok(found
        .into_iter()
        .filter(|(_, _, _, _, due, on)| on.is_some() || *due < today)
        .map(|(id, body, kind, year, due, on)| Published {
            label: format!("{} năm {year}, {}", kind.label(), names.get(&body).map_or("", String::as_str)),
            href: format!("/chuong-trinh/{id}"),
            days: Publication { due: Some(due), on },
        })
        .collect())
}
