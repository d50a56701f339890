//! The workspace: meetings with voters and what was said at them.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{OpinionId, OrganizationId, PersonId, VoterMeetingId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, ListFile, Problem, Shell, Visit};
use papers::{Cell, Column, Table};

use crate::model::{Meeting, MeetingKind, MeetingState, Opinion, State};
use crate::pages::place_choices;
use crate::policy::{self, Action};
use crate::{meetings, sittings, store, store_meetings, view};

type Choices = Vec<(String, String)>;

struct Row {
    one: Meeting,
    area: String,
    day: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "petitions/meetings.html")]
struct ListPage {
    shell: Shell,
    rows: Vec<Row>,
    next: Option<String>,
    may_plan: bool,
}

const ROWS_MAX: i64 = 100;

pub(crate) async fn list(visit: Visit) -> Response {
    let after = visit.query("sau");
    visit
        .read(move |ctx| {
            let council = own(ctx)?;
            let area = ctx.actor.area.ok_or(Problem::NotFound)?;
            let after = after.as_deref().and_then(kit::listing::after);
            let found = store_meetings::list(ctx.tx, council, after, ROWS_MAX)?;
            let next =
                kit::listing::next("/lam-viec/tiep-xuc", &found, ROWS_MAX, |one| (one.held_on, one.id));
            let mut ids: Vec<_> = found.iter().map(|one| one.area_id).collect();
            ids.sort_unstable();
            ids.dedup();
            let areas: HashMap<_, _> =
                directory::areas_of_ids(ctx.tx, &ids)?.into_iter().map(|one| (one.id, one.name)).collect();
            let today = ctx.today;
            let rows = found
                .into_iter()
                .map(|one| Row {
                    area: areas.get(&one.area_id).cloned().unwrap_or_default(),
                    day: dates::print_weekday(one.held_on),
                    badge: view::meeting_badge(one.state, one.held_on, today),
                    one,
                })
                .collect();
            let may_plan = policy::may_in_council(ctx.actor, Action::KeepMeetings, council, area);
            let shell = ctx
                .shell("Tiếp xúc cử tri")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Tiếp xúc cử tri", "/lam-viec/tiep-xuc");
            Answer::page(&ListPage { shell, rows, next, may_plan })
        })
        .await
}

/// The council whose meetings with voters the actor sees in the workspace.
fn own(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    let (Some(council), Some(area)) = (ctx.actor.council, ctx.actor.area) else {
        return Err(Problem::NotFound);
    };
    if policy::may_in_council(ctx.actor, Action::NoteOpinion, council, area) {
        Ok(council)
    } else {
        Err(Problem::NotFound)
    }
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    list_file(visit, ListFile::Xlsx).await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    list_file(visit, ListFile::Csv).await
}

async fn list_file(visit: Visit, file: ListFile) -> Response {
    const EXPORT_MAX: i64 = 10_000;
    visit
        .read(move |ctx| {
            let council = own(ctx)?;
            let found = store_meetings::list(ctx.tx, council, None, EXPORT_MAX)?;
            let mut ids: Vec<_> = found.iter().map(|one| one.area_id).collect();
            ids.sort_unstable();
            ids.dedup();
            let areas: HashMap<_, _> =
                directory::areas_of_ids(ctx.tx, &ids)?.into_iter().map(|one| (one.id, one.name)).collect();
            let rows = found
                .iter()
                .map(|one| {
                    vec![
                        Cell::text(&one.place),
                        Cell::text(areas.get(&one.area_id).map_or("", String::as_str)),
                        Cell::text(one.kind.label()),
                        Cell::Date(one.held_on),
                        one.voters.map_or_else(|| Cell::text(""), Cell::Number),
                        Cell::text(one.state.label()),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Địa điểm", 8),
                Column::left("Xã, thị trấn", 4),
                Column::left("Loại", 4),
                Column::center("Ngày", 3),
                Column::right("Lượt cử tri", 2),
                Column::left("Tình trạng", 3),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Tiếp xúc cử tri", "tiep-xuc-cu-tri", table)
        })
        .await
}

#[derive(Template)]
#[template(path = "petitions/new_meeting.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    kinds: Choices,
    places: Choices,
    sessions: Choices,
    delegates: Choices,
}

pub(crate) async fn new(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let form = Form::with(&[("gio", "08:00"), ("loai", MeetingKind::BeforeSession.as_str())]);
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let (Some(council), Some(area)) = (ctx.actor.council, ctx.actor.area) else {
        return Err(Problem::NotFound);
    };
    if !policy::may_in_council(ctx.actor, Action::KeepMeetings, council, area) {
        return Err(Problem::NotFound);
    }
    let places = place_choices(ctx, council)?;
    let delegates = delegates(ctx, council)?;
    let sessions = sittings::choices(ctx, council)?;
    let shell = ctx
        .shell("Lập cuộc tiếp xúc")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tiếp xúc cử tri", "/lam-viec/tiep-xuc")
        .crumb("Lập cuộc tiếp xúc", "/lam-viec/tiep-xuc/moi")
        .with_faults_of(&form);
    Ok(NewPage { shell, form, kinds: MeetingKind::choices(), places, sessions, delegates })
}

fn delegates(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Choices> {
    Ok(directory::delegates_of(ctx.tx, council, ctx.today)?
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect())
}

struct Said {
    one: Opinion,
    petitions: Vec<(String, String, State)>,
}

#[derive(Template)]
#[template(path = "petitions/meeting.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Meeting,
    badge: Badge,
    area: String,
    day: String,
    who: Vec<(PersonId, String)>,
    said: Vec<Said>,
    note_id: String,
    kinds: Choices,
    places: Choices,
    sessions: Choices,
    session: Option<String>,
    delegates: Choices,
    may_keep: bool,
    may_note: bool,
    may_hold: bool,
}

pub(crate) async fn detail(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: VoterMeetingId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = meetings::load(ctx, id, Action::NoteOpinion)?;
            let form = form_of(ctx, &one)?;
            Answer::page(&detail_page(ctx, id, form)?)
        })
        .await
}

pub(crate) fn form_of(ctx: &mut Ctx<'_>, one: &Meeting) -> Result<Form, Problem> {
    let voters = one.voters.map_or_else(String::new, |voters| voters.to_string());
    let mut form = Form::with(&[
        ("version", &one.version.to_string()),
        ("loai", one.kind.as_str()),
        ("ngay", &dates::print(one.held_on)),
        ("gio", &one.starts),
        ("dia-diem", &one.place),
        ("noi", &one.area_id.to_string()),
        ("chu-de", &one.topic),
        ("ky-hop", &one.session_id.map_or_else(String::new, |id| id.to_string())),
        ("cu-tri", &voters),
        ("bien-ban", &one.minutes),
    ]);
    for (person,) in store_meetings::delegates(ctx.tx, one.id)? {
        form.add("dai-bieu", person.to_string());
    }
    Ok(form)
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, id: VoterMeetingId, form: Form) -> Result<DetailPage, Problem> {
    let one = meetings::load(ctx, id, Action::NoteOpinion)?;
    let may_keep = policy::may_in_council(ctx.actor, Action::KeepMeetings, one.council_id, one.area_id);
    let mut made: HashMap<OpinionId, Vec<(String, String, State)>> = HashMap::new();
    for (opinion, petition, code, state) in store::of_meeting(ctx.tx, id)? {
        made.entry(opinion).or_default().push((code, format!("/lam-viec/kien-nghi/{petition}"), state));
    }
    let said = store_meetings::opinions(ctx.tx, id)?
        .into_iter()
        .map(|one| Said { petitions: made.remove(&one.id).unwrap_or_default(), one })
        .collect();
    let note: OpinionId = ctx.id();
    let places = place_choices(ctx, one.council_id)?;
    let delegates = delegates(ctx, one.council_id)?;
    let sessions = sittings::choices(ctx, one.council_id)?;
    let session = sittings::label(ctx, one.session_id)?;
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tiếp xúc cử tri", "/lam-viec/tiep-xuc")
        .crumb(one.label(), one.path())
        .with_faults_of(&form);
    let came = one.held_on <= ctx.today;
    let who: Vec<PersonId> = store_meetings::delegates(ctx.tx, id)?.into_iter().map(|(one,)| one).collect();
    let who = directory::persons_by_name(ctx.tx, &who)?;
    Ok(DetailPage {
        badge: view::meeting_badge(one.state, one.held_on, ctx.today),
        area: directory::area(ctx.tx, one.area_id)?.map_or_else(String::new, |area| area.name),
        day: dates::print_weekday(one.held_on),
        who,
        note_id: note.to_string(),
        kinds: MeetingKind::choices(),
        may_note: came && one.state != MeetingState::Cancelled,
        may_hold: may_keep && came && one.state != MeetingState::Cancelled,
        may_keep,
        shell,
        form,
        said,
        places,
        sessions,
        session,
        delegates,
        one,
    })
}
