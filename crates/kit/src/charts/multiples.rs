//! The same number by quarter, one small chart for each commune, all on one scale.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{About, Datum, percent, share};

/// One small chart.
#[derive(Debug, Clone)]
pub struct Panel {
    label: String,
    points: Vec<Datum>,
    href: Option<String>,
}

impl Panel {
    /// The points in order of time; their labels are short: "I", "II".
    pub fn new(label: impl Into<String>, points: Vec<Datum>) -> Self {
        Self { label: label.into(), points, href: None }
    }

    /// The page of the commune.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// Small charts side by side on one scale from zero.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/chart/multiples.html")]
pub struct SmallMultiples {
    about: About,
    panels: Vec<Panel>,
}

impl HtmlSafe for SmallMultiples {}

/// A column as it is drawn.
struct Column {
    label: String,
    figure: String,
    missing: bool,
    last: bool,
    x: String,
    width: String,
    middle: String,
    top: String,
    height: String,
}

impl SmallMultiples {
    /// Keeps the order given.
    pub fn new(about: About, panels: Vec<Panel>) -> Self {
        Self { about, panels }
    }

    fn most(&self) -> i64 {
        self.panels.iter().flat_map(|panel| &panel.points).filter_map(|point| point.value).max().unwrap_or(0)
    }

    fn has_gap(&self) -> bool {
        self.panels.iter().flat_map(|panel| &panel.points).any(|point| point.value.is_none())
    }

    fn columns(&self, panel: &Panel) -> Vec<Column> {
        let most = self.most();
        let count = i64::try_from(panel.points.len()).unwrap_or(1).max(1);
        let step = 10_000 / count;
        let mut left = 0;
        let mut columns = Vec::with_capacity(panel.points.len());
        for (place, point) in panel.points.iter().enumerate() {
            let height = share(point.value.unwrap_or(0), most, 100);
            columns.push(Column {
                label: point.label.clone(),
                figure: point.value.map_or_else(|| "?".to_owned(), |value| self.about.figure(Some(value))),
                missing: point.value.is_none(),
                last: place + 1 == panel.points.len(),
                x: percent(left + step / 8),
                width: percent(step * 3 / 4),
                middle: percent(left + step / 2),
                top: percent(10_000 - height),
                height: percent(height),
            });
            left += step;
        }
        columns
    }

    fn spoken(&self, panel: &Panel) -> String {
        let points: Vec<_> = panel
            .points
            .iter()
            .map(|point| format!("{} {}", point.label, self.about.figure(point.value)))
            .collect();
        format!("{}: {}", panel.label, points.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_communes_share_one_scale() {
        let chart = SmallMultiples::new(
            About::new("a", "Câu"),
            vec![
                Panel::new("Thanh Hà", vec![Datum::new("I", Some(5))]),
                Panel::new("Liêm Túc", vec![Datum::new("I", Some(10))]),
            ],
        );
        assert_eq!(chart.columns(&chart.panels[0])[0].height, "50.00%");
    }
}
