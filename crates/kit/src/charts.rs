//! Charts drawn on the server: a sentence that says what is seen, the drawing, the same numbers
//! as a table, and the file behind them.
//!
//! Six hues are nearly equal in grey, so each carries a hatch, and every number is printed.
//! Widths are per cent and heights are em: a chart grows with the reader's text size and fits a
//! phone. A number that is missing is not zero: it prints "chưa có số liệu".
//!
//! | Chart | For |
//! |---|---|
//! | [`BarsByCommune`] | one number for each commune, largest first |
//! | [`StackedStatus`] | shares of a whole by state |
//! | [`Bullet`] | a resolution's targets: reached, plan, same time last year |
//! | [`QuarterStrip`] | works laid over the four quarters of a year |
//! | [`SmallMultiples`] | the same number by quarter for several communes |

use kernel::numbers;

use crate::ui::BadgeKind;

mod bars;
mod bullet;
mod multiples;
mod stacked;
mod strip;

pub use bars::BarsByCommune;
pub use bullet::{Bullet, Target};
pub use multiples::{Panel, SmallMultiples};
pub use stacked::{Share, StackedStatus};
pub use strip::{QuarterStrip, Span};

/// What stands in place of a number that nobody has given.
pub const NO_FIGURE: &str = "chưa có số liệu";

/// One number with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datum {
    /// Whose number it is.
    pub label: String,
    /// The number, in the chart's smallest unit (see [`About::decimals`]); None when missing.
    pub value: Option<i64>,
    /// The list behind the number.
    pub href: Option<String>,
}

impl Datum {
    /// A number without a list behind it.
    pub fn new(label: impl Into<String>, value: Option<i64>) -> Self {
        Self { label: label.into(), value, href: None }
    }

    /// The list behind the number.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    fn figure(&self, about: &About) -> String {
        about.figure(self.value)
    }
}

/// What every chart carries: its sentence, its unit, its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    id: String,
    says: String,
    note: String,
    unit: String,
    decimals: u8,
    csv: Option<String>,
}

impl About {
    /// `id` is unique on the page; `says` is a whole sentence with the finding, not a topic.
    pub fn new(id: &str, says: impl Into<String>) -> Self {
        let id = id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
        Self { id, says: says.into(), note: String::new(), unit: String::new(), decimals: 0, csv: None }
    }

    /// The unit counted: "kiến nghị", "%".
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Values are given in units of 10^-decimals: 636 with one decimal is 63,6. At most six.
    #[must_use]
    pub fn decimals(mut self, decimals: u8) -> Self {
        self.decimals = decimals.min(6);
        self
    }

    /// A line below the sentence: period, source.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// The address of the same numbers as CSV.
    #[must_use]
    pub fn csv(mut self, href: impl Into<String>) -> Self {
        self.csv = Some(href.into());
        self
    }

    fn figure(&self, value: Option<i64>) -> String {
        match value {
            Some(value) if self.unit == "%" => format!("{}%", figure(value, self.decimals)),
            Some(value) => figure(value, self.decimals),
            None => NO_FIGURE.to_owned(),
        }
    }
}

/// A number the Vietnamese way: thousands by full stop, decimals by comma.
fn figure(value: i64, decimals: u8) -> String {
    numbers::print_decimal(value, u32::from(decimals))
}

/// Number of hue and hatch; red stays out of charts, lateness is orange with a hatch.
const fn hue(kind: BadgeKind) -> u8 {
    match kind {
        BadgeKind::Dang => 1,
        BadgeKind::Qua => 2,
        BadgeKind::Xong => 3,
        BadgeKind::Chuyen => 4,
        BadgeKind::Nghi => 5,
        BadgeKind::Cho => 6,
    }
}

/// `part` of `whole`, as hundredths of a per cent of `span` per cent: `share(1, 4, 80)` is 2000.
fn share(part: i64, whole: i64, span: i64) -> i64 {
    if whole <= 0 || part <= 0 {
        return 0;
    }
    let hundredths = i128::from(part.min(whole)) * i128::from(span) * 100 / i128::from(whole);
    i64::try_from(hundredths).unwrap_or(0)
}

/// Hundredths as SVG wants them: "63.60%".
fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Tenths of an em as SVG wants them: "1.9em".
fn em(tenths: i64) -> String {
    format!("{}.{}em", tenths / 10, tenths % 10)
}

fn length(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = r#"<script>alert("x")</script>"#;

    fn every_chart(word: &str) -> Vec<String> {
        let about = || About::new(word, word).unit(word).note(word).csv(word);
        let data =
            || vec![Datum::new(word, Some(3)).href(word), Datum::new(word, None), Datum::new(word, Some(0))];
        vec![
            BarsByCommune::new(about(), data()).to_string(),
            StackedStatus::new(about(), vec![Share::new(BadgeKind::Qua, word, 3).href(word)]).to_string(),
            Bullet::new(about(), vec![Target::new(word, Some(7), 11).before(Some(5)).href(word)]).to_string(),
            QuarterStrip::new(about(), vec![Span::new(word, 20, 90, BadgeKind::Dang).href(word)])
                .today(200)
                .to_string(),
            SmallMultiples::new(about(), vec![Panel::new(word, data())]).to_string(),
        ]
    }

    #[test]
    fn every_chart_has_a_title_a_table_and_a_file() {
        for html in every_chart("Kiến nghị theo xã") {
            assert!(html.contains("<title"), "{html}");
            assert!(html.contains("aria-labelledby"), "{html}");
            assert!(html.contains("<figcaption"), "{html}");
            assert!(html.contains("<table") && html.contains("<details"), "{html}");
            assert!(html.contains("Tải số liệu"), "{html}");
            assert!(!html.contains("style="), "{html}");
        }
    }

    #[test]
    fn words_typed_by_a_stranger_stay_words_in_every_chart() {
        for html in every_chart(HOSTILE) {
            assert!(!html.contains("<script") && !html.contains(r#"alert("x")"#), "{html}");
        }
    }

    #[test]
    fn identifiers_inside_one_chart_are_not_used_twice() {
        for html in every_chart("a") {
            let ids: Vec<_> = html
                .match_indices(" id=\"")
                .map(|(at, _)| html[at + 5..].split('"').next().unwrap())
                .collect();
            let unique: std::collections::BTreeSet<_> = ids.iter().collect();
            assert_eq!(ids.len(), unique.len(), "{ids:?}");
        }
    }

    #[test]
    fn a_missing_number_is_said_to_be_missing_and_is_not_drawn_as_zero() {
        let html = BarsByCommune::new(
            About::new("a", "Câu"),
            vec![Datum::new("Thanh Hà", None), Datum::new("Liêm Túc", Some(0))],
        )
        .to_string();
        assert!(html.contains(NO_FIGURE) && html.contains(">0<"), "{html}");
    }

    #[test]
    fn numbers_are_written_the_vietnamese_way() {
        assert_eq!(figure(1_234, 0), "1.234");
        assert_eq!(figure(636, 1), "63,6");
        assert_eq!(figure(12_500_000, 0), "12.500.000");
        assert_eq!(figure(-5, 1), "-0,5");
        assert_eq!(figure(999, 0), "999");
    }

    proptest::proptest! {
        #[test]
        fn a_share_never_leaves_its_span(part: i64, whole: i64, span in 0_i64..=100) {
            let drawn = share(part, whole, span);
            proptest::prop_assert!((0..=span * 100).contains(&drawn));
        }
    }
}
