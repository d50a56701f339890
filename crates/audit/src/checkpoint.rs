//! Signing where the journal stands.

use kernel::Entropy;
use kit::Ctx;
use ledger::{Checkpoint, LogKey, VerifierKey};

use crate::entry::Head;
use crate::store;

/// The key that signs checkpoints, and the log's name.
#[derive(Debug)]
pub struct KeyRing {
    key: LogKey,
    origin: String,
}

impl KeyRing {
    /// The key from its 32 secret bytes. `origin` names the log, without spaces and `+`.
    pub fn new(seed: [u8; 32], origin: &str) -> Self {
        Self { key: LogKey::from_seed(seed), origin: origin.to_owned() }
    }

    /// A new secret for a key.
    pub fn new_seed() -> [u8; 32] {
        Entropy::secret()
    }

    /// What others need to verify our checkpoints.
    pub fn verifier(&self) -> Result<VerifierKey, ledger::KeyFault> {
        self.key.verifier(&self.origin)
    }
}

/// Signs a checkpoint when the journal has grown since the last; returns its text.
pub fn seal(ctx: &mut Ctx<'_>, keys: &KeyRing) -> Result<Option<String>, kit::Problem> {
    let head = Head::load(ctx.tx)?;
    let last = store::last_checkpoint(ctx.tx)?.map_or(0, |(seq, _, _)| seq);
    if head.seq == last {
        return Ok(None);
    }
    let checkpoint = Checkpoint {
        origin: keys.origin.clone(),
        size: head.tree.size(),
        root: head.tree.root(),
        extensions: vec![ledger::chain::journal_extension(head.seq, head.chain)],
    };
    let note = checkpoint
        .sign(&keys.key, &keys.origin)
        .map_err(|fault| kit::Problem::Internal(format!("checkpoint: {fault}")))?;
    store::insert_checkpoint(ctx.tx, head.seq, ctx.now, &note)?;
    Ok(Some(note))
}

/// The newest checkpoint's text.
pub fn latest_note(tx: &mut db::Tx) -> db::Result<Option<String>> {
    Ok(store::last_checkpoint(tx)?.map(|(_, _, note)| note))
}
