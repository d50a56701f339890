//! Figures that units report as a table, in and out. What is counted from records is not in it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use directory::{Area, Places};
use intake::{Checked, Column, Kind, Made, Reading, Same, Shape, Table};
use kernel::period::{Period, Quarter};
use kernel::{AreaId, FigureId, numbers, text};
use kit::{Ctx, Problem};
use papers::Cell;

use crate::answer::{self, Unit};
use crate::indicator::{self, ALL, Indicator};
use crate::policy::{self, Action};
use crate::store::{self, Kept};

/// So many are written out.
const ROWS_MAX: i64 = 50_000;
const NUMBER_MAX: i64 = 9_999_999;

/// Figures by unit, quarter and indicator.
pub const FIGURES: Kind = Kind {
    key: "so-lieu",
    label: "Số liệu chỉ tiêu của đơn vị",
    counted: "số liệu",
    home: "/lam-viec/bao-cao",
    lead: "Mỗi dòng một số của một đơn vị trong một quý. Chỉ tiêu tính từ bản ghi trong hệ thống thì không nhập.",
    columns: &[
        Column::new("don-vi", "Đơn vị", Shape::Line(200))
            .required()
            .also(&["xa", "xa thi tran", "don vi hanh chinh", "ten don vi"])
            .such_as("Xã Thanh Hà"),
        Column::new(
            "ky",
            "Quý",
            Shape::Word {
                words: || vec!["Quý III/2020", "2020-Q3"],
                knows: |cell| quarter_of(cell).is_some(),
            },
        )
        .required()
        .also(&["ky", "ky bao cao"])
        .such_as("Quý III/2020"),
        Column::new("ma", "Mã chỉ tiêu", Shape::Code(8)).required().also(&["ma", "ma so"]).such_as("D01"),
        Column::new("ten", "Chỉ tiêu", Shape::Line(300)).also(&["ten chi tieu", "noi dung"]),
        Column::new("so", "Số liệu", Shape::Integer(0, NUMBER_MAX))
            .also(&["gia tri", "so dat", "ket qua"])
            .such_as("4"),
        Column::new("tong", "Tổng số", Shape::Integer(0, NUMBER_MAX)).also(&["tren tong so", "mau so"]),
        Column::new("khong", "Không phát sinh", Shape::Yes),
    ],
    is_public: true,
    may: |actor| actor.area.is_some_and(|area| policy::may(actor, Action::Enter, area, None)),
    check,
    take,
    undo,
    export,
};

/// "Quý III/2020", "quý 3 năm 2020", "Q3/2020", "2020-Q3".
fn quarter_of(cell: &str) -> Option<Quarter> {
    if let Ok(quarter) = cell.trim().to_uppercase().parse() {
        return Some(quarter);
    }
    let words = text::fold(cell);
    let rest = words.strip_prefix("quy ").or_else(|| words.strip_prefix('q'))?;
    let mut parts = rest.split_whitespace().filter(|part| *part != "nam");
    let number = parts.next()?;
    let number = number.parse().ok().or_else(|| numbers::parse_roman(number)?.try_into().ok())?;
    let year: i16 = parts.next()?.parse().ok()?;
    (parts.next().is_none() && (1990..=2200).contains(&year)).then(|| Quarter::new(year, number))?
}

struct Line {
    area: AreaId,
    quarter: Quarter,
    indicator: &'static Indicator,
    value: Option<i64>,
    below: Option<i64>,
    is_nothing: bool,
    on_behalf: bool,
}

struct Held {
    lines: Vec<Line>,
    checked: Checked,
}

/// The units that the actor enters figures for: the own one, and those below.
fn units(ctx: &mut Ctx<'_>) -> Result<Vec<Area>, Problem> {
    let own = ctx.actor.area.ok_or(Problem::NotFound)?;
    let mut all: Vec<Area> = directory::area(ctx.tx, own)?.into_iter().collect();
    all.extend(directory::children(ctx.tx, own, ctx.today)?);
    let actor = ctx.actor;
    all.retain(|area| {
        policy::may(actor, Action::Enter, area.id, area.parent_id)
            || policy::may(actor, Action::EnterOnBehalf, area.id, area.parent_id)
    });
    if all.is_empty() { Err(Problem::NotFound) } else { Ok(all) }
}

/// A quarter of a unit, with what is known of it once for all its rows.
struct Known {
    places: Places,
    units: HashMap<AreaId, Area>,
    kept: HashMap<(AreaId, String, &'static str), Kept>,
    councils: HashMap<(AreaId, Quarter), Option<Unit>>,
}

impl Known {
    fn load(ctx: &mut Ctx<'_>, table: &Table) -> Result<Self, Problem> {
        let places = Places::load(ctx)?;
        let units: HashMap<AreaId, Area> = units(ctx)?.into_iter().map(|area| (area.id, area)).collect();
        let mut periods: Vec<String> = table
            .rows
            .iter()
            .filter_map(|row| quarter_of(table.reading(row).words("ky")))
            .map(|quarter| quarter.to_string())
            .collect();
        periods.sort_unstable();
        periods.dedup();
        let ids: Vec<AreaId> = units.keys().copied().collect();
        let kept = store::kept(ctx.tx, &ids, &periods)?
            .into_iter()
            .filter_map(|one| {
                let code = indicator::find(&one.indicator)?.code;
                Some(((one.area_id, one.period.clone(), code), one))
            })
            .collect();
        Ok(Self { places, units, kept, councils: HashMap::new() })
    }

    /// Whether records here say it.
    fn is_computed(
        &mut self,
        ctx: &mut Ctx<'_>,
        area: &Area,
        quarter: Quarter,
        code: &str,
    ) -> Result<bool, Problem> {
        let key = (area.id, quarter);
        if let Entry::Vacant(free) = self.councils.entry(key) {
            let council = directory::council_of_area(ctx.tx, area.id, quarter.to())?;
            free.insert(council.map(|council| Unit { area: area.clone(), council }));
        }
        match self.councils.get(&key) {
            Some(Some(unit)) => {
                Ok(answer::is_computed(ctx.tx, unit, code, Period::Quarter(quarter), ctx.today)?)
            }
            Some(None) | None => Ok(false),
        }
    }
}

fn read(ctx: &mut Ctx<'_>, table: &Table) -> Result<Held, Problem> {
    let mut known = Known::load(ctx, table)?;
    let mut seen: HashMap<(AreaId, Quarter, &'static str), usize> = HashMap::new();
    let (mut lines, mut checked) = (Vec::new(), Checked::default());
    for row in &table.rows {
        let mut reading = table.reading(row);
        let area = known.places.read(&mut reading, "don-vi");
        let unit = area.and_then(|id| known.units.get(&id)).cloned();
        if area.is_some() && unit.is_none() {
            reading.fault("don-vi", "Chỉ nhập số liệu của đơn vị mình và đơn vị cấp dưới.");
        }
        let quarter = quarter_of(reading.words("ky"));
        if quarter.is_some_and(|quarter| ctx.today < quarter.from()) {
            reading.fault("ky", "Quý này chưa đến.");
        }
        let code = reading.code("ma").to_uppercase();
        let indicator = indicator::find(&code);
        if indicator.is_none() && !code.is_empty() {
            reading
                .fault("ma", format!("Không có chỉ tiêu mã {code}. Mã từ A01 đến G, như ở trang Số liệu."));
        }
        if let (Some(unit), Some(quarter), Some(indicator)) = (unit, quarter, indicator) {
            let said = said(&mut reading, indicator);
            let kept = known.kept.get(&(unit.id, quarter.to_string(), indicator.code));
            if let Some(one) = kept {
                if reading.faults.is_empty() && said == of(one) {
                    let label =
                        format!("{}, {}: {} {}", unit.name, quarter.print(), indicator.code, indicator.label);
                    let href = format!("/lam-viec/bao-cao/{}/{quarter}", unit.code);
                    checked.same.push(Same { row: row.number, label, href });
                    continue;
                }
                reading.fault("so", "Đã có số khác của chỉ tiêu này. Sửa ở trang nhập số liệu của đơn vị.");
            }
            if let Some(first) = seen.insert((unit.id, quarter, indicator.code), row.number) {
                reading.fault("ma", format!("Trùng với dòng {first} của bảng."));
            }
            if reading.faults.is_empty() && known.is_computed(ctx, &unit, quarter, indicator.code)? {
                reading
                    .fault("ma", "Chỉ tiêu này của đơn vị tính từ bản ghi trong hệ thống, không nhập được.");
            }
            if reading.faults.is_empty() {
                let (value, below, is_nothing) = said;
                let own = policy::may(ctx.actor, Action::Enter, unit.id, unit.parent_id);
                lines.push(Line {
                    area: unit.id,
                    quarter,
                    indicator,
                    value,
                    below,
                    is_nothing,
                    on_behalf: !own,
                });
            }
        }
        checked.faults.append(&mut reading.faults);
    }
    Ok(Held { lines, checked })
}

/// The number above, the number below, and whether there was nothing.
type Said = (Option<i64>, Option<i64>, bool);

fn of(one: &Kept) -> Said {
    (one.value.or(one.numerator), one.denominator, one.is_nothing)
}

fn said(reading: &mut Reading<'_>, indicator: &Indicator) -> Said {
    let (value, below, is_nothing) = (reading.integer("so"), reading.integer("tong"), reading.yes("khong"));
    if is_nothing {
        if value.is_some_and(|number| 0 < number) || below.is_some_and(|number| 0 < number) {
            reading.fault("so", "Đã ghi không phát sinh thì để trống ô số.");
        }
        return (None, None, true);
    }
    if reading.is_empty("so") {
        reading.fault("so", "Nhập số, hoặc ghi “có” ở cột Không phát sinh.");
    }
    if indicator.nature.is_rate() {
        if reading.is_empty("tong") {
            reading.fault("tong", "Chỉ tiêu tỷ lệ phải có tổng số.");
        }
        if let (Some(value), Some(below)) = (value, below)
            && below < value
        {
            reading.fault("so", format!("Số đạt {value} lớn hơn tổng số {below}."));
        }
    } else if !reading.is_empty("tong") {
        reading.fault("tong", "Chỉ tiêu này không phải tỷ lệ, để trống tổng số.");
    }
    (value, below, false)
}

fn check(ctx: &mut Ctx<'_>, table: &Table) -> Result<Checked, Problem> {
    Ok(read(ctx, table)?.checked)
}

fn take(
    ctx: &mut Ctx<'_>,
    table: &Table,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Made>, Problem> {
    let held = read(ctx, table)?;
    if held.lines.len() != table.rows.len() {
        return Err(Problem::Conflict);
    }
    let (now, by) = (ctx.now, ctx.actor.name.clone());
    let mut made = Vec::new();
    for line in &held.lines {
        let id: FigureId = ctx.id();
        let is_rate = line.indicator.nature.is_rate();
        let (value, top) = if is_rate { (None, line.value) } else { (line.value, None) };
        store::insert(
            ctx.tx,
            id,
            line.area,
            line.indicator.code,
            &line.quarter.to_string(),
            value,
            top,
            line.below,
            line.is_nothing,
            line.on_behalf,
            now,
            &by,
            None,
        )?;
        made.push(Made::new("figure", id));
        progress(made.len(), table.rows.len());
    }
    Ok(made)
}

fn undo(ctx: &mut Ctx<'_>, made: &[Made]) -> Result<(), Problem> {
    for one in made.iter().rev() {
        let id: FigureId = one.id.parse().map_err(|_| Problem::Conflict)?;
        if !store::delete_untouched(ctx.tx, id)?.hit() {
            return Err(Problem::Conflict);
        }
    }
    Ok(())
}

fn export(ctx: &mut Ctx<'_>) -> Result<Vec<Vec<Cell>>, Problem> {
    let places = Places::load(ctx)?;
    let units = units(ctx)?;
    let ids: Vec<AreaId> = units.iter().map(|area| area.id).collect();
    let mut kept = store::all_of(ctx.tx, &ids, ROWS_MAX)?;
    // What stands in a report that is not sent is the unit's own until then
    kept.retain(|one| one.drafted_ms.is_none());
    let order = |code: &str| ALL.iter().position(|one| one.code == code);
    kept.sort_by_key(|one| {
        (one.period.clone(), ids.iter().position(|id| *id == one.area_id), order(&one.indicator))
    });
    let number = |number: Option<i64>| number.map_or_else(|| Cell::text(""), Cell::Number);
    Ok(kept
        .iter()
        .filter_map(|one| {
            let quarter: Quarter = one.period.parse().ok()?;
            let indicator = indicator::find(&one.indicator)?;
            let (value, below, is_nothing) = of(one);
            Some(vec![
                Cell::text(places.name_of(one.area_id)),
                Cell::text(quarter.print()),
                Cell::text(indicator.code),
                Cell::text(indicator.label),
                number(value.filter(|_| !is_nothing)),
                number(below.filter(|_| !is_nothing)),
                Cell::text(if is_nothing { "có" } else { "" }),
            ])
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_read_as_offices_write_it() {
        let third = Quarter::new(2020, 3);
        for cell in ["Quý III/2020", "quý 3 năm 2020", "Q3/2020", "2020-Q3", "2020-q3", "QUÝ III - 2020"]
        {
            assert_eq!(quarter_of(cell), third, "{cell}");
        }
        for cell in ["", "Quý V/2020", "2020", "III/2020", "quý 3", "quý 3/2020/1", "2020-H1"] {
            assert_eq!(quarter_of(cell), None, "{cell}");
        }
    }
}
