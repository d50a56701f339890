//! Periods of figures: months beside the reporting periods of the house.

use std::fmt;
use std::str::FromStr;

use kernel::Date;
use kernel::period::{NotAPeriod, Period, Quarter};

/// The time that a figure tells of, written `2020-M09`, `2020-Q3`, `2020-H1`, `2020-9M`, `2020`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigurePeriod {
    /// A month, 1 to 12.
    Month(i16, i8),
    /// Quarter, half-year, nine months, year.
    Longer(Period),
}

impl FigurePeriod {
    /// For people: "tháng 9/2020", "quý III/2020", "9 tháng đầu năm 2020".
    pub fn label(self) -> String {
        match self {
            Self::Month(year, month) => format!("tháng {month}/{year}"),
            Self::Longer(period) => period.label(),
        }
    }

    /// First day.
    pub fn from(self) -> Date {
        match self {
            Self::Month(year, month) => first_day(year, month),
            Self::Longer(period) => period.from(),
        }
    }

    /// Last day.
    pub fn to(self) -> Date {
        match self {
            Self::Month(year, month) => first_day(year, month).last_of_month(),
            Self::Longer(period) => period.to(),
        }
    }

    /// The periods of a year in which figures are entered, in the order of their last days.
    pub fn of_year(year: i16) -> Vec<Self> {
        let mut all: Vec<Self> = (1..=12).map(|month| Self::Month(year, month)).collect();
        all.extend(
            (1..=4)
                .filter_map(|number| Quarter::new(year, number))
                .map(|one| Self::Longer(Period::Quarter(one))),
        );
        all.push(Self::Longer(Period::HalfYear { year, half: 1 }));
        all.push(Self::Longer(Period::NineMonths(year)));
        all.push(Self::Longer(Period::Year(year)));
        all.sort_by_key(|one| (one.to(), std::cmp::Reverse(one.from())));
        all
    }
}

fn first_day(year: i16, month: i8) -> Date {
    Date::new(year, month.clamp(1, 12), 1).unwrap_or(Date::MAX)
}

impl fmt::Display for FigurePeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(year, month) => write!(f, "{year:04}-M{month:02}"),
            Self::Longer(period) => period.fmt(f),
        }
    }
}

impl FromStr for FigurePeriod {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        if let Some((year, month)) = text.split_once("-M") {
            let is_plain = year.len() == 4
                && month.len() == 2
                && (year.to_owned() + month).bytes().all(|byte| byte.is_ascii_digit());
            let year: i16 = year.parse().map_err(|_| NotAPeriod)?;
            let month: i8 = month.parse().map_err(|_| NotAPeriod)?;
            return if is_plain && (1..=12).contains(&month) {
                Ok(Self::Month(year, month))
            } else {
                Err(NotAPeriod)
            };
        }
        match text.parse()? {
            Period::Inspection { .. } => Err(NotAPeriod),
            period => Ok(Self::Longer(period)),
        }
    }
}

/// The label of a stored period.
pub fn label_of(period: &str) -> String {
    period.parse::<FigurePeriod>().map_or_else(|_| period.to_owned(), FigurePeriod::label)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_period_of_a_year_is_read_as_it_is_written() {
        let all = FigurePeriod::of_year(2020);
        assert_eq!(all.len(), 19);
        for one in all {
            assert_eq!(one.to_string().parse(), Ok(one));
            assert!(one.from() <= one.to());
        }
        assert_eq!(FigurePeriod::Month(2020, 2).to(), date(2020, 2, 29));
        for wrong in ["2020-M13", "2020-M00", "2020-M9", "20-M09", "2020-TT-Q3", ""] {
            assert!(wrong.parse::<FigurePeriod>().is_err(), "{wrong}");
        }
    }
}
