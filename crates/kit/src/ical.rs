//! Calendars that programmes can subscribe to: iCalendar (RFC 5545).

use kernel::{Date, Instant, dates};

/// An event of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its id, the same for ever.
    pub id: String,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// When it begins; none for one of whole days.
    pub starts: Option<Instant>,
    /// What it is called.
    pub title: String,
    /// Where.
    pub place: String,
    /// Its page: an address of ours.
    pub href: String,
    /// Counts its changes: a programme that knows an earlier one takes the later (RFC 5545, 3.8.7.4).
    pub sequence: i64,
    /// It will not be held: said under its id, so that programmes that know of it strike it out.
    pub is_off: bool,
}

/// A calendar that programmes can subscribe to.
pub fn calendar(public_url: &str, name: &str, now: Instant, events: &[Event]) -> String {
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
        ]);
        match event.starts {
            Some(at) => lines.push(format!("DTSTART:{}", moment(at))),
            None => lines.extend([
                format!("DTSTART;VALUE=DATE:{}", compact(event.from)),
                format!("DTEND;VALUE=DATE:{}", compact(after)),
            ]),
        }
        lines.push(format!("SUMMARY:{}", ical(&event.title)));
        if !event.place.is_empty() {
            lines.push(format!("LOCATION:{}", ical(&event.place)));
        }
        lines.extend([
            format!("URL:{public_url}{}", event.href),
            format!("SEQUENCE:{}", event.sequence.max(0)),
            format!("STATUS:{}", if event.is_off { "CANCELLED" } else { "CONFIRMED" }),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// "20201022T010000Z": the clock at UTC+7 put back to UTC.
fn moment(at: Instant) -> String {
    let at_utc = dates::rfc3339(at - 7 * 3_600_000);
    let clock = at_utc.split('+').next().unwrap_or_default();
    format!("{}Z", clock.replace(['-', ':'], ""))
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
            starts: None,
            href: "/ky-hop/18-18".into(),
            sequence: 2,
            is_off: true,
        };
        let text = calendar("https://hdnd.example.gov.vn", "Lịch", 1_602_723_600_000, &[event]);
        assert!(text.contains("DTSTART;VALUE=DATE:20200716\r\nDTEND;VALUE=DATE:20200718\r\n"), "{text}");
        assert!(text.contains("tám\\; thường lệ"), "{text}");
        assert!(text.contains("\r\nSEQUENCE:2\r\nSTATUS:CANCELLED\r\n"), "{text}");
    }

    #[test]
    fn what_begins_at_an_hour_begins_at_that_moment() {
        let event = Event {
            id: "y".into(),
            from: day("2020-10-22"),
            to: day("2020-10-22"),
            starts: Some(dates::midnight(day("2020-10-22")) + 8 * 3_600_000),
            title: "Tiếp công dân".into(),
            place: String::new(),
            href: "/lich-tiep-cong-dan".into(),
            sequence: 0,
            is_off: false,
        };
        let text = calendar("https://hdnd.example.gov.vn", "Lịch", 0, &[event]);
        assert!(text.contains("\r\nDTSTART:20201022T010000Z\r\n"), "{text}");
        assert!(text.contains("\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\n"), "{text}");
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
