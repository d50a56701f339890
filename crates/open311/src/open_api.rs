//! The description of the addresses for OpenAPI.

use petitions::Sector;
use serde_json::{Value, json};

use crate::services::KINDS;

/// Every public address of this area. Each also ends in `.xml`, with the same content as `text/xml`.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let some_text = json!({ "type": ["string", "null"] });
    let faults = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["code", "description"],
            "properties": { "code": { "type": "integer" }, "description": text }
        }
    });
    let fault = |words: &str| json!({ "description": words, "content": { "application/json": { "schema": faults } } });
    let says = |words: &str, schema: Value| {
        json!({
            "200": { "description": words, "content": { "application/json": { "schema": schema } } },
            "400": fault("Điều không đọc được, tất cả một lần"),
            "404": fault("Không có"),
        })
    };
    let list = |item: Value| json!({ "type": "array", "items": item });
    let query = |name: &str, words: &str| json!({ "name": name, "in": "query", "required": false, "schema": text, "description": words });
    let path = |name: &str, words: &str| json!({ "name": name, "in": "path", "required": true, "schema": text, "description": words });
    let jurisdiction =
        || query("jurisdiction_id", "Mã đơn vị hành chính của Hội đồng nhân dân; bỏ trống cũng được");
    let get = |id: &str, summary: &str, parameters: Vec<Value>, responses: Value| json!({ "get": { "operationId": id, "summary": summary, "parameters": parameters, "responses": responses } });
    let service = json!({
        "type": "object",
        "required": ["service_code", "service_name", "metadata", "type"],
        "properties": {
            "service_code": text, "service_name": text, "description": text, "metadata": { "type": "boolean" },
            "type": { "enum": ["realtime"] }, "keywords": text, "group": text
        }
    });
    let definition = json!({
        "type": "object",
        "required": ["service_code", "attributes"],
        "properties": { "service_code": text, "attributes": list(json!({
            "type": "object",
            "required": ["variable", "code", "datatype", "required", "order", "description"],
            "properties": {
                "variable": { "type": "boolean" }, "code": text,
                "datatype": { "enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"] },
                "required": { "type": "boolean" }, "datatype_description": text, "order": { "type": "integer" },
                "description": text,
                "values": list(json!({ "type": "object", "required": ["key", "name"], "properties": { "key": text, "name": text } }))
            }
        })) }
    });
    let request = json!({
        "type": "object",
        "required": ["service_request_id", "status", "service_code", "requested_datetime"],
        "properties": {
            "service_request_id": text, "status": { "enum": ["open", "closed"] }, "status_notes": some_text,
            "service_name": text, "service_code": text, "description": some_text, "agency_responsible": some_text,
            "requested_datetime": { "type": "string", "format": "date-time" },
            "updated_datetime": { "type": ["string", "null"], "format": "date-time" },
            "expected_datetime": { "type": ["string", "null"], "format": "date-time" },
            "address": some_text, "address_id": some_text
        }
    });
    let sent = json!({
        "type": "object",
        "required": ["service_request_id"],
        "properties": { "service_request_id": text, "service_notice": text, "account_id": { "type": "null" } }
    });
    let named = json!({
        "type": "object",
        "required": ["service_request_id", "token"],
        "properties": { "service_request_id": text, "token": text }
    });
    let fields: Vec<&str> = vec![
        "jurisdiction_id",
        "api_key",
        "service_code",
        "description",
        "address_string",
        "address_id",
        "lat",
        "long",
        "first_name",
        "last_name",
        "phone",
        "email",
        "media_url",
        "attribute[kind]",
        "attribute[unit]",
        "attribute[sender_address]",
    ];
    let mut properties: serde_json::Map<String, Value> =
        fields.iter().map(|name| ((*name).to_owned(), text.clone())).collect();
    let sectors: Vec<&str> = Sector::ALL.iter().map(|sector| sector.as_str()).collect();
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.as_str()).collect();
    properties.insert("service_code".to_owned(), json!({ "type": "string", "enum": sectors }));
    properties.insert("attribute[kind]".to_owned(), json!({ "type": "string", "enum": kinds }));
    let words = "Việc gì, ở đâu; kèm lat và long, hoặc address_string, hoặc address_id";
    properties.insert(
        "description".to_owned(),
        json!({ "type": "string", "minLength": 20, "maxLength": 4000, "description": words }),
    );
    let mut answers = says("Đã vào sổ", list(sent));
    if let Some(answers) = answers.as_object_mut() {
        answers.insert("403".to_owned(), fault("Chưa mở, hoặc api_key không đúng"));
        answers.insert("413".to_owned(), fault("Lớn quá 128 KB"));
        answers.insert("429".to_owned(), fault("Gửi quá nhiều"));
    }
    let mut requests = get(
        "open311Requests",
        "Open311: kiến nghị cử tri công khai, nhiều nhất 1000, trong 90 ngày",
        vec![
            jurisdiction(),
            query("service_request_id", "Mã, cách nhau dấu phẩy; có mã thì bỏ qua điều kiện khác"),
            query("service_code", "Dịch vụ, cách nhau dấu phẩy"),
            query("start_date", "Từ lúc, có múi giờ"),
            query("end_date", "Đến lúc, có múi giờ"),
            query("status", "open, closed"),
        ],
        says("Danh sách", list(request.clone())),
    );
    if let Some(methods) = requests.as_object_mut() {
        methods.insert(
            "post".to_owned(),
            json!({
                "operationId": "open311Send",
                "summary": "Open311: gửi phản ánh, kiến nghị; không nhận tố cáo",
                "requestBody": { "required": true, "content": { "application/x-www-form-urlencoded": { "schema": {
                    "type": "object",
                    "required": ["service_code", "description", "attribute[kind]"],
                    "properties": properties
                } } } },
                "responses": answers
            }),
        );
    }
    json!({
        "/open311/discovery.json": get("open311Discovery", "Open311: nơi bắt đầu", vec![], says("Nơi bắt đầu", json!({ "type": "object" }))),
        "/open311/v2/services.json": get("open311Services", "Open311: các dịch vụ; rỗng khi chưa mở", vec![jurisdiction()], says("Danh sách", list(service))),
        "/open311/v2/services/{code}.json": get("open311Service", "Open311: một dịch vụ hỏi những gì", vec![path("code", "Dịch vụ"), jurisdiction()], says("Dịch vụ", definition)),
        "/open311/v2/requests.json": requests,
        "/open311/v2/requests/{id}.json": get("open311Request", "Open311: theo mã kiến nghị hoặc mã biên nhận", vec![path("id", "Mã"), jurisdiction()], says("Một phần tử", list(request))),
        "/open311/v2/tokens/{token}.json": get("open311Token", "Open311: mã của một lần gửi", vec![path("token", "Mã"), jurisdiction()], says("Một phần tử", list(named)))
    })
}
