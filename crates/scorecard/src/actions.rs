//! The deed: taking down what the council decided about a criterion.

use audit::Deed;
use kernel::{CriterionId, Date};
use kit::{Ctx, Error};

use crate::criterion;
use crate::policy::{self, Action};
use crate::rules::{self, Refusal};
use crate::store;

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The criterion.
    pub code: String,
    /// Counts for quarters that end on this day or later.
    pub from_on: Date,
    /// The weight; zero: not judged.
    pub weight: i64,
    /// The target.
    pub target: i64,
    /// The paper.
    pub paper: String,
    /// Why.
    pub reason: String,
}

/// Takes a decision down. Earlier ones stay, and the cards of quarters that are over stay as they
/// were.
pub fn decide(ctx: &mut Ctx<'_>, new: &Decision) -> Result<CriterionId, Error<Refusal>> {
    let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Error::NotFound)?;
    if !policy::may(ctx.actor, Action::Decide, council.area_id, None) {
        return Err(Error::NotFound);
    }
    let shipped = criterion::shipped().map_err(|_| Error::NotFound)?;
    let stands =
        shipped.into_iter().find(|one| one.code == new.code).ok_or(Error::Refused(Refusal::NoCriterion))?;
    let changes = store::changes(ctx.tx, council.id)?;
    rules::check(&stands, &changes, (new.weight, new.target), new.from_on, ctx.today)
        .map_err(Error::Refused)?;
    let id: CriterionId = ctx.id();
    let actor = ctx.actor.name.clone();
    store::insert(
        ctx.tx,
        id,
        council.id,
        &new.code,
        new.from_on,
        new.weight,
        new.target,
        &new.paper,
        &new.reason,
        &actor,
        ctx.now,
    )?;
    let label = format!("Tiêu chí chấm điểm {}: {}", stands.code, stands.title);
    audit::record(
        ctx,
        Deed::new("scorecard.decide", "criterion_change", id, label)
            .because(format!("{}. {}", new.paper, new.reason)),
    )?;
    Ok(id)
}
