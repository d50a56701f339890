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
    /// For messages, when the table does not have it.
    pub name: &'static str,
    /// Folded, as [`folded`] does.
    pub words: &'static [&'static str],
}

impl Head {
    /// Where the column stands, by the folded heads of a table.
    fn place(&self, folded: &[String]) -> Option<usize> {
        folded.iter().position(|cell| self.words.contains(&cell.as_str()))
    }
}

/// A row with something in it.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    head: &'a [String],
    folded: &'a [String],
    cells: &'a [String],
    /// As it is counted in the pasted text.
    pub number: usize,
}

impl Record<'_> {
    /// The cell of a column; empty when the table does not have it.
    pub fn cell(&self, head: &Head) -> &str {
        head.place(self.folded).and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }

    /// A fault of a cell, under the table's own head of the column.
    pub fn fault(&self, head: &Head, message: impl Into<String>) -> CellFault {
        let own = head.place(self.folded).and_then(|place| self.head.get(place));
        CellFault::new(self.number, own.map_or(head.name, String::as_str), message)
    }
}

/// Reads a table row by row. `needed` are the columns without which it means nothing.
///
/// # Errors
/// Every fault that was found, in the order of the rows.
pub fn read<T>(
    pasted: &str,
    needed: &[Head],
    mut row: impl FnMut(Record<'_>) -> Result<T, Vec<CellFault>>,
) -> Result<Vec<T>, Vec<CellFault>> {
    let first = needed.first().map_or("–", |head| head.name);
    let table = cells(pasted);
    let Some((head, body)) = table.split_first() else {
        return Err(vec![CellFault::new(1, first, "Bảng trống. Dán cả dòng đầu đề.")]);
    };
    let folded: Vec<String> = head.iter().map(|cell| folded(cell)).collect();
    let lacking: Vec<CellFault> = needed
        .iter()
        .filter(|needed| needed.place(&folded).is_none())
        .map(|needed| {
            CellFault::new(1, needed.name, "Không thấy cột này ở dòng đầu. Dán cả dòng đầu đề của bảng.")
        })
        .collect();
    if !lacking.is_empty() {
        return Err(lacking);
    }
    if body.len() > ROWS_MAX {
        return Err(vec![CellFault::new(ROWS_MAX + 2, "–", "Bảng dài hơn 5.000 dòng. Chia ra nhiều lần.")]);
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (cells, number) in body.iter().zip(2..) {
        if cells.iter().all(String::is_empty) {
            continue;
        }
        match row(Record { head, folded: &folded, cells, number }) {
            Ok(read) => rows.push(read),
            Err(found) => faults.extend(found),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(CellFault::new(2, first, "Bảng chỉ có dòng đầu đề."));
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

/// A cell without marks, capitals and doubled blanks.
pub fn folded(cell: &str) -> String {
    let folded = text::fold(cell);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a cell means: one of an enum's labels, or a word of the offices, folded.
pub fn word<T: Copy>(
    cell: &str,
    labels: impl Iterator<Item = (&'static str, T)>,
    others: &[(&str, T)],
) -> Option<T> {
    let wanted = folded(cell);
    labels
        .map(|(label, value)| (folded(label), value))
        .chain(others.iter().map(|(word, value)| ((*word).to_owned(), *value)))
        .find(|(known, _)| *known == wanted)
        .map(|(_, value)| value)
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

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: Head = Head { name: "Số", words: &["so", "so don"] };
    const WORDS: Head = Head { name: "Nội dung", words: &["noi dung"] };

    fn read_pairs(pasted: &str) -> Result<Vec<(String, String)>, Vec<CellFault>> {
        read(pasted, &[NUMBER, WORDS], |record| match record.cell(&WORDS) {
            "" => Err(vec![record.fault(&WORDS, "Nhập nội dung.")]),
            words => Ok((record.cell(&NUMBER).to_owned(), words.to_owned())),
        })
    }

    #[test]
    fn columns_are_known_by_their_heads_in_any_order_and_empty_rows_are_none() {
        let rows = read_pairs("NỘI DUNG;Số  đơn\nMương tắc;1\n;\nĐường hỏng;2\n").unwrap();
        assert_eq!(rows, [("1".into(), "Mương tắc".into()), ("2".into(), "Đường hỏng".into())]);
    }

    #[test]
    fn every_lacking_column_and_every_faulty_cell_is_named() {
        let said = |pasted: &str| -> Vec<String> {
            read_pairs(pasted).unwrap_err().iter().map(ToString::to_string).collect()
        };
        assert_eq!(said("").len(), 1);
        assert_eq!(said("Cột lạ\n1\n").len(), 2, "both columns");
        assert_eq!(said("Số\tNội dung\n"), ["Dòng 2, cột Số: Bảng chỉ có dòng đầu đề."]);
        let two = said("Số\tnội dung\n1\t\n\t\n3\t\n");
        assert_eq!(two, ["Dòng 2, cột nội dung: Nhập nội dung.", "Dòng 4, cột nội dung: Nhập nội dung."]);
    }

    #[test]
    fn a_table_longer_than_an_archive_is_refused() {
        let table = |rows: usize| format!("Số\tNội dung\n{}", "1\tx\n".repeat(rows));
        assert_eq!(read_pairs(&table(ROWS_MAX)).map(|rows| rows.len()), Ok(ROWS_MAX));
        assert!(read_pairs(&table(ROWS_MAX + 1)).is_err());
    }
}
