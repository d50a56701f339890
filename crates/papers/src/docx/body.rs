//! The text, its tables, the signature and the recipients (NĐ 30/2020, Phụ lục I, mục II.6–9).

use docx_rs::{
    AlignmentType, BorderType, Docx, HeightRule, LineSpacing, LineSpacingType, PageOrientationType, PageSize,
    Paragraph, SectionProperty, SpecialIndentType, Table, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::finish::HEAD_ROW_HEIGHT;
use super::pieces::{cell, centered, layout_table, run};
use super::{BODY, FIRST_LINE, LINE, PAGE_HEIGHT, PAGE_WIDTH, SIDE_WIDTH, SPACING, TEXT_WIDTH, margins};
use crate::model::{Align, Block, Cell, Column, Letter, Span};
use crate::{model, printed};

/// 12 and 11 points, NĐ 30/2020, Phụ lục I, mục II.9.
const RECIPIENTS_HEAD: usize = 24;
const RECIPIENTS: usize = 22;
/// Room for a signature and the seal.
const SIGNATURE_ROOM: u32 = 1_500;

pub(super) fn add(mut docx: Docx, letter: &Letter) -> Docx {
    let mut new_page = false;
    let last = letter.body.len().saturating_sub(1);
    let mut is_turned = false;
    for ((place, block), turned) in letter.body.iter().enumerate().zip(letter.on_their_side()) {
        if turned != is_turned {
            // What stood so far ends here; what follows begins on a page of the other kind
            docx = docx.add_paragraph(end_of_section(letter, is_turned));
            (is_turned, new_page) = (turned, false);
        }
        // The signature must not stand alone on a page.
        let with_signature = place == last;
        docx = match block {
            Block::PageBreak => {
                new_page = true;
                continue;
            }
            Block::Table(table) => {
                add_table(docx, table, new_page, if turned { SIDE_WIDTH } else { TEXT_WIDTH })
            }
            Block::Heading(text) => {
                let heading = indented().keep_next(true).add_run(run(text, BODY).bold());
                docx.add_paragraph(heading.outline_lvl(0).page_break_before(new_page))
            }
            Block::Paragraph(spans) => {
                docx.add_paragraph(paragraph(spans).keep_next(with_signature).page_break_before(new_page))
            }
            Block::Numbered { label, text } => docx.add_paragraph(
                paragraph(&printed::numbered_spans(label, text))
                    .keep_next(with_signature)
                    .page_break_before(new_page),
            ),
            Block::Bullet(text) => {
                let spans = [Span::plain(format!("- {text}"))];
                docx.add_paragraph(paragraph(&spans).keep_next(with_signature).page_break_before(new_page))
            }
        };
        new_page = false;
    }
    if is_turned { docx.add_paragraph(end_of_section(letter, true)) } else { docx }
}

/// The end of pages that all stand upright, or all lie on their side.
fn end_of_section(letter: &Letter, turned: bool) -> Paragraph {
    let size = if turned {
        PageSize::new().size(PAGE_HEIGHT, PAGE_WIDTH).orient(PageOrientationType::Landscape)
    } else {
        PageSize::new().size(PAGE_WIDTH, PAGE_HEIGHT)
    };
    let thin = LineSpacing::new().line(20).line_rule(LineSpacingType::Exact);
    let section = SectionProperty::new().page_size(size).page_margin(margins(letter));
    Paragraph::new().size(2).line_spacing(thin).section_property(section)
}

fn indented() -> Paragraph {
    Paragraph::new()
        .align(AlignmentType::Both)
        .indent(None, Some(SpecialIndentType::FirstLine(FIRST_LINE)), None, None)
        .line_spacing(LineSpacing::new().after(SPACING).line(LINE).line_rule(LineSpacingType::Auto))
}

fn paragraph(spans: &[Span]) -> Paragraph {
    spans.iter().fold(indented(), |paragraph, span| {
        let mut words = run(&span.text, BODY);
        if span.bold {
            words = words.bold();
        }
        if span.italic {
            words = words.italic();
        }
        paragraph.add_run(words)
    })
}

fn add_table(mut docx: Docx, table: &model::Table, new_page: bool, width: usize) -> Docx {
    let caption = centered().keep_next(true).page_break_before(new_page);
    if !table.caption.is_empty() {
        let space = LineSpacing::new().before(SPACING).after(SPACING);
        docx = docx.add_paragraph(caption.line_spacing(space).add_run(run(&table.caption, BODY).bold()));
    } else if new_page {
        docx = docx.add_paragraph(caption.size(2));
    }
    docx = docx.add_table(grid(table, width));
    for note in &table.notes {
        let space = LineSpacing::new().before(SPACING / 2);
        docx = docx.add_paragraph(Paragraph::new().line_spacing(space).add_run(run(note, 24).italic()));
    }
    let thin = LineSpacing::new().line(160).line_rule(LineSpacingType::Exact);
    docx.add_paragraph(Paragraph::new().size(2).line_spacing(thin))
}

fn grid(table: &model::Table, width: usize) -> Table {
    let widths = table.column_widths(width);
    let size = letter_size(table.columns.len());
    let columns = || table.columns.iter().zip(&widths);
    let heads = columns().map(|(column, width)| head_cell(column, *width, size)).collect();
    let head = TableRow::new(heads).cant_split().row_height(HEAD_ROW_HEIGHT).height_rule(HeightRule::AtLeast);
    let row = |cells: &Vec<Cell>| {
        let cells = cells.iter().zip(columns());
        let cells = cells.map(|(cell, (column, width))| value_cell(cell, column, *width, size));
        TableRow::new(cells.collect()).cant_split()
    };
    let rows = [head].into_iter().chain(table.rows.iter().map(row)).collect();
    Table::new(rows)
        .set_grid(widths.clone())
        .width(width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(30, 70, 30, 70))
        .set_borders(borders())
}

/// Half points: 12 points, less when the columns are many.
fn letter_size(columns: usize) -> usize {
    match columns {
        0..=7 => 24,
        8..=10 => 22,
        _ => 18,
    }
}

fn borders() -> TableBorders {
    let positions = [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ];
    positions.into_iter().fold(TableBorders::with_empty(), |borders, position| {
        let border = TableBorder::new(position).border_type(BorderType::Single).size(4);
        borders.set(border.color("000000"))
    })
}

fn head_cell(column: &Column, width: usize, size: usize) -> TableCell {
    let text = centered().keep_next(true).add_run(run(&column.title, size).bold());
    cell([text]).vertical_align(VAlignType::Center).width(width, WidthType::Dxa)
}

fn value_cell(value: &Cell, column: &Column, width: usize, size: usize) -> TableCell {
    let words = run(&value.printed(), size);
    let words = if matches!(value, Cell::Gap(_)) { words.italic() } else { words };
    let align = match column.align {
        Align::Left => AlignmentType::Left,
        Align::Right => AlignmentType::Right,
        Align::Center => AlignmentType::Center,
    };
    cell([Paragraph::new().align(align).add_run(words)]).width(width, WidthType::Dxa)
}

/// Recipients on the left, signature on the right, kept on one page.
pub(super) fn add_signature(docx: Docx, letter: &Letter) -> Docx {
    let left = TEXT_WIDTH * 9 / 20;
    let row = [cell(recipients(letter)), cell(signature(letter))];
    let docx = docx.add_table(layout_table(vec![row], left, TEXT_WIDTH - left));
    // Word wants a paragraph after the last table; it must not open a page of its own.
    let end = LineSpacing::new().line(20).line_rule(LineSpacingType::Exact);
    docx.add_paragraph(Paragraph::new().size(2).line_spacing(end))
}

fn recipients(letter: &Letter) -> Vec<Paragraph> {
    let lines = letter.recipient_lines();
    if lines.is_empty() {
        return vec![Paragraph::new()];
    }
    let head = Paragraph::new()
        .line_spacing(LineSpacing::new().before(SPACING))
        .add_run(run("Nơi nhận:", RECIPIENTS_HEAD).bold().italic());
    let line = |text: &String| {
        Paragraph::new()
            .indent(Some(113), Some(SpecialIndentType::Hanging(113)), Some(170), None)
            .add_run(run(text, RECIPIENTS))
    };
    [head].into_iter().chain(lines.iter().map(line)).collect()
}

fn signature(letter: &Letter) -> Vec<Paragraph> {
    let mut space = SPACING;
    let mut paragraphs = Vec::new();
    for line in letter.signature_lines() {
        let lines = centered().line_spacing(LineSpacing::new().before(space));
        paragraphs.push(lines.keep_next(true).add_run(run(&line, BODY).bold()));
        space = 0;
    }
    let room = LineSpacing::new().before(SIGNATURE_ROOM);
    let name = printed::clean(&letter.signature.name);
    paragraphs.push(centered().line_spacing(room).add_run(run(&name, BODY).bold()));
    paragraphs
}
