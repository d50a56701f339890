//! The description of every public address for OpenAPI.

use kit::open_api::{get, or_missing, query, says, workbook};
use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let filters = json!([
        query("ky-hop", "Id kỳ họp, hoặc giua-hai-ky-hop"),
        query("trang-thai", "Trạng thái: mã như state"),
        query("co-quan", "Id cơ quan của người bị chất vấn"),
        query("q", "Từ trong nội dung, có dấu hay không dấu"),
    ]);
    let mut paged = filters.clone();
    if let Some(list) = paged.as_array_mut() {
        list.push(query("sau", "Vị trí trang sau, lấy từ trường next"));
    }
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
    let mut one = or_missing(says("text/html", "Trang", text.clone()));
    one["200"]["content"]["application/akn+xml"] = json!({ "schema": text });
    json!({
        "/chat-van": get("questions", "Chất vấn đã tổng hợp và trả lời", filters.clone(), says("text/html", "Trang", text.clone())),
        "/chat-van.json": get("questionsJson", "Chất vấn đã tổng hợp và trả lời", paged, says("application/json", "Một trang, kèm tổng số và trang sau", list)),
        "/chat-van.xlsx": get("questionsWorkbook", "Chất vấn đã tổng hợp và trả lời", filters.clone(), workbook()),
        "/chat-van.atom": get("questionsAtom", "Chất vấn mới", json!([]), says("application/atom+xml", "Nguồn tin", text.clone())),
        "/chat-van.csv": get("questionsCsv", "Chất vấn đã tổng hợp và trả lời", filters, says("text/csv", "Bảng", text)),
        "/chat-van/{code}": get("question", "Một chất vấn; thêm .akn.xml để lấy Akoma Ntoso", code, one)
    })
}
