//! The description of every public address for OpenAPI.

use kit::open_api::{get, or_missing, query, says, workbook};
use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let day = json!({ "type": "string", "format": "date" });
    let some_day = json!({ "type": ["string", "null"], "format": "date" });
    let filters = json!([
        query("co-quan", "Id Hội đồng nhân dân; để trống là hội đồng của hệ thống này"),
        query("khoa", "Số thứ tự của khóa"),
        query("loai", "Loại kỳ họp: mã như kind"),
        query("nam", "Năm khai mạc"),
    ]);
    let item = json!({
        "type": "object",
        "required": ["id", "label", "council", "number", "kind", "kind_label", "title", "place", "opened_on", "closed_on", "archived_on", "state", "state_label", "summary", "url", "resolutions_url"],
        "properties": {
            "id": text, "label": text, "council": text, "number": { "type": "integer" }, "kind": text,
            "kind_label": text, "title": text, "place": text, "opened_on": day, "closed_on": some_day,
            "archived_on": some_day, "state": text, "state_label": text, "summary": text, "url": text,
            "resolutions_url": text
        }
    });
    let key = |example: &str| json!([{ "name": "key", "in": "path", "required": true, "schema": { "type": "string" }, "example": example }]);
    let list = json!({
        "type": "object",
        "required": ["total", "items"],
        "properties": { "total": { "type": "integer" }, "items": { "type": "array", "items": item } }
    });
    json!({
        "/ky-hop": get("sessions", "Các kỳ họp", filters.clone(), says("text/html", "Trang", text.clone())),
        "/ky-hop.json": get("sessionsJson", "Các kỳ họp", filters.clone(), says("application/json", "Cả sổ kỳ họp theo bộ lọc", list)),
        "/ky-hop.xlsx": get("sessionsWorkbook", "Các kỳ họp", filters.clone(), workbook()),
        "/ky-hop.csv": get("sessionsCsv", "Các kỳ họp", filters.clone(), says("text/csv", "Bảng", text.clone())),
        "/ky-hop.atom": get("sessionsAtom", "Các kỳ họp mới nhất", filters.clone(), says("application/atom+xml", "Nguồn tin", text.clone())),
        "/ky-hop.ics": get("sessionsCalendar", "Lịch các kỳ họp", filters.clone(), says("text/calendar", "Lịch", text.clone())),
        "/ky-hop/{key}": get("session", "Một kỳ họp; thêm .json để lấy dữ liệu", key("18-20"), or_missing(says("text/html", "Trang", text.clone())))
    })
}
