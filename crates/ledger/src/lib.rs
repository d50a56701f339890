//! Proof that the record was not rewritten: journal chain, Merkle tree, signed checkpoints, proofs.
//!
//! Every deed is an entry of the journal, whose entries are chained ([`chain`]). Every public deed
//! is also a leaf of the public log: a Merkle tree ([`tree`]) whose head is signed as a checkpoint
//! ([`checkpoint`]) and copied outside the office. Anyone who keeps a checkpoint can later show
//! whether a leaf was in the log ([`proof`]) and whether the log only grew.
//!
//! Invariant: no IO. The log shows that something *was recorded*, not that it is *true*, and what
//! came after the last checkpoint kept outside the office can still be rewritten.

pub mod canonical;
pub mod chain;
pub mod checkpoint;
mod encoding;
pub mod hash;
pub mod key;
pub mod note;
pub mod proof;
pub mod tile;
pub mod tree;

pub use canonical::{Canonical, Value, salted};
pub use checkpoint::{Checkpoint, CheckpointFault};
pub use hash::{Hash, leaf_hash, node_hash, sha256};
pub use key::{KeyFault, LogKey, VerifierKey};
pub use note::{NoteFault, SignedNote};
pub use proof::{InclusionProof, ProofTextFault};
pub use tile::Tile;
pub use tree::{ProofFault, Tree};
