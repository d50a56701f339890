//! The signed head of the public log (C2SP tlog-checkpoint, c2sp.org/tlog-checkpoint).

use thiserror::Error;

use crate::chain;
use crate::encoding;
use crate::hash::Hash;
use crate::key::{LogKey, VerifierKey};
use crate::note::{NoteFault, SignedNote};

/// What the office says its public log is at one moment.
///
/// A key that signs for several logs verifies the checkpoints of each: whoever asks about one log
/// compares [`Checkpoint::origin`] too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log this is: an address without scheme, such as `hdnd.caobang.gov.vn/so`.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree of that size.
    pub root: Hash,
    /// Further lines, none empty; here the head of the journal.
    pub extensions: Vec<String>,
}

/// Why a checkpoint is not believed, or cannot be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CheckpointFault {
    /// The note around it, or its signature.
    #[error(transparent)]
    Note(#[from] NoteFault),
    /// No origin.
    #[error("điểm chốt thiếu tên sổ")]
    Origin,
    /// The second line is not a number of leaves.
    #[error("điểm chốt thiếu số bản ghi")]
    Size,
    /// The third line is not a hash in base64.
    #[error("điểm chốt thiếu mã băm gốc")]
    Root,
    /// An extension line is empty or breaks into two.
    #[error("dòng bổ sung số {0} của điểm chốt để trống hoặc sai cấu trúc")]
    Extension(usize),
}

impl Checkpoint {
    /// The text that is signed: origin, size, root, extensions, a line each.
    pub fn to_note_body(&self) -> String {
        let Checkpoint { origin, size, root, extensions } = self;
        let mut body = format!("{origin}\n{size}\n{}\n", root.to_base64());
        for line in extensions {
            body.push_str(line);
            body.push('\n');
        }
        body
    }

    /// The whole signed text. Refused when a line of it would not read back as it is.
    pub fn sign(&self, key: &LogKey, name: &str) -> Result<String, CheckpointFault> {
        self.check()?;
        Ok(SignedNote::sign(&self.to_note_body(), key, name)?.to_string())
    }

    /// Reads a signed checkpoint, provided this key signed it.
    pub fn parse_and_verify(text: &str, verifier: &VerifierKey) -> Result<Checkpoint, CheckpointFault> {
        let note = SignedNote::parse(text)?;
        Checkpoint::parse_body(note.verify(verifier)?)
    }

    /// Number of the last journal entry and the chain's head at that moment, if stated.
    pub fn journal(&self) -> Option<(i64, Hash)> {
        self.extensions.iter().find_map(|line| chain::parse_journal_extension(line))
    }

    fn parse_body(body: &str) -> Result<Checkpoint, CheckpointFault> {
        let body = body.strip_suffix('\n').unwrap_or(body);
        let mut lines = body.split('\n');
        let origin = lines.next().unwrap_or_default().to_owned();
        let size = lines.next().and_then(encoding::decimal).ok_or(CheckpointFault::Size)?;
        let root = lines.next().and_then(Hash::from_base64).ok_or(CheckpointFault::Root)?;
        let extensions = lines.map(str::to_owned).collect();
        let checkpoint = Checkpoint { origin, size, root, extensions };
        checkpoint.check()?;
        Ok(checkpoint)
    }

    fn check(&self) -> Result<(), CheckpointFault> {
        let is_line = |line: &str| !line.is_empty() && !line.contains('\n');
        if !is_line(&self.origin) {
            return Err(CheckpointFault::Origin);
        }
        match self.extensions.iter().position(|line| !is_line(line)) {
            Some(place) => Err(CheckpointFault::Extension(place + 1)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    const ORIGIN: &str = "hdnd.caobang.gov.vn/so-cong-khai";

    fn checkpoint() -> Checkpoint {
        let extensions = vec![chain::journal_extension(1_204, chain::next(chain::START, b"entry"))];
        Checkpoint { origin: ORIGIN.to_owned(), size: 0, root: tree::empty_root(), extensions }
    }

    fn signed(body: &str) -> Result<Checkpoint, CheckpointFault> {
        let key = LogKey::from_seed([9; 32]);
        let note = SignedNote::sign(body, &key, ORIGIN).unwrap().to_string();
        Checkpoint::parse_and_verify(&note, &key.verifier(ORIGIN).unwrap())
    }

    #[test]
    fn the_body_is_origin_size_root_and_journal_a_line_each() {
        assert_eq!(
            checkpoint().to_note_body(),
            "hdnd.caobang.gov.vn/so-cong-khai\n\
             0\n\
             47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\
             journal 1204 d1c3644b333ddd085b862ba1b71bb29f4f423852acf391a35d5e928d99bdea97\n"
        );
    }

    #[test]
    fn a_signed_checkpoint_reads_back_with_its_journal_head() {
        let read = signed(&checkpoint().to_note_body()).unwrap();
        assert_eq!(read, checkpoint());
        assert_eq!(read.journal(), Some((1_204, chain::next(chain::START, b"entry"))));
    }

    #[test]
    fn a_signed_text_that_is_no_checkpoint_is_refused() {
        let root = tree::empty_root().to_base64();
        assert_eq!(signed("\n1\nx\n"), Err(CheckpointFault::Root));
        assert_eq!(signed(&format!("\n1\n{root}\n")), Err(CheckpointFault::Origin));
        assert_eq!(signed("so\n"), Err(CheckpointFault::Size));
        assert_eq!(signed(&format!("so\n01\n{root}\n")), Err(CheckpointFault::Size));
        assert_eq!(signed("so\n1\n"), Err(CheckpointFault::Root));
        assert_eq!(signed(&format!("so\n1\n{root}\n\nmột\n")), Err(CheckpointFault::Extension(1)));
    }

    #[test]
    fn a_line_break_in_the_origin_cannot_forge_another_size() {
        let key = LogKey::from_seed([9; 32]);
        let forged = Checkpoint { origin: format!("{ORIGIN}\n999"), ..checkpoint() };
        assert_eq!(forged.sign(&key, ORIGIN), Err(CheckpointFault::Origin));
        let forged = Checkpoint { extensions: vec!["một".to_owned(), "a\nb".to_owned()], ..checkpoint() };
        assert_eq!(forged.sign(&key, ORIGIN), Err(CheckpointFault::Extension(2)));
    }
}
