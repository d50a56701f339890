//! The one spelling of a record as bytes, so that its hash can be made again by anyone.
//!
//! Layout, all numbers big-endian:
//!
//! ```text
//! 0x01                                   version of this layout
//! length(8) kind
//! then for each field, in the order given:
//! length(8) name   tag(1)   length(8) value
//! ```
//!
//! | tag | value |
//! |---|---|
//! | 0x00 | null, 0 bytes |
//! | 0x01 | bool, 1 byte 0 or 1 |
//! | 0x02 | int, 8 bytes two's complement |
//! | 0x03 | text, UTF-8 |
//! | 0x04 | bytes |
//!
//! Every part says its length, so no two records share an encoding. The layout never changes; a
//! new one gets a new version byte.

use crate::hash::{self, Hash};

const VERSION: u8 = 0x01;

/// Bytes of salt before a personal field.
pub const SALT_SIZE_BYTES: usize = 16;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// No value was given.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number: a count, a version, milliseconds UTC.
    Int(i64),
    /// A text as stored, not normalised again.
    Text(&'a str),
    /// Raw bytes, such as a hash.
    Bytes(&'a [u8]),
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Value::Bytes(value)
    }
}

impl<'a> From<&'a Hash> for Value<'a> {
    fn from(value: &'a Hash) -> Self {
        Value::Bytes(value.as_bytes())
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// A record being written. Fields keep the order in which they are given, which is part of the
/// record; the caller fixes it for each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    bytes: Vec<u8>,
}

impl Canonical {
    /// Begins a record of this kind, for example `letter_accepted`.
    pub fn new(kind: &str) -> Canonical {
        Canonical { bytes: vec![VERSION] }.sized(kind.as_bytes())
    }

    /// Adds one field.
    #[must_use]
    pub fn field<'a>(self, name: &str, value: impl Into<Value<'a>>) -> Canonical {
        let named = self.sized(name.as_bytes());
        match value.into() {
            Value::Null => named.tagged(0x00, &[]),
            Value::Bool(yes) => named.tagged(0x01, &[u8::from(yes)]),
            Value::Int(number) => named.tagged(0x02, &number.to_be_bytes()),
            Value::Text(text) => named.tagged(0x03, text.as_bytes()),
            Value::Bytes(bytes) => named.tagged(0x04, bytes),
        }
    }

    /// The bytes to be hashed, chained or kept.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn tagged(mut self, tag: u8, value: &[u8]) -> Canonical {
        self.bytes.push(tag);
        self.sized(value)
    }

    fn sized(mut self, part: &[u8]) -> Canonical {
        self.bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        self.bytes.extend_from_slice(part);
        self
    }
}

/// Hash that stands for a personal field in a public leaf: SHA-256(salt ‖ value).
///
/// The salt is [`SALT_SIZE_BYTES`] random bytes, new for each field and kept beside it. With the
/// salt anyone can check the value; once salt and value are erased, the leaf stays valid and says
/// nothing. A shorter salt lets names and telephone numbers be guessed.
pub fn salted(salt: &[u8], value: &str) -> Hash {
    hash::sha256_of(&[salt, value.as_bytes()])
}
