//! One changed bit anywhere, and the proof is refused.

use ledger::tree::{consistency_proof, inclusion_proof, root, verify_consistency, verify_inclusion};
use ledger::{
    Checkpoint, CheckpointFault, Hash, InclusionProof, LogKey, NoteFault, ProofFault, ProofTextFault,
    VerifierKey, leaf_hash,
};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::{cases, leaves};

const ORIGIN: &str = "hdnd.caobang.gov.vn/so-cong-khai";

fn key() -> LogKey {
    LogKey::from_seed([3; 32])
}

fn verifier() -> VerifierKey {
    key().verifier(ORIGIN).unwrap()
}

fn checkpoint(leaves: &[Hash]) -> Checkpoint {
    let extensions = vec![ledger::chain::journal_extension(7, leaf_hash(b"journal"))];
    Checkpoint { origin: ORIGIN.to_owned(), size: leaves.len() as u64, root: root(leaves), extensions }
}

fn proof(size: u64, index: u64) -> InclusionProof {
    let leaves = leaves(size);
    InclusionProof {
        extra: None,
        index,
        hashes: inclusion_proof(&leaves, index, size).unwrap(),
        checkpoint: checkpoint(&leaves).sign(&key(), ORIGIN).unwrap(),
    }
}

fn flipped(hash: Hash, bit: usize) -> Hash {
    let mut changed = hash;
    changed.0[bit / 8] ^= 1 << (bit % 8);
    changed
}

#[test]
fn a_delegate_checks_a_proof_with_nothing_but_the_sheet_and_the_key() {
    let text = proof(13, 6).to_string();
    let read: InclusionProof = text.parse().unwrap();
    let shown = read.verify(leaves(13)[6], &verifier()).unwrap();
    assert_eq!(shown, checkpoint(&leaves(13)));
    assert_eq!(read.to_string(), text);
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 6\n"));
}

#[test]
fn a_log_of_one_leaf_has_a_proof_without_hashes() {
    let text = proof(1, 0).to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nhdnd.caobang.gov.vn"));
    assert!(text.parse::<InclusionProof>().unwrap().verify(leaves(1)[0], &verifier()).is_ok());
}

#[test]
fn bytes_handed_along_with_a_proof_read_back() {
    let with_extra = InclusionProof { extra: Some("bản ghi".as_bytes().to_vec()), ..proof(5, 4) };
    assert_eq!(with_extra.to_string().parse(), Ok(with_extra));
}

#[test]
fn a_proof_for_another_leaf_place_or_key_is_refused() {
    let sheet = proof(13, 6);
    let leaf = leaves(13)[6];
    let differs = Err(ProofTextFault::Proof(ProofFault::RootDiffers));
    assert_eq!(sheet.verify(leaves(13)[5], &verifier()), differs);
    assert_eq!(InclusionProof { index: 7, ..sheet.clone() }.verify(leaf, &verifier()), differs);
    let other = LogKey::from_seed([4; 32]).verifier(ORIGIN).unwrap();
    let not_signed = ProofTextFault::Checkpoint(CheckpointFault::Note(NoteFault::NotSigned));
    assert_eq!(sheet.verify(leaf, &other), Err(not_signed));
    assert_eq!(not_signed.to_string(), "không có chữ ký của khóa cần kiểm tra");
}

#[test]
fn a_misshapen_proof_says_what_is_wrong() {
    let text = proof(3, 1).to_string();
    let read = |from: &str, to: &str| text.replacen(from, to, 1).parse::<InclusionProof>();
    assert_eq!("".parse::<InclusionProof>(), Err(ProofTextFault::NoCheckpoint));
    assert_eq!(read("@v1", "@v2"), Err(ProofTextFault::Header));
    assert_eq!(read("index 1", "index 01"), Err(ProofTextFault::Index));
    assert_eq!(read("index 1\n", ""), Err(ProofTextFault::Index));
    assert_eq!(read("index 1", "extra !\nindex 1"), Err(ProofTextFault::Extra));
    assert_eq!(read("index 1\n", "index 1\nAAAA\n"), Err(ProofTextFault::Hash(1)));
    let too_many = format!("index 1\n{}", format!("{}\n", leaf_hash(b"").to_base64()).repeat(65));
    assert_eq!(read("index 1\n", &too_many), Err(ProofTextFault::Hash(65)));
}

#[test]
fn a_checkpoint_with_a_bit_changed_in_any_byte_is_refused() {
    let verifier = verifier();
    let note = checkpoint(&leaves(13)).sign(&key(), ORIGIN).unwrap();
    assert!(Checkpoint::parse_and_verify(&note, &verifier).is_ok());
    for place in 0..note.len() {
        let mut bytes = note.clone().into_bytes();
        // A bit of each byte, in turn: all of them would take fifteen seconds of curve arithmetic.
        bytes[place] ^= 1 << (place % 7);
        // What is no longer UTF-8 cannot even be handed in.
        if let Ok(changed) = String::from_utf8(bytes) {
            assert!(Checkpoint::parse_and_verify(&changed, &verifier).is_err(), "{changed}");
        }
    }
}

#[test]
fn a_proof_text_with_a_bit_changed_in_any_byte_is_refused() {
    let (leaf, verifier) = (leaves(13)[6], verifier());
    let text = proof(13, 6).to_string();
    for place in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[place] ^= 1 << (place % 7);
        let read = String::from_utf8(bytes).ok().and_then(|text| text.parse::<InclusionProof>().ok());
        assert!(read.is_none_or(|read| read.verify(leaf, &verifier).is_err()), "byte {place}");
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn an_inclusion_proof_with_one_flipped_bit_is_refused(
        size in 1_u64..300, index in any::<Index>(), place in any::<Index>(), bit in 0_usize..256,
    ) {
        let leaves = leaves(size);
        let at = index.index(leaves.len());
        let (leaf, top) = (leaves[at], root(&leaves));
        let index = at as u64;
        let proof = inclusion_proof(&leaves, index, size).unwrap();
        prop_assert_eq!(verify_inclusion(leaf, index, size, &proof, top), Ok(()));
        prop_assert!(verify_inclusion(flipped(leaf, bit), index, size, &proof, top).is_err());
        prop_assert!(verify_inclusion(leaf, index, size, &proof, flipped(top, bit)).is_err());
        prop_assert!(verify_inclusion(leaf, index ^ (1 << (bit % 64)), size, &proof, top).is_err());
        if !proof.is_empty() {
            let mut changed = proof;
            let place = place.index(changed.len());
            changed[place] = flipped(changed[place], bit);
            prop_assert!(verify_inclusion(leaf, index, size, &changed, top).is_err());
        }
    }

    #[test]
    fn a_consistency_proof_with_one_flipped_bit_is_refused(
        new in 2_u64..300, old in any::<Index>(), place in any::<Index>(), bit in 0_usize..256,
    ) {
        let leaves = leaves(new);
        let old = 1 + old.index(leaves.len() - 1);
        let (old_root, new_root) = (root(&leaves[..old]), root(&leaves));
        let old = old as u64;
        let proof = consistency_proof(&leaves, old, new).unwrap();
        prop_assert_eq!(verify_consistency(old, old_root, new, new_root, &proof), Ok(()));
        prop_assert!(verify_consistency(old, flipped(old_root, bit), new, new_root, &proof).is_err());
        prop_assert!(verify_consistency(old, old_root, new, flipped(new_root, bit), &proof).is_err());
        let mut changed = proof;
        let place = place.index(changed.len());
        changed[place] = flipped(changed[place], bit);
        prop_assert!(verify_consistency(old, old_root, new, new_root, &changed).is_err());
    }

    #[test]
    fn no_text_makes_a_reader_fall_over(text in "(— |[a+ /=\\n0-9A-Z]|ộ|index |journal |tile/|\\.p/){0,60}") {
        let _ = text.parse::<InclusionProof>();
        let _ = text.parse::<VerifierKey>();
        let _ = text.parse::<ledger::Tile>();
        let _ = text.parse::<Hash>();
        let _ = ledger::chain::parse_journal_extension(&text);
        prop_assert!(Checkpoint::parse_and_verify(&text, &verifier()).is_err());
    }

    #[test]
    fn a_stored_tree_of_any_bytes_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(tree) = ledger::Tree::from_bytes(&bytes) {
            prop_assert_eq!(tree.to_bytes(), bytes);
        }
    }
}
