//! Numbers, steps, filters, pages, empty lists and the summary of faults.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::form::{Fault, Form};
use crate::shell::NavItem;
use crate::ui::BadgeKind;

/// A large number that opens the list behind it.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = r#"{% if let Some(href) = href %}<a class="stat{{ self.class() }}" href="{{ href }}">{% else %}<div class="stat{{ self.class() }}">{% endif %}<b>{{ value }}</b><span>{{ label }}</span>{% if let Some(note) = note %}<small>{{ note }}</small>{% endif %}{% if href.is_some() %}</a>{% else %}</div>{% endif %}"#
)]
pub struct Stat {
    /// What is counted.
    pub label: String,
    /// The number as it is written: "1.234", "63,6%".
    pub value: String,
    /// The list behind the number.
    pub href: Option<String>,
    /// A comparison: "quý II: 5".
    pub note: Option<String>,
    /// Colour of the edge and the number, when the number is a state.
    pub kind: Option<BadgeKind>,
}

impl HtmlSafe for Stat {}

impl Stat {
    /// A number without a link.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), href: None, note: None, kind: None }
    }

    /// The list behind the number.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// The line below.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The state that the number counts.
    #[must_use]
    pub fn kind(mut self, kind: BadgeKind) -> Self {
        self.kind = Some(kind);
        self
    }

    fn class(&self) -> String {
        self.kind.map(|kind| format!(" {}", kind.class())).unwrap_or_default()
    }
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Happening, and late.
    Late,
    /// Happening.
    Now,
    /// To come.
    Next,
}

impl StepState {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "is-done",
            Self::Late => "is-late",
            Self::Now => "is-now",
            Self::Next => "is-next",
        }
    }

    const fn spoken(self) -> &'static str {
        match self {
            Self::Done => "Đã xong: ",
            Self::Late => "Chậm: ",
            Self::Now => "Đang làm: ",
            Self::Next => "Sắp tới: ",
        }
    }
}

/// One step of a procedure or a timeline.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it stands.
    pub state: StepState,
    /// What is done in it.
    pub title: String,
    /// When, by whom, by which paper; may be empty.
    pub note: String,
    /// The paper or the record behind it.
    pub href: Option<String>,
}

impl Step {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a template passes its arguments by reference")]
    fn mark(&self, number: &usize) -> String {
        match self.state {
            StepState::Done => "✓".to_owned(),
            StepState::Late => "!".to_owned(),
            StepState::Now | StepState::Next => number.to_string(),
        }
    }
}

/// The steps of a procedure, in order.
#[derive(Debug, Clone, Default, Template)]
#[template(
    ext = "html",
    source = r#"<ol class="steps">{% for step in steps %}<li class="{{ step.state.class() }}"{% if step.state == StepState::Now || step.state == StepState::Late %} aria-current="step"{% endif %}><span class="dot" aria-hidden="true">{{ step.mark(loop.index) }}</span><b><span class="hidden">{{ step.state.spoken() }}</span>{% if let Some(href) = step.href %}<a href="{{ href }}">{{ step.title }}</a>{% else %}{{ step.title }}{% endif %}</b>{% if !step.note.is_empty() %}<small>{{ step.note }}</small>{% endif %}</li>{% endfor %}</ol>"#
)]
pub struct Steps {
    /// In the order of the procedure.
    pub steps: Vec<Step>,
}

impl HtmlSafe for Steps {}

impl Steps {
    /// Adds a step.
    #[must_use]
    pub fn step(mut self, state: StepState, title: impl Into<String>, note: impl Into<String>) -> Self {
        self.steps.push(Step { state, title: title.into(), note: note.into(), href: None });
        self
    }

    /// Adds a step that is behind us.
    #[must_use]
    pub fn done(self, title: impl Into<String>, note: impl Into<String>) -> Self {
        self.step(StepState::Done, title, note)
    }

    /// Adds a step that is happening and late.
    #[must_use]
    pub fn late(self, title: impl Into<String>, note: impl Into<String>) -> Self {
        self.step(StepState::Late, title, note)
    }

    /// Adds the step that is happening.
    #[must_use]
    pub fn now(self, title: impl Into<String>, note: impl Into<String>) -> Self {
        self.step(StepState::Now, title, note)
    }

    /// Adds a step to come.
    #[must_use]
    pub fn next(self, title: impl Into<String>, note: impl Into<String>) -> Self {
        self.step(StepState::Next, title, note)
    }

    /// Gives the last step its paper or record.
    #[must_use]
    pub fn linked(mut self, href: impl Into<String>) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.href = Some(href.into());
        }
        self
    }
}

/// One choice of a filter, with the number of records behind it.
#[derive(Debug, Clone)]
pub struct Facet {
    /// The word of the choice.
    pub label: String,
    /// How many records it holds; None when it is not counted.
    pub count: Option<u64>,
    /// The list with this choice; for a chosen one, the list without it.
    pub href: String,
    /// True when it is chosen.
    pub on: bool,
}

impl Facet {
    /// A choice that is not chosen.
    pub fn new(label: impl Into<String>, count: u64, href: impl Into<String>) -> Self {
        Self { label: label.into(), count: Some(count), href: href.into(), on: false }
    }

    /// The choice is chosen.
    #[must_use]
    pub fn on(mut self) -> Self {
        self.on = true;
        self
    }
}

/// A line of choices. It narrows by links, so that an address can be passed on.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = r#"<nav aria-label="Lọc: {{ title }}"><ul class="chips"><li class="chips-label" aria-hidden="true">{{ title }}</li>{% for facet in facets %}<li><a href="{{ facet.href }}"{% if facet.on %} aria-current="true"{% endif %}>{{ facet.label }}{% if let Some(count) = facet.count %} <span class="count">{{ count }}</span>{% endif %}{% if facet.on %} <span aria-hidden="true">✕</span><span class="hidden">, đang lọc, bấm để bỏ</span>{% endif %}</a></li>{% endfor %}</ul></nav>"#
)]
pub struct Facets {
    /// What is chosen by: "Trạng thái".
    pub title: String,
    /// The choices.
    pub facets: Vec<Facet>,
}

impl HtmlSafe for Facets {}

impl Facets {
    /// A line of choices.
    pub fn new(title: impl Into<String>, facets: Vec<Facet>) -> Self {
        Self { title: title.into(), facets }
    }
}

/// The way to newer and older records; prints nothing when all are on the page.
#[derive(Debug, Clone, Default, Template)]
#[template(
    ext = "html",
    source = r#"{% if newer.is_some() || older.is_some() %}<nav class="pager" aria-label="Trang">{% if let Some(href) = newer %}<a class="button second newer" rel="prev" href="{{ href }}"><span aria-hidden="true">←</span> Mới hơn</a>{% endif %}{% if let Some(href) = older %}<a class="button second older" rel="next" href="{{ href }}">Cũ hơn <span aria-hidden="true">→</span></a>{% endif %}</nav>{% endif %}"#
)]
pub struct Pager {
    /// The page with newer records.
    pub newer: Option<String>,
    /// The page with older records.
    pub older: Option<String>,
}

impl HtmlSafe for Pager {}

/// A list without records: one sentence and one way on.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = r#"<div class="empty"><p>{{ sentence }}</p>{% if let Some(action) = action %}<a class="button" href="{{ action.href }}">{{ action.label }}</a>{% endif %}</div>"#
)]
pub struct EmptyState {
    /// What is not here, and which filter hides it.
    pub sentence: String,
    /// The way on.
    pub action: Option<NavItem>,
}

impl HtmlSafe for EmptyState {}

impl EmptyState {
    /// A sentence without a way on.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), action: None }
    }

    /// The way on.
    #[must_use]
    pub fn action(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.action = Some(NavItem::new(label, href));
        self
    }
}

/// All faults of a form at once, in the same words as at the fields; prints nothing when there
/// are none.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = r##"{% if !faults.is_empty() %}<div class="error-summary" role="alert" tabindex="-1" aria-labelledby="faults-title"><h2 id="faults-title">Có {{ faults.len() }} lỗi cần sửa</h2><ul>{% for fault in faults %}<li>{% if fault.field.is_empty() %}<b>{{ fault.message }}</b>{% else %}<a href="#{{ fault.field }}">{{ fault.message }}</a>{% endif %}</li>{% endfor %}</ul></div>{% endif %}"##
)]
pub struct ErrorSummary {
    faults: Vec<Fault>,
}

impl HtmlSafe for ErrorSummary {}

impl ErrorSummary {
    /// The faults of this form.
    pub fn of(form: &Form) -> Self {
        Self { faults: form.faults().to_vec() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = r#"<script>alert("x")</script>' onclick='"#;

    fn harmless(html: &str) {
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("' onclick"), "{html}");
        assert!(!html.contains(r#"alert("x")"#), "{html}");
        assert!(html.contains("&#60;script&#62;"), "{html}");
    }

    #[test]
    fn words_typed_by_a_stranger_stay_words_in_every_component() {
        harmless(&crate::ui::Badge::done(HOSTILE).to_string());
        harmless(&Stat::new(HOSTILE, HOSTILE).href(HOSTILE).note(HOSTILE).to_string());
        harmless(&Steps::default().late(HOSTILE, HOSTILE).linked(HOSTILE).to_string());
        harmless(&Facets::new(HOSTILE, vec![Facet::new(HOSTILE, 1, HOSTILE).on()]).to_string());
        harmless(&Pager { newer: Some(HOSTILE.into()), older: Some(HOSTILE.into()) }.to_string());
        harmless(&EmptyState::new(HOSTILE).action(HOSTILE, HOSTILE).to_string());
        let faults = vec![Fault { field: HOSTILE.into(), message: HOSTILE.into() }];
        harmless(&ErrorSummary { faults }.to_string());
    }

    #[test]
    fn a_form_without_faults_has_no_summary_and_a_list_on_one_page_no_pager() {
        assert_eq!(ErrorSummary { faults: Vec::new() }.to_string(), "");
        assert_eq!(Pager::default().to_string(), "");
    }

    #[test]
    fn a_late_step_is_heard_as_late_and_not_only_seen_red() {
        let html = Steps::default().done("Tiếp nhận", "").late("Chờ trả lời", "").to_string();
        assert!(html.contains("Chậm: "), "{html}");
        assert_eq!(html.matches("aria-current").count(), 1);
    }

    #[test]
    fn a_number_without_a_list_behind_it_is_not_a_link() {
        assert!(!Stat::new("32/33", "Có mặt").to_string().contains("<a"));
    }
}
