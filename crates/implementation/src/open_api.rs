//! The description of every public address for OpenAPI.

use kit::open_api::{self, get, or_missing, query, workbook};
use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let period = json!({
        "type": "object",
        "required": ["period", "revision", "value", "source", "state"],
        "properties": {
            "period": text, "revision": { "type": "integer" }, "value": text, "year_before": some_text,
            "source": text, "reason": some_text, "state": text, "approved_on": day
        }
    });
    let item = json!({
        "type": "object",
        "required": ["number", "resolution", "kind", "text", "sector", "lead", "in_words", "demonstration", "url", "periods"],
        "properties": {
            "number": text, "resolution": text, "kind": text, "text": text, "sector": text, "lead": text,
            "cooperating": some_text, "commune": some_text, "unit": some_text, "baseline": some_text,
            "baseline_on": day, "target": some_text, "direction": some_text,
            "cumulative": { "type": ["boolean", "null"] }, "due_on": day, "actual": some_text, "actual_on": day,
            "year_before": some_text, "progress": some_text, "forecast": some_text, "done_on": day,
            "standing": some_text, "standing_label": some_text, "in_words": text,
            "demonstration": { "type": "boolean" }, "url": text,
            "periods": { "type": "array", "items": period }
        }
    });
    let list = json!({
        "type": "object",
        "required": ["total", "rule", "items"],
        "properties": { "total": { "type": "integer" }, "rule": text, "items": { "type": "array", "items": item } }
    });
    let economy = json!({
        "type": "object",
        "required": ["period", "unit", "demonstration", "items"],
        "properties": {
            "period": text, "unit": text, "demonstration": { "type": "boolean" },
            "items": { "type": "array", "items": {
                "type": "object",
                "required": ["number", "indicator", "unit", "plan", "actual", "of_plan", "year_before", "of_year_before"],
                "properties": {
                    "number": text, "indicator": text, "unit": text, "plan": text, "actual": text,
                    "of_plan": text, "year_before": text, "of_year_before": text
                }
            } }
        }
    });
    let filters = json!([
        query("linh-vuc", "Lĩnh vực: mã"),
        query("co-quan", "Id cơ quan chủ trì"),
        query("trang-thai", "Trạng thái: mã như standing"),
    ]);
    let path = |name: &str, example: &str| json!([{ "name": name, "in": "path", "required": true, "schema": { "type": "string" }, "example": example }]);
    let says = |media_type: &str, schema: &Value, missing: bool| {
        let responses = open_api::says(media_type, "Dữ liệu", schema.clone());
        if missing { or_missing(responses) } else { responses }
    };
    let mut economy_page = says("text/html", &text, true);
    economy_page["200"]["content"]["application/json"] = json!({ "schema": economy });
    json!({
        "/thuc-hien": get("implementation", "Thực hiện nghị quyết theo lĩnh vực", filters.clone(), says("text/html", &text, false)),
        "/thuc-hien.json": get("implementationJson", "Thực hiện nghị quyết theo lĩnh vực", filters.clone(), says("application/json", &list, false)),
        "/thuc-hien.xlsx": get("implementationWorkbook", "Thực hiện nghị quyết theo lĩnh vực", filters.clone(), workbook()),
        "/thuc-hien.csv": get("implementationCsv", "Thực hiện nghị quyết theo lĩnh vực", filters, says("text/csv", &text, false)),
        "/nghi-quyet/{key}/thuc-hien": get("implementationOfResolution", "Thực hiện một nghị quyết", path("key", "2019-21"), says("text/html", &text, true)),
        "/nghi-quyet/{key}/thuc-hien.json": get("implementationOfResolutionJson", "Thực hiện một nghị quyết", path("key", "2019-21"), says("application/json", &list, true)),
        "/nghi-quyet/{key}/thuc-hien.xlsx": get("implementationOfResolutionWorkbook", "Thực hiện một nghị quyết", path("key", "2019-21"), or_missing(workbook())),
        "/nghi-quyet/{key}/thuc-hien.csv": get("implementationOfResolutionCsv", "Thực hiện một nghị quyết", path("key", "2019-21"), says("text/csv", &text, true)),
        "/thuc-hien/co-quan/{id}": get("implementationOfBody", "Thực hiện nghị quyết của một cơ quan; thêm .json, .csv, .xlsx để lấy dữ liệu", path("id", "0175…"), says("text/html", &text, true)),
        "/thuc-hien/xa/{code}": get("implementationOfCommune", "Thực hiện nghị quyết ở một xã; thêm .json, .csv, .xlsx để lấy dữ liệu", path("code", "13453"), says("text/html", &text, true)),
        "/thuc-hien/kinh-te-xa-hoi/{period}": get("economy", "Chỉ tiêu kinh tế - xã hội của một kỳ; thêm .json, .csv, .xlsx, .docx, .pdf", path("period", "2020-9M"), economy_page)
    })
}
