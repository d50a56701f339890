//! Reads the small language of limits.

use std::str::FromStr;

use jiff::civil::Date;

use crate::limit::{Limit, MonthDay, Period, Share, Thing, Unit};

/// No limit of the law is larger, and no sum with it leaves the calendar.
const LARGEST_NUMBER: u32 = 9_999;

/// The text is not a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a limit")]
pub struct NotALimit;

impl FromStr for Limit {
    type Err = NotALimit;

    fn from_str(text: &str) -> Result<Self, NotALimit> {
        word(text).or_else(|| period(text)).or_else(|| date(text)).or_else(|| amount(text)).ok_or(NotALimit)
    }
}

fn word(text: &str) -> Option<Limit> {
    let limit = match text {
        "calendar quarter" => Limit::CalendarQuarter,
        "from one session to the next" => Limit::BetweenSessions,
        "next session" => Limit::NextSession,
        "next briefing" => Limit::NextBriefing,
        "this or next session" => Limit::ThisOrNextSession,
        "each session" => Limit::EachSession,
        "promptly" => Limit::Promptly,
        "at once" => Limit::AtOnce,
        "continuously" => Limit::Continuously,
        "never" => Limit::Never,
        "none" => Limit::None,
        _ => return None,
    };
    Some(limit)
}

fn period(text: &str) -> Option<Limit> {
    if let Some(after) = text.strip_prefix('+') {
        let (usual, longest) = match after.split_once(", up to ") {
            Some((usual, longest)) => (usual, Some(number(longest)?)),
            None => (after, None),
        };
        let (amount, unit) = counted(usual)?;
        return Some(Limit::After { amount, unit, up_to: longest });
    }
    if text.starts_with('-') {
        return before(text);
    }
    if let Some(lasting) = text.strip_prefix("lasting ") {
        let (amount, unit) = counted(lasting)?;
        return Some(Limit::Lasting { amount, unit });
    }
    let (amount, unit) = counted(text.strip_prefix("at least ")?)?;
    Some(Limit::NotBefore { amount, unit })
}

fn before(text: &str) -> Option<Limit> {
    if text.contains(',') {
        let list = text.strip_suffix(" days")?;
        let days: Option<Vec<u32>> = list.split(", ").map(|day| number(day.strip_prefix('-')?)).collect();
        return days.map(Limit::Reminders);
    }
    let (amount, unit) = counted(text.strip_prefix('-')?)?;
    Some(Limit::Before { amount, unit })
}

fn date(text: &str) -> Option<Limit> {
    if let Some(day) = text.strip_prefix("on ") {
        return day.parse::<Date>().ok().map(Limit::On);
    }
    if let Some(day) = text.strip_prefix("yearly on ") {
        return month_day(day).map(Limit::Yearly);
    }
    if let Some(rest) = text.strip_prefix("by ") {
        return month_day(rest.strip_suffix(" of the year before")?).map(Limit::YearBefore);
    }
    let (from, to) = text.strip_prefix("from ")?.split_once(" of the year before to ")?;
    let to: Option<Vec<MonthDay>> = to.split(", ").map(month_day).collect();
    Some(Limit::Window { from: month_day(from)?, to: to? })
}

fn amount(text: &str) -> Option<Limit> {
    let words: Vec<&str> = text.split(' ').collect();
    let limit = match words.as_slice() {
        ["at", "least", count, "per", period] => {
            Limit::AtLeastPer { count: number(count)?, period: period_named(period)? }
        }
        ["at", "least", count, "people"] => Limit::AtLeastPeople(number(count)?),
        ["at", "least", fraction] => Limit::Share(share(fraction, false)?),
        ["more", "than", fraction] => Limit::Share(share(fraction, true)?),
        ["more", "than", percent, "percent"] => Limit::MoreThanPercent(number(percent)?),
        ["at", "most", count, thing] => Limit::AtMost { count: number(count)?, thing: thing_named(thing)? },
        ["from", from, "to", to, "people"] => Limit::People { from: number(from)?, to: number(to)? },
        _ => return None,
    };
    Some(limit)
}

fn counted(text: &str) -> Option<(u32, Unit)> {
    let (amount, unit) = text.split_once(' ')?;
    let unit = match unit {
        "hours" => Unit::Hours,
        "days" => Unit::Days,
        "working days" => Unit::WorkingDays,
        "months" => Unit::Months,
        "years" => Unit::Years,
        _ => return None,
    };
    Some((number(amount)?, unit))
}

fn period_named(text: &str) -> Option<Period> {
    [Period::Week, Period::Month, Period::Quarter, Period::Year, Period::Term]
        .into_iter()
        .find(|period| period.name() == text)
}

fn thing_named(text: &str) -> Option<Thing> {
    [Thing::Times, Thing::Terms, Thing::People].into_iter().find(|thing| thing.name() == text)
}

fn share(text: &str, more_than: bool) -> Option<Share> {
    let (numerator, denominator) = text.split_once('/')?;
    let (numerator, denominator) = (number(numerator)?, number(denominator)?);
    (0 < denominator && numerator <= denominator).then_some(Share { numerator, denominator, more_than })
}

fn month_day(text: &str) -> Option<MonthDay> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year, so that 29 February is a day.
    let known = Date::new(2000, month, day).is_ok();
    known.then_some(MonthDay { month, day })
}

/// Digits only: a sign inside the number would be read twice.
fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = digits.then(|| text.parse().ok()).flatten()?;
    (value <= LARGEST_NUMBER).then_some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn units() -> impl Strategy<Value = Unit> {
        prop::sample::select(vec![Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Months, Unit::Years])
    }

    fn days_of_a_year() -> impl Strategy<Value = MonthDay> {
        (1_i8..=12, 1_i8..=28).prop_map(|(month, day)| MonthDay { month, day })
    }

    fn limits() -> impl Strategy<Value = Limit> {
        let n = || 0..=LARGEST_NUMBER;
        let things = prop::sample::select(vec![Thing::Times, Thing::Terms, Thing::People]);
        let periods = prop::sample::select(vec![
            Period::Week,
            Period::Month,
            Period::Quarter,
            Period::Year,
            Period::Term,
        ]);
        let words = prop::sample::select(vec![
            Limit::CalendarQuarter,
            Limit::BetweenSessions,
            Limit::NextSession,
            Limit::NextBriefing,
            Limit::ThisOrNextSession,
            Limit::EachSession,
            Limit::Promptly,
            Limit::AtOnce,
            Limit::Continuously,
            Limit::Never,
            Limit::None,
        ]);
        prop_oneof![
            words,
            (n(), units(), prop::option::of(n())).prop_map(|(amount, unit, up_to)| Limit::After {
                amount,
                unit,
                up_to
            }),
            (n(), units()).prop_map(|(amount, unit)| Limit::Before { amount, unit }),
            (n(), units()).prop_map(|(amount, unit)| Limit::NotBefore { amount, unit }),
            (n(), units()).prop_map(|(amount, unit)| Limit::Lasting { amount, unit }),
            prop::collection::vec(n(), 2..5).prop_map(Limit::Reminders),
            (2000_i16..2100, days_of_a_year())
                .prop_map(|(year, day)| { Limit::On(jiff::civil::date(year, day.month, day.day)) }),
            days_of_a_year().prop_map(Limit::Yearly),
            days_of_a_year().prop_map(Limit::YearBefore),
            (days_of_a_year(), prop::collection::vec(days_of_a_year(), 1..4))
                .prop_map(|(from, to)| Limit::Window { from, to }),
            (1_u32..10, 10_u32..20, any::<bool>()).prop_map(|(numerator, denominator, more_than)| {
                Limit::Share(Share { numerator, denominator, more_than })
            }),
            n().prop_map(Limit::MoreThanPercent),
            (n(), periods).prop_map(|(count, period)| Limit::AtLeastPer { count, period }),
            (n(), things).prop_map(|(count, thing)| Limit::AtMost { count, thing }),
            n().prop_map(Limit::AtLeastPeople),
            (n(), n()).prop_map(|(from, to)| Limit::People { from, to }),
        ]
    }

    proptest! {
        #[test]
        fn a_limit_written_into_the_table_is_read_back_the_same(limit in limits()) {
            prop_assert_eq!(limit.to_string().parse::<Limit>(), Ok(limit));
        }

        #[test]
        fn whatever_is_read_from_any_text_is_written_as_that_text(text in "[-+a-z0-9/, ]{0,24}") {
            if let Ok(limit) = text.parse::<Limit>() {
                prop_assert_eq!(limit.to_string().parse::<Limit>(), Ok(limit));
            }
        }
    }

    #[test]
    fn a_limit_that_means_nothing_is_refused() {
        for text in [
            "",
            "10 days",
            "+ten days",
            "+10 weeks",
            "at least 3/2",
            "more than 1/0",
            "by 13-01 of the year before",
            "++3 days",
            "+10000 days",
        ] {
            assert_eq!(text.parse::<Limit>(), Err(NotALimit), "{text}");
        }
    }

    #[test]
    fn the_words_of_a_limit_are_vietnamese() {
        let say = |text: &str| text.parse::<Limit>().map(|limit| limit.describe());
        assert_eq!(say("-5 working days"), Ok("chậm nhất 5 ngày làm việc trước ngày mốc".to_owned()));
        assert_eq!(
            say("+45 days, up to 60"),
            Ok("chậm nhất 45 ngày sau ngày mốc, trường hợp đặc biệt 60 ngày".to_owned())
        );
        assert_eq!(say("more than 1/2"), Ok("quá 1/2".to_owned()));
    }
}
