//! The chain (dòng đời): links between records, and the whole way from a voter's word to what
//! became of it.
//!
//! A link runs from what was first to what came of it: opinion → petition → follow-up, resolution →
//! objective → task. Areas write links in the deed that makes the second record; the office adds by
//! hand what no deed knows. Labels and addresses stand in the link so that a list of neighbours
//! asks no other table; the page of the whole chain asks each area what its reader may know.
//!
//! Invariants:
//! - a record that the reader may not know is not in the chain, nor what hangs by it alone;
//! - a link made by hand never turns a chain into a ring.

mod forms;
mod gather;
mod model;
mod pages;
pub mod policy;
pub mod rules;
mod store;

use audit::Deed;
use kernel::LinkId;
use kit::{Access, Ctx, Error, Routes};

pub use gather::install;
pub use model::{Find, Key, Kind, Known, Link, Node, Read, Reader, Refusal};
pub use pages::openapi_paths;
pub use store::{CHECKS, backward, neighbours, onward};

/// Links two records; a link that is there stays as it is. The caller's deed records it.
pub fn link(ctx: &mut Ctx<'_>, from: &Node, to: &Node) -> db::Result<()> {
    put(ctx, from, to, None)?;
    Ok(())
}

pub(crate) fn put(ctx: &mut Ctx<'_>, from: &Node, to: &Node, by: Option<&str>) -> db::Result<LinkId> {
    let id: LinkId = ctx.id();
    let at_ms = by.map(|_| ctx.now);
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
        by,
        at_ms,
    )?;
    Ok(id)
}

/// Links two records by hand, as a deed of its own.
pub fn join(ctx: &mut Ctx<'_>, from: &Node, to: &Node) -> Result<(), Error<Refusal>> {
    let later = onward(ctx.tx, &to.kind, &to.id, gather::LINKS_MAX)?;
    if later.iter().any(|link| link.to() == from.key()) {
        return Err(Error::Refused(Refusal::Backwards));
    }
    let direct = onward(ctx.tx, &from.kind, &from.id, gather::LINKS_MAX)?;
    if direct.iter().any(|link| link.from() == from.key() && link.to() == to.key()) {
        return Err(Error::Refused(Refusal::Linked));
    }
    let by = ctx.actor.name.clone();
    let id = put(ctx, from, to, Some(&by))?;
    audit::record(ctx, Deed::new("chain.link", "record_link", id, format!("{} → {}", from.label, to.label)))?;
    Ok(())
}

/// Takes back every link of a record that is taken back itself.
pub fn unlink(ctx: &mut Ctx<'_>, kind: &str, id: &str) -> db::Result<()> {
    store::delete_of(ctx.tx, kind, id)?;
    Ok(())
}

/// Takes the link between two records back.
pub fn cut(ctx: &mut Ctx<'_>, from: (&str, &str), to: (&str, &str)) -> db::Result<()> {
    store::delete_between(ctx.tx, from.0, from.1, to.0, to.1)?;
    Ok(())
}

/// The ids among texts that are some.
pub fn parsed<T: std::str::FromStr>(ids: &[String]) -> Vec<T> {
    ids.iter().filter_map(|id| id.parse().ok()).collect()
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/dong-doi/{kind}/{id}", pages::public)
        .get(Access::Public, "/api/v1/chain/{kind}/{id}", pages::json)
        .get(Access::SignedIn, "/lam-viec/dong-doi/{kind}/{id}", pages::show)
        .post(Access::SignedIn, "/lam-viec/dong-doi/{kind}/{id}", forms::link)
        .post(Access::SignedIn, "/lam-viec/dong-doi/{kind}/{id}/bo/{link}", forms::unlink)
}
