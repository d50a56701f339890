//! The text of a news item: Markdown, with figures that live.
//!
//! `{{A01 2020-Q3}}` and `{{A01/regular 2020-Q3}}` stand for a number of the report of that
//! period, computed when the page is read. Raw HTML is off in the parser, and what the parser
//! gives is cleaned once more: two fences, because the text is published.

use std::collections::HashSet;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options};
use kernel::period::Period;

/// A figure asked for in the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shortcode {
    /// The indicator, such as `A01`.
    pub code: String,
    /// One part of its breakdown, such as `regular`.
    pub part: Option<String>,
    /// The period it is asked for.
    pub period: Period,
}

impl Shortcode {
    /// Reads what stands between the braces.
    fn read(inside: &str) -> Option<Self> {
        let (what, period) = inside.trim().split_once(' ')?;
        let (code, part) = what.split_once('/').map_or((what, None), |(code, part)| (code, Some(part)));
        let is_code = code.len() == 3
            && code.starts_with(|first: char| first.is_ascii_uppercase())
            && code.get(1..).is_some_and(|rest| rest.bytes().all(|digit| digit.is_ascii_digit()));
        let is_part = part.is_none_or(|part| {
            (1..=40).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        });
        if !is_code || !is_part {
            return None;
        }
        let period = period.trim().parse().ok()?;
        Some(Self { code: code.to_owned(), part: part.map(str::to_owned), period })
    }
}

/// A number and the page that shows what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number as printed.
    pub words: String,
    /// The list behind it.
    pub href: String,
}

/// What stands where a number is not known.
pub(crate) const UNKNOWN: &str = "…";

/// Every figure the text asks for, each once, in the order of the text.
pub(crate) fn shortcodes(body: &str) -> Vec<Shortcode> {
    let mut found = Vec::new();
    let _ = replace(body, |code| {
        if let Some(code) = code
            && !found.contains(&code)
        {
            found.push(code);
        }
        String::new()
    });
    found
}

/// The text as HTML that may be put into a page.
pub(crate) fn html(body: &str, figure: impl Fn(&Shortcode) -> Option<Figure>) -> String {
    let filled = replace(body, |code| match code.and_then(|code| figure(&code)) {
        Some(figure) => format!("[{}](<{}>)", figure.words, figure.href),
        None => UNKNOWN.to_owned(),
    });
    clean(&to_html(&filled))
}

/// The text without marks, for search, feeds and descriptions.
pub(crate) fn plain(body: &str) -> String {
    let unnumbered = replace(body, |_| UNKNOWN.to_owned());
    let html = to_html(&unnumbered);
    let bare = ammonia::Builder::empty().clean(&html).to_string();
    let readable = bare
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    kernel::text::clean_line(&readable)
}

fn replace(body: &str, mut fill: impl FnMut(Option<Shortcode>) -> String) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        // A shortcode is short; braces that do not close are words like any other
        let end = after.find("}}").filter(|end| *end <= 60 && !after[..*end].contains(['\n', '{']));
        if let Some(end) = end {
            out.push_str(&fill(Shortcode::read(&after[..end])));
            rest = &after[end + 2..];
        } else {
            out.push_str("{{");
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn to_html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.render.r#unsafe = false;
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    for node in root.descendants() {
        // The page has its one first heading already
        if let NodeValue::Heading(heading) = &mut node.data.borrow_mut().value {
            heading.level = (heading.level + 1).min(4);
        }
    }
    let mut html = String::new();
    if comrak::format_html(root, &options, &mut html).is_err() {
        return String::new();
    }
    html
}

fn clean(html: &str) -> String {
    let tags = [
        "p",
        "br",
        "h2",
        "h3",
        "h4",
        "strong",
        "em",
        "del",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "code",
        "pre",
    ];
    ammonia::Builder::default()
        .tags(HashSet::from(tags))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer"))
        .clean(html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(body: &str) -> String {
        html(body, |asked| {
            let words = match (asked.code.as_str(), asked.part.as_deref()) {
                ("A01", None) => "02",
                ("A01", Some("regular" | "thematic")) => "01",
                _ => return None,
            };
            Some(Figure {
                words: words.to_owned(),
                href: format!("/so-lieu/352/{}/{}", asked.period, asked.code),
            })
        })
    }

    #[test]
    fn the_sentence_of_the_third_quarter_has_its_numbers_and_each_opens() {
        let html = shown(
            "trong quý III/2020 đã tổ chức thành công {{A01 2020-Q3}} kỳ họp ({{A01/regular 2020-Q3}} kỳ họp thường lệ, {{A01/thematic 2020-Q3}} kỳ họp chuyên đề) HĐND huyện khóa XVIII",
        );
        let words = ammonia::Builder::empty().clean(&html).to_string();
        assert!(
            words.contains(
                "đã tổ chức thành công 02 kỳ họp (01 kỳ họp thường lệ, 01 kỳ họp chuyên đề) HĐND huyện"
            ),
            "{words}"
        );
        assert_eq!(html.matches("href=\"/so-lieu/352/2020-Q3/A01\"").count(), 3, "{html}");
    }

    #[test]
    fn a_figure_that_is_not_known_is_left_open() {
        for body in [
            "{{Z99 2020-Q3}}",
            "{{A01 2020-Q9}}",
            "{{A01}}",
            "{{}}",
            "{{A01/no-such 2020-Q3}}",
            "{{a01 2020}}",
        ] {
            assert_eq!(shown(body).trim(), "<p>…</p>", "{body}");
        }
    }

    #[test]
    fn braces_that_do_not_close_are_words() {
        assert!(shown("giá {{ chưa rõ").contains("{{ chưa rõ"));
        assert!(shown("{{{{A01 2020-Q3}}").contains("02"));
    }

    #[test]
    fn nothing_that_runs_gets_into_the_page() {
        let hostile = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[bấm](javascript:alert(1))",
            "[bấm](data:text/html;base64,PHNjcmlwdD4=)",
            "![ảnh](https://noi-khac.example/a.png)",
            "<a href=\"https://a.example\" style=\"position:fixed\">x</a>",
        ];
        for body in hostile {
            let html = shown(body);
            for bad in ["<script", "<img", "javascript:", "data:text", "style=", "onerror="] {
                let in_tag = html.split('<').skip(1).any(|tag| {
                    tag.split('>').next().is_some_and(|tag| tag.contains(bad.trim_start_matches('<')))
                });
                assert!(!in_tag, "{body}: {html}");
            }
        }
    }

    #[test]
    fn a_heading_in_the_text_stands_under_the_headline() {
        assert!(shown("# Kết quả").contains("<h2>"));
        assert!(shown("###### Kết quả").contains("<h4>"));
    }

    #[test]
    fn the_plain_text_has_neither_marks_nor_braces() {
        assert_eq!(plain("**Kỳ họp** lần {{A01 2020-Q3}} & [xem](/x) a < b"), "Kỳ họp lần … & xem a < b");
    }

    proptest! {
        #[test]
        fn any_text_is_rendered_without_a_script(body in ".{0,200}") {
            prop_assert!(!shown(&body).contains("<script"));
        }
    }
}
