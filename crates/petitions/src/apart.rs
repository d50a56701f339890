//! One paper that answers many petitions, taken apart: by codes, by numbers ("Câu 1", "2.", "Kiến
//! nghị số 3"), by the rows of its tables. Pure.
//!
//! Invariant: the segments cover every piece of the paper in its order, and none twice.

use kernel::text;
use papers::Piece;

use crate::code;
use crate::heads::outcome_of;
use crate::model::Outcome;

/// A code that stands further behind in a line is only mentioned there.
const CODE_WITHIN_CHARS: usize = 120;
/// "Trả lời:", "UBND huyện trả lời như sau:" stand so near to the beginning of a line.
const LEAD_CHARS_MAX: usize = 90;
/// So many numbers one part may answer together.
const NUMBERS_MAX: usize = 20;

/// Pieces from one to before another, and whether they answer something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) is_part: bool,
}

/// A part of the paper that answers something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// All of it.
    pub(crate) said: String,
    /// The codes in it, as they are written in the register.
    pub(crate) codes: Vec<String>,
    /// What looks like a code and is none.
    pub(crate) wrong_codes: Vec<String>,
    /// The numbers before it.
    pub(crate) numbers: Vec<i64>,
    /// What was asked, where the part repeats it.
    pub(crate) question: String,
    /// What is answered.
    pub(crate) answer: String,
    /// What the part itself says that it comes to.
    pub(crate) outcome: Option<Outcome>,
}

/// A paper taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Apart {
    pub(crate) parts: Vec<Part>,
    /// What belongs to no part: head, foot, what stands between.
    pub(crate) rest: Vec<String>,
    /// Number and day of the paper, where its head says them.
    pub(crate) reference: String,
}

/// Takes a paper apart; `is_asked` says whether words repeat one of the petitions.
pub(crate) fn apart(pieces: &[Piece], is_asked: &dyn Fn(&str) -> bool) -> Apart {
    let mut apart = Apart::default();
    let columns = Columns::of(pieces);
    for segment in segments(pieces, is_asked) {
        let own = pieces.get(segment.from..segment.to).unwrap_or_default();
        if segment.is_part {
            apart.parts.push(part(own, &columns, is_asked));
        } else {
            apart.rest.extend(own.iter().map(said));
        }
    }
    apart.reference = reference(&apart.rest);
    apart
}

/// A piece as one text.
fn said(piece: &Piece) -> String {
    text::clean(&match piece {
        Piece::Paragraph { number, words } if number.is_empty() => words.clone(),
        Piece::Paragraph { number, words } => format!("{number} {words}"),
        Piece::Row { cells, .. } => {
            let filled: Vec<&str> =
                cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            filled.join(" | ")
        }
    })
}

/// What a piece is for taking apart.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sign {
    /// A row of a table of answers.
    Answered,
    /// A row that names the columns of such a table, or numbers them.
    Head,
    /// "Câu 1", "Kiến nghị số 2 và 3".
    Named(Vec<i64>),
    /// "1.", "2)".
    Plain(i64),
    /// "II.", "A.": what follows is counted anew.
    Heading,
    /// "Nơi nhận:", "Trên đây là …".
    Foot,
    Nothing,
}

/// The paper as segments: those that answer something, and the rest.
pub(crate) fn segments(pieces: &[Piece], is_asked: &dyn Fn(&str) -> bool) -> Vec<Segment> {
    let columns = Columns::of(pieces);
    let texts: Vec<String> = pieces.iter().map(said).collect();
    let signs: Vec<Sign> =
        pieces.iter().zip(&texts).map(|(piece, said)| sign(piece, said, &columns)).collect();
    let codes: Vec<Vec<String>> = texts.iter().map(|said| codes_at_the_beginning(said)).collect();
    let mut found = starts(&signs, &codes, None);
    let is_plain = |at: &usize| matches!(signs.get(*at), Some(Sign::Plain(_)));
    let plain: Vec<usize> = found.iter().copied().filter(is_plain).collect();
    let asked = |at: usize| {
        let own = texts.get(at).map_or("", String::as_str);
        let below = |_: &&Sign| texts.get(at + 1).map(String::as_str);
        let next =
            signs.get(at + 1).filter(|sign| **sign == Sign::Nothing).as_ref().and_then(below).unwrap_or("");
        is_asked(own) || is_asked(&format!("{own} {next}"))
    };
    // Where most numbers stand before what was asked, the others count something within an answer
    if 1 < plain.len() && plain.len() <= 2 * plain.iter().filter(|at| asked(**at)).count() {
        found = starts(&signs, &codes, Some(&asked));
    }
    if found.is_empty() {
        found = (0..pieces.len())
            .filter(|at| {
                signs.get(*at) == Some(&Sign::Nothing) && texts.get(*at).is_some_and(|said| is_asked(said))
            })
            .collect();
    }
    joined(&signs, &found, pieces.len())
}

/// Where parts begin. Numbers count in their order; with `asked`, those that stand before what was
/// asked.
fn starts(signs: &[Sign], codes: &[Vec<String>], asked: Option<&dyn Fn(usize) -> bool>) -> Vec<usize> {
    let named = signs.iter().any(|sign| matches!(sign, Sign::Named(_)));
    let mut coded =
        codes.iter().zip(signs).filter(|(codes, _)| !codes.is_empty()).map(|(_, sign)| sign).peekable();
    // Codes without numbers before them: numbers count something else
    let counts = !named && (coded.peek().is_none() || coded.any(|sign| matches!(sign, Sign::Plain(_))));
    let mut found = Vec::new();
    let (mut next, mut before) = (1_i64, 1_i64);
    let (mut own_codes, mut own_numbers): (Vec<String>, Vec<i64>) = (Vec::new(), Vec::new());
    for (at, (sign, codes)) in signs.iter().zip(codes).enumerate() {
        let begun: Option<usize> = found.last().copied();
        let begins = match sign {
            Sign::Answered => true,
            Sign::Named(numbers) => *numbers != own_numbers || begun.is_none(),
            Sign::Plain(number) => {
                !codes.is_empty()
                    || counts && asked.map_or(*number == next || *number == before, |asked| asked(at))
            }
            Sign::Heading => {
                (before, next) = (next, 1);
                false
            }
            Sign::Head | Sign::Foot | Sign::Nothing => false,
        };
        let by_code = *sign != Sign::Foot && codes.iter().any(|code| !own_codes.contains(code));
        // "Câu 1" and the code on the line below are one beginning
        let is_below =
            begun.is_some_and(|begun| at == begun + 1 && signs.get(begun) != Some(&Sign::Answered));
        let is_more = by_code && !begins && own_codes.is_empty() && is_below;
        if begins || by_code && !is_more {
            found.push(at);
            own_codes.clear();
            own_numbers = match sign {
                Sign::Named(numbers) => numbers.clone(),
                Sign::Plain(number) => vec![*number],
                Sign::Answered | Sign::Head | Sign::Heading | Sign::Foot | Sign::Nothing => Vec::new(),
            };
            if let Some(last) = own_numbers.last() {
                next = last.saturating_add(1);
                before = next;
            }
        }
        own_codes.extend(codes.iter().cloned());
    }
    found
}

fn joined(signs: &[Sign], starts: &[usize], all: usize) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for at in 0..all {
        let is_start = starts.binary_search(&at).is_ok();
        let ends = matches!(signs.get(at), Some(Sign::Foot | Sign::Heading | Sign::Head));
        let is_part = match open {
            _ if is_start => true,
            _ if ends => false,
            Some((_, is_part)) => is_part,
            None => false,
        };
        match open {
            Some((_, before)) if before == is_part && !is_start => {}
            Some((from, before)) => {
                found.push(Segment { from, to: at, is_part: before });
                open = Some((at, is_part));
            }
            None => open = Some((at, is_part)),
        }
    }
    if let Some((from, is_part)) = open {
        found.push(Segment { from, to: all, is_part });
    }
    found
}

/// Which columns of each table say what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Columns {
    tables: Vec<(u32, Named)>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Named {
    number: Option<usize>,
    question: Option<usize>,
    answers: Vec<usize>,
    outcome: Option<usize>,
}

impl Named {
    /// What the cells of a row name; nothing when they name no answer.
    fn of(cells: &[String]) -> Option<Self> {
        let mut named = Self::default();
        for (cell, at) in cells.iter().zip(0..) {
            let head = text::fold(cell);
            if head.len() > 80 {
                return None;
            }
            if matches!(head.as_str(), "stt" | "tt" | "so tt" | "so thu tu") {
                named.number = Some(at);
            } else if matches!(head.as_str(), "ket qua" | "tinh trang" | "trang thai" | "muc do giai quyet") {
                named.outcome = Some(at);
            } else if head.contains("tra loi") && !head.contains("co quan") && !head.contains("don vi")
                || head.contains("ket qua giai quyet")
                || head.contains("noi dung giai quyet")
            {
                named.answers.push(at);
            } else if head.contains("kien nghi") || head == "noi dung" || head.contains("y kien cu tri") {
                named.question = named.question.or(Some(at));
            }
        }
        (!named.answers.is_empty()).then_some(named)
    }
}

impl Columns {
    fn of(pieces: &[Piece]) -> Self {
        let mut columns = Self::default();
        for piece in pieces {
            if let Piece::Row { table, cells } = piece
                && columns.named(*table).is_none()
                && let Some(named) = Named::of(cells)
            {
                columns.tables.push((*table, named));
            }
        }
        columns
    }

    fn named(&self, table: u32) -> Option<&Named> {
        self.tables.iter().find(|(known, _)| *known == table).map(|(_, named)| named)
    }
}

/// What the foot of a paper begins with.
const FEET: [&str; 8] = ["noi nhan", "tm ", "kt ", "tl ", "tuq ", "tran trong", "giam doc", "truong phong"];

fn sign(piece: &Piece, said: &str, columns: &Columns) -> Sign {
    let folded = text::fold(&said.chars().take(200).collect::<String>());
    if let Piece::Row { table, cells } = piece {
        if cells.iter().any(|cell| text::fold(cell).starts_with("noi nhan")) {
            return Sign::Foot;
        }
        let Some(named) = columns.named(*table) else { return Sign::Nothing };
        let counts =
            |cell: &String| cell.is_empty() || cell.trim_matches(['(', ')', ' ']).parse::<i64>().is_ok();
        if Named::of(cells).is_some() || cells.iter().all(counts) {
            return Sign::Head;
        }
        let filled = |at: Option<usize>| at.and_then(|at| cells.get(at)).is_some_and(|cell| !cell.is_empty());
        // "I. Lĩnh vực giao thông" over the whole width, or what goes on from the row above
        let is_own =
            filled(named.question) || filled(named.number) || !codes_at_the_beginning(said).is_empty();
        let answers = named.answers.iter().any(|at| filled(Some(*at)));
        return match (is_own, answers) {
            (true, true) => Sign::Answered,
            (false, true) => Sign::Nothing,
            (_, false) => Sign::Head,
        };
    }
    let is_short = said.chars().count() <= 60;
    if folded.starts_with("tren day la") || is_short && FEET.iter().any(|foot| folded.starts_with(foot)) {
        return Sign::Foot;
    }
    if let Some((numbers, _)) = named_numbers(said) {
        return Sign::Named(numbers);
    }
    match plain_number(said) {
        Some((number, _)) => Sign::Plain(number),
        None if is_heading(said) => Sign::Heading,
        None => Sign::Nothing,
    }
}

/// "I.", "III)", "A.", "PHẦN THỨ HAI".
fn is_heading(said: &str) -> bool {
    let mark: String = said.chars().take_while(char::is_ascii_uppercase).collect();
    let rest = said.get(mark.len()..).unwrap_or_default();
    let is_roman = !mark.is_empty() && mark.len() <= 5 && mark.chars().all(|one| "IVX".contains(one));
    let is_letter = mark.len() == 1;
    let marked = (is_roman || is_letter)
        && rest.starts_with(['.', ')', '/'])
        && rest.chars().nth(1).is_none_or(char::is_whitespace);
    marked || said.starts_with("PHẦN ")
}

/// "12. ", "3) ", "4/ ": the number, and what stands behind it.
fn plain_number(said: &str) -> Option<(i64, &str)> {
    let said = said.trim_start_matches(['(', '*', ' ']);
    let end = said.find(|one: char| !one.is_ascii_digit()).unwrap_or(said.len());
    let (number, rest) = said.split_at_checked(end).filter(|_| (1..=3).contains(&end))?;
    let behind = rest.strip_prefix(['.', ')', '/'])?;
    let behind = behind.strip_prefix('.').unwrap_or(behind);
    if !behind.is_empty() && !behind.starts_with(char::is_whitespace) {
        return None;
    }
    number.parse().ok().map(|number| (number, behind.trim_start()))
}

/// "Câu 1:", "Câu hỏi số 2", "Kiến nghị số 3 và 4.": the numbers, and what stands behind them.
fn named_numbers(said: &str) -> Option<(Vec<i64>, &str)> {
    const NAMES: [(&str, bool); 12] = [
        ("cau hoi so", true),
        ("cau hoi", true),
        ("cau so", true),
        ("cau", true),
        ("kien nghi so", true),
        ("kien nghi thu", true),
        ("y kien so", true),
        ("noi dung so", true),
        ("noi dung thu", true),
        ("kien nghi", false),
        ("y kien", false),
        ("noi dung", false),
    ];
    let said = said.trim_start_matches(|one: char| !one.is_alphanumeric());
    let digit = said.find(|one: char| one.is_ascii_digit()).filter(|at| *at <= 40)?;
    let (before, from) = said.split_at_checked(digit)?;
    let before = text::fold(before);
    // "3. Câu 1" is counted by what it names; a number of its own before it is left alone
    let (_, is_sure) = NAMES.iter().find(|(name, _)| *name == before)?;
    let (numbers, rest) = several(from)?;
    let behind = rest.trim_start();
    let is_mark = behind.is_empty() || behind.starts_with([':', '.', ')', '-', '–', '(', ',', ';', '/']);
    if !(is_mark || *is_sure && rest.starts_with(char::is_whitespace)) {
        return None;
    }
    Some((numbers, behind.trim_start_matches([':', '.', ')', '-', '–', ',', ';', '/', ' '])))
}

/// "1", "1, 2 và 3", "4-6".
fn several(words: &str) -> Option<(Vec<i64>, &str)> {
    let (first, mut rest) = number(words)?;
    let mut numbers = vec![first];
    while numbers.len() < NUMBERS_MAX {
        let trimmed = rest.trim_start();
        let (behind, is_span) = if let Some(behind) = trimmed.strip_prefix(['-', '–']) {
            (behind, true)
        } else if let Some(behind) = trimmed.strip_prefix([',', ';', '&', '+']) {
            (behind, false)
        } else if let Some(behind) = trimmed.strip_prefix("và ") {
            (behind, false)
        } else if let Some(behind) = trimmed.strip_prefix("đến ") {
            (behind, true)
        } else {
            break;
        };
        let behind = behind.trim_start();
        let behind = behind.strip_prefix("số ").or_else(|| behind.strip_prefix("câu ")).unwrap_or(behind);
        let Some((next, left)) = number(behind) else { break };
        match numbers.last() {
            Some(last) if is_span && *last < next && next - last < 20 => numbers.extend(last + 1..=next),
            _ => numbers.push(next),
        }
        rest = left;
    }
    numbers.dedup();
    Some((numbers, rest))
}

fn number(words: &str) -> Option<(i64, &str)> {
    let end = words.find(|one: char| !one.is_ascii_digit()).unwrap_or(words.len());
    let (digits, rest) = words.split_at_checked(end).filter(|_| (1..=3).contains(&end))?;
    digits.parse().ok().map(|number| (number, rest))
}

/// The codes of a text with where they begin and end; those whose digits do not fit are told apart.
fn codes_in(said: &str) -> Vec<(usize, usize, Option<String>)> {
    let bytes = said.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(window) = bytes.get(at..at + 2) {
        let is_mark = window.eq_ignore_ascii_case(b"KN");
        let before = said.get(..at).and_then(|before| before.chars().next_back());
        if !is_mark || before.is_some_and(char::is_alphanumeric) {
            at += 1;
            continue;
        }
        let rest = said.get(at + 2..).unwrap_or_default();
        let mut digits: Vec<String> = vec![String::new()];
        let (mut end, mut gap) = (at + 2, 0);
        for (place, one) in rest.char_indices() {
            if one.is_ascii_digit() {
                if gap > 0 && digits.last().is_some_and(|group| !group.is_empty()) {
                    if is_whole(&digits) {
                        break;
                    }
                    digits.push(String::new());
                }
                if let Some(group) = digits.last_mut() {
                    group.push(one);
                }
                (end, gap) = (at + 2 + place + 1, 0);
            } else if matches!(one, '-' | '–' | '—' | '.' | ' ' | '_' | '/' | '\u{a0}') && gap < 3 {
                gap += 1;
            } else {
                break;
            }
        }
        let all = digits.concat();
        if (6..=14).contains(&all.len()) {
            let groups: Vec<usize> = digits.iter().map(String::len).collect();
            let fits = matches!(groups.as_slice(), [4, 4..=7, 1] | [9..=12]);
            found.push((at, end, code::parse(&format!("KN{all}")).filter(|_| fits)));
        }
        at = end.max(at + 2);
    }
    found
}

/// A code with nothing missing: what stands behind it is something else.
fn is_whole(digits: &[String]) -> bool {
    let groups: Vec<usize> = digits.iter().map(String::len).collect();
    matches!(groups.as_slice(), [4, 4..=7, 1] | [9..=14])
}

/// What looks like codes near the beginning; one with a wrong digit stands for itself.
fn codes_at_the_beginning(said: &str) -> Vec<String> {
    let near = said.char_indices().nth(CODE_WITHIN_CHARS).map_or(said.len(), |(at, _)| at);
    let mut codes: Vec<String> = codes_in(said)
        .into_iter()
        .filter(|(from, ..)| *from < near)
        .filter_map(|(from, to, code)| code.or_else(|| said.get(from..to).map(str::to_owned)))
        .collect();
    codes.dedup();
    codes
}

/// A part out of its pieces.
fn part(pieces: &[Piece], columns: &Columns, is_asked: &dyn Fn(&str) -> bool) -> Part {
    let lines: Vec<String> = pieces.iter().map(said).filter(|line| !line.is_empty()).collect();
    let mut part = Part { said: lines.join("\n"), ..Part::default() };
    for (from, to, code) in codes_in(&part.said) {
        match code {
            Some(code) if !part.codes.contains(&code) => part.codes.push(code),
            Some(_) => {}
            None => part.wrong_codes.extend(part.said.get(from..to).map(str::to_owned)),
        }
    }
    if let Some(Piece::Row { table, cells }) = pieces.first() {
        let below = pieces.get(1..).unwrap_or_default();
        row_part(&mut part, columns.named(*table), cells, below, is_asked);
        return part;
    }
    let mut lines = lines.into_iter();
    let first = lines.next().unwrap_or_default();
    let (numbers, first) = match (named_numbers(&first), plain_number(&first)) {
        (Some((numbers, rest)), _) => (numbers, rest.to_owned()),
        (None, Some((number, rest))) => (vec![number], rest.to_owned()),
        (None, None) => (Vec::new(), first.clone()),
    };
    part.numbers = numbers;
    let lines: Vec<String> = std::iter::once(first).chain(lines).filter(|line| !line.is_empty()).collect();
    (part.question, part.answer) = question_and_answer(&lines, is_asked);
    part.outcome = outcome(&lines);
    part
}

/// A row by the columns that the head of its table names; without a head by what the cells hold.
fn row_part(
    part: &mut Part,
    named: Option<&Named>,
    cells: &[String],
    below: &[Piece],
    is_asked: &dyn Fn(&str) -> bool,
) {
    let cell = |at: usize| cells.get(at).map_or("", String::as_str);
    let number = cell(named.and_then(|named| named.number).unwrap_or(0)).trim_matches(['.', ')', ' ', '(']);
    part.numbers =
        several(number).filter(|(_, rest)| rest.trim().is_empty()).map(|(all, _)| all).unwrap_or_default();
    let mut answers: Vec<usize> = if let Some(named) = named {
        named.question.map_or("", cell).clone_into(&mut part.question);
        part.outcome = named.outcome.and_then(|at| outcome_of(cell(at)));
        named.answers.clone()
    } else {
        let long: Vec<usize> = (0..cells.len()).filter(|at| 12 < cell(*at).chars().count()).collect();
        let asked = (0..cells.len()).find(|at| is_asked(cell(*at)));
        let asked = asked.or_else(|| long.first().copied().filter(|_| 1 < long.len()));
        asked.map_or("", cell).clone_into(&mut part.question);
        long.into_iter().filter(|at| asked.is_none_or(|asked| asked < *at)).collect()
    };
    let short = |at: usize| outcome_of(cell(at).trim_end_matches(['.', ';']));
    part.outcome = part.outcome.or_else(|| (0..cells.len()).find_map(short));
    if 1 < answers.len() {
        answers.retain(|at| short(*at).is_none());
    }
    let mut words: Vec<&str> = answers.into_iter().map(cell).collect();
    // What goes on in the rows below
    for piece in below {
        match piece {
            Piece::Row { cells, .. } => words.extend(cells.iter().map(String::as_str)),
            Piece::Paragraph { words: more, .. } => words.push(more),
        }
    }
    words.retain(|words| !words.is_empty());
    words.dedup();
    part.answer = text::clean(&words.join("\n"));
}

/// Splits at "Trả lời:", or behind a first line that repeats what was asked.
fn question_and_answer(lines: &[String], is_asked: &dyn Fn(&str) -> bool) -> (String, String) {
    const LEADS: [&str; 6] =
        ["tra loi", "tra loi nhu sau", "ket qua giai quyet", "y kien", "noi dung tra loi", "giai trinh"];
    for (line, at) in lines.iter().zip(0_usize..) {
        let Some((lead, behind)) = line.split_once(':') else { continue };
        let folded = text::fold(lead);
        if lead.chars().count() <= LEAD_CHARS_MAX && LEADS.iter().any(|known| folded.ends_with(known)) {
            let question = lines.iter().take(at).map(String::as_str).collect::<Vec<_>>().join("\n");
            let mut answer: Vec<&str> = vec![behind.trim()];
            answer.extend(lines.iter().skip(at + 1).map(String::as_str));
            answer.retain(|line| !line.is_empty());
            if !answer.is_empty() {
                return (without_code(&question), answer.join("\n"));
            }
        }
    }
    let about = |line: &String| {
        let folded = text::fold(&line.chars().take(60).collect::<String>());
        folded.starts_with("ve van de nay")
            || folded.starts_with("ve noi dung nay")
            || folded.starts_with("ve kien nghi nay")
    };
    let turn = lines.iter().position(about).filter(|at| 0 < *at);
    let first_asks =
        1 < lines.len() && lines.first().is_some_and(|line| is_asked(line) || is_only_code(line));
    let second_asks = 2 < lines.len() && lines.get(1).is_some_and(|line| is_asked(line));
    let at = turn.unwrap_or(if second_asks { 2 } else { usize::from(first_asks) });
    let question = lines.iter().take(at).map(String::as_str).collect::<Vec<_>>().join("\n");
    let answer = lines.iter().skip(at).map(String::as_str).collect::<Vec<_>>().join("\n");
    (without_code(&question), if at == 0 { without_code(&answer) } else { answer })
}

fn is_only_code(line: &str) -> bool {
    !codes_in(line).is_empty() && without_code(line).chars().count() <= 20
}

/// The words without a code at their beginning.
fn without_code(words: &str) -> String {
    match codes_in(words).first() {
        Some((from, to, _)) if *from <= 12 => words
            .get(*to..)
            .unwrap_or_default()
            .trim_start_matches([')', ':', '.', '-', '–', ',', ';', ' ', ']', '\n'])
            .to_owned(),
        _ => words.to_owned(),
    }
}

/// What a line "Kết quả: đã giải quyết xong" says.
fn outcome(lines: &[String]) -> Option<Outcome> {
    lines.iter().find_map(|line| {
        let (lead, behind) = line.split_once(':')?;
        let lead = text::fold(lead);
        let names = lead.ends_with("ket qua")
            || lead.ends_with("tinh trang")
            || lead.ends_with("tinh trang giai quyet");
        outcome_of(behind.trim().trim_end_matches(['.', ';'])).filter(|_| names && lead.len() <= 40)
    })
}

/// "Số: 152/UBND-KT" and "ngày 10 tháng 10 năm 2020" in the head of the paper.
fn reference(rest: &[String]) -> String {
    let head = || rest.iter().take(12).flat_map(|line| line.split(['|', '\n']));
    let number = head().find_map(|line| {
        let line = line.trim();
        let at = line
            .find("Số:")
            .map(|at| at + "Số:".len())
            .or_else(|| line.find("Số ").map(|at| at + "Số ".len()))?;
        let number: String =
            line.get(at..)?.trim_start().chars().take_while(|one| !one.is_whitespace()).collect();
        (number.contains('/') && number.chars().count() <= 40).then_some(number)
    });
    let day = head().find_map(|line| {
        let folded = text::fold(line);
        let words: Vec<&str> = folded.split(' ').collect();
        words.windows(6).find_map(|six| match six {
            ["ngay", day, "thang", month, "nam", year] => {
                let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
                kernel::Date::new(year, month, day).ok()
            }
            _ => None,
        })
    });
    match (number, day) {
        (Some(number), Some(day)) => format!("{number}, {}", kernel::dates::print(day)),
        (Some(number), None) => number,
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests;
