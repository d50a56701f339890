//! Follow-ups that the organization leads or helps with: list, one, answer.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use follow::{Entry, Evidence, FollowUp, Owed, State, Whole};
use kernel::{FollowUpId, OrganizationId, dates};
use kit::{Answer, Ctx, Document, Problem, Trouble, Visit, must_match, pointer, tag};
use serde_json::{Map, Value, json};

use crate::listing::{self, Asked};
use crate::model::Scope;
use crate::replay::{self, Request};

const BASE: &str = "/api/v1/follow-ups";
const TEXT_MAX: usize = 4_000;
const REFERENCE_MAX: usize = 300;

type Names = HashMap<OrganizationId, String>;

pub(crate) fn names(tx: &mut db::Tx, ids: impl IntoIterator<Item = OrganizationId>) -> db::Result<Names> {
    let mut ids: Vec<OrganizationId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let found = directory::organizations_of_ids(tx, &ids)?;
    Ok(found.into_iter().map(|one| (one.id, one.short_name)).collect())
}

/// What every reader of it is told.
fn shown(ctx: &Ctx<'_>, one: &FollowUp, names: &Names) -> Map<String, Value> {
    let name = |id: OrganizationId| names.get(&id).cloned();
    let is_lead = ctx.actor.acts_for(one.lead_id);
    let elsewhere = follow::answered_elsewhere(one);
    let base = &ctx.app.settings().public_url;
    let value = json!({
        "code": one.code,
        "text": one.text,
        "role": if is_lead { "lead" } else { "cooperating" },
        "asked_by": name(one.asker_id),
        "lead": name(one.lead_id),
        "asked_on": dates::iso(one.origin_on),
        "source": { "kind": one.source_kind, "label": one.source_label },
        "due_kind": one.due_kind.as_str(),
        "due_on": one.due_on.map(dates::iso),
        "due_reason": one.due_reason,
        "is_overdue": one.is_overdue(ctx.today),
        "state": one.state.as_str(),
        "state_label": one.state.label(),
        "result": one.result.map(follow::Result_::as_str),
        "closed_on": one.closed_on.map(dates::iso),
        "is_public": one.is_public,
        "may_answer": is_lead && elsewhere.is_none() && follow::rules::answer(one.state, true).is_ok(),
        "answered_elsewhere": elsewhere,
        "url": format!("{base}{BASE}/{}", one.code),
        "page": format!("{base}{}", one.path()),
    });
    match value {
        Value::Object(shown) => shown,
        _ => Map::new(),
    }
}

fn shown_entry(entry: &Entry) -> Value {
    json!({
        "at": dates::rfc3339(entry.at_ms),
        "on": dates::iso(entry.on_date),
        "kind": entry.kind.as_str(),
        "label": entry.kind.label(),
        "text": entry.text,
        "reference": entry.evidence,
        "due_on": entry.due_on.map(dates::iso),
    })
}

fn find(ctx: &mut Ctx<'_>, code: &str) -> Result<Whole, Trouble> {
    Ok(follow::owed_by_code(ctx, code)?.ok_or(Problem::NotFound)?)
}

/// One with its history, and its tag.
fn whole(ctx: &mut Ctx<'_>, found: &Whole) -> Result<(Value, String), Trouble> {
    let Whole { one, entries, cooperating } = found;
    let ids = [one.asker_id, one.lead_id].into_iter().chain(cooperating.iter().copied());
    let names = names(ctx.tx, ids)?;
    let mut shown = shown(ctx, one, &names);
    let helping: Vec<&String> = cooperating.iter().filter_map(|id| names.get(id)).collect();
    shown.insert("cooperating".to_owned(), json!(helping));
    shown.insert("history".to_owned(), entries.iter().map(shown_entry).collect());
    let shown = Value::Object(shown);
    let tag = tag(one.version, &shown);
    Ok((shown, tag))
}

pub(crate) async fn list(visit: Visit) -> Response {
    let query = visit.query_form();
    visit
        .program_reads(Scope::FollowUpsRead.as_str(), move |ctx, _| {
            let asked: Asked<State, FollowUpId> =
                Asked::take(query.clone(), &State::choices(), |typed| typed.parse().ok())?;
            let own = ctx.actor.organization.ok_or(Problem::NotFound)?;
            let filter = Owed {
                state: asked.state,
                due_before: asked.due_before,
                modified_since: asked.modified_since,
            };
            let mut found = follow::owed(ctx.tx, own, filter, asked.after, asked.most())?;
            let more = listing::cut(&mut found, asked.limit);
            let names = names(ctx.tx, found.iter().flat_map(|one| [one.asker_id, one.lead_id]))?;
            let items = found.iter().map(|one| Value::Object(shown(ctx, one, &names))).collect();
            let next = found.last().filter(|_| more).map(|last| last.id.to_string());
            listing::page(ctx, BASE, &query, items, next)
        })
        .await
}

pub(crate) async fn show(visit: Visit, Path(code): Path<String>) -> Response {
    visit
        .program_reads(Scope::FollowUpsRead.as_str(), move |ctx, _| {
            let found = find(ctx, &code)?;
            let (shown, tag) = whole(ctx, &found)?;
            Ok(Answer::data(&shown)?.with(header::ETAG, tag))
        })
        .await
}

pub(crate) async fn answer(visit: Visit, Path(code): Path<String>, document: Document) -> Response {
    let if_match = visit.if_match();
    let request = Request { path: format!("{BASE}/{code}/answers"), key: visit.idempotency_key(), document };
    visit
        .program_writes(Scope::FollowUpsAnswer.as_str(), move |ctx, caller| {
            replay::once(ctx, caller, &request, |ctx| {
                let one = find(ctx, &code)?.one;
                must_match(if_match.as_deref(), one.version)?;
                if let Some(label) = follow::answered_elsewhere(&one) {
                    let words = format!("Việc này có biểu trả lời riêng ở nguồn của nó: {label}.");
                    return Err(Problem::Refused(words).into());
                }
                let mut form = request.document.form(&["text", "reference"])?;
                let evidence = Evidence {
                    text: form.take_text("text", "Nội dung trả lời", TEXT_MAX),
                    reference: form.take_line("reference", "Minh chứng", REFERENCE_MAX),
                    uploads: Vec::new(),
                };
                if !form.is_sound() {
                    return Err(Trouble::of_form(&form, pointer));
                }
                follow::answer(ctx, one.id, &evidence)?;
                let found = find(ctx, &code)?;
                whole(ctx, &found)
            })
        })
        .await
}
