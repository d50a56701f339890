//! Receipts: 80 random bits as sixteen letters, of which only a hash is kept. Who has the paper
//! finds the matter again; who reads the database cannot print the paper.

use kernel::{Entropy, text};
use sha2::{Digest as _, Sha256};

/// Letters and digits that cannot be taken for one another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A fresh receipt, to be shown once: `9F3K-0QWZ-7H2M-C4TA`.
pub fn fresh() -> String {
    spell(Entropy::secret::<10>())
}

/// 80 bits as sixteen letters, four by four.
fn spell(bits: [u8; 10]) -> String {
    let all = bits.iter().fold(0_u128, |all, byte| (all << 8) | u128::from(*byte));
    let mut receipt = String::with_capacity(19);
    for place in (0..16).rev() {
        let letter = usize::try_from((all >> (place * 5)) & 31).unwrap_or(0);
        receipt.push(char::from(ALPHABET.get(letter).copied().unwrap_or(b'0')));
        if place % 4 == 0 && place > 0 {
            receipt.push('-');
        }
    }
    receipt
}

/// What is kept of a receipt about something, however it was typed; none when it is no receipt.
pub fn hash(about: &str, typed: &str) -> Option<String> {
    let plain: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let is_receipt = plain.len() == 16 && plain.bytes().all(|byte| ALPHABET.contains(&byte));
    is_receipt.then(|| text::hex(&Sha256::digest(format!("{about} receipt {plain}").as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_known_again_however_it_is_typed() {
        let receipt = spell([0, 68, 50, 20, 199, 66, 84, 182, 53, 207]);
        assert_eq!(receipt.len(), 19);
        let kept = hash("petition", &receipt);
        assert!(kept.is_some());
        assert_eq!(hash("petition", &receipt.to_lowercase().replace('-', " ")), kept);
        assert_eq!(hash("petition", &receipt.replace('0', "O").replace('1', "l")), kept);
        assert_eq!(hash("petition", "KN-2020-0147-3"), None);
        assert_ne!(hash("petition", &spell([1; 10])), kept);
        assert_ne!(hash("letter", &receipt), kept);
    }
}
