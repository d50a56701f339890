//! The first page of a briefing: its dates, what comes next, what is still open.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use super::{Head, name_of, readable, shell};
use crate::actions::{self, allowed};
use crate::model::{Briefing, Reply, ReportState, State};
use crate::policy::Action;
use crate::rules::Point;
use crate::{rules, store, store_reports, store_room};

pub(crate) struct DateRow {
    label: &'static str,
    day: String,
    badge: Option<Badge>,
    explain: Vec<String>,
}

pub(crate) struct OpenRow {
    pub(crate) href: String,
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) lead: String,
    pub(crate) age: String,
    pub(crate) badge: Badge,
}

/// The one button that comes next.
pub(crate) struct Next {
    label: String,
    href: String,
    /// Sends a form instead of opening a page.
    posts: bool,
    why: String,
}

#[derive(Template)]
#[template(path = "briefings/hub.html")]
pub(crate) struct HubPage {
    shell: Shell,
    head: Head,
    heading: String,
    form: Form,
    briefing: Briefing,
    dates: Vec<DateRow>,
    next: Option<Next>,
    open: Vec<OpenRow>,
    may_conclude: bool,
    can_move: bool,
    own: Option<Own>,
    reports: (usize, usize),
}

/// What the actor's own body owes and answered.
pub(crate) struct Own {
    reply: &'static str,
    has_replied: bool,
    report: Option<Badge>,
    returned: String,
}

pub(crate) async fn hub(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = readable(ctx, &id)?;
            Answer::page(&hub_page(ctx, briefing, Form::new())?)
        })
        .await
}

pub(crate) fn hub_page(ctx: &mut Ctx<'_>, briefing: Briefing, mut form: Form) -> Result<HubPage, Problem> {
    let head = Head::of(ctx, &briefing, "")?;
    let facts = [
        ("chu-de", briefing.topic.clone()),
        ("gio", briefing.starts_at.clone()),
        ("dia-diem", briefing.place.clone()),
        ("chu-tri", briefing.chair_name.clone()),
        ("chu-tri-chuc-vu", briefing.chair_post.clone()),
        ("han-bao-cao", dates::print(briefing.reports_due_on)),
    ];
    for (name, value) in facts {
        if form.value("version").is_empty() {
            form.set(name, value);
        }
    }
    let may_conclude = allowed(ctx, &briefing, Action::Conclude, None)?;
    let reports = store_reports::reports(ctx.tx, briefing.id)?;
    let there = reports.iter().filter(|one| one.state == ReportState::Submitted).count();
    let owed = store::participants(ctx.tx, briefing.id)?.iter().filter(|one| one.is_reporting).count();
    let own = own(ctx, &briefing)?;
    let next = next(ctx, &briefing, head.may_prepare, own.as_ref());
    let open = if head.may_prepare { open_rows(ctx, &briefing)? } else { Vec::new() };
    let shell = shell(ctx, &briefing, "", "")?.with_faults_of(&form);
    let dates = date_rows(ctx, &briefing, (there, owed))?;
    let can_move = matches!(briefing.state, State::Planned | State::Called);
    let heading = briefing.title.clone();
    Ok(HubPage {
        shell,
        head,
        heading,
        form,
        dates,
        next,
        open,
        may_conclude,
        can_move,
        own,
        reports: (there, owed),
        briefing,
    })
}

fn own(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<Option<Own>, Problem> {
    let Some(participant) = actions::invitation_of(ctx, briefing.id, ctx.actor)? else { return Ok(None) };
    let report = store_reports::report_of(ctx.tx, briefing.id, participant.organization_id)?;
    let returned = report
        .as_ref()
        .filter(|one| one.state == ReportState::Returned)
        .map_or_else(String::new, |one| one.returned_reason.clone());
    Ok(Some(Own {
        reply: participant.reply.label(),
        has_replied: participant.reply != Reply::None,
        report: participant.is_reporting.then(|| super::matrix::report_badge(ctx, briefing, report.as_ref())),
        returned,
    }))
}

/// How a date stands. What was done is not late, however the calendar reads.
fn date_rows(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    reports: (usize, usize),
) -> Result<Vec<DateRow>, Problem> {
    let is_over = matches!(briefing.state, State::Held | State::Concluded);
    let has_aggregate = !store_room::aggregates(ctx.tx, briefing.id)?.is_empty();
    let done = |what: Point| match what {
        Point::Plan => briefing.plan_document_id.is_some() || briefing.state != State::Planned,
        Point::Invitation => briefing.invitation_document_id.is_some(),
        Point::Reports => reports.0 >= reports.1 || briefing.state == State::Concluded,
        Point::Aggregate => has_aggregate,
        Point::Day => is_over,
        Point::Notice => briefing.state == State::Concluded,
    };
    Ok(rules::milestones(ctx.law, briefing.held_on, briefing.reports_due_on)
        .into_iter()
        .map(|one| DateRow {
            label: one.what.label(),
            day: format!("{}, {}", dates::weekday_name(one.on), dates::print(one.on)),
            badge: if briefing.state == State::Cancelled {
                None
            } else {
                Some(date_badge(ctx, one.on, done(one.what)))
            },
            explain: one.explain,
        })
        .collect())
}

fn date_badge(ctx: &Ctx<'_>, day: Date, done: bool) -> Badge {
    if done {
        return Badge::done("Đã xong");
    }
    if day < ctx.today {
        return Badge::overdue(u32::try_from(crate::model::days_between(day, ctx.today)).unwrap_or(0));
    }
    Badge::open(if day == ctx.today { 0 } else { ctx.law.working_days_left(ctx.today, day) })
}

fn next(ctx: &Ctx<'_>, briefing: &Briefing, may_prepare: bool, own: Option<&Own>) -> Option<Next> {
    let path = briefing.path();
    let step = |label: &str, end: &str, posts: bool, why: &str| {
        Some(Next { label: label.to_owned(), href: format!("{path}{end}"), posts, why: why.to_owned() })
    };
    if !may_prepare {
        let owes = own.is_some_and(|own| own.report.is_some()) && briefing.takes_reports();
        return if owes {
            step("Báo cáo giao ban", "/bao-cao", false, "Số liệu có trong hệ thống đã điền sẵn.")
        } else if briefing.state == State::Called {
            step("Trả lời giấy mời", "/tra-loi", false, "Xác nhận dự, cử người dự thay hoặc xin vắng.")
        } else {
            None
        };
    }
    match briefing.state {
        State::Planned => step(
            "Gửi giấy mời, mở biểu báo cáo",
            "/moi",
            true,
            "Giấy mời lấy số và gửi tới mọi nơi dự; các xã nhập báo cáo từ lúc này.",
        ),
        State::Called if ctx.today < briefing.held_on => {
            step("Xem các xã đã nộp", "/ma-tran", false, "Nhắc xã chưa nộp ngay tại ma trận.")
        }
        State::Called => step(
            "Khai mạc hội nghị",
            "/hop",
            true,
            "Ghi nhận hội nghị đã họp; sau đó ghi và ban hành kết luận.",
        ),
        State::Held => {
            step("Ghi kết luận, ra thông báo", "/ket-luan", false, "Mỗi kết luận thành một việc theo dõi.")
        }
        State::Concluded => {
            step("Xem trang công khai", "", false, "").map(|one| Next { href: briefing.public_path(), ..one })
        }
        State::Cancelled => None,
    }
}

pub(crate) fn open_rows(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<Vec<OpenRow>, Problem> {
    let names = directory::names(ctx.tx)?;
    let open = actions::open_conclusions(ctx, briefing)?;
    Ok(open
        .iter()
        .map(|one| OpenRow {
            href: one.path(),
            code: one.code.clone(),
            text: one.text.clone(),
            lead: name_of(&names, one.lead_id),
            age: one.age().unwrap_or_else(|| format!("từ {}", one.origin_label)),
            badge: follow::badge(one, ctx.today, ctx.law),
        })
        .collect())
}
