//! Dates as people type them.

use jiff::Span;
use jiff::civil::Weekday;

use super::Date;
use crate::period::Quarter;
use crate::text::{clean_line, fold, truncate_words};

/// The first year a typed date may have.
pub const YEAR_FIRST: i16 = 1900;
/// The last year a typed date may have.
pub const YEAR_LAST: i16 = 2100;
/// Two digits mean at most this many years after today; otherwise the century before.
const SHORT_YEAR_AHEAD: i16 = 20;
const TYPED_SHOWN_CHARS: usize = 40;

/// Why a typed date was not understood; shown to the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// The field is empty.
    #[error("Chưa nhập ngày. Nhập ngày dạng 15/10/2020.")]
    Empty,
    /// Not any form of a date.
    #[error("“{typed}” không phải là ngày. Nhập ngày dạng 15/10/2020, hoặc hôm nay, thứ sáu, cuối quý.")]
    NotADate {
        /// What was typed, shortened.
        typed: String,
    },
    /// A date that no calendar has.
    #[error("Ngày {typed} không có trong lịch. Nhập ngày dạng 15/10/2020.")]
    NotInCalendar {
        /// The date as it was understood, "31/02/2020".
        typed: String,
    },
    /// A year that must be a slip of the hand.
    #[error("Năm {year} nằm ngoài khoảng 1900 đến 2100. Nhập đủ bốn chữ số của năm, dạng 15/10/2020.")]
    YearOutOfRange {
        /// The year as typed.
        year: String,
    },
}

/// The day at the end of a reference, "152/UBND-KT, 10/10/2020"; none that lies ahead.
pub fn at_end(reference: &str, today: Date) -> Option<Date> {
    let last = reference.rsplit([' ', ',', ';']).find(|part| !part.is_empty())?;
    parse(last, today).ok().filter(|day| *day <= today)
}

/// Reads a typed date: 15/10/2020, 15-10-2020, 15.10.20, 15/10 (this year), 2020-10-15,
/// "ngày 15 tháng 10 năm 2020", hôm qua, hôm nay, ngày mai, ngày kia, thứ sáu (the coming one,
/// never today), cuối tuần (Friday, the last working day), cuối tháng, cuối quý, cuối năm; with
/// or without marks.
///
/// A year of two digits is at most twenty years ahead of today, otherwise in the century before.
pub fn parse(text: &str, today: Date) -> Result<Date, DateFault> {
    let line = clean_line(text);
    if line.is_empty() {
        return Err(DateFault::Empty);
    }
    let folded = fold(&line);
    if let Some(date) = by_word(&folded, today) {
        return Ok(date);
    }
    let numbers = numbers(&line, &folded).ok_or_else(|| not_a_date(&line))?;
    let [day, month, year] = in_order(&numbers, today).ok_or_else(|| not_a_date(&line))?;
    let year = full_year(&year, today)?;
    let (Ok(day), Ok(month)) = (day.parse(), month.parse()) else { return Err(not_a_date(&line)) };
    Date::new(year, month, day)
        .map_err(|_| DateFault::NotInCalendar { typed: format!("{day:02}/{month:02}/{year}") })
}

fn not_a_date(line: &str) -> DateFault {
    DateFault::NotADate { typed: truncate_words(line, TYPED_SHOWN_CHARS) }
}

fn by_word(folded: &str, today: Date) -> Option<Date> {
    match folded {
        "hom nay" | "nay" => Some(today),
        "hom qua" => today.yesterday().ok(),
        "ngay mai" | "mai" => today.tomorrow().ok(),
        "ngay kia" => Some(after(today, 2)),
        "cuoi tuan" => Some(week_end(today)),
        "cuoi thang" => Some(today.last_of_month()),
        "cuoi quy" => Some(Quarter::of(today).to()),
        "cuoi nam" => Some(today.last_of_year()),
        other => today.nth_weekday(1, weekday(other)?).ok(),
    }
}

fn after(today: Date, days: i64) -> Date {
    today.saturating_add(Span::new().days(days))
}

/// Friday of this week, today included; on Saturday and Sunday that of the next.
fn week_end(today: Date) -> Date {
    after(today, i64::from(Weekday::Friday.since(today.weekday())))
}

fn weekday(folded: &str) -> Option<Weekday> {
    match folded {
        "thu hai" | "thu 2" => Some(Weekday::Monday),
        "thu ba" | "thu 3" => Some(Weekday::Tuesday),
        "thu tu" | "thu 4" => Some(Weekday::Wednesday),
        "thu nam" | "thu 5" => Some(Weekday::Thursday),
        "thu sau" | "thu 6" => Some(Weekday::Friday),
        "thu bay" | "thu 7" => Some(Weekday::Saturday),
        "chu nhat" => Some(Weekday::Sunday),
        _ => None,
    }
}

/// The two or three numbers of a date, as digits.
fn numbers(line: &str, folded: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = folded.split(' ').collect();
    let said = match words.as_slice() {
        ["ngay", day, "thang", month, "nam", year] | [day, "thang", month, "nam", year] => {
            Some(vec![*day, *month, *year])
        }
        ["ngay", day, "thang", month] | [day, "thang", month] => Some(vec![*day, *month]),
        _ => None,
    };
    let numbers = said.or_else(|| written(line))?;
    let digits = |number: &&str| {
        let fits = (1..=4).contains(&number.len());
        fits && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    numbers.iter().all(digits).then(|| numbers.into_iter().map(str::to_owned).collect())
}

fn written(line: &str) -> Option<Vec<&str>> {
    let bare = line.strip_prefix("ngày ").or_else(|| line.strip_prefix("Ngày ")).unwrap_or(line);
    let numbers: Vec<&str> = bare.split(['/', '-', '.']).map(str::trim).collect();
    (2..=3).contains(&numbers.len()).then_some(numbers)
}

/// Day, month, year: four digits in front are a year, no year is this year.
fn in_order(numbers: &[String], today: Date) -> Option<[String; 3]> {
    match numbers {
        [year, month, day] if year.len() == 4 => Some([day.clone(), month.clone(), year.clone()]),
        [day, month, year] => Some([day.clone(), month.clone(), year.clone()]),
        [day, month] => Some([day.clone(), month.clone(), format!("{:04}", today.year())]),
        _ => None,
    }
    .filter(|[day, month, _]| day.len() < 3 && month.len() < 3)
}

fn full_year(digits: &str, today: Date) -> Result<i16, DateFault> {
    let out_of_range = || DateFault::YearOutOfRange { year: digits.to_owned() };
    let number: i16 = digits.parse().map_err(|_| out_of_range())?;
    let year = match digits.len() {
        4 => number,
        2 => {
            let century = today.year().div_euclid(100) * 100;
            let near = century + number;
            if today.year() + SHORT_YEAR_AHEAD < near { near - 100 } else { near }
        }
        _ => return Err(out_of_range()),
    };
    if (YEAR_FIRST..=YEAR_LAST).contains(&year) { Ok(year) } else { Err(out_of_range()) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::dates;

    /// A Thursday.
    const TODAY: Date = date(2020, 10, 15);

    #[test]
    fn every_usual_form_of_one_date_is_understood() {
        let forms = [
            "02/11/2020",
            "2/11/2020",
            " 2-11-2020 ",
            "2.11.20",
            "2/11",
            "2020-11-02",
            "ngày 02 tháng 11 năm 2020",
            "Ngày 2/11/2020",
            "2 tháng 11",
            "ngay 2 thang 11 nam 2020",
            "2 / 11 / 2020",
        ];
        for form in forms {
            assert_eq!(parse(form, TODAY), Ok(date(2020, 11, 2)), "{form}");
        }
    }

    #[test]
    fn words_count_from_today() {
        let words = [
            ("hôm nay", date(2020, 10, 15)),
            ("Hôm qua", date(2020, 10, 14)),
            ("ngày mai", date(2020, 10, 16)),
            ("ngay kia", date(2020, 10, 17)),
            ("thứ sáu", date(2020, 10, 16)),
            ("thứ 5", date(2020, 10, 22)),
            ("Thứ Tư", date(2020, 10, 21)),
            ("chủ nhật", date(2020, 10, 18)),
            ("cuối tuần", date(2020, 10, 16)),
            ("cuối tháng", date(2020, 10, 31)),
            ("cuoi quy", date(2020, 12, 31)),
            ("cuối năm", date(2020, 12, 31)),
        ];
        for (word, day) in words {
            assert_eq!(parse(word, TODAY), Ok(day), "{word}");
        }
    }

    #[test]
    fn the_end_of_the_week_is_friday_and_on_saturday_the_next_one() {
        assert_eq!(parse("cuối tuần", date(2020, 10, 16)), Ok(date(2020, 10, 16)));
        assert_eq!(parse("cuối tuần", date(2020, 10, 17)), Ok(date(2020, 10, 23)));
    }

    #[test]
    fn a_year_of_two_digits_is_near_or_past() {
        assert_eq!(parse("1/7/26", TODAY), Ok(date(2026, 7, 1)));
        assert_eq!(parse("1/7/40", TODAY), Ok(date(2040, 7, 1)));
        assert_eq!(parse("1/7/65", TODAY), Ok(date(1965, 7, 1)));
    }

    #[test]
    fn a_refusal_says_what_happened_and_what_to_do() {
        let said = |text: &str| parse(text, TODAY).map_err(|fault| fault.to_string());
        let message = |text: &str| Err(text.to_owned());
        assert_eq!(
            said("31/02/2020"),
            message("Ngày 31/02/2020 không có trong lịch. Nhập ngày dạng 15/10/2020.")
        );
        assert_eq!(
            said("29/2/2021"),
            message("Ngày 29/02/2021 không có trong lịch. Nhập ngày dạng 15/10/2020.")
        );
        assert_eq!(said("  "), message("Chưa nhập ngày. Nhập ngày dạng 15/10/2020."));
        assert_eq!(
            said("tuần tới"),
            message(
                "“tuần tới” không phải là ngày. Nhập ngày dạng 15/10/2020, hoặc hôm nay, thứ sáu, cuối quý."
            )
        );
        assert_eq!(
            said("15/10/0202"),
            message("Năm 0202 nằm ngoài khoảng 1900 đến 2100. Nhập đủ bốn chữ số của năm, dạng 15/10/2020.")
        );
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for wrong in
            ["15", "15/10/2020/1", "15:10:2020", "15/x/2020", "-15/10/2020", "15//2020", "150/10/2020"]
        {
            assert!(parse(wrong, TODAY).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_printed_form_is_read_back(days in 0i64..69_000) {
            let day = date(1910, 1, 1).saturating_add(Span::new().days(days));
            for form in [dates::print(day), dates::iso(day), dates::print_long(day)] {
                prop_assert_eq!(parse(&form, TODAY), Ok(day));
            }
        }

        #[test]
        fn any_text_is_answered(text in any::<String>()) {
            let _ = parse(&text, TODAY);
        }

        #[test]
        fn any_numbers_are_answered(day in 0u32..200, month in 0u32..200, year in 0u32..20_000) {
            let _ = parse(&format!("{day}/{month}/{year}"), TODAY);
        }
    }
}
