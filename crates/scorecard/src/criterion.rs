//! What a council is judged by: the shipped table, and what the council decided otherwise.

use db::record;
use kernel::{CriterionId, Date, OrganizationId};
use serde::Deserialize;

/// Which side of the target is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The target or more.
    AtLeast,
    /// The target or less.
    AtMost,
}

/// What is measured. Every figure is counted from records, or is what a unit reported.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// An indicator that is a rate.
    Rate(String),
    /// An indicator that is a number at the end of the window.
    Standing(String),
    /// Parts of an indicator over parts of it.
    Share {
        /// The indicator.
        indicator: String,
        /// The parts of the numerator.
        kept: Vec<String>,
        /// The parts of the denominator.
        due: Vec<String>,
    },
    /// Minutes of debate and questioning over the minutes of all items of sessions.
    Discussion,
    /// Briefings that took place.
    Briefings,
    /// Difficulties answered by their day, over those whose answer was due.
    Difficulties,
    /// Conclusions of briefings that name who, what and by when, over all.
    Conclusions,
}

impl Measure {
    /// Whether it is a part of a whole.
    pub const fn is_rate(&self) -> bool {
        match self {
            Self::Rate(_)
            | Self::Share { .. }
            | Self::Discussion
            | Self::Difficulties
            | Self::Conclusions => true,
            Self::Standing(_) | Self::Briefings => false,
        }
    }

    /// Whether a longer window asks for more of it.
    pub const fn grows(&self) -> bool {
        matches!(self, Self::Briefings)
    }
}

/// The councils that a criterion is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// The installation's own, which has communes below it.
    District,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// "TC-01".
    pub code: String,
    /// Its words.
    pub title: String,
    /// How many points it can bring; zero: not judged.
    pub weight: i64,
    /// A whole per cent of a rate, or a number for each quarter.
    pub target: i64,
    /// Which side is good.
    pub comparison: Comparison,
    /// What is measured.
    pub measure: Measure,
    /// Nothing: every council.
    pub only: Option<Only>,
    /// Where it comes from.
    pub source: String,
}

impl Criterion {
    /// "từ 85% trở lên", "không quá 0", "từ 1 trở lên mỗi quý".
    pub fn target_words(&self) -> String {
        let unit = if self.measure.is_rate() { "%" } else { "" };
        let each = if self.measure.grows() { " mỗi quý" } else { "" };
        match self.comparison {
            Comparison::AtLeast => format!("từ {}{unit} trở lên{each}", self.target),
            Comparison::AtMost => format!("không quá {}{unit}{each}", self.target),
        }
    }
}

#[derive(Deserialize)]
struct Shipped {
    criterion: Vec<Criterion>,
}

/// The table that is shipped.
pub fn shipped() -> Result<Vec<Criterion>, toml::de::Error> {
    toml::from_str::<Shipped>(include_str!("../criteria.toml")).map(|all| all.criterion)
}

record! {
    /// A criterion as the council decided it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Change {
        /// Its id.
        pub id: CriterionId,
        /// Who decided.
        pub council_id: OrganizationId,
        /// Which criterion.
        pub code: String,
        /// Counts for quarters that end on this day or later.
        pub from_on: Date,
        /// The weight; zero: not judged.
        pub weight: i64,
        /// The target.
        pub target: i64,
        /// The paper that decided it.
        pub paper: String,
        /// Why.
        pub reason: String,
        /// Who entered it.
        pub actor: String,
        /// When.
        pub made_ms: i64,
        /// Counts the changes.
        pub version: i64,
    }
}

/// The change that stands for a window that ends on a day: the newest of those decided for it; of
/// two for the same day the one entered last.
pub fn standing<'a>(changes: &'a [Change], code: &str, end: Date) -> Option<&'a Change> {
    changes
        .iter()
        .filter(|one| one.code == code && one.from_on <= end)
        .max_by_key(|one| (one.from_on, one.id))
}

/// The criteria for a window that ends on a day, each with the change that stands.
pub fn as_decided<'a>(
    shipped: &[Criterion],
    changes: &'a [Change],
    end: Date,
) -> Vec<(Criterion, Option<&'a Change>)> {
    shipped
        .iter()
        .map(|one| {
            let change = standing(changes, &one.code, end);
            let decided = change.map_or_else(
                || one.clone(),
                |change| Criterion { weight: change.weight, target: change.target, ..one.clone() },
            );
            (decided, change)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;

    use super::*;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn change(number: u8, from_on: Date, weight: i64) -> Change {
        Change {
            id: id(number),
            council_id: id(1),
            code: "TC-04".to_owned(),
            from_on,
            weight,
            target: 80,
            paper: "12/NQ-HĐND".to_owned(),
            reason: "Theo nghị quyết".to_owned(),
            actor: "Lan".to_owned(),
            made_ms: 0,
            version: 1,
        }
    }

    #[test]
    fn the_shipped_criteria_bring_a_hundred_points_and_ask_for_indicators_that_there_are() {
        let all = shipped().unwrap();
        assert_eq!(all.iter().map(|one| one.weight).sum::<i64>(), 100);
        let mut codes: Vec<_> = all.iter().map(|one| &one.code).collect();
        codes.dedup();
        assert_eq!(codes.len(), all.len());
        for one in &all {
            assert!(!one.source.is_empty(), "{}", one.code);
            let (indicator, is_rate) = match &one.measure {
                Measure::Rate(code) => (code, true),
                Measure::Standing(code) | Measure::Share { indicator: code, .. } => (code, false),
                Measure::Discussion | Measure::Briefings | Measure::Difficulties | Measure::Conclusions => {
                    continue;
                }
            };
            let known = reports::find(indicator).unwrap_or_else(|| panic!("{indicator}"));
            assert_eq!(known.nature.is_rate(), is_rate, "{indicator}");
        }
    }

    #[test]
    fn a_decision_counts_from_its_day_and_the_later_one_stands() {
        let changes = [change(2, date(2020, 7, 1), 20), change(3, date(2020, 10, 1), 0)];
        let weight = |end| standing(&changes, "TC-04", end).map(|one| one.weight);
        assert_eq!(weight(date(2020, 6, 30)), None);
        assert_eq!(weight(date(2020, 7, 1)), Some(20));
        assert_eq!(weight(date(2020, 9, 30)), Some(20));
        assert_eq!(weight(date(2020, 12, 31)), Some(0));
        assert_eq!(standing(&changes, "TC-05", date(2020, 12, 31)), None);
        // Two for the same day: the one entered last
        let twice = [change(5, date(2020, 7, 1), 12), change(4, date(2020, 7, 1), 11)];
        assert_eq!(standing(&twice, "TC-04", date(2020, 9, 30)).map(|one| one.weight), Some(12));
    }

    #[test]
    fn a_decision_changes_weight_and_target_and_nothing_else() {
        let all = shipped().unwrap();
        let changes = [change(2, date(2020, 7, 1), 20)];
        let decided = as_decided(&all, &changes, date(2020, 9, 30));
        for ((decided, change), shipped) in decided.iter().zip(&all) {
            if shipped.code == "TC-04" {
                assert!(change.is_some());
                let back = Criterion { weight: shipped.weight, target: shipped.target, ..decided.clone() };
                assert_eq!((decided.weight, decided.target, &back), (20, 80, shipped));
            } else {
                assert_eq!((decided, change.is_none()), (shipped, true));
            }
        }
    }
}
