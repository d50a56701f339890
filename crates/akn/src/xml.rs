//! Writing XML that is well-formed, whatever the words are.

use std::fmt::Write as _;

/// An element tree as it is written.
#[derive(Debug, Default)]
pub(crate) struct Xml {
    out: String,
    /// The open elements.
    open: Vec<&'static str>,
}

impl Xml {
    pub(crate) fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Opens an element, writes what is in it, closes it.
    pub(crate) fn within(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
        inside(self);
        self.open.pop();
        let _ = write!(self.out, "</{name}>");
        self.line();
    }

    /// An element with nothing in it.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
        self.line();
    }

    /// An element with words in it.
    pub(crate) fn words(&mut self, name: &'static str, attributes: &[(&str, &str)], words: &str) {
        self.within(name, attributes, |xml| xml.text(words));
    }

    /// Words.
    pub(crate) fn text(&mut self, words: &str) {
        escape(words, &mut self.out);
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.out, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.out, " {name}=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
    }

    /// A line ends after an element that stands between elements, never inside running words.
    fn line(&mut self) {
        if !self.open.last().is_some_and(|name| matches!(*name, "p" | "docTitle" | "signature" | "from")) {
            self.out.push('\n');
        }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }
}

/// Escapes what has a meaning in XML, and leaves out what XML 1.0 forbids.
fn escape(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if is_allowed(c) => out.push(c),
            _ => {}
        }
    }
}

/// XML 1.0, production 2, without the line breaks.
const fn is_allowed(c: char) -> bool {
    matches!(c, '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_words_and_control_characters_are_left_out() {
        let mut xml = Xml::new();
        xml.words("p", &[("showAs", "a\"b<c\u{1}")], "</p>&\u{0}\u{FFFE}\u{1F}x\u{1F600}");
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<p showAs=\"a&quot;b&lt;c\">&lt;/p&gt;&amp;x\u{1F600}</p>\n"
        );
    }
}
