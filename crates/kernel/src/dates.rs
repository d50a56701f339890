//! Dates and clock times as Vietnamese offices write and type them, at UTC+7 all year.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::Offset;

mod typed;

pub use typed::{DateFault, YEAR_FIRST, YEAR_LAST, at_end, parse};

/// A civil date, without time and zone.
pub type Date = jiff::civil::Date;

/// The clock of Việt Nam: UTC+7 all year, no summer time.
const OFFSET: Offset = Offset::constant(7);

/// The form of screens: "05/02/2026".
pub fn print(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// The form of documents: "ngày 05 tháng 02 năm 2026". Days 1 to 9 and months 1 and 2 take a
/// zero, other months do not (NĐ 30/2020/NĐ-CP, Phụ lục I).
pub fn print_long(date: Date) -> String {
    let month = if date.month() < 3 { format!("0{}", date.month()) } else { date.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// The form of schedules: "Thứ Năm, 15/10/2020".
pub fn print_weekday(date: Date) -> String {
    format!("{}, {}", weekday_name(date), print(date))
}

/// The day of the week: "Thứ Năm", "Chủ Nhật".
pub fn weekday_name(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Thứ Hai",
        Weekday::Tuesday => "Thứ Ba",
        Weekday::Wednesday => "Thứ Tư",
        Weekday::Thursday => "Thứ Năm",
        Weekday::Friday => "Thứ Sáu",
        Weekday::Saturday => "Thứ Bảy",
        Weekday::Sunday => "Chủ Nhật",
    }
}

/// The form of machines and of the database: "2020-10-15" (ISO 8601).
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Reads exactly what [`iso`] writes, for years 0000 to 9999.
pub fn parse_iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?).ok()
}

/// A moment in words: "08:30, Thứ Năm, 15/10/2020". `ms_utc` counts milliseconds since
/// 1970-01-01T00:00:00Z, here and below.
pub fn print_time(ms_utc: i64) -> String {
    format!("{}, {}", clock_of(ms_utc), print_weekday(date_of(ms_utc)))
}

/// The date at UTC+7. A moment outside the calendar's years ±9999 is taken to their edge.
pub fn date_of(ms_utc: i64) -> Date {
    local(ms_utc).date()
}

/// The time of day at UTC+7: "08:30".
pub fn clock_of(ms_utc: i64) -> String {
    let local = local(ms_utc);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// The time of day at UTC+7 to the second: "09:41:07".
pub fn clock_seconds(ms_utc: i64) -> String {
    let local = local(ms_utc);
    format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second())
}

/// The moment for machines, to the second: "2020-10-15T08:30:00+07:00" (RFC 3339).
pub fn rfc3339(ms_utc: i64) -> String {
    let local = local(ms_utc);
    format!("{}T{:02}:{:02}:{:02}+07:00", iso(local.date()), local.hour(), local.minute(), local.second())
}

/// The moment a day begins at UTC+7, in milliseconds since 1970-01-01T00:00:00Z.
pub fn midnight(date: Date) -> i64 {
    // Only the first days of year -9999 have no moment
    let moment = OFFSET.to_timestamp(date.at(0, 0, 0, 0)).unwrap_or(Timestamp::MIN);
    moment.as_millisecond()
}

fn local(ms_utc: i64) -> jiff::civil::DateTime {
    let edge = if ms_utc < 0 { Timestamp::MIN } else { Timestamp::MAX };
    OFFSET.to_datetime(Timestamp::from_millisecond(ms_utc).unwrap_or(edge))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_document_writes_a_zero_before_days_to_nine_and_months_one_and_two() {
        assert_eq!(print_long(date(2020, 10, 15)), "ngày 15 tháng 10 năm 2020");
        assert_eq!(print_long(date(2026, 2, 5)), "ngày 05 tháng 02 năm 2026");
        assert_eq!(print_long(date(2026, 3, 9)), "ngày 09 tháng 3 năm 2026");
        assert_eq!(print_long(date(2026, 9, 10)), "ngày 10 tháng 9 năm 2026");
    }

    #[test]
    fn a_screen_pads_day_and_month() {
        assert_eq!(print(date(2026, 2, 5)), "05/02/2026");
        assert_eq!(print_weekday(date(2020, 10, 15)), "Thứ Năm, 15/10/2020");
        assert_eq!(print_weekday(date(2026, 11, 22)), "Chủ Nhật, 22/11/2026");
    }

    #[test]
    fn half_past_one_at_night_in_greenwich_is_half_past_eight_here() {
        let moment = 1_602_725_400_000;
        assert_eq!(print_time(moment), "08:30, Thứ Năm, 15/10/2020");
        assert_eq!(rfc3339(moment), "2020-10-15T08:30:00+07:00");
        assert_eq!(clock_of(moment), "08:30");
    }

    #[test]
    fn a_day_begins_at_seventeen_hours_greenwich_the_day_before() {
        let start = midnight(date(2020, 10, 15));
        assert_eq!(rfc3339(start), "2020-10-15T00:00:00+07:00");
        assert_eq!(date_of(start - 1), date(2020, 10, 14));
    }

    #[test]
    fn the_database_form_is_read_strictly() {
        assert_eq!(parse_iso("2020-10-15"), Some(date(2020, 10, 15)));
        for wrong in ["2020-10-1", "2020-02-30", "15/10/2020", "+020-10-15", "2020-10-15 ", "２020-1-15"] {
            assert_eq!(parse_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn moments_beyond_the_calendar_do_not_break_a_page() {
        assert_eq!(date_of(i64::MAX).year(), 9999);
        assert_eq!(date_of(i64::MIN).year(), -9999);
        midnight(Date::MIN);
        midnight(Date::MAX);
    }

    proptest! {
        #[test]
        fn the_database_form_is_read_back(days in 0i64..200_000) {
            let day = date_of(days * 86_400_000);
            prop_assert_eq!(parse_iso(&iso(day)), Some(day));
            prop_assert_eq!(date_of(midnight(day)), day);
            prop_assert_eq!(date_of(midnight(day) + 86_399_999), day);
        }
    }
}
