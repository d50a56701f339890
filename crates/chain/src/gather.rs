//! A record's chain as a reader may know it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use kit::{Ctx, Problem};

use crate::model::{Key, Kind, Link, Reader};
use crate::rules::{self, Seen};
use crate::store;

/// Links shown on each side; a chain of more is said to be cut.
pub(crate) const LINKS_MAX: i64 = 500;

static KINDS: OnceLock<&'static [Kind]> = OnceLock::new();

/// Registers the kinds of record that stand in chains.
pub fn install(kinds: &'static [Kind]) {
    // A second installation in one process registers the same
    let _ = KINDS.set(kinds);
}

pub(crate) fn kinds() -> &'static [Kind] {
    KINDS.get().copied().unwrap_or_default()
}

pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    kinds().iter().find(|one| one.kind == name)
}

/// A chain.
pub(crate) struct Chain {
    /// The record it is seen from.
    pub(crate) start: usize,
    /// Its records.
    pub(crate) seen: Vec<Seen>,
    /// Its links.
    pub(crate) links: Vec<Link>,
    /// True when there were more links than are shown.
    pub(crate) is_cut: bool,
}

/// The chain of a record; not found where the reader may not know the record.
pub(crate) fn gather(ctx: &mut Ctx<'_>, reader: Reader, start: &Key) -> Result<Chain, Problem> {
    let mut links = store::backward(ctx.tx, &start.0, &start.1, LINKS_MAX)?;
    let onward = store::onward(ctx.tx, &start.0, &start.1, LINKS_MAX)?;
    let full = usize::try_from(LINKS_MAX).unwrap_or(usize::MAX);
    let is_cut = links.len() >= full || onward.len() >= full;
    links.extend(onward);
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (kind, id) in links.iter().flat_map(|link| [link.from(), link.to()]).chain([start.clone()]) {
        wanted.entry(kind).or_default().insert(id);
    }
    let mut seen = Vec::new();
    for (name, ids) in wanted {
        let Some(kind) = kind(&name) else { continue };
        let ids: Vec<String> = ids.into_iter().collect();
        let known = (kind.read)(ctx, reader, &ids)?;
        seen.extend(known.into_iter().map(|known| Seen {
            key: (name.clone(), known.id.clone()),
            kind: kind.label,
            known,
        }));
    }
    let (seen, links) = rules::around(start, seen, links);
    let start = seen.iter().position(|one| one.key == *start).ok_or(Problem::NotFound)?;
    Ok(Chain { start, seen, links, is_cut })
}
