//! A limit as people write it: "chậm nhất 10 ngày làm việc sau ngày mốc".
//!
//! Reads what [`Limit::describe`] writes, with or without marks and with fewer words.

use kernel::text;
use law::{Limit, Period, Share, Unit};

/// The examples a fault gives.
pub(crate) const EXAMPLES: &str = "chậm nhất 10 ngày làm việc sau ngày mốc; chậm nhất 20 ngày trước ngày mốc; \
    không sớm hơn 7 ngày sau ngày mốc; ít nhất 4 lần mỗi năm; quá 1/2; ít nhất 2/3";

/// Longer limits are slips of the hand.
const AMOUNT_MAX: u32 = 3_650;

/// Reads a limit; none when it is not one of those a council sets for itself.
pub(crate) fn read(typed: &str) -> Option<Limit> {
    // Folding would drop the bar of a fraction
    let marked = typed.replace('/', " phan ");
    let folded = text::fold(&marked);
    let words: Vec<&str> = folded.split_whitespace().filter(|word| !is_filler(word)).collect();
    share(&words).or_else(|| frequency(&words)).or_else(|| span(&words))
}

/// Words that a limit means the same without.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "cham"
            | "nhat"
            | "moc"
            | "khong"
            | "hon"
            | "moi"
            | "tu"
            | "ke"
            | "la"
            | "trong"
            | "vong"
            | "it"
            | "phai"
    )
}

fn share(words: &[&str]) -> Option<Limit> {
    let (words, more_than) = match words {
        ["qua" | "tren", rest @ ..] => (rest, true),
        rest => (rest, false),
    };
    let [numerator, "phan", denominator] = words else { return None };
    let (numerator, denominator): (u32, u32) = (numerator.parse().ok()?, denominator.parse().ok()?);
    let known = 0 < numerator && numerator <= denominator && denominator <= 1_000;
    known.then_some(Limit::Share(Share { numerator, denominator, more_than }))
}

fn frequency(words: &[&str]) -> Option<Limit> {
    let [count, "lan", period @ ..] = words else { return None };
    let count = amount(count)?;
    let period = match period {
        ["tuan"] => Period::Week,
        ["thang"] => Period::Month,
        ["quy"] => Period::Quarter,
        ["nam"] => Period::Year,
        ["khoa"] | ["nhiem", "ky"] => Period::Term,
        _ => return None,
    };
    Some(Limit::AtLeastPer { count, period })
}

fn span(words: &[&str]) -> Option<Limit> {
    let (words, earliest) = match words {
        ["som", rest @ ..] => (rest, true),
        rest => (rest, false),
    };
    let (count, rest) = words.split_first()?;
    let amount = amount(count)?;
    let (unit, rest) = match rest {
        ["ngay", "lam", "viec", rest @ ..] => (Unit::WorkingDays, rest),
        ["ngay", rest @ ..] => (Unit::Days, rest),
        ["thang", rest @ ..] => (Unit::Months, rest),
        ["nam", rest @ ..] => (Unit::Years, rest),
        ["gio", rest @ ..] => (Unit::Hours, rest),
        _ => return None,
    };
    match (rest, earliest) {
        (["sau"] | ["sau", "ngay"], true) => Some(Limit::NotBefore { amount, unit }),
        (["sau"] | ["sau", "ngay"], false) => Some(Limit::After { amount, unit, up_to: None }),
        (["truoc"] | ["truoc", "ngay"], false) => Some(Limit::Before { amount, unit }),
        ([], false) => Some(Limit::Lasting { amount, unit }),
        _ => None,
    }
}

fn amount(word: &str) -> Option<u32> {
    word.parse().ok().filter(|amount| (1..=AMOUNT_MAX).contains(amount))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn limits() -> impl Strategy<Value = Limit> {
        let unit = prop_oneof![
            Just(Unit::Hours),
            Just(Unit::Days),
            Just(Unit::WorkingDays),
            Just(Unit::Months),
            Just(Unit::Years)
        ];
        let period = prop_oneof![
            Just(Period::Week),
            Just(Period::Month),
            Just(Period::Quarter),
            Just(Period::Year),
            Just(Period::Term)
        ];
        (1..=AMOUNT_MAX, unit, period, 0..6_u8, any::<bool>()).prop_map(
            |(amount, unit, period, kind, more_than)| match kind {
                0 => Limit::After { amount, unit, up_to: None },
                1 => Limit::Before { amount, unit },
                2 => Limit::NotBefore { amount, unit },
                3 => Limit::Lasting { amount, unit },
                4 => Limit::AtLeastPer { count: amount, period },
                _ => Limit::Share(Share { numerator: 1, denominator: 1 + amount % 9, more_than }),
            },
        )
    }

    proptest! {
        #[test]
        fn what_the_table_shows_can_be_typed_back(limit in limits()) {
            prop_assert_eq!(read(&limit.describe()), Some(limit.clone()));
            prop_assert_eq!(read(&text::fold(&limit.describe().replace('/', " phần "))), Some(limit));
        }

        #[test]
        fn no_text_makes_it_stumble(typed in ".{0,60}") {
            let _ = read(&typed);
        }
    }

    #[test]
    fn a_limit_is_read_with_and_without_marks() {
        let ten = Some(Limit::After { amount: 10, unit: Unit::WorkingDays, up_to: None });
        assert_eq!(read("10 ngày làm việc sau"), ten);
        assert_eq!(read("Cham nhat 10 ngay lam viec sau ngay moc"), ten);
        assert_eq!(read("chậm nhất 20 ngày trước"), Some(Limit::Before { amount: 20, unit: Unit::Days }));
    }

    #[test]
    fn a_limit_without_a_number_is_refused() {
        for typed in [
            "",
            "kịp thời",
            "chậm nhất ngày làm việc sau",
            "0 ngày sau",
            "99999 ngày sau",
            "3/2",
            "không sớm hơn 7 ngày trước",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
