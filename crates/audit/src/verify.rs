//! Holding the database against its journal and a checkpoint, offline.

use std::collections::HashMap;

use db::{Tx, Value};
use ledger::{Checkpoint, Hash, VerifierKey};

use crate::entry::{Entry, Head, RowHash, hash_of, hash_row};
use crate::store;

/// The first thing that is wrong, by name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// The numbers do not follow one another.
    #[error("nhật ký thiếu mục số {0}")]
    Missing(i64),
    /// The entry's content is not what was chained.
    #[error("mục nhật ký số {seq} ({label}) đã bị sửa")]
    EntryChanged {
        /// Its number.
        seq: i64,
        /// What it is about.
        label: String,
    },
    /// A row is not what its newest entry says.
    #[error("bản ghi {table} {id} khác với nhật ký (mục số {seq})")]
    RowChanged {
        /// The table.
        table: String,
        /// The row.
        id: String,
        /// The newest entry about it.
        seq: i64,
    },
    /// A row is gone that the journal says is there.
    #[error("bản ghi {table} {id} đã bị xóa ngoài hệ thống (mục nhật ký số {seq})")]
    RowGone {
        /// The table.
        table: String,
        /// The row.
        id: String,
        /// The newest entry about it.
        seq: i64,
    },
    /// A row is there that no entry knows.
    #[error("bản ghi {table} {id} không có trong nhật ký")]
    RowUnknown {
        /// The table.
        table: String,
        /// The row.
        id: String,
    },
    /// The state that new entries build on is not where the journal ends.
    #[error("điểm nối của nhật ký (log_head) khác với mục cuối")]
    HeadChanged,
    /// A stored checkpoint was not signed by the log's key, or was changed.
    #[error("điểm kiểm tra tại mục số {seq} không hợp lệ: {fault}")]
    CheckpointBad {
        /// The entry it was made after.
        seq: i64,
        /// Why.
        fault: String,
    },
    /// The journal is not a continuation of the checkpoint.
    #[error("nhật ký không nối tiếp điểm kiểm tra: {0}")]
    NotContinued(String),
    /// A value could not be read at all.
    #[error("không đọc được {0}")]
    Unreadable(String),
}

/// What was held to be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// Journal entries.
    pub entries: i64,
    /// Leaves of the public log.
    pub leaves: u64,
    /// Rows of recorded tables.
    pub rows: u64,
    /// Checkpoints, stored and given.
    pub checkpoints: usize,
}

/// What the journal last said of a row.
struct Known {
    seq: i64,
    salt: Vec<u8>,
    after: Option<Hash>,
}

const BATCH: i64 = 2_000;

/// Checks the chain, the public log, every recorded row and every checkpoint; `outside` are
/// checkpoints kept elsewhere. Stops at the first finding.
pub fn verify(
    tx: &mut Tx,
    verifier: Option<&VerifierKey>,
    outside: &[String],
) -> db::Result<Result<Verified, Finding>> {
    let mut walk = Walk::new(tx, verifier, outside)?;
    if let Err(finding) = walk.journal(tx)? {
        return Ok(Err(finding));
    }
    let mut done = walk.done;
    for table in schema::RECORDED {
        match rows(tx, table, &mut walk.known)? {
            Ok(count) => done.rows += count,
            Err(finding) => return Ok(Err(finding)),
        }
    }
    let mut gone: Vec<(&(String, String), &Known)> =
        walk.known.iter().filter(|(_, known)| known.after.is_some()).collect();
    gone.sort_by_key(|(_, known)| known.seq);
    if let Some(((table, id), known)) = gone.first() {
        return Ok(Err(Finding::RowGone { table: table.clone(), id: id.clone(), seq: known.seq }));
    }
    Ok(Ok(done))
}

struct Walk {
    head: Head,
    known: HashMap<(String, String), Known>,
    /// Checkpoints by the journal number they were made after.
    checkpoints: Vec<(i64, Result<Checkpoint, String>)>,
    done: Verified,
}

impl Walk {
    fn new(tx: &mut Tx, verifier: Option<&VerifierKey>, outside: &[String]) -> db::Result<Self> {
        let mut checkpoints = Vec::new();
        for (seq, _, note) in store::checkpoints(tx)? {
            checkpoints.push((seq, read_checkpoint(&note, verifier)));
        }
        for note in outside {
            let checkpoint = read_checkpoint(note, verifier);
            let seq = checkpoint.as_ref().ok().and_then(Checkpoint::journal).map_or(0, |(seq, _)| seq);
            checkpoints.push((seq, checkpoint));
        }
        Ok(Self { head: Head::empty(), known: HashMap::new(), checkpoints, done: Verified::default() })
    }

    fn journal(&mut self, tx: &mut Tx) -> db::Result<Result<(), Finding>> {
        loop {
            let entries = store::entries_from(tx, self.head.seq, BATCH)?;
            let (Some(first), Some(last)) = (entries.first(), entries.last()) else { break };
            let mut rows: HashMap<i64, Vec<RowHash>> = HashMap::new();
            for (seq, table, id, before, after) in store::rows_between(tx, first.seq, last.seq)? {
                let read = |bytes: Option<Vec<u8>>| bytes.map(|bytes| hash_of(&bytes)).transpose();
                let (Ok(before), Ok(after)) = (read(before), read(after)) else {
                    return Ok(Err(Finding::EntryChanged { seq, label: format!("{table} {id}") }));
                };
                rows.entry(seq).or_default().push(RowHash { table, id, before, after });
            }
            for entry in entries {
                let rows = rows.remove(&entry.seq).unwrap_or_default();
                if let Err(finding) = self.entry(entry, rows) {
                    return Ok(Err(finding));
                }
            }
        }
        let end = self.end(tx)?;
        Ok(end)
    }

    fn entry(&mut self, full: store::Full, rows: Vec<RowHash>) -> Result<(), Finding> {
        if full.seq != self.head.seq + 1 {
            return Err(Finding::Missing(self.head.seq + 1));
        }
        let changed = || Finding::EntryChanged { seq: full.seq, label: full.subject_label.clone() };
        let entry = Entry {
            seq: full.seq,
            at_ms: full.at_ms,
            actor_id: full.actor_id.clone(),
            actor_name: full.actor_name.clone(),
            role: full.role.clone(),
            organization_id: full.organization_id.clone(),
            action: full.action.clone(),
            kind: full.subject_kind.clone(),
            id: full.subject_id.clone(),
            label: full.subject_label.clone(),
            reason: full.reason.clone(),
            is_public: full.is_public,
            salt: full.salt.clone(),
        };
        let bytes = entry.canonical(&rows);
        self.head.chain = ledger::chain::next(self.head.chain, &bytes);
        if full.chain_sha256 != self.head.chain.as_bytes() {
            return Err(changed());
        }
        let leaf = full.is_public.then(|| ledger::leaf_hash(&bytes));
        if full.leaf_sha256.as_deref() != leaf.as_ref().map(|leaf| leaf.as_bytes().as_slice()) {
            return Err(changed());
        }
        let index = leaf.map(|leaf| self.head.tree.append(leaf));
        if full.leaf_index != index.and_then(|index| i64::try_from(index).ok()) {
            return Err(changed());
        }
        self.head.seq = full.seq;
        self.done.entries += 1;
        self.done.leaves = self.head.tree.size();
        for row in rows {
            let before = self.known.get(&(row.table.clone(), row.id.clone())).and_then(|known| known.after);
            if before != row.before {
                return Err(changed());
            }
            let known = Known { seq: full.seq, salt: full.salt.clone(), after: row.after };
            self.known.insert((row.table, row.id), known);
        }
        self.held_against_checkpoints()
    }

    /// Checkpoints made right after the entry just read must say where we are.
    fn held_against_checkpoints(&mut self) -> Result<(), Finding> {
        let here = self.head.seq;
        for (seq, checkpoint) in self.checkpoints.iter().filter(|(seq, _)| *seq == here) {
            let checkpoint = checkpoint
                .as_ref()
                .map_err(|fault| Finding::CheckpointBad { seq: *seq, fault: fault.clone() })?;
            let same_tree =
                checkpoint.size == self.head.tree.size() && checkpoint.root == self.head.tree.root();
            let same_chain = checkpoint.journal() == Some((here, self.head.chain));
            if !(same_tree && same_chain) {
                return Err(Finding::NotContinued(format!(
                    "điểm kiểm tra tại mục số {seq} cho kết quả khác"
                )));
            }
            self.done.checkpoints += 1;
        }
        Ok(())
    }

    fn end(&mut self, tx: &mut Tx) -> db::Result<Result<(), Finding>> {
        if let Some((seq, checkpoint)) = self
            .checkpoints
            .iter()
            .find(|(seq, checkpoint)| *seq > self.head.seq || *seq == 0 || checkpoint.is_err())
        {
            return Ok(Err(match checkpoint {
                Err(fault) => Finding::CheckpointBad { seq: *seq, fault: fault.clone() },
                Ok(_) => Finding::NotContinued(format!(
                    "nhật ký dừng ở mục số {}, điểm kiểm tra đã tới mục số {seq}",
                    self.head.seq
                )),
            }));
        }
        let stored = match Head::load(tx) {
            Ok(head) => head,
            Err(db::Error::Corrupt { .. }) => return Ok(Err(Finding::HeadChanged)),
            Err(error) => return Err(error),
        };
        let same = stored.seq == self.head.seq
            && stored.chain == self.head.chain
            && stored.tree.size() == self.head.tree.size()
            && stored.tree.root() == self.head.tree.root();
        Ok(if same { Ok(()) } else { Err(Finding::HeadChanged) })
    }
}

fn read_checkpoint(note: &str, verifier: Option<&VerifierKey>) -> Result<Checkpoint, String> {
    let Some(verifier) = verifier else { return Err("thiếu khóa công khai của nhật ký".to_owned()) };
    Checkpoint::parse_and_verify(note, verifier).map_err(|fault| fault.to_string())
}

fn rows(
    tx: &mut Tx,
    table: &'static str,
    known: &mut HashMap<(String, String), Known>,
) -> db::Result<Result<u64, Finding>> {
    let (mut count, mut finding) = (0, None);
    let outcome = tx.each_whole_row(table, None, |columns| {
        if finding.is_some() {
            return Ok(());
        }
        let id = match columns.iter().find(|(name, _)| name == "id") {
            Some((_, Value::Text(id))) => id.to_string(),
            _ => String::new(),
        };
        match known.remove(&(table.to_owned(), id.clone())) {
            Some(Known { seq, salt, after: Some(after) }) => {
                if hash_row(&salt, table, &columns) == after {
                    count += 1;
                } else {
                    finding = Some(Finding::RowChanged { table: table.to_owned(), id, seq });
                }
            }
            _ => finding = Some(Finding::RowUnknown { table: table.to_owned(), id }),
        }
        Ok(())
    });
    match outcome {
        Err(db::Error::Corrupt { .. }) => {
            return Ok(Err(Finding::Unreadable(format!("bảng {table}: có giá trị sai kiểu"))));
        }
        other => other?,
    }
    Ok(finding.map_or(Ok(count), Err))
}

#[cfg(test)]
mod tests {
    use ledger::Tree;

    use super::*;

    #[test]
    fn an_empty_journal_has_the_empty_tree() {
        assert_eq!(Head::empty().tree.root(), Tree::new().root());
    }
}
