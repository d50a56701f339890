//! The workspace: visits, the desk where one is written down, and one of them.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{ReceptionId, VisitId, dates};
use kit::listing;
use kit::ui::{Badge, Facet, Facets};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit as Request};

use crate::actions::{self, load, load_visit, may_visit, own_register};
use crate::model::{Entry, Outcome, Visit, VisitKind, VisitState};
use crate::pages::{BASE, Choices, body_choices};
use crate::policy::Action;
use crate::view::{self, Explained};
use crate::words::Words;
use crate::{outcomes, rules, store, store_visits};

const ROWS_MAX: i64 = 100;
const SAME_MAX: i64 = 5;
const READINGS_MAX: i64 = 50;

struct Row {
    one: Visit,
    day: String,
    owner: String,
    /// "đoàn 7 người"; empty for fewer.
    group: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "reception/visits.html")]
struct ListPage {
    shell: Shell,
    facets: Facets,
    rows: Vec<Row>,
    next: Option<String>,
}

pub(crate) async fn list(visit: Request) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = own_register(ctx, Action::ReadVisit).ok_or(Problem::NotFound)?;
            let state: Option<VisitState> = form.value("nhom").parse().ok();
            let base = format!("{BASE}/luot");
            let all = u64::try_from(store_visits::count(ctx.tx, council, None)?).unwrap_or(0);
            let all = Facet::new("Tất cả", all, base.clone());
            let mut facets = vec![if state.is_none() { all.on() } else { all }];
            for known in VisitState::ALL {
                let count = u64::try_from(store_visits::count(ctx.tx, council, Some(*known))?).unwrap_or(0);
                let facet = Facet::new(known.label(), count, format!("{base}?nhom={}", known.as_str()));
                facets.push(if state == Some(*known) { facet.on() } else { facet });
            }
            let after = listing::after(form.value("sau"));
            let found = store_visits::list(ctx.tx, council, state, after, ROWS_MAX)?;
            let group = state.map_or("", VisitState::as_str);
            let address = format!("{base}?nhom={group}");
            let next = listing::next(&address, &found, ROWS_MAX, |one| (one.received_on, one.id));
            let names = directory::names(ctx.tx)?;
            let rows = found
                .into_iter()
                .map(|one| Row {
                    day: dates::print(one.received_on),
                    owner: one.owner_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default(),
                    group: if one.people < rules::GROUP_FROM {
                        String::new()
                    } else {
                        format!("đoàn {} người", one.people)
                    },
                    badge: view::visit_badge(&one, ctx.law, ctx.today),
                    one,
                })
                .collect();
            let shell = ctx
                .shell("Lượt tiếp công dân")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Tiếp công dân", BASE)
                .crumb("Lượt tiếp", &base);
            Answer::page(&ListPage { shell, facets: Facets::new("Tình trạng", facets), rows, next })
        })
        .await
}

#[derive(Template)]
#[template(path = "reception/new_visit.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    kinds: Choices,
    places: Choices,
    at: Option<(String, String)>,
}

/// `?buoi=` for a visit at a reception.
pub(crate) async fn new(visit: Request) -> Response {
    let at = visit.query("buoi");
    visit
        .read(move |ctx| {
            let mut form = Form::with(&[("so-nguoi", "1"), ("ngay", &dates::print(ctx.today))]);
            if let Some(at) = at {
                form.set("buoi", at);
            }
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, mut form: Form) -> Result<NewPage, Problem> {
    let council = own_register(ctx, Action::Receive).ok_or(Problem::NotFound)?;
    let at = match form.value("buoi") {
        "" => None,
        typed => {
            let id: ReceptionId = typed.parse().map_err(|_| Problem::NotFound)?;
            Some(load(ctx, id, Action::Receive)?)
        }
    };
    if let Some(at) = &at
        && form.value("noi").is_empty()
        && form.faults().is_empty()
    {
        form.set("noi", at.area_id.to_string());
    }
    let places = actions::places(ctx, council)?.into_iter().map(|one| (one.id.to_string(), one.name));
    let places =
        std::iter::once((String::new(), "Ngoài địa bàn, không rõ".to_owned())).chain(places).collect();
    let shell = ctx
        .shell("Ghi lượt tiếp công dân")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tiếp công dân", BASE)
        .crumb("Ghi lượt tiếp", format!("{BASE}/luot/moi"))
        .with_faults_of(&form);
    let at = at.map(|one| (one.label(), one.path()));
    Ok(NewPage { shell, form, kinds: VisitKind::choices(), places, at })
}

/// What the actor may do with a visit now.
#[allow(clippy::struct_excessive_bools)]
struct Rights {
    open: bool,
    slip: bool,
    leave: bool,
    reply: bool,
    settle: bool,
    on_paper: bool,
    inform: bool,
    refuse: bool,
    link: bool,
    is_joint: bool,
}

/// An earlier visit of whoever came.
struct Before {
    id: VisitId,
    code: String,
    day: String,
    is_same_case: bool,
}

#[derive(Template)]
#[template(path = "reception/visit.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Visit,
    badge: Badge,
    facts: Vec<(String, String)>,
    explained: Vec<Explained>,
    /// What was sealed, on the answer to the POST that opened it.
    opened: Option<Words>,
    entries: Vec<(Entry, String)>,
    readings: Vec<(String, String, bool)>,
    before: Vec<Before>,
    links: Vec<(String, String)>,
    rights: Rights,
    outcomes: Choices,
    grounds: Choices,
    bodies: Choices,
}

pub(crate) async fn detail(visit: Request, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: VisitId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = load_visit(ctx, id, Action::ReadVisit)?;
            Answer::page(&detail_page(ctx, &one, form_of(&one), None)?)
        })
        .await
}

pub(crate) fn form_of(one: &Visit) -> Form {
    Form::with(&[("version", &one.version.to_string())])
}

pub(crate) fn detail_page(
    ctx: &mut Ctx<'_>,
    one: &Visit,
    form: Form,
    opened: Option<Words>,
) -> Result<DetailPage, Problem> {
    let rights = rights(ctx, one)?;
    let entries = store_visits::entries(ctx.tx, one.id)?
        .into_iter()
        .map(|entry| {
            let day = dates::print(entry.on_date);
            (entry, day)
        })
        .collect();
    let readings = if rights.open {
        store_visits::readings(ctx.tx, one.id, one.council_id, one.received_on, READINGS_MAX)?
            .into_iter()
            .map(|(at, by, alone)| (dates::print_time(at), by, alone.is_some()))
            .collect()
    } else {
        Vec::new()
    };
    let before = if rights.open { before(ctx, one)? } else { Vec::new() };
    let grounds = std::iter::once((String::new(), "Chọn khi từ chối".to_owned()))
        .chain(
            rules::grounds(ctx.law, ctx.today)
                .into_iter()
                .map(|ground| (ground.as_str().to_owned(), ground.label().to_owned())),
        )
        .collect();
    let bodies = if rights.leave { body_choices(ctx, one.council_id, "Chưa chọn")? } else { Vec::new() };
    let shell = ctx
        .shell(format!("Lượt tiếp {}", one.code))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Tiếp công dân", BASE)
        .crumb(&one.code, one.path())
        .of_record("visit", one.id)
        .with_faults_of(&form);
    Ok(DetailPage {
        badge: view::visit_badge(one, ctx.law, ctx.today),
        facts: facts(ctx, one)?,
        explained: view::dates_of(one, ctx.law, ctx.today),
        links: links(ctx, one, rights.open)?,
        outcomes: Outcome::choices(),
        one: one.clone(),
        shell,
        form,
        opened,
        entries,
        readings,
        before,
        rights,
        grounds,
        bodies,
    })
}

fn rights(ctx: &mut Ctx<'_>, one: &Visit) -> Result<Rights, Problem> {
    let receive = may_visit(ctx, one, Action::Receive)?;
    let report = may_visit(ctx, one, Action::Report)?;
    let is_person = !one.is_denunciation();
    let at = match one.reception_id {
        Some(id) => store::reception(ctx.tx, id)?,
        None => None,
    };
    Ok(Rights {
        open: may_visit(ctx, one, Action::Open)?,
        slip: receive && is_person,
        leave: receive && one.state == VisitState::Received,
        reply: receive && one.state == VisitState::Answering,
        settle: (receive || report) && one.state == VisitState::Forwarded,
        on_paper: !report,
        inform: receive && one.state == VisitState::Settled,
        refuse: receive && one.state == VisitState::Refusing,
        link: receive && is_person && one.case_id == one.id,
        is_joint: at.is_some_and(|at| at.kind == crate::model::Kind::Joint),
    })
}

/// "Người này đã đến": by the blind indexes, never by an opened name.
fn before(ctx: &mut Ctx<'_>, one: &Visit) -> Result<Vec<Before>, Problem> {
    Ok(store_visits::same_person(ctx.tx, one.id, SAME_MAX)?
        .into_iter()
        .map(|(id, code, on, case)| Before {
            id,
            code,
            day: dates::print(on),
            is_same_case: case == one.case_id,
        })
        .collect())
}

fn facts(ctx: &mut Ctx<'_>, one: &Visit) -> Result<Vec<(String, String)>, Problem> {
    let mut facts = vec![
        ("Ngày tiếp".to_owned(), dates::print_weekday(one.received_on)),
        ("Loại".to_owned(), one.kind.label().to_owned()),
    ];
    let mut add = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push((label.to_owned(), value));
        }
    };
    add("Số sổ giấy", one.paper_number.clone());
    if one.is_denunciation() {
        return Ok(facts);
    }
    if one.people > 1 {
        add("Số người cùng nội dung", one.people.to_string());
    }
    if one.people >= rules::GROUP_FROM {
        let appointed = if one.has_appointment { "có văn bản cử" } else { "chưa có văn bản cử" };
        add("Người đại diện", format!("{}, {appointed}", one.representatives));
    }
    if let Some(area) = one.area_id {
        add("Nơi ở", directory::area(ctx.tx, area)?.map_or_else(String::new, |area| area.name));
    }
    add("Kết quả tiếp", one.outcome.map_or_else(String::new, |outcome| outcome.label().to_owned()));
    add("Căn cứ từ chối", one.ground.map_or_else(String::new, |ground| ground.label().to_owned()));
    if let Some(owner) = one.owner_id {
        let body = directory::organization(ctx.tx, owner)?.map_or_else(String::new, |body| body.name);
        add("Cơ quan chịu trách nhiệm", body);
    }
    let day = |day: Option<kernel::Date>| day.map_or_else(String::new, dates::print);
    add("Thời hạn", day(one.due_on));
    add("Số, ngày văn bản", one.reference.clone());
    add("Giải quyết xong", day(one.settled_on));
    add("Đã báo công dân", day(one.informed_on));
    Ok(facts)
}

fn links(ctx: &mut Ctx<'_>, one: &Visit, is_office: bool) -> Result<Vec<(String, String)>, Problem> {
    let mut links = Vec::new();
    if let Some(id) = one.reception_id {
        links.extend(store::reception(ctx.tx, id)?.map(|at| (at.label(), at.path())));
    }
    if let Some(id) = one.follow_up_id {
        let owed = follow::find(ctx.tx, id)?;
        links.extend(owed.map(|owed| (format!("Việc theo dõi {}", owed.code), owed.path())));
    }
    if is_office {
        for document in documents::of_subject(ctx.tx, outcomes::KIND, &one.id.to_string())? {
            links.push((document.name(), document.path()));
        }
        for (id, code, on) in store_visits::of_case(ctx.tx, one.case_id)? {
            if id != one.id {
                let label = format!("Cùng vụ việc: {code}, {}", dates::print(on));
                links.push((label, crate::model::visit_path(&id.to_string())));
            }
        }
    }
    Ok(links)
}
