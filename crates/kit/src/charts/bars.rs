//! Horizontal bars, one for each commune, the largest first.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{About, Datum, em, length, percent, share};

/// One number for each commune, largest first, missing ones last.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/chart/bars.html")]
pub struct BarsByCommune {
    about: About,
    data: Vec<Datum>,
}

impl HtmlSafe for BarsByCommune {}

/// One bar as it is drawn.
struct Bar {
    label: String,
    figure: String,
    missing: bool,
    href: Option<String>,
    label_y: String,
    top: String,
    width: String,
    figure_x: String,
    figure_y: String,
}

/// One drawing: beside each other on a desk, label above bar on a phone.
struct Drawing {
    class: &'static str,
    left: String,
    height: String,
    bars: Vec<Bar>,
}

/// The wide drawing shows from 36 em on; a letter takes about 0.54 em.
const WIDE_EM: i64 = 36;
/// The narrowest phone leaves about 17 em.
const THIN_EM: i64 = 17;

impl BarsByCommune {
    /// Sorts by value; equal values keep the order given.
    pub fn new(about: About, mut data: Vec<Datum>) -> Self {
        data.sort_by_key(|datum| std::cmp::Reverse(datum.value));
        Self { about, data }
    }

    fn drawings(&self) -> Vec<Drawing> {
        let longest = self.data.iter().map(|datum| length(&datum.label)).max().unwrap_or(0);
        let column = longest.saturating_mul(54) / WIDE_EM + 2;
        if column > 45 {
            return vec![self.thin("")];
        }
        vec![self.wide(column), self.thin(" thin")]
    }

    fn wide(&self, left: i64) -> Drawing {
        let room = 100 - left - self.figure_room(WIDE_EM);
        let bars = self.bars(left, room, 20, |top| (top + 14, top + 3, top + 14));
        Drawing { class: " wide", left: percent(left * 100), height: em(self.rows() * 20), bars }
    }

    fn thin(&self, class: &'static str) -> Drawing {
        let room = 100 - self.figure_room(THIN_EM);
        let bars = self.bars(0, room, 34, |top| (top + 11, top + 16, top + 26));
        Drawing { class, left: percent(0), height: em(self.rows() * 34), bars }
    }

    fn bars(&self, left: i64, room: i64, step: i64, places: fn(i64) -> (i64, i64, i64)) -> Vec<Bar> {
        let most = self.data.iter().filter_map(|datum| datum.value).max().unwrap_or(0);
        let mut top = 0;
        let mut bars = Vec::with_capacity(self.data.len());
        for datum in &self.data {
            let (label_y, bar_y, figure_y) = places(top);
            let width = share(datum.value.unwrap_or(0), most, room);
            bars.push(Bar {
                label: datum.label.clone(),
                figure: self.about.figure(datum.value),
                missing: datum.value.is_none(),
                href: datum.href.clone(),
                label_y: em(label_y),
                top: em(bar_y),
                width: percent(width),
                figure_x: percent(left * 100 + width),
                figure_y: em(figure_y),
            });
            top += step;
        }
        bars
    }

    /// Per cent kept free at the end for the longest number.
    fn figure_room(&self, ems: i64) -> i64 {
        let longest = self.data.iter().map(|datum| length(&self.about.figure(datum.value.or(Some(0))))).max();
        ((longest.unwrap_or(1) + 2) * 58 / ems).clamp(6, 60)
    }

    fn rows(&self) -> i64 {
        i64::try_from(self.data.len()).unwrap_or(i64::MAX)
    }

    fn has_links(&self) -> bool {
        self.data.iter().any(|datum| datum.href.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commune_with_most_comes_first_and_a_missing_report_comes_last() {
        let chart = BarsByCommune::new(
            About::new("a", "Câu"),
            vec![
                Datum::new("Thanh Hà", None),
                Datum::new("Liêm Túc", Some(2)),
                Datum::new("Thanh Phong", Some(9)),
            ],
        );
        let order: Vec<_> = chart.data.iter().map(|datum| datum.label.as_str()).collect();
        assert_eq!(order, ["Thanh Phong", "Liêm Túc", "Thanh Hà"]);
    }
}
