//! What descriptions of addresses for OpenAPI 3.1 are put together from.

use serde_json::{Value, json};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A parameter of the query, a text that may be left out.
pub fn query(name: &str, description: &str) -> Value {
    json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" }, "description": description })
}

/// The answer 200 with a body of one media type.
pub fn says(media_type: &str, description: &str, schema: Value) -> Value {
    json!({ "200": { "description": description, "content": { media_type: { "schema": schema } } } })
}

/// The answer 200 with a workbook.
pub fn workbook() -> Value {
    says(XLSX, "Tệp Excel", json!({ "type": "string", "contentEncoding": "binary" }))
}

/// These answers, or 404.
pub fn or_missing(mut responses: Value) -> Value {
    if let Some(known) = responses.as_object_mut() {
        known.insert("404".to_owned(), json!({ "description": "Không có" }));
    }
    responses
}

/// The operation GET of an address.
pub fn get(id: &str, summary: &str, parameters: impl Into<Value>, responses: Value) -> Value {
    let parameters = parameters.into();
    json!({ "get": { "operationId": id, "summary": summary, "parameters": parameters, "responses": responses } })
}
