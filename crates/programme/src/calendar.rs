//! What other areas tell programmes, through the binary: the sessions from which their calendar is
//! counted, and records that may realise an item and have no field for it themselves.

use std::sync::OnceLock;

use chain::Node;
use db::Tx;
use kernel::{Date, OrganizationId};
use kit::Ctx;

use crate::rules::Sessions;

/// The regular sessions of a council in a year: opening and closing.
pub type SessionDays = fn(&mut Tx, OrganizationId, i64) -> db::Result<Vec<(Date, Option<Date>)>>;

/// A record that may realise an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The record as an end of the chain.
    pub node: Node,
    /// Its day.
    pub on: Date,
    /// When it was done; none while it is to come.
    pub done_on: Option<Date>,
}

/// The records of a council and a year that may realise an item: those that the actor may open.
pub type RecordSource = fn(&mut Ctx<'_>, OrganizationId, i64) -> db::Result<Vec<Record>>;

static DAYS: OnceLock<SessionDays> = OnceLock::new();
static RECORDS: OnceLock<&'static [RecordSource]> = OnceLock::new();

pub(crate) fn install(days: SessionDays, records: &'static [RecordSource]) {
    // A second installation in one process registers the same
    let _ = DAYS.set(days);
    let _ = RECORDS.set(records);
}

/// The records of a council and a year that may realise an item, by day.
pub(crate) fn records(ctx: &mut Ctx<'_>, council: OrganizationId, year: i64) -> db::Result<Vec<Record>> {
    let mut all = Vec::new();
    for source in RECORDS.get().copied().unwrap_or_default() {
        all.extend(source(ctx, council, year)?);
    }
    all.sort_by(|one, other| (one.on, &one.node.id).cmp(&(other.on, &other.node.id)));
    Ok(all)
}

/// Those of the year before a programme's.
pub(crate) fn sessions_before(tx: &mut Tx, council: OrganizationId, year: i64) -> db::Result<Sessions> {
    match DAYS.get() {
        Some(days) => Ok(Sessions::of(&days(tx, council, year - 1)?)),
        None => Ok(Sessions::default()),
    }
}
