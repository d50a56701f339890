//! The sessions from which the calendar of programmes is counted; the binary says where they are
//! kept.

use std::sync::OnceLock;

use db::Tx;
use kernel::{Date, OrganizationId};

use crate::rules::Sessions;

/// The regular sessions of a council in a year: opening and closing.
pub type SessionDays = fn(&mut Tx, OrganizationId, i64) -> db::Result<Vec<(Date, Option<Date>)>>;

static DAYS: OnceLock<SessionDays> = OnceLock::new();

pub(crate) fn install(days: SessionDays) {
    // A second installation in one process registers the same
    let _ = DAYS.set(days);
}

/// Those of the year before a programme's.
pub(crate) fn sessions_before(tx: &mut Tx, council: OrganizationId, year: i64) -> db::Result<Sessions> {
    match DAYS.get() {
        Some(days) => Ok(Sessions::of(&days(tx, council, year - 1)?)),
        None => Ok(Sessions::default()),
    }
}
