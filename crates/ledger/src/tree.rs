//! The Merkle tree of the public log: append, root, inclusion and consistency proofs.
//!
//! Hashing and proofs follow RFC 6962, section 2.1; verification follows RFC 9162, sections
//! 2.1.3.2 and 2.1.4.2, which spell out the same proofs step by step.

use thiserror::Error;

use crate::hash::{self, Hash, node_hash};

/// Why a proof cannot be made or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofFault {
    /// The index lies outside the tree.
    #[error("bản ghi số {index} không có trong sổ gồm {size} bản ghi")]
    IndexOutside {
        /// Place of the leaf, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The leaves at hand are fewer than the tree asked about, or the older tree is the larger.
    #[error("sổ chỉ có {available} bản ghi, không đủ {asked} bản ghi được hỏi")]
    TooFewLeaves {
        /// Leaves at hand.
        available: u64,
        /// Leaves asked about.
        asked: u64,
    },
    /// The proof has too many or too few hashes for these sizes.
    #[error("bằng chứng thiếu hoặc thừa mã băm")]
    WrongLength,
    /// The proof leads to another root: leaf, proof or root was changed.
    #[error("bằng chứng không khớp với mã băm gốc của sổ")]
    RootDiffers,
}

/// A stored frontier that cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("trạng thái cây băm đã lưu bị hỏng")]
pub struct FrontierFault;

/// The tree reduced to what appending needs: its size and the roots of its full subtrees, from
/// the largest (left) to the smallest. At most 64 hashes, whatever the size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    size: u64,
    frontier: Vec<Hash>,
}

impl Tree {
    /// The empty tree.
    pub fn new() -> Tree {
        Tree::default()
    }

    /// Appends a leaf hash (see [`crate::leaf_hash`]) and returns its index, from 0.
    pub fn append(&mut self, leaf: Hash) -> u64 {
        let index = self.size;
        let mut right = leaf;
        // Each trailing one bit of the old size is a full subtree that the new leaf completes.
        for _ in 0..index.trailing_ones() {
            if let Some(left) = self.frontier.pop() {
                right = node_hash(left, right);
            }
        }
        self.frontier.push(right);
        self.size += 1;
        index
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree; SHA-256 of nothing when it is empty (RFC 6962, section 2.1).
    pub fn root(&self) -> Hash {
        let from_the_right = self.frontier.iter().rev().copied();
        from_the_right.reduce(|right, left| node_hash(left, right)).unwrap_or_else(empty_root)
    }

    /// State to be stored: size (8 bytes, big-endian), then the frontier's hashes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        bytes.extend(self.frontier.iter().flat_map(|hash| hash.0));
        bytes
    }

    /// Reads what [`Tree::to_bytes`] wrote. Whether the hashes are right only the root can tell.
    pub fn from_bytes(bytes: &[u8]) -> Result<Tree, FrontierFault> {
        let (size, hashes) = bytes.split_first_chunk::<8>().ok_or(FrontierFault)?;
        let size = u64::from_be_bytes(*size);
        let (frontier, rest) = hashes.as_chunks::<32>();
        let fits = rest.is_empty() && frontier.len() as u64 == u64::from(size.count_ones());
        // The last size has no successor, so such a tree could not take another leaf.
        if !fits || size == u64::MAX {
            return Err(FrontierFault);
        }
        Ok(Tree { size, frontier: frontier.iter().copied().map(Hash).collect() })
    }
}

impl Extend<Hash> for Tree {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        for leaf in leaves {
            self.append(leaf);
        }
    }
}

/// Root of the tree without leaves.
pub fn empty_root() -> Hash {
    hash::sha256(b"")
}

/// Root of the tree over all these leaf hashes (MTH of RFC 6962, section 2.1).
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = split(leaves);
            node_hash(root(left), root(right))
        }
    }
}

/// Proof that leaf `index` is in the tree of the first `size` leaves, the leaf's sibling first
/// (PATH of RFC 6962, section 2.1.1).
pub fn inclusion_proof(leaves: &[Hash], index: u64, size: u64) -> Result<Vec<Hash>, ProofFault> {
    let leaves = first(leaves, size)?;
    let place = usize::try_from(index).ok().filter(|place| *place < leaves.len());
    let Some(mut place) = place else {
        return Err(ProofFault::IndexOutside { index, size });
    };
    let mut proof = Vec::new();
    let mut subtree = leaves;
    while subtree.len() > 1 {
        let (left, right) = split(subtree);
        if place < left.len() {
            proof.push(root(right));
            subtree = left;
        } else {
            proof.push(root(left));
            place -= left.len();
            subtree = right;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Proof that the tree of the first `new` leaves begins with the tree of the first `old` ones
/// (PROOF of RFC 6962, section 2.1.2). Empty when `old` is 0 or equal to `new`.
pub fn consistency_proof(leaves: &[Hash], old: u64, new: u64) -> Result<Vec<Hash>, ProofFault> {
    let leaves = first(leaves, new)?;
    let mut old_left = first(leaves, old)?.len();
    if old_left == 0 {
        return Ok(Vec::new());
    }
    let mut proof = Vec::new();
    let mut subtree = leaves;
    // The verifier knows the old root, so it is left out while nothing stood to its left.
    let mut is_old_root = true;
    while old_left < subtree.len() {
        let (left, right) = split(subtree);
        if old_left <= left.len() {
            proof.push(root(right));
            subtree = left;
        } else {
            proof.push(root(left));
            old_left -= left.len();
            subtree = right;
            is_old_root = false;
        }
    }
    if !is_old_root {
        proof.push(root(subtree));
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `leaf` is number `index` of the `size` leaves under `root`.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: Hash,
) -> Result<(), ProofFault> {
    if size <= index {
        return Err(ProofFault::IndexOutside { index, size });
    }
    let mut node = index;
    let mut last = size - 1;
    let mut found = leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofFault::WrongLength);
        }
        if node & 1 == 1 || node == last {
            found = node_hash(*sibling, found);
            climb_to_right_child(&mut node, &mut last);
        } else {
            found = node_hash(found, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofFault::WrongLength);
    }
    if found == root { Ok(()) } else { Err(ProofFault::RootDiffers) }
}

/// Checks that the log of `new_size` leaves under `new_root` begins with the log of `old_size`
/// leaves under `old_root`: nothing recorded was changed or taken out in between.
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofFault> {
    if new_size < old_size {
        return Err(ProofFault::TooFewLeaves { available: new_size, asked: old_size });
    }
    if old_size == 0 || old_size == new_size {
        let expected = if old_size == 0 { empty_root() } else { new_root };
        let new_is_right = 0 < new_size || new_root == empty_root();
        return match proof {
            [] if old_root == expected && new_is_right => Ok(()),
            [] => Err(ProofFault::RootDiffers),
            _ => Err(ProofFault::WrongLength),
        };
    }
    // A full old tree is itself the first node; its root is not sent along.
    let (seed, rest) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else {
        let (seed, rest) = proof.split_first().ok_or(ProofFault::WrongLength)?;
        (*seed, rest)
    };
    let (old_found, new_found) = climb_consistency(old_size, new_size, seed, rest)?;
    if old_found == old_root && new_found == new_root { Ok(()) } else { Err(ProofFault::RootDiffers) }
}

/// Rebuilds the old and the new root from the node that both trees share.
fn climb_consistency(
    old_size: u64,
    new_size: u64,
    seed: Hash,
    proof: &[Hash],
) -> Result<(Hash, Hash), ProofFault> {
    let mut node = old_size - 1;
    let mut last = new_size - 1;
    let shared = node.trailing_ones();
    node >>= shared;
    last >>= shared;
    let (mut old_found, mut new_found) = (seed, seed);
    for sibling in proof {
        if last == 0 {
            return Err(ProofFault::WrongLength);
        }
        if node & 1 == 1 || node == last {
            old_found = node_hash(*sibling, old_found);
            new_found = node_hash(*sibling, new_found);
            climb_to_right_child(&mut node, &mut last);
        } else {
            new_found = node_hash(new_found, *sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last == 0 { Ok((old_found, new_found)) } else { Err(ProofFault::WrongLength) }
}

/// A node on the right edge without a sibling rises unhashed to the level where it is a right
/// child, or to the top.
fn climb_to_right_child(node: &mut u64, last: &mut u64) {
    while *node & 1 == 0 && *node != 0 {
        *node >>= 1;
        *last >>= 1;
    }
}

/// The first `size` leaves.
fn first(leaves: &[Hash], size: u64) -> Result<&[Hash], ProofFault> {
    let too_few = ProofFault::TooFewLeaves { available: leaves.len() as u64, asked: size };
    let size = usize::try_from(size).map_err(|_| too_few)?;
    leaves.get(..size).ok_or(too_few)
}

/// Splits at the largest power of two below the length; asks for two leaves or more.
fn split(leaves: &[Hash]) -> (&[Hash], &[Hash]) {
    leaves.split_at(leaves.len().div_ceil(2).next_power_of_two())
}
