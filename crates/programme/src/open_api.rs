//! The description of every public address for OpenAPI.

use kit::open_api::{get, or_missing, query, says};
use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let filters = json!([
        query("hdnd", "Id của HĐND"),
        query("co-quan", "Id của HĐND, Thường trực, Ban, Tổ đại biểu"),
        query("loai", "work: chương trình công tác; oversight: chương trình giám sát"),
        query("nam", "Năm"),
    ]);
    let item = json!({
        "type": "object",
        "required": ["body", "kind", "year", "reference", "signer", "items", "done", "demonstration", "url"],
        "properties": {
            "body": text, "kind": text, "year": { "type": "integer" },
            "decided_on": { "type": ["string", "null"], "format": "date" },
            "reference": text, "signer": text, "items": { "type": "integer" }, "done": { "type": "integer" },
            "demonstration": { "type": "boolean" }, "url": text
        }
    });
    let list = json!({
        "type": "object",
        "required": ["total", "programmes"],
        "properties": { "total": { "type": "integer" }, "programmes": { "type": "array", "items": item } }
    });
    let path =
        |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    let page = || says("text/html", "Trang", text.clone());
    let files = "chuong-trinh.docx, chuong-trinh.pdf, chuong-trinh.xlsx, chuong-trinh.csv, chuong-trinh.ics";
    json!({
        "/chuong-trinh": get("programmes", "Chương trình công tác, giám sát đã quyết định", filters.clone(), page()),
        "/chuong-trinh.json": get("programmesJson", "Chương trình công tác, giám sát đã quyết định", filters, says("application/json", "Dữ liệu", list)),
        "/chuong-trinh/{id}": get("programme", "Một chương trình và kết quả thực hiện", json!([path("id")]), or_missing(page())),
        "/chuong-trinh/{id}/{file}": get("programmeFile", &format!("Tệp của chương trình: {files}"), json!([path("id"), path("file")]), or_missing(says("application/octet-stream", "Tệp", text.clone())))
    })
}
