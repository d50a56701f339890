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

use docx_rs::{Docx, Footer, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, RunFonts};

use crate::error::PaperError;
use crate::model::Letter;
use pieces::{centered, run};

/// A4.
const PAGE_WIDTH: u32 = 11_906;
const PAGE_HEIGHT: u32 = 16_838;
/// 20 mm.
const MARGIN: i32 = 1_134;
/// 30 mm, where the file is bound.
const MARGIN_LEFT: i32 = 1_701;
/// 10 mm from the edge of the paper to the page number and to the foot.
const MARGIN_EDGE: i32 = 567;
/// Between the margins.
const TEXT_WIDTH: usize = 9_071;
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

fn page(letter: &Letter) -> Docx {
    let face = "Times New Roman";
    let fonts = RunFonts::new().ascii(face).hi_ansi(face).east_asia(face).cs(face);
    let margin = PageMargin {
        top: MARGIN,
        bottom: MARGIN,
        left: MARGIN_LEFT,
        right: MARGIN,
        header: MARGIN_EDGE,
        footer: MARGIN_EDGE,
        gutter: 0,
    };
    let numbered = Header::new().add_paragraph(
        centered().run_property(docx_rs::RunProperty::new().size(SMALL)).add_page_num(PageNum::new()),
    );
    Docx::new()
        .page_size(PAGE_WIDTH, PAGE_HEIGHT)
        .page_margin(margin)
        .default_fonts(fonts)
        .default_size(BODY)
        .default_line_spacing(LineSpacing::new().line(240).line_rule(LineSpacingType::Auto))
        .header(numbered)
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .footer(foot(letter))
        .first_footer(foot(letter))
}

fn foot(letter: &Letter) -> Footer {
    let lines = letter.foot_lines();
    if lines.is_empty() {
        return Footer::new().add_paragraph(Paragraph::new());
    }
    let grey = |line: &String| centered().add_run(run(line, 18).color("595F69"));
    lines.iter().fold(Footer::new(), |footer, line| footer.add_paragraph(grey(line)))
}
