//! What this area answers of the indicators: E01–E03. The same question gives the number and
//! the rows.
//!
//! Invariant: of any window the parts of E03 add up to E03, which is never more than E02.

use db::Tx;
use kernel::{Date, OrganizationId, dates};

use crate::model::{Kind, Reception, Visit, VisitKind};
use crate::{store, store_visits};

/// Which visits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Every visit: E02.
    Visits,
    /// Those of five people and more about one matter.
    Groups,
    /// Distinct matters: E03.
    Cases,
    /// Distinct matters of one kind.
    CasesOf(VisitKind),
    /// Distinct matters of any other kind. Denunciations stand among them, so that no public
    /// figure tells of one alone.
    OtherCases,
}

/// A question about visits.
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
    /// Its page.
    pub href: String,
    /// The day by which it is counted.
    pub on: Date,
    /// A word more.
    pub note: String,
}

/// Whether this council's receptions reach back to the beginning of a window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store::begins(tx, council)?.0.0.is_some_and(|first| first <= from))
}

/// Whether this council's register of visits reaches back to the beginning of a window.
pub fn keeps_visits(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store_visits::begins(tx, council)?.0.0.is_some_and(|first| first <= from))
}

/// E01: the receptions that were held, or the whole schedule.
pub fn count_receptions(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    kind: Option<Kind>,
    held: bool,
) -> db::Result<i64> {
    store::count_scheduled(tx, council, window, kind, held)
}

/// The receptions behind E01.
pub fn list_receptions(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    kind: Option<Kind>,
    held: bool,
    most: i64,
) -> db::Result<Vec<CountedRow>> {
    let rows = store::list_scheduled(tx, council, window, kind, held, most)?;
    Ok(rows.into_iter().map(reception_row).collect())
}

fn reception_row(one: Reception) -> CountedRow {
    CountedRow {
        label: one.label(),
        href: format!("/lich-tiep-cong-dan#b{}", one.id),
        on: one.held_on,
        note: if one.is_public() { format!("{}, {}", one.place, one.state.label()) } else { String::new() },
    }
}

/// The number of visits or matters.
pub fn count(tx: &mut Tx, question: &Question) -> db::Result<i64> {
    store_visits::count_counted(tx, question)
}

/// The visits behind the number, each by its code alone.
pub fn list(tx: &mut Tx, question: &Question, most: i64) -> db::Result<Vec<CountedRow>> {
    let rows = store_visits::list_counted(tx, question, most)?;
    Ok(rows.into_iter().map(visit_row).collect())
}

fn visit_row(one: Visit) -> CountedRow {
    CountedRow {
        href: match one.reception_id {
            Some(id) => format!("/lich-tiep-cong-dan#b{id}"),
            None => "/lich-tiep-cong-dan".to_owned(),
        },
        label: format!("Lượt tiếp {}", one.code),
        on: one.received_on,
        note: dates::print(one.received_on),
    }
}
