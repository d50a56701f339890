//! What becomes of a difficulty that a commune raised.

use audit::Deed;
use follow::{Due, NewFollowUp};
use kernel::{DifficultyId, OrganizationId, text};
use kit::{Ctx, Error};
use law::Rule;

use super::{Result, hit, load, other};
use crate::model::{Briefing, Difficulty, Refusal};
use crate::policy::Action;
use crate::store_reports;

fn load_difficulty(ctx: &mut Ctx<'_>, id: DifficultyId) -> Result<(Briefing, Difficulty)> {
    let difficulty = store_reports::difficulty(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let briefing = difficulty.briefing_id.ok_or(Error::NotFound)?;
    let briefing = load(ctx, briefing, Action::SettleDifficulty, None)?;
    if difficulty.cleared_on.is_some() {
        return Err(Error::Refused(Refusal::Cleared));
    }
    Ok((briefing, difficulty))
}

fn record(ctx: &mut Ctx<'_>, action: &'static str, difficulty: &Difficulty, reason: &str) -> Result<()> {
    let label = text::truncate_words(&difficulty.text, 100);
    audit::record(ctx, Deed::new(action, "difficulty", difficulty.id, label).because(reason))?;
    Ok(())
}

/// Answers a difficulty; it stays open until it is cleared.
pub fn answer_difficulty(
    ctx: &mut Ctx<'_>,
    id: DifficultyId,
    answer: &str,
    version: i64,
) -> Result<Briefing> {
    let (briefing, difficulty) = load_difficulty(ctx, id)?;
    hit(store_reports::set_answer(ctx.tx, answer, id, version)?)?;
    record(ctx, "briefing.answer", &difficulty, "")?;
    Ok(briefing)
}

/// Gives a difficulty to a body, which owes an answer within the days of BRF-07.
pub fn assign_difficulty(
    ctx: &mut Ctx<'_>,
    id: DifficultyId,
    lead: OrganizationId,
    version: i64,
) -> Result<Briefing> {
    let (briefing, difficulty) = load_difficulty(ctx, id)?;
    if difficulty.follow_up_id.is_some() {
        return Err(Error::Refused(Refusal::AlreadyAssigned));
    }
    // Counted from the day it is given: the body could not know earlier
    let found = ctx.law.deadline(Rule::BriefingDifficultyAnswer, ctx.today);
    let deadline = found.map_err(|error| Error::Refused(Refusal::Other(error.to_string())))?;
    let reason = format!("{}: {} ({})", deadline.rule.says, deadline.rule.limit_text, deadline.rule.source);
    let unit =
        directory::area(ctx.tx, difficulty.area_id)?.map_or_else(String::new, |area| area.in_sentence());
    let new = NewFollowUp {
        council: briefing.council_id,
        asker: briefing.council_id,
        lead,
        cooperating: Vec::new(),
        text: format!("Trả lời {unit}: {}", difficulty.text),
        source_kind: "difficulty".to_owned(),
        source_id: Some(id.to_string()),
        source_label: format!(
            "{} của {unit}, giao ban {}",
            difficulty.kind.label(),
            briefing.quarter_label()
        ),
        source_href: format!("{}/kho-khan", briefing.path()),
        origin_on: ctx.today,
        origin_label: briefing.quarter_label(),
        due: Due::On { date: deadline.due, reason },
        is_public: false,
        is_demonstration: briefing.is_demonstration,
    };
    let follow_up = follow::issue(ctx, &new).map_err(other)?;
    hit(store_reports::set_assigned(ctx.tx, lead, follow_up, id, version)?)?;
    record(ctx, "briefing.assign", &difficulty, "")?;
    Ok(briefing)
}

/// Clears a difficulty with what was decided.
pub fn clear_difficulty(
    ctx: &mut Ctx<'_>,
    id: DifficultyId,
    decided: &str,
    version: i64,
) -> Result<Briefing> {
    let (briefing, difficulty) = load_difficulty(ctx, id)?;
    if decided.is_empty() {
        return Err(Error::Refused(Refusal::ReasonNeeded));
    }
    hit(store_reports::set_cleared(ctx.tx, ctx.today, decided, id, version)?)?;
    record(ctx, "briefing.clear", &difficulty, decided)?;
    Ok(briefing)
}
