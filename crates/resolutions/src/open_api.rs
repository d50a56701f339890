//! The description of every public address for OpenAPI.

use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let day = json!({ "type": "string", "format": "date" });
    let some_day = json!({ "type": ["string", "null"], "format": "date" });
    let filter = |name: &str, description: &str| json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" }, "description": description });
    let filters = json!([
        filter("co-quan", "Id Hội đồng nhân dân; để trống là hội đồng của hệ thống này"),
        filter("ky-hop", "Khóa và số của kỳ họp, ví dụ 18-20"),
        filter("loai", "Loại nghị quyết: mã như kind"),
        filter("nam", "Năm thông qua"),
        filter("hieu-luc", "Hiệu lực: mã như force"),
        filter("ngay", "Ngày mà hiệu lực được tính, ví dụ 15/10/2020; để trống là hôm nay"),
        filter("q", "Từ trong nội dung, có dấu hay không dấu"),
    ]);
    let item = json!({
        "type": "object",
        "required": ["id", "number", "title", "council", "kind", "kind_label", "year", "seq", "adopted_on", "signed_on", "effective_on", "expired_on", "sent_up_on", "send_up_due_on", "force_on", "force", "force_label", "session_id", "url"],
        "properties": {
            "id": text, "number": text, "title": text, "council": text, "kind": text, "kind_label": text,
            "year": { "type": "integer" }, "seq": { "type": "integer" }, "adopted_on": day,
            "signed_on": some_day, "effective_on": some_day, "expired_on": some_day,
            "shortened_by": text, "shortened_reason": text, "sent_up_on": some_day,
            "send_up_due_on": some_day, "force_on": day, "force": text, "force_label": text,
            "session_id": some_text, "url": text, "body": text
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
        "/nghi-quyet": get("resolutions", "Sổ nghị quyết", &filters, says("text/html", "Trang", &text)),
        "/nghi-quyet.json": get("resolutionsJson", "Sổ nghị quyết", &filters, says("application/json", "Cả sổ theo bộ lọc", &list)),
        "/nghi-quyet.csv": get("resolutionsCsv", "Sổ nghị quyết", &filters, says("text/csv", "Bảng", &text)),
        "/nghi-quyet.atom": get("resolutionsAtom", "Nghị quyết mới nhất", &filters, says("application/atom+xml", "Nguồn tin", &text)),
        "/nghi-quyet/{key}": get("resolution", "Một nghị quyết; thêm .json để lấy dữ liệu, .akn.xml để lấy Akoma Ntoso", &key("2020-nq-16"), or_none(says("text/html", "Trang", &text)))
    })
}
