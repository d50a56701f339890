//! Majorities of all delegates, in whole numbers (Luật Tổ chức chính quyền địa phương 2015, Điều 91; 2025, Điều 35).

use kernel::Date;

/// The fewest votes that are more than half of `total`.
pub const fn needed_for_more_than_half(total: u32) -> u32 {
    total / 2 + 1
}

/// The fewest votes that are at least two thirds of `total`.
pub const fn needed_for_two_thirds(total: u32) -> u32 {
    // One by one, so that the largest number does not overflow: ceil(2t / 3) = t - floor(t / 3).
    total - total / 3
}

/// Whether `yes` is more than half of `total`.
pub fn passes_more_than_half(yes: u32, total: u32) -> bool {
    u64::from(total) < u64::from(yes) * 2
}

/// Whether `yes` is at least two thirds of `total`; a council of nobody passes nothing.
pub fn passes_two_thirds(yes: u32, total: u32) -> bool {
    0 < total && u64::from(total) * 2 <= u64::from(yes) * 3
}

/// The fewest votes that are more than two thirds of `total`.
pub const fn needed_for_more_than_two_thirds(total: u32) -> u32 {
    // floor(2t / 3) + 1, without the product: 2t / 3 = t - ceil(t / 3)
    total - total.div_ceil(3) + 1
}

/// What a council decides by a vote of all its delegates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Any resolution.
    Resolution,
    /// The agenda, the programme, an order of business.
    Procedure,
    /// That a sitting is closed to the public.
    ClosedMeeting,
    /// Electing to a post.
    Election,
    /// Releasing or removing from a post.
    Removal,
    /// Dismissing a delegate of the council.
    DelegateDismissal,
    /// That somebody has no more confidence (bỏ phiếu tín nhiệm).
    Confidence,
    /// Anything, in a council that has lost more than a third of its delegates and has at most 18
    /// months left.
    Depleted,
}

/// Which share of all delegates must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// More than half.
    MoreThanHalf,
    /// At least two thirds.
    TwoThirds,
    /// More than two thirds.
    MoreThanTwoThirds,
}

impl Threshold {
    /// The fewest votes that reach it.
    pub const fn needed(self, total: u32) -> u32 {
        match self {
            Self::MoreThanHalf => needed_for_more_than_half(total),
            Self::TwoThirds => needed_for_two_thirds(total),
            Self::MoreThanTwoThirds => needed_for_more_than_two_thirds(total),
        }
    }

    /// Whether `yes` of `total` reach it; a council of nobody decides nothing.
    pub fn is_reached(self, yes: u32, total: u32) -> bool {
        match self {
            Self::MoreThanHalf => passes_more_than_half(yes, total),
            Self::TwoThirds => passes_two_thirds(yes, total),
            Self::MoreThanTwoThirds => u64::from(total) * 2 < u64::from(yes) * 3,
        }
    }

    /// "quá nửa tổng số đại biểu".
    pub const fn words(self) -> &'static str {
        match self {
            Self::MoreThanHalf => "quá nửa tổng số đại biểu",
            Self::TwoThirds => "ít nhất hai phần ba tổng số đại biểu",
            Self::MoreThanTwoThirds => "trên hai phần ba tổng số đại biểu",
        }
    }
}

/// The day from which Law 65/2025/QH15 ruled the councils, in the place of Law 77/2015/QH13, until
/// Law 72/2025/QH15 took its place.
const LAW_OF_SPRING_2025: Date = Date::constant(2025, 3, 1);
/// What is cited of those months: the shares are those of the laws before and after it, its articles
/// were not read.
const SPRING_2025: &str = "Luật 65/2025/QH15 (điều khoản chưa kiểm chứng)";
/// The day from which Law 72/2025/QH15 rules the councils.
const LAW_OF_2025: Date = Date::constant(2025, 6, 16);
/// The day from which Resolution 96/2023/QH15 rules votes of confidence.
const CONFIDENCE_OF_2023: Date = Date::constant(2023, 7, 1);

impl Decision {
    /// The share that the law asks for, and where it says so, on a day; nothing when the law of
    /// that day knows no such decision.
    pub fn majority(self, on: Date) -> Option<(Threshold, &'static str)> {
        let is_new = LAW_OF_2025 <= on;
        let is_between = LAW_OF_SPRING_2025 <= on && !is_new;
        let of = |old, new| match (is_new, is_between) {
            (true, _) => new,
            (false, true) => SPRING_2025,
            (false, false) => old,
        };
        Some(match self {
            Self::Resolution | Self::Procedure => (
                Threshold::MoreThanHalf,
                of("Luật 77/2015/QH13, Điều 91 khoản 3", "Luật 72/2025/QH15, Điều 35 khoản 2"),
            ),
            Self::ClosedMeeting => (
                Threshold::MoreThanHalf,
                of("Luật 77/2015/QH13, Điều 78 khoản 4", "Luật 72/2025/QH15, Điều 34 khoản 5"),
            ),
            Self::Election => (
                Threshold::MoreThanHalf,
                of("Luật 77/2015/QH13, Điều 83, Điều 91 khoản 3", "Luật 72/2025/QH15, Điều 35 khoản 2"),
            ),
            Self::Removal => (
                Threshold::MoreThanHalf,
                of("Luật 77/2015/QH13, Điều 88, Điều 91 khoản 3", "Luật 72/2025/QH15, Điều 37"),
            ),
            Self::DelegateDismissal => (
                Threshold::TwoThirds,
                of(
                    "Luật 77/2015/QH13, Điều 91 khoản 3, Điều 102 khoản 3",
                    "Luật 72/2025/QH15, Điều 35 khoản 2",
                ),
            ),
            Self::Confidence => (
                Threshold::MoreThanHalf,
                if CONFIDENCE_OF_2023 <= on {
                    "Nghị quyết 96/2023/QH15"
                } else {
                    "Luật 77/2015/QH13, Điều 89 khoản 3"
                },
            ),
            Self::Depleted if is_new => (Threshold::MoreThanTwoThirds, "Luật 72/2025/QH15, Điều 49 khoản 2"),
            Self::Depleted => return None,
        })
    }
}

/// The fewest delegates present for a plenary session: two thirds of all delegates.
pub const fn quorum(total: u32) -> u32 {
    needed_for_two_thirds(total)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn half_of_thirty_is_not_a_majority_and_sixteen_is() {
        assert!(!passes_more_than_half(15, 30));
        assert!(passes_more_than_half(16, 30));
        assert_eq!(needed_for_more_than_half(30), 16);
        assert_eq!(needed_for_more_than_half(31), 16);
    }

    #[test]
    fn twenty_of_thirty_dismisses_a_delegate_and_nineteen_does_not() {
        assert!(!passes_two_thirds(19, 30));
        assert!(passes_two_thirds(20, 30));
        assert_eq!(quorum(31), 21);
    }

    #[test]
    fn a_council_of_nobody_decides_nothing() {
        assert!(!passes_more_than_half(0, 0));
        assert!(!passes_two_thirds(0, 0));
    }

    const ALL: [Decision; 8] = [
        Decision::Resolution,
        Decision::Procedure,
        Decision::ClosedMeeting,
        Decision::Election,
        Decision::Removal,
        Decision::DelegateDismissal,
        Decision::Confidence,
        Decision::Depleted,
    ];

    /// The table of the law, for every decision, in each regime, in a council of 1 to 125: the
    /// boundary is exact, in fractions of whole numbers.
    #[test]
    fn every_decision_passes_with_the_needed_votes_and_not_with_one_fewer() {
        for on in [
            Date::constant(2020, 6, 30),
            Date::constant(2020, 7, 1),
            Date::constant(2025, 4, 1),
            Date::constant(2025, 7, 1),
            Date::constant(2026, 11, 28),
        ] {
            for decision in ALL {
                let Some((threshold, source)) = decision.majority(on) else {
                    assert!(decision == Decision::Depleted && on < LAW_OF_2025, "{decision:?} on {on}");
                    continue;
                };
                assert!(source.starts_with("Luật") || source.starts_with("Nghị quyết"));
                for total in 1..=125_u32 {
                    let needed = threshold.needed(total);
                    for yes in 0..=total {
                        let reached = match decision {
                            Decision::DelegateDismissal => yes * 3 >= total * 2,
                            Decision::Depleted => yes * 3 > total * 2,
                            _ => yes * 2 > total,
                        };
                        assert_eq!(threshold.is_reached(yes, total), reached, "{decision:?}: {yes}/{total}");
                        assert_eq!(needed <= yes, reached, "{decision:?}: {needed} of {total}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_article_is_the_one_in_force_on_the_day() {
        let source = |on| Decision::Resolution.majority(on).map(|(_, source)| source);
        assert_eq!(source(Date::constant(2025, 2, 28)), Some("Luật 77/2015/QH13, Điều 91 khoản 3"));
        assert_eq!(source(Date::constant(2025, 3, 1)), Some(SPRING_2025));
        assert_eq!(source(Date::constant(2025, 3, 2)), Some(SPRING_2025));
        assert_eq!(source(Date::constant(2025, 6, 15)), Some(SPRING_2025));
        assert_eq!(source(Date::constant(2025, 6, 16)), Some("Luật 72/2025/QH15, Điều 35 khoản 2"));
        let confidence = |on| Decision::Confidence.majority(on).map(|(_, source)| source);
        assert_eq!(confidence(Date::constant(2023, 6, 30)), Some("Luật 77/2015/QH13, Điều 89 khoản 3"));
        assert_eq!(confidence(Date::constant(2023, 7, 1)), Some("Nghị quyết 96/2023/QH15"));
    }

    proptest! {
        #[test]
        fn the_needed_number_passes_and_one_fewer_does_not(total in 1..=u32::MAX) {
            let half = needed_for_more_than_half(total);
            prop_assert!(passes_more_than_half(half, total));
            prop_assert!(!passes_more_than_half(half - 1, total));
            let thirds = needed_for_two_thirds(total);
            prop_assert!(passes_two_thirds(thirds, total));
            prop_assert!(!passes_two_thirds(thirds - 1, total));
            prop_assert!(half <= total);
            prop_assert!(thirds <= total);
        }

        #[test]
        fn more_yes_votes_never_lose(yes in 0..u32::MAX, total in 1..=u32::MAX) {
            prop_assert!(!passes_more_than_half(yes, total) || passes_more_than_half(yes + 1, total));
            prop_assert!(!passes_two_thirds(yes, total) || passes_two_thirds(yes + 1, total));
        }
    }
}
