//! What the pages of this area share: rows of lists, choices, badges.

use askama::Template;
use kernel::{Date, OrganizationId, dates};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, FeedEntry, Form, ListFile, Problem, Shell};
use papers::{Cell, Column, Table};

use crate::model::{Draw, DrawState, Hearing, HearingState, ReviewState, TextReview};
use crate::rules;

pub(crate) const ROWS_MAX: i64 = 50;
pub(crate) type Choices = Vec<(String, String)>;

/// A row of a list.
pub(crate) struct Shown {
    pub(crate) href: String,
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) who: String,
    pub(crate) on: Date,
    pub(crate) state: &'static str,
    pub(crate) badge: Badge,
    pub(crate) late: Option<Badge>,
    pub(crate) is_demonstration: bool,
}

impl Shown {
    /// The day, as it is written.
    fn day(&self) -> String {
        dates::print(self.on)
    }
}

/// Rows of a list as a file, at most.
pub(crate) const EXPORT_MAX: i64 = 10_000;

/// A list as a file, with the columns that its page has.
pub(crate) fn file(ctx: &Ctx<'_>, file: ListFile, names: &Names, rows: &[Shown]) -> Result<Answer, Problem> {
    let base = &ctx.app.settings().public_url;
    let cells = rows
        .iter()
        .map(|row| {
            vec![
                Cell::text(&row.code),
                Cell::text(&row.title),
                Cell::text(&row.who),
                Cell::Date(row.on),
                Cell::text(row.state),
                Cell::text(format!("{base}{}", row.href)),
            ]
        })
        .collect();
    let [matter, who, when] = names.columns;
    let columns = vec![
        Column::left("Mã", 3),
        Column::left(matter, 9),
        Column::left(who, 6),
        Column::center(when, 3),
        Column::left("Trạng thái", 3),
        Column::left("Địa chỉ", 5),
    ];
    let table = Table { caption: String::new(), columns, rows: cells, notes: Vec::new() };
    let stem = names.base.rsplit('/').next().unwrap_or_default();
    Answer::list(ctx, file, names.title, stem, table)
}

/// The newest of a list as a feed.
pub(crate) fn feed(ctx: &mut Ctx<'_>, names: &Names, rows: &[Shown]) -> Result<Answer, Problem> {
    let entries: Vec<FeedEntry> = rows
        .iter()
        .map(|row| FeedEntry {
            path: row.href.clone(),
            title: format!("{}: {}", row.code, row.title),
            updated: dates::midnight(row.on.min(ctx.today)),
            summary: format!("{}. {}. {}", row.day(), row.state, row.who),
        })
        .collect();
    Answer::feed(ctx, names.title, names.base, &entries)
}

/// What a list is called and leads to.
pub(crate) struct Names {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) base: &'static str,
    /// What the rows are: "phiên giải trình".
    pub(crate) rows: &'static str,
    /// The heads of the columns for the matter, who, when.
    pub(crate) columns: [&'static str; 3],
    /// What the button for a new one says.
    pub(crate) new: &'static str,
}

impl Names {
    fn none(&self) -> String {
        format!("Chưa có {} nào.", self.rows)
    }

    fn none_fits(&self) -> String {
        format!("Không có {} nào khớp bộ lọc.", self.rows)
    }

    fn new_href(&self) -> String {
        format!("{}/moi", self.base)
    }
}

#[derive(Template)]
#[template(path = "scrutiny/list.html")]
pub(crate) struct ListPage {
    pub(crate) shell: Shell,
    pub(crate) form: Form,
    pub(crate) names: Names,
    pub(crate) states: Choices,
    pub(crate) rows: Vec<Shown>,
    pub(crate) total: String,
    pub(crate) is_filtered: bool,
    /// The filters that stand, for the files.
    pub(crate) query: String,
    pub(crate) may_enter: bool,
    /// Open data or a calendar: words and address.
    pub(crate) more: Vec<(&'static str, &'static str)>,
    pub(crate) pager: Pager,
}

#[derive(Template)]
#[template(path = "scrutiny/public_list.html")]
pub(crate) struct PublicListPage {
    pub(crate) shell: Shell,
    pub(crate) names: Names,
    pub(crate) rows: Vec<Shown>,
    pub(crate) total: String,
    pub(crate) more: Vec<(&'static str, &'static str)>,
    pub(crate) pager: Pager,
}

/// "8:00", "08 giờ 30", "8h30" as "08:30"; empty stays empty.
pub(crate) fn take_hour(form: &mut Form) -> String {
    let typed =
        form.value("gio").trim().to_lowercase().replace("giờ", ":").replace('h', ":").replace(' ', "");
    if typed.is_empty() {
        return String::new();
    }
    let (hours, minutes) = typed.split_once(':').unwrap_or((&typed, ""));
    let minutes = if minutes.is_empty() { "0" } else { minutes };
    match (hours.parse::<u8>(), minutes.parse::<u8>()) {
        (Ok(hours), Ok(minutes)) if hours < 24 && minutes < 60 => format!("{hours:02}:{minutes:02}"),
        _ => {
            form.refuse("gio", "Viết giờ như 08:00.");
            String::new()
        }
    }
}

/// How a hearing stands.
pub(crate) fn hearing_badge(one: &Hearing) -> Badge {
    match one.state {
        HearingState::Proposed | HearingState::Cancelled => Badge::draft(one.state.label()),
        HearingState::Notified => Badge::doing(one.state.label()),
        HearingState::Held => Badge::waiting(one.state.label()),
        HearingState::Concluded => Badge::done(one.state.label()),
    }
}

/// Whether those who explain got the notice too late, or are about to.
pub(crate) fn notice_badge(ctx: &Ctx<'_>, one: &Hearing) -> Option<Badge> {
    let is_late = rules::is_notice_late(ctx.law, one, ctx.today);
    match (one.state, is_late) {
        (HearingState::Cancelled, _) | (_, false) => None,
        (HearingState::Proposed, true) => Some(Badge::late("Đã quá hạn thông báo")),
        (HearingState::Notified | HearingState::Held | HearingState::Concluded, true) => {
            Some(Badge::late("Thông báo muộn"))
        }
    }
}

/// How a review stands.
pub(crate) fn review_badge(one: &TextReview) -> Badge {
    match one.state {
        ReviewState::Reviewing => Badge::doing(one.state.label()),
        ReviewState::Lawful | ReviewState::Settled | ReviewState::Annulled => Badge::done(one.state.label()),
        ReviewState::Unlawful => Badge::late(one.state.label()),
        ReviewState::Demanded | ReviewState::Answered | ReviewState::Raised | ReviewState::Submitted => {
            Badge::waiting(one.state.label())
        }
        ReviewState::Kept => Badge::draft(one.state.label()),
    }
}

/// Whether the issuer answered too late, or has not answered in time.
pub(crate) fn answer_badge(ctx: &Ctx<'_>, one: &TextReview) -> Option<Badge> {
    one.is_answer_late(ctx.today).then(|| {
        Badge::late(if one.answered_on.is_some() {
            "Trả lời quá hạn"
        } else {
            "Quá hạn trả lời"
        })
    })
}

/// How a draw stands.
pub(crate) fn draw_badge(one: &Draw) -> Badge {
    match one.state {
        DrawState::Published => Badge::waiting(one.state.label()),
        DrawState::Drawn => Badge::done(one.state.label()),
        DrawState::Cancelled => Badge::draft(one.state.label()),
    }
}

/// The bodies of the actor's council that review texts and for which the actor may, as choices.
pub(crate) fn reviewers(ctx: &mut Ctx<'_>) -> db::Result<Choices> {
    let Some(council) = ctx.actor.council else { return Ok(Vec::new()) };
    let Some(known) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let today = ctx.today;
    Ok(directory::organizations_of_area(ctx.tx, known.area_id)?
        .into_iter()
        .filter(|one| (one.id == council || one.parent_id == Some(council)) && one.works_on(today))
        .filter(|one| rules::may_review(one.kind))
        .filter(|one| crate::policy::may_review_as(ctx.actor, council, one.id))
        .map(|one| (one.id.to_string(), one.short_name))
        .collect())
}

/// The home council of the installation: whose registers the public reads.
pub(crate) fn home(ctx: &mut Ctx<'_>) -> Result<OrganizationId, Problem> {
    Ok(directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?.id)
}
