//! Numbers as Vietnamese offices write and type them: a dot between thousands, a comma before
//! decimals. Integers only, so that no figure of a report depends on rounding twice.

use crate::text::{clean_line, truncate_words};

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];
const ROMAN_MAX: u32 = 3999;
const UNITS: [&str; 10] = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const FIRST_NINE: [&str; 10] = ["", "Nhất", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín"];
const TENS: [&str; 10] = [
    "",
    "Mười",
    "Hai mươi",
    "Ba mươi",
    "Bốn mươi",
    "Năm mươi",
    "Sáu mươi",
    "Bảy mươi",
    "Tám mươi",
    "Chín mươi",
];
const TYPED_SHOWN_CHARS: usize = 40;

/// Roman numeral, "XVIII". A number that has none (0, or above 3999) stays in digits.
pub fn roman(number: u32) -> String {
    if number == 0 || ROMAN_MAX < number {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, letters) in ROMAN {
        while value <= left {
            text.push_str(letters);
            left -= value;
        }
    }
    text
}

/// Reads a Roman numeral in its one right spelling, either case: "XVIII", not "XIIX".
pub fn parse_roman(text: &str) -> Option<u32> {
    let upper = text.trim().to_ascii_uppercase();
    let mut rest = upper.as_str();
    let mut number = 0;
    for (value, letters) in ROMAN {
        while let Some(after) = rest.strip_prefix(letters) {
            number += value;
            rest = after;
            if ROMAN_MAX < number {
                return None;
            }
        }
    }
    // Writing it again refuses IIII, VX and the empty text
    (rest.is_empty() && roman(number) == upper).then_some(number)
}

/// An integer: "1.234".
pub fn print_integer(number: i64) -> String {
    format!("{}{}", sign(number), group(&number.unsigned_abs().to_string()))
}

/// A decimal held as an integer of its last digit: 12345 with 1 decimal is "1.234,5".
pub fn print_decimal(value_scaled: i64, decimals: u32) -> String {
    if decimals == 0 {
        return print_integer(value_scaled);
    }
    let decimals = decimals as usize;
    let digits = format!("{:0>width$}", value_scaled.unsigned_abs(), width = decimals.saturating_add(1));
    let (whole, part) = digits.split_at(digits.len() - decimals);
    format!("{}{},{part}", sign(value_scaled), group(whole))
}

/// A share as a percentage with one decimal, rounded half up: 7 of 11 is "63,6%". An exact
/// whole percentage has no decimals: 3 of 3 is "100%", 1999 of 2000 is "100,0%". None when the
/// denominator is 0: there is no rate of nothing.
pub fn percent(numerator: i64, denominator: i64) -> Option<String> {
    if denominator == 0 {
        return None;
    }
    let negative = (numerator < 0) != (denominator < 0) && numerator != 0;
    let (part, whole) = (u128::from(numerator.unsigned_abs()), u128::from(denominator.unsigned_abs()));
    let tenths = (part * 2000 + whole) / (whole * 2);
    let digits = group(&(tenths / 10).to_string());
    let minus = if negative && 0 < tenths { "-" } else { "" };
    if (part * 100).is_multiple_of(whole) {
        return Some(format!("{minus}{digits}%"));
    }
    Some(format!("{minus}{digits},{}%", tenths % 10))
}

/// A count in a document: under 10 with a zero, "02 kỳ họp"; otherwise as [`print_integer`].
pub fn two_digits(count: i64) -> String {
    if (0..10).contains(&count) { format!("0{count}") } else { print_integer(count) }
}

/// Why a typed number was not understood; shown to the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// The field is empty.
    #[error("Chưa nhập số. Nhập số nguyên, ví dụ 1.234.")]
    Empty,
    /// A number with decimals where a count is asked.
    #[error("“{typed}” là số có phần lẻ. Nhập số nguyên, ví dụ 1.234.")]
    HasDecimals {
        /// What was typed, shortened.
        typed: String,
    },
    /// Not a number, or dots that do not part thousands.
    #[error("“{typed}” không phải là số nguyên. Nhập số nguyên, ví dụ 1.234.")]
    NotANumber {
        /// What was typed, shortened.
        typed: String,
    },
    /// More digits than can be held.
    #[error("Số “{typed}” quá lớn. Kiểm tra lại số chữ số.")]
    TooLarge {
        /// What was typed, shortened.
        typed: String,
    },
}

/// Reads a typed integer: "1234", "1.234", "1 234", "-5". Refuses "1,5", and "1.5", whose dot
/// cannot part thousands.
pub fn parse_integer(text: &str) -> Result<i64, NumberFault> {
    let line = clean_line(text);
    let typed = || truncate_words(&line, TYPED_SHOWN_CHARS);
    if line.is_empty() {
        return Err(NumberFault::Empty);
    }
    let (minus, unsigned) = line.strip_prefix('-').map_or(("", line.as_str()), |rest| ("-", rest));
    if let Some((whole, part)) = unsigned.split_once(',')
        && digits_of(whole).is_some()
        && is_digits(part)
    {
        return Err(NumberFault::HasDecimals { typed: typed() });
    }
    let digits = digits_of(unsigned).ok_or_else(|| NumberFault::NotANumber { typed: typed() })?;
    format!("{minus}{digits}").parse().map_err(|_| NumberFault::TooLarge { typed: typed() })
}

/// The place of a session or meeting in its row: "thứ Nhất", "thứ Tư", "thứ Mười lăm", "thứ Hai
/// mươi mốt". From 100 on, and for 0, in digits: "thứ 100".
pub fn ordinal(number: u32) -> String {
    let (tens, units) = (number as usize / 10, number as usize % 10);
    match (tens, units) {
        (0, 1..) => format!("thứ {}", FIRST_NINE[units]),
        (1..=9, 0) => format!("thứ {}", TENS[tens]),
        (1..=9, _) => format!("thứ {} {}", TENS[tens], unit_after_ten(tens, units)),
        _ => format!("thứ {number}"),
    }
}

/// The size of a file: "512 byte", "850 KB", "2,4 MB", "1,2 GB"; 1 KB is 1024 bytes.
pub fn print_size(bytes: i64) -> String {
    const KILO: i64 = 1 << 10;
    const MEGA: i64 = 1 << 20;
    const GIGA: i64 = 1 << 30;
    // The bounds lie where rounding would print 1.024 of the smaller unit
    if bytes < KILO {
        format!("{} byte", print_integer(bytes))
    } else if bytes < MEGA - KILO / 2 {
        format!("{} KB", print_integer(rounded(bytes, 1, KILO)))
    } else if bytes < GIGA - MEGA / 20 {
        format!("{} MB", print_tenths(rounded(bytes, 10, MEGA)))
    } else {
        format!("{} GB", print_tenths(rounded(bytes, 10, GIGA)))
    }
}

fn print_tenths(tenths: i64) -> String {
    if tenths % 10 == 0 { print_integer(tenths / 10) } else { print_decimal(tenths, 1) }
}

fn rounded(bytes: i64, times: i64, unit: i64) -> i64 {
    let (times, unit) = (i128::from(times), i128::from(unit));
    let value = (i128::from(bytes) * times * 2 + unit) / (unit * 2);
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn sign(number: i64) -> &'static str {
    if number < 0 { "-" } else { "" }
}

/// Dots between groups of three digits.
fn group(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if 0 < at && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// The digits of an integer whose thousands are parted by dots, or by spaces, or not at all.
fn digits_of(text: &str) -> Option<String> {
    if is_digits(text) {
        return Some(text.to_owned());
    }
    let separator = if text.contains('.') { '.' } else { ' ' };
    let mut groups = text.split(separator);
    let first = groups.next().filter(|first| is_digits(first) && first.len() < 4)?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn unit_after_ten(tens: usize, units: usize) -> &'static str {
    match (tens, units) {
        (2.., 1) => "mốt",
        (2.., 4) => "tư",
        (_, 5) => "lăm",
        _ => UNITS[units],
    }
}

#[cfg(test)]
mod tests;
