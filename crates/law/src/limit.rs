//! What a rule limits, as a type, with the words a reader sees.
//!
//! The table writes limits in a small language (`+10 working days`, `at least 2/3`, `next briefing`), read by
//! `FromStr` and written by `Display`; `describe` gives the Vietnamese.

use std::fmt;

use jiff::civil::Date;

use crate::vietnamese;

/// The unit of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Hours by the clock.
    Hours,
    /// Calendar days.
    Days,
    /// Working days.
    WorkingDays,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// The period of a frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// A term of the council.
    Term,
}

/// What a ceiling counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    /// Occasions.
    Times,
    /// Terms of office.
    Terms,
    /// Persons.
    People,
}

/// A day of any year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

/// A share of a whole, compared in whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share {
    /// Part of the fraction above the line.
    pub numerator: u32,
    /// Part of the fraction below the line, never 0.
    pub denominator: u32,
    /// `true`: more than the fraction; `false`: at least the fraction.
    pub more_than: bool,
}

impl Share {
    /// Whether `part` of `whole` reaches the share; a share of nothing is never reached.
    pub fn reached(self, part: u32, whole: u32) -> bool {
        let left = u64::from(part) * u64::from(self.denominator);
        let right = u64::from(whole) * u64::from(self.numerator);
        let enough = if self.more_than { right < left } else { right <= left };
        0 < whole && enough
    }
}

/// What a rule limits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Limit {
    /// At latest so long after the trigger; `up_to` in the exceptional case the rule names.
    After {
        /// How many units.
        amount: u32,
        /// The unit.
        unit: Unit,
        /// The longer limit, in the same unit.
        up_to: Option<u32>,
    },
    /// At latest so long before the trigger.
    Before {
        /// How many units.
        amount: u32,
        /// The unit.
        unit: Unit,
    },
    /// Not earlier than so long after the trigger.
    NotBefore {
        /// How many units.
        amount: u32,
        /// The unit.
        unit: Unit,
    },
    /// Lasts so long.
    Lasting {
        /// How many units.
        amount: u32,
        /// The unit.
        unit: Unit,
    },
    /// Several days before the trigger, in calendar days.
    Reminders(Vec<u32>),
    /// One fixed date.
    On(Date),
    /// The same day every year.
    Yearly(MonthDay),
    /// A day of the year before the year of the trigger.
    YearBefore(MonthDay),
    /// From a day of the year before to one of several days of the year.
    Window {
        /// First day, in the year before.
        from: MonthDay,
        /// The last days.
        to: Vec<MonthDay>,
    },
    /// The calendar quarter.
    CalendarQuarter,
    /// From the opening of one session to the eve of the next.
    BetweenSessions,
    /// A share of a whole.
    Share(Share),
    /// More than so many in a hundred.
    MoreThanPercent(u32),
    /// At least so many times in a period.
    AtLeastPer {
        /// How many times.
        count: u32,
        /// In which period.
        period: Period,
    },
    /// At most so many.
    AtMost {
        /// How many.
        count: u32,
        /// Of what.
        thing: Thing,
    },
    /// At least so many persons.
    AtLeastPeople(u32),
    /// From so many to so many persons.
    People {
        /// Fewest.
        from: u32,
        /// Most.
        to: u32,
    },
    /// At the next session.
    NextSession,
    /// At the next briefing.
    NextBriefing,
    /// At the same session or the next.
    ThisOrNextSession,
    /// At each session.
    EachSession,
    /// The law says "kịp thời" and gives no number.
    Promptly,
    /// The law says "ngay".
    AtOnce,
    /// All the time.
    Continuously,
    /// Forbidden.
    Never,
    /// No number.
    None,
}

/// What kind of thing a limit measures; a council's own number must measure the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A date.
    Date,
    /// A share of votes or members.
    Share,
    /// A count or a frequency.
    Count,
    /// A word, which any number may make precise.
    Word,
}

impl Limit {
    /// Whether `part` of `whole` reaches a limit that is a share; none for another kind of limit.
    pub fn reached(&self, part: u32, whole: u32) -> Option<bool> {
        match self {
            Self::Share(share) => Some(share.reached(part, whole)),
            Self::MoreThanPercent(percent) => {
                let (part, whole) = (u64::from(part) * 100, u64::from(whole) * u64::from(*percent));
                Some(0 < whole && whole < part)
            }
            _ => None,
        }
    }

    /// What the limit measures.
    pub fn measure(&self) -> Measure {
        match self {
            Self::After { .. }
            | Self::Before { .. }
            | Self::NotBefore { .. }
            | Self::Lasting { .. }
            | Self::Reminders(_)
            | Self::On(_)
            | Self::Yearly(_)
            | Self::YearBefore(_)
            | Self::Window { .. }
            | Self::CalendarQuarter
            | Self::NextSession
            | Self::NextBriefing
            | Self::ThisOrNextSession => Measure::Date,
            Self::Share(_) | Self::MoreThanPercent(_) => Measure::Share,
            Self::AtLeastPer { .. } | Self::AtMost { .. } | Self::AtLeastPeople(_) | Self::People { .. } => {
                Measure::Count
            }
            Self::BetweenSessions
            | Self::EachSession
            | Self::Promptly
            | Self::AtOnce
            | Self::Continuously
            | Self::Never
            | Self::None => Measure::Word,
        }
    }

    /// The limit in Vietnamese, to follow a colon.
    pub fn describe(&self) -> String {
        match self {
            Self::After { amount: 0, unit: Unit::Days, up_to: None } => "trong ngày".to_owned(),
            Self::After { amount, unit, up_to } => {
                let usual = format!("chậm nhất {amount} {} sau ngày mốc", unit_word(*unit));
                up_to.map_or(usual.clone(), |longest| {
                    format!("{usual}, trường hợp đặc biệt {longest} {}", unit_word(*unit))
                })
            }
            Self::Before { amount, unit } => {
                format!("chậm nhất {amount} {} trước ngày mốc", unit_word(*unit))
            }
            Self::NotBefore { amount, unit } => {
                format!("không sớm hơn {amount} {} sau ngày mốc", unit_word(*unit))
            }
            Self::Lasting { amount, unit } => format!("{amount} {}", unit_word(*unit)),
            Self::Reminders(days) => format!("trước ngày mốc {} ngày", joined(days)),
            Self::On(date) => format!("ngày {}", vietnamese::day(*date)),
            Self::Yearly(day) => format!("hằng năm, ngày {}", day.describe()),
            Self::YearBefore(day) => format!("chậm nhất ngày {} năm trước", day.describe()),
            Self::Window { from, to } => {
                let ends: Vec<String> = to.iter().map(|day| day.describe()).collect();
                format!("từ {} năm trước đến {}", from.describe(), ends.join("; "))
            }
            Self::Share(share) => {
                let word = if share.more_than { "quá" } else { "ít nhất" };
                format!("{word} {}/{}", share.numerator, share.denominator)
            }
            Self::MoreThanPercent(percent) => format!("trên {percent}%"),
            Self::AtLeastPer { count, period } => {
                format!("ít nhất {count} lần mỗi {}", period_word(*period))
            }
            Self::AtMost { count, thing } => format!("không quá {count} {}", thing_word(*thing)),
            Self::AtLeastPeople(count) => format!("từ {count} người trở lên"),
            Self::People { from, to } => format!("từ {from} đến {to} người"),
            Self::CalendarQuarter
            | Self::BetweenSessions
            | Self::NextSession
            | Self::NextBriefing
            | Self::ThisOrNextSession
            | Self::EachSession
            | Self::Promptly
            | Self::AtOnce
            | Self::Continuously
            | Self::Never
            | Self::None => self.word().to_owned(),
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::CalendarQuarter => "quý dương lịch",
            Self::BetweenSessions => "từ kỳ họp này đến trước kỳ họp sau",
            Self::NextSession => "kỳ họp gần nhất",
            Self::NextBriefing => "hội nghị giao ban sau",
            Self::ThisOrNextSession => "tại kỳ họp đó hoặc kỳ họp gần nhất",
            Self::EachSession => "mỗi kỳ họp",
            Self::Promptly => "kịp thời",
            Self::AtOnce => "ngay",
            Self::Continuously => "thường xuyên",
            Self::Never => "không được",
            _ => "không ấn định số",
        }
    }
}

impl MonthDay {
    fn describe(self) -> String {
        format!("{:02}/{:02}", self.day, self.month)
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After { amount, unit, up_to } => {
                write!(f, "+{amount} {}", unit.name())?;
                up_to.map_or(Ok(()), |longest| write!(f, ", up to {longest}"))
            }
            Self::Before { amount, unit } => write!(f, "-{amount} {}", unit.name()),
            Self::NotBefore { amount, unit } => write!(f, "at least {amount} {}", unit.name()),
            Self::Lasting { amount, unit } => write!(f, "lasting {amount} {}", unit.name()),
            Self::Reminders(days) => {
                let list: Vec<String> = days.iter().map(|day| format!("-{day}")).collect();
                write!(f, "{} days", list.join(", "))
            }
            Self::On(date) => write!(f, "on {date}"),
            Self::Yearly(day) => write!(f, "yearly on {day}"),
            Self::YearBefore(day) => write!(f, "by {day} of the year before"),
            Self::Window { from, to } => {
                write!(f, "from {from} of the year before to {}", joined(to))
            }
            Self::Share(share) => {
                let word = if share.more_than { "more than" } else { "at least" };
                write!(f, "{word} {}/{}", share.numerator, share.denominator)
            }
            Self::MoreThanPercent(percent) => write!(f, "more than {percent} percent"),
            Self::AtLeastPer { count, period } => {
                write!(f, "at least {count} per {}", period.name())
            }
            Self::AtMost { count, thing } => write!(f, "at most {count} {}", thing.name()),
            Self::AtLeastPeople(count) => write!(f, "at least {count} people"),
            Self::People { from, to } => write!(f, "from {from} to {to} people"),
            Self::CalendarQuarter => f.write_str("calendar quarter"),
            Self::BetweenSessions => f.write_str("from one session to the next"),
            Self::NextSession => f.write_str("next session"),
            Self::NextBriefing => f.write_str("next briefing"),
            Self::ThisOrNextSession => f.write_str("this or next session"),
            Self::EachSession => f.write_str("each session"),
            Self::Promptly => f.write_str("promptly"),
            Self::AtOnce => f.write_str("at once"),
            Self::Continuously => f.write_str("continuously"),
            Self::Never => f.write_str("never"),
            Self::None => f.write_str("none"),
        }
    }
}

impl Unit {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Days => "days",
            Self::WorkingDays => "working days",
            Self::Months => "months",
            Self::Years => "years",
        }
    }
}

impl Period {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Term => "term",
        }
    }
}

impl Thing {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Times => "times",
            Self::Terms => "terms",
            Self::People => "people",
        }
    }
}

const fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Hours => "giờ",
        Unit::Days => "ngày",
        Unit::WorkingDays => "ngày làm việc",
        Unit::Months => "tháng",
        Unit::Years => "năm",
    }
}

const fn period_word(period: Period) -> &'static str {
    match period {
        Period::Week => "tuần",
        Period::Month => "tháng",
        Period::Quarter => "quý",
        Period::Year => "năm",
        Period::Term => "nhiệm kỳ",
    }
}

const fn thing_word(thing: Thing) -> &'static str {
    match thing {
        Thing::Times => "lần",
        Thing::Terms => "nhiệm kỳ",
        Thing::People => "người",
    }
}

fn joined<T: ToString>(items: &[T]) -> String {
    let texts: Vec<String> = items.iter().map(T::to_string).collect();
    texts.join(", ")
}
