//! The addresses of the interface, its lists and their pages.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Instant, OrganizationId};
use kit::{Answer, Ctx, Form, Problem, Visit};
use serde_json::{Value, json};

use super::object::{Object, Times};
use super::one;
use super::sources::{self, Kind, Look, Source};
use crate::world::{LICENSE, World};

/// Objects on a page, unless the last look brought more.
const PAGE: usize = 100;
/// Looks for one page: a filter that lets little through goes on at the next page.
const LOOKS: usize = 20;

/// The parts of an address that narrow a list, in one order.
const FILTERS: [&str; 5] =
    ["created_since", "created_until", "modified_since", "modified_until", "omit_internal"];

/// What a list is narrowed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Filter {
    created: (Option<Instant>, Option<Instant>),
    modified: (Option<Instant>, Option<Instant>),
    omit_internal: bool,
}

impl Filter {
    /// Reads it; the name of the part that cannot be read is the fault.
    fn read(form: &Form) -> Result<Self, &'static str> {
        let moment = |name: &'static str| match form.value(name) {
            "" => Ok(None),
            typed => moment(typed).map(Some).ok_or(name),
        };
        Ok(Self {
            created: (moment("created_since")?, moment("created_until")?),
            modified: (moment("modified_since")?, moment("modified_until")?),
            omit_internal: match form.value("omit_internal") {
                "true" => true,
                "" | "false" => false,
                _ => return Err("omit_internal"),
            },
        })
    }

    fn holds(&self, (created, modified): (Instant, Instant)) -> bool {
        let within = |(since, until): (Option<Instant>, Option<Instant>), at: Instant| {
            since.is_none_or(|since| since <= at) && until.is_none_or(|until| at <= until)
        };
        within(self.created, created) && within(self.modified, modified)
    }
}

/// A moment with its offset. In an address a plus that was not written as %2B has become a space.
fn moment(typed: &str) -> Option<Instant> {
    let at: jiff::Timestamp = typed.replace(' ', "+").parse().ok()?;
    Some(at.as_millisecond())
}

/// Where a list goes on: the source, and the record in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Cursor {
    source: usize,
    after: Option<String>,
}

impl Cursor {
    /// "2-<id>" or "2"; nothing is the beginning.
    fn read(typed: &str) -> Option<Self> {
        if typed.is_empty() {
            return Some(Self::default());
        }
        let (source, after) = match typed.split_once('-') {
            Some((source, after)) => (source, Some(after.to_owned())),
            None => (typed, None),
        };
        let known = source.parse().ok().filter(|at: &usize| at.to_string() == source)?;
        let is_id = after.as_deref().is_none_or(|id| id.parse::<OrganizationId>().is_ok());
        is_id.then_some(Self { source: known, after })
    }

    fn print(&self) -> String {
        match &self.after {
            Some(after) => format!("{}-{after}", self.source),
            None => self.source.to_string(),
        }
    }
}

/// The objects of a page, and where the next one begins.
struct Page {
    objects: Vec<Value>,
    next: Option<Cursor>,
}

/// Adds what was public once and is no more, between the first and the last record of a chunk.
fn with_gone(
    ctx: &mut Ctx<'_>,
    world: &World,
    kind: &Kind,
    source: &Source,
    look: &Look<'_>,
    last: Option<&str>,
    objects: &mut Vec<Object>,
) -> Result<(), Problem> {
    let Some((table, hidden)) = source.hidden else { return Ok(()) };
    let ids = hidden(ctx, look.body, look.after, last)?;
    for some in ids.chunks(500) {
        for (id, ..) in audit::once_public(ctx.tx, table, some)? {
            objects.push(Object::deleted(kind.type_name, world.object(kind.name, &id), (table, id)));
        }
    }
    Ok(())
}

/// Whose list it is: of a council's, all of it or the meetings of one organization.
struct Whose<'a> {
    kind: &'a Kind,
    body: &'a directory::Organization,
    /// The address of the organization.
    only: Option<&'a str>,
}

fn page(
    ctx: &mut Ctx<'_>,
    world: &World,
    &Whose { kind, body, only }: &Whose<'_>,
    filter: &Filter,
    from: Cursor,
) -> Result<Page, Problem> {
    let mut at = from;
    let mut objects = Vec::new();
    for _ in 0..LOOKS {
        let Some(source) = kind.sources.get(at.source) else { break };
        let look = Look { body, after: at.after.as_deref() };
        let chunk = (source.read)(ctx, world, &look)?;
        let mut found = chunk.objects;
        if let Some(only) = only {
            found.retain(|one| one.names("organization", only));
        }
        // Who keeps a copy up to date must learn what to throw away
        if filter.modified.0.is_some() {
            with_gone(ctx, world, kind, source, &look, chunk.next.as_deref(), &mut found)?;
        }
        let times = Times::load(ctx.tx, &found)?;
        objects.extend(
            found
                .into_iter()
                .filter(|one| filter.holds(one.times(&times)))
                .map(|one| one.finish(&times, filter.omit_internal)),
        );
        at = match chunk.next {
            Some(after) => Cursor { source: at.source, after: Some(after) },
            None => Cursor { source: at.source + 1, after: None },
        };
        if PAGE <= objects.len() {
            break;
        }
    }
    let next = (at.source < kind.sources.len()).then_some(at);
    Ok(Page { objects, next })
}

/// A list's page as it goes out.
fn listed(address: &str, form: &Form, page: Page, from: &Cursor) -> Result<Answer, Problem> {
    let link = |cursor: &Cursor| {
        let query = form.query(&FILTERS, None);
        if *cursor == Cursor::default() {
            return format!("{address}{query}");
        }
        let sign = if query.is_empty() { '?' } else { '&' };
        format!("{address}{query}{sign}after={}", cursor.print())
    };
    let mut links = json!({ "first": link(&Cursor::default()), "self": link(from) });
    if let (Some(next), Some(links)) = (&page.next, links.as_object_mut()) {
        links.insert("next".to_owned(), json!(link(next)));
    }
    let pagination = json!({ "elementsPerPage": PAGE });
    Answer::json(&json!({ "data": page.objects, "pagination": pagination, "links": links }))
}

/// The words of the standard for what cannot be answered.
fn fault(status: StatusCode, message: &str) -> Result<Answer, Problem> {
    let body = json!({ "type": "https://schema.oparl.org/1.1/Error", "message": message });
    Ok(Answer::json(&body)?.with_status(status))
}

fn unknown() -> Result<Answer, Problem> {
    fault(StatusCode::NOT_FOUND, "Không có đối tượng này, hoặc đối tượng chưa công khai.")
}

/// A page that is not found is said in the words of the standard.
fn or_unknown(answer: Result<Answer, Problem>) -> Result<Answer, Problem> {
    match answer {
        Err(Problem::NotFound) => unknown(),
        other => other,
    }
}

fn single(ctx: &mut Ctx<'_>, object: Option<Object>) -> Result<Answer, Problem> {
    let Some(object) = object else { return unknown() };
    let objects = [object];
    let times = Times::load(ctx.tx, &objects)?;
    let [object] = objects;
    Answer::json(&object.finish(&times, false))
}

/// `/oparl/v1.1/system`: where a client begins.
pub(crate) async fn system(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let world = World::load(ctx)?;
            let home = world.sessions.home();
            let name = home.and_then(|id| world.council(id)).map_or("Nghị Sự", |one| one.name.as_str());
            let row = ("organization", home.map(|id| id.to_string()).unwrap_or_default());
            let own = world.page("/oparl/v1.1/system");
            let object = Object::new("System", own, row)
                .with("oparlVersion", "https://schema.oparl.org/1.1/")
                .with("otherOparlVersions", json!([]))
                .with("license", LICENSE)
                .with("name", format!("Dữ liệu mở, {name}"))
                .with("website", world.page("/du-lieu-mo"))
                .with("web", world.page("/du-lieu-mo"))
                .with("body", world.page("/oparl/v1.1/bodies"));
            single(ctx, Some(object))
        })
        .await
}

/// `/oparl/v1.1/bodies`: the councils.
pub(crate) async fn bodies(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = match Filter::read(&form) {
                Ok(filter) => filter,
                Err(name) => return unreadable(name),
            };
            let Some(from) = Cursor::read(form.value("after")) else { return unknown() };
            let world = World::load(ctx)?;
            let after: Option<OrganizationId> = from.after.as_deref().and_then(|id| id.parse().ok());
            let rows = directory::open_data::councils(ctx.tx, after, sources::CHUNK)?;
            let next = rows
                .last()
                .filter(|_| i64::try_from(rows.len()) == Ok(sources::CHUNK))
                .map(|last| Cursor { source: 0, after: Some(last.id.to_string()) });
            let found = one::bodies(ctx, &world, &rows)?;
            let times = Times::load(ctx.tx, &found)?;
            let objects = found
                .into_iter()
                .filter(|one| filter.holds(one.times(&times)))
                .map(|one| one.finish(&times, filter.omit_internal))
                .collect();
            listed(&world.page("/oparl/v1.1/bodies"), &form, Page { objects, next }, &from)
        })
        .await
}

fn unreadable(name: &str) -> Result<Answer, Problem> {
    let words = match name {
        "omit_internal" => "omit_internal: viết true hoặc false.".to_owned(),
        name => format!("{name}: viết ngày giờ có múi giờ, ví dụ 2020-10-01T00:00:00+07:00."),
    };
    fault(StatusCode::BAD_REQUEST, &words)
}

/// `/oparl/v1.1/{kind}/{id}`.
pub(crate) async fn object(visit: Visit, Path((kind, id)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let world = World::load(ctx)?;
            let found = match sources::kind(&kind) {
                Some(kind) => one::find(ctx, &world, kind, &id),
                None if kind == "body" => one::body(ctx, &world, &id),
                None => Ok(None),
            };
            or_unknown(found.and_then(|object| single(ctx, object)))
        })
        .await
}

/// `/oparl/v1.1/body/{id}/{list}`.
pub(crate) async fn list(visit: Visit, Path((id, list)): Path<(String, String)>) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let Some(kind) = sources::kind_of_list(&list) else { return unknown() };
            let Some(body) = one::council(ctx, &id)? else { return unknown() };
            let filter = match Filter::read(&form) {
                Ok(filter) => filter,
                Err(name) => return unreadable(name),
            };
            let Some(from) = Cursor::read(form.value("after")) else { return unknown() };
            let world = World::load(ctx)?;
            let address = format!("{}/{list}", world.object("body", body.id));
            or_unknown(
                page(ctx, &world, &Whose { kind, body: &body, only: None }, &filter, from.clone())
                    .and_then(|page| listed(&address, &form, page, &from)),
            )
        })
        .await
}

/// `/oparl/v1.1/organization/{id}/meetings`.
pub(crate) async fn meetings_of(visit: Visit, Path(id): Path<String>) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let Ok(id) = id.parse::<OrganizationId>() else { return unknown() };
            let Some(one) = directory::organization(ctx.tx, id)? else { return unknown() };
            let Some(kind) = sources::meetings_of(one.kind) else { return unknown() };
            let filter = match Filter::read(&form) {
                Ok(filter) => filter,
                Err(name) => return unreadable(name),
            };
            let Some(from) = Cursor::read(form.value("after")) else { return unknown() };
            let world = World::load(ctx)?;
            let Some(body) = world.council_of_area(one.area_id).cloned() else { return unknown() };
            let own = world.object("organization", one.id);
            let address = format!("{own}/meetings");
            or_unknown(
                page(ctx, &world, &Whose { kind, body: &body, only: Some(&own) }, &filter, from.clone())
                    .and_then(|page| listed(&address, &form, page, &from)),
            )
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_with_its_offset_and_with_a_plus_that_became_a_space() {
        let eight = Some(1_602_723_600_000);
        for typed in ["2020-10-15T08:00:00+07:00", "2020-10-15T08:00:00 07:00", "2020-10-15T01:00:00Z"] {
            assert_eq!(moment(typed), eight, "{typed}");
        }
        for wrong in ["2020-10-15", "15/10/2020", "hôm nay", "2020-10-15T08:00:00"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn both_ends_of_a_window_belong_to_it() {
        let filter = Filter { created: (Some(10), Some(20)), ..Filter::default() };
        let held: Vec<bool> = [9, 10, 20, 21].into_iter().map(|at| filter.holds((at, at))).collect();
        assert_eq!(held, [false, true, true, false]);
        assert!(Filter::default().holds((0, 0)));
        let changed = Filter { modified: (Some(5), None), ..Filter::default() };
        assert!(changed.holds((1, 5)) && !changed.holds((1, 4)));
    }

    #[test]
    fn a_cursor_is_read_back_and_nonsense_is_none() {
        let id = "0171c4f3-2000-7776-9621-000000000000";
        for cursor in [Cursor { source: 2, after: Some(id.to_owned()) }, Cursor { source: 1, after: None }] {
            assert_eq!(Cursor::read(&cursor.print()), Some(cursor));
        }
        assert_eq!(Cursor::read(""), Some(Cursor::default()));
        for wrong in ["x", "01", "1-x", "-1", "1-", "99999999999999999999999"] {
            assert_eq!(Cursor::read(wrong), None, "{wrong}");
        }
    }
}
