//! Pages of the scorecard: all units, one unit, the rows behind one figure, the criteria.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::period::{Period, Quarter};
use kernel::{dates, numbers};
use kit::charts::{About, Datum, Panel, SmallMultiples};
use kit::ui::{Badge, BadgeKind};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use reports::{CountedRow, Entered, Unit};

use crate::card::{Card, Frame, Line, last_quarters, upon};
use crate::criterion::{Comparison, Criterion};
use crate::export::{self, points_text, total_text};
use crate::measure::{self, Question};
use crate::policy::{self, Action};
use crate::rules::{Judgement, percent};
use crate::store;

const HOME: &str = "/lam-viec/cham-diem";
const QUARTERS: usize = 4;

/// A window by its written name; none that lies ahead.
pub(crate) fn period_of(ctx: &Ctx<'_>, text: &str) -> Result<Period, Problem> {
    let period: Period = text.parse().map_err(|_| Problem::NotFound)?;
    if ctx.today < period.from() { Err(Problem::NotFound) } else { Ok(period) }
}

/// The windows that are offered: the last quarters, the nine months and the years.
pub(crate) fn offered(ctx: &Ctx<'_>, now: Period, base: &str, rest: &str) -> Vec<(String, String)> {
    let mut quarter = Quarter::of(ctx.today);
    let mut periods = Vec::new();
    for _ in 0..5 {
        periods.push(Period::Quarter(quarter));
        quarter = quarter.previous();
    }
    let year = ctx.today.year();
    periods.extend([Period::NineMonths(year), Period::Year(year), Period::Year(year - 1)]);
    periods
        .into_iter()
        .filter(|one| *one != now)
        .map(|one| (format!("{base}/{one}{rest}"), one.label()))
        .collect()
}

/// "Kỳ chưa kết thúc" while it is not over.
fn unfinished(ctx: &Ctx<'_>, period: Period) -> Option<String> {
    (ctx.today <= period.to())
        .then(|| format!("Kỳ chưa kết thúc: số liệu đến ngày {}.", dates::print(ctx.today)))
}

/// Splits "2020-Q3.xlsx".
fn parted(text: &str) -> (&str, &str) {
    text.rsplit_once('.').unwrap_or((text, ""))
}

pub(crate) async fn latest(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let period = Period::Quarter(Quarter::of(ctx.today).previous());
            Frame::load(ctx, period)?.units(ctx, period)?;
            Ok(Answer::see_other(format!("{HOME}/{period}")))
        })
        .await
}

struct Head {
    code: String,
    title: String,
    weight: i64,
    target: String,
    decided: Option<String>,
}

fn heads(frame: &Frame, period: Period) -> Vec<Head> {
    frame
        .criteria(period)
        .into_iter()
        .map(|(one, change)| Head {
            target: one.target_words(),
            decided: change.map(|one| format!("theo {}", one.paper)),
            code: one.code,
            title: one.title,
            weight: one.weight,
        })
        .collect()
}

struct Cell {
    points: String,
    /// Short: the row is wide.
    state: &'static str,
    href: Option<String>,
}

fn cell(line: &Line, base: &str) -> Cell {
    let state = match line.judged.judgement {
        Judgement::Met => "đạt",
        Judgement::Missed => "chưa đạt",
        Judgement::Nothing => "không phát sinh",
        Judgement::Gap(_) => "chưa có số liệu",
        Judgement::NotAsked => "không chấm",
    };
    Cell {
        points: line.judged.points.map_or_else(|| "–".to_owned(), points_text),
        state,
        href: (line.judged.judgement != Judgement::NotAsked)
            .then(|| format!("{base}/{}", line.criterion.code)),
    }
}

struct UnitRow {
    name: String,
    href: String,
    cells: Vec<Cell>,
    total: String,
    percent: String,
    gaps: usize,
}

#[derive(Template)]
#[template(path = "scorecard/table.html")]
struct TablePage {
    shell: Shell,
    label: String,
    base: String,
    unfinished: Option<String>,
    heads: Vec<Head>,
    rows: Vec<UnitRow>,
    chart: SmallMultiples,
    others: Vec<(String, String)>,
    may_decide: bool,
}

/// `/lam-viec/cham-diem/{period}` and its siblings `.docx`, `.pdf`, `.xlsx`, `.csv`.
pub(crate) async fn table(visit: Visit, Path(name): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (name, ending) = parted(&name);
            let period = period_of(ctx, name)?;
            let frame = Frame::load(ctx, period)?;
            let units = frame.units(ctx, period)?;
            let cards = frame.cards(ctx, &units, period)?;
            let file = format!("cham-diem-{period}.{ending}");
            match ending {
                "" => Answer::page(&table_page(ctx, &frame, &units, cards, period)?),
                "xlsx" => Answer::xlsx(&export::cards_sheets(&frame, &cards, period), file),
                "csv" => Ok(Answer::csv(&export::cards_table(&cards), file)),
                "docx" => Answer::docx(&export::cards_letter(ctx, &frame, &cards, period)?, file),
                "pdf" => {
                    let letter = export::cards_letter(ctx, &frame, &cards, period)?;
                    Answer::pdf(ctx.app, &letter, file)
                }
                _ => Err(Problem::NotFound),
            }
        })
        .await
}

fn table_page(
    ctx: &mut Ctx<'_>,
    frame: &Frame,
    units: &[Unit],
    cards: Vec<Card>,
    period: Period,
) -> Result<TablePage, Problem> {
    let base = format!("{HOME}/{period}");
    let chart = totals_chart(ctx, frame, units, &cards, period)?;
    let rows = cards
        .into_iter()
        .map(|card| {
            let href = format!("{base}/{}", card.unit.area.code);
            UnitRow {
                cells: card.lines.iter().map(|line| cell(line, &href)).collect(),
                total: format!("{}/{}", points_text(card.total.points), card.total.judged),
                percent: percent_text(card.total.tenths()),
                gaps: card.total.gaps.len(),
                name: card.unit.area.name,
                href,
            }
        })
        .collect();
    let shell = ctx
        .shell(format!("Chấm điểm {}", period.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Chấm điểm", HOME)
        .crumb(period.label(), &base);
    Ok(TablePage {
        shell,
        label: period.label(),
        unfinished: unfinished(ctx, period),
        heads: heads(frame, period),
        rows,
        chart,
        others: offered(ctx, period, HOME, ""),
        may_decide: policy::may(ctx.actor, Action::Decide, frame.area.id, frame.area.parent_id),
        base,
    })
}

/// "84,1%", or a dash when nothing could be judged.
fn percent_text(tenths: Option<i64>) -> String {
    tenths.map_or_else(|| "–".to_owned(), |one| format!("{}%", numbers::print_decimal(one, 1)))
}

/// What share of the points that could be judged each unit had, quarter by quarter.
fn totals_chart(
    ctx: &mut Ctx<'_>,
    frame: &Frame,
    units: &[Unit],
    known: &[Card],
    period: Period,
) -> Result<SmallMultiples, Problem> {
    let quarters = last_quarters(period, QUARTERS);
    let mut points: Vec<Vec<Datum>> = units.iter().map(|_| Vec::new()).collect();
    for quarter in &quarters {
        let window = Period::Quarter(*quarter);
        let counted = if window == period { None } else { Some(frame.cards(ctx, units, window)?) };
        for (row, card) in points.iter_mut().zip(counted.as_deref().unwrap_or(known)) {
            row.push(Datum::new(short(*quarter), card.total.percent()));
        }
    }
    let panels = units
        .iter()
        .zip(points)
        .map(|(unit, points)| {
            Panel::new(unit.area.name.clone(), points).href(format!("{HOME}/{period}/{}", unit.area.code))
        })
        .collect();
    let says = "Tỷ lệ điểm đạt được trên số điểm chấm được, bốn quý gần nhất";
    Ok(SmallMultiples::new(
        About::new("cac-quy", says).unit("phần trăm").csv(format!("{HOME}/{period}.csv")),
        panels,
    ))
}

/// "III/20".
pub(crate) fn short(quarter: Quarter) -> String {
    format!("{}/{:02}", numbers::roman(u32::from(quarter.number)), quarter.year % 100)
}

struct Shown {
    code: String,
    title: String,
    target: String,
    figure: String,
    badge: Badge,
    points: String,
    weight: i64,
    href: Option<String>,
    why: String,
    source: String,
}

fn shown(line: &Line, base: &str) -> Shown {
    let (badge, why) = match &line.judged.judgement {
        Judgement::Met => (Badge::new(BadgeKind::Xong, "Đạt"), String::new()),
        Judgement::Missed => (Badge::new(BadgeKind::Qua, "Chưa đạt"), String::new()),
        Judgement::Nothing => (Badge::new(BadgeKind::Nghi, "Không phát sinh"), String::new()),
        Judgement::Gap(whose) => (Badge::new(BadgeKind::Cho, "Chưa có số liệu"), whose.clone()),
        Judgement::NotAsked => (Badge::new(BadgeKind::Nghi, "Không chấm"), String::new()),
    };
    let is_asked = line.judged.judgement != Judgement::NotAsked;
    let mut source = line.criterion.source.clone();
    if let Some(change) = &line.change {
        source = format!("{source}. Trọng số, chỉ tiêu theo {} ({})", change.paper, change.reason);
    }
    Shown {
        code: line.criterion.code.clone(),
        title: line.criterion.title.clone(),
        target: line.criterion.target_words(),
        figure: if is_asked { line.figure.printed() } else { "–".to_owned() },
        badge,
        points: line.judged.points.map_or_else(|| "–".to_owned(), points_text),
        weight: line.criterion.weight,
        href: is_asked.then(|| format!("{base}/{}", line.criterion.code)),
        why,
        source,
    }
}

#[derive(Template)]
#[template(path = "scorecard/unit.html")]
struct UnitPage {
    shell: Shell,
    name: String,
    label: String,
    base: String,
    unfinished: Option<String>,
    total: String,
    percent: String,
    met: String,
    gaps: Vec<String>,
    rows: Vec<Shown>,
    chart: SmallMultiples,
    others: Vec<(String, String)>,
}

/// The unit with this code among those whose cards the actor reads.
fn unit_of(ctx: &mut Ctx<'_>, frame: &Frame, period: Period, code: &str) -> Result<Unit, Problem> {
    let units = frame.units(ctx, period)?;
    units.into_iter().find(|unit| unit.area.code == code).ok_or(Problem::NotFound)
}

/// `/lam-viec/cham-diem/{period}/{unit}` and its siblings `.docx`, `.pdf`, `.xlsx`.
pub(crate) async fn unit(visit: Visit, Path((period, name)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let (code, ending) = parted(&name);
            let period = period_of(ctx, &period)?;
            let frame = Frame::load(ctx, period)?;
            let unit = unit_of(ctx, &frame, period, code)?;
            let units = std::slice::from_ref(&unit);
            let card = frame.cards(ctx, units, period)?.pop().ok_or(Problem::NotFound)?;
            let file = format!("cham-diem-{code}-{period}.{ending}");
            match ending {
                "" => Answer::page(&unit_page(ctx, &frame, &card, period)?),
                "xlsx" => Answer::xlsx(&export::card_sheets(&card, period), file),
                "docx" => Answer::docx(&export::card_letter(ctx, &card, period)?, file),
                "pdf" => {
                    let letter = export::card_letter(ctx, &card, period)?;
                    Answer::pdf(ctx.app, &letter, file)
                }
                _ => Err(Problem::NotFound),
            }
        })
        .await
}

fn unit_page(ctx: &mut Ctx<'_>, frame: &Frame, card: &Card, period: Period) -> Result<UnitPage, Problem> {
    let unit = &card.unit;
    let base = format!("{HOME}/{period}/{}", unit.area.code);
    let shell = ctx
        .shell(format!("Chấm điểm {}, {}", unit.area.in_sentence(), period.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Chấm điểm", HOME)
        .crumb(period.label(), format!("{HOME}/{period}"))
        .crumb(&unit.area.name, &base);
    Ok(UnitPage {
        shell,
        name: unit.area.name.clone(),
        label: period.label(),
        unfinished: unfinished(ctx, period),
        total: total_text(&card.total),
        percent: percent_text(card.total.tenths()),
        met: format!("{}/{}", card.total.met, card.total.count),
        gaps: card.total.gaps.clone(),
        rows: card.lines.iter().map(|line| shown(line, &base)).collect(),
        chart: rates_chart(ctx, frame, unit, period)?,
        others: offered(ctx, period, HOME, &format!("/{}", unit.area.code)),
        base,
    })
}

/// The rates of a unit, quarter by quarter.
fn rates_chart(
    ctx: &mut Ctx<'_>,
    frame: &Frame,
    unit: &Unit,
    period: Period,
) -> Result<SmallMultiples, Problem> {
    let mut panels: Vec<(Criterion, Vec<Datum>)> = frame
        .criteria(period)
        .into_iter()
        .filter(|(one, _)| one.measure.is_rate())
        .map(|(one, _)| (one, Vec::new()))
        .collect();
    for quarter in last_quarters(period, QUARTERS) {
        let window = Period::Quarter(quarter);
        let units = std::slice::from_ref(unit);
        let card = frame.cards(ctx, units, window)?.pop().ok_or(Problem::NotFound)?;
        for (criterion, points) in &mut panels {
            let figure = card.lines.iter().find(|line| line.criterion.code == criterion.code);
            let rate = figure
                .map(|line| &line.figure)
                .and_then(|figure| percent(figure.value?, figure.denominator?));
            points.push(Datum::new(short(quarter), rate));
        }
    }
    let panels = panels
        .into_iter()
        .filter(|(_, points)| points.iter().any(|point| point.value.is_some()))
        .map(|(criterion, points)| {
            Panel::new(format!("{} {}", criterion.code, criterion.title), points)
                .href(format!("{HOME}/{period}/{}/{}", unit.area.code, criterion.code))
        })
        .collect();
    let about = About::new("cac-quy", "Các tỷ lệ qua bốn quý gần nhất").unit("phần trăm");
    Ok(SmallMultiples::new(about, panels))
}

#[derive(Template)]
#[template(path = "scorecard/evidence.html")]
struct EvidencePage {
    shell: Shell,
    name: String,
    label: String,
    row: Shown,
    how: String,
    points: String,
    counted: Vec<CountedRow>,
    counted_caption: String,
    whole: Option<Vec<CountedRow>>,
    whole_caption: String,
    is_open: bool,
    is_gap: bool,
    back: String,
}

/// The rows behind one figure of a card.
pub(crate) async fn evidence(
    visit: Visit,
    Path((period, unit, code)): Path<(String, String, String)>,
) -> Response {
    visit
        .read(move |ctx| {
            let period = period_of(ctx, &period)?;
            let frame = Frame::load(ctx, period)?;
            let unit = unit_of(ctx, &frame, period, &unit)?;
            let units = std::slice::from_ref(&unit);
            let card = frame.cards(ctx, units, period)?.pop().ok_or(Problem::NotFound)?;
            let line = card
                .lines
                .iter()
                .find(|line| line.criterion.code == code && line.judged.judgement != Judgement::NotAsked)
                .ok_or(Problem::NotFound)?;
            let entered = Entered::load(ctx.tx, &[unit.area.id], &[period])?;
            let asked = Question { entered: &entered, unit: &unit, period };
            let rows = measure::rows(ctx, asked, &line.criterion)?;
            let back = format!("{HOME}/{period}/{}", unit.area.code);
            let row = shown(line, &back);
            let sum = |rows: &[CountedRow]| numbers::print_integer(measure::added(rows));
            let shell = ctx
                .shell(format!("{}, {}", line.criterion.title, unit.area.in_sentence()))?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Chấm điểm", HOME)
                .crumb(period.label(), format!("{HOME}/{period}"))
                .crumb(&unit.area.name, &back)
                .crumb(&line.criterion.code, format!("{back}/{}", line.criterion.code));
            Answer::page(&EvidencePage {
                shell,
                name: unit.area.name.clone(),
                label: period.label(),
                points: format!("{}/{}", row.points, row.weight),
                row,
                how: how(line),
                counted_caption: format!("Được đếm: {}", sum(&rows.counted)),
                whole_caption: format!(
                    "Mẫu số: {}",
                    rows.whole.as_deref().map_or_else(|| "0".to_owned(), sum)
                ),
                counted: rows.counted,
                whole: rows.whole,
                is_open: rows.is_open,
                is_gap: line.figure.is_gap(),
                back,
            })
        })
        .await
}

/// How the points came about, in words.
fn how(line: &Line) -> String {
    match (&line.judged.judgement, line.criterion.comparison) {
        (Judgement::Met, _) => "Đạt chỉ tiêu: được trọn điểm.".to_owned(),
        (Judgement::Missed, Comparison::AtLeast) => {
            "Chưa đạt: điểm bằng trọng số nhân kết quả chia chỉ tiêu, bỏ phần lẻ dưới một phần trăm điểm."
                .to_owned()
        }
        (Judgement::Missed, Comparison::AtMost) => "Quá mức cho phép: không được điểm.".to_owned(),
        (Judgement::Nothing, _) => "Không phát sinh trong kỳ: không chấm.".to_owned(),
        (Judgement::Gap(_) | Judgement::NotAsked, _) => "Không tính vào tổng điểm.".to_owned(),
    }
}

struct Past {
    code: String,
    from: String,
    weight: i64,
    target: i64,
    paper: String,
    reason: String,
    by: String,
    at: String,
}

#[derive(Template)]
#[template(path = "scorecard/criteria.html")]
pub(crate) struct CriteriaPage {
    shell: Shell,
    form: Form,
    rows: Vec<(Head, String)>,
    past: Vec<Past>,
    choices: Vec<(String, String)>,
    may_decide: bool,
}

/// Whoever may take decisions down, and nobody else, finds the form.
pub(crate) fn require_decide(ctx: &mut Ctx<'_>) -> Result<(), Problem> {
    let home = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
    if policy::may(ctx.actor, Action::Decide, home.area_id, None) { Ok(()) } else { Err(Problem::NotFound) }
}

pub(crate) fn criteria_page(ctx: &mut Ctx<'_>, form: Form) -> Result<CriteriaPage, Problem> {
    let period = Period::Quarter(Quarter::of(ctx.today));
    let frame = Frame::load(ctx, period)?;
    // Whoever reads a card reads what it is judged by
    frame.units(ctx, period)?;
    let sources = frame.criteria(period).into_iter().map(|(one, _)| one.source);
    let rows: Vec<(Head, String)> = heads(&frame, period).into_iter().zip(sources).collect();
    let past = store::changes(ctx.tx, frame.council.id)?
        .into_iter()
        .map(|one| Past {
            from: dates::print(one.from_on),
            at: dates::print(dates::date_of(one.made_ms)),
            code: one.code,
            weight: one.weight,
            target: one.target,
            paper: one.paper,
            reason: one.reason,
            by: one.actor,
        })
        .collect();
    let choices =
        rows.iter().map(|(one, _)| (one.code.clone(), format!("{} {}", one.code, one.title))).collect();
    let shell = ctx
        .shell("Tiêu chí chấm điểm")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Chấm điểm", HOME)
        .crumb("Tiêu chí", format!("{HOME}/tieu-chi"))
        .with_faults_of(&form);
    let may_decide = policy::may(ctx.actor, Action::Decide, frame.area.id, frame.area.parent_id);
    Ok(CriteriaPage { shell, form, rows, past, choices, may_decide })
}

pub(crate) async fn criteria(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let from = dates::print(upon(ctx, Period::Quarter(Quarter::of(ctx.today))));
            let form = Form::with(&[("tu-ngay", from.as_str())]);
            Answer::page(&criteria_page(ctx, form)?)
        })
        .await
}
