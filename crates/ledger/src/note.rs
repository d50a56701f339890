//! A text and the signatures under it (C2SP signed-note, c2sp.org/signed-note).

use std::fmt;

use thiserror::Error;

use crate::encoding;
use crate::key::{self, KeyFault, LogKey, VerifierKey};

/// Longest note read, in bytes: a checkpoint is a few hundred.
const SIZE_BYTES_MAX: usize = 64 * 1024;
/// Most signatures read: the log, its old key, and its witnesses. C2SP asks for at least 16.
const SIGNATURES_MAX: usize = 64;
const DASH: &str = "— ";

/// Why a note is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoteFault {
    /// Larger than a checkpoint can be.
    #[error("văn bản có chữ ký quá dài")]
    TooLong,
    /// No blank line, no signature line, or characters that may not stand in a note.
    #[error("văn bản có chữ ký sai cấu trúc")]
    Form,
    /// A signature line is not `— name base64`.
    #[error("dòng chữ ký số {0} sai cấu trúc")]
    SignatureLine(usize),
    /// None of the signatures is by the key asked about.
    #[error("không có chữ ký của khóa cần kiểm tra")]
    NotSigned,
    /// The key's signature does not fit the text: the text or the signature was changed.
    #[error("chữ ký không đúng, nội dung hoặc chữ ký đã bị sửa")]
    WrongSignature,
    /// The key's name cannot stand in a signature line.
    #[error("không ký được")]
    Key(#[from] KeyFault),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SignatureLine {
    name: String,
    id: [u8; 4],
    signature: Vec<u8>,
}

/// A note in parts. Nothing is verified until [`SignedNote::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<SignatureLine>,
}

impl SignedNote {
    /// Signs a text, which ends in a newline and holds no other control character.
    pub fn sign(text: &str, key: &LogKey, name: &str) -> Result<SignedNote, NoteFault> {
        if !is_text(text) {
            return Err(NoteFault::Form);
        }
        SignedNote { text: text.to_owned(), signatures: Vec::new() }.also_signed(key, name)
    }

    /// Adds another key's signature, as when the log's key is replaced and both sign once.
    pub fn also_signed(mut self, key: &LogKey, name: &str) -> Result<SignedNote, NoteFault> {
        let id = key.verifier(name)?.id();
        let signature = key.sign(&self.text).to_vec();
        self.signatures.push(SignatureLine { name: name.to_owned(), id, signature });
        Ok(self)
    }

    /// Reads a note, signature lines of unknown kinds included.
    pub fn parse(note: &str) -> Result<SignedNote, NoteFault> {
        if SIZE_BYTES_MAX < note.len() {
            return Err(NoteFault::TooLong);
        }
        // The text may have blank lines of its own; the last one is the border.
        let border = note.rfind("\n\n").ok_or(NoteFault::Form)?;
        let (text, lines) = (&note[..=border], &note[border + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteFault::Form)?;
        if !is_text(text) {
            return Err(NoteFault::Form);
        }
        let mut signatures = Vec::new();
        for (place, line) in lines.split('\n').enumerate() {
            if SIGNATURES_MAX <= place {
                return Err(NoteFault::TooLong);
            }
            signatures.push(SignatureLine::parse(line).ok_or(NoteFault::SignatureLine(place + 1))?);
        }
        Ok(SignedNote { text: text.to_owned(), signatures })
    }

    /// The text, if this key signed it. Signatures by other keys are passed over; a wrong one by
    /// this key spoils the note, even beside a right one.
    pub fn verify(&self, verifier: &VerifierKey) -> Result<&str, NoteFault> {
        let mut signed = false;
        for line in self.signatures.iter().filter(|line| line.is_by(verifier)) {
            if !verifier.accepts(&self.text, &line.signature) {
                return Err(NoteFault::WrongSignature);
            }
            signed = true;
        }
        if signed { Ok(&self.text) } else { Err(NoteFault::NotSigned) }
    }
}

impl SignatureLine {
    fn parse(line: &str) -> Option<SignatureLine> {
        let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = encoding::from_base64(signature)?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        if !key::is_name(name) || signature.is_empty() {
            return None;
        }
        Some(SignatureLine { name: name.to_owned(), id: *id, signature: signature.to_vec() })
    }

    fn is_by(&self, verifier: &VerifierKey) -> bool {
        self.id == verifier.id() && self.name == verifier.name()
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for SignatureLine { name, id, signature } in &self.signatures {
            let bytes = [id.as_slice(), signature].concat();
            writeln!(f, "{DASH}{name} {}", encoding::to_base64(&bytes))?;
        }
        Ok(())
    }
}

fn is_text(text: &str) -> bool {
    text.ends_with('\n') && text.chars().all(|letter| letter == '\n' || ' ' <= letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example in the documentation of golang.org/x/mod/sumdb/note.
    const VERIFIER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_note_published_by_the_go_project_verifies() {
        let verifier: VerifierKey = VERIFIER.parse().unwrap();
        let note = SignedNote::parse(NOTE).unwrap();
        assert!(note.verify(&verifier).unwrap().ends_with("what your problem is.\n"));
        assert_eq!(note.to_string(), NOTE);
    }

    #[test]
    fn a_changed_text_is_refused() {
        let verifier: VerifierKey = VERIFIER.parse().unwrap();
        let note = SignedNote::parse(&NOTE.replace("is the answer", "is an answer")).unwrap();
        assert_eq!(note.verify(&verifier), Err(NoteFault::WrongSignature));
    }

    #[test]
    fn a_note_signed_by_the_old_and_the_new_key_verifies_under_each_and_no_third() {
        let [old, new, third] = [1, 2, 3].map(|seed| LogKey::from_seed([seed; 32]));
        let note = SignedNote::sign("văn bản\n", &old, "hdnd").unwrap().also_signed(&new, "hdnd").unwrap();
        let read = SignedNote::parse(&note.to_string()).unwrap();
        assert_eq!(read, note);
        assert!(read.verify(&old.verifier("hdnd").unwrap()).is_ok());
        assert!(read.verify(&new.verifier("hdnd").unwrap()).is_ok());
        assert_eq!(read.verify(&third.verifier("hdnd").unwrap()), Err(NoteFault::NotSigned));
        assert_eq!(read.verify(&old.verifier("other").unwrap()), Err(NoteFault::NotSigned));
    }

    #[test]
    fn one_wrong_signature_by_the_key_spoils_the_note_beside_a_right_one() {
        let key = LogKey::from_seed([1; 32]);
        let other = SignedNote::sign("khác\n", &key, "hdnd").unwrap();
        let mut note = SignedNote::sign("văn bản\n", &key, "hdnd").unwrap();
        note.signatures.extend(other.signatures);
        assert_eq!(note.verify(&key.verifier("hdnd").unwrap()), Err(NoteFault::WrongSignature));
    }

    #[test]
    fn a_misshapen_note_is_refused() {
        for note in ["", "\n", "\n\n", "text\n", "text\n\n", "text\r\n\n— a AAAAAAA=\n"] {
            assert_eq!(SignedNote::parse(note), Err(NoteFault::Form), "{note:?}");
        }
        for line in ["", "a AAAAAAA=", "— a", "—  AAAAAAA=", "— a AAAAAAA= ", "— a AAAAAA==", "- a AAAAAAA="]
        {
            let note = format!("text\n\n— a AAAAAAA=\n{line}\n");
            assert!(SignedNote::parse(&note).is_err(), "{note:?}");
        }
        assert_eq!(SignedNote::parse(&"a".repeat(SIZE_BYTES_MAX + 1)), Err(NoteFault::TooLong));
        let many = format!("text\n\n{}", "— a AAAAAAA=\n".repeat(SIGNATURES_MAX + 1));
        assert_eq!(SignedNote::parse(&many), Err(NoteFault::TooLong));
    }

    #[test]
    fn a_text_that_would_not_read_back_is_not_signed() {
        let key = LogKey::from_seed([1; 32]);
        for text in ["", "no newline", "tab\t\n"] {
            assert_eq!(SignedNote::sign(text, &key, "hdnd"), Err(NoteFault::Form), "{text:?}");
        }
        let fault = SignedNote::sign("văn bản\n", &key, "hội đồng");
        assert_eq!(fault, Err(NoteFault::Key(KeyFault::Name)));
    }
}
