//! The register of difficulties: the list, a new one, one with its course and deeds, and the list
//! as a table.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, DifficultyId, OrganizationId, ResolutionId, dates, numbers, text};
use kit::ui::{Badge, Facet, Facets, Pager};
use kit::{Answer, Ctx, FeedEntry, Form, ListFile, Problem, Shell, Visit, listing};
use papers::{Cell, Column, Sheet, Table};
use serde_json::json;

use super::{id_of, name_of};
use crate::actions;
use crate::model::{AskedLevel, Difficulty, DifficultyEntry, DifficultyKind, Stage};
use crate::policy::difficulties::{self as policy, Action};
use crate::rules::difficulties as rules;
use crate::store_difficulties::{self as store, Filter};

const ROWS_MAX: i64 = 50;
const EXPORT_MAX: i64 = 10_000;
/// The newest open ones of a council are compared.
const COMPARED_MAX: i64 = 1_000;
const ALIKE_MAX: usize = 8;
const RESOLUTIONS_MAX: usize = 200;
pub(crate) const PATH: &str = "/lam-viec/kho-khan";
/// The filters of the list, as they stand in an address.
const FILTERS: [&str; 5] = ["tinh-trang", "cap", "noi-neu", "noi-nhan", "q"];

/// How it stands, in words.
pub(crate) fn badge(ctx: &Ctx<'_>, one: &Difficulty) -> Badge {
    let late = rules::days_late(one, ctx.today);
    let with_late = |words: String| if 0 < late { format!("{words}, trễ {late} ngày") } else { words };
    match (rules::stage(one, ctx.today), one.due_on) {
        (Stage::Cleared, _) => {
            Badge::done(format!("Đã tháo gỡ {}", one.cleared_on.map(dates::print).unwrap_or_default()))
        }
        (Stage::TakenUp, _) => {
            let level = one.level.map_or("cấp trên", AskedLevel::label);
            Badge::moved(format!("Đã chuyển {}", text::clean_line(level).to_lowercase()))
        }
        (Stage::Answered, _) => Badge::doing(with_late("Đã trả lời".to_owned())),
        (Stage::Late, _) => Badge::overdue(u32::try_from(late).unwrap_or(0)),
        (Stage::Waiting, Some(due)) if due == ctx.today => Badge::due_today(),
        (Stage::Waiting, Some(due)) => Badge::open(ctx.law.working_days_left(ctx.today, due)),
        (Stage::Waiting, None) => Badge::draft("Chưa trả lời"),
    }
}

/// A row of the list.
struct Row {
    href: String,
    text: String,
    subject: String,
    unit: String,
    level: &'static str,
    addressee: String,
    raised: String,
    due: String,
    badge: Badge,
    in_group: bool,
}

fn filter_of(ctx: &Ctx<'_>, form: &Form) -> Filter {
    Filter {
        sight: policy::sight(ctx.actor),
        today: ctx.today,
        stage: form.value("tinh-trang").parse().ok(),
        level: form.value("cap").parse().ok(),
        area: form.value("noi-neu").parse().ok(),
        addressee: form.value("noi-nhan").parse().ok(),
        words: text::truncate_words(form.value("q"), 200),
    }
}

fn rows(ctx: &mut Ctx<'_>, found: &[Difficulty]) -> Result<Vec<Row>, Problem> {
    let names = directory::names(ctx.tx)?;
    Ok(found
        .iter()
        .map(|one| Row {
            href: one.path(),
            text: text::truncate_words(&one.text, 200),
            subject: one.subject.clone(),
            unit: name_of(&names, one.raised_by_id),
            level: one.level.map_or("", AskedLevel::label),
            addressee: one.addressee_id.map(|body| name_of(&names, body)).unwrap_or_default(),
            raised: dates::print(one.raised_on),
            due: one.due_on.map(dates::print).unwrap_or_default(),
            badge: badge(ctx, one),
            in_group: one.leader_id.is_some(),
        })
        .collect())
}

/// The units that raise something to the actor's council, as choices of a filter.
fn areas(ctx: &mut Ctx<'_>) -> Result<Vec<(String, String)>, Problem> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let mut all: Vec<_> = directory::area(ctx.tx, council.area_id)?.into_iter().collect();
    all.extend(directory::children(ctx.tx, council.area_id, ctx.today)?);
    Ok(all.into_iter().map(|area| (area.id.to_string(), area.name)).collect())
}

/// The bodies of a council's unit, as choices.
fn bodies_of(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Vec<(String, String)>, Problem> {
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    let all = directory::organizations_of_area(ctx.tx, council.area_id)?.into_iter();
    Ok(all
        .filter(|one| one.works_on(today) && one.id != council.id)
        .map(|one| (one.id.to_string(), one.short_name))
        .collect())
}

#[derive(Template)]
#[template(path = "briefings/register.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Row>,
    total: String,
    stages: Facets,
    levels: Vec<(String, String)>,
    areas: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    is_filtered: bool,
    xlsx: String,
    csv: String,
    pager: Pager,
}

/// The stages with how many of the list are in each; the same question counts and lists.
fn stages(ctx: &mut Ctx<'_>, form: &Form, filter: &Filter) -> Result<Facets, Problem> {
    let mut facets = Vec::new();
    for stage in Stage::ALL {
        let of_stage = Filter { stage: Some(*stage), ..filter.clone() };
        let count = u64::try_from(store::count(ctx.tx, &of_stage)?).unwrap_or(0);
        let is_on = filter.stage == Some(*stage);
        let to = if is_on { "" } else { stage.as_str() };
        let href = format!("{PATH}{}", form.query(&FILTERS, Some(("tinh-trang", to))));
        let facet = Facet::new(stage.label(), count, href);
        facets.push(if is_on { facet.on() } else { facet });
    }
    Ok(Facets::new("Tình trạng", facets))
}

/// What the actor may read, narrowed.
pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = filter_of(ctx, &form);
            if filter.sight.is_blind() {
                return Err(Problem::NotFound);
            }
            let found = store::list(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let query = form.query(&FILTERS, None);
            let address = format!("{PATH}{query}");
            let older = listing::next(&address, &found, ROWS_MAX, |one| (one.raised_on, one.id));
            let stages = stages(ctx, &form, &filter)?;
            let reads_council = filter.sight.council.is_some();
            let areas = if reads_council { areas(ctx)? } else { Vec::new() };
            let bodies = match filter.sight.council {
                Some(council) => bodies_of(ctx, council)?,
                None => Vec::new(),
            };
            let rows = rows(ctx, &found)?;
            let shell = ctx
                .shell("Khó khăn, vướng mắc")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Khó khăn, vướng mắc", PATH);
            Answer::page(&ListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                stages,
                levels: listing::any("Mọi cấp", AskedLevel::choices()),
                areas: listing::any("Mọi nơi", areas),
                bodies: listing::any("Mọi cơ quan", bodies),
                is_filtered: !query.is_empty(),
                xlsx: format!("{PATH}.xlsx{query}"),
                csv: format!("{PATH}.csv{query}"),
                pager: Pager { newer: None, older },
            })
        })
        .await
}

fn table(ctx: &mut Ctx<'_>, form: &Form) -> Result<Table, Problem> {
    let filter = filter_of(ctx, form);
    if filter.sight.is_blind() {
        return Err(Problem::NotFound);
    }
    let found = store::list(ctx.tx, &filter, None, EXPORT_MAX)?;
    let names = directory::names(ctx.tx)?;
    let day = |on: Option<Date>| on.map_or_else(|| Cell::text(""), Cell::Date);
    let words = |words: &Option<String>| Cell::text(words.as_deref().unwrap_or_default());
    let rows = found
        .iter()
        .zip(1..)
        .map(|(one, i)| {
            vec![
                Cell::Number(i),
                Cell::text(name_of(&names, one.raised_by_id)),
                Cell::text(one.kind.label()),
                Cell::text(&one.subject),
                Cell::text(&one.text),
                Cell::text(one.level.map_or("", AskedLevel::label)),
                Cell::text(one.addressee_id.map(|body| name_of(&names, body)).unwrap_or_default()),
                Cell::Date(one.raised_on),
                day(one.due_on),
                Cell::text(rules::stage(one, ctx.today).label()),
                Cell::Number(i64::from(rules::days_late(one, ctx.today))),
                Cell::text(&one.answer),
                day(one.cleared_on),
                words(&one.cleared_by),
                words(&one.decision),
            ]
        })
        .collect();
    let columns = vec![
        Column::center("STT", 1),
        Column::left("Nơi nêu", 3),
        Column::left("Loại", 2),
        Column::left("Lĩnh vực", 2),
        Column::left("Nội dung", 7),
        Column::left("Cấp giải quyết", 2),
        Column::left("Cơ quan trả lời", 3),
        Column::center("Ngày nêu", 2),
        Column::center("Hạn trả lời", 2),
        Column::left("Tình trạng", 2),
        Column::center("Số ngày trễ", 1),
        Column::left("Trả lời, quyết định", 6),
        Column::center("Ngày tháo gỡ", 2),
        Column::left("Cơ quan quyết định", 3),
        Column::left("Văn bản", 2),
    ];
    Ok(Table { caption: String::new(), columns, rows, notes: Vec::new() })
}

pub(crate) async fn xlsx(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let sheet = Sheet {
                name: "Khó khăn, vướng mắc".to_owned(),
                title: "SỔ THEO DÕI KHÓ KHĂN, VƯỚNG MẮC".to_owned(),
                subtitle: format!("Đến ngày {}", dates::print(ctx.today)),
                table: table(ctx, &form)?,
            };
            Answer::xlsx(&[sheet], "kho-khan-vuong-mac.xlsx")
        })
        .await
}

pub(crate) async fn csv(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Ok(Answer::csv(&table(ctx, &form)?, "kho-khan-vuong-mac.csv"))).await
}

#[derive(Template)]
#[template(path = "briefings/raise.html")]
pub(crate) struct RaisePage {
    shell: Shell,
    form: Form,
    kinds: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    /// Those for whom the office writes; empty for everyone else.
    raisers: Vec<(String, String)>,
    resolutions: Vec<(String, String)>,
    /// How the day of the answer is found, were it raised today.
    due: String,
}

/// Whether the actor writes down what others raise.
pub(crate) fn raises_for_others(ctx: &Ctx<'_>, council: OrganizationId) -> bool {
    ctx.actor.runs(council)
}

pub(crate) async fn new(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let form = Form::with(&[
                ("loai", DifficultyKind::Difficulty.as_str()),
                ("cap", AskedLevel::District.as_str()),
                ("ngay", &dates::print(ctx.today)),
            ]);
            Answer::page(&raise_page(ctx, form)?)
        })
        .await
}

pub(crate) fn raise_page(ctx: &mut Ctx<'_>, form: Form) -> Result<RaisePage, Problem> {
    if policy::sight(ctx.actor).is_blind() {
        return Err(Problem::NotFound);
    }
    let council = actions::destination(ctx)?;
    let serves = ctx.actor.serves(council);
    let raisers = if raises_for_others(ctx, council) {
        listing::any("Chọn nơi nêu", raisers(ctx, council)?)
    } else {
        Vec::new()
    };
    let resolutions = resolutions::list_of_council(ctx.tx, council)?
        .into_iter()
        .filter(|one| one.is_public || serves)
        .take(RESOLUTIONS_MAX)
        .map(|one| (one.id.to_string(), text::truncate_words(&format!("{}: {}", one.number, one.title), 120)))
        .collect();
    let due = rules::answer_due(ctx.law, ctx.today).map_or_else(
        |reason| reason.to_string(),
        |deadline| format!("Nêu hôm nay thì hạn trả lời là {}.", dates::print_weekday(deadline.due)),
    );
    let shell = ctx
        .shell("Nêu khó khăn, vướng mắc")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Khó khăn, vướng mắc", PATH)
        .crumb("Nêu khó khăn, vướng mắc", "/lam-viec/kho-khan/moi")
        .with_faults_of(&form);
    Ok(RaisePage {
        shell,
        form,
        kinds: DifficultyKind::choices(),
        levels: AskedLevel::choices(),
        bodies: listing::any("Để Văn phòng giao", bodies_of(ctx, council)?),
        raisers,
        resolutions: listing::any("Không gắn nghị quyết", resolutions),
        due,
    })
}

/// Who may have raised something: the communes' councils, then the bodies of the unit.
fn raisers(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Vec<(String, String)>, Problem> {
    let Some(own) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let communes = directory::commune_councils(ctx.tx, own.area_id, ctx.today)?.into_iter();
    let mut all: Vec<(String, String)> =
        communes.map(|(_, one)| (one.id.to_string(), one.short_name)).collect();
    all.extend(bodies_of(ctx, council)?);
    Ok(all)
}

/// Another one of a group, or one that may join it.
struct Other {
    id: DifficultyId,
    href: String,
    unit: String,
    text: String,
    badge: Badge,
    shared: String,
}

/// Which forms the page has.
#[derive(Debug, Clone, Copy)]
struct Rights {
    answer: bool,
    settle: bool,
    ungroup: bool,
    show: bool,
}

#[derive(Template)]
#[template(path = "briefings/difficulty.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Difficulty,
    badge: Badge,
    raiser: String,
    person: String,
    addressee: String,
    level: &'static str,
    raised: String,
    due: String,
    /// How the day was found.
    lines: Vec<String>,
    answered: String,
    cleared: String,
    resolution: Option<(String, String)>,
    briefing: Option<(String, String)>,
    next: Option<(String, String)>,
    follow_up: String,
    members: Vec<Other>,
    alike: Vec<Other>,
    leader: Option<String>,
    entries: Vec<(DifficultyEntry, String, String)>,
    bodies: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    rights: Rights,
}

/// The difficulty of an address, when the actor may read it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Difficulty, Problem> {
    Ok(actions::load_difficulty(ctx, id_of(id)?, Action::Read)?)
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            Answer::page(&detail_page(ctx, one, &Form::new())?)
        })
        .await
}

fn others(
    ctx: &Ctx<'_>,
    names: &std::collections::HashMap<OrganizationId, String>,
    all: Vec<(Difficulty, Vec<String>)>,
) -> Vec<Other> {
    all.into_iter()
        .map(|(one, shared)| Other {
            id: one.id,
            href: one.path(),
            unit: name_of(names, one.raised_by_id),
            text: text::truncate_words(&one.text, 200),
            badge: badge(ctx, &one),
            shared: shared.join(", "),
        })
        .collect()
}

/// A briefing as a link, for those who may read it.
fn briefing_link(
    ctx: &mut Ctx<'_>,
    id: Option<kernel::BriefingId>,
    part: &str,
) -> Result<Option<(String, String)>, Problem> {
    let Some(id) = id else { return Ok(None) };
    let Some(briefing) = crate::store::briefing(ctx.tx, id)? else { return Ok(None) };
    let may = actions::allowed(ctx, &briefing, crate::policy::Action::Prepare, None)?;
    Ok(Some((briefing.title.clone(), if may { format!("{}{part}", briefing.path()) } else { String::new() })))
}

fn resolution_link(
    ctx: &mut Ctx<'_>,
    one: &Difficulty,
    id: Option<ResolutionId>,
) -> Result<Option<(String, String)>, Problem> {
    let Some(id) = id else { return Ok(None) };
    let serves = ctx.actor.serves(one.council_id);
    let found = resolutions::find(ctx.tx, id)?;
    Ok(found.map(|known| (known.label(), if serves { known.path() } else { String::new() })))
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, one: Difficulty, typed: &Form) -> Result<DetailPage, Problem> {
    let subject = actions::subject_of(&one);
    let may = |action| policy::may(ctx.actor, action, &subject);
    let (answers, settles) = (may(Action::Answer), may(Action::Settle));
    let is_open = rules::settle(&one).is_ok();
    let rights = Rights {
        answer: answers && is_open,
        settle: settles && is_open,
        ungroup: settles && one.leader_id.is_some() && one.cleared_on.is_none(),
        show: settles && one.cleared_on.is_some(),
    };
    let names = directory::names(ctx.tx)?;
    // Other units' words are the office's alone
    let members = if settles { store::members(ctx.tx, one.id)? } else { Vec::new() };
    let alike = if rights.settle { alike(ctx, &one)? } else { Vec::new() };
    let members = others(ctx, &names, members.into_iter().map(|member| (member, Vec::new())).collect());
    let alike = others(ctx, &names, alike);
    let person = match one.person_id {
        Some(id) => directory::persons_by_name(ctx.tx, &[id])?.into_iter().next(),
        None => None,
    };
    let entries = store::entries(ctx.tx, one.id)?
        .into_iter()
        .map(|entry| {
            let paper = entry.document_id.filter(|_| settles);
            let paper = paper.map(|id| format!("/lam-viec/van-ban/{id}")).unwrap_or_default();
            let at = dates::print_time(entry.at_ms);
            (entry, at, paper)
        })
        .collect();
    let lines = rules::answer_due(ctx.law, one.raised_on)
        .ok()
        .filter(|deadline| Some(deadline.due) == one.due_on)
        .map(|deadline| deadline.explain())
        .unwrap_or_default();
    let bodies = if rights.settle {
        listing::any("Chọn cơ quan", bodies_of(ctx, one.council_id)?)
    } else {
        Vec::new()
    };
    let form = typed.over(Form::with(&[
        ("version", &one.version.to_string()),
        ("tra-loi", &one.answer),
        ("co-quan", &one.addressee_id.map(|id| id.to_string()).unwrap_or_default()),
        ("cong-khai", one.public_text.as_deref().filter(|words| !words.is_empty()).unwrap_or(&one.text)),
    ]));
    let shell = ctx
        .shell(text::truncate_words(&one.text, 80))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Khó khăn, vướng mắc", PATH)
        .crumb(text::truncate_words(&one.text, 60), one.path())
        .of_record("difficulty", one.id)
        .with_faults_of(&form);
    let day = |on: Option<Date>| on.map(dates::print_weekday).unwrap_or_default();
    Ok(DetailPage {
        shell,
        form,
        badge: badge(ctx, &one),
        raiser: name_of(&names, one.raised_by_id),
        person: person.map(|(_, name)| name).unwrap_or_default(),
        addressee: one.addressee_id.map(|body| name_of(&names, body)).unwrap_or_default(),
        level: one.level.map_or("", AskedLevel::label),
        raised: dates::print_weekday(one.raised_on),
        due: day(one.due_on),
        lines,
        answered: day(one.answered_on),
        cleared: day(one.cleared_on),
        resolution: resolution_link(ctx, &one, one.resolution_id)?,
        briefing: briefing_link(ctx, one.briefing_id, "/kho-khan")?,
        next: briefing_link(ctx, one.next_briefing_id, "/chuong-trinh")?,
        follow_up: one
            .follow_up_id
            .filter(|_| settles || answers)
            .map(|id| format!("/lam-viec/viec/{id}"))
            .unwrap_or_default(),
        members,
        alike,
        leader: one.leader_id.filter(|_| settles).map(|id| format!("{PATH}/{id}")),
        entries,
        bodies,
        levels: AskedLevel::choices(),
        rights,
        one,
    })
}

/// Those of the council that say the same, with the words that they share.
fn alike(ctx: &mut Ctx<'_>, one: &Difficulty) -> Result<Vec<(Difficulty, Vec<String>)>, Problem> {
    let open = store::open_of_council(ctx.tx, one.council_id, COMPARED_MAX)?;
    let found = rules::alike(one, &open, ALIKE_MAX);
    Ok(found
        .into_iter()
        .filter_map(|(at, shared)| open.get(at).cloned().map(|other| (other, shared)))
        .collect())
}

struct PublicRow {
    id: String,
    text: String,
    unit: String,
    raised: String,
    decided: String,
    by: String,
    cleared: String,
}

#[derive(Template)]
#[template(path = "briefings/public_difficulties.html")]
struct PublicPage {
    shell: Shell,
    year: i16,
    raised: String,
    cleared: String,
    rows: Vec<PublicRow>,
    pager: Pager,
}

/// What anyone may know: the totals of the year, and what was cleared and is shown.
struct PublicList {
    year: i16,
    raised: i64,
    cleared: i64,
    found: Vec<Difficulty>,
}

impl PublicList {
    fn of(ctx: &mut Ctx<'_>, form: &Form, most: i64) -> Result<Self, Problem> {
        let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
        let year = ctx.today.year();
        let (from, to) = (Date::constant(year, 1, 1), Date::constant(year, 12, 31));
        let total = |ctx: &mut Ctx<'_>, part| {
            crate::open::count(ctx.tx, &crate::open::question(council.id, from, to, part))
        };
        Ok(Self {
            year,
            raised: total(ctx, None)?,
            cleared: total(ctx, Some("cleared"))?,
            found: store::public(ctx.tx, council.id, listing::after(form.value("sau")), most)?,
        })
    }
}

pub(crate) async fn public(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let list = PublicList::of(ctx, &form, ROWS_MAX)?;
            let older = listing::next("/kho-khan", &list.found, ROWS_MAX, |one| (one.raised_on, one.id));
            let names = directory::names(ctx.tx)?;
            let rows = list
                .found
                .iter()
                .map(|one| PublicRow {
                    id: one.id.to_string(),
                    text: one.public_text.clone().unwrap_or_default(),
                    unit: name_of(&names, one.raised_by_id),
                    raised: dates::print(one.raised_on),
                    decided: one.answer.clone(),
                    by: one.decided_by(),
                    cleared: one.cleared_on.map(dates::print).unwrap_or_default(),
                })
                .collect();
            let shell = ctx
                .shell("Khó khăn, vướng mắc")?
                .crumb("Trang chủ", "/")
                .crumb("Giao ban", "/giao-ban")
                .crumb("Khó khăn, vướng mắc", "/kho-khan");
            Answer::page(&PublicPage {
                shell,
                year: list.year,
                raised: numbers::print_integer(list.raised),
                cleared: numbers::print_integer(list.cleared),
                rows,
                pager: Pager { newer: None, older },
            })
        })
        .await
}

/// What is shown of those that were cleared, as a file.
pub(crate) async fn public_file(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let list = PublicList::of(ctx, &Form::new(), EXPORT_MAX)?;
            let names = directory::names(ctx.tx)?;
            let rows = list
                .found
                .iter()
                .map(|one| {
                    vec![
                        Cell::text(one.public_text.as_deref().unwrap_or_default()),
                        Cell::text(name_of(&names, one.raised_by_id)),
                        Cell::Date(one.raised_on),
                        Cell::text(&one.answer),
                        Cell::text(one.decided_by()),
                        one.cleared_on.map_or_else(|| Cell::text(""), Cell::Date),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Nội dung", 9),
                Column::left("Nơi nêu", 4),
                Column::center("Ngày nêu", 3),
                Column::left("Quyết định tháo gỡ", 8),
                Column::left("Người quyết định", 4),
                Column::center("Ngày tháo gỡ", 3),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Khó khăn, vướng mắc đã tháo gỡ", "kho-khan", table)
        })
        .await
}

/// The newest of them as a feed.
pub(crate) async fn public_atom(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let list = PublicList::of(ctx, &Form::new(), ROWS_MAX)?;
            let names = directory::names(ctx.tx)?;
            let entries: Vec<FeedEntry> = list
                .found
                .iter()
                .map(|one| FeedEntry {
                    path: format!("/kho-khan#k-{}", one.id),
                    title: text::truncate_words(one.public_text.as_deref().unwrap_or_default(), 120),
                    updated: dates::midnight(one.cleared_on.unwrap_or(one.raised_on)),
                    summary: format!("{}: {}", name_of(&names, one.raised_by_id), one.answer),
                })
                .collect();
            Answer::feed(ctx, "Khó khăn, vướng mắc đã tháo gỡ", "/kho-khan", &entries)
        })
        .await
}

/// The same as data, a page at a time.
pub(crate) async fn public_json(visit: Visit) -> Response {
    const ROWS: i64 = 500;
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let list = PublicList::of(ctx, &form, ROWS)?;
            let next = listing::next("/kho-khan.json", &list.found, ROWS, |one| (one.raised_on, one.id));
            let names = directory::names(ctx.tx)?;
            let base = ctx.app.settings().public_url.clone();
            let items: Vec<serde_json::Value> = list
                .found
                .iter()
                .map(|one| {
                    json!({
                        "id": one.id.to_string(),
                        "text": one.public_text.as_deref().unwrap_or_default(),
                        "unit": name_of(&names, one.raised_by_id),
                        "raised_on": dates::iso(one.raised_on),
                        "decided": one.answer,
                        "decided_by": one.decided_by(),
                        "cleared_on": one.cleared_on.map(dates::iso),
                        "demonstration": one.is_demonstration,
                        "url": format!("{base}/kho-khan#k-{}", one.id),
                    })
                })
                .collect();
            Answer::json(&json!({
                "year": list.year,
                "raised": list.raised,
                "cleared": list.cleared,
                "items": items,
                "next": next,
            }))
        })
        .await
}
