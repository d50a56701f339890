//! Shares of a whole by state: one bar of 100 %.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{About, figure, hue, percent, share};
use crate::ui::BadgeKind;

/// One state and how many records are in it.
#[derive(Debug, Clone)]
pub struct Share {
    kind: BadgeKind,
    label: String,
    value: i64,
    href: Option<String>,
}

impl Share {
    /// A negative number counts as zero.
    pub fn new(kind: BadgeKind, label: impl Into<String>, value: i64) -> Self {
        Self { kind, label: label.into(), value: value.max(0), href: None }
    }

    /// The list behind the number.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    fn figure(&self, about: &About) -> String {
        about.figure(Some(self.value))
    }

    const fn hue(&self) -> u8 {
        hue(self.kind)
    }
}

/// Shares of a whole. States without records are named but not drawn.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/chart/stacked.html")]
pub struct StackedStatus {
    about: About,
    shares: Vec<Share>,
}

impl HtmlSafe for StackedStatus {}

/// A piece of the bar as it is drawn.
struct Piece {
    hue: u8,
    x: String,
    width: String,
}

impl StackedStatus {
    /// Keeps the order given: the order of the procedure.
    pub fn new(about: About, shares: Vec<Share>) -> Self {
        Self { about, shares }
    }

    fn total(&self) -> i64 {
        self.shares.iter().fold(0, |sum: i64, part| sum.saturating_add(part.value))
    }

    fn total_figure(&self) -> String {
        self.about.figure(Some(self.total()))
    }

    fn pieces(&self) -> Vec<Piece> {
        let total = self.total();
        let mut before = 0_i64;
        let mut pieces = Vec::new();
        for part in self.shares.iter().filter(|part| part.value > 0) {
            let from = share(before, total, 100);
            before = before.saturating_add(part.value);
            let to = share(before, total, 100);
            pieces.push(Piece { hue: part.hue(), x: percent(from), width: percent(to - from) });
        }
        pieces
    }

    fn of_whole(&self, part: &Share) -> String {
        let total = i128::from(self.total());
        if total == 0 {
            return "0%".to_owned();
        }
        let tenths = (i128::from(part.value) * 2000 + total) / (total * 2);
        format!("{}%", figure(i64::try_from(tenths).unwrap_or(0), 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_of_eleven_is_63_point_6_per_cent() {
        let chart = StackedStatus::new(
            About::new("a", "Câu"),
            vec![Share::new(BadgeKind::Xong, "Đạt", 7), Share::new(BadgeKind::Qua, "Chưa đạt", 4)],
        );
        assert_eq!(chart.of_whole(&chart.shares[0]), "63,6%");
        assert_eq!(chart.pieces()[1].x, "63.63%");
    }

    #[test]
    fn nothing_counted_is_drawn_as_nothing() {
        let chart = StackedStatus::new(About::new("a", "Câu"), vec![Share::new(BadgeKind::Xong, "Đạt", 0)]);
        assert!(chart.pieces().is_empty());
        assert_eq!(chart.of_whole(&chart.shares[0]), "0%");
    }
}
