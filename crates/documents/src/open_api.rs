//! The description of the public documents for OpenAPI.

use kit::open_api::{get, or_missing, query, says, workbook};
use serde_json::{Value, json};

/// Every described address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let what = "Văn bản đã ban hành và công khai";
    let filters = || json!([query("loai", "Loại văn bản"), query("nam", "Năm ban hành")]);
    let id = json!([{ "name": "id", "in": "path", "required": true, "schema": text, "description": "Thêm .docx, .pdf để lấy tệp" }]);
    json!({
        "/van-ban": get("documents", what, filters(), says("text/html", "Trang", text.clone())),
        "/van-ban.xlsx": get("documentsWorkbook", what, filters(), workbook()),
        "/van-ban.csv": get("documentsCsv", what, filters(), says("text/csv", "Bảng", text.clone())),
        "/van-ban/{id}": get("document", "Một văn bản", id, or_missing(says("text/html", "Trang", text)))
    })
}
