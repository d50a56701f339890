//! The tree against the vectors of Certificate Transparency and against `ct-merkle`.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::tree::{
    consistency_proof, empty_root, inclusion_proof, root, verify_consistency, verify_inclusion,
};
use ledger::{Hash, ProofFault, Tree, leaf_hash, sha256};
use sha2::Sha256;

use crate::leaves;

/// Leaves and roots of the reference tests of Certificate Transparency
/// (google/certificate-transparency, Apache-2.0): root after 0, 1 … 8 leaves.
const VECTOR_LEAVES: [&[u8]; 8] =
    [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"];
const VECTOR_ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hash(hexadecimal: &str) -> Hash {
    hexadecimal.parse().unwrap()
}

fn vector_leaves() -> Vec<Hash> {
    VECTOR_LEAVES.iter().map(|data| leaf_hash(data)).collect()
}

#[test]
fn the_roots_of_certificate_transparency_come_out() {
    let leaves = vector_leaves();
    let mut tree = Tree::new();
    assert_eq!(empty_root(), sha256(b""));
    for size in 0..=8 {
        assert_eq!(tree.root(), hash(VECTOR_ROOTS[size]), "{size}");
        assert_eq!(root(&leaves[..size]), hash(VECTOR_ROOTS[size]), "{size}");
        tree.extend(leaves.get(size).copied());
    }
}

#[test]
fn the_proofs_of_certificate_transparency_come_out() {
    let leaves = vector_leaves();
    let inclusion = [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(inclusion_proof(&leaves, 5, 8), Ok(inclusion.map(hash).to_vec()));
    let consistency = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(consistency_proof(&leaves, 6, 8), Ok(consistency.map(hash).to_vec()));
}

#[test]
fn roots_and_inclusion_proofs_equal_those_of_another_implementation_up_to_200_leaves() {
    let leaves = leaves(200);
    let mut ours = Tree::new();
    let mut theirs = MemoryBackedTree::<Sha256, [u8; 8]>::new();
    for size in 1..=200_u64 {
        ours.append(leaves[usize::try_from(size - 1).unwrap()]);
        theirs.push((size - 1).to_be_bytes());
        assert_eq!(ours.root().as_bytes().as_slice(), theirs.root().as_bytes().as_slice(), "{size}");
        assert_eq!(ours.root(), root(&leaves[..usize::try_from(size).unwrap()]));
        for index in [0, size / 3, size / 2, size - 1] {
            let proof = inclusion_proof(&leaves, index, size).unwrap();
            let expected = theirs.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(joined(&proof), expected.as_bytes(), "{index} of {size}");
            let leaf = leaves[usize::try_from(index).unwrap()];
            assert_eq!(verify_inclusion(leaf, index, size, &proof, ours.root()), Ok(()));
        }
    }
}

#[test]
fn consistency_proofs_equal_those_of_another_implementation_up_to_200_leaves() {
    let leaves = leaves(200);
    let mut theirs = MemoryBackedTree::<Sha256, [u8; 8]>::new();
    for new in 1..=200_usize {
        theirs.push((new as u64 - 1).to_be_bytes());
        for old in [1, new / 3, new / 2, new - 1].into_iter().filter(|old| (1..new).contains(old)) {
            let proof = consistency_proof(&leaves, old as u64, new as u64).unwrap();
            let expected = theirs.prove_consistency(new - old);
            assert_eq!(joined(&proof), expected.as_bytes(), "{old} to {new}");
        }
    }
}

fn joined(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(|hash| hash.0).collect()
}

#[test]
fn every_earlier_log_up_to_64_leaves_is_shown_to_be_the_beginning_of_every_later_one() {
    let leaves = leaves(64);
    let roots: Vec<Hash> = (0..=64).map(|size| root(&leaves[..size])).collect();
    for new in 0..=64_usize {
        for old in 0..=new {
            let proof = consistency_proof(&leaves, old as u64, new as u64).unwrap();
            let verify =
                |old_root, new_root| verify_consistency(old as u64, old_root, new as u64, new_root, &proof);
            assert_eq!(verify(roots[old], roots[new]), Ok(()), "{old} to {new}");
            let other = leaf_hash(b"other");
            assert_eq!(verify(other, roots[new]), Err(ProofFault::RootDiffers), "{old} to {new}");
            if 0 < old || new == 0 {
                assert_eq!(verify(roots[old], other), Err(ProofFault::RootDiffers), "{old} to {new}");
            }
        }
    }
}

#[test]
fn a_log_that_shrank_is_not_consistent() {
    let leaves = leaves(5);
    let fault = ProofFault::TooFewLeaves { available: 4, asked: 5 };
    assert_eq!(verify_consistency(5, root(&leaves), 4, root(&leaves[..4]), &[]), Err(fault));
    assert_eq!(consistency_proof(&leaves[..4], 5, 4), Err(fault));
    assert_eq!(consistency_proof(&leaves[..4], 1, 5), Err(fault));
}

#[test]
fn a_leaf_outside_the_log_has_no_proof() {
    let leaves = leaves(5);
    let fault = ProofFault::IndexOutside { index: 5, size: 5 };
    assert_eq!(inclusion_proof(&leaves, 5, 5), Err(fault));
    assert_eq!(verify_inclusion(leaves[0], 5, 5, &[], root(&leaves)), Err(fault));
    assert_eq!(fault.to_string(), "bản ghi số 5 không có trong sổ gồm 5 bản ghi");
}

#[test]
fn a_proof_with_a_hash_too_few_or_too_many_is_refused() {
    let leaves = leaves(11);
    for (index, leaf) in (0..11).zip(&leaves) {
        let proof = inclusion_proof(&leaves, index, 11).unwrap();
        let verify = |proof: &[Hash]| verify_inclusion(*leaf, index, 11, proof, root(&leaves));
        assert_eq!(verify(&proof[1..]), Err(ProofFault::WrongLength));
        assert_eq!(verify(&[proof, vec![*leaf]].concat()), Err(ProofFault::WrongLength));
    }
    for old in 1..11 {
        let proof = consistency_proof(&leaves, old, 11).unwrap();
        let old_root = root(&leaves[..usize::try_from(old).unwrap()]);
        let verify = |proof: &[Hash]| verify_consistency(old, old_root, 11, root(&leaves), proof);
        assert!(verify(&proof[1..]).is_err());
        assert_eq!(verify(&[proof, vec![old_root]].concat()), Err(ProofFault::WrongLength));
    }
}

#[test]
fn a_tree_stored_and_read_again_grows_as_if_nothing_happened() {
    let leaves = leaves(130);
    let mut kept = Tree::new();
    for (place, leaf) in leaves.iter().enumerate() {
        let mut read = Tree::from_bytes(&kept.to_bytes()).unwrap();
        assert_eq!(read, kept);
        assert_eq!(read.append(*leaf), place as u64);
        kept.append(*leaf);
        assert_eq!(read.root(), kept.root());
        assert_eq!(read.size(), place as u64 + 1);
    }
}

#[test]
fn a_stored_tree_that_lost_bytes_is_refused() {
    let mut tree = Tree::new();
    tree.extend(leaves(7));
    let bytes = tree.to_bytes();
    assert_eq!(bytes.len(), 8 + 3 * 32);
    for size in 0..bytes.len() {
        assert!(Tree::from_bytes(&bytes[..size]).is_err(), "{size}");
    }
    assert!(Tree::from_bytes(&[bytes, vec![0; 32]].concat()).is_err());
    assert!(Tree::from_bytes(&[0xff; 8 + 64 * 32]).is_err());
}
