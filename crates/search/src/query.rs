//! A question as an expression of each engine. Only letters and digits reach the engine.

use kernel::text;

/// The words of a question, in one of the two columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    exact: bool,
    words: Vec<String>,
}

/// The most words that are asked for; more add nothing and cost.
const WORDS_MAX: usize = 12;

/// What to ask, in order: with the marks as typed, then without, then with letters and
/// digits taken apart ("NQ25" finds 25/NQ-HĐND).
pub(crate) fn attempts(question: &str) -> Vec<Words> {
    let folded = split(&text::fold(question));
    if folded.is_empty() {
        return Vec::new();
    }
    let mut attempts = Vec::new();
    if text::has_marks(question) {
        attempts.push(Words { exact: true, words: split(&text::exact(question)) });
    }
    let apart: Vec<String> =
        folded.iter().flat_map(|word| letters_and_digits(word)).take(WORDS_MAX).collect();
    let differs = apart != folded;
    attempts.push(Words { exact: false, words: folded });
    if differs {
        attempts.push(Words { exact: false, words: apart });
    }
    attempts
}

fn split(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .map(str::to_owned)
        .collect()
}

fn letters_and_digits(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut was_digit = None;
    for c in word.chars() {
        let digit = c.is_ascii_digit();
        match parts.last_mut() {
            Some(part) if was_digit == Some(digit) => part.push(c),
            _ => parts.push(c.to_string()),
        }
        was_digit = Some(digit);
    }
    parts
}

impl Words {
    /// For SQLite FTS5; the last word may be unfinished.
    pub(crate) fn fts5(&self) -> String {
        let column = if self.exact { "exact" } else { "folded" };
        let last = self.words.len().saturating_sub(1);
        let terms: Vec<String> = self
            .words
            .iter()
            .enumerate()
            .map(|(i, word)| format!("\"{word}\"{}", if i == last { " *" } else { "" }))
            .collect();
        format!("{column} : ({})", terms.join(" AND "))
    }

    /// For PostgreSQL's `to_tsquery('simple', …)`: weight A is exact, B folded.
    pub(crate) fn tsquery(&self) -> String {
        let weight = if self.exact { "A" } else { "B" };
        let last = self.words.len().saturating_sub(1);
        let terms: Vec<String> = self
            .words
            .iter()
            .enumerate()
            .map(|(i, word)| format!("'{word}':{}{weight}", if i == last { "*" } else { "" }))
            .collect();
        terms.join(" & ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_ask_the_exact_words_first() {
        let attempts = attempts("đôn đốc");
        assert_eq!(attempts[0].fts5(), "exact : (\"đôn\" AND \"đốc\" *)");
        assert_eq!(attempts[1].fts5(), "folded : (\"don\" AND \"doc\" *)");
    }

    #[test]
    fn a_number_glued_to_its_kind_is_taken_apart() {
        let all: Vec<String> = attempts("NQ25").iter().map(Words::tsquery).collect();
        assert_eq!(all, ["'nq25':*B", "'nq':B & '25':*B"]);
    }

    #[test]
    fn operators_typed_by_a_visitor_are_not_operators() {
        for words in attempts("\" OR 1 --' & ! * near(đ)") {
            assert!(!words.fts5().contains("--"), "{}", words.fts5());
            assert!(!words.tsquery().contains('!'), "{}", words.tsquery());
        }
        assert!(attempts(" \"'&*").is_empty());
    }
}
