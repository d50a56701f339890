//! The chain of the private journal: each entry's hash holds all entries before it.
//!
//! The journal itself is not public. Its head goes into every checkpoint as an extension line, so
//! that rewriting any entry contradicts a text which outsiders already hold.

use crate::encoding;
use crate::hash::{self, Hash};

/// Prefix of a link, so that a journal entry can never pass for a leaf or node of the public log.
const LINK: u8 = 0x02;
const WORD: &str = "journal";

/// What the first entry is linked to.
pub const START: Hash = Hash([0; 32]);

/// Hash of an entry linked to the one before: SHA-256(0x02 ‖ previous ‖ entry).
pub fn next(previous: Hash, entry: &[u8]) -> Hash {
    hash::sha256_of(&[&[LINK], &previous.0, entry])
}

/// The checkpoint line `journal <number of the last entry> <head, hexadecimal>`.
pub fn journal_extension(number: i64, head: Hash) -> String {
    format!("{WORD} {number} {head}")
}

/// Reads what [`journal_extension`] writes, in that spelling only; `None` for any other line.
pub fn parse_journal_extension(line: &str) -> Option<(i64, Hash)> {
    let (number, head) = line.strip_prefix(WORD)?.strip_prefix(' ')?.split_once(' ')?;
    let number = i64::try_from(encoding::decimal(number)?).ok()?;
    Some((number, head.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(entries: &[&str]) -> Hash {
        entries.iter().fold(START, |previous, entry| next(previous, entry.as_bytes()))
    }

    #[test]
    fn the_head_changes_when_an_old_entry_is_changed_dropped_or_moved() {
        let kept = head(&["tiếp nhận", "thụ lý", "chuyển"]);
        assert_ne!(kept, head(&["tiếp nhận", "từ chối", "chuyển"]));
        assert_ne!(kept, head(&["tiếp nhận", "chuyển"]));
        assert_ne!(kept, head(&["thụ lý", "tiếp nhận", "chuyển"]));
    }

    #[test]
    fn a_link_is_neither_a_leaf_nor_a_node() {
        let entry = hash::sha256(b"entry");
        assert_ne!(next(START, &entry.0), hash::node_hash(START, entry));
        assert_ne!(next(START, b""), hash::leaf_hash(&START.0));
    }

    #[test]
    fn the_journal_line_of_a_checkpoint_reads_back() {
        let line = journal_extension(4_512, head(&["tiếp nhận"]));
        assert!(line.starts_with("journal 4512 "));
        assert_eq!(parse_journal_extension(&line), Some((4_512, head(&["tiếp nhận"]))));
    }

    #[test]
    fn another_spelling_of_the_journal_line_is_not_one() {
        let hex = START.to_string();
        for line in [
            String::new(),
            "journal".to_owned(),
            "journal 1".to_owned(),
            format!("journal 01 {hex}"),
            format!("journal -1 {hex}"),
            format!("journal 1  {hex}"),
            format!("Journal 1 {hex}"),
            format!("journal 1 {hex} "),
            format!("journal 9223372036854775808 {hex}"),
        ] {
            assert_eq!(parse_journal_extension(&line), None, "{line:?}");
        }
    }
}
