//! Feeds, maps and calendars as text: Atom (RFC 4287), sitemap 0.9, iCalendar (RFC 5545).

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

/// A whole-day event of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) from: Date,
    /// Last day, included.
    pub(crate) to: Date,
    pub(crate) title: String,
    pub(crate) place: String,
    pub(crate) href: String,
}

/// A calendar that programmes can subscribe to.
pub(crate) fn calendar(public_url: &str, name: &str, now: Instant, events: &[Event]) -> String {
    let host = public_url.split_once("://").map_or(public_url, |(_, host)| host);
    let stamp: String = dates::rfc3339(now).chars().filter(char::is_ascii_digit).take(8).collect();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Nghi Su//VI".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", ical(name)),
    ];
    for event in events {
        let after = event.to.tomorrow().unwrap_or(event.to);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@{host}", event.id),
            format!("DTSTAMP:{stamp}T000000Z"),
            format!("DTSTART;VALUE=DATE:{}", compact(event.from)),
            format!("DTEND;VALUE=DATE:{}", compact(after)),
            format!("SUMMARY:{}", ical(&event.title)),
        ]);
        if !event.place.is_empty() {
            lines.push(format!("LOCATION:{}", ical(&event.place)));
        }
        lines.push(format!("URL:{public_url}{}", event.href));
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn compact(date: Date) -> String {
    dates::iso(date).replace('-', "")
}

/// RFC 5545, 3.3.11: what would end the value is escaped.
fn ical(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n").replace('\r', "")
}

/// RFC 5545, 3.1: lines of at most 75 octets; a letter is never cut.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut room = 75;
    for letter in line.chars() {
        let octets = letter.len_utf8();
        if room < octets {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(letter);
        room -= octets;
    }
    out.push_str("\r\n");
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
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Date {
        dates::parse_iso(text).expect("a date")
    }

    #[test]
    fn a_session_of_two_days_ends_before_the_third() {
        let event = Event {
            id: "x".into(),
            from: day("2020-07-16"),
            to: day("2020-07-17"),
            title: "Kỳ họp thứ Mười tám; thường lệ".into(),
            place: "Hội trường".into(),
            href: "/ky-hop/18-18".into(),
        };
        let text = calendar("https://hdnd.example.gov.vn", "Lịch", 1_602_723_600_000, &[event]);
        assert!(text.contains("DTSTART;VALUE=DATE:20200716\r\nDTEND;VALUE=DATE:20200718\r\n"), "{text}");
        assert!(text.contains("tám\\; thường lệ"), "{text}");
    }

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

    proptest! {
        #[test]
        fn a_folded_line_reads_the_same_and_fits(line in "[a-zA-Zăêôđ ờ]{0,300}") {
            let text = folded(&line);
            prop_assert!(text.split("\r\n").all(|part| part.len() <= 75));
            prop_assert_eq!(text.replace("\r\n ", "").replace("\r\n", ""), line);
        }
    }
}
