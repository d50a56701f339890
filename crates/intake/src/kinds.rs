//! What can be taken in: the kinds that the areas offer, put together by the binary.

use std::sync::OnceLock;

use kernel::Actor;
use kit::{Ctx, Problem};
use papers::Cell;
use papers::pasted::CellFault;

use crate::columns::Column;
use crate::read::Table;

/// A record that a batch made: by its table and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The recorded table.
    pub table: String,
    /// The row.
    pub id: String,
}

impl Made {
    /// A row of a table.
    pub fn new(table: &str, id: impl std::fmt::Display) -> Self {
        Self { table: table.to_owned(), id: id.to_string() }
    }
}

/// A row whose record is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Same {
    /// The row.
    pub row: usize,
    /// What the record is called.
    pub label: String,
    /// Its page.
    pub href: String,
}

/// A table held against what is there.
#[derive(Debug, Default)]
pub struct Checked {
    /// Every faulty cell, beside those that are not of their column's shape.
    pub faults: Vec<CellFault>,
    /// Rows whose records are there already.
    pub same: Vec<Same>,
}

/// Writes the rows of a table, and tells how far it has come.
pub type Take = fn(&mut Ctx<'_>, &Table, &mut dyn FnMut(usize, usize)) -> Result<Vec<Made>, Problem>;

/// A kind of record that can be taken in as a table.
#[derive(Debug)]
pub struct Kind {
    /// In addresses and on the command line: `nguoi`.
    pub key: &'static str,
    /// In lists: "Người và chức vụ".
    pub label: &'static str,
    /// After a number: "dòng chức vụ".
    pub counted: &'static str,
    /// The page where the records are seen.
    pub home: &'static str,
    /// What a row is, in a sentence.
    pub lead: &'static str,
    /// The columns.
    pub columns: &'static [Column],
    /// Whether the journal's entry of a batch is public, as those of single records are.
    pub is_public: bool,
    /// Whether the actor takes such records in.
    pub may: fn(&Actor) -> bool,
    /// Holds a table whose cells have their shapes against what is there. Rows with cells that do
    /// not are in it too, and read as empty there.
    pub check: fn(&mut Ctx<'_>, &Table) -> Result<Checked, Problem>,
    /// Writes the rows of a sound table, without a journal entry, and says what it made in the
    /// order it was made; called again and again with more progress.
    pub take: Take,
    /// Deletes what a batch made that nobody touched since, the last first.
    pub undo: fn(&mut Ctx<'_>, &[Made]) -> Result<(), Problem>,
    /// The records that the actor keeps, as the same table.
    pub export: fn(&mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem>,
}

/// A table that is taken in on a page of its own.
#[derive(Debug)]
pub struct Elsewhere {
    /// In lists.
    pub label: &'static str,
    /// The page.
    pub href: &'static str,
    /// Whether the actor may open it.
    pub may: fn(&Actor) -> bool,
}

static KINDS: OnceLock<(&'static [&'static Kind], &'static [Elsewhere])> = OnceLock::new();

/// Says which kinds there are.
pub fn install(kinds: &'static [&'static Kind], elsewhere: &'static [Elsewhere]) {
    // A second installation is the same list
    let _ = KINDS.set((kinds, elsewhere));
}

/// Every kind.
pub fn kinds() -> &'static [&'static Kind] {
    KINDS.get().map_or(&[], |(kinds, _)| kinds)
}

/// The kind with this key.
pub fn kind(key: &str) -> Option<&'static Kind> {
    kinds().iter().find(|one| one.key == key).copied()
}

/// The tables that are taken in on pages of their own.
pub fn elsewhere() -> &'static [Elsewhere] {
    KINDS.get().map_or(&[], |(_, elsewhere)| elsewhere)
}
