//! Sentences of a report, put together from figures, each number a link.

use kernel::numbers::two_digits;
use kernel::period::Period;

use crate::answer::{self, Entered, Unit};
use crate::indicator;

/// A piece of a sentence; a number has an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Where the number opens.
    pub href: Option<String>,
}

impl Span {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }
}

/// The address of a figure.
pub fn figure_link(unit: &str, period: Period, code: &str, part: Option<&str>) -> String {
    match part {
        Some(part) => format!("/so-lieu/{unit}/{period}/{code}?phan={part}"),
        None => format!("/so-lieu/{unit}/{period}/{code}"),
    }
}

/// The sentence as plain words.
pub fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// "trong quý III/2020 đã tổ chức thành công 02 kỳ họp (01 kỳ họp thường lệ, 01 kỳ họp chuyên
/// đề)", counted from the register.
pub fn sessions_sentence(
    tx: &mut db::Tx,
    unit: &Unit,
    period: Period,
    today: kernel::Date,
) -> db::Result<Vec<Span>> {
    let Some(indicator) = indicator::find("A01") else { return Ok(Vec::new()) };
    let entered = Entered::load(tx, &[unit.area.id], &[period])?;
    let total = answer::answer(tx, &entered, unit, indicator, period, None, today)?;
    let label = period.label();
    let Some(count) = total.value else {
        return Ok(vec![Span::plain(format!("trong {label} chưa có số liệu về kỳ họp"))]);
    };
    if count == 0 {
        return Ok(vec![Span::plain(format!("trong {label} không tổ chức kỳ họp"))]);
    }
    let code = &unit.area.code;
    let linked = |count: i64, part: Option<&str>| Span {
        text: two_digits(count),
        href: Some(figure_link(code, period, "A01", part)),
    };
    let mut spans = vec![
        Span::plain(format!("trong {label} đã tổ chức thành công ")),
        linked(count, None),
        Span::plain(" kỳ họp"),
    ];
    let mut parts = Vec::new();
    for (part, words) in answer::parts("A01") {
        let figure = answer::answer(tx, &entered, unit, indicator, period, Some(part), today)?;
        if let Some(count) = figure.value.filter(|count| *count > 0) {
            parts.push((linked(count, Some(part)), *words));
        }
    }
    if !parts.is_empty() {
        spans.push(Span::plain(" ("));
        for (i, (number, words)) in parts.into_iter().enumerate() {
            if i > 0 {
                spans.push(Span::plain(", "));
            }
            spans.push(number);
            spans.push(Span::plain(format!(" {words}")));
        }
        spans.push(Span::plain(")"));
    }
    Ok(spans)
}

/// "thông qua 11 nghị quyết".
pub fn resolutions_sentence(
    tx: &mut db::Tx,
    unit: &Unit,
    period: Period,
    today: kernel::Date,
) -> db::Result<Vec<Span>> {
    let Some(indicator) = indicator::find("A02") else { return Ok(Vec::new()) };
    let entered = Entered::load(tx, &[unit.area.id], &[period])?;
    let total = answer::answer(tx, &entered, unit, indicator, period, None, today)?;
    Ok(match total.value {
        None => vec![Span::plain("chưa có số liệu về nghị quyết")],
        Some(0) => vec![Span::plain("không thông qua nghị quyết nào")],
        Some(count) => vec![
            Span::plain("thông qua "),
            Span { text: two_digits(count), href: Some(figure_link(&unit.area.code, period, "A02", None)) },
            Span::plain(" nghị quyết"),
        ],
    })
}
