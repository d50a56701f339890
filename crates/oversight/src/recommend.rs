//! Recommendations after oversight: each is a follow-up, and what becomes of it stands there.

use chain::Node;
use follow::{Due, NewFollowUp};
use kernel::{Date, FollowUpId, OversightId, RecommendationId, dates, period, text};
use kit::{Ctx, Error};

use crate::common::{Result, finish, hit, node, permitted, working};
use crate::model::{NewRecommendation, Oversight, Recommendation, Refusal};
use crate::policy::Action;
use crate::rules::{self, Event};
use crate::store;

/// Issues a recommendation of a concluded oversight: one body is accountable, others help; it is
/// followed from now on. Returns it with its follow-up.
pub fn recommend(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    on: Date,
    new: &NewRecommendation,
) -> Result<(RecommendationId, FollowUpId)> {
    let one = permitted(ctx, id, Action::Recommend)?.one;
    let state = rules::step(one.kind, one.state, Event::Recommend).map_err(Error::Refused)?;
    rules::check_day(one.concluded_on, on, ctx.today).map_err(Error::Refused)?;
    rules::check_due(on, new.due_on).map_err(Error::Refused)?;
    working(ctx, new.lead)?;
    let recommendation: RecommendationId = ctx.id();
    let follow_up = follow(ctx, &one, recommendation, on, new)?;
    let db::One((last,)) = store::last_place(ctx.tx, id)?;
    store::insert_recommendation(
        ctx.tx,
        recommendation,
        id,
        one.council_id,
        last + 1,
        new.kind,
        &new.text,
        new.lead,
        new.due_on,
        on,
        follow_up,
        !one.is_secret,
    )?;
    let mut seen = vec![new.lead];
    for body in &new.cooperating {
        if !seen.contains(body) {
            seen.push(*body);
            let row: RecommendationId = ctx.id();
            store::insert_cooperation(ctx.tx, row, recommendation, *body)?;
        }
    }
    if state != one.state {
        hit(store::set_state(ctx.tx, state, id, one.version)?)?;
    }
    chain::link(ctx, &node(&one), &recommendation_node(&one, recommendation, &new.text))?;
    finish(ctx, id, "oversight.recommend", on, "Ban hành kiến nghị.", one.is_open())?;
    Ok((recommendation, follow_up))
}

pub(crate) fn recommendation_node(one: &Oversight, id: RecommendationId, words: &str) -> Node {
    Node::new("recommendation", id, label(one, words), format!("{}#kien-nghi", one.path()))
}

/// What a recommendation is called; what is secret is named by its code alone.
fn label(one: &Oversight, words: &str) -> String {
    if one.is_secret {
        format!("Kiến nghị sau giám sát {}", one.code)
    } else {
        format!("Kiến nghị: {}", text::truncate_words(words, 100))
    }
}

/// The follow-up of a recommendation.
fn follow(
    ctx: &mut Ctx<'_>,
    one: &Oversight,
    recommendation: RecommendationId,
    on: Date,
    new: &NewRecommendation,
) -> Result<FollowUpId> {
    follow::issue(
        ctx,
        &NewFollowUp {
            council: one.council_id,
            asker: one.body_id,
            lead: new.lead,
            cooperating: new.cooperating.clone(),
            text: new.text.clone(),
            source_kind: "recommendation".to_owned(),
            source_id: Some(recommendation.to_string()),
            source_label: format!("Kiến nghị sau giám sát {}", one.code),
            source_href: one.path(),
            origin_on: on,
            origin_label: period::Quarter::of(on).print(),
            due: Due::On { date: new.due_on, reason: format!("Kết luận giám sát {}", one.code) },
            is_public: !one.is_secret,
            is_demonstration: one.is_demonstration,
        },
    )
    .map_err(|error| Error::from_other(error, |reason| Refusal::Other(reason.to_string())))
}

/// The recommendation that a follow-up follows, and its oversight. Asks no policy.
pub fn of_follow_up(
    ctx: &mut Ctx<'_>,
    follow_up: FollowUpId,
) -> db::Result<Option<(Recommendation, Oversight)>> {
    let Some(recommendation) = store::recommendation_of(ctx.tx, follow_up)? else { return Ok(None) };
    let oversight = store::oversight(ctx.tx, recommendation.oversight_id)?;
    Ok(oversight.map(|one| (recommendation, one)))
}

/// How many recommendations of an oversight have not come to their end.
pub(crate) fn open_count(ctx: &mut Ctx<'_>, id: OversightId) -> db::Result<usize> {
    let all = store::recommendations(ctx.tx, id)?;
    let followed: Vec<FollowUpId> = all.iter().map(|one| one.follow_up_id).collect();
    Ok(follow::find_many(ctx.tx, &followed)?.iter().filter(|one| one.is_open()).count())
}

/// The recommendation of an oversight, when the actor may judge it.
fn judged(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    which: RecommendationId,
) -> Result<(Oversight, Recommendation)> {
    let one = permitted(ctx, id, Action::Recommend)?.one;
    let known = store::recommendation(ctx.tx, which)?
        .filter(|known| known.oversight_id == id)
        .ok_or(Error::NotFound)?;
    Ok((one, known))
}

/// Asks a body to explain why a recommendation is not carried out (Luật 121/2025/QH15, Điều 40);
/// the law counts the day, a longer one in a complex matter.
pub fn ask_explanation(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    which: RecommendationId,
    is_complex: bool,
) -> Result<Date> {
    let (one, known) = judged(ctx, id, which)?;
    if known.explain_asked_on.is_some() {
        return Err(Error::Refused(Refusal::ExplanationAsked));
    }
    let follow_up = follow::find(ctx.tx, known.follow_up_id)?.ok_or(Error::NotFound)?;
    if !follow_up.is_overdue(ctx.today) {
        return Err(Error::Refused(Refusal::NotOverdue));
    }
    let today = ctx.today;
    let due = rules::explanation_due(ctx.law, today, is_complex).map_err(Error::Refused)?.due;
    hit(store::ask_explanation(ctx.tx, today, due, which, known.version)?)?;
    let told = format!("Yêu cầu giải trình kiến nghị {}, hạn {}.", known.place, dates::print(due));
    finish(ctx, id, "oversight.ask_explanation", today, &told, one.is_open())?;
    Ok(due)
}

/// Writes the explanation down.
pub fn explain(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    which: RecommendationId,
    on: Date,
    words: &str,
) -> Result<()> {
    let (one, known) = judged(ctx, id, which)?;
    if known.explain_asked_on.is_none() {
        return Err(Error::Refused(Refusal::ExplanationNotAsked));
    }
    rules::check_day(known.explain_asked_on, on, ctx.today).map_err(Error::Refused)?;
    hit(store::explain(ctx.tx, on, words, which, known.version)?)?;
    let told = format!("Ghi giải trình về kiến nghị {}.", known.place);
    finish(ctx, id, "oversight.explain", on, &told, one.is_open())?;
    Ok(())
}
