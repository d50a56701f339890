//! Works laid over the four quarters of a year.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{About, hue, percent, share};
use crate::ui::BadgeKind;

/// A year on the strip has 366 days, so that 31 December of any year fits.
const DAYS: i64 = 366;

/// A work from one day of the year to another.
#[derive(Debug, Clone)]
pub struct Span {
    label: String,
    from: i64,
    to: i64,
    kind: BadgeKind,
    words: String,
    href: Option<String>,
}

impl Span {
    /// Days of the year, 1 to 366; days outside are moved to the edge.
    pub fn new(label: impl Into<String>, from: i64, to: i64, kind: BadgeKind) -> Self {
        let from = from.clamp(1, DAYS);
        Self { label: label.into(), from, to: to.clamp(from, DAYS), kind, words: String::new(), href: None }
    }

    /// The dates and the state in words: "20/01 - 31/03, đã xong".
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.words = words.into();
        self
    }

    /// The page of the work.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    fn x(&self) -> String {
        percent(share(self.from - 1, DAYS, 100))
    }

    fn width(&self) -> String {
        percent(share(self.to - self.from + 1, DAYS, 100).max(60))
    }

    const fn hue(&self) -> u8 {
        hue(self.kind)
    }
}

/// A year in four quarters, one line for each work.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/chart/strip.html")]
pub struct QuarterStrip {
    about: About,
    spans: Vec<Span>,
    today: Option<i64>,
}

impl HtmlSafe for QuarterStrip {}

impl QuarterStrip {
    /// Keeps the order given.
    pub fn new(about: About, spans: Vec<Span>) -> Self {
        Self { about, spans, today: None }
    }

    /// Draws a line at this day of the year.
    #[must_use]
    pub fn today(mut self, day: i64) -> Self {
        self.today = Some(day.clamp(1, DAYS));
        self
    }

    fn today_x(&self) -> Option<String> {
        self.today.map(|day| percent(share(day - 1, DAYS, 100)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_that_began_last_year_begins_at_the_edge_of_this_one() {
        let span = Span::new("Giám sát", -40, 900, BadgeKind::Dang);
        assert_eq!((span.x().as_str(), span.width().as_str()), ("0.00%", "100.00%"));
    }

    #[test]
    fn a_work_of_one_day_is_still_seen() {
        assert_eq!(Span::new("Khảo sát", 100, 100, BadgeKind::Xong).width(), "0.60%");
    }
}
