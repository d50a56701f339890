//! What Word and Excel files say: bounded, and free of control characters that a page could not show.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(reading) = papers::reading(bytes) {
        assert!(reading.pieces.len() <= papers::PIECES_MAX);
        assert!(reading.text().chars().count() <= 2 * papers::SAID_CHARS_MAX);
    }
    if let Some(lines) = papers::word_text(bytes) {
        assert!(lines.iter().all(|line| !line.trim().is_empty()));
    }
});
