//! The description of the public lists of briefings and of difficulties for OpenAPI.

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
    let briefing = json!({
        "type": "object",
        "required": ["id", "period", "title", "held_on", "starts_at", "place", "chair", "topic", "href"],
        "properties": {
            "id": text, "period": text, "title": text, "held_on": { "type": "string", "format": "date" },
            "starts_at": text, "place": text, "chair": text, "topic": text, "href": text
        }
    });
    let briefings = json!({
        "type": "object", "required": ["items"],
        "properties": { "items": { "type": "array", "items": briefing } }
    });
    let of_all = |id: &str, summary: &str, responses: Value| open_api::get(id, summary, json!([]), responses);
    let known = "Hội nghị giao ban đã có thông báo kết luận";
    let csv = || says("text/csv", "Bảng", json!({ "type": "string" }));
    let feed = || says("application/atom+xml", "Nguồn tin", json!({ "type": "string" }));
    json!({
        "/giao-ban": of_all("briefings", known, says("text/html", "Trang", text.clone())),
        "/giao-ban.json": of_all("briefingsJson", known, says("application/json", "Dữ liệu", briefings)),
        "/giao-ban.atom": of_all("briefingsAtom", known, feed()),
        "/giao-ban.ics": of_all("briefingsCalendar", known, says("text/calendar", "Lịch", text.clone())),
        "/giao-ban.xlsx": of_all("briefingsWorkbook", known, open_api::workbook()),
        "/giao-ban.csv": of_all("briefingsCsv", known, csv()),
        "/kho-khan.xlsx": of_all("difficultiesWorkbook", "Khó khăn, vướng mắc đã tháo gỡ và công khai", open_api::workbook()),
        "/kho-khan.csv": of_all("difficultiesCsv", "Khó khăn, vướng mắc đã tháo gỡ và công khai", csv()),
        "/kho-khan.atom": of_all("difficultiesAtom", "Khó khăn, vướng mắc đã tháo gỡ và công khai", feed()),
        "/kho-khan": get("difficulties", says("text/html", "Trang", text.clone())),
        "/kho-khan.json": get("difficultiesJson", says("application/json", "Một trang, kèm tổng số của năm và trang sau", list)),
    })
}
