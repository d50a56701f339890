//! The description of the papers of a session for OpenAPI.

use kit::open_api::{get, or_missing, says};
use serde_json::{Value, json};

/// Every described address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_day = json!({ "type": ["string", "null"], "format": "date" });
    let file = json!({
        "type": "object",
        "required": ["name", "media_type", "size_bytes", "sha256", "url"],
        "properties": { "name": text, "media_type": text, "size_bytes": { "type": "integer" }, "sha256": text, "url": text }
    });
    let paper = json!({
        "type": "object",
        "required": ["id", "item", "kind", "kind_label", "title", "version", "changes", "due_on", "sent_on", "corrected_on", "is_addendum", "files"],
        "properties": {
            "id": text, "item": text, "kind": text, "kind_label": text, "title": text,
            "version": { "type": "integer" }, "changes": text, "due_on": { "type": "string", "format": "date" },
            "sent_on": some_day, "corrected_on": some_day, "is_addendum": { "type": "boolean" },
            "files": { "type": "array", "items": file }
        }
    });
    let papers = json!({
        "type": "object",
        "required": ["session", "url", "total", "items"],
        "properties": { "session": text, "url": text, "total": { "type": "integer" }, "items": { "type": "array", "items": paper } }
    });
    let key = || json!([{ "name": "key", "in": "path", "required": true, "schema": { "type": "string" }, "example": "18-20" }]);
    json!({
        "/ky-hop/{key}/tai-lieu": get("sessionPapers", "Tài liệu kỳ họp đã công khai", key(), or_missing(says("text/html", "Trang", text))),
        "/ky-hop/{key}/tai-lieu.json": get("sessionPapersJson", "Tài liệu kỳ họp đã công khai", key(), or_missing(says("application/json", "Dữ liệu", papers)))
    })
}
