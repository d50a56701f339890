//! Voters' petitions that were forwarded to the organization: list, one, answer.

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::{AreaId, Date, PetitionId, dates};
use kit::{Answer, Ctx, Document, Error, Form, Problem, Trouble, Visit, must_match, pointer, tag};
use petitions::{Given, Outcome, Owed, Petition, Refusal, State};
use serde_json::{Value, json};

use crate::listing::{self, Asked};
use crate::model::Scope;
use crate::replay::{self, Request};

const BASE: &str = "/api/v1/petitions";
const TEXT_MAX: usize = 4_000;
const REFERENCE_MAX: usize = 200;

type Places = HashMap<AreaId, String>;

fn places(tx: &mut db::Tx, found: &[Petition]) -> db::Result<Places> {
    let mut ids: Vec<AreaId> = found.iter().map(|one| one.area_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(directory::areas_of_ids(tx, &ids)?.into_iter().map(|one| (one.id, one.name)).collect())
}

fn shown(ctx: &Ctx<'_>, one: &Petition, places: &Places) -> Value {
    let base = &ctx.app.settings().public_url;
    let answer = one.answered_on.map(|day| {
        json!({
            "on": dates::iso(day),
            "outcome": one.outcome.map(Outcome::as_str),
            "outcome_label": one.outcome.map(Outcome::label),
            "text": one.answer,
            "reference": one.answer_reference,
            "promised_on": one.promised_on.map(dates::iso),
        })
    });
    json!({
        "code": one.code,
        "text": one.text,
        "unit": places.get(&one.area_id),
        "place": one.place,
        "received_on": dates::iso(one.received_on),
        "level": one.level.map(petitions::CompetenceLevel::as_str),
        "sector": one.sector.map(petitions::Sector::as_str),
        "forwarded_on": one.forwarded_on.map(dates::iso),
        "due_on": one.due_on.map(dates::iso),
        "is_overdue": one.is_overdue(ctx.today),
        "state": one.state.as_str(),
        "state_label": one.state.label(),
        "times_raised": one.times,
        "answer": answer,
        "closed_on": one.closed_on.map(dates::iso),
        "is_public": one.is_public,
        "may_answer": matches!(one.state, State::Forwarded | State::Monitoring),
        "url": format!("{base}{BASE}/{}", one.code),
        "page": format!("{base}{}", one.path()),
    })
}

fn find(ctx: &mut Ctx<'_>, code: &str) -> Result<Petition, Trouble> {
    Ok(petitions::owed_by_code(ctx, code)?.ok_or(Problem::NotFound)?)
}

fn whole(ctx: &mut Ctx<'_>, one: &Petition) -> Result<(Value, String), Trouble> {
    let places = places(ctx.tx, std::slice::from_ref(one))?;
    let shown = shown(ctx, one, &places);
    let tag = tag(one.version, &shown);
    Ok((shown, tag))
}

/// Where a list goes on: the day and the id of the last row.
fn read_after(typed: &str) -> Option<(Date, PetitionId)> {
    let (day, id) = typed.split_once('_')?;
    Some((dates::parse_iso(day)?, id.parse().ok()?))
}

pub(crate) async fn list(visit: Visit) -> Response {
    let query = visit.query_form();
    visit
        .program_reads(Scope::PetitionsRead.as_str(), move |ctx, _| {
            let asked: Asked<State, (Date, PetitionId)> =
                Asked::take(query.clone(), &State::choices(), read_after)?;
            let own = ctx.actor.organization.ok_or(Problem::NotFound)?;
            let filter = Owed {
                state: asked.state,
                due_before: asked.due_before,
                modified_since: asked.modified_since,
            };
            let mut found = petitions::owed(ctx.tx, own, filter, asked.after, asked.most())?;
            let more = listing::cut(&mut found, asked.limit);
            let places = places(ctx.tx, &found)?;
            let items = found.iter().map(|one| shown(ctx, one, &places)).collect();
            let next = found
                .last()
                .filter(|_| more)
                .map(|last| format!("{}_{}", dates::iso(last.received_on), last.id));
            listing::page(ctx, BASE, &query, items, next)
        })
        .await
}

pub(crate) async fn show(visit: Visit, Path(code): Path<String>) -> Response {
    visit
        .program_reads(Scope::PetitionsRead.as_str(), move |ctx, _| {
            let one = find(ctx, &code)?;
            let (shown, tag) = whole(ctx, &one)?;
            Ok(Answer::data(&shown)?.with(header::ETAG, tag))
        })
        .await
}

/// The answer of a document; none when something is wrong with it.
fn given(form: &mut Form) -> Option<Given> {
    let outcome: Option<Outcome> = form.value("outcome").parse().ok();
    if outcome.is_none() {
        let words: Vec<&str> = Outcome::ALL.iter().map(|one| one.as_str()).collect();
        form.refuse("outcome", format!("Kết quả là một trong: {}.", words.join(", ")));
    }
    let text = form.take_text("text", "Nội dung trả lời", TEXT_MAX);
    let reference = form.take_line("reference", "Số, ngày văn bản", REFERENCE_MAX);
    let typed = form.value("promised_on").to_owned();
    let promised_on = dates::parse_iso(&typed);
    if promised_on.is_none() && !typed.is_empty() {
        form.refuse("promised_on", "Viết ngày theo YYYY-MM-DD, ví dụ 2020-12-31.");
    }
    let outcome = outcome.filter(|_| form.is_sound())?;
    Some(Given { outcome, text, reference, promised_on })
}

pub(crate) async fn answer(visit: Visit, Path(code): Path<String>, document: Document) -> Response {
    let if_match = visit.if_match();
    let request = Request { path: format!("{BASE}/{code}/answers"), key: visit.idempotency_key(), document };
    visit
        .program_writes(Scope::PetitionsAnswer.as_str(), move |ctx, caller| {
            replay::once(ctx, caller, &request, |ctx| {
                let one = find(ctx, &code)?;
                must_match(if_match.as_deref(), one.version)?;
                let mut form = request.document.form(&["outcome", "text", "reference", "promised_on"])?;
                let Some(given) = given(&mut form) else { return Err(Trouble::of_form(&form, pointer)) };
                match petitions::answer(ctx, one.id, &given) {
                    Ok(done) => whole(ctx, &done),
                    Err(Error::Refused(refusal @ (Refusal::NeedsDay(_) | Refusal::NotLater))) => {
                        form.refuse("promised_on", refusal.to_string());
                        Err(Trouble::of_form(&form, pointer))
                    }
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await
}
