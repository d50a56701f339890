//! What briefings asked for, as anyone may follow it: who keeps whom waiting, and how long.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use kernel::period::Quarter;
use kernel::{Date, OrganizationId, dates};
use kit::ui::{Badge, BadgeKind, EmptyState, Facet, Facets, Stat};
use kit::{Answer, Shell, Visit};

use follow::{FollowUp, State};

/// Which of them are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    All,
    Open,
    Overdue,
    Done,
}

impl Group {
    const ALL: [Self; 4] = [Self::All, Self::Open, Self::Overdue, Self::Done];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::All => "tat-ca",
            Self::Open => "dang-mo",
            Self::Overdue => "qua-han",
            Self::Done => "da-xong",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::All => "Tất cả",
            Self::Open => "Đang thực hiện",
            Self::Overdue => "Quá hạn",
            Self::Done => "Đã kết thúc",
        }
    }

    pub(crate) fn holds(self, one: &FollowUp, today: Date) -> bool {
        match self {
            Self::All => true,
            Self::Open => one.state != State::Closed,
            Self::Overdue => one.is_overdue(today),
            Self::Done => one.state == State::Closed,
        }
    }
}

/// Calendar days past the due date of what is overdue.
fn days_late(one: &FollowUp, today: Date) -> Option<i32> {
    let due = one.due_on.filter(|_| one.is_overdue(today))?;
    due.until(today).ok().map(|span| span.get_days())
}

/// The list that a number counts.
pub(crate) fn path(period: Option<Quarter>, group: Group) -> String {
    let period = period.map_or_else(String::new, |period| format!("hoi-nghi={period}&"));
    format!("/viec-cong-khai?{period}nhom={}", group.word())
}

/// More than a council's briefings ask for in ten years.
const ROWS_MAX: i64 = 2_000;

struct Body {
    name: String,
    total: usize,
    open: usize,
    overdue: usize,
    longest: Option<i32>,
}

struct Row {
    href: String,
    code: String,
    text: String,
    lead: String,
    origin: String,
    due: String,
    badge: Badge,
    is_demonstration: bool,
}

#[derive(Template)]
#[template(path = "portal/public_work.html")]
struct PublicWorkPage {
    shell: Shell,
    stats: Vec<Stat>,
    facets: Facets,
    bodies: Vec<Body>,
    rows: Vec<Row>,
    period: Option<String>,
    heading: &'static str,
    empty: EmptyState,
}

pub(crate) async fn page(visit: Visit) -> Response {
    let group = visit.query("nhom").unwrap_or_default();
    let group = Group::ALL.into_iter().find(|one| one.word() == group).unwrap_or(Group::All);
    let period: Option<Quarter> = visit.query("hoi-nghi").and_then(|period| period.parse().ok());
    visit
        .read(move |ctx| {
            let label = period.map(Quarter::print);
            let all: Vec<FollowUp> = follow::public_list(ctx.tx, ROWS_MAX)?
                .into_iter()
                .filter(|one| one.source_kind == "briefing")
                .filter(|one| label.as_ref().is_none_or(|label| *label == one.origin_label))
                .collect();
            let names = directory::names(ctx.tx)?;
            let count = |group: Group| all.iter().filter(|one| group.holds(one, ctx.today)).count();
            let stats = vec![
                Stat::new(count(Group::All).to_string(), "Kết luận công khai").href(path(period, Group::All)),
                Stat::new(count(Group::Done).to_string(), "Đã kết thúc").href(path(period, Group::Done)),
                Stat::new(count(Group::Open).to_string(), "Đang thực hiện").href(path(period, Group::Open)),
                Stat::new(count(Group::Overdue).to_string(), "Quá hạn")
                    .href(path(period, Group::Overdue))
                    .kind(BadgeKind::Qua),
            ];
            let facets = Group::ALL
                .into_iter()
                .map(|one| {
                    let facet =
                        Facet::new(one.label(), u64::try_from(count(one)).unwrap_or(0), path(period, one));
                    if one == group { facet.on() } else { facet }
                })
                .collect();
            let bodies = bodies(&all, &names, ctx.today);
            let rows = all
                .iter()
                .filter(|one| group.holds(one, ctx.today))
                .map(|one| Row {
                    href: one.public_path(),
                    code: one.code.clone(),
                    text: one.text.clone(),
                    lead: names.get(&one.lead_id).cloned().unwrap_or_default(),
                    origin: one.origin_label.clone(),
                    due: one.due_on.map_or_else(|| "kỳ giao ban tới".to_owned(), dates::print),
                    badge: follow::badge(one, ctx.today, ctx.law),
                    is_demonstration: one.is_demonstration,
                })
                .collect();
            let shell = ctx
                .shell("Ai đang để cử tri chờ?")?
                .crumb("Trang chủ", "/")
                .crumb("Kết luận giao ban công khai", "/viec-cong-khai");
            Answer::page(&PublicWorkPage {
                shell,
                stats,
                facets: Facets::new("Tình trạng", facets),
                bodies,
                rows,
                period: label,
                heading: group.label(),
                empty: EmptyState::new("Không có kết luận nào khớp bộ lọc.")
                    .action("Xem tất cả", "/viec-cong-khai"),
            })
        })
        .await
}

/// One line for each body that owes something, the longest wait first.
fn bodies(all: &[FollowUp], names: &HashMap<OrganizationId, String>, today: Date) -> Vec<Body> {
    let mut by_lead: HashMap<OrganizationId, Vec<&FollowUp>> = HashMap::new();
    for one in all {
        by_lead.entry(one.lead_id).or_default().push(one);
    }
    let mut bodies: Vec<Body> = by_lead
        .into_iter()
        .map(|(lead, owed)| Body {
            name: names.get(&lead).cloned().unwrap_or_default(),
            total: owed.len(),
            open: owed.iter().filter(|one| Group::Open.holds(one, today)).count(),
            overdue: owed.iter().filter(|one| Group::Overdue.holds(one, today)).count(),
            longest: owed.iter().filter_map(|one| days_late(one, today)).max(),
        })
        .collect();
    bodies.sort_by(|one, two| {
        let order = |body: &Body| (body.longest, body.overdue, body.open);
        order(two).cmp(&order(one)).then_with(|| one.name.cmp(&two.name))
    });
    bodies
}
