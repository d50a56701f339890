//! The workspace: meetings with the duties they meet, a new meeting, one meeting.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{MeetingId, OrganizationId, dates, numbers};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Form, ListFile, Problem, Shell, Visit, listing};
use papers::{Cell, Column, Table};

use crate::actions::{NODE_KIND, attendance};
use crate::model::{Kind, Meeting, Presence, State};
use crate::policy::{self, Action};
use crate::rules::{self, Duty};
use crate::store::{self, Filter};

pub(crate) const BASE: &str = "/lam-viec/hop";
const ROWS_MAX: i64 = 50;
const FILTERS: [&str; 4] = ["loai", "co-quan", "trang-thai", "nam"];

struct Shown {
    href: String,
    title: String,
    body: String,
    on: String,
    roll: String,
    badge: Badge,
    minutes: Option<Badge>,
    is_demonstration: bool,
}

/// A period of a duty, as its strip shows it.
struct DutyCell {
    label: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "meetings/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    is_filtered: bool,
    query: String,
    kinds: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    states: Vec<(String, String)>,
    years: Vec<(String, String)>,
    year: i16,
    months: Vec<DutyCell>,
    quarters: Vec<DutyCell>,
    basis: [String; 2],
    may_plan: bool,
    pager: Pager,
}

fn badge(one: &Meeting) -> Badge {
    match one.state {
        State::Planned => Badge::doing(one.state.label()),
        State::Held => Badge::done(one.state.label()),
        State::Cancelled => Badge::draft(one.state.label()),
    }
}

fn duty_badge(duty: Duty) -> Badge {
    match duty {
        Duty::Met(1) => Badge::done("Đạt"),
        Duty::Met(held) => Badge::done(format!("Đạt ({held})")),
        Duty::Missed(0) => Badge::late("Chưa đạt"),
        Duty::Missed(held) => Badge::late(format!("Chưa đạt ({held})")),
        Duty::Waiting(_) => Badge::waiting("Chưa hết kỳ"),
        Duty::Unregulated(held) => Badge::draft(format!("{held} cuộc")),
    }
}

/// How the minutes of a held meeting stand.
fn minutes_badge(ctx: &Ctx<'_>, one: &Meeting) -> Option<Badge> {
    if one.state != State::Held {
        return None;
    }
    if one.minutes_approved_on.is_some() {
        return Some(Badge::done("Biên bản đã thông qua"));
    }
    let due = rules::minutes_due(ctx.law, one.held_on)?.due;
    Some(if due < ctx.today {
        let days = due.until(ctx.today).map_or(0, |span| span.get_days().unsigned_abs());
        Badge::late(format!("Biên bản chậm {days} ngày"))
    } else if one.minutes.is_empty() {
        Badge::waiting("Chưa có biên bản")
    } else {
        Badge::waiting("Chờ thông qua biên bản")
    })
}

/// The bodies whose meetings the actor keeps, as choices.
pub(crate) fn body_choices(ctx: &mut Ctx<'_>) -> db::Result<Vec<(String, String)>> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let Some(known) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let keeps = policy::may_keep(ctx.actor, council);
    let today = ctx.today;
    Ok(directory::organizations_of_area(ctx.tx, known.area_id)?
        .into_iter()
        .filter(|one| (one.id == council || one.parent_id == Some(council)) && one.works_on(today))
        .filter(|one| rules::holds(one.kind, Kind::Other))
        .filter(|one| keeps || policy::keeps_own(ctx.actor, one.id))
        .map(|one| (one.id.to_string(), one.short_name))
        .collect())
}

/// What the list is narrowed to, within what the actor may see, and the year of the duties.
fn filter_of(ctx: &Ctx<'_>, form: &Form) -> Result<(Filter, i16), Problem> {
    let sight = policy::sight(ctx.actor);
    if sight == policy::Sight::default() {
        return Err(Problem::NotFound);
    }
    let year: i16 = form.value("nam").parse().unwrap_or(ctx.today.year());
    let day = |month, day| kernel::Date::new(year, month, day).ok();
    let is_by_year = !form.value("nam").is_empty();
    let filter = Filter {
        body: form.value("co-quan").parse().ok(),
        kind: form.value("loai").parse().ok(),
        state: form.value("trang-thai").parse().ok(),
        from: day(1, 1).filter(|_| is_by_year),
        to: day(12, 31).filter(|_| is_by_year),
        sight,
    };
    Ok((filter, year))
}

pub(crate) async fn list_xlsx(visit: Visit) -> Response {
    list_file(visit, ListFile::Xlsx).await
}

pub(crate) async fn list_csv(visit: Visit) -> Response {
    list_file(visit, ListFile::Csv).await
}

async fn list_file(visit: Visit, file: ListFile) -> Response {
    const EXPORT_MAX: i64 = 10_000;
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (filter, _) = filter_of(ctx, &form)?;
            let found = store::list(ctx.tx, &filter, None, EXPORT_MAX)?;
            let ids: Vec<MeetingId> = found.iter().map(|one| one.id).collect();
            let rolls: HashMap<MeetingId, (i64, i64)> = store::rolls(ctx.tx, &ids)?
                .into_iter()
                .map(|(id, came, asked)| (id, (came, asked)))
                .collect();
            let names = directory::names(ctx.tx)?;
            let rows = found
                .iter()
                .map(|one| {
                    let roll = rolls.get(&one.id).filter(|_| one.state == State::Held);
                    let count = |roll: Option<i64>| roll.map_or_else(|| Cell::text(""), Cell::Number);
                    vec![
                        Cell::text(&one.title),
                        Cell::text(one.kind.label()),
                        Cell::text(names.get(&one.body_id).map_or("", String::as_str)),
                        Cell::Date(one.held_on),
                        Cell::text(&one.place),
                        Cell::text(&one.chair),
                        count(roll.map(|(came, _)| *came)),
                        count(roll.map(|(_, asked)| *asked)),
                        Cell::text(one.state.label()),
                        one.minutes_approved_on.map_or_else(|| Cell::text(""), Cell::Date),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Cuộc họp", 8),
                Column::left("Loại", 4),
                Column::left("Cơ quan", 5),
                Column::center("Ngày", 3),
                Column::left("Nơi họp", 5),
                Column::left("Chủ trì", 4),
                Column::right("Có mặt", 2),
                Column::right("Được mời", 2),
                Column::left("Trạng thái", 3),
                Column::center("Thông qua biên bản", 3),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Phiên họp", "phien-hop", table)
        })
        .await
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (filter, year) = filter_of(ctx, &form)?;
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let found = store::list(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let query = form.query(&FILTERS, None);
            let pager = Pager {
                newer: None,
                older: listing::next(&format!("{BASE}{query}"), &found, ROWS_MAX, |one| {
                    (one.held_on, one.id)
                }),
            };
            let ids: Vec<MeetingId> = found.iter().map(|one| one.id).collect();
            let rolls = store::rolls(ctx.tx, &ids)?;
            let names = directory::names(ctx.tx)?;
            let rows = found
                .into_iter()
                .map(|one| {
                    let roll = rolls.iter().find(|(id, ..)| *id == one.id);
                    Shown {
                        href: one.path(),
                        body: names.get(&one.body_id).cloned().unwrap_or_default(),
                        on: dates::print(one.held_on),
                        roll: match roll {
                            Some((_, came, asked)) if one.state == State::Held => format!("{came}/{asked}"),
                            _ => String::new(),
                        },
                        badge: badge(&one),
                        minutes: minutes_badge(ctx, &one),
                        is_demonstration: one.is_demonstration,
                        title: one.title,
                    }
                })
                .collect();
            let (months, quarters, basis) = if policy::may_keep(ctx.actor, council) {
                duties(ctx, council, year)?
            } else {
                Default::default()
            };
            let bodies = body_choices(ctx)?;
            let this_year = ctx.today.year();
            let years =
                (0..6).map(|back| (this_year - back).to_string()).map(|year| (year.clone(), year)).collect();
            let shell = ctx.shell("Phiên họp")?.crumb("Hôm nay", "/lam-viec").crumb("Phiên họp", BASE);
            Answer::page(&ListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                is_filtered: !query.is_empty(),
                query,
                kinds: listing::any("Mọi loại", Kind::choices()),
                may_plan: !bodies.is_empty(),
                bodies: listing::any("Mọi cơ quan", bodies),
                states: listing::any("Mọi trạng thái", State::choices()),
                years: listing::any("Mọi năm", years),
                year,
                months,
                quarters,
                basis,
                pager,
            })
        })
        .await
}

/// Months, quarters, and the article of each.
type Duties = (Vec<DutyCell>, Vec<DutyCell>, [String; 2]);

/// The monthly duty of the Standing Committee and its quarterly meeting with the heads of
/// committees, in a year, with the article of each.
fn duties(ctx: &mut Ctx<'_>, council: OrganizationId, year: i16) -> Result<Duties, Problem> {
    let first = kernel::Date::new(year, 1, 1).map_err(|_| Problem::NotFound)?;
    let last = kernel::Date::new(year, 12, 31).map_err(|_| Problem::NotFound)?;
    let days = |ctx: &mut Ctx<'_>, kind| -> db::Result<Vec<kernel::Date>> {
        let held = store::held(ctx.tx, council, (first, last), &[kind], None, 400)?;
        Ok(held.into_iter().map(|one| one.held_on).collect())
    };
    let standing = days(ctx, Kind::Standing)?;
    let heads = days(ctx, Kind::Heads)?;
    let months = rules::months(ctx.law, year, &standing, ctx.today)
        .into_iter()
        .map(|(month, duty)| DutyCell { label: format!("Tháng {month}"), badge: duty_badge(duty) })
        .collect();
    let quarters = rules::quarters(ctx.law, year, &heads, ctx.today)
        .into_iter()
        .map(|(number, duty)| DutyCell {
            label: format!("Quý {}", numbers::roman(u32::from(number))),
            badge: duty_badge(duty),
        })
        .collect();
    let basis = [law::Rule::StandingCommitteeMonthlyMeeting, law::Rule::StandingCommitteeMeetsCommitteeHeads]
        .map(|rule| match ctx.law.applied(rule, None, first) {
            Ok(applied) => {
                let rule = applied.rule_ref();
                format!("{}: {} ({}, {})", rule.says, applied.limit().describe(), rule.id, rule.source)
            }
            Err(_) => "Luật của năm này không ghi số lần; chỉ đếm số cuộc đã họp.".to_owned(),
        });
    Ok((months, quarters, basis))
}

/// What the fields of a meeting choose from.
#[derive(Default)]
pub(crate) struct Choices {
    pub(crate) bodies: Vec<(String, String)>,
    pub(crate) kinds: Vec<(String, String)>,
    pub(crate) items: Vec<(String, String)>,
    pub(crate) leads: Vec<(String, String)>,
}

fn choices(ctx: &mut Ctx<'_>, council: OrganizationId, year: i16) -> db::Result<Choices> {
    let items = programme::choices(ctx.tx, council, i64::from(year))?;
    let items = items.into_iter().map(|(id, words)| (id.to_string(), words)).collect();
    Ok(Choices {
        bodies: body_choices(ctx)?,
        kinds: Kind::choices(),
        items: listing::any("Không gắn với nội dung nào", items),
        leads: directory::body_choices(ctx.tx, ctx.today)?,
    })
}

#[derive(Template)]
#[template(path = "meetings/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    choices: Choices,
}

pub(crate) async fn new(visit: Visit) -> Response {
    let kind = visit.query("loai").unwrap_or_default();
    visit
        .read(move |ctx| {
            let kind: Kind = kind.parse().unwrap_or(Kind::Standing);
            let mut form = Form::with(&[("loai", kind.as_str()), ("gio", "08:00"), ("cong-khai", "co")]);
            if kind == Kind::Standing {
                form.set("tieu-de", format!("Phiên họp Thường trực HĐND tháng {}", ctx.today.month()));
            }
            let bodies = body_choices(ctx)?;
            if let Some(council) = ctx.actor.council
                && let Some(standing) = directory::standing_committee_of(ctx.tx, council)?
                && bodies.iter().any(|(id, _)| *id == standing.id.to_string())
            {
                form.set("co-quan", standing.id.to_string());
            }
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let choices = choices(ctx, council, ctx.today.year())?;
    if choices.bodies.is_empty() {
        return Err(Problem::NotFound);
    }
    let shell = ctx
        .shell("Lập cuộc họp")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Phiên họp", BASE)
        .crumb("Lập cuộc họp", format!("{BASE}/moi"))
        .with_faults_of(&form);
    Ok(NewPage { shell, form, choices })
}

/// The meeting of an address, when the actor may read it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Meeting, Problem> {
    let id: MeetingId = id.parse().map_err(|_| Problem::NotFound)?;
    store::meeting(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::Read, one))
        .ok_or(Problem::NotFound)
}

struct Line {
    id: String,
    name: String,
    post: String,
    is_guest: bool,
    presence: &'static str,
    reason: String,
    came: &'static str,
}

struct DecisionRow {
    code: String,
    href: String,
    text: String,
    lead: String,
    due: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "meetings/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Meeting,
    body: String,
    badge: Badge,
    minutes_badge: Option<Badge>,
    day: String,
    matters: Vec<String>,
    lines: Vec<Line>,
    came: usize,
    members: usize,
    quorum: Option<Badge>,
    item: Option<(String, String)>,
    minutes_due: String,
    minutes_lines: Vec<String>,
    approved: String,
    decisions: Vec<DecisionRow>,
    choices: Choices,
    may_keep: bool,
    /// Its day has come and it is planned.
    may_hold: bool,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            Answer::page(&detail_page(ctx, one, &Form::new())?)
        })
        .await
}

/// The page of a meeting: each form as the record has it, and `form` as it was typed.
pub(crate) fn detail_page(ctx: &mut Ctx<'_>, one: Meeting, form: &Form) -> Result<DetailPage, Problem> {
    let persons = store::persons(ctx.tx, one.id)?;
    let (came, members) = attendance(&persons);
    let may_keep = policy::may(ctx.actor, Action::Keep, &one);
    let mut whole = Form::with(&[
        ("version", &one.version.to_string()),
        ("tieu-de", &one.title),
        ("ngay", &dates::print(one.held_on)),
        ("gio", &one.starts_at),
        ("dia-diem", &one.place),
        ("chu-tri", &one.chair),
        ("thu-ky", &one.secretary),
        ("chuong-trinh", &one.agenda),
        ("cong-khai", if one.is_public { "co" } else { "" }),
        ("bien-ban", &one.minutes),
        ("ngay-thong-qua", &dates::print(ctx.today)),
        ("nguoi-thong-qua", &one.chair),
    ]);
    whole.set("muc", one.programme_item_id.map(|id| id.to_string()).unwrap_or_default());
    let mut lines = Vec::new();
    for line in &persons {
        // Who is not said to be away is taken to have come
        let presence = line.presence.unwrap_or(Presence::Present);
        whole.set(&format!("co-mat-{}", line.id), presence.as_str());
        whole.set(&format!("ly-do-{}", line.id), line.reason.clone());
    }
    let form = form.over(whole);
    for line in persons {
        let id = line.id.to_string();
        let typed: Option<Presence> = form.value(&format!("co-mat-{id}")).parse().ok();
        lines.push(Line {
            presence: line.presence.map_or("", Presence::label),
            came: typed.map_or("", Presence::as_str),
            reason: form.value(&format!("ly-do-{id}")).to_owned(),
            name: line.name,
            post: line.post,
            is_guest: line.person_id.is_none(),
            id,
        });
    }
    let mut choices =
        if may_keep { choices(ctx, one.council_id, one.held_on.year())? } else { Choices::default() };
    let item = match one.programme_item_id {
        Some(id) => programme::item(ctx.tx, id)?.map(|item| (item.title.clone(), item.path())),
        None => None,
    };
    if let (Some(id), Some((title, _))) = (one.programme_item_id, &item)
        && !choices.items.iter().any(|(known, _)| *known == id.to_string())
    {
        choices.items.push((id.to_string(), title.clone()));
    }
    let names = directory::names(ctx.tx)?;
    let decisions = follow::of_source(ctx.tx, NODE_KIND, &one.id.to_string())?
        .into_iter()
        .map(|found| DecisionRow {
            badge: follow::badge(&found, ctx.today, ctx.law),
            href: found.path(),
            lead: names.get(&found.lead_id).cloned().unwrap_or_default(),
            due: found.due_on.map(dates::print).unwrap_or_default(),
            code: found.code,
            text: found.text,
        })
        .collect();
    let quorum = (one.kind == Kind::Standing && one.state == State::Held).then(|| {
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        rules::has_quorum(ctx.law, one.held_on, count(came), count(members))
    });
    let quorum = quorum.flatten().map(|enough| {
        if enough {
            Badge::done("Đủ số thành viên để họp")
        } else {
            Badge::late("Chưa đủ số thành viên để họp")
        }
    });
    let due = rules::minutes_due(ctx.law, one.held_on).filter(|_| one.state == State::Held);
    let title = one.title.clone();
    let shell = ctx
        .shell(title.clone())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Phiên họp", BASE)
        .crumb(title, one.path())
        .of_record(NODE_KIND, one.id)
        .with_faults_of(&form);
    Ok(DetailPage {
        shell,
        form,
        body: names.get(&one.body_id).cloned().unwrap_or_default(),
        badge: badge(&one),
        minutes_badge: minutes_badge(ctx, &one),
        day: dates::print_weekday(one.held_on),
        matters: one.matters().into_iter().map(str::to_owned).collect(),
        lines,
        came,
        members,
        quorum,
        item,
        minutes_due: due.as_ref().map(|due| dates::print_weekday(due.due)).unwrap_or_default(),
        minutes_lines: due.map(|due| due.explain()).unwrap_or_default(),
        approved: one.minutes_approved_on.map(dates::print).unwrap_or_default(),
        decisions,
        choices,
        may_keep,
        may_hold: may_keep && one.state == State::Planned && one.held_on <= ctx.today,
        one,
    })
}
