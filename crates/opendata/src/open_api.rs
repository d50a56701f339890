//! The description of the addresses for OpenAPI.

use serde_json::{Value, json};

use crate::datasets::DATASETS;
use crate::popolo;

/// Every address of this area.
pub fn openapi_paths() -> Value {
    let text = json!({ "type": "string" });
    let any = json!({ "type": "object" });
    let says = |media_type: &str, description: &str, schema: &Value| {
        json!({
            "200": { "description": description, "content": { media_type: { "schema": schema } } },
            "404": { "description": "Không có" }
        })
    };
    // RFC 3339 moments and booleans that cannot be read are refused
    let with_error = |mut answers: Value| {
        answers["400"] = json!({ "description": "Error: điều kiện không đọc được", "content": { "application/json": { "schema": any } } });
        answers
    };
    let path =
        |name: &str, schema: Value| json!({ "name": name, "in": "path", "required": true, "schema": schema });
    let query = |name: &str, words: &str| json!({ "name": name, "in": "query", "required": false, "schema": text, "description": words });
    let moment = |name: &str| json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string", "format": "date-time" } });
    let list = json!({
        "type": "object",
        "required": ["data", "pagination", "links"],
        "properties": {
            "data": { "type": "array", "items": any },
            "pagination": any,
            "links": {
                "type": "object",
                "required": ["first", "self"],
                "properties": { "first": text, "self": text, "next": text }
            }
        }
    });
    let filters = || {
        vec![
            moment("created_since"),
            moment("created_until"),
            moment("modified_since"),
            moment("modified_until"),
            json!({ "name": "omit_internal", "in": "query", "required": false, "schema": { "type": "boolean" } }),
            query("after", "Con trỏ của trang, lấy từ links.next"),
        ]
    };
    let with = |first: Vec<Value>| -> Vec<Value> { first.into_iter().chain(filters()).collect() };
    let kinds = [
        "body",
        "legislativeterm",
        "organization",
        "person",
        "membership",
        "meeting",
        "agendaitem",
        "paper",
        "consultation",
        "file",
        "location",
    ];
    let lists = [
        "organizations",
        "persons",
        "meetings",
        "papers",
        "agendaitems",
        "consultations",
        "files",
        "memberships",
        "locations",
        "legislativeterms",
    ];
    let files: Vec<String> = DATASETS
        .iter()
        .flat_map(|one| [format!("{}.csv", one.key), format!("{}.json", one.key)])
        .chain(["day-du.json".to_owned(), "tat-ca.zip".to_owned()])
        .collect();
    let popolo: Vec<String> = popolo::FILES.iter().map(|(name, _)| format!("{name}.json")).collect();
    let one = vec![path("kind", json!({ "type": "string", "enum": kinds })), path("id", text.clone())];
    let body = vec![path("id", text.clone()), path("list", json!({ "type": "string", "enum": lists }))];
    let table = vec![
        path("file", json!({ "type": "string", "enum": files })),
        query("sau", "Mã bản ghi mà phần này bắt đầu sau đó"),
    ];
    let binary = json!({ "type": "string", "contentEncoding": "binary" });
    let mut file = says("text/csv", "CSV, JSON hoặc ZIP, theo phần cuối của tên", &text);
    file["200"]["content"]["application/json"] = json!({ "schema": any });
    file["200"]["content"]["application/zip"] = json!({ "schema": binary });
    let shelf = vec![
        path("file", json!({ "type": "string", "enum": popolo })),
        query("after", "Mã bản ghi mà trang này bắt đầu sau đó"),
    ];
    json!({
        "/oparl/v1.1/system": { "get": { "operationId": "oparlSystem", "summary": "OParl 1.1: nơi bắt đầu", "responses": says("application/json", "System", &any) } },
        "/oparl/v1.1/bodies": { "get": { "operationId": "oparlBodies", "summary": "OParl 1.1: các Hội đồng nhân dân", "parameters": filters(), "responses": with_error(says("application/json", "Danh sách", &list)) } },
        "/oparl/v1.1/{kind}/{id}": { "get": { "operationId": "oparlObject", "summary": "OParl 1.1: một đối tượng", "parameters": one, "responses": says("application/json", "Đối tượng", &any) } },
        "/oparl/v1.1/body/{id}/{list}": { "get": { "operationId": "oparlList", "summary": "OParl 1.1: danh sách của một Hội đồng nhân dân", "parameters": with(body), "responses": with_error(says("application/json", "Danh sách", &list)) } },
        "/popolo/{file}": { "get": { "operationId": "popolo", "summary": "Popolo", "parameters": shelf, "responses": says("application/json", "Dữ liệu", &any) } },
        "/du-lieu-mo": { "get": { "operationId": "openData", "summary": "Dữ liệu mở: có gì, bản kê đầy đủ", "responses": says("text/html", "Trang", &text) } },
        "/du-lieu-mo/{file}": { "get": { "operationId": "openDataFile", "summary": "Một bộ dữ liệu, bản kê đầy đủ, hoặc tất cả", "parameters": table, "responses": file } },
        "/catalog.jsonld": { "get": { "operationId": "catalog", "summary": "Danh mục dữ liệu (DCAT-AP)", "responses": says("application/ld+json", "Danh mục", &any) } }
    })
}
