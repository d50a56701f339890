//! What this area answers of the indicators: G01, items published. One condition gives the
//! number and the rows.

use db::Tx;
use kernel::{Date, Instant, OrganizationId, dates};

use crate::store;

/// Published items of a council, first published from one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Whose news.
    pub council: OrganizationId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Question {
    /// From the first moment of the first day to before the first moment after the last.
    fn moments(&self) -> (Instant, Instant) {
        let after = self.to.tomorrow().unwrap_or(self.to);
        (dates::midnight(self.from), dates::midnight(after))
    }
}

/// A row that the figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Its date.
    pub on: Date,
    /// A word more.
    pub note: String,
}

/// Whether this council publishes its news here.
pub fn keeps(tx: &mut Tx, council: OrganizationId) -> db::Result<bool> {
    let all = store::in_window(council, 0, Instant::MAX, "select count(*) from news_item");
    Ok(0 < all.number(tx)?)
}

/// How many.
pub fn count(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    let (from, before) = question.moments();
    store::in_window(question.council, from, before, "select count(*) from news_item").number(tx)
}

/// Which, newest first.
pub fn list(tx: &mut Tx, question: &Question, most: i64) -> db::Result<Vec<CountedRow>> {
    let (from, before) = question.moments();
    let rows: Vec<(String, String, i64, String)> = store::in_window(
        question.council,
        from,
        before,
        "select title, slug, published_ms, category from news_item",
    )
    .then("order by published_ms desc, id desc limit ?", &[&most])
    .rows(tx)?;
    Ok(rows
        .into_iter()
        .map(|(label, slug, published_ms, note)| CountedRow {
            label,
            href: format!("/tin-tuc/{slug}"),
            on: dates::date_of(published_ms),
            note,
        })
        .collect())
}
