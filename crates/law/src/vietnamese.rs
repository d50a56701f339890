//! Dates as a Vietnamese office writes them.

use jiff::civil::{Date, Weekday};

/// `22/07/2020`.
pub(crate) fn day(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `Thứ Tư 22/07/2020`.
pub(crate) fn weekday_and_day(date: Date) -> String {
    format!("{} {}", weekday(date), day(date))
}

/// The name of the day of the week.
pub(crate) fn weekday(date: Date) -> &'static str {
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
