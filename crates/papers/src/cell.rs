//! What is meant by the words of one cell: days in every shape that offices and Excel give them,
//! codes that must stay as they were typed, numbers.

use kernel::{Date, dates, numbers, text};

/// The days that Excel counts from 1899-12-30: 1950 to 2100.
const SERIAL_FIRST: i32 = 18_264;
const SERIAL_LAST: i32 = 73_415;
const SHOWN_CHARS: usize = 40;

/// A day: 1/2/2020, 01-02-2020, 1.2.2020, 2020-02-01, "ngày 1 tháng 2 năm 2020", with a time of day
/// behind it, or as Excel counts it (43862). A cell of a table stands for years, so the year must be
/// there.
///
/// # Errors
/// What is wrong, and how it is written, for the one who filled the cell.
pub fn day(cell: &str, today: Date) -> Result<Date, String> {
    let line = text::clean_line(cell);
    let line = without_time(&line);
    let shown = text::truncate_words(line, SHOWN_CHARS);
    if let Ok(number) = line.parse::<i32>() {
        return match number {
            1_900..=2_100 => Err(format!("“{shown}” chỉ có năm. Viết đủ ngày, tháng, năm như 15/10/2020.")),
            SERIAL_FIRST..=SERIAL_LAST => {
                let days = jiff::Span::new().days(number);
                Date::constant(1899, 12, 30).checked_add(days).map_err(|_| not_a_day(&shown))
            }
            _ => Err(not_a_day(&shown)),
        };
    }
    let parts: Vec<&str> = line.split(['/', '-', '.']).map(str::trim).collect();
    if let [month, year] = parts.as_slice()
        && year.len() == 4
        && month.len() < 3
        && [month, year].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(format!("“{shown}” chỉ có tháng và năm. Viết đủ ngày, tháng, năm như 15/10/2020."));
    }
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(not_a_day(&shown));
    }
    let has_year = parts.len() > 2 || text::fold(line).contains("nam ");
    match dates::parse(line, today) {
        Ok(_) if !has_year => Err(format!("“{shown}” thiếu năm. Viết đủ ngày, tháng, năm như 15/10/2020.")),
        Ok(day) => Ok(day),
        Err(dates::DateFault::NotADate { .. } | dates::DateFault::Empty) => Err(not_a_day(&shown)),
        Err(fault) => Err(fault.to_string()),
    }
}

fn not_a_day(shown: &str) -> String {
    format!("“{shown}” không phải ngày. Viết như 15/10/2020.")
}

/// Without the time of day that Excel and databases write behind it.
fn without_time(line: &str) -> &str {
    let is_time = |word: &str| {
        word.contains(':')
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.' || byte == b'Z')
    };
    if let Some((day, time)) = line.rsplit_once([' ', 'T'])
        && is_time(time)
    {
        return day.trim_end_matches(',').trim();
    }
    line
}

/// A code: leading zeros stay, "1.0" and "1,0" of a number cell are 1, and what Excel has turned
/// into a power of ten is refused, for its digits are lost.
///
/// # Errors
/// What is wrong, for the one who filled the cell.
pub fn code(cell: &str) -> Result<String, String> {
    let line = text::clean_line(cell);
    let digits = |words: &str| !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((whole, fraction)) = line.split_once(['.', ','])
        && digits(whole)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte == b'0')
        && fraction.len() < 3
    {
        return Ok(whole.to_owned());
    }
    if let Some((head, power)) = line.split_once(['e', 'E'])
        && digits(&head.replace(['.', ','], ""))
        && digits(power.trim_start_matches(['+', '-']))
        && (power.starts_with(['+', '-']) || head.contains(['.', ',']) || power.len() < 3)
    {
        return Err(format!(
            "“{line}” là mã đã bị Excel đổi thành số mũ. Định dạng cột là Văn bản (Text) rồi gõ lại mã."
        ));
    }
    Ok(line)
}

/// A whole number, as offices write it: 1.250, 1250, 1250,0.
///
/// # Errors
/// What is wrong, for the one who filled the cell.
pub fn integer(cell: &str) -> Result<i64, String> {
    let line = text::clean_line(cell);
    let bare = line.strip_suffix(",0").or_else(|| line.strip_suffix(",00")).unwrap_or(&line);
    numbers::parse_integer(bare).map_err(|_| {
        format!("“{}” không phải số nguyên. Viết như 1250.", text::truncate_words(&line, SHOWN_CHARS))
    })
}

/// Yes or no: có, x, ✓, 1, đúng; không, 0, –, or nothing.
///
/// # Errors
/// What is wrong, for the one who filled the cell.
pub fn yes(cell: &str) -> Result<bool, String> {
    let line = text::clean_line(cell);
    match text::fold(&line).as_str() {
        "co" | "x" | "1" | "dung" | "true" | "yes" | "v" => Ok(true),
        "khong" | "0" | "sai" | "false" | "no" => Ok(false),
        "" if matches!(line.as_str(), "" | "-" | "–" | "—") => Ok(false),
        "" if matches!(line.as_str(), "✓" | "✔" | "☑" | "þ") => Ok(true),
        _ => Err(format!(
            "Không hiểu “{}”. Viết “có” hoặc để trống.",
            text::truncate_words(&line, SHOWN_CHARS)
        )),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(cell: &str) -> Result<Date, String> {
        day(cell, date(2020, 10, 15))
    }

    #[test]
    fn a_day_is_read_in_every_shape() {
        for cell in [
            "1/2/2020",
            "01-02-2020",
            "1.2.2020",
            "2020-02-01",
            "ngày 1 tháng 2 năm 2020",
            "Ngày 01 tháng 02 năm 2020",
            "01/02/2020 00:00",
            "01/02/2020 08:30",
            "2020-02-01T00:00:00",
            "43862",
            " 1/2/2020\u{a0}",
            "nga\u{300}y 1 tha\u{301}ng 2 na\u{306}m 2020",
        ] {
            assert_eq!(read(cell), Ok(date(2020, 2, 1)), "{cell}");
        }
        assert_eq!(read("1/2/20"), Ok(date(2020, 2, 1)));
    }

    #[test]
    fn a_day_without_its_year_or_day_is_named_as_such() {
        assert!(read("2020").unwrap_err().contains("chỉ có năm"));
        assert!(read("10/2020").unwrap_err().contains("chỉ có tháng và năm"));
        assert!(read("15/10").unwrap_err().contains("thiếu năm"));
        assert!(read("ngày 15 tháng 10").unwrap_err().contains("thiếu năm"));
        assert!(read("31/02/2020").unwrap_err().contains("không có trong lịch"));
        assert!(read("1/1/1850").unwrap_err().contains("1900 đến 2100"));
        for cell in ["hôm nay", "chưa rõ", "7", "999999", "", "12:30"] {
            assert!(read(cell).unwrap_err().contains("không phải ngày"), "{cell}");
        }
    }

    #[test]
    fn the_first_and_last_day_that_excel_counts_are_read() {
        assert_eq!(read("18264"), Ok(date(1950, 1, 1)));
        assert_eq!(read("73415"), Ok(date(2100, 12, 31)));
        assert!(read("18263").is_err() && read("73416").is_err());
    }

    #[test]
    fn a_code_stays_as_it_was_typed() {
        for (cell, wanted) in
            [("007", "007"), ("1.0", "1"), ("1,00", "1"), ("25/NQ-HĐND", "25/NQ-HĐND"), ("1.250", "1.250")]
        {
            assert_eq!(code(cell).as_deref(), Ok(wanted));
        }
        for cell in ["1e5", "1E+05", "1,23E+11", "9.12346E+11"] {
            assert!(code(cell).unwrap_err().contains("số mũ"), "{cell}");
        }
        for cell in ["E5", "KN-2020-0012", "3E12345", "e"] {
            assert_eq!(code(cell).as_deref(), Ok(cell));
        }
    }

    #[test]
    fn numbers_and_ticks_are_read_as_offices_write_them() {
        assert_eq!(integer("1.250"), Ok(1_250));
        assert_eq!(integer("12,0"), Ok(12));
        assert!(integer("mười").is_err() && integer("1,5").is_err());
        for cell in ["Có", "x", "X", "✓", "1"] {
            assert_eq!(yes(cell), Ok(true), "{cell}");
        }
        for cell in ["", "không", "-", "0"] {
            assert_eq!(yes(cell), Ok(false), "{cell}");
        }
        assert!(yes("có thể").is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_words_make_it_fall(cell in "\\PC{0,40}") {
            let _ = (read(&cell), code(&cell), integer(&cell), yes(&cell));
        }
    }
}
