//! A resolution's targets: what is reached, against the plan and against last year.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{About, percent, share};

/// One target of a resolution. All three numbers are in the chart's smallest unit.
#[derive(Debug, Clone)]
pub struct Target {
    label: String,
    actual: Option<i64>,
    plan: i64,
    before: Option<i64>,
    href: Option<String>,
}

impl Target {
    /// What is reached (None: not reported) and what the resolution set.
    pub fn new(label: impl Into<String>, actual: Option<i64>, plan: i64) -> Self {
        Self { label: label.into(), actual, plan, before: None, href: None }
    }

    /// The same time last year.
    #[must_use]
    pub fn before(mut self, before: Option<i64>) -> Self {
        self.before = before;
        self
    }

    /// The page of the target.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    fn most(&self) -> i64 {
        let most = self.plan.max(self.actual.unwrap_or(0)).max(self.before.unwrap_or(0));
        most.saturating_add(most / 12)
    }

    fn width(&self, value: i64) -> String {
        percent(share(value, self.most(), 100))
    }

    fn plan_x(&self) -> String {
        self.width(self.plan)
    }

    fn actual_width(&self) -> Option<String> {
        self.actual.map(|value| self.width(value))
    }

    fn before_width(&self) -> Option<String> {
        self.before.map(|value| self.width(value))
    }

    fn actual_figure(&self, about: &About) -> String {
        about.figure(self.actual)
    }

    fn plan_figure(&self, about: &About) -> String {
        about.figure(Some(self.plan))
    }

    fn before_figure(&self, about: &About) -> String {
        about.figure(self.before)
    }
}

/// Bullet bars, one for each target; each has its own scale from zero.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/chart/bullet.html")]
pub struct Bullet {
    about: About,
    targets: Vec<Target>,
}

impl HtmlSafe for Bullet {}

impl Bullet {
    /// Keeps the order of the resolution.
    pub fn new(about: About, targets: Vec<Target>) -> Self {
        Self { about, targets }
    }

    fn spoken(&self, target: &Target) -> String {
        let before = match target.before {
            Some(value) => format!(", cùng kỳ {}", self.about.figure(Some(value))),
            None => String::new(),
        };
        format!(
            "{}: thực hiện {}, kế hoạch {}{before}",
            target.label,
            self.about.figure(target.actual),
            self.about.figure(Some(target.plan))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_without_a_report_says_so_and_still_shows_its_plan() {
        let html = Bullet::new(About::new("a", "Câu"), vec![Target::new("Hộ nghèo", None, 20)]).to_string();
        assert!(html.contains("thực hiện chưa có số liệu, kế hoạch 20"), "{html}");
        assert!(html.contains(r#"class="plan""#), "{html}");
    }
}
