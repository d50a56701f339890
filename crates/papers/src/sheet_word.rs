//! The tables of a Word file, and its numbered paragraphs where it has none.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::grid::{Hidden, Merge};
use crate::sheet_ods::SheetRead;
use crate::table::{COLUMNS_MAX, Gathered, TableFault};
use crate::xml::{attribute, push_reference};

/// A text of some thousand pages, unpacked.
const TEXT_BYTES_MAX: u64 = 16_000_000;
/// More tables than these are not offered.
const TABLES_MAX: usize = 50;

/// Every table of the outermost level; without one, the numbered paragraphs.
pub(crate) fn sheets<'a>(name: &'a str, bytes: &[u8]) -> Result<Vec<SheetRead<'a>>, TableFault> {
    let unsound = || TableFault::Unsound(name.to_owned());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unsound())?;
    let mut xml = String::new();
    let part = archive.by_name("word/document.xml").map_err(|_| unsound())?;
    part.take(TEXT_BYTES_MAX).read_to_string(&mut xml).map_err(|_| unsound())?;
    let mut reading = Reading::new(name);
    reading.read(&xml)?;
    if reading.found.is_empty() { Ok(vec![numbered(name, &reading.paragraphs)?]) } else { Ok(reading.found) }
}

struct Reading<'a> {
    name: &'a str,
    found: Vec<SheetRead<'a>>,
    table: Option<SheetRead<'a>>,
    /// How many tables stand around this place.
    depth: usize,
    row: u32,
    column: u32,
    words: String,
    span: u32,
    /// Whether the cell goes on with the one above it.
    goes_on: bool,
    /// The open cell of each column that others may go on with: its place among the merges.
    above: Vec<(u32, Merge)>,
    /// Outside of tables: the words, and whether Word numbers the paragraph.
    paragraphs: Vec<(String, bool)>,
    is_numbered: bool,
}

impl<'a> Reading<'a> {
    fn new(name: &'a str) -> Self {
        Self {
            name,
            found: Vec::new(),
            table: None,
            depth: 0,
            row: 0,
            column: 0,
            words: String::new(),
            span: 1,
            goes_on: false,
            above: Vec::new(),
            paragraphs: Vec::new(),
            is_numbered: false,
        }
    }

    fn read(&mut self, xml: &str) -> Result<(), TableFault> {
        let name = self.name;
        let mut reader = Reader::from_str(xml);
        let mut in_text = false;
        loop {
            match reader.read_event().map_err(|_| TableFault::Unsound(name.to_owned()))? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = true,
                    "tbl" => self.open_table(),
                    "tr" if self.depth == 1 => self.column = 0,
                    "tc" if self.depth == 1 => {
                        self.words.clear();
                        (self.span, self.goes_on) = (1, false);
                    }
                    _ => self.property(&tag),
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "tab" | "br" if self.depth == 0 || self.table.is_some() => self.words.push(' '),
                    _ => self.property(&tag),
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = false,
                    "p" => self.close_paragraph(),
                    "tc" if self.depth == 1 => self.close_cell()?,
                    "tr" if self.depth == 1 => self.row = self.row.saturating_add(1),
                    "tbl" => self.close_table(),
                    _ => {}
                },
                Event::Text(text) if in_text => self.words.push_str(&text),
                Event::GeneralRef(entity) if in_text => push_reference(&mut self.words, &entity),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn property(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "gridSpan" if self.depth == 1 => {
                self.span =
                    attribute(tag, "val").and_then(|words| words.parse().ok()).unwrap_or(1).clamp(1, 200);
            }
            "vMerge" if self.depth == 1 => {
                self.goes_on = attribute(tag, "val").as_deref() != Some("restart");
            }
            "numPr" if self.depth == 0 => self.is_numbered = true,
            _ => {}
        }
    }

    fn open_table(&mut self) {
        self.depth += 1;
        if self.depth == 1 {
            (self.row, self.column) = (0, 0);
            self.words.clear();
            self.above.clear();
            self.table = Some(SheetRead {
                name: format!("Bảng {}", self.found.len() + 1),
                gathered: Gathered::new(self.name),
                merges: Vec::new(),
                hidden: Hidden::default(),
            });
        }
    }

    fn close_table(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        self.words.clear();
        if let Some(mut table) = self.table.take()
            && self.found.len() < TABLES_MAX
        {
            table.merges.extend(
                self.above.drain(..).map(|(_, merge)| merge).filter(|merge| merge.top < merge.bottom),
            );
            self.found.push(table);
        }
    }

    fn close_paragraph(&mut self) {
        if self.depth > 0 {
            self.words.push('\n');
            return;
        }
        let words = crate::clean(std::mem::take(&mut self.words).trim());
        if !words.is_empty() {
            self.paragraphs.push((words, self.is_numbered));
        }
        self.is_numbered = false;
    }

    fn close_cell(&mut self) -> Result<(), TableFault> {
        let words = crate::clean(std::mem::take(&mut self.words).trim());
        let (row, left) = (self.row, self.column);
        let right = left.saturating_add(self.span - 1);
        self.column = right.saturating_add(1);
        let Some(table) = &mut self.table else { return Ok(()) };
        if COLUMNS_MAX <= left {
            return Err(TableFault::TooLarge(self.name.to_owned()));
        }
        table.gathered.put(row, left, words)?;
        if self.span > 1 {
            table.merges.push(Merge { top: row, left, bottom: row, right });
        }
        match self.above.iter_mut().find(|(column, _)| *column == left) {
            Some((_, merge)) if self.goes_on => merge.bottom = row,
            Some((_, merge)) => {
                if merge.top < merge.bottom {
                    table.merges.push(*merge);
                }
                *merge = Merge { top: row, left, bottom: row, right };
            }
            None => self.above.push((left, Merge { top: row, left, bottom: row, right })),
        }
        Ok(())
    }
}

/// "1. Nạo vét kênh": a row for each number; what follows without a number belongs to it.
fn numbered<'a>(name: &'a str, paragraphs: &[(String, bool)]) -> Result<SheetRead<'a>, TableFault> {
    let mut gathered = Gathered::new(name);
    let mut rows: Vec<(String, String)> = Vec::new();
    for (words, is_numbered) in paragraphs {
        match (number_of(words), rows.last_mut()) {
            (Some((number, rest)), _) => rows.push((number.to_owned(), rest.to_owned())),
            (None, _) if *is_numbered => rows.push(((rows.len() + 1).to_string(), words.clone())),
            (None, Some((_, last))) => {
                last.push('\n');
                last.push_str(words);
            }
            (None, None) => {}
        }
    }
    if !rows.is_empty() {
        gathered.put(0, 0, "STT".to_owned())?;
        gathered.put(0, 1, "Nội dung".to_owned())?;
    }
    for ((number, words), row) in rows.into_iter().zip(1..) {
        gathered.put(row, 0, number)?;
        gathered.put(row, 1, words)?;
    }
    Ok(SheetRead {
        name: "Đoạn đánh số".to_owned(), gathered, merges: Vec::new(), hidden: Hidden::default()
    })
}

/// "12. Việc gì", "12) Việc gì".
fn number_of(words: &str) -> Option<(&str, &str)> {
    let end = words.find(|one: char| !one.is_ascii_digit()).filter(|end| (1..=4).contains(end))?;
    let (number, rest) = words.split_at_checked(end)?;
    let rest = rest.strip_prefix(['.', ')'])?;
    // "1.500 đồng" is an amount
    rest.starts_with(char::is_whitespace).then(|| (number, rest.trim()))
}
