//! Forms.

use axum::extract::Path;
use axum::response::Response;
use kernel::{DeliveryId, WebhookHostId, WebhookId};
use kit::{Answer, Error, Form, Problem, Visit};

use crate::actions::{self, NewWebhook};
use crate::model::Refusal;
use crate::pages::{self, BASE};

const LABEL_MAX: usize = 200;
const URL_MAX: usize = 500;
const NOTE_MAX: usize = 300;

/// What was typed of an address; unsound when something is wrong.
fn taken(form: &mut Form) -> NewWebhook {
    let label = form.take_line("ten", "Tên gọi", LABEL_MAX);
    let url = form.take_line("dia-chi", "Địa chỉ nhận", URL_MAX);
    let known = pages::topics();
    let topics = form
        .values_of("viec")
        .into_iter()
        .filter(|topic| known.iter().any(|(value, _)| value == topic))
        .map(str::to_owned)
        .collect();
    NewWebhook { label, url, topics, is_on: form.is_checked("bat") }
}

/// The field at which a refusal is said.
fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::TooMany => "ten",
        Refusal::NotAnAddress
        | Refusal::CarriesPassword
        | Refusal::NotEncrypted
        | Refusal::NotAllowed(_)
        | Refusal::AllowedAlready
        | Refusal::InUse(_)
        | Refusal::Sealed => "dia-chi",
    }
}

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            actions::own_council(ctx)?;
            let new = taken(form);
            if !form.is_sound() {
                return Answer::faulty(&pages::list_page(ctx, form.clone())?);
            }
            match actions::create(ctx, &new) {
                Ok(id) => Ok(Answer::see_other(format!("{BASE}/{id}"))
                    .saying("Đã đặt địa chỉ nhận tin. Chép khóa ký sang nơi nhận, rồi gửi tin thử.")),
                Err(Error::Refused(refusal)) => {
                    form.refuse(field(&refusal), refusal.to_string());
                    Answer::faulty(&pages::list_page(ctx, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

pub(crate) async fn change(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: WebhookId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = actions::permitted(ctx, id)?;
            let new = taken(form);
            if !form.is_sound() {
                return Answer::faulty(&pages::one_page(ctx, one, form.clone(), "")?);
            }
            match actions::change(ctx, id, form.version(), &new) {
                Ok(()) => Ok(Answer::see_other(one.path()).saying("Đã lưu.")),
                Err(Error::Refused(refusal)) => {
                    form.refuse(field(&refusal), refusal.to_string());
                    Answer::faulty(&pages::one_page(ctx, one, form.clone(), "")?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

pub(crate) async fn ping(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: WebhookId = id.parse().map_err(|_| Problem::NotFound)?;
            actions::ping(ctx, id)?;
            Ok(Answer::see_other(format!("{BASE}/{id}"))
                .saying("Tin thử sẽ gửi đi trong vài giây. Tải lại trang để xem nơi nhận trả lời."))
        })
        .await
}

pub(crate) async fn renew(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: WebhookId = id.parse().map_err(|_| Problem::NotFound)?;
            actions::renew(ctx, id, form.version())?;
            Ok(Answer::see_other(format!("{BASE}/{id}")).saying("Đã đổi khóa. Chép khóa mới sang nơi nhận."))
        })
        .await
}

pub(crate) async fn again(
    visit: Visit,
    Path((id, delivery)): Path<(String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: WebhookId = id.parse().map_err(|_| Problem::NotFound)?;
            let delivery: DeliveryId = delivery.parse().map_err(|_| Problem::NotFound)?;
            actions::again(ctx, id, delivery)?;
            Ok(Answer::see_other(format!("{BASE}/{id}")).saying("Tin sẽ gửi lại trong vài giây."))
        })
        .await
}

pub(crate) async fn allow(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if !crate::policy::may(ctx.actor, crate::policy::Action::Allow, None) {
                return Err(Problem::NotFound);
            }
            let url = form.take_line("dia-chi", "Địa chỉ máy", URL_MAX);
            let note = form.take_line("ghi-chu", "Máy của ai", NOTE_MAX);
            let is_internal = form.is_checked("noi-bo");
            if !form.is_sound() {
                return Answer::faulty(&pages::list_page(ctx, form.clone())?);
            }
            match actions::allow(ctx, &url, is_internal, &note) {
                Ok(()) => Ok(Answer::see_other(BASE).saying("Đã cho phép máy này nhận tin.")),
                Err(Error::Refused(refusal)) => {
                    form.refuse(field(&refusal), refusal.to_string());
                    Answer::faulty(&pages::list_page(ctx, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

pub(crate) async fn disallow(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: WebhookHostId = id.parse().map_err(|_| Problem::NotFound)?;
            match actions::disallow(ctx, id) {
                Ok(()) => Ok(Answer::see_other(BASE).saying("Đã bỏ máy này khỏi danh sách.")),
                Err(Error::Refused(refusal)) => Ok(Answer::see_other(BASE).refusing(refusal.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
