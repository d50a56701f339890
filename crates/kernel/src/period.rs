//! Reporting periods: quarters, half-years, nine months and years, and their labels.

use std::fmt;
use std::str::FromStr;

use crate::dates::Date;
use crate::numbers::roman;

/// The first and the last day of something, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Window {
    /// Whether the day lies inside; the first and the last day do.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// A quarter of a calendar year, written "2020-Q3".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// The year.
    pub year: i16,
    /// 1 to 4. A number outside counts as the nearer of the two.
    pub number: u8,
}

impl Quarter {
    /// The quarter of a year; none unless `number` is 1 to 4.
    pub fn new(year: i16, number: u8) -> Option<Self> {
        (1..=4).contains(&number).then_some(Self { year, number })
    }

    /// The quarter a day lies in.
    pub fn of(day: Date) -> Self {
        let number = match day.month() {
            ..=3 => 1,
            4..=6 => 2,
            7..=9 => 3,
            _ => 4,
        };
        Self { year: day.year(), number }
    }

    /// For people: "quý III/2020".
    pub fn print(self) -> String {
        format!("quý {}/{}", roman(u32::from(self.number.clamp(1, 4))), self.year)
    }

    /// First day.
    pub fn from(self) -> Date {
        first_day(self.year, self.last_month() - 2)
    }

    /// Last day.
    pub fn to(self) -> Date {
        first_day(self.year, self.last_month()).last_of_month()
    }

    /// The quarter before.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.number <= 1 {
            Self { year: self.year.saturating_sub(1), number: 4 }
        } else {
            Self { number: self.number.min(4) - 1, ..self }
        }
    }

    /// The quarter after.
    #[must_use]
    pub fn next(self) -> Self {
        if 4 <= self.number {
            Self { year: self.year.saturating_add(1), number: 1 }
        } else {
            Self { number: self.number + 1, ..self }
        }
    }

    /// The same quarter of the year before, to compare with.
    #[must_use]
    pub fn same_last_year(self) -> Self {
        Self { year: self.year.saturating_sub(1), ..self }
    }

    fn last_month(self) -> i8 {
        match self.number {
            ..=1 => 3,
            2 => 6,
            3 => 9,
            _ => 12,
        }
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        match text.parse()? {
            Period::Quarter(quarter) => Ok(quarter),
            Period::HalfYear { .. } | Period::NineMonths(_) | Period::Year(_) | Period::Inspection { .. } => {
                Err(NotAPeriod)
            }
        }
    }
}

/// A text that is no reporting period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Không đọc được kỳ báo cáo. Chọn một quý, 6 tháng, 9 tháng, một năm hoặc kỳ của ngành thanh tra.")]
pub struct NotAPeriod;

/// The time a report covers, written "2020-Q3", "2020-H1", "2020-9M" or "2020"; the windows of
/// the Inspectorate "2020-TT-Q3", "2020-TT-H1", "2020-TT-9M" and "2020-TT".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Three months.
    Quarter(Quarter),
    /// Six months.
    HalfYear {
        /// The year.
        year: i16,
        /// 1 or 2. A number outside counts as the nearer of the two.
        half: u8,
    },
    /// January to September of a year.
    NineMonths(i16),
    /// A calendar year.
    Year(i16),
    /// A window of the Inspectorate's reports on receptions and letters: the quarters end on the
    /// 14th of their last month (TT 02/2021/TT-TTCP, TT 01/2024/TT-TTCP).
    Inspection {
        /// The year.
        year: i16,
        /// Its first quarter, from 1.
        first: u8,
        /// Its last quarter, to 4.
        last: u8,
    },
}

impl Period {
    /// For people: "quý III/2020", "6 tháng đầu năm 2020", "9 tháng đầu năm 2020", "năm 2020".
    pub fn label(self) -> String {
        match self {
            Self::Quarter(quarter) => quarter.print(),
            Self::HalfYear { year, half: ..=1 } => format!("6 tháng đầu năm {year}"),
            Self::HalfYear { year, half: _ } => format!("6 tháng cuối năm {year}"),
            Self::NineMonths(year) => format!("9 tháng đầu năm {year}"),
            Self::Year(year) => format!("năm {year}"),
            Self::Inspection { year, first, last } => {
                let what = match (first, last) {
                    (1, 2) => "6 tháng".to_owned(),
                    (1, 3) => "9 tháng".to_owned(),
                    (1, 4) => "năm".to_owned(),
                    _ => format!("quý {}", roman(u32::from(last))),
                };
                format!("{what} {year} (kỳ của ngành thanh tra)")
            }
        }
    }

    /// First day.
    pub fn from(self) -> Date {
        match self {
            Self::Quarter(quarter) => quarter.from(),
            Self::HalfYear { year, half } => first_day(year, if half < 2 { 1 } else { 7 }),
            Self::NineMonths(year) | Self::Year(year) => first_day(year, 1),
            Self::Inspection { year, first: ..=1, .. } => {
                first_day(year.saturating_sub(1), 12).saturating_add(jiff::Span::new().days(14))
            }
            Self::Inspection { year, first, .. } => first_day(year, last_month(first.saturating_sub(1)))
                .saturating_add(jiff::Span::new().days(14)),
        }
    }

    /// Last day.
    pub fn to(self) -> Date {
        match self {
            Self::Quarter(quarter) => quarter.to(),
            Self::HalfYear { year, half } => first_day(year, if half < 2 { 6 } else { 12 }).last_of_month(),
            Self::NineMonths(year) => first_day(year, 9).last_of_month(),
            Self::Year(year) => first_day(year, 12).last_of_month(),
            Self::Inspection { year, last, .. } => {
                first_day(year, last_month(last)).saturating_add(jiff::Span::new().days(13))
            }
        }
    }

    /// First and last day together.
    pub fn window(self) -> Window {
        Window { from: self.from(), to: self.to() }
    }

    /// The period before. Nine months have no neighbour; before them are those of last year.
    #[must_use]
    pub fn previous(self) -> Self {
        match self {
            Self::Quarter(quarter) => Self::Quarter(quarter.previous()),
            Self::HalfYear { year, half: ..=1 } => Self::HalfYear { year: year.saturating_sub(1), half: 2 },
            Self::HalfYear { year, half: _ } => Self::HalfYear { year, half: 1 },
            Self::Inspection { year, first, last } if first == last && 1 < first => {
                Self::Inspection { year, first: first - 1, last: last - 1 }
            }
            Self::Inspection { year, first: 1, last: 1 } => {
                Self::Inspection { year: year.saturating_sub(1), first: 4, last: 4 }
            }
            Self::NineMonths(_) | Self::Year(_) | Self::Inspection { .. } => self.same_last_year(),
        }
    }

    /// The same period of the year before, to compare with.
    #[must_use]
    pub fn same_last_year(self) -> Self {
        match self {
            Self::Quarter(quarter) => Self::Quarter(quarter.same_last_year()),
            Self::HalfYear { year, half } => Self::HalfYear { year: year.saturating_sub(1), half },
            Self::NineMonths(year) => Self::NineMonths(year.saturating_sub(1)),
            Self::Year(year) => Self::Year(year.saturating_sub(1)),
            Self::Inspection { year, first, last } => {
                Self::Inspection { year: year.saturating_sub(1), first, last }
            }
        }
    }

    /// From 1 January of the period's year to its last day.
    pub fn year_to_date(&self) -> (Date, Date) {
        let to = self.to();
        (to.first_of_year(), to)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarter(quarter) => quarter.fmt(f),
            Self::HalfYear { year, half } => write!(f, "{year:04}-H{half}"),
            Self::NineMonths(year) => write!(f, "{year:04}-9M"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Inspection { year, first, last } => match (first, last) {
                (1, 2) => write!(f, "{year:04}-TT-H1"),
                (1, 3) => write!(f, "{year:04}-TT-9M"),
                (1, 4) => write!(f, "{year:04}-TT"),
                _ => write!(f, "{year:04}-TT-Q{last}"),
            },
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAPeriod);
        }
        let year = year.parse().map_err(|_| NotAPeriod)?;
        match part {
            None => Ok(Self::Year(year)),
            Some("Q1") => Ok(Self::Quarter(Quarter { year, number: 1 })),
            Some("Q2") => Ok(Self::Quarter(Quarter { year, number: 2 })),
            Some("Q3") => Ok(Self::Quarter(Quarter { year, number: 3 })),
            Some("Q4") => Ok(Self::Quarter(Quarter { year, number: 4 })),
            Some("H1") => Ok(Self::HalfYear { year, half: 1 }),
            Some("H2") => Ok(Self::HalfYear { year, half: 2 }),
            Some("9M") => Ok(Self::NineMonths(year)),
            Some("TT-Q1") => Ok(Self::Inspection { year, first: 1, last: 1 }),
            Some("TT-Q2") => Ok(Self::Inspection { year, first: 2, last: 2 }),
            Some("TT-Q3") => Ok(Self::Inspection { year, first: 3, last: 3 }),
            Some("TT-Q4") => Ok(Self::Inspection { year, first: 4, last: 4 }),
            Some("TT-H1") => Ok(Self::Inspection { year, first: 1, last: 2 }),
            Some("TT-9M") => Ok(Self::Inspection { year, first: 1, last: 3 }),
            Some("TT") => Ok(Self::Inspection { year, first: 1, last: 4 }),
            Some(_) => Err(NotAPeriod),
        }
    }
}

/// A council's number: "khóa XVIII".
pub fn council_term(number: u32) -> String {
    format!("khóa {}", roman(number))
}

/// A legislative term: "nhiệm kỳ 2016 - 2021".
pub fn legislative_term(start_year: i16, end_year: i16) -> String {
    format!("nhiệm kỳ {start_year} - {end_year}")
}

/// The last month of a quarter.
fn last_month(quarter: u8) -> i8 {
    match quarter {
        ..=1 => 3,
        2 => 6,
        3 => 9,
        4.. => 12,
    }
}

fn first_day(year: i16, month: i8) -> Date {
    // Every month has a first day; only a year outside the calendar does not
    let edge = if year < 0 { Date::MIN } else { Date::MAX };
    Date::new(year, month, 1).unwrap_or(edge)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const THIRD: Quarter = Quarter { year: 2020, number: 3 };

    #[test]
    fn the_third_quarter_is_july_to_september() {
        assert_eq!(THIRD.print(), "quý III/2020");
        assert_eq!(THIRD.from(), date(2020, 7, 1));
        assert_eq!(THIRD.to(), date(2020, 9, 30));
        assert_eq!(Quarter::of(date(2020, 9, 30)), THIRD);
        assert_eq!(Quarter::of(date(2020, 10, 1)), Quarter { year: 2020, number: 4 });
        assert_eq!(THIRD.to_string(), "2020-Q3");
    }

    #[test]
    fn before_the_first_quarter_is_the_fourth_of_last_year() {
        let first = Quarter { year: 2020, number: 1 };
        assert_eq!(first.previous(), Quarter { year: 2019, number: 4 });
        assert_eq!(THIRD.previous(), Quarter { year: 2020, number: 2 });
        assert_eq!(THIRD.same_last_year(), Quarter { year: 2019, number: 3 });
    }

    #[test]
    fn periods_are_called_as_reports_call_them() {
        let labels = [
            ("2020-Q3", "quý III/2020"),
            ("2020-H1", "6 tháng đầu năm 2020"),
            ("2020-H2", "6 tháng cuối năm 2020"),
            ("2020-9M", "9 tháng đầu năm 2020"),
            ("2020", "năm 2020"),
        ];
        for (code, label) in labels {
            assert_eq!(code.parse::<Period>().map(Period::label), Ok(label.to_owned()));
        }
    }

    #[test]
    fn the_inspectorate_s_quarters_end_on_the_fourteenth() {
        for (code, from, to) in [
            ("2025-TT-Q1", date(2024, 12, 15), date(2025, 3, 14)),
            ("2025-TT-Q2", date(2025, 3, 15), date(2025, 6, 14)),
            ("2025-TT-Q3", date(2025, 6, 15), date(2025, 9, 14)),
            ("2025-TT-Q4", date(2025, 9, 15), date(2025, 12, 14)),
            ("2025-TT-H1", date(2024, 12, 15), date(2025, 6, 14)),
            ("2025-TT-9M", date(2024, 12, 15), date(2025, 9, 14)),
            ("2025-TT", date(2024, 12, 15), date(2025, 12, 14)),
        ] {
            let period: Period = code.parse().unwrap_or(Period::Year(0));
            assert_eq!((period.from(), period.to(), period.to_string().as_str()), (from, to, code));
        }
        let first = Period::Inspection { year: 2025, first: 1, last: 1 };
        assert_eq!(first.previous().to_string(), "2024-TT-Q4");
        assert_eq!(first.label(), "quý I 2025 (kỳ của ngành thanh tra)");
    }

    #[test]
    fn nine_months_end_on_the_thirtieth_of_september() {
        let nine = Period::NineMonths(2020);
        assert_eq!(nine.window(), Window { from: date(2020, 1, 1), to: date(2020, 9, 30) });
        assert_eq!(nine.previous(), Period::NineMonths(2019));
        assert_eq!(
            Period::HalfYear { year: 2020, half: 1 }.previous(),
            Period::HalfYear { year: 2019, half: 2 }
        );
    }

    #[test]
    fn the_year_so_far_ends_with_the_period() {
        assert_eq!(Period::Quarter(THIRD).year_to_date(), (date(2020, 1, 1), date(2020, 9, 30)));
    }

    #[test]
    fn a_window_includes_both_its_ends() {
        let window = Period::Quarter(THIRD).window();
        assert!(!window.contains(date(2020, 6, 30)));
        assert!(window.contains(date(2020, 7, 1)));
        assert!(window.contains(date(2020, 9, 30)));
        assert!(!window.contains(date(2020, 10, 1)));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for wrong in ["", "2020-Q5", "2020-Q0", "20-Q1", "2020-", "2020-H3", "+020", "2020-q3", "2020-6M"] {
            assert_eq!(wrong.parse::<Period>(), Err(NotAPeriod), "{wrong}");
        }
        assert_eq!("2020-H1".parse::<Quarter>(), Err(NotAPeriod));
        assert_eq!(Quarter::new(2020, 5), None);
    }

    #[test]
    fn terms_are_numbered_in_roman() {
        assert_eq!(council_term(18), "khóa XVIII");
        assert_eq!(legislative_term(2016, 2021), "nhiệm kỳ 2016 - 2021");
    }

    proptest! {
        #[test]
        fn codes_are_read_back(year in 1900i16..2200, number in 1u8..=4, half in 1u8..=2) {
            let periods = [
                Period::Quarter(Quarter { year, number }),
                Period::HalfYear { year, half },
                Period::NineMonths(year),
                Period::Year(year),
            ];
            for period in periods {
                prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
            }
        }

        #[test]
        fn quarters_leave_no_day_out(year in 1900i16..2200, number in 1u8..=4) {
            let quarter = Quarter { year, number };
            prop_assert_eq!(quarter.previous().to().tomorrow().ok(), Some(quarter.from()));
            prop_assert_eq!(quarter.previous().next(), quarter);
            prop_assert_eq!(Quarter::of(quarter.from()), quarter);
            prop_assert_eq!(Quarter::of(quarter.to()), quarter);
        }

        #[test]
        fn any_number_gives_a_period(year in any::<i16>(), number in any::<u8>()) {
            let quarter = Quarter { year, number };
            prop_assert!(quarter.from() <= quarter.to());
            let half = Period::HalfYear { year, half: number };
            prop_assert!(half.from() <= half.to());
            let _ = (quarter.previous().print(), half.previous().label());
        }
    }
}
