//! What is described for OpenAPI 3.1.

use briefings::DifficultyKind;
use petitions::{CompetenceLevel, Outcome, Sector};
use serde_json::{Value, json};

use crate::model::Scope;

const PROBLEM: &str = "application/problem+json";

fn words(choices: &[(String, String)]) -> Vec<&str> {
    choices.iter().map(|(word, _)| word.as_str()).collect()
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn text_or_null() -> Value {
    json!({ "type": ["string", "null"] })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn day_or_null() -> Value {
    json!({ "type": ["string", "null"], "format": "date" })
}

fn yes_or_no() -> Value {
    json!({ "type": "boolean" })
}

/// An object whose every property is always there.
fn object(properties: Value) -> Value {
    let required: Vec<String> =
        properties.as_object().map_or_else(Vec::new, |all| all.keys().cloned().collect());
    json!({ "type": "object", "required": required, "properties": properties })
}

fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn problem(description: &str) -> Value {
    json!({ "description": description, "content": { PROBLEM: { "schema": schema("Problem") } } })
}

fn header(name: &str, description: &str, example: &str) -> Value {
    json!({ "name": name, "in": "header", "required": true, "description": description,
        "schema": { "type": "string" }, "example": example })
}

fn etag() -> Value {
    json!({ "ETag": { "description": "Bản của bản ghi; gửi lại ở If-Match, If-None-Match", "schema": { "type": "string" } } })
}

/// An operation for which a key is shown.
fn operation(id: &str, summary: &str, scope: Option<Scope>, parameters: Vec<Value>, done: Value) -> Value {
    let mut responses = json!({
        "401": problem("Không có khóa, khóa sai, hết hạn hoặc bị thu hồi"),
        "403": problem("Khóa không có quyền, hoặc việc của cơ quan khác"),
        "429": problem("Gọi quá nhanh; chờ số giây ở Retry-After"),
        "500": problem("Hệ thống gặp lỗi; gọi lại"),
    });
    if let (Some(all), Some(done)) = (responses.as_object_mut(), done.as_object()) {
        all.extend(done.clone());
    }
    let description = scope.map_or_else(
        || "Khóa nào cũng gọi được.".to_owned(),
        |scope| format!("Quyền của khóa: `{}`.", scope.as_str()),
    );
    json!({
        "operationId": id,
        "summary": summary,
        "description": description,
        "security": [{ "organizationKey": [] }],
        "parameters": parameters,
        "responses": responses,
    })
}

fn code(example: &str) -> Value {
    json!({ "name": "code", "in": "path", "required": true, "schema": { "type": "string" }, "example": example })
}

fn filters(states: &[(String, String)]) -> Vec<Value> {
    let query = |name: &str, schema: Value, description: &str| json!({ "name": name, "in": "query", "required": false, "schema": schema, "description": description });
    vec![
        query(
            "limit",
            json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 }),
            "Số dòng một trang",
        ),
        query("after", text(), "Như ở next của trang trước"),
        query("state", json!({ "type": "string", "enum": words(states) }), "Tình trạng"),
        query("due_before", day(), "Hạn trước ngày này"),
        query("modified_since", text(), "Có gì mới từ lúc này: RFC 3339, hoặc một ngày"),
    ]
}

fn list_of(name: &str) -> Value {
    json!({
        "200": {
            "description": "Một trang",
            "headers": { "Link": { "description": "rel=\"next\": trang sau", "schema": { "type": "string" } } },
            "content": { "application/json": { "schema": object(json!({
                "items": { "type": "array", "items": schema(name) },
                "next": text_or_null(),
            })) } }
        },
        "400": problem("Tham số chưa đúng; nêu hết một lần"),
    })
}

fn one_of(name: &str) -> Value {
    json!({
        "200": { "description": "Bản ghi", "headers": etag(), "content": { "application/json": { "schema": schema(name) } } },
        "304": { "description": "Bản đã có còn mới" },
        "404": problem("Không có, hoặc không phải của cơ quan giữ khóa"),
    })
}

fn written(status: &str, name: &str) -> Value {
    json!({
        status: { "description": "Đã ghi; bản ghi như đang có", "headers": etag(), "content": { "application/json": { "schema": schema(name) } } },
        "400": problem("Thiếu Idempotency-Key, hoặc nội dung không phải JSON"),
        "404": problem("Không có, hoặc không phải của cơ quan giữ khóa"),
        "409": problem("Người khác vừa ghi cùng lúc"),
        "412": problem("Bản ghi đã có bản mới"),
        "413": problem("Nội dung quá 1 MB"),
        "415": problem("Chỉ nhận application/json"),
        "422": problem("Nội dung chưa đúng, nêu hết một lần; hoặc Idempotency-Key đã dùng cho nội dung khác"),
        "428": problem("Thiếu If-Match"),
    })
}

fn with_body(mut operation: Value, name: &str, example: &Value) -> Value {
    if let Some(known) = operation.as_object_mut() {
        known.insert(
            "requestBody".to_owned(),
            json!({ "required": true, "content": { "application/json": { "schema": schema(name), "example": example } } }),
        );
    }
    operation
}

fn answering(example: &str) -> Vec<Value> {
    vec![
        code(example),
        header("If-Match", "ETag của bản đã đọc", "\"3-9f86d081884c7d65\""),
        header("Idempotency-Key", "Mã riêng của lần gửi; gửi lại thì giữ nguyên", "9b1f1a52-0f6e"),
    ]
}

/// The paths of this area.
pub fn openapi_paths() -> Value {
    let follow_up_answer = with_body(
        operation(
            "answerFollowUp",
            "Trả lời một việc",
            Some(Scope::FollowUpsAnswer),
            answering("VT-2020-0012"),
            written("201", "FollowUp"),
        ),
        "FollowUpAnswer",
        &json!({ "text": "Đã sửa xong cống tại xóm 3.", "reference": "Biên bản nghiệm thu số 12/BB ngày 14/10/2020" }),
    );
    let petition_answer = with_body(
        operation(
            "answerPetition",
            "Trả lời một kiến nghị",
            Some(Scope::PetitionsAnswer),
            answering("KN-2020-0147-3"),
            written("201", "OwedPetition"),
        ),
        "PetitionAnswer",
        &json!({
            "outcome": "in_progress",
            "text": "Đã đưa vào kế hoạch sửa chữa quý IV.",
            "reference": "Công văn 45/CV-KTHT ngày 14/10/2020",
            "promised_on": "2020-12-31"
        }),
    );
    let period = json!({ "name": "period", "in": "path", "required": true, "schema": { "type": "string" }, "example": "2020-Q3" });
    let put = with_body(
        operation(
            "putReport",
            "Ghi báo cáo của xã mình, và nộp khi send là true",
            Some(Scope::ReportWrite),
            vec![period.clone(), header("If-Match", "ETag của bản đã đọc", "\"0-9f86d081884c7d65\"")],
            written("200", "OwnReport"),
        ),
        "OwnReportInput",
        &json!({
            "results": "Trong quý, HĐND xã đã tổ chức 01 kỳ họp.",
            "tasks": "Chuẩn bị kỳ họp cuối năm.",
            "figures": { "A01": 1, "C01": { "nothing": true } },
            "gaps": ["A05"],
            "difficulties": [],
            "send": false
        }),
    );
    json!({
        "/api/v1/organization": { "get": operation(
            "getOrganization", "Khóa này của cơ quan nào, có quyền gì", None, Vec::new(),
            json!({ "200": { "description": "Cơ quan", "content": { "application/json": { "schema": schema("KeyOrganization") } } } }),
        ) },
        "/api/v1/follow-ups": { "get": operation(
            "listFollowUps", "Việc cơ quan chủ trì hoặc phối hợp", Some(Scope::FollowUpsRead),
            filters(&follow::State::choices()), list_of("FollowUpLine"),
        ) },
        "/api/v1/follow-ups/{code}": { "get": operation(
            "getFollowUp", "Một việc, với quá trình", Some(Scope::FollowUpsRead),
            vec![code("VT-2020-0012")], one_of("FollowUp"),
        ) },
        "/api/v1/follow-ups/{code}/answers": { "post": follow_up_answer },
        "/api/v1/petitions": { "get": operation(
            "listOwedPetitions", "Kiến nghị cử tri đã chuyển đến cơ quan", Some(Scope::PetitionsRead),
            filters(&petitions::State::choices()), list_of("OwedPetition"),
        ) },
        "/api/v1/petitions/{code}": { "get": operation(
            "getOwedPetition", "Một kiến nghị", Some(Scope::PetitionsRead),
            vec![code("KN-2020-0147-3")], one_of("OwedPetition"),
        ) },
        "/api/v1/petitions/{code}/answers": { "post": petition_answer },
        "/api/v1/reports/{period}": {
            "get": operation(
                "getReport", "Báo cáo giao ban của xã mình, với số liệu", Some(Scope::ReportRead),
                vec![period], one_of("OwnReport"),
            ),
            "put": put,
        },
    })
}

/// The schemes and schemas that the paths point to.
pub fn openapi_components() -> Value {
    json!({
        "securitySchemes": {
            "organizationKey": {
                "type": "http",
                "scheme": "bearer",
                "description": "Khóa API của một cơ quan, bắt đầu bằng ngs_. Quản trị hệ thống lập ở /lam-viec/khoa-api; hiện một lần, dùng nhiều nhất một năm."
            }
        },
        "schemas": {
            "Problem": problem_schema(),
            "KeyOrganization": object(json!({
                "id": text(), "name": text(), "short_name": text(), "kind": text(),
                "unit": object(json!({ "code": text(), "name": text() })),
                "council": text_or_null(),
                "key": object(json!({
                    "label": text(),
                    "scopes": { "type": "array", "items": { "type": "string", "enum": words(&Scope::choices()) } },
                    "expires_on": day(),
                })),
                "today": day(),
            })),
            "FollowUpLine": object(follow_up()),
            "FollowUp": { "allOf": [schema("FollowUpLine"), object(json!({
                "cooperating": { "type": "array", "items": text() },
                "history": { "type": "array", "items": object(json!({
                    "at": { "type": "string", "format": "date-time" }, "on": day(), "kind": text(), "label": text(),
                    "text": text(), "reference": text(), "due_on": day_or_null(),
                })) },
            }))] },
            "FollowUpAnswer": input(json!({
                "text": { "type": "string", "minLength": 1, "maxLength": 4000 },
                "reference": { "type": "string", "minLength": 1, "maxLength": 300 },
            }), &["text", "reference"]),
            "OwedPetition": object(petition()),
            "PetitionAnswer": input(json!({
                "outcome": { "type": "string", "enum": words(&Outcome::choices()) },
                "text": { "type": "string", "minLength": 1, "maxLength": 4000 },
                "reference": { "type": "string", "minLength": 1, "maxLength": 200 },
                "promised_on": day_or_null(),
            }), &["outcome", "text", "reference"]),
            "OwnReport": object(report()),
            "OwnReportInput": report_input(),
        }
    })
}

/// A document that is sent: nothing else may stand in it.
fn input(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn problem_schema() -> Value {
    json!({
        "type": "object",
        "description": "RFC 9457; errors nêu hết các chỗ sai một lần",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string", "format": "uri" },
            "title": text(),
            "status": { "type": "integer" },
            "detail": text(),
            "errors": { "type": "array", "items": {
                "type": "object",
                "required": ["message"],
                "properties": {
                    "pointer": { "type": "string", "description": "Chỗ sai trong nội dung, JSON Pointer" },
                    "parameter": { "type": "string", "description": "Tham số sai" },
                    "header": { "type": "string", "description": "Tiêu đề sai" },
                    "message": text()
                }
            } }
        },
        "example": {
            "type": "urn:nghisu:problem:faults",
            "title": "Nội dung chưa đúng",
            "status": 422,
            "detail": "Sửa các chỗ dưới đây rồi gửi lại.",
            "errors": [
                { "pointer": "/text", "message": "Nhập nội dung trả lời." },
                { "pointer": "/reference", "message": "Nhập minh chứng." }
            ]
        }
    })
}

fn follow_up() -> Value {
    json!({
        "code": text(), "text": text(),
        "role": { "type": "string", "enum": ["lead", "cooperating"] },
        "asked_by": text_or_null(), "lead": text_or_null(), "asked_on": day(),
        "source": object(json!({ "kind": text(), "label": text() })),
        "due_kind": text(), "due_on": day_or_null(), "due_reason": text(), "is_overdue": yes_or_no(),
        "state": { "type": "string", "enum": words(&follow::State::choices()) }, "state_label": text(),
        "result": text_or_null(), "closed_on": day_or_null(), "is_public": yes_or_no(),
        "may_answer": yes_or_no(),
        "answered_elsewhere": { "type": ["string", "null"], "description": "Việc có biểu trả lời riêng: trả lời ở nguồn của nó" },
        "url": text(), "page": text(),
    })
}

fn petition() -> Value {
    let of = |choices: &[(String, String)]| {
        let mut all: Vec<Value> = words(choices).into_iter().map(Value::from).collect();
        all.push(Value::Null);
        json!({ "enum": all })
    };
    let mut answer = object(json!({
        "on": day(), "outcome": of(&Outcome::choices()), "outcome_label": text_or_null(), "text": text(),
        "reference": text(), "promised_on": day_or_null(),
    }));
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("type".to_owned(), json!(["object", "null"]));
    }
    json!({
        "code": text(), "text": text(), "unit": text_or_null(), "place": text(), "received_on": day(),
        "level": of(&CompetenceLevel::choices()), "sector": of(&Sector::choices()),
        "forwarded_on": day_or_null(), "due_on": day_or_null(), "is_overdue": yes_or_no(),
        "state": { "type": "string", "enum": words(&petitions::State::choices()) }, "state_label": text(),
        "times_raised": { "type": "integer" }, "answer": answer, "closed_on": day_or_null(),
        "is_public": yes_or_no(), "may_answer": yes_or_no(), "url": text(), "page": text(),
    })
}

fn report() -> Value {
    let number = json!({ "type": ["integer", "null"] });
    json!({
        "period": text(),
        "briefing": object(json!({ "title": text(), "held_on": day(), "reports_due_on": day() })),
        "state": { "type": "string", "enum": ["none", "draft", "submitted", "returned"] }, "state_label": text(),
        "sent_at": { "type": ["string", "null"], "format": "date-time" },
        "returned_reason": text(), "may_write": yes_or_no(),
        "results": text(), "shortcomings": text(), "tasks": text(),
        "figures": { "type": "object", "additionalProperties": object(json!({
            "label": text(), "unit": text(), "is_core": yes_or_no(), "is_rate": yes_or_no(),
            "value": number, "whole": number,
            "source": { "type": "string", "enum": ["computed", "entered", "nothing", "gap"] },
        })) },
        "gaps": { "type": "array", "items": text() },
        "difficulties": { "type": "array", "items": object(json!({
            "id": text(), "kind": { "type": "string", "enum": words(&DifficultyKind::choices()) }, "subject": text(),
            "text": text(), "addressee": text_or_null(), "addressee_name": text_or_null(), "answer": text(),
        })) },
        "page": text(),
    })
}

fn report_input() -> Value {
    let long = json!({ "type": ["string", "null"], "maxLength": 20_000 });
    input(
        json!({
            "results": long, "shortcomings": long, "tasks": long,
            "figures": {
                "type": ["object", "null"],
                "description": "Chỉ tiêu không nêu thì giữ nguyên; null thì bỏ số đã ghi; số tính từ bản ghi thì không gửi.",
                "additionalProperties": { "oneOf": [
                    { "type": ["integer", "null"] },
                    { "type": "object", "additionalProperties": false, "properties": {
                        "value": { "type": ["integer", "null"] }, "whole": { "type": ["integer", "null"] },
                        "nothing": { "type": ["boolean", "null"] },
                    } }
                ] }
            },
            "gaps": { "type": ["array", "null"], "items": text(), "description": "Chỉ tiêu chưa có số liệu" },
            "difficulties": {
                "type": ["array", "null"],
                "maxItems": 40,
                "description": "Trọn danh sách: mục cũ giữ id, mục không nêu và chưa ai xử lý thì bỏ.",
                "items": input(json!({
                    "id": text_or_null(), "kind": { "type": "string", "enum": words(&DifficultyKind::choices()) },
                    "subject": text_or_null(), "text": { "type": "string", "minLength": 1, "maxLength": 2000 },
                    "addressee": { "type": "string", "description": "id của cơ quan được hỏi" },
                }), &["kind", "text", "addressee"])
            },
            "send": { "type": ["boolean", "null"], "default": false }
        }),
        &[],
    )
}
