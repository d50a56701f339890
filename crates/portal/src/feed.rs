//! Feeds and maps as text: Atom (RFC 4287), sitemap 0.9.

use std::fmt::Write as _;

use kernel::{Date, Instant, dates};

/// The head of a feed.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) path: &'static str,
    pub(crate) page: &'static str,
    pub(crate) updated: Instant,
}

/// An entry of a feed.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) updated: Instant,
    pub(crate) published: Instant,
    pub(crate) summary: String,
    pub(crate) author: String,
}

/// An Atom feed.
pub(crate) fn atom(public_url: &str, head: &Head, entries: &[Entry]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n\
         <id>{public_url}{0}</id>\n<title>{1}</title>\n<updated>{2}</updated>\n\
         <link rel=\"self\" href=\"{public_url}{0}\"/>\n<link rel=\"alternate\" href=\"{public_url}{3}\"/>\n",
        head.path,
        xml(&head.title),
        dates::rfc3339(head.updated),
        head.page,
    );
    for entry in entries {
        // Writing into a String cannot fail
        let _ = write!(
            out,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<link rel=\"alternate\" href=\"{public_url}{}\"/>\n\
             <published>{}</published>\n<updated>{}</updated>\n<author><name>{}</name></author>\n<summary>{}</summary>\n</entry>\n",
            xml(&entry.id),
            xml(&entry.title),
            xml(&entry.href),
            dates::rfc3339(entry.published),
            dates::rfc3339(entry.updated),
            xml(&entry.author),
            xml(&entry.summary),
        );
    }
    out.push_str("</feed>\n");
    out
}

/// A sitemap of these paths; with the day of the last change where it is known.
pub(crate) fn sitemap(public_url: &str, paths: &[(String, Option<Date>)]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, changed) in paths {
        let changed =
            changed.map_or_else(String::new, |day| format!("<lastmod>{}</lastmod>", dates::iso(day)));
        let _ = writeln!(out, "<url><loc>{public_url}{}</loc>{changed}</url>", xml(path));
    }
    out.push_str("</urlset>\n");
    out
}

/// Text between tags or in quotes; control characters are no XML.
fn xml(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).fold(
        String::with_capacity(text.len()),
        |mut out, letter| {
            match letter {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                other => out.push(other),
            }
            out
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_with_signs_is_still_a_feed() {
        let entry = Entry {
            id: "urn:uuid:1".into(),
            title: "A & B <c>".into(),
            href: "/tin-tuc/a-b".into(),
            updated: 0,
            published: 0,
            summary: String::new(),
            author: "Văn phòng".into(),
        };
        let head = Head { title: "Tin".into(), path: "/tin-tuc.atom", page: "/tin-tuc", updated: 0 };
        assert!(atom("https://a.vn", &head, &[entry]).contains("<title>A &amp; B &lt;c&gt;</title>"));
    }
}
