//! The key that signs the log, and the line by which others know it.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use thiserror::Error;

use crate::encoding;
use crate::hash;

/// Ed25519 over the note's text (C2SP signed-note, signature types).
const ED25519: u8 = 0x01;

/// Why a key or its name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyFault {
    /// The name is empty or has a space, a plus or a control character.
    #[error("tên khóa không được để trống, không chứa dấu cách hoặc dấu cộng")]
    Name,
    /// The line is not `name+id+key`.
    #[error("khóa kiểm tra phải có dạng tên+mã+khóa")]
    Form,
    /// The id does not belong to this name and key: a letter was lost in copying.
    #[error("mã khóa không khớp với tên và khóa, có thể đã chép sai")]
    Id,
    /// Not an Ed25519 key, or one under which anything verifies.
    #[error("khóa kiểm tra không phải khóa Ed25519 hợp lệ")]
    Key,
}

/// The office's signing key. Its seed is never printed, and is wiped from memory when dropped.
pub struct LogKey(SigningKey);

impl LogKey {
    /// The key made from 32 secret random bytes (RFC 8032, section 5.1.5).
    pub fn from_seed(seed: [u8; 32]) -> LogKey {
        LogKey(SigningKey::from_bytes(&seed))
    }

    /// What others need to check this key's signatures under this name.
    pub fn verifier(&self, name: &str) -> Result<VerifierKey, KeyFault> {
        VerifierKey::new(name, self.0.verifying_key())
    }

    pub(crate) fn sign(&self, text: &str) -> [u8; 64] {
        self.0.sign(text.as_bytes()).to_bytes()
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogKey(…)")
    }
}

/// A name and a public key; printed as `name+id+key`, with the id in 8 hexadecimal digits and the
/// key in base64 after the byte 0x01 for Ed25519.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    key: VerifyingKey,
}

impl VerifierKey {
    fn new(name: &str, key: VerifyingKey) -> Result<VerifierKey, KeyFault> {
        if !is_name(name) {
            return Err(KeyFault::Name);
        }
        if key.is_weak() {
            return Err(KeyFault::Key);
        }
        Ok(VerifierKey { name: name.to_owned(), id: id(name, &key), key })
    }

    /// Name of the key, usually the log's origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// First four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key): tells keys apart, proves nothing.
    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    pub(crate) fn accepts(&self, text: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .and_then(|signature| self.key.verify_strict(text.as_bytes(), &signature))
            .is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = u32::from_be_bytes(self.id);
        write!(f, "{}+{id:08x}+{}", self.name, encoding::to_base64(&typed(&self.key)))
    }
}

impl FromStr for VerifierKey {
    type Err = KeyFault;

    fn from_str(line: &str) -> Result<VerifierKey, KeyFault> {
        // Base64 may hold a plus, the name may not: the first two plus signs are the borders.
        let mut parts = line.splitn(3, '+');
        let (Some(name), Some(printed_id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyFault::Form);
        };
        let bytes = encoding::from_base64(key).ok_or(KeyFault::Form)?;
        let [ED25519, key @ ..] = bytes.as_slice() else {
            return Err(KeyFault::Key);
        };
        let key = <&[u8; 32]>::try_from(key).map_err(|_| KeyFault::Key)?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| KeyFault::Key)?;
        let verifier = VerifierKey::new(name, key)?;
        let expected_id = format!("{:08x}", u32::from_be_bytes(verifier.id));
        if printed_id == expected_id { Ok(verifier) } else { Err(KeyFault::Id) }
    }
}

/// A name may not hold what separates the parts of a line.
pub(crate) fn is_name(name: &str) -> bool {
    let allowed = |letter: char| !letter.is_whitespace() && !letter.is_control() && letter != '+';
    !name.is_empty() && name.chars().all(allowed)
}

fn typed(key: &VerifyingKey) -> [u8; 33] {
    let mut bytes = [ED25519; 33];
    bytes[1..].copy_from_slice(key.as_bytes());
    bytes
}

fn id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let [first, second, third, fourth, ..] = hash::sha256_of(&[name.as_bytes(), b"\n", &typed(key)]).0;
    [first, second, third, fourth]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "hdnd.caobang.gov.vn/so-cong-khai";

    #[test]
    fn a_printed_key_reads_back() {
        let verifier = LogKey::from_seed([7; 32]).verifier(ORIGIN).unwrap();
        assert_eq!(verifier.to_string().parse(), Ok(verifier));
    }

    #[test]
    fn a_key_copied_with_one_wrong_letter_is_refused() {
        let line = LogKey::from_seed([7; 32]).verifier(ORIGIN).unwrap().to_string();
        for place in 0..line.len() {
            for bit in 0..7 {
                let mut bytes = line.clone().into_bytes();
                bytes[place] ^= 1 << bit;
                let changed = String::from_utf8(bytes).unwrap();
                assert!(changed.parse::<VerifierKey>().is_err(), "{changed:?}");
            }
        }
    }

    #[test]
    fn a_name_with_a_space_or_a_plus_is_refused() {
        let key = LogKey::from_seed([7; 32]);
        for name in ["", "hội đồng", "a+b", "a\nb", "a\u{a0}b"] {
            assert_eq!(key.verifier(name), Err(KeyFault::Name), "{name:?}");
        }
    }

    #[test]
    fn a_key_under_which_anything_verifies_is_refused() {
        let identity = VerifyingKey::from_bytes(&{
            let mut bytes = [0; 32];
            bytes[0] = 1;
            bytes
        });
        assert_eq!(VerifierKey::new(ORIGIN, identity.unwrap()), Err(KeyFault::Key));
    }

    #[test]
    fn the_seed_is_not_printed() {
        assert_eq!(format!("{:?}", LogKey::from_seed([7; 32])), "LogKey(…)");
    }
}
