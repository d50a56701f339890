//! The sum over communes, with gaps by name.

use std::collections::HashSet;
use std::hash::BuildHasher;

use db::Tx;
use kernel::period::Period;
use kernel::{AreaId, Date};

use crate::answer::{Entered, Unit, answer};
use crate::figure::{Figure, over_units};
use crate::indicator::{ALL, Indicator};

/// A row of the aggregate.
#[derive(Debug, Clone)]
pub struct AggregateRow {
    /// The indicator.
    pub indicator: &'static Indicator,
    /// The sum over the communes that have a figure.
    pub total: Figure,
    /// The communes that have none, by name.
    pub gaps: Vec<String>,
    /// Each commune's figure, in the order given.
    pub by_unit: Vec<(String, Figure)>,
}

/// The sums over units. Only the figures of `reporting` units count: a unit whose report is not
/// in is a gap, whatever it has typed.
pub fn aggregate(
    tx: &mut Tx,
    units: &[Unit],
    reporting: &HashSet<AreaId, impl BuildHasher>,
    period: Period,
    today: Date,
) -> db::Result<Vec<AggregateRow>> {
    let ids: Vec<AreaId> = units.iter().map(|unit| unit.area.id).collect();
    let entered = Entered::load(tx, &ids, &[period])?;
    let mut rows = Vec::with_capacity(ALL.len());
    for indicator in ALL {
        let mut by_unit = Vec::with_capacity(units.len());
        for unit in units {
            let figure = if reporting.contains(&unit.area.id) {
                answer(tx, &entered, unit, indicator, period, None, today)?
            } else {
                Figure::gap(unit.area.name.clone())
            };
            by_unit.push((unit.area.name.clone(), figure));
        }
        let (total, gaps) = over_units(&by_unit);
        rows.push(AggregateRow { indicator, total, gaps, by_unit });
    }
    Ok(rows)
}
