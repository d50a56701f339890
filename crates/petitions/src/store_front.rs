//! All SQL of the Fatherland Front's inbox.

use db::{Bind, Select, Tx};
use kernel::{Actor, Date};

use crate::model::Petition;
use crate::policy;
use crate::store::COLUMNS;

/// What the Front looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pile {
    /// Answered lately; the Front has said nothing of it yet.
    ToLook,
    /// Voters do not agree; the council has not judged it again.
    Objected,
    /// Said to be done, and the place says that it is not.
    NotDone,
}

/// The petitions of a pile, the latest answer first.
pub(crate) fn list(
    tx: &mut Tx,
    actor: &Actor,
    which: Pile,
    since: Date,
    most: i64,
) -> db::Result<Vec<Petition>> {
    let Some((condition, binds)) = policy::visible(actor) else { return Ok(Vec::new()) };
    let binds: Vec<&dyn Bind> = binds.iter().map(AsRef::as_ref).collect();
    let select = Select::new(COLUMNS).and(condition, &binds).maybe("council_id = ?", actor.council.as_ref());
    let select = match which {
        Pile::ToLook => select
            .and("state in ('answered', 'monitoring', 'closed') and answered_on >= ?", &[&since])
            .and(
                "not exists (select 1 from petition_entry where petition_entry.petition_id = petition.id
                 and petition_entry.kind in ('objected', 'agreed') and petition_entry.on_date >= petition.answered_on)",
                &[],
            ),
        Pile::Objected => select
            .and("state = 'answered'", &[])
            .and(
                "exists (select 1 from petition_entry where petition_entry.petition_id = petition.id
                 and petition_entry.kind = 'objected' and petition_entry.on_date >= petition.answered_on)",
                &[],
            ),
        Pile::NotDone => select.and(
            "confirmation = 'not_done' and outcome = 'resolved' and state in ('answered', 'monitoring', 'closed')",
            &[],
        ),
    };
    select.then("order by answered_on desc, code limit ?", &[&most]).rows(tx)
}
