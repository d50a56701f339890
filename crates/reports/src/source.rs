//! What areas answer. The binary registers them; this crate knows none of them.

use std::sync::OnceLock;

use db::Tx;
use kernel::{AreaId, Date, OrganizationId};
use serde::Serialize;

/// A question about one unit and one window.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The unit.
    pub area: AreaId,
    /// Its council.
    pub council: OrganizationId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// A part of the figure: one kind of session.
    pub part: Option<String>,
    /// The day on which it is asked.
    pub today: Date,
}

/// A row that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountedRow {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Its date.
    pub on: Option<String>,
    /// A word more.
    pub note: String,
    /// How much it counts: 1 for a record, the entered number for an entry.
    pub count: i64,
}

type Count = fn(&mut Tx, &Ask) -> db::Result<i64>;
type List = fn(&mut Tx, &Ask) -> db::Result<Vec<CountedRow>>;

/// How one indicator is answered from records.
pub struct Source {
    /// The indicator's code.
    pub code: &'static str,
    /// Its parts: stored word and words shown.
    pub parts: &'static [(&'static str, &'static str)],
    /// Whether this council keeps such records here.
    pub keeps: fn(&mut Tx, &Ask) -> db::Result<bool>,
    /// The number.
    pub count: Count,
    /// The rows: the same question.
    pub list: List,
    /// The denominator of a rate and its rows: one question again.
    pub denominator: Option<(Count, List)>,
}

/// The part that is the denominator of a rate.
pub const WHOLE: &str = "mau-so";

static SOURCES: OnceLock<&'static [&'static [Source]]> = OnceLock::new();

/// Registers what areas answer.
pub fn install(sources: &'static [&'static [Source]]) {
    // A second installation in one process registers the same
    let _ = SOURCES.set(sources);
}

pub(crate) fn source(code: &str) -> Option<&'static Source> {
    SOURCES.get().and_then(|all| all.iter().flat_map(|area| area.iter()).find(|one| one.code == code))
}
