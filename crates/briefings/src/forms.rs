//! Forms. Each parses once, acts once, and leads back to the record.

pub(crate) mod prepare;
pub(crate) mod register;
pub(crate) mod report;
pub(crate) mod room;

use kernel::BriefingId;
use kit::{Answer, Ctx, Problem};

use crate::model::Briefing;
use crate::policy::Action;
use crate::{actions, pages};

/// The briefing of the address, for those who prepare it.
pub(crate) fn preparable(ctx: &mut Ctx<'_>, id: &str) -> Result<Briefing, Problem> {
    let id: BriefingId = pages::id_of(id)?;
    Ok(actions::load(ctx, id, Action::Prepare, None)?)
}

/// Back to a part of the briefing.
pub(crate) fn back(briefing: &Briefing, part: &str) -> Answer {
    Answer::see_other(format!("{}{part}", briefing.path()))
}
