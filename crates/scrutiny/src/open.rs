//! What indicators ask of hearings and reviews: C08 and C10.

use db::Tx;
use kernel::{Date, OrganizationId};

use crate::store;

/// A row that an indicator counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The day that counts.
    pub on: Date,
    /// What it is about; empty for what is not public.
    pub note: String,
}

/// Whether this council's hearings are written down here in the year of a window's beginning.
pub fn keeps_hearings(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    let db::One((first,)) = store::hearings_begin(tx, council)?;
    Ok(first.is_some_and(|first| first.year() <= from.year()))
}

/// Whether this council's reviews are written down here in the year of a window's beginning.
pub fn keeps_reviews(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    let db::One((first,)) = store::reviews_begin(tx, council)?;
    Ok(first.is_some_and(|first| first.year() <= from.year()))
}

/// How many hearings were held.
pub fn count_held(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<i64> {
    store::count_held(tx, council, (from, to))
}

/// Which.
pub fn list_held(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    most: i64,
) -> db::Result<Vec<Counted>> {
    let found = store::list_held(tx, council, (from, to), most)?;
    Ok(found
        .into_iter()
        .map(|one| Counted {
            label: one.label(),
            href: if one.is_open() { one.public_path() } else { one.path() },
            on: one.held_on,
            note: if one.is_open() { one.title } else { String::new() },
        })
        .collect())
}

/// How many texts were reviewed to a finding, of one kind or of both.
pub fn count_found(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    unlawful: Option<bool>,
) -> db::Result<i64> {
    store::count_found(tx, council, (from, to), unlawful)
}

/// Which.
pub fn list_found(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    unlawful: Option<bool>,
    most: i64,
) -> db::Result<Vec<Counted>> {
    let found = store::list_found(tx, council, (from, to), unlawful, most)?;
    Ok(found
        .into_iter()
        .map(|one| Counted {
            label: one.label(),
            href: if one.is_open() { one.public_path() } else { one.path() },
            on: one.found_on.unwrap_or(one.opened_on),
            note: if one.is_open() { one.text_name() } else { String::new() },
        })
        .collect())
}
