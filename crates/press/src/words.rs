//! The words of a PDF that has a text layer, line by line put together to paragraphs.
//!
//! A PDF may be made to break whoever reads it, so [`words`] belongs into a process of its own with
//! little memory and little time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt as _, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, Point, Rect};
use papers::{Piece, Reading, SAID_CHARS_MAX};

use crate::world;

/// Of one file so many pages are read.
const PAGES_MAX: usize = 2_000;
/// Of one page so many letters; no sheet of paper holds more.
const PAGE_CHARS_MAX: usize = 60_000;

/// What a PDF says. Empty when its pages are pictures; `None` when it cannot be read, or has a
/// password.
pub fn words(bytes: &[u8]) -> Option<Reading> {
    catch_unwind(AssertUnwindSafe(|| read(bytes))).ok()?
}

fn read(bytes: &[u8]) -> Option<Reading> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let cache = InterpreterCache::new();
    let (mut reading, mut left) = (Reading::default(), SAID_CHARS_MAX);
    reading.is_cut = PAGES_MAX < pdf.pages().len();
    for page in pdf.pages().iter().take(PAGES_MAX) {
        let turned = page.initial_transform(true).to_kurbo();
        let sheet = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(turned, sheet, &cache, pdf.xref(), settings());
        let mut lines = Lines::default();
        interpret_page(page, &mut context, &mut lines);
        for words in paragraphs(lines.ended()) {
            let words = papers::clean(words.trim());
            if !words.is_empty()
                && !reading.push(Piece::Paragraph { number: String::new(), words }, &mut left)
            {
                return Some(reading);
            }
        }
    }
    Some(reading)
}

/// Nothing is fetched: a font that the file does not bring is our own.
fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|_| Some((Arc::new(world::REGULAR), 0))),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(|_| {}),
        render_annotations: false,
    }
}

/// Letters on one height, from the left to the right.
#[derive(Debug, Clone, Default)]
struct Line {
    words: String,
    height: f64,
    left: f64,
    right: f64,
    size: f64,
}

#[derive(Debug, Default)]
struct Lines {
    done: Vec<Line>,
    open: Line,
    chars: usize,
}

impl Lines {
    fn put(&mut self, said: &str, at: Point, size: f64, width: f64) {
        if PAGE_CHARS_MAX < self.chars || !(at.x.is_finite() && at.y.is_finite() && size.is_finite()) {
            return;
        }
        self.chars += said.chars().count();
        let open = &mut self.open;
        let tall = size.max(open.size);
        let goes_on = !open.words.is_empty()
            && (at.y - open.height).abs() < 0.45 * tall
            && open.right - 0.6 * tall <= at.x;
        if !goes_on {
            let line = Line { words: String::new(), height: at.y, left: at.x, right: at.x, size };
            let ended = std::mem::replace(open, line);
            if !ended.words.trim().is_empty() {
                self.done.push(ended);
            }
        }
        let open = &mut self.open;
        if 0.18 * tall < at.x - open.right && !open.words.ends_with(' ') && !open.words.is_empty() {
            open.words.push(' ');
        }
        open.words.push_str(said);
        open.size = open.size.max(size);
        open.right = open.right.max(at.x + width);
    }

    fn ended(mut self) -> Vec<Line> {
        if !self.open.words.trim().is_empty() {
            self.done.push(self.open);
        }
        self.done
    }
}

/// The lines of a page put together: a line that reaches the right margin goes on in the next.
fn paragraphs(mut lines: Vec<Line>) -> Vec<String> {
    let is_number = |line: &Line| {
        let words = line.words.trim().trim_matches('-').trim();
        words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit())
    };
    // The number of the page
    if lines.first().is_some_and(is_number) {
        lines.remove(0);
    }
    if lines.last().is_some_and(is_number) {
        lines.pop();
    }
    let right = lines.iter().map(|line| line.right).fold(f64::MIN, f64::max);
    let mut found: Vec<String> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines {
        let goes_on = before.as_ref().is_some_and(|above| {
            let size = above.size.max(line.size);
            right - 5.0 * size <= above.right
                && line.left <= above.left + 0.5 * size
                && (line.height - above.height).abs() < 2.4 * size
                && !begins_anew(&line.words)
        });
        match found.last_mut() {
            Some(last) if goes_on => {
                last.push(' ');
                last.push_str(line.words.trim());
            }
            _ => found.push(line.words.trim().to_owned()),
        }
        before = Some(line);
    }
    found
}

/// "2. ", "a) ", "- ", "Câu 3": what no line of a paragraph begins with by chance.
fn begins_anew(words: &str) -> bool {
    let words = words.trim_start();
    if words.starts_with(['-', '+', '–', '•']) {
        return true;
    }
    let mark: String = words.chars().take_while(|one| one.is_alphanumeric()).collect();
    let rest = words.get(mark.len()..).unwrap_or_default();
    let is_mark =
        mark.len() <= 4 && (mark.bytes().all(|byte| byte.is_ascii_digit()) || mark.chars().count() == 1);
    let mut after = rest.chars();
    (!mark.is_empty()
        && is_mark
        && matches!(after.next(), Some('.' | ')' | ':'))
        && after.next().is_none_or(char::is_whitespace))
        || (mark == "Câu" && rest.trim_start().starts_with(|one: char| one.is_ascii_digit()))
        || mark == "KN"
}

impl Device<'_> for Lines {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        let Some(said) = glyph.as_unicode() else { return };
        let said = match said {
            BfString::Char(one) => one.to_string(),
            BfString::String(several) => several,
        };
        let whole = transform * glyph_transform;
        let (at, above) = (whole * Point::ORIGIN, whole * Point::new(0.0, 1_000.0));
        let size = at.distance(above);
        let width = match glyph {
            Glyph::Outline(outline) => f64::from(outline.advance_width().unwrap_or(500.0)) / 1_000.0 * size,
            Glyph::Type3(_) => size / 2.0,
        };
        self.put(&said, at, size, width);
    }
    // No picture is ever unpacked
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str, height: f64, left: f64, right: f64) -> Line {
        Line { words: words.to_owned(), height, left, right, size: 14.0 }
    }

    #[test]
    fn lines_that_reach_the_margin_go_on_and_numbers_begin_anew() {
        let lines = vec![
            line("2", 20.0, 300.0, 307.0),
            line("1. Đường liên xã", 100.0, 120.0, 540.0),
            line("Thanh Hà đã sửa.", 118.0, 85.0, 200.0),
            line("2. Kênh Liêm Túc đang nạo", 136.0, 120.0, 545.0),
            line("3. Cầu", 154.0, 85.0, 130.0),
        ];
        assert_eq!(
            paragraphs(lines),
            ["1. Đường liên xã Thanh Hà đã sửa.", "2. Kênh Liêm Túc đang nạo", "3. Cầu"]
        );
    }

    #[test]
    fn an_amount_is_no_number_of_a_paragraph() {
        assert!(begins_anew("1. Một") && begins_anew("a) Một") && begins_anew("Câu 2: Hai"));
        assert!(!begins_anew("1.500 đồng") && !begins_anew("năm 2020.") && !begins_anew("Câu hỏi"));
    }

    #[test]
    fn a_letter_of_our_own_says_what_it_said() {
        let long = "Về kiến nghị sửa chữa đường liên xã Thanh Hà - Thanh Phong, Ủy ban nhân dân huyện đã bố trí vốn và \
                    giao Ban Quản lý dự án thực hiện xong trong tháng 9 năm 2020, nghiệm thu ngày 25/9/2020.";
        let letter = papers::Letter {
            superior: None,
            issuer: "UBND huyện".to_owned(),
            number: Some("152/UBND-KT".to_owned()),
            subject_line: None,
            place: "Thanh Liêm".to_owned(),
            date: jiff::civil::date(2020, 10, 10),
            kind: Some("BÁO CÁO".to_owned()),
            title: None,
            addressees: Vec::new(),
            body: vec![
                papers::Block::paragraph(format!("1. {long}")),
                papers::Block::paragraph("2. Đã nạo vét."),
            ],
            signature: papers::Signature { lines: Vec::new(), name: String::new() },
            recipients: Vec::new(),
            footer_url: None,
            demonstration: false,
        };
        let found = words(&crate::to_pdf(&letter).unwrap()).unwrap();
        let said: Vec<&str> = found
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Paragraph { words, .. } => words.as_str(),
                Piece::Row { .. } => "",
            })
            .collect();
        assert!(said.contains(&format!("1. {long}").as_str()), "{said:#?}");
        assert!(said.contains(&"2. Đã nạo vét."), "{said:#?}");
    }

    #[test]
    fn what_is_no_pdf_says_nothing() {
        assert_eq!(words(b"%PDF-1.7 hong"), None);
        assert_eq!(words(b""), None);
    }
}
