//! The description of every public address for OpenAPI.

use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let filter = |name: &str, description: &str| json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" }, "description": description });
    let filters = json!([
        filter("ky-hop", "Id kỳ họp, hoặc giua-hai-ky-hop"),
        filter("trang-thai", "Trạng thái: mã như state"),
        filter("co-quan", "Id cơ quan của người bị chất vấn"),
        filter("q", "Từ trong nội dung, có dấu hay không dấu"),
    ]);
    let mut paged = filters.clone();
    if let Some(list) = paged.as_array_mut() {
        list.push(filter("sau", "Vị trí trang sau, lấy từ trường next"));
    }
    let says = |media_type: &str, description: &str, schema: Value| json!({ "200": { "description": description, "content": { media_type: { "schema": schema } } } });
    let get = |id: &str, summary: &str, parameters: Value, responses: Value| json!({ "get": { "operationId": id, "summary": summary, "parameters": parameters, "responses": responses } });
    let item = json!({
        "type": "object",
        "required": ["code", "asker", "addressee", "addressee_body", "text", "asked_on", "state", "state_label", "demonstration", "url"],
        "properties": {
            "code": text, "asker": text, "addressee": text, "addressee_body": text, "text": text,
            "asked_on": day, "session": some_text, "state": text, "state_label": text, "mode": some_text,
            "due_on": day, "answered_on": day, "signer": some_text, "answer": some_text,
            "satisfied": { "type": ["boolean", "null"] }, "demonstration": { "type": "boolean" }, "url": text
        }
    });
    let list = json!({
        "type": "object",
        "required": ["total", "items", "next"],
        "properties": { "total": { "type": "integer" }, "items": { "type": "array", "items": item }, "next": some_text }
    });
    let code = json!([{ "name": "code", "in": "path", "required": true, "schema": { "type": "string" }, "example": "CV-2020-0001" }]);
    let mut one = says("text/html", "Trang", text.clone());
    if let Some(responses) = one.as_object_mut() {
        responses.insert("404".to_owned(), json!({ "description": "Không có" }));
    }
    json!({
        "/chat-van": get("questions", "Chất vấn đã tổng hợp và trả lời", filters.clone(), says("text/html", "Trang", text.clone())),
        "/chat-van.json": get("questionsJson", "Chất vấn đã tổng hợp và trả lời", paged, says("application/json", "Một trang, kèm tổng số và trang sau", list)),
        "/chat-van.csv": get("questionsCsv", "Chất vấn đã tổng hợp và trả lời", filters, says("text/csv", "Bảng", text)),
        "/chat-van/{code}": get("question", "Một chất vấn", code, one)
    })
}
