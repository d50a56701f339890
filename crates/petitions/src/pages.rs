//! The workspace: the register of petitions, and a petition to be written down.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use kernel::{AreaId, Date, OpinionId, OrganizationId, VoterMeetingId, dates, text};
use kit::listing::{self, any};
use kit::ui::{Badge, Facet, Facets};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::actions;
use crate::model::{CompetenceLevel, Number, Petition, Sector, Source, State};
use crate::policy::{self, Action};
use crate::store_lists::{self, Counts, Filter, Group, Reader};
use crate::{sittings, view};

pub(crate) type Choices = Vec<(String, String)>;

/// The groups of the list: the word in the address, the words shown, the group.
pub(crate) const GROUPS: [(&str, &str, Group); 9] = [
    ("dang-mo", "Đang mở", Group::Open),
    ("qua-han", "Quá hạn", Group::Overdue),
    ("cho-duyet", "Chờ duyệt", Group::In(State::Quarantined)),
    ("cho-phan-loai", "Chờ phân loại", Group::In(State::Received)),
    ("cho-chuyen", "Chờ chuyển", Group::In(State::Classified)),
    ("cho-danh-gia", "Chờ đánh giá", Group::In(State::Answered)),
    ("theo-doi", "Có lộ trình, theo dõi", Group::In(State::Monitoring)),
    ("da-ket-thuc", "Đã kết thúc", Group::In(State::Closed)),
    ("tat-ca", "Tất cả", Group::All),
];

/// Groups that figures open and that are no facets of the list.
const MORE_GROUPS: [(&str, Group); 1] = [("dang-giai-quyet", Group::WithBody)];

pub(crate) const FILTERS: [&str; 7] = ["nhom", "q", "linh-vuc", "tham-quyen", "co-quan", "ban", "noi"];

pub(crate) fn filter_of(form: &Form, standard: Group, today: Date) -> Filter {
    let wanted = form.value("nhom");
    let group = GROUPS.iter().find(|(word, ..)| *word == wanted).map(|(_, _, group)| *group);
    let more = MORE_GROUPS.iter().find(|(word, _)| *word == wanted).map(|(_, group)| *group);
    Filter {
        group: group.or(more).unwrap_or(standard),
        words: Some(text::fold(form.value("q"))).filter(|words| !words.is_empty()),
        sector: form.value("linh-vuc").parse().ok(),
        level: form.value("tham-quyen").parse().ok(),
        lead: form.value("co-quan").parse().ok(),
        committee: form.value("ban").parse().ok(),
        area: form.value("noi").parse().ok(),
        today,
    }
}

/// The address of the next page, when there may be one.
pub(crate) fn next_of(address: &str, found: &[Petition]) -> Option<String> {
    listing::next(address, found, ROWS_MAX, |one| (one.received_on, one.id))
}

pub(crate) const ROWS_MAX: i64 = 100;
pub(crate) const EXPORT_MAX: i64 = 20_000;

/// The names of bodies and units that a list needs, each loaded once.
pub(crate) struct Names {
    pub(crate) bodies: HashMap<OrganizationId, String>,
    pub(crate) areas: HashMap<AreaId, String>,
}

impl Names {
    pub(crate) fn load(ctx: &mut Ctx<'_>, petitions: &[Petition]) -> db::Result<Self> {
        let mut ids: Vec<AreaId> = petitions.iter().map(|one| one.area_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let areas =
            directory::areas_of_ids(ctx.tx, &ids)?.into_iter().map(|one| (one.id, one.name)).collect();
        Ok(Self { bodies: directory::names(ctx.tx)?, areas })
    }

    pub(crate) fn body(&self, id: Option<OrganizationId>) -> String {
        id.and_then(|id| self.bodies.get(&id)).cloned().unwrap_or_default()
    }

    pub(crate) fn area(&self, id: AreaId) -> String {
        self.areas.get(&id).cloned().unwrap_or_default()
    }

    /// "thôn Đống Cầu, xã Liêm Phong".
    pub(crate) fn place(&self, one: &Petition) -> String {
        let area = self.area(one.area_id);
        if one.place.is_empty() { area } else { format!("{}, {area}", one.place) }
    }
}

struct Row {
    one: Petition,
    area: String,
    lead: String,
    day: String,
    badge: Badge,
    repeats: String,
    may_forward: bool,
}

#[derive(Template)]
#[template(path = "petitions/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    facets: Facets,
    rows: Vec<Row>,
    total: String,
    next: Option<String>,
    query: String,
    sectors: Choices,
    levels: Choices,
    leads: Choices,
    committees: Choices,
    may_record: bool,
    may_forward: bool,
    may_answer: bool,
    may_object: bool,
}

pub(crate) async fn list(visit: Visit) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            if policy::visible(ctx.actor).is_none() {
                return Err(Problem::NotFound);
            }
            if FILTERS.iter().all(|name| form.value(name).is_empty()) {
                form.set("nhom", "dang-mo");
            }
            let runs = ctx.actor.council.is_some_and(|council| ctx.actor.runs(council));
            let actor = ctx.actor;
            let reader = Reader::Actor(actor);
            let filter = filter_of(&form, Group::All, ctx.today);
            let listed =
                store_lists::look(ctx.tx, reader, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            // What a citizen sent is the office's to look at
            let shown = |group| runs || group != Group::In(State::Quarantined);
            let words = GROUPS.iter().filter(|(_, _, group)| shown(*group)).map(|(word, ..)| *word);
            let facets = facets("/lam-viec/kien-nghi", &form, words, form.value("nhom"), &listed.counts);
            let (found, total) = (listed.rows, listed.total);
            let names = Names::load(ctx, &found)?;
            let query = form.query(&FILTERS, None);
            let next = next_of(&format!("/lam-viec/kien-nghi{query}"), &found);
            let rows = found
                .into_iter()
                .map(|one| Row {
                    area: names.area(one.area_id),
                    lead: names.body(one.lead_id),
                    day: dates::print(one.received_on),
                    badge: view::badge(&one, ctx.today, ctx.law),
                    repeats: one.repeats().unwrap_or_default(),
                    may_forward: one.state == State::Classified,
                    one,
                })
                .collect();
            let may = |action| match (actor.council, actor.area) {
                (Some(council), Some(area)) => policy::may_in_council(actor, action, council, area),
                _ => false,
            };
            let (may_record, may_object) = (may(Action::Record), may(Action::Object));
            let leads = any("Mọi cơ quan", directory::body_choices(ctx.tx, ctx.today)?);
            let own = match actor.council {
                Some(council) => committees(ctx, council)?,
                None => Vec::new(),
            };
            let committees = any("Mọi Ban", own);
            let shell = ctx
                .shell("Kiến nghị cử tri")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi");
            Answer::page(&ListPage {
                shell,
                form,
                facets: Facets::new("Tình trạng", facets),
                rows,
                total: total.to_string(),
                next,
                query,
                sectors: any("Mọi lĩnh vực", Sector::choices()),
                levels: any("Mọi cấp", CompetenceLevel::choices()),
                leads,
                committees,
                may_record,
                may_object,
                may_forward: runs,
                may_answer: policy::answers_many(actor),
            })
        })
        .await
}

/// The groups by which a list is narrowed, with the number of petitions behind each.
pub(crate) fn facets<'a>(
    base: &str,
    form: &Form,
    words: impl Iterator<Item = &'a str>,
    chosen: &str,
    counts: &Counts,
) -> Vec<Facet> {
    let groups = words.filter_map(|word| GROUPS.iter().find(|(known, ..)| *known == word));
    groups
        .map(|(word, label, group)| {
            let is_on = *word == chosen;
            let to = if is_on { "tat-ca" } else { *word };
            let href = format!("{base}{}", form.query(&FILTERS, Some(("nhom", to))));
            let (label, count) = match counts.of(*group) {
                Some(Number::Exactly(count)) => ((*label).to_owned(), u64::try_from(count).ok()),
                Some(more) => (format!("{label} ({more})"), None),
                None => ((*label).to_owned(), None),
            };
            Facet { label, count, href, on: is_on }
        })
        .collect()
}

/// The committees of a council.
pub(crate) fn committees(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Choices> {
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    Ok(directory::organizations_of_area(ctx.tx, council.area_id)?
        .into_iter()
        .filter(|body| body.kind == directory::OrganizationKind::Committee && body.works_on(ctx.today))
        .map(|body| (body.id.to_string(), body.short_name))
        .collect())
}

#[derive(Template)]
#[template(path = "petitions/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    places: Choices,
    sources: Choices,
    meeting: Option<(String, String)>,
    sessions: Choices,
}

/// `?cuoc=` and `?y-kien=` when it is made of what was said at a meeting.
pub(crate) async fn new(visit: Visit) -> Response {
    let (meeting, opinion) = (visit.query("cuoc"), visit.query("y-kien"));
    visit
        .read(move |ctx| {
            let mut form = Form::new();
            form.set("ngay-nhan", dates::print(ctx.today));
            form.set("nguon", Source::Meeting.as_str());
            if let Some(id) = meeting.and_then(|id| id.parse::<VoterMeetingId>().ok()) {
                let one = crate::meetings::load(ctx, id, Action::NoteOpinion)?;
                form.set("cuoc", id.to_string());
                form.set("noi", one.area_id.to_string());
                form.set("ngay-nhan", dates::print(one.held_on));
                form.set("ky-hop", one.session_id.map_or_else(String::new, |id| id.to_string()));
                if let Some(said) = opinion.and_then(|id| id.parse::<OpinionId>().ok()) {
                    let said = crate::store_meetings::opinion(ctx.tx, said)?
                        .filter(|said| said.meeting_id == id)
                        .ok_or(Problem::NotFound)?;
                    form.set("y-kien", said.id.to_string());
                    form.set("noi-dung", said.text);
                    form.set("thon", said.place);
                }
            }
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let (Some(council), Some(area)) = (ctx.actor.council, ctx.actor.area) else {
        return Err(Problem::NotFound);
    };
    if !policy::may_in_council(ctx.actor, Action::Record, council, area) {
        return Err(Problem::NotFound);
    }
    let places = place_choices(ctx, council)?;
    let meeting = match form.value("cuoc").parse::<VoterMeetingId>() {
        Ok(id) => crate::store_meetings::meeting(ctx.tx, id)?.map(|one| (one.label(), one.path())),
        Err(_) => None,
    };
    let shell = ctx
        .shell("Ghi kiến nghị")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb("Ghi kiến nghị", "/lam-viec/kien-nghi/moi")
        .with_faults_of(&form);
    let sources = Source::choices().into_iter().filter(|(word, _)| word != Source::Portal.as_str()).collect();
    let sessions = sittings::choices(ctx, council)?;
    Ok(NewPage { shell, form, places, sources, meeting, sessions })
}

pub(crate) fn place_choices(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Choices, Problem> {
    let places = actions::places(ctx, council)?;
    Ok(any("Chọn đơn vị", places.into_iter().map(|one| (one.id.to_string(), one.name)).collect()))
}
