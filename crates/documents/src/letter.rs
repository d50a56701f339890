//! A letter on paper, as HTML: the same words as in Word and PDF.

use askama::Template;
use askama::filters::HtmlSafe;
use papers::{Align, Block, Column, Letter};

/// A letter that prints itself as safe HTML; a template writes `{{ letter }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "documents/letter.html")]
pub struct LetterView {
    letter: Letter,
}

impl HtmlSafe for LetterView {}

impl LetterView {
    /// The letter, to be looked at.
    pub const fn new(letter: Letter) -> Self {
        Self { letter }
    }
}

/// Lines of a name that is broken where its parts begin.
pub(crate) fn lines(text: impl AsRef<str>) -> Vec<String> {
    text.as_ref().lines().map(str::to_owned).collect()
}

/// Numbers stand to the right.
pub(crate) const fn class(column: &Column) -> &'static str {
    match column.align {
        Align::Right => " class=\"n\"",
        Align::Left | Align::Center => "",
    }
}

#[cfg(test)]
mod tests {
    use papers::{Cell, Signature, Span, Table};

    use super::*;

    fn letter() -> Letter {
        Letter {
            superior: None,
            issuer: "Thường trực Hội đồng nhân dân huyện Thanh Liêm".to_owned(),
            number: Some("05/TB-HĐND".to_owned()),
            subject_line: None,
            place: "Thanh Liêm".to_owned(),
            date: jiff::civil::date(2020, 10, 15),
            kind: Some("Thông báo".to_owned()),
            title: Some("Kết luận hội nghị giao ban".to_owned()),
            addressees: vec![
                "Thường trực HĐND xã Thanh Hà".to_owned(),
                "Thường trực HĐND xã Liêm Phong".to_owned(),
            ],
            body: vec![
                Block::Heading("I. ĐÁNH GIÁ CHUNG".to_owned()),
                Block::Paragraph(vec![Span::plain("Có "), Span::bold("02 kỳ họp"), Span::italic("<script>")]),
                Block::numbered("Điều 1.", "Giao UBND xã"),
                Block::Bullet("Một ý".to_owned()),
                Block::Table(Table {
                    caption: "Biểu 1".to_owned(),
                    columns: vec![Column::left("Đơn vị", 3), Column::right("Số kỳ họp", 1)],
                    rows: vec![vec![Cell::text("Xã Thanh Hà"), Cell::Number(1_234)]],
                    notes: vec!["Ghi chú".to_owned()],
                }),
            ],
            signature: Signature {
                lines: vec!["TM. Thường trực HĐND".to_owned(), "Chủ tịch".to_owned()],
                name: "Nguyễn Văn A".to_owned(),
            },
            recipients: vec!["Như trên".to_owned(), "Lưu: VT".to_owned()],
            footer_url: None,
            demonstration: true,
        }
    }

    #[test]
    fn the_paper_on_the_screen_has_all_parts_of_the_decree() {
        let html = LetterView::new(letter()).to_string();
        for part in [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 05/TB-HĐND",
            "Thanh Liêm, ngày 15 tháng 10 năm 2020",
            "THÔNG BÁO",
            "Kết luận hội nghị giao ban",
            "<strong>02 kỳ họp</strong>",
            "<td class=\"n\">1.234</td>",
            "CHỦ TỊCH",
            "- Lưu: VT.",
            "dữ liệu minh họa",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn words_of_a_letter_stay_words() {
        let html = LetterView::new(letter()).to_string();
        assert!(!html.contains("<script>"), "{html}");
    }
}
