//! Lists as feeds: Atom (RFC 4287).

use std::fmt::Write as _;

use kernel::{Instant, dates};

use crate::{Answer, Ctx, Problem};

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its page on the portal: "/giai-trinh/GT-2020-0001".
    pub path: String,
    /// Its title.
    pub title: String,
    /// When it last changed, as far as the list tells.
    pub updated: Instant,
    /// In a sentence or two.
    pub summary: String,
}

impl Answer {
    /// The newest of a list as a feed. `path` is the list's page; the feed stands at the same
    /// address with `.atom` behind it.
    pub fn feed(ctx: &mut Ctx<'_>, title: &str, path: &str, entries: &[FeedEntry]) -> Result<Self, Problem> {
        let author = ctx.shell("")?.council_name;
        let base = ctx.app.settings().public_url.clone();
        let updated =
            entries.iter().map(|one| one.updated).max().unwrap_or_else(|| dates::midnight(ctx.today));
        let body = atom(&base, &author, title, path, updated, entries);
        Ok(Self::text("application/atom+xml; charset=utf-8", body))
    }
}

fn atom(
    base: &str,
    author: &str,
    title: &str,
    path: &str,
    updated: Instant,
    entries: &[FeedEntry],
) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n\
         <title>{} - {author}</title>\n<id>{base}{path}.atom</id>\n<link rel=\"self\" href=\"{base}{path}.atom\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}{path}\"/>\n<updated>{}</updated>\n\
         <author><name>{author}</name></author>\n",
        xml(title),
        dates::rfc3339(updated),
        author = xml(author),
    );
    for one in entries {
        // Writing into a String cannot fail
        let _ = write!(
            out,
            "<entry>\n<title>{}</title>\n<id>{base}{path}</id>\n<link rel=\"alternate\" href=\"{base}{path}\"/>\n\
             <updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            xml(&one.title),
            dates::rfc3339(one.updated),
            xml(&one.summary),
            path = xml(&one.path),
        );
    }
    out.push_str("</feed>\n");
    out
}

/// Text between tags or in quotes; control characters are no XML.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_signs_stay_words_in_a_feed() {
        let entry = FeedEntry {
            path: "/a?b=1&c=2".to_owned(),
            title: "A & B <c>\u{0}".to_owned(),
            updated: 0,
            summary: "\"x\"".to_owned(),
        };
        let feed = atom("https://a.vn", "HĐND <huyện>", "Dự thảo", "/du-thao", 0, &[entry]);
        for words in [
            "<title>A &amp; B &lt;c&gt;</title>",
            "href=\"https://a.vn/a?b=1&amp;c=2\"",
            "<summary>&quot;x&quot;</summary>",
            "<name>HĐND &lt;huyện&gt;</name>",
            "<id>https://a.vn/du-thao.atom</id>",
        ] {
            assert!(feed.contains(words), "{words} in {feed}");
        }
    }
}
