//! The administrator's page of the place, and the forms about it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::AccountId;
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit, token_sha256};

use super::actions::{self, Wanted};
use super::model::{Matched, Refusal};
use super::{client, flow, rules, store};
use crate::policy::{self, Action};

pub(crate) const BASE: &str = "/lam-viec/dang-nhap-mot-lan";

const ADDRESS_MAX: usize = 300;
const HOSTS_MAX: usize = 1_000;
const LABEL_MAX: usize = 60;
const SECRET_MAX: usize = 1_000;

#[derive(Template)]
#[template(path = "accounts/provider.html")]
pub(crate) struct ProviderPage {
    shell: Shell,
    form: Form,
    is_set: bool,
    is_on: bool,
    way_back: String,
    matched: Vec<(String, String)>,
}

fn provider_page(ctx: &mut Ctx<'_>, form: Option<Form>) -> Result<ProviderPage, Problem> {
    if !policy::may(ctx.actor, Action::KeepProvider) {
        return Err(Problem::NotFound);
    }
    let known = store::provider(ctx.tx)?;
    let (is_set, is_on) = (known.is_some(), known.as_ref().is_some_and(|one| one.is_on));
    let form = form.unwrap_or_else(|| match &known {
        None => Form::with(&[("cach-nhan", Matched::Nobody.as_str())]),
        Some(one) => {
            let mut form = Form::with(&[
                ("nhan", &one.label),
                ("dia-chi", &one.issuer),
                ("ma-ung-dung", &one.client_id),
                ("may-khac", &one.other_hosts),
                ("cach-nhan", one.matched.as_str()),
                ("version", &one.version.to_string()),
            ]);
            if one.is_on {
                form.add("bat", "co".to_owned());
            }
            form
        }
    });
    let shell = ctx
        .shell("Đăng nhập một lần")?
        .crumb("Quản trị", "/lam-viec/tai-khoan")
        .crumb("Đăng nhập một lần", BASE)
        .with_faults_of(&form);
    Ok(ProviderPage {
        shell,
        form,
        is_set,
        is_on,
        way_back: flow::way_back(ctx.app),
        matched: Matched::choices(),
    })
}

pub(crate) async fn provider(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&provider_page(ctx, None)?)).await
}

/// What was typed of the place; unsound when something is wrong.
fn taken(form: &mut Form) -> Option<Wanted> {
    let label = form.take_line("nhan", "Chữ trên nút", LABEL_MAX);
    let issuer = form.take_line("dia-chi", "Địa chỉ nơi đăng nhập", ADDRESS_MAX);
    let issuer = checked(form, "dia-chi", &issuer, rules::check_issuer);
    let client_id = form.take_line("ma-ung-dung", "Mã ứng dụng", ADDRESS_MAX);
    let secret = form.take_line_or_empty("ma-bi-mat", "Mã bí mật", SECRET_MAX);
    let hosts = form.take_text_or_empty("may-khac", "Máy khác", HOSTS_MAX);
    let other_hosts = checked(form, "may-khac", &hosts, rules::check_hosts);
    let matched: Option<Matched> = form.take_choice("cach-nhan", "Nhận ra người dùng");
    let matched = matched.filter(|_| form.is_sound())?;
    Some(Wanted { issuer, client_id, secret, label, other_hosts, matched, is_on: form.is_checked("bat") })
}

/// A field by its rule; what is wrong stands at it.
fn checked(
    form: &mut Form,
    field: &str,
    typed: &str,
    rule: impl Fn(&str) -> Result<String, Refusal>,
) -> String {
    if form.fault(field).is_some() {
        return String::new();
    }
    rule(typed).unwrap_or_else(|refusal| {
        form.refuse(field, refusal.to_string());
        String::new()
    })
}

pub(crate) async fn keep(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if !policy::may(ctx.actor, Action::KeepProvider) {
                return Err(Problem::NotFound);
            }
            let wanted = taken(form);
            let done = match &wanted {
                Some(wanted) => form.or_refuse("ma-bi-mat", actions::keep(ctx, form.version(), wanted))?,
                None => None,
            };
            form.set("ma-bi-mat", "");
            match (done, wanted) {
                (Some(()), Some(wanted)) => {
                    let said = if wanted.is_on {
                        "Đã lưu. Trang đăng nhập có thêm nút này; mật khẩu vẫn dùng được."
                    } else {
                        "Đã lưu. Đang tắt: mọi người đăng nhập bằng mật khẩu."
                    };
                    Ok(Answer::see_other(BASE).saying(said))
                }
                _ => Answer::faulty(&provider_page(ctx, Some(form.clone()))?),
            }
        })
        .await
}

/// Asks the place now, for whoever sets it up.
pub(crate) async fn try_it(visit: Visit, form: Form) -> Response {
    let (app, wall) = (visit.app().clone(), visit.app().clock().wall());
    let token = visit.token().map(token_sha256);
    // Nobody but an administrator makes the server ask
    let found = tokio::task::spawn_blocking(move || {
        let one = app.db().read(|tx| -> db::Result<_> {
            let signed_in = match &token {
                Some(token) => crate::signed_in(tx, token, wall)?,
                None => None,
            };
            let may = signed_in.is_some_and(|found| policy::may(&found.actor, Action::KeepProvider));
            if may { store::provider(tx) } else { Ok(None) }
        });
        one.ok().flatten().map(|one| client::discover_anew(&one, wall).map(|_| one))
    })
    .await
    .ok()
    .flatten();
    visit
        .write(form, move |ctx, _| {
            if !policy::may(ctx.actor, Action::KeepProvider) {
                return Err(Problem::NotFound);
            }
            let answer = Answer::see_other(BASE);
            Ok(match &found {
                None => answer.refusing("Lưu địa chỉ nơi đăng nhập trước rồi hỏi thử."),
                Some(Ok(one)) => answer.saying(format!(
                    "{} trả lời đúng chuẩn. Việc còn lại: đăng nhập thử bằng nút ở trang đăng nhập.",
                    one.issuer
                )),
                Some(Err(refusal)) => answer.refusing(refusal_for_administrator(*refusal)),
            })
        })
        .await
}

/// What the administrator can do about it.
fn refusal_for_administrator(refusal: Refusal) -> String {
    match refusal {
        Refusal::Down => {
            "Nơi đăng nhập không trả lời: kiểm tra địa chỉ, mạng và chứng thư của máy ấy.".to_owned()
        }
        Refusal::Unproven => {
            "Máy ấy trả lời nhưng không theo chuẩn OpenID Connect: kiểm tra địa chỉ, kể cả dấu / ở cuối."
                .to_owned()
        }
        other => other.to_string(),
    }
}

fn id_of(ctx: &Ctx<'_>, id: &str) -> Result<AccountId, Problem> {
    if !policy::may(ctx.actor, Action::KeepProvider) {
        return Err(Problem::NotFound);
    }
    id.parse().map_err(|_| Problem::NotFound)
}

/// The administrator writes down by which address an account is known there.
pub(crate) async fn write_email(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id = id_of(ctx, &id)?;
            let email = form.take_line_or_empty("thu-mot-lan", "Thư điện tử", 200).to_lowercase();
            let is_address = email.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty() && host.contains('.') && !host.contains('@') && !email.contains(' ')
            });
            if !email.is_empty() && !is_address && form.is_sound() {
                form.refuse("thu-mot-lan", "Nhập địa chỉ thư đầy đủ, ví dụ lan@example.vn.");
            }
            let done = if form.is_sound() {
                form.or_refuse("thu-mot-lan", actions::write_email(ctx, id, &email))?
            } else {
                None
            };
            let account = crate::pages::find(ctx, &id.to_string())?;
            if done.is_none() {
                let whole = crate::pages::form_of(ctx, &account)?;
                return Answer::faulty(&crate::pages::account_page(ctx, account, form.over(whole))?);
            }
            Ok(Answer::see_other(format!("/lam-viec/tai-khoan/{id}")).saying("Đã lưu thư điện tử."))
        })
        .await
}

/// The administrator unbinds an account.
pub(crate) async fn unbind(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id = id_of(ctx, &id)?;
            actions::unbind(ctx, id)?;
            Ok(Answer::see_other(format!("/lam-viec/tai-khoan/{id}"))
                .saying("Đã bỏ gắn. Tài khoản này chỉ còn đăng nhập bằng mật khẩu."))
        })
        .await
}

/// Somebody unbinds the own account.
pub(crate) async fn unbind_own(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, _| {
            let id = ctx.actor.account.ok_or(Problem::NotFound)?;
            match actions::unbind(ctx, id) {
                Ok(()) => Ok(Answer::see_other("/lam-viec/toi")
                    .saying("Đã bỏ gắn. Từ nay chỉ đăng nhập bằng mật khẩu.")),
                Err(Error::NotFound) => Ok(Answer::see_other("/lam-viec/toi")),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
