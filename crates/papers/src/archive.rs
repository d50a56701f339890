//! Word and Excel files looked into, with limits: nothing in them is believed.
//!
//! The files are zip archives (ECMA-376, part 2). Sizes that an archive declares are an
//! attacker's numbers, so what comes out is counted.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// No office file has more parts.
const ENTRIES_MAX: usize = 2_000;
/// All parts together, 200 MB of what comes out.
const OUTPUT_BYTES_MAX: u64 = 200 * 1_000_000;
/// Above one megabyte no part of an office file is packed more than 200 to 1.
const RATIO_MAX: u64 = 200;
const RATIO_COUNTS_FROM_BYTES: u64 = 1_000_000;
/// Parts that are read and not only counted are this long at most.
const READ_BYTES_MAX: u64 = 4_000_000;

/// What kind of office file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeFile {
    /// A Word file.
    Word,
    /// An Excel file.
    Excel,
}

/// What was found in an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// A Word or Excel file that runs nothing.
    Sound(OfficeFile),
    /// It carries code, or loads a template from elsewhere.
    RunsCode,
    /// It cannot be read, has a password, or unpacks to too much.
    Unsound,
    /// An archive of something else.
    Other,
}

/// True for the marks that a zip archive begins with; a text may begin with "PK" too.
pub fn is_archive(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|mark| bytes.starts_with(*mark))
}

/// Looks at every part of the archive.
pub fn look_into(bytes: &[u8]) -> Finding {
    look(bytes, OUTPUT_BYTES_MAX, Nested::Kept).unwrap_or(Finding::Unsound)
}

/// Looks at every part of an archive that is to be read as a table: it unpacks to less, and holds
/// no other archive.
pub(crate) fn look_into_table(bytes: &[u8]) -> Finding {
    look_into_table_within(bytes, crate::table::AT_A_DESK.unpacked_bytes)
}

/// The same for a table that may unpack to other than what people upload.
pub(crate) fn look_into_table_within(bytes: &[u8], output_bytes_max: u64) -> Finding {
    look(bytes, output_bytes_max, Nested::Refused).unwrap_or(Finding::Unsound)
}

/// What becomes of an archive in the archive: a letter keeps the table behind its chart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nested {
    Kept,
    Refused,
}

/// `None` when the archive cannot be read within the limits.
fn look(bytes: &[u8], output_bytes_max: u64, nested: Nested) -> Option<Finding> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    // Archives that were written in one go declare no sizes; what comes out is counted anyway
    if archive.len() > ENTRIES_MAX
        || archive.decompressed_size().is_some_and(|sum| sum > output_bytes_max.into())
    {
        return None;
    }
    if archive.has_overlapping_entries().ok()? {
        return None;
    }
    let (mut left, mut kind, mut runs_code) = (output_bytes_max, None, false);
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).ok()?;
        if part.encrypted() {
            return None;
        }
        let name = part.name().ok()?.to_lowercase().replace('\\', "/");
        let packed = part.compressed_size();
        let head = read_head(&mut part, left)?;
        let out = head.out_bytes;
        left = left.checked_sub(out)?;
        if out > RATIO_COUNTS_FROM_BYTES && out > packed.saturating_mul(RATIO_MAX) {
            return None;
        }
        if nested == Nested::Refused && is_archive(&head.bytes) {
            return None;
        }
        runs_code |= is_code(&name, &head.bytes);
        match name.as_str() {
            "word/document.xml" => kind = Some(OfficeFile::Word),
            "xl/workbook.xml" => kind = Some(OfficeFile::Excel),
            _ => {}
        }
    }
    match kind {
        None => Some(Finding::Other),
        Some(_) if runs_code => Some(Finding::RunsCode),
        Some(kind) => Some(Finding::Sound(kind)),
    }
}

struct Head {
    /// The beginning of the part.
    bytes: Vec<u8>,
    /// How much came out of it.
    out_bytes: u64,
}

/// Unpacks a part to its end, keeps its beginning, and stops one byte past the limit.
fn read_head(part: &mut impl Read, limit_bytes: u64) -> Option<Head> {
    let mut bytes = Vec::new();
    let mut limited = part.take(limit_bytes.checked_add(1)?);
    (&mut limited).take(READ_BYTES_MAX).read_to_end(&mut bytes).ok()?;
    let rest = std::io::copy(&mut limited, &mut std::io::sink()).ok()?;
    let out_bytes = u64::try_from(bytes.len()).ok()?.checked_add(rest)?;
    Some(Head { bytes, out_bytes })
}

/// Macros, controls, and templates that Word fetches when it opens the file.
fn is_code(name: &str, bytes: &[u8]) -> bool {
    let holds = |words: &[u8]| bytes.windows(words.len()).any(|window| window.eq_ignore_ascii_case(words));
    if name.ends_with("vbaproject.bin") || name.contains("/activex/") || name.contains("/macrosheets/") {
        return true;
    }
    if name == "[content_types].xml" {
        return holds(b"macroenabled") || holds(b"vbaproject");
    }
    name.ends_with("settings.xml.rels")
        && holds(b"attachedTemplate")
        && (holds(b"\"http")
            || holds(b"\"ftp")
            || holds(br#""\\"#)
            || holds(b"\"file://") && !holds(b"\"file:///"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    const WORD: (&str, &[u8]) = ("word/document.xml", b"<w:document/>");

    #[test]
    fn a_word_and_an_excel_file_are_known_by_their_parts() {
        assert_eq!(look_into(&archive(&[TYPES, WORD])), Finding::Sound(OfficeFile::Word));
        assert_eq!(
            look_into(&archive(&[TYPES, ("xl/workbook.xml", b"<x/>")])),
            Finding::Sound(OfficeFile::Excel)
        );
        assert_eq!(look_into(&archive(&[("run.exe", b"MZ")])), Finding::Other);
        assert_eq!(look_into(b"PK\x03\x04 cut off"), Finding::Unsound);
    }

    #[test]
    fn a_file_with_macros_is_refused_whatever_its_ending_says() {
        assert_eq!(look_into(&archive(&[TYPES, WORD, ("word/vbaProject.bin", b"x")])), Finding::RunsCode);
        let types: &[u8] =
            b"<Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>";
        assert_eq!(look_into(&archive(&[("[Content_Types].xml", types), WORD])), Finding::RunsCode);
    }

    #[test]
    fn a_template_from_elsewhere_is_refused_and_one_on_the_own_disk_is_not() {
        let with = |target: &str| {
            let rels = format!(
                "<Relationship Type=\"x/attachedTemplate\" Target=\"{target}\" TargetMode=\"External\"/>"
            );
            look_into(&archive(&[TYPES, WORD, ("word/_rels/settings.xml.rels", rels.as_bytes())]))
        };
        assert_eq!(with("https://example.com/a.dotm"), Finding::RunsCode);
        assert_eq!(with(r"\\may-chu\a.dotm"), Finding::RunsCode);
        assert_eq!(with("file:///C:\\Users\\Lan\\Normal.dotm"), Finding::Sound(OfficeFile::Word));
    }

    #[test]
    fn two_thousand_parts_are_read_and_one_more_is_not() {
        let names: Vec<String> = (0..1_999).map(|number| format!("p{number}")).collect();
        let mut parts = vec![WORD];
        parts.extend(names.iter().map(|name| (name.as_str(), b"".as_slice())));
        assert_eq!(look_into(&archive(&parts)), Finding::Sound(OfficeFile::Word));
        parts.push(("one-more", b""));
        assert_eq!(look_into(&archive(&parts)), Finding::Unsound);
    }

    #[test]
    fn what_unpacks_to_a_thousand_times_its_size_is_refused() {
        let zeros = vec![0; 2_000_000];
        assert_eq!(look_into(&archive(&[WORD, ("word/media/a.bin", &zeros)])), Finding::Unsound);
    }

    #[test]
    fn what_comes_out_is_counted_over_all_parts() {
        let parts = archive(&[WORD, ("a", &[1; 600]), ("b", &[2; 600])]);
        assert_eq!(look(&parts, 1_300, Nested::Kept), Some(Finding::Sound(OfficeFile::Word)));
        assert_eq!(look(&parts, 1_200, Nested::Kept), None);
    }

    #[test]
    fn a_letter_may_keep_a_table_and_a_table_keeps_nothing() {
        let inner = archive(&[TYPES, ("xl/workbook.xml", b"<x/>")]);
        let letter = archive(&[TYPES, WORD, ("word/embeddings/a.xlsx", &inner)]);
        assert_eq!(look_into(&letter), Finding::Sound(OfficeFile::Word));
        let table = archive(&[TYPES, ("xl/workbook.xml", b"<x/>"), ("xl/media/a.bin", &inner)]);
        assert_eq!(look_into_table(&table), Finding::Unsound);
        assert_eq!(look_into_table(&inner), Finding::Sound(OfficeFile::Excel));
    }
}
