//! Sort keys in the order of Vietnamese lists, as bytes any database orders alike.
//!
//! Three levels, each decided before the next is asked, as in CLDR "vi": letters
//! (a ă â b c d đ e ê …), tones (none, huyền, hỏi, ngã, sắc, nặng), then case. A space comes before
//! signs, signs before digits, digits before letters.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use crate::text::letters::{self, Tone};
use crate::text::{clean_line, nfc};

/// Letters in order; f, j, w and z stand where the Latin alphabet has them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// Below every weight: a shorter text comes first, and a level ends before the next begins.
const LEVEL_END: u8 = 0x01;
/// Below [`LEVEL_END`]: a given name ends before the middle name begins.
const NAME_END: u8 = 0x00;
const SPACE: u8 = 0x02;
const ASCII_SIGN_FIRST: u8 = 0x03;
const OTHER_SIGN: u8 = 0x3E;
const DIGIT_FIRST: u8 = 0x40;
const LETTER_FIRST: u8 = 0x50;
const OTHER_LETTER: u8 = 0xF0;
const TONE_FIRST: u8 = 0x02;
const OTHER_MARK: u8 = 0x10;
const LOWER: u8 = 0x02;
const UPPER: u8 = 0x03;

/// The key of a text: compare keys byte by byte to order texts.
pub fn sort_key(text: &str) -> Vec<u8> {
    let levels = levels(&clean_line(text));
    let mut key = levels.letters;
    key.push(LEVEL_END);
    key.extend(levels.tones);
    key.push(LEVEL_END);
    key.extend(levels.cases);
    key
}

/// [`sort_key`] in lower-case hexadecimal, for a text column: every collation keeps its order.
pub fn sort_key_hex(text: &str) -> String {
    hex(&sort_key(text))
}

/// The key of a person's name, in hexadecimal: by given name (the last word), then middle name,
/// then family name (the first word), as Vietnamese lists go.
pub fn name_sort_key(name: &str) -> String {
    let name = clean_line(name);
    let (before, given) = name.rsplit_once(' ').unwrap_or(("", &name));
    let (family, middle) = before.split_once(' ').unwrap_or((before, ""));
    let mut key = Vec::new();
    let mut cases = Vec::new();
    for part in [given, middle, family] {
        let levels = levels(part);
        key.extend(levels.letters);
        key.push(LEVEL_END);
        key.extend(levels.tones);
        key.push(NAME_END);
        cases.extend(levels.cases);
    }
    // Case is asked last, so that "NGUYỄN VĂN AN" stands beside "Nguyễn Văn An"
    key.extend(cases);
    hex(&key)
}

#[derive(Default)]
struct Levels {
    letters: Vec<u8>,
    tones: Vec<u8>,
    cases: Vec<u8>,
}

fn levels(line: &str) -> Levels {
    let mut levels = Levels::default();
    for (at, word) in line.split(' ').enumerate() {
        if at > 0 {
            levels.letters.push(SPACE);
        }
        for letter in letters::place_tone(&nfc(word)).chars() {
            add(&mut levels, letter);
        }
    }
    levels
}

fn add(levels: &mut Levels, written: char) {
    let (letter, tone) = letters::split_tone(written);
    let small = letters::lower(letter);
    if let Some(weight) = weight(small) {
        levels.letters.push(weight);
        add_case(levels, letter, small, tone);
        return;
    }
    let mut parts = std::iter::once(small).nfd();
    let base = parts.next().unwrap_or(small);
    match weight(base) {
        // A foreign accent: after the tones of the same letter
        Some(weight) if base != small => {
            levels.letters.push(weight);
            add_case(levels, letter, small, tone);
            for mark in parts {
                levels.tones.push(OTHER_MARK);
                push_utf8(&mut levels.tones, mark);
            }
        }
        _ => {
            levels.letters.push(if small.is_alphanumeric() { OTHER_LETTER } else { OTHER_SIGN });
            push_utf8(&mut levels.letters, small);
            add_case(levels, letter, small, tone);
        }
    }
}

fn add_case(levels: &mut Levels, letter: char, small: char, tone: Tone) {
    levels.tones.push(TONE_FIRST + tone as u8);
    levels.cases.push(if letter == small { LOWER } else { UPPER });
}

fn weight(letter: char) -> Option<u8> {
    if letter.is_ascii_digit() {
        return u8::try_from(letter).ok().map(|digit| DIGIT_FIRST + (digit - b'0'));
    }
    if letter.is_ascii_punctuation() {
        return u8::try_from(letter).ok().map(ascii_sign);
    }
    let at = ALPHABET.chars().position(|other| other == letter)?;
    u8::try_from(at).ok().map(|at| LETTER_FIRST + at)
}

/// Signs in the order of ASCII, without the gaps that digits and letters leave.
fn ascii_sign(sign: u8) -> u8 {
    let gap = match sign {
        b'!'..=b'/' => b'!',
        b':'..=b'@' => b'!' + 10,
        b'['..=b'`' => b'!' + 36,
        _ => b'!' + 62,
    };
    ASCII_SIGN_FIRST + (sign - gap)
}

fn push_utf8(bytes: &mut Vec<u8>, letter: char) {
    bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted_by<K: Ord>(list: &[&'static str], key: impl Fn(&str) -> K) -> Vec<&'static str> {
        let mut shuffled: Vec<&str> = list.iter().rev().copied().collect();
        shuffled.rotate_left(list.len() / 3);
        shuffled.sort_by_key(|text| key(text));
        shuffled
    }

    #[test]
    fn letters_stand_in_the_order_of_the_vietnamese_alphabet() {
        let letters = [
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô", "ơ",
            "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y",
        ];
        assert_eq!(sorted_by(&letters, sort_key), letters);
    }

    #[test]
    fn tones_go_none_huyen_hoi_nga_sac_nang() {
        let words = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mái", "măng", "mâm"];
        assert_eq!(sorted_by(&words, sort_key), words);
        let with_hat = ["â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b"];
        assert_eq!(sorted_by(&with_hat, sort_key), with_hat);
    }

    #[test]
    fn case_decides_only_between_equal_words() {
        let words = ["an", "An", "AN", "án", "Ân"];
        assert_eq!(sorted_by(&words, sort_key), words);
    }

    #[test]
    fn communes_stand_word_by_word() {
        let communes = [
            "Tổ 1",
            "Tổ 2",
            "xã An Bình",
            "xã An Đổ",
            "xã Anh Dũng",
            "xã Ba Sao",
            "xã Bồ Đề",
            "xã Châu Sơn",
            "xã Duy Hải",
            "xã Đồn Xá",
            "xã Đức Lý",
            "xã Liêm Cần",
            "xã Liêm Chung",
            "xã Liêm Phong",
            "xã Liêm Sơn",
            "xã Liêm Thuận",
            "xã Liêm Túc",
            "xã Thanh Hà",
            "xã Thanh Hải",
            "xã Thanh Hương",
            "xã Thanh Lưu",
            "xã Thanh Nghị",
            "xã Thanh Phong",
            "xã Ý Yên",
        ];
        assert_eq!(sorted_by(&communes, sort_key), communes);
    }

    #[test]
    fn delegates_stand_by_given_name_then_middle_then_family_name() {
        let delegates = [
            "Lê An",
            "Nguyễn An",
            "Nguyễn Thị An",
            "Trần Thị An",
            "Đỗ Văn An",
            "NGUYỄN VĂN AN",
            "Phạm Văn Ánh",
            "Hoàng Thị Ân",
            "Vũ Đình Bảo",
            "Nguyễn Thị Bích",
            "Bùi Văn Cường",
            "Đinh Thị Dung",
            "Lương Văn Dũng",
            "Nguyễn Quang Đạo",
            "Trịnh Đức",
            "Phan Thị Hà",
            "Phan Thị Hải",
            "Đặng Thu Hằng",
            "Ngô Thị Hiền",
            "Dương Văn Hoà",
            "Nguyễn Văn Hòa",
            "Lại Thị Hường",
            "Nguyễn Ngọc Sơn",
            "Trần Minh Thành",
            "Trần Minh Thảo",
            "Vương Thị Ưng",
            "Đào Hải Yến",
        ];
        assert_eq!(sorted_by(&delegates, name_sort_key), delegates);
    }

    #[test]
    fn both_placements_of_the_tone_have_one_key() {
        assert_eq!(sort_key("Hoà"), sort_key("Hòa"));
        assert_eq!(sort_key("  Nguyễn   Văn An"), sort_key("Nguye\u{302}\u{303}n Văn An"));
    }

    proptest! {
        #[test]
        fn hexadecimal_keeps_the_order(one in "\\PC{0,12}", other in "\\PC{0,12}") {
            prop_assert_eq!(sort_key(&one).cmp(&sort_key(&other)), sort_key_hex(&one).cmp(&sort_key_hex(&other)));
        }

        #[test]
        fn a_beginning_comes_before_the_whole(head in "[a-zăâđêôơư]{0,8}", tail in "[a-zăâđêôơư]{1,8}") {
            let whole = format!("{head}{tail}");
            prop_assert!(sort_key(&head) < sort_key(&whole));
        }

        #[test]
        fn letters_count_before_tones(one in "[a-e]{1,4}", other in "[f-k]{1,4}") {
            prop_assert!(sort_key(&one.replace('a', "ạ")) < sort_key(&other));
        }

        #[test]
        fn different_clean_words_have_different_keys(one in "[a-zA-Zăâđê0-9]{1,6}", other in "[a-zA-Zăâđê0-9]{1,6}") {
            prop_assert_eq!(one == other, sort_key(&one) == sort_key(&other));
        }
    }
}
