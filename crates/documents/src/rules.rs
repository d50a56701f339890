//! Numbers, names, states and edits of documents. Pure.
//!
//! Source: Nghị định 30/2020/NĐ-CP, Điều 15 (number by year) and Phụ lục I, III (its form).

use kernel::text;
use papers::{Block, Cell, Letter, Span};

use crate::model::{Kind, NewDocument, Refusal, State};
use crate::template::{Template, recipients};

/// The number of a document: "42/HĐND-TT" for an official letter, where the symbol names body
/// and unit; "05/TB-HĐND" for every other kind, where it names the body alone. Below ten with
/// a zero before it, so that no digit can be put there.
pub fn number(kind: Kind, seq: i64, organization_symbol: &str) -> String {
    match kind.symbol() {
        None => format!("{seq:02}/{organization_symbol}"),
        Some(symbol) => {
            let body = organization_symbol.split('-').next().unwrap_or(organization_symbol);
            format!("{seq:02}/{symbol}-{body}")
        }
    }
}

/// What the file is called: "42-HDND-TT.docx". A draft has no number and says so.
pub fn file_name(number: Option<&str>, kind: Kind, ending: &str) -> String {
    let stem = match number {
        Some(number) => plain(number),
        None => format!("Du-thao-{}", plain(kind.label())),
    };
    format!("{stem}.{ending}")
}

/// Letters without marks, capitals kept; a hyphen for everything between them.
fn plain(words: &str) -> String {
    let mut out = String::new();
    for letter in text::nfc(words).chars() {
        let folded = text::fold(letter.encode_utf8(&mut [0; 4]));
        if folded.is_empty() {
            if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        } else if letter.is_uppercase() {
            out.push_str(&folded.to_uppercase());
        } else {
            out.push_str(&folded);
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// A draft may be changed and issued.
pub fn require_draft(state: State) -> Result<(), Refusal> {
    match state {
        State::Draft => Ok(()),
        State::Issued | State::Recalled => Err(Refusal::NotDraft),
    }
}

/// What was issued may be recalled, with a reason; the number stays where it is.
pub fn recall(state: State, reason: &str) -> Result<State, Refusal> {
    match state {
        State::Draft | State::Recalled => Err(Refusal::NotIssued),
        State::Issued if reason.trim().is_empty() => Err(Refusal::NoReason),
        State::Issued => Ok(State::Recalled),
    }
}

/// The letter of a new document, with what its caller left for the document to say.
pub fn completed(new: &NewDocument) -> Letter {
    let mut letter = new.letter.clone();
    letter.number = None;
    if new.kind == Kind::OfficialLetter {
        letter.subject_line.get_or_insert_with(|| new.title.clone());
    } else {
        letter.kind.get_or_insert_with(|| new.kind.label().to_owned());
        letter.title.get_or_insert_with(|| new.title.clone());
    }
    if letter.signature.name.is_empty() {
        letter.signature.name.clone_from(&new.signer);
    }
    letter
}

/// The letter as the council words papers of its kind, with its recipients.
pub fn finished(letter: Letter, kind: Kind, template: &Template) -> Letter {
    let mut letter = template.worded(letter);
    letter.recipients = recipients(kind, &letter, template);
    letter
}

/// The title of a letter replaced where it is printed.
pub fn retitle(letter: &mut Letter, kind: Kind, title: &str) {
    let place = if kind == Kind::OfficialLetter { &mut letter.subject_line } else { &mut letter.title };
    *place = Some(title.to_owned());
}

/// The words of a block that may be changed while it is a draft; tables and page breaks are
/// not retyped.
pub fn words(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(spans) => Some(spans.iter().map(|span| span.text.as_str()).collect()),
        Block::Heading(text) | Block::Bullet(text) | Block::Numbered { text, .. } => Some(text.clone()),
        Block::Table(_) | Block::PageBreak => None,
    }
}

/// The body after an edit: `typed` has the new words of each block, in order, `None` for those
/// that cannot be retyped. Emptied blocks go, untouched ones keep their bold and italics, and
/// each line of `added` becomes a paragraph at the end.
pub fn edited(body: &[Block], typed: &[Option<String>], added: &str) -> Vec<Block> {
    let kept = body.iter().zip(typed).filter_map(|(block, typed)| match typed {
        None => Some(block.clone()),
        Some(typed) if words(block).as_deref() == Some(typed) => Some(block.clone()),
        Some(typed) if typed.is_empty() => None,
        Some(typed) => Some(retyped(block, typed)),
    });
    let added =
        added.lines().filter(|line| !line.trim().is_empty()).map(|line| Block::paragraph(line.trim()));
    kept.chain(added).collect()
}

fn retyped(block: &Block, typed: &str) -> Block {
    match block {
        Block::Paragraph(spans) => {
            let (bold, italic) = (spans.iter().all(|span| span.bold), spans.iter().all(|span| span.italic));
            Block::Paragraph(vec![Span { text: typed.to_owned(), bold, italic }])
        }
        Block::Heading(_) => Block::Heading(typed.to_owned()),
        Block::Bullet(_) => Block::Bullet(typed.to_owned()),
        Block::Numbered { label, .. } => Block::Numbered { label: label.clone(), text: typed.to_owned() },
        Block::Table(_) | Block::PageBreak => block.clone(),
    }
}

/// Everything a letter says, for search.
pub fn all_words(letter: &Letter) -> String {
    let of_block = |block: &Block| match block {
        Block::Table(table) => table
            .columns
            .iter()
            .map(|column| column.title.clone())
            .chain(table.rows.iter().flatten().map(Cell::printed))
            .collect::<Vec<_>>()
            .join(" "),
        other => words(other).unwrap_or_default(),
    };
    letter.body.iter().map(of_block).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use papers::Signature;
    use proptest::prelude::*;

    use super::*;

    fn letter(body: Vec<Block>) -> Letter {
        Letter {
            superior: None,
            issuer: "Thường trực Hội đồng nhân dân huyện Thanh Liêm".to_owned(),
            number: Some("99/X".to_owned()),
            subject_line: None,
            place: "Thanh Liêm".to_owned(),
            date: jiff::civil::date(2020, 10, 15),
            kind: None,
            title: None,
            addressees: Vec::new(),
            body,
            signature: Signature { lines: Vec::new(), name: String::new() },
            recipients: Vec::new(),
            footer_url: None,
            demonstration: false,
        }
    }

    fn new(kind: Kind) -> NewDocument {
        NewDocument {
            organization: "01752b3c-0000-7000-8000-000000000001".parse().unwrap(),
            kind,
            title: "Kết luận hội nghị giao ban quý III/2020".to_owned(),
            letter: letter(Vec::new()),
            signer: "Nguyễn Văn A".to_owned(),
            subject_kind: "briefing",
            subject_id: String::new(),
            is_public: true,
            recipients: Vec::new(),
        }
    }

    #[test]
    fn an_official_letter_names_body_and_unit_and_every_other_kind_names_itself_and_the_body() {
        assert_eq!(number(Kind::OfficialLetter, 42, "HĐND-TT"), "42/HĐND-TT");
        assert_eq!(number(Kind::OfficialLetter, 7, "HĐND-VP"), "07/HĐND-VP");
        assert_eq!(number(Kind::Notice, 5, "HĐND-TT"), "05/TB-HĐND");
        assert_eq!(number(Kind::Programme, 3, "HĐND"), "03/CTr-HĐND");
        assert_eq!(number(Kind::Decision, 118, "HĐND"), "118/QĐ-HĐND");
    }

    #[test]
    fn numbers_below_ten_take_a_zero_and_ten_does_not() {
        assert_eq!(number(Kind::Plan, 9, "HĐND"), "09/KH-HĐND");
        assert_eq!(number(Kind::Plan, 10, "HĐND"), "10/KH-HĐND");
        assert_eq!(number(Kind::Plan, 1_000, "HĐND"), "1000/KH-HĐND");
    }

    #[test]
    fn only_an_official_letter_has_no_abbreviation() {
        for kind in Kind::ALL {
            assert_eq!(kind.symbol().is_none(), *kind == Kind::OfficialLetter, "{kind:?}");
        }
    }

    #[test]
    fn a_file_is_called_by_the_number_without_marks() {
        assert_eq!(file_name(Some("42/HĐND-TT"), Kind::OfficialLetter, "docx"), "42-HDND-TT.docx");
        assert_eq!(file_name(Some("03/CTr-HĐND"), Kind::Programme, "pdf"), "03-CTr-HDND.pdf");
        assert_eq!(file_name(None, Kind::Invitation, "docx"), "Du-thao-Giay-moi.docx");
    }

    #[test]
    fn a_draft_is_issued_once_and_only_an_issued_document_is_recalled_with_a_reason() {
        assert_eq!(require_draft(State::Draft), Ok(()));
        assert_eq!(require_draft(State::Issued), Err(Refusal::NotDraft));
        assert_eq!(require_draft(State::Recalled), Err(Refusal::NotDraft));
        assert_eq!(recall(State::Issued, "Nhầm ngày họp"), Ok(State::Recalled));
        assert_eq!(recall(State::Issued, "  "), Err(Refusal::NoReason));
        assert_eq!(recall(State::Draft, "Nhầm"), Err(Refusal::NotIssued));
        assert_eq!(recall(State::Recalled, "Nhầm"), Err(Refusal::NotIssued));
    }

    #[test]
    fn a_notice_prints_its_kind_and_title_and_an_official_letter_its_subject() {
        let notice = completed(&new(Kind::Notice));
        assert_eq!(notice.kind.as_deref(), Some("Thông báo"));
        assert_eq!(notice.title.as_deref(), Some("Kết luận hội nghị giao ban quý III/2020"));
        assert_eq!((notice.subject_line, notice.number), (None, None));
        assert_eq!(notice.signature.name, "Nguyễn Văn A");
        let official = completed(&new(Kind::OfficialLetter));
        assert_eq!((official.kind, official.title), (None, None));
        assert_eq!(official.subject_line.as_deref(), Some("Kết luận hội nghị giao ban quý III/2020"));
    }

    #[test]
    fn an_edit_keeps_what_was_not_touched_and_drops_what_was_emptied() {
        let both = Block::Paragraph(vec![Span::bold("Điều 1."), Span::plain(" Giao UBND xã.")]);
        let body = [
            both.clone(),
            Block::Paragraph(vec![Span::italic("Căn cứ Luật")]),
            Block::PageBreak,
            Block::numbered("2.", "Mục hai"),
            Block::Bullet("Bỏ đi".to_owned()),
        ];
        let typed = [
            words(&both),
            Some("Căn cứ Luật Tổ chức chính quyền địa phương".to_owned()),
            None,
            Some("Mục hai, sửa".to_owned()),
            Some(String::new()),
        ];
        assert_eq!(
            edited(&body, &typed, "Thêm một\n\n Thêm hai "),
            [
                both,
                Block::Paragraph(vec![Span::italic("Căn cứ Luật Tổ chức chính quyền địa phương")]),
                Block::PageBreak,
                Block::numbered("2.", "Mục hai, sửa"),
                Block::paragraph("Thêm một"),
                Block::paragraph("Thêm hai"),
            ]
        );
    }

    proptest! {
        #[test]
        fn an_edit_that_changes_nothing_changes_nothing(texts in prop::collection::vec("[a-zA-ZđĐ ]{1,20}", 0..8)) {
            let body: Vec<Block> = texts.iter().map(Block::paragraph).collect();
            let typed: Vec<Option<String>> = body.iter().map(words).collect();
            prop_assert_eq!(edited(&body, &typed, ""), body);
        }

        #[test]
        fn two_places_of_a_series_never_have_the_same_number(one in 1_i64..100_000, other in 1_i64..100_000) {
            for kind in Kind::ALL {
                prop_assert_eq!(number(*kind, one, "HĐND-TT") == number(*kind, other, "HĐND-TT"), one == other);
            }
        }
    }
}
