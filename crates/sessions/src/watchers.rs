//! Areas above this one that show records of a session as the session may be shown.

use std::sync::OnceLock;

use kernel::SessionId;
use kit::Ctx;

/// Told of a session that was changed: it may be public now, or not.
pub type Watcher = fn(&mut Ctx<'_>, SessionId) -> db::Result<()>;

static ALL: OnceLock<&'static [Watcher]> = OnceLock::new();

/// Names the areas that are told; the binary does so at its start.
pub fn install(all: &'static [Watcher]) {
    // A second installation is the same list
    let _ = ALL.set(all);
}

/// Tells all of a changed session.
pub(crate) fn changed(ctx: &mut Ctx<'_>, session: SessionId) -> db::Result<()> {
    ALL.get().copied().unwrap_or_default().iter().try_for_each(|one| one(ctx, session))
}
