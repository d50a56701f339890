//! Words that only the office may read, sealed before they reach the database: names, addresses
//! and contents of letters and of receptions.
//!
//! Each value is sealed by XChaCha20-Poly1305 under a key of its own record, which is derived from
//! the installation's key; table, field and record are bound to it, so that what was sealed in
//! one place cannot be read in another. Whether two values are the same is asked by a blind index
//! (HMAC-SHA-256 under another key): nobody without the key can try out the 10¹² numbers of
//! identity cards.
//!
//! Invariant: the installation's key is never in the database, nor in anything written from it.

pub mod receipt;

use std::fmt;
use std::sync::Arc;

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use hmac::{Hmac, Mac as _};
use kernel::{Entropy, text};
use sha2::Sha256;

/// The sealed value was changed, moved from another place, or sealed under another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value cannot be opened")]
pub struct Broken;

/// The form of what [`Keeper::seal`] gives: this byte, a nonce of 24 bytes, the sealed words.
const FORM: u8 = 1;
const NONCE_BYTES: usize = 24;
/// A blind index of 128 bits: what happens to be the same is looked at after it was opened.
const BLIND_BYTES: usize = 16;

/// Where a sealed value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// The column.
    pub field: &'a str,
    /// The record's id.
    pub id: &'a str,
}

/// Seals and opens with the installation's key.
pub struct Keeper {
    sealing: [u8; 32],
    blinding: [u8; 32],
}

impl fmt::Debug for Keeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keeper")
    }
}

impl Keeper {
    /// A keeper by the installation's key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { sealing: derive(&key, &[b"seal"]), blinding: derive(&key, &[b"blind"]) }
    }

    /// A keeper that many share.
    pub fn shared(key: [u8; 32]) -> Arc<Self> {
        Arc::new(Self::new(key))
    }

    /// The key of one record, from the installation's.
    fn cipher(&self, place: Place<'_>) -> XChaCha20Poly1305 {
        let key = derive(&self.sealing, &[place.table.as_bytes(), place.id.as_bytes()]);
        XChaCha20Poly1305::new(&key.into())
    }

    /// Seals a value for its place.
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> Vec<u8> {
        let nonce = Entropy::secret::<NONCE_BYTES>();
        let payload = Payload { msg: plain, aad: place.field.as_bytes() };
        let mut sealed = vec![FORM];
        sealed.extend_from_slice(&nonce);
        // The cipher refuses only messages of 256 GB and more; an empty seal never opens
        sealed.extend(self.cipher(place).encrypt(&nonce.into(), payload).unwrap_or_default());
        sealed
    }

    /// Opens a value of its place.
    ///
    /// # Errors
    /// [`Broken`] when it is not what was sealed there.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
        let (form, rest) = sealed.split_first().ok_or(Broken)?;
        let (nonce, words) = rest.split_at_checked(NONCE_BYTES).ok_or(Broken)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| Broken)?;
        if *form != FORM {
            return Err(Broken);
        }
        let payload = Payload { msg: words, aad: place.field.as_bytes() };
        self.cipher(place).decrypt(&nonce.into(), payload).map_err(|_| Broken)
    }

    /// Opens words.
    ///
    /// # Errors
    /// [`Broken`] when they are not what was sealed there.
    pub fn open_text(&self, place: Place<'_>, sealed: &[u8]) -> Result<String, Broken> {
        String::from_utf8(self.open(place, sealed)?).map_err(|_| Broken)
    }

    /// The blind index of a value: the same for the same folded words about the same thing, and
    /// nothing to anyone without the key. Empty words have none.
    pub fn blind(&self, about: &str, value: &str) -> Option<String> {
        let folded = text::fold(value);
        let plain: String = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        if plain.is_empty() {
            return None;
        }
        let sum = derive(&self.blinding, &[about.as_bytes(), plain.as_bytes()]);
        Some(text::hex(&sum[..BLIND_BYTES]))
    }
}

/// HMAC-SHA-256 over parts that cannot run into one another.
fn derive(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A key shorter than a block is filled up with zeros (RFC 2104, 2)
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HERE: Place<'_> = Place { table: "letter", field: "content", id: "a" };

    #[test]
    fn what_was_sealed_in_one_place_does_not_open_in_another() {
        let keeper = Keeper::new([7; 32]);
        let sealed = keeper.seal(HERE, "Nguyễn Văn A".as_bytes());
        assert_eq!(keeper.open_text(HERE, &sealed), Ok("Nguyễn Văn A".to_owned()));
        for elsewhere in
            [Place { table: "visit", ..HERE }, Place { field: "sender", ..HERE }, Place { id: "b", ..HERE }]
        {
            assert_eq!(keeper.open(elsewhere, &sealed), Err(Broken), "{elsewhere:?}");
        }
        assert_eq!(Keeper::new([8; 32]).open(HERE, &sealed), Err(Broken));
    }

    #[test]
    fn the_same_words_are_sealed_differently_each_time_and_found_by_the_same_index() {
        let keeper = Keeper::new([7; 32]);
        assert_ne!(keeper.seal(HERE, b"035"), keeper.seal(HERE, b"035"));
        let one = keeper.blind("sender", "Nguyễn  Văn A");
        assert_eq!(one, keeper.blind("sender", "NGUYỄN VĂN A"));
        assert_eq!(one.as_deref().map(str::len), Some(32));
        assert_ne!(one, keeper.blind("card", "Nguyễn Văn A"));
        assert_ne!(one, Keeper::new([8; 32]).blind("sender", "Nguyễn Văn A"));
        assert_eq!(keeper.blind("sender", "  "), None);
    }

    proptest! {
        #[test]
        fn every_value_comes_back_and_no_changed_byte_passes(
            plain in proptest::collection::vec(any::<u8>(), 0..200),
            at in any::<prop::sample::Index>(),
            bit in 0_u8..8,
        ) {
            let keeper = Keeper::new([3; 32]);
            let mut sealed = keeper.seal(HERE, &plain);
            prop_assert_eq!(keeper.open(HERE, &sealed), Ok(plain));
            let place = at.index(sealed.len());
            sealed[place] ^= 1 << bit;
            prop_assert_eq!(keeper.open(HERE, &sealed), Err(Broken));
        }
    }
}
