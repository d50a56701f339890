//! Majorities of all delegates, in whole numbers (Luật Tổ chức chính quyền địa phương 2015, Điều 91; 2025, Điều 35).

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
