//! Working days: the yearly table of days off and swaps, and the statute where a year has no table.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::error::LoadError;
use crate::statutory::{self, is_weekend};
use crate::vietnamese;

const SHIPPED: &str = include_str!("../data/holidays.csv");
/// Years whose days off are known without a table; outside them only weekends are known.
const PREPARED_YEARS: std::ops::RangeInclusive<i16> = 2000..=2060;
/// A count of working days stops after ten years: nobody plans further, and a mistyped year must not run on.
const FURTHEST_DAYS: u32 = 3_660;
/// No stretch of days off is longer; a bound, so that no search runs on.
const LONGEST_STRETCH: usize = 60;

/// The calendar of working days of Vietnamese public offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    off: BTreeMap<Date, String>,
    working_weekends: BTreeSet<Date>,
    announced: BTreeSet<i16>,
    prepared: BTreeMap<Date, &'static str>,
}

impl Calendar {
    /// The table that comes with the product, 2016 to 2026.
    pub fn shipped() -> Result<Self, LoadError> {
        Self::from_csv(SHIPPED)
    }

    /// Reads a table `date,kind,name,…` with the kinds `public`, `compensatory`, `swap_off`, `swap_work`.
    ///
    /// Lines that begin with `#` and the heading are skipped. Every year with a row counts as announced.
    pub fn from_csv(text: &str) -> Result<Self, LoadError> {
        let mut calendar = Self {
            off: BTreeMap::new(),
            working_weekends: BTreeSet::new(),
            announced: BTreeSet::new(),
            prepared: BTreeMap::new(),
        };
        calendar.read(text)?;
        calendar.prepare();
        Ok(calendar)
    }

    /// The same calendar with the table of one or more further years; those years are replaced whole.
    pub fn with_csv(&self, text: &str) -> Result<Self, LoadError> {
        let added = Self::from_csv(text)?;
        let mut calendar = self.clone();
        let replaced = |date: &Date| added.announced.contains(&date.year());
        calendar.off.retain(|date, _| !replaced(date));
        calendar.working_weekends.retain(|date| !replaced(date));
        calendar.off.extend(added.off);
        calendar.working_weekends.extend(added.working_weekends);
        calendar.announced.extend(added.announced);
        calendar.prepare();
        Ok(calendar)
    }

    /// Whether offices work on a day.
    pub fn is_working(&self, date: Date) -> bool {
        self.why_off(date).is_none()
    }

    /// Why a day is off, in Vietnamese; `None` on a working day.
    pub fn why_off(&self, date: Date) -> Option<&str> {
        if self.working_weekends.contains(&date) {
            return None;
        }
        let holiday = if self.provisional(date.year()) {
            self.prepared.get(&date).copied()
        } else {
            self.off.get(&date).map(String::as_str)
        };
        holiday.or_else(|| is_weekend(date).then(|| vietnamese::weekday(date)))
    }

    /// Whether a year has no table yet, so that only the statute is known.
    pub fn provisional(&self, year: i16) -> bool {
        !self.announced.contains(&year)
    }

    /// The first working day after a day, that day excluded.
    pub fn working_day_after(&self, date: Date) -> Date {
        self.search(date, |day| day.tomorrow().unwrap_or(day))
    }

    /// The last working day before a day, that day excluded.
    pub fn working_day_before(&self, date: Date) -> Date {
        self.search(date, |day| day.yesterday().unwrap_or(day))
    }

    /// The working days after `from` up to and including `to`, over ten years at most; 0 when `to` is not later.
    pub fn working_days_between(&self, from: Date, to: Date) -> u32 {
        let mut count = 0;
        let mut day = from;
        for _ in 0..FURTHEST_DAYS {
            if to <= day {
                break;
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            count += u32::from(self.is_working(day));
        }
        count
    }

    fn search(&self, date: Date, step: impl Fn(Date) -> Date) -> Date {
        let mut day = step(date);
        for _ in 0..LONGEST_STRETCH {
            if self.is_working(day) {
                break;
            }
            day = step(day);
        }
        day
    }

    fn prepare(&mut self) {
        self.prepared = PREPARED_YEARS
            .filter(|year| !self.announced.contains(year))
            .flat_map(statutory::days_off)
            .collect();
    }

    fn read(&mut self, text: &str) -> Result<(), LoadError> {
        let rows = text.lines().enumerate().filter(|(_, line)| {
            !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("date,")
        });
        for (index, line) in rows {
            let wrong = || LoadError::Holiday { line: index + 1, text: line.to_owned() };
            self.read_row(line).ok_or_else(wrong)?;
        }
        Ok(())
    }

    fn read_row(&mut self, line: &str) -> Option<()> {
        let mut fields = line.splitn(4, ',');
        let date: Date = fields.next()?.parse().ok()?;
        let kind = fields.next()?;
        let name = fields.next()?.trim();
        if name.is_empty() {
            return None;
        }
        let label = match kind {
            "public" => name.to_owned(),
            "compensatory" => format!("Nghỉ bù {name}"),
            "swap_off" => format!("Nghỉ hoán đổi dịp {name}"),
            "swap_work" => {
                self.working_weekends.insert(date);
                self.announced.insert(date.year());
                return Some(());
            }
            _ => return None,
        };
        self.off.insert(date, label);
        self.announced.insert(date.year());
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn calendar() -> Calendar {
        static SHIPPED: std::sync::LazyLock<Calendar> =
            std::sync::LazyLock::new(|| Calendar::shipped().expect("the shipped table is read"));
        SHIPPED.clone()
    }

    #[test]
    fn the_reason_of_a_day_off_is_named() {
        let calendar = calendar();
        assert_eq!(calendar.why_off(date(2020, 7, 25)), Some("Thứ Bảy"));
        assert_eq!(calendar.why_off(date(2020, 7, 26)), Some("Chủ Nhật"));
        assert_eq!(calendar.why_off(date(2020, 9, 2)), Some("Quốc khánh 2/9"));
        assert_eq!(calendar.why_off(date(2026, 4, 27)), Some("Nghỉ bù Giỗ Tổ Hùng Vương"));
        assert_eq!(calendar.why_off(date(2026, 8, 31)), Some("Nghỉ hoán đổi dịp Quốc khánh 2/9"));
        assert_eq!(calendar.why_off(date(2020, 7, 22)), None);
    }

    #[test]
    fn a_swapped_saturday_is_a_working_day() {
        assert!(calendar().is_working(date(2026, 8, 22)));
        assert!(!calendar().is_working(date(2026, 8, 29)));
    }

    #[test]
    fn a_year_without_a_notice_is_provisional_and_still_knows_tet() {
        let calendar = calendar();
        assert!(calendar.provisional(2027));
        assert!(!calendar.provisional(2026));
        assert_eq!(calendar.why_off(date(2027, 2, 5)), Some("Tết Nguyên đán"));
        // Mồng 1 and mồng 2 fall on a weekend, so two days more are off.
        assert_eq!(calendar.why_off(date(2027, 2, 10)), Some("Nghỉ bù Tết Nguyên đán"));
        assert_eq!(calendar.why_off(date(2027, 2, 11)), Some("Nghỉ bù Tết Nguyên đán"));
        assert!(calendar.is_working(date(2027, 2, 12)));
        assert_eq!(calendar.why_off(date(2027, 11, 24)), Some("Ngày Văn hóa Việt Nam"));
    }

    #[test]
    fn a_notice_entered_later_replaces_the_guess() {
        let calendar =
            calendar().with_csv("date,kind,name\n2027-01-01,public,Tết Dương lịch\n").expect("one row");
        assert!(!calendar.provisional(2027));
        assert!(calendar.is_working(date(2027, 2, 10)));
        assert!(!calendar.is_working(date(2026, 9, 2)));
    }

    #[test]
    fn a_mistyped_year_does_not_run_on() {
        let calendar = calendar();
        assert!(calendar.working_days_between(date(2026, 1, 1), date(9999, 12, 31)) < 3_660);
        assert_eq!(calendar.working_days_between(date(2026, 1, 2), date(2026, 1, 1)), 0);
    }

    #[test]
    fn a_row_with_an_unknown_kind_is_refused_with_its_line() {
        let refused = Calendar::from_csv("date,kind,name\n2027-01-01,festival,Tết\n");
        assert!(matches!(refused, Err(LoadError::Holiday { line: 2, .. })));
    }

    proptest! {
        #[test]
        fn going_forward_and_back_lands_on_the_same_working_day(days in 0_i64..9_000) {
            let calendar = calendar();
            let start = date(2012, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let next = calendar.working_day_after(start);
            prop_assert!(start < next && calendar.is_working(next));
            prop_assert_eq!(calendar.working_day_after(calendar.working_day_before(next)), next);
            prop_assert_eq!(calendar.working_days_between(start, next), 1);
        }
    }
}
