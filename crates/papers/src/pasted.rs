//! Tables as they come from Word and Excel: cells of what was pasted, columns known by their
//! heads in any order, faults that name row and column.

use std::fmt;

use kernel::text;

/// More rows than these are another system's archive, not a table to paste.
pub const ROWS_MAX: usize = 5_000;

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The row, as it is counted in the pasted text: the head is row 1.
    pub row: usize,
    /// The column's head.
    pub column: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl CellFault {
    /// A fault.
    pub fn new(row: usize, column: impl Into<String>, message: impl Into<String>) -> Self {
        Self { row, column: column.into(), message: message.into() }
    }
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dòng {}, cột {}: {}", self.row, self.column, self.message)
    }
}

/// A column: its name for messages, and its heads as the offices write them, folded.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    /// For messages.
    pub name: &'static str,
    /// Folded.
    pub words: &'static [&'static str],
}

impl Head {
    /// Where the column stands in the first row of a table.
    pub fn place(&self, head: &[String]) -> Option<usize> {
        head.iter().position(|cell| self.words.contains(&folded(cell).as_str()))
    }
}

/// A cell without marks, capitals and doubled blanks.
pub fn folded(cell: &str) -> String {
    let folded = text::fold(cell);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cells of a table: tabs as Word and Excel put them on the clipboard, or CSV.
pub fn cells(pasted: &str) -> Vec<Vec<String>> {
    let pasted = pasted.trim_start_matches('\u{feff}');
    let head = pasted.lines().next().unwrap_or_default();
    let delimiter =
        [b'\t', b';', b','].into_iter().find(|one| head.as_bytes().contains(one)).unwrap_or(b'\t');
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(pasted.as_bytes());
    reader
        .records()
        .filter_map(Result::ok)
        .map(|record| record.iter().map(text::clean_line).collect::<Vec<String>>())
        .take(ROWS_MAX + 2)
        .collect()
}
