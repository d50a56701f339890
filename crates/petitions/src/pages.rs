//! The workspace: the register of petitions, a petition, the slips to be sent.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::LetterView;
use kernel::{AreaId, Date, OpinionId, OrganizationId, PetitionId, VoterMeetingId, dates, text};
use kit::ui::{Badge, Facet, Facets};
use kit::{Answer, Ctx, DocumentFile, Form, Problem, Shell, Visit};
use papers::{Cell, Column, Sheet, Table};

use crate::actions::{self, Alike};
use crate::model::{CompetenceLevel, Confirmation, Entry, Number, Outcome, Petition, Sector, Source, State};
use crate::policy::{self, Action, Subject};
use crate::store_lists::{self, Counts, Filter, Group, Reader};
use crate::{rules, store, view};

type Choices = Vec<(String, String)>;

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

const FILTERS: [&str; 7] = ["nhom", "q", "linh-vuc", "tham-quyen", "co-quan", "ban", "noi"];

pub(crate) fn filter_of(form: &Form, standard: Group, today: Date) -> Filter {
    let group = GROUPS.iter().find(|(word, _, _)| *word == form.value("nhom"));
    Filter {
        group: group.map_or(standard, |(_, _, group)| *group),
        words: Some(text::fold(form.value("q"))).filter(|words| !words.is_empty()),
        sector: form.value("linh-vuc").parse().ok(),
        level: form.value("tham-quyen").parse().ok(),
        lead: form.value("co-quan").parse().ok(),
        committee: form.value("ban").parse().ok(),
        area: form.value("noi").parse().ok(),
        today,
    }
}

/// The filters that stand, as a query; `other` in the place of one of them.
pub(crate) fn query_of(form: &Form, other: Option<(&str, &str)>) -> String {
    let mut query = String::new();
    for name in FILTERS {
        let value = match other {
            Some((changed, value)) if changed == name => value,
            _ => form.value(name),
        };
        if !value.is_empty() {
            query.push_str(if query.is_empty() { "?" } else { "&" });
            query.push_str(name);
            query.push('=');
            query.push_str(&text::percent_encoded(value));
        }
    }
    query
}

/// Where the list goes on, from the address.
pub(crate) fn after_of(form: &Form) -> Option<(Date, PetitionId)> {
    let (day, id) = form.value("sau").split_once('_')?;
    Some((dates::parse_iso(day)?, id.parse().ok()?))
}

/// The address of the next page, when there may be one.
pub(crate) fn next_of(base: &str, query: &str, found: &[Petition]) -> Option<String> {
    let last = found.last().filter(|_| i64::try_from(found.len()) == Ok(ROWS_MAX))?;
    let sign = if query.is_empty() { '?' } else { '&' };
    Some(format!("{base}{query}{sign}sau={}_{}", dates::iso(last.received_on), last.id))
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
}

pub(crate) fn any(first: &str, choices: Choices) -> Choices {
    std::iter::once((String::new(), first.to_owned())).chain(choices).collect()
}

/// Working bodies that may be asked, by name.
fn bodies(ctx: &mut Ctx<'_>) -> db::Result<Choices> {
    let mut found: Choices = directory::working_organizations(ctx.tx, ctx.today)?
        .into_iter()
        .map(|one| (one.id.to_string(), one.short_name))
        .collect();
    found.sort_by_key(|(_, name)| kernel::collate::sort_key_hex(name));
    Ok(found)
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
            let listed = store_lists::look(ctx.tx, reader, &filter, after_of(&form), ROWS_MAX)?;
            // What a citizen sent is the office's to look at
            let shown = |group| runs || group != Group::In(State::Quarantined);
            let words = GROUPS.iter().filter(|(_, _, group)| shown(*group)).map(|(word, ..)| *word);
            let facets = facets("/lam-viec/kien-nghi", &form, words, form.value("nhom"), &listed.counts);
            let (found, total) = (listed.rows, listed.total);
            let names = Names::load(ctx, &found)?;
            let query = query_of(&form, None);
            let next = next_of("/lam-viec/kien-nghi", &query, &found);
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
            let may_record = match (actor.council, actor.area) {
                (Some(council), Some(area)) => policy::may_in_council(actor, Action::Record, council, area),
                _ => false,
            };
            let leads = any("Mọi cơ quan", bodies(ctx)?);
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
            let href = format!("{base}{}", query_of(form, Some(("nhom", to))));
            let (label, count) = match counts.of(*group) {
                Some(Number::Exactly(count)) => ((*label).to_owned(), u64::try_from(count).ok()),
                Some(more) => (format!("{label} ({more})"), None),
                None => ((*label).to_owned(), None),
            };
            Facet { label, count, href, on: is_on }
        })
        .collect()
}

/// The annex of the councils' reports ("Biểu tổng hợp kiến nghị"), in its columns.
pub(crate) fn annex(ctx: &mut Ctx<'_>, reader: Reader<'_>, filter: &Filter) -> Result<Table, Problem> {
    let found = store_lists::look(ctx.tx, reader, filter, None, EXPORT_MAX)?.rows;
    let names = Names::load(ctx, &found)?;
    let rows = found
        .iter()
        .map(|one| {
            let place = names.area(one.area_id);
            let place = if one.place.is_empty() { place } else { format!("{}, {place}", one.place) };
            vec![
                Cell::text(&one.code),
                Cell::text(&one.text),
                Cell::text(place),
                Cell::text(one.source.label()),
                Cell::Date(one.received_on),
                Cell::text(one.level.map_or("", CompetenceLevel::label)),
                Cell::text(one.sector.map_or("", Sector::label)),
                Cell::text(names.body(one.lead_id)),
                one.due_on.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(&one.answer),
                Cell::text(&one.answer_reference),
                Cell::text(one.outcome.map_or("", Outcome::label)),
                one.promised_on.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::text(one.state.label()),
                Cell::text(one.repeats().unwrap_or_default()),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Mã", 3),
        Column::left("Nội dung kiến nghị", 9),
        Column::left("Cử tri", 4),
        Column::left("Nguồn", 3),
        Column::center("Ngày nhận", 2),
        Column::left("Thẩm quyền", 2),
        Column::left("Lĩnh vực", 3),
        Column::left("Cơ quan giải quyết", 4),
        Column::center("Hạn trả lời", 2),
        Column::left("Nội dung trả lời", 8),
        Column::left("Số, ngày văn bản", 3),
        Column::left("Kết quả", 3),
        Column::center("Hẹn ngày", 2),
        Column::left("Tình trạng", 3),
        Column::left("Ghi chú", 3),
    ];
    Ok(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

fn own_annex(ctx: &mut Ctx<'_>, form: &Form) -> Result<Table, Problem> {
    if policy::visible(ctx.actor).is_none() {
        return Err(Problem::NotFound);
    }
    let actor = ctx.actor;
    let filter = filter_of(form, Group::All, ctx.today);
    annex(ctx, Reader::Actor(actor), &filter)
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let sheet = Sheet {
                name: "Kiến nghị cử tri".to_owned(),
                title: "BIỂU TỔNG HỢP KIẾN NGHỊ CỬ TRI".to_owned(),
                subtitle: format!("Đến ngày {}", dates::print(ctx.today)),
                table: own_annex(ctx, &form)?,
            };
            let bytes = papers::to_xlsx(&[sheet]).map_err(|error| Problem::Internal(error.to_string()))?;
            Ok(Answer::download(DocumentFile {
                bytes,
                media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                name: "kien-nghi-cu-tri.xlsx".to_owned(),
            }))
        })
        .await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            Ok(Answer::download(DocumentFile {
                bytes: papers::to_csv(&own_annex(ctx, &form)?).into_bytes(),
                media_type: "text/csv; charset=utf-8",
                name: "kien-nghi-cu-tri.csv".to_owned(),
            }))
        })
        .await
}

#[derive(Template)]
#[template(path = "petitions/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    places: Choices,
    sources: Choices,
    meeting: Option<(String, String)>,
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
    Ok(NewPage { shell, form, places, sources, meeting })
}

pub(crate) fn place_choices(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Choices, Problem> {
    let places = actions::places(ctx, council)?;
    Ok(any("Chọn đơn vị", places.into_iter().map(|one| (one.id.to_string(), one.name)).collect()))
}

/// What the actor may do with it now: the forms.
#[allow(clippy::struct_excessive_bools)]
struct Rights {
    classify: bool,
    set_aside: bool,
    merge: bool,
    forward: bool,
    answer: bool,
    on_paper: bool,
    judge: bool,
    needs_day: bool,
    object: bool,
    confirm: bool,
}

struct Like {
    one: Alike,
    area: String,
    day: String,
    shared: String,
    may_merge: bool,
    is_earlier: bool,
}

#[derive(Template)]
#[template(path = "petitions/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Petition,
    badge: Badge,
    area: String,
    lead: String,
    committee: String,
    facts: Vec<(String, String)>,
    links: Vec<(String, String)>,
    entries: Vec<(Entry, String)>,
    likes: Vec<Like>,
    rights: Rights,
    levels: Choices,
    sectors: Choices,
    bodies: Choices,
    committees: Choices,
    outcomes: Choices,
    confirmations: Choices,
}

pub(crate) async fn detail(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: PetitionId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = store::petition(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let form = form_of(&one);
            Answer::page(&detail_page(ctx, id, form)?)
        })
        .await
}

pub(crate) fn form_of(one: &Petition) -> Form {
    let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
    let id = |id: Option<OrganizationId>| id.map_or_else(String::new, |id| id.to_string());
    let mut form = Form::new();
    form.set("version", one.version.to_string());
    form.set("tham-quyen", word(one.level.map(CompetenceLevel::as_str)));
    form.set("linh-vuc", word(one.sector.map(Sector::as_str)));
    form.set("ban", id(one.committee_id));
    form.set("co-quan", id(one.lead_id));
    // A petition is public unless somebody says otherwise
    if one.is_public || matches!(one.state, State::Quarantined | State::Received) {
        form.set("cong-khai", "co");
    }
    form
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, id: PetitionId, form: Form) -> Result<DetailPage, Problem> {
    let one = store::petition(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let on = Subject::from(&one);
    if !policy::may(ctx.actor, Action::Read, on) {
        return Err(Problem::NotFound);
    }
    let rights = rights(ctx, &one, on);
    let names = directory::names(ctx.tx)?;
    let name = |id: Option<OrganizationId>| id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
    let area = directory::area(ctx.tx, one.area_id)?.map_or_else(String::new, |area| area.name);
    let entries = store::entries(ctx.tx, id)?
        .into_iter()
        .map(|entry| {
            let at = dates::print(entry.on_date);
            (entry, at)
        })
        .collect();
    let likes = if rights.classify || rights.merge { likes(ctx, &one)? } else { Vec::new() };
    let committees = any("Chưa chọn", committees(ctx, one.council_id)?);
    let bodies = if rights.classify { any("Chọn cơ quan", bodies(ctx)?) } else { Vec::new() };
    let shell = ctx
        .shell(format!("Kiến nghị {}", one.code))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb(&one.code, one.path())
        .with_faults_of(&form);
    Ok(DetailPage {
        badge: view::badge(&one, ctx.today, ctx.law),
        lead: name(one.lead_id),
        committee: name(one.committee_id),
        facts: facts(&one),
        links: links(ctx, &one)?,
        levels: any("Chưa chọn", CompetenceLevel::choices()),
        sectors: any("Chưa chọn", Sector::choices()),
        outcomes: Outcome::choices(),
        confirmations: Confirmation::choices(),
        shell,
        form,
        area,
        entries,
        likes,
        rights,
        bodies,
        committees,
        one,
    })
}

/// The committees of a council.
fn committees(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Choices> {
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    Ok(directory::organizations_of_area(ctx.tx, council.area_id)?
        .into_iter()
        .filter(|body| body.kind == directory::OrganizationKind::Committee && body.works_on(ctx.today))
        .map(|body| (body.id.to_string(), body.short_name))
        .collect())
}

fn facts(one: &Petition) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            facts.push((label.to_owned(), value));
        }
    };
    fact("Nguồn", Some(one.source.label().to_owned()));
    fact("Ngày tiếp nhận", Some(dates::print(one.received_on)));
    fact("Thẩm quyền", one.level.map(|level| level.label().to_owned()));
    fact("Lĩnh vực", one.sector.map(|sector| sector.label().to_owned()));
    fact("Chuyển ngày", one.forwarded_on.map(dates::print));
    fact("Hạn trả lời", one.due_on.map(dates::print));
    fact("Trả lời ngày", one.answered_on.map(dates::print));
    fact("Văn bản trả lời", Some(one.answer_reference.clone()).filter(|words| !words.is_empty()));
    fact("Kết quả", one.outcome.map(|outcome| outcome.label().to_owned()));
    fact("Hẹn ngày", one.promised_on.map(dates::print));
    fact("Kết thúc ngày", one.closed_on.map(dates::print));
    fact("Nơi kiến nghị", one.confirmation.map(|one| one.label().to_owned()));
    facts
}

/// What it is tied to: label and page.
fn links(ctx: &mut Ctx<'_>, one: &Petition) -> db::Result<Vec<(String, String)>> {
    let mut links = Vec::new();
    if let Some(meeting) = one.meeting_id
        && let Some(meeting) = crate::store_meetings::meeting(ctx.tx, meeting)?
    {
        links.push((meeting.label(), meeting.path()));
    }
    if let Some(follow_up) = one.follow_up_id
        && let Some(follow_up) = follow::find(ctx.tx, follow_up)?
    {
        links.push((format!("Việc theo dõi {}", follow_up.code), follow_up.path()));
    }
    if let Some(document) = one.document_id
        && ctx.actor.runs(one.council_id)
    {
        links.push(("Phiếu chuyển".to_owned(), format!("/lam-viec/van-ban/{document}")));
    }
    for (label, id) in [("Lần trước", one.repeat_of), ("Gộp vào", one.merged_into)] {
        if let Some(other) = id
            && let Some(other) = store::petition(ctx.tx, other)?
        {
            links.push((format!("{label}: {}", other.code), other.path()));
        }
    }
    for (id, code, _) in store::merged_into(ctx.tx, one.id)? {
        links.push((format!("Đã gộp: {code}"), format!("/lam-viec/kien-nghi/{id}")));
    }
    for (id, code, on) in store::repeats_of(ctx.tx, one.id)? {
        links.push((format!("Lần sau: {code}, {}", dates::print(on)), format!("/lam-viec/kien-nghi/{id}")));
    }
    if one.is_public {
        links.push(("Trang công khai".to_owned(), one.public_path()));
    }
    Ok(links)
}

fn likes(ctx: &mut Ctx<'_>, one: &Petition) -> db::Result<Vec<Like>> {
    let found = actions::alike(ctx.tx, one.council_id, one.id, &one.text)?;
    let mut ids: Vec<AreaId> = found.iter().map(|like| like.area).collect();
    ids.sort_unstable();
    ids.dedup();
    let areas: HashMap<AreaId, String> =
        directory::areas_of_ids(ctx.tx, &ids)?.into_iter().map(|area| (area.id, area.name)).collect();
    Ok(found
        .into_iter()
        .map(|like| Like {
            area: areas.get(&like.area).cloned().unwrap_or_default(),
            day: dates::print(like.received_on),
            shared: like.shared.join(", "),
            may_merge: rules::merge(one.state, like.state).is_ok(),
            is_earlier: like.received_on < one.received_on && one.repeat_of.is_none(),
            one: like,
        })
        .collect())
}

fn rights(ctx: &Ctx<'_>, one: &Petition, on: Subject) -> Rights {
    let may = |action| policy::may(ctx.actor, action, on);
    let (handles, judges) = (may(Action::Handle), may(Action::Judge));
    let waits = matches!(one.state, State::Forwarded | State::Monitoring);
    let early = matches!(one.state, State::Quarantined | State::Received | State::Classified);
    let answered = matches!(one.state, State::Answered | State::Monitoring | State::Closed);
    Rights {
        classify: handles && early,
        set_aside: handles && early,
        merge: handles && early,
        forward: may(Action::Forward) && one.state == State::Classified,
        answer: waits && (may(Action::Answer) || judges),
        on_paper: !may(Action::Answer),
        judge: judges && one.state == State::Answered,
        needs_day: one.promised_on.is_none_or(|day| day <= ctx.today)
            && one.outcome.is_some_and(|outcome| !outcome.is_final()),
        object: may(Action::Object) && answered,
        confirm: may(Action::Confirm) && answered,
    }
}

struct Shown {
    to: String,
    count: usize,
    letter: LetterView,
}

#[derive(Template)]
#[template(path = "petitions/forward.html")]
pub(crate) struct ForwardPage {
    shell: Shell,
    form: Form,
    slips: Vec<Shown>,
    ids: Vec<PetitionId>,
    count: usize,
    why: Vec<String>,
}

/// `?kn=` once for each petition.
pub(crate) async fn forward(visit: Visit) -> Response {
    let query = visit.query_form();
    visit
        .read(move |ctx| {
            let ids: Vec<PetitionId> =
                query.values_of("kn").into_iter().filter_map(|id| id.parse().ok()).collect();
            let mut form = Form::new();
            if let Some((due, _)) = actions::answer_due(ctx) {
                form.set("han", dates::print(due));
            }
            Answer::page(&forward_page(ctx, &ids, form)?)
        })
        .await
}

pub(crate) fn forward_page(
    ctx: &mut Ctx<'_>,
    ids: &[PetitionId],
    form: Form,
) -> Result<ForwardPage, Problem> {
    let due = actions::answer_due(ctx);
    let day = dates::parse(form.value("han"), ctx.today).ok().filter(|day| *day > ctx.today);
    let day = day.or(due.as_ref().map(|(day, _)| *day)).ok_or(Problem::NotFound)?;
    let slips = actions::preview(ctx, ids, day)?
        .into_iter()
        .map(|slip| Shown {
            to: slip.to_name,
            count: slip.petitions.len(),
            letter: LetterView::new(slip.letter),
        })
        .collect();
    let shell = ctx
        .shell("Chuyển kiến nghị")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb("Chuyển kiến nghị", "/lam-viec/kien-nghi/chuyen")
        .with_faults_of(&form);
    Ok(ForwardPage {
        shell,
        form,
        slips,
        ids: ids.to_vec(),
        count: ids.len(),
        why: due.map(|(_, why)| why).unwrap_or_default(),
    })
}
