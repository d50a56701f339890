//! The parts of a Vietnamese syllable: letter, tone, onset, nucleus, coda.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// The six tones, in dictionary order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tone {
    /// ngang: no mark
    Level,
    /// huyền: à
    Falling,
    /// hỏi: ả
    Asking,
    /// ngã: ã
    Broken,
    /// sắc: á
    Rising,
    /// nặng: ạ
    Heavy,
}

impl Tone {
    /// The combining mark; none for the level tone.
    pub(crate) fn mark(self) -> Option<char> {
        match self {
            Self::Level => None,
            Self::Falling => Some('\u{300}'),
            Self::Asking => Some('\u{309}'),
            Self::Broken => Some('\u{303}'),
            Self::Rising => Some('\u{301}'),
            Self::Heavy => Some('\u{323}'),
        }
    }

    /// The tone that a combining mark writes.
    pub(crate) fn of_mark(mark: char) -> Option<Self> {
        match mark {
            '\u{300}' => Some(Self::Falling),
            '\u{309}' => Some(Self::Asking),
            '\u{303}' => Some(Self::Broken),
            '\u{301}' => Some(Self::Rising),
            '\u{323}' => Some(Self::Heavy),
            _ => None,
        }
    }
}

/// Where the parts of a syllable lie, as indexes into its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// First letter of the nucleus.
    pub(crate) nucleus: usize,
    /// First letter of the coda; the length of the syllable when it is open.
    pub(crate) coda: usize,
}

/// Takes the tone off a composed letter: ậ is â and nặng.
pub(crate) fn split_tone(letter: char) -> (char, Tone) {
    if letter.is_ascii() {
        return (letter, Tone::Level);
    }
    let mut tone = Tone::Level;
    let mut rest = String::with_capacity(8);
    decompose_canonical(letter, |part| match Tone::of_mark(part) {
        Some(found) if tone == Tone::Level => tone = found,
        _ => rest.push(part),
    });
    match only_char(&rest) {
        Some(plain) => (plain, tone),
        None => (letter, Tone::Level),
    }
}

/// Puts a tone on a letter that has none; a letter that cannot carry it stays as it is.
pub(crate) fn with_tone(letter: char, tone: Tone) -> char {
    let Some(mark) = tone.mark() else { return letter };
    let marked: String = [letter, mark].into_iter().collect();
    only_char(&marked).unwrap_or(letter)
}

fn only_char(text: &str) -> Option<char> {
    let mut composed = text.nfc();
    match (composed.next(), composed.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// The lower-case form when it is one character, as it is for every Vietnamese letter.
pub(crate) fn lower(letter: char) -> char {
    let mut forms = letter.to_lowercase();
    match (forms.next(), forms.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// A lower-case letter without tone that can be the core of a syllable.
pub(crate) fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

/// Cuts lower-case letters without tones into onset, one run of vowels, and coda.
///
/// The u of "qu" and the i of "gi" belong to the onset when a vowel follows: quý, giá, but gì.
pub(crate) fn shape(letters: &[char]) -> Option<Shape> {
    let first = letters.iter().position(|letter| is_vowel(*letter))?;
    let length = letters[first..].iter().take_while(|letter| is_vowel(**letter)).count();
    let coda = first + length;
    if letters[coda..].iter().any(|letter| is_vowel(*letter)) {
        return None;
    }
    let glides = matches!((letters[..first].last(), letters[first]), (Some('q'), 'u') | (Some('g'), 'i'));
    let nucleus = if glides && length > 1 { first + 1 } else { first };
    Some(Shape { nucleus, coda })
}

/// The index of the letter that carries the tone, by the older placement: hòa, khỏe, thúy,
/// but hoàn, quý, thuở.
pub(crate) fn tone_position(letters: &[char]) -> Option<usize> {
    let Shape { nucleus, coda } = shape(letters)?;
    let vowels = &letters[nucleus..coda];
    if let Some(at) = vowels.iter().rposition(|vowel| matches!(vowel, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư'))
    {
        return Some(nucleus + at);
    }
    let closed = coda < letters.len();
    let at = match (vowels.len(), closed) {
        (length, true) => length - 1,
        (1 | 2, false) => 0,
        (_, false) => 1,
    };
    Some(nucleus + at)
}

/// Moves the tone of one composed word to its place: hoà is hòa, qúy is quý. A word that is
/// not one Vietnamese syllable with one tone stays as it is.
pub(crate) fn place_tone(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let parts: Vec<(char, Tone)> = word.chars().map(split_tone).collect();
    let mut tones = parts.iter().map(|(_, tone)| *tone).filter(|tone| *tone != Tone::Level);
    let (Some(tone), None) = (tones.next(), tones.next()) else { return word.to_owned() };
    let mut letters: Vec<char> = parts.iter().map(|(letter, _)| *letter).collect();
    let lowered: Vec<char> = letters.iter().map(|letter| lower(*letter)).collect();
    if let Some(at) = tone_position(&lowered) {
        letters[at] = with_tone(letters[at], tone);
        return letters.into_iter().collect();
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_comes_off_and_goes_on_again() {
        for letter in "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵỘỰ".chars()
        {
            let (plain, tone) = split_tone(letter);
            assert_ne!(tone, Tone::Level);
            assert_eq!(with_tone(plain, tone), letter);
        }
    }

    #[test]
    fn hoa_and_thuy_carry_the_tone_on_the_first_vowel_and_hoan_on_the_second() {
        let cases = [
            ("hoà", "hòa"),
            ("khoẻ", "khỏe"),
            ("thuý", "thúy"),
            ("hòan", "hoàn"),
            ("qúy", "quý"),
            ("gía", "giá"),
            ("cuả", "của"),
            ("thuở", "thuở"),
            ("HOÀ", "HÒA"),
            ("rượu", "rượu"),
            ("ngoài", "ngoài"),
            ("huỳnh", "huỳnh"),
        ];
        for (typed, placed) in cases {
            assert_eq!(place_tone(typed), placed);
        }
    }

    #[test]
    fn a_foreign_word_keeps_its_accents() {
        assert_eq!(place_tone("résumé"), "résumé");
        assert_eq!(place_tone("café"), "café");
    }
}
