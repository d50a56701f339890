//! The text of a resolution: paragraphs, with its articles found.

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// "Chương I", "Mục 1", "QUYẾT NGHỊ:".
    Part(String),
    /// "Điều 2. Tổ chức thực hiện": a heading with an address on the page.
    Heading {
        /// "dieu-2".
        anchor: String,
        /// The whole line.
        text: String,
    },
    /// "Điều 2. Giao Ủy ban nhân dân huyện …": an article that begins in its own line.
    Article {
        /// "dieu-2".
        anchor: String,
        /// "Điều 2."
        name: String,
        /// What follows.
        text: String,
    },
    /// Any other line.
    Paragraph(String),
}

/// A title is shorter than this and does not end like a sentence.
const TITLE_CHARS_MAX: usize = 120;

/// Takes a text apart, a block a line; empty lines are left out.
pub fn blocks(body: &str) -> Vec<Block> {
    body.lines().map(str::trim).filter(|line| !line.is_empty()).map(block).collect()
}

fn block(line: &str) -> Block {
    if let Some((number, rest)) = article(line) {
        let anchor = format!("dieu-{number}");
        let is_title = !rest.is_empty()
            && rest.chars().count() < TITLE_CHARS_MAX
            && !rest.ends_with(['.', ';', ':', ',']);
        return if is_title {
            Block::Heading { anchor, text: line.to_owned() }
        } else {
            Block::Article { anchor, name: format!("Điều {number}."), text: rest.to_owned() }
        };
    }
    let upper = line.to_uppercase();
    let begins = |word: &str| {
        upper
            .strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    let is_part = line.chars().count() < TITLE_CHARS_MAX
        && (begins("CHƯƠNG ")
            || begins("MỤC ")
            || matches!(upper.trim_end_matches(':'), "QUYẾT NGHỊ" | "QUYẾT ĐỊNH"));
    if is_part { Block::Part(line.to_owned()) } else { Block::Paragraph(line.to_owned()) }
}

/// "Điều 12. …" or "Điều 12: …": the number with its letter, and the rest.
fn article(line: &str) -> Option<(String, &str)> {
    let rest = line.strip_prefix("Điều ").or_else(|| line.strip_prefix("ĐIỀU "))?.trim_start();
    let end = rest.find(['.', ':'])?;
    let number = &rest[..end];
    let digits = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_number =
        !digits.is_empty() && digits.len() < 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && number.len() < digits.len() + 2).then(|| (number.to_owned(), rest[end + 1..].trim()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_article_with_a_title_is_a_heading_and_one_that_begins_to_speak_is_not() {
        assert_eq!(
            blocks("Điều 1. Phạm vi điều chỉnh\n\nĐiều 2a. Giao Ủy ban nhân dân huyện tổ chức thực hiện."),
            [
                Block::Heading {
                    anchor: "dieu-1".into(), text: "Điều 1. Phạm vi điều chỉnh".into()
                },
                Block::Article {
                    anchor: "dieu-2a".into(),
                    name: "Điều 2a.".into(),
                    text: "Giao Ủy ban nhân dân huyện tổ chức thực hiện.".into()
                },
            ]
        );
    }

    #[test]
    fn a_line_that_only_mentions_an_article_stays_a_paragraph() {
        for line in
            ["Điều kiện hỗ trợ: có hộ khẩu tại xã", "Căn cứ Điều 5 của Luật", "Điều 5 của Luật quy định."]
        {
            assert_eq!(blocks(line), [Block::Paragraph(line.to_owned())], "{line}");
        }
    }

    #[test]
    fn chapters_and_the_word_of_resolving_stand_by_themselves() {
        for line in ["Chương I", "MỤC 2. KINH PHÍ", "QUYẾT NGHỊ:"] {
            assert_eq!(blocks(line), [Block::Part(line.to_owned())], "{line}");
        }
        assert_eq!(blocks("Mục đích, yêu cầu"), [Block::Paragraph("Mục đích, yêu cầu".to_owned())]);
    }

    proptest! {
        #[test]
        fn every_line_with_words_is_shown(body in "(Điều [0-9]{1,4}[a-z]{0,2}[.:] ?)?\\PC{0,80}(\n\\PC{0,80}){0,4}") {
            let lines = body.lines().filter(|line| !line.trim().is_empty()).count();
            prop_assert_eq!(blocks(&body).len(), lines);
        }
    }
}
