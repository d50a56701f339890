//! The list of briefings, and the form that plans one.

use askama::Template;
use axum::response::Response;
use directory::Post;
use kernel::period::Quarter;
use kernel::{BriefingId, Date, OrganizationId, dates};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use super::{badge, report_counts};
use crate::model::Briefing;
use crate::policy::{self, Action, Subject};
use crate::{actions, rules, store};

const PAGE: i64 = 20;

pub(crate) struct Row {
    title: String,
    href: String,
    when: String,
    topic: String,
    badge: Badge,
    reports: String,
}

pub(crate) struct Strip {
    label: String,
    note: String,
    href: Option<String>,
    current: bool,
}

pub(crate) struct Guest {
    id: String,
    name: String,
    on: bool,
}

#[derive(Template)]
#[template(path = "briefings/list.html")]
pub(crate) struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Row>,
    strip: Vec<Strip>,
    pager: Pager,
    may_plan: bool,
    planning: bool,
    quarters: Vec<(String, String)>,
    guests: Vec<Guest>,
}

pub(crate) async fn list(visit: Visit) -> Response {
    let before = visit.query("truoc").unwrap_or_default();
    let planning = visit.query("lap").is_some();
    visit
        .read(move |ctx| {
            let form = if planning { prefilled(ctx)? } else { Form::new() };
            Answer::page(&list_page(ctx, form, &before, planning)?)
        })
        .await
}

/// The quarters that can be planned for: from two before today's to the one after.
fn quarters(today: Date) -> Vec<Quarter> {
    let now = Quarter::of(today);
    let next = Quarter::of(now.to().tomorrow().unwrap_or_else(|_| now.to()));
    vec![next, now, now.previous(), now.previous().previous()]
}

/// The plan as it usually is: the quarter that ended last, its usual day, the chair in office.
pub(crate) fn prefilled(ctx: &mut Ctx<'_>) -> Result<Form, Problem> {
    let Some(council) = ctx.actor.council else { return Ok(Form::new()) };
    let mut quarter = Quarter::of(ctx.today).previous();
    if store::by_period(ctx.tx, council, &quarter.to_string())?.is_some() {
        quarter = Quarter::of(ctx.today);
    }
    let day = rules::usual_day(ctx.law, quarter);
    let mut form = Form::with(&[
        ("quy", &quarter.to_string()),
        ("ngay-hop", &dates::print(day)),
        ("gio", "08:00"),
        ("han-bao-cao", &dates::print(rules::usual_reports_due(ctx.law, day))),
        ("chu-tri-chuc-vu", "Chủ tịch HĐND"),
    ]);
    if let Some(chair) = directory::holder_of(ctx.tx, council, Post::Chair, ctx.today)? {
        form.set("chu-tri", chair.name);
    }
    if let Some(last) = store::concluded_before(ctx.tx, council, day)? {
        form.set("dia-diem", last.place);
        form.set("chu-tri-chuc-vu", last.chair_post);
    }
    for guest in actions::default_guests(ctx, council)? {
        form.add("khach", guest.id.to_string());
    }
    Ok(form)
}

pub(crate) fn list_page(
    ctx: &mut Ctx<'_>,
    form: Form,
    before: &str,
    planning: bool,
) -> Result<ListPage, Problem> {
    let visible = policy::visible(ctx.actor).ok_or(Problem::NotFound)?;
    let mut briefings = store::list(ctx.tx, visible, read_place(before), PAGE + 1)?;
    let more = usize::try_from(PAGE).is_ok_and(|most| briefings.len() > most);
    briefings.truncate(usize::try_from(PAGE).unwrap_or(20));
    let older = briefings
        .last()
        .filter(|_| more)
        .map(|last| format!("/lam-viec/giao-ban?truoc={}_{}", dates::iso(last.held_on), last.id));
    let council = ctx.actor.council;
    let may_plan = council.is_some_and(|council| {
        policy::may(ctx.actor, Action::Prepare, &Subject { council, body: None, invited: false })
    });
    let counts = match council {
        Some(council) if may_plan => report_counts(ctx, council)?,
        Some(_) | None => std::collections::HashMap::new(),
    };
    let rows = briefings.iter().map(|one| row(one, counts.get(&one.id).copied())).collect();
    let strip = match council {
        Some(council) if may_plan => strip(ctx, council)?,
        Some(_) | None => Vec::new(),
    };
    let guests = match council {
        Some(council) if planning && may_plan => guests(ctx, council, &form)?,
        Some(_) | None => Vec::new(),
    };
    let shell = ctx
        .shell(if planning { "Lập kế hoạch giao ban" } else { "Giao ban" })?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Giao ban", "/lam-viec/giao-ban")
        .with_faults_of(&form);
    let quarters =
        quarters(ctx.today).into_iter().map(|one| (one.to_string(), rules::capital(&one.print()))).collect();
    let pager = Pager { newer: None, older };
    Ok(ListPage {
        shell,
        form,
        rows,
        strip,
        pager,
        may_plan,
        planning: planning && may_plan,
        quarters,
        guests,
    })
}

fn read_place(text: &str) -> Option<(Date, BriefingId)> {
    let (day, id) = text.split_once('_')?;
    Some((dates::parse_iso(day)?, id.parse().ok()?))
}

fn row(one: &Briefing, counts: Option<(i64, i64)>) -> Row {
    Row {
        title: one.title.clone(),
        href: one.path(),
        when: one.when(),
        topic: one.topic.clone(),
        badge: badge(one.state),
        reports: counts.map_or_else(String::new, |(there, owed)| format!("{there}/{owed} báo cáo")),
    }
}

fn guests(ctx: &mut Ctx<'_>, council: OrganizationId, form: &Form) -> Result<Vec<Guest>, Problem> {
    let chosen = form.values_of("khach");
    Ok(actions::default_guests(ctx, council)?
        .into_iter()
        .map(|one| {
            let id = one.id.to_string();
            Guest { on: chosen.contains(&id.as_str()), id, name: one.short_name }
        })
        .collect())
}

/// The four quarters of the year that is being looked at.
fn strip(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Vec<Strip>, Problem> {
    let last = Quarter::of(ctx.today).previous();
    let mut strip = Vec::new();
    for number in 1..=4 {
        let Some(quarter) = Quarter::new(last.year, number) else { continue };
        let found = store::by_period(ctx.tx, council, &quarter.to_string())?;
        strip.push(Strip {
            label: rules::capital(&quarter.print()),
            note: found.as_ref().map_or_else(
                || "Chưa lập".to_owned(),
                |one| format!("{}, {}", dates::print(one.held_on), one.state.label()),
            ),
            href: found.as_ref().map(Briefing::path),
            current: quarter == last,
        });
    }
    Ok(strip)
}
