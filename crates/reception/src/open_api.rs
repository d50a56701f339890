//! The description of the calendar of receptions for OpenAPI.

use kit::open_api::{get, says};
use serde_json::{Value, json};

/// Every described address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let item = json!({
        "type": "object",
        "required": ["id", "kind", "kind_label", "date", "starts", "place", "unit", "topic", "online", "state", "posted_on", "cancelled_because", "hosts", "url"],
        "properties": {
            "id": text, "kind": text, "kind_label": text, "date": { "type": "string", "format": "date" },
            "starts": text, "place": text, "unit": text, "topic": text, "online": { "type": "boolean" },
            "state": text, "posted_on": { "type": ["string", "null"], "format": "date" },
            "cancelled_because": some_text, "hosts": { "type": "array", "items": text }, "url": text
        }
    });
    let list = json!({ "type": "array", "items": item });
    let what = "Lịch tiếp công dân đã đăng";
    json!({
        "/lich-tiep-cong-dan": get("receptions", what, json!([]), says("text/html", "Trang", text.clone())),
        "/lich-tiep-cong-dan.json": get("receptionsJson", what, json!([]), says("application/json", "Dữ liệu", list)),
        "/lich-tiep-cong-dan.ics": get("receptionsCalendar", what, json!([]), says("text/calendar", "Lịch", text))
    })
}
