//! What becomes of a difficulty: when an answer is due, how it stands, what may be grouped, who
//! takes it further. Pure.

use kernel::{Date, similar};
use law::{Deadline, Law, Rule};

use crate::model::{AskedLevel, Difficulty, Refusal, Stage, days_between};

/// The day by which a difficulty that is raised on a day is answered (BRF-07).
pub fn answer_due(law: &Law, raised_on: Date) -> Result<Deadline, Refusal> {
    law.deadline(Rule::BriefingDifficultyAnswer, raised_on).map_err(|error| Refusal::Other(error.to_string()))
}

/// How it stands on a day. The day itself is still in time.
pub fn stage(one: &Difficulty, today: Date) -> Stage {
    if one.cleared_on.is_some() {
        Stage::Cleared
    } else if one.raised_to.is_some() {
        Stage::TakenUp
    } else if !one.answer.is_empty() {
        Stage::Answered
    } else if one.due_on.is_some_and(|due| due < today) {
        Stage::Late
    } else {
        Stage::Waiting
    }
}

/// By how many days the first answer was late, or is by now; zero while it is in time.
pub fn days_late(one: &Difficulty, today: Date) -> i32 {
    let Some(due) = one.due_on else { return 0 };
    match (one.answered_on, one.answer.is_empty(), one.cleared_on) {
        (Some(on), ..) | (None, _, Some(on)) => days_between(due, on).max(0),
        (None, true, None) => days_between(due, today).max(0),
        // Answered before the day of an answer was kept
        (None, false, None) => 0,
    }
}

/// A deed with a difficulty that still waits for one.
pub fn settle(one: &Difficulty) -> Result<(), Refusal> {
    if one.cleared_on.is_some() {
        return Err(Refusal::Cleared);
    }
    if one.leader_id.is_some() { Err(Refusal::InGroup) } else { Ok(()) }
}

/// Another one joins a group.
pub fn join(leader: &Difficulty, other: &Difficulty) -> Result<(), Refusal> {
    if leader.id == other.id || other.leader_id.is_some() || leader.council_id != other.council_id {
        return Err(Refusal::NothingToGroup);
    }
    if other.cleared_on.is_some() { Err(Refusal::NothingToGroup) } else { settle(leader) }
}

/// Taken to a level above the one that is asked; without one, above the district.
pub fn take_up(from: Option<AskedLevel>, to: AskedLevel) -> Result<AskedLevel, Refusal> {
    let from = from.unwrap_or(AskedLevel::Commune);
    if height(from) < height(to) { Ok(to) } else { Err(Refusal::NotHigher(from)) }
}

const fn height(level: AskedLevel) -> u8 {
    match level {
        AskedLevel::Commune => 0,
        AskedLevel::District => 1,
        AskedLevel::Province => 2,
        AskedLevel::Central => 3,
    }
}

/// Which of these say the same as `one`, most alike first, with the words that they share.
pub fn alike(one: &Difficulty, others: &[Difficulty], most: usize) -> Vec<(usize, Vec<String>)> {
    let sought = similar::Marks::of(&one.text);
    let mut found: Vec<(u32, usize, Vec<String>)> = others
        .iter()
        .enumerate()
        .filter(|(_, other)| other.id != one.id && other.leader_id.is_none())
        .filter_map(|(at, other)| {
            let (hundredths, shared) = sought.likeness(&kernel::text::fold(&other.text))?;
            (similar::ALIKE <= hundredths).then_some((hundredths, at, shared))
        })
        .collect();
    found.sort_by_key(|(hundredths, at, _)| (std::cmp::Reverse(*hundredths), *at));
    found.truncate(most);
    found.into_iter().map(|(_, at, shared)| (at, shared)).collect()
}

#[cfg(test)]
mod tests {
    use kernel::{DifficultyId, Id, OrganizationId};

    use super::*;
    use crate::model::DifficultyKind;

    fn id<T: Id>(number: u8) -> T {
        T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [number; 10]))
    }

    fn date(month: i8, day: i8) -> Date {
        Date::constant(2020, month, day)
    }

    fn raised(number: u8, text: &str) -> Difficulty {
        Difficulty {
            id: id::<DifficultyId>(number),
            council_id: id::<OrganizationId>(1),
            briefing_id: None,
            report_id: None,
            area_id: id(2),
            raised_by_id: id(3),
            kind: DifficultyKind::Difficulty,
            subject: "Thủy lợi".to_owned(),
            text: text.to_owned(),
            addressee_id: None,
            raised_on: date(7, 3),
            due_on: Some(date(7, 10)),
            answer: String::new(),
            cleared_on: None,
            follow_up_id: None,
            version: 1,
            level: Some(AskedLevel::District),
            resolution_id: None,
            law_text: None,
            leader_id: None,
            person_id: None,
            answered_on: None,
            answered_by: None,
            cleared_by: None,
            decision: None,
            next_briefing_id: None,
            raised_to: None,
            is_public: None,
            public_text: None,
            is_demonstration: None,
        }
    }

    const CANAL: &str = "Kênh tiêu thôn Đống Cầu bồi lắng, chưa bố trí được kinh phí nạo vét.";

    #[test]
    fn an_answer_is_due_five_working_days_after_the_day_it_was_raised() {
        let law = Law::shipped().expect("the law");
        // Raised on Friday 03/07/2020: Monday to Friday of the next week
        assert_eq!(answer_due(&law, date(7, 3)).expect("a day").due, date(7, 10));
        // The second of September is a day off
        assert_eq!(answer_due(&law, Date::constant(2020, 8, 31)).expect("a day").due, date(9, 8));
        // And under the regime of 2026 as well
        assert_eq!(
            answer_due(&law, Date::constant(2026, 7, 3)).expect("a day").due,
            Date::constant(2026, 7, 10)
        );
    }

    #[test]
    fn it_waits_until_the_end_of_the_due_day_and_is_late_on_the_next() {
        let one = raised(1, CANAL);
        assert_eq!(stage(&one, date(7, 9)), Stage::Waiting);
        assert_eq!((stage(&one, date(7, 10)), days_late(&one, date(7, 10))), (Stage::Waiting, 0));
        assert_eq!((stage(&one, date(7, 11)), days_late(&one, date(7, 11))), (Stage::Late, 1));
        let undated = Difficulty { due_on: None, ..one };
        assert_eq!((stage(&undated, date(12, 1)), days_late(&undated, date(12, 1))), (Stage::Waiting, 0));
    }

    #[test]
    fn a_late_answer_stays_late_whatever_the_day() {
        let one = Difficulty {
            answer: "Đã bố trí vốn.".to_owned(),
            answered_on: Some(date(7, 14)),
            ..raised(1, CANAL)
        };
        assert_eq!((stage(&one, date(12, 1)), days_late(&one, date(12, 1))), (Stage::Answered, 4));
        let in_time = Difficulty { answered_on: Some(date(7, 10)), ..one.clone() };
        assert_eq!(days_late(&in_time, date(12, 1)), 0);
        let old = Difficulty { answered_on: None, ..one.clone() };
        assert_eq!(days_late(&old, date(12, 1)), 0, "the day of the answer is not known");
        let up = Difficulty { raised_to: Some("UBND tỉnh".to_owned()), ..one.clone() };
        assert_eq!(stage(&up, date(12, 1)), Stage::TakenUp);
        let cleared = Difficulty { cleared_on: Some(date(7, 15)), answered_on: None, ..one };
        assert_eq!((stage(&cleared, date(12, 1)), days_late(&cleared, date(12, 1))), (Stage::Cleared, 5));
    }

    #[test]
    fn what_is_cleared_or_grouped_is_settled_elsewhere() {
        let one = raised(1, CANAL);
        assert_eq!(settle(&one), Ok(()));
        let cleared = Difficulty { cleared_on: Some(date(7, 15)), ..one.clone() };
        assert_eq!(settle(&cleared), Err(Refusal::Cleared));
        let member = Difficulty { leader_id: Some(id(9)), ..one.clone() };
        assert_eq!(settle(&member), Err(Refusal::InGroup));
        let other = raised(2, CANAL);
        assert_eq!(join(&one, &other), Ok(()));
        assert_eq!(join(&one, &one), Err(Refusal::NothingToGroup));
        assert_eq!(
            join(&one, &Difficulty { cleared_on: Some(date(7, 9)), ..other.clone() }),
            Err(Refusal::NothingToGroup)
        );
        assert_eq!(
            join(&one, &Difficulty { leader_id: Some(id(9)), ..other.clone() }),
            Err(Refusal::NothingToGroup)
        );
        assert_eq!(
            join(&one, &Difficulty { council_id: id(8), ..other.clone() }),
            Err(Refusal::NothingToGroup)
        );
        assert_eq!(join(&member, &other), Err(Refusal::InGroup));
    }

    #[test]
    fn it_goes_up_and_never_down() {
        use AskedLevel::{Central, Commune, District, Province};
        assert_eq!(take_up(Some(District), Province), Ok(Province));
        assert_eq!(take_up(Some(District), Central), Ok(Central));
        assert_eq!(take_up(None, District), Ok(District));
        assert_eq!(take_up(Some(Province), Province), Err(Refusal::NotHigher(Province)));
        assert_eq!(take_up(Some(Province), Commune), Err(Refusal::NotHigher(Province)));
    }

    #[test]
    fn the_same_canal_in_other_words_is_alike_and_a_road_is_not() {
        let one = raised(1, CANAL);
        let others = [
            raised(2, "Đường liên xã Thanh Hà - Thanh Phong xuống cấp, đã kiến nghị nhiều kỳ."),
            raised(3, "Kênh tiêu thôn Đống Cầu bị bồi lắng nặng, chưa bố trí kinh phí nạo vét kênh."),
            one.clone(),
            Difficulty { leader_id: Some(id(9)), ..raised(4, CANAL) },
        ];
        let found = alike(&one, &others, 5);
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1]);
        assert!(found[0].1.contains(&"nao vet".to_owned()), "{found:?}");
    }
}
