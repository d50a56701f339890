//! Whose key it is.

use axum::response::Response;
use kernel::{ApiKeyId, dates};
use kit::{Answer, Problem, Visit};
use serde_json::json;

use crate::store;

pub(crate) async fn show(visit: Visit) -> Response {
    visit
        .program_reads("", |ctx, caller| {
            let id: ApiKeyId = caller.key.parse().map_err(|_| Problem::NotFound)?;
            let key = store::key(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let body = directory::organization(ctx.tx, key.organization_id)?.ok_or(Problem::NotFound)?;
            let area = directory::area(ctx.tx, body.area_id)?.ok_or(Problem::NotFound)?;
            let council = match ctx.actor.council {
                Some(council) => directory::organization(ctx.tx, council)?,
                None => None,
            };
            Ok(Answer::data(&json!({
                "id": body.id.to_string(),
                "name": body.name,
                "short_name": body.short_name,
                "kind": body.kind.as_str(),
                "unit": { "code": area.code, "name": area.name },
                "council": council.map(|council| council.name),
                "key": {
                    "label": key.label,
                    "scopes": key.scopes().iter().map(|scope| scope.as_str()).collect::<Vec<_>>(),
                    "expires_on": dates::iso(key.expires_on),
                },
                "today": dates::iso(ctx.today),
            }))?)
        })
        .await
}
