//! The same briefings for machines: JSON, Atom (RFC 4287), iCalendar (RFC 5545).

use std::fmt::Write as _;

use axum::response::Response;
use kernel::dates;
use kit::{Answer, Ctx, Visit};
use serde_json::{Value, json};

use super::portal::{PublicBriefing, concluded};
use crate::model::Briefing;

const MOST: i64 = 200;

/// A briefing with its public conclusions.
pub(crate) fn json(one: &PublicBriefing) -> Value {
    let briefing = &one.briefing;
    let conclusions: Vec<Value> = one
        .conclusions
        .iter()
        .map(|known| {
            json!({
                "place": known.place,
                "text": known.text,
                "lead": known.lead,
                "due": known.due,
                "state": known.state,
                "href": known.href,
            })
        })
        .collect();
    let figures: Vec<Value> = one.made.as_ref().map_or_else(Vec::new, |made| {
        made.sums
            .iter()
            .map(|sum| {
                json!({
                    "code": sum.code,
                    "label": sum.label,
                    "unit": sum.unit,
                    "value": sum.total.value,
                    "numerator": sum.total.numerator,
                    "denominator": sum.total.denominator,
                    "gaps": sum.gaps,
                })
            })
            .collect()
    });
    let mut value = head(briefing);
    value["assessment"] = json!(briefing.assessment);
    value["present"] = json!(one.present.0);
    value["invited"] = json!(one.present.1);
    value["conclusions"] = json!(conclusions);
    value["missing_reports"] = json!(one.made.as_ref().map(|made| made.missing.clone()));
    value["figures"] = json!(figures);
    value
}

fn head(briefing: &Briefing) -> Value {
    json!({
        "id": briefing.id.to_string(),
        "period": briefing.period,
        "title": briefing.title,
        "held_on": dates::iso(briefing.held_on),
        "starts_at": briefing.starts_at,
        "place": briefing.place,
        "chair": briefing.chair_name,
        "topic": briefing.topic,
        "href": briefing.public_path(),
    })
}

pub(crate) async fn list_json(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let all = concluded(ctx, None, MOST)?;
            Answer::json(&json!({ "items": all.iter().map(head).collect::<Vec<_>>() }))
        })
        .await
}

pub(crate) async fn list_ics(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let all = concluded(ctx, None, MOST)?;
            Ok(calendar(ctx, &all))
        })
        .await
}

pub(crate) async fn list_atom(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let all = concluded(ctx, None, 50)?;
            let entries: Vec<Entry> = all
                .iter()
                .map(|one| Entry {
                    id: one.id.to_string(),
                    title: one.title.clone(),
                    href: one.public_path(),
                    at: dates::rfc3339(dates::midnight(one.held_on)),
                    text: format!("{}, {}", one.when(), one.place),
                })
                .collect();
            Ok(atom(ctx, "Giao ban", "/giao-ban", &entries))
        })
        .await
}

/// The conclusions of one briefing as a feed.
pub(crate) fn conclusions_atom(ctx: &Ctx<'_>, one: &PublicBriefing) -> Answer {
    let at = dates::rfc3339(dates::midnight(one.briefing.held_on));
    let entries: Vec<Entry> = one
        .conclusions
        .iter()
        .map(|known| Entry {
            id: format!("{}-{}", one.briefing.id, known.place),
            title: format!("{}: {}", known.lead, kernel::text::truncate_words(&known.text, 100)),
            href: if known.href.is_empty() { one.briefing.public_path() } else { known.href.clone() },
            at: at.clone(),
            text: format!("{} Thời hạn: {}. {}", known.text, known.due, known.state),
        })
        .collect();
    atom(ctx, &one.briefing.title, &one.briefing.public_path(), &entries)
}

struct Entry {
    id: String,
    title: String,
    href: String,
    at: String,
    text: String,
}

fn atom(ctx: &Ctx<'_>, title: &str, path: &str, entries: &[Entry]) -> Answer {
    let base = &ctx.app.settings().public_url;
    let updated = entries.iter().map(|one| one.at.clone()).max().unwrap_or_else(|| dates::rfc3339(ctx.now));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\"><title>{}</title>\
         <id>{base}{path}</id><link rel=\"self\" href=\"{base}{path}.atom\"/><link href=\"{base}{path}\"/><updated>{updated}</updated>\
         <author><name>{}</name></author>",
        escape(title),
        escape("Văn phòng HĐND"),
    );
    for one in entries {
        let _ = write!(
            out,
            "<entry><id>{base}/giao-ban#{}</id><title>{}</title><link href=\"{base}{}\"/><updated>{}</updated><content type=\"text\">{}</content></entry>",
            one.id,
            escape(&one.title),
            one.href,
            one.at,
            escape(&one.text)
        );
    }
    out.push_str("</feed>\n");
    Answer::text("application/atom+xml; charset=utf-8", out)
}

/// XML text: what the format does not allow is left out.
fn escape(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).fold(
        String::with_capacity(text.len()),
        |mut out, c| {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                other => out.push(other),
            }
            out
        },
    )
}

/// Briefings as events at UTC+7.
pub(crate) fn calendar(ctx: &Ctx<'_>, all: &[Briefing]) -> Answer {
    let base = &ctx.app.settings().public_url;
    // The same id as in the calendar of the portal
    let host = base.split_once("://").map_or(base.as_str(), |(_, host)| host);
    let stamp = format!(
        "{}Z",
        dates::rfc3339(ctx.now - 7 * 3_600_000)
            .chars()
            .filter(char::is_ascii_digit)
            .take(14)
            .collect::<String>()
    );
    let stamp = format!("{}T{}", &stamp[..8], &stamp[8..]);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Nghi Su//Giao ban//VI".to_owned(),
        "BEGIN:VTIMEZONE".to_owned(),
        "TZID:Asia/Ho_Chi_Minh".to_owned(),
        "BEGIN:STANDARD".to_owned(),
        "DTSTART:19750613T000000".to_owned(),
        "TZOFFSETFROM:+0700".to_owned(),
        "TZOFFSETTO:+0700".to_owned(),
        "END:STANDARD".to_owned(),
        "END:VTIMEZONE".to_owned(),
    ];
    for one in all {
        let day = dates::iso(one.held_on).replace('-', "");
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@{host}", one.id),
            format!("SEQUENCE:{}", (one.version - 1).max(0)),
            "STATUS:CONFIRMED".to_owned(),
            format!("DTSTAMP:{stamp}"),
            format!("DTSTART;TZID=Asia/Ho_Chi_Minh:{day}T{}00", one.starts_at.replace(':', "")),
            "DURATION:PT4H".to_owned(),
            format!("SUMMARY:{}", ics_text(&one.title)),
            format!("LOCATION:{}", ics_text(&one.place)),
            format!("URL:{base}{}", one.public_path()),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    let body: String = lines.iter().map(|line| fold(line) + "\r\n").collect();
    Answer::text("text/calendar; charset=utf-8", body)
}

/// RFC 5545, 3.3.11.
fn ics_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// RFC 5545, 3.1: at most 75 octets a line, a letter never cut.
fn fold(line: &str) -> String {
    let (mut out, mut octets) = (String::new(), 0);
    for c in line.chars() {
        if octets + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_of_a_calendar_is_folded_between_letters() {
        let folded = fold(&format!("SUMMARY:{}", "Hội nghị giao ban ".repeat(10)));
        assert!(folded.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(folded.replace("\r\n ", ""), format!("SUMMARY:{}", "Hội nghị giao ban ".repeat(10)));
    }

    #[test]
    fn words_of_a_stranger_stay_words_in_a_feed_and_in_a_calendar() {
        assert_eq!(escape("<b>&\"\u{0}"), "&lt;b&gt;&amp;&quot;");
        assert_eq!(ics_text("a;b,c\nd"), "a\\;b\\,c\\nd");
    }
}
