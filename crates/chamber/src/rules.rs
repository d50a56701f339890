//! What follows from what in the chamber. Pure.

use kernel::Date;
use law::majority;

use crate::model::{Consequence, Decision, Item, Marks, Method, Refusal, Regime};

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
    let valid = papers.collected - papers.invalid;
    let lines = lines.iter().filter(|(_, yes, no)| yes + no > valid);
    said(
        paper_faults(papers, present),
        lines.map(|(label, yes, no)| {
            format!("{label}: hai số {yes} và {no} cộng lại nhiều hơn {valid} phiếu hợp lệ.")
        }),
    )
}

/// Whether the tellers' numbers of a rating fit one another. A paper with no mark for a person, or
/// with two and more, is not valid for that person: so the three levels together may be fewer than
/// the valid papers, never more.
///
/// # Errors
/// They do not fit; the sentence says which.
pub fn check_rating(papers: Papers, lines: &[(String, Marks)], present: i64) -> Result<(), Refusal> {
    let valid = papers.collected - papers.invalid;
    let lines = lines.iter().filter(|(_, marks)| marks.sum() > valid);
    said(paper_faults(papers, present), lines.map(|(label, marks)| {
        format!(
            "{label}: {} tín nhiệm cao, {} tín nhiệm và {} tín nhiệm thấp, cộng {}, nhiều hơn {valid} phiếu hợp lệ.",
            marks.high, marks.medium, marks.low, marks.sum()
        )
    }))
}

fn said(mut faults: Vec<String>, more: impl Iterator<Item = String>) -> Result<(), Refusal> {
    faults.extend(more);
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Numbers(faults.join(" "))) }
}

fn paper_faults(papers: Papers, present: i64) -> Vec<String> {
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
    faults
}

/// The first day of Resolution 96/2023/QH15.
const NQ96_FROM: Date = Date::constant(2023, 7, 1);

impl Regime {
    /// What a rating held on this day is judged by.
    pub fn on(day: Date) -> Self {
        if NQ96_FROM <= day { Self::Nq96 } else { Self::Nq85 }
    }

    /// Where it says what follows.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Nq85 => "Nghị quyết 85/2014/QH13; Luật 77/2015/QH13, Điều 89 khoản 2",
            Self::Nq96 => "Nghị quyết 96/2023/QH15",
        }
    }

    /// Where it says who rates.
    pub const fn scope_source(self) -> &'static str {
        match self {
            Self::Nq85 => "Nghị quyết 85/2014/QH13",
            Self::Nq96 => "Nghị quyết 96/2023/QH15, Điều 2",
        }
    }

    /// Of what the shares are taken: all delegates, or all ballots, which are those that the
    /// tellers took back.
    pub const fn base(self, total: i64, collected: i64) -> i64 {
        match self {
            Self::Nq85 => total,
            Self::Nq96 => collected,
        }
    }

    /// That base in words.
    pub const fn base_words(self) -> &'static str {
        match self {
            Self::Nq85 => "tổng số đại biểu",
            Self::Nq96 => "tổng số phiếu thu vào",
        }
    }
}

/// Whether a council of this tier rates: those of provinces and, while there were any, of districts.
///
/// # Errors
/// It is a commune's.
pub fn check_rates(tier: directory::Tier, regime: Regime) -> Result<(), Refusal> {
    match tier {
        directory::Tier::Province | directory::Tier::District => Ok(()),
        directory::Tier::Commune => Err(Refusal::CommuneRates(regime.scope_source())),
    }
}

/// What follows for a person with so many marks of low confidence out of the base.
pub fn consequence(regime: Regime, low: i64, base: i64) -> Consequence {
    let (low, base) = (u32::try_from(low).unwrap_or(0), u32::try_from(base).unwrap_or(0));
    let thirds = majority::passes_two_thirds(low, base);
    let half = majority::passes_more_than_half(low, base);
    match regime {
        Regime::Nq85 if thirds => Consequence::ConfidenceVote,
        Regime::Nq85 if half => Consequence::MayResign,
        Regime::Nq96 if thirds => Consequence::Release,
        Regime::Nq96 if half => Consequence::ResignOrVote,
        Regime::Nq85 | Regime::Nq96 => Consequence::Nothing,
    }
}

impl Consequence {
    /// What follows, in the words of the resolution.
    pub const fn words(self, regime: Regime) -> &'static str {
        match (self, regime) {
            (Self::Nothing, Regime::Nq85) => "Tín nhiệm thấp không quá nửa tổng số đại biểu, không có hệ quả",
            (Self::Nothing, Regime::Nq96) => "Tín nhiệm thấp không quá nửa tổng số phiếu, không có hệ quả",
            (Self::MayResign, _) => "Quá nửa tổng số đại biểu đánh giá tín nhiệm thấp: có thể xin từ chức",
            (Self::ConfidenceVote, _) => {
                "Từ hai phần ba tổng số đại biểu đánh giá tín nhiệm thấp: Thường trực HĐND trình HĐND bỏ phiếu tín nhiệm"
            }
            (Self::ResignOrVote, _) => {
                "Quá nửa đến dưới hai phần ba tổng số phiếu tín nhiệm thấp: có thể xin từ chức; không từ chức thì bỏ phiếu tín nhiệm tại kỳ họp này hoặc kỳ họp gần nhất"
            }
            (Self::Release, _) => {
                "Từ hai phần ba tổng số phiếu tín nhiệm thấp: cơ quan giới thiệu để bầu trình HĐND miễn nhiệm tại kỳ họp này hoặc kỳ họp gần nhất"
            }
        }
    }

    /// The same for machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::MayResign => "may_resign",
            Self::ResignOrVote => "resign_or_confidence_vote",
            Self::ConfidenceVote => "confidence_vote",
            Self::Release => "release",
        }
    }
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

    #[test]
    fn a_rating_is_judged_by_the_resolution_in_force_on_its_day() {
        assert_eq!(Regime::on(date(2023, 6, 30)), Regime::Nq85);
        assert_eq!(Regime::on(date(2023, 7, 1)), Regime::Nq96);
        assert_eq!(Regime::on(date(2023, 7, 2)), Regime::Nq96);
        assert_eq!(Regime::Nq85.base(33, 30), 33);
        assert_eq!(Regime::Nq96.base(33, 30), 30);
    }

    #[test]
    fn a_commune_does_not_rate_and_is_told_where_that_stands() {
        for regime in [Regime::Nq85, Regime::Nq96] {
            assert_eq!(check_rates(directory::Tier::Province, regime), Ok(()));
            assert_eq!(check_rates(directory::Tier::District, regime), Ok(()));
            let Err(refusal) = check_rates(directory::Tier::Commune, regime) else { panic!("rates") };
            assert!(refusal.to_string().contains(regime.label()), "{refusal}");
        }
    }

    #[test]
    fn sixteen_of_thirty_papers_may_resign_and_twenty_are_tabled() {
        let of = |regime, low| consequence(regime, low, 30);
        assert_eq!(of(Regime::Nq96, 15), Consequence::Nothing);
        assert_eq!(of(Regime::Nq96, 16), Consequence::ResignOrVote);
        assert_eq!(of(Regime::Nq96, 19), Consequence::ResignOrVote);
        assert_eq!(of(Regime::Nq96, 20), Consequence::Release);
        assert_eq!(of(Regime::Nq85, 15), Consequence::Nothing);
        assert_eq!(of(Regime::Nq85, 16), Consequence::MayResign);
        assert_eq!(of(Regime::Nq85, 19), Consequence::MayResign);
        assert_eq!(of(Regime::Nq85, 20), Consequence::ConfidenceVote);
        assert_eq!(consequence(Regime::Nq96, 0, 0), Consequence::Nothing);
    }

    /// Every number of low marks in every council from 1 to 125, in whole numbers.
    #[test]
    fn the_boundaries_of_a_rating_are_exact() {
        for base in 1..=125_i64 {
            for low in 0..=base {
                let (half, thirds) = (low * 2 > base, low * 3 >= base * 2);
                let (old, new) = match (half, thirds) {
                    (_, true) => (Consequence::ConfidenceVote, Consequence::Release),
                    (true, false) => (Consequence::MayResign, Consequence::ResignOrVote),
                    (false, false) => (Consequence::Nothing, Consequence::Nothing),
                };
                assert_eq!(consequence(Regime::Nq85, low, base), old, "{low}/{base}");
                assert_eq!(consequence(Regime::Nq96, low, base), new, "{low}/{base}");
            }
        }
    }

    #[test]
    fn a_person_has_no_more_marks_than_there_are_valid_papers_and_may_have_fewer() {
        let papers = Papers { issued: 31, collected: 30, invalid: 1 };
        let of = |high, medium, low| [("Lê Đức Ẩn".to_owned(), Marks { high, medium, low })];
        assert_eq!(check_rating(papers, &of(20, 5, 4), 31), Ok(()));
        assert_eq!(check_rating(papers, &of(20, 5, 1), 31), Ok(()));
        let Err(Refusal::Numbers(told)) = check_rating(papers, &of(20, 5, 5), 30) else { panic!("taken") };
        assert!(told.contains("Phát ra 31") && told.contains("cộng 30, nhiều hơn 29"), "{told}");
    }

    proptest! {
        #[test]
        fn more_low_marks_are_never_milder(low in 0..400_i64, base in 0..400_i64) {
            let weight = |one| match one {
                Consequence::Nothing => 0,
                Consequence::MayResign | Consequence::ResignOrVote => 1,
                Consequence::ConfidenceVote | Consequence::Release => 2,
            };
            for regime in [Regime::Nq85, Regime::Nq96] {
                prop_assert!(weight(consequence(regime, low, base)) <= weight(consequence(regime, low + 1, base)));
            }
        }

        #[test]
        fn hands_are_never_more_than_delegates(yes in 0..200_i64, no in 0..200_i64, not_voting in 0..200_i64, present in 0..200_i64) {
            let tally = Tally { yes, no, not_voting };
            prop_assert_eq!(check_hands(tally, present).is_ok(), yes + no + not_voting <= present);
        }
    }
}
