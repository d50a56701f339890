//! What the writing library cannot say, put into the finished parts:
//! repeated table heads, the language, title and author, and the order that
//! the schema wants (ECMA-376-1, 17.4.49, 17.3.2.20, 17.6.17).
//!
//! Words of the letter are escaped in these parts, so a tag found here is
//! never one that somebody typed.

use docx_rs::XMLDocx;

use crate::error::PaperError;
use crate::model::{LANGUAGE, Letter};
use crate::printed::clean;

/// Least height of the head row of a table. No other row has a height, and by
/// it the head rows are found again.
pub(super) const HEAD_ROW_HEIGHT: f32 = 340.0;
const HEAD_ROW_MARK: &str = r#"<w:trHeight w:val="340""#;

/// The only picture of a letter is its code; the library cannot say what a picture shows.
const PICTURE_NAME: &str = r#"name="Figure""#;

fn picture_name(letter: &Letter) -> String {
    let address = escaped(letter.footer_url.as_deref().unwrap_or_default()).replace('"', "&quot;");
    format!(r#"name="Mã QR" descr="Mã QR mở bản điện tử: {address}""#)
}

pub(super) fn finish(mut package: XMLDocx, letter: &Letter) -> Result<XMLDocx, PaperError> {
    let document = text(package.document)?;
    let document = without_ids(&document);
    let repeated = document.replace(HEAD_ROW_MARK, &format!("<w:tblHeader />{HEAD_ROW_MARK}"));
    package.document = first_section_leads(&references_first(&repeated)).into_bytes();
    let styles = text(package.styles)?;
    let language = format!(r#"<w:lang w:val="{LANGUAGE}" /></w:rPr></w:rPrDefault>"#);
    package.styles = styles.replacen("</w:rPr></w:rPrDefault>", &language, 1).into_bytes();
    package.doc_props.core = core(letter).into_bytes();
    for part in package.headers.iter_mut().chain(&mut package.footers) {
        let text = without_ids(&text(std::mem::take(part))?);
        *part = text.replace(PICTURE_NAME, &picture_name(letter)).into_bytes();
    }
    Ok(package)
}

fn text(part: Vec<u8>) -> Result<String, PaperError> {
    String::from_utf8(part).map_err(|error| PaperError::Pack(Box::new(error)))
}

/// The library counts paragraphs per thread. Without its numbers, which Word
/// does not need, the same letter gives the same file.
fn without_ids(part: &str) -> String {
    let mut pieces = part.split(" w14:paraId=\"");
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        kept.push_str(piece.split_once('"').map_or(piece, |(_, after)| after));
    }
    kept
}

/// Headers and footers are named before the size of the page.
fn references_first(document: &str) -> String {
    let Some((before, section)) = document.rsplit_once("<w:sectPr>") else {
        return document.to_owned();
    };
    let (mut references, mut rest) = (String::new(), String::new());
    for tag in section.split_inclusive('>') {
        let is_reference = tag.starts_with("<w:headerReference") || tag.starts_with("<w:footerReference");
        if is_reference { references.push_str(tag) } else { rest.push_str(tag) }
    }
    format!("{before}<w:sectPr>{references}{rest}")
}

/// Where some pages lie on their side there are several sections: the first one names headers and
/// footers and has its own first page, and the others have what the one before them has.
fn first_section_leads(document: &str) -> String {
    const BEGINS: &str = "<w:sectPr>";
    const FIRST_PAGE: &str = "<w:titlePg />";
    let Some((before, last)) = document.rsplit_once(BEGINS) else { return document.to_owned() };
    if !before.contains(BEGINS) {
        return document.to_owned();
    }
    let is_reference =
        |tag: &&str| tag.starts_with("<w:headerReference") || tag.starts_with("<w:footerReference");
    let references: String = last.split_inclusive('>').take_while(is_reference).collect();
    let before = before.replacen(BEGINS, &format!("{BEGINS}{references}"), 1);
    let before = before.replacen("</w:sectPr>", &format!("{FIRST_PAGE}</w:sectPr>"), 1);
    format!("{before}{BEGINS}{}", last.replace(FIRST_PAGE, ""))
}

fn core(letter: &Letter) -> String {
    let title = escaped(&letter.document_title());
    let author = escaped(&letter.issuer);
    let day = letter.date;
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified><dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"#
    )
}

fn escaped(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
