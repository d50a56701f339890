//! The description of every public address for OpenAPI.

use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let day = json!({ "type": "string", "format": "date" });
    let some_day = json!({ "type": ["string", "null"], "format": "date" });
    let filter = |name: &str, description: &str| json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" }, "description": description });
    let filters = json!([
        filter("co-quan", "Id Hội đồng nhân dân; để trống là hội đồng của hệ thống này"),
        filter("khoa", "Số thứ tự của khóa"),
        filter("loai", "Loại kỳ họp: mã như kind"),
        filter("nam", "Năm khai mạc"),
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
    let says = |media_type: &str, description: &str, schema: &Value| json!({ "200": { "description": description, "content": { media_type: { "schema": schema } } } });
    let get = |id: &str, summary: &str, parameters: &Value, responses: Value| json!({ "get": { "operationId": id, "summary": summary, "parameters": parameters, "responses": responses } });
    let key = |example: &str| json!([{ "name": "key", "in": "path", "required": true, "schema": { "type": "string" }, "example": example }]);
    let or_none = |mut found: Value| {
        if let Some(responses) = found.as_object_mut() {
            responses.insert("404".to_owned(), json!({ "description": "Không có" }));
        }
        found
    };
    let list = json!({
        "type": "object",
        "required": ["total", "items"],
        "properties": { "total": { "type": "integer" }, "items": { "type": "array", "items": item } }
    });
    json!({
        "/ky-hop": get("sessions", "Các kỳ họp", &filters, says("text/html", "Trang", &text)),
        "/ky-hop.json": get("sessionsJson", "Các kỳ họp", &filters, says("application/json", "Cả sổ kỳ họp theo bộ lọc", &list)),
        "/ky-hop.csv": get("sessionsCsv", "Các kỳ họp", &filters, says("text/csv", "Bảng", &text)),
        "/ky-hop.atom": get("sessionsAtom", "Các kỳ họp mới nhất", &filters, says("application/atom+xml", "Nguồn tin", &text)),
        "/ky-hop.ics": get("sessionsCalendar", "Lịch các kỳ họp", &filters, says("text/calendar", "Lịch", &text)),
        "/ky-hop/{key}": get("session", "Một kỳ họp; thêm .json để lấy dữ liệu", &key("18-20"), or_none(says("text/html", "Trang", &text)))
    })
}
