//! A delegate's page: sessions, speeches, questions, and votes where the council publishes them.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{PersonId, SessionId, dates, numbers};
use kit::ui::Badge;
use kit::{Answer, Ctx, Problem, Shell, Visit};
use serde::Serialize;
use sessions::{Addresses, Session, State};

use crate::model::{Choice, Presence};
use crate::store_record as store;

struct SessionRow {
    label: String,
    href: String,
    days: String,
    presence: Presence,
    badge: Badge,
    speeches: i64,
}

struct VoteRow {
    title: String,
    href: String,
    session: String,
    on: String,
    choice: Choice,
}

struct QuestionRow {
    label: String,
    href: String,
    addressee: String,
    on: String,
    state: &'static str,
}

struct Record {
    name: String,
    is_demonstration: bool,
    sessions: Vec<SessionRow>,
    came: usize,
    share: Option<String>,
    speeches: i64,
    votes: Vec<VoteRow>,
    questions: Vec<QuestionRow>,
}

/// Sessions that anyone may read of and that were opened: a rehearsal counts for nobody.
fn counted(ctx: &mut Ctx<'_>, person: PersonId) -> Result<Vec<(Session, Presence)>, Problem> {
    let roll = store::roll_of_person(ctx.tx, person)?;
    let mut councils: Vec<_> = roll.iter().map(|(_, council, _)| *council).collect();
    councils.sort_unstable();
    councils.dedup();
    let stood: HashMap<SessionId, Presence> =
        roll.into_iter().map(|(session, _, presence)| (session, presence)).collect();
    let mut found = Vec::new();
    for council in councils {
        for session in sessions::list_of_council(ctx.tx, council)? {
            if let Some(presence) = stood.get(&session.id)
                && session.is_public
                && matches!(session.state, State::Opened | State::Closed)
            {
                found.push((session, *presence));
            }
        }
    }
    found.sort_by_key(|(session, _)| std::cmp::Reverse((session.opened_on, session.id)));
    Ok(found)
}

fn record(ctx: &mut Ctx<'_>, id: &str) -> Result<(PersonId, Record), Problem> {
    let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
    let person = directory::person(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    if !directory::sat_as_delegate(ctx.tx, id)? {
        return Err(Problem::NotFound);
    }
    let held = counted(ctx, id)?;
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let spoken: HashMap<SessionId, i64> = store::spoken_of_person(ctx.tx, id)?.into_iter().collect();
    let labels: HashMap<SessionId, String> =
        held.iter().map(|(session, _)| (session.id, session.label())).collect();
    let sessions: Vec<SessionRow> = held
        .iter()
        .map(|(session, presence)| SessionRow {
            label: session.label(),
            href: format!("{}/dien-bien", addresses.of(session)),
            days: session.days(),
            presence: *presence,
            badge: match presence {
                Presence::Present | Presence::Left => Badge::done(presence.label()),
                Presence::Excused | Presence::Absent => Badge::draft(presence.label()),
            },
            speeches: spoken.get(&session.id).copied().unwrap_or(0),
        })
        .collect();
    let came =
        sessions.iter().filter(|row| matches!(row.presence, Presence::Present | Presence::Left)).count();
    let votes = store::named_of_person(ctx.tx, id)?
        .into_iter()
        .filter_map(|(session, poll, title, choice, at)| {
            Some(VoteRow {
                session: labels.get(&session)?.clone(),
                href: format!("/bieu-quyet/{poll}"),
                on: dates::print(dates::date_of(at)),
                title,
                choice,
            })
        })
        .collect();
    let questions = questions::public_of_person(ctx.tx, id)?
        .into_iter()
        .map(|one| QuestionRow {
            label: one.label(),
            href: one.public_path(),
            on: dates::print(one.asked_on),
            state: one.state.label(),
            addressee: one.addressee,
        })
        .collect();
    let of = i64::try_from(sessions.len()).unwrap_or(i64::MAX);
    Ok((
        id,
        Record {
            name: person.name,
            is_demonstration: person.is_demonstration,
            came,
            share: numbers::percent(i64::try_from(came).unwrap_or(i64::MAX), of),
            speeches: sessions.iter().map(|row| row.speeches).sum(),
            sessions,
            votes,
            questions,
        },
    ))
}

#[derive(Template)]
#[template(path = "chamber/record.html")]
struct RecordPage {
    shell: Shell,
    address: String,
    record: Record,
}

pub(crate) async fn page(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (id, record) = record(ctx, &id)?;
            let address = format!("/dai-bieu/{id}/hoat-dong");
            let shell = ctx
                .shell(format!("Hoạt động của đại biểu {}", record.name))?
                .crumb("Trang chủ", "/")
                .crumb("Đại biểu", "/dai-bieu")
                .crumb(&record.name, format!("/dai-bieu/{id}"))
                .crumb("Hoạt động", &address);
            Answer::page(&RecordPage { shell, address, record })
        })
        .await
}

#[derive(Serialize)]
struct SessionJson {
    session: String,
    days: String,
    presence: &'static str,
    speeches: i64,
    url: String,
}

#[derive(Serialize)]
struct VoteJson {
    title: String,
    session: String,
    on: String,
    choice: &'static str,
    url: String,
}

#[derive(Serialize)]
struct QuestionJson {
    question: String,
    addressee: String,
    on: String,
    state: &'static str,
    url: String,
}

#[derive(Serialize)]
struct RecordJson {
    name: String,
    sessions: Vec<SessionJson>,
    votes: Vec<VoteJson>,
    questions: Vec<QuestionJson>,
}

pub(crate) async fn json(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (_, record) = record(ctx, &id)?;
            let base = ctx.app.settings().public_url.clone();
            Answer::json(&RecordJson {
                name: record.name,
                sessions: record
                    .sessions
                    .into_iter()
                    .map(|row| SessionJson {
                        session: row.label,
                        days: row.days,
                        presence: row.presence.as_str(),
                        speeches: row.speeches,
                        url: format!("{base}{}", row.href),
                    })
                    .collect(),
                votes: record
                    .votes
                    .into_iter()
                    .map(|row| VoteJson {
                        title: row.title,
                        session: row.session,
                        on: row.on,
                        choice: row.choice.as_str(),
                        url: format!("{base}{}", row.href),
                    })
                    .collect(),
                questions: record
                    .questions
                    .into_iter()
                    .map(|row| QuestionJson {
                        question: row.label,
                        addressee: row.addressee,
                        on: row.on,
                        state: row.state,
                        url: format!("{base}{}", row.href),
                    })
                    .collect(),
            })
        })
        .await
}
