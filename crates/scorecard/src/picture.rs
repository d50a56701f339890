//! The picture of a quarter for the Standing Committee, on one sheet of paper: what is late and with
//! whom, promises kept, resolutions off track, recommendations overdue, six rates by quarter.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::{Area, Organization, Tier};
use follow::{KindPart, Result_};
use implementation::OffTrack;
use kernel::period::{Period, Quarter};
use kernel::{Date, OrganizationId, dates, numbers, text};
use kit::charts::{About, BarsByCommune, Datum, Panel, SmallMultiples};
use kit::ui::Stat;
use kit::{Answer, Ctx, Problem, Shell, Visit};
use reports::{CountedRow, Entered, Unit};

use crate::card::{last_quarters, upon};
use crate::pages::{offered, period_of, short};
use crate::policy::{self, Action};
use crate::rules::percent;

const HOME: &str = "/lam-viec/buc-tranh-quy";
/// More bars than these do not go on one sheet beside the rest.
const BARS_MAX: usize = 7;
/// Lines of a list that is opened for the rest.
const LINES_MAX: usize = 4;
const QUARTERS: usize = 4;
/// The rates that are drawn, and their short names.
const RATES: [(&str, &str); 6] = [
    ("A05", "Tài liệu gửi đúng hạn"),
    ("A08", "Chất vấn trả lời đúng hạn"),
    ("B04", "Nhiệm vụ hoàn thành"),
    ("C06", "Kiến nghị giám sát đã xong"),
    ("D07", "Kiến nghị cử tri đã trả lời"),
    ("G02", "Công khai đúng hạn"),
];

struct OffTrackLine {
    label: String,
    href: String,
    state: &'static str,
    numbers: String,
    body: String,
}

#[derive(Template)]
#[template(path = "scorecard/picture.html")]
struct PicturePage {
    shell: Shell,
    council: String,
    label: String,
    today: String,
    unfinished: bool,
    stats: Vec<Stat>,
    district: Option<BarsByCommune>,
    district_more: usize,
    communes: Option<BarsByCommune>,
    communes_more: usize,
    off_track: Vec<OffTrackLine>,
    off_track_more: usize,
    overdue: Vec<CountedRow>,
    overdue_more: usize,
    broken: Vec<(String, String, String)>,
    broken_more: usize,
    rates: SmallMultiples,
    others: Vec<(String, String)>,
}

/// How the picture goes on one sheet of A4.
const SHEET: &str = include_str!("../to-in.css");

/// The style of the printed sheet: the same for everyone.
pub(crate) async fn style(visit: Visit) -> Response {
    visit.read(|_| Ok(Answer::text("text/css; charset=utf-8", SHEET.to_owned()))).await
}

/// The table of all units is wider than it is long.
const SIDEWAYS: &str = "@page{size:A4 landscape;margin:12mm}\n";

/// The style of the printed table: the same for everyone.
pub(crate) async fn table_style(visit: Visit) -> Response {
    visit.read(|_| Ok(Answer::text("text/css; charset=utf-8", SIDEWAYS.to_owned()))).await
}

/// The council whose picture the actor may see, and its unit.
fn council_of(ctx: &mut Ctx<'_>) -> Result<(Area, Organization), Problem> {
    let area = ctx.actor.area.ok_or(Problem::NotFound)?;
    if !policy::may(ctx.actor, Action::Picture, area, None) {
        return Err(Problem::NotFound);
    }
    let area = directory::area(ctx.tx, area)?.ok_or(Problem::NotFound)?;
    let council = directory::council_of_area(ctx.tx, area.id, ctx.today)?.ok_or(Problem::NotFound)?;
    Ok((area, council))
}

pub(crate) async fn latest(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            council_of(ctx)?;
            let quarter = Quarter::of(ctx.today).previous();
            Ok(Answer::see_other(format!("{HOME}/{quarter}")))
        })
        .await
}

pub(crate) async fn page(visit: Visit, Path(period): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (area, council) = council_of(ctx)?;
            let period = period_of(ctx, &period)?;
            Answer::page(&picture(ctx, Unit { area, council }, period)?)
        })
        .await
}

fn picture(ctx: &mut Ctx<'_>, unit: Unit, period: Period) -> Result<PicturePage, Problem> {
    let council = unit.council.id;
    let late = late(ctx, council)?;
    let late_total: i64 = late.iter().map(|one| one.count).sum();
    let promises = promises(ctx, council, period)?;
    let on = upon(ctx, period);
    let off_track = implementation::off_track(ctx.tx, council, on)?;
    let overdue = overdue(ctx, &unit, period)?;
    let stats = vec![
        Stat::new(numbers::print_integer(late_total), "việc quá hạn, tính đến hôm nay")
            .href("/lam-viec/viec?nhom=qua-han"),
        promises.stat(),
        Stat::new(count(off_track.len()), "mục của nghị quyết chậm hoặc có nguy cơ chậm")
            .href("/lam-viec/thuc-hien"),
        Stat::new(
            overdue.as_ref().map_or_else(|| "–".to_owned(), |rows| count(rows.len())),
            "kiến nghị sau giám sát quá hạn",
        )
        .href(format!("/so-lieu/{}/{period}/C07", unit.area.code)),
    ];
    let (below, own): (Vec<Late>, Vec<Late>) = late.into_iter().partition(|one| one.is_commune);
    let bars = |id: &str, says: &str, mut rows: Vec<Late>| {
        rows.sort_by_key(|one| std::cmp::Reverse(one.count));
        let more = rows.len().saturating_sub(BARS_MAX);
        rows.truncate(BARS_MAX);
        let data = rows.into_iter().map(|one| {
            let href = format!("/lam-viec/viec?nhom=qua-han&co-quan={}", one.lead);
            Datum::new(one.name, Some(one.count)).href(href)
        });
        let data: Vec<Datum> = data.collect();
        let chart = (!data.is_empty()).then(|| BarsByCommune::new(About::new(id, says).unit("việc"), data));
        (chart, more)
    };
    let (district, district_more) = bars("theo-co-quan", "Việc quá hạn theo cơ quan", own);
    let (communes, communes_more) = bars("theo-xa", "Việc quá hạn theo xã", below);
    let names = directory::names(ctx.tx)?;
    let overdue = overdue.unwrap_or_default();
    let rates = rates(ctx, &unit, period)?;
    let shell = ctx
        .shell(format!("Bức tranh {}", period.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Bức tranh quý", HOME)
        .crumb(period.label(), format!("{HOME}/{period}"));
    Ok(PicturePage {
        shell,
        council: unit.council.name,
        label: period.label(),
        today: dates::print(ctx.today),
        unfinished: ctx.today <= period.to(),
        stats,
        district,
        district_more,
        communes,
        communes_more,
        off_track_more: off_track.len().saturating_sub(LINES_MAX),
        off_track: off_track.into_iter().take(LINES_MAX).map(|one| off_track_line(one, &names)).collect(),
        overdue_more: overdue.len().saturating_sub(LINES_MAX),
        overdue: overdue.into_iter().take(LINES_MAX).map(shortened).collect(),
        broken_more: promises.broken.len().saturating_sub(LINES_MAX),
        broken: promises.broken.into_iter().take(LINES_MAX).collect(),
        rates,
        others: offered(ctx, period, HOME, ""),
    })
}

fn count(number: usize) -> String {
    numbers::print_integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn shortened(row: CountedRow) -> CountedRow {
    CountedRow { label: text::truncate_words(&row.label, 90), ..row }
}

struct Late {
    lead: OrganizationId,
    name: String,
    is_commune: bool,
    count: i64,
}

/// What is late today, by the body that owes it: as many as the list behind the bar shows.
fn late(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<Vec<Late>, Problem> {
    let late = follow::late_by_lead(ctx.tx, council, ctx.today)?;
    let leads: Vec<OrganizationId> = late.iter().map(|(lead, _)| *lead).collect();
    let bodies: HashMap<OrganizationId, Organization> =
        directory::organizations_of_ids(ctx.tx, &leads)?.into_iter().map(|one| (one.id, one)).collect();
    let areas: Vec<_> = bodies.values().map(|one| one.area_id).collect();
    let areas = directory::areas_of_ids(ctx.tx, &areas)?;
    let is_commune =
        |body: &Organization| areas.iter().any(|area| area.id == body.area_id && area.tier == Tier::Commune);
    Ok(late
        .into_iter()
        .filter_map(|(lead, count)| {
            let body = bodies.get(&lead)?;
            Some(Late { lead, name: body.short_name.clone(), is_commune: is_commune(body), count })
        })
        .collect())
}

struct Promises {
    kept: usize,
    due: usize,
    /// Those that were not kept: words, page, the day promised.
    broken: Vec<(String, String, String)>,
}

impl Promises {
    fn stat(&self) -> Stat {
        let value = if self.due == 0 { "–".to_owned() } else { format!("{}/{}", self.kept, self.due) };
        let note = match numbers::percent(
            i64::try_from(self.kept).unwrap_or(i64::MAX),
            i64::try_from(self.due).unwrap_or(i64::MAX),
        ) {
            Some(percent) => format!("{percent} số đến hạn trong kỳ"),
            None => "không có lời hứa đến hạn trong kỳ".to_owned(),
        };
        Stat::new(value, "lời hứa giữ đúng hạn").note(note)
    }
}

/// Promises that were due in a window: those given in answers to questions, and the days that plans
/// of petitions named.
fn promises(ctx: &mut Ctx<'_>, council: OrganizationId, period: Period) -> Result<Promises, Problem> {
    let (from, to) = (period.from(), period.to());
    let mut all = Promises { kept: 0, due: 0, broken: Vec::new() };
    let pledged = follow::of_kind(ctx.tx, council, "question", to, ctx.today, KindPart::Due)?;
    for one in pledged {
        let Some(due) = one.due_on.filter(|due| from <= *due) else { continue };
        let is_met = one.result == Some(Result_::Met);
        let is_kept = is_met && one.closed_on.is_some_and(|on| on <= due);
        all.add(is_kept, format!("{}: {}", one.code, one.text), one.path(), due);
    }
    for one in petitions::open::promised(ctx.tx, council, from, to, ctx.today)? {
        all.add(one.is_kept, one.label, one.href, one.on);
    }
    Ok(all)
}

impl Promises {
    fn add(&mut self, is_kept: bool, label: String, href: String, due: Date) {
        self.due += 1;
        if is_kept {
            self.kept += 1;
        } else {
            self.broken.push((text::truncate_words(&label, 90), href, dates::print(due)));
        }
    }
}

fn off_track_line(one: OffTrack, names: &HashMap<OrganizationId, String>) -> OffTrackLine {
    let numbers = if one.actual.is_empty() {
        format!("hạn {}", one.target)
    } else {
        format!("{} trên {}", one.actual, one.target)
    };
    OffTrackLine {
        label: format!("{}: {}", one.resolution_label, text::truncate_words(&one.line, 70)),
        href: one.href,
        state: one.standing.label(),
        numbers,
        body: names.get(&one.body).cloned().unwrap_or_default(),
    }
}

/// Recommendations overdue at the end of the window; none where that is not kept here.
fn overdue(ctx: &mut Ctx<'_>, unit: &Unit, period: Period) -> Result<Option<Vec<CountedRow>>, Problem> {
    let Some(indicator) = reports::find("C07") else { return Ok(None) };
    let entered = Entered::load(ctx.tx, &[unit.area.id], &[period])?;
    if !reports::is_computed(ctx.tx, unit, "C07", period, ctx.today)? {
        return Ok(None);
    }
    Ok(Some(reports::rows(ctx.tx, &entered, unit, indicator, period, None, ctx.today)?))
}

/// Six rates over the last quarters.
fn rates(ctx: &mut Ctx<'_>, unit: &Unit, period: Period) -> Result<SmallMultiples, Problem> {
    let quarters = last_quarters(period, QUARTERS);
    let windows: Vec<Period> = quarters.iter().map(|one| Period::Quarter(*one)).collect();
    let entered = Entered::load(ctx.tx, &[unit.area.id], &windows)?;
    let mut panels = Vec::new();
    for (code, name) in RATES {
        let Some(indicator) = reports::find(code) else { continue };
        let mut points = Vec::new();
        for quarter in &quarters {
            let window = Period::Quarter(*quarter);
            let figure = reports::answer(ctx.tx, &entered, unit, indicator, window, None, ctx.today)?;
            let figure = reports::for_reader(ctx.actor, unit, indicator, figure);
            let rate = figure.value.zip(figure.denominator).and_then(|(part, whole)| percent(part, whole));
            points.push(Datum::new(short(*quarter), rate));
        }
        let href = format!("/so-lieu/{}/{period}/{code}", unit.area.code);
        panels.push(Panel::new(name, points).href(href));
    }
    let about = About::new("sau-ty-le", "Sáu tỷ lệ qua bốn quý").unit("phần trăm");
    Ok(SmallMultiples::new(about, panels))
}
