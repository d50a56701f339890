//! What the areas above the register of sessions tell of a session's life.

use kit::Ctx;
use sessions::{Session, Told};

/// Who tells.
pub(crate) static TELLERS: &[sessions::Teller] = &[dossier::told, of_resolutions];

/// Resolutions know nothing of the chamber; which of their votes were held without the public, it
/// tells.
fn of_resolutions(ctx: &mut Ctx<'_>, session: &Session) -> db::Result<Vec<Told>> {
    let withheld: Vec<_> =
        chamber::closed_polls(ctx.tx, session.id)?.into_iter().map(|(poll,)| poll).collect();
    resolutions::told(ctx, session, &withheld)
}
