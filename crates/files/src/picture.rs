//! A picture without where and with what it was taken. Pure.
//!
//! The pixels stay as they came. Of what a camera writes beside them only the direction in which
//! the picture is to be held is kept, or it would lie on its side.

use crate::model::MediaType;

/// The content without the data that a camera or a program put beside the picture. What is not a
/// picture stays as it is; of a picture that breaks off, what can be read of it.
pub(crate) fn without_place(kind: MediaType, bytes: &[u8]) -> Vec<u8> {
    match kind {
        MediaType::Jpeg => jpeg(bytes),
        MediaType::Png => png(bytes),
        MediaType::Webp => webp(bytes),
        MediaType::Pdf | MediaType::Docx | MediaType::Xlsx | MediaType::Csv | MediaType::Text => {
            bytes.to_vec()
        }
    }
}

/// Two bytes, the larger first.
fn two(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes, the larger first.
fn four(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

const EXIF: &[u8] = b"Exif\0\0";

/// The segments that are needed to draw the picture; what comes after its end is dropped too,
/// where telephones put a second picture with its own data.
fn jpeg(bytes: &[u8]) -> Vec<u8> {
    const END: u8 = 0xD9;
    const SCAN: u8 = 0xDA;
    let mut clean: Vec<u8> = vec![0xFF, 0xD8];
    let mut at = 2;
    while let Some((0xFF, marker)) = bytes.get(at).copied().zip(bytes.get(at + 1).copied()) {
        if marker == 0xFF {
            at += 1;
            continue;
        }
        if marker == END {
            clean.extend([0xFF, END]);
            break;
        }
        // The length counts itself
        let Some(length) = two(bytes, at + 2).map(usize::from).filter(|length| 2 <= *length) else { break };
        let Some(segment) = bytes.get(at..at + 2 + length) else { break };
        let content = segment.get(4..).unwrap_or_default();
        match marker {
            0xE1 if content.starts_with(EXIF) => clean.extend(held(content)),
            _ if is_drawn(marker, content) => clean.extend(segment),
            _ => {}
        }
        at += 2 + length;
        if marker == SCAN {
            let more = drawn(bytes.get(at..).unwrap_or_default());
            clean.extend(bytes.get(at..at + more).unwrap_or_default());
            at += more;
        }
    }
    clean
}

/// Whether a segment is needed to draw the picture in its colours.
fn is_drawn(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xE0 => content.starts_with(b"JFIF\0"),
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        // How an Adobe program coded the colours
        0xEE => content.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// How many bytes of a scan come before the next segment.
fn drawn(scan: &[u8]) -> usize {
    let is_segment =
        |pair: &[u8]| matches!(pair, [0xFF, marker] if !matches!(marker, 0x00 | 0xD0..=0xD7 | 0xFF));
    scan.windows(2).position(is_segment).unwrap_or(scan.len())
}

/// A segment that says only how the picture is held; nothing when it is held upright.
fn held(exif: &[u8]) -> Vec<u8> {
    let Some(direction) = direction(exif.get(EXIF.len()..).unwrap_or_default()) else { return Vec::new() };
    let mut segment = vec![0xFF, 0xE1, 0, 34];
    segment.extend(EXIF);
    // One directory with one entry: tag 0x0112, a short number, one of them
    segment.extend([b'M', b'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1]);
    segment.extend([0, direction, 0, 0, 0, 0, 0, 0]);
    segment
}

/// From 2 to 8 when the picture is to be turned.
fn direction(tiff: &[u8]) -> Option<u8> {
    const DIRECTION: u16 = 0x0112;
    const ENTRY: usize = 12;
    let is_little = tiff.starts_with(b"II");
    let short = |at: usize| two(tiff, at).map(|number| if is_little { number.swap_bytes() } else { number });
    let long = |at: usize| four(tiff, at).map(|number| if is_little { number.swap_bytes() } else { number });
    let directory = usize::try_from(long(4)?).ok()?;
    let count = usize::from(short(directory)?);
    let first = directory.checked_add(2)?;
    let entry = (0..count).map(|number| first + number * ENTRY).find(|at| short(*at) == Some(DIRECTION))?;
    u8::try_from(short(entry + 8)?).ok().filter(|direction| (2..=8).contains(direction))
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks without those that hold words, times or what a camera wrote.
fn png(bytes: &[u8]) -> Vec<u8> {
    const DROPPED: [&[u8]; 5] = [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"];
    let mut clean = SIGNATURE.to_vec();
    let mut at = SIGNATURE.len();
    while let Some(length) = four(bytes, at).and_then(|length| usize::try_from(length).ok()) {
        let Some(end) = at.checked_add(length).and_then(|end| end.checked_add(12)) else { break };
        let (Some(chunk), Some(name)) = (bytes.get(at..end), bytes.get(at + 4..at + 8)) else { break };
        if !DROPPED.contains(&name) {
            clean.extend(chunk);
        }
        if name == b"IEND" {
            break;
        }
        at = end;
    }
    clean
}

/// The chunks without those of a camera or a program, and the head that no longer speaks of them.
fn webp(bytes: &[u8]) -> Vec<u8> {
    const SPEAKS_OF: u8 = 0x08 | 0x04;
    let mut chunks: Vec<u8> = Vec::new();
    let mut at = 12;
    while let (Some(name), Some(length)) = (bytes.get(at..at + 4), four(bytes, at + 4)) {
        let Ok(length) = usize::try_from(length.swap_bytes()) else { break };
        let Some(end) = at.checked_add(8).and_then(|end| end.checked_add(length)) else { break };
        let Some(chunk) = bytes.get(at..end) else { break };
        if name != b"EXIF" && name != b"XMP " {
            let begins = chunks.len();
            chunks.extend(chunk);
            if name == b"VP8X"
                && let Some(flags) = chunks.get_mut(begins + 8)
            {
                *flags &= !SPEAKS_OF;
            }
            // A chunk begins at an even place
            if length % 2 == 1 {
                chunks.push(0);
            }
        }
        at = end + length % 2;
    }
    let size = u32::try_from(chunks.len() + 4).unwrap_or(u32::MAX);
    let mut clean = b"RIFF".to_vec();
    clean.extend(size.to_le_bytes());
    clean.extend(b"WEBP");
    clean.extend(chunks);
    clean
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn holds(bytes: &[u8], words: &[u8]) -> bool {
        bytes.windows(words.len()).any(|part| part == words)
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [0xFF, marker].into_iter().chain(length).chain(content.iter().copied()).collect()
    }

    /// What a telephone writes: how it was held, and where it was.
    fn exif(direction: u8) -> Vec<u8> {
        let mut words = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        words.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, direction, 0, 0, 0]);
        words.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0]);
        words.extend(b"GPSLatitude 20.45");
        words
    }

    fn photo(direction: u8) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8];
        bytes.extend(segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
        bytes.extend(segment(0xE1, &exif(direction)));
        bytes.extend(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0GPSLatitude"));
        bytes.extend(segment(0xED, b"Photoshop GPSLatitude"));
        bytes.extend(segment(0xFE, b"GPSLatitude"));
        bytes.extend(segment(0xDB, &[7; 65]));
        bytes.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
        bytes.extend([5, 0xFF, 0x00, 6, 0xFF, 0xD0, 7]);
        bytes.extend([0xFF, 0xD9]);
        bytes
    }

    #[test]
    fn a_photo_keeps_its_pixels_and_how_it_was_held_and_loses_where_it_was_taken() {
        let mut bytes = photo(6);
        // A second picture behind the end, with its own data
        bytes.extend(photo(6));
        assert!(holds(&bytes, b"GPSLatitude"));
        let clean = without_place(MediaType::Jpeg, &bytes);
        assert!(!holds(&clean, b"GPSLatitude") && !holds(&clean, b"Photoshop"));
        assert!(holds(&clean, b"JFIF") && holds(&clean, &[7; 65]));
        assert!(clean.ends_with(&[5, 0xFF, 0x00, 6, 0xFF, 0xD0, 7, 0xFF, 0xD9]));
        let at = clean.windows(6).position(|part| part == EXIF).unwrap();
        assert_eq!(direction(&clean[at + 6..]), Some(6));
        assert_eq!(without_place(MediaType::Jpeg, &clean), clean, "cleaned once is clean");
        // One held upright says nothing of it
        assert!(!holds(&without_place(MediaType::Jpeg, &photo(1)), EXIF));
    }

    #[test]
    fn words_beside_a_png_go_and_its_picture_stays() {
        let chunk = |name: &[u8], content: &[u8]| -> Vec<u8> {
            let length = u32::try_from(content.len()).unwrap().to_be_bytes();
            length
                .into_iter()
                .chain(name.iter().copied())
                .chain(content.iter().copied())
                .chain([0; 4])
                .collect()
        };
        let mut bytes = SIGNATURE.to_vec();
        bytes.extend(chunk(b"IHDR", &[1; 13]));
        bytes.extend(chunk(b"eXIf", b"GPSLatitude"));
        bytes.extend(chunk(b"iTXt", b"GPSLatitude"));
        bytes.extend(chunk(b"IDAT", b"picture"));
        bytes.extend(chunk(b"IEND", b""));
        bytes.extend(b"GPSLatitude");
        let clean = without_place(MediaType::Png, &bytes);
        assert!(!holds(&clean, b"GPSLatitude") && holds(&clean, b"picture") && holds(&clean, b"IEND"));
    }

    #[test]
    fn a_webp_no_longer_speaks_of_what_was_taken_out() {
        let chunk = |name: &[u8], content: &[u8]| -> Vec<u8> {
            let length = u32::try_from(content.len()).unwrap().to_le_bytes();
            let pad = vec![0; content.len() % 2];
            name.iter().copied().chain(length).chain(content.iter().copied()).chain(pad).collect()
        };
        let mut chunks = chunk(b"VP8X", &[0x1C, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        chunks.extend(chunk(b"VP8 ", b"picture"));
        chunks.extend(chunk(b"EXIF", b"GPSLatitude"));
        chunks.extend(chunk(b"XMP ", b"GPSLatitude"));
        let mut bytes = b"RIFF".to_vec();
        bytes.extend(u32::try_from(chunks.len() + 4).unwrap().to_le_bytes());
        bytes.extend(b"WEBP");
        bytes.extend(chunks);
        let clean = without_place(MediaType::Webp, &bytes);
        assert!(!holds(&clean, b"GPSLatitude") && holds(&clean, b"picture"));
        assert_eq!(clean[20], 0x10, "only transparency is left");
        let size = u32::from_le_bytes(clean[4..8].try_into().unwrap());
        assert_eq!(usize::try_from(size).unwrap(), clean.len() - 8);
    }

    #[test]
    fn what_is_no_picture_stays_as_it_is() {
        assert_eq!(without_place(MediaType::Pdf, b"%PDF-1.7 GPSLatitude"), b"%PDF-1.7 GPSLatitude");
    }

    proptest! {
        #[test]
        fn no_bytes_upset_it_and_clean_stays_clean(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            for kind in [MediaType::Jpeg, MediaType::Png, MediaType::Webp] {
                let clean = without_place(kind, &bytes);
                prop_assert_eq!(without_place(kind, &clean), clean);
            }
        }
    }
}
