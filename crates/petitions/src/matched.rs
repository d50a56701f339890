//! Which part of a paper answers which petition: by its code, by its number in the transfer slip,
//! by what it repeats; with how sure that is, and why. A proposal, never acted on by itself. Pure.

use std::collections::HashMap;

use kernel::similar::Marks;
use kernel::{Date, dates, text};

use crate::apart::Part;
use crate::model::Outcome;

/// So much of a petition's words makes a part be about it.
const SURE: u32 = 75;
const LIKELY: u32 = 45;
const UNSURE: u32 = 25;
/// A part that says little of what its number asks may be another's.
const STRANGE: u32 = 15;
/// What was asked stands at the beginning of a part.
const OPENING_WORDS: usize = 150;

/// How sure a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trust {
    /// Shown, not ticked.
    Unsure,
    /// To be looked at.
    Likely,
    /// Code, or number and words.
    Sure,
}

impl Trust {
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Unsure => "Không rõ",
            Self::Likely => "Có thể",
            Self::Sure => "Chắc chắn",
        }
    }
}

/// A petition that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) code: String,
    pub(crate) text: String,
    /// Its number in the transfer slip.
    pub(crate) number: Option<i64>,
}

/// A part for a petition, both by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proposal {
    pub(crate) asked: usize,
    pub(crate) part: usize,
    pub(crate) trust: Trust,
    pub(crate) why: String,
}

/// What is proposed, and what is left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Matching {
    /// One for a petition at most, in the order of the petitions.
    pub(crate) proposals: Vec<Proposal>,
    /// Parts that answer none of the petitions, and why not.
    pub(crate) unmatched: Vec<(usize, String)>,
    /// Petitions without a part.
    pub(crate) missing: Vec<usize>,
}

/// Whether words repeat what one of the petitions asks.
pub(crate) fn repeats(asked: &[Marks], words: &str) -> bool {
    let said = Marks::of(words);
    asked.iter().any(|marks| LIKELY <= marks.within(&said))
}

fn opening(part: &Part) -> String {
    let words = if part.question.is_empty() { &part.said } else { &part.question };
    words.split_whitespace().take(OPENING_WORDS).collect::<Vec<_>>().join(" ")
}

/// Matches parts and petitions.
pub(crate) fn matched(parts: &[Part], asked: &[Asked]) -> Matching {
    let petitions: Vec<Marks> = asked.iter().map(|one| Marks::of(&one.text)).collect();
    let openings: Vec<Marks> = parts.iter().map(|part| Marks::of(&opening(part))).collect();
    let like = |part: usize, one: usize| match (openings.get(part), petitions.get(one)) {
        (Some(part), Some(one)) => one.within(part),
        _ => 0,
    };
    let best = |part: usize, taken: &HashMap<usize, Proposal>| {
        let free = (0..asked.len()).filter(|one| !taken.contains_key(one));
        free.map(|one| (like(part, one), one)).max_by_key(|(like, one)| (*like, std::cmp::Reverse(*one)))
    };
    let mut taken: HashMap<usize, Proposal> = HashMap::new();
    let mut notes: HashMap<usize, String> = HashMap::new();
    by_code(parts, asked, &mut taken, &mut notes);
    by_number(parts, asked, &like, &mut taken, &mut notes);
    let is_open = |part: usize, taken: &HashMap<usize, Proposal>| {
        parts.get(part).is_some_and(|part| part.codes.is_empty())
            && !taken.values().any(|proposal| proposal.part == part)
    };
    // The most alike first: what it takes is nobody else's
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for part in (0..parts.len()).filter(|part| is_open(*part, &taken)) {
        for one in (0..asked.len()).filter(|one| !taken.contains_key(one)) {
            pairs.push((like(part, one), part, one));
        }
    }
    pairs.retain(|(like, ..)| UNSURE <= *like);
    pairs.sort_by_key(|(like, part, one)| (std::cmp::Reverse(*like), *part, *one));
    for (alike, part, one) in pairs {
        if taken.contains_key(&one) || !is_open(part, &taken) {
            continue;
        }
        let second =
            (0..asked.len()).filter(|other| *other != one).map(|other| like(part, other)).max().unwrap_or(0);
        let (trust, more) = match alike {
            SURE.. if second + 20 <= alike => (Trust::Sure, ""),
            LIKELY.. if second + 10 <= alike => (Trust::Likely, ""),
            LIKELY.. => (Trust::Unsure, ", có kiến nghị khác cũng gần giống"),
            _ => (Trust::Unsure, ""),
        };
        let why = format!("Phần này nhắc lại {alike} % lời của kiến nghị{more}");
        taken.insert(one, Proposal { asked: one, part, trust, why });
    }
    // One answer for what was asked twice
    for one in 0..asked.len() {
        if taken.contains_key(&one) {
            continue;
        }
        let shared = (0..parts.len())
            .filter(|part| taken.values().any(|proposal| proposal.part == *part))
            .map(|part| (like(part, one), part))
            .max_by_key(|(like, part)| (*like, std::cmp::Reverse(*part)));
        if let Some((alike, part)) = shared.filter(|(like, _)| SURE <= *like) {
            let why = format!("Phần này cũng nhắc lại {alike} % lời của kiến nghị; trả lời chung");
            taken.insert(one, Proposal { asked: one, part, trust: Trust::Likely, why });
        }
    }
    let unmatched = (0..parts.len())
        .filter(|part| !taken.values().any(|proposal| proposal.part == *part))
        .map(|part| {
            let why = notes.remove(&part).unwrap_or_else(|| match best(part, &taken) {
                Some((like, _)) if UNSURE <= like => "Giống kiến nghị đã có phần khác".to_owned(),
                _ => "Không có mã, số thứ tự hay lời nào của kiến nghị đang chờ".to_owned(),
            });
            (part, why)
        })
        .collect();
    let missing = (0..asked.len()).filter(|one| !taken.contains_key(one)).collect();
    let mut proposals: Vec<Proposal> = taken.into_values().collect();
    proposals.sort_by_key(|proposal| proposal.asked);
    Matching { proposals, unmatched, missing }
}

fn by_code(
    parts: &[Part],
    asked: &[Asked],
    taken: &mut HashMap<usize, Proposal>,
    notes: &mut HashMap<usize, String>,
) {
    for (part, place) in parts.iter().zip(0..) {
        for code in &part.codes {
            match asked.iter().position(|one| one.code == *code) {
                Some(one) if taken.contains_key(&one) => {
                    notes.insert(place, format!("{code} đã có ở phần trước"));
                }
                Some(one) => {
                    let why = format!("Mã {code} ghi ở phần này");
                    taken.insert(one, Proposal { asked: one, part: place, trust: Trust::Sure, why });
                }
                None => {
                    notes.insert(place, format!("{code} không phải kiến nghị đang chờ cơ quan này trả lời"));
                }
            }
        }
        if let (Some(wrong), true) = (part.wrong_codes.first(), part.codes.is_empty()) {
            notes.insert(place, format!("Mã “{wrong}” sai; mã có dạng KN-2020-0147-3"));
        }
    }
}

fn by_number(
    parts: &[Part],
    asked: &[Asked],
    like: &dyn Fn(usize, usize) -> u32,
    taken: &mut HashMap<usize, Proposal>,
    notes: &mut HashMap<usize, String>,
) {
    for (part, place) in parts.iter().zip(0..).filter(|(part, _)| part.codes.is_empty()) {
        for number in &part.numbers {
            let Some(one) = asked.iter().position(|one| one.number == Some(*number)) else { continue };
            if taken.contains_key(&one) {
                notes.insert(place, format!("Kiến nghị số {number} trong phiếu chuyển đã có phần khác"));
                continue;
            }
            let own = like(place, one);
            let other = (0..asked.len()).filter(|other| *other != one).map(|other| like(place, other)).max();
            // Words say more than a number that was counted otherwise
            if own < STRANGE && other.is_some_and(|other| LIKELY <= other) {
                continue;
            }
            let (trust, why) = if LIKELY <= own {
                (Trust::Sure, format!("Số {number} trong phiếu chuyển, nhắc lại {own} % lời của kiến nghị"))
            } else {
                (
                    Trust::Likely,
                    format!("Số {number} trong phiếu chuyển; phần này không nhắc lại lời kiến nghị"),
                )
            };
            taken.insert(one, Proposal { asked: one, part: place, trust, why });
        }
    }
}

/// What an answer seems to come to, by the words that say so, and the day that it promises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Guess {
    pub(crate) outcome: Option<Outcome>,
    /// The words; empty when the paper says it itself.
    pub(crate) by: &'static str,
    pub(crate) promised_on: Option<Date>,
}

/// Words that tell, what is not done yet before what is: "đã bố trí vốn, dự kiến hoàn thành …".
const TELLING: [(&str, Outcome); 30] = [
    ("kiến nghị cấp trên", Outcome::ForwardedUp),
    ("kiến nghị UBND tỉnh", Outcome::ForwardedUp),
    ("đề nghị UBND tỉnh", Outcome::ForwardedUp),
    ("báo cáo UBND tỉnh", Outcome::ForwardedUp),
    ("đang triển khai", Outcome::InProgress),
    ("đang thực hiện", Outcome::InProgress),
    ("đang thi công", Outcome::InProgress),
    ("đang giải quyết", Outcome::InProgress),
    ("đang sửa", Outcome::InProgress),
    ("đang nạo vét", Outcome::InProgress),
    ("sẽ hoàn thành", Outcome::InProgress),
    ("dự kiến", Outcome::InProgress),
    ("hoàn thành trước", Outcome::InProgress),
    ("hoàn thành trong quý", Outcome::InProgress),
    ("xong trước", Outcome::InProgress),
    ("trước ngày", Outcome::InProgress),
    ("chưa bố trí được", Outcome::NotResolved),
    ("chưa có nguồn", Outcome::NotResolved),
    ("chưa giải quyết", Outcome::NotResolved),
    ("đã hoàn thành", Outcome::Resolved),
    ("đã giải quyết xong", Outcome::Resolved),
    ("đã khắc phục", Outcome::Resolved),
    ("đã sửa chữa xong", Outcome::Resolved),
    ("đã thi công xong", Outcome::Resolved),
    ("đã nghiệm thu", Outcome::Resolved),
    ("đã lắp đặt", Outcome::Resolved),
    ("ghi nhận", Outcome::Recorded),
    ("tiếp thu", Outcome::Recorded),
    ("theo quy định", Outcome::Explained),
    ("không thuộc thẩm quyền", Outcome::Explained),
];

/// Guesses what an answer comes to; somebody looks at it before it counts.
pub(crate) fn guess(part: &Part, today: Date) -> Guess {
    let folded = format!(" {} ", text::fold(&part.answer));
    let promised_on = promised(&part.answer, today);
    let told = TELLING.iter().find(|(words, _)| folded.contains(&format!(" {} ", text::fold(words))));
    let (outcome, by) = match (part.outcome, told) {
        (Some(outcome), _) => (Some(outcome), ""),
        (None, Some((by, outcome))) => (Some(*outcome), *by),
        (None, None) => (None, ""),
    };
    let promised_on = promised_on.filter(|_| outcome.is_none_or(|outcome| !outcome.is_final()));
    Guess { outcome, by, promised_on }
}

/// The first day of an answer that lies ahead: "30/11/2020", "ngày 30 tháng 11 năm 2020", "tháng
/// 12/2020", "quý IV/2020" to their ends.
fn promised(answer: &str, today: Date) -> Option<Date> {
    let typed = answer
        .split(|one: char| !(one.is_ascii_digit() || matches!(one, '/' | '-' | '.')))
        .map(|word| word.trim_matches(['/', '-', '.']))
        .filter(|word| word.matches(['/', '-', '.']).count() == 2 && word.len() >= 8)
        .filter_map(|word| dates::parse(word, today).ok());
    let folded = text::fold(answer);
    let words: Vec<&str> = folded.split(' ').collect();
    let number = |word: &&str| word.parse::<i16>().ok();
    let last_of = |year: i16, month: i8| Date::new(year, month, 1).ok().map(Date::last_of_month);
    let long = words.windows(6).filter_map(|six| match six {
        ["ngay", day, "thang", month, "nam", year] => {
            Date::new(number(year)?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => None,
    });
    let ends = words.windows(4).filter_map(|four| match four {
        ["thang", month, year, _] if year.len() == 4 => last_of(number(year)?, month.parse().ok()?),
        ["thang", month, "nam", year] => last_of(number(year)?, month.parse().ok()?),
        ["quy", quarter, year, _] | ["quy", quarter, "nam", year] if year.len() == 4 => {
            let month = match *quarter {
                "i" | "1" => 3,
                "ii" | "2" => 6,
                "iii" | "3" => 9,
                "iv" | "4" => 12,
                _ => return None,
            };
            last_of(number(year)?, month)
        }
        _ => None,
    });
    typed.chain(long).chain(ends).find(|day| today < *day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_answer_comes_to_is_guessed_with_the_words_that_say_so() {
        let today = Date::constant(2020, 10, 15);
        let guessed = |answer: &str| {
            let found = guess(&Part { answer: answer.to_owned(), ..Part::default() }, today);
            (found.outcome, found.by, found.promised_on)
        };
        let day = |month, day| Some(Date::constant(2020, month, day));
        assert_eq!(
            guessed("Đã hoàn thành ngày 25/9/2020."),
            (Some(Outcome::Resolved), "đã hoàn thành", None)
        );
        assert_eq!(
            guessed("Đang thi công, xong trước 30/11/2020."),
            (Some(Outcome::InProgress), "đang thi công", day(11, 30))
        );
        assert_eq!(guessed("Dự kiến xong trong quý IV/2020, nếu đủ vốn.").2, day(12, 31));
        assert_eq!(guessed("Sẽ xong ngày 05 tháng 11 năm 2020.").2, day(11, 5));
        assert_eq!(
            guessed("Tiếp thu, làm trong tháng 12/2020 nếu đủ vốn."),
            (Some(Outcome::Recorded), "tiếp thu", day(12, 31))
        );
        assert_eq!(guessed("Cử tri hỏi đúng."), (None, "", None));
        // Today itself is no promise
        assert_eq!(guessed("Dự kiến 15/10/2020.").2, None);
        assert_eq!(guessed("Dự kiến 16/10/2020.").2, day(10, 16));
        let said =
            Part { answer: "Đang làm.".into(), outcome: Some(Outcome::Explained), ..Part::default() };
        assert_eq!(guess(&said, today).outcome, Some(Outcome::Explained));
    }

    const ROAD: &str = "Đề nghị sớm sửa chữa đường liên xã Thanh Hà - Thanh Phong đã xuống cấp.";
    const CANAL: &str = "Đề nghị nạo vét kênh tiêu liên thôn Liêm Túc bị bồi lắng, gây úng ruộng.";
    const LIGHT: &str = "Đề nghị lắp đèn chiếu sáng trước cổng trường tiểu học thị trấn Kiện Khê.";

    fn asked() -> Vec<Asked> {
        [ROAD, CANAL, LIGHT]
            .into_iter()
            .zip(1..)
            .map(|(text, number)| Asked {
                code: crate::code::compose(2020, number),
                text: text.to_owned(),
                number: Some(number),
            })
            .collect()
    }

    fn says(said: &str) -> Part {
        Part { said: said.to_owned(), answer: said.to_owned(), ..Part::default() }
    }

    fn found(parts: &[Part], asked: &[Asked]) -> Vec<(usize, usize, Trust)> {
        matched(parts, asked).proposals.iter().map(|one| (one.asked, one.part, one.trust)).collect()
    }

    #[test]
    fn a_code_is_sure_and_one_of_somebody_else_answers_nothing() {
        let asked = asked();
        let own = Part { codes: vec![asked[1].code.clone()], ..says("Đã nạo vét.") };
        let other = Part { codes: vec![crate::code::compose(2020, 77)], ..says(ROAD) };
        let wrong = Part { wrong_codes: vec!["KN-2020-0001-9".to_owned()], ..says("Đã xong.") };
        let matching = matched(&[own, other, wrong], &asked);
        assert_eq!(matching.proposals.len(), 1);
        assert_eq!((matching.proposals[0].asked, matching.proposals[0].trust), (1, Trust::Sure));
        assert!(
            matching.unmatched[0].1.contains("không phải kiến nghị đang chờ"),
            "{:?}",
            matching.unmatched
        );
        assert!(matching.unmatched[1].1.contains("sai"), "{:?}", matching.unmatched);
        assert_eq!(matching.missing, [0, 2]);
    }

    #[test]
    fn a_number_is_sure_with_the_words_and_likely_without_them() {
        let numbered = |number: i64, said: &str| Part { numbers: vec![number], ..says(said) };
        let parts =
            [numbered(1, &format!("{ROAD} Đã sửa.")), numbered(2, "Đã giao xí nghiệp làm trong tháng 11.")];
        assert_eq!(found(&parts, &asked()), [(0, 0, Trust::Sure), (1, 1, Trust::Likely)]);
    }

    #[test]
    fn words_weigh_more_than_a_number_that_was_counted_otherwise() {
        let parts = [Part { numbers: vec![1], ..says(&format!("{LIGHT} Đã lắp 12 đèn.")) }];
        assert_eq!(found(&parts, &asked()), [(2, 0, Trust::Sure)]);
    }

    #[test]
    fn without_codes_and_numbers_the_words_decide() {
        let parts =
            [says("Đường Thanh Hà - Thanh Phong: đã bố trí vốn sửa chữa."), says("Công tác cán bộ năm nay.")];
        let matching = matched(&parts, &asked());
        assert_eq!(matching.proposals.len(), 1);
        assert_eq!(matching.proposals[0].asked, 0);
        assert!(matching.proposals[0].trust < Trust::Sure);
        assert_eq!(matching.unmatched.len(), 1);
        assert_eq!(matching.missing, [1, 2]);
    }

    #[test]
    fn one_part_answers_both_whom_it_names() {
        let parts = [Part { numbers: vec![1, 2], ..says("Hai việc đã giao một đơn vị.") }];
        assert_eq!(found(&parts, &asked()), [(0, 0, Trust::Likely), (1, 0, Trust::Likely)]);
        let both = [says(&format!("{ROAD} {CANAL} Đã làm cả hai."))];
        assert_eq!(matched(&both, &asked()[..2]).missing, Vec::<usize>::new());
    }

    #[test]
    fn of_two_parts_with_one_code_the_second_is_left() {
        let asked = asked();
        let part = || Part { codes: vec![asked[0].code.clone()], ..says("Đã sửa.") };
        let matching = matched(&[part(), part()], &asked);
        assert_eq!((matching.proposals.len(), matching.unmatched.len()), (1, 1));
        assert!(matching.unmatched[0].1.contains("đã có ở phần trước"));
    }
}
