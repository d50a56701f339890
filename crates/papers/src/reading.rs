//! What a file says: paragraphs with the numbers that Word puts before them, and rows of tables.
//! For search, and for taking a paper apart; not for looking like the file.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, SheetVisible, Xlsx};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use crate::archive::{self, Finding, OfficeFile};
use crate::table::printed;
use crate::word_numbers::Numbers;
use crate::xml::{attribute, push_reference};

/// A text of some thousand pages, unpacked.
const PART_BYTES_MAX: u64 = 16_000_000;
/// What is said beyond so many characters is left out.
pub const SAID_CHARS_MAX: usize = 2_000_000;
/// So many paragraphs and rows are read.
pub const PIECES_MAX: usize = 60_000;
/// A merged cell is repeated in so many rows of a table at most.
const COLUMNS_MAX: u32 = 200;

/// A piece of what a file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// A paragraph.
    Paragraph {
        /// The number before it, where the file keeps it apart from the words: "1.", "Câu 2:".
        number: String,
        /// Its words; never empty.
        words: String,
    },
    /// A row of a table.
    Row {
        /// Which table of the file, from 0.
        table: u32,
        /// What stands in each cell; what goes on from the cell above is repeated.
        cells: Vec<String>,
    },
}

/// What a file says, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Paragraphs and rows.
    pub pieces: Vec<Piece>,
    /// True when there was more than is read.
    pub is_cut: bool,
}

impl Reading {
    /// Adds a piece, as far as there is room; returns whether there still is.
    pub fn push(&mut self, piece: Piece, chars_left: &mut usize) -> bool {
        let chars = match &piece {
            Piece::Paragraph { number, words } => number.chars().count() + words.chars().count(),
            Piece::Row { cells, .. } => cells.iter().map(|cell| cell.chars().count()).sum(),
        };
        match chars_left.checked_sub(chars) {
            Some(left) if self.pieces.len() < PIECES_MAX => {
                *chars_left = left;
                self.pieces.push(piece);
                true
            }
            _ => {
                self.is_cut = true;
                false
            }
        }
    }

    /// All words in one text, a line for each piece.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Paragraph { number, words } => {
                    text.push_str(number);
                    if !number.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(words);
                }
                Piece::Row { cells, .. } => text.push_str(&cells.join(" ")),
            }
            text.push('\n');
        }
        text
    }
}

/// What a Word, Excel or text file says. `None` when it is none of them, or cannot be read within
/// the limits.
pub fn reading(bytes: &[u8]) -> Option<Reading> {
    if !archive::is_archive(bytes) {
        return plain(bytes);
    }
    match archive::look_into(bytes) {
        Finding::Sound(OfficeFile::Word) => word(bytes),
        Finding::Sound(OfficeFile::Excel) if archive::look_into_table(bytes) != Finding::Unsound => {
            // The reader falls over a cell that no sheet has
            catch_unwind(AssertUnwindSafe(|| workbook(bytes))).ok()?
        }
        Finding::Sound(OfficeFile::Excel) | Finding::RunsCode | Finding::Unsound | Finding::Other => None,
    }
}

fn plain(bytes: &[u8]) -> Option<Reading> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (mut reading, mut left) = (Reading::default(), SAID_CHARS_MAX);
    for line in text.trim_start_matches('\u{FEFF}').lines() {
        let words = crate::clean(line.trim());
        if !words.is_empty() && !reading.push(Piece::Paragraph { number: String::new(), words }, &mut left) {
            break;
        }
    }
    Some(reading)
}

fn workbook(bytes: &[u8]) -> Option<Reading> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let visible = |one: &&calamine::Sheet| one.visible == SheetVisible::Visible;
    let sheets: Vec<String> =
        workbook.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    let (mut reading, mut left) = (Reading::default(), SAID_CHARS_MAX);
    for (sheet, table) in sheets.iter().zip(0..) {
        // A sheet that holds a chart alone is no worksheet
        let Ok(mut found) = workbook.worksheet_cells_reader(sheet) else { continue };
        let (mut at, mut cells): (u32, Vec<String>) = (0, Vec::new());
        while let Some(cell) = found.next_cell().ok()? {
            let (row, _) = cell.get_position();
            if row != at && !cells.is_empty() {
                let cells = std::mem::take(&mut cells);
                if !reading.push(Piece::Row { table, cells }, &mut left) {
                    return Some(reading);
                }
            }
            at = row;
            let words = crate::clean(printed(cell.get_value()).trim());
            if !words.is_empty() {
                cells.push(words);
            }
        }
        if !cells.is_empty() && !reading.push(Piece::Row { table, cells }, &mut left) {
            return Some(reading);
        }
    }
    Some(reading)
}

fn word(bytes: &[u8]) -> Option<Reading> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut part = |name: &str| -> Option<String> {
        let mut xml = String::new();
        archive.by_name(name).ok()?.take(PART_BYTES_MAX).read_to_string(&mut xml).ok()?;
        Some(xml)
    };
    let document = part("word/document.xml")?;
    // A file without lists has no numbering; one whose lists cannot be read still has words
    let numbers = Numbers::read(
        &part("word/numbering.xml").unwrap_or_default(),
        &part("word/styles.xml").unwrap_or_default(),
    );
    let mut state = WordState { numbers, left: SAID_CHARS_MAX, ..WordState::default() };
    state.read(&document)?;
    Some(state.reading)
}

#[derive(Default)]
struct WordState {
    numbers: Numbers,
    reading: Reading,
    left: usize,
    /// How many tables stand around this place, and the number of the outermost.
    depth: usize,
    table: u32,
    row: Vec<String>,
    column: u32,
    span: u32,
    goes_on: bool,
    above: BTreeMap<u32, String>,
    cell: String,
    line: String,
    style: Option<String>,
    list: Option<String>,
    level: Option<String>,
}

/// What is said twice, was moved away, or was so before a change.
fn is_left_out(name: &str) -> bool {
    matches!(name, "Fallback" | "moveFrom" | "pPrChange" | "rPrChange" | "tcPrChange")
}

impl WordState {
    fn read(&mut self, xml: &str) -> Option<()> {
        let mut reader = Reader::from_str(xml);
        let (mut in_text, mut left_out) = (false, 0_usize);
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) if left_out > 0 || is_left_out(tag.local_name().as_ref()) => left_out += 1,
                Event::End(_) if left_out > 0 => left_out -= 1,
                Event::Eof => return Some(()),
                _ if left_out > 0 => {}
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = true,
                    "p" => {
                        self.line.clear();
                        (self.style, self.list, self.level) = (None, None, None);
                    }
                    "tbl" => {
                        self.depth += 1;
                        if self.depth == 1 {
                            self.above.clear();
                        }
                    }
                    "tr" if self.depth == 1 => {
                        self.row.clear();
                        self.column = 0;
                    }
                    "tc" if self.depth == 1 => {
                        self.cell.clear();
                        (self.span, self.goes_on) = (1, false);
                    }
                    _ => self.property(&tag),
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "tab" | "br" | "cr" => self.line.push(' '),
                    "noBreakHyphen" => self.line.push('-'),
                    _ => self.property(&tag),
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = false,
                    // There is no room for more
                    "p" if !self.close_paragraph() => return Some(()),
                    "tc" if self.depth == 1 => self.close_cell(),
                    "tr" if self.depth == 1 => {
                        let cells = std::mem::take(&mut self.row);
                        let says = cells.iter().any(|cell| !cell.is_empty());
                        let row = Piece::Row { table: self.table, cells };
                        if says && !self.reading.push(row, &mut self.left) {
                            return Some(());
                        }
                    }
                    "tbl" => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            self.table = self.table.saturating_add(1);
                        }
                    }
                    _ => {}
                },
                Event::Text(text) if in_text => self.line.push_str(&text),
                Event::GeneralRef(entity) if in_text => push_reference(&mut self.line, &entity),
                _ => {}
            }
        }
    }

    fn property(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "pStyle" => self.style = attribute(tag, "val"),
            "numId" => self.list = attribute(tag, "val"),
            "ilvl" => self.level = attribute(tag, "val"),
            "gridSpan" if self.depth == 1 => {
                let span = attribute(tag, "val").and_then(|words| words.parse().ok()).unwrap_or(1);
                self.span = u32::clamp(span, 1, COLUMNS_MAX);
            }
            "vMerge" if self.depth == 1 => {
                self.goes_on = attribute(tag, "val").as_deref() != Some("restart");
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self) -> bool {
        let words = crate::clean(std::mem::take(&mut self.line).trim());
        let number = self.numbers.next(self.style.as_deref(), self.list.as_deref(), self.level.as_deref());
        if 0 < self.depth {
            if words.is_empty() && number.is_empty() {
                return true;
            }
            if !self.cell.is_empty() {
                self.cell.push('\n');
            }
            self.cell.push_str(&number);
            if !number.is_empty() && !words.is_empty() {
                self.cell.push(' ');
            }
            self.cell.push_str(&words);
            return true;
        }
        words.is_empty() || self.reading.push(Piece::Paragraph { number, words }, &mut self.left)
    }

    fn close_cell(&mut self) {
        let mut words = std::mem::take(&mut self.cell);
        if self.goes_on && words.is_empty() {
            words = self.above.get(&self.column).cloned().unwrap_or_default();
        } else if self.column < COLUMNS_MAX {
            self.above.insert(self.column, words.clone());
        }
        self.column = self.column.saturating_add(self.span);
        self.row.push(words);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn word_file(body: &str, numbering: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut part = |name: &str, words: &str| {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(words.as_bytes()).unwrap();
        };
        part("[Content_Types].xml", "<Types/>");
        part("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"));
        if !numbering.is_empty() {
            part("word/numbering.xml", numbering);
        }
        writer.finish().unwrap().into_inner()
    }

    fn said(number: &str, words: &str) -> Piece {
        Piece::Paragraph { number: number.to_owned(), words: words.to_owned() }
    }

    fn listed(list: u8, level: u8, words: &str) -> String {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
             <w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    }

    const LISTS: &str = "<w:numbering>\
        <w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
        <w:lvlText w:val=\"Câu %1:\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/>\
        <w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"-\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
        <w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
        <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
        </w:numbering>";

    #[test]
    fn the_numbers_that_word_counts_stand_before_the_paragraphs() {
        let body = [
            listed(1, 0, "Đường Thanh Hà"),
            listed(1, 1, "đoạn một"),
            listed(1, 1, "đoạn hai"),
            listed(2, 0, "gạch đầu dòng"),
            listed(1, 0, "Kênh Liêm Túc"),
            listed(1, 1, "lại từ đầu"),
            listed(3, 0, "bắt đầu lại"),
            listed(0, 0, "không đánh số"),
        ];
        let found = reading(&word_file(&body.concat(), LISTS)).unwrap().pieces;
        let wanted = [
            said("Câu 1:", "Đường Thanh Hà"),
            said("a)", "đoạn một"),
            said("b)", "đoạn hai"),
            said("", "gạch đầu dòng"),
            said("Câu 2:", "Kênh Liêm Túc"),
            said("a)", "lại từ đầu"),
            said("Câu 1:", "bắt đầu lại"),
            said("", "không đánh số"),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_row_keeps_its_cells_and_a_cell_that_goes_on_is_repeated() {
        let cell = |more: &str, words: &str| {
            format!("<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
        };
        let stt = "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p></w:tc>";
        let body = format!(
            "<w:tbl><w:tr>{stt}{}{}</w:tr><w:tr>{stt}{}{}</w:tr></w:tbl>",
            cell("", "Đường"),
            cell("<w:vMerge w:val=\"restart\"/>", "Trả lời chung"),
            cell("", "Cầu"),
            cell("<w:vMerge/>", ""),
        );
        let found = reading(&word_file(&body, LISTS)).unwrap().pieces;
        let row = |cells: [&str; 3]| Piece::Row { table: 0, cells: cells.map(str::to_owned).to_vec() };
        assert_eq!(
            found,
            [row(["Câu 1:", "Đường", "Trả lời chung"]), row(["Câu 2:", "Cầu", "Trả lời chung"])]
        );
    }

    #[test]
    fn what_was_moved_away_or_is_said_twice_is_said_once() {
        let body = "<w:p><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><mc:AlternateContent><mc:Choice><w:t>một</w:t>\
                    </mc:Choice><mc:Fallback><w:t>một</w:t></mc:Fallback></mc:AlternateContent></w:p>";
        assert_eq!(reading(&word_file(body, "")).unwrap().pieces, [said("", "một")]);
    }

    #[test]
    fn a_workbook_and_a_plain_text_are_read_and_a_picture_is_not() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let page = book.add_worksheet();
        page.write_string(0, 0, "Tổng thu").unwrap();
        page.write_number(0, 1, 12).unwrap();
        page.write_string(70_000, 3, "xa").unwrap();
        let text = reading(&book.save_to_buffer().unwrap()).unwrap().text();
        assert_eq!(text, "Tổng thu 12\nxa\n");
        assert_eq!(reading("Một\n\nHai".as_bytes()).unwrap().pieces, [said("", "Một"), said("", "Hai")]);
        assert_eq!(reading(b"\x89PNG\xff\xfe"), None);
    }

    #[test]
    fn what_is_more_than_a_thousand_pages_is_cut() {
        let long = "chữ ".repeat(600_000);
        let found = reading(format!("đầu\n{long}\ncuối").as_bytes()).unwrap();
        assert!(found.is_cut);
        assert_eq!(found.pieces, [said("", "đầu")]);
    }
}
