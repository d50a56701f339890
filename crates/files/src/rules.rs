//! What a file is, whether it is taken, and what it is called. Pure.

use kernel::text;
use papers::archive::{self, Finding, OfficeFile};

use crate::model::{MediaType, Refusal};

/// No file is larger: 20 MiB.
pub const SIZE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Names are cut to this many characters, ending included.
const NAME_CHARS_MAX: usize = 180;
/// What a file without any name is called.
const NAMELESS: &str = "tep";

/// Finds out what the content is, or says why it is not taken.
pub(crate) fn admit(file_name: &str, bytes: &[u8]) -> Result<MediaType, Refusal> {
    let name = clean_name(file_name);
    if bytes.is_empty() {
        return Err(Refusal::Empty { name });
    }
    if bytes.len() > SIZE_BYTES_MAX {
        let size = kernel::numbers::print_size(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        return Err(Refusal::TooLarge { name, size });
    }
    if archive::is_archive(bytes) {
        return match archive::look_into(bytes) {
            Finding::Sound(OfficeFile::Word) => Ok(MediaType::Docx),
            Finding::Sound(OfficeFile::Excel) => Ok(MediaType::Xlsx),
            Finding::RunsCode => Err(Refusal::RunsCode { name }),
            Finding::Unsound => Err(Refusal::Unsound { name }),
            Finding::Other => Err(Refusal::NotTaken { name }),
        };
    }
    match infer::get(bytes).map(|found| found.mime_type()) {
        Some("application/pdf") => Ok(MediaType::Pdf),
        Some("image/jpeg") => Ok(MediaType::Jpeg),
        Some("image/png") => Ok(MediaType::Png),
        Some("image/webp") => Ok(MediaType::Webp),
        None if is_plain_text(bytes) && name.to_lowercase().ends_with(".csv") => Ok(MediaType::Csv),
        None if is_plain_text(bytes) => Ok(MediaType::Text),
        Some(_) | None => Err(Refusal::NotTaken { name }),
    }
}

/// UTF-8 that no program takes for markup or for a script.
fn is_plain_text(bytes: &[u8]) -> bool {
    let Ok(words) = std::str::from_utf8(bytes) else { return false };
    let begin = words.trim_start_matches('\u{FEFF}').trim_start();
    let unseen = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{C}');
    !begin.starts_with('<') && !begin.starts_with("#!") && !words.contains(unseen)
}

/// The name as it is kept: no folders, one spelling of each letter, no character that changes
/// the direction of reading or means something to a file system, and not too long.
pub(crate) fn clean_name(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = text::clean_line(last)
        .chars()
        .filter(|letter| !turns_direction(*letter))
        .map(|letter| if "<>:\"|?*".contains(letter) { '-' } else { letter })
        .collect();
    let name = seen.trim_matches(|letter: char| letter.is_whitespace() || letter == '.');
    if name.is_empty() { NAMELESS.to_owned() } else { shorten(name, "") }
}

/// [`clean_name`], with the ending that the content asks for.
pub(crate) fn name_for(file_name: &str, kind: MediaType) -> String {
    let name = clean_name(file_name);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    if kind.endings().contains(&ending.as_str()) {
        return name;
    }
    shorten(&name, &format!(".{}", kind.endings().first().copied().unwrap_or_default()))
}

/// Cuts the stem so that stem and ending fit; the name's own ending stays.
fn shorten(name: &str, more: &str) -> String {
    let room = NAME_CHARS_MAX - more.chars().count();
    let length = name.chars().count();
    if length <= room {
        return format!("{name}{more}");
    }
    let ending =
        name.rfind('.').map(|at| &name[at..]).filter(|ending| ending.len() <= 10).unwrap_or_default();
    let stem: String = name.chars().take(room - ending.chars().count()).collect();
    format!("{}{ending}{more}", stem.trim_end())
}

/// "gnp.exe" must not be read as "exe.png".
const fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";

    #[test]
    fn the_content_says_what_a_file_is_and_the_name_does_not() {
        assert_eq!(admit("bao-cao.docx", b"%PDF-1.7\n..."), Ok(MediaType::Pdf));
        assert_eq!(admit("anh.jpg", PNG), Ok(MediaType::Png));
        assert_eq!(admit("anh.png", JPEG), Ok(MediaType::Jpeg));
        assert_eq!(admit("anh.webp", b"RIFF\x10\0\0\0WEBPVP8 "), Ok(MediaType::Webp));
        assert_eq!(admit("ghi-chu", "Kiến nghị của cử tri".as_bytes()), Ok(MediaType::Text));
        assert_eq!(admit("pk.txt", b"PK: phien khai mac"), Ok(MediaType::Text));
        assert_eq!(admit("BANG.CSV", "Mã;Số\r\n1;2".as_bytes()), Ok(MediaType::Csv));
    }

    #[test]
    fn programs_pages_drawings_and_archives_are_refused_under_any_name() {
        let refused: [&[u8]; 9] = [
            b"MZ\x90\0\x03\0\0\0",
            b"\x7fELF\x02\x01\x01\0",
            b"<!DOCTYPE html><script>alert(1)</script>",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"\xEF\xBB\xBF  <html>",
            b"<?xml version='1.0'?><x/>",
            b"#!/bin/sh\nrm -rf /",
            b"Rar!\x1a\x07\0......",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1........",
        ];
        for bytes in refused {
            let found = admit("bao-cao.pdf", bytes);
            assert_eq!(found, Err(Refusal::NotTaken { name: "bao-cao.pdf".to_owned() }), "{bytes:?}");
        }
    }

    #[test]
    fn twenty_megabytes_are_taken_and_one_byte_more_is_not() {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.resize(SIZE_BYTES_MAX, b' ');
        assert_eq!(admit("a.pdf", &bytes), Ok(MediaType::Pdf));
        bytes.push(b' ');
        assert!(matches!(admit("a.pdf", &bytes), Err(Refusal::TooLarge { .. })));
        assert!(matches!(admit("a.pdf", b""), Err(Refusal::Empty { .. })));
    }

    #[test]
    fn a_name_typed_on_another_machine_is_the_same_name() {
        // As a Mac sends it: letter and marks apart
        assert_eq!(clean_name("Ba\u{301}o ca\u{301}o quy\u{301} III.docx"), "Báo cáo quý III.docx");
    }

    #[test]
    fn a_name_is_never_a_path() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name(r"C:\Users\Lan\Báo cáo.pdf"), "Báo cáo.pdf");
        assert_eq!(clean_name(".htaccess"), "htaccess");
        assert_eq!(clean_name("/"), "tep");
        assert_eq!(clean_name("a\r\nSet-Cookie: x.pdf"), "a Set-Cookie- x.pdf");
        assert_eq!(clean_name("anh\u{202E}gnp.exe"), "anhgnp.exe");
    }

    #[test]
    fn a_name_takes_the_ending_of_its_content() {
        assert_eq!(name_for("bao-cao.exe", MediaType::Pdf), "bao-cao.exe.pdf");
        assert_eq!(name_for("Ảnh.JPEG", MediaType::Jpeg), "Ảnh.JPEG");
        assert_eq!(name_for("bieu", MediaType::Xlsx), "bieu.xlsx");
    }

    proptest! {
        #[test]
        fn every_name_is_short_and_stays_in_its_folder(name in ".{0,400}") {
            for kind in MediaType::ALL {
                let kept = name_for(&name, *kind);
                prop_assert!(!kept.is_empty() && kept.chars().count() <= NAME_CHARS_MAX);
                prop_assert!(!kept.contains(['/', '\\', '\0', '\n', '\r', '"']) && !kept.starts_with('.'));
            }
        }
    }
}
