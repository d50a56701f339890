//! What follows from what in the chamber. Pure.

use kernel::Date;
use law::majority;

use crate::model::{Decision, Item, Method, Refusal};

/// Fewest votes for a decision, and the words that say why.
///
/// # Errors
/// The law of the day knows no such decision, or there are no delegates.
pub fn needed(decision: Decision, on: Date, total: i64) -> Result<(i64, String), Refusal> {
    let total = u32::try_from(total).ok().filter(|total| 0 < *total).ok_or(Refusal::NoDelegates)?;
    let (threshold, source) =
        majority::Decision::from(decision).majority(on).ok_or(Refusal::NoSuchDecision)?;
    Ok((i64::from(threshold.needed(total)), format!("{}; {source}", threshold.words())))
}

/// The fewest delegates present, by the councils' own regulations: two thirds.
pub fn quorum(total: i64) -> i64 {
    u32::try_from(total).map_or(0, |total| i64::from(majority::quorum(total)))
}

/// Whether a decision may be taken in this way: persons are voted on by ballot paper.
///
/// # Errors
/// It needs ballot papers.
pub fn check_method(decision: Decision, method: Method) -> Result<(), Refusal> {
    match decision {
        Decision::Election | Decision::Confidence if method != Method::Secret => Err(Refusal::MustBeSecret),
        Decision::Resolution
        | Decision::Procedure
        | Decision::ClosedMeeting
        | Decision::Election
        | Decision::Removal
        | Decision::DelegateDismissal
        | Decision::Confidence
        | Decision::Depleted => Ok(()),
    }
}

/// The numbers of an open vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tán thành.
    pub yes: i64,
    /// Không tán thành.
    pub no: i64,
    /// Không biểu quyết.
    pub not_voting: i64,
}

impl Tally {
    /// All of them.
    pub const fn cast(self) -> i64 {
        self.yes + self.no + self.not_voting
    }
}

/// Whether counted hands can be those of the delegates present.
///
/// # Errors
/// More hands than delegates.
pub fn check_hands(tally: Tally, present: i64) -> Result<(), Refusal> {
    if tally.cast() <= present {
        return Ok(());
    }
    Err(Refusal::Numbers(format!(
        "Cộng {} phiếu, nhiều hơn {present} đại biểu có mặt. Kiểm tra lại số đếm, hoặc điểm danh lại.",
        tally.cast()
    )))
}

/// Ballot papers of a secret vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Papers {
    /// Given out.
    pub issued: i64,
    /// Come back.
    pub collected: i64,
    /// Of those, not valid.
    pub invalid: i64,
}

/// Whether the tellers' numbers fit one another: no more given out than delegates, no more back
/// than given out, and on each name as many as valid papers at the most. Every fault at once.
///
/// # Errors
/// They do not fit; the sentence says which.
pub fn check_papers(papers: Papers, lines: &[(String, i64, i64)], present: i64) -> Result<(), Refusal> {
    let mut faults = Vec::new();
    if papers.issued > present {
        faults.push(format!("Phát ra {} phiếu, nhiều hơn {present} đại biểu có mặt.", papers.issued));
    }
    if papers.collected > papers.issued {
        faults
            .push(format!("Thu vào {} phiếu, nhiều hơn {} phiếu phát ra.", papers.collected, papers.issued));
    }
    if papers.invalid > papers.collected {
        faults.push(format!(
            "{} phiếu không hợp lệ, nhiều hơn {} phiếu thu vào.",
            papers.invalid, papers.collected
        ));
    }
    let valid = papers.collected - papers.invalid;
    for (label, yes, no) in lines {
        if yes + no > valid {
            faults
                .push(format!("{label}: {yes} đồng ý và {no} không đồng ý, nhiều hơn {valid} phiếu hợp lệ."));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Numbers(faults.join(" "))) }
}

/// Minutes of the agenda in which delegates speak, and all its minutes.
pub fn discussion(items: &[Item]) -> (i64, i64) {
    let minutes =
        |of: &dyn Fn(&Item) -> bool| items.iter().filter(|item| of(item)).map(|item| item.minutes).sum();
    (minutes(&|item| item.kind.is_discussion()), minutes(&|_| true))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn seventeen_of_thirty_three_carry_a_resolution_and_two_thirds_dismiss_a_delegate() {
        let on = date(2020, 10, 15);
        let words = "quá nửa tổng số đại biểu; Luật 77/2015/QH13, Điều 91 khoản 3";
        assert_eq!(needed(Decision::Resolution, on, 33), Ok((17, words.to_owned())));
        assert_eq!(needed(Decision::DelegateDismissal, on, 33).map(|(needed, _)| needed), Ok(22));
        assert_eq!(quorum(33), 22);
    }

    #[test]
    fn a_council_of_nobody_and_a_decision_of_a_later_law_are_refused() {
        assert_eq!(needed(Decision::Resolution, date(2020, 10, 15), 0), Err(Refusal::NoDelegates));
        assert_eq!(needed(Decision::Depleted, date(2025, 6, 15), 20), Err(Refusal::NoSuchDecision));
        assert_eq!(needed(Decision::Depleted, date(2025, 6, 16), 21).map(|(needed, _)| needed), Ok(15));
    }

    #[test]
    fn persons_are_voted_on_by_ballot_paper() {
        for method in [Method::Electronic, Method::Hands, Method::RollCall] {
            assert_eq!(check_method(Decision::Election, method), Err(Refusal::MustBeSecret));
            assert_eq!(check_method(Decision::Confidence, method), Err(Refusal::MustBeSecret));
            assert_eq!(check_method(Decision::Resolution, method), Ok(()));
        }
        assert_eq!(check_method(Decision::Election, Method::Secret), Ok(()));
    }

    #[test]
    fn the_tellers_numbers_are_all_looked_at() {
        let papers = Papers { issued: 31, collected: 30, invalid: 1 };
        let name = |yes, no| [("Lê Đức Ẩn".to_owned(), yes, no)];
        assert_eq!(check_papers(papers, &name(29, 0), 31), Ok(()));
        assert!(check_papers(papers, &name(29, 1), 31).is_err());
        let wrong = Papers { issued: 34, collected: 35, invalid: 36 };
        let Err(Refusal::Numbers(said)) = check_papers(wrong, &[], 33) else { panic!("taken") };
        for words in ["Phát ra 34", "Thu vào 35", "36 phiếu không hợp lệ"] {
            assert!(said.contains(words), "{said}");
        }
    }

    proptest! {
        #[test]
        fn hands_are_never_more_than_delegates(yes in 0..200_i64, no in 0..200_i64, not_voting in 0..200_i64, present in 0..200_i64) {
            let tally = Tally { yes, no, not_voting };
            prop_assert_eq!(check_hands(tally, present).is_ok(), yes + no + not_voting <= present);
        }
    }
}
