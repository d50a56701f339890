//! Sessions as a calendar that a telephone subscribes to (RFC 5545).

use std::fmt::Write as _;

use kernel::Date;

/// A line holds at most 75 bytes (RFC 5545, 3.1).
const LINE_BYTES_MAX: usize = 75;

/// A whole-day event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// Never changes.
    pub(crate) uid: String,
    /// First day.
    pub(crate) from: Date,
    /// Last day.
    pub(crate) to: Date,
    /// What it is called.
    pub(crate) summary: String,
    /// Where.
    pub(crate) place: String,
    /// Its page.
    pub(crate) url: String,
    /// `TENTATIVE`, `CONFIRMED` or `CANCELLED`.
    pub(crate) status: &'static str,
    /// Counts its changes (RFC 5545, 3.8.7.4).
    pub(crate) sequence: i64,
}

/// A calendar of these events, made at a moment in ISO 8601 basic form at UTC.
pub(crate) fn calendar(name: &str, stamp: &str, events: &[Event]) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Nghi Su//Ky hop//VI".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(name)),
    ];
    for event in events {
        // The end of a whole-day event is the day after its last day (RFC 5545, 3.6.1)
        let end = event.to.tomorrow().unwrap_or(event.to);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escaped(&event.uid)),
            format!("DTSTAMP:{stamp}"),
            format!("DTSTART;VALUE=DATE:{}", basic(event.from)),
            format!("DTEND;VALUE=DATE:{}", basic(end)),
            format!("SUMMARY:{}", escaped(&event.summary)),
        ]);
        if !event.place.is_empty() {
            lines.push(format!("LOCATION:{}", escaped(&event.place)));
        }
        lines.extend([
            format!("URL:{}", event.url),
            format!("SEQUENCE:{}", event.sequence.max(0)),
            format!("STATUS:{}", event.status),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut text = String::new();
    for line in lines {
        push_folded(&mut text, &line);
    }
    text
}

/// "20200918".
fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\r', "").replace('\n', "\\n")
}

/// Breaks a long line between letters; a continuation begins with a space.
fn push_folded(text: &mut String, line: &str) {
    let mut used = 0;
    for letter in line.chars() {
        if LINE_BYTES_MAX < used + letter.len_utf8() {
            text.push_str("\r\n ");
            used = 1;
        }
        // Writing to a string cannot fail
        let _ = text.write_char(letter);
        used += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "1@x".to_owned(),
            from: date(2020, 7, 20),
            to: date(2020, 7, 21),
            summary: summary.to_owned(),
            place: "Hội trường UBND huyện".to_owned(),
            url: "http://x/ky-hop/18-18".to_owned(),
            status: "CONFIRMED",
            sequence: 0,
        }
    }

    #[test]
    fn a_session_of_two_days_ends_on_the_morning_after() {
        let text = calendar("Kỳ họp", "20201015T010000Z", &[event("Kỳ họp thứ Mười tám")]);
        assert!(text.contains("DTSTART;VALUE=DATE:20200720\r\nDTEND;VALUE=DATE:20200722\r\n"), "{text}");
    }

    proptest! {
        #[test]
        fn no_title_breaks_out_of_its_line_and_no_line_is_too_long(summary in "\\PC{0,200}|[\r\n;,]{0,20}") {
            let text = calendar("Kỳ họp", "20201015T010000Z", &[event(&summary)]);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE_BYTES_MAX && !line.contains(['\r', '\n'])));
            prop_assert_eq!(text.matches("\r\nBEGIN:VEVENT").count(), 1);
        }
    }
}
