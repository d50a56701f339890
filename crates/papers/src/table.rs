//! A table from an .xlsx, .ods, .docx or CSV file, as the text that a browser pastes from Excel.
//!
//! Nothing in the file is believed: the archive is looked into before it is read, cells come one
//! by one, and rows, columns and letters are counted. A cell far away makes no room for those
//! between.

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::archive::{self, Finding, OfficeFile};
use crate::grid::{self, Hidden, Merge, Rows, Settled, TableLine};
use crate::sheet_ods::SheetRead;
use crate::xml::attribute;
use crate::{sheet_ods, sheet_word};

/// More columns than these are no table that people fill in.
pub(crate) const COLUMNS_MAX: u32 = 200;
/// One shared string may stand in many cells, so the text itself is counted.
const TEXT_BYTES_MAX: usize = AT_A_DESK.text_bytes;

/// How much of a table is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Rows with words in them.
    pub rows: usize,
    /// Words, in bytes.
    pub text_bytes: usize,
    /// What a workbook unpacks to, in bytes.
    pub unpacked_bytes: u64,
}

/// What people upload.
pub const AT_A_DESK: Bounds = Bounds { rows: 20_000, text_bytes: 8_000_000, unpacked_bytes: 64_000_000 };
/// What is handed over at the machine itself, by the command line: a hundred thousand rows, and the
/// lines of a title and a head above them.
pub const AT_THE_MACHINE: Bounds =
    Bounds { rows: 100_050, text_bytes: 64_000_000, unpacked_bytes: 400_000_000 };
/// What an old workbook, or one with a password, begins with (OLE 2).
const OLD_MARK: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Why a file is not read as a table, in words for the one who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// Nothing is in it.
    #[error("Tệp “{0}” không có dòng nào.")]
    Empty(String),
    /// An old workbook, or one with a password.
    #[error(
        "Tệp “{0}” là Excel đời cũ (.xls) hoặc có mật khẩu. Mở bằng Excel, lưu lại dạng .xlsx không mật khẩu."
    )]
    Old(String),
    /// It carries macros.
    #[error("Tệp “{0}” có macro. Lưu lại dạng .xlsx không macro.")]
    RunsCode(String),
    /// The archive is broken, or unpacks to too much.
    #[error("Tệp “{0}” hỏng hoặc quá lớn khi mở ra. Chép riêng bảng cần nhập sang tệp mới rồi tải lên.")]
    Unsound(String),
    /// Another kind of file.
    #[error("Tệp “{0}” không phải bảng. Cần tệp .xlsx, .ods, .docx có bảng, hoặc .csv mã UTF-8.")]
    NotTable(String),
    /// Text in another coding.
    #[error("Tệp “{0}” không phải mã UTF-8. Lưu lại ở dạng .xlsx hoặc CSV UTF-8.")]
    NotUtf8(String),
    /// Too many rows, columns or letters.
    #[error(
        "Bảng trong tệp “{0}” quá lớn: tối đa 20.000 dòng, 200 cột, 8 MB chữ; bằng lệnh nghisu import tối đa \
         100.000 dòng, 64 MB chữ. Chia ra nhiều lần."
    )]
    TooLarge(String),
    /// There is no sheet of this name.
    #[error("Tệp “{file}” không có trang tính “{wanted}”. Tệp có: {sheets}.")]
    NoSheet {
        /// The file.
        file: String,
        /// What was asked for.
        wanted: String,
        /// What there is.
        sheets: String,
    },
}

/// A table as it stands in a file, its head first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableIn {
    /// The rows with their numbers in the file; the first is the head, in one row.
    pub lines: Vec<TableLine>,
    /// What is to be said of how it was read: what was hidden, what was left out.
    pub notes: Vec<String>,
    /// The sheets of the file, or the tables of a Word file.
    pub sheets: Vec<String>,
    /// The one that was read.
    pub sheet: String,
}

impl TableIn {
    /// As tab-separated text: cells with tabs or line ends are quoted.
    pub fn text(&self) -> String {
        to_text(&self.lines)
    }
}

/// Reads the first sheet with rows as tab-separated text: [`table_in`] without choosing.
///
/// # Errors
/// [`TableFault`], in words.
pub fn table_text(file_name: &str, bytes: &[u8]) -> Result<String, TableFault> {
    table_in(file_name, bytes, "").map(|table| table.text())
}

/// Reads a sheet of an .xlsx or .ods file, a table of a .docx file, or a CSV file. Lines of a title
/// above the table are left out, a head of several rows is joined into one, what was joined
/// downwards is repeated; dates are `dd/mm/yyyy`; whole numbers have no fraction.
///
/// `wanted` names the sheet, or is its number from 1; empty for the first with rows.
///
/// # Errors
/// [`TableFault`], in words.
pub fn table_in(file_name: &str, bytes: &[u8], wanted: &str) -> Result<TableIn, TableFault> {
    table_in_within(file_name, bytes, wanted, AT_A_DESK)
}

/// As [`table_in`], within other bounds for .xlsx and CSV; .ods and .docx stay within those of a desk.
///
/// # Errors
/// [`TableFault`], in words.
pub fn table_in_within(
    file_name: &str,
    bytes: &[u8],
    wanted: &str,
    bounds: Bounds,
) -> Result<TableIn, TableFault> {
    let name: String = file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(120).collect();
    if bytes.is_empty() {
        return Err(TableFault::Empty(name));
    }
    if bytes.starts_with(&OLD_MARK) {
        return Err(TableFault::Old(name));
    }
    if !archive::is_archive(bytes) {
        let words = decoded(&name, bytes)?;
        let rows = csv_rows(&name, &words, bounds)?;
        let settled = grid::settle(&name, rows, Vec::new(), &Hidden::default(), bounds.text_bytes)?;
        return found(name, settled, Vec::new(), String::new());
    }
    match archive::look_into_table_within(bytes, bounds.unpacked_bytes) {
        Finding::Sound(OfficeFile::Excel) => workbook_table(name, bytes, wanted, bounds),
        // What a letter keeps beside its words is counted, and not read
        Finding::Sound(OfficeFile::Word) => word_table(name, bytes, wanted),
        Finding::Unsound if archive::look_into(bytes) == Finding::Sound(OfficeFile::Word) => {
            word_table(name, bytes, wanted)
        }
        Finding::RunsCode => Err(TableFault::RunsCode(name)),
        Finding::Unsound => Err(TableFault::Unsound(name)),
        Finding::Other => match sheet_ods::is_spreadsheet(bytes) {
            Some(false) => ods_table(name, bytes, wanted),
            Some(true) => Err(TableFault::RunsCode(name)),
            None => Err(TableFault::NotTable(name)),
        },
    }
}

/// Reads a table that was pasted from Excel or Word, or the text of a CSV file, as [`table_in`]
/// does. `None` when it is too large.
pub fn table_pasted(pasted: &str) -> Option<TableIn> {
    let rows = csv_rows("", pasted, AT_A_DESK).ok()?;
    let Settled { lines, notes } =
        grid::settle("", rows, Vec::new(), &Hidden::default(), TEXT_BYTES_MAX).ok()?;
    Some(TableIn { lines, notes, sheets: Vec::new(), sheet: String::new() })
}

fn found(name: String, settled: Settled, sheets: Vec<String>, sheet: String) -> Result<TableIn, TableFault> {
    let Settled { lines, mut notes } = settled;
    if lines.is_empty() {
        return Err(TableFault::Empty(name));
    }
    if 1 < sheets.len() {
        notes.insert(
            0,
            format!("Tệp có {} trang tính hoặc bảng: {}. Đang đọc “{sheet}”.", sheets.len(), listed(&sheets)),
        );
    }
    Ok(TableIn { lines, notes, sheets, sheet })
}

/// The names of a few sheets.
fn listed(sheets: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown = sheets.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("; ");
    if SHOWN < sheets.len() { format!("{shown}…") } else { shown }
}

/// Where the wanted sheet stands: by its name, else by its number from 1.
fn place_of(name: &str, sheets: &[String], wanted: &str) -> Result<Option<usize>, TableFault> {
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return Ok(None);
    }
    let by_name = sheets.iter().position(|sheet| kernel::text::same_word(sheet, wanted));
    let by_number = || {
        let number: usize = wanted.parse().ok()?;
        number.checked_sub(1).filter(|place| *place < sheets.len())
    };
    by_name.or_else(by_number).map(Some).ok_or_else(|| TableFault::NoSheet {
        file: name.to_owned(),
        wanted: wanted.chars().take(60).collect(),
        sheets: listed(sheets),
    })
}

/// The reader of workbooks counts with the row and column that a cell says it has, and falls over
/// those that no sheet has.
fn workbook_table(name: String, bytes: &[u8], wanted: &str, bounds: Bounds) -> Result<TableIn, TableFault> {
    let fallen = TableFault::Unsound(name.clone());
    catch_unwind(AssertUnwindSafe(|| workbook_read(name, bytes, wanted, bounds))).unwrap_or(Err(fallen))
}

fn workbook_read(name: String, bytes: &[u8], wanted: &str, bounds: Bounds) -> Result<TableIn, TableFault> {
    let unsound = || TableFault::Unsound(name.clone());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unsound())?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let chosen = place_of(&name, &sheets, wanted)?;
    for (sheet, place) in sheets.iter().zip(0..) {
        if chosen.is_some_and(|chosen| chosen != place) {
            continue;
        }
        // A sheet that holds a chart alone is no worksheet
        let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else { continue };
        let mut gathered = Gathered::within(&name, bounds);
        while let Some(cell) = cells.next_cell().map_err(|_| unsound())? {
            let (row, column) = cell.get_position();
            gathered.put(row, column, printed(cell.get_value()))?;
        }
        drop(cells);
        let rows = gathered.rows();
        if rows.is_empty() {
            continue;
        }
        let merges = workbook.merge_cells_by_sheet_name(sheet).map_err(|_| unsound())?;
        let merges = merges
            .into_iter()
            .map(|one| Merge { top: one.start.0, left: one.start.1, bottom: one.end.0, right: one.end.1 })
            .filter(|one| one.top <= one.bottom && one.left <= one.right)
            .collect();
        let hidden = hidden_in(bytes, sheet, &rows, bounds).unwrap_or_default();
        let settled = grid::settle(&name, rows, merges, &hidden, bounds.text_bytes)?;
        let sheet = sheet.clone();
        return found(name, settled, sheets, sheet);
    }
    Err(TableFault::Empty(name))
}

/// One part of a package that has passed the size guard, as text.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, bytes_max: u64) -> Option<String> {
    let mut words = String::new();
    archive.by_name(name).ok()?.take(bytes_max).read_to_string(&mut words).ok()?;
    Some(words)
}

/// Each empty or opening tag of a part.
fn each_tag(xml: &str, mut each: impl FnMut(&BytesStart<'_>)) -> Option<()> {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => each(&tag),
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// The rows and columns of a sheet that are hidden; of the rows only those with words.
fn hidden_in(bytes: &[u8], sheet: &str, rows: &Rows, bounds: Bounds) -> Option<Hidden> {
    let part = |archive: &mut ZipArchive<Cursor<&_>>, name: &str| part(archive, name, bounds.unpacked_bytes);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let (mut relation, mut target) = (None, None);
    each_tag(&part(&mut archive, "xl/workbook.xml")?, |tag| {
        if tag.local_name().as_ref() == "sheet" && attribute(tag, "name").as_deref() == Some(sheet) {
            relation = attribute(tag, "id");
        }
    })?;
    let relation = relation?;
    each_tag(&part(&mut archive, "xl/_rels/workbook.xml.rels")?, |tag| {
        if attribute(tag, "Id").as_ref() == Some(&relation) {
            target = attribute(tag, "Target");
        }
    })?;
    let target = target?;
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let mut hidden = Hidden::default();
    let is_hidden = |tag: &BytesStart<'_>| matches!(attribute(tag, "hidden").as_deref(), Some("1" | "true"));
    let number = |tag: &BytesStart<'_>, name: &str| -> Option<u32> {
        attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1)
    };
    each_tag(&part(&mut archive, &path)?, |tag| match tag.local_name().as_ref() {
        "col" if is_hidden(tag) => {
            if let (Some(first), Some(last)) = (number(tag, "min"), number(tag, "max")) {
                let known = hidden.columns.last().map_or(first, |last| first.max(last + 1));
                hidden.columns.extend(known..=last.min(COLUMNS_MAX));
            }
        }
        "row" if is_hidden(tag) => {
            if let Some(row) = number(tag, "r")
                && rows.binary_search_by_key(&row, |(known, _)| *known).is_ok()
                && hidden.rows.last() != Some(&row)
                && hidden.rows.len() < bounds.rows
            {
                hidden.rows.push(row);
            }
        }
        _ => {}
    })?;
    Some(hidden)
}

fn ods_table(name: String, bytes: &[u8], wanted: &str) -> Result<TableIn, TableFault> {
    let sheets = sheet_ods::sheets(&name, bytes)?;
    let names = names_of(&sheets);
    let chosen = place_of(&name, &names, wanted)?;
    let first = sheets.iter().position(|sheet| !sheet.gathered.is_empty());
    let place = chosen.or(first).unwrap_or(0);
    picked(&name, sheets, names, place)
}

fn word_table(name: String, bytes: &[u8], wanted: &str) -> Result<TableIn, TableFault> {
    let tables = sheet_word::sheets(&name, bytes)?;
    let names = names_of(&tables);
    let chosen = place_of(&name, &names, wanted)?;
    // The heading of an office paper is a table of two columns without lines
    let first = tables
        .iter()
        .position(|table| table.gathered.width() > 2)
        .or_else(|| tables.iter().position(|table| !table.gathered.is_empty()));
    let place = chosen.or(first).unwrap_or(0);
    picked(&name, tables, names, place)
}

fn names_of(sheets: &[SheetRead<'_>]) -> Vec<String> {
    sheets.iter().map(|sheet| sheet.name.clone()).collect()
}

fn picked(
    name: &str,
    sheets: Vec<SheetRead<'_>>,
    names: Vec<String>,
    place: usize,
) -> Result<TableIn, TableFault> {
    let Some(sheet) = sheets.into_iter().nth(place) else {
        return Err(TableFault::Empty(name.to_owned()));
    };
    let settled = grid::settle(name, sheet.gathered.rows(), sheet.merges, &sheet.hidden, TEXT_BYTES_MAX)?;
    found(name.to_owned(), settled, names, sheet.name)
}

/// The rows with words in them, as far as they have come.
pub(crate) struct Gathered<'a> {
    name: &'a str,
    rows: Vec<(u32, Vec<String>)>,
    bytes: usize,
    bounds: Bounds,
}

impl<'a> Gathered<'a> {
    pub(crate) fn new(name: &'a str) -> Self {
        Self::within(name, AT_A_DESK)
    }

    pub(crate) fn within(name: &'a str, bounds: Bounds) -> Self {
        Self { name, rows: Vec::new(), bytes: 0, bounds }
    }

    pub(crate) fn put(&mut self, row: u32, column: u32, words: String) -> Result<(), TableFault> {
        if words.trim().is_empty() {
            return Ok(());
        }
        let too_large = || TableFault::TooLarge(self.name.to_owned());
        self.bytes = self.bytes.saturating_add(words.len() + 1);
        let place = usize::try_from(column).map_err(|_| too_large())?;
        if column >= COLUMNS_MAX || self.bytes > self.bounds.text_bytes {
            return Err(too_large());
        }
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            if self.rows.len() >= self.bounds.rows {
                return Err(too_large());
            }
            self.rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            if cells.len() <= place {
                cells.resize(place + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(place) {
                *cell = words;
            }
        }
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Of the widest row.
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0)
    }

    pub(crate) fn rows(self) -> Rows {
        self.rows
    }
}

/// The words of a cell, as a Vietnamese Excel shows them.
pub(crate) fn printed(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(words) | DataRef::DurationIso(words) => words.clone(),
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(day) => day_text(*day),
        DataRef::DateTimeIso(iso) => iso_text(iso),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// As a Vietnamese Excel shows it: no fraction when there is none, else after a comma.
pub(crate) fn number_text(number: f64) -> String {
    let words = format!("{number}");
    match words.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => words.replace('.', ","),
    }
}

/// A day; a time of day stands after it when there is one.
fn day_text(when: ExcelDateTime) -> String {
    if when.is_duration() {
        return number_text(when.as_f64());
    }
    let (year, month, day, hour, minute, ..) = when.to_ymd_hms_milli();
    let date = format!("{day:02}/{month:02}/{year:04}");
    match (hour, minute) {
        (0, 0) => date,
        (hour, minute) => format!("{date} {hour:02}:{minute:02}"),
    }
}

pub(crate) fn iso_text(iso: &str) -> String {
    let day = iso.split('T').next().unwrap_or_default();
    match day.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// UTF-8, or UTF-16 with its mark as Excel's "Unicode Text" has it.
fn decoded(name: &str, bytes: &[u8]) -> Result<String, TableFault> {
    let pairs = |to: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units: Vec<u16> =
            rest.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(to).collect();
        String::from_utf16(&units).map_err(|_| TableFault::NotUtf8(name.to_owned()))
    };
    let words = match bytes {
        [0xFF, 0xFE, rest @ ..] => pairs(u16::from_le_bytes, rest)?,
        [0xFE, 0xFF, rest @ ..] => pairs(u16::from_be_bytes, rest)?,
        _ => String::from_utf8(bytes.to_vec()).map_err(|_| {
            if bytes.iter().take(1_000).any(|byte| *byte == 0) {
                TableFault::NotTable(name.to_owned())
            } else {
                TableFault::NotUtf8(name.to_owned())
            }
        })?,
    };
    if words.contains('\0') || words.starts_with("%PDF") {
        return Err(TableFault::NotTable(name.to_owned()));
    }
    Ok(words)
}

/// What stands between the cells: a title above the table holds none of it, or a comma.
fn delimiter_of(words: &str) -> u8 {
    const LINES: usize = 10;
    let count = |one: u8| -> usize {
        words.lines().take(LINES).map(|line| line.bytes().filter(|byte| *byte == one).count()).sum()
    };
    if 0 < count(b'\t') {
        b'\t'
    } else if count(b',') <= count(b';') {
        b';'
    } else {
        b','
    }
}

fn csv_rows(name: &str, words: &str, bounds: Bounds) -> Result<Rows, TableFault> {
    let words = words.trim_start_matches('\u{feff}');
    let delimiter = delimiter_of(words);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(words.as_bytes());
    let mut gathered = Gathered::within(name, bounds);
    for (record, row) in reader.records().filter_map(Result::ok).zip(0..) {
        for (cell, column) in record.iter().zip(0..) {
            gathered.put(row, column, cell.to_owned())?;
        }
    }
    Ok(gathered.rows())
}

fn to_text(lines: &[TableLine]) -> String {
    let mut text = String::new();
    for (line, number) in lines.iter().zip(0..) {
        for (cell, place) in line.cells.iter().zip(0..) {
            if place > 0 {
                text.push('\t');
            }
            // By the first line the reader knows that tabs stand between the cells
            if number == 0 {
                text.push_str(&quoted(&cell.split_whitespace().collect::<Vec<_>>().join(" ")));
            } else {
                text.push_str(&quoted(cell));
            }
        }
        text.push('\n');
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::model::{Cell, Column, Table};
    use crate::xlsx::{Sheet, to_xlsx};

    fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet());
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn our_own_workbook_is_read_without_its_title() {
        let table = Table {
            caption: String::new(),
            columns: vec![
                Column::left("Mã", 1),
                Column::left("Nội dung", 1),
                Column::left("Ngày", 1),
                Column::right("Số", 1),
            ],
            rows: vec![
                vec![
                    Cell::text("KN-1"),
                    Cell::text("Dòng một\nDòng \"hai\"\tba"),
                    Cell::Date(date(2020, 10, 5)),
                    Cell::Number(1_250),
                ],
                vec![Cell::text("=1+1"), Cell::text(""), Cell::text(""), Cell::Number(-3)],
            ],
            notes: Vec::new(),
        };
        let sheet =
            Sheet { name: "Bảng".into(), title: "BIỂU".into(), subtitle: "Quý III".into(), table };
        assert_eq!(
            table_text("bieu.xlsx", &to_xlsx(&[sheet]).unwrap()).unwrap(),
            "Mã\tNội dung\tNgày\tSố\nKN-1\t\"Dòng một\nDòng \"\"hai\"\"\tba\"\t05/10/2020\t1250\n=1+1\t\t\t-3\n"
        );
    }

    #[test]
    fn numbers_are_written_as_the_office_writes_them() {
        let bytes = workbook(|page| {
            page.write_string(0, 0, "Số").unwrap();
            page.write_string(0, 1, "Tỷ lệ").unwrap();
            page.write_number(1, 0, 912_345_678.0).unwrap();
            page.write_number(1, 1, 12.5).unwrap();
            page.write_boolean(2, 0, true).unwrap();
        });
        assert_eq!(table_text("a.xlsx", &bytes).unwrap(), "Số\tTỷ lệ\n912345678\t12,5\nTRUE\n");
    }

    #[test]
    fn a_cell_far_away_is_refused_and_makes_no_room() {
        let bytes = workbook(|page| {
            page.write_string(0, 0, "Mã").unwrap();
            page.write_string(1_000_000, 16_000, "x").unwrap();
        });
        assert_eq!(table_text("a.xlsx", &bytes), Err(TableFault::TooLarge("a.xlsx".into())));
        let deep = workbook(|page| {
            page.write_string(0, 0, "Mã").unwrap();
            page.write_string(0, 1, "Số").unwrap();
            page.write_string(1_000_000, 1, "x").unwrap();
        });
        assert_eq!(table_text("a.xlsx", &deep).unwrap(), "Mã\tSố\n\tx\n", "empty rows are no rows");
    }

    #[test]
    fn one_string_in_many_cells_is_counted_each_time() {
        let words = "x".repeat(30_000);
        let bytes = workbook(|page| {
            for row in 0..300 {
                page.write_string(row, 0, &words).unwrap();
            }
        });
        assert!(bytes.len() < 100_000);
        assert_eq!(table_text("a.xlsx", &bytes), Err(TableFault::TooLarge("a.xlsx".into())));
    }

    #[test]
    fn csv_is_read_with_either_separator_and_from_utf_16() {
        let wanted = "Mã\tNội dung\nKN-1\tMột; hai\n";
        assert_eq!(
            table_text("a.csv", "\u{feff}Mã;Nội dung\r\nKN-1;\"Một; hai\"\r\n".as_bytes()).unwrap(),
            wanted
        );
        assert_eq!(table_text("a.csv", "Mã,Nội dung\nKN-1,Một; hai\n".as_bytes()).unwrap(), wanted);
        let mut wide = vec![0xFF, 0xFE];
        wide.extend("Mã\tNội dung\r\nKN-1\tMột; hai\r\n".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(table_text("a.txt", &wide).unwrap(), wanted);
    }

    #[test]
    fn what_is_no_table_is_named_in_words() {
        let fault = |bytes: &[u8]| table_text("C:\\Lan\\a.xlsx", bytes).unwrap_err();
        assert_eq!(fault(b""), TableFault::Empty("a.xlsx".into()));
        assert_eq!(fault(b" \r\n"), TableFault::Empty("a.xlsx".into()));
        assert_eq!(fault(&OLD_MARK), TableFault::Old("a.xlsx".into()));
        assert_eq!(fault(b"PK\x03\x04 cut off"), TableFault::Unsound("a.xlsx".into()));
        assert_eq!(fault(b"%PDF-1.7 x"), TableFault::NotTable("a.xlsx".into()));
        assert_eq!(fault(&[0x4D, 0xE3, 0x20]), TableFault::NotUtf8("a.xlsx".into()));
        assert_eq!(fault(&workbook(|_| ())), TableFault::Empty("a.xlsx".into()));
        assert!(fault(b"").to_string().contains("“a.xlsx”"));
    }

    #[test]
    fn a_cell_that_no_sheet_has_is_refused() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relation = |kind: &str, target: &str| {
            format!(
                "<Relationships><Relationship Id=\"r\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
            )
        };
        let cell = "<worksheet><sheetData><row r=\"4294967296\"><c r=\"ZZZZZZZ4294967296\"><v>1</v></c></row></sheetData></worksheet>";
        let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>";
        for (name, words) in [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", book.to_owned()),
            ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
            ("xl/worksheets/sheet1.xml", cell.to_owned()),
        ] {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut writer, words.as_bytes()).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        assert_eq!(table_text("a.xlsx", &bytes), Err(TableFault::Unsound("a.xlsx".into())));
        assert_eq!(crate::workbook_blocks("a.xlsx", &bytes), None);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_fall(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
            let _ = table_text("a", &bytes);
            let mut packed = b"PK\x03\x04".to_vec();
            packed.extend(&bytes);
            let _ = table_text("a", &packed);
        }
    }
}
