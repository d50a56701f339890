//! Sixteen line icons of our own, always beside words.

use std::fmt;

use askama::filters::HtmlSafe;

/// A line icon on a grid of 24. It carries no meaning of its own: the words beside it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The day's page.
    Today,
    /// Voters' petitions: words that someone said.
    Petition,
    /// Letters and complaints.
    Letter,
    /// A session: seats before a table.
    Session,
    /// The quarterly briefing: a round table.
    Briefing,
    /// Oversight: an eye.
    Oversight,
    /// A resolution: paper with a seal.
    Resolution,
    /// Reports: columns.
    Report,
    /// A calendar.
    Calendar,
    /// People.
    People,
    /// Search.
    Search,
    /// More.
    More,
    /// Print.
    Print,
    /// Download.
    Download,
    /// Settings.
    Settings,
    /// Conclusions and tasks: a ticked list.
    Task,
}

impl Icon {
    /// The path drawn.
    const fn path(self) -> &'static str {
        match self {
            Self::Today => "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
            Self::Petition => "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5",
            Self::Letter => "M3 6h18v12H3zM3 7l9 7 9-7",
            Self::Session => "M3 19h18M5 19v-6h14v6M8 13V9h8v4M12 9V5M9 5h6",
            Self::Briefing => {
                "M12 9a5 3 0 1 0 0 6a5 3 0 1 0 0-6zM12 3v2M4 7l1.5 1.5M20 7l-1.5 1.5M4 17l1.5-1.5M20 17l-1.5-1.5M12 19v2"
            }
            Self::Oversight => {
                "M2 12s4-6 10-6 10 6 10 6-4 6-10 6-10-6-10-6zM12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6z"
            }
            Self::Resolution => "M6 3h9l4 4v14H6zM15 3v4h4M9 10h7M9 13h4M14 15a2 2 0 1 0 0 4a2 2 0 1 0 0-4z",
            Self::Report => "M4 20h16M6 20v-7h3v7M11 20V5h3v15M16 20v-10h3v10",
            Self::Calendar => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3M14 14h2",
            Self::People => {
                "M9 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM3 20c0-4 3-6 6-6s6 2 6 6M16 5.5a3 3 0 0 1 0 5.5M17 14.2c2.5.6 4 2.6 4 5.8"
            }
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.5 15.5L21 21",
            Self::More => "M4 7h16M4 12h16M4 17h16",
            Self::Print => "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
            Self::Download => "M12 3v12M7 10l5 5 5-5M4 20h16",
            Self::Settings => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 0 0 4a2 2 0 1 0 0-4zM9 15a2 2 0 1 0 0 4a2 2 0 1 0 0-4z"
            }
            Self::Task => "M4 6l1.5 1.5L8 5M4 12l1.5 1.5L8 11M4 18l1.5 1.5L8 17M11 6h9M11 12h9M11 18h9",
        }
    }

    /// The icon that stands before a word of the rail; a plain list for words it does not know.
    pub fn for_label(label: &str) -> Self {
        match label {
            "Hôm nay" | "Đang diễn ra" | "Hộp đến" | "Việc của tôi" | "Việc phải nộp" | "Bức tranh quý" => {
                Self::Today
            }
            "Kiến nghị" | "Kiến nghị cử tri" | "Kiến nghị xã" | "Kiến nghị của tổ" | "Tiếp xúc cử tri" => {
                Self::Petition
            }
            "Đơn thư"
            | "Tài liệu"
            | "Tài liệu kỳ họp"
            | "Văn bản"
            | "Văn bản đi"
            | "Văn bản đến"
            | "Thẩm tra" => Self::Letter,
            "Kỳ họp" | "Kỳ họp xã" => Self::Session,
            "Giao ban" => Self::Briefing,
            "Giám sát" => Self::Oversight,
            "Nghị quyết" | "Chờ duyệt" => Self::Resolution,
            "Báo cáo" | "Số liệu" | "Xuất báo cáo" | "Chấm điểm" | "Nhật ký" => {
                Self::Report
            }
            "Lịch" => Self::Calendar,
            "Đại biểu" | "Người dùng" | "Người" | "Tôi" => Self::People,
            "Đơn vị" | "Đơn vị, cơ quan" | "Danh mục" | "Sao lưu" | "Quản trị" => {
                Self::Settings
            }
            _ => Self::Task,
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>"#,
            self.path()
        )
    }
}

impl askama::FastWritable for Icon {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        write!(out, "{self}")?;
        Ok(())
    }
}

impl HtmlSafe for Icon {}
