//! The journal's tables.

use db::{Count, One, Select, Tx, queries, record};
use kernel::{Date, Instant, OrganizationId, dates};

record! {
    /// An entry as it is shown in the office.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// Its number.
        pub seq: i64,
        /// When.
        pub at_ms: Instant,
        /// Who.
        pub actor_name: String,
        /// The role at that time.
        pub role: kernel::Role,
        /// What.
        pub action: String,
        /// On which kind of record.
        pub subject_kind: String,
        /// On which record.
        pub subject_id: String,
        /// What it is called.
        pub subject_label: String,
        /// Why.
        pub reason: Option<String>,
        /// Whether it is a leaf of the public log.
        pub is_public: bool,
    }
}

record! {
    /// An entry as it is verified.
    pub struct Full {
        /// Its number.
        pub seq: i64,
        /// When.
        pub at_ms: Instant,
        /// Who, as an account.
        pub actor_id: Option<String>,
        /// Who, as a name.
        pub actor_name: String,
        /// The role, as stored.
        pub role: String,
        /// For which organization.
        pub organization_id: Option<String>,
        /// What.
        pub action: String,
        /// On which kind of record.
        pub subject_kind: String,
        /// On which record.
        pub subject_id: String,
        /// What it is called.
        pub subject_label: String,
        /// Why.
        pub reason: Option<String>,
        /// Whether it is a leaf.
        pub is_public: bool,
        /// Which leaf.
        pub leaf_index: Option<i64>,
        /// The leaf's hash.
        pub leaf_sha256: Option<Vec<u8>>,
        /// The chain after it.
        pub chain_sha256: Vec<u8>,
        /// Its salt.
        pub salt: Vec<u8>,
    }
}

record! {
    /// A public deed, as the public log shows it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PublicDeed {
        /// Which leaf of the log.
        pub leaf: i64,
        /// When.
        pub at_ms: Instant,
        /// Whose council.
        pub council_id: Option<OrganizationId>,
        /// What was done.
        pub action: String,
        /// To which kind of record.
        pub kind: String,
        /// To which record.
        pub subject_id: String,
        /// What it is called.
        pub label: String,
    }
}

queries! {
    /// The newest hash of a row; the inner none is a deleted row.
    fn last_hash(table: &str, row: &str) -> Option<(Option<Vec<u8>>,)> =
        "select after_sha256 from journal_row where table_name = $1 and row_id = $2 order by seq desc limit 1";
    /// The newest entry that touched a row.
    fn last_touched(table: &str, row: &str) -> Option<(i64,)> =
        "select seq from journal_row where table_name = $1 and row_id = $2 order by seq desc limit 1";
    /// Where the journal stands: number, chain, size and frontier of the public log.
    fn head() -> Option<(i64, Vec<u8>, i64, Vec<u8>)> =
        "select seq, chain_sha256, size, frontier from log_head where id = 1";
    /// Moves the head.
    fn set_head(seq: i64, chain: Vec<u8>, size: i64, frontier: Vec<u8>) -> Count =
        "insert into log_head (id, seq, chain_sha256, size, frontier) values (1, $1, $2, $3, $4)
         on conflict (id) do update set seq = excluded.seq, chain_sha256 = excluded.chain_sha256, size = excluded.size, frontier = excluded.frontier";
    /// Adds an entry.
    fn insert_entry(seq: i64, at: i64, actor: Option<&str>, name: &str, role: &str, organization: Option<&str>, council: Option<OrganizationId>, action: &str, kind: &str, id: &str, label: &str, reason: Option<&str>, public: bool, index: Option<i64>, leaf: Option<Vec<u8>>, chain: Vec<u8>, salt: Vec<u8>) -> Count =
        "insert into journal (seq, at_ms, actor_id, actor_name, role, organization_id, council_id, action, subject_kind, subject_id, subject_label, reason, is_public, leaf_index, leaf_sha256, chain_sha256, salt)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    /// Adds a touched row to an entry.
    fn insert_row(seq: i64, table: &str, row: &str, before: Option<Vec<u8>>, after: Option<Vec<u8>>) -> Count =
        "insert into journal_row (seq, table_name, row_id, before_sha256, after_sha256) values ($1, $2, $3, $4, $5)";
    /// Entries from a number on, in order.
    fn entries_from(after: i64, most: i64) -> Vec<Full> =
        "select seq, at_ms, actor_id, actor_name, role, organization_id, action, subject_kind, subject_id, subject_label, reason, is_public, leaf_index, leaf_sha256, chain_sha256, salt
         from journal where seq > $1 order by seq limit $2";
    /// The rows of entries in a range, in the order in which they were hashed.
    fn rows_between(first: i64, last: i64) -> Vec<(i64, String, String, Option<Vec<u8>>, Option<Vec<u8>>)> =
        "select seq, table_name, row_id, before_sha256, after_sha256 from journal_row
         where seq >= $1 and seq <= $2 order by seq, table_name, row_id";
    /// The leaves, in order.
    fn leaves(first: i64, count: i64) -> Vec<(Vec<u8>,)> =
        "select leaf_sha256 from journal where leaf_index >= $1 and leaf_index < $1 + $2 order by leaf_index";
    /// Every checkpoint, oldest first.
    fn checkpoints() -> Vec<(i64, i64, String)> =
        "select seq, at_ms, note from checkpoint order by seq";
    /// The newest checkpoint.
    fn last_checkpoint() -> Option<(i64, i64, String)> =
        "select seq, at_ms, note from checkpoint order by seq desc limit 1";
    /// Adds a checkpoint.
    fn insert_checkpoint(seq: i64, at: i64, note: &str) -> Count =
        "insert into checkpoint (seq, at_ms, note) values ($1, $2, $3)";
    /// What was done to one record, oldest first.
    fn of_subject(kind: &str, id: &str) -> Vec<Line> =
        "select seq, at_ms, actor_name, role, action, subject_kind, subject_id, subject_label, reason, is_public
         from journal where subject_kind = $1 and subject_id = $2 order by seq";
    /// Public deeds after a leaf, oldest first.
    fn public_after(leaf: i64, most: i64) -> Vec<PublicDeed> =
        "select leaf_index, at_ms, council_id, action, subject_kind, subject_id, subject_label
         from journal where leaf_index > $1 order by leaf_index limit $2";
    /// The newest leaf.
    fn newest_leaf() -> One<(Option<i64>,)> = "select max(leaf_index) from journal";
    /// How many entries there are.
    fn count_all() -> One<(i64,)> = "select count(*) from journal";
}

/// The number of the newest entry; zero while there is none.
pub fn last_entry(tx: &mut Tx) -> db::Result<i64> {
    Ok(head(tx)?.map_or(0, |(seq, ..)| seq))
}

/// The newest leaf of the public log; -1 while it is empty.
pub fn last_leaf(tx: &mut Tx) -> db::Result<i64> {
    let One((leaf,)) = newest_leaf(tx)?;
    Ok(leaf.unwrap_or(-1))
}

/// What the office asks of the journal.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Actions that begin with this.
    pub action: Option<String>,
    /// Whose entries.
    pub actor: Option<String>,
    /// From this day on.
    pub from: Option<Date>,
    /// Up to and with this day.
    pub to: Option<Date>,
    /// One record.
    pub subject_id: Option<String>,
    /// Entries before this number.
    pub before: Option<i64>,
}

/// Entries newest first.
pub fn lines(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    filter: &Filter,
    most: i64,
) -> db::Result<Vec<Line>> {
    let head = "select seq, at_ms, actor_name, role, action, subject_kind, subject_id, subject_label, reason, is_public from journal";
    let from = filter.from.map(dates::midnight);
    let to = filter.to.and_then(|day| day.tomorrow().ok()).map(dates::midnight);
    let prefix = filter.action.as_ref().map(|action| (action.clone(), format!("{action}\u{10FFFF}")));
    let mut select = Select::new(head)
        .maybe("council_id = ?", council.as_ref())
        .maybe("actor_name = ?", filter.actor.as_ref())
        .maybe("at_ms >= ?", from.as_ref())
        .maybe("at_ms < ?", to.as_ref())
        .maybe("subject_id = ?", filter.subject_id.as_ref())
        .maybe("seq < ?", filter.before.as_ref());
    if let Some((low, high)) = &prefix {
        select = select.and("action >= ? and action < ?", &[low, high]);
    }
    select.then("order by seq desc limit ?", &[&most]).rows(tx)
}
