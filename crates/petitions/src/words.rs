//! What the full-text index of the lists is asked, as an expression of each engine. Only letters,
//! digits and our own marks reach the engine.

/// The most words that are asked for; more add nothing and cost.
const WORDS_MAX: usize = 12;

/// Whole words that must all stand in a petition, and marks of what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    /// Each inner list is alternatives.
    all: Vec<Vec<String>>,
}

impl Words {
    /// The words of a folded text.
    pub(crate) fn of(folded: &str) -> Self {
        let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        Self { all: words.take(WORDS_MAX).map(|word| vec![word.to_owned()]).collect() }
    }

    /// Asks for a mark when there is one.
    pub(crate) fn mark(&mut self, kind: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.mark_any(kind, &[value.as_ref()]);
        }
    }

    /// Asks for one of several marks; none of them asks for nothing.
    pub(crate) fn mark_any(&mut self, kind: &str, values: &[&str]) {
        let marks: Vec<String> = values.iter().map(|value| format!("_{kind}-{value}")).collect();
        if !marks.is_empty() {
            self.all.push(marks);
        }
    }

    fn joined(&self, quote: char, and: &str, or: &str) -> String {
        let one = |any: &Vec<String>| {
            let terms: Vec<String> = any.iter().map(|term| format!("{quote}{term}{quote}")).collect();
            format!("({})", terms.join(or))
        };
        self.all.iter().map(one).collect::<Vec<_>>().join(and)
    }

    /// For SQLite FTS5.
    pub(crate) fn fts5(&self) -> String {
        self.joined('"', " AND ", " OR ")
    }

    /// For PostgreSQL's `tsquery`.
    pub(crate) fn tsquery(&self) -> String {
        self.joined('\'', " & ", " | ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks_must_all_stand_there() {
        let mut words = Words::of("cau duong");
        words.mark("sector", Some("land"));
        words.mark("area", None::<&str>);
        words.mark_any("state", &["forwarded", "monitoring"]);
        assert_eq!(
            words.fts5(),
            "(\"cau\") AND (\"duong\") AND (\"_sector-land\") AND (\"_state-forwarded\" OR \"_state-monitoring\")"
        );
        assert_eq!(
            words.tsquery(),
            "('cau') & ('duong') & ('_sector-land') & ('_state-forwarded' | '_state-monitoring')"
        );
    }

    #[test]
    fn what_a_visitor_types_is_no_operator() {
        for typed in ["\" OR 1 --", "a' | 'b", "near(x) * ! & _state-closed"] {
            let words = Words::of(&kernel::text::fold(typed));
            for term in words.all.iter().flatten() {
                assert!(term.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{term}");
            }
        }
    }
}
