//! Days off by statute alone, for years whose notice has not been entered.
//!
//! Bộ luật Lao động 2019, Điều 111, 112; Nghị quyết 28/2026/QH16 (24/11 from 2026). The Prime Minister's choice of
//! the Tết days and of the day beside 2/9 is guessed, so whatever rests on this is marked provisional.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::lunar;

/// The first year in which 24 November is a holiday.
const CULTURE_DAY_SINCE: i16 = 2026;
/// Since this year Quốc khánh is two days.
const SECOND_NATIONAL_DAY_SINCE: i16 = 2021;

/// The days off of a year with the reason, compensatory days included.
pub(crate) fn days_off(year: i16) -> BTreeMap<Date, &'static str> {
    let holidays = holidays(year);
    let mut off: BTreeMap<Date, &'static str> =
        holidays.iter().map(|(date, name, _)| (*date, *name)).collect();
    for (date, _, compensation) in holidays {
        if is_weekend(date)
            && let Some(free) = next_free_day(date, &off)
        {
            off.insert(free, compensation);
        }
    }
    off
}

/// Whether a date is a Saturday or a Sunday.
pub(crate) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn next_free_day(date: Date, off: &BTreeMap<Date, &'static str>) -> Option<Date> {
    (1..20)
        .filter_map(|days| date.checked_add(days.days()).ok())
        .find(|candidate| !is_weekend(*candidate) && !off.contains_key(candidate))
}

/// Date, name, and the name of its compensatory day, in the order of the year.
fn holidays(year: i16) -> Vec<(Date, &'static str, &'static str)> {
    let mut list = Vec::new();
    let mut add = |date: Option<Date>, name, compensation| {
        if let Some(date) = date {
            list.push((date, name, compensation));
        }
    };
    let fixed = |month, day| Date::new(year, month, day).ok();
    add(fixed(1, 1), "Tết Dương lịch", "Nghỉ bù Tết Dương lịch");
    let tet = lunar::new_year(year);
    for offset in -1..4 {
        let date = tet.and_then(|first| first.checked_add(offset.days()).ok());
        add(date, "Tết Nguyên đán", "Nghỉ bù Tết Nguyên đán");
    }
    add(lunar::hung_kings_day(year), "Giỗ Tổ Hùng Vương", "Nghỉ bù Giỗ Tổ Hùng Vương");
    add(fixed(4, 30), "Ngày Chiến thắng 30/4", "Nghỉ bù Ngày Chiến thắng 30/4");
    add(fixed(5, 1), "Quốc tế Lao động 1/5", "Nghỉ bù Quốc tế Lao động 1/5");
    add(fixed(9, 2), "Quốc khánh 2/9", "Nghỉ bù Quốc khánh 2/9");
    if SECOND_NATIONAL_DAY_SINCE <= year {
        add(day_beside_national_day(year), "Quốc khánh 2/9", "Nghỉ bù Quốc khánh 2/9");
    }
    if CULTURE_DAY_SINCE <= year {
        add(fixed(11, 24), "Ngày Văn hóa Việt Nam", "Nghỉ bù Ngày Văn hóa Việt Nam");
    }
    list.sort_by_key(|(date, _, _)| *date);
    list
}

/// The neighbour of 2/9 that makes the longer stretch of days off, which is what was chosen from 2021 to 2026.
fn day_beside_national_day(year: i16) -> Option<Date> {
    let national_day = Date::new(year, 9, 2).ok()?;
    match national_day.weekday() {
        Weekday::Sunday | Weekday::Monday | Weekday::Thursday => national_day.tomorrow().ok(),
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Friday | Weekday::Saturday => {
            national_day.yesterday().ok()
        }
    }
}
