//! What the body does with it, and how it ends.

use kernel::{Date, LetterEntryId, LetterId, OrganizationId, dates};
use kit::{Ctx, Error};

use super::{Result, empty, hit, keep, load, load_version, other, record, tell};
use crate::model::{EntryKind, Kind, Letter, Outcome, Refusal, Result_, State};
use crate::policy::{self, Action};
use crate::{clocks, rules, store};

/// An answer as it is given.
#[derive(Debug, Clone)]
pub struct Answered {
    /// What it comes to.
    pub result: Result_,
    /// Number and date of the document.
    pub reference: String,
    /// The day of the document.
    pub on: Date,
}

/// The body told that it took the letter up: the clock of the settlement starts.
pub fn accepted(ctx: &mut Ctx<'_>, id: LetterId, version: i64, on: Date) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Handle)?;
    if one.state != State::AwaitingAnswer {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    rules::day_of_course(one.received_on, on, ctx.today).map_err(Error::Refused)?;
    one.accepted_on = Some(on);
    keep(ctx, &one, "letter.accepted", EntryKind::Accepted, &format!("Ngày {}", dates::print(on)))
}

/// The settlement stands still from a day, by a decision.
pub fn pause(ctx: &mut Ctx<'_>, id: LetterId, version: i64, from: Date, reference: &str) -> Result<Letter> {
    let one = load_version(ctx, id, version, Action::Handle)?;
    let accepted = one.accepted_on.filter(|_| one.state == State::AwaitingAnswer);
    let accepted = accepted.ok_or(Error::Refused(Refusal::WrongState(one.state)))?;
    rules::day_of_course(accepted, from, ctx.today).map_err(Error::Refused)?;
    if reference.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReference));
    }
    let pauses = store::pauses(ctx.tx, id)?;
    let overlaps = pauses.iter().any(|pause| pause.to_on.is_none_or(|to| to >= from));
    if overlaps {
        return Err(Error::Refused(Refusal::Other(
            "Đang tạm đình chỉ, hoặc ngày chồng lên đợt trước.".to_owned(),
        )));
    }
    let pause: LetterEntryId = ctx.id();
    store::insert_pause(ctx.tx, &pause.to_string(), id, from, None, reference)?;
    keep(ctx, &one, "letter.pause", EntryKind::Paused, &format!("Từ ngày {}", dates::print(from)))
}

/// It goes on again after a day.
pub fn resume(ctx: &mut Ctx<'_>, id: LetterId, version: i64, last: Date) -> Result<Letter> {
    let one = load_version(ctx, id, version, Action::Handle)?;
    let pauses = store::pauses(ctx.tx, id)?;
    let open = pauses.iter().find(|pause| pause.to_on.is_none());
    let open = open.ok_or(Error::Refused(Refusal::WrongState(one.state)))?;
    rules::day_of_course(open.from_on, last, ctx.today).map_err(Error::Refused)?;
    store::end_pause(ctx.tx, last, id)?;
    keep(ctx, &one, "letter.resume", EntryKind::Paused, &format!("Đến ngày {}", dates::print(last)))
}

/// The body answers; or the office writes down what came on paper.
pub fn answer(ctx: &mut Ctx<'_>, id: LetterId, version: i64, given: &Answered) -> Result<Letter> {
    let mut one = store::letter(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let on = policy::Subject::from(&one);
    if !policy::may(ctx.actor, Action::Read, on) {
        return Err(Error::NotFound);
    }
    let is_body = policy::may(ctx.actor, Action::Answer, on);
    if !is_body && !policy::may(ctx.actor, Action::Handle, on) {
        return Err(Error::Forbidden);
    }
    if one.version != version {
        return Err(Error::Conflict);
    }
    one.state = rules::answer(one.state, one.kind, given.result, &given.reference).map_err(Error::Refused)?;
    let begun = one.accepted_on.or(one.decided_on).unwrap_or(one.received_on);
    rules::day_of_course(begun, given.on, ctx.today).map_err(Error::Refused)?;
    if let Some(follow_up) = one.follow_up_id {
        let evidence = follow::Evidence {
            // A result says what kind of letter it was
            text: "Đã trả lời bằng văn bản.".to_owned(),
            reference: given.reference.clone(),
            uploads: Vec::new(),
        };
        let done = if is_body {
            follow::answer(ctx, follow_up, &evidence)
        } else {
            follow::answer_on_paper(ctx, follow_up, &evidence)
        };
        done.map_err(other)?;
    }
    store::end_pause(ctx.tx, given.on, id)?;
    one.answered_on = Some(given.on);
    one.answer_reference.clone_from(&given.reference);
    one.result = Some(given.result);
    keep(ctx, &one, "letter.answer", EntryKind::Answered, &given.reference)
}

/// The citizen was told, by a paper or by word: it is over. `by` is the paper's number and date.
pub fn inform(ctx: &mut Ctx<'_>, id: LetterId, version: i64, on: Date, by: &str) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Handle)?;
    one.state = rules::inform(one.state, one.answered_on, on, ctx.today).map_err(Error::Refused)?;
    if let Some(follow_up) = one.follow_up_id {
        follow::assess(ctx, follow_up, follow::Assessment::Met, "").map_err(other)?;
    }
    one.informed_on = Some(on);
    by.clone_into(&mut one.informed_by);
    one.closed_on = Some(ctx.today);
    let words = if by.is_empty() { "Bằng lời".to_owned() } else { by.to_owned() };
    keep(ctx, &one, "letter.inform", EntryKind::Informed, &words)
}

/// The writer takes it back.
pub fn withdraw(ctx: &mut Ctx<'_>, id: LetterId, version: i64) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Handle)?;
    let was = one.state;
    one.state = rules::withdraw(one.state).map_err(Error::Refused)?;
    if let Some(follow_up) = one.follow_up_id {
        if was == State::AwaitingAnswer {
            let evidence = follow::Evidence {
                text: "Đơn đã kết thúc.".to_owned(),
                reference: one.label(),
                uploads: Vec::new(),
            };
            follow::answer_on_paper(ctx, follow_up, &evidence).map_err(other)?;
        }
        follow::assess(ctx, follow_up, follow::Assessment::Met, "").map_err(other)?;
    }
    store::end_pause(ctx.tx, ctx.today, id)?;
    one.result = Some(Result_::Withdrawn);
    one.closed_on = Some(ctx.today);
    keep(ctx, &one, "letter.withdraw", EntryKind::Closed, Result_::Withdrawn.label())
}

/// Name, content and scans of filed letters are destroyed after the lawful time, by a decision of
/// the head; number, days and the journal's proofs stay. Returns the contents to be taken from
/// the disk once the deed has held.
pub fn destroy(ctx: &mut Ctx<'_>, ids: &[LetterId], decision: &str) -> Result<Vec<String>> {
    if decision.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReference));
    }
    if ids.is_empty() {
        return Err(Error::Refused(Refusal::Other("Chọn ít nhất một đơn.".to_owned())));
    }
    let mut contents = Vec::new();
    for id in ids {
        let mut one = load(ctx, *id, Action::Destroy)?;
        let filed =
            one.closed_on.filter(|_| one.outcome == Some(Outcome::File) && one.destroyed_on.is_none());
        let filed = filed.ok_or(Error::Refused(Refusal::WrongState(one.state)))?;
        let kept = clocks::keep_until(ctx.law, filed)
            .map_err(|reason| Error::Refused(Refusal::Other(reason.to_string())))?;
        if kept.due >= ctx.today {
            return Err(Error::Refused(Refusal::StillKept(dates::print(kept.due))));
        }
        contents.extend(empty(ctx, &one)?);
        one.note = None;
        one.destroyed_on = Some(ctx.today);
        decision.clone_into(&mut one.destroyed_by);
        hit(store::save(ctx.tx, &one)?)?;
        tell(ctx, one.id, EntryKind::Destroyed, decision)?;
        record(ctx, &one, "letter.destroy")?;
    }
    Ok(contents)
}

/// The follow-up of a letter passed to another body, or to another day; part of that deed.
pub fn moved(ctx: &mut Ctx<'_>, id: &str, lead: OrganizationId, due: Option<Date>) -> db::Result<()> {
    let Ok(id) = id.parse::<LetterId>() else { return Ok(()) };
    let Some(mut one) = store::letter(ctx.tx, id)? else { return Ok(()) };
    one.lead_id = Some(lead);
    one.due_on = due.or(one.due_on);
    store::save(ctx.tx, &one)?;
    Ok(())
}

/// Whether the citizen can be told: a denouncer and an anonymous writer are not told from here.
pub(crate) fn has_citizen(one: &Letter) -> bool {
    one.kind != Kind::Denunciation && !one.is_anonymous && one.sender.is_some()
}
