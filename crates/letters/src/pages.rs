//! The workspace: the register, and a letter that comes in. Lists show numbers, days, kinds,
//! bodies and states; never who wrote or what.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use kernel::{Date, OrganizationId, dates, numbers};
use kit::listing::{self, any};
use kit::ui::{Badge, Facet, Facets};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use papers::{Cell, Column, Sheet, Table};

use crate::model::{Kind, Letter, Outcome, Source, State, Subject};
use crate::policy::{self, Action};
use crate::sealed::Opened;
use crate::store::{self, Filter, Group};
use crate::view;

pub(crate) type Choices = Vec<(String, String)>;

/// The groups of the list: the word in the address, the words shown, the group.
pub(crate) const GROUPS: [(&str, &str, Group); 9] = [
    ("dang-mo", "Đang mở", Group::Open),
    ("qua-han", "Quá hạn", Group::Overdue),
    ("cho-kiem-tra", "Chờ kiểm tra", Group::In(State::Registered)),
    ("cho-phan-loai", "Chờ phân loại", Group::In(State::Screened)),
    ("cho-de-xuat", "Chờ đề xuất", Group::In(State::Classified)),
    ("cho-quyet-dinh", "Chờ quyết định", Group::In(State::Proposed)),
    ("cho-tra-loi", "Chờ trả lời", Group::In(State::AwaitingAnswer)),
    ("cho-bao", "Chờ báo công dân", Group::In(State::Answered)),
    ("tat-ca", "Tất cả", Group::All),
];

const FILTERS: [&str; 5] = ["nhom", "so", "loai", "linh-vuc", "co-quan"];

const ROWS_MAX: i64 = 100;
const EXPORT_MAX: i64 = 20_000;

/// A filter by the words of an address; "luu" are the filed ones whose time of keeping runs.
pub(crate) fn filter_of(form: &Form, today: Date) -> Filter {
    let word = form.value("nhom");
    let group = match GROUPS.iter().find(|(known, _, _)| *known == word) {
        Some((_, _, group)) => *group,
        None if word == "luu" => Group::Filed,
        None => Group::All,
    };
    let typed = form.value("so").trim();
    let (number, year) = typed.split_once('/').map_or((typed, ""), |(number, year)| (number, year));
    let number = number.trim().parse().ok();
    Filter {
        group,
        kind: form.value("loai").parse().ok(),
        subject: form.value("linh-vuc").parse().ok(),
        lead: form.value("co-quan").parse().ok(),
        // Words that are no number find nothing
        number: number.or((!typed.is_empty()).then_some(-1)),
        year: year.trim().parse().ok(),
        today,
    }
}

struct Row {
    one: Letter,
    lead: String,
    day: String,
    badge: Badge,
    step: &'static str,
}

#[derive(Template)]
#[template(path = "letters/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    facets: Facets,
    rows: Vec<Row>,
    total: String,
    next: Option<String>,
    query: String,
    kinds: Choices,
    subjects: Choices,
    leads: Choices,
    may_register: bool,
    may_export: bool,
    may_destroy: bool,
    is_filed: bool,
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
            Answer::page(&list_page(ctx, form)?)
        })
        .await
}

fn list_page(ctx: &mut Ctx<'_>, form: Form) -> Result<ListPage, Problem> {
    let actor = ctx.actor;
    let filter = filter_of(&form, ctx.today);
    let runs = actor.council.is_some_and(|council| actor.runs(council));
    let states = store::count_by_state(ctx.tx, actor, &Filter { group: Group::All, ..filter.clone() })?;
    let among = |is_in: &dyn Fn(State) -> bool| -> i64 {
        states.iter().filter(|(state, _)| is_in(*state)).map(|(_, count)| count).sum()
    };
    let mut count = |group| -> db::Result<i64> {
        match group {
            Group::All => Ok(among(&|_| true)),
            Group::Open => Ok(among(&|state| state != State::Closed)),
            Group::In(wanted) => Ok(among(&|state| state == wanted)),
            Group::Overdue | Group::Filed => store::count(ctx.tx, actor, &Filter { group, ..filter.clone() }),
        }
    };
    let total = count(filter.group)?;
    let mut facets = Vec::new();
    for (word, label, group) in GROUPS {
        // Before it is sent a letter is the office's alone
        if !runs && matches!(group, Group::In(state) if state != State::AwaitingAnswer) {
            continue;
        }
        let count = count(group)?;
        let is_on = form.value("nhom") == word;
        let to = if is_on { "tat-ca" } else { word };
        let href = format!("/lam-viec/don-thu{}", form.query(&FILTERS, Some(("nhom", to))));
        let facet = Facet::new(label, u64::try_from(count).unwrap_or(0), href);
        facets.push(if is_on { facet.on() } else { facet });
    }
    let after = listing::after(form.value("sau"));
    let found = store::list(ctx.tx, actor, &filter, after, ROWS_MAX)?;
    let query = form.query(&FILTERS, None);
    let address = format!("/lam-viec/don-thu{query}");
    let next = listing::next(&address, &found, ROWS_MAX, |one| (one.received_on, one.id));
    let names = directory::names(ctx.tx)?;
    let rows = found
        .into_iter()
        .map(|one| Row {
            lead: name_of(&names, one.lead_id),
            day: dates::print(one.received_on),
            badge: view::badge(&one, ctx.today, ctx.law),
            step: one.state.label(),
            one,
        })
        .collect();
    let may = |action| actor.council.is_some_and(|council| policy::may_in_council(actor, action, council));
    let is_filed = filter.group == Group::Filed;
    let leads = any("Mọi cơ quan", directory::body_choices(ctx.tx, ctx.today)?);
    let shell = ctx.shell("Đơn thư")?.crumb("Hôm nay", "/lam-viec").crumb("Đơn thư", "/lam-viec/don-thu");
    Ok(ListPage {
        shell,
        form,
        facets: Facets::new("Tình trạng", facets),
        rows,
        total: numbers::print_integer(total),
        next,
        query,
        kinds: any("Mọi loại", Kind::choices()),
        subjects: any("Mọi lĩnh vực", Subject::choices()),
        leads,
        may_register: may(Action::Register),
        may_export: may(Action::Export),
        may_destroy: may(Action::Destroy),
        is_filed,
    })
}

/// The list again, with what was refused.
pub(crate) fn refused(ctx: &mut Ctx<'_>, mut form: Form, reason: &str) -> Result<Answer, Problem> {
    form.refuse("quyet-dinh", reason);
    Answer::faulty(&list_page(ctx, form)?)
}

pub(crate) fn name_of(names: &HashMap<OrganizationId, String>, id: Option<OrganizationId>) -> String {
    id.and_then(|id| names.get(&id)).cloned().unwrap_or_default()
}

/// The register as a table, in the shape in which it is taken in again; names and contents stand
/// in it only when they were opened.
pub(crate) fn table(names: &HashMap<OrganizationId, String>, rows: &[(Letter, Option<Opened>)]) -> Table {
    let day = |day: Option<Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
    let cells = rows
        .iter()
        .map(|(one, opened)| {
            let (name, address, content) = match opened {
                Some(opened) => {
                    (opened.sender.name.as_str(), opened.sender.address.as_str(), opened.content.as_str())
                }
                None => ("", "", ""),
            };
            vec![
                Cell::text(one.code()),
                Cell::Date(one.received_on),
                Cell::text(one.source.label()),
                Cell::text(name),
                Cell::text(address),
                Cell::text(content),
                Cell::text(one.kind.label()),
                Cell::text(one.subject.label()),
                Cell::Number(one.signers),
                // What was only proposed is not done yet
                Cell::text(one.decided_on.and(one.outcome).map_or("", Outcome::label)),
                Cell::text(name_of(names, one.lead_id)),
                day(one.decided_on),
                day(one.due_on),
                Cell::text(&one.answer_reference),
                day(one.answered_on),
                Cell::text(&one.paper_number),
                Cell::text(one.state.label()),
            ]
        })
        .collect();
    let columns = vec![
        Column::left("Số đơn", 2),
        Column::center("Ngày nhận", 2),
        Column::left("Nguồn", 3),
        Column::left("Họ tên", 4),
        Column::left("Địa chỉ", 4),
        Column::left("Nội dung", 8),
        Column::left("Loại đơn", 3),
        Column::left("Lĩnh vực", 3),
        Column::right("Số người", 1),
        Column::left("Hướng xử lý", 3),
        Column::left("Cơ quan giải quyết", 4),
        Column::center("Ngày xử lý", 2),
        Column::center("Hạn trả lời", 2),
        Column::left("Văn bản trả lời", 3),
        Column::center("Ngày trả lời", 2),
        Column::left("Số ở sổ giấy", 2),
        Column::left("Tình trạng", 3),
    ];
    Table { caption: String::new(), columns, rows: cells, notes: Vec::new() }
}

pub(crate) fn sheet(today: Date, table: Table) -> Sheet {
    Sheet {
        name: "Sổ đơn".to_owned(),
        title: "SỔ TIẾP NHẬN, XỬ LÝ ĐƠN".to_owned(),
        subtitle: format!("Đến ngày {}", dates::print(today)),
        table,
    }
}

fn register(ctx: &mut Ctx<'_>, form: &Form) -> Result<Table, Problem> {
    if policy::visible(ctx.actor).is_none() {
        return Err(Problem::NotFound);
    }
    let actor = ctx.actor;
    let filter = filter_of(form, ctx.today);
    let found = store::list(ctx.tx, actor, &filter, None, EXPORT_MAX)?;
    let rows: Vec<(Letter, Option<Opened>)> = found.into_iter().map(|one| (one, None)).collect();
    Ok(table(&directory::names(ctx.tx)?, &rows))
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let table = register(ctx, &form)?;
            Answer::xlsx(&[sheet(ctx.today, table)], "so-don.xlsx")
        })
        .await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Ok(Answer::csv(&register(ctx, &form)?, "so-don.csv"))).await
}

#[derive(Template)]
#[template(path = "letters/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    sources: Choices,
    kinds: Choices,
    subjects: Choices,
    areas: Choices,
}

/// `?nguon=` when it comes from a reception.
pub(crate) async fn new(visit: Visit) -> Response {
    let source = visit.query("nguon");
    visit
        .read(move |ctx| {
            let mut form = Form::new();
            form.set("ngay-nhan", dates::print(ctx.today));
            form.set("so-nguoi", "1");
            let source = source.and_then(|word| word.parse::<Source>().ok()).unwrap_or(Source::Post);
            form.set("nguon", source.as_str());
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    if !policy::may_in_council(ctx.actor, Action::Register, council) {
        return Err(Problem::NotFound);
    }
    let areas = places(ctx, council)?;
    let shell = ctx
        .shell("Vào sổ đơn")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Đơn thư", "/lam-viec/don-thu")
        .crumb("Vào sổ đơn", "/lam-viec/don-thu/moi")
        .with_faults_of(&form);
    Ok(NewPage {
        shell,
        form,
        sources: Source::choices(),
        kinds: any("Chọn loại", Kind::choices()),
        subjects: any("Chọn lĩnh vực", Subject::choices()),
        areas,
    })
}

/// The units in which a writer may live: the council's and those in it; or elsewhere.
fn places(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Choices> {
    let mut places = vec![(String::new(), "Nơi khác, không rõ".to_owned())];
    if let Some(council) = directory::organization(ctx.tx, council)? {
        let inside = directory::children(ctx.tx, council.area_id, ctx.today)?;
        places.extend(inside.into_iter().map(|one| (one.id.to_string(), one.name)));
    }
    Ok(places)
}
