//! The form in which a unit enters its quarter.

use std::collections::HashSet;

use audit::Deed;
use db::Tx;
use kernel::period::{Period, Quarter};
use kernel::{AreaId, Date, FigureId};
use kit::{Ctx, Error, Form, NoRefusal};

use crate::answer::{self, Entered, Unit};
use crate::figure::{Figure, Origin};
use crate::indicator::{ALL, Indicator};
use crate::store;

/// A row of the sheet.
#[derive(Debug, Clone)]
pub struct SheetRow {
    /// The indicator.
    pub indicator: &'static Indicator,
    /// This quarter's figure.
    pub figure: Figure,
    /// The quarter before.
    pub previous: Figure,
    /// The same quarter of last year.
    pub last_year: Figure,
    /// True when it is counted from records here and cannot be typed.
    pub is_computed: bool,
}

/// A unit's quarter.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The unit.
    pub unit: Unit,
    /// The quarter.
    pub quarter: Quarter,
    /// A row for each indicator.
    pub rows: Vec<SheetRow>,
    /// Changes whenever somebody enters or takes back a figure of this quarter.
    pub stamp: i64,
}

/// Loads a unit's quarter: one statement for all entered figures, and the counts of the
/// indicators that are computed.
pub fn sheet(tx: &mut Tx, unit: &Unit, quarter: Quarter, today: Date) -> db::Result<Sheet> {
    let windows = [
        Period::Quarter(quarter),
        Period::Quarter(quarter.previous()),
        Period::Quarter(quarter.same_last_year()),
    ];
    let entered = Entered::load_with_drafts(tx, &[unit.area.id], &windows)?;
    let mut rows = Vec::with_capacity(ALL.len());
    for indicator in ALL {
        let [now, before, year_ago] = windows;
        rows.push(SheetRow {
            indicator,
            is_computed: answer::is_computed(tx, unit, indicator.code, now, today)?,
            figure: answer::answer(tx, &entered, unit, indicator, now, None, today)?,
            previous: answer::answer(tx, &entered, unit, indicator, before, None, today)?,
            last_year: answer::answer(tx, &entered, unit, indicator, year_ago, None, today)?,
        });
    }
    let stamp = entered.stamp(unit.area.id, quarter);
    Ok(Sheet { unit: unit.clone(), quarter, rows, stamp })
}

impl Sheet {
    /// The row of a code.
    pub fn row(&self, code: &str) -> Option<&SheetRow> {
        self.rows.iter().find(|row| row.indicator.code == code)
    }

    fn number(&self, code: &str) -> Option<i64> {
        self.row(code).and_then(|row| row.figure.value)
    }

    /// How many of the core figures are there, and how many there must be.
    pub fn core_filled(&self) -> (usize, usize) {
        let core = self.rows.iter().filter(|row| row.indicator.core);
        (core.clone().filter(|row| !row.figure.is_gap()).count(), core.count())
    }

    /// The codes of the core figures that nobody has said.
    pub fn core_missing(&self) -> Vec<&'static Indicator> {
        self.rows
            .iter()
            .filter(|row| row.indicator.core && row.figure.is_gap())
            .map(|row| row.indicator)
            .collect()
    }

    /// Puts what was typed in the place of what was kept, to look at it before it is kept.
    pub fn with(&mut self, entries: &[Entry]) {
        for entry in entries {
            if let Some(row) =
                self.rows.iter_mut().find(|row| row.indicator.code == entry.code && !row.is_computed)
            {
                row.figure = entry.figure(&self.unit.area.name);
            }
        }
    }

    /// What does not add up, as warnings: the code, and a sentence.
    pub fn warnings(&self) -> Vec<(String, String)> {
        let n = |code: &str| self.number(code);
        let before = |code: &str| self.row(code).and_then(|row| row.previous.value);
        let mut warnings = Vec::new();
        let mut warn = |code: &str, sentence: String| warnings.push((code.to_owned(), sentence));
        if let (Some(start), Some(received), Some(resolved), Some(explained), Some(end)) =
            (n("D06"), n("D04"), n("D08"), n("D09"), n("D12"))
        {
            let wanted = start + received - resolved - explained;
            if wanted != end {
                warn(
                    "D12",
                    format!(
                        "D06 + D04 − D08 − D09 = {wanted}, nhưng D12 ghi {end}. Kiểm tra lại số tồn cuối kỳ."
                    ),
                );
            }
        }
        if let (Some(start), Some(end)) = (n("D06"), before("D12"))
            && start != end
        {
            warn(
                "D06",
                format!("Tồn cuối {} là {end}, nhưng D06 ghi {start}.", self.quarter.previous().print()),
            );
        }
        for (small, large, sentence) in [
            ("E05", "E04", "Đơn đủ điều kiện (E05) nhiều hơn đơn tiếp nhận (E04)."),
            ("D05", "D04", "Kiến nghị thuộc thẩm quyền cấp mình (D05) nhiều hơn kiến nghị tiếp nhận (D04)."),
            ("E03", "E02", "Số vụ việc (E03) nhiều hơn số lượt người (E02)."),
        ] {
            if let (Some(small_number), Some(large_number)) = (n(small), n(large))
                && small_number > large_number
            {
                warn(small, sentence.to_owned());
            }
        }
        if let (Some(held), Some(people)) = (n("D01"), n("D02"))
            && held == 0
            && people > 0
        {
            warn("D02", "Có lượt cử tri (D02) nhưng không có cuộc tiếp xúc nào (D01).".to_owned());
        }
        warnings
    }
}

/// What is entered for one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    code: String,
    value: Option<i64>,
    denominator: Option<i64>,
    nothing: bool,
}

impl Entry {
    /// A count.
    pub fn number(code: &str, value: i64) -> Self {
        Self { code: code.to_owned(), value: Some(value), denominator: None, nothing: false }
    }

    /// A rate, as its two counts.
    pub fn rate(code: &str, numerator: i64, denominator: i64) -> Self {
        Self { code: code.to_owned(), value: Some(numerator), denominator: Some(denominator), nothing: false }
    }

    /// Không phát sinh.
    pub fn nothing(code: &str) -> Self {
        Self { code: code.to_owned(), value: None, denominator: None, nothing: true }
    }

    /// Nothing said: what was kept is taken back.
    pub fn blank(code: &str) -> Self {
        Self { code: code.to_owned(), value: None, denominator: None, nothing: false }
    }

    /// The indicator's code.
    pub fn code(&self) -> &str {
        &self.code
    }

    fn is_blank(&self) -> bool {
        self.value.is_none() && !self.nothing
    }

    fn figure(&self, unit: &str) -> Figure {
        let rate = crate::indicator::find(&self.code).is_some_and(|one| one.nature.is_rate());
        match (self.nothing, self.value) {
            (true, _) => Figure { value: Some(0), denominator: rate.then_some(0), origin: Origin::Nothing },
            (false, Some(value)) => Figure {
                value: Some(value),
                denominator: self.denominator,
                origin: Origin::Entered { by: String::new(), on_behalf: false },
            },
            (false, None) => Figure::gap(unit),
        }
    }
}

const NUMBER_MAX: i64 = 9_999_999;

/// Reads what was typed: `so-CODE` for a count, `so-CODE` over `mau-CODE` for a rate,
/// `khong-CODE` for "không phát sinh". Every fault is noted at its field.
pub fn parse_entries(form: &mut Form, sheet: &Sheet) -> Vec<Entry> {
    let mut entries = Vec::new();
    // A form without a figure's fields says nothing about it, and takes nothing back
    let sent: HashSet<String> = form.names().into_iter().map(str::to_owned).collect();
    for row in sheet.rows.iter().filter(|row| !row.is_computed) {
        let code = row.indicator.code;
        if !sent.contains(&format!("so-{code}")) && !sent.contains(&format!("khong-{code}")) {
            continue;
        }
        let (value, whole, nothing) = (format!("so-{code}"), format!("mau-{code}"), format!("khong-{code}"));
        let label = format!("{code} {}", row.indicator.label);
        let typed = form.take_integer_or_none(&value, &label, 0..=NUMBER_MAX);
        if form.is_checked(&nothing) {
            let below = form.take_integer_or_none(&whole, &label, 0..=NUMBER_MAX);
            if typed.is_some_and(|number| number > 0) || below.is_some_and(|number| number > 0) {
                form.refuse(&value, format!("{label}: đã đánh dấu “không phát sinh” thì để trống ô số."));
            }
            entries.push(Entry::nothing(code));
            continue;
        }
        if row.indicator.nature.is_rate() {
            let below = form.take_integer_or_none(&whole, &label, 0..=NUMBER_MAX);
            match (typed, below) {
                (Some(top), Some(below)) if top > below => {
                    form.refuse(&value, format!("{label}: số đạt {top} lớn hơn tổng số {below}."));
                }
                (Some(top), Some(below)) => entries.push(Entry::rate(code, top, below)),
                (Some(_), None) if form.fault(&whole).is_none() => {
                    form.refuse(&whole, format!("{label}: nhập tổng số."));
                }
                (None, Some(_)) if form.fault(&value).is_none() => {
                    form.refuse(&value, format!("{label}: nhập số đạt."));
                }
                _ => entries.push(Entry::blank(code)),
            }
        } else {
            entries.push(typed.map_or_else(|| Entry::blank(code), |number| Entry::number(code, number)));
        }
    }
    entries
}

/// The form as it stands: what is kept, typed in its fields.
pub fn form_of(sheet: &Sheet) -> Form {
    let mut form = Form::new();
    for row in sheet.rows.iter().filter(|row| !row.is_computed) {
        let code = row.indicator.code;
        if row.figure.origin == Origin::Nothing {
            form.set(&format!("khong-{code}"), "1");
            continue;
        }
        if let Some(value) = row.figure.value {
            form.set(&format!("so-{code}"), value.to_string());
        }
        if let Some(whole) = row.figure.denominator {
            form.set(&format!("mau-{code}"), whole.to_string());
        }
    }
    form
}

/// Keeps entries of a unit's quarter as the draft of its report, inside another deed that
/// records it. Nobody but the unit and the office reads them until [`send`].
pub fn draft(
    ctx: &mut Ctx<'_>,
    area: AreaId,
    quarter: Quarter,
    entries: &[Entry],
    on_behalf: bool,
) -> Result<usize, Error<NoRefusal>> {
    let drafted = Some(ctx.now);
    enter(ctx, area, quarter, entries, on_behalf, drafted)
}

/// Sends what is drafted of a unit's quarter, inside another deed that records it.
pub fn send(ctx: &mut Ctx<'_>, area: AreaId, quarter: Quarter) -> Result<(), Error<NoRefusal>> {
    store::send(ctx.tx, area, &quarter.to_string())?;
    Ok(())
}

fn enter(
    ctx: &mut Ctx<'_>,
    area: AreaId,
    quarter: Quarter,
    entries: &[Entry],
    on_behalf: bool,
    drafted: Option<i64>,
) -> Result<usize, Error<NoRefusal>> {
    let period = quarter.to_string();
    let kept = store::kept(ctx.tx, &[area], std::slice::from_ref(&period))?;
    let mut changed = 0;
    for entry in entries {
        let is_rate = crate::indicator::find(&entry.code).is_some_and(|one| one.nature.is_rate());
        let (value, top) = if is_rate { (None, entry.value) } else { (entry.value, None) };
        let below = if is_rate { entry.denominator } else { None };
        match kept.iter().find(|known| known.indicator == entry.code) {
            Some(known) if entry.is_blank() => {
                store::delete(ctx.tx, known.id)?;
            }
            Some(known)
                if known.value == value
                    && known.numerator == top
                    && known.denominator == below
                    && known.is_nothing == entry.nothing
                    && (known.drafted_ms.is_none() || drafted.is_some()) =>
            {
                continue;
            }
            Some(known) => {
                store::update(
                    ctx.tx,
                    value,
                    top,
                    below,
                    entry.nothing,
                    on_behalf,
                    ctx.now,
                    &ctx.actor.name,
                    drafted,
                    known.id,
                )?;
            }
            None if entry.is_blank() => continue,
            None => {
                let id: FigureId = ctx.id();
                store::insert(
                    ctx.tx,
                    id,
                    area,
                    &entry.code,
                    &period,
                    value,
                    top,
                    below,
                    entry.nothing,
                    on_behalf,
                    ctx.now,
                    &ctx.actor.name,
                    drafted,
                )?;
            }
        }
        changed += 1;
    }
    Ok(changed)
}

/// Keeps entries as a deed of its own.
pub fn enter_and_record(
    ctx: &mut Ctx<'_>,
    area: AreaId,
    quarter: Quarter,
    entries: &[Entry],
    on_behalf: bool,
) -> Result<usize, Error<NoRefusal>> {
    let changed = enter(ctx, area, quarter, entries, on_behalf, None)?;
    if changed > 0 {
        let name = directory::area(ctx.tx, area)?.map_or_else(String::new, |area| area.name);
        let label = format!("{name}, {}", quarter.print());
        audit::record(ctx, Deed::new("report.enter", "figure", format!("{area} {quarter}"), label).public())?;
    }
    Ok(changed)
}
