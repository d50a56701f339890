//! A letter as a Word file in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I.
//!
//! Leaders correct in Word, so the file is made of plain paragraphs and
//! tables that a person can edit. Lengths are in twips (1/20 point), sizes of
//! letters in half points, as Word counts them.

mod body;
mod finish;
mod head;
mod pieces;

use std::io::Cursor;

use docx_rs::{
    Docx, Footer, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Pic, Run, RunFonts,
    VAlignType,
};

use crate::code::SIDE_MM;
use crate::error::PaperError;
use crate::model::Letter;
use pieces::{cell, centered, layout_table, run};

/// A4.
const PAGE_WIDTH: u32 = 11_906;
const PAGE_HEIGHT: u32 = 16_838;
/// 20 mm.
const MARGIN: i32 = 1_134;
/// 30 mm, where the file is bound.
const MARGIN_LEFT: i32 = 1_701;
/// 10 mm from the edge of the paper to the page number and to the foot.
const MARGIN_EDGE: i32 = 567;
/// 25 mm below and 8 mm to the edge where the code of a public paper stands.
const MARGIN_CODE: i32 = 1_417;
const MARGIN_EDGE_CODE: i32 = 454;
/// 15 mm and a little.
const CODE_WIDTH: usize = 880;
/// Lengths of pictures are counted in these.
const EMU_PER_MM: u32 = 36_000;
/// 9 points in grey: the foot.
const FOOT: usize = 18;
const GREY: &str = "595F69";
/// Between the margins.
const TEXT_WIDTH: usize = 9_071;
/// Between the margins of a page on its side.
const SIDE_WIDTH: usize = 14_003;
/// 1.27 cm.
const FIRST_LINE: i32 = 720;
/// 6 points.
const SPACING: u32 = 120;
/// 1.15 lines, in 240ths.
const LINE: i32 = 276;
/// 14 points: the text.
const BODY: usize = 28;
/// 13 points: number, page number.
const SMALL: usize = 26;
/// 12.5 points: the names of the state and of the bodies. At 13 the first line
/// would need 96 mm and leave the issuer too little.
const HEAD: usize = 25;

/// The letter as .docx.
pub fn to_docx(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    letter.tables().try_for_each(crate::model::Table::check)?;
    let mut docx = page(letter);
    docx = head::add(docx, letter);
    docx = body::add(docx, letter);
    docx = body::add_signature(docx, letter);
    let package = finish::finish(docx.build(), letter)?;
    let mut bytes = Cursor::new(Vec::new());
    package.pack(&mut bytes).map_err(|error| PaperError::Pack(Box::new(error)))?;
    Ok(bytes.into_inner())
}

/// The margins, upright and on the side alike.
fn margins(letter: &Letter) -> PageMargin {
    let has_code = letter.foot_code().is_some();
    PageMargin {
        top: MARGIN,
        bottom: if has_code { MARGIN_CODE } else { MARGIN },
        left: MARGIN_LEFT,
        right: MARGIN,
        header: MARGIN_EDGE,
        footer: if has_code { MARGIN_EDGE_CODE } else { MARGIN_EDGE },
        gutter: 0,
    }
}

fn page(letter: &Letter) -> Docx {
    let face = "Times New Roman";
    let fonts = RunFonts::new().ascii(face).hi_ansi(face).east_asia(face).cs(face);
    let numbered = Header::new().add_paragraph(
        centered().run_property(docx_rs::RunProperty::new().size(SMALL)).add_page_num(PageNum::new()),
    );
    Docx::new()
        .page_size(PAGE_WIDTH, PAGE_HEIGHT)
        .page_margin(margins(letter))
        .default_fonts(fonts)
        .default_size(BODY)
        .default_line_spacing(LineSpacing::new().line(240).line_rule(LineSpacingType::Auto))
        .header(numbered)
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .footer(foot(letter))
        .first_footer(first_foot(letter))
}

/// The foot of the first page: of a public paper with its code beside the address.
fn first_foot(letter: &Letter) -> Footer {
    let Some(code) = letter.foot_code() else { return foot(letter) };
    let side = SIDE_MM * EMU_PER_MM;
    let picture = Pic::new_with_dimensions(code.png(), 1, 1).id("rIdCode").size(side, side);
    let code = Paragraph::new().add_run(Run::new().add_image(picture));
    let words = letter.foot_lines();
    let words = words.iter().map(|line| centered().add_run(run(line, FOOT).color(GREY)));
    let row = [cell([code]), cell(words).vertical_align(VAlignType::Center)];
    // As wide on the right as the code on the left, so that the words stand in the middle
    let apart = layout_table(vec![row], CODE_WIDTH, TEXT_WIDTH - 2 * CODE_WIDTH);
    let end = LineSpacing::new().line(20).line_rule(LineSpacingType::Exact);
    Footer::new().add_table(apart).add_paragraph(Paragraph::new().size(2).line_spacing(end))
}

fn foot(letter: &Letter) -> Footer {
    let lines = letter.foot_lines();
    if lines.is_empty() {
        return Footer::new().add_paragraph(Paragraph::new());
    }
    let grey = |line: &String| centered().add_run(run(line, FOOT).color(GREY));
    lines.iter().fold(Footer::new(), |footer, line| footer.add_paragraph(grey(line)))
}
