//! The deeds with the review of a text.

use kernel::{Date, TextReviewId};
use kit::{Ctx, Error};

use crate::common::{Result, finish_review, hit, next_code, series, working};
use crate::model::{NewReview, Refusal, ReviewState, TextReview};
use crate::policy::{self, Action};
use crate::rules::{self, Event, Unit};
use crate::store;

/// The review, when the actor may do this with it.
pub(crate) fn permitted(ctx: &mut Ctx<'_>, id: TextReviewId, action: Action) -> Result<TextReview> {
    store::review(ctx.tx, id)?.filter(|one| policy::may_review(ctx.actor, action, one)).ok_or(Error::NotFound)
}

fn unit(ctx: &mut Ctx<'_>, of: &directory::Organization) -> Result<Unit> {
    let area = directory::area(ctx.tx, of.area_id)?.ok_or(Error::NotFound)?;
    Ok(Unit { area: area.id, parent: area.parent_id })
}

/// Begins the review of a text that this council may have revised.
pub fn enter(ctx: &mut Ctx<'_>, new: &NewReview) -> Result<TextReviewId> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    if !policy::may_review_as(ctx.actor, council, new.reviewer) {
        return Err(Error::NotFound);
    }
    let own = directory::organization(ctx.tx, council)?.ok_or(Error::NotFound)?;
    let reviewer = working(ctx, new.reviewer)?;
    let is_ours = reviewer.id == council || reviewer.parent_id == Some(council);
    if !is_ours || !rules::may_review(reviewer.kind) {
        return Err(Error::Refused(Refusal::WrongReviewer));
    }
    let issuer = directory::organization(ctx.tx, new.issuer)?.ok_or(Error::Refused(Refusal::NoSuchBody))?;
    let (own, of_issuer) = (unit(ctx, &own)?, unit(ctx, &issuer)?);
    if !rules::may_annul(own, issuer.kind, of_issuer, new.kind) {
        return Err(Error::Refused(Refusal::NotOurs));
    }
    rules::check_day(Some(new.text_on), new.opened_on, ctx.today).map_err(Error::Refused)?;
    let year = new.opened_on.year();
    let (after, before) = series("RS", year);
    let db::One((last,)) = store::last_review_code(ctx.tx, &after, &before)?;
    let id: TextReviewId = ctx.id();
    store::insert_review(
        ctx.tx,
        id,
        &next_code("RS", year, &last),
        council,
        new.reviewer,
        new.issuer,
        new.kind,
        &new.number,
        new.text_on,
        &new.title,
        new.opened_on,
        new.is_demonstration,
    )?;
    finish_review(ctx, id, "text_review.enter")?;
    Ok(id)
}

/// What every step begins with: the right, the next state, the day.
fn begun(
    ctx: &mut Ctx<'_>,
    id: TextReviewId,
    action: Action,
    event: Event,
    on: Date,
) -> Result<(TextReview, ReviewState)> {
    let one = permitted(ctx, id, action)?;
    let state = rules::step(one.state, event).map_err(Error::Refused)?;
    rules::check_day(rules::last_day(&one), on, ctx.today).map_err(Error::Refused)?;
    Ok((one, state))
}

fn check_words(words: &str) -> Result<()> {
    if words.chars().count() < 3 { Err(Error::Refused(Refusal::NoWords)) } else { Ok(()) }
}

/// Nothing against the law was found.
pub fn find_lawful(ctx: &mut Ctx<'_>, id: TextReviewId, version: i64, on: Date, words: &str) -> Result<()> {
    let (_, state) = begun(ctx, id, Action::KeepReview, Event::FindLawful, on)?;
    hit(store::find(ctx.tx, state, on, false, "", words, Some(on), id, version)?)?;
    finish_review(ctx, id, "text_review.find_lawful")?;
    Ok(())
}

/// Something was found: what, and against which articles.
pub fn find_unlawful(
    ctx: &mut Ctx<'_>,
    id: TextReviewId,
    version: i64,
    on: Date,
    articles: &str,
    words: &str,
) -> Result<()> {
    let (_, state) = begun(ctx, id, Action::KeepReview, Event::FindUnlawful, on)?;
    if articles.chars().count() < 3 {
        return Err(Error::Refused(Refusal::NoArticles));
    }
    check_words(words)?;
    hit(store::find(ctx.tx, state, on, true, articles, words, None, id, version)?)?;
    finish_review(ctx, id, "text_review.find_unlawful")?;
    Ok(())
}

/// The issuer is asked to revise the text; the law counts the day of its answer.
pub fn demand(ctx: &mut Ctx<'_>, id: TextReviewId, version: i64, on: Date) -> Result<Date> {
    let (_, state) = begun(ctx, id, Action::KeepReview, Event::Demand, on)?;
    let due = rules::answer_due(ctx.law, on)
        .ok_or_else(|| {
            Error::Refused(Refusal::Other("Luật của ngày này không ghi thời hạn trả lời.".to_owned()))
        })?
        .due;
    hit(store::demand(ctx.tx, state, on, due, id, version)?)?;
    finish_review(ctx, id, "text_review.demand")?;
    Ok(due)
}

/// The issuer answers, or the office writes its answer down. A late one is taken, and is late.
pub fn answer(ctx: &mut Ctx<'_>, id: TextReviewId, version: i64, on: Date, words: &str) -> Result<()> {
    let (_, state) = begun(ctx, id, Action::AnswerReview, Event::Answer, on)?;
    check_words(words)?;
    hit(store::answer(ctx.tx, state, on, words, id, version)?)?;
    finish_review(ctx, id, "text_review.answer")?;
    Ok(())
}

/// It goes to the Standing Committee: the answer does not do, or there was none in time.
pub fn raise(ctx: &mut Ctx<'_>, id: TextReviewId, version: i64, on: Date) -> Result<()> {
    let (one, state) = begun(ctx, id, Action::KeepReview, Event::Raise, on)?;
    rules::check_raise(&one, on).map_err(Error::Refused)?;
    hit(store::raise(ctx.tx, state, on, id, version)?)?;
    finish_review(ctx, id, "text_review.raise")?;
    Ok(())
}

/// It goes to the council.
pub fn submit(ctx: &mut Ctx<'_>, id: TextReviewId, version: i64, on: Date) -> Result<()> {
    let (_, state) = begun(ctx, id, Action::KeepReview, Event::Submit, on)?;
    hit(store::submit(ctx.tx, state, on, id, version)?)?;
    finish_review(ctx, id, "text_review.submit")?;
    Ok(())
}

/// How a review ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The text was put right.
    Settle,
    /// The council annulled it.
    Annul,
    /// The council left it.
    Keep,
}

/// It ends, with what: the text that was made instead, the resolution that annuls it, why it stays.
pub fn end(ctx: &mut Ctx<'_>, id: TextReviewId, version: i64, end: End, on: Date, words: &str) -> Result<()> {
    let (event, action) = match end {
        End::Settle => (Event::Settle, "text_review.settle"),
        End::Annul => (Event::Annul, "text_review.annul"),
        End::Keep => (Event::Keep, "text_review.keep"),
    };
    let (_, state) = begun(ctx, id, Action::KeepReview, event, on)?;
    check_words(words)?;
    hit(store::end(ctx.tx, state, on, words, id, version)?)?;
    finish_review(ctx, id, action)?;
    Ok(())
}
