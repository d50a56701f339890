//! A proof that fits on a sheet of paper: leaf index, hashes and signed checkpoint in one text
//! (C2SP tlog-proof, c2sp.org/tlog-proof), checked without the office and without a network.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointFault};
use crate::encoding;
use crate::hash::Hash;
use crate::key::VerifierKey;
use crate::tree::{self, ProofFault};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// A tree of 2⁶⁴ leaves has no longer path.
const HASHES_MAX: usize = 64;

/// Proof that one leaf is in the log which a checkpoint describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// Bytes handed along with the proof. Not covered by the signature: believe them only after
    /// hashing them to the leaf.
    pub extra: Option<Vec<u8>>,
    /// Place of the leaf in the log, from 0.
    pub index: u64,
    /// From the leaf's sibling upwards (see [`tree::inclusion_proof`]).
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, word for word.
    pub checkpoint: String,
}

/// Why a proof cannot be read or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofTextFault {
    /// The first line is another.
    #[error("tệp không phải bằng chứng ghi sổ: dòng đầu phải là {HEADER}")]
    Header,
    /// The line `extra` does not hold base64.
    #[error("bằng chứng có dòng dữ liệu kèm theo sai cấu trúc")]
    Extra,
    /// The line `index` is missing or holds no number.
    #[error("bằng chứng thiếu số thứ tự của bản ghi")]
    Index,
    /// A line is not a hash in base64, or there are more than any tree needs.
    #[error("bằng chứng có mã băm thứ {0} không đọc được")]
    Hash(usize),
    /// No blank line, so no checkpoint.
    #[error("bằng chứng thiếu điểm chốt")]
    NoCheckpoint,
    /// The checkpoint is not believed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFault),
    /// The leaf is not shown to be under the checkpoint's root.
    #[error(transparent)]
    Proof(#[from] ProofFault),
}

impl InclusionProof {
    /// Checks that `leaf` is in the log of this key, and says at which checkpoint.
    pub fn verify(&self, leaf: Hash, verifier: &VerifierKey) -> Result<Checkpoint, ProofTextFault> {
        let checkpoint = Checkpoint::parse_and_verify(&self.checkpoint, verifier)?;
        tree::verify_inclusion(leaf, self.index, checkpoint.size, &self.hashes, checkpoint.root)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for InclusionProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", encoding::to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for InclusionProof {
    type Err = ProofTextFault;

    /// Reads the text's form; [`InclusionProof::verify`] checks what it says.
    fn from_str(text: &str) -> Result<InclusionProof, ProofTextFault> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ProofTextFault::NoCheckpoint)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(ProofTextFault::Header);
        }
        let extra = match lines.next_if(|line| line.starts_with("extra")) {
            Some(line) => Some(read_extra(line).ok_or(ProofTextFault::Extra)?),
            None => None,
        };
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(encoding::decimal).ok_or(ProofTextFault::Index)?;
        let mut hashes = Vec::new();
        for (place, line) in lines.enumerate() {
            let hash = Hash::from_base64(line).filter(|_| place < HASHES_MAX);
            hashes.push(hash.ok_or(ProofTextFault::Hash(place + 1))?);
        }
        Ok(InclusionProof { extra, index, hashes, checkpoint: checkpoint.to_owned() })
    }
}

fn read_extra(line: &str) -> Option<Vec<u8>> {
    encoding::from_base64(line.strip_prefix("extra ")?)
}
