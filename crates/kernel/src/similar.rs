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
fn marks(text: &str) -> (HashSet<String>, HashSet<String>) {
    let folded = text::fold(text);
    let words: Vec<&str> = folded.split_whitespace().filter(|word| !EMPTY_WORDS.contains(word)).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" ")).collect();
    (words.into_iter().map(str::to_owned).collect(), pairs)
}

fn share(one: &HashSet<String>, other: &HashSet<String>) -> (u32, u32) {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    (u32::try_from(common).unwrap_or(u32::MAX), u32::try_from(all).unwrap_or(u32::MAX))
}

/// How alike two texts are, in hundredths, and the pairs of words that they share, in the order
/// of the alphabet.
pub fn likeness(one: &str, other: &str) -> (u32, Vec<String>) {
    let ((words, pairs), (other_words, other_pairs)) = (marks(one), marks(other));
    let (common, all) = share(&words, &other_words);
    let (common_pairs, all_pairs) = share(&pairs, &other_pairs);
    let hundredths = |part: u32, whole: u32| (part * 100).checked_div(whole).unwrap_or(0);
    // Words alone find the paraphrase, pairs keep the different road apart
    let alike = (hundredths(common, all) * 2 + hundredths(common_pairs, all_pairs)) / 3;
    let mut shared: Vec<String> = pairs.intersection(&other_pairs).cloned().collect();
    shared.sort_unstable();
    (alike, shared)
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

    proptest::proptest! {
        #[test]
        fn likeness_has_no_direction(one in "[a-zđ ]{0,60}", other in "[a-zđ ]{0,60}") {
            proptest::prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
        }
    }
}
