//! What differs between two texts, word by word, in bounded time and memory.

use std::collections::HashMap;

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Stands in both.
    Same(String),
    /// Stands in the old text alone.
    Removed(String),
    /// Stands in the new text alone.
    Added(String),
}

/// More differences than these in one run of lines or words are not told apart: the run is shown
/// as removed and added whole.
const EDITS_MAX: usize = 800;

/// The differences. `Same` and `Removed` give the old text, `Same` and `Added` the new one.
///
/// Lines are compared first, then the words of the lines that differ.
pub fn diff(old: &str, new: &str) -> Vec<Piece> {
    let old_lines: Vec<&str> = old.split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new.split_inclusive('\n').collect();
    let mut out = Out::default();
    for run in runs(&old_lines, &new_lines) {
        match run {
            Run::Same(lines) => lines.iter().for_each(|line| out.same(line)),
            Run::Changed(old, new) => words(&old.concat(), &new.concat(), &mut out),
        }
    }
    out.finish()
}

/// The pieces of each line; a line break belongs to no line.
pub fn by_line(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    for piece in pieces {
        let (text, make): (&str, fn(String) -> Piece) = match piece {
            Piece::Same(text) => (text, Piece::Same),
            Piece::Removed(text) => (text, Piece::Removed),
            Piece::Added(text) => (text, Piece::Added),
        };
        for (number, part) in text.split('\n').enumerate() {
            if 0 < number {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut()
                && !part.is_empty()
            {
                line.push(make(part.to_owned()));
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn words(old: &str, new: &str, out: &mut Out) {
    let (old_words, new_words) = (tokens(old), tokens(new));
    for run in runs(&old_words, &new_words) {
        match run {
            Run::Same(words) => words.iter().for_each(|word| out.same(word)),
            Run::Changed(old, new) => {
                for word in old {
                    out.removed(word);
                }
                for word in new {
                    out.added(word);
                }
            }
        }
    }
}

/// Words, each with the space after it.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let space = rest.get(word..).and_then(|tail| tail.find(|c: char| !c.is_whitespace()));
        let end = space.map_or(rest.len(), |space| word + space);
        let Some((token, tail)) = rest.split_at_checked(end) else { break };
        tokens.push(token);
        rest = tail;
    }
    tokens
}

enum Run<'a, 'b> {
    Same(&'b [&'a str]),
    Changed(&'b [&'a str], &'b [&'a str]),
}

/// The runs of two sequences, in order.
fn runs<'a, 'b>(old: &'b [&'a str], new: &'b [&'a str]) -> Vec<Run<'a, 'b>> {
    let head = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (same_head, old) = old.split_at(head);
    let (_, new) = new.split_at(head);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, same_tail) = old.split_at(old.len() - tail);
    let (new, _) = new.split_at(new.len() - tail);
    let mut found = vec![Run::Same(same_head)];
    let (mut old_at, mut new_at) = (0, 0);
    for (x, y) in matches(old, new) {
        if (old_at, new_at) != (x, y) {
            found.push(Run::Changed(part(old, old_at, x), part(new, new_at, y)));
        }
        found.push(Run::Same(part(old, x, x + 1)));
        (old_at, new_at) = (x + 1, y + 1);
    }
    found.push(Run::Changed(part(old, old_at, old.len()), part(new, new_at, new.len())));
    found.push(Run::Same(same_tail));
    found
}

fn part<'a, 'b>(all: &'b [&'a str], from: usize, to: usize) -> &'b [&'a str] {
    all.get(from..to).unwrap_or_default()
}

/// The places that match, in order; none when there are too many differences.
///
/// E. W. Myers, An O(ND) difference algorithm and its variations (1986), the greedy one.
fn matches(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let mut numbers = HashMap::new();
    let (old, new) = (numbered(old, &mut numbers), numbered(new, &mut numbers));
    let most = EDITS_MAX.min(old.len() + new.len());
    let middle = most + 1;
    let mut reach = vec![0_usize; 2 * middle + 1];
    let mut trace: Vec<Vec<usize>> = Vec::new();
    let at = |reach: &[usize], diagonal: usize| reach.get(diagonal).copied().unwrap_or(0);
    for edits in 0..=most {
        let (low, high) = (middle - edits, middle + edits);
        for diagonal in (low..=high).step_by(2) {
            let is_down = is_down(diagonal, low, high, |place| at(&reach, place));
            let mut x = if is_down { at(&reach, diagonal + 1) } else { at(&reach, diagonal - 1) + 1 };
            let mut y = (x + middle).saturating_sub(diagonal);
            while x < old.len() && y < new.len() && old.get(x) == new.get(y) {
                x += 1;
                y += 1;
            }
            if let Some(place) = reach.get_mut(diagonal) {
                *place = x;
            }
            if old.len() <= x && new.len() <= y {
                return traced(&trace, middle, edits, (old.len(), new.len()));
            }
        }
        trace.push(reach.get(low..=high).unwrap_or_default().to_vec());
    }
    Vec::new()
}

/// A number for each different word.
fn numbered<'a>(words: &[&'a str], numbers: &mut HashMap<&'a str, usize>) -> Vec<usize> {
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        let next = numbers.len();
        out.push(*numbers.entry(*word).or_insert(next));
    }
    out
}

/// Whether the way to a diagonal comes from the one above it.
fn is_down(diagonal: usize, low: usize, high: usize, reach: impl Fn(usize) -> usize) -> bool {
    diagonal == low || (diagonal != high && reach(diagonal - 1) < reach(diagonal + 1))
}

/// Walks the way back.
fn traced(trace: &[Vec<usize>], middle: usize, edits: usize, end: (usize, usize)) -> Vec<(usize, usize)> {
    let (mut x, mut y) = end;
    let mut found = Vec::new();
    for (before, known) in trace.iter().enumerate().take(edits).rev() {
        let edits = before + 1;
        let first = middle - before;
        let reach =
            |place: usize| place.checked_sub(first).and_then(|place| known.get(place)).copied().unwrap_or(0);
        let diagonal = x + middle - y;
        let from = if is_down(diagonal, middle - edits, middle + edits, reach) {
            diagonal + 1
        } else {
            diagonal - 1
        };
        let from_x = reach(from);
        let from_y = (from_x + middle).saturating_sub(from);
        while from_x < x && from_y < y {
            x -= 1;
            y -= 1;
            found.push((x, y));
        }
        (x, y) = (from_x, from_y);
    }
    while 0 < x && 0 < y {
        x -= 1;
        y -= 1;
        found.push((x, y));
    }
    found.reverse();
    found
}

/// The pieces so far; runs of one kind grow together, removed words stand before added ones.
#[derive(Default)]
struct Out {
    pieces: Vec<Piece>,
    removed: String,
    added: String,
}

impl Out {
    fn same(&mut self, text: &str) {
        self.flush();
        match self.pieces.last_mut() {
            Some(Piece::Same(known)) => known.push_str(text),
            _ => self.pieces.push(Piece::Same(text.to_owned())),
        }
    }

    fn removed(&mut self, text: &str) {
        self.removed.push_str(text);
    }

    fn added(&mut self, text: &str) {
        self.added.push_str(text);
    }

    fn flush(&mut self) {
        if !self.removed.is_empty() {
            self.pieces.push(Piece::Removed(std::mem::take(&mut self.removed)));
        }
        if !self.added.is_empty() {
            self.pieces.push(Piece::Added(std::mem::take(&mut self.added)));
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn same(text: &str) -> Piece {
        Piece::Same(text.to_owned())
    }

    fn sides(pieces: &[Piece]) -> (String, String) {
        let (mut old, mut new) = (String::new(), String::new());
        for piece in pieces {
            match piece {
                Piece::Same(text) => {
                    old.push_str(text);
                    new.push_str(text);
                }
                Piece::Removed(text) => old.push_str(text),
                Piece::Added(text) => new.push_str(text),
            }
        }
        (old, new)
    }

    #[test]
    fn a_sum_that_was_changed_is_the_only_difference() {
        assert_eq!(
            diff("Mức hỗ trợ là 500.000 đồng mỗi hộ.", "Mức hỗ trợ là 700.000 đồng mỗi hộ."),
            [
                same("Mức hỗ trợ là "),
                Piece::Removed("500.000 ".to_owned()),
                Piece::Added("700.000 ".to_owned()),
                same("đồng mỗi hộ."),
            ]
        );
    }

    #[test]
    fn equal_texts_have_no_differences_and_empty_ones_no_pieces() {
        assert_eq!(diff("một hai", "một hai"), [same("một hai")]);
        assert!(diff("", "").is_empty());
        assert_eq!(diff("", "a"), [Piece::Added("a".to_owned())]);
        assert_eq!(diff("a\nb", ""), [Piece::Removed("a\nb".to_owned())]);
    }

    #[test]
    fn lines_keep_their_pieces() {
        let lines = by_line(&diff("Điều 1\nmột hai\nba", "Điều 1\nmột bốn\nba"));
        assert_eq!(lines.first().unwrap(), &[same("Điều 1")]);
        assert_eq!(lines.last().unwrap(), &[same("ba")]);
    }

    #[test]
    fn the_largest_texts_are_compared_at_once() {
        let mut old = String::new();
        let mut new = String::new();
        for number in 0..20_000 {
            let _ = write!(old, "từ{number} ");
            let _ = write!(new, "chữ{number} ");
            if number % 3 == 0 {
                old.push('\n');
                new.push('\n');
            }
        }
        assert_eq!(sides(&diff(&old, &new)), (old.clone(), new));
        let turned: String = old.split_inclusive('\n').rev().collect();
        assert_eq!(sides(&diff(&old, &turned)), (old, turned));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_out_of_the_difference(old in "[abc \n]{0,60}", new in "[abc \n]{0,60}") {
            prop_assert_eq!(sides(&diff(&old, &new)), (old, new));
        }

        #[test]
        fn so_with_any_text(old in "\\PC{0,60}", new in "\\PC{0,60}") {
            prop_assert_eq!(sides(&diff(&old, &new)), (old, new));
        }
    }
}
