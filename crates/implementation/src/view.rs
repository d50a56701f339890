//! A plan as pages show it: lines in the order of their tree, each with how far it has come.

use std::collections::HashMap;

use directory::Area;
use kernel::{AreaId, Date, ObjectiveId, OrganizationId, ResolutionId, dates};
use kit::ui::{Badge, BadgeKind};

use crate::model::{Direction, Figure, FigureState, Indicator, Kind, Line, PlanState};
use crate::period::{FigurePeriod, label_of};
use crate::rules::{self, Reached, Standing};

/// The badge of a plan.
pub(crate) fn plan_badge(state: PlanState) -> Badge {
    match state {
        PlanState::Draft => Badge::draft(state.label()),
        PlanState::Sent => Badge::waiting(state.label()),
        PlanState::Accepted => Badge::new(BadgeKind::Dang, state.label()),
        PlanState::Returned => Badge::new(BadgeKind::Chuyen, state.label()),
    }
}

/// The badge of a line.
pub(crate) fn badge(standing: Standing) -> Badge {
    let kind = match standing {
        Standing::Reached | Standing::Done | Standing::DoneLate => BadgeKind::Xong,
        Standing::OnTrack | Standing::Open => BadgeKind::Dang,
        Standing::AtRisk => BadgeKind::Cho,
        Standing::Overdue | Standing::Late => BadgeKind::Qua,
        Standing::NoFigure => BadgeKind::Nghi,
    };
    Badge::new(kind, standing.label())
}

/// The names that rows are printed with.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) bodies: HashMap<OrganizationId, String>,
    pub(crate) areas: HashMap<AreaId, Area>,
}

impl Names {
    /// The names for these lines.
    pub(crate) fn load(tx: &mut db::Tx, lines: &[Line]) -> db::Result<Self> {
        let mut ids: Vec<AreaId> = lines.iter().filter_map(|line| line.area_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let areas = directory::areas_of_ids(tx, &ids)?.into_iter().map(|area| (area.id, area)).collect();
        Ok(Self { bodies: directory::names(tx)?, areas })
    }

    pub(crate) fn body(&self, id: OrganizationId) -> String {
        self.bodies.get(&id).cloned().unwrap_or_default()
    }

    pub(crate) fn area(&self, id: Option<AreaId>) -> String {
        id.and_then(|id| self.areas.get(&id)).map(|area| area.name.clone()).unwrap_or_default()
    }
}

/// A line as a row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: Line,
    /// "1.2".
    pub(crate) number: String,
    pub(crate) lead: String,
    pub(crate) area: String,
    pub(crate) standing: Option<Standing>,
    pub(crate) badge: Option<Badge>,
    /// The numbers of an indicator.
    pub(crate) measured: Option<Measured>,
    /// "3 trên 5 mục con": of a line that counts those below it.
    pub(crate) share: String,
    pub(crate) due: String,
    pub(crate) done: String,
    /// How it stands, in a sentence.
    pub(crate) words: String,
}

/// The numbers of an indicator, printed and as they are.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    pub(crate) one: Indicator,
    pub(crate) reached: Option<Reached>,
    pub(crate) baseline: String,
    pub(crate) target: String,
    pub(crate) actual: String,
    pub(crate) before: String,
    /// "30/9/2020".
    pub(crate) at: String,
    pub(crate) progress: String,
    pub(crate) forecast: String,
}

impl Measured {
    pub(crate) fn of(one: Indicator, reached: Option<Reached>) -> Self {
        let print = |value: i64| rules::print_value(value, one.decimals);
        Self {
            baseline: print(one.baseline),
            target: print(one.target),
            actual: reached.map(|known| print(known.value)).unwrap_or_default(),
            before: reached.and_then(|known| known.before).map(print).unwrap_or_default(),
            at: reached.map(|known| dates::print(known.at)).unwrap_or_default(),
            progress: match (one.direction, reached) {
                (Direction::AtMost, Some(known)) if known.value <= one.target => "trong kế hoạch".to_owned(),
                (Direction::AtMost, Some(_)) => "vượt kế hoạch".to_owned(),
                (_, Some(known)) => {
                    rules::progress(&one, known.value).map(rules::Share::print).unwrap_or_default()
                }
                (_, None) => String::new(),
            },
            forecast: reached.and_then(|known| rules::forecast(&one, known)).map(print).unwrap_or_default(),
            reached,
            one,
        }
    }
}

/// How a line stands, in a sentence.
fn words(
    line: &Line,
    standing: Option<Standing>,
    measured: Option<&Measured>,
    share: &str,
    today: Date,
) -> String {
    let due = line.due_on.map(dates::print).unwrap_or_default();
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days());
    match (standing, measured) {
        (Some(Standing::NoFigure), _) => "Chưa có số liệu được duyệt.".to_owned(),
        (Some(standing), Some(measured)) => {
            let unit = &measured.one.unit;
            let reached = if measured.actual.is_empty() {
                "Chưa có số liệu được duyệt".to_owned()
            } else {
                format!(
                    "Đến {} thực hiện {} {unit}, kế hoạch {} {unit}",
                    measured.at, measured.actual, measured.target
                )
            };
            match standing {
                Standing::AtRisk => {
                    format!("{reached}; với tiến độ này đến hạn {due} chỉ là {} {unit}.", measured.forecast)
                }
                Standing::OnTrack => {
                    format!("{reached}; dự báo đến hạn {due} là {} {unit}.", measured.forecast)
                }
                Standing::Overdue => format!(
                    "{reached}; hạn {due} đã qua {} ngày.",
                    line.due_on.map_or(0, |due| days(due, today))
                ),
                _ => format!("{reached}."),
            }
        }
        (Some(Standing::Late), None) => {
            format!("Chậm {} ngày so với hạn {due}.", line.due_on.map_or(0, |due| days(due, today)))
        }
        (Some(Standing::DoneLate), None) => {
            let late = line.due_on.zip(line.done_on).map_or(0, |(due, done)| days(due, done));
            format!("Hoàn thành chậm {late} ngày.")
        }
        (Some(Standing::Open), None) => format!("Hạn {due}."),
        (None, _) if !share.is_empty() => format!("{share}."),
        _ => String::new(),
    }
}

/// The lines of plans as rows, each plan's tree in its order.
pub(crate) fn rows(lines: &[Line], figures: &[Figure], names: &Names, today: Date) -> Vec<Row> {
    let mut by_line: HashMap<ObjectiveId, Vec<Figure>> = HashMap::new();
    for figure in figures {
        by_line.entry(figure.objective_id).or_default().push(figure.clone());
    }
    let of = |line: &Line| by_line.get(&line.id).map(Vec::as_slice).unwrap_or_default();
    let standings: HashMap<ObjectiveId, Standing> =
        lines.iter().filter_map(|line| Some((line.id, rules::standing(line, of(line), today)?))).collect();
    let shares = rules::shares(lines, &standings);
    in_order(lines)
        .into_iter()
        .map(|(line, number)| {
            let standing = standings.get(&line.id).copied();
            let measured = line.indicator().map(|one| {
                let reached = rules::reached(&one, of(line), today);
                Measured::of(one, reached)
            });
            let share = match shares.get(&line.id) {
                Some((done, all)) if 0 < *all && standing.is_none() => {
                    format!("{done} trên {all} mục con đạt, hoàn thành")
                }
                _ => String::new(),
            };
            Row {
                words: words(line, standing, measured.as_ref(), &share, today),
                number,
                lead: names.body(line.lead_id),
                area: names.area(line.area_id),
                badge: standing.map(badge),
                standing,
                measured,
                share,
                due: line.due_on.map(dates::print).unwrap_or_default(),
                done: line.done_on.map(dates::print).unwrap_or_default(),
                line: line.clone(),
            }
        })
        .collect()
}

/// The lines in the order of their trees, with their numbers.
pub(crate) fn in_order(lines: &[Line]) -> Vec<(&Line, String)> {
    fn walk<'a>(
        below: &HashMap<(ResolutionId, Option<ObjectiveId>), Vec<&'a Line>>,
        at: (ResolutionId, Option<ObjectiveId>),
        head: &str,
        out: &mut Vec<(&'a Line, String)>,
    ) {
        for (line, number) in below.get(&at).map(Vec::as_slice).unwrap_or_default().iter().zip(1..) {
            let number = if head.is_empty() { number.to_string() } else { format!("{head}.{number}") };
            out.push((line, number.clone()));
            walk(below, (line.plan_id, Some(line.id)), &number, out);
        }
    }
    let known: std::collections::HashSet<ObjectiveId> = lines.iter().map(|line| line.id).collect();
    let mut below: HashMap<(ResolutionId, Option<ObjectiveId>), Vec<&Line>> = HashMap::new();
    let mut plans: Vec<ResolutionId> = Vec::new();
    for line in lines {
        // A line whose parent is not among those shown stands at the top
        let parent = line.parent_id.filter(|parent| known.contains(parent));
        below.entry((line.plan_id, parent)).or_default().push(line);
        if !plans.contains(&line.plan_id) {
            plans.push(line.plan_id);
        }
    }
    let mut out = Vec::with_capacity(lines.len());
    for plan in plans {
        walk(&below, (plan, None), "", &mut out);
    }
    out
}

/// How many of a plan's lines stand how, for a row of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) indicators: usize,
    pub(crate) reached: usize,
    pub(crate) on_track: usize,
    pub(crate) tasks: usize,
    pub(crate) done: usize,
    pub(crate) off_track: usize,
}

impl Sum {
    pub(crate) fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let rows: Vec<&Row> = rows.collect();
        let indicators: std::collections::HashSet<ObjectiveId> =
            rows.iter().filter(|row| row.line.kind == Kind::Indicator).map(|row| row.line.id).collect();
        let mut sum = Self::default();
        for row in rows {
            let Some(standing) = row.standing else { continue };
            // What an indicator is broken down into is not another indicator
            if row.line.kind == Kind::Indicator
                && row.line.parent_id.is_some_and(|parent| indicators.contains(&parent))
            {
                continue;
            }
            match row.line.kind {
                Kind::Indicator => {
                    sum.indicators += 1;
                    sum.reached += usize::from(standing.is_done());
                    sum.on_track += usize::from(standing == Standing::OnTrack);
                }
                Kind::Task => {
                    sum.tasks += 1;
                    sum.done += usize::from(standing.is_done());
                }
                Kind::Objective | Kind::Measure => {}
            }
            sum.off_track += usize::from(standing.is_off_track());
        }
        sum
    }
}

/// A figure as a row of a line's table.
pub(crate) struct FigureRow {
    pub(crate) one: Figure,
    pub(crate) period: String,
    pub(crate) value: String,
    pub(crate) before: String,
    pub(crate) approved: String,
    pub(crate) badge: Badge,
    /// How the line stood by what was approved up to this period.
    pub(crate) judged: Option<Badge>,
    pub(crate) forecast: String,
}

/// The figures of a line, the newest period first, each revision.
pub(crate) fn figure_rows(line: &Line, figures: &[Figure]) -> Vec<FigureRow> {
    let Some(one) = line.indicator() else { return Vec::new() };
    let mut rows: Vec<FigureRow> = figures
        .iter()
        .map(|figure| {
            let is_current = figure.state == FigureState::Approved;
            let reached = rules::reached(&one, figures, figure.to_on).filter(|_| is_current);
            let print = |value: i64| rules::print_value(value, one.decimals);
            FigureRow {
                period: label_of(&figure.period),
                value: print(figure.value),
                before: figure.value_before.map(print).unwrap_or_default(),
                approved: figure.approved_on.map(dates::print).unwrap_or_default(),
                badge: match figure.state {
                    FigureState::Entered => Badge::waiting(figure.state.label()),
                    FigureState::Approved => Badge::done(figure.state.label()),
                    FigureState::Replaced => Badge::draft(figure.state.label()),
                },
                judged: reached.map(|known| badge(rules::judge(&one, Some(known), figure.to_on))),
                forecast: reached
                    .and_then(|known| rules::forecast(&one, known))
                    .map(print)
                    .unwrap_or_default(),
                one: figure.clone(),
            }
        })
        .collect();
    rows.reverse();
    rows
}

/// The periods of these figures, in the order of their last days.
pub(crate) fn periods(figures: &[Figure]) -> Vec<FigurePeriod> {
    let mut all: Vec<FigurePeriod> = figures.iter().filter_map(|one| one.period.parse().ok()).collect();
    all.sort_by_key(|one| (one.to(), std::cmp::Reverse(one.from())));
    all.dedup();
    all
}
