//! What machines ask: is it alive, and what does the API offer.

use axum::response::Response;
use kit::{Access, Answer, Routes, Visit};
use serde_json::json;

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

/// Every described address, of all areas.
fn paths() -> serde_json::Map<String, serde_json::Value> {
    let areas = [
        reports::openapi_paths(),
        petitions::openapi_paths(),
        sessions::openapi_paths(),
        resolutions::openapi_paths(),
        chamber::openapi_paths(),
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
                "paths": paths()
            }))
        })
        .await
}
