//! A workbook as tables of a booklet: every visible sheet, so far as a page of paper holds it.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader as _, SheetVisible, Xlsx};

use crate::archive::{self, Finding, OfficeFile};
use crate::model::{Align, Block, Cell, Column, Table};
use crate::table::printed;

/// Of one sheet so many rows are set.
const ROWS_MAX: usize = 200;
/// And so many columns.
const COLUMNS_MAX: usize = 12;
/// And of one workbook so many sheets.
const SHEETS_MAX: usize = 20;
/// A longer cell is cut.
const CELL_CHARS_MAX: usize = 600;
/// Cells that are looked at, also those that are left out.
const CELLS_MAX: usize = 200_000;
/// A number or a word this long breaks at the end of its cell.
const WORD_CHARS_MAX: usize = 20;

/// The sheets as headings and tables, with what was left out named; `name` is what the file is
/// called. `None` when it is no workbook, or not one that can be read within the limits.
pub fn workbook_blocks(name: &str, bytes: &[u8]) -> Option<Vec<Block>> {
    if archive::look_into_table(bytes) != Finding::Sound(OfficeFile::Excel) {
        return None;
    }
    // The reader falls over a cell that no sheet has
    catch_unwind(AssertUnwindSafe(|| sheets_of(name, bytes))).ok()?
}

fn sheets_of(name: &str, bytes: &[u8]) -> Option<Vec<Block>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut blocks = Vec::new();
    let mut cells_left = CELLS_MAX;
    for sheet in sheets.iter().take(SHEETS_MAX) {
        // A sheet that holds a chart alone is no worksheet
        let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else { continue };
        let mut gathered = Gathered::default();
        while let Some(cell) = cells.next_cell().ok()? {
            let (row, column) = cell.get_position();
            let Some(left) = cells_left.checked_sub(1) else {
                gathered.is_cut = true;
                break;
            };
            cells_left = left;
            gathered.put(row, column, &printed(cell.get_value()));
        }
        gathered.blocks(sheet, name, &mut blocks);
    }
    if SHEETS_MAX < sheets.len() {
        blocks.push(Block::paragraph(format!(
            "(Tệp {name} có {} trang tính, ở đây là {SHEETS_MAX} trang tính đầu; xem tệp.)",
            sheets.len()
        )));
    }
    if blocks.is_empty() { None } else { Some(blocks) }
}

/// The rows with words in them, as far as a page holds them.
#[derive(Default)]
struct Gathered {
    rows: Vec<(u32, Vec<String>)>,
    is_cut: bool,
}

impl Gathered {
    fn put(&mut self, row: u32, column: u32, words: &str) {
        let words = crate::clean(words.trim());
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        if words.is_empty() {
            return;
        }
        let is_new = self.rows.last().is_none_or(|(last, _)| *last != row);
        if COLUMNS_MAX <= place || (is_new && ROWS_MAX <= self.rows.len()) {
            self.is_cut = true;
            return;
        }
        if is_new {
            self.rows.push((row, vec![String::new(); COLUMNS_MAX]));
        }
        if let Some(cell) = self.rows.last_mut().and_then(|(_, cells)| cells.get_mut(place)) {
            *cell = kernel::text::truncate_words(&words, CELL_CHARS_MAX);
        }
    }

    /// A heading, the lines above the table, the table.
    fn blocks(self, sheet: &str, name: &str, out: &mut Vec<Block>) {
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
        if self.rows.is_empty() {
            return;
        }
        out.push(Block::Heading(format!("Trang tính “{}”", crate::clean(sheet))));
        let head = self.rows.iter().position(|(_, cells)| 1 < filled(cells)).unwrap_or(self.rows.len());
        let mut rows = self.rows.into_iter().map(|(_, cells)| cells);
        for line in rows.by_ref().take(head) {
            out.push(Block::paragraph(line.join(" ").trim().to_owned()));
        }
        let rows: Vec<Vec<String>> = rows.collect();
        out.extend(table(&rows).map(Block::Table));
        if self.is_cut {
            out.push(Block::paragraph(format!(
                "(Trang tính có nhiều hơn {ROWS_MAX} dòng hoặc {COLUMNS_MAX} cột; xem tiếp trong tệp {name}.)"
            )));
        }
    }
}

/// The rows under their head, without columns that hold nothing.
fn table(rows: &[Vec<String>]) -> Option<Table> {
    let (head, rows) = rows.split_first()?;
    let cell = |row: &[String], place: usize| row.get(place).cloned().unwrap_or_default();
    let used: Vec<usize> = (0..COLUMNS_MAX)
        .filter(|place| std::iter::once(head).chain(rows).any(|row| !cell(row, *place).is_empty()))
        .collect();
    let columns = used
        .iter()
        .map(|place| {
            let longest = rows.iter().map(|row| cell(row, *place).chars().count()).max().unwrap_or(0);
            let is_number = rows.iter().map(|row| cell(row, *place)).all(|words| is_number(&words));
            Column {
                title: breakable(&cell(head, *place)),
                align: if is_number && 0 < longest { Align::Right } else { Align::Left },
                // A column of long words gets more room, not all of it
                width_share: u16::try_from(longest.clamp(4, 40)).unwrap_or(40),
            }
        })
        .collect();
    let rows = rows
        .iter()
        .map(|row| used.iter().map(|place| Cell::text(breakable(&cell(row, *place)))).collect())
        .collect();
    Some(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

fn is_number(words: &str) -> bool {
    words.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | ',' | '-' | '%' | ' '))
}

/// Long words may break, so that none leaves its cell.
fn breakable(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut run = 0;
    for one in words.chars() {
        run = if one.is_whitespace() { 0 } else { run + 1 };
        if WORD_CHARS_MAX < run {
            out.push('\u{200b}');
            run = 1;
        }
        out.push(one);
    }
    out
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    fn workbook(fill: impl Fn(&mut Workbook)) -> Vec<u8> {
        let mut workbook = Workbook::new();
        fill(&mut workbook);
        workbook.save_to_buffer().unwrap()
    }

    fn table_of(blocks: &[Block]) -> &Table {
        blocks
            .iter()
            .find_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            .unwrap()
    }

    #[test]
    fn a_sheet_is_its_title_its_head_and_its_rows() {
        let bytes = workbook(|book| {
            let page = book.add_worksheet();
            page.set_name("Phụ lục 1").unwrap();
            page.write_string(0, 0, "DỰ TOÁN THU NĂM 2021").unwrap();
            for (column, words) in [(1, "Khoản thu"), (3, "Số tiền")] {
                page.write_string(2, column, words).unwrap();
            }
            page.write_string(3, 1, "Thuế").unwrap();
            page.write_number(3, 3, 1_250.5).unwrap();
        });
        let blocks = workbook_blocks("phu-luc.xlsx", &bytes).unwrap();
        assert_eq!(blocks[0], Block::Heading("Trang tính “Phụ lục 1”".to_owned()));
        assert_eq!(blocks[1], Block::paragraph("DỰ TOÁN THU NĂM 2021"));
        let table = table_of(&blocks);
        table.check().unwrap();
        let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(titles, ["Khoản thu", "Số tiền"], "columns that hold nothing are left out");
        assert_eq!(table.columns[1].align, Align::Right);
        assert_eq!(table.rows, [vec![Cell::text("Thuế"), Cell::text("1250,5")]]);
    }

    #[test]
    fn more_than_two_hundred_rows_or_twelve_columns_are_named_and_left_out() {
        let bytes = workbook(|book| {
            let page = book.add_worksheet();
            for row in 0..260 {
                for column in 0..14 {
                    page.write_number(row, column, f64::from(row)).unwrap();
                }
            }
        });
        let blocks = workbook_blocks("lon.xlsx", &bytes).unwrap();
        let table = table_of(&blocks);
        assert_eq!((table.rows.len(), table.columns.len()), (199, 12));
        let Some(Block::Paragraph(spans)) = blocks.last() else { panic!("{blocks:?}") };
        assert!(spans[0].text.contains("xem tiếp trong tệp lon.xlsx"), "{}", spans[0].text);
    }

    #[test]
    fn a_long_word_breaks_in_its_cell() {
        let words = "a".repeat(70);
        let longest = breakable(&words).split('\u{200b}').map(str::len).max();
        assert_eq!(longest, Some(WORD_CHARS_MAX));
        assert_eq!(breakable("Nguyễn Thị Ước"), "Nguyễn Thị Ước");
    }

    #[test]
    fn what_is_no_workbook_has_no_tables() {
        assert_eq!(workbook_blocks("a", b"%PDF-1.7"), None);
        assert_eq!(workbook_blocks("a", b"PK\x03\x04 broken"), None);
        assert_eq!(workbook_blocks("a", &workbook(|book| drop(book.add_worksheet().set_name("T")))), None);
    }
}
