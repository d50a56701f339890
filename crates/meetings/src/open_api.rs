//! The description of the public calendars for OpenAPI.

use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let id = |name: &str, words: &str| json!([{ "name": name, "in": "path", "required": true, "schema": { "type": "string" }, "description": words }]);
    let calendar = |operation: &str, summary: &str, parameters: Value| {
        json!({ "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": { "description": "Lịch", "content": { "text/calendar": { "schema": { "type": "string" } } } },
                "404": { "description": "Không có" }
            }
        } })
    };
    json!({
        "/lich/{file}": calendar("bodyCalendar", "Lịch công khai của HĐND, Thường trực, Ban, Tổ đại biểu", id("file", "Id cơ quan, thêm .ics")),
        "/dai-bieu/{id}/lich.ics": calendar("delegateCalendar", "Lịch hoạt động công khai của một đại biểu", id("id", "Id đại biểu"))
    })
}
