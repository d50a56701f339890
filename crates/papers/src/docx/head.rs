//! From the name of the state to "Kính gửi" (NĐ 30/2020, Phụ lục I, mục II.1–5).

use docx_rs::{AlignmentType, Docx, LineSpacing, LineSpacingType, Paragraph, SpecialIndentType};

use super::pieces::{about_width, cell, centered, layout_table, rule, run};
use super::{BODY, HEAD, LINE, SMALL, SPACING, TEXT_WIDTH};
use crate::model::Letter;

const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// The motto at 14 points bold, by the widths of Times New Roman.
const MOTTO_WIDTH: usize = 3_415;
/// 65 mm for the bodies, 95 mm for the state, whose first line needs 92.
const LEFT: usize = 3_685;
const RIGHT: usize = TEXT_WIDTH - LEFT;

pub(super) fn add(docx: Docx, letter: &Letter) -> Docx {
    let top = [cell(bodies(letter)), cell(state())];
    let second = [cell(number(letter)), cell([date(letter)])];
    let docx = docx.add_table(layout_table(vec![top, second], LEFT, RIGHT));
    title(letter).into_iter().chain(addressees(letter)).fold(docx, Docx::add_paragraph)
}

fn bodies(letter: &Letter) -> Vec<Paragraph> {
    // The cell ends where the state begins; the indent keeps long names apart from it.
    let apart = |paragraph: Paragraph| paragraph.indent(None, None, Some(170), None);
    let superior = letter.superior_line().map(|line| apart(centered().add_run(run(&line, HEAD))));
    let issuer = letter.issuer_line();
    let width = about_width(&issuer, HEAD).min(LEFT);
    let name = apart(centered().add_run(run(&issuer, HEAD).bold()));
    superior.into_iter().chain([name, rule(width * 2 / 5, LEFT - 170)]).collect()
}

fn state() -> Vec<Paragraph> {
    vec![
        centered().add_run(run(STATE, HEAD).bold()),
        centered().add_run(run(MOTTO, BODY).bold()),
        rule(MOTTO_WIDTH, RIGHT),
    ]
}

fn number(letter: &Letter) -> Vec<Paragraph> {
    let spaced = centered().line_spacing(LineSpacing::new().before(SPACING));
    let number = spaced.add_run(run(&letter.number_line(), SMALL));
    let subject = letter.subject_text().map(|text| {
        let lines = centered().line_spacing(LineSpacing::new().before(SPACING / 2));
        lines.indent(None, None, Some(170), None).add_run(run(&text, HEAD))
    });
    [number].into_iter().chain(subject).collect()
}

fn date(letter: &Letter) -> Paragraph {
    let spaced = centered().line_spacing(LineSpacing::new().before(SPACING));
    spaced.add_run(run(&letter.place_and_date(), SMALL).italic())
}

fn title(letter: &Letter) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    if let Some(kind) = letter.kind_line() {
        let space = LineSpacing::new().before(SPACING * 3);
        paragraphs.push(centered().line_spacing(space).keep_next(true).add_run(run(&kind, BODY).bold()));
    }
    if let Some(title) = letter.title_text() {
        let width = about_width(&title, BODY).min(TEXT_WIDTH * 4 / 5);
        // A title of two lines reads better away from the margins.
        let narrow = centered().indent(Some(567), None, Some(567), None);
        paragraphs.push(narrow.keep_next(true).add_run(run(&title, BODY).bold()));
        paragraphs.push(rule(width * 2 / 5, TEXT_WIDTH));
    }
    paragraphs.push(gap());
    paragraphs
}

fn addressees(letter: &Letter) -> Vec<Paragraph> {
    let space = || LineSpacing::new().after(SPACING).line(LINE).line_rule(LineSpacingType::Auto);
    match letter.addressee_lines().as_slice() {
        [] => Vec::new(),
        [one] => {
            let text = format!("Kính gửi: {one}");
            vec![centered().line_spacing(space()).add_run(run(&text, BODY)), gap()]
        }
        several => {
            let first = Paragraph::new()
                .indent(Some(1_700), None, None, None)
                .line_spacing(space())
                .add_run(run("Kính gửi:", BODY));
            let line = |text: &String| {
                Paragraph::new()
                    .align(AlignmentType::Left)
                    .indent(Some(2_840), Some(SpecialIndentType::Hanging(170)), None, None)
                    .line_spacing(
                        LineSpacing::new().after(SPACING / 2).line(LINE).line_rule(LineSpacingType::Auto),
                    )
                    .add_run(run(text, BODY))
            };
            [first].into_iter().chain(several.iter().map(line)).chain([gap()]).collect()
        }
    }
}

/// Six points of nothing, between the head and the text.
fn gap() -> Paragraph {
    let thin = LineSpacing::new().line(20).line_rule(LineSpacingType::Exact).after(SPACING);
    Paragraph::new().size(2).line_spacing(thin)
}
