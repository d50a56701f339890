//! The description of every public address for OpenAPI.

use kit::open_api::{get, or_missing, query, says, workbook};
use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let filters = json!([
        query("nam", "Năm của chương trình"),
        query("loai", "Loại: thematic, survey, re_oversight"),
        query("chu-the", "Chủ thể: mã như by_kind"),
        query("trang-thai", "Bước: mã như state"),
        query("q", "Từ trong mã, tên, phạm vi, có dấu hay không dấu"),
    ]);
    let item = json!({
        "type": "object",
        "required": ["code", "kind", "kind_label", "form", "title", "scope", "by", "by_kind", "bodies", "year", "planned_from", "planned_to", "state", "state_label", "demonstration", "url"],
        "properties": {
            "code": text, "kind": text, "kind_label": text, "form": text, "title": text, "scope": text,
            "by": text, "by_kind": text, "bodies": text, "year": { "type": "integer" },
            "planned_from": day, "planned_to": day, "state": text, "state_label": text,
            "decided_on": day, "began_on": day, "field_ended_on": day, "reported_on": day,
            "concluded_on": day, "closed_on": day, "conclusion": some_text,
            "demonstration": { "type": "boolean" }, "url": text
        }
    });
    let list = json!({
        "type": "object",
        "required": ["total", "items"],
        "properties": { "total": { "type": "integer" }, "items": { "type": "array", "items": item } }
    });
    let code = json!([{ "name": "code", "in": "path", "required": true, "schema": { "type": "string" }, "example": "GS-2020-0001" }]);
    let one = or_missing(says("text/html", "Trang", text.clone()));
    json!({
        "/giam-sat": get("oversights", "Cuộc giám sát, khảo sát của HĐND", filters.clone(), says("text/html", "Trang", text.clone())),
        "/giam-sat.json": get("oversightsJson", "Cuộc giám sát, khảo sát của HĐND", filters.clone(), says("application/json", "Dữ liệu", list)),
        "/giam-sat.xlsx": get("oversightsWorkbook", "Cuộc giám sát, khảo sát của HĐND", filters.clone(), workbook()),
        "/giam-sat.csv": get("oversightsCsv", "Cuộc giám sát, khảo sát của HĐND", filters.clone(), says("text/csv", "Bảng", text.clone())),
        "/giam-sat.atom": get("oversightsAtom", "Cuộc giám sát, khảo sát mới", filters, says("application/atom+xml", "Nguồn tin", text.clone())),
        "/giam-sat.ics": get("oversightVisits", "Lịch đi thực tế, làm việc của các đoàn", json!([]), says("text/calendar", "Lịch", text)),
        "/giam-sat/{code}": get("oversight", "Một cuộc giám sát với kết luận, kiến nghị và kết quả thực hiện", code, one)
    })
}
