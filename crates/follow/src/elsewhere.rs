//! Follow-ups whose answer and judgement have a form of their own: a petition's answer says more
//! than words and a document's number.

use std::sync::OnceLock;

use kernel::{Date, OrganizationId};
use kit::Ctx;

use crate::model::FollowUp;

/// A kind of source whose page answers and judges.
pub struct Handled {
    /// The kind: `petition`.
    pub kind: &'static str,
    /// The page of the source with this id.
    pub path: fn(&str) -> String,
    /// What the link says.
    pub label: &'static str,
    /// Tells the source that another body owes it now, or by another day; part of the deed that
    /// changes it.
    pub moved: fn(&mut Ctx<'_>, &str, OrganizationId, Option<Date>) -> db::Result<()>,
}

static HANDLED: OnceLock<&'static [Handled]> = OnceLock::new();

pub(crate) fn install(handled: &'static [Handled]) {
    // A second installation is the same list
    let _ = HANDLED.set(handled);
}

/// Tells the source of a follow-up who owes it now, and by when.
pub(crate) fn tell(
    ctx: &mut Ctx<'_>,
    follow_up: &FollowUp,
    lead: OrganizationId,
    due: Option<Date>,
) -> db::Result<()> {
    let found = HANDLED.get().and_then(|all| all.iter().find(|one| one.kind == follow_up.source_kind));
    match (found, follow_up.source_id.as_deref()) {
        (Some(handled), Some(id)) => (handled.moved)(ctx, id, lead, due),
        _ => Ok(()),
    }
}

/// Where this one is answered and judged instead: label and address.
pub(crate) fn of(follow_up: &FollowUp) -> Option<(&'static str, String)> {
    let handled = HANDLED.get()?.iter().find(|one| one.kind == follow_up.source_kind)?;
    follow_up.source_id.as_deref().map(|id| (handled.label, (handled.path)(id)))
}
