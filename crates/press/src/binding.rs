//! Papers bound into one booklet: PDF 1.7, for a bound page of another is no page of an archive.
//!
//! A PDF from outside may be made to break whoever reads it, so [`bind`] belongs into a process of
//! its own with little memory and little time; here what is merely broken is named.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{LoadPdfError, Pdf, PdfVersion};
use papers::booklet::{self, Booklet, BoundFile, FileKind, Leaf, Part};
use serde_json::{Value, json};
use typst::diag::Warned;
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::world::World;
use crate::{PressError, data, typesetting};

/// Of one file so many pages are bound in.
const FILE_PAGES_MAX: usize = 400;
/// And of all files together.
const PAGES_MAX: usize = 1_500;
/// A running head holds so many characters of a title.
const RUNNING_CHARS_MAX: usize = 58;
/// A side of a page in points; what is larger or smaller is no sheet of paper.
const SIDE_MAX: f32 = 15_000.0;

/// The booklet as PDF. A file that cannot be read is named on a page of its own.
///
/// # Errors
/// [`PressError`] when a file can be read and yet not be set.
pub fn bind(booklet: &Booklet) -> Result<Vec<u8>, PressError> {
    let mut files = Files { of: booklet, pages_left: PAGES_MAX, is_new: false };
    let parts: Vec<Value> = booklet.parts.iter().map(|part| files.part(part)).collect::<Result<_, _>>()?;
    let newest = if files.is_new { PdfStandard::V_2_0 } else { PdfStandard::V_1_7 };
    let day = booklet.date;
    let words = json!({
        "document_title": papers::clean(&format!("{}. {}", booklet.kind, booklet.title)),
        "issuer": papers::clean(&booklet.issuer).to_uppercase(),
        "kind": papers::clean(&booklet.kind),
        "title": papers::clean(&booklet.title),
        "lines": booklet.lines.iter().map(|line| papers::clean(line)).collect::<Vec<_>>(),
        "head": papers::clean(&booklet.head),
        "remark_title": papers::clean(&booklet.remark_title),
        "date": [day.year(), i16::from(day.month()), i16::from(day.day())],
        "demonstration": booklet.demonstration,
        "parts": parts,
    });
    let bound =
        booklet.files.iter().enumerate().map(|(place, bytes)| (path(place), Bytes::new(bytes.clone())));
    let world = World::of_booklet(words.to_string(), bound);
    let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|faults| typesetting(&faults))?;
    let standards =
        PdfStandards::new(&[newest]).map_err(|fault| PressError::Typesetting(fault.message().to_string()))?;
    let options =
        PdfOptions {
            creator: Smart::Custom(Some("Nghị Sự".to_owned())), standards, ..PdfOptions::default()
        };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|faults| typesetting(&faults));
    typst::comemo::evict(0);
    bytes
}

fn path(place: usize) -> String {
    format!("file-{place}")
}

/// The files of a booklet, while its parts are gone through.
struct Files<'a> {
    of: &'a Booklet,
    pages_left: usize,
    /// One of them is PDF 2.0, and no older booklet can hold it.
    is_new: bool,
}

impl Files<'_> {
    fn part(&mut self, part: &Part) -> Result<Value, PressError> {
        let title = papers::clean(&part.title);
        let running =
            if part.number.is_empty() { title.clone() } else { format!("{}. {title}", part.number) };
        let leaves: Vec<Value> = part.leaves.iter().map(|leaf| self.leaf(leaf)).collect::<Result<_, _>>()?;
        Ok(json!({
            "number": part.number,
            "tab": if part.number.is_empty() { "CT" } else { part.number.as_str() },
            "title": title,
            "running": kernel::text::truncate_words(&running, RUNNING_CHARS_MAX),
            "remark": papers::clean(&part.remark),
            "leaves": leaves,
        }))
    }

    fn leaf(&mut self, leaf: &Leaf) -> Result<Value, PressError> {
        let file = match leaf {
            Leaf::Words(blocks) => return words(blocks),
            Leaf::File(file) => file,
        };
        let pages = match file.kind {
            FileKind::Pdf => self.pages(file),
            // One picture, as large as the sheet allows
            FileKind::Jpeg | FileKind::Png | FileKind::Webp => Ok(vec![Value::Null]),
        };
        match pages {
            Ok(pages) => Ok(json!({
                "leaf": "file",
                "path": path(file.place),
                "name": papers::clean(&file.name),
                "format": match file.kind {
                    FileKind::Pdf => "pdf",
                    FileKind::Jpeg => "jpg",
                    FileKind::Png => "png",
                    FileKind::Webp => "webp",
                },
                "pages": pages,
            })),
            Err(why) => words(&booklet::named(&file.name, &why)),
        }
    }

    /// The sizes of the pages, or why the file is not bound in.
    fn pages(&mut self, file: &BoundFile) -> Result<Vec<Value>, String> {
        let bytes = self.of.files.get(file.place).ok_or("không có nội dung")?;
        let (version, sizes) = look(bytes)?;
        if FILE_PAGES_MAX < sizes.len() {
            return Err(format!("tệp có {} trang, tập nhận {FILE_PAGES_MAX} trang mỗi tệp", sizes.len()));
        }
        self.pages_left = self
            .pages_left
            .checked_sub(sizes.len())
            .ok_or_else(|| format!("tập đã đủ {PAGES_MAX} trang của các tệp"))?;
        self.is_new |= version == PdfVersion::Pdf20;
        Ok(sizes.into_iter().map(|(width, height)| json!([width, height])).collect())
    }
}

/// What a PDF says of itself: its version, and how large its pages are as they are read.
fn look(bytes: &[u8]) -> Result<(PdfVersion, Vec<(f32, f32)>), String> {
    let looked = catch_unwind(AssertUnwindSafe(|| {
        let pdf = Pdf::new(bytes.to_vec())?;
        let sizes: Vec<(f32, f32)> =
            pdf.pages().iter().map(hayro_syntax::page::Page::render_dimensions).collect();
        Ok((pdf.version(), sizes))
    }));
    let (version, sizes) = match looked {
        Ok(Ok(found)) => found,
        Ok(Err(LoadPdfError::Decryption(_))) => return Err("tệp PDF có mật khẩu".to_owned()),
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return Err("không đọc được tệp PDF".to_owned()),
    };
    let is_sheet = |side: f32| (1.0..=SIDE_MAX).contains(&side);
    if sizes.is_empty() {
        return Err("tệp PDF không có trang nào".to_owned());
    }
    if !sizes.iter().all(|(width, height)| is_sheet(*width) && is_sheet(*height)) {
        return Err("tệp PDF có trang không đúng khổ giấy".to_owned());
    }
    Ok((version, sizes))
}

fn words(blocks: &[papers::Block]) -> Result<Value, PressError> {
    for block in blocks {
        if let papers::Block::Table(table) = block {
            table.check()?;
        }
    }
    Ok(json!({ "leaf": "words", "blocks": blocks.iter().map(data::block).collect::<Vec<_>>() }))
}

#[cfg(test)]
mod tests;
