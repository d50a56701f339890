//! The description of the public list of difficulties for OpenAPI.

use kit::open_api::{self, query, says};
use serde_json::{Value, json};

/// Every described address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let number = json!({ "type": "integer" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let after = json!([query("sau", "Vị trí trang sau, lấy từ trường next")]);
    let get = |id: &str, responses: Value| {
        open_api::get(id, "Khó khăn, vướng mắc đã tháo gỡ và công khai", after.clone(), responses)
    };
    let item = json!({
        "type": "object",
        "required": ["id", "text", "unit", "raised_on", "decided", "decided_by", "cleared_on", "demonstration", "url"],
        "properties": {
            "id": text, "text": text, "unit": text, "raised_on": day, "decided": text, "decided_by": text,
            "cleared_on": day, "demonstration": { "type": "boolean" }, "url": text
        }
    });
    let list = json!({
        "type": "object",
        "required": ["year", "raised", "cleared", "items", "next"],
        "properties": {
            "year": number, "raised": number, "cleared": number,
            "items": { "type": "array", "items": item }, "next": some_text
        }
    });
    json!({
        "/kho-khan": get("difficulties", says("text/html", "Trang", text.clone())),
        "/kho-khan.json": get("difficultiesJson", says("application/json", "Một trang, kèm tổng số của năm và trang sau", list)),
    })
}
