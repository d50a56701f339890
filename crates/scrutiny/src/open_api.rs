//! The description of every public address for OpenAPI.

use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let says = |media_type: &str, description: &str| json!({ "description": description, "content": { media_type: { "schema": text } } });
    let get = |id: &str, summary: &str, parameters: Value, responses: Value| json!({ "get": { "operationId": id, "summary": summary, "parameters": parameters, "responses": responses } });
    let code = |example: &str| json!([{ "name": "code", "in": "path", "required": true, "schema": { "type": "string" }, "example": example }]);
    let finding = json!([{ "name": "ket-qua", "in": "query", "required": false, "schema": { "type": "string" }, "description": "trai-luat, dung-luat" }]);
    let page = || json!({ "200": says("text/html", "Trang") });
    let one = || json!({ "200": says("text/html", "Trang"), "404": { "description": "Không có" } });
    let workbook = kit::open_api::workbook;
    let table = || json!({ "200": says("text/csv", "Bảng") });
    let feed = || json!({ "200": says("application/atom+xml", "Nguồn tin") });
    json!({
        "/giai-trinh.xlsx": get("hearingsWorkbook", "Phiên giải trình", json!([]), workbook()),
        "/giai-trinh.csv": get("hearingsCsv", "Phiên giải trình", json!([]), table()),
        "/giai-trinh.atom": get("hearingsAtom", "Phiên giải trình mới nhất", json!([]), feed()),
        "/ra-soat-van-ban.xlsx": get("textReviewsWorkbook", "Văn bản đã rà soát xong", finding.clone(), workbook()),
        "/ra-soat-van-ban.csv": get("textReviewsCsv", "Văn bản đã rà soát xong", finding.clone(), table()),
        "/boc-tham.xlsx": get("drawsWorkbook", "Các lần bốc thăm", json!([]), workbook()),
        "/boc-tham.csv": get("drawsCsv", "Các lần bốc thăm", json!([]), table()),
        "/boc-tham.atom": get("drawsAtom", "Các lần bốc thăm mới nhất", json!([]), feed()),
        "/giai-trinh": get("hearings", "Phiên giải trình của Thường trực HĐND", json!([]), page()),
        "/giai-trinh.ics": get("hearingsCalendar", "Lịch phiên giải trình", json!([]), json!({ "200": says("text/calendar", "Lịch") })),
        "/giai-trinh/{code}": get("hearing", "Một phiên giải trình với kết luận, kiến nghị", code("GT-2020-0001"), one()),
        "/ra-soat-van-ban": get("textReviews", "Văn bản đã rà soát xong", finding, page()),
        "/boc-tham": get("draws", "Các lần bốc thăm", json!([]), page()),
        "/boc-tham/{code}": get("draw", "Một lần bốc thăm: danh sách, mã băm, số bí mật, kết quả", code("BT-2020-0001"), one())
    })
}
