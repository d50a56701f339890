//! From cells to rows of a kind: which column a cell belongs to, and what is wrong with it.

use std::collections::HashMap;

use kernel::{Date, numbers, text};
use papers::pasted::CellFault;
use papers::{TableIn, TableLine, cell};

use crate::columns::{self, Column, Shape};

/// More rows than these are taken in by parts.
pub(crate) const ROWS_MAX: usize = 5_000;

/// Which cell of a row belongs to each column of a kind, guessed by the heads.
pub fn guess(columns: &[Column], head: &[String]) -> Vec<Option<usize>> {
    columns::guess(columns, head)
}

/// A row of a table, its cells in the order of the kind's columns, cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// As the file counts it, or as what was pasted is counted: the head is row 1.
    pub number: usize,
    cells: Vec<String>,
}

/// A table of a kind.
#[derive(Debug, Clone)]
pub struct Table {
    columns: &'static [Column],
    /// The table's own head of each column, for messages.
    heads: Vec<String>,
    /// The rows with something in them.
    pub rows: Vec<Row>,
    /// Today, for what may not lie ahead.
    pub today: Date,
}

impl Table {
    /// A table from its lines, the first of which is the head. `places` says which cell belongs to
    /// each column.
    ///
    /// # Errors
    /// What is wrong with the table as a whole.
    pub fn new(
        columns: &'static [Column],
        lines: &[TableLine],
        places: &[Option<usize>],
        today: Date,
    ) -> Result<Self, Vec<CellFault>> {
        Self::with_common(columns, lines, places, &[], today)
    }

    /// A table whose empty cells mean what was said once for all rows: a value for each column, or
    /// an empty one.
    ///
    /// # Errors
    /// What is wrong with the table as a whole.
    pub fn with_common(
        columns: &'static [Column],
        lines: &[TableLine],
        places: &[Option<usize>],
        common: &[String],
        today: Date,
    ) -> Result<Self, Vec<CellFault>> {
        Self::within(ROWS_MAX, columns, lines, places, common, today)
    }

    fn within(
        rows_max: usize,
        columns: &'static [Column],
        lines: &[TableLine],
        places: &[Option<usize>],
        common: &[String],
        today: Date,
    ) -> Result<Self, Vec<CellFault>> {
        let said = |at: usize| common.get(at).map_or("", |words| words.trim());
        let first = columns.first().map_or("–", |column| column.header);
        let Some((head, body)) = lines.split_first() else {
            return Err(vec![CellFault::new(1, first, "Bảng trống. Dán cả dòng đầu đề.")]);
        };
        let lacking: Vec<CellFault> = columns
            .iter()
            .zip(places)
            .zip(0..)
            .filter(|((column, place), at)| column.required && place.is_none() && said(*at).is_empty())
            .map(|((column, _), _)| {
                CellFault::new(
                    head.number,
                    column.header,
                    "Không thấy cột này ở dòng đầu đề. Chọn cột của bảng ứng với nó, hoặc thêm cột.",
                )
            })
            .collect();
        if !lacking.is_empty() {
            return Err(lacking);
        }
        if rows_max < body.len() {
            let most = numbers::print_integer(i64::try_from(rows_max).unwrap_or(i64::MAX));
            let words = format!("Bảng dài hơn {most} dòng. Chia ra nhiều lần.");
            return Err(vec![CellFault::new(rows_max + 2, "–", words)]);
        }
        let cell = |cells: &[String], column: &Column, place: &Option<usize>, at: usize| {
            let own = place.and_then(|place| cells.get(place)).map_or("", String::as_str);
            let words = if own.trim().is_empty() { said(at) } else { own };
            match column.shape {
                Shape::Words(_) => text::clean(words),
                Shape::Text(_) => as_it_stands(words),
                _ => text::clean_line(words),
            }
        };
        let rows: Vec<Row> = body
            .iter()
            .filter(|line| {
                let mut own = places.iter().flatten().filter_map(|place| line.cells.get(*place));
                own.any(|cell| !cell.trim().is_empty())
            })
            .map(|line| Row {
                number: line.number,
                cells: columns
                    .iter()
                    .zip(places)
                    .zip(0..)
                    .map(|((one, place), at)| cell(&line.cells, one, place, at))
                    .collect(),
            })
            .collect();
        if rows.is_empty() {
            return Err(vec![CellFault::new(head.number + 1, first, "Bảng chỉ có dòng đầu đề.")]);
        }
        let heads = columns
            .iter()
            .zip(places)
            .map(|(column, place)| {
                let own = place.and_then(|place| head.cells.get(place)).map(|words| text::clean_line(words));
                own.filter(|words| !words.is_empty()).unwrap_or_else(|| column.header.to_owned())
            })
            .collect();
        Ok(Self { columns, heads, rows, today })
    }

    /// A table as a file has it, its columns guessed; of any length that the file was read with.
    ///
    /// # Errors
    /// What is wrong with the table as a whole.
    pub fn of_file(columns: &'static [Column], file: &TableIn, today: Date) -> Result<Self, Vec<CellFault>> {
        let head = file.lines.first().map(|line| line.cells.as_slice()).unwrap_or_default();
        Self::within(file.lines.len(), columns, &file.lines, &guess(columns, head), &[], today)
    }

    /// The same table with some of its rows.
    #[must_use]
    pub fn keeping(&self, keeps: impl Fn(&Row) -> bool) -> Self {
        Self { rows: self.rows.iter().filter(|row| keeps(row)).cloned().collect(), ..self.clone() }
    }

    /// A row to be read by the keys of its columns.
    pub fn reading<'a>(&'a self, row: &'a Row) -> Reading<'a> {
        Reading { table: self, row, faults: Vec::new() }
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// Every cell that is empty and may not be, or is not of its column's shape.
    pub fn shape_faults(&self) -> Vec<CellFault> {
        let mut faults = Vec::new();
        for row in &self.rows {
            for ((column, cell), head) in self.columns.iter().zip(&row.cells).zip(&self.heads) {
                if let Err(message) = shaped(column, cell, self.today) {
                    faults.push(CellFault::new(row.number, head.clone(), message));
                }
            }
        }
        faults
    }

    /// The first rows, for the eyes: the heads that the table has, and their cells.
    pub(crate) fn shown(&self, most: usize) -> (Vec<String>, Vec<(usize, Vec<String>)>) {
        let used: Vec<usize> = (0..self.columns.len())
            .filter(|place| {
                self.rows.iter().any(|row| row.cells.get(*place).is_some_and(|cell| !cell.is_empty()))
            })
            .collect();
        let heads = used
            .iter()
            .filter_map(|place| self.columns.get(*place))
            .map(|column| column.header.to_owned())
            .collect();
        let rows = self.rows.iter().take(most).map(|row| {
            let cells = used.iter().filter_map(|place| row.cells.get(*place));
            (row.number, cells.map(|cell| text::truncate_words(cell, 120)).collect())
        });
        (heads, rows.collect())
    }
}

/// Lines and empty lines stay; their ends are those of this system.
fn as_it_stands(words: &str) -> String {
    let lines = text::nfc(words).replace("\r\n", "\n").replace('\r', "\n");
    lines.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn shaped(column: &Column, cell: &str, today: Date) -> Result<(), String> {
    if cell.is_empty() {
        return if column.required { Err("Ô này phải có.".to_owned()) } else { Ok(()) };
    }
    let no_longer = |most: usize| {
        if cell.chars().count() <= most {
            Ok(())
        } else {
            Err(format!("Dài hơn {most} ký tự. Rút gọn lại."))
        }
    };
    match column.shape {
        Shape::Line(most) | Shape::Words(most) | Shape::Text(most) => no_longer(most),
        Shape::Code(most) => cell::code(cell).and_then(|_| no_longer(most)),
        Shape::Day => cell::day(cell, today).map(drop),
        Shape::Integer(low, high) => match cell::integer(cell)? {
            number if (low..=high).contains(&number) => Ok(()),
            _ => Err(format!("Phải từ {low} đến {high}.")),
        },
        Shape::Yes => cell::yes(cell).map(drop),
        Shape::Choice(words) => {
            let wanted = text::fold(cell);
            let all = words();
            let is_known = all.iter().any(|word| text::fold(word) == wanted);
            if is_known { Ok(()) } else { Err(not_understood(cell, &all)) }
        }
        Shape::Word { words, knows } => {
            if knows(cell) {
                Ok(())
            } else {
                Err(not_understood(cell, &words()))
            }
        }
    }
}

fn not_understood(cell: &str, words: &[&str]) -> String {
    format!("Không hiểu “{}”. Cần một trong: {}.", text::truncate_words(cell, 40), words.join("; "))
}

/// A row as it is read by its area; faults are gathered. A cell that is not of its column's shape
/// reads as nothing: its fault is said already.
#[derive(Debug)]
pub struct Reading<'a> {
    table: &'a Table,
    row: &'a Row,
    /// What is wrong with the row beside the shapes of its cells.
    pub faults: Vec<CellFault>,
}

impl<'a> Reading<'a> {
    /// The row's number.
    pub fn number(&self) -> usize {
        self.row.number
    }

    /// The words of a cell; empty when the table does not have the column.
    pub fn words(&self, key: &str) -> &'a str {
        self.table.place(key).and_then(|place| self.row.cells.get(place)).map_or("", String::as_str)
    }

    /// Whether the cell is empty.
    pub fn is_empty(&self, key: &str) -> bool {
        self.words(key).is_empty()
    }

    /// A code.
    pub fn code(&self, key: &str) -> String {
        cell::code(self.words(key)).unwrap_or_default()
    }

    /// A day.
    pub fn day(&self, key: &str) -> Option<Date> {
        cell::day(self.words(key), self.table.today).ok()
    }

    /// A day that does not lie ahead.
    pub fn past_day(&mut self, key: &str) -> Option<Date> {
        let day = self.day(key);
        if day.is_some_and(|day| self.table.today < day) {
            self.fault(key, "Ngày này không được sau hôm nay.");
            return None;
        }
        day
    }

    /// A whole number.
    pub fn integer(&self, key: &str) -> Option<i64> {
        cell::integer(self.words(key)).ok()
    }

    /// A tick.
    pub fn yes(&self, key: &str) -> bool {
        cell::yes(self.words(key)).unwrap_or(false)
    }

    /// One of an enum's labels.
    pub fn choice<T: Copy>(
        &self,
        key: &str,
        labels: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Option<T> {
        let wanted = text::fold(self.words(key));
        labels.into_iter().find(|(label, _)| text::fold(label) == wanted).map(|(_, value)| value)
    }

    /// What the words of a cell name; a fault with `wanted` when they name nothing.
    pub fn named<T: Clone>(&mut self, key: &str, known: &Names<T>, wanted: &str) -> Option<T> {
        let words = self.words(key);
        if words.is_empty() {
            return None;
        }
        match known.find(words) {
            Found::One(value) => Some(value),
            Found::Several => {
                self.fault(key, format!("Có nhiều {wanted} tên “{words}”. Viết tên đầy đủ."));
                None
            }
            Found::None => {
                self.fault(key, format!("Không có {wanted} “{}”.", text::truncate_words(words, 80)));
                None
            }
        }
    }

    /// Notes a fault of a cell, under the table's own head of the column.
    pub fn fault(&mut self, key: &str, message: impl Into<String>) {
        let head = self.table.place(key).and_then(|place| self.table.heads.get(place));
        self.faults.push(CellFault::new(self.row.number, head.map_or(key, String::as_str), message));
    }
}

/// Names and what they stand for. Words with all their marks go before words without.
#[derive(Debug, Clone)]
pub struct Names<T> {
    exact: HashMap<String, Option<T>>,
    folded: HashMap<String, Option<T>>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { exact: HashMap::new(), folded: HashMap::new() }
    }
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// This.
    One(T),
    /// More than one thing.
    Several,
    /// Nothing.
    None,
}

impl<T: Clone + PartialEq> Names<T> {
    /// Adds a name.
    pub fn add(&mut self, name: &str, value: &T) {
        let put = |map: &mut HashMap<String, Option<T>>, key: String| {
            map.entry(key)
                .and_modify(|known| {
                    if known.as_ref() != Some(value) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(value.clone()));
        };
        if !name.is_empty() {
            put(&mut self.exact, text::exact(name));
            put(&mut self.folded, text::fold(name));
        }
    }
}

impl<T: Clone> Names<T> {
    /// What the words stand for.
    pub fn find(&self, words: &str) -> Found<T> {
        let by_exact = self.exact.get(&text::exact(words));
        match by_exact.or_else(|| self.folded.get(&text::fold(words))) {
            Some(Some(value)) => Found::One(value.clone()),
            Some(None) => Found::Several,
            None => Found::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const COLUMNS: &[Column] = &[
        Column::new("ten", "Họ và tên", Shape::Line(20)).required(),
        Column::new("tu", "Từ ngày", Shape::Day),
        Column::new("ma", "Mã", Shape::Code(10)),
        Column::new("so", "Số", Shape::Integer(1, 9)),
        Column::new("ghi", "Ghi chú", Shape::Words(100)),
        Column::new("loai", "Loại", Shape::Choice(|| vec!["Xã", "Phường"])),
    ];

    fn table(lines: &[&[&str]]) -> Result<Table, Vec<CellFault>> {
        let lines: Vec<TableLine> = lines
            .iter()
            .zip(4..)
            .map(|(cells, number)| TableLine {
                number,
                cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            })
            .collect();
        let head = lines.first().map(|line| line.cells.clone()).unwrap_or_default();
        Table::new(COLUMNS, &lines, &guess(COLUMNS, &head), date(2020, 10, 15))
    }

    #[test]
    fn every_cell_that_is_wrong_is_named_by_the_files_own_row_and_head() {
        let table = table(&[
            &["HỌ VÀ TÊN", "Từ ngày", "Mã", "Số", "Ghi chú", "Loại"],
            &["An", "1/2/2020", "007", "3", "", "xa"],
            &["", "2020", "1E+05", "10", "x", "quận"],
            &["", "", "", "", "", ""],
            &["Một cái tên dài quá mức", "", "", "", "", ""],
        ])
        .unwrap();
        let said: Vec<String> = table.shape_faults().iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 6, "{said:?}");
        assert_eq!(said[0], "Dòng 6, cột HỌ VÀ TÊN: Ô này phải có.");
        assert!(said[1].starts_with("Dòng 6, cột Từ ngày: “2020” chỉ có năm"));
        assert!(said[4].starts_with("Dòng 6, cột Loại: Không hiểu “quận”. Cần một trong: Xã; Phường"));
        assert!(said[5].starts_with("Dòng 8, cột HỌ VÀ TÊN: Dài hơn 20"));
        let reading = table.reading(&table.rows[0]);
        assert_eq!((reading.code("ma"), reading.integer("so")), ("007".to_owned(), Some(3)));
        assert_eq!(reading.choice("loai", [("Xã", 1), ("Phường", 2)]), Some(1));
    }

    #[test]
    fn a_table_without_its_head_or_its_rows_says_so() {
        assert_eq!(table(&[]).unwrap_err()[0].row, 1);
        assert!(table(&[&["Mã"], &["1"]]).unwrap_err()[0].message.starts_with("Không thấy cột"));
        assert!(table(&[&["Họ và tên"]]).unwrap_err()[0].message.contains("chỉ có dòng đầu đề"));
    }

    #[test]
    fn what_was_said_once_stands_in_every_cell_that_is_empty() {
        let lines: Vec<TableLine> = [["Ghi chú", "Số"], ["một", "2"], ["hai", ""], ["", " "]]
            .iter()
            .zip(1..)
            .map(|(cells, number)| TableLine { number, cells: cells.map(str::to_owned).to_vec() })
            .collect();
        let places = guess(COLUMNS, &lines[0].cells);
        let without = Table::new(COLUMNS, &lines, &places, date(2020, 10, 15)).unwrap_err();
        assert!(without[0].message.starts_with("Không thấy cột"), "{without:?}");
        let common = ["An", "", "", "7", "", ""].map(str::to_owned);
        let table = Table::with_common(COLUMNS, &lines, &places, &common, date(2020, 10, 15)).unwrap();
        let seen: Vec<_> = table
            .rows
            .iter()
            .map(|row| (table.reading(row).words("ten"), table.reading(row).integer("so")))
            .collect();
        assert_eq!(seen, [("An", Some(2)), ("An", Some(7))], "an empty row is none");
    }

    #[test]
    fn five_thousand_rows_are_read_and_one_more_is_not() {
        let lines = |count: usize| {
            let mut lines: Vec<&[&str]> = vec![&["Họ và tên"]];
            lines.extend(std::iter::repeat_n(&["An"] as &[&str], count));
            table(&lines).map(|table| table.rows.len())
        };
        assert_eq!(lines(ROWS_MAX), Ok(ROWS_MAX));
        assert!(lines(ROWS_MAX + 1).is_err());
    }

    #[test]
    fn lines_of_a_cell_are_kept_where_they_mean_something() {
        let table = table(&[&["Họ và tên", "Ghi chú"], &["An\nBình", "một\n\nhai"]]).unwrap();
        let reading = table.reading(&table.rows[0]);
        assert_eq!((reading.words("ten"), reading.words("ghi")), ("An Bình", "một\nhai"));
    }

    #[test]
    fn a_name_is_found_with_its_marks_first() {
        let mut names = Names::default();
        for (name, value) in [("Xã Thanh Hà", 1), ("Xã Thanh Hạ", 2), ("Xã Hòa Bình", 3)] {
            names.add(name, &value);
        }
        assert_eq!(names.find("xã thanh hạ"), Found::One(2));
        assert_eq!(names.find("Xa Thanh Ha"), Found::Several);
        assert_eq!(names.find("Xã Hoà Bình"), Found::One(3));
        assert_eq!(names.find("Xã Lạ"), Found::None);
    }
}
