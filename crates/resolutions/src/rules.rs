//! Numbers, the order of dates, effect and sending up.

mod publication;
mod relations;

use kernel::{Date, dates, text};
use law::{Deadline, Law, Level, Rule};
use sessions::{Session, State};

use crate::model::{NewResolution, Refusal, Resolution, Series};

pub use publication::publication;
pub use relations::{
    article_of, erratum_faults, relation_faults, send_session, sending_faults, silent_change, tied_faults,
};

/// From this day the earliest effect is counted from adoption, not from signing (Luật
/// 64/2025/QH15, Điều 53).
const COUNTED_FROM_ADOPTION: Date = Date::constant(2025, 4, 1);

/// The number as it is written: the year stands only in the normative series (Nghị định
/// 30/2020/NĐ-CP; Luật 80/2015/QH13, Điều 10). `symbol` is the body's, "HĐND".
pub fn number(series: Series, seq: i64, year: i64, symbol: &str) -> String {
    match series {
        Series::Normative => format!("{seq:02}/{year}/NQ-{symbol}"),
        Series::Individual => format!("{seq:02}/NQ-{symbol}"),
    }
}

/// Everything that is wrong with the dates of a resolution, all at once.
pub fn faults(new: &NewResolution, law: &Law, level: Level, today: Date) -> Vec<Refusal> {
    let mut faults = Vec::new();
    let mut refuse_if = |is_wrong: bool, refusal: Refusal| {
        if is_wrong {
            faults.push(refusal);
        }
    };
    refuse_if(new.seq < 1, Refusal::NumberOutOfRange);
    refuse_if(new.year != i64::from(new.adopted_on.year()), Refusal::OtherYear);
    refuse_if(today < new.adopted_on, Refusal::AdoptedInFuture);
    // The demonstration tells the whole story of a session on its last day
    let lies_ahead = |on: Option<Date>| !new.is_demonstration && on.is_some_and(|on| today < on);
    refuse_if(new.signed_on.is_some_and(|signed| signed < new.adopted_on), Refusal::SignedBeforeAdopted);
    refuse_if(lies_ahead(new.signed_on), Refusal::SignedInFuture);
    refuse_if(lies_ahead(new.sent_up_on), Refusal::SentInFuture);
    let sent_unsigned = new.sent_up_on.is_some_and(|sent| new.signed_on.is_none_or(|signed| sent < signed));
    refuse_if(sent_unsigned, Refusal::SentBeforeSigned);
    let ends_early = new.expired_on.is_some_and(|end| new.effective_on.is_none_or(|begin| end < begin));
    refuse_if(ends_early, Refusal::ExpiredBeforeEffective);
    let shortened = new.shortened.as_ref();
    refuse_if(shortened.is_some() && !new.is_normative, Refusal::ShortenedIndividual);
    refuse_if(shortened.is_some_and(|one| one.by.trim().is_empty()), Refusal::ShortenedByNobody);
    refuse_if(shortened.is_some_and(|one| one.reason.trim().is_empty()), Refusal::ShortenedWithoutReason);
    faults.extend(effect_fault(new, law, level));
    faults
}

fn effect_fault(new: &NewResolution, law: &Law, level: Level) -> Option<Refusal> {
    let effective = new.effective_on?;
    if effective < new.adopted_on {
        return Some(Refusal::Retroactive);
    }
    // One made by the shortened procedure may hold at once, from the day it was adopted
    if !new.is_normative || new.shortened.is_some() {
        return None;
    }
    if new.signed_on.is_none() && new.adopted_on < COUNTED_FROM_ADOPTION {
        return Some(Refusal::EffectWithoutSigning);
    }
    let earliest = earliest_effect(law, level, new.adopted_on, new.signed_on)?;
    (effective < earliest.due).then(|| {
        Refusal::EffectTooEarly(format!(
            "Nghị quyết quy phạm pháp luật này có hiệu lực sớm nhất từ ngày {} ({}, {}). Sửa ngày có hiệu lực.",
            dates::print(earliest.due),
            earliest.rule.limit_text,
            earliest.rule.source
        ))
    })
}

/// The earliest day on which a normative resolution may take effect; none before it is signed,
/// when the signature starts the count.
pub fn earliest_effect(
    law: &Law,
    level: Level,
    adopted_on: Date,
    signed_on: Option<Date>,
) -> Option<Deadline> {
    let trigger = if adopted_on < COUNTED_FROM_ADOPTION { signed_on? } else { adopted_on };
    law.deadline_at(Rule::EffectOfNormativeResolution, level, trigger).ok()
}

/// The latest day for sending a signed resolution to the level above (Luật 87/2015/QH13, Điều 7
/// khoản 2); none in the years without such a rule.
pub fn send_up(law: &Law, signed_on: Date) -> Option<Deadline> {
    law.deadline(Rule::SendResolutionUp, signed_on).ok()
}

/// Whether a session could have adopted the resolution.
pub fn check_session(new: &NewResolution, session: &Session) -> Result<(), Refusal> {
    if session.council_id != new.council {
        return Err(Refusal::OtherCouncilsSession);
    }
    if !matches!(session.state, State::Opened | State::Closed) {
        return Err(Refusal::SessionNotHeld);
    }
    if session.is_archived() {
        return Err(Refusal::SessionArchived);
    }
    let over = session.state == State::Closed && session.closed_on.is_some_and(|last| last < new.adopted_on);
    if new.adopted_on < session.opened_on || over {
        return Err(Refusal::OutsideSession(session.days()));
    }
    Ok(())
}

/// Whether a change touches nothing but the end of a resolution: that comes with what is resolved
/// later, also after the dossier of its session was put into the archive.
pub fn is_only_its_end(known: &Resolution, new: &NewResolution) -> bool {
    let shortened = new.shortened.as_ref();
    known.session_id == new.session
        && known.is_normative == new.is_normative
        && known.seq == new.seq
        && known.year == new.year
        && known.title == new.title
        && known.adopted_on == new.adopted_on
        && known.signed_on == new.signed_on
        && known.effective_on == new.effective_on
        && known.sent_up_on == new.sent_up_on
        && text::clean(&known.body) == text::clean(&new.body)
        && known.is_public == new.is_public
        && known.shortened_by.as_deref() == shortened.map(|one| one.by.as_str())
        && known.shortened_reason.as_deref() == shortened.map(|one| one.reason.as_str())
}

#[cfg(test)]
mod tests;
