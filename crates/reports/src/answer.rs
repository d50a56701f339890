//! Figures of a unit for a window, and the rows behind them.

use std::collections::HashMap;

use db::Tx;
use directory::{Area, Organization};
use kernel::period::{Period, Quarter};
use kernel::{AreaId, Date, dates};

use crate::figure::{Figure, Origin, over_quarters};
use crate::indicator::{Indicator, Nature};
use crate::source::{self, Ask, CountedRow, WHOLE};
use crate::store::{self, Kept};

/// The entered figures of some units, loaded once.
#[derive(Debug, Default)]
pub struct Entered {
    figures: HashMap<(AreaId, String, String), Kept>,
}

impl Entered {
    /// Loads what these units entered for the quarters of these windows and sent.
    pub fn load(tx: &mut Tx, areas: &[AreaId], periods: &[Period]) -> db::Result<Self> {
        let mut entered = Self::load_with_drafts(tx, areas, periods)?;
        entered.figures.retain(|_, kept| kept.drafted_ms.is_none());
        Ok(entered)
    }

    /// Loads what these units entered, sent or not: for the unit's own form.
    pub(crate) fn load_with_drafts(tx: &mut Tx, areas: &[AreaId], periods: &[Period]) -> db::Result<Self> {
        let mut quarters: Vec<String> =
            periods.iter().flat_map(|period| quarters(*period)).map(|quarter| quarter.to_string()).collect();
        quarters.sort();
        quarters.dedup();
        let figures = store::kept(tx, areas, &quarters)?
            .into_iter()
            .map(|kept| ((kept.area_id, kept.indicator.clone(), kept.period.clone()), kept))
            .collect();
        Ok(Self { figures })
    }

    /// A number that changes with every change of the unit's entered figures of the quarter.
    pub(crate) fn stamp(&self, area: AreaId, quarter: Quarter) -> i64 {
        let mut kept: Vec<&Kept> = self
            .figures
            .values()
            .filter(|kept| kept.area_id == area && kept.period == quarter.to_string())
            .collect();
        kept.sort_by_key(|kept| kept.id);
        kept.iter().fold(0_i64, |stamp, kept| {
            stamp.wrapping_mul(1_000_003).wrapping_add(kept.entered_ms).wrapping_add(kept.version) & i64::MAX
        })
    }

    fn of(&self, area: AreaId, code: &str, quarter: Quarter) -> Option<&Kept> {
        self.figures.get(&(area, code.to_owned(), quarter.to_string()))
    }
}

/// The quarters that make a window; none where it cuts through them.
pub fn quarters(period: Period) -> Vec<Quarter> {
    if matches!(period, Period::Inspection { .. }) {
        return Vec::new();
    }
    let mut quarter = Quarter::of(period.from());
    let mut all = Vec::new();
    while quarter.from() <= period.to() {
        all.push(quarter);
        let Ok(next) = quarter.to().tomorrow() else { break };
        quarter = Quarter::of(next);
    }
    all
}

/// A unit with its council.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The unit.
    pub area: Area,
    /// Its council.
    pub council: Organization,
}

fn ask(unit: &Unit, period: Period, part: Option<&str>, today: Date) -> Ask {
    Ask {
        area: unit.area.id,
        council: unit.council.id,
        from: period.from(),
        to: period.to(),
        part: part.map(str::to_owned),
        today,
    }
}

/// The figure: computed where the unit keeps records here, else what it entered.
pub fn answer(
    tx: &mut Tx,
    entered: &Entered,
    unit: &Unit,
    indicator: &Indicator,
    period: Period,
    part: Option<&str>,
    today: Date,
) -> db::Result<Figure> {
    if part == Some(WHOLE) {
        let rate = answer(tx, entered, unit, indicator, period, None, today)?;
        return Ok(Figure { value: rate.denominator, denominator: None, origin: rate.origin });
    }
    if let Some(source) = source::source(indicator.code) {
        let ask = ask(unit, period, part, today);
        if (source.keeps)(tx, &ask)? {
            let denominator = match source.denominator {
                Some((count, _)) => Some(count(tx, &ask)?),
                None => None,
            };
            return Ok(Figure::computed((source.count)(tx, &ask)?, denominator));
        }
    }
    if part.is_some() {
        return Ok(Figure::gap(unit.area.name.clone()));
    }
    if quarters(period).is_empty() {
        return Ok(Figure::gap("kỳ của ngành thanh tra chỉ đếm được từ hồ sơ"));
    }
    let of_quarters: Vec<(String, Figure)> = quarters(period)
        .into_iter()
        .map(|quarter| {
            let figure = entered
                .of(unit.area.id, indicator.code, quarter)
                .map_or_else(|| Figure::gap(unit.area.name.clone()), |kept| of_kept(kept, indicator.nature));
            (quarter.print(), figure)
        })
        .collect();
    Ok(over_quarters(indicator.nature, &of_quarters))
}

/// What was entered, as a figure.
pub(crate) fn of_kept(kept: &Kept, nature: Nature) -> Figure {
    let origin = if kept.is_nothing {
        Origin::Nothing
    } else {
        Origin::Entered { by: kept.entered_by.clone(), on_behalf: kept.is_on_behalf }
    };
    if nature.is_rate() {
        let whole = kept.denominator.or(kept.is_nothing.then_some(0));
        Figure { value: kept.numerator.or(kept.is_nothing.then_some(0)), denominator: whole, origin }
    } else {
        Figure { value: kept.value.or(kept.is_nothing.then_some(0)), denominator: None, origin }
    }
}

/// Exactly the rows that the figure counts; their counts add up to it.
pub fn rows(
    tx: &mut Tx,
    entered: &Entered,
    unit: &Unit,
    indicator: &Indicator,
    period: Period,
    part: Option<&str>,
    today: Date,
) -> db::Result<Vec<CountedRow>> {
    let is_whole = part == Some(WHOLE);
    if let Some(source) = source::source(indicator.code) {
        let ask = ask(unit, period, part.filter(|_| !is_whole), today);
        if (source.keeps)(tx, &ask)? {
            return match (is_whole, source.denominator) {
                (false, _) => (source.list)(tx, &ask),
                (true, Some((_, list))) => list(tx, &ask),
                (true, None) => Ok(Vec::new()),
            };
        }
    }
    let all = quarters(period);
    let wanted: &[Quarter] = match indicator.nature {
        Nature::Flow | Nature::Rate => &all,
        Nature::AtStart => all.get(..1).unwrap_or_default(),
        Nature::AtEnd | Nature::RateAtEnd => all.get(all.len().saturating_sub(1)..).unwrap_or_default(),
    };
    Ok(wanted
        .iter()
        .filter_map(|quarter| entered.of(unit.area.id, indicator.code, *quarter).map(|kept| (quarter, kept)))
        .map(|(quarter, kept)| {
            let figure = of_kept(kept, indicator.nature);
            let how = if kept.is_on_behalf { "nhập hộ" } else { "đơn vị nhập" };
            CountedRow {
                label: format!("{}, {}", unit.area.name, quarter.print()),
                href: format!("/so-lieu/{}/{quarter}", unit.area.code),
                on: Some(dates::print(dates::date_of(kept.entered_ms))),
                note: how.to_owned(),
                count: if is_whole { figure.denominator } else { figure.value }.unwrap_or(0),
            }
        })
        .collect())
}

/// The parts of an indicator that is counted here.
pub fn parts(code: &str) -> &'static [(&'static str, &'static str)] {
    source::source(code).map_or(&[], |source| source.parts)
}

/// Whether the figure of this unit is counted from records here.
pub fn is_computed(tx: &mut Tx, unit: &Unit, code: &str, period: Period, today: Date) -> db::Result<bool> {
    match source::source(code) {
        Some(source) => (source.keeps)(tx, &ask(unit, period, None, today)),
        None => Ok(false),
    }
}
