//! The description of news and of the calendar for OpenAPI.

use kit::open_api::{get, or_missing, says, workbook};
use serde_json::{Value, json};

/// Every described address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let page = || says("text/html", "Trang", json!({ "type": "string" }));
    let slug = json!([{ "name": "slug", "in": "path", "required": true, "schema": text }]);
    let all = || json!([]);
    json!({
        "/tin-tuc": get("news", "Tin tức", all(), page()),
        "/tin-tuc.atom": get("newsAtom", "Tin mới nhất", all(), says("application/atom+xml", "Nguồn tin", text.clone())),
        "/tin-tuc.xlsx": get("newsWorkbook", "Tin đã đăng", all(), workbook()),
        "/tin-tuc.csv": get("newsCsv", "Tin đã đăng", all(), says("text/csv", "Bảng", text.clone())),
        "/tin-tuc/{slug}": get("newsItem", "Một tin", slug, or_missing(page())),
        "/lich": get("calendar", "Lịch hoạt động", all(), page()),
        "/lich.ics": get("calendarIcs", "Lịch hoạt động công khai", all(), says("text/calendar", "Lịch", text))
    })
}
