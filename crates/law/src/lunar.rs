//! The Vietnamese lunar calendar: new moons and solar terms taken at UTC+7.
//!
//! Month 11 is the month of the winter solstice. When thirteen new moons lie between two months 11, the first
//! month without a major solar term is the leap month. The astronomy is Meeus, truncated; it is good to a few
//! minutes between 1900 and 2100, which is what the law needs. This is the only file where floats are allowed.

use jiff::civil::Date;

/// Julian day number of 1 January 1970.
const JULIAN_DAY_OF_EPOCH: i32 = 2_440_588;
/// Julian day number of the new moon with index 0, in January 1900.
const FIRST_NEW_MOON: f64 = 2_415_021.076_998_695;
/// Mean length of a lunar month in days.
const LUNAR_MONTH: f64 = 29.530_588_853;
/// Việt Nam is seven hours ahead of UTC; as a fraction of a day.
const TIME_ZONE: f64 = 7.0 / 24.0;

/// A date of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LunarDate {
    /// The year in which the lunar year began.
    pub year: i16,
    /// 1 (tháng Giêng) to 12 (tháng Chạp).
    pub month: i8,
    /// Whether this is the leap month that follows the month of the same number.
    pub leap: bool,
    /// 1 to 30.
    pub day: i8,
}

/// The lunar date of a solar date.
pub fn from_solar(date: Date) -> LunarDate {
    let day_number = julian_day(date);
    let mut index = floor((f64::from(day_number) - FIRST_NEW_MOON) / LUNAR_MONTH) + 1;
    while new_moon_day(index) > day_number {
        index -= 1;
    }
    let month_start = new_moon_day(index);
    let (first_eleventh, start_year) = month_eleven_before(date.year(), month_start);
    let months_since = floor(f64::from(month_start - first_eleventh) / 29.0);
    let next_eleventh = month_eleven(start_year + 1);
    let leap_at = leap_offset(first_eleventh, next_eleventh);
    let is_leap = leap_at == Some(months_since);
    let shift = i32::from(leap_at.is_some_and(|at| months_since >= at));
    let counted = months_since + 11 - shift;
    let month = if counted > 12 { counted - 12 } else { counted };
    let year = start_year + i16::from(counted > 12);
    LunarDate { year, month: small(month), leap: is_leap, day: small(day_number - month_start + 1) }
}

/// The solar date of a lunar date; `None` when that month has no such day or that year no such leap month.
pub fn to_solar(lunar: LunarDate) -> Option<Date> {
    if !(1..=12).contains(&lunar.month) || !(1..=30).contains(&lunar.day) {
        return None;
    }
    // Months 11 and 12 belong to the stretch that begins in the same year, the others to the one before.
    let start_year = lunar.year - i16::from(lunar.month < 11);
    let first_eleventh = month_eleven(start_year);
    let leap_at = leap_offset(first_eleventh, month_eleven(start_year + 1));
    let plain = (i32::from(lunar.month) + 1) % 12;
    let offset = match leap_at {
        Some(at) if lunar.leap && at == plain + 1 => at,
        _ if lunar.leap => return None,
        Some(at) if plain >= at => plain + 1,
        _ => plain,
    };
    let first_index = nearest_index(first_eleventh);
    let date = solar_day(new_moon_day(first_index + offset) + i32::from(lunar.day) - 1)?;
    (from_solar(date) == lunar).then_some(date)
}

/// Tết: the first day of the lunar year that begins in `year`.
pub fn new_year(year: i16) -> Option<Date> {
    to_solar(LunarDate { year, month: 1, leap: false, day: 1 })
}

/// Giỗ Tổ Hùng Vương: the tenth day of the third lunar month.
pub fn hung_kings_day(year: i16) -> Option<Date> {
    to_solar(LunarDate { year, month: 3, leap: false, day: 10 })
}

/// The start of the last month 11 on or before a month start, and the year it lies in.
fn month_eleven_before(solar_year: i16, month_start: i32) -> (i32, i16) {
    let this_year = month_eleven(solar_year);
    if this_year <= month_start {
        (this_year, solar_year)
    } else {
        (month_eleven(solar_year - 1), solar_year - 1)
    }
}

/// The first day of the lunar month that contains the winter solstice of a year.
fn month_eleven(year: i16) -> i32 {
    let year_end = Date::new(year, 12, 31).map_or(JULIAN_DAY_OF_EPOCH, julian_day);
    let index = floor((f64::from(year_end) - 2_415_021.0) / LUNAR_MONTH);
    let start = new_moon_day(index);
    if major_term(start) >= 9 { new_moon_day(index - 1) } else { start }
}

/// How many months after month 11 the leap month stands, if the stretch to the next month 11 has thirteen months.
fn leap_offset(first_eleventh: i32, next_eleventh: i32) -> Option<i32> {
    if next_eleventh - first_eleventh <= 365 {
        return None;
    }
    let first_index = nearest_index(first_eleventh);
    (1..=13).find(|offset| {
        let start = major_term(new_moon_day(first_index + offset));
        let next = major_term(new_moon_day(first_index + offset + 1));
        start == next
    })
}

/// The index of the new moon that falls on a given day.
fn nearest_index(month_start: i32) -> i32 {
    floor((f64::from(month_start) - FIRST_NEW_MOON) / LUNAR_MONTH + 0.5)
}

/// The Julian day, in Việt Nam, of the new moon with the given index.
fn new_moon_day(index: i32) -> i32 {
    floor(new_moon(index) + 0.5 + TIME_ZONE)
}

/// The moment of a new moon, in Julian days of universal time (Meeus, truncated).
fn new_moon(index: i32) -> f64 {
    let k = f64::from(index);
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let sine = |degrees: f64| degrees.to_radians().sin();
    let mean = 2_415_020.759_33 + 29.530_588_68 * k + 0.000_117_8 * t2 - 0.000_000_155 * t3
        + 0.000_33 * sine(166.56 + 132.87 * t - 0.009_173 * t2);
    let sun = 359.2242 + 29.105_356_08 * k - 0.000_033_3 * t2 - 0.000_003_47 * t3;
    let moon = 306.0253 + 385.816_918_06 * k + 0.010_730_6 * t2 + 0.000_012_36 * t3;
    let node = 21.2964 + 390.670_506_46 * k - 0.001_652_8 * t2 - 0.000_002_39 * t3;
    let correction = (0.1734 - 0.000_393 * t) * sine(sun) + 0.0021 * sine(2.0 * sun) - 0.4068 * sine(moon)
        + 0.0161 * sine(2.0 * moon)
        - 0.0004 * sine(3.0 * moon)
        + 0.0104 * sine(2.0 * node)
        - 0.0051 * sine(sun + moon)
        - 0.0074 * sine(sun - moon)
        + 0.0004 * sine(2.0 * node + sun)
        - 0.0004 * sine(2.0 * node - sun)
        - 0.0006 * sine(2.0 * node + moon)
        + 0.0010 * sine(2.0 * node - moon)
        + 0.0005 * sine(2.0 * moon + sun);
    let clock = -0.000_278 + 0.000_265 * t + 0.000_262 * t2;
    mean + correction - clock
}

/// The twelfth of the zodiac the sun stands in at local midnight: 0 at the spring equinox, 9 at the winter solstice.
fn major_term(day_number: i32) -> i32 {
    let t = (f64::from(day_number) - 0.5 - TIME_ZONE - 2_451_545.0) / 36_525.0;
    let t2 = t * t;
    let sine = |degrees: f64| degrees.to_radians().sin();
    let anomaly = 357.5291 + 35_999.050_3 * t - 0.000_155_9 * t2;
    let mean = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t2;
    let centre = (1.9146 - 0.004_817 * t - 0.000_014 * t2) * sine(anomaly)
        + (0.019_993 - 0.000_101 * t) * sine(2.0 * anomaly)
        + 0.000_29 * sine(3.0 * anomaly);
    floor((mean + centre).rem_euclid(360.0) / 30.0)
}

fn julian_day(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    JULIAN_DAY_OF_EPOCH + (date - epoch).get_days()
}

fn solar_day(day_number: i32) -> Option<Date> {
    let days = i64::from(day_number - JULIAN_DAY_OF_EPOCH);
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "day numbers and month counts of four-digit years fit in 32 bits"
)]
fn floor(value: f64) -> i32 {
    value.floor() as i32
}

/// A month or day number, which is between 1 and 30 by construction.
fn small(value: i32) -> i8 {
    i8::try_from(value).unwrap_or(i8::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// Day and month.
    type DayMonth = (i8, i8);

    /// Year, Tết, Giỗ Tổ.
    const TABLE: [(i16, DayMonth, DayMonth); 25] = [
        (2016, (8, 2), (16, 4)),
        (2017, (28, 1), (6, 4)),
        (2018, (16, 2), (25, 4)),
        (2019, (5, 2), (14, 4)),
        (2020, (25, 1), (2, 4)),
        (2021, (12, 2), (21, 4)),
        (2022, (1, 2), (10, 4)),
        (2023, (22, 1), (29, 4)),
        (2024, (10, 2), (18, 4)),
        (2025, (29, 1), (7, 4)),
        (2026, (17, 2), (26, 4)),
        (2027, (6, 2), (16, 4)),
        (2028, (26, 1), (4, 4)),
        (2029, (13, 2), (23, 4)),
        (2030, (2, 2), (12, 4)),
        (2031, (23, 1), (1, 4)),
        (2032, (11, 2), (19, 4)),
        (2033, (31, 1), (9, 4)),
        (2034, (19, 2), (28, 4)),
        (2035, (8, 2), (17, 4)),
        (2036, (28, 1), (6, 4)),
        (2037, (15, 2), (24, 4)),
        (2038, (4, 2), (13, 4)),
        (2039, (24, 1), (3, 4)),
        (2040, (12, 2), (20, 4)),
    ];

    #[test]
    fn tet_and_the_hung_kings_day_fall_as_printed_in_the_almanac() {
        for (year, tet, hung_kings) in TABLE {
            assert_eq!(new_year(year), Some(date(year, tet.1, tet.0)), "Tết {year}");
            assert_eq!(hung_kings_day(year), Some(date(year, hung_kings.1, hung_kings.0)), "Giỗ Tổ {year}");
        }
    }

    #[test]
    fn tet_differs_from_the_chinese_new_year_in_1985_2007_and_2030() {
        assert_eq!(new_year(1985), Some(date(1985, 1, 21)));
        assert_eq!(new_year(2007), Some(date(2007, 2, 17)));
        assert_eq!(new_year(2030), Some(date(2030, 2, 2)));
    }

    #[test]
    fn the_year_2025_has_a_leap_sixth_month() {
        let leap = LunarDate { year: 2025, month: 6, leap: true, day: 1 };
        assert_eq!(to_solar(leap), Some(date(2025, 7, 25)));
        assert_eq!(to_solar(LunarDate { month: 7, ..leap }), None);
    }

    proptest! {
        #[test]
        fn every_solar_day_has_one_lunar_day_and_comes_back(days in 0_i64..73_000) {
            let solar = date(1900, 2, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            prop_assert_eq!(to_solar(from_solar(solar)), Some(solar));
        }
    }
}
