//! Writing an entry.

use std::fmt::Display;

use db::{Touched, Tx, Value};
use kernel::Instant;
use kit::Ctx;
use ledger::{Canonical, Hash, Tree};

use crate::store;

/// What was done, in the words of the journal.
#[derive(Debug, Clone)]
pub struct Deed {
    action: &'static str,
    kind: &'static str,
    id: String,
    label: String,
    reason: Option<String>,
    is_public: bool,
}

impl Deed {
    /// `action` is `area.verb`, `kind` the subject's kind, `label` what the subject is called
    /// in the office. The label of a public deed is published: no citizen's name in it.
    pub fn new(action: &'static str, kind: &'static str, id: impl Display, label: impl Into<String>) -> Self {
        Self { action, kind, id: id.to_string(), label: label.into(), reason: None, is_public: false }
    }

    /// Why it was done.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into()).filter(|reason| !reason.is_empty());
        self
    }

    /// Anyone may know of it: it becomes a leaf of the public log.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.is_public = true;
        self
    }

    /// Public when the record is.
    #[must_use]
    pub fn public_if(mut self, is_public: bool) -> Self {
        self.is_public = is_public;
        self
    }
}

/// A row that a deed touched, as the entry holds it.
#[derive(Debug, Clone)]
pub(crate) struct RowHash {
    pub(crate) table: String,
    pub(crate) id: String,
    pub(crate) before: Option<Hash>,
    pub(crate) after: Option<Hash>,
}

/// Writes the deed down, with every row touched since the last entry of this transaction.
/// Returns the entry's number.
pub fn record(ctx: &mut Ctx<'_>, deed: Deed) -> db::Result<i64> {
    let mut head = Head::load(ctx.tx)?;
    let salt = ctx.app.entropy().salt();
    let touched = ctx.tx.take_touched()?;
    let rows = touched.into_iter().map(|row| row_hash(ctx.tx, &salt, row)).collect::<db::Result<Vec<_>>>()?;
    let seq = head.seq + 1;
    let entry = Entry {
        seq,
        at_ms: ctx.now,
        actor_id: ctx.actor.account.map(|id| id.to_string()),
        actor_name: ctx.actor.name.clone(),
        role: ctx.actor.role.as_str().to_owned(),
        organization_id: ctx.actor.organization.map(|id| id.to_string()),
        action: deed.action.to_owned(),
        kind: deed.kind.to_owned(),
        id: deed.id,
        label: deed.label,
        reason: deed.reason,
        is_public: deed.is_public,
        salt: salt.to_vec(),
    };
    let bytes = entry.canonical(&rows);
    let leaf = deed.is_public.then(|| ledger::leaf_hash(&bytes));
    let index = leaf.map(|leaf| head.tree.append(leaf));
    head.chain = ledger::chain::next(head.chain, &bytes);
    head.seq = seq;
    store::insert_entry(
        ctx.tx,
        seq,
        entry.at_ms,
        entry.actor_id.as_deref(),
        &entry.actor_name,
        &entry.role,
        entry.organization_id.as_deref(),
        ctx.actor.council,
        &entry.action,
        &entry.kind,
        &entry.id,
        &entry.label,
        entry.reason.as_deref(),
        entry.is_public,
        index.and_then(|index| i64::try_from(index).ok()),
        leaf.map(|leaf| leaf.as_bytes().to_vec()),
        head.chain.as_bytes().to_vec(),
        entry.salt,
    )?;
    for row in rows {
        let bytes = |hash: Option<Hash>| hash.map(|hash| hash.as_bytes().to_vec());
        store::insert_row(ctx.tx, seq, &row.table, &row.id, bytes(row.before), bytes(row.after))?;
    }
    head.save(ctx.tx)?;
    Ok(seq)
}

/// The number of the first entry about a record.
pub fn entry_of(tx: &mut Tx, kind: &str, id: &str) -> db::Result<Option<i64>> {
    Ok(store::of_subject(tx, kind, id)?.first().map(|line| line.seq))
}

/// The newest entry that touched a row: whoever holds the one that made it sees whether somebody
/// went on with it.
pub fn last_touched(tx: &mut Tx, table: &str, id: &str) -> db::Result<Option<i64>> {
    Ok(store::last_touched(tx, table, id)?.map(|(seq,)| seq))
}

fn row_hash(tx: &mut Tx, salt: &[u8], touched: Touched) -> db::Result<RowHash> {
    let before = match store::last_hash(tx, &touched.table, &touched.id)? {
        Some((Some(bytes),)) => Some(hash_of(&bytes)?),
        _ => None,
    };
    let after = match schema::RECORDED.iter().find(|table| **table == touched.table) {
        Some(table) => tx.whole_row(table, &touched.id)?.map(|columns| hash_row(salt, table, &columns)),
        None => None,
    };
    Ok(RowHash { table: touched.table, id: touched.id, before, after })
}

/// The salted hash of a whole row, by the names of its columns. An empty column is left out, so
/// that a later migration may add one and every proof made before still holds.
pub(crate) fn hash_row(salt: &[u8], table: &str, columns: &[(String, Value<'static>)]) -> Hash {
    let mut row = Canonical::new(table).field("salt", salt);
    for (name, value) in columns {
        row = match value {
            Value::Null => row,
            Value::Bool(yes) => row.field(name, i64::from(*yes)),
            Value::Int(number) => row.field(name, *number),
            Value::Text(text) => row.field(name, text.as_ref()),
            Value::Bytes(bytes) => row.field(name, bytes.as_ref()),
        };
    }
    ledger::sha256(&row.finish())
}

pub(crate) fn hash_of(bytes: &[u8]) -> db::Result<Hash> {
    bytes.try_into().map(Hash).map_err(|_| db::Error::Corrupt { column: 0, wanted: "a hash of 32 bytes" })
}

/// An entry without its rows.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) seq: i64,
    pub(crate) at_ms: Instant,
    pub(crate) actor_id: Option<String>,
    pub(crate) actor_name: String,
    pub(crate) role: String,
    pub(crate) organization_id: Option<String>,
    pub(crate) action: String,
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) reason: Option<String>,
    pub(crate) is_public: bool,
    pub(crate) salt: Vec<u8>,
}

impl Entry {
    /// The bytes that are hashed. The actor's name and the reason are in it only as salted
    /// hashes, so that the public leaf can be handed out and the person's name erased.
    pub(crate) fn canonical(&self, rows: &[RowHash]) -> Vec<u8> {
        let name = ledger::salted(&self.salt, &self.actor_name);
        let reason = ledger::salted(&self.salt, self.reason.as_deref().unwrap_or(""));
        let label = ledger::salted(&self.salt, &self.label);
        let mut entry = Canonical::new("journal")
            .field("seq", self.seq)
            .field("at_ms", self.at_ms)
            .field("actor_id", text_or_null(self.actor_id.as_deref()))
            .field("actor", name.as_bytes().as_slice())
            .field("role", self.role.as_str())
            .field("organization_id", text_or_null(self.organization_id.as_deref()))
            .field("action", self.action.as_str())
            .field("subject_kind", self.kind.as_str())
            .field("subject_id", self.id.as_str());
        entry = if self.is_public {
            entry.field("subject_label", self.label.as_str())
        } else {
            entry.field("subject_label", label.as_bytes().as_slice())
        };
        entry = entry.field("reason", reason.as_bytes().as_slice()).field("is_public", self.is_public);
        for row in rows {
            entry = entry
                .field("table", row.table.as_str())
                .field("row", row.id.as_str())
                .field("before", bytes_or_null(row.before.as_ref()))
                .field("after", bytes_or_null(row.after.as_ref()));
        }
        entry.finish()
    }
}

fn text_or_null(text: Option<&str>) -> ledger::Value<'_> {
    text.map_or(ledger::Value::Null, ledger::Value::Text)
}

fn bytes_or_null(hash: Option<&Hash>) -> ledger::Value<'_> {
    hash.map_or(ledger::Value::Null, |hash| ledger::Value::Bytes(hash.as_bytes()))
}

/// Where the journal stands.
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) chain: Hash,
    pub(crate) tree: Tree,
}

impl Head {
    pub(crate) fn empty() -> Self {
        Self { seq: 0, chain: Hash([0; 32]), tree: Tree::new() }
    }

    pub(crate) fn load(tx: &mut Tx) -> db::Result<Self> {
        let Some((seq, chain, size, frontier)) = store::head(tx)? else { return Ok(Self::empty()) };
        let tree = Tree::from_bytes(&frontier)
            .map_err(|_| db::Error::Corrupt { column: 3, wanted: "the frontier of the public log" })?;
        if i64::try_from(tree.size()) != Ok(size) {
            return Err(db::Error::Corrupt { column: 2, wanted: "the size of the public log" });
        }
        Ok(Self { seq, chain: hash_of(&chain)?, tree })
    }

    fn save(&self, tx: &mut Tx) -> db::Result<()> {
        let size = i64::try_from(self.tree.size()).unwrap_or(i64::MAX);
        store::set_head(tx, self.seq, self.chain.as_bytes().to_vec(), size, self.tree.to_bytes()).map(|_| ())
    }
}
