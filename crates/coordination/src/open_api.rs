//! The description of the public pages of coordination for OpenAPI.

use kit::open_api::{get, or_missing, says, workbook};
use serde_json::{Value, json};

/// Every described address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let number = json!({ "type": "integer" });
    let flag = json!({ "type": "boolean" });
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let texts = json!({ "type": "array", "items": text });
    let object = |properties: Value| {
        let required: Vec<&String> =
            properties.as_object().into_iter().flat_map(serde_json::Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let many = |item: Value| json!({ "type": "array", "items": item });
    let regulation = object(json!({
        "id": text, "number": text, "title": text, "signed_on": day, "from_on": day, "to_on": day,
        "parties": texts, "met": number, "due": number, "missed": texts, "demonstration": flag
    }));
    let activity = object(json!({
        "id": text, "title": text, "from_on": day, "to_on": day, "leads": texts, "cooperating": texts,
        "product": text, "done_on": day, "result": text, "demonstration": flag
    }));
    let campaign = object(json!({
        "id": text, "topic": text, "from_on": day, "to_on": day, "bodies": texts, "channels": text,
        "news": texts, "demonstration": flag
    }));
    let all = object(json!({
        "year": number, "regulations": many(regulation), "activities": many(activity),
        "campaigns": many(campaign), "groups": many(object(json!({ "name": text, "url": text }))), "url": text
    }));
    let summary = "Quy chế phối hợp và việc thực hiện trong năm, hoạt động chung, đợt tuyên truyền";
    let organization = json!([{ "name": "organization", "in": "path", "required": true, "schema": text }]);
    let group = or_missing(says("text/html", "Trang", text.clone()));
    json!({
        "/phoi-hop": get("coordination", summary, json!([]), says("text/html", "Trang", text.clone())),
        "/phoi-hop.json": get("coordinationJson", summary, json!([]), says("application/json", "Dữ liệu", all)),
        "/phoi-hop.xlsx": get("coordinationWorkbook", "Quy chế phối hợp và việc thực hiện trong năm", json!([]), workbook()),
        "/phoi-hop.csv": get("coordinationCsv", "Quy chế phối hợp và việc thực hiện trong năm", json!([]), says("text/csv", "Bảng", text.clone())),
        "/to-dai-bieu/{organization}": get("delegateGroup", "Một Tổ đại biểu", organization, group),
    })
}
