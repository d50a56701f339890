//! What was typed, and what is wrong with it.

use std::fmt;
use std::str::FromStr;

use kernel::{Date, dates, numbers, text};

use crate::{Error, Problem};

/// One fault: the field and the sentence that stands both in the summary and at the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field's name.
    pub field: String,
    /// What happened and what to do, in Vietnamese.
    pub message: String,
}

/// A file that came with a form.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field's name.
    pub field: String,
    /// The name on the sender's machine; shown, never a path.
    pub file_name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A form as it was sent, or as it is shown first. Everything typed is kept.
#[derive(Debug, Clone, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    uploads: Vec<Upload>,
    faults: Vec<Fault>,
}

/// What came of a deed of a page with several: what to say, or nothing when the form has faults.
pub type Said = Result<Option<String>, Problem>;

impl Form {
    /// An empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// A form with these values, as if they had been typed.
    pub fn with(values: &[(&str, &str)]) -> Self {
        let mut form = Self::default();
        for (name, value) in values {
            form.add(name, (*value).to_owned());
        }
        form
    }

    /// Puts a value in the place of what the field held.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(known, _)| known != name);
        self.add(name, value.into());
    }

    /// Adds a value to those the field holds.
    pub fn add(&mut self, name: &str, value: String) {
        self.values.push((name.to_owned(), value));
    }

    pub(crate) fn add_upload(&mut self, upload: Upload) {
        self.uploads.push(upload);
    }

    /// What was typed in the field; empty when nothing was.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// All values of a field that can have several.
    pub fn values_of(&self, name: &str) -> Vec<&str> {
        self.values.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The names of all fields that came, each once.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.values.iter().map(|(name, _)| name.as_str()).collect();
        names.dedup();
        names
    }

    /// The files sent in a field; empty file inputs are left out.
    pub fn uploads_of(&self, name: &str) -> Vec<&Upload> {
        self.uploads.iter().filter(|upload| upload.field == name && !upload.bytes.is_empty()).collect()
    }

    /// Everything that is wrong.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is wrong with this field.
    pub fn fault(&self, name: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| fault.message.as_str())
    }

    /// True when nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Notes a fault at a field.
    pub fn refuse(&mut self, name: &str, message: impl Into<String>) {
        self.faults.push(Fault { field: name.to_owned(), message: message.into() });
    }

    /// What a deed gave; when it was refused nothing, and why stands at the field.
    ///
    /// # Errors
    /// Whatever else stopped it.
    pub fn or_refuse<T, R: fmt::Debug + fmt::Display>(
        &mut self,
        field: &str,
        done: Result<T, Error<R>>,
    ) -> Result<Option<T>, Problem> {
        match done {
            Ok(done) => Ok(Some(done)),
            Err(Error::Refused(reason)) => {
                self.refuse(field, reason.to_string());
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// [`Form::or_refuse`] with what is said when the deed is done.
    ///
    /// # Errors
    /// Whatever else stopped it.
    pub fn said<T, R: fmt::Debug + fmt::Display>(
        &mut self,
        field: &str,
        done: Result<T, Error<R>>,
        words: &str,
    ) -> Said {
        Ok(self.or_refuse(field, done)?.map(|_| words.to_owned()))
    }

    /// One line, required. `label` begins with a capital: "Tên hội nghị".
    pub fn take_line(&mut self, name: &str, label: &str, max_chars: usize) -> String {
        let line = self.take_line_or_empty(name, label, max_chars);
        if line.is_empty() && self.fault(name).is_none() {
            self.refuse(name, format!("Nhập {}.", lower_first(label)));
        }
        line
    }

    /// One line that may be empty.
    pub fn take_line_or_empty(&mut self, name: &str, label: &str, max_chars: usize) -> String {
        let line = text::clean_line(self.value(name));
        self.check_length(name, label, &line, max_chars);
        line
    }

    /// Several lines, required.
    pub fn take_text(&mut self, name: &str, label: &str, max_chars: usize) -> String {
        let body = self.take_text_or_empty(name, label, max_chars);
        if body.is_empty() && self.fault(name).is_none() {
            self.refuse(name, format!("Nhập {}.", lower_first(label)));
        }
        body
    }

    /// Several lines that may be empty.
    pub fn take_text_or_empty(&mut self, name: &str, label: &str, max_chars: usize) -> String {
        let body = text::clean(self.value(name));
        self.check_length(name, label, &body, max_chars);
        body
    }

    fn check_length(&mut self, name: &str, label: &str, typed: &str, max_chars: usize) {
        let chars = typed.chars().count();
        if chars > max_chars {
            self.refuse(name, format!("{label} dài {chars} ký tự, tối đa {max_chars}. Rút ngắn lại."));
        }
    }

    /// A date, required, in any shape people type.
    pub fn take_date(&mut self, name: &str, label: &str, today: Date) -> Option<Date> {
        if self.value(name).trim().is_empty() {
            self.refuse(name, format!("Nhập {}, ví dụ {}.", lower_first(label), dates::print(today)));
            return None;
        }
        self.take_date_or_none(name, today)
    }

    /// A date that may be left out.
    pub fn take_date_or_none(&mut self, name: &str, today: Date) -> Option<Date> {
        let typed = self.value(name).trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        match dates::parse(&typed, today) {
            Ok(date) => Some(date),
            Err(fault) => {
                self.refuse(name, fault.to_string());
                None
            }
        }
    }

    /// A whole number in a range, required.
    pub fn take_integer(
        &mut self,
        name: &str,
        label: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        if self.value(name).trim().is_empty() {
            self.refuse(name, format!("Nhập {}.", lower_first(label)));
            return None;
        }
        self.take_integer_or_none(name, label, range)
    }

    /// A whole number in a range that may be left out.
    pub fn take_integer_or_none(
        &mut self,
        name: &str,
        label: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let typed = self.value(name).trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        match numbers::parse_integer(&typed) {
            Ok(number) if range.contains(&number) => Some(number),
            Ok(_) => {
                let (low, high) =
                    (numbers::print_integer(*range.start()), numbers::print_integer(*range.end()));
                self.refuse(name, format!("{label} phải từ {low} đến {high}."));
                None
            }
            Err(fault) => {
                self.refuse(name, format!("{label}: {fault}"));
                None
            }
        }
    }

    /// One of the offered choices, required.
    pub fn take_choice<T: FromStr>(&mut self, name: &str, label: &str) -> Option<T> {
        let choice = self.value(name).parse().ok();
        if choice.is_none() {
            self.refuse(name, format!("Chọn {}.", lower_first(label)));
        }
        choice
    }

    /// One of the offered choices, or none.
    pub fn take_choice_or_none<T: FromStr>(&mut self, name: &str, label: &str) -> Option<T> {
        if self.value(name).is_empty() { None } else { self.take_choice(name, label) }
    }

    /// Every choice that was ticked; what is not a choice is a fault.
    pub fn take_choices<T: FromStr>(&mut self, name: &str, label: &str) -> Vec<T> {
        let typed: Vec<String> =
            self.values_of(name).into_iter().filter(|value| !value.is_empty()).map(str::to_owned).collect();
        let (mut choices, mut strange) = (Vec::new(), false);
        for value in typed {
            match value.parse() {
                Ok(choice) => choices.push(choice),
                Err(_) => strange = true,
            }
        }
        if strange {
            self.refuse(name, format!("Chọn lại {}.", lower_first(label)));
        }
        choices
    }

    /// A table: what was pasted in `pasted`, or the Excel or CSV file sent in `file`, which takes
    /// its place and is shown to be corrected.
    fn take_table(&mut self, pasted: &str, file: &str) {
        let read =
            self.uploads_of(file).first().map(|upload| papers::table_text(&upload.file_name, &upload.bytes));
        match read {
            Some(Ok(table)) => self.set(pasted, table),
            Some(Err(fault)) => self.refuse(file, fault.to_string()),
            None => {}
        }
    }

    /// A table, required: what was pasted in `pasted`, or the file sent in `file` in its place; not
    /// larger than a browser may paste.
    pub fn take_pasted(&mut self, pasted: &str, file: &str) -> String {
        self.take_table(pasted, file);
        let table = self.value(pasted).to_owned();
        if table.trim().is_empty() && self.fault(file).is_none() {
            self.refuse(pasted, "Dán bảng, kể cả dòng đầu đề, hoặc chọn tệp.");
        } else if table.len() > PASTED_MAX {
            self.refuse(pasted, "Bảng quá lớn. Chia ra nhiều lần.");
        }
        table
    }

    /// What was typed and what is wrong with it, over another form: a page of several forms
    /// shows each as the record has it, and this one as it was typed.
    #[must_use]
    pub fn over(&self, mut whole: Self) -> Self {
        for name in self.names() {
            whole.values.retain(|(known, _)| known != name);
        }
        whole.values.extend(self.values.iter().cloned());
        whole.faults.extend(self.faults.iter().cloned());
        whole
    }

    /// A tick.
    pub fn is_checked(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// The version of the record that the form was made from.
    pub fn version(&self) -> i64 {
        self.value("version").parse().unwrap_or(0)
    }
}

/// Five thousand rows of long text, in bytes.
const PASTED_MAX: usize = 8_000_000;

/// "Tên hội nghị" → "tên hội nghị"; an abbreviation such as "UBND" stays.
fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(_), Some(second)) if second.is_uppercase() => label.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(chars).collect(),
        (None, _) => String::new(),
    }
}
