//! The page inside an archive that says what is what.

use std::fmt::Write as _;

use super::manifest::TableEntry;

/// What the page tells.
pub(super) struct Facts<'a> {
    pub(super) tables: &'a [TableEntry],
    pub(super) originals: usize,
    pub(super) texts: usize,
    pub(super) with_keys: bool,
    /// The entry after which the last checkpoint was signed, and when.
    pub(super) last: Option<(String, String)>,
}

const TEXT: &str = include_str!("readme.vi.md");

const KEYS_IN: &str = "Gói này **CÓ khóa bí mật** (`khoa/seal.key`, `khoa/log.seed`). Ai cầm gói thì đọc được tên, địa chỉ, nội dung của mọi đơn thư và lượt tiếp công dân, và ký được điểm kiểm tra thay cơ quan. Cất như cất con dấu.";
const KEYS_OUT: &str = "Gói này **không có khóa bí mật**. Phần đã niêm phong chỉ đọc lại được khi có `keys/seal.key` của nơi xuất; chép khóa đó và `keys/log.seed` vào thư mục `keys` của nơi nhập trước khi chạy máy chủ. Mất `seal.key` thì không ai đọc lại được.";

/// The page.
pub(super) fn text(facts: &Facts<'_>) -> String {
    let mut tables = String::new();
    for table in facts.tables {
        // Writing to a String cannot fail
        let _ = writeln!(tables, "| `{}` | {} | {} |", table.name, table.rows, table.columns.len());
    }
    let last = facts.last.as_ref().map_or_else(
        || "Chưa có điểm kiểm tra nào.".to_owned(),
        |(seq, at)| format!("Điểm kiểm tra mới nhất ký sau mục nhật ký số {seq}, lúc {at}."),
    );
    TEXT.replace("{khoa}", if facts.with_keys { KEYS_IN } else { KEYS_OUT })
        .replace("{bang}", tables.trim_end())
        .replace("{tep}", &facts.originals.to_string())
        .replace("{van-ban}", &facts.texts.to_string())
        .replace("{nhat-ky}", &last)
}
