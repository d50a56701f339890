//! The description of every public address for OpenAPI.

use serde_json::{Value, json};

/// Every public address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_number = json!({ "type": ["integer", "null"], "minimum": 0 });
    let moment = json!({ "type": ["string", "null"], "format": "date-time" });
    let key = || json!({ "name": "key", "in": "path", "required": true, "schema": { "type": "string" }, "description": "Khóa và số kỳ họp, hoặc id", "example": "18-19" });
    let says = |media_type: &str, description: &str, schema: Value| json!({ "200": { "description": description, "content": { media_type: { "schema": schema } } }, "404": { "description": "Không có" } });
    let get = |id: &str, summary: &str, parameter: Value, responses: Value| json!({ "get": { "operationId": id, "summary": summary, "parameters": [parameter], "responses": responses } });
    let rated = json!({
        "type": "object",
        "required": ["name", "high", "medium", "low", "base", "consequence", "consequence_label", "law"],
        "properties": {
            "name": text, "high": { "type": "integer" }, "medium": { "type": "integer" }, "low": { "type": "integer" },
            "base": { "type": "integer", "description": "Số để tính tỷ lệ: tổng số đại biểu, hoặc tổng số phiếu thu vào" },
            "consequence": { "type": "string", "enum": ["nothing", "may_resign", "resign_or_confidence_vote", "confidence_vote", "release"] },
            "consequence_label": text, "law": text
        }
    });
    let vote = json!({
        "type": "object",
        "required": ["id", "number", "title", "decision", "method", "opened_at", "total", "present", "needed", "law", "url"],
        "properties": {
            "id": text, "number": { "type": "integer" }, "title": text, "decision": text, "method": text,
            "opened_at": moment, "closed_at": moment, "total": { "type": "integer", "description": "Tổng số đại biểu: cơ sở tính đa số" },
            "present": { "type": "integer" }, "needed": some_number, "law": text,
            "yes": some_number, "no": some_number, "not_voting": some_number,
            "passed": { "type": ["boolean", "null"] }, "ratings": { "type": "array", "items": rated, "description": "Lấy phiếu tín nhiệm: từng người, ba mức" }, "url": text
        }
    });
    let item = json!({
        "type": "object",
        "required": ["number", "kind", "kind_label", "title", "minutes", "votes"],
        "properties": {
            "number": { "type": "integer" }, "kind": text, "kind_label": text, "title": text, "presenter": text,
            "minutes": { "type": "integer" }, "started_at": moment, "ended_at": moment,
            "votes": { "type": "array", "items": vote }
        }
    });
    let course = json!({
        "type": "object",
        "required": ["session", "url", "state", "seats", "present", "items"],
        "properties": {
            "session": text, "url": text, "state": { "type": "string", "enum": ["not_begun", "open", "paused", "over"] },
            "seats": { "type": "integer" }, "present": { "type": "integer" },
            "items": { "type": "array", "items": item }
        }
    });
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    let number = json!({ "type": "integer" });
    let many = |required: Value, properties: Value| json!({ "type": "array", "items": { "type": "object", "required": required, "properties": properties } });
    let record = json!({
        "type": "object",
        "required": ["name", "sessions", "votes", "questions"],
        "properties": {
            "name": text,
            "sessions": many(json!(["session", "days", "presence", "speeches", "url"]), json!({ "session": text, "days": text, "presence": text, "speeches": number, "url": text })),
            "votes": many(json!(["title", "session", "on", "choice", "url"]), json!({ "title": text, "session": text, "on": text, "choice": text, "url": text })),
            "questions": many(json!(["question", "addressee", "on", "state", "url"]), json!({ "question": text, "addressee": text, "on": text, "state": text, "url": text }))
        }
    });
    let delegate = || json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    json!({
        "/dai-bieu/{id}/hoat-dong": get("delegateRecord", "Dự họp, phát biểu, chất vấn, biểu quyết của một đại biểu", delegate(), says("text/html", "Trang", text.clone())),
        "/dai-bieu/{id}/hoat-dong.json": get("delegateRecordJson", "Dự họp, phát biểu, chất vấn, biểu quyết của một đại biểu", delegate(), says("application/json", "Dữ liệu", record)),
        "/ky-hop/{key}/dien-bien": get("sessionCourse", "Chương trình, diễn biến, kết quả biểu quyết", key(), says("text/html", "Trang", text.clone())),
        "/ky-hop/{key}/dien-bien.json": get("sessionCourseJson", "Chương trình, diễn biến, kết quả biểu quyết", key(), says("application/json", "Dữ liệu", course)),
        "/ky-hop/{key}/bien-ban.akn.xml": get("sessionMinutes", "Biên bản kỳ họp, khi bản ký đã công khai (Akoma Ntoso)", key(), says("application/akn+xml", "Biên bản", text.clone())),
        "/ky-hop/{key}/man-hinh": get("hallScreen", "Màn hình lớn", key(), says("text/html", "Trang", text.clone())),
        "/ky-hop/{key}/dong": get("sessionLive", "Hình đang chiếu, mỗi khi thay đổi", key(), says("text/event-stream", "Server-Sent Events; id là số của hình", text.clone())),
        "/bieu-quyet/{id}": get("vote", "Một biểu quyết đã kết thúc", id, says("text/html", "Trang", text))
    })
}
