//! The description of every public address for OpenAPI.

use kit::open_api::{get, or_missing, query, says, workbook};
use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let day = json!({ "type": "string", "format": "date" });
    let some_day = json!({ "type": ["string", "null"], "format": "date" });
    let filters = json!([
        query("co-quan", "Id Hội đồng nhân dân; để trống là hội đồng của hệ thống này"),
        query("ky-hop", "Khóa và số của kỳ họp, ví dụ 18-20"),
        query("loai", "Loại nghị quyết: mã như kind"),
        query("nam", "Năm thông qua"),
        query("hieu-luc", "Hiệu lực: mã như force"),
        query("ngay", "Ngày mà hiệu lực được tính, ví dụ 15/10/2020; để trống là hôm nay"),
        query("q", "Từ trong nội dung, có dấu hay không dấu"),
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
    let key = |example: &str| json!([{ "name": "key", "in": "path", "required": true, "schema": { "type": "string" }, "example": example }]);
    let list = json!({
        "type": "object",
        "required": ["total", "items"],
        "properties": { "total": { "type": "integer" }, "items": { "type": "array", "items": item } }
    });
    json!({
        "/nghi-quyet": get("resolutions", "Sổ nghị quyết", filters.clone(), says("text/html", "Trang", text.clone())),
        "/nghi-quyet.json": get("resolutionsJson", "Sổ nghị quyết", filters.clone(), says("application/json", "Cả sổ theo bộ lọc", list)),
        "/nghi-quyet.xlsx": get("resolutionsWorkbook", "Sổ nghị quyết", filters.clone(), workbook()),
        "/nghi-quyet.csv": get("resolutionsCsv", "Sổ nghị quyết", filters.clone(), says("text/csv", "Bảng", text.clone())),
        "/nghi-quyet.atom": get("resolutionsAtom", "Nghị quyết mới nhất", filters.clone(), says("application/atom+xml", "Nguồn tin", text.clone())),
        "/nghi-quyet/{key}": get("resolution", "Một nghị quyết; thêm .json để lấy dữ liệu, .akn.xml để lấy Akoma Ntoso", key("2020-nq-16"), or_missing(says("text/html", "Trang", text.clone())))
    })
}
