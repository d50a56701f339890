//! A plan with its figures as one table, out and in in the same shape: a line a row, and three
//! columns for each period (what was reached, the same period of the year before, the source).

use std::collections::HashMap;

use kernel::{AreaId, Date, ObjectiveEntryId, ObjectiveId, OrganizationId, ResolutionId, dates, text};
use kit::{Ctx, Error};
use papers::pasted::{CellFault, cells, folded};
use papers::{Cell, Column, Table};

use crate::common::{Result, areas, bodies, hit, permitted, record};
use crate::figures::{self, Change};
use crate::model::{
    Direction, EntryKind, Figure, FigureState, Indicator, Kind, Line, NewFigure, NewLine, Plan, PlanState,
    Refusal, Sector,
};
use crate::period::FigurePeriod;
use crate::policy::Action;
use crate::view::{self, Names};
use crate::{actions, rules, store};

/// The columns of a line.
const HEADS: [&str; 18] = [
    "STT",
    "Loại",
    "Nội dung",
    "Lĩnh vực",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Xã, thị trấn",
    "Đơn vị tính",
    "Số lẻ",
    "Số gốc",
    "Ngày gốc",
    "Kế hoạch",
    "Chiều",
    "Cách tính",
    "Hạn",
    "Ngày hoàn thành",
    "Minh chứng",
    "Ghi chú",
];

const CUMULATIVE: &str = "Lũy kế";
const SINGLE: &str = "Trong kỳ";

/// The heads of a period's three columns.
fn period_heads(period: FigurePeriod) -> [String; 3] {
    let label = period.label();
    [format!("Thực hiện {label}"), format!("Cùng kỳ {label}"), format!("Nguồn {label}")]
}

/// The newest figure of each period that is not replaced.
fn current(figures: &[Figure]) -> impl Iterator<Item = &Figure> {
    figures.iter().filter(|one| {
        one.state != FigureState::Replaced
            && !figures.iter().any(|other| {
                other.objective_id == one.objective_id
                    && other.period == one.period
                    && other.revision > one.revision
            })
    })
}

/// The table of a plan.
pub(crate) fn table(lines: &[Line], figures: &[Figure], names: &Names) -> Table {
    let shown: Vec<Figure> = current(figures).cloned().collect();
    let periods = view::periods(&shown);
    let mut columns: Vec<Column> =
        HEADS.map(|head| Column::left(head, if head == "Nội dung" { 5 } else { 2 })).to_vec();
    for period in &periods {
        let [value, before, source] = period_heads(*period);
        columns.extend([Column::right(value, 2), Column::right(before, 2), Column::left(source, 3)]);
    }
    let rows = view::in_order(lines)
        .into_iter()
        .map(|(line, number)| {
            let one = line.indicator();
            let print = |value: i64| {
                one.as_ref().map(|one| rules::print_value(value, one.decimals)).unwrap_or_default()
            };
            let of = |value: Option<i64>| Cell::text(value.map(print).unwrap_or_default());
            let day = |on: Option<Date>| Cell::text(on.map(dates::print).unwrap_or_default());
            let mut row = vec![
                Cell::text(number),
                Cell::text(line.kind.label()),
                Cell::text(&line.text),
                Cell::text(line.sector.label()),
                Cell::text(names.body(line.lead_id)),
                Cell::text(&line.cooperating),
                Cell::text(names.area(line.area_id)),
                Cell::text(line.unit.as_deref().unwrap_or_default()),
                Cell::text(line.decimals.map(|count| count.to_string()).unwrap_or_default()),
                of(line.baseline),
                day(line.baseline_on),
                of(line.target),
                Cell::text(line.direction.map_or("", Direction::label)),
                Cell::text(match line.is_cumulative {
                    Some(true) => CUMULATIVE,
                    Some(false) => SINGLE,
                    None => "",
                }),
                day(line.due_on),
                day(line.done_on),
                Cell::text(&line.evidence),
                Cell::text(if line.is_demonstration { "dữ liệu minh họa" } else { "" }),
            ];
            for period in &periods {
                let own = period.to_string();
                let figure = shown.iter().find(|one| one.objective_id == line.id && one.period == own);
                row.push(of(figure.map(|one| one.value)));
                row.push(of(figure.and_then(|one| one.value_before)));
                row.push(Cell::text(figure.map_or("", |one| one.source.as_str())));
            }
            row
        })
        .collect();
    Table { caption: String::new(), columns, rows, notes: Vec::new() }
}

/// A row as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    /// As counted in the table.
    pub(crate) row: usize,
    /// "1.2".
    pub(crate) number: String,
    pub(crate) kind: Kind,
    pub(crate) text: String,
    /// The line to be written; its parent is the row of the number above.
    pub(crate) new: NewLine,
    pub(crate) figures: Vec<(FigurePeriod, ReadFigure)>,
}

/// A figure as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadFigure {
    pub(crate) value: i64,
    pub(crate) before: Option<i64>,
    pub(crate) source: String,
}

/// A table as it was read: the rows without fault, and every fault.
pub(crate) struct ReadTable {
    pub(crate) rows: Vec<Read>,
    pub(crate) faults: Vec<CellFault>,
}

/// What the words of a table are held against.
pub(crate) struct Known {
    bodies: HashMap<String, OrganizationId>,
    areas: HashMap<String, AreaId>,
    default_body: OrganizationId,
    /// What is another unit's body becomes the People's Committee of this one.
    is_foreign: bool,
    today: Date,
}

impl Known {
    /// For the plan of a council.
    pub(crate) fn load(ctx: &mut Ctx<'_>, plan: &Plan, is_foreign: bool) -> db::Result<Self> {
        let allowed: Vec<OrganizationId> =
            bodies(ctx, plan.council_id)?.into_iter().map(|one| one.id).collect();
        let mut bodies = directory::bodies_by_name(ctx.tx, ctx.today)?;
        bodies.retain(|_, id| allowed.contains(id));
        let mut known = HashMap::new();
        if let Some(council) = directory::organization(ctx.tx, plan.council_id)? {
            let mut inside = areas(ctx, council.area_id)?;
            // A commune has none of its own; a table that it takes from another names its neighbours
            if inside.is_empty()
                && let Some(above) = directory::area(ctx.tx, council.area_id)?.and_then(|area| area.parent_id)
            {
                inside = areas(ctx, above)?;
            }
            for area in inside {
                known.insert(text::fold(area.bare_name()), area.id);
                known.insert(text::fold(&area.name), area.id);
            }
        }
        Ok(Self { bodies, areas: known, default_body: plan.body_id, is_foreign, today: ctx.today })
    }
}

/// A row's cells by the folded head of their column.
struct RowOfCells<'a> {
    heads: &'a [String],
    folded: &'a [String],
    typed: &'a [String],
    number: usize,
    faults: Vec<CellFault>,
}

impl RowOfCells<'_> {
    fn cell(&self, head: &str) -> &str {
        let wanted = folded(head);
        self.folded
            .iter()
            .position(|one| *one == wanted)
            .and_then(|at| self.typed.get(at))
            .map_or("", String::as_str)
            .trim()
    }

    fn fault(&mut self, head: &str, message: impl Into<String>) {
        let wanted = folded(head);
        let own = self.folded.iter().position(|one| *one == wanted).and_then(|at| self.heads.get(at));
        self.faults.push(CellFault::new(self.number, own.map_or(head, String::as_str), message));
    }

    fn day(&mut self, head: &str, today: Date) -> Option<Date> {
        let typed = self.cell(head).to_owned();
        match dates::parse(&typed, today) {
            Ok(day) => Some(day),
            Err(_) if typed.is_empty() => {
                self.fault(head, "Nhập ngày.");
                None
            }
            Err(fault) => {
                self.fault(head, fault.to_string());
                None
            }
        }
    }

    fn value(&mut self, head: &str, decimals: u32) -> Option<i64> {
        let typed = self.cell(head).to_owned();
        match rules::parse_value(&typed, decimals) {
            Ok(value) => Some(value),
            Err(_) if typed.is_empty() => {
                self.fault(head, "Nhập số.");
                None
            }
            Err(fault) => {
                self.fault(head, fault);
                None
            }
        }
    }

    fn indicator(&mut self, today: Date) -> Option<Indicator> {
        let unit = text::clean_line(self.cell("Đơn vị tính"));
        if unit.is_empty() || unit.chars().count() > 60 {
            self.fault("Đơn vị tính", "Ghi đơn vị tính, tối đa 60 ký tự.");
        }
        let decimals = match self.cell("Số lẻ") {
            "" => Some(0),
            typed => typed.parse().ok().filter(|count| *count <= 3),
        };
        if decimals.is_none() {
            self.fault("Số lẻ", "Ghi 0, 1, 2 hoặc 3.");
        }
        let places = decimals.unwrap_or(3);
        let baseline = self.value("Số gốc", places);
        let baseline_on = self.day("Ngày gốc", today);
        let target = self.value("Kế hoạch", places);
        let direction = papers::pasted::word(
            self.cell("Chiều"),
            Direction::ALL.iter().map(|one| (one.label(), *one)),
            &[("tang", Direction::Up), ("giam", Direction::Down), ("khong vuot", Direction::AtMost)],
        );
        if direction.is_none() {
            self.fault("Chiều", "Ghi Tăng, Giảm hoặc Không vượt.");
        }
        let is_cumulative = match folded(self.cell("Cách tính")).as_str() {
            "luy ke" | "luy ke den cuoi ky" | "" => Some(true),
            "trong ky" | "rieng trong ky" => Some(false),
            _ => None,
        };
        if is_cumulative.is_none() {
            self.fault("Cách tính", "Ghi Lũy kế hoặc Trong kỳ.");
        }
        let due_on = self.day("Hạn", today);
        Some(Indicator {
            unit,
            decimals: decimals?,
            baseline: baseline?,
            baseline_on: baseline_on?,
            target: target?,
            direction: direction?,
            is_cumulative: is_cumulative?,
            due_on: due_on?,
        })
    }
}

/// The number of the row above: "1.2" stands under "1".
fn above(number: &str) -> Option<&str> {
    number.rsplit_once('.').map(|(head, _)| head)
}

/// Reads a table; what is wrong is named cell by cell, and what hangs under a faulty row is
/// faulty too.
pub(crate) fn read(pasted: &str, known: &Known) -> ReadTable {
    let table = cells(pasted);
    let fail = |row: usize, column: &str, message: &str| ReadTable {
        rows: Vec::new(),
        faults: vec![CellFault::new(row, column, message)],
    };
    let Some((heads, body)) = table.split_first() else {
        return fail(1, "STT", "Bảng trống. Dán cả dòng đầu đề.");
    };
    let folds: Vec<String> = heads.iter().map(|cell| folded(cell)).collect();
    for needed in ["STT", "Loại", "Nội dung"] {
        if !folds.contains(&folded(needed)) {
            return fail(1, needed, "Không thấy cột này ở dòng đầu. Dán cả dòng đầu đề của bảng.");
        }
    }
    let periods = periods_of(&folds, known.today);
    let (mut rows, mut faults): (Vec<Read>, Vec<CellFault>) = (Vec::new(), Vec::new());
    for (cells, number) in body.iter().zip(2..) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut one = RowOfCells { heads, folded: &folds, typed: cells, number, faults: Vec::new() };
        let read = read_row(&mut one, &periods, known, &rows);
        match read {
            Some(read) if one.faults.is_empty() => rows.push(read),
            _ => faults.extend(one.faults),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        return fail(2, "STT", "Bảng chỉ có dòng đầu đề.");
    }
    if rules::LINES_MAX < rows.len() {
        return fail(rules::LINES_MAX + 2, "STT", "Bảng dài hơn số mục tối đa của một kế hoạch.");
    }
    ReadTable { rows, faults }
}

/// The periods whose columns a table has: those of the years around today.
fn periods_of(folds: &[String], today: Date) -> Vec<FigurePeriod> {
    (today.year() - 5..=today.year() + 1)
        .flat_map(FigurePeriod::of_year)
        .filter(|period| {
            let [value, ..] = period_heads(*period);
            folds.contains(&folded(&value))
        })
        .collect()
}

fn read_row(
    one: &mut RowOfCells<'_>,
    periods: &[FigurePeriod],
    known: &Known,
    before: &[Read],
) -> Option<Read> {
    let number = one.cell("STT").trim_end_matches('.').to_owned();
    let is_number = !number.is_empty()
        && number.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_number {
        one.fault("STT", "Ghi số thứ tự như 1, 1.1, 1.2.3.");
    } else if before.iter().any(|row| row.number == number) {
        one.fault("STT", format!("Số {number} đã có ở dòng trên."));
    } else if let Some(head) = above(&number)
        && !before.iter().any(|row| row.number == head)
    {
        one.fault("STT", format!("Không có dòng {head} đúng ở phía trên."));
    }
    let kind =
        papers::pasted::word(one.cell("Loại"), Kind::ALL.iter().map(|kind| (kind.label(), *kind)), &[]);
    if kind.is_none() {
        one.fault("Loại", "Ghi Mục tiêu, Chỉ tiêu, Nhiệm vụ hoặc Giải pháp.");
    }
    let words = text::clean_line(one.cell("Nội dung"));
    if !(2..=1_000).contains(&words.chars().count()) {
        one.fault("Nội dung", "Nội dung dài từ 2 đến 1.000 ký tự.");
    }
    let sector = match one.cell("Lĩnh vực") {
        "" => Some(Sector::Other),
        typed => papers::pasted::word(typed, Sector::ALL.iter().map(|one| (one.label(), *one)), &[]),
    };
    if sector.is_none() {
        one.fault("Lĩnh vực", "Không có lĩnh vực này. Ghi như ở bảng xuất ra.");
    }
    let lead = match one.cell("Cơ quan chủ trì") {
        "" => Some(known.default_body),
        typed => {
            known.bodies.get(&text::fold(typed)).copied().or(known.is_foreign.then_some(known.default_body))
        }
    };
    if lead.is_none() {
        one.fault(
            "Cơ quan chủ trì",
            "Không có cơ quan này ở đơn vị. Ghi tên hoặc tên viết tắt, hoặc để trống là UBND.",
        );
    }
    let area = match one.cell("Xã, thị trấn") {
        "" => None,
        typed => {
            let found = known.areas.get(&text::fold(typed)).copied();
            if found.is_none() {
                one.fault("Xã, thị trấn", "Không có xã, thị trấn này ở đơn vị.");
            }
            found
        }
    };
    let cooperating = text::clean_line(one.cell("Cơ quan phối hợp"));
    if cooperating.chars().count() > 300 {
        one.fault("Cơ quan phối hợp", "Tối đa 300 ký tự.");
    }
    let indicator = if kind == Some(Kind::Indicator) { one.indicator(known.today) } else { None };
    let due_on = match (kind, &indicator) {
        (_, Some(indicator)) => Some(indicator.due_on),
        (Some(Kind::Task), None) => one.day("Hạn", known.today),
        _ => None,
    };
    let figures = read_figures(one, periods, kind, indicator.as_ref(), known.today);
    let new = NewLine {
        parent: None,
        kind: kind?,
        sector: sector?,
        text: words.clone(),
        lead: lead?,
        cooperating,
        area,
        indicator,
        due_on,
    };
    if one.faults.is_empty()
        && let Err(refusal) = check_place(&new, &number, before)
    {
        let head = if matches!(refusal, Refusal::WrongParent(..)) { "Loại" } else { "Kế hoạch" };
        one.fault(head, refusal.to_string());
    }
    Some(Read { row: one.number, number, kind: kind?, text: words, new, figures })
}

fn check_place(new: &NewLine, number: &str, before: &[Read]) -> std::result::Result<(), Refusal> {
    rules::check_line(new)?;
    match above(number).and_then(|head| before.iter().find(|row| row.number == head)) {
        Some(parent) => rules::check_parent(parent.kind, new.kind),
        None => Ok(()),
    }
}

fn read_figures(
    one: &mut RowOfCells<'_>,
    periods: &[FigurePeriod],
    kind: Option<Kind>,
    indicator: Option<&Indicator>,
    today: Date,
) -> Vec<(FigurePeriod, ReadFigure)> {
    let mut figures = Vec::new();
    for period in periods {
        let [value_head, before_head, source_head] = period_heads(*period);
        let is_empty = one.cell(&value_head).is_empty() && one.cell(&before_head).is_empty();
        if is_empty {
            continue;
        }
        let Some(indicator) = indicator else {
            if kind.is_some_and(|kind| kind != Kind::Indicator) {
                one.fault(&value_head, "Chỉ chỉ tiêu mới có số liệu.");
            }
            continue;
        };
        let value = one.value(&value_head, indicator.decimals);
        let before = if one.cell(&before_head).is_empty() {
            None
        } else {
            one.value(&before_head, indicator.decimals)
        };
        let source = text::clean_line(one.cell(&source_head));
        if !(2..=300).contains(&source.chars().count()) {
            one.fault(&source_head, "Ghi nguồn: số, ngày báo cáo, tối đa 300 ký tự.");
        }
        if let Err(refusal) = rules::check_period(indicator, *period, &[], today) {
            one.fault(&value_head, refusal.to_string());
        }
        let clash = figures.iter().any(|(known, _): &(FigurePeriod, ReadFigure)| {
            if indicator.is_cumulative {
                known.to() == period.to()
            } else {
                known.from() <= period.to() && period.from() <= known.to()
            }
        });
        if clash {
            one.fault(&value_head, "Hai kỳ của dòng này nói về cùng thời gian. Bỏ một kỳ.");
        }
        if let Some(value) = value {
            figures.push((*period, ReadFigure { value, before, source }));
        }
    }
    figures
}

/// What taking a table in will do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Outlook {
    pub(crate) lines: usize,
    pub(crate) figures: usize,
    pub(crate) same: usize,
}

/// Holds a table against a plan that has lines: each row must be one of them. The ids by row, and
/// what is wrong.
pub(crate) fn matched(
    rows: &[Read],
    lines: &[Line],
    figures: &[Figure],
    today: Date,
) -> (Vec<Matched>, Vec<CellFault>) {
    let known: HashMap<String, &Line> =
        view::in_order(lines).into_iter().map(|(line, number)| (number, line)).collect();
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(line) = known
            .get(&row.number)
            .filter(|line| line.kind == row.kind && text::fold(&line.text) == text::fold(&row.text))
        else {
            faults.push(CellFault::new(
                row.row,
                "Nội dung",
                format!("Kế hoạch không có mục {} với nội dung này.", row.number),
            ));
            continue;
        };
        let own: Vec<Figure> = figures.iter().filter(|one| one.objective_id == line.id).cloned().collect();
        let mut changes = Vec::new();
        for (period, figure) in &row.figures {
            let new = NewFigure {
                line: line.id,
                value: figure.value,
                before: figure.before,
                source: figure.source.clone(),
                reason: String::new(),
            };
            match figures::change(line, *period, &own, &new, today) {
                Ok(change) => changes.push((*period, new, change)),
                Err(refusal) => {
                    let [head, ..] = period_heads(*period);
                    let words = match refusal {
                        Refusal::NoReason => "Số liệu kỳ này đã duyệt và khác số ở bảng. Sửa ở trang nhập số liệu, có ghi lý do.".to_owned(),
                        other => other.to_string(),
                    };
                    faults.push(CellFault::new(row.row, head, words));
                }
            }
        }
        found.push(Matched { line: (*line).clone(), changes });
    }
    (found, faults)
}

/// A row that is a line of the plan, and what comes of its figures.
pub(crate) struct Matched {
    pub(crate) line: Line,
    pub(crate) changes: Vec<(FigurePeriod, NewFigure, Change)>,
}

/// What a table comes to for a plan: all that is wrong, and what will be written.
pub(crate) fn outlook(ctx: &mut Ctx<'_>, plan: &Plan, read: &mut ReadTable) -> Result<Outlook> {
    let lines = store::lines(ctx.tx, plan.id)?;
    if lines.is_empty() {
        return Ok(Outlook {
            lines: read.rows.len(),
            figures: read.rows.iter().map(|row| row.figures.len()).sum(),
            same: 0,
        });
    }
    let figures = store::figures_of_plan(ctx.tx, plan.id)?;
    let (matched, faults) = matched(&read.rows, &lines, &figures, ctx.today);
    read.faults.extend(faults);
    read.faults.sort_by_key(|fault| fault.row);
    let all = || matched.iter().flat_map(|one| &one.changes);
    Ok(Outlook {
        lines: 0,
        figures: all().filter(|(_, _, change)| *change != Change::Nothing).count(),
        same: all().filter(|(_, _, change)| *change == Change::Nothing).count(),
    })
}

/// Whether the plan takes a table now, by the actor.
fn open_for(ctx: &mut Ctx<'_>, id: ResolutionId) -> Result<Plan> {
    let plan = permitted(ctx, id, Action::Plan)?;
    if plan.state == PlanState::Sent {
        return Err(Error::Refused(Refusal::WrongState(plan.state)));
    }
    Ok(plan)
}

/// Takes the sound rows of a table in, in one deed: into an empty plan its lines and figures, into
/// one with lines the figures alone. Figures wait for approval.
pub(crate) fn import(ctx: &mut Ctx<'_>, id: ResolutionId, rows: &[Read]) -> Result<Outlook> {
    let plan = open_for(ctx, id)?;
    let lines = store::lines(ctx.tx, id)?;
    let batch: ObjectiveEntryId = ctx.id();
    let (by, at) = (ctx.actor.name.clone(), ctx.now);
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    store::insert_entry(ctx.tx, batch, id, None, EntryKind::Imported, None, "", &by, at, Some(count))?;
    let mut done = Outlook::default();
    if lines.is_empty() {
        if !plan.is_writable() {
            return Err(Error::Refused(Refusal::WrongState(plan.state)));
        }
        let mut ids: HashMap<String, ObjectiveId> = HashMap::new();
        for row in rows {
            let parent = above(&row.number).and_then(|head| ids.get(head)).copied();
            let new = NewLine { parent, ..row.new.clone() };
            let line = actions::write_line(ctx, &plan, &new, Some(batch))?;
            ids.insert(row.number.clone(), line);
            done.lines += 1;
            for (period, figure) in &row.figures {
                let new = NewFigure {
                    line,
                    value: figure.value,
                    before: figure.before,
                    source: figure.source.clone(),
                    reason: String::new(),
                };
                figures::write(ctx, &plan, *period, &[], &new, Change::Insert(1), Some(batch))?;
                done.figures += 1;
            }
        }
    } else {
        let known = store::figures_of_plan(ctx.tx, id)?;
        let (matched, _) = matched(rows, &lines, &known, ctx.today);
        for one in matched {
            let own: Vec<Figure> =
                known.iter().filter(|figure| figure.objective_id == one.line.id).cloned().collect();
            for (period, new, change) in one.changes {
                figures::write(ctx, &plan, period, &own, &new, change, Some(batch))?;
                done.figures += usize::from(change != Change::Nothing);
                done.same += usize::from(change == Change::Nothing);
            }
        }
    }
    record(ctx, &plan, "implementation.import", "")?;
    Ok(done)
}

/// Takes a table back: while it can be undone, and only while nobody went on with it.
pub(crate) fn undo(ctx: &mut Ctx<'_>, plan: ResolutionId, id: ObjectiveEntryId) -> Result<i64> {
    let plan = permitted(ctx, plan, Action::Plan)?;
    let batch = store::entry(ctx.tx, id)?
        .filter(|one| one.plan_id == plan.id && one.kind == EntryKind::Imported)
        .ok_or(Error::NotFound)?;
    if batch.undone_ms.is_some() {
        return Err(Error::Conflict);
    }
    if !kit::may_undo(batch.made_ms, None, ctx.now) {
        return Err(Error::Refused(Refusal::TooLate));
    }
    let lines = store::lines_of_batch(ctx.tx, Some(id))?;
    let figures = store::figures_of_batch(ctx.tx, Some(id))?;
    if let Some(one) = figures.iter().find(|one| one.state != FigureState::Entered || one.version != 1) {
        let words = store::line(ctx.tx, one.objective_id)?.map(|line| line.label()).unwrap_or_default();
        return Err(Error::Refused(Refusal::TouchedSince(words)));
    }
    if !lines.is_empty() && !plan.is_writable() {
        return Err(Error::Refused(Refusal::WrongState(plan.state)));
    }
    for line in &lines {
        let others = store::figures(ctx.tx, line.id)?.iter().any(|one| one.batch_id != Some(id));
        let below = store::lines(ctx.tx, plan.id)?
            .iter()
            .any(|one| one.parent_id == Some(line.id) && one.batch_id != Some(id));
        let told = !store::entries_of_line(ctx.tx, Some(line.id))?.is_empty();
        if line.version != 1 || others || below || told {
            return Err(Error::Refused(Refusal::TouchedSince(line.label())));
        }
    }
    for one in &figures {
        hit(store::delete_figure(ctx.tx, one.id, one.version)?)?;
    }
    // Those below first
    for line in lines.iter().rev() {
        chain::unlink(ctx, "objective", &line.id.to_string())?;
        hit(store::delete_line(ctx.tx, line.id, line.version)?)?;
    }
    let at = ctx.now;
    hit(store::set_undone(ctx.tx, at, id, batch.version)?)?;
    record(ctx, &plan, "implementation.undo_import", "")?;
    Ok(batch.row_count.unwrap_or(0))
}
