//! The sheets of an .ods file (OpenDocument 1.3), read as text: nothing in the file is believed.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::grid::{Hidden, Merge};
use crate::table::{COLUMNS_MAX, Gathered, TableFault};
use crate::xml::{attribute, push_reference};

/// What all sheets together unpack to.
const TEXT_BYTES_MAX: u64 = 64_000_000;
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// More sheets than these are not offered.
const SHEETS_MAX: usize = 50;

/// Whether an archive that passed the size guard is a spreadsheet of this kind; and whether it
/// carries code.
pub(crate) fn is_spreadsheet(bytes: &[u8]) -> Option<bool> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut kind = String::new();
    archive.by_name("mimetype").ok()?.take(200).read_to_string(&mut kind).ok()?;
    if kind.trim() != MEDIA_TYPE {
        return None;
    }
    let runs_code = archive
        .file_names()
        .filter_map(Result::ok)
        .any(|name| ["Basic/", "Scripts/", "Object "].iter().any(|folder| name.starts_with(folder)));
    Some(runs_code)
}

/// A sheet as it came out.
pub(crate) struct SheetRead<'a> {
    pub(crate) name: String,
    pub(crate) gathered: Gathered<'a>,
    pub(crate) merges: Vec<Merge>,
    pub(crate) hidden: Hidden,
}

/// Every visible sheet.
pub(crate) fn sheets<'a>(name: &'a str, bytes: &[u8]) -> Result<Vec<SheetRead<'a>>, TableFault> {
    let unsound = || TableFault::Unsound(name.to_owned());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unsound())?;
    let mut xml = String::new();
    let part = archive.by_name("content.xml").map_err(|_| unsound())?;
    part.take(TEXT_BYTES_MAX).read_to_string(&mut xml).map_err(|_| unsound())?;
    Reading {
        name,
        found: Vec::new(),
        sheet: None,
        is_hidden: false,
        row: 0,
        column: 0,
        cell: None,
        depth: 0,
    }
    .read(&xml)
}

struct OpenCell {
    words: String,
    value: Option<String>,
    repeated: u32,
    columns: u32,
    rows: u32,
    paragraphs: usize,
}

struct Reading<'a> {
    name: &'a str,
    found: Vec<SheetRead<'a>>,
    sheet: Option<SheetRead<'a>>,
    is_hidden: bool,
    row: u32,
    column: u32,
    cell: Option<OpenCell>,
    /// Notes on cells hold paragraphs that are not the cell's.
    depth: usize,
}

struct OpenRow {
    repeated: u32,
    is_hidden: bool,
    is_filled: bool,
}

impl<'a> Reading<'a> {
    fn read(mut self, xml: &str) -> Result<Vec<SheetRead<'a>>, TableFault> {
        let name = self.name;
        let unsound = || TableFault::Unsound(name.to_owned());
        let mut reader = Reader::from_str(xml);
        let mut hidden_styles: Vec<String> = Vec::new();
        let mut style = String::new();
        let mut row = OpenRow { repeated: 1, is_hidden: false, is_filled: false };
        let mut in_words = false;
        loop {
            let event = reader.read_event().map_err(|_| unsound())?;
            match event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "style" => style = attribute(&tag, "name").unwrap_or_default(),
                    "table" => self.open_sheet(&tag, &hidden_styles),
                    "table-row" => row = self.open_row(&tag),
                    "table-cell" | "covered-table-cell" => self.cell = Some(open_cell(&tag)),
                    "annotation" => self.depth += 1,
                    "p" if self.depth == 0 => {
                        if let Some(cell) = &mut self.cell {
                            if 0 < cell.paragraphs {
                                cell.words.push('\n');
                            }
                            cell.paragraphs += 1;
                            in_words = true;
                        }
                    }
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "table-properties" if attribute(&tag, "display").as_deref() == Some("false") => {
                        hidden_styles.push(std::mem::take(&mut style));
                    }
                    "table-column" => self.columns(&tag),
                    "table-row" => {
                        let row = self.open_row(&tag);
                        self.row = self.row.saturating_add(row.repeated);
                    }
                    "table-cell" | "covered-table-cell" => {
                        self.cell = Some(open_cell(&tag));
                        row.is_filled |= self.close_cell()?;
                    }
                    "s" | "tab" | "line-break" if in_words => {
                        if let Some(cell) = &mut self.cell {
                            cell.words.push(' ');
                        }
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "table" => {
                        if let Some(sheet) = self.sheet.take()
                            && !self.is_hidden
                            && self.found.len() < SHEETS_MAX
                        {
                            self.found.push(sheet);
                        }
                    }
                    "table-row" => {
                        // A filled row that is repeated is rare; its copies say nothing new
                        if row.is_hidden
                            && row.is_filled
                            && let Some(sheet) = &mut self.sheet
                        {
                            sheet.hidden.rows.push(self.row);
                        }
                        self.row = self.row.saturating_add(row.repeated);
                        row.is_filled = false;
                    }
                    "table-cell" | "covered-table-cell" => {
                        row.is_filled |= self.close_cell()?;
                        in_words = false;
                    }
                    "annotation" => self.depth = self.depth.saturating_sub(1),
                    "p" => in_words = false,
                    _ => {}
                },
                Event::Text(text) if in_words && self.depth == 0 => {
                    if let Some(cell) = &mut self.cell {
                        cell.words.push_str(&text);
                    }
                }
                Event::GeneralRef(entity) if in_words && self.depth == 0 => {
                    if let Some(cell) = &mut self.cell {
                        push_reference(&mut cell.words, &entity);
                    }
                }
                Event::Eof => return Ok(self.found),
                _ => {}
            }
        }
    }

    fn open_sheet(&mut self, tag: &BytesStart<'_>, hidden_styles: &[String]) {
        let style = attribute(tag, "style-name").unwrap_or_default();
        self.is_hidden = hidden_styles.contains(&style);
        (self.row, self.column) = (0, 0);
        self.sheet = Some(SheetRead {
            name: attribute(tag, "name").unwrap_or_default(),
            gathered: Gathered::new(self.name),
            merges: Vec::new(),
            hidden: Hidden::default(),
        });
    }

    fn columns(&mut self, tag: &BytesStart<'_>) {
        let repeated = number(tag, "number-columns-repeated");
        if is_hidden(tag)
            && let Some(sheet) = &mut self.sheet
        {
            let end = self.column.saturating_add(repeated).min(COLUMNS_MAX);
            sheet.hidden.columns.extend(self.column..end);
        }
        self.column = self.column.saturating_add(repeated);
    }

    fn open_row(&mut self, tag: &BytesStart<'_>) -> OpenRow {
        self.column = 0;
        OpenRow { repeated: number(tag, "number-rows-repeated"), is_hidden: is_hidden(tag), is_filled: false }
    }

    /// Whether words stood in it. Empty cells that are repeated to the end of the sheet make no room.
    fn close_cell(&mut self) -> Result<bool, TableFault> {
        let Some(cell) = self.cell.take() else { return Ok(false) };
        let words = cell.value.unwrap_or(cell.words);
        let is_filled = !words.trim().is_empty();
        if let Some(sheet) = &mut self.sheet {
            if is_filled {
                for place in 0..cell.repeated {
                    sheet.gathered.put(self.row, self.column.saturating_add(place), words.clone())?;
                }
            }
            if 1 < cell.columns || 1 < cell.rows {
                sheet.merges.push(Merge {
                    top: self.row,
                    left: self.column,
                    bottom: self.row.saturating_add(cell.rows - 1),
                    right: self.column.saturating_add(cell.columns - 1),
                });
            }
        }
        self.column = self.column.saturating_add(cell.repeated);
        Ok(is_filled)
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|words| words.parse().ok()).unwrap_or(1).max(1)
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(attribute(tag, "visibility").as_deref(), Some("collapse" | "filter"))
}

fn open_cell(tag: &BytesStart<'_>) -> OpenCell {
    OpenCell {
        words: String::new(),
        value: value_of(tag),
        repeated: number(tag, "number-columns-repeated"),
        columns: number(tag, "number-columns-spanned"),
        rows: number(tag, "number-rows-spanned"),
        paragraphs: 0,
    }
}

/// Numbers and days are taken from the cell itself, not from how it shows them.
fn value_of(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, "value-type")?.as_str() {
        "float" | "currency" => attribute(tag, "value")?.parse().ok().map(crate::table::number_text),
        "date" => attribute(tag, "date-value").map(|iso| crate::table::iso_text(&iso)),
        _ => None,
    }
}
