//! What machines ask: is it alive, and what does the API offer.

use axum::response::Response;
use kit::{Access, Answer, Routes, Visit};
use serde_json::{Map, Value, json};

/// The routes.
pub(crate) fn routes() -> Routes {
    Routes::new().get(Access::Public, "/healthz", healthz).get(
        Access::Public,
        "/api/v1/openapi.json",
        openapi,
    )
}

/// 200 `ok` when the database answers.
async fn healthz(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let alive = ctx.tx.is_alive()?;
            Ok(Answer::text("text/plain; charset=utf-8", if alive { "ok" } else { "no" }.to_owned()))
        })
        .await
}

/// What any address may answer beside what its area describes: each is a page that says what to do.
fn with_refusals(mut paths: Map<String, Value>) -> Map<String, Value> {
    let always = [
        ("404", "Không có, hoặc không được xem"),
        ("429", "Hỏi quá nhanh; chờ"),
        ("503", "Quá một phút; thử lại"),
    ];
    let to_forms = [
        ("303", "Đã nhận; kết quả ở địa chỉ trong Location"),
        ("403", "Biểu mẫu không gửi từ trang của nó, hoặc việc của người khác"),
        ("413", "Quá lớn"),
        ("415", "Không phải biểu mẫu"),
        ("422", "Có chỗ chưa đúng; trang nêu mọi chỗ"),
    ];
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        for (method, operation) in item.iter_mut().filter(|(name, _)| name.as_str() != "parameters") {
            let extra: &[(&str, &str)] =
                if method == "get" || operation["security"].is_array() { &[] } else { &to_forms };
            let Some(responses) = operation["responses"].as_object_mut() else { continue };
            for (status, words) in always.iter().chain(extra) {
                responses.entry(*status).or_insert_with(|| json!({ "description": words }));
            }
        }
    }
    paths
}

/// The lists of the areas below: delegates, and what is followed.
fn lists_below() -> Value {
    use kit::open_api::{get, or_missing, says, workbook};
    let text = || json!({ "type": "string" });
    let page = || says("text/html", "Trang", text());
    let table = || says("text/csv", "Bảng", text());
    let code = json!([{ "name": "code", "in": "path", "required": true, "schema": text(), "example": "VT-2020-0001" }]);
    let (delegates, followed) = ("Đại biểu Hội đồng nhân dân", "Việc đang theo dõi và công khai");
    json!({
        "/dai-bieu": get("delegates", delegates, json!([]), page()),
        "/dai-bieu.xlsx": get("delegatesWorkbook", delegates, json!([]), workbook()),
        "/dai-bieu.csv": get("delegatesCsv", delegates, json!([]), table()),
        "/viec-theo-doi": get("followUps", followed, json!([]), page()),
        "/viec-theo-doi.xlsx": get("followUpsWorkbook", followed, json!([]), workbook()),
        "/viec-theo-doi.csv": get("followUpsCsv", followed, json!([]), table()),
        "/viec-theo-doi/{code}": get("followUp", "Một việc", code, or_missing(page())),
    })
}

/// Every described address, of all areas.
fn paths() -> Map<String, Value> {
    let areas = [
        reports::openapi_paths(),
        petitions::openapi_paths(),
        sessions::openapi_paths(),
        resolutions::openapi_paths(),
        chamber::openapi_paths(),
        dossier::openapi_paths(),
        documents::openapi_paths(),
        reception::openapi_paths(),
        portal::openapi_paths(),
        lists_below(),
        questions::openapi_paths(),
        drafts::openapi_paths(),
        oversight::openapi_paths(),
        scrutiny::openapi_paths(),
        implementation::openapi_paths(),
        programme::openapi_paths(),
        chain::openapi_paths(),
        briefings::openapi_paths(),
        coordination::openapi_paths(),
        opendata::openapi_paths(),
        open311::openapi_paths(),
        meetings::openapi_paths(),
        api::openapi_paths(),
    ];
    areas.into_iter().filter_map(|one| one.as_object().cloned()).flatten().collect()
}

/// OpenAPI 3.1 of every `/api/v1` route, and of the public pages of petitions.
async fn openapi(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            Answer::json(&json!({
                "openapi": "3.1.0",
                "info": {
                    "title": "Nghị Sự",
                    "version": env!("CARGO_PKG_VERSION"),
                    "description": "Số liệu công khai của Hội đồng nhân dân. Mỗi số mở ra đúng các bản ghi mà nó đếm.",
                    "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
                },
                "servers": [{ "url": ctx.app.settings().public_url }],
                "paths": with_refusals(paths()),
                "components": api::openapi_components()
            }))
        })
        .await
}
