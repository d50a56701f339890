//! Forms.

use axum::extract::Path;
use axum::response::Response;
use kernel::MailId;
use kit::{Answer, Error, Form, Problem, Visit};

use crate::actions::{self, NewServer, Wish};
use crate::model::{Pace, Refusal, Security};
use crate::pages::{self, MINE, OFFICE};
use crate::policy::{self, Action};
use crate::{rules, store};

const ADDRESS_MAX: usize = 254;
const HOST_MAX: usize = 253;
const NAME_MAX: usize = 200;
const PASSWORD_MAX: usize = 500;

/// What a rule makes of a field; a refusal stands at the field.
fn ruled<T>(form: &mut Form, name: &str, read: impl FnOnce(&str) -> Result<T, Refusal>) -> Option<T> {
    if form.fault(name).is_some() {
        return None;
    }
    let typed = form.value(name).to_owned();
    match read(&typed) {
        Ok(value) => Some(value),
        Err(refusal) => {
            form.refuse(name, refusal.to_string());
            None
        }
    }
}

fn taken_server(form: &mut Form) -> Option<NewServer> {
    form.take_line("may", "Máy gửi thư", HOST_MAX);
    let host = ruled(form, "may", rules::host);
    let port = form.take_integer("cong", "Cổng", 1..=65_535);
    let security: Option<Security> = form.take_choice("ma-hoa", "Cách mã hóa");
    let username = form.take_line_or_empty("ten-dang-nhap", "Tên đăng nhập", NAME_MAX);
    let password = form.value("mat-khau").to_owned();
    if password.chars().count() > PASSWORD_MAX {
        form.refuse("mat-khau", "Mật khẩu quá dài.");
    }
    form.take_line("nguoi-gui", "Địa chỉ người gửi", ADDRESS_MAX);
    let sender = ruled(form, "nguoi-gui", rules::address);
    let is_on = form.is_checked("bat");
    let (Some(host), Some(port), Some(security), Some(sender), true) =
        (host, port, security, sender, form.is_sound())
    else {
        return None;
    };
    Some(NewServer { host, port, security, username, password, sender, is_on })
}

pub(crate) async fn set_server(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if !policy::may(ctx.actor, Action::Keep) {
                return Err(Problem::NotFound);
            }
            let new = taken_server(form);
            let done = match &new {
                Some(new) => {
                    let field = if new.security == Security::None { "ma-hoa" } else { "mat-khau" };
                    let outcome = actions::set_server(ctx, form.version(), new);
                    form.or_refuse(field, outcome)?
                }
                None => None,
            };
            // A password is never sent back
            form.set("mat-khau", "");
            match done {
                Some(()) => {
                    Ok(Answer::see_other(OFFICE).saying("Đã lưu máy gửi thư. Gửi thư thử để kiểm tra."))
                }
                None => Answer::faulty(&pages::office_page(ctx, form.clone(), "")?),
            }
        })
        .await
}

pub(crate) async fn try_out(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if !policy::may(ctx.actor, Action::Keep) {
                return Err(Problem::NotFound);
            }
            form.take_line("gui-thu", "Gửi thử tới", ADDRESS_MAX);
            let done = match ruled(form, "gui-thu", rules::address) {
                Some(address) => {
                    let outcome = actions::try_out(ctx, &address);
                    form.or_refuse("gui-thu", outcome)?
                }
                None => None,
            };
            if done.is_some() {
                return Ok(Answer::see_other(OFFICE)
                    .saying("Thư thử sẽ gửi đi trong vài giây. Tải lại trang để xem máy gửi thư trả lời."));
            }
            let server = store::server(ctx.tx)?;
            let whole = form.over(pages::form_of_server(server.as_ref()));
            Answer::faulty(&pages::office_page(ctx, whole, "")?)
        })
        .await
}

pub(crate) async fn again(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: MailId = id.parse().map_err(|_| Problem::NotFound)?;
            actions::again(ctx, id)?;
            Ok(Answer::see_other(OFFICE).saying("Thư sẽ gửi lại trong vài giây."))
        })
        .await
}

fn taken_wish(form: &mut Form) -> Option<Wish> {
    form.take_line("dia-chi", "Địa chỉ thư", ADDRESS_MAX);
    let address = ruled(form, "dia-chi", rules::address);
    let topics = form.take_choices("viec", "Việc cần báo");
    let pace: Option<Pace> = form.take_choice("nhip", "Lúc báo");
    let quiet_from = ruled(form, "yen-tu", rules::minutes);
    let quiet_to = ruled(form, "yen-den", rules::minutes);
    let is_on = form.is_checked("bat");
    if is_on && topics.is_empty() && form.fault("viec").is_none() {
        form.refuse("viec", "Chọn ít nhất một loại việc, hoặc tắt thông báo.");
    }
    let rests_on_days_off = form.is_checked("ngay-nghi");
    let (Some(address), Some(pace), Some(quiet_from), Some(quiet_to), true) =
        (address, pace, quiet_from, quiet_to, form.is_sound())
    else {
        return None;
    };
    Some(Wish { address, topics, pace, quiet_from, quiet_to, rests_on_days_off, is_on })
}

pub(crate) async fn subscribe(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            actions::own_account(ctx)?;
            let done = match taken_wish(form) {
                Some(wish) => {
                    let outcome = actions::subscribe(ctx, form.version(), &wish);
                    form.or_refuse("dia-chi", outcome)?
                }
                None => None,
            };
            match done {
                Some(true) => Ok(Answer::see_other(MINE).saying(
                    "Đã lưu. Mở thư vừa gửi tới địa chỉ này và bấm xác nhận; trước đó không có thư nào khác gửi tới.",
                )),
                Some(false) => Ok(Answer::see_other(MINE).saying("Đã lưu.")),
                None => Answer::faulty(&pages::mine_page(ctx, form.clone())?),
            }
        })
        .await
}

pub(crate) async fn ask_again(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, _| match actions::ask_again(ctx) {
            Ok(()) => Ok(Answer::see_other(MINE)
                .saying("Đã gửi lại thư xác nhận. Liên kết trong thư trước không còn dùng được.")),
            // Nothing was written
            Err(Error::Refused(refusal)) => Ok(Answer::see_other(MINE).refusing(refusal.to_string())),
            Err(error) => Err(error.into()),
        })
        .await
}
