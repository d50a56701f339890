//! Tables as an Excel file: typed cells, a frozen head, ready for the printer.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::error::PaperError;
use crate::model::{Align, Cell, Column, Table};
use crate::printed::{clean, percent_text};

/// More columns than this are printed on A3.
const A4_COLUMNS_MAX: usize = 8;
/// Characters across A4 upright and across A3 on its side, shared among the columns.
const A4_WIDTH_CHARACTERS: usize = 84;
const A3_WIDTH_CHARACTERS: usize = 190;
/// Excel refuses longer sheet names.
const NAME_CHARACTERS_MAX: usize = 31;
/// Paper sizes of ECMA-376, 18.3.1.63.
const PAPER_A3: u8 = 8;
const PAPER_A4: u8 = 9;
/// Head of the table, counted from 0: title, subtitle, empty row, head.
const HEAD_ROW: u32 = 3;

/// One sheet of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name on the tab; what Excel forbids in it is replaced.
    pub name: String,
    /// First line, in bold.
    pub title: String,
    /// Second line, in italic; empty for none.
    pub subtitle: String,
    /// The table; its caption is not printed, the title stands for it.
    pub table: Table,
}

/// The sheets as one .xlsx file. Words are always strings, never formulas.
pub fn to_xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, PaperError> {
    let mut workbook = Workbook::new();
    let title = sheets.first().map(|sheet| sheet.title.as_str()).unwrap_or_default();
    // A fixed day of creation: the same tables give the same file.
    let created = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    for sheet in sheets {
        sheet.table.check()?;
        write_sheet(workbook.add_worksheet(), sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_sheet(page: &mut Worksheet, sheet: &Sheet) -> Result<(), PaperError> {
    page.set_name(tab_name(&sheet.name))?;
    write_title(page, sheet)?;
    write_head(page, &sheet.table)?;
    let mut row = HEAD_ROW + 1;
    for cells in &sheet.table.rows {
        for (number, (cell, column)) in (0u16..).zip(cells.iter().zip(&sheet.table.columns)) {
            write_cell(page, row, number, cell, column)?;
        }
        row += 1;
    }
    let last_row = (row - 1).max(HEAD_ROW);
    for note in &sheet.table.notes {
        page.write_string_with_format(row, 0, clean(note), &base().set_italic())?;
        row += 1;
    }
    set_up_print(page, sheet, last_row)?;
    Ok(())
}

fn write_title(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = base().set_bold().set_font_size(14);
    page.write_string_with_format(0, 0, clean(&sheet.title), &bold)?;
    page.write_string_with_format(1, 0, clean(&sheet.subtitle), &base().set_italic())?;
    Ok(())
}

fn write_head(page: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let head =
        boxed().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0x00E8_ECF2));
    for ((number, column), width) in (0u16..).zip(&table.columns).zip(widths(table)) {
        page.write_string_with_format(HEAD_ROW, number, clean(&column.title), &head)?;
        page.set_column_width(number, width)?;
    }
    Ok(())
}

fn write_cell(
    page: &mut Worksheet,
    row: u32,
    number: u16,
    cell: &Cell,
    column: &Column,
) -> Result<(), XlsxError> {
    let format = boxed().set_align(align(column.align));
    match cell {
        Cell::Text(text) => page.write_string_with_format(row, number, clean(text), &format)?,
        Cell::Gap(name) => {
            let format = format.set_italic().set_font_color(Color::RGB(0x0059_5F69));
            page.write_string_with_format(row, number, clean(name), &format)?
        }
        Cell::Number(count) => write_count(page, row, number, *count, &format.set_num_format("#,##0"))?,
        Cell::Percent { numerator, denominator } => {
            write_share(page, row, number, *numerator, *denominator, format)?
        }
        Cell::Date(date) => {
            let format = format.set_num_format("dd/mm/yyyy");
            page.write_datetime_with_format(row, number, excel_date(*date)?, &format)?
        }
    };
    Ok(())
}

/// Excel counts in doubles: above 2⁵³ a count would change, so it is written as words.
fn write_count<'page>(
    page: &'page mut Worksheet,
    row: u32,
    number: u16,
    count: i64,
    format: &Format,
) -> Result<&'page mut Worksheet, XlsxError> {
    match exact(count) {
        Some(count) => page.write_number_with_format(row, number, count, format),
        None => page.write_string_with_format(row, number, count.to_string(), format),
    }
}

fn write_share(
    page: &mut Worksheet,
    row: u32,
    number: u16,
    numerator: i64,
    denominator: i64,
    format: Format,
) -> Result<&mut Worksheet, XlsxError> {
    match (exact(numerator), exact(denominator)) {
        (Some(part), Some(whole)) if denominator != 0 => {
            let format = format.set_num_format("0.0%");
            page.write_number_with_format(row, number, part / whole, &format)
        }
        _ => page.write_string_with_format(row, number, percent_text(numerator, denominator), &format),
    }
}

/// The count as a double, if a double can hold it exactly.
fn exact(count: i64) -> Option<f64> {
    const HOLDS: i64 = 1 << f64::MANTISSA_DIGITS;
    #[expect(clippy::cast_precision_loss, reason = "counts beyond 2⁵³ are refused")]
    (-HOLDS..=HOLDS).contains(&count).then_some(count as f64)
}

fn excel_date(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        date.year().unsigned_abs(),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
    )
}

fn set_up_print(page: &mut Worksheet, sheet: &Sheet, last_row: u32) -> Result<(), XlsxError> {
    let count = u16::try_from(sheet.table.columns.len()).unwrap_or(u16::MAX);
    let last_column = count.saturating_sub(1);
    page.set_freeze_panes(HEAD_ROW + 1, 0)?;
    if last_row > HEAD_ROW {
        page.autofilter(HEAD_ROW, 0, last_row, last_column)?;
    }
    page.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    page.set_print_fit_to_pages(1, 0);
    // Margins of NĐ 30/2020, Phụ lục I, in inches: left 30 mm, right 15, top and bottom 20.
    page.set_margins(1.18, 0.59, 0.79, 0.79, 0.4, 0.4);
    if sheet.table.columns.len() > A4_COLUMNS_MAX {
        page.set_landscape().set_paper_size(PAPER_A3);
    } else {
        page.set_portrait().set_paper_size(PAPER_A4);
    }
    // An ampersand commands the header, so a plain one is doubled.
    let title: String = sheet.title.chars().take(100).collect();
    page.set_header(format!("&L{}", clean(&title).replace('&', "&&")));
    page.set_footer("&CTrang &P/&N");
    Ok(())
}

/// Column widths in characters.
fn widths(table: &Table) -> Vec<f64> {
    let wide = table.columns.len() > A4_COLUMNS_MAX;
    let page = if wide { A3_WIDTH_CHARACTERS } else { A4_WIDTH_CHARACTERS };
    let narrowest = |width: usize| f64::from(u16::try_from(width).unwrap_or(u16::MAX)).max(6.0);
    table.column_widths(page).into_iter().map(narrowest).collect()
}

/// What Excel accepts as a name: at most 31 characters, none of `[]:*?/\`.
fn tab_name(name: &str) -> String {
    let allowed = |character: char| if "[]:*?/\\".contains(character) { '-' } else { character };
    let name: String =
        clean(name).trim_matches('\'').chars().map(allowed).take(NAME_CHARACTERS_MAX).collect();
    if name.trim().is_empty() { "Biểu".to_owned() } else { name }
}

fn base() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12)
}

fn boxed() -> Format {
    base().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top)
}

fn align(align: Align) -> FormatAlign {
    match align {
        Align::Left => FormatAlign::Left,
        Align::Right => FormatAlign::Right,
        Align::Center => FormatAlign::Center,
    }
}
