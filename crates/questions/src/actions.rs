//! The deeds with a question.

use follow::{Due, NewFollowUp};
use kernel::{Date, FollowUpId, OrganizationId, PersonId, PledgeId, QuestionId, SessionId, period};
use kit::{Ctx, Error};

use crate::common::{Result, bodies, delegates, finish, folded, hit, permitted, put_in_search};
use crate::model::{Mode, NewAnswer, NewPledge, NewQuestion, Question, Refusal, WrittenReason};
use crate::policy::{self, Action};
use crate::rules::{self, Event};
use crate::store;

/// Who puts a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// The account's own delegate, now.
    Own,
    /// A delegate who handed in a paper form, which the office types.
    Paper {
        /// Who.
        person: PersonId,
        /// When it came.
        on: Date,
    },
}

/// Who asks and when, when the actor may put a question so.
fn asker(ctx: &mut Ctx<'_>, council: OrganizationId, asker: Asker) -> Result<(PersonId, Date, bool)> {
    let today = ctx.today;
    let (person, on, is_paper) = match asker {
        Asker::Own if policy::may_ask(ctx.actor, council) => {
            (ctx.actor.person.ok_or(Error::NotFound)?, today, false)
        }
        Asker::Paper { person, on } if policy::may_keep(ctx.actor, council) => (person, on, true),
        Asker::Own | Asker::Paper { .. } => return Err(Error::NotFound),
    };
    if today < on {
        return Err(Error::Refused(Refusal::InFuture));
    }
    if !delegates(ctx, council)?.iter().any(|(one, _)| *one == person) {
        return Err(Error::Refused(Refusal::NotADelegate));
    }
    Ok((person, on, is_paper))
}

/// The session at which a question is put: it is to be held or sits.
fn session(ctx: &mut Ctx<'_>, council: OrganizationId, id: SessionId) -> Result<sessions::Session> {
    use sessions::State;
    let found = sessions::find(ctx.tx, id)?.filter(|one| one.council_id == council);
    let one = found.ok_or(Error::Refused(Refusal::SessionOver))?;
    match one.state {
        State::Planned | State::Convened | State::Opened | State::Postponed => Ok(one),
        State::Closed | State::Cancelled => Err(Error::Refused(Refusal::SessionOver)),
    }
}

fn working_body(ctx: &mut Ctx<'_>, id: OrganizationId) -> Result<()> {
    let found = directory::organization(ctx.tx, id)?.filter(|one| one.works_on(ctx.today));
    found.map(|_| ()).ok_or(Error::Refused(Refusal::NoSuchBody))
}

/// Only those whom the law names are asked.
fn answering_body(ctx: &mut Ctx<'_>, council: OrganizationId, id: OrganizationId) -> Result<()> {
    let found = bodies(ctx, council)?.iter().any(|one| one.id == id);
    if found { Ok(()) } else { Err(Error::Refused(Refusal::NotAsked)) }
}

/// The follow-up of which a question may ask, as the actor may read it.
pub(crate) fn follow_up_of(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    id: FollowUpId,
) -> Result<follow::FollowUp> {
    follow::find(ctx.tx, id)?
        .filter(|found| found.council_id == council)
        .filter(|found| follow::policy::may(ctx.actor, follow::policy::Action::Read, found, &[]))
        .ok_or(Error::NotFound)
}

/// Puts a question: the form goes to the Standing Committee (Luật 87/2015/QH13, Điều 60 khoản 1).
pub fn ask(ctx: &mut Ctx<'_>, who: Asker, new: &NewQuestion) -> Result<QuestionId> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    let (person, on, is_paper) = asker(ctx, council, who)?;
    let is_public = match new.session {
        Some(id) => session(ctx, council, id)?.is_public,
        None => true,
    };
    answering_body(ctx, council, new.addressee_id)?;
    let about = match new.follow_up {
        Some(id) => Some(follow_up_of(ctx, council, id)?),
        None => None,
    };
    let (from, to) = (format!("CV-{}-", on.year()), format!("CV-{}.", on.year()));
    let db::One((last,)) = store::last_code(ctx.tx, &from, &to)?;
    let code = rules::next_code(&last, on);
    let id: QuestionId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        &code,
        council,
        new.session,
        person,
        new.addressee_id,
        &new.addressee,
        &new.text,
        on,
        is_paper,
        is_public,
        new.is_demonstration,
        &folded(&code, &new.addressee, &new.text),
    )?;
    let own = chain::Node::new("question", id, format!("Chất vấn {code}"), crate::path_of(&id.to_string()));
    if let Some(session) = new.session {
        let session = self::session(ctx, council, session)?;
        let from = chain::Node::new("session", session.id, session.label(), session.path());
        chain::link(ctx, &from, &own)?;
    }
    if let Some(about) = about {
        let from = chain::Node::new("follow_up", about.id, &about.code, about.path());
        chain::link(ctx, &from, &own)?;
    }
    finish(ctx, id, "question.ask", "", false)?;
    Ok(id)
}

/// Corrects a form that is not compiled yet.
pub fn amend(ctx: &mut Ctx<'_>, id: QuestionId, version: i64, new: &NewQuestion) -> Result<()> {
    let one = permitted(ctx, id, Action::Amend)?;
    if one.state != crate::State::Asked {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    // The session it was put at may have closed meanwhile
    let mut hides = false;
    if let Some(id) = new.session.filter(|_| new.session != one.session_id) {
        hides = !session(ctx, one.council_id, id)?.is_public;
    }
    if new.addressee_id != one.addressee_id {
        answering_body(ctx, one.council_id, new.addressee_id)?;
    }
    let folded = folded(&one.code, &new.addressee, &new.text);
    hit(store::amend(
        ctx.tx,
        new.session,
        new.addressee_id,
        &new.addressee,
        &new.text,
        &folded,
        id,
        version,
    )?)?;
    // A session that is not public has no public questions
    if hides && one.is_public {
        hit(store::publish(ctx.tx, false, id, version + 1)?)?;
    }
    finish(ctx, id, "question.amend", "", false)?;
    Ok(())
}

/// Takes a question back, before the council has chosen it.
pub fn withdraw(ctx: &mut Ctx<'_>, id: QuestionId, version: i64) -> Result<()> {
    let one = permitted(ctx, id, Action::Speak)?;
    let state = rules::step(one.state, Event::Withdraw).map_err(Error::Refused)?;
    hit(store::place(ctx.tx, state, None, one.mode, id, version)?)?;
    finish(ctx, id, "question.withdraw", "", one.is_open())?;
    Ok(())
}

/// Lets a question be answered in writing, by a day that the law counts.
pub fn allow_writing(
    ctx: &mut Ctx<'_>,
    id: QuestionId,
    version: i64,
    reason: WrittenReason,
    on: Date,
) -> Result<Date> {
    let one = permitted(ctx, id, Action::Keep)?;
    let (state, deadline) =
        rules::allow_writing(&one, reason, on, ctx.today, ctx.law).map_err(Error::Refused)?;
    hit(store::allow_writing(ctx.tx, state, Mode::Written, on, reason, deadline.due, id, version)?)?;
    finish(ctx, id, "question.allow_writing", reason.label(), one.is_open())?;
    Ok(deadline.due)
}

/// Writes down what was answered in the hall, and what was promised there.
pub fn answer_orally(
    ctx: &mut Ctx<'_>,
    id: QuestionId,
    version: i64,
    new: &NewAnswer,
    pledges: &[NewPledge],
) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    let state = rules::step(one.state, Event::AnswerOrally).map_err(Error::Refused)?;
    rules::check_day(&one, new.on, ctx.today).map_err(Error::Refused)?;
    rules::check_signer(&new.signer).map_err(Error::Refused)?;
    for pledge in pledges {
        check_pledge(ctx, new.on, pledge)?;
    }
    hit(store::answer(ctx.tx, state, new.on, &new.signer, &new.answer, &new.reference, id, version)?)?;
    for pledge in pledges {
        write_pledge(ctx, &one, new.on, pledge)?;
    }
    finish(ctx, id, "question.answer_orally", "", one.is_open())?;
    Ok(())
}

/// Gives the written answer, or writes it down from the paper. Late ones are taken and count as
/// late: the delegate keeps the right to an answer.
pub fn answer_in_writing(ctx: &mut Ctx<'_>, id: QuestionId, version: i64, new: &NewAnswer) -> Result<()> {
    let one = permitted(ctx, id, Action::Read)?;
    let state = rules::step(one.state, Event::AnswerInWriting).map_err(Error::Refused)?;
    permitted(ctx, id, Action::Answer)?;
    rules::check_written_day(&one, new.on, ctx.today).map_err(Error::Refused)?;
    rules::check_signer(&new.signer).map_err(Error::Refused)?;
    hit(store::answer(ctx.tx, state, new.on, &new.signer, &new.answer, &new.reference, id, version)?)?;
    finish(ctx, id, "question.answer_in_writing", "", one.is_open())?;
    Ok(())
}

/// Corrects what was written down of an answer; its state stays. What stood before is in the
/// journal with the reason.
pub fn correct_answer(
    ctx: &mut Ctx<'_>,
    id: QuestionId,
    version: i64,
    new: &NewAnswer,
    reason: &str,
) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    if !one.state.is_answered() {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    // An answer in the hall has no day before which it could not be given
    rules::check_written_day(&one, new.on, ctx.today).map_err(Error::Refused)?;
    rules::check_signer(&new.signer).map_err(Error::Refused)?;
    if reason.is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    hit(store::answer(ctx.tx, one.state, new.on, &new.signer, &new.answer, &new.reference, id, version)?)?;
    finish(ctx, id, "question.correct_answer", reason, one.is_open())?;
    Ok(())
}

/// Corrects the day on which writing was allowed; the law counts the answer's day anew.
pub fn correct_day(ctx: &mut Ctx<'_>, id: QuestionId, version: i64, on: Date, reason: &str) -> Result<Date> {
    let one = permitted(ctx, id, Action::Keep)?;
    let Some(why) = one.written_reason.filter(|_| one.state == crate::State::WrittenAllowed) else {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    };
    rules::check_day(&one, on, ctx.today).map_err(Error::Refused)?;
    if reason.is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    let due = rules::written_due(ctx.law, on).map_err(Error::Refused)?.due;
    hit(store::allow_writing(ctx.tx, one.state, Mode::Written, on, why, due, id, version)?)?;
    finish(ctx, id, "question.correct_day", reason, one.is_open())?;
    Ok(due)
}

/// Writes down whether the delegate agrees with the answer.
pub fn judge(ctx: &mut Ctx<'_>, id: QuestionId, version: i64, agrees: bool, opinion: &str) -> Result<()> {
    let one = permitted(ctx, id, Action::Speak)?;
    let event = if agrees { Event::Agree } else { Event::Disagree };
    let state = rules::step(one.state, event).map_err(Error::Refused)?;
    hit(store::judge(ctx.tx, state, agrees, opinion, id, version)?)?;
    finish(ctx, id, "question.judge", "", one.is_open())?;
    Ok(())
}

/// The delegate who does not agree asks the council to discuss the answer (Luật 87/2015/QH13,
/// Điều 60 khoản 4).
pub fn ask_to_discuss(ctx: &mut Ctx<'_>, id: QuestionId, version: i64) -> Result<()> {
    let one = permitted(ctx, id, Action::Speak)?;
    let state = rules::step(one.state, Event::AskToDiscuss).map_err(Error::Refused)?;
    hit(store::place(ctx.tx, state, one.issue_id, one.mode, id, version)?)?;
    finish(ctx, id, "question.ask_to_discuss", "", one.is_open())?;
    Ok(())
}

/// Writes down what the council concluded on an answer.
pub fn discuss(ctx: &mut Ctx<'_>, id: QuestionId, version: i64, on: Date, words: &str) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    let state = rules::step(one.state, Event::Discuss).map_err(Error::Refused)?;
    rules::check_day(&one, on, ctx.today).map_err(Error::Refused)?;
    hit(store::discuss(ctx.tx, state, on, words, id, version)?)?;
    finish(ctx, id, "question.discuss", "", one.is_open())?;
    Ok(())
}

/// Shows a question to everyone, or no longer.
pub fn publish(ctx: &mut Ctx<'_>, id: QuestionId, version: i64, is_public: bool) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?;
    let session = match one.session_id {
        Some(session) if is_public => sessions::find(ctx.tx, session)?,
        Some(_) | None => None,
    };
    if session.is_some_and(|session| !session.is_public) {
        return Err(Error::Refused(Refusal::SessionHidden));
    }
    hit(store::publish(ctx.tx, is_public, id, version)?)?;
    let now = store::question(ctx.tx, id)?.ok_or(Error::NotFound)?;
    show_pledges(ctx, &now)?;
    finish(ctx, id, "question.publish", "", one.is_open())?;
    Ok(())
}

/// The follow-ups of what was promised are read by whom the question is read.
fn show_pledges(ctx: &mut Ctx<'_>, one: &Question) -> db::Result<()> {
    follow::show_of_source(ctx, "question", &one.id.to_string(), one.is_open())
}

/// What the register of sessions tells: a session was published or hidden, and so are its
/// questions and what was promised in answer to them. One that the office had hidden by itself
/// stays hidden.
pub fn session_changed(ctx: &mut Ctx<'_>, session: SessionId) -> db::Result<()> {
    let Some(session) = sessions::find(ctx.tx, session)? else { return Ok(()) };
    let changed = if session.is_public {
        store::show_of_session(ctx.tx, true, session.id)?
    } else {
        store::hide_of_session(ctx.tx, false, Some(true), session.id)?
    };
    if changed == db::Count(0) {
        return Ok(());
    }
    for one in store::of_session(ctx.tx, session.id)? {
        put_in_search(ctx, &one)?;
        show_pledges(ctx, &one)?;
    }
    Ok(())
}

/// Writes a promise down and has it followed.
pub fn pledge(ctx: &mut Ctx<'_>, id: QuestionId, new: &NewPledge) -> Result<Option<FollowUpId>> {
    let one = permitted(ctx, id, Action::Keep)?;
    let Some(on) = one.answered_on.filter(|_| one.state.is_answered()) else {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    };
    check_pledge(ctx, on, new)?;
    let follow_up = write_pledge(ctx, &one, on, new)?;
    finish(ctx, id, "question.pledge", "", one.is_open())?;
    Ok(follow_up)
}

fn check_pledge(ctx: &mut Ctx<'_>, on: Date, new: &NewPledge) -> Result<()> {
    rules::check_pledge(on, new.due_on).map_err(Error::Refused)?;
    working_body(ctx, new.lead)
}

fn write_pledge(ctx: &mut Ctx<'_>, one: &Question, on: Date, new: &NewPledge) -> Result<Option<FollowUpId>> {
    let follow_up = follow(ctx, one, on, new)?;
    let id: PledgeId = ctx.id();
    store::insert_pledge(ctx.tx, id, one.id, &new.text, new.lead, new.due_on, on, follow_up)?;
    Ok(follow_up)
}

/// The follow-up of a promise: the Standing Committee asks, the body that promised leads.
fn follow(ctx: &mut Ctx<'_>, one: &Question, on: Date, new: &NewPledge) -> Result<Option<FollowUpId>> {
    if !follow::policy::may_create(ctx.actor, one.council_id) {
        return Ok(None);
    }
    let session = match one.session_id {
        // A public promise does not name a session that is not
        Some(id) => sessions::find(ctx.tx, id)?
            .filter(|session| session.is_public || !one.is_open())
            .map(|session| session.label()),
        None => None,
    };
    let head = follow::Head::of(ctx, one.council_id).map_err(refused)?;
    let reason = match &session {
        Some(label) => format!("Lời hứa tại {}", lower(label)),
        None => format!("Lời hứa khi trả lời chất vấn {}", one.code),
    };
    let follow_up = follow::issue(
        ctx,
        &NewFollowUp {
            council: one.council_id,
            asker: head.organization,
            lead: new.lead,
            cooperating: Vec::new(),
            text: new.text.clone(),
            source_kind: "question".to_owned(),
            source_id: Some(one.id.to_string()),
            source_label: format!("Lời hứa, chất vấn {}", one.code),
            source_href: one.path(),
            origin_on: on,
            origin_label: session.map_or_else(|| period::Quarter::of(on).print(), |label| lower(&label)),
            due: Due::On { date: new.due_on, reason },
            is_public: one.is_open(),
            is_demonstration: one.is_demonstration,
        },
    );
    follow_up.map(Some).map_err(refused)
}

/// "Kỳ họp thứ Mười tám" inside a sentence.
pub(crate) fn lower(label: &str) -> String {
    label.strip_prefix("Kỳ họp").map_or_else(|| label.to_owned(), |rest| format!("kỳ họp{rest}"))
}

fn refused(error: Error<follow::Refusal>) -> Error<Refusal> {
    Error::from_other(error, |reason| Refusal::Follow(reason.to_string()))
}
