//! The description of the public list of difficulties for OpenAPI.

use serde_json::{Value, json};

/// Every described address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let number = json!({ "type": "integer" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let says = |media_type: &str, description: &str, schema: Value| json!({ "200": { "description": description, "content": { media_type: { "schema": schema } } } });
    let after = json!([{ "name": "sau", "in": "query", "required": false, "schema": text, "description": "Vị trí trang sau, lấy từ trường next" }]);
    let get = |id: &str, responses: Value| {
        let summary = "Khó khăn, vướng mắc đã tháo gỡ và công khai";
        json!({ "get": { "operationId": id, "summary": summary, "parameters": after, "responses": responses } })
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
