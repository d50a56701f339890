//! Areas above this one whose records stand under an item of the agenda.

use std::sync::OnceLock;

use db::Tx;
use kernel::AgendaItemId;
use kit::Ctx;

use crate::model::Decision;

/// A vote that is proposed for an item: the chair may change every word of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// On what.
    pub title: String,
    /// What it decides.
    pub decision: Decision,
}

/// An area with records of its own under items.
pub struct Dependent {
    /// Whether it has a record under the item: then the item stays on the agenda.
    pub holds: fn(&mut Tx, AgendaItemId) -> db::Result<bool>,
    /// The item was changed; it may be closed to the public now, or open.
    pub changed: fn(&mut Ctx<'_>, AgendaItemId) -> db::Result<()>,
    /// The vote that its record under the item leads to, if it leads to one.
    pub proposes: fn(&mut Tx, AgendaItemId) -> db::Result<Option<Proposal>>,
    /// Why the item is not taken off, in words for the user.
    pub why: &'static str,
}

static ALL: OnceLock<&'static [Dependent]> = OnceLock::new();

/// Names the areas that depend on items; the binary does so at its start.
pub fn install(all: &'static [Dependent]) {
    // A second installation is the same list
    let _ = ALL.set(all);
}

fn all() -> &'static [Dependent] {
    ALL.get().copied().unwrap_or_default()
}

/// Why an item must stay on the agenda, if it must.
pub(crate) fn held(tx: &mut Tx, item: AgendaItemId) -> db::Result<Option<&'static str>> {
    for one in all() {
        if (one.holds)(tx, item)? {
            return Ok(Some(one.why));
        }
    }
    Ok(None)
}

/// The vote that the records under an item lead to: the first that any area proposes.
pub(crate) fn proposed(tx: &mut Tx, item: AgendaItemId) -> db::Result<Option<Proposal>> {
    for one in all() {
        if let Some(proposal) = (one.proposes)(tx, item)? {
            return Ok(Some(proposal));
        }
    }
    Ok(None)
}

/// Tells all of a changed item.
pub(crate) fn changed(ctx: &mut Ctx<'_>, item: AgendaItemId) -> db::Result<()> {
    all().iter().try_for_each(|one| (one.changed)(ctx, item))
}
