//! A report comes in.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest as _, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use kernel::{Actor, Open311KeyId};
use kit::{Answer, App, Ctx, Error, Form, Problem, Visit};
use letters::Online;
use petitions::Sector;
use serde_json::json;

use crate::model::Mode;
use crate::wire::{self, Fault, Format};
use crate::{actions, report, services, store};

/// Four thousand letters of four bytes, each byte spelled with three, and the rest.
const BODY_BYTES_MAX: usize = 128 * 1024;

pub(crate) async fn send_xml(visit: Visit, request: Request) -> Response {
    send(visit, request, Format::Xml).await
}

pub(crate) async fn send_json(visit: Visit, request: Request) -> Response {
    send(visit, request, Format::Json).await
}

async fn send(visit: Visit, request: Request, format: Format) -> Response {
    let answer = match form_of(visit.app(), request).await {
        Ok(form) => {
            let (app, peer) = (visit.app().clone(), visit.peer().to_owned());
            let done = tokio::task::spawn_blocking(move || taken(&app, &peer, &form)).await;
            match done {
                Ok(Ok(Ok(receipt))) => accepted(format, &receipt),
                Ok(Ok(Err(faults))) => wire::refusal(format, &faults),
                Ok(Err(problem)) => {
                    tracing::error!(?problem, "a report was not taken");
                    wire::refusal(format, &[Fault::new(500, NOT_TAKEN)])
                }
                Err(_) => wire::refusal(format, &[Fault::new(500, NOT_TAKEN)]),
            }
        }
        Err(fault) => wire::refusal(format, &[fault]),
    };
    match answer {
        // The receipt is a secret between the two
        Ok(answer) => answer.with(header::CACHE_CONTROL, "no-store").into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

const NOT_TAKEN: &str = "Chưa nhận được. Gửi lại sau ít phút.";

/// The fields of the body, which is a form as the standard has it.
async fn form_of(app: &App, request: Request) -> Result<Form, Fault> {
    let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_form = media.is_some_and(|media| media.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return Err(Fault::new(
            400,
            "Gửi application/x-www-form-urlencoded; không nhận tệp, ảnh để ở nơi khác và gửi media_url.",
        ));
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, BODY_BYTES_MAX)
        .await
        .map_err(|_| Fault::new(413, "Nội dung gửi lớn quá 128 KB. Rút ngắn lại."))?;
    let again = Request::from_parts(parts, Body::from(bytes));
    Form::from_request(again, app).await.map_err(|_| Fault::new(400, "Nội dung gửi không phải UTF-8."))
}

/// The receipt, or what is wrong.
type Taken = Result<String, Vec<Fault>>;

/// In one write transaction, as a visitor: what the letter's deed refuses was refused before
/// anything was written.
fn taken(app: &App, peer: &str, form: &Form) -> Result<Taken, Problem> {
    let (peer, form) = (format!("open311 {peer}"), form.clone());
    app.write_as(&Actor::visitor(), move |ctx| take(ctx, &peer, form.clone()))
}

fn take(ctx: &mut Ctx<'_>, peer: &str, mut form: Form) -> Result<Taken, Problem> {
    let refused = |code: u16, words: &str| Ok(Err(vec![Fault::new(code, words)]));
    let council = match services::council_of(ctx, form.value("jurisdiction_id"))? {
        Ok(council) => council,
        Err(fault) => return Ok(Err(vec![fault])),
    };
    let mode = actions::mode(ctx, council.id)?;
    if mode == Mode::Closed {
        return refused(403, "Hội đồng nhân dân chưa nhận phản ánh qua Open311.");
    }
    let typed = form.value("api_key").to_owned();
    let key: Option<Open311KeyId> = match typed.as_str() {
        "" => None,
        typed => store::key_by_hash(ctx.tx, council.id, &actions::hash(typed))?.map(|(id,)| id),
    };
    if key.is_none() && (mode == Mode::Keyed || !typed.is_empty()) {
        return refused(403, "api_key: thiếu, không đúng hoặc đã thu hồi.");
    }
    let code = form.value("service_code").trim().to_owned();
    if code.is_empty() {
        return refused(400, "service_code: thiếu; lấy ở danh sách dịch vụ.");
    }
    let Ok(sector) = code.parse::<Sector>() else {
        return refused(404, "service_code: không có dịch vụ này.");
    };
    let units = services::units(ctx, &council)?;
    let report = match report::read(&mut form, sector, &units) {
        Ok(report) => report,
        Err(faults) => return Ok(Err(faults)),
    };
    // An application with a key answers for its users; others wait their turn by address
    if key.is_none() {
        let wall = ctx.app.clock().wall();
        let wait = ctx.app.throttle().wait_seconds(peer, wall);
        if wait > 0 {
            return refused(429, &format!("Gửi quá nhiều. Chờ {wait} giây rồi gửi lại."));
        }
        ctx.app.throttle().failed(peer, wall);
    }
    let sent = Online {
        council: council.id,
        kind: report.kind,
        subject: services::subject(report.sector),
        area: report.area,
        sender: report.sender,
        content: report.content,
        by: "Open311",
    };
    let done = letters::receive(ctx, &sent, |ctx, letter| {
        store::insert_request(ctx.tx, ctx.id(), letter.id, report.sector.as_str(), ctx.now, key).map(|_| ())
    });
    match done {
        Ok(receipt) => Ok(Ok(receipt)),
        Err(Error::Refused(reason)) => refused(400, &reason.to_string()),
        Err(error) => Err(error.into()),
    }
}

fn accepted(format: Format, receipt: &str) -> Result<Answer, Problem> {
    let notice = "Văn phòng Hội đồng nhân dân đã nhận. Giữ service_request_id: mã này chỉ trả một lần, dùng để hỏi kết quả ở đây hoặc ở trang Tra cứu. Không ghi họ tên, địa chỉ thì có thể không được xử lý.";
    let one = json!({ "service_request_id": receipt, "service_notice": notice, "account_id": null });
    wire::answer(format, "service_requests", &json!([one]))
}
