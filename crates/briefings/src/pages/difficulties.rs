//! What the communes raised, and what became of it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use super::register::badge;
use super::{Head, bodies, name_of, preparable, shell};
use crate::model::Briefing;
use crate::{store_difficulties, store_reports};

pub(crate) struct Row {
    id: String,
    unit: String,
    kind: &'static str,
    subject: String,
    text: String,
    addressee: String,
    addressee_id: String,
    raised: String,
    due: String,
    badge: Badge,
    answer: String,
    follow_up: Option<String>,
    cleared: bool,
    /// Handled with another one.
    grouped: bool,
    /// Raised elsewhere, and put on the agenda here.
    carried: bool,
    path: String,
    version: i64,
}

#[derive(Template)]
#[template(path = "briefings/difficulties.html")]
pub(crate) struct DifficultiesPage {
    shell: Shell,
    head: Head,
    heading: String,
    form: Form,
    rows: Vec<Row>,
    bodies: Vec<(String, String)>,
}

pub(crate) async fn difficulties(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            Answer::page(&difficulties_page(ctx, &briefing, Form::new())?)
        })
        .await
}

pub(crate) fn difficulties_page(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    form: Form,
) -> Result<DifficultiesPage, Problem> {
    let names = directory::names(ctx.tx)?;
    let mut all = store_reports::difficulties(ctx.tx, briefing.id)?;
    all.extend(store_difficulties::carried(ctx.tx, briefing.id)?);
    let cleared = all.iter().filter(|one| one.cleared_on.is_some()).count();
    let name = |id| name_of(&names, id);
    let rows: Vec<Row> = all
        .iter()
        .map(|one| Row {
            id: one.id.to_string(),
            unit: name(one.raised_by_id),
            kind: one.kind.label(),
            subject: one.subject.clone(),
            text: one.text.clone(),
            addressee: one.addressee_id.map(name).unwrap_or_default(),
            addressee_id: one.addressee_id.map(|id| id.to_string()).unwrap_or_default(),
            raised: dates::print(one.raised_on),
            due: one.due_on.map(dates::print).unwrap_or_default(),
            badge: badge(ctx, one),
            answer: one.answer.clone(),
            follow_up: one.follow_up_id.map(|id| format!("/lam-viec/viec/{id}")),
            cleared: one.cleared_on.is_some(),
            grouped: one.leader_id.is_some(),
            carried: one.briefing_id != Some(briefing.id),
            path: one.path(),
            version: one.version,
        })
        .collect();
    let head = Head::of(ctx, briefing, "/kho-khan")?;
    let shell = shell(ctx, briefing, "Khó khăn, kiến nghị", "/kho-khan")?.with_faults_of(&form);
    let heading = format!("Khó khăn, kiến nghị: {cleared}/{} đã tháo gỡ", rows.len());
    let bodies = bodies(ctx, briefing, "Chọn cơ quan")?;
    Ok(DifficultiesPage { shell, head, heading, form, rows, bodies })
}
