//! The deeds with a draw.

use kernel::{DrawId, OrganizationId, text};
use kit::{Ctx, Error};

use crate::common::{Result, finish_draw, hit, next_code, series};
use crate::model::{Draw, DrawState, NewDraw, Refusal};
use crate::{lot, policy, store};

const DRAWS_MAX: i64 = 2_000;

/// The draw, when the actor keeps the draws of its council.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: DrawId) -> Result<Draw> {
    store::draw(ctx.tx, id)?.filter(|one| policy::may_keep(ctx.actor, one.council_id)).ok_or(Error::NotFound)
}

/// The newest draw of a council on the same matter.
fn before(ctx: &mut Ctx<'_>, council: OrganizationId, title: &str) -> db::Result<Option<Draw>> {
    let title = text::fold(title);
    Ok(store::draws_of(ctx.tx, council, DRAWS_MAX)?.into_iter().find(|one| text::fold(&one.title) == title))
}

/// Publishes a draw: list, number, day and the hash of a fresh seed stand from now on. On a matter
/// that has a draw a reason is asked, and each of the two names the other.
pub fn publish(ctx: &mut Ctx<'_>, new: &NewDraw) -> Result<DrawId> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    if !policy::may_keep(ctx.actor, council) {
        return Err(Error::NotFound);
    }
    let many = new.candidates.len();
    if new.wanted < 1 || usize::try_from(new.wanted).is_ok_and(|wanted| many <= wanted) {
        return Err(Error::Refused(Refusal::WrongNumber(many)));
    }
    for (candidate, place) in new.candidates.iter().zip(1..) {
        if new.candidates.iter().skip(place).any(|known| text::fold(known) == text::fold(candidate)) {
            return Err(Error::Refused(Refusal::Twice(candidate.clone())));
        }
    }
    let today = ctx.today;
    if new.draw_on < today {
        return Err(Error::Refused(Refusal::Before(today)));
    }
    if new.public_rule.is_empty() && audit::latest_note(ctx.tx)?.is_none() {
        return Err(Error::Refused(Refusal::NoCheckpoint));
    }
    let first = before(ctx, council, &new.title)?;
    if let Some(first) = &first
        && new.again_reason.chars().count() < 3
    {
        return Err(Error::Refused(Refusal::DrawnBefore(first.code.clone())));
    }
    let again_reason = if first.is_some() { new.again_reason.as_str() } else { "" };
    let (after, last_of) = series("BT", today.year());
    let db::One((last,)) = store::last_draw_code(ctx.tx, &after, &last_of)?;
    let seed = fresh_seed(ctx);
    let id: DrawId = ctx.id();
    store::insert_draw(
        ctx.tx,
        id,
        &next_code("BT", today.year(), &last),
        council,
        &new.title,
        &new.purpose,
        &new.candidates.join("\n"),
        new.wanted,
        &text::hex(&seed),
        &lot::commitment(&seed),
        &new.public_rule,
        today,
        new.draw_on,
        first.map(|first| first.id),
        again_reason,
        new.is_demonstration,
    )?;
    finish_draw(ctx, id, "draw.publish", again_reason)?;
    Ok(id)
}

/// Thirty-two bytes that nobody can guess; in a demonstration the same each time it is built.
fn fresh_seed(ctx: &Ctx<'_>) -> [u8; 32] {
    let mut seed = [0; 32];
    let (first, second) = (ctx.app.entropy().salt(), ctx.app.entropy().salt());
    for (byte, random) in seed.iter_mut().zip(first.into_iter().chain(second)) {
        *byte = random;
    }
    seed
}

/// The root hash of a checkpoint: its third line.
pub(crate) fn root_of(note: &str) -> Option<&str> {
    note.lines().nth(2).filter(|line| !line.is_empty())
}

/// Draws, on its day or later, with the public value that was named when the draw was published.
/// What was drawn stays: drawing again changes nothing and gives the first outcome.
pub fn draw(ctx: &mut Ctx<'_>, id: DrawId, version: i64, typed: &str) -> Result<Draw> {
    let one = permitted(ctx, id)?;
    match one.state {
        DrawState::Drawn => return Ok(one),
        DrawState::Cancelled => return Err(Error::Refused(Refusal::WrongState(one.state.label()))),
        DrawState::Published => {}
    }
    if ctx.today < one.draw_on {
        return Err(Error::Refused(Refusal::Before(one.draw_on)));
    }
    let value = if one.public_rule.is_empty() {
        let note = audit::latest_note(ctx.tx)?.ok_or(Error::Refused(Refusal::NoCheckpoint))?;
        root_of(&note).ok_or(Error::Refused(Refusal::NoCheckpoint))?.to_owned()
    } else if typed.is_empty() {
        return Err(Error::Refused(Refusal::NoPublicValue));
    } else {
        typed.to_owned()
    };
    let seed = lot::seed_of(&one.seed).ok_or(Error::NotFound)?;
    let list = one.list();
    let wanted = usize::try_from(one.wanted).unwrap_or(0);
    let chosen: Vec<&str> = lot::draw(&seed, &value, list.len(), wanted)
        .into_iter()
        .filter_map(|place| list.get(place).copied())
        .collect();
    hit(store::set_drawn(ctx.tx, ctx.now, &value, &chosen.join("\n"), id, version)?)?;
    finish_draw(ctx, id, "draw.draw", "")
}

/// It is not drawn, for a reason. The page keeps list, hash and reason, and shows the seed.
pub fn cancel(ctx: &mut Ctx<'_>, id: DrawId, version: i64, reason: &str) -> Result<()> {
    let one = permitted(ctx, id)?;
    if one.state != DrawState::Published {
        return Err(Error::Refused(Refusal::WrongState(one.state.label())));
    }
    if reason.chars().count() < 3 {
        return Err(Error::Refused(Refusal::NoReason));
    }
    hit(store::cancel_draw(ctx.tx, reason, id, version)?)?;
    finish_draw(ctx, id, "draw.cancel", reason)?;
    Ok(())
}
