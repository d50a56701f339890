//! Words that two may write at once: what was typed is held against what the page had shown.

/// Stands on a page for the words that a field showed when it was drawn; nothing for no words.
pub fn mark(words: &str) -> String {
    if words.is_empty() { String::new() } else { kit::token_sha256(words).chars().take(16).collect() }
}

/// What becomes of words typed into a field that others may have written in meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Nothing was typed anew: what stands, stands.
    Same,
    /// They take the place of what stands.
    Take,
    /// Another has written since the page was drawn.
    Clash,
}

/// Holds what was typed against what the page had shown, by its mark, and what stands now.
pub fn edit(shown: &str, standing: &str, typed: &str) -> Edit {
    if typed == standing || shown == mark(typed) {
        Edit::Same
    } else if shown == mark(standing) {
        Edit::Take
    } else {
        Edit::Clash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_wrote_meanwhile_is_never_overwritten_unseen() {
        assert_eq!(edit(&mark("cũ"), "cũ", "mới"), Edit::Take);
        assert_eq!(edit(&mark("cũ"), "của người khác", "mới"), Edit::Clash);
        assert_eq!(edit(&mark("cũ"), "của người khác", "cũ"), Edit::Same, "not touched here");
        assert_eq!(edit(&mark("cũ"), "mới", "mới"), Edit::Same, "both typed the same");
        assert_eq!(edit("", "", "mới"), Edit::Take);
        assert_eq!(edit("", "của người khác", "mới"), Edit::Clash);
        assert_eq!(edit(&mark("cũ"), "cũ", ""), Edit::Take, "taken out on purpose");
    }
}
