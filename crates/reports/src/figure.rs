//! Figures and how they are put together. Pure.

use crate::indicator::Nature;

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Counted from records here.
    Computed,
    /// Entered by the unit, or by the office for it.
    Entered {
        /// By whom.
        by: String,
        /// Nhập hộ.
        on_behalf: bool,
    },
    /// The unit says that there was nothing.
    Nothing,
    /// Put together from several.
    Combined,
    /// One to four, of persons who could be guessed.
    Few,
    /// Nobody has said.
    Gap(String),
}

/// A figure: a count, or a rate as its two counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The count; for a rate its numerator. None is a gap, never zero.
    pub value: Option<i64>,
    /// The denominator of a rate.
    pub denominator: Option<i64>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Figure {
    /// A gap, and whose.
    pub fn gap(whose: impl Into<String>) -> Self {
        Self { value: None, denominator: None, origin: Origin::Gap(whose.into()) }
    }

    /// A figure counted here.
    pub fn computed(value: i64, denominator: Option<i64>) -> Self {
        Self { value: Some(value), denominator, origin: Origin::Computed }
    }

    /// True when nobody has said.
    pub fn is_gap(&self) -> bool {
        self.value.is_none()
    }

    /// "12", "63,6% (7/11)", "–" for a rate of nothing, "chưa có số liệu" for a gap.
    pub fn printed(&self) -> String {
        match (self.value, self.denominator) {
            (None, _) if self.origin == Origin::Few => "dưới 5".to_owned(),
            (None, _) => "chưa có số liệu".to_owned(),
            (Some(value), None) => kernel::numbers::print_integer(value),
            (Some(value), Some(whole)) => match kernel::numbers::percent(value, whole) {
                Some(percent) => format!("{percent} ({value}/{whole})"),
                None => "–".to_owned(),
            },
        }
    }

    /// "63,6%" of a rate.
    pub fn percent(&self) -> Option<String> {
        kernel::numbers::percent(self.value?, self.denominator?)
    }
}

/// The figure of a longer window from those of its quarters, each with the quarter's name. A
/// missing quarter makes the whole a gap that names it.
pub fn over_quarters(nature: Nature, quarters: &[(String, Figure)]) -> Figure {
    let missing: Vec<&str> =
        quarters.iter().filter(|(_, figure)| figure.is_gap()).map(|(name, _)| name.as_str()).collect();
    match (nature, quarters.first(), quarters.last()) {
        (_, None, _) | (_, _, None) => Figure::gap("không có quý nào"),
        (_, Some((_, only)), _) if quarters.len() == 1 => only.clone(),
        (Nature::AtStart, Some((name, first)), _) => or_gap(first, name),
        (Nature::AtEnd | Nature::RateAtEnd, _, Some((name, last))) => or_gap(last, name),
        (Nature::Flow | Nature::Rate, _, _) if !missing.is_empty() => {
            Figure::gap(format!("thiếu {}", missing.join(", ")))
        }
        (Nature::Flow | Nature::Rate, _, _) => sum(quarters.iter().map(|(_, figure)| figure)),
    }
}

fn or_gap(figure: &Figure, name: &str) -> Figure {
    if figure.is_gap() { Figure::gap(format!("thiếu {name}")) } else { figure.clone() }
}

/// The sum over units of those that have a figure, and the names of those that have none.
pub fn over_units(units: &[(String, Figure)]) -> (Figure, Vec<String>) {
    let gaps: Vec<String> =
        units.iter().filter(|(_, figure)| figure.is_gap()).map(|(name, _)| name.clone()).collect();
    if gaps.len() == units.len() {
        return (Figure::gap(gaps.join(", ")), gaps);
    }
    (sum(units.iter().map(|(_, figure)| figure).filter(|figure| !figure.is_gap())), gaps)
}

/// Counts add; a rate is made anew from the sums, never averaged.
fn sum<'a>(figures: impl Iterator<Item = &'a Figure>) -> Figure {
    let (mut value, mut denominator, mut is_rate) = (0_i64, 0_i64, false);
    for figure in figures {
        value = value.saturating_add(figure.value.unwrap_or(0));
        if let Some(whole) = figure.denominator {
            denominator = denominator.saturating_add(whole);
            is_rate = true;
        }
    }
    Figure { value: Some(value), denominator: is_rate.then_some(denominator), origin: Origin::Combined }
}

/// How a figure moved from an earlier one: "tăng 2", "giảm 1", "không đổi".
pub fn moved(now: &Figure, before: &Figure) -> String {
    match (now.value, before.value, now.denominator) {
        (Some(now), Some(before), None) if now > before => format!("tăng {}", now - before),
        (Some(now), Some(before), None) if now < before => format!("giảm {}", before - now),
        (Some(_), Some(_), None) => "không đổi".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(value: i64) -> Figure {
        Figure::computed(value, None)
    }

    #[test]
    fn a_missing_commune_is_named_and_is_not_zero() {
        let units = [("xã Thanh Hà".to_owned(), count(3)), ("xã Thanh Tâm".to_owned(), Figure::gap(""))];
        let (total, gaps) = over_units(&units);
        assert_eq!((total.value, gaps), (Some(3), vec!["xã Thanh Tâm".to_owned()]));
        let none = [("xã Thanh Tâm".to_owned(), Figure::gap(""))];
        assert_eq!(over_units(&none).0.value, None);
    }

    #[test]
    fn a_rate_is_made_anew_from_the_sums() {
        let units =
            [("a".to_owned(), Figure::computed(1, Some(1))), ("b".to_owned(), Figure::computed(0, Some(9)))];
        assert_eq!(over_units(&units).0.percent().as_deref(), Some("10%"));
    }

    #[test]
    fn what_was_open_at_the_start_is_the_first_quarter_s_and_at_the_end_the_last_s() {
        let year = [("quý I".to_owned(), count(5)), ("quý II".to_owned(), count(7))];
        assert_eq!(over_quarters(Nature::AtStart, &year).value, Some(5));
        assert_eq!(over_quarters(Nature::AtEnd, &year).value, Some(7));
        assert_eq!(over_quarters(Nature::Flow, &year).value, Some(12));
        // C03 counts from the start of the year: the second quarter's 5/9 holds the first's 2/4
        let plan = [
            ("quý I".to_owned(), Figure::computed(2, Some(4))),
            ("quý II".to_owned(), Figure::computed(5, Some(9))),
        ];
        assert_eq!(over_quarters(Nature::RateAtEnd, &plan).printed(), "55,6% (5/9)");
    }

    #[test]
    fn a_missing_quarter_makes_the_sum_a_gap_that_names_it() {
        let year = [("quý I/2020".to_owned(), count(5)), ("quý II/2020".to_owned(), Figure::gap(""))];
        assert_eq!(over_quarters(Nature::Flow, &year).origin, Origin::Gap("thiếu quý II/2020".to_owned()));
    }

    #[test]
    fn a_rate_of_nothing_is_a_dash() {
        assert_eq!(Figure::computed(0, Some(0)).printed(), "–");
        assert_eq!(Figure::computed(7, Some(11)).printed(), "63,6% (7/11)");
        assert_eq!(Figure::gap("x").printed(), "chưa có số liệu");
    }

    fn any_figure() -> impl proptest::strategy::Strategy<Value = Figure> {
        use proptest::prelude::*;
        prop_oneof![
            3 => (0_i64..5_000, 0_i64..5_000)
                .prop_map(|(part, more)| Figure::computed(part, Some(part + more))),
            1 => Just(Figure::gap("x")),
        ]
    }

    proptest::proptest! {
        /// However the communes are ordered or grouped, the rate is the same, it is the rate of
        /// the sums, and every commune without a figure is named, once.
        #[test]
        fn a_rate_over_units_does_not_depend_on_their_order_or_grouping(
            figures in proptest::collection::vec(any_figure(), 1..20),
            cut in 0_usize..20,
        ) {
            let units: Vec<(String, Figure)> =
                figures.into_iter().enumerate().map(|(i, one)| (format!("xã {i}"), one)).collect();
            let (whole, gaps) = over_units(&units);
            let known: Vec<&Figure> = units.iter().map(|(_, one)| one).filter(|one| !one.is_gap()).collect();
            proptest::prop_assert_eq!(gaps.len() + known.len(), units.len());
            let mut turned = units.clone();
            turned.reverse();
            let (other, _) = over_units(&turned);
            proptest::prop_assert_eq!((whole.value, whole.denominator), (other.value, other.denominator));
            if !known.is_empty() {
                let top: i64 = known.iter().filter_map(|one| one.value).sum();
                let below: i64 = known.iter().filter_map(|one| one.denominator).sum();
                proptest::prop_assert_eq!((whole.value, whole.denominator), (Some(top), Some(below)));
                let (left, right) = units.split_at(cut.min(units.len()));
                let halves: Vec<(String, Figure)> = [left, right]
                    .into_iter()
                    .filter(|half| !half.is_empty())
                    .map(|half| (String::new(), over_units(half).0))
                    .collect();
                let (joined, _) = over_units(&halves);
                proptest::prop_assert_eq!((joined.value, joined.denominator), (whole.value, whole.denominator));
            }
        }

        /// A year of flows is the sum of its quarters, or a gap as soon as one is missing.
        #[test]
        fn a_year_is_the_sum_of_its_quarters_or_a_gap(figures in proptest::collection::vec(any_figure(), 2..5)) {
            let quarters: Vec<(String, Figure)> =
                figures.into_iter().enumerate().map(|(i, one)| (format!("quý {i}"), one)).collect();
            let year = over_quarters(Nature::Rate, &quarters);
            if quarters.iter().any(|(_, one)| one.is_gap()) {
                proptest::prop_assert!(year.is_gap());
            } else {
                proptest::prop_assert_eq!(year.value, Some(quarters.iter().filter_map(|(_, one)| one.value).sum()));
            }
        }
    }
}
