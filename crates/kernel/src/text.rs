//! Vietnamese text: cleaned for storing, folded for searching, cut for showing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(crate) mod letters;

/// The longest [`slug`], in bytes.
const SLUG_BYTES_MAX: usize = 80;

/// One spelling of each letter: Unicode NFC, the Vietnamese Đ (U+0110) for the Icelandic Ð
/// (U+00D0) that some keyboards give, a plain space for each non-breaking one. Trims nothing.
pub fn nfc(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{D0}' => 'Đ',
            '\u{A0}' | '\u{2007}' | '\u{202F}' => ' ',
            other => other,
        })
        .nfc()
        .collect()
}

/// Text as it is stored: [`nfc`], each line trimmed with single spaces inside, no empty lines,
/// no control or invisible characters.
pub fn clean(text: &str) -> String {
    let visible = visible(text);
    let lines = visible.lines().map(one_line).filter(|line| !line.is_empty());
    join(lines, "\n")
}

/// [`clean`] for a field of one line: line breaks become spaces.
pub fn clean_line(text: &str) -> String {
    one_line(&visible(text))
}

/// Text for finding without marks: lower-case tokens of `a-z` and `0-9`, one space between.
/// "Đơn số 25/NQ-HĐND" is "don so 25 nq hdnd".
pub fn fold(text: &str) -> String {
    let plain: String = without_invisible(&nfc(text))
        .nfkd()
        .filter(|part| !is_combining_mark(*part))
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect();
    join(plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|token| !token.is_empty()), " ")
}

/// Text for finding with marks: NFC, lower case, tokens of letters and digits with one space
/// between, tones in the older place (hòa, khỏe, thúy), whichever way they were typed.
pub fn exact(text: &str) -> String {
    let lowered = nfc(&without_invisible(&nfc(text)).to_lowercase());
    let words = lowered
        .split(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter))
        .map(|word| word.trim_start_matches(is_combining_mark))
        .filter(|word| !word.is_empty())
        .map(letters::place_tone);
    join(words, " ")
}

/// Whether two texts are the same words: marks count; case, tone placement and punctuation do not.
pub fn same_word(one: &str, other: &str) -> bool {
    exact(one) == exact(other)
}

/// The part of an address made from a title: [`fold`] joined by hyphens, at most 80 bytes, cut
/// at a word.
pub fn slug(text: &str) -> String {
    let whole = fold(text).replace(' ', "-");
    if whole.len() <= SLUG_BYTES_MAX {
        return whole;
    }
    // A folded text is ASCII, so every byte is a place to cut
    let cut = whole[..=SLUG_BYTES_MAX].rfind('-').unwrap_or(SLUG_BYTES_MAX);
    whole[..cut].to_owned()
}

/// The first letter of each word, in capitals without tones: "Ủy ban nhân dân" is "UBND",
/// "Đỗ Thị Ân" is "ĐTÂ".
pub fn initials(text: &str) -> String {
    exact(text)
        .split(' ')
        .filter_map(|word| word.chars().next())
        .flat_map(|letter| letters::split_tone(letter).0.to_uppercase())
        .collect()
}

/// The beginning of a text, at most `max_chars` characters with the "…" that ends it, cut
/// between words; a text that fits comes back whole.
pub fn truncate_words(text: &str, max_chars: usize) -> String {
    let text = nfc(text);
    if text.chars().count() <= max_chars {
        return text;
    }
    let Some(room) = max_chars.checked_sub(1) else { return String::new() };
    let end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let at_word = text[end..].starts_with(char::is_whitespace);
    let cut = if at_word { Some(end) } else { head.rfind(char::is_whitespace) };
    let whole_words = cut.map_or("", |cut| head[..cut].trim_end_matches(is_loose_end));
    // A first word that alone is too long is cut inside: something must show
    let kept = if whole_words.is_empty() { head.trim_end() } else { whole_words };
    format!("{kept}…")
}

/// Whether the text was typed with Vietnamese marks: then a search asks for them first.
pub fn has_marks(text: &str) -> bool {
    nfc(text).nfd().any(|part| matches!(part, 'đ' | 'Đ') || is_combining_mark(part))
}

fn visible(text: &str) -> String {
    // "\r\n" and the separators that word processors paste are line breaks
    let lines = nfc(text).replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{B}'], "\n");
    without_invisible(&lines).replace(|letter: char| letter.is_control() && letter != '\n', " ")
}

/// Drops what pasted text carries unseen and what would split a word in two: zero width space,
/// soft hyphen, byte order mark.
fn without_invisible(text: &str) -> String {
    nfc(&text.replace(['\u{200B}', '\u{AD}', '\u{FEFF}', '\u{2060}'], ""))
}

fn one_line(text: &str) -> String {
    join(text.split_whitespace(), " ")
}

fn is_loose_end(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '-' | '–' | '(')
}

fn join(parts: impl Iterator<Item = impl AsRef<str>>, between: &str) -> String {
    let mut joined = String::new();
    for part in parts {
        if !joined.is_empty() {
            joined.push_str(between);
        }
        joined.push_str(part.as_ref());
    }
    joined
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

/// Text as it may stand in an address (RFC 3986, 2.1): letters, digits, `-._~` and `/` as they
/// are, every other byte of its UTF-8 as `%XX`.
pub fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex(&[byte]).to_uppercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decomposed_and_composed_names_are_stored_alike() {
        assert_eq!(nfc("Nguye\u{302}\u{303}n"), "Nguyễn");
        assert_eq!(nfc("\u{D0}ỗ\u{A0}Mười "), "Đỗ Mười ");
    }

    #[test]
    fn a_pasted_text_keeps_its_lines_and_loses_its_noise() {
        assert_eq!(
            clean("  Kính gửi:\t ông  An \r\n\r\n\r\n Về việc\u{200B}\u{0} đất  "),
            "Kính gửi: ông An\nVề việc đất"
        );
        assert_eq!(clean_line(" Kỳ họp\nthứ  Mười "), "Kỳ họp thứ Mười");
    }

    #[test]
    fn a_search_without_marks_finds_a_name_with_marks() {
        assert_eq!(fold("Nguyễn Văn Đại"), "nguyen van dai");
        assert_eq!(fold("25/NQ-HĐND"), "25 nq hdnd");
        assert_eq!(fold("ƯƠNG Ư Ợ Ẵ ²"), "uong u o a 2");
        assert_eq!(fold("Ðông"), "dong");
    }

    #[test]
    fn the_exact_form_tells_mo_da_from_mo_da_dang() {
        assert_ne!(exact("mỏ đá"), exact("mở đa"));
        assert_eq!(exact("Xã HOÀ Bình, Thuý"), "xã hòa bình thúy");
        assert_eq!(exact("25/2020/NQ-HĐND"), "25 2020 nq hđnd");
    }

    #[test]
    fn both_placements_of_the_tone_are_the_same_word() {
        assert!(same_word("Hòa", "hoà"));
        assert!(same_word("Quý", "qúy"));
        assert!(!same_word("Hòa", "Hoa"));
    }

    #[test]
    fn an_address_is_cut_between_words() {
        assert_eq!(slug("Nghị quyết về đất đai"), "nghi-quyet-ve-dat-dai");
        let long = slug(&"phường ".repeat(20));
        assert!(long.len() <= 80 && long.ends_with("phuong"), "{long}");
        assert_eq!(slug(&"a".repeat(100)).len(), 80);
    }

    #[test]
    fn initials_are_the_usual_abbreviation() {
        assert_eq!(initials("Hội đồng nhân dân"), "HĐND");
        assert_eq!(initials("Ủy ban nhân dân"), "UBND");
        assert_eq!(initials("Đỗ Thị Ân"), "ĐTÂ");
    }

    #[test]
    fn a_long_title_ends_at_a_word() {
        assert_eq!(truncate_words("Về việc thu hồi đất", 40), "Về việc thu hồi đất");
        assert_eq!(truncate_words("Về việc thu hồi đất", 12), "Về việc thu…");
        assert_eq!(truncate_words("Về việc, thu hồi", 10), "Về việc…");
        assert_eq!(truncate_words("nghiêng", 4), "ngh…");
        assert_eq!(truncate_words("Về", 0), "");
    }

    #[test]
    fn marks_are_noticed_however_they_are_encoded() {
        assert!(has_marks("đon"));
        assert!(has_marks("a\u{301}"));
        assert!(!has_marks("don doc 25/NQ"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn exact_twice_changes_nothing(text in any::<String>()) {
            prop_assert_eq!(exact(&exact(&text)), exact(&text));
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            prop_assert_eq!(clean(&clean(&text)), clean(&text));
            prop_assert_eq!(clean_line(&clean(&text)), clean_line(&text));
        }

        #[test]
        fn folding_the_exact_form_is_folding(text in "[ a-zA-Zàáạảãăằâấđêếíòỏôộơởúưựýỳ0-9/-]{0,30}") {
            prop_assert_eq!(fold(&exact(&text)), fold(&text));
        }

        #[test]
        fn a_cut_text_is_never_longer_than_asked(text in "\\PC{0,60}", max in 0usize..50) {
            prop_assert!(truncate_words(&text, max).chars().count() <= max);
        }

        #[test]
        fn an_address_has_only_letters_digits_and_hyphens(text in "\\PC{0,200}") {
            let slug = slug(&text);
            prop_assert!(slug.len() <= 80);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        }
    }
}
