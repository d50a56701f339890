//! What anyone may read: the petitions, one petition, the meetings.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AreaId, dates};
use kit::listing::{self, any};
use kit::ui::{Badge, Facets};
use kit::{Answer, Ctx, FeedEntry, Form, ListFile, Problem, Shell, Visit};
use papers::{Cell, Column, Table};
use serde_json::{Value, json};

use crate::model::{CompetenceLevel, Entry, Meeting, MeetingState, Number, Outcome, Petition, Sector};
use crate::pages::{FILTERS, GROUPS, Names, ROWS_MAX, facets, filter_of, next_of};
use crate::pages_export::annex;
use crate::store_lists::{self, Group, Reader};
use crate::{code, store, store_meetings, view};

type Choices = Vec<(String, String)>;

/// The groups that the public narrows by.
const PUBLIC_GROUPS: [&str; 6] = ["tat-ca", "dang-mo", "qua-han", "cho-danh-gia", "theo-doi", "da-ket-thuc"];

struct Row {
    one: Petition,
    area: String,
    lead: String,
    day: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "petitions/public_list.html")]
struct PublicListPage {
    shell: Shell,
    form: Form,
    facets: Facets,
    rows: Vec<Row>,
    total: String,
    next: Option<String>,
    query: String,
    sectors: Choices,
    areas: Choices,
    leads: Choices,
    has_waiting: bool,
}

fn council(ctx: &mut Ctx<'_>) -> Result<directory::Organization, Problem> {
    directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = council(ctx)?;
            // A code in the box leads to its petition
            if let Some(code) = code::parse(form.value("q"))
                && let Some(one) = store::by_code(ctx.tx, &code)?.filter(|one| one.is_public)
            {
                return Ok(Answer::see_other(one.public_path()));
            }
            let reader = Reader::Public(council.id);
            let filter = filter_of(&form, Group::All, ctx.today);
            let listed =
                store_lists::look(ctx.tx, reader, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let chosen = GROUPS.iter().find(|(_, _, group)| *group == filter.group);
            let chosen = chosen.map_or("", |(word, ..)| *word);
            let facets = facets("/kien-nghi", &form, PUBLIC_GROUPS.into_iter(), chosen, &listed.counts);
            let (found, total) = (listed.rows, listed.total);
            let names = Names::load(ctx, &found)?;
            let query = form.query(&FILTERS, None);
            let next = next_of(&format!("/kien-nghi{query}"), &found);
            let rows = found
                .into_iter()
                .map(|one| Row {
                    area: names.area(one.area_id),
                    lead: names.body(one.lead_id),
                    day: dates::print(one.received_on),
                    badge: view::badge(&one, ctx.today, ctx.law),
                    one,
                })
                .collect();
            let areas = crate::actions::places(ctx, council.id)?;
            let leads = any("Mọi cơ quan", directory::body_choices(ctx.tx, ctx.today)?);
            let has_waiting = crate::waiting::standing(ctx, council.id)?.is_some();
            let shell = ctx
                .shell("Kiến nghị cử tri")?
                .crumb("Trang chủ", "/")
                .crumb("Kiến nghị cử tri", "/kien-nghi");
            Answer::page(&PublicListPage {
                shell,
                form,
                facets: Facets::new("Tình trạng", facets),
                rows,
                leads,
                has_waiting,
                total: total.to_string(),
                next,
                query,
                sectors: any("Mọi lĩnh vực", Sector::choices()),
                areas: any("Mọi nơi", areas.into_iter().map(|one| (one.id.to_string(), one.name)).collect()),
            })
        })
        .await
}

fn to_json(one: &Petition, area: &str, lead: &str) -> Value {
    json!({
        "code": one.code,
        "href": one.public_path(),
        "text": one.text,
        "area": area,
        "place": one.place,
        "source": one.source.as_str(),
        "received": dates::iso(one.received_on),
        "competence_level": one.level.map(CompetenceLevel::as_str),
        "sector": one.sector.map(Sector::as_str),
        "lead": lead,
        "state": one.state.as_str(),
        "forwarded": one.forwarded_on.map(dates::iso),
        "due": one.due_on.map(dates::iso),
        "answered": one.answered_on.map(dates::iso),
        "answer": one.outcome.map(|_| one.answer.as_str()),
        "answer_document": one.outcome.map(|_| one.answer_reference.as_str()),
        "outcome": one.outcome.map(Outcome::as_str),
        "promised": one.promised_on.map(dates::iso),
        "closed": one.closed_on.map(dates::iso),
        "confirmed": one.confirmation.map(crate::model::Confirmation::as_str),
        "times_raised": one.times,
    })
}

pub(crate) async fn json(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = council(ctx)?;
            let filter = filter_of(&form, Group::All, ctx.today);
            let reader = Reader::Public(council.id);
            let listed =
                store_lists::look(ctx.tx, reader, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let (found, total) = (listed.rows, listed.total);
            let names = Names::load(ctx, &found)?;
            let next = next_of(&format!("/kien-nghi.json{}", form.query(&FILTERS, None)), &found);
            let items: Vec<Value> = found
                .iter()
                .map(|one| to_json(one, &names.area(one.area_id), &names.body(one.lead_id)))
                .collect();
            let is_exact = matches!(total, Number::Exactly(_));
            let total = total.at_least();
            Answer::json(&json!({ "total": total, "total_is_exact": is_exact, "items": items, "next": next }))
        })
        .await
}

pub(crate) async fn csv(visit: Visit) -> Response {
    file(visit, ListFile::Csv).await
}

pub(crate) async fn xlsx(visit: Visit) -> Response {
    file(visit, ListFile::Xlsx).await
}

async fn file(visit: Visit, file: ListFile) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = council(ctx)?;
            let filter = filter_of(&form, Group::All, ctx.today);
            let table = annex(ctx, Reader::Public(council.id), &filter)?;
            Answer::list(ctx, file, "Kiến nghị cử tri", "kien-nghi-cu-tri", table)
        })
        .await
}

#[derive(Template)]
#[template(path = "petitions/public_detail.html")]
struct PublicPage {
    shell: Shell,
    one: Petition,
    badge: Badge,
    sentence: String,
    area: String,
    lead: String,
    day: String,
    entries: Vec<(Entry, String)>,
    earlier: Option<(Petition, String)>,
    places: Vec<String>,
}

impl PublicPage {
    /// In the words of <https://schema.org/Question>: what voters ask, and what they were answered.
    fn linked_data(&self) -> String {
        let one = &self.one;
        let address = format!("{}{}", self.shell.public_url, one.public_path());
        let answer = one.outcome.and(one.answered_on).map(|on| {
            json!({
                "@type": "Answer",
                "text": one.answer,
                "dateCreated": dates::iso(on),
                "author": { "@type": "GovernmentOrganization", "name": self.lead },
            })
        });
        kit::linked_data(json!({
            "@type": "Question",
            "@id": address,
            "url": address,
            "name": one.code,
            "text": one.text,
            "inLanguage": "vi",
            "dateCreated": dates::iso(one.received_on),
            "spatialCoverage": self.area,
            "answerCount": i32::from(answer.is_some()),
            "acceptedAnswer": answer,
        }))
    }
}

pub(crate) async fn show(visit: Visit, Path(key): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (key, as_json) = key.strip_suffix(".json").map_or((key.as_str(), false), |key| (key, true));
            let code = code::parse(key).ok_or(Problem::NotFound)?;
            let one = store::by_code(ctx.tx, &code)?.filter(|one| one.is_public).ok_or(Problem::NotFound)?;
            if code != key {
                return Ok(Answer::moved(&one.public_path()));
            }
            let names = Names::load(ctx, std::slice::from_ref(&one))?;
            let (area, lead) = (names.area(one.area_id), names.body(one.lead_id));
            if as_json {
                return Answer::json(&to_json(&one, &area, &lead));
            }
            Answer::page(&public_page(ctx, one, area, lead)?)
        })
        .await
}

fn public_page(ctx: &mut Ctx<'_>, one: Petition, area: String, lead: String) -> Result<PublicPage, Problem> {
    let entries = store::entries(ctx.tx, one.id)?
        .into_iter()
        .filter(|entry| entry.is_public)
        .map(|entry| {
            let at = dates::print(entry.on_date);
            (entry, at)
        })
        .collect();
    let names = directory::names(ctx.tx)?;
    let earlier = match one.repeat_of {
        Some(id) => store::petition(ctx.tx, id)?.filter(|earlier| earlier.is_public).map(|earlier| {
            let lead = earlier.lead_id.and_then(|id| names.get(&id)).map_or("", String::as_str);
            let said = view::sentence(&earlier, lead, ctx.today);
            (earlier, said)
        }),
        None => None,
    };
    let merged: Vec<AreaId> =
        store::merged_into(ctx.tx, one.id)?.into_iter().map(|(_, _, area)| area).collect();
    let places = directory::areas_of_ids(ctx.tx, &merged)?.into_iter().map(|area| area.name).collect();
    let badge = view::badge(&one, ctx.today, ctx.law);
    ctx.share(kit::Share::record(format!("Kiến nghị cử tri {}", one.code), &badge, &one.text));
    let shell = ctx
        .shell(format!("Kiến nghị {}", one.code))?
        .crumb("Trang chủ", "/")
        .crumb("Kiến nghị cử tri", "/kien-nghi")
        .crumb(&one.code, one.public_path())
        .of_record("petition", one.id);
    Ok(PublicPage {
        badge,
        sentence: view::sentence(&one, &lead, ctx.today),
        day: dates::print(one.received_on),
        shell,
        area,
        lead,
        entries,
        earlier,
        places,
        one,
    })
}

struct Met {
    one: Meeting,
    area: String,
    day: String,
    who: String,
}

#[derive(Template)]
#[template(path = "petitions/public_meetings.html")]
struct MeetingsPage {
    shell: Shell,
    coming: Vec<Met>,
    past: Vec<Met>,
}

/// The meetings to come, and the last ones.
pub(crate) async fn meetings(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = council(ctx)?;
            let coming = store_meetings::planned_from(ctx.tx, council.id, ctx.today, ROWS_MAX)?;
            let past: Vec<Meeting> = store_meetings::list(ctx.tx, council.id, None, ROWS_MAX)?
                .into_iter()
                .filter(|one| one.state == MeetingState::Held)
                .collect();
            let (coming, past) = (shown(ctx, coming)?, shown(ctx, past)?);
            let shell = ctx
                .shell("Tiếp xúc cử tri")?
                .crumb("Trang chủ", "/")
                .crumb("Tiếp xúc cử tri", "/tiep-xuc-cu-tri");
            Answer::page(&MeetingsPage { shell, coming, past })
        })
        .await
}

fn shown(ctx: &mut Ctx<'_>, meetings: Vec<Meeting>) -> db::Result<Vec<Met>> {
    let mut ids: Vec<AreaId> = meetings.iter().map(|one| one.area_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let areas: HashMap<AreaId, String> =
        directory::areas_of_ids(ctx.tx, &ids)?.into_iter().map(|one| (one.id, one.name)).collect();
    let meeting_ids: Vec<_> = meetings.iter().map(|one| one.id).collect();
    let mut who: HashMap<_, Vec<String>> = HashMap::new();
    let delegates = store_meetings::delegates_of(ctx.tx, &meeting_ids)?;
    let mut persons: Vec<_> = delegates.iter().map(|(_, person)| *person).collect();
    persons.sort_unstable();
    persons.dedup();
    // By name within each meeting
    for (person, name) in directory::persons_by_name(ctx.tx, &persons)? {
        for (meeting, _) in delegates.iter().filter(|(_, one)| *one == person) {
            who.entry(*meeting).or_default().push(name.clone());
        }
    }
    Ok(meetings
        .into_iter()
        .map(|one| Met {
            area: areas.get(&one.area_id).cloned().unwrap_or_default(),
            day: format!("{}, {}", one.starts, dates::print_weekday(one.held_on)),
            who: who.remove(&one.id).unwrap_or_default().join(", "),
            one,
        })
        .collect())
}
/// The meetings to come and the last ones, in one list; called off ones are in none.
fn met(ctx: &mut Ctx<'_>, most: i64) -> Result<Vec<Met>, Problem> {
    let council = council(ctx)?;
    let all = store_meetings::list(ctx.tx, council.id, None, most)?;
    let open = all.into_iter().filter(|one| one.state != MeetingState::Cancelled).collect();
    Ok(shown(ctx, open)?)
}

/// The same as a file.
pub(crate) async fn meetings_file(visit: Visit, file: ListFile) -> Response {
    const MEETINGS_MAX: i64 = 10_000;
    visit
        .read(move |ctx| {
            let rows = met(ctx, MEETINGS_MAX)?
                .into_iter()
                .map(|row| {
                    vec![
                        Cell::Date(row.one.held_on),
                        Cell::text(&row.one.starts),
                        Cell::text(&row.one.place),
                        Cell::text(row.area),
                        Cell::text(row.one.kind.label()),
                        Cell::text(row.who),
                        row.one.voters.map_or_else(|| Cell::text(""), Cell::Number),
                        Cell::text(row.one.state.label()),
                    ]
                })
                .collect();
            let columns = vec![
                Column::center("Ngày", 3),
                Column::center("Giờ", 2),
                Column::left("Địa điểm", 6),
                Column::left("Xã, thị trấn", 4),
                Column::left("Hình thức", 4),
                Column::left("Đại biểu", 8),
                Column::right("Lượt cử tri", 2),
                Column::left("Trạng thái", 3),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Tiếp xúc cử tri", "tiep-xuc-cu-tri", table)
        })
        .await
}

/// The same as a feed.
pub(crate) async fn meetings_atom(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let today = ctx.today;
            let entries: Vec<FeedEntry> = met(ctx, ROWS_MAX)?
                .into_iter()
                .map(|row| FeedEntry {
                    path: format!("/tiep-xuc-cu-tri#{}", row.one.id),
                    title: format!("{}, {}", row.one.place, row.area),
                    updated: dates::midnight(row.one.held_on.min(today)),
                    summary: format!("{}. {}. {}", row.day, row.one.kind.label(), row.one.state.label()),
                })
                .collect();
            Answer::feed(ctx, "Tiếp xúc cử tri", "/tiep-xuc-cu-tri", &entries)
        })
        .await
}
