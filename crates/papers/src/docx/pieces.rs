//! Runs, paragraphs and rules that the parts of a letter are made of.

use docx_rs::{
    AlignmentType, BorderType, BreakType, LineSpacing, LineSpacingType, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, Run, Table, TableCell, TableCellMargins, TableLayoutType,
    TableRow, WidthType,
};

use crate::printed::clean;

/// Words of one size, in half points. A new line in them is a new line on paper.
pub(super) fn run(text: &str, size: usize) -> Run {
    let mut run = Run::new().size(size);
    for (place, line) in clean(text).split('\n').enumerate() {
        if place > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

/// A centred paragraph, single spaced.
pub(super) fn centered() -> Paragraph {
    Paragraph::new().align(AlignmentType::Center)
}

/// A horizontal rule of a length, in the middle of a width.
pub(super) fn rule(length: usize, width: usize) -> Paragraph {
    let side = i32::try_from(width.saturating_sub(length) / 2).unwrap_or(0);
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(6)
        .space(0)
        .color("000000");
    let thin = LineSpacing::new().line(60).line_rule(LineSpacingType::Exact).after(0);
    let mut paragraph = centered().size(2).indent(Some(side), None, Some(side), None).line_spacing(thin);
    paragraph.property = paragraph.property.set_borders(ParagraphBorders::with_empty().set(border));
    paragraph
}

/// About how wide a line of bold letters is: on average, capitals take seven
/// tenths of the size and small letters half of it. Good enough for the length of a rule.
pub(super) fn about_width(text: &str, size: usize) -> usize {
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    let tenths = if text.to_uppercase() == text { 7 } else { 5 };
    // Half a point is ten twips.
    longest * size * tenths
}

/// A table of one look without borders, as wide as the text, its cells kept whole.
pub(super) fn layout_table(rows: Vec<[TableCell; 2]>, left: usize, right: usize) -> Table {
    let row = |[first, second]: [TableCell; 2]| {
        let cells = vec![first.width(left, WidthType::Dxa), second.width(right, WidthType::Dxa)];
        TableRow::new(cells).cant_split()
    };
    Table::without_borders(rows.into_iter().map(row).collect())
        .set_grid(vec![left, right])
        .width(left + right, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

/// A cell of these paragraphs.
pub(super) fn cell(paragraphs: impl IntoIterator<Item = Paragraph>) -> TableCell {
    paragraphs.into_iter().fold(TableCell::new(), TableCell::add_paragraph)
}
