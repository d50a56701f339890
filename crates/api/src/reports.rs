//! The commune's report of a quarter: read, written, sent.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use briefings::OwnReport;
use kernel::period::Quarter;
use kernel::{OrganizationId, dates};
use kit::{Answer, Ctx, Document, Problem, Trouble, Visit, must_match, tag};
use serde_json::{Map, Value, json};

use crate::figures::{self, pointer_of};
use crate::follow_ups::names;
use crate::model::Scope;

fn find(ctx: &mut Ctx<'_>, period: &str) -> Result<OwnReport, Trouble> {
    let quarter: Quarter = period.parse().map_err(|_| Problem::NotFound)?;
    Ok(briefings::own_report(ctx, quarter)?.ok_or(Problem::NotFound)?)
}

fn whole(ctx: &mut Ctx<'_>, own: &OwnReport) -> Result<(Value, String), Trouble> {
    let report = own.report.as_ref();
    let text = |part: fn(&briefings::Report) -> &String| report.map_or("", |report| part(report));
    let figures: Map<String, Value> = own
        .figures
        .iter()
        .map(|one| {
            let figure = json!({
                "label": one.label,
                "unit": one.unit,
                "is_core": one.core,
                "is_rate": one.is_rate,
                "value": one.value,
                "whole": one.whole,
                "source": one.source,
            });
            (one.code.to_owned(), figure)
        })
        .collect();
    let asked: Vec<OrganizationId> = own.difficulties.iter().filter_map(|one| one.addressee_id).collect();
    let names = names(ctx.tx, asked)?;
    let difficulties: Vec<Value> = own
        .difficulties
        .iter()
        .map(|one| {
            json!({
                "id": one.id.to_string(),
                "kind": one.kind.as_str(),
                "subject": one.subject,
                "text": one.text,
                "addressee": one.addressee_id.map(|id| id.to_string()),
                "addressee_name": one.addressee_id.and_then(|id| names.get(&id)),
                "answer": one.answer,
            })
        })
        .collect();
    let gaps: Vec<&str> = report.map_or_else(Vec::new, |report| report.gaps.split_whitespace().collect());
    let shown = json!({
        "period": own.briefing.period,
        "briefing": {
            "title": own.briefing.title,
            "held_on": dates::iso(own.briefing.held_on),
            "reports_due_on": dates::iso(own.briefing.reports_due_on),
        },
        "state": report.map_or("none", |report| report.state.as_str()),
        "state_label": report.map_or("Chưa soạn", |report| report.state.label()),
        "sent_at": report.and_then(|report| report.submitted_ms).map(dates::rfc3339),
        "returned_reason": text(|report| &report.returned_reason),
        "may_write": own.may_write,
        "results": text(|report| &report.results),
        "shortcomings": text(|report| &report.shortcomings),
        "tasks": text(|report| &report.tasks),
        "figures": figures,
        "gaps": gaps,
        "difficulties": difficulties,
        "page": format!("{}{}/bao-cao", ctx.app.settings().public_url, own.briefing.path()),
    });
    let tag = tag(own.version(), &shown);
    Ok((shown, tag))
}

pub(crate) async fn show(visit: Visit, Path(period): Path<String>) -> Response {
    visit
        .program_reads(Scope::ReportRead.as_str(), move |ctx, _| {
            let own = find(ctx, &period)?;
            let (shown, tag) = whole(ctx, &own)?;
            Ok(Answer::data(&shown)?.with(header::ETAG, tag))
        })
        .await
}

pub(crate) async fn put(visit: Visit, Path(period): Path<String>, document: Document) -> Response {
    let if_match = visit.if_match();
    visit
        .program_writes(Scope::ReportWrite.as_str(), move |ctx, _| {
            let object = document.object()?;
            let own = find(ctx, &period)?;
            must_match(if_match.as_deref(), own.version())?;
            let mut form = figures::form_of(&object, &own);
            let asked = figures::addressees(&object);
            let known = names(ctx.tx, asked.iter().map(|(_, id)| *id))?;
            for (place, _) in asked.iter().filter(|(_, id)| !known.contains_key(id)) {
                form.refuse(place, "Không có cơ quan này; ghi id của cơ quan.");
            }
            form.set("version", own.version().to_string());
            // The deed itself adds what it finds wrong to what is wrong already
            if !briefings::take_own_report(ctx, &own.briefing, &mut form)? {
                return Err(Trouble::of_form(&form, pointer_of));
            }
            let own = find(ctx, &period)?;
            let (shown, tag) = whole(ctx, &own)?;
            Ok(Answer::data(&shown)?.with(header::ETAG, tag))
        })
        .await
}
