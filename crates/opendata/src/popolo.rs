//! Popolo: persons, bodies, posts, units, events, motions and votes, for programs that know it.

use std::collections::{BTreeMap, HashMap};

use axum::extract::Path;
use axum::response::Response;
use directory::{Membership, Post};
use kernel::{Instant, OrganizationId, PollId, dates};
use kit::{Access, Answer, Ctx, Problem, Routes, Visit};
use serde_json::{Value, json};

use crate::oparl::make::Course;
use crate::world::World;

const ROWS: i64 = 500;
const SESSIONS: i64 = 100;

/// The address.
pub(crate) fn routes() -> Routes {
    Routes::new().get(Access::Public, "/popolo/{file}", file)
}

struct Listed {
    rows: Vec<Value>,
    next: Option<String>,
}

type Read = fn(&mut Ctx<'_>, &World, Option<&str>) -> Result<Listed, Problem>;

/// The files: their name is also the name of the list in them.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("persons", "người giữ chức vụ công khai"),
    ("organizations", "cơ quan"),
    ("memberships", "ai giữ chức vụ gì, ở đâu, từ ngày nào"),
    ("posts", "chức vụ của từng cơ quan"),
    ("areas", "đơn vị hành chính"),
    ("events", "khóa và kỳ họp"),
    ("motions", "vấn đề đưa ra biểu quyết"),
    ("vote_events", "kết quả biểu quyết; ai chọn gì, khi công khai theo tên"),
];

fn reader(name: &str) -> Option<Read> {
    let read: Read = match name {
        "persons" => persons,
        "organizations" => organizations,
        "memberships" => memberships,
        "posts" => posts,
        "areas" => areas,
        "events" => events,
        "motions" => motions,
        "vote_events" => vote_events,
        _ => return None,
    };
    Some(read)
}

async fn file(visit: Visit, Path(file): Path<String>) -> Response {
    let after = visit.query("after");
    visit
        .read(move |ctx| {
            let name = file.strip_suffix(".json").ok_or(Problem::NotFound)?;
            let read = reader(name).ok_or(Problem::NotFound)?;
            let world = World::load(ctx)?;
            let listed = read(ctx, &world, after.as_deref())?;
            let next = listed.next.map(|after| world.page(&format!("/popolo/{name}.json?after={after}")));
            Answer::json(&json!({ name: listed.rows, "next": next }))
        })
        .await
}

fn parsed<I: std::str::FromStr>(after: Option<&str>) -> Result<Option<I>, Problem> {
    after.map(|id| id.parse().map_err(|_| Problem::NotFound)).transpose()
}

fn next<R, I: std::fmt::Display>(rows: &[R], most: i64, key: impl Fn(&R) -> I) -> Option<String> {
    rows.last().filter(|_| i64::try_from(rows.len()) == Ok(most)).map(|last| key(last).to_string())
}

/// When rows of a table were made and last changed.
fn moments(
    ctx: &mut Ctx<'_>,
    table: &str,
    ids: Vec<String>,
) -> db::Result<HashMap<String, (Instant, Instant)>> {
    let mut known = HashMap::new();
    for some in ids.chunks(500) {
        known.extend(
            audit::moments(ctx.tx, table, some)?.into_iter().map(|(id, first, last)| (id, (first, last))),
        );
    }
    Ok(known)
}

/// Adds when the record was made and changed, where the journal knows it.
fn dated(mut value: Value, id: &str, known: &HashMap<String, (Instant, Instant)>) -> Value {
    if let (Some((first, last)), Some(fields)) = (known.get(id), value.as_object_mut()) {
        fields.insert("created_at".to_owned(), json!(dates::rfc3339(*first)));
        fields.insert("updated_at".to_owned(), json!(dates::rfc3339(*last)));
    }
    value
}

fn source(url: String) -> Value {
    json!([{ "url": url }])
}

fn persons(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Listed, Problem> {
    let rows = directory::open_data::persons(ctx.tx, None, parsed(after)?, ROWS)?;
    let known = moments(ctx, "person", rows.iter().map(|one| one.id.to_string()).collect())?;
    let list = rows
        .iter()
        .map(|one| {
            let mut names = one.name.split_whitespace();
            let (family, given) = (names.next(), names.next_back());
            let middle: Vec<&str> = names.collect();
            let id = one.id.to_string();
            let value = json!({
                "id": id,
                "name": one.name,
                "family_name": family,
                "given_name": given,
                "additional_name": Some(middle.join(" ")).filter(|words| !words.is_empty()),
                "sort_name": one.sort_key,
                "summary": one.is_demonstration.then_some("Dữ liệu minh họa"),
                "sources": source(world.page(&format!("/dai-bieu/{id}"))),
            });
            dated(value, &id, &known)
        })
        .collect();
    Ok(Listed { rows: list, next: next(&rows, ROWS, |one| one.id) })
}

fn organizations(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Listed, Problem> {
    let rows = directory::open_data::organizations(ctx.tx, None, parsed(after)?, ROWS)?;
    let known = moments(ctx, "organization", rows.iter().map(|one| one.id.to_string()).collect())?;
    let list = rows
        .iter()
        .map(|one| {
            let id = one.id.to_string();
            let last = one.dissolved_on.and_then(|first_without| first_without.yesterday().ok());
            let value = json!({
                "id": id,
                "name": one.name,
                "other_names": [{ "name": one.short_name, "note": "tên gọn" }],
                "classification": one.kind.label(),
                "parent_id": one.parent_id.map(|parent| parent.to_string()),
                "area_id": one.area_id.to_string(),
                "founding_date": one.founded_on.map(dates::iso),
                "dissolution_date": last.map(dates::iso),
                "sources": source(world.page(&format!("/co-quan/{id}"))),
            });
            dated(value, &id, &known)
        })
        .collect();
    Ok(Listed { rows: list, next: next(&rows, ROWS, |one| one.id) })
}

/// A post is one of an organization: there is no record of it but who holds it.
fn post_id(organization: OrganizationId, post: Post) -> String {
    format!("{organization}:{}", post.as_str())
}

fn memberships(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Listed, Problem> {
    let rows = directory::open_data::memberships(ctx.tx, None, parsed(after)?, ROWS)?;
    let known = moments(ctx, "membership", rows.iter().map(|one| one.id.to_string()).collect())?;
    let list = rows
        .iter()
        .map(|one| {
            let id = one.id.to_string();
            let value = json!({
                "id": id,
                "label": one.label,
                "role": one.post.label(),
                "person_id": one.person_id.to_string(),
                "organization_id": one.organization_id.to_string(),
                "post_id": post_id(one.organization_id, one.post),
                "start_date": dates::iso(one.started_on),
                "end_date": one.ended_on.map(dates::iso),
                "sources": source(world.page(&format!("/dai-bieu/{}", one.person_id))),
            });
            dated(value, &id, &known)
        })
        .collect();
    Ok(Listed { rows: list, next: next(&rows, ROWS, |one| one.id) })
}

fn posts(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Listed, Problem> {
    let rows = directory::open_data::organizations(ctx.tx, None, parsed(after)?, ROWS)?;
    let ids: Vec<OrganizationId> = rows.iter().map(|one| one.id).collect();
    let held = directory::open_data::memberships_in(ctx.tx, &ids)?;
    let mut known: BTreeMap<String, &Membership> = BTreeMap::new();
    for one in &held {
        known.entry(post_id(one.organization_id, one.post)).or_insert(one);
    }
    let list = known
        .into_iter()
        .map(|(id, one)| {
            let body = world.name(one.organization_id);
            json!({
                "id": id,
                "label": format!("{}, {body}", one.post.label()),
                "role": one.post.label(),
                "organization_id": one.organization_id.to_string(),
            })
        })
        .collect();
    Ok(Listed { rows: list, next: next(&rows, ROWS, |one| one.id) })
}

fn areas(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Listed, Problem> {
    let rows = directory::open_data::areas(ctx.tx, None, parsed(after)?, ROWS)?;
    let known = moments(ctx, "area", rows.iter().map(|one| one.id.to_string()).collect())?;
    let list = rows
        .iter()
        .map(|one| {
            let id = one.id.to_string();
            let value = json!({
                "id": id,
                "name": one.name,
                "identifier": one.code,
                "classification": one.kind.label(),
                "parent_id": one.parent_id.map(|above| above.to_string()),
                "sources": source(world.page(&one.path())),
            });
            dated(value, &id, &known)
        })
        .collect();
    Ok(Listed { rows: list, next: next(&rows, ROWS, |one| one.id) })
}

/// Terms stand before the sessions in them, on the first page.
fn events(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Listed, Problem> {
    let mut list = Vec::new();
    if after.is_none() {
        for term in directory::open_data::terms(ctx.tx, None, None, 10_000)? {
            list.push(json!({
                "id": term.id.to_string(),
                "name": format!("{}, {}", term.label(), term.years()),
                "classification": "legislative term",
                "organization_id": term.council_id.to_string(),
                "start_date": dates::iso(term.opened_on),
                "end_date": dates::iso(term.ends_on),
            }));
        }
    }
    let rows = ::sessions::open_data::published(ctx.tx, None, parsed(after)?, ROWS)?;
    let known = moments(ctx, "session", rows.iter().map(|one| one.id.to_string()).collect())?;
    for one in &rows {
        let id = one.id.to_string();
        let value = json!({
            "id": id,
            "name": one.label(),
            "description": Some(one.summary.as_str()).filter(|words| !words.is_empty()),
            "classification": "session",
            "status": one.state.label(),
            "location": Some(one.place.as_str()).filter(|words| !words.is_empty()),
            "organization_id": one.council_id.to_string(),
            "parent_id": one.term_id.to_string(),
            "start_date": dates::iso(one.opened_on),
            "end_date": one.closed_on.map(dates::iso),
            "sources": source(world.page(&world.sessions.of(one))),
        });
        list.push(dated(value, &id, &known));
    }
    Ok(Listed { rows: list, next: next(&rows, ROWS, |one| one.id) })
}

/// Public sessions with their votes.
fn votes(ctx: &mut Ctx<'_>, after: Option<&str>) -> Result<(Vec<::sessions::Session>, Course), Problem> {
    let rows = ::sessions::open_data::published(ctx.tx, None, parsed(after)?, SESSIONS)?;
    let course = Course::load(ctx.tx, &rows)?;
    Ok((rows, course))
}

const fn outcome(passed: Option<bool>) -> Option<&'static str> {
    match passed {
        Some(true) => Some("pass"),
        Some(false) => Some("fail"),
        None => None,
    }
}

fn motions(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Listed, Problem> {
    let (rows, course) = votes(ctx, after)?;
    let ids: Vec<PollId> = rows.iter().flat_map(|one| course.polls(one.id)).map(|poll| poll.id).collect();
    let known = moments(ctx, "poll", ids.iter().map(ToString::to_string).collect())?;
    let mut list = Vec::new();
    for session in &rows {
        for poll in course.polls(session.id) {
            let id = poll.id.to_string();
            let value = json!({
                "id": id,
                "organization_id": session.council_id.to_string(),
                "legislative_session_id": session.id.to_string(),
                "text": poll.title,
                "classification": poll.what(),
                "date": dates::rfc3339(poll.opened_ms),
                "requirement": Some(poll.law.as_str()).filter(|words| !words.is_empty()),
                "result": outcome(poll.is_passed.filter(|_| poll.rating.is_none())),
                "sources": source(world.page(&poll.path())),
            });
            list.push(dated(value, &id, &known));
        }
    }
    Ok(Listed { rows: list, next: next(&rows, SESSIONS, |one| one.id) })
}

fn vote_events(ctx: &mut Ctx<'_>, world: &World, after: Option<&str>) -> Result<Listed, Problem> {
    let (rows, course) = votes(ctx, after)?;
    let ids: Vec<PollId> = rows.iter().flat_map(|one| course.polls(one.id)).map(|poll| poll.id).collect();
    let known = moments(ctx, "poll", ids.iter().map(ToString::to_string).collect())?;
    let mut list = Vec::new();
    for session in &rows {
        for poll in course.polls(session.id) {
            let id = poll.id.to_string();
            let counts: Vec<Value> = [("yes", poll.yes), ("no", poll.no), ("not_voting", poll.not_voting)]
                .into_iter()
                .filter_map(|(option, count)| Some(json!({ "option": option, "value": count? })))
                .collect();
            let named: Vec<Value> = course
                .ballots(poll.id)
                .iter()
                .map(|(person, choice)| {
                    json!({ "vote_event_id": id, "voter_id": person.to_string(), "option": choice.as_str() })
                })
                .collect();
            let value = json!({
                "id": id,
                "identifier": poll.number.to_string(),
                "motion_id": id,
                "organization_id": session.council_id.to_string(),
                "legislative_session_id": session.id.to_string(),
                "classification": poll.method.label(),
                "start_date": dates::rfc3339(poll.opened_ms),
                "end_date": poll.closed_ms.map(dates::rfc3339),
                "result": outcome(poll.is_passed.filter(|_| poll.rating.is_none())),
                "counts": counts,
                "votes": named,
                "sources": source(world.page(&poll.path())),
            });
            list.push(dated(value, &id, &known));
        }
    }
    Ok(Listed { rows: list, next: next(&rows, SESSIONS, |one| one.id) })
}
