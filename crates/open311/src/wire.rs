//! One answer, as XML and as JSON.

use axum::http::{StatusCode, header};
use kit::{Answer, Problem};
use serde_json::{Map, Value, json};

/// How the client wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// `text/xml`.
    Xml,
    /// `application/json`.
    Json,
}

impl Format {
    /// "land.json" is ("land", JSON).
    pub(crate) fn of(file: &str) -> Option<(&str, Self)> {
        let (stem, ending) = file.rsplit_once('.')?;
        match ending {
            "xml" => Some((stem, Self::Xml)),
            "json" => Some((stem, Self::Json)),
            _ => None,
        }
    }
}

/// The name of an element in a list, by the list's name.
fn item_of(list: &str) -> &'static str {
    match list {
        "services" => "service",
        "service_requests" => "request",
        "errors" => "error",
        "attributes" => "attribute",
        "values" => "value",
        "endpoints" => "endpoint",
        "formats" => "format",
        _ => "item",
    }
}

/// What is wrong, in the words of the standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: u16,
    pub(crate) description: String,
}

impl Fault {
    pub(crate) fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into() }
    }
}

/// Data under a root element; JSON has no root.
pub(crate) fn answer(format: Format, root: &str, value: &Value) -> Result<Answer, Problem> {
    match format {
        Format::Json => Answer::json(value),
        Format::Xml => {
            let mut body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
            element(root, value, &mut body);
            body.push('\n');
            Ok(Answer::text("text/xml; charset=utf-8", body).with(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        }
    }
}

/// The list of what is wrong, under the status of the first.
pub(crate) fn refusal(format: Format, faults: &[Fault]) -> Result<Answer, Problem> {
    let status = faults.first().and_then(|first| StatusCode::from_u16(first.code).ok());
    let list: Vec<Value> =
        faults.iter().map(|one| json!({ "code": one.code, "description": one.description })).collect();
    Ok(answer(format, "errors", &Value::Array(list))?.with_status(status.unwrap_or(StatusCode::BAD_REQUEST)))
}

fn element(name: &str, value: &Value, out: &mut String) {
    let mut inside = String::new();
    match value {
        Value::Null => {}
        Value::Bool(yes) => inside.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) => inside = number.to_string(),
        Value::String(text) => escape(text, &mut inside),
        Value::Array(many) => many.iter().for_each(|one| element(item_of(name), one, &mut inside)),
        Value::Object(fields) => members(fields, &mut inside),
    }
    out.push('<');
    out.push_str(name);
    if inside.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    out.push_str(&inside);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn members(fields: &Map<String, Value>, out: &mut String) {
    for (name, value) in fields {
        element(name, value, out);
    }
}

/// Text of an element: XML 1.0 has no control characters but three.
fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format() {
        assert_eq!(Format::of("land.json"), Some(("land", Format::Json)));
        assert_eq!(Format::of("a.b.xml"), Some(("a.b", Format::Xml)));
        for other in ["land", "land.csv", "", "json"] {
            assert_eq!(Format::of(other), None, "{other}");
        }
    }

    #[test]
    fn lists_become_elements_and_nothing_breaks_out_of_one() {
        let mut out = String::new();
        let value = json!([{ "a": null, "values": [{ "key": "1" }], "w": "<b> & \u{1}ế" }]);
        element("attributes", &value, &mut out);
        assert_eq!(
            out,
            "<attributes><attribute><a/><values><value><key>1</key></value></values>\
             <w>&lt;b&gt; &amp; ế</w></attribute></attributes>"
        );
    }
}
