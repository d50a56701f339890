//! The chain (dòng đời): links between records, and the whole way from a voter's word to what
//! became of it.
//!
//! A link runs from what was first to what came of it: opinion → petition → follow-up, resolution →
//! objective → task. Areas write links in the deed that makes the second record; labels and
//! addresses stand in the link so that a list of neighbours asks no other table.

mod store;

use kernel::LinkId;
use kit::{Ctx, Routes};

pub use store::{CHECKS, neighbours};

/// One end of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The kind of record: `petition`, `follow_up`, `resolution` …
    pub kind: String,
    /// That record.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Its page in the workspace.
    pub href: String,
}

impl Node {
    /// The end that is this record.
    pub fn new(kind: &str, id: impl ToString, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), id: id.to_string(), label: label.into(), href: href.into() }
    }
}

/// Links two records; a link that is there stays as it is. The caller's deed records it.
pub fn link(ctx: &mut Ctx<'_>, from: &Node, to: &Node) -> db::Result<()> {
    let id: LinkId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        &from.kind,
        &from.id,
        &from.label,
        &from.href,
        &to.kind,
        &to.id,
        &to.label,
        &to.href,
    )?;
    Ok(())
}

/// Takes back every link of a record that is taken back itself.
pub fn unlink(ctx: &mut Ctx<'_>, kind: &str, id: &str) -> db::Result<()> {
    store::delete_of(ctx.tx, kind, id)?;
    Ok(())
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
}
