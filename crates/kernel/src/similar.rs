//! Texts that say the same. A suggestion, explained by the words in common; never acted on
//! by itself.

use std::collections::HashSet;

use crate::text;

/// Words that say nothing about the matter: folded.
const EMPTY_WORDS: [&str; 38] = [
    "cu", "tri", "kien", "nghi", "de", "cac", "cap", "quan", "tam", "nganh", "co", "la", "va", "cua", "cho",
    "tai", "tren", "dia", "ban", "duoc", "nay", "hien", "som", "xem", "xet", "do", "voi", "theo", "nhung",
    "trong", "nhan", "dan", "huyen", "xa", "thon", "den", "tu", "o",
];

/// How alike two must be to be suggested, in hundredths.
pub const ALIKE: u32 = 40;

/// The telling words of a text, and the pairs of neighbours among them: two petitions on one
/// road share "thanh ha" as a pair, two on different roads share only "duong".
#[derive(Debug)]
pub struct Marks {
    words: HashSet<String>,
    pairs: HashSet<(String, String)>,
}

fn telling(folded: &str) -> Vec<&str> {
    folded.split_whitespace().filter(|word| !EMPTY_WORDS.contains(word)).collect()
}

fn share(common: usize, one: usize, other: usize) -> u32 {
    let all = one + other - common;
    u32::try_from((common * 100).checked_div(all).unwrap_or(0)).unwrap_or(u32::MAX)
}

impl Marks {
    /// Of a text as it was written.
    pub fn of(text: &str) -> Self {
        let folded = text::fold(text);
        let telling = telling(&folded);
        let pairs = telling.windows(2).filter_map(|pair| match pair {
            [one, two] => Some(((*one).to_owned(), (*two).to_owned())),
            _ => None,
        });
        Self { pairs: pairs.collect(), words: telling.iter().map(|word| (*word).to_owned()).collect() }
    }

    /// How alike a folded text is, in hundredths, and the pairs of words that both share, in the
    /// order of the alphabet. Nothing for one that its words alone keep below [`ALIKE`].
    pub fn likeness(&self, folded: &str) -> Option<(u32, Vec<String>)> {
        self.compared(&telling(folded), ALIKE)
    }

    /// How much of this text another says too, in hundredths: that the other says more does not
    /// count against it. Nothing for a text that tells nothing.
    pub fn within(&self, other: &Self) -> u32 {
        let part = |common: usize, all: usize| {
            u32::try_from((common * 100).checked_div(all).unwrap_or(0)).unwrap_or(u32::MAX)
        };
        let by_words = part(self.words.intersection(&other.words).count(), self.words.len());
        if self.pairs.is_empty() {
            return by_words;
        }
        let by_pairs = part(self.pairs.intersection(&other.pairs).count(), self.pairs.len());
        (by_words * 2 + by_pairs) / 3
    }

    fn compared(&self, telling: &[&str], least: u32) -> Option<(u32, Vec<String>)> {
        let words: HashSet<&str> = telling.iter().copied().collect();
        let common = words.iter().filter(|word| self.words.contains(**word)).count();
        let by_words = share(common, self.words.len(), words.len());
        if (by_words * 2 + 100) / 3 < least {
            return None;
        }
        let pairs: HashSet<(&str, &str)> = telling
            .windows(2)
            .filter_map(|pair| match pair {
                [one, two] => Some((*one, *two)),
                _ => None,
            })
            .collect();
        let mut shared: Vec<String> = self
            .pairs
            .iter()
            .filter(|(one, two)| pairs.contains(&(one.as_str(), two.as_str())))
            .map(|(one, two)| format!("{one} {two}"))
            .collect();
        shared.sort_unstable();
        let by_pairs = share(shared.len(), self.pairs.len(), pairs.len());
        // Words alone find the paraphrase, pairs keep the different road apart
        Some(((by_words * 2 + by_pairs) / 3, shared))
    }
}

/// How alike two texts are, in hundredths, however little it is, and the pairs of words that they
/// share, in the order of the alphabet.
pub fn likeness(one: &str, other: &str) -> (u32, Vec<String>) {
    Marks::of(one).compared(&telling(&text::fold(other)), 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROAD: &str = "Đề nghị sớm sửa chữa đường liên xã Thanh Hà - Thanh Phong đã xuống cấp.";

    #[test]
    fn the_same_road_in_other_words_is_alike_and_another_road_is_not() {
        let again = "Cử tri tiếp tục đề nghị nâng cấp, sửa chữa tuyến đường liên xã Thanh Hà - Thanh Phong xuống cấp nghiêm trọng";
        let (alike, shared) = likeness(ROAD, again);
        assert!(alike >= ALIKE, "{alike}");
        assert!(shared.contains(&"thanh ha".to_owned()), "{shared:?}");
        let other = "Đề nghị sửa chữa kênh tiêu liên thôn Liêm Túc bị bồi lắng, gây úng ruộng.";
        assert!(likeness(ROAD, other).0 < ALIKE, "{:?}", likeness(ROAD, other));
    }

    #[test]
    fn marks_and_small_letters_make_no_difference() {
        assert_eq!(
            likeness(ROAD, "DE NGHI SOM SUA CHUA DUONG LIEN XA THANH HA - THANH PHONG DA XUONG CAP").0,
            100
        );
        assert_eq!(likeness("", "").0, 0);
    }

    #[test]
    fn a_text_within_a_longer_one_is_found_whole() {
        let long = format!(
            "Về kiến nghị: {ROAD} Ủy ban nhân dân huyện trả lời: đã bố trí vốn, thi công xong tháng 9."
        );
        assert_eq!(Marks::of(ROAD).within(&Marks::of(&long)), 100);
        assert!(Marks::of(&long).within(&Marks::of(ROAD)) < 60);
        assert_eq!(Marks::of("").within(&Marks::of(ROAD)), 0);
        assert_eq!(Marks::of("điện").within(&Marks::of("lưới điện")), 100);
    }

    proptest::proptest! {
        #[test]
        fn likeness_has_no_direction(one in "[a-zđ ]{0,60}", other in "[a-zđ ]{0,60}") {
            proptest::prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
        }
    }
}
