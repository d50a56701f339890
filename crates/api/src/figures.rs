//! The document of a report as the form that the page has, and back: which field stands where.

use std::str::FromStr as _;

use briefings::{DIFFICULTIES_MAX, DifficultyKind, OwnReport};
use kernel::{DifficultyId, OrganizationId};
use kit::{Form, pointer, take_text};
use serde_json::{Map, Value};

const FIELDS: [&str; 7] = ["results", "shortcomings", "tasks", "figures", "gaps", "difficulties", "send"];

/// The texts of a report: the name in the document, the field of the form.
const TEXTS: [(&str, &str); 3] = [("results", "ket-qua"), ("shortcomings", "ton-tai"), ("tasks", "nhiem-vu")];

/// The parts of a difficulty: the name in the document, the field of the form.
const PARTS: [(&str, &str); 5] = [
    ("id", "kk-ma"),
    ("kind", "kk-loai"),
    ("subject", "kk-linh-vuc"),
    ("text", "kk"),
    ("addressee", "kk-gui"),
];

/// The form that a document fills; what is wrong with it stands in the form at its place.
pub(crate) fn form_of(document: &Map<String, Value>, own: &OwnReport) -> Form {
    let mut form = Form::new();
    for name in document.keys().filter(|name| !FIELDS.contains(&name.as_str())) {
        form.refuse(name, format!("Không có trường này. Các trường: {}.", FIELDS.join(", ")));
    }
    for (name, field) in TEXTS {
        if let Some(value) = document.get(name) {
            take_text(&mut form, field, value);
        }
    }
    match document.get("figures") {
        None | Some(Value::Null) => {}
        Some(Value::Object(figures)) => {
            for (code, value) in figures {
                figure(&mut form, own, code, value);
            }
        }
        Some(_) => form.refuse("figures", "Viết thành đối tượng: mã chỉ tiêu và số."),
    }
    match document.get("gaps") {
        None | Some(Value::Null) => {}
        Some(Value::Array(gaps)) => {
            for (i, value) in gaps.iter().enumerate() {
                match value.as_str().filter(|code| own.figures.iter().any(|one| one.code == *code)) {
                    Some(code) => form.set(&format!("chua-{code}"), "1"),
                    None => form.refuse(&format!("gaps/{i}"), "Không có chỉ tiêu này."),
                }
            }
        }
        Some(_) => form.refuse("gaps", "Viết thành danh sách mã chỉ tiêu."),
    }
    match document.get("difficulties") {
        None | Some(Value::Null) => {}
        Some(Value::Array(rows)) if rows.len() > DIFFICULTIES_MAX => {
            form.refuse("difficulties", format!("Nhiều nhất {DIFFICULTIES_MAX} mục."));
        }
        Some(Value::Array(rows)) => {
            for (i, row) in rows.iter().enumerate() {
                difficulty(&mut form, own, i, row);
            }
        }
        Some(_) => form.refuse("difficulties", "Viết thành danh sách."),
    }
    match document.get("send") {
        None | Some(Value::Null | Value::Bool(false)) => {}
        Some(Value::Bool(true)) => form.set("lam", "gui"),
        Some(_) => form.refuse("send", "Viết true hoặc false."),
    }
    form
}

/// A figure: a number, or an object with `value`, `whole`, `nothing`; `null` takes back.
fn figure(form: &mut Form, own: &OwnReport, code: &str, value: &Value) {
    let place = format!("figures/{}", escaped(code));
    let Some(known) = own.figures.iter().find(|one| one.code == code) else {
        form.refuse(&place, "Không có chỉ tiêu này.");
        return;
    };
    if known.source == "computed" {
        form.refuse(&place, "Số này tính từ bản ghi trên hệ thống, không gửi.");
        return;
    }
    let field = format!("so-{code}");
    form.set(&field, "");
    match value {
        Value::Null => {}
        Value::Number(_) if known.is_rate => {
            form.refuse(&place, "Chỉ tiêu tỷ lệ: ghi value (số đạt) và whole (tổng số).");
        }
        Value::Number(_) => whole_number(form, &place, &field, value),
        Value::Object(parts) => {
            for (name, part) in parts {
                let at = format!("{place}/{}", escaped(name));
                match (name.as_str(), part) {
                    (_, Value::Null) | ("nothing", Value::Bool(false)) => {}
                    ("value", part) => whole_number(form, &at, &field, part),
                    ("whole", part) if known.is_rate => {
                        whole_number(form, &at, &format!("mau-{code}"), part);
                    }
                    ("nothing", Value::Bool(true)) => form.set(&format!("khong-{code}"), "1"),
                    ("nothing", _) => form.refuse(&at, "Viết true hoặc false."),
                    _ => form
                        .refuse(&at, "Không có trường này. Các trường: value, whole (của tỷ lệ), nothing."),
                }
            }
        }
        _ => form.refuse(&place, "Viết số nguyên, hoặc đối tượng có value, whole, nothing."),
    }
}

fn whole_number(form: &mut Form, place: &str, field: &str, value: &Value) {
    match value.as_i64() {
        Some(number) => form.set(field, number.to_string()),
        None => form.refuse(place, "Viết số nguyên."),
    }
}

fn difficulty(form: &mut Form, own: &OwnReport, i: usize, row: &Value) {
    let place = |name: &str| format!("difficulties/{i}/{}", escaped(name));
    let Some(row) = row.as_object() else {
        form.refuse(&format!("difficulties/{i}"), "Viết thành đối tượng.");
        return;
    };
    for (name, value) in row {
        match PARTS.iter().find(|(known, _)| known == name) {
            Some((_, field)) => take_text(form, &format!("{field}-{}", i + 1), value),
            None => form
                .refuse(&place(name), "Không có trường này. Các trường: id, kind, subject, text, addressee."),
        }
    }
    let given = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    if given("text").trim().is_empty() {
        form.refuse(&place("text"), "Nhập nội dung.");
    }
    if DifficultyKind::from_str(given("kind")).is_err() {
        let words: Vec<&str> = DifficultyKind::ALL.iter().map(|one| one.as_str()).collect();
        form.refuse(&place("kind"), format!("Một trong: {}.", words.join(", ")));
    }
    let id = given("id");
    let is_known =
        id.parse::<DifficultyId>().is_ok_and(|id| own.difficulties.iter().any(|known| known.id == id));
    if !id.is_empty() && !is_known {
        form.refuse(&place("id"), "Không có mục này trong báo cáo.");
    }
}

/// The bodies that a document asks something of, with the place of each.
pub(crate) fn addressees(document: &Map<String, Value>) -> Vec<(String, OrganizationId)> {
    let rows = document.get("difficulties").and_then(Value::as_array);
    rows.into_iter()
        .flatten()
        .enumerate()
        .take(DIFFICULTIES_MAX)
        .filter_map(|(i, row)| {
            let id = row.get("addressee")?.as_str()?.parse().ok()?;
            Some((format!("difficulties/{i}/addressee"), id))
        })
        .collect()
}

fn escaped(name: &str) -> String {
    pointer(name).trim_start_matches('/').to_owned()
}

/// Where in the document a field of the form stands.
pub(crate) fn pointer_of(field: &str) -> String {
    let texts = TEXTS.iter().find(|(_, known)| *known == field).map(|(name, _)| format!("/{name}"));
    if let Some(found) = texts {
        return found;
    }
    for (begin, end) in [("so-", "/value"), ("mau-", "/whole"), ("khong-", "/nothing")] {
        if let Some(code) = field.strip_prefix(begin) {
            return format!("/figures/{code}{end}");
        }
    }
    // "kk-gui-3" is the addressee of the third, "kk-3" its text
    let part = field.rsplit_once('-').and_then(|(begin, number)| {
        let (name, _) = PARTS.iter().find(|(_, known)| *known == begin)?;
        let number: usize = number.parse().ok()?;
        Some(format!("/difficulties/{}/{name}", number.checked_sub(1)?))
    });
    part.unwrap_or_else(|| {
        // Named by this file as they stand, with their parts divided already
        if field.starts_with("figures/") || field.starts_with("gaps/") || field.starts_with("difficulties/") {
            format!("/{field}")
        } else {
            pointer(field)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_form_has_its_place_in_the_document() {
        for (field, wanted) in [
            ("ket-qua", "/results"),
            ("nhiem-vu", "/tasks"),
            ("so-A03", "/figures/A03/value"),
            ("mau-B02", "/figures/B02/whole"),
            ("khong-C01", "/figures/C01/nothing"),
            ("kk-3", "/difficulties/2/text"),
            ("kk-gui-1", "/difficulties/0/addressee"),
            ("kk-linh-vuc-40", "/difficulties/39/subject"),
            ("gaps/4", "/gaps/4"),
            ("figures/Z99", "/figures/Z99"),
            ("a/b", "/a~1b"),
        ] {
            assert_eq!(pointer_of(field), wanted, "{field}");
        }
    }
}
