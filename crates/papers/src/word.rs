//! The words of a Word file, paragraph by paragraph: for a booklet and for search, not for
//! looking like the file.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::archive::{self, Finding, OfficeFile};

/// A text of some thousand pages, unpacked.
const TEXT_BYTES_MAX: u64 = 16_000_000;
/// No paragraph of an office is longer; what is longer is cut.
const PARAGRAPHS_MAX: usize = 20_000;

/// The paragraphs of a .docx, empty ones left out; cells of a table are paragraphs too. `None` when
/// it is no Word file, or not one that can be read within the limits.
pub fn word_text(bytes: &[u8]) -> Option<Vec<String>> {
    if archive::look_into(bytes) != Finding::Sound(OfficeFile::Word) {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut xml = String::new();
    let part = archive.by_name("word/document.xml").ok()?;
    part.take(TEXT_BYTES_MAX).read_to_string(&mut xml).ok()?;
    paragraphs(&xml)
}

fn paragraphs(xml: &str) -> Option<Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let (mut lines, mut line, mut in_text) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.local_name().as_ref() == "t" => in_text = true,
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" => {
                    let whole = crate::clean(std::mem::take(&mut line).trim());
                    if !whole.is_empty() && lines.len() < PARAGRAPHS_MAX {
                        lines.push(whole);
                    }
                }
                _ => {}
            },
            Event::Empty(tag) if matches!(tag.local_name().as_ref(), "tab" | "br") => line.push(' '),
            Event::Text(text) if in_text => line.push_str(&text),
            Event::GeneralRef(entity) if in_text => line.push_str(character(&entity)),
            Event::Eof => return Some(lines),
            _ => {}
        }
    }
}

/// The five characters that XML names; another reference is no text of an office.
fn character(entity: &str) -> &'static str {
    match entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Block, Letter, Signature, to_docx};

    fn letter(body: Vec<Block>) -> Letter {
        Letter {
            superior: None,
            issuer: "Ủy ban nhân dân huyện Thanh Liêm".to_owned(),
            number: Some("05/TTr-UBND".to_owned()),
            subject_line: None,
            place: "Thanh Liêm".to_owned(),
            date: date(2020, 11, 5),
            kind: Some("TỜ TRÌNH".to_owned()),
            title: Some("Về điều chỉnh kế hoạch đầu tư công".to_owned()),
            addressees: Vec::new(),
            body,
            signature: Signature { lines: vec!["CHỦ TỊCH".to_owned()], name: String::new() },
            recipients: Vec::new(),
            footer_url: None,
            demonstration: true,
        }
    }

    #[test]
    fn the_words_of_a_letter_come_back_in_their_order() {
        let said = ["Mức thu < 5.000 đồng & không tăng", "Nguyễn Thị Ước, thôn “Đống Cầu”"];
        let bytes = to_docx(&letter(said.iter().map(|words| Block::paragraph(*words)).collect())).unwrap();
        let lines = word_text(&bytes).unwrap();
        let places: Vec<usize> =
            said.iter().map(|words| lines.iter().position(|line| line.contains(words)).unwrap()).collect();
        assert!(places[0] < places[1], "{lines:?}");
    }

    #[test]
    fn what_is_no_word_file_has_no_words() {
        assert_eq!(word_text(b"%PDF-1.7"), None);
        assert_eq!(word_text(b"PK\x03\x04 broken"), None);
        assert_eq!(word_text(b""), None);
    }

    #[test]
    fn a_reference_to_elsewhere_is_left_out() {
        let xml =
            "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d><p><t>a&x;b &amp; c</t></p></d>";
        assert_eq!(paragraphs(xml), Some(vec!["ab & c".to_owned()]));
    }
}
