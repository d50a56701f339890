//! The first page: what is asked most, in the order in which it is asked.

use askama::Template;
use axum::response::Response;
use kernel::period::{Period, Quarter};
use kernel::{Date, dates};
use kit::charts::{About, QuarterStrip, Span};
use kit::ui::BadgeKind;
use kit::{Answer, Ctx, Shell, Visit};
use petitions::Number;

use crate::calendar::{self, Meeting};
use crate::figures::{self, Shown};
use crate::news::Teaser;
use crate::public_work::{self, Group};
use crate::store;

#[derive(Template)]
#[template(path = "portal/home.html")]
struct HomePage {
    shell: Shell,
    updated: String,
    council: Option<Council>,
    news: Vec<Teaser>,
}

/// What the installation's own council shows.
struct Council {
    next: Option<Card>,
    last: Option<Card>,
    briefing: Option<BriefingCard>,
    /// The next reception of citizens.
    reception: Option<Card>,
    resolutions: Vec<Line>,
    petitions: PetitionsCard,
    figures: Vec<Shown>,
    figures_of: String,
    figures_href: String,
    strip: Option<QuarterStrip>,
}

struct Card {
    title: String,
    days: String,
    place: String,
    href: Option<String>,
    iso: String,
}

impl From<&Meeting> for Card {
    fn from(meeting: &Meeting) -> Self {
        Self {
            title: meeting.title.clone(),
            days: calendar::days_of(meeting),
            place: meeting.place.clone(),
            href: meeting.href.clone(),
            iso: dates::iso(meeting.from),
        }
    }
}

/// The latest briefing whose conclusions are out.
struct BriefingCard {
    title: String,
    href: String,
    held: String,
    counts: Vec<Count>,
}

struct Count {
    number: usize,
    words: &'static str,
    href: String,
    is_late: bool,
}

/// What became of voters' petitions in the quarter that runs.
struct PetitionsCard {
    quarter: String,
    counts: Vec<PetitionCount>,
}

struct PetitionCount {
    number: Number,
    words: &'static str,
    href: String,
    is_late: bool,
}

struct Line {
    number: String,
    title: String,
    href: String,
    on: String,
}

const NEWS_MAX: i64 = 5;
const RESOLUTIONS_MAX: i64 = 5;
/// The figures of the first page: sessions, resolutions, oversight, petitions answered and open,
/// citizens received.
const CODES: [&str; 6] = ["A01", "A02", "C01", "D04", "D12", "E02"];

pub(crate) async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = council(ctx)?;
            let news = store::published(ctx.tx, None, None, NEWS_MAX)?.iter().map(Teaser::from).collect();
            let shell = ctx.shell("Trang chủ")?;
            Answer::page(&HomePage { shell, updated: dates::print_time(ctx.now), council, news })
        })
        .await
}

fn council(ctx: &mut Ctx<'_>) -> db::Result<Option<Council>> {
    let Some(home) = directory::home_council(ctx.tx, ctx.today)? else { return Ok(None) };
    let today = ctx.today;
    let year_ago = Date::new(today.year().saturating_sub(1), 1, 1).unwrap_or(today);
    let meetings = calendar::meetings(ctx.tx, home.id, year_ago, today)?;
    let sessions = || meetings.iter().filter(|one| one.kind == "Kỳ họp" && !one.is_off);
    let next = meetings.iter().find(|one| !one.is_over && !one.is_off && today <= one.to).map(Card::from);
    let last = sessions().rfind(|one| one.is_over).map(Card::from);
    let addresses = resolutions::Addresses::load(ctx.tx, today)?;
    let resolutions = resolutions::latest_public(ctx.tx, home.id, RESOLUTIONS_MAX)?
        .iter()
        .map(|one| Line {
            number: one.number.clone(),
            title: one.title.clone(),
            href: addresses.of(one),
            on: dates::print(one.adopted_on),
        })
        .collect();
    let petitions = petitions_card(ctx, home.id, home.area_id)?;
    let quarter = Quarter::of(today).previous();
    let period = Period::Quarter(quarter);
    let (figures, figures_href) = match figures::unit_of(ctx.tx, home.id)? {
        Some(unit) => {
            let href = format!("/so-lieu/{}/{quarter}", unit.area.code);
            (figures::of_period(ctx, &unit, period, &CODES)?, href)
        }
        None => (Vec::new(), "/so-lieu".to_owned()),
    };
    let reception = reception::posted(ctx, home.id, today)?
        .iter()
        .map(calendar::reception_of)
        .find(|one| !one.is_over && !one.is_off);
    Ok(Some(Council {
        next,
        last,
        reception: reception.as_ref().map(Card::from),
        briefing: briefing(ctx, home.id, year_ago)?,
        resolutions,
        petitions,
        figures,
        figures_of: quarter.print(),
        figures_href,
        strip: strip(&meetings, today),
    }))
}

fn briefing(
    ctx: &mut Ctx<'_>,
    council: kernel::OrganizationId,
    from: Date,
) -> db::Result<Option<BriefingCard>> {
    let latest = calendar::briefings(ctx.tx, council, from, ctx.today)?
        .into_iter()
        .filter(|one| one.state == briefings::State::Concluded)
        .max_by_key(|one| one.held_on);
    let Some(latest) = latest else { return Ok(None) };
    let quarter: Option<Quarter> = latest.period.parse().ok();
    let label = quarter.map(Quarter::print).unwrap_or_default();
    let asked: Vec<follow::FollowUp> = follow::public_list(ctx.tx, FOLLOW_UPS_MAX)?
        .into_iter()
        .filter(|one| one.source_kind == "briefing" && one.origin_label == label)
        .collect();
    let count = |group: Group, words| {
        let number = asked.iter().filter(|one| group.holds(one, ctx.today)).count();
        Count {
            number,
            words,
            href: public_work::path(quarter, group),
            is_late: group == Group::Overdue && 0 < number,
        }
    };
    Ok(Some(BriefingCard {
        href: latest.public_path(),
        held: dates::print(latest.held_on),
        counts: vec![
            count(Group::All, "kết luận"),
            count(Group::Done, "đã kết thúc"),
            count(Group::Open, "đang thực hiện"),
            count(Group::Overdue, "quá hạn"),
        ],
        title: latest.title,
    }))
}

/// Received and answered open the very rows of the quarter's indicators; late, the public list.
fn petitions_card(
    ctx: &mut Ctx<'_>,
    council: kernel::OrganizationId,
    area: kernel::AreaId,
) -> db::Result<PetitionsCard> {
    let quarter = Quarter::of(ctx.today);
    let code = directory::area(ctx.tx, area)?.map_or_else(String::new, |area| area.code);
    let rows = |indicator: &str| format!("/so-lieu/{code}/{quarter}/{indicator}");
    let mut count = |part| {
        let question = petitions::open::Question { council, from: quarter.from(), to: quarter.to(), part };
        petitions::open::count(ctx.tx, &question).map(Number::Exactly)
    };
    let received = count(petitions::open::Part::Received)?;
    let answered = count(petitions::open::Part::Answered)?;
    let late = petitions::open::count_public_overdue(ctx.tx, council, ctx.today)?;
    let of = |number, words, href| PetitionCount { number, words, href, is_late: false };
    Ok(PetitionsCard {
        quarter: quarter.print(),
        counts: vec![
            of(received, "tiếp nhận trong quý", rows("D04")),
            of(answered, "đã trả lời trong quý", format!("{}?phan=answered", rows("D07"))),
            PetitionCount {
                is_late: 0 < late.at_least(),
                ..of(late, "công khai đang quá hạn", "/kien-nghi?nhom=qua-han".to_owned())
            },
        ],
    })
}

const FOLLOW_UPS_MAX: i64 = 2_000;

/// The meetings of this year over its quarters; none when there is none.
fn strip(meetings: &[Meeting], today: Date) -> Option<QuarterStrip> {
    let of_year: Vec<&Meeting> =
        meetings.iter().filter(|one| one.from.year() == today.year() && !one.is_off).collect();
    if of_year.is_empty() {
        return None;
    }
    let held = of_year.iter().filter(|one| one.is_over).count();
    let says = format!(
        "Năm {}: {held} kỳ họp, hội nghị giao ban đã họp, {} còn lại trong lịch",
        today.year(),
        of_year.len() - held
    );
    let spans = of_year
        .iter()
        .map(|one| {
            let kind = if one.is_over { BadgeKind::Xong } else { BadgeKind::Cho };
            let span = Span::new(
                &one.title,
                i64::from(one.from.day_of_year()),
                i64::from(one.to.day_of_year()),
                kind,
            )
            .words(format!("{}, {}", dates::print(one.from), one.state.to_lowercase()));
            match &one.href {
                Some(href) => span.href(href),
                None => span,
            }
        })
        .collect();
    Some(QuarterStrip::new(About::new("nam", says), spans).today(i64::from(today.day_of_year())))
}
