//! The rules: what a plan may become, how far a line has come, and whether it will get there.
//! Whole numbers only: a value is an integer of the last of its decimals.

use std::collections::HashMap;

use db::text_enum;
use kernel::{Date, ObjectiveId, dates, numbers, text};

use crate::model::{Direction, Figure, FigureState, Indicator, Kind, Line, NewLine, PlanState, Refusal};
use crate::period::{FigurePeriod, label_of};

/// A forecast that comes to this share of the way from baseline to target is on track; below it
/// the line is at risk. Shown on every page that warns.
pub const ON_TRACK_PERCENT: i64 = 95;

/// Lines of a plan at most.
pub const LINES_MAX: usize = 500;

/// A value has at most so many digits, so that nothing overflows.
pub const VALUE_MAX: i64 = 1_000_000_000_000_000;

text_enum! {
    /// How a line stands.
    pub enum Standing {
        /// The target is reached.
        Reached = "reached", "Đạt";
        /// At this pace it will be.
        OnTrack = "on_track", "Đúng tiến độ";
        /// At this pace it will not.
        AtRisk = "at_risk", "Có nguy cơ không đạt";
        /// Its day has passed.
        Overdue = "overdue", "Quá hạn chưa đạt";
        /// Nobody has approved a figure.
        NoFigure = "no_figure", "Chưa có số liệu";
        /// The task was done in time.
        Done = "done", "Hoàn thành";
        /// It was done late.
        DoneLate = "done_late", "Hoàn thành trễ hạn";
        /// It is being done.
        Open = "open", "Đang thực hiện";
        /// Its day has passed.
        Late = "late", "Quá hạn chưa hoàn thành";
    }
}

impl Standing {
    /// What the council is warned of.
    pub const fn is_off_track(self) -> bool {
        matches!(self, Self::AtRisk | Self::Overdue | Self::Late)
    }

    /// What counts as done in the share of the line above.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Reached | Self::Done | Self::DoneLate)
    }
}

/// The rule in words, as pages show it.
pub fn forecast_rule() -> String {
    format!(
        "Dự báo đến hạn kéo dài đường thẳng từ số gốc qua số liệu đã duyệt mới nhất. Dự báo được từ {ON_TRACK_PERCENT}% mức phải tăng, giảm trở lên là đúng tiến độ, dưới đó là có nguy cơ không đạt; chỉ tiêu giữ không vượt thì dự báo phải trong kế hoạch. Qua hạn mà chưa đạt là quá hạn."
    )
}

/// How the share of a line above is counted, as pages show it.
pub const SHARE_RULE: &str = "Mục tiêu, giải pháp tính theo số mục con đã đạt hoặc hoàn thành trên tổng số mục con; giải pháp không có mục con thì không tính.";

/// Sends a plan.
pub fn send(state: PlanState, counted: usize) -> Result<PlanState, Refusal> {
    if !matches!(state, PlanState::Draft | PlanState::Returned) {
        return Err(Refusal::WrongState(state));
    }
    if counted == 0 {
        return Err(Refusal::EmptyPlan);
    }
    Ok(PlanState::Sent)
}

/// Takes a plan up.
pub const fn accept(state: PlanState) -> Result<PlanState, Refusal> {
    match state {
        PlanState::Sent => Ok(PlanState::Accepted),
        PlanState::Draft | PlanState::Accepted | PlanState::Returned => Err(Refusal::WrongState(state)),
    }
}

/// Gives a plan back, also one that is carried out and has to be changed.
pub const fn give_back(state: PlanState) -> Result<PlanState, Refusal> {
    match state {
        PlanState::Sent | PlanState::Accepted => Ok(PlanState::Returned),
        PlanState::Draft | PlanState::Returned => Err(Refusal::WrongState(state)),
    }
}

/// Whether a line of one kind may stand under a line of another.
pub fn check_parent(parent: Kind, child: Kind) -> Result<(), Refusal> {
    let fits = match parent {
        Kind::Objective => true,
        // What is measured is broken down, and worked towards
        Kind::Indicator => !matches!(child, Kind::Objective),
        Kind::Measure => matches!(child, Kind::Task | Kind::Measure),
        Kind::Task => matches!(child, Kind::Task | Kind::Measure),
    };
    if fits { Ok(()) } else { Err(Refusal::WrongParent(child.label(), parent.label())) }
}

/// Whether a line can be as it is written.
pub fn check_line(new: &NewLine) -> Result<(), Refusal> {
    match (new.kind, &new.indicator) {
        (Kind::Indicator, Some(indicator)) => check_indicator(indicator),
        (Kind::Indicator, None) => Err(Refusal::NoDue),
        (Kind::Task, _) if new.due_on.is_none() => Err(Refusal::NoDue),
        (Kind::Objective | Kind::Task | Kind::Measure, _) => Ok(()),
    }
}

fn check_indicator(one: &Indicator) -> Result<(), Refusal> {
    if one.due_on <= one.baseline_on {
        return Err(Refusal::DueNotLater);
    }
    if !one.is_cumulative && one.baseline != 0 {
        return Err(Refusal::TargetAgainstDirection("tính trong kỳ", "có số gốc bằng 0, không nhập khác"));
    }
    match one.direction {
        Direction::Up if one.target <= one.baseline => {
            Err(Refusal::TargetAgainstDirection(Direction::Up.label(), "lớn hơn"))
        }
        Direction::Down if one.baseline <= one.target => {
            Err(Refusal::TargetAgainstDirection(Direction::Down.label(), "nhỏ hơn"))
        }
        Direction::Up | Direction::Down | Direction::AtMost => Ok(()),
    }
}

/// Whether a figure of a period may be entered for an indicator beside those there are.
pub fn check_period(
    indicator: &Indicator,
    period: FigurePeriod,
    known: &[Figure],
    today: Date,
) -> Result<(), Refusal> {
    if today <= period.to() {
        return Err(Refusal::PeriodNotOver(dates::print(period.to())));
    }
    if period.to() <= indicator.baseline_on {
        return Err(Refusal::BeforeBaseline(dates::print(indicator.baseline_on)));
    }
    if indicator.due_on < period.from() {
        return Err(Refusal::BeforeBaseline(format!("hạn {}", dates::print(indicator.due_on))));
    }
    let own = period.to_string();
    let clash = known.iter().find(|one| {
        one.period != own
            && if indicator.is_cumulative {
                one.to_on == period.to()
            } else {
                one.from_on <= period.to() && period.from() <= one.to_on
            }
    });
    clash.map_or(Ok(()), |one| Err(Refusal::Overlaps(label_of(&one.period))))
}

/// What an indicator has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The value.
    pub value: i64,
    /// The same time of the year before.
    pub before: Option<i64>,
    /// The last day that it tells of.
    pub at: Date,
}

/// What was reached up to a day, by approved figures: the newest of a cumulative indicator, the
/// sum of the others.
pub fn reached(indicator: &Indicator, figures: &[Figure], on: Date) -> Option<Reached> {
    let mut known: Vec<&Figure> =
        figures.iter().filter(|one| one.state == FigureState::Approved && one.to_on <= on).collect();
    known.sort_by_key(|one| one.to_on);
    let last = *known.last()?;
    if indicator.is_cumulative {
        return Some(Reached { value: last.value, before: last.value_before, at: last.to_on });
    }
    let value = known.iter().map(|one| one.value).fold(0_i64, i64::saturating_add);
    let before =
        known.iter().map(|one| one.value_before).try_fold(0_i64, |sum, one| Some(sum.saturating_add(one?)));
    Some(Reached { value, before, at: last.to_on })
}

/// What an indicator came to in exactly this period, by approved figures: its own figure, the
/// figure of the same time under another name, or the sum of periods that fill it.
pub fn reached_in(indicator: &Indicator, figures: &[Figure], period: FigurePeriod) -> Option<Reached> {
    let approved = || figures.iter().filter(|one| one.state == FigureState::Approved);
    if indicator.is_cumulative {
        let one = approved().find(|one| one.to_on == period.to())?;
        return Some(Reached { value: one.value, before: one.value_before, at: one.to_on });
    }
    let mut inside: Vec<&Figure> =
        approved().filter(|one| period.from() <= one.from_on && one.to_on <= period.to()).collect();
    inside.sort_by_key(|one| one.from_on);
    let mut next = period.from();
    for one in &inside {
        if one.from_on != next {
            return None;
        }
        next = one.to_on.tomorrow().ok()?;
    }
    if inside.is_empty() || next != period.to().tomorrow().ok()? {
        return None;
    }
    let value = inside.iter().map(|one| one.value).fold(0_i64, i64::saturating_add);
    let before =
        inside.iter().map(|one| one.value_before).try_fold(0_i64, |sum, one| Some(sum.saturating_add(one?)));
    Some(Reached { value, before, at: period.to() })
}

/// How far an indicator has come: `part` of `whole` of the way from baseline to target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The way behind.
    pub part: i64,
    /// The whole way; above zero.
    pub whole: i64,
}

impl Share {
    /// "62,5%".
    pub fn print(self) -> String {
        numbers::percent(self.part, self.whole).unwrap_or_default()
    }
}

/// The share of the way; none of an indicator that is only not to be exceeded.
pub fn progress(indicator: &Indicator, value: i64) -> Option<Share> {
    let (part, whole) = match indicator.direction {
        Direction::Up => {
            (value.saturating_sub(indicator.baseline), indicator.target.saturating_sub(indicator.baseline))
        }
        Direction::Down => {
            (indicator.baseline.saturating_sub(value), indicator.baseline.saturating_sub(indicator.target))
        }
        Direction::AtMost => return None,
    };
    (0 < whole).then_some(Share { part, whole })
}

fn days(from: Date, to: Date) -> i128 {
    i128::from(from.until(to).map_or(0, |span| span.get_days()))
}

/// The value on the due day, on the straight line from the baseline through what was reached;
/// rounded half away from zero. None when nothing was reached after the baseline's day.
pub fn forecast(indicator: &Indicator, reached: Reached) -> Option<i64> {
    let (change, whole, behind) = line(indicator, reached)?;
    let doubled = change * whole * 2;
    let away = if doubled < 0 { -behind } else { behind };
    let rounded = (doubled + away) / (behind * 2);
    i64::try_from(i128::from(indicator.baseline) + rounded).ok()
}

/// Change so far, days from baseline to due, days behind.
fn line(indicator: &Indicator, reached: Reached) -> Option<(i128, i128, i128)> {
    let behind = days(indicator.baseline_on, reached.at);
    if behind <= 0 {
        return None;
    }
    let whole = days(indicator.baseline_on, indicator.due_on).max(behind);
    Some((i128::from(reached.value) - i128::from(indicator.baseline), whole, behind))
}

/// Whether the straight line leads to the target, to [`ON_TRACK_PERCENT`] of the way.
fn is_on_track(indicator: &Indicator, reached: Reached) -> bool {
    let Some((change, whole, behind)) = line(indicator, reached) else { return true };
    let needed = i128::from(indicator.target) - i128::from(indicator.baseline);
    let (ahead, due) = (change * whole * 100, needed * behind);
    match indicator.direction {
        Direction::Up => due * i128::from(ON_TRACK_PERCENT) <= ahead,
        Direction::Down => ahead <= due * i128::from(ON_TRACK_PERCENT),
        Direction::AtMost => reached.value <= indicator.target && ahead <= due * 100,
    }
}

/// How an indicator stands on a day.
pub fn judge(indicator: &Indicator, reached: Option<Reached>, today: Date) -> Standing {
    let is_over = indicator.due_on < today;
    let Some(reached) = reached else {
        return if is_over { Standing::Overdue } else { Standing::NoFigure };
    };
    let is_reached = match indicator.direction {
        Direction::Up => indicator.target <= reached.value,
        Direction::Down => reached.value <= indicator.target,
        // Nothing is kept before the day is over
        Direction::AtMost => reached.value <= indicator.target && indicator.due_on <= reached.at,
    };
    if is_reached {
        return Standing::Reached;
    }
    if is_over {
        return Standing::Overdue;
    }
    if is_on_track(indicator, reached) { Standing::OnTrack } else { Standing::AtRisk }
}

/// How a task stands on a day.
pub fn judge_task(due_on: Date, done_on: Option<Date>, today: Date) -> Standing {
    match done_on {
        Some(done) if done <= due_on => Standing::Done,
        Some(_) => Standing::DoneLate,
        None if due_on < today => Standing::Late,
        None => Standing::Open,
    }
}

/// How a line stands on a day, as far as it says itself.
pub fn standing(line: &Line, figures: &[Figure], today: Date) -> Option<Standing> {
    match line.kind {
        Kind::Indicator => {
            let indicator = line.indicator()?;
            Some(judge(&indicator, reached(&indicator, figures, today), today))
        }
        Kind::Task => Some(judge_task(line.due_on?, line.done_on, today)),
        Kind::Objective | Kind::Measure => None,
    }
}

/// Where lines stand, by line.
pub type Standings = HashMap<ObjectiveId, Standing>;

/// Done and all of the lines below each line that says nothing itself, by count.
pub fn shares(lines: &[Line], standings: &Standings) -> HashMap<ObjectiveId, (usize, usize)> {
    let mut below: HashMap<ObjectiveId, Vec<&Line>> = HashMap::new();
    for line in lines {
        if let Some(parent) = line.parent_id {
            below.entry(parent).or_default().push(line);
        }
    }
    let mut shares = HashMap::new();
    for line in lines {
        count(line, &below, standings, &mut shares, 0);
    }
    shares
}

/// Deeper than this no plan goes; the store keeps lines from standing under themselves.
const DEPTH_MAX: usize = 20;

/// Whether a line counts as done; none when it does not count.
fn count(
    line: &Line,
    below: &HashMap<ObjectiveId, Vec<&Line>>,
    standings: &Standings,
    shares: &mut HashMap<ObjectiveId, (usize, usize)>,
    depth: usize,
) -> Option<bool> {
    if let Some(standing) = standings.get(&line.id) {
        return Some(standing.is_done());
    }
    if DEPTH_MAX < depth {
        return None;
    }
    let (done, all) = if let Some(known) = shares.get(&line.id) {
        *known
    } else {
        let children = below.get(&line.id).map(Vec::as_slice).unwrap_or_default();
        let counted: Vec<bool> =
            children.iter().filter_map(|one| count(one, below, standings, shares, depth + 1)).collect();
        let found = (counted.iter().filter(|done| **done).count(), counted.len());
        shares.insert(line.id, found);
        found
    };
    (0 < all).then_some(done == all)
}

/// A value as it is printed: "1.234,5".
pub fn print_value(value: i64, decimals: u32) -> String {
    numbers::print_decimal(value, decimals)
}

/// Reads a typed value with at most so many decimals: "1.234,5", "-0,5", "12%".
pub fn parse_value(typed: &str, decimals: u32) -> Result<i64, String> {
    let line = text::clean_line(typed);
    let plain = line.strip_suffix('%').map_or(line.as_str(), str::trim_end);
    let (sign, unsigned) = plain.strip_prefix('-').map_or((1, plain), |rest| (-1, rest));
    let (whole, part) =
        unsigned.split_once(',').map_or((unsigned, None), |(whole, part)| (whole, Some(part)));
    let shown = text::truncate_words(&line, 40);
    let not_a_number = || {
        format!("“{shown}” không phải là số. Phần nghìn dùng dấu chấm, phần lẻ dùng dấu phẩy, ví dụ 1.234,5.")
    };
    if whole.starts_with('-')
        || part.is_some_and(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(not_a_number());
    }
    let whole = numbers::parse_integer(whole).map_err(|_| not_a_number())?;
    // What a spreadsheet fills up with zeros says nothing more
    let part = part.unwrap_or_default().trim_end_matches('0');
    let places = usize::try_from(decimals).unwrap_or(0);
    if places < part.len() {
        return Err(match decimals {
            0 => format!("“{shown}” có phần lẻ. Chỉ tiêu này ghi số nguyên."),
            _ => format!("“{shown}” có {} số lẻ, chỉ tiêu này ghi tối đa {decimals}.", part.len()),
        });
    }
    let digits = format!("{part:0<places$}");
    let fraction: i64 = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| not_a_number())? };
    whole
        .checked_mul(10_i64.pow(decimals.min(9)))
        .and_then(|scaled| scaled.checked_add(fraction))
        .filter(|value| *value <= VALUE_MAX)
        .map(|value| value * sign)
        .ok_or_else(|| format!("Số “{shown}” quá lớn. Kiểm tra lại số chữ số."))
}

#[cfg(test)]
mod tests;
