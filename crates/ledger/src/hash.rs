//! SHA-256 as the public log uses it (RFC 6962, section 2.1).

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::encoding;

/// Prefix of what is hashed for a leaf, so that a leaf can never pass for a node.
const LEAF: u8 = 0x00;
/// Prefix of what is hashed for an inner node.
const NODE: u8 = 0x01;

/// A SHA-256 value: 32 bytes, printed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// A text that is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("mã băm phải gồm đúng 64 chữ số thập lục phân viết thường")]
pub struct HashFault;

impl Hash {
    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Standard base64, as checkpoints and proofs write it.
    pub fn to_base64(self) -> String {
        encoding::to_base64(&self.0)
    }

    /// Reads what [`Hash::to_base64`] writes, in that spelling only.
    pub fn from_base64(text: &str) -> Option<Hash> {
        let bytes = encoding::from_base64(text)?;
        <[u8; 32]>::try_from(bytes).ok().map(Hash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashFault;

    fn from_str(text: &str) -> Result<Hash, HashFault> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(HashFault);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Hash(bytes))
    }
}

/// Upper case is refused: a printed hash has one spelling, and papers are compared by eye.
fn digit(letter: u8) -> Result<u8, HashFault> {
    match letter {
        b'0'..=b'9' => Ok(letter - b'0'),
        b'a'..=b'f' => Ok(letter - b'a' + 10),
        _ => Err(HashFault),
    }
}

/// SHA-256 of the bytes (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> Hash {
    sha256_of(&[bytes])
}

/// SHA-256 of the parts one after another; the caller makes sure that their borders are fixed.
pub(crate) fn sha256_of(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

/// Hash of a leaf: SHA-256(0x00 ‖ data) (RFC 6962, section 2.1).
pub fn leaf_hash(data: &[u8]) -> Hash {
    sha256_of(&[&[LEAF], data])
}

/// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962, section 2.1).
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    sha256_of(&[&[NODE], &left.0, &right.0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_abc_is_the_one_printed_in_fips_180_4() {
        let printed = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc").to_string(), printed);
        assert_eq!(printed.parse(), Ok(sha256(b"abc")));
    }

    #[test]
    fn a_hash_is_read_in_one_spelling_only() {
        let printed = sha256(b"abc").to_string();
        assert_eq!(printed.to_uppercase().parse::<Hash>(), Err(HashFault));
        assert_eq!(printed[1..].parse::<Hash>(), Err(HashFault));
        assert_eq!(format!("{printed}0").parse::<Hash>(), Err(HashFault));
        assert_eq!("ộ".repeat(32).parse::<Hash>(), Err(HashFault));
    }

    #[test]
    fn base64_of_a_hash_reads_back_and_nothing_else_does() {
        let hash = sha256(b"abc");
        assert_eq!(Hash::from_base64(&hash.to_base64()), Some(hash));
        assert_eq!(Hash::from_base64("AAAA"), None);
    }

    #[test]
    fn a_leaf_of_two_hashes_is_not_the_node_above_them() {
        let (left, right) = (leaf_hash(b"a"), leaf_hash(b"b"));
        let joined = [left.0, right.0].concat();
        assert_ne!(leaf_hash(&joined), node_hash(left, right));
    }
}
