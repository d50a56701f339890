//! The description of every public address for OpenAPI.

use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let yes = json!({ "type": "boolean" });
    let says = |media_type: &str, description: &str, schema: Value| json!({ "200": { "description": description, "content": { media_type: { "schema": schema } } }, "404": { "description": "Không có" } });
    let draft = json!({
        "type": "object",
        "required": ["id", "title", "council", "session", "submitted_by", "state", "state_label", "is_normative", "lay_y_kien_den", "version", "is_demonstration", "url"],
        "properties": {
            "id": text, "title": text, "council": text, "session": text, "submitted_by": text,
            "state": { "type": "string", "enum": ["open", "presented"] }, "state_label": text,
            "is_normative": yes,
            "lay_y_kien_den": { "type": ["string", "null"], "format": "date", "description": "Ngày cuối nhận góp ý" },
            "version": { "type": "integer", "minimum": 1, "description": "Số của bản đang lấy ý kiến" },
            "is_demonstration": yes, "url": text
        }
    });
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": text });
    let version = json!({ "name": "ban", "in": "query", "required": false, "schema": { "type": "integer", "minimum": 1 }, "description": "Số của bản; để trống là bản mới nhất" });
    json!({
        "/du-thao": { "get": { "operationId": "drafts", "summary": "Dự thảo nghị quyết đang lấy ý kiến", "responses": says("text/html", "Trang", text.clone()) } },
        "/du-thao.json": { "get": { "operationId": "draftsJson", "summary": "Dự thảo nghị quyết đang lấy ý kiến", "responses": says("application/json", "Dữ liệu", json!({ "type": "array", "items": draft })) } },
        "/du-thao.xlsx": { "get": { "operationId": "draftsWorkbook", "summary": "Dự thảo nghị quyết đang lấy ý kiến", "responses": kit::open_api::workbook() } },
        "/du-thao.csv": { "get": { "operationId": "draftsCsv", "summary": "Dự thảo nghị quyết đang lấy ý kiến", "responses": says("text/csv", "Bảng", text.clone()) } },
        "/du-thao.atom": { "get": { "operationId": "draftsAtom", "summary": "Dự thảo nghị quyết, mới nhất trước", "responses": says("application/atom+xml", "Nguồn tin", text.clone()) } },
        "/du-thao/{id}": { "get": { "operationId": "draft", "summary": "Một dự thảo, các bản, ý kiến góp ý", "parameters": [id, version], "responses": says("text/html", "Trang", text) } }
    })
}
