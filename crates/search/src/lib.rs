//! Search: one box for every kind of record, with or without marks.
//!
//! Areas put their records in with [`put`], in the transaction that changes them. Text is
//! folded and cut into words in Rust, so that both engines find the same.
//!
//! Invariant: what a reader may not open is not found.

mod pages;
mod query;
mod store;

use db::Tx;
use kernel::{Date, OrganizationId, text};

pub use pages::{InFile, InFiles, routes};
pub use store::{CHECKS, Hit};

/// A record as it is put into the index.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The kind of record: `resolution`, `news_item` …
    pub kind: &'a str,
    /// Its id.
    pub id: String,
    /// The address of its page.
    pub href: String,
    /// What the hit is called.
    pub title: &'a str,
    /// A line under the title; part of what is searched.
    pub summary: &'a str,
    /// More text to be found by, not shown.
    pub body: &'a str,
    /// True when anyone may open the page.
    pub is_public: bool,
    /// The council whose office may open it otherwise.
    pub council: Option<OrganizationId>,
    /// The record's date.
    pub on: Date,
}

/// The address of a record's page, when anyone may open it.
pub fn public_page(tx: &mut Tx, kind: &str, id: &str) -> db::Result<Option<String>> {
    Ok(store::public_page(tx, kind, id)?.map(|(href,)| href))
}

/// Puts a record in, in the place of what was known of it.
pub fn put(tx: &mut Tx, entry: &Entry<'_>) -> db::Result<()> {
    remove(tx, entry.kind, &entry.id)?;
    let all = format!("{} {} {}", entry.title, entry.summary, entry.body);
    let db::One((last,)) = store::last(tx)?;
    store::insert(
        tx,
        last + 1,
        entry.kind,
        &entry.id,
        &entry.href,
        entry.title,
        entry.summary,
        entry.is_public,
        entry.council,
        entry.on,
        &text::fold(&all),
        &text::exact(&all),
    )?;
    Ok(())
}

/// Takes a record out.
pub fn remove(tx: &mut Tx, kind: &str, id: &str) -> db::Result<()> {
    store::delete(tx, kind, id).map(|_| ())
}

/// A question as expressions of the engine's full-text index, for an area with an index of its own:
/// with the marks as typed, then without, then as it would read with the input method on.
pub fn expressions(tx: &Tx, question: &str) -> Vec<String> {
    let mut all = query::attempts(question);
    for guess in kernel::telex::guesses(question) {
        all.extend(query::attempts(&guess));
    }
    all.iter().map(|words| tx.dialect(words.fts5(), words.tsquery())).collect()
}

/// The newest records that hold all words of the question, as this actor may see them.
/// With marks in the question, records with those very marks come first.
pub fn find(tx: &mut Tx, question: &str, actor: &kernel::Actor, most: usize) -> db::Result<Vec<Hit>> {
    let council = if actor.role.is_office() || actor.role.is_leadership() { actor.council } else { None };
    let mut hits: Vec<Hit> = Vec::new();
    for words in query::attempts(question) {
        let expression = tx.dialect(words.fts5(), words.tsquery());
        for hit in store::matching(tx, &expression, council)? {
            if hits.len() < most
                && !hits.iter().any(|known| known.kind == hit.kind && known.subject_id == hit.subject_id)
            {
                hits.push(hit);
            }
        }
    }
    if hits.is_empty() {
        // Typed with the input method off: "nguyeenx vawn a"
        for guess in kernel::telex::guesses(question) {
            for words in query::attempts(&guess) {
                let expression = tx.dialect(words.fts5(), words.tsquery());
                hits.extend(store::matching(tx, &expression, council)?.into_iter().take(most));
            }
            if !hits.is_empty() {
                hits.truncate(most);
                break;
            }
        }
    }
    Ok(hits)
}
