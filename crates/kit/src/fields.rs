//! Fields of a form: label above, hint, the fault with the same words as in the summary, and
//! what was typed.
//!
//! A template writes `{{ form.text("subject", "Nội dung").hint("Ghi nguyên văn").max(500) }}`.
//! Fields are required unless `.optional()` says otherwise in words.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::form::Form;
use crate::ui::ErrorSummary;

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    value: String,
    words: String,
    on: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Line { kind: &'static str, autocomplete: String, inputmode: &'static str },
    Area { rows: u32 },
    Select { choices: Vec<Choice> },
    Radios { choices: Vec<Choice> },
    Checks { choices: Vec<Choice> },
    Check { on: bool },
    File { accept: String },
    Hidden,
}

/// A field that prints itself. Its `id` is its name, so that a fault in the summary leads to it.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/field.html")]
pub struct Field {
    name: String,
    label: String,
    value: String,
    kind: Kind,
    hint: Option<String>,
    fault: Option<String>,
    optional: bool,
    required: bool,
    width: &'static str,
    max: Option<u32>,
}

impl HtmlSafe for Field {}

impl Field {
    /// A line between label and box.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says "(không bắt buộc)" after the label.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Tells assistive technology that the field must be filled; the server still checks.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// A box as wide as a date or a number.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.width = " narrow";
        self
    }

    /// At most this many characters; an area then counts down.
    #[must_use]
    pub fn max(mut self, characters: u32) -> Self {
        self.max = Some(characters);
        self
    }

    /// Replaces what the box shows at first; what was typed is kept by the form itself.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        if self.value.is_empty() {
            self.value = value.into();
        }
        self
    }

    fn is_bad(&self) -> bool {
        self.fault.is_some()
    }

    /// Value of `aria-describedby`; empty when there is neither hint nor fault.
    fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let fault = self.fault.as_ref().map(|_| format!("{}-fault", self.name));
        hint.into_iter().chain(fault).collect::<Vec<_>>().join(" ")
    }

    /// The first choice takes the field's own id, so that the summary's link reaches it.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template passes its arguments by reference")]
    fn choice_id(&self, number: &usize) -> String {
        if *number == 1 { self.name.clone() } else { format!("{}-{number}", self.name) }
    }
}

impl Form {
    /// All faults at once, for the head of the form.
    pub fn summary(&self) -> ErrorSummary {
        ErrorSummary::of(self)
    }

    /// A line of text.
    pub fn text(&self, name: &str, label: &str) -> Field {
        self.line(name, label, "text", "", "")
    }

    /// A line of text with a hint.
    pub fn text_hint(&self, name: &str, label: &str, hint: &str) -> Field {
        self.text(name, label).hint(hint)
    }

    /// A date, typed the way people write it.
    pub fn date(&self, name: &str, label: &str) -> Field {
        self.line(name, label, "text", "off", "").hint("Ví dụ: 15/10/2020").narrow()
    }

    /// A number, written the Vietnamese way.
    pub fn number(&self, name: &str, label: &str) -> Field {
        let mut field = self.line(name, label, "text", "off", "decimal");
        field.width = " number";
        field
    }

    /// A password, pasteable. `autocomplete` is `current-password` or `new-password`.
    pub fn password(&self, name: &str, label: &str, autocomplete: &str) -> Field {
        // What was typed as a password is never sent back
        Field { value: String::new(), ..self.line(name, label, "password", autocomplete, "") }
    }

    /// An e-mail address.
    pub fn email(&self, name: &str, label: &str) -> Field {
        self.line(name, label, "email", "email", "email")
    }

    /// Several lines of text.
    pub fn area(&self, name: &str, label: &str, rows: u32) -> Field {
        self.field(name, label, Kind::Area { rows })
    }

    /// One of many, as a closed list.
    pub fn select<V: AsRef<str>, W: AsRef<str>>(&self, name: &str, label: &str, choices: &[(V, W)]) -> Field {
        self.field(name, label, Kind::Select { choices: self.choices(name, choices) })
    }

    /// One of few, all seen.
    pub fn radios<V: AsRef<str>, W: AsRef<str>>(
        &self,
        name: &str,
        legend: &str,
        choices: &[(V, W)],
    ) -> Field {
        self.field(name, legend, Kind::Radios { choices: self.choices(name, choices) })
    }

    /// Any of few, all seen.
    pub fn checks<V: AsRef<str>, W: AsRef<str>>(
        &self,
        name: &str,
        legend: &str,
        choices: &[(V, W)],
    ) -> Field {
        self.field(name, legend, Kind::Checks { choices: self.choices(name, choices) })
    }

    /// Yes or no; sends `co` when ticked.
    pub fn check(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Kind::Check { on: !self.value(name).is_empty() })
    }

    /// A file. `accept` lists endings: ".pdf,.docx".
    pub fn file(&self, name: &str, label: &str, accept: &str) -> Field {
        self.field(name, label, Kind::File { accept: accept.to_owned() })
    }

    /// A value that travels with the form.
    pub fn hidden(&self, name: &str) -> Field {
        self.field(name, "", Kind::Hidden)
    }

    fn line(
        &self,
        name: &str,
        label: &str,
        kind: &'static str,
        autocomplete: &str,
        inputmode: &'static str,
    ) -> Field {
        self.field(name, label, Kind::Line { kind, autocomplete: autocomplete.to_owned(), inputmode })
    }

    fn field(&self, name: &str, label: &str, kind: Kind) -> Field {
        Field {
            name: name.to_owned(),
            label: label.to_owned(),
            value: self.value(name).to_owned(),
            kind,
            hint: None,
            fault: self.fault(name).map(str::to_owned),
            optional: false,
            required: false,
            width: "",
            max: None,
        }
    }

    fn choices<V: AsRef<str>, W: AsRef<str>>(&self, name: &str, choices: &[(V, W)]) -> Vec<Choice> {
        let chosen = self.values_of(name);
        choices
            .iter()
            .map(|(value, words)| Choice {
                value: value.as_ref().to_owned(),
                words: words.as_ref().to_owned(),
                on: chosen.contains(&value.as_ref()),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = r#""><script>alert('x')</script>"#;

    fn hostile_fields() -> Vec<Field> {
        let mut form = Form::default();
        form.set("n", HOSTILE);
        let choices = [(HOSTILE, HOSTILE)];
        vec![
            form.text("n", HOSTILE).hint(HOSTILE),
            form.date("n", HOSTILE),
            form.number("n", HOSTILE),
            form.password("n", HOSTILE, HOSTILE),
            form.area("n", HOSTILE, 4),
            form.select("n", HOSTILE, &choices),
            form.radios("n", HOSTILE, &choices),
            form.checks("n", HOSTILE, &choices),
            form.check("n", HOSTILE),
            form.file("n", HOSTILE, HOSTILE),
            form.hidden("n"),
        ]
    }

    #[test]
    fn words_typed_by_a_stranger_stay_words_in_every_field() {
        for field in hostile_fields() {
            let html = field.to_string();
            assert!(!html.contains("<script"), "{html}");
            assert!(!html.contains(r#""">"#), "{html}");
        }
    }

    #[test]
    fn what_was_typed_is_kept_except_a_password() {
        let mut form = Form::default();
        form.set("place", "Xã Thanh Hà");
        form.set("secret", "mat-khau");
        assert!(form.text("place", "Nơi kiến nghị").to_string().contains(r#"value="Xã Thanh Hà""#));
        assert!(!form.password("secret", "Mật khẩu", "current-password").to_string().contains("mat-khau"));
    }

    #[test]
    fn a_label_points_at_its_box_and_the_hint_is_heard_with_it() {
        let html = Form::default().date("due_on", "Hạn trả lời").to_string();
        assert!(html.contains(r#"<label for="due_on">"#), "{html}");
        assert!(html.contains(r#"id="due_on""#), "{html}");
        assert!(html.contains(r#"aria-describedby="due_on-hint""#), "{html}");
        assert!(html.contains(r#"id="due_on-hint""#), "{html}");
    }

    #[test]
    fn an_optional_field_says_so_in_words() {
        assert!(
            Form::default().text("phone", "Điện thoại").optional().to_string().contains("(không bắt buộc)")
        );
    }

    #[test]
    fn the_first_choice_answers_to_the_name_of_the_field() {
        let html = Form::default().radios("kind", "Loại", &[("a", "Kiến nghị"), ("b", "Ý kiến")]).to_string();
        assert!(html.contains(r#"id="kind""#) && html.contains(r#"id="kind-2""#), "{html}");
    }

    #[test]
    fn the_chosen_choice_stays_chosen() {
        let mut form = Form::default();
        form.set("organ", "ubnd");
        let html =
            form.select("organ", "Cơ quan", &[("ubnd", "UBND huyện"), ("tinh", "HĐND tỉnh")]).to_string();
        assert!(html.contains(r#"<option value="ubnd" selected>"#), "{html}");
    }
}
