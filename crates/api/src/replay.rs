//! A request that may be sent again: acted on once, and answered again as it was answered.

use axum::http::{HeaderName, StatusCode, header};
use kernel::ApiKeyId;
use kit::{Answer, Caller, Ctx, Document, Trouble, TroublePlace, token_sha256};
use serde_json::Value;

use crate::store;

const HEADER: &str = "Idempotency-Key";
const KEY_CHARS_MAX: usize = 100;
/// An answer is kept for a month.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// A request to act.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Where it was sent.
    pub(crate) path: String,
    /// What its header says.
    pub(crate) key: Option<String>,
    /// What came with it.
    pub(crate) document: Document,
}

fn key_of(request: &Request) -> Result<String, Trouble> {
    let typed = request.key.as_deref().unwrap_or_default().trim();
    // The draft of the header has it in quotes
    let bare = typed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(typed);
    let fits = (1..=KEY_CHARS_MAX).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        return Ok(bare.to_owned());
    }
    Err(Trouble::new(
        StatusCode::BAD_REQUEST,
        "idempotency",
        "Thiếu Idempotency-Key",
        "Mỗi lần gửi một việc mới, đặt một mã riêng ở tiêu đề Idempotency-Key; gửi lại việc ấy thì giữ nguyên mã.",
    )
    .at(TroublePlace::Header, HEADER, "1 đến 100 ký tự ASCII, không có dấu cách."))
}

/// Acts once for each key; what `work` gives is the record as it then stands, with its tag.
pub(crate) fn once(
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    request: &Request,
    work: impl FnOnce(&mut Ctx<'_>) -> Result<(Value, String), Trouble>,
) -> Result<Answer, Trouble> {
    let key = key_of(request)?;
    let id: ApiKeyId = caller.key.parse().map_err(|_| kit::Problem::NotFound)?;
    let sum = token_sha256(&format!("{}\n{}", request.path, request.document.sha256()?));
    if let Some((known, tag, body)) = store::answered(ctx.tx, id, &key)? {
        if known == sum {
            return Ok(created(body, &tag).with(HeaderName::from_static("idempotent-replayed"), "true"));
        }
        return Err(Trouble::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency",
            "Mã gửi đã dùng cho việc khác",
            "Mã ở Idempotency-Key đã đi với một nội dung khác. Đặt mã mới cho việc mới.",
        )
        .at(TroublePlace::Header, HEADER, "Đã dùng cho một nội dung khác."));
    }
    let (shown, tag) = work(ctx)?;
    let (body, wall) = (shown.to_string(), ctx.app.clock().wall());
    store::forget(ctx.tx, wall - KEPT_MS)?;
    store::keep(ctx.tx, id, &key, &sum, &tag, &body, wall)?;
    Ok(created(body, &tag))
}

fn created(body: String, tag: &str) -> Answer {
    Answer::text("application/json; charset=utf-8", body)
        .with_status(StatusCode::CREATED)
        .with(header::ETAG, tag)
}
