//! What this area answers of the indicators: A01, sessions held. The same question gives the
//! number and the rows.

use db::Tx;
use kernel::{Date, OrganizationId, SessionId, dates};

use crate::address::Addresses;
use crate::model::Kind;
use crate::store;

/// What an indicator counts: published sessions of a council that closed in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Whose sessions.
    pub council: OrganizationId,
    /// First day of the window.
    pub from: Date,
    /// Last day of the window.
    pub to: Date,
    /// Only this kind.
    pub kind: Option<Kind>,
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
    pub id: SessionId,
}

/// The number.
pub fn count(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    store::count_counted(tx, question)
}

/// The rows behind the number, in the order of closing, after the one with this day and id.
pub fn list(
    tx: &mut Tx,
    question: &Question,
    after: Option<(Date, SessionId)>,
    most: i64,
) -> db::Result<Vec<CountedRow>> {
    let addresses = Addresses::load(tx, question.to)?;
    let found = store::list_counted(tx, question, after, most)?;
    Ok(found
        .into_iter()
        .map(|one| CountedRow {
            label: one.label(),
            href: addresses.of(&one),
            on: one.closed_on.unwrap_or(one.opened_on),
            note: format!("{}, khai mạc {}", one.kind.label(), dates::print(one.opened_on)),
            id: one.id,
        })
        .collect())
}

/// Whether this council keeps its sessions here.
pub fn keeps(tx: &mut Tx, council: OrganizationId) -> db::Result<bool> {
    let filter = store::Filter { council: Some(council), ..store::Filter::default() };
    Ok(!store::list(tx, &filter, None, 1)?.is_empty())
}
