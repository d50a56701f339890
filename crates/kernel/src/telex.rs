//! Raw Telex and VNI, typed while the input method was off, read as the words they meant.
//!
//! Only for guessing when a search found nothing: "as" may be an English word.

use crate::text::letters::{self, Shape, Tone};
use crate::text::{clean_line, exact};

/// What one key does to the word before it.
#[derive(Clone, Copy)]
enum Key {
    Letter,
    /// A tone; the level tone takes a tone away.
    Tone(Tone),
    /// Telex aa, ee, oo: on the last such vowel.
    Double(char),
    /// VNI 6: on the last a, e or o.
    Hat,
    /// VNI 7: the horn of ơ and ư.
    Horn,
    /// VNI 8: the bowl of ă.
    Bowl,
    /// Telex w: horn or bowl, whichever fits.
    HornOrBowl,
    /// The bar of đ.
    Bar,
}

/// A word while it is being typed: its letters without the tone, and the tone.
struct Word {
    letters: Vec<char>,
    tone: Tone,
}

/// Onsets of Vietnamese syllables, with the glides of "qu" and "gi".
const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
    "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];
/// Codas; k stands in names of the highlands, "Đắk Lắk".
const CODAS: [&str; 10] = ["", "c", "ch", "k", "m", "n", "ng", "nh", "p", "t"];
const VOWELS_MAX: usize = 3;

/// Reads Telex: "nguyeenx vawn a" is "nguyễn văn a". A word that would not be a Vietnamese
/// syllable stays as it was typed.
pub fn decode_telex(text: &str) -> String {
    decode(text, telex_key)
}

/// Reads VNI: "nguye6n4 va8n a" is "nguyễn văn a". A word that would not be a Vietnamese
/// syllable stays as it was typed.
pub fn decode_vni(text: &str) -> String {
    decode(text, vni_key)
}

/// What a search that found nothing may have meant, likeliest first; each differs from the text.
pub fn guesses(text: &str) -> Vec<String> {
    let line = clean_line(text);
    let mut guesses: Vec<String> = Vec::new();
    for guess in [decode_telex(&line), decode_vni(&line), decode_vni(&decode_telex(&line))] {
        let known = exact(&guess) == exact(&line) || guesses.contains(&guess);
        if !known {
            guesses.push(guess);
        }
    }
    guesses
}

fn decode(text: &str, key_of: fn(char) -> Key) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter: char| letter.is_alphanumeric() != first.is_alphanumeric());
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        match decode_word(word, key_of) {
            Some(meant) => decoded.push_str(&meant),
            None => decoded.push_str(word),
        }
        rest = after;
    }
    decoded
}

fn decode_word(typed: &str, key_of: fn(char) -> Key) -> Option<String> {
    if !typed.is_ascii() {
        return None;
    }
    let mut word = Word { letters: Vec::with_capacity(typed.len()), tone: Tone::Level };
    for letter in typed.chars() {
        if !word.press(key_of(letter.to_ascii_lowercase())) {
            word.letters.push(letter);
        }
    }
    word.finish()
}

fn telex_key(letter: char) -> Key {
    match letter {
        's' => Key::Tone(Tone::Rising),
        'f' => Key::Tone(Tone::Falling),
        'r' => Key::Tone(Tone::Asking),
        'x' => Key::Tone(Tone::Broken),
        'j' => Key::Tone(Tone::Heavy),
        'z' => Key::Tone(Tone::Level),
        'a' | 'e' | 'o' => Key::Double(letter),
        'w' => Key::HornOrBowl,
        'd' => Key::Bar,
        _ => Key::Letter,
    }
}

fn vni_key(letter: char) -> Key {
    match letter {
        '0' => Key::Tone(Tone::Level),
        '1' => Key::Tone(Tone::Rising),
        '2' => Key::Tone(Tone::Falling),
        '3' => Key::Tone(Tone::Asking),
        '4' => Key::Tone(Tone::Broken),
        '5' => Key::Tone(Tone::Heavy),
        '6' => Key::Hat,
        '7' => Key::Horn,
        '8' => Key::Bowl,
        '9' => Key::Bar,
        _ => Key::Letter,
    }
}

impl Word {
    /// Applies a key; false when it changed nothing and stands for its own letter.
    fn press(&mut self, key: Key) -> bool {
        match key {
            Key::Letter => false,
            Key::Tone(tone) => self.press_tone(tone),
            Key::Double(vowel) => self.replace_last(|small| if small == vowel { hat(small) } else { None }),
            Key::Hat => self.replace_last(hat),
            Key::Horn => self.press_horn(),
            Key::Bowl => self.press_bowl(),
            Key::HornOrBowl => self.press_horn_or_bowl(),
            Key::Bar => self.press_bar(),
        }
    }

    fn press_tone(&mut self, tone: Tone) -> bool {
        let has_vowel = self.small().into_iter().any(letters::is_vowel);
        if !has_vowel || tone == self.tone {
            return false;
        }
        self.tone = tone;
        true
    }

    /// ơ and ư; both of them in "uo": "duong7" is "dương".
    fn press_horn(&mut self) -> bool {
        let small = self.small();
        let start = self.nucleus_start();
        let pair = (start..small.len().saturating_sub(1))
            .find(|at| matches!((small[*at], small[at + 1]), ('u' | 'ư', 'o') | ('u', 'ơ')));
        if let Some(at) = pair {
            self.set(at, 'ư');
            self.set(at + 1, 'ơ');
            return true;
        }
        // In "ua", "ui", "uu" the first vowel takes the horn: mưa, gửi, cứu
        let Some(at) = (start..small.len()).find(|at| matches!(small[*at], 'u' | 'o')) else { return false };
        self.set(at, if small[at] == 'u' { 'ư' } else { 'ơ' });
        true
    }

    fn press_bowl(&mut self) -> bool {
        self.replace_last(|small| (small == 'a').then_some('ă'))
    }

    fn press_horn_or_bowl(&mut self) -> bool {
        let small = self.small();
        let start = self.nucleus_start();
        // "oa" and a lone "a" take the bowl, "ua" the horn: xoăn, văn, mưa
        let vowels = small.get(start..).unwrap_or_default();
        if !vowels.contains(&'u') && vowels.contains(&'a') {
            return self.press_bowl();
        }
        if self.press_horn() {
            return true;
        }
        // After a consonant w is ư by itself: "tw" is "tư"
        if small.is_empty() || small.iter().any(|letter| letters::is_vowel(*letter)) {
            return false;
        }
        self.letters.push('ư');
        true
    }

    fn press_bar(&mut self) -> bool {
        if self.small().first() != Some(&'d') {
            return false;
        }
        self.set(0, 'đ');
        true
    }

    /// Changes the last vowel that `change` knows.
    fn replace_last(&mut self, change: impl Fn(char) -> Option<char>) -> bool {
        let small = self.small();
        let found = (0..small.len()).rev().find_map(|at| change(small[at]).map(|new| (at, new)));
        let Some((at, new)) = found else { return false };
        self.set(at, new);
        true
    }

    /// Writes a lower-case letter in the case of the one it replaces.
    fn set(&mut self, at: usize, small: char) {
        let upper = self.letters[at].is_uppercase();
        self.letters[at] = if upper { small.to_uppercase().next().unwrap_or(small) } else { small };
    }

    fn small(&self) -> Vec<char> {
        self.letters.iter().map(|letter| letters::lower(*letter)).collect()
    }

    fn nucleus_start(&self) -> usize {
        letters::shape(&self.small()).map_or(0, |shape| shape.nucleus)
    }

    /// The word with its tone in place; none unless it is a Vietnamese syllable.
    fn finish(mut self) -> Option<String> {
        let mut small = self.small();
        let shape = letters::shape(&small)?;
        // "ươ" never ends a syllable: thuở, huơ
        if shape.coda == small.len() && small.ends_with(&['ư', 'ơ']) {
            self.set(small.len() - 2, 'u');
            small = self.small();
        }
        if !is_syllable(&small, shape, self.tone) {
            return None;
        }
        let at = letters::tone_position(&small)?;
        self.letters[at] = letters::with_tone(self.letters[at], self.tone);
        Some(self.letters.into_iter().collect())
    }
}

fn hat(small: char) -> Option<char> {
    match small {
        'a' => Some('â'),
        'e' => Some('ê'),
        'o' => Some('ô'),
        _ => None,
    }
}

fn is_syllable(small: &[char], shape: Shape, tone: Tone) -> bool {
    let onset: String = small[..shape.nucleus].iter().collect();
    let coda: String = small[shape.coda..].iter().collect();
    // A stop at the end allows only sắc and nặng; without any the marks may not have been typed
    let stopped = matches!(coda.as_str(), "c" | "ch" | "k" | "p" | "t");
    let tone_fits = !stopped || matches!(tone, Tone::Level | Tone::Rising | Tone::Heavy);
    tone_fits
        && shape.coda - shape.nucleus <= VOWELS_MAX
        && ONSETS.contains(&onset.as_str())
        && CODAS.contains(&coda.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold;

    #[test]
    fn a_name_typed_with_telex_off_is_understood() {
        let cases = [
            ("nguyeenx vawn a", "nguyễn văn a"),
            ("Nguyeexn Vawn A", "Nguyễn Văn A"),
            ("DDoox Thij Hoaf", "Đỗ Thị Hòa"),
            ("dduowngf", "đường"),
            ("dduongwf", "đường"),
            ("thuwowngf truwcj", "thường trực"),
            ("tieengs vieetj", "tiếng việt"),
            ("khieeus naij", "khiếu nại"),
            ("toos caos", "tố cáo"),
            ("quoocs hooij", "quốc hội"),
            ("giowf", "giờ"),
            ("nguowif", "người"),
            ("muaw", "mưa"),
            ("guiwr", "gửi"),
            ("cuwus", "cứu"),
            ("cuuws", "cứu"),
            ("xuaan", "xuân"),
            ("giair", "giải"),
            ("giups", "giúp"),
            ("hoaij", "hoại"),
            ("xoawn", "xoăn"),
            ("thuowr", "thuở"),
            ("twf", "từ"),
            ("quys", "quý"),
            ("ddawsk lawsk", "đắk lắk"),
            ("nghij quyeets 25/NQ-HDND", "nghị quyết 25/NQ-HDND"),
            ("NGHIJ QUYEETS", "NGHỊ QUYẾT"),
        ];
        for (typed, meant) in cases {
            assert_eq!(decode_telex(typed), meant);
        }
    }

    #[test]
    fn a_name_typed_with_vni_off_is_understood() {
        let cases = [
            ("nguye6n4 va8n a", "nguyễn văn a"),
            ("d9u7o7ng2", "đường"),
            ("d9uong72", "đường"),
            ("Ho65i d9o6ng2", "Hội đồng"),
            ("NQ25", "NQ25"),
            ("25/NQ-HD9ND", "25/NQ-HD9ND"),
        ];
        for (typed, meant) in cases {
            assert_eq!(decode_vni(typed), meant);
        }
    }

    #[test]
    fn words_without_marks_and_foreign_words_stay() {
        for text in ["nhan dan", "park", "web", "nguyễn văn a", "2020-10-15", ""] {
            assert_eq!(decode_telex(text), text);
        }
    }

    #[test]
    fn a_search_that_found_nothing_gets_only_new_guesses() {
        assert_eq!(guesses("nguyeenx vawn a"), ["nguyễn văn a"]);
        assert_eq!(guesses("nguye6n4"), ["nguyễn"]);
        assert!(guesses("nhan dan").is_empty());
        assert!(guesses("").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in any::<String>()) {
            let _ = (decode_telex(&text), decode_vni(&text), guesses(&text));
        }

        #[test]
        fn any_keys_are_answered(text in "[a-zA-Z0-9 ]{0,24}") {
            let _ = (decode_telex(&text), decode_vni(&text), guesses(&text));
        }

        #[test]
        fn tones_of_vni_do_not_change_the_letters(onset in "(b|c|ch|h|kh|th|tr|m|n)", vowel in "[aeiou]", tone in 1u8..=5) {
            let plain = format!("{onset}{vowel}");
            prop_assert_eq!(fold(&decode_vni(&format!("{plain}{tone}"))), plain);
        }
    }
}
