//! The questions of a session: put into groups, chosen, answered; the promises and their report.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{SessionId, dates, text};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, listing};
use sessions::{DueLine, Session};

use crate::model::{Issue, Question, State};
use crate::pages::{PledgeRow, askers, pledge_rows};
use crate::{compile, store, view};

/// The session of an address, when the actor keeps its questions.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Session, Problem> {
    let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(compile::kept(ctx, id)?)
}

/// The page of a session's questions.
pub(crate) fn path(session: &Session) -> String {
    format!("{}/chat-van", session.path())
}

/// A question on the page.
pub(crate) struct Row {
    pub(crate) one: Question,
    pub(crate) asker: String,
    asked: String,
    badge: Badge,
    /// Its field in the form of groups, when it may still be moved.
    field: Option<String>,
    /// The field's label.
    label: String,
    /// Beside it what the page showed.
    known: String,
}

struct Group {
    issue: Issue,
    number: usize,
    decided: String,
    rows: Vec<Row>,
    /// The council may decide on it, or decide otherwise.
    may_decide: bool,
    is_first: bool,
    is_last: bool,
}

#[derive(Template)]
#[template(path = "questions/session.html")]
pub(crate) struct SessionPage {
    shell: Shell,
    form: Form,
    session: Session,
    ungrouped: Vec<Row>,
    groups: Vec<Group>,
    choices: Vec<(String, String)>,
    may_arrange: bool,
    /// The session is ahead or sits.
    may_ask: bool,
    pledges: Vec<PledgeRow>,
    /// The next session, and the day by which promises are reported before it.
    next: Option<(String, DueLine)>,
    total: usize,
    unanswered: usize,
}

pub(crate) async fn page(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id)?;
            Answer::page(&session_page(ctx, session, &Form::new())?)
        })
        .await
}

/// The next session of the council after one, that is to be held.
pub(crate) fn next_session(ctx: &mut Ctx<'_>, session: &Session) -> db::Result<Option<Session>> {
    let all = sessions::list_of_council(ctx.tx, session.council_id)?;
    let later = all.into_iter().filter(|one| {
        session.opened_on < one.opened_on && one.state != sessions::State::Cancelled && one.id != session.id
    });
    // Promises are reported at a regular session, where there is one ahead
    let mut later: Vec<Session> = later.collect();
    later.sort_by_key(|one| (one.kind != sessions::Kind::Regular, one.opened_on));
    Ok(later.into_iter().next())
}

pub(crate) fn session_page(
    ctx: &mut Ctx<'_>,
    session: Session,
    typed: &Form,
) -> Result<SessionPage, Problem> {
    let issues = store::issues(ctx.tx, session.id)?;
    let questions = store::of_session(ctx.tx, session.id)?;
    let names = askers(ctx, &questions)?;
    let pledges = store::pledges_of_session(ctx.tx, session.id)?;
    let pledges = pledge_rows(ctx, pledges, &questions, false)?;
    let open: Vec<&Issue> = issues.iter().filter(|one| one.is_chosen.is_none()).collect();
    let choices: Vec<(String, String)> =
        open.iter().map(|one| (one.id.to_string(), one.title.clone())).collect();
    let mut all: Vec<Row> = Vec::new();
    for one in questions {
        let group_is_open = one.issue_id.is_none_or(|id| open.iter().any(|issue| issue.id == id));
        let is_free = matches!(one.state, State::Asked | State::Compiled) && group_is_open;
        all.push(Row {
            asker: names.get(&one.person_id).cloned().unwrap_or_default(),
            asked: dates::print(one.asked_on),
            badge: view::badge(&one, ctx.today, ctx.law),
            field: (is_free && !choices.is_empty()).then(|| format!("xep-{}", one.id)),
            label: format!("{}: {}", one.code, text::truncate_words(&one.text, 80)),
            known: one.issue_id.map(|id| id.to_string()).unwrap_or_default(),
            one,
        });
    }
    let mut form = Form::new();
    for row in &all {
        if let Some(field) = &row.field {
            form.set(field, row.known.clone());
        }
    }
    let form = typed.over(form);
    let may_arrange = all.iter().any(|row| row.field.is_some());
    let total = all.len();
    let unanswered = all.iter().filter(|row| !row.one.state.is_answered()).count();
    let count = issues.len();
    let mut groups: Vec<Group> = issues
        .into_iter()
        .zip(1..)
        .map(|(issue, number)| Group {
            decided: issue.decided_on.map(dates::print).unwrap_or_default(),
            issue,
            number,
            rows: Vec::new(),
            may_decide: false,
            is_first: number == 1,
            is_last: number == count,
        })
        .collect();
    let mut ungrouped = Vec::new();
    for row in all {
        match groups.iter_mut().find(|group| Some(group.issue.id) == row.one.issue_id) {
            Some(group) => group.rows.push(row),
            None => ungrouped.push(row),
        }
    }
    for group in &mut groups {
        let states: Vec<State> = group.rows.iter().map(|row| row.one.state).collect();
        group.may_decide = crate::rules::check_decision(&group.issue, &states, false).is_ok();
    }
    let is_over = matches!(session.state, sessions::State::Closed | sessions::State::Cancelled);
    let may_ask = !is_over;
    let next = next_session(ctx, &session)?;
    let next = next.and_then(|one| {
        view::report_due(ctx.law, one.opened_on, ctx.today)
            .map(|due| (format!("{}, {}", one.label(), one.days()), due))
    });
    let shell = ctx
        .shell(format!("Chất vấn, {}", session.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb(session.label(), session.path())
        .crumb("Chất vấn", path(&session))
        .with_faults_of(&form);
    Ok(SessionPage {
        shell,
        form,
        session,
        ungrouped,
        groups,
        choices: listing::any("Chưa xếp nhóm", choices),
        may_arrange,
        may_ask,
        pledges,
        next,
        total,
        unanswered,
    })
}
