//! Signed notes, checkpoints, proofs and saved trees of the public log.
#![no_main]

use ledger::{InclusionProof, LogKey, SignedNote, Tree};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(tree) = Tree::from_bytes(bytes) {
        assert_eq!(tree.to_bytes(), bytes, "a tree is written in one way");
        let _ = tree.root();
    }
    let Ok(words) = std::str::from_utf8(bytes) else { return };
    let verifier = LogKey::from_seed([7; 32]).verifier("thu.example/so").expect("a key");
    if let Ok(note) = SignedNote::parse(words) {
        assert_eq!(SignedNote::parse(&note.to_string()).as_ref(), Ok(&note));
        // Nobody has the key here
        assert!(note.verify(&verifier).is_err());
    }
    if let Ok(proof) = words.parse::<InclusionProof>() {
        assert_eq!(proof.to_string().parse::<InclusionProof>().as_ref(), Ok(&proof));
        assert!(proof.verify(ledger::leaf_hash(bytes), &verifier).is_err());
    }
});
