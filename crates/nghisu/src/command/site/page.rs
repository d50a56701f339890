//! A page as it is written for a stick: its links lead to files beside it, and what needs a server
//! is not in it.

/// What becomes of an address.
pub(super) enum Leads {
    /// To a file, relative to this page.
    To(String),
    /// Out of the portal, or within this page: as it is.
    AsItIs,
    /// To what is not carried; its words stay.
    Nowhere,
    /// To what makes no sense without a server; its words go too.
    Gone,
}

/// A tag in the text of a page.
struct Tag<'a> {
    /// Its name, with a slash in front when it ends an element.
    name: &'a str,
    /// All of it, from `<` to `>`.
    whole: &'a str,
}

/// The next tag: the text before it, the tag, and what comes after.
fn next_tag(html: &str) -> Option<(&str, Tag<'_>, &str)> {
    let mut from = 0;
    loop {
        let start = from + html.get(from..)?.find('<')?;
        let after = html.get(start + 1..)?;
        if let Some(comment) = after.strip_prefix("!--") {
            let end = comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
            from = end;
            continue;
        }
        if !after.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '!') {
            from = start + 1;
            continue;
        }
        let end = end_of_tag(after)?;
        let whole = html.get(start..start + 1 + end + 1)?;
        let name = after.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or_default();
        return Some((html.get(..start)?, Tag { name, whole }, html.get(start + 1 + end + 1..)?));
    }
}

/// Where a tag ends: at the first `>` that is not inside quotation marks.
fn end_of_tag(after: &str) -> Option<usize> {
    let mut quote = None;
    after.char_indices().find_map(|(i, c)| {
        match (quote, c) {
            (None, '>') => return Some(i),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        None
    })
}

/// The value of an attribute, as it is written.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let place = rest.find(name)?;
        let is_begun = rest.get(..place)?.ends_with(|c: char| c.is_ascii_whitespace());
        rest = rest.get(place + name.len()..)?;
        if is_begun && let Some(value) = rest.strip_prefix("=\"") {
            return value.split('"').next();
        }
    }
}

/// The addresses that a page leads to.
pub(super) fn links(html: &str) -> Vec<String> {
    let (mut rest, mut found) = (html, Vec::new());
    while let Some((_, tag, after)) = next_tag(rest) {
        rest = after;
        match tag.name {
            "script" => rest = past(rest, "</script>"),
            "form" => rest = past(rest, "</form>"),
            _ if is_dropped(&tag) => {}
            _ => found.extend(
                ["href", "src"].into_iter().filter_map(|name| attribute(tag.whole, name)).map(unescape),
            ),
        }
    }
    found
}

fn past<'a>(html: &'a str, end: &str) -> &'a str {
    html.find(end).and_then(|place| html.get(place + end.len()..)).unwrap_or_default()
}

/// What is loaded before it is needed is not: a file has no origin to be shared with.
fn is_dropped(tag: &Tag<'_>) -> bool {
    tag.name == "link" && matches!(attribute(tag.whole, "rel"), Some("preload" | "canonical" | "search"))
}

pub(super) fn unescape(text: &str) -> String {
    text.replace("&#38;", "&").replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// In the place of a form.
const NO_FORM: &str =
    "Tìm kiếm, lọc và gửi biểu mẫu cần cổng đang chạy. Ở bản sao này, tìm trong trang bằng Ctrl+F hoặc theo";

/// Writes a page anew. `leads` says what becomes of each address; `note` stands at the top; `map`
/// is where all pages are listed.
pub(super) fn rewrite(html: &str, leads: impl Fn(&str) -> Leads, note: &str, map: &str) -> String {
    let (mut rest, mut out) = (html, String::with_capacity(html.len() + 1024));
    // How the `a` that is open ends
    let mut ends_as = "</a>";
    while let Some((before, tag, after)) = next_tag(rest) {
        out.push_str(before);
        rest = after;
        match tag.name {
            "script" if attribute(tag.whole, "type") == Some("application/ld+json") => {
                let end = past(rest, "</script>");
                out.push_str(tag.whole);
                out.push_str(rest.strip_suffix(end).unwrap_or(rest));
                rest = end;
            }
            "script" => rest = past(rest, "</script>"),
            "form" => {
                let end = past(rest, "</form>");
                push_no_form(&mut out, tag.whole, rest.strip_suffix(end).unwrap_or(rest), map);
                rest = end;
            }
            "ul" if attribute(tag.whole, "class") == Some("sizes") => rest = past(rest, "</ul>"),
            _ if is_dropped(&tag) => {}
            "a" => match attribute(tag.whole, "href").map(|href| leads(&unescape(href))) {
                Some(Leads::Gone) => rest = past(rest, "</a>"),
                Some(Leads::Nowhere) => {
                    out.push_str("<span title=\"Chỉ có ở cổng đang chạy\">");
                    ends_as = "</span>";
                }
                _ => {
                    push_tag(&mut out, tag.whole, &leads);
                    ends_as = "</a>";
                }
            },
            "/a" => {
                out.push_str(ends_as);
                ends_as = "</a>";
            }
            // Another form of the page, or a picture, that is not carried
            "link" | "img" if is_missing(&tag, &leads) => {}
            "body" => {
                out.push_str(tag.whole);
                out.push_str(note);
            }
            _ => push_tag(&mut out, tag.whole, &leads),
        }
    }
    out.push_str(rest);
    out.replace("<li></li>", "")
}

fn is_missing(tag: &Tag<'_>, leads: &impl Fn(&str) -> Leads) -> bool {
    let address = attribute(tag.whole, "href").or_else(|| attribute(tag.whole, "src"));
    address.is_some_and(|address| matches!(leads(&unescape(address)), Leads::Nowhere | Leads::Gone))
}

/// The field that the page's own links jump to keeps its name.
fn push_no_form(out: &mut String, head: &str, form: &str, map: &str) {
    let is_of_the_frame = attribute(head, "class") == Some("search") && !head.contains("aria-label");
    let mut fields = form;
    let id = std::iter::from_fn(|| {
        let (_, tag, after) = next_tag(fields)?;
        fields = after;
        Some(tag)
    })
    .find_map(|tag| attribute(tag.whole, "id"));
    let id = id.map(|id| format!(" id=\"{id}\" tabindex=\"-1\"")).unwrap_or_default();
    out.push_str("<p class=\"small muted\"");
    out.push_str(&id);
    if is_of_the_frame {
        out.push_str(">Bản sao tĩnh: tìm trong trang bằng Ctrl+F</p>");
    } else {
        out.push('>');
        out.push_str(NO_FORM);
        out.push_str(" <a href=\"");
        out.push_str(&escape(map));
        out.push_str("\">sơ đồ trang</a>.</p>");
    }
}

fn push_tag(out: &mut String, tag: &str, leads: &impl Fn(&str) -> Leads) {
    let mut rest = tag;
    while let Some(place) = next_address(rest) {
        let (head, tail) = rest.split_at(place);
        let value = tail.split('"').next().unwrap_or_default();
        out.push_str(head);
        match leads(&unescape(value)) {
            Leads::To(file) => out.push_str(&escape(&file)),
            Leads::AsItIs => out.push_str(value),
            Leads::Nowhere | Leads::Gone => {}
        }
        rest = tail.get(value.len()..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Where the value of the next address in a tag begins.
fn next_address(tag: &str) -> Option<usize> {
    [" href=\"", " src=\""].into_iter().filter_map(|name| Some(tag.find(name)? + name.len())).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(address: &str) -> Leads {
        match address {
            "/a?x=1&y=2" => Leads::To("a/~x/index.html".to_owned()),
            "/dang-nhap" => Leads::Gone,
            "/khac" => Leads::Nowhere,
            _ => Leads::AsItIs,
        }
    }

    fn rewritten(html: &str) -> String {
        rewrite(html, leads, "<p>note</p>", "map.html")
    }

    #[test]
    fn links_lead_to_files_and_what_needs_a_server_goes() {
        assert_eq!(rewritten("<a href=\"/a?x=1&#38;y=2\">A</a>"), "<a href=\"a/~x/index.html\">A</a>");
        assert_eq!(
            rewritten(
                "<p><a class=\"button\" href=\"/dang-nhap\">Đăng nhập</a>, <a href=\"/khac\"><b>B</b></a></p>"
            ),
            "<p>, <span title=\"Chỉ có ở cổng đang chạy\"><b>B</b></span></p>"
        );
        assert_eq!(rewritten("<a href=\"#x\" title=\"a > b\">X</a>"), "<a href=\"#x\" title=\"a > b\">X</a>");
        assert_eq!(
            rewritten("<body class=\"p\">1 < 2<!-- <a href=\"/khac\"> -->"),
            "<body class=\"p\"><p>note</p>1 < 2<!-- <a href=\"/khac\"> -->"
        );
        assert_eq!(rewritten("<script src=\"/x.js\" defer></script>."), ".");
        assert_eq!(rewritten("<link rel=\"alternate\" href=\"/khac\">."), ".");
        let data = "<script type=\"application/ld+json\">{\"a\":\"<a>\"}</script>";
        assert_eq!(rewritten(data), data);
        assert_eq!(rewritten("<link rel=\"preload\" href=\"/f\"><ul class=\"sizes\"><li></li></ul>|"), "|");
    }

    #[test]
    fn a_form_becomes_a_sentence_that_keeps_its_name() {
        let head = "<form class=\"search\" action=\"/tim\"><input id=\"tim\" name=\"q\"></form>";
        assert_eq!(
            rewritten(head),
            "<p class=\"small muted\" id=\"tim\" tabindex=\"-1\">Bản sao tĩnh: tìm trong trang bằng Ctrl+F</p>"
        );
        let filters = rewritten("<form class=\"filters\" action=\"/x\"><a href=\"/khac\">x</a></form>");
        assert!(filters.contains("map.html") && !filters.contains("<form"), "{filters}");
        assert!(links(head).is_empty());
    }

    #[test]
    fn the_addresses_of_a_page_are_those_that_it_shows() {
        let html = "<a href=\"/a?x=1&#38;y=2\">A</a><img data-src=\"/no\" src=\"/b.png\" alt=\"\"><link rel=\"canonical\" href=\"/c\">";
        assert_eq!(links(html), ["/a?x=1&y=2", "/b.png"]);
        assert_eq!(attribute("<a data-href=\"x\" href=\"y\">", "href"), Some("y"));
    }
}
