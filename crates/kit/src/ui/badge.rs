//! The six kinds of state, learnt once: symbol, words and a bar, never colour alone.

use askama::Template;
use askama::filters::HtmlSafe;

/// The kind of a badge. There are only six in the whole product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadgeKind {
    /// ✓ finished, reached.
    Xong,
    /// ◔ due within five working days.
    Cho,
    /// ▲ overdue, refused, missing.
    Qua,
    /// ● being worked on.
    Dang,
    /// ○ at rest: not yet due, draft, archived.
    Nghi,
    /// → passed to a higher level or another body.
    Chuyen,
}

impl BadgeKind {
    /// The CSS class.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Xong => "xong",
            Self::Cho => "cho",
            Self::Qua => "qua",
            Self::Dang => "dang",
            Self::Nghi => "nghi",
            Self::Chuyen => "chuyen",
        }
    }

    /// The symbol ✓ ◔ ▲ ● ○ → as a path on a grid of 12. Drawn, because half of the telephones
    /// have no ◔ in their fonts.
    const fn path(self) -> &'static str {
        match self {
            Self::Xong => r#"<path class="stroke" d="M1.5 6.5l3.2 3.2L10.5 2"/>"#,
            Self::Cho => {
                r#"<circle class="stroke" cx="6" cy="6" r="4.6"/><path d="M6 6V1.4A4.6 4.6 0 0 1 10.6 6z"/>"#
            }
            Self::Qua => r#"<path d="M6 1l5.5 10H.5z"/>"#,
            Self::Dang => r#"<circle cx="6" cy="6" r="4.5"/>"#,
            Self::Nghi => r#"<circle class="stroke" cx="6" cy="6" r="4.2"/>"#,
            Self::Chuyen => r#"<path class="stroke" d="M.8 6h10M6.8 2l4 4-4 4"/>"#,
        }
    }
}

/// A state in words. Never a link: the row's title is the link.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r#"<span class="badge {{ kind.class() }}"><svg viewBox="0 0 12 12" aria-hidden="true">{{ kind.path()|safe }}</svg><span>{{ words }}</span></span>"#
)]
pub struct Badge {
    /// Which of the six.
    pub kind: BadgeKind,
    /// The words shown.
    pub words: String,
}

impl HtmlSafe for Badge {}

/// A deadline turns amber from this many working days on.
const SOON_WORKING_DAYS: u32 = 5;

impl Badge {
    /// Any kind with any words.
    pub fn new(kind: BadgeKind, words: impl Into<String>) -> Self {
        Self { kind, words: words.into() }
    }

    /// "Quá hạn 15 ngày": calendar days since the deadline.
    pub fn overdue(days: u32) -> Self {
        Self::new(BadgeKind::Qua, format!("Quá hạn {days} ngày"))
    }

    /// "Còn 3 ngày làm việc", amber.
    pub fn due_soon(working_days: u32) -> Self {
        Self::new(BadgeKind::Cho, format!("Còn {working_days} ngày làm việc"))
    }

    /// "Hạn hôm nay".
    pub fn due_today() -> Self {
        Self::new(BadgeKind::Cho, "Hạn hôm nay")
    }

    /// "Còn 12 ngày làm việc": grey, amber in the last five working days, "Hạn hôm nay" at zero.
    pub fn open(working_days: u32) -> Self {
        match working_days {
            0 => Self::due_today(),
            1..=SOON_WORKING_DAYS => Self::due_soon(working_days),
            _ => Self::new(BadgeKind::Nghi, format!("Còn {working_days} ngày làm việc")),
        }
    }

    /// Finished: "Đã giải quyết", "Đạt".
    pub fn done(words: impl Into<String>) -> Self {
        Self::new(BadgeKind::Xong, words)
    }

    /// At rest: "Nháp", "Chưa đến hạn", "Lưu".
    pub fn draft(words: impl Into<String>) -> Self {
        Self::new(BadgeKind::Nghi, words)
    }

    /// Passed on: "Đã chuyển cấp tỉnh".
    pub fn moved(words: impl Into<String>) -> Self {
        Self::new(BadgeKind::Chuyen, words)
    }

    /// Being worked on: "Đang giải quyết".
    pub fn doing(words: impl Into<String>) -> Self {
        Self::new(BadgeKind::Dang, words)
    }

    /// Late without a count of days: "Chưa nộp", "Không đạt".
    pub fn late(words: impl Into<String>) -> Self {
        Self::new(BadgeKind::Qua, words)
    }

    /// Waiting for someone: "Chờ duyệt".
    pub fn waiting(words: impl Into<String>) -> Self {
        Self::new(BadgeKind::Cho, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_grey_at_six_working_days_amber_at_five_and_named_on_the_day() {
        assert_eq!(Badge::open(6).kind, BadgeKind::Nghi);
        assert_eq!(Badge::open(5).kind, BadgeKind::Cho);
        assert_eq!(Badge::open(1).words, "Còn 1 ngày làm việc");
        assert_eq!(Badge::open(0).words, "Hạn hôm nay");
    }

    #[test]
    fn a_badge_says_its_state_in_words_and_hides_the_symbol_from_screen_readers() {
        let html = Badge::overdue(15).to_string();
        assert!(
            html.contains(r#"class="badge qua""#) && html.contains("<span>Quá hạn 15 ngày</span>"),
            "{html}"
        );
        assert!(html.contains(r#"aria-hidden="true""#), "{html}");
    }
}
