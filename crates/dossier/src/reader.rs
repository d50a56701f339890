//! The page "Tài liệu kỳ họp": what a delegate got, what a body owes.

use askama::Template;
use axum::response::Response;
use kernel::{PaperVersionId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use sessions::{Session, State};

use crate::common;
use crate::model::Paper;
use crate::pages::badge;
use crate::policy::{self, Action};
use crate::store;

struct GotRow {
    title: String,
    item: String,
    version: PaperVersionId,
    /// "bản 2", for a paper that was replaced.
    label: String,
    changes: String,
    is_late: bool,
    opened: String,
}

struct SessionRow {
    session: Session,
    reply: String,
    reason: String,
    rows: Vec<GotRow>,
    unread: usize,
}

struct OwedRow {
    paper: Paper,
    session: String,
    due: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "dossier/reader.html")]
pub(crate) struct ReaderPage {
    shell: Shell,
    form: Form,
    is_delegate: bool,
    is_body: bool,
    sessions: Vec<SessionRow>,
    owed: Vec<OwedRow>,
}

pub(crate) async fn list(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&list_page(ctx, Form::new())?)).await
}

/// What was sent to the actor as a delegate of a session, the newest version of each paper.
fn got(ctx: &mut Ctx<'_>, session: &Session, person: kernel::PersonId) -> Result<Vec<GotRow>, Problem> {
    let receipts = store::receipts_of_person(ctx.tx, person, session.id)?;
    let versions = store::versions_of_session(ctx.tx, session.id)?;
    let items = chamber::items(ctx.tx, session.id)?;
    let row = |paper: Paper| {
        // The newest that was sent: a newer one may still wait for the office
        let newest = versions
            .iter()
            .filter(|one| one.paper_id == paper.id)
            .find_map(|one| Some((one, receipts.iter().find(|got| got.version_id == one.id)?)));
        let (version, receipt) = newest?;
        let item = items.iter().zip(1..).find(|(item, _)| Some(item.id) == paper.item_id);
        Some(GotRow {
            title: paper.label(),
            item: item
                .map_or_else(|| "Cả kỳ họp".to_owned(), |(item, number)| format!("{number}. {}", item.title)),
            version: version.id,
            label: if 1 < version.number { version.label() } else { String::new() },
            changes: version.changes.clone(),
            is_late: version.is_late,
            opened: receipt.opened_ms.map(dates::print_time).unwrap_or_default(),
        })
    };
    Ok(store::papers(ctx.tx, session.id)?.into_iter().filter_map(row).collect())
}

pub(crate) fn list_page(ctx: &mut Ctx<'_>, form: Form) -> Result<ReaderPage, Problem> {
    let council = ctx.actor.council;
    let mut rows = Vec::new();
    if let (Some(person), Some(council)) = (ctx.actor.person, council)
        && policy::may(ctx.actor, Action::Reply, council, None)
    {
        for session in sessions::list_of_council(ctx.tx, council)? {
            if !matches!(session.state, State::Convened | State::Opened) {
                continue;
            }
            let own = store::invitation_of(ctx.tx, session.id, person)?;
            let got = got(ctx, &session, person)?;
            rows.push(SessionRow {
                reply: own.as_ref().map(|one| one.state.as_str().to_owned()).unwrap_or_default(),
                reason: own.map(|one| one.reason).unwrap_or_default(),
                unread: got.iter().filter(|one| one.opened.is_empty()).count(),
                rows: got,
                session,
            });
        }
    }
    let mut owed = Vec::new();
    if let Some(own) = ctx.actor.organization {
        let papers: Vec<Paper> = store::of_body(ctx.tx, own)?
            .into_iter()
            .filter(|one| policy::may(ctx.actor, Action::HandIn, one.council_id, one.owed_by))
            .collect();
        let held = common::sessions_of(ctx.tx, &papers)?;
        owed = papers
            .into_iter()
            .map(|paper| OwedRow {
                due: dates::print(paper.due_on),
                badge: badge(ctx.law, &paper, ctx.today),
                session: held.get(&paper.session_id).map_or_else(String::new, Session::label),
                paper,
            })
            .collect();
    }
    let shell = ctx
        .shell("Tài liệu kỳ họp")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tài liệu kỳ họp", "/lam-viec/tai-lieu")
        .with_faults_of(&form);
    Ok(ReaderPage {
        shell,
        form,
        is_delegate: ctx.actor.person.is_some(),
        is_body: !owed.is_empty(),
        sessions: rows,
        owed,
    })
}
