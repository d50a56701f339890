//! Pages.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, FollowUpId, OrganizationId, Role, dates, text};
use kit::ui::{Badge, Facet, Facets};
use kit::{Answer, Ctx, Form, ListFile, Problem, Shell, Visit};
use papers::{Cell, Column, Sheet, Table};

use crate::model::{Entry, EntryKind, FollowUp, State};
use crate::policy::{self, Action};
use crate::remind;
use crate::rules;
use crate::store::{self, Filter};
use crate::view;
use crate::{actions, elsewhere, ladder};

type Names = HashMap<OrganizationId, String>;

/// A row of a list.
pub(crate) struct Row {
    one: FollowUp,
    lead: String,
    due: String,
    badge: Badge,
}

fn row(ctx: &Ctx<'_>, one: FollowUp, names: &Names) -> Row {
    Row {
        lead: names.get(&one.lead_id).cloned().unwrap_or_default(),
        due: one.due_on.map_or_else(|| "Kỳ tới".to_owned(), dates::print),
        badge: view::badge(&one, ctx.today, ctx.law),
        one,
    }
}

#[derive(Template)]
#[template(path = "follow/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    facets: Facets,
    rows: Vec<Row>,
    total: i64,
    overdue: i64,
    next: Option<String>,
    leads: Vec<(String, String)>,
    query: String,
    may_create: bool,
    may_remind: bool,
}

const ROWS_MAX: i64 = 100;
const EXPORT_MAX: i64 = 10_000;

fn filter_of(form: &mut Form, today: Date) -> Filter {
    Filter {
        state: form.value("trang-thai").parse().ok(),
        open: form.value("nhom") == "dang-mo" || form.value("nhom") == "tuan-nay",
        overdue_on: (form.value("nhom") == "qua-han").then_some(today),
        due_from: (form.value("nhom") == "tuan-nay").then_some(today),
        due_to: (form.value("nhom") == "tuan-nay").then(|| crate::today::in_a_week(today)),
        lead: form.value("co-quan").parse().ok(),
        source_kind: Some(form.value("nguon").to_owned()).filter(|kind| !kind.is_empty()),
        source_id: Some(form.value("tu").to_owned()).filter(|id| !id.is_empty()),
        words: Some(text::fold(form.value("q"))).filter(|words| !words.is_empty()),
        public: false,
        result: form.value("ket-qua").parse().ok(),
    }
}

const FILTERS: [&str; 7] = ["nhom", "trang-thai", "co-quan", "nguon", "tu", "q", "ket-qua"];

fn query_of(form: &Form) -> String {
    let mut query = String::new();
    for name in FILTERS {
        let value = form.value(name);
        if !value.is_empty() {
            query.push_str(if query.is_empty() { "?" } else { "&" });
            query.push_str(name);
            query.push('=');
            query.push_str(&text::percent_encoded(value));
        }
    }
    query
}

/// The groups of the list: the field of the filter, its value, the word.
const GROUPS: [(&str, &str, &str); 7] = [
    ("nhom", "dang-mo", "Đang mở"),
    ("nhom", "qua-han", "Quá hạn"),
    ("nhom", "tuan-nay", "Đến hạn trong 7 ngày"),
    ("trang-thai", "reported", "Chờ đánh giá"),
    ("trang-thai", "disputed", "Đề nghị xem lại"),
    ("trang-thai", "closed", "Đã kết thúc"),
    ("nhom", "tat-ca", "Tất cả"),
];

/// Each group with the number of its rows under the other filters that stand.
fn facets(ctx: &mut Ctx<'_>, form: &Form) -> Result<Facets, Problem> {
    let actor = ctx.actor;
    let mut facets = Vec::new();
    for (name, value, word) in GROUPS {
        let mut one = Form::new();
        for kept in FILTERS.into_iter().filter(|kept| !matches!(*kept, "nhom" | "trang-thai")) {
            one.set(kept, form.value(kept));
        }
        one.set(name, value);
        let query = query_of(&one);
        let count = store::count(ctx.tx, Some(actor), &filter_of(&mut one, ctx.today))?;
        let count = u64::try_from(count).unwrap_or(0);
        facets.push(if form.value(name) == value {
            Facet::new(word, count, "/lam-viec/viec?nhom=tat-ca").on()
        } else {
            Facet::new(word, count, format!("/lam-viec/viec{query}"))
        });
    }
    Ok(Facets::new("Tình trạng", facets))
}

pub(crate) async fn list(visit: Visit) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            if policy::visible(ctx.actor).is_none() {
                return Err(Problem::NotFound);
            }
            // Without a question, what is still to be done
            if FILTERS.iter().all(|name| form.value(name).is_empty()) {
                form.set("nhom", "dang-mo");
            }
            let facets = facets(ctx, &form)?;
            let filter = filter_of(&mut form, ctx.today);
            let after = form.value("sau").split_once('_').map(|(day, id)| (day.to_owned(), id.to_owned()));
            let after = after.as_ref().map(|(day, id)| (day.as_str(), id.as_str()));
            let actor = ctx.actor;
            let found = store::list(ctx.tx, Some(actor), &filter, after, ROWS_MAX)?;
            let total = store::count(ctx.tx, Some(actor), &filter)?;
            let overdue =
                store::count(ctx.tx, Some(actor), &Filter { overdue_on: Some(ctx.today), ..filter })?;
            let names = directory::names(ctx.tx)?;
            let query = query_of(&form);
            let next = found.last().filter(|_| i64::try_from(found.len()) == Ok(ROWS_MAX)).map(|last| {
                let (day, id) = store::key(last);
                format!("/lam-viec/viec{query}{}sau={day}_{id}", if query.is_empty() { "?" } else { "&" })
            });
            let mut leads: Vec<(String, String)> =
                names.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
            leads.sort_by_key(|(_, name)| kernel::collate::sort_key_hex(name));
            leads.insert(0, (String::new(), "Mọi cơ quan".to_owned()));
            let rows = found.into_iter().map(|one| row(ctx, one, &names)).collect();
            let runs = ctx.actor.council.is_some_and(|council| policy::may_create(ctx.actor, council));
            let shell = ctx
                .shell("Việc theo dõi")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Việc theo dõi", "/lam-viec/viec");
            Answer::page(&ListPage {
                shell,
                form,
                facets,
                rows,
                total,
                overdue,
                next,
                leads,
                query,
                may_create: runs,
                may_remind: runs,
            })
        })
        .await
}

fn table(ctx: &mut Ctx<'_>, form: &mut Form) -> Result<Table, Problem> {
    if policy::visible(ctx.actor).is_none() {
        return Err(Problem::NotFound);
    }
    let filter = filter_of(form, ctx.today);
    let actor = ctx.actor;
    let found = store::list(ctx.tx, Some(actor), &filter, None, EXPORT_MAX)?;
    let names = directory::names(ctx.tx)?;
    let name = |id: OrganizationId| names.get(&id).cloned().unwrap_or_default();
    let rows = found
        .iter()
        .map(|one| {
            vec![
                Cell::text(&one.code),
                Cell::text(&one.text),
                Cell::text(name(one.lead_id)),
                Cell::text(&one.source_label),
                Cell::Date(one.origin_on),
                one.due_on.map_or_else(|| Cell::text("Kỳ tới"), Cell::Date),
                Cell::text(one.state.label()),
                Cell::text(one.result.map_or("", |result| result.label())),
                one.closed_on.map_or_else(|| Cell::text(""), Cell::Date),
                Cell::Number(one.carried),
                Cell::Number(one.step),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Mã", 3),
        Column::left("Nội dung", 10),
        Column::left("Cơ quan chủ trì", 5),
        Column::left("Nguồn", 5),
        Column::center("Ngày giao", 3),
        Column::center("Hạn", 3),
        Column::left("Trạng thái", 4),
        Column::left("Kết quả", 4),
        Column::center("Ngày kết thúc", 3),
        Column::right("Số lần chuyển kỳ", 2),
        Column::right("Bước đôn đốc", 2),
    ];
    Ok(Table { caption: "Việc theo dõi".to_owned(), columns, rows, notes: Vec::new() })
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let table = table(ctx, &mut form)?;
            let sheet = Sheet {
                name: "Việc theo dõi".to_owned(),
                title: "SỔ THEO DÕI, ĐÔN ĐỐC".to_owned(),
                subtitle: format!("Đến ngày {}", dates::print(ctx.today)),
                table,
            };
            Answer::xlsx(&[sheet], "viec-theo-doi.xlsx")
        })
        .await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    let mut form = visit.query_form();
    visit.read(move |ctx| Ok(Answer::csv(&table(ctx, &mut form)?, "viec-theo-doi.csv"))).await
}

/// A line of the history.
pub(crate) struct Told {
    entry: Entry,
    at: String,
    by: String,
    due: Option<String>,
    document: Option<String>,
}

/// What the actor may do now: the buttons.
#[allow(clippy::struct_excessive_bools)]
struct Rights {
    accept: bool,
    dispute: bool,
    settle: bool,
    progress: bool,
    answer: bool,
    assess: bool,
    close_not_done: bool,
    ask_extension: bool,
    decide_extension: bool,
    remind: bool,
    escalate: Option<(i64, &'static str)>,
    reopen: bool,
    undo: bool,
}

#[derive(Template)]
#[template(path = "follow/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    elsewhere: Option<(&'static str, String)>,
    form: Form,
    one: FollowUp,
    lead: String,
    asker: String,
    cooperating: Vec<String>,
    badge: Badge,
    due: String,
    origin: String,
    days: Vec<String>,
    history: Vec<Told>,
    links: Vec<(String, String)>,
    files: Vec<files::File>,
    asked: Option<(String, String)>,
    rights: Rights,
    organizations: Vec<(String, String)>,
    ladder: Vec<(i64, &'static str, bool)>,
    /// The record that the step reached is made of.
    step_record: Option<(&'static str, String)>,
    age: Option<String>,
}

pub(crate) async fn detail(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: FollowUpId = id.parse().map_err(|_| Problem::NotFound)?;
            Answer::page(&detail_page(ctx, id, Form::new())?)
        })
        .await
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, id: FollowUpId, form: Form) -> Result<DetailPage, Problem> {
    let one = actions::load(ctx, id, Action::Read)?;
    let names = directory::names(ctx.tx)?;
    let name = |id: OrganizationId| names.get(&id).cloned().unwrap_or_default();
    let cooperating = store::cooperating_of(ctx.tx, id)?;
    let entries = store::entries(ctx.tx, id)?;
    let asked = actions::asked_extension(&entries)
        .map(|asked| (asked.due_on.map_or_else(String::new, dates::print), asked.text.clone()));
    let rights = rights(ctx, &one, &cooperating, &entries, asked.is_some());
    let days = match one.due_on {
        Some(due) => ctx.law.explicit(due, &one.due_reason).explain(),
        None => vec![one.due_reason.clone()],
    };
    // A delegate reads the follow-up, not the office's papers and briefings behind it
    let reads_sources = !matches!(ctx.actor.role, Role::Committee | Role::GroupLeader | Role::Delegate)
        || ctx.actor.acts_for(one.lead_id)
        || cooperating.iter().any(|body| ctx.actor.acts_for(*body));
    let history = entries
        .into_iter()
        .map(|entry| Told {
            at: dates::print_time(entry.at_ms),
            by: match entry.organization_id {
                Some(organization) => format!("{} · {}", entry.actor_name, name(organization)),
                None => entry.actor_name.clone(),
            },
            due: entry.due_on.filter(|_| entry.kind != EntryKind::Issued).map(dates::print),
            document: entry.document_id.filter(|_| reads_sources).map(|id| format!("/lam-viec/van-ban/{id}")),
            entry,
        })
        .collect();
    let mut organizations: Vec<(String, String)> = if rights.settle {
        directory::working_organizations(ctx.tx, ctx.today)?
            .into_iter()
            .map(|one| (one.id.to_string(), one.name))
            .collect()
    } else {
        Vec::new()
    };
    organizations.retain(|(id, _)| *id != one.lead_id.to_string());
    let steps =
        rules::LADDER.iter().zip(1_i64..).map(|(name, step)| (step, *name, step <= one.step)).collect();
    let shell = ctx
        .shell(format!("Việc {}", one.code))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Việc theo dõi", "/lam-viec/viec")
        .crumb(&one.code, one.path())
        .of_record("follow_up", one.id)
        .with_faults_of(&form);
    Ok(DetailPage {
        lead: name(one.lead_id),
        asker: name(one.asker_id),
        cooperating: cooperating.into_iter().map(name).collect(),
        badge: view::badge(&one, ctx.today, ctx.law),
        due: one
            .due_on
            .map_or_else(|| "Hội nghị giao ban kỳ tới (chưa ấn định ngày)".to_owned(), dates::print),
        origin: dates::print(one.origin_on),
        links: if reads_sources {
            chain::neighbours(ctx.tx, "follow_up", &id.to_string())?
        } else {
            Vec::new()
        },
        files: files::of_subject(ctx.tx, "follow_up", &id.to_string())?,
        age: one.age(),
        shell,
        form,
        days,
        history,
        asked,
        rights,
        organizations,
        ladder: steps,
        step_record: ladder::record_of(&one).filter(|_| ctx.actor.runs(one.council_id) && one.is_open()),
        elsewhere: elsewhere::of(&one),
        one,
    })
}

fn rights(
    ctx: &Ctx<'_>,
    one: &FollowUp,
    cooperating: &[OrganizationId],
    entries: &[Entry],
    asked: bool,
) -> Rights {
    let may = |action| policy::may(ctx.actor, action, one, cooperating);
    let (answers, judges) = (may(Action::Answer), may(Action::Judge));
    let works = matches!(one.state, State::Issued | State::Accepted | State::InProgress);
    let here = elsewhere::of(one).is_none();
    let next = one.step + 1;
    let step = usize::try_from(one.step).ok().and_then(|i| rules::LADDER.get(i)).copied();
    let last = entries.last();
    Rights {
        accept: answers && rules::accept(one.state).is_ok(),
        dispute: answers && rules::dispute(one.state).is_ok(),
        settle: judges && rules::settle_dispute(one.state).is_ok(),
        progress: may(Action::NoteProgress) && rules::note_progress(one.state).is_ok(),
        answer: answers && works && here,
        assess: judges && one.state == State::Reported && here,
        close_not_done: may(Action::Escalate) && one.is_open() && here,
        ask_extension: answers && works && !asked,
        decide_extension: judges && asked && one.is_open(),
        remind: may(Action::Remind) && one.is_open() && one.state != State::Reported,
        escalate: step
            .filter(|_| may(Action::Escalate) && one.step >= 2 && one.is_overdue(ctx.today))
            .map(|name| (next, name)),
        reopen: judges && rules::reopen(one.state).is_ok() && here,
        undo: may(Action::NoteProgress)
            && last.is_some_and(|last| {
                last.actor_name == ctx.actor.name
                    && last.organization_id == ctx.actor.organization
                    && matches!(last.kind, EntryKind::Accepted | EntryKind::Progress)
            }),
    }
}

#[derive(Template)]
#[template(path = "follow/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    organizations: Vec<(String, String)>,
}

pub(crate) async fn new(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&new_page(ctx, Form::new())?)).await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    if !ctx.actor.council.is_some_and(|council| policy::may_create(ctx.actor, council)) {
        return Err(Problem::NotFound);
    }
    let organizations = directory::working_organizations(ctx.tx, ctx.today)?
        .into_iter()
        .map(|one| (one.id.to_string(), one.name))
        .collect();
    let shell = ctx
        .shell("Giao việc")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Việc theo dõi", "/lam-viec/viec")
        .crumb("Giao việc", "/lam-viec/viec/moi")
        .with_faults_of(&form);
    Ok(NewPage { shell, form, organizations })
}

#[derive(Template)]
#[template(path = "follow/remind.html")]
struct RemindPage {
    shell: Shell,
    letters: Vec<documents::LetterView>,
    ids: Vec<FollowUpId>,
}

/// `GET /lam-viec/viec/don-doc?viec=…&viec=…`: the letters before they are sent.
pub(crate) async fn remind(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let ids: Vec<FollowUpId> =
                form.values_of("viec").into_iter().filter_map(|id| id.parse().ok()).collect();
            let letters = remind::preview(ctx, &ids)?;
            let ids = letters.iter().flat_map(|one| one.follow_ups.iter().map(|one| one.id)).collect();
            let letters = letters.into_iter().map(|one| documents::LetterView::new(one.letter)).collect();
            let shell = ctx
                .shell("Xem trước công văn đôn đốc")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Việc theo dõi", "/lam-viec/viec")
                .crumb("Đôn đốc", "/lam-viec/viec/don-doc");
            Answer::page(&RemindPage { shell, letters, ids })
        })
        .await
}

#[derive(Template)]
#[template(path = "follow/public_list.html")]
struct PublicListPage {
    shell: Shell,
    rows: Vec<Row>,
    total: i64,
    open: i64,
    overdue: i64,
    form: Form,
    query: String,
    next: Option<String>,
}

pub(crate) async fn public_list(visit: Visit) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = Filter { public: true, ..filter_of(&mut form, ctx.today) };
            let after = form.value("sau").split_once('_').map(|(day, id)| (day.to_owned(), id.to_owned()));
            let after = after.as_ref().map(|(day, id)| (day.as_str(), id.as_str()));
            let found = store::list(ctx.tx, None, &filter, after, ROWS_MAX)?;
            let total = store::count(ctx.tx, None, &Filter { public: true, ..Filter::default() })?;
            let open = store::count(ctx.tx, None, &Filter { public: true, open: true, ..Filter::default() })?;
            let overdue = store::count(
                ctx.tx,
                None,
                &Filter { public: true, overdue_on: Some(ctx.today), ..Filter::default() },
            )?;
            let names = directory::names(ctx.tx)?;
            let query = query_of(&form);
            let next = found.last().filter(|_| i64::try_from(found.len()) == Ok(ROWS_MAX)).map(|last| {
                let (day, id) = store::key(last);
                format!("/viec-theo-doi{query}{}sau={day}_{id}", if query.is_empty() { "?" } else { "&" })
            });
            let rows = found.into_iter().map(|one| row(ctx, one, &names)).collect();
            let shell = ctx
                .shell("Việc đang theo dõi")?
                .crumb("Trang chủ", "/")
                .crumb("Việc đang theo dõi", "/viec-theo-doi");
            Answer::page(&PublicListPage { shell, rows, total, open, overdue, form, query, next })
        })
        .await
}

pub(crate) async fn public_xlsx(visit: Visit) -> Response {
    public_file(visit, ListFile::Xlsx).await
}

pub(crate) async fn public_csv(visit: Visit) -> Response {
    public_file(visit, ListFile::Csv).await
}

async fn public_file(visit: Visit, file: ListFile) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = Filter { public: true, ..filter_of(&mut form, ctx.today) };
            let found = store::list(ctx.tx, None, &filter, None, EXPORT_MAX)?;
            let names = directory::names(ctx.tx)?;
            let base = &ctx.app.settings().public_url;
            let rows = found
                .iter()
                .map(|one| {
                    vec![
                        Cell::text(&one.code),
                        Cell::text(&one.text),
                        Cell::text(names.get(&one.lead_id).map_or("", String::as_str)),
                        Cell::text(&one.source_label),
                        Cell::Date(one.origin_on),
                        one.due_on.map_or_else(|| Cell::text("Kỳ tới"), Cell::Date),
                        Cell::text(one.state.label()),
                        Cell::text(format!("{base}{}", one.public_path())),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Mã", 3),
                Column::left("Nội dung", 9),
                Column::left("Cơ quan chủ trì", 4),
                Column::left("Nguồn", 4),
                Column::center("Ngày giao", 3),
                Column::center("Hạn", 3),
                Column::left("Trạng thái", 3),
                Column::left("Địa chỉ", 5),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Việc đang theo dõi", "viec-dang-theo-doi", table)
        })
        .await
}

#[derive(Template)]
#[template(path = "follow/public_detail.html")]
struct PublicDetailPage {
    shell: Shell,
    one: FollowUp,
    lead: String,
    cooperating: Vec<String>,
    badge: Badge,
    due: String,
    origin: String,
    sentence: String,
    history: Vec<Told>,
    age: Option<String>,
}

pub(crate) async fn public_detail(visit: Visit, Path(code): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = store::by_code(ctx.tx, &code)?.filter(|one| one.is_public).ok_or(Problem::NotFound)?;
            let names = directory::names(ctx.tx)?;
            let name = |id: OrganizationId| names.get(&id).cloned().unwrap_or_default();
            let cooperating = store::cooperating_of(ctx.tx, one.id)?.into_iter().map(name).collect();
            let entries = store::entries(ctx.tx, one.id)?;
            let urged = entries.iter().filter(|entry| entry.kind == EntryKind::Reminder).count();
            let history = entries
                .into_iter()
                .map(|entry| Told {
                    at: dates::print(entry.on_date),
                    by: entry.organization_id.map(name).unwrap_or_default(),
                    due: entry.due_on.filter(|_| entry.kind != EntryKind::Issued).map(dates::print),
                    document: None,
                    entry,
                })
                .collect();
            let lead = name(one.lead_id);
            let sentence = sentence(&one, &lead, ctx.today, urged);
            let badge = view::badge(&one, ctx.today, ctx.law);
            ctx.share(kit::Share::record(format!("Việc theo dõi {}", one.code), &badge, &one.text));
            let shell = ctx
                .shell(format!("Việc {}", one.code))?
                .crumb("Trang chủ", "/")
                .crumb("Việc đang theo dõi", "/viec-theo-doi")
                .crumb(&one.code, one.public_path())
                .of_record("follow_up", one.id);
            Answer::page(&PublicDetailPage {
                badge,
                due: one.due_on.map_or_else(|| "Hội nghị giao ban kỳ tới".to_owned(), dates::print),
                origin: dates::print(one.origin_on),
                age: one.age(),
                shell,
                lead,
                cooperating,
                sentence,
                history,
                one,
            })
        })
        .await
}

/// The state in one sentence, late in words.
fn sentence(one: &FollowUp, lead: &str, today: Date, urged: usize) -> String {
    let mut sentence = match (one.state, one.result, one.due_on) {
        (State::Closed, Some(result), _) => {
            let on = one.closed_on.map_or_else(String::new, |day| format!(", ngày {}", dates::print(day)));
            format!("{lead}: {}{on}", result.label().to_lowercase())
        }
        (State::Reported, _, _) => format!("{lead} đã báo cáo kết quả, chờ Thường trực HĐND đánh giá"),
        (State::Disputed, _, _) => format!("{lead} đề nghị xem lại việc được giao"),
        (_, _, Some(due)) if due < today => {
            let days = due.until(today).map_or(0, |span| span.get_days());
            format!("{lead} đang thực hiện, hạn {}, quá hạn {days} ngày", dates::print(due))
        }
        (_, _, Some(due)) => format!("{lead} đang thực hiện, hạn {}", dates::print(due)),
        (_, _, None) => format!("{lead} đang thực hiện, báo cáo tại hội nghị giao ban kỳ tới"),
    };
    if urged > 0 {
        sentence = format!("{sentence}, Thường trực HĐND đã đôn đốc {urged} lần");
    }
    sentence.push('.');
    sentence
}
