//! The text of a resolution as a page shows it: block by block, with addresses for its parts.

use akn::{Kind, Text, Unit};

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// "Chương I. QUY ĐỊNH CHUNG", "QUYẾT NGHỊ:".
    Part {
        /// "chuong-I"; of the resolving words "formula-1".
        anchor: String,
        /// The whole line.
        text: String,
    },
    /// "Điều 2. Tổ chức thực hiện": an article with a title.
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
    /// "1. …", "a) …": a clause or a point.
    Numbered {
        /// "dieu-2-khoan-1-diem-a".
        anchor: String,
        /// "a)".
        number: String,
        /// What follows.
        text: String,
    },
    /// Any other line.
    Paragraph(String),
}

/// Takes a text apart for a page; empty lines are left out.
pub fn blocks(body: &str) -> Vec<Block> {
    of_text(&Text::read(body))
}

/// The blocks of a text.
pub fn of_text(text: &Text) -> Vec<Block> {
    let mut out = Vec::new();
    for one in &text.units {
        unit(one, &mut out);
    }
    out
}

fn unit(one: &Unit, out: &mut Vec<Block>) {
    let anchor = one.anchor();
    let mut text = one.text.iter();
    match one.kind {
        Kind::Recital | Kind::Loose => {}
        Kind::Formula => out.push(Block::Part { anchor, text: text.next().cloned().unwrap_or_default() }),
        Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection => {
            out.push(Block::Part { anchor, text: titled(one) });
        }
        Kind::Article if one.heading.is_empty() => out.push(Block::Article {
            anchor,
            name: format!("{}.", one.number),
            text: text.next().cloned().unwrap_or_default(),
        }),
        Kind::Article => out.push(Block::Heading { anchor, text: titled(one) }),
        Kind::Clause | Kind::Subclause | Kind::Point => out.push(Block::Numbered {
            anchor,
            number: one.number.clone(),
            text: text.next().cloned().unwrap_or_default(),
        }),
    }
    out.extend(text.map(|line| Block::Paragraph(line.clone())));
    for child in &one.children {
        unit(child, out);
    }
}

fn titled(one: &Unit) -> String {
    if one.heading.is_empty() { one.number.clone() } else { format!("{}. {}", one.number, one.heading) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn articles_clauses_and_points_have_addresses() {
        assert_eq!(
            blocks("Điều 1. Phạm vi\n\nĐiều 2a. Giao Ủy ban nhân dân:\n1. Làm đường\nđ) Làm cống\nHết."),
            [
                Block::Heading { anchor: "dieu-1".into(), text: "Điều 1. Phạm vi".into() },
                Block::Article {
                    anchor: "dieu-2a".into(),
                    name: "Điều 2a.".into(),
                    text: "Giao Ủy ban nhân dân:".into()
                },
                Block::Numbered {
                    anchor: "dieu-2a-khoan-1".into(),
                    number: "1.".into(),
                    text: "Làm đường".into()
                },
                Block::Numbered {
                    anchor: "dieu-2a-khoan-1-diem-dd".into(),
                    number: "đ)".into(),
                    text: "Làm cống".into()
                },
                Block::Paragraph("Hết.".into()),
            ]
        );
    }

    #[test]
    fn chapters_and_the_words_of_resolving_stand_by_themselves() {
        assert_eq!(
            blocks("Căn cứ Luật;\nQUYẾT NGHỊ:\nChương I\nQUY ĐỊNH CHUNG"),
            [
                Block::Paragraph("Căn cứ Luật;".into()),
                Block::Part { anchor: "formula-1".into(), text: "QUYẾT NGHỊ:".into() },
                Block::Part { anchor: "chuong-I".into(), text: "Chương I. QUY ĐỊNH CHUNG".into() },
            ]
        );
    }

    fn words(block: &Block) -> String {
        match block {
            Block::Part { text, .. } | Block::Heading { text, .. } | Block::Paragraph(text) => text.clone(),
            Block::Article { name, text, .. } => format!("{name} {text}"),
            Block::Numbered { number, text, .. } => format!("{number} {text}"),
        }
    }

    proptest! {
        #[test]
        fn every_letter_of_the_text_is_shown(body in "(Điều [0-9]{1,4}[a-z]{0,2}[.:] ?)?[\\pL0-9. ]{0,80}(\n[\\pL0-9. ]{0,80}){0,4}") {
            let letters = |text: &str| -> String { kernel::text::nfc(text).chars().filter(|c| c.is_alphanumeric()).collect() };
            let shown: String = blocks(&body).iter().map(|block| letters(&words(block))).collect();
            prop_assert_eq!(shown.to_lowercase(), letters(&body).to_lowercase());
        }
    }
}
