//! The questions of a session put into groups of issues, and what the council chose of them
//! (Luật 87/2015/QH13, Điều 60 khoản 2).

use audit::Deed;
use kernel::{QuestionId, QuestionIssueId, SessionId};
use kit::{Ctx, Error};
use sessions::Session;

use crate::common::{Result, find_it, hit};
use crate::model::{Issue, Mode, Question, Refusal, State};
use crate::rules::{self, Event};
use crate::{policy, store};

/// The session, when the actor keeps the questions of its council.
pub(crate) fn kept(ctx: &mut Ctx<'_>, id: SessionId) -> Result<Session> {
    sessions::find(ctx.tx, id)?
        .filter(|one| policy::may_keep(ctx.actor, one.council_id))
        .ok_or(Error::NotFound)
}

fn own_issue(ctx: &mut Ctx<'_>, session: SessionId, id: QuestionIssueId) -> Result<Issue> {
    store::issue(ctx.tx, id)?.filter(|one| one.session_id == session).ok_or(Error::NotFound)
}

/// Writes a deed with the groups down. Before the council has decided they are the office's draft.
fn note(ctx: &mut Ctx<'_>, session: &Session, action: &'static str, what: &str, public: bool) -> Result<()> {
    let label = format!("{what}, {}", session.label());
    let deed = Deed::new(action, "session", session.id, label);
    audit::record(ctx, deed.public_if(public && session.is_public))?;
    Ok(())
}

/// Adds a group.
pub fn add_issue(
    ctx: &mut Ctx<'_>,
    session: SessionId,
    title: &str,
    respondent: &str,
) -> Result<QuestionIssueId> {
    let session = kept(ctx, session)?;
    let (last,) = store::last_place(ctx.tx, session.id)?.0;
    let id: QuestionIssueId = ctx.id();
    store::insert_issue(ctx.tx, id, session.id, last + 1, title, respondent)?;
    note(ctx, &session, "question.group", &format!("Thêm nhóm vấn đề “{title}”"), false)?;
    Ok(id)
}

/// Renames a group, or says who is to answer on it.
pub fn change_issue(
    ctx: &mut Ctx<'_>,
    session: SessionId,
    id: QuestionIssueId,
    version: i64,
    title: &str,
    respondent: &str,
) -> Result<()> {
    let session = kept(ctx, session)?;
    let issue = own_issue(ctx, session.id, id)?;
    if issue.is_chosen == Some(true) && respondent.is_empty() {
        return Err(Error::Refused(Refusal::NoRespondent));
    }
    hit(store::update_issue(ctx.tx, title, respondent, id, version)?)?;
    let was_decided = issue.is_chosen.is_some();
    note(ctx, &session, "question.group", &format!("Sửa nhóm vấn đề “{title}”"), was_decided)
}

/// Moves a group one place up or down; at the edge nothing moves.
pub fn shift_issue(ctx: &mut Ctx<'_>, session: SessionId, id: QuestionIssueId, up: bool) -> Result<()> {
    let session = kept(ctx, session)?;
    let issue = own_issue(ctx, session.id, id)?;
    let all = store::issues(ctx.tx, session.id)?;
    let neighbour = if up {
        all.iter().rev().find(|one| one.place < issue.place)
    } else {
        all.iter().find(|one| issue.place < one.place)
    };
    let Some(neighbour) = neighbour else { return Ok(()) };
    store::place_issue(ctx.tx, neighbour.place, issue.id)?;
    store::place_issue(ctx.tx, issue.place, neighbour.id)?;
    note(ctx, &session, "question.group", &format!("Đổi thứ tự nhóm vấn đề “{}”", issue.title), false)
}

/// Takes an empty group away.
pub fn remove_issue(ctx: &mut Ctx<'_>, session: SessionId, id: QuestionIssueId, version: i64) -> Result<()> {
    let session = kept(ctx, session)?;
    let issue = own_issue(ctx, session.id, id)?;
    if !store::of_issue(ctx.tx, id)?.is_empty() {
        return Err(Error::Refused(Refusal::IssueInUse));
    }
    hit(store::delete_issue(ctx.tx, id, version)?)?;
    note(ctx, &session, "question.group", &format!("Bỏ nhóm vấn đề “{}”", issue.title), false)
}

/// Puts questions into groups, or out of them; those that stay where they are are left out.
/// Returns how many moved.
pub fn arrange(
    ctx: &mut Ctx<'_>,
    session: SessionId,
    wanted: &[(QuestionId, Option<QuestionIssueId>)],
) -> Result<usize> {
    let session = kept(ctx, session)?;
    let issues = store::issues(ctx.tx, session.id)?;
    let all = store::of_session(ctx.tx, session.id)?;
    let mut moves = Vec::new();
    for (id, issue) in wanted {
        let one = all.iter().find(|one| one.id == *id).ok_or(Error::NotFound)?;
        if one.issue_id == *issue {
            continue;
        }
        let ends = [one.issue_id, *issue];
        for end in ends.into_iter().flatten() {
            let found = issues.iter().find(|known| known.id == end).ok_or(Error::NotFound)?;
            if found.is_chosen.is_some() {
                return Err(Error::Refused(Refusal::Decided));
            }
        }
        let event = if issue.is_some() { Event::Compile } else { Event::Ungroup };
        let state = rules::step(one.state, event).map_err(Error::Refused)?;
        moves.push((one, *issue, state));
    }
    for (one, issue, state) in &moves {
        hit(store::place(ctx.tx, *state, *issue, one.mode, one.id, one.version)?)?;
        refresh(ctx, one)?;
    }
    if !moves.is_empty() {
        let what = format!("Tổng hợp {} chất vấn", moves.len());
        note(ctx, &session, "question.compile", &what, true)?;
    }
    Ok(moves.len())
}

/// Writes down whether the council takes a group up. It may be corrected until one of its
/// questions has gone further.
pub fn decide(
    ctx: &mut Ctx<'_>,
    session: SessionId,
    id: QuestionIssueId,
    version: i64,
    choose: bool,
) -> Result<()> {
    let session = kept(ctx, session)?;
    let issue = own_issue(ctx, session.id, id)?;
    let questions = store::of_issue(ctx.tx, id)?;
    let states: Vec<State> = questions.iter().map(|one| one.state).collect();
    rules::check_decision(&issue, &states, choose).map_err(Error::Refused)?;
    let (event, mode) = if choose { (Event::Choose, Some(Mode::Oral)) } else { (Event::PassOver, None) };
    hit(store::decide_issue(ctx.tx, choose, ctx.today, id, version)?)?;
    for one in &questions {
        // One that went to writing before is left alone
        let Ok(state) = rules::step(one.state, event) else { continue };
        hit(store::place(ctx.tx, state, one.issue_id, mode, one.id, one.version)?)?;
        refresh(ctx, one)?;
    }
    let what = if choose { "HĐND chọn chất vấn" } else { "HĐND không chọn chất vấn" };
    note(ctx, &session, "question.decide", &format!("{what} nhóm vấn đề “{}”", issue.title), true)
}

fn refresh(ctx: &mut Ctx<'_>, one: &Question) -> Result<()> {
    let one = store::question(ctx.tx, one.id)?.ok_or(Error::NotFound)?;
    find_it(ctx, &one)
}
