//! The figures that units entered: every quarter from III/2019 to III/2020, consistent with one
//! another (what is open at the end of a quarter is open at the start of the next).

use kernel::period::Quarter;
use kernel::{AreaId, Date};
use reports::Entry;

use super::units::Places;
use super::{Step, step};

/// The quarters that have figures, oldest first.
const QUARTERS: [(i16, u8); 5] = [(2019, 3), (2019, 4), (2020, 1), (2020, 2), (2020, 3)];

/// Communes that had not sent figures for quarter III/2020 by the morning of the briefing:
/// Liêm Thuận, Thanh Tâm and Thanh Hải.
pub(super) const MISSING: [&str; 3] = ["13465", "13492", "13498"];

/// The figures of all units, entered by the office at the end of each quarter; those of the
/// communes for quarter III/2020 come with their reports.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let mut steps = Vec::new();
    for quarter in QUARTERS.map(quarter_of) {
        let mut sheets: Vec<(AreaId, Vec<Entry>)> = Vec::new();
        if quarter != quarter_of((2020, 3)) {
            sheets.extend(
                places
                    .communes
                    .iter()
                    .enumerate()
                    .map(|(i, commune)| (commune.area, commune_entries(i, quarter))),
            );
        }
        sheets.push((places.district, district_entries(quarter)));
        let on = quarter.to().max(Date::constant(2020, 1, 8));
        steps.push(step(on, 15, &places.office, move |ctx| {
            for (area, entries) in &sheets {
                reports::enter_and_record(ctx, *area, quarter, entries, true)?;
            }
            Ok(())
        }));
    }
    steps
}

/// A small number that depends on the unit, the quarter and the indicator only.
fn spread(unit: usize, quarter: Quarter, code: &str, low: i64, high: i64) -> i64 {
    let mut state = 0x9E37_79B9_u64
        ^ (unit as u64).wrapping_mul(0x85EB_CA6B)
        ^ (u64::from(quarter.number) << 7)
        ^ (u64::from(quarter.year.unsigned_abs()) << 13);
    for byte in code.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    state ^= state >> 29;
    let width = u64::try_from(high - low + 1).unwrap_or(1);
    low + i64::try_from(state.wrapping_mul(0xC2B2_AE35) % width).unwrap_or(0)
}

/// How many petitions are open at the end of a quarter: walks from the first quarter, so that
/// each begins where the last one ended.
fn petitions(unit: usize, quarter: Quarter, scale: i64) -> Petitions {
    let mut open = spread(unit, quarter_of(QUARTERS[0]), "D06", scale, scale * 2);
    for at in QUARTERS.map(quarter_of) {
        let received = spread(unit, at, "D04", scale, scale * 3);
        let closed = spread(unit, at, "closed", received / 2, received + open / 2).min(open + received);
        let resolved = closed * 2 / 5;
        let now = Petitions {
            before: open,
            received,
            resolved,
            explained: closed - resolved,
            after: open + received - closed,
        };
        if at == quarter {
            return now;
        }
        open = now.after;
    }
    Petitions { before: open, received: 0, resolved: 0, explained: 0, after: open }
}

fn quarter_of((year, number): (i16, u8)) -> Quarter {
    Quarter { year, number }
}

struct Petitions {
    before: i64,
    received: i64,
    resolved: i64,
    explained: i64,
    after: i64,
}

/// What a commune enters for a quarter.
pub(super) fn commune_entries(unit: usize, quarter: Quarter) -> Vec<Entry> {
    entries(unit, quarter, 2, 1)
}

/// What the district's office enters for a quarter.
fn district_entries(quarter: Quarter) -> Vec<Entry> {
    entries(100, quarter, 18, 4)
}

fn entries(unit: usize, quarter: Quarter, petitions_scale: i64, size: i64) -> Vec<Entry> {
    let n = |code: &str, low: i64, high: i64| spread(unit, quarter, code, low * size, high * size);
    let p = petitions(unit, quarter, petitions_scale);
    let closed = p.resolved + p.explained;
    let planned = n("C03", 1, 2);
    let letters = n("E04", 1, 5);
    let eligible = (letters - spread(unit, quarter, "E05", 0, 1)).max(0);
    let raised = n("F01", 0, 2);
    let plan = p.after / 2;
    let mut list = vec![
        Entry::rate("A03", 22 * size + n("A03", 0, 2), 25 * size + 2 * size),
        Entry::rate("A05", 9, 10),
        Entry::rate("A08", n("A08", 0, 2), n("A08", 0, 2)),
        Entry::number("B01", 3),
        Entry::number("B02", n("B02", 1, 4)),
        Entry::rate("B04", n("B04", 4, 6), 6 * size),
        Entry::number("B05", n("B05", 0, 1)),
        Entry::number("C01", n("C01", 0, 1)),
        Entry::number("C02", n("C02", 0, 1)),
        Entry::rate("C03", planned, 3 * size),
        Entry::rate("C04", planned, planned),
        Entry::number("C05", n("C05", 0, 3)),
        Entry::rate("C06", n("C06", 1, 2), 3 * size),
        Entry::number("C07", n("C07", 0, 1)),
        Entry::number("C09", n("C09", 0, 2)),
        Entry::number("D01", n("D01", 1, 2)),
        Entry::number("D02", n("D02", 40, 90)),
        Entry::number("D04", p.received),
        Entry::number("D05", p.received * 3 / 5),
        Entry::number("D06", p.before),
        Entry::rate("D07", closed, closed + plan / 2),
        Entry::number("D08", p.resolved),
        Entry::number("D09", p.explained),
        Entry::number("D10", plan),
        Entry::number("D11", p.after - plan),
        Entry::number("D12", p.after),
        Entry::rate("E01", 12 * size, 12 * size + n("E01", 0, 1)),
        Entry::number("E02", n("E02", 6, 20)),
        Entry::number("E04", letters),
        Entry::number("E05", eligible),
        Entry::number("E06", eligible),
        Entry::rate("E07", eligible, letters),
        Entry::rate("E08", n("E08", 0, 1), n("E08", 0, 1) + size),
        Entry::number("E09", n("E09", 0, 1)),
        Entry::rate("G02", 8 * size, 9 * size),
    ];
    if unit != 100 {
        list.push(Entry::number("F01", raised));
    }
    if letters == 0 {
        list.retain(|entry| entry.code() != "E07");
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_quarter_begins_where_the_last_one_ended() {
        for unit in 0..16 {
            for pair in QUARTERS.windows(2) {
                let (before, now) =
                    (petitions(unit, quarter_of(pair[0]), 2), petitions(unit, quarter_of(pair[1]), 2));
                assert_eq!(before.after, now.before);
                assert_eq!(now.before + now.received - now.resolved - now.explained, now.after);
                assert!(now.after >= 0);
            }
        }
    }
}
