//! The document in the workspace: its page, its files, and the form that changes a draft.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{DocumentId, Role, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::actions;
use crate::letter::LetterView;
use crate::model::{Document, Kind, State};
use crate::policy::{self, Action, Standing};
use crate::{edxml, exchange, rules, store};

/// What is asked at an address: the page, or a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Page,
    Docx,
    Pdf,
    Edxml,
}

/// "<id>", "<id>.docx", "<id>.pdf" or "<id>.edxml".
pub(crate) fn parse_last(last: &str) -> Result<(DocumentId, Shape), Problem> {
    let (id, shape) = match last.rsplit_once('.') {
        None => (last, Shape::Page),
        Some((id, "docx")) => (id, Shape::Docx),
        Some((id, "pdf")) => (id, Shape::Pdf),
        Some((id, "edxml")) => (id, Shape::Edxml),
        Some(_) => return Err(Problem::NotFound),
    };
    Ok((id.parse().map_err(|_| Problem::NotFound)?, shape))
}

/// The document as a file.
pub(crate) fn file(ctx: &Ctx<'_>, document: &Document, shape: Shape) -> Result<Answer, Problem> {
    let name = |ending| rules::file_name(document.number.as_deref(), document.kind, ending);
    match shape {
        // Who got it and opened it is said in the workspace alone
        Shape::Page | Shape::Edxml => Err(Problem::NotFound),
        Shape::Docx => Answer::docx(&document.letter, name("docx")),
        Shape::Pdf => Answer::pdf(ctx.app, &document.letter, name("pdf")),
    }
}

/// The state in words and colour.
pub(crate) fn badge(state: State) -> Badge {
    match state {
        State::Draft => Badge::draft(state.label()),
        State::Issued => Badge::done(state.label()),
        State::Recalled => Badge::late(state.label()),
    }
}

/// An addressee of a document.
struct Addressee {
    name: String,
    opened: String,
}

#[derive(Template)]
#[template(path = "documents/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Document,
    badge: Badge,
    issuer: String,
    issued_on: String,
    origin: Option<(&'static str, String)>,
    /// Where one paper answers all that this one asks.
    answered_at: Option<String>,
    addressees: Vec<Addressee>,
    letter: LetterView,
    /// What is said of the package for the exchange; none while there is none.
    package: Option<&'static str>,
    may_edit: bool,
    may_issue: bool,
    may_recall: bool,
}

pub(crate) async fn show(visit: Visit, Path(last): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (id, shape) = parse_last(&last)?;
            let (document, standing) = actions::load(ctx, id, Action::Read)?;
            note_opening(ctx, id, standing);
            if shape == Shape::Page {
                return Answer::page(&detail_page(ctx, document, standing, Form::new())?);
            }
            if shape == Shape::Edxml {
                return exchange::package(ctx, &document);
            }
            file(ctx, &document, shape)
        })
        .await
}

/// A reader must get the document even when the opening cannot be noted; the next opening
/// notes it.
fn note_opening(ctx: &Ctx<'_>, id: DocumentId, standing: Standing) {
    if standing.is_addressed && standing.state != State::Draft {
        let noted = ctx.app.write_as(ctx.actor, move |ctx| Ok(actions::open(ctx, id)?));
        if let Err(problem) = noted {
            tracing::warn!(document.id = %id, ?problem, "the opening of {id} was not noted");
        }
    }
}

pub(crate) fn detail_page(
    ctx: &mut Ctx<'_>,
    one: Document,
    standing: Standing,
    form: Form,
) -> Result<DetailPage, Problem> {
    let names = directory::names(ctx.tx)?;
    let addressees = store::recipients(ctx.tx, one.id)?
        .into_iter()
        .map(|(organization, opened_ms)| Addressee {
            name: names.get(&organization).cloned().unwrap_or_default(),
            opened: opened_ms
                .map_or_else(|| "Chưa mở".to_owned(), |at| format!("Mở lúc {}", dates::print_time(at))),
        })
        .collect();
    let may = |action| policy::may(ctx.actor, action, standing);
    let (may_edit, may_issue, may_recall) = (may(Action::Draft), may(Action::Issue), may(Action::Recall));
    let (list, list_path) = if may_edit {
        ("Văn bản đi", "/lam-viec/van-ban")
    } else {
        ("Văn bản đến", "/lam-viec/van-ban-den")
    };
    let shell = ctx
        .shell(one.name())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb(list, list_path)
        .crumb(one.name(), one.path())
        .with_faults_of(&form);
    Ok(DetailPage {
        shell,
        form,
        badge: badge(one.state),
        issuer: names.get(&one.organization_id).cloned().unwrap_or_default(),
        issued_on: one.issued_on.map(dates::print).unwrap_or_default(),
        origin: origin(&one).filter(|_| may_edit),
        answered_at: answered_at(ctx, &one, may_edit || standing.is_addressed),
        addressees,
        letter: LetterView::new(one.letter.clone()),
        package: exchange::is_for(one.state).then_some(edxml::UNPROVEN),
        may_edit: may_edit && one.state == State::Draft,
        may_issue: may_issue && one.state == State::Draft,
        may_recall: may_recall && one.state == State::Issued,
        one,
    })
}

/// The record that the document comes from, where its page is known.
fn origin(one: &Document) -> Option<(&'static str, String)> {
    match one.subject_kind.as_str() {
        "briefing" => Some(("Hội nghị giao ban", format!("/lam-viec/giao-ban/{}", one.subject_id))),
        "follow_up" => Some(("Việc theo dõi", format!("/lam-viec/viec/{}", one.subject_id))),
        _ => None,
    }
}

/// A transfer slip of petitions is answered by one paper: by whom it was sent to, or by the office
/// for them.
fn answered_at(ctx: &Ctx<'_>, one: &Document, is_theirs: bool) -> Option<String> {
    let is_slip =
        one.kind == Kind::TransferSlip && one.subject_kind == "petition" && one.state == State::Issued;
    let may = match ctx.actor.role {
        Role::Department | Role::PeoplesCommittee => true,
        role => role.is_office() || role.is_leadership(),
    };
    (is_slip && is_theirs && may).then(|| format!("/lam-viec/kien-nghi/tra-loi-van-ban?phieu={}", one.id))
}

/// A block that may be retyped.
pub(crate) struct Passage {
    pub(crate) name: String,
    pub(crate) label: String,
}

/// The blocks that may be retyped, with the names of their fields.
pub(crate) fn passages(document: &Document) -> Vec<Option<Passage>> {
    let mut number = 0;
    let passage = |(at, block)| {
        rules::words(block).map(|_| {
            number += 1;
            Passage { name: format!("doan-{at}"), label: format!("Đoạn {number}") }
        })
    };
    document.letter.body.iter().enumerate().map(passage).collect()
}

/// A form filled with what the draft says.
fn filled(document: &Document) -> Form {
    let mut form = Form::new();
    form.set("trich-yeu", &document.title);
    form.set("nguoi-ky", &document.signer);
    form.set("version", document.version.to_string());
    for (passage, block) in passages(document).into_iter().zip(&document.letter.body) {
        if let (Some(passage), Some(words)) = (passage, rules::words(block)) {
            form.set(&passage.name, words);
        }
    }
    form
}

#[derive(Template)]
#[template(path = "documents/edit.html")]
pub(crate) struct EditPage {
    shell: Shell,
    form: Form,
    one: Document,
    passages: Vec<Passage>,
    has_tables: bool,
}

pub(crate) async fn edit(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: DocumentId = id.parse().map_err(|_| Problem::NotFound)?;
            let (document, _) = actions::load(ctx, id, Action::Draft)?;
            if let Err(refusal) = rules::require_draft(document.state) {
                return Err(Problem::Refused(refusal.to_string()));
            }
            let form = filled(&document);
            Answer::page(&edit_page(ctx, document, form)?)
        })
        .await
}

pub(crate) fn edit_page(ctx: &mut Ctx<'_>, one: Document, form: Form) -> Result<EditPage, Problem> {
    let shell = ctx
        .shell(format!("Sửa {}", one.name()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Văn bản đi", "/lam-viec/van-ban")
        .crumb(one.name(), one.path())
        .crumb("Sửa", format!("{}/sua", one.path()))
        .with_faults_of(&form);
    let has_tables = one.letter.tables().next().is_some();
    let passages = passages(&one).into_iter().flatten().collect();
    Ok(EditPage { shell, form, one, passages, has_tables })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_page_or_one_of_three_files() {
        let id = "01752b3c-0000-7000-8000-000000000001";
        let parsed = |last: &str| parse_last(last).ok().map(|(id, shape)| (id.to_string(), shape));
        assert_eq!(parsed(id), Some((id.to_owned(), Shape::Page)));
        assert_eq!(parsed(&format!("{id}.docx")), Some((id.to_owned(), Shape::Docx)));
        assert_eq!(parsed(&format!("{id}.pdf")), Some((id.to_owned(), Shape::Pdf)));
        assert_eq!(parsed(&format!("{id}.edxml")), Some((id.to_owned(), Shape::Edxml)));
        for wrong in [format!("{id}.exe"), format!("{id}.docx.pdf"), "x.pdf".to_owned(), String::new()] {
            assert_eq!(parsed(&wrong), None, "{wrong}");
        }
    }
}
