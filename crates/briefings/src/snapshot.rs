//! An aggregate as it was made: figures summed over the communes that reported, those missing
//! by name, texts and difficulties. Pure.
//!
//! Invariant: a missing commune is a named gap, never zero.

use kernel::numbers;
use serde::{Deserialize, Serialize};

/// A figure without its history: a count, or a rate by its two counts; none of both is a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Number {
    /// The count.
    pub value: Option<i64>,
    /// The part of a rate.
    pub numerator: Option<i64>,
    /// The whole of a rate.
    pub denominator: Option<i64>,
}

impl Number {
    /// A count.
    pub const fn count(value: i64) -> Self {
        Self { value: Some(value), numerator: None, denominator: None }
    }

    /// A rate.
    pub const fn rate(numerator: i64, denominator: i64) -> Self {
        Self { value: None, numerator: Some(numerator), denominator: Some(denominator) }
    }

    /// True when nobody has given it.
    pub const fn is_gap(self) -> bool {
        self.value.is_none() && (self.numerator.is_none() || self.denominator.is_none())
    }

    /// "1.234", "7/11 (63,6%)", "0/0 (–)", or "chưa có số liệu".
    pub fn printed(self) -> String {
        match (self.numerator, self.denominator, self.value) {
            (Some(part), Some(whole), _) => {
                let percent = numbers::percent(part, whole).unwrap_or_else(|| "–".to_owned());
                format!("{}/{} ({percent})", numbers::print_integer(part), numbers::print_integer(whole))
            }
            (_, _, Some(value)) => numbers::print_integer(value),
            _ => kit::charts::NO_FIGURE.to_owned(),
        }
    }

    /// "tăng 2", "giảm 1", "không đổi"; nothing when there is nothing to compare.
    pub fn change_from(self, before: Self) -> String {
        let (Some(now), Some(then)) = (self.value, before.value) else { return String::new() };
        match now - then {
            0 => "không đổi".to_owned(),
            more @ 1.. => format!("tăng {}", numbers::print_integer(more)),
            fewer => format!("giảm {}", numbers::print_integer(-fewer)),
        }
    }
}

/// An indicator over all communes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// The indicator.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// The sum over those that are in; rates from summed parts and wholes.
    pub total: Number,
    /// Units without this figure, by name.
    pub gaps: Vec<String>,
    /// Each unit's figure.
    pub by_unit: Vec<(String, Number)>,
    /// The quarter before.
    #[serde(default)]
    pub previous: Number,
    /// The same quarter a year ago.
    #[serde(default)]
    pub last_year: Number,
}

impl Sum {
    /// Who has not said: the names, or that it is everyone.
    pub fn gaps_words(&self) -> String {
        if 3 < self.gaps.len() && self.gaps.len() == self.by_unit.len() {
            return format!("cả {} đơn vị", self.gaps.len());
        }
        self.gaps.join(", ")
    }
}

/// What a commune wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// The unit.
    pub unit: String,
    /// I. Kết quả.
    pub results: String,
    /// II. Tồn tại, khó khăn.
    pub shortcomings: String,
    /// III. Nhiệm vụ quý tới.
    pub tasks: String,
}

/// What a commune raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// The unit.
    pub unit: String,
    /// "Khó khăn, vướng mắc" or "Kiến nghị, đề xuất".
    pub kind: String,
    /// Whom it asks.
    pub addressee: String,
    /// Of which field.
    pub subject: String,
    /// Word for word.
    pub text: String,
    /// What was answered so far.
    pub answer: String,
}

/// The whole aggregate.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// Units whose report is in, by name.
    pub units_in: Vec<String>,
    /// Units whose report is missing, by name.
    pub missing: Vec<String>,
    /// Figures.
    pub sums: Vec<Sum>,
    /// Texts.
    pub texts: Vec<Texts>,
    /// Difficulties and proposals.
    pub raised: Vec<Raised>,
}

/// What moved between two aggregates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Units that came in since.
    pub came_in: Vec<String>,
    /// Units that were in and are no longer: their report was sent back.
    pub went_out: Vec<String>,
    /// Figures that moved: name, before, after.
    pub moved: Vec<(String, String, String)>,
    /// Difficulties raised since.
    pub raised: usize,
}

impl Changes {
    /// True when both say the same.
    pub fn is_empty(&self) -> bool {
        self.came_in.is_empty() && self.went_out.is_empty() && self.moved.is_empty() && self.raised == 0
    }
}

/// What moved from one aggregate to the next.
pub fn changes(before: &Snapshot, after: &Snapshot) -> Changes {
    let not_in = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|unit| !other.contains(unit)).cloned().collect()
    };
    let moved = after.sums.iter().filter_map(|sum| {
        let then = before
            .sums
            .iter()
            .find(|known| known.code == sum.code)
            .map_or(Number::default(), |known| known.total);
        (then != sum.total)
            .then(|| (format!("{} {}", sum.code, sum.label), then.printed(), sum.total.printed()))
    });
    let known =
        |one: &&Raised| before.raised.iter().any(|other| other.unit == one.unit && other.text == one.text);
    Changes {
        came_in: not_in(&after.units_in, &before.units_in),
        went_out: not_in(&before.units_in, &after.units_in),
        moved: moved.collect(),
        raised: after.raised.iter().filter(|one| !known(one)).count(),
    }
}

/// Whom they ask, and under it each field with its difficulties.
pub type Groups = Vec<(String, Vec<(String, Vec<Raised>)>)>;

/// Difficulties under whom they ask, then under their field, in the order they first occur.
pub fn grouped(raised: &[Raised]) -> Groups {
    let mut groups = Groups::new();
    for one in raised {
        let at = groups.iter().position(|(name, _)| *name == one.addressee).unwrap_or_else(|| {
            groups.push((one.addressee.clone(), Vec::new()));
            groups.len() - 1
        });
        let subjects = &mut groups[at].1;
        let at = subjects.iter().position(|(name, _)| *name == one.subject).unwrap_or_else(|| {
            subjects.push((one.subject.clone(), Vec::new()));
            subjects.len() - 1
        });
        subjects[at].1.push(one.clone());
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(code: &str, total: Number) -> Sum {
        Sum {
            code: code.to_owned(),
            label: "Số kỳ họp".to_owned(),
            unit: "kỳ".to_owned(),
            total,
            gaps: Vec::new(),
            by_unit: Vec::new(),
            previous: Number::default(),
            last_year: Number::default(),
        }
    }

    #[test]
    fn a_gap_is_said_in_words_and_never_printed_as_zero() {
        assert_eq!(Number::default().printed(), "chưa có số liệu");
        assert_eq!(Number::count(0).printed(), "0");
        assert_eq!(Number::rate(0, 0).printed(), "0/0 (–)");
        assert_eq!(Number::rate(7, 11).printed(), "7/11 (63,6%)");
    }

    #[test]
    fn a_figure_is_compared_only_with_a_figure() {
        assert_eq!(Number::count(3).change_from(Number::count(1)), "tăng 2");
        assert_eq!(Number::count(1).change_from(Number::count(3)), "giảm 2");
        assert_eq!(Number::count(1).change_from(Number::count(1)), "không đổi");
        assert_eq!(Number::count(1).change_from(Number::default()), "");
    }

    #[test]
    fn a_new_aggregate_says_who_came_in_and_which_figures_moved() {
        let before = Snapshot {
            units_in: vec!["Xã Thanh Hà".to_owned()],
            missing: vec!["Xã Liêm Cần".to_owned()],
            sums: vec![sum("A01", Number::count(2)), sum("A02", Number::count(5))],
            ..Snapshot::default()
        };
        let after = Snapshot {
            units_in: vec!["Xã Thanh Hà".to_owned(), "Xã Liêm Cần".to_owned()],
            missing: Vec::new(),
            sums: vec![sum("A01", Number::count(3)), sum("A02", Number::count(5))],
            ..Snapshot::default()
        };
        let found = changes(&before, &after);
        assert_eq!(found.came_in, ["Xã Liêm Cần"]);
        assert_eq!(found.moved, [("A01 Số kỳ họp".to_owned(), "2".to_owned(), "3".to_owned())]);
        assert!(changes(&after, &after).is_empty());
        assert_eq!(changes(&after, &before).went_out, ["Xã Liêm Cần"]);
    }

    #[test]
    fn an_aggregate_is_read_back_as_it_was_written() {
        let snapshot = Snapshot { sums: vec![sum("A01", Number::rate(1, 2))], ..Snapshot::default() };
        let text = serde_json::to_string(&snapshot).unwrap();
        assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot);
    }

    #[test]
    fn difficulties_stand_together_under_whom_they_ask() {
        let one = |addressee: &str, subject: &str, text: &str| Raised {
            unit: "Xã Thanh Hà".to_owned(),
            kind: "Khó khăn, vướng mắc".to_owned(),
            addressee: addressee.to_owned(),
            subject: subject.to_owned(),
            text: text.to_owned(),
            answer: String::new(),
        };
        let groups = grouped(&[
            one("UBND huyện", "Đất đai", "a"),
            one("HĐND huyện", "Nhân sự", "b"),
            one("UBND huyện", "Đất đai", "c"),
        ]);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].1[0].1.len(), 2);
    }
}
