//! Forms.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::{AccountId, OrganizationId, PersonId, Role};
use kit::{Answer, Error, Form, Problem, Visit};
use tokio::sync::Semaphore;

use crate::actions::{self, NewAccount};
use crate::model::{Refusal, State};
use crate::{pages, password, store};

/// Password work is memory-hard: as many at once as the machine has processors to spare.
static PASSWORD_WORK: Semaphore = Semaphore::const_new(2);

async fn with_permit<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let _permit = PASSWORD_WORK.acquire().await.ok()?;
    tokio::task::spawn_blocking(work).await.ok()
}

pub(crate) async fn sign_in(visit: Visit, form: Form) -> Response {
    let name = form.value("ten").trim().to_lowercase();
    let typed = form.value("mat-khau").to_owned();
    let app = visit.app().clone();
    let wall = app.clock().wall();
    let keys = [format!("tài khoản {name}"), format!("địa chỉ {}", visit.peer())];
    let wait = keys.iter().map(|key| app.throttle().wait_seconds(key, wall)).max().unwrap_or(0);
    if wait > 0 {
        return visit.write(form, move |_, _| Err(Problem::TooMany(wait))).await;
    }
    let wanted = name.clone();
    let found = with_permit(move || {
        let account = app.db().read(|tx| store::account_by_name(tx, &wanted)).ok().flatten();
        let known = account.as_ref().and_then(|account| account.password_hash.as_deref());
        let fits = password::matches(&typed, known);
        account.filter(|account| fits && account.state == State::Active)
    })
    .await
    .flatten();
    let throttle = visit.app().throttle();
    match &found {
        Some(_) => throttle.succeeded(&keys[0]),
        None => keys.iter().for_each(|key| throttle.failed(key, wall)),
    }
    visit
        .write(form, move |ctx, form| {
            form.set("mat-khau", "");
            if form.value("ten").trim().is_empty() {
                form.refuse("ten", "Nhập tên đăng nhập.");
            }
            let Some(account) = &found else {
                if form.is_sound() {
                    form.refuse(
                        "ten",
                        "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra lại, chú ý chế độ gõ tiếng Việt.",
                    );
                }
                return Answer::faulty(&pages::sign_in_page(ctx, form.clone())?);
            };
            let actor = account.actor();
            let mut acting = ctx.acting_as(&actor);
            let token = actions::sign_in(&mut acting, account, wall)?;
            let path = pages::way_on(form.value("ve"), account.role);
            Ok(Answer::see_other(path).with(header::SET_COOKIE, ctx.app.sign_in_cookie(&token)))
        })
        .await
}

pub(crate) async fn sign_out(visit: Visit, form: Form) -> Response {
    let token = visit.token().unwrap_or_default().to_owned();
    visit
        .write(form, move |ctx, _| {
            actions::sign_out(ctx, &token)?;
            Ok(Answer::see_other("/")
                .with(header::SET_COOKIE, ctx.app.sign_out_cookie())
                .saying("Đã đăng xuất."))
        })
        .await
}

/// The new password typed twice, or what is wrong with it at its field.
fn take_password(form: &mut Form, account_name: &str) -> Option<String> {
    let typed = form.value("mat-khau-moi").to_owned();
    if let Some(fault) = password::fault(&typed, account_name) {
        form.refuse("mat-khau-moi", fault);
        None
    } else if form.value("mat-khau-lai") == typed {
        Some(typed)
    } else {
        form.refuse("mat-khau-lai", "Hai lần gõ mật khẩu khác nhau. Gõ lại.");
        None
    }
}

fn clear_passwords(form: &mut Form) {
    for name in ["mat-khau", "mat-khau-moi", "mat-khau-lai"] {
        form.set(name, "");
    }
}

pub(crate) async fn accept_invitation(visit: Visit, Path(token): Path<String>, form: Form) -> Response {
    let typed = form.value("mat-khau-moi").to_owned();
    let hashed = with_permit(move || password::hash(&typed).unwrap_or_default()).await.unwrap_or_default();
    let wall = visit.app().clock().wall();
    visit
        .write(form, move |ctx, form| {
            let account = actions::invited(ctx, &token, wall)?;
            if take_password(form, &account.name).is_none() {
                clear_passwords(form);
                return Answer::faulty(&pages::invitation_page(ctx, token.clone(), form.clone())?);
            }
            let actor = account.actor();
            let mut acting = ctx.acting_as(&actor);
            actions::accept_invitation(&mut acting, &token, &hashed, wall)?;
            Ok(Answer::see_other("/dang-nhap").saying("Đã nhận tài khoản. Đăng nhập bằng mật khẩu vừa đặt."))
        })
        .await
}

pub(crate) async fn invite(visit: Visit, form: Form) -> Response {
    let wall = visit.app().clock().wall();
    visit
        .write(form, move |ctx, form| {
            let new = parse_new_account(ctx, form)?;
            if let Some(new) = new {
                match actions::invite(ctx, &new, wall) {
                    Ok((_, token)) => {
                        let link = format!("{}/loi-moi/{token}", ctx.app.settings().public_url);
                        // Shown once, on this very page: the link is a secret and stays out of addresses
                        return Answer::page(&pages::list_page(ctx, Form::new(), "", Some(link))?);
                    }
                    Err(Error::Refused(reason @ Refusal::NameTaken)) => {
                        form.refuse("ten", reason.to_string());
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::list_page(ctx, form.clone(), "", None)?)
        })
        .await
}

fn parse_new_account(ctx: &mut kit::Ctx<'_>, form: &mut Form) -> Result<Option<NewAccount>, Problem> {
    let name = form.take_line("ten", "Tên đăng nhập", 60).to_lowercase();
    let plain =
        name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_'));
    if form.fault("ten").is_none() && (!plain || name.len() < 2) {
        form.refuse("ten", "Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm, gạch; ít nhất 2 ký tự.");
    }
    let display_name = form.take_line("ho-ten", "Họ và tên", 120);
    let role: Option<Role> = form.take_choice("vai-tro", "Vai trò");
    let organization: Option<OrganizationId> = form.take_choice_or_none("co-quan", "Cơ quan");
    let found = match organization {
        Some(id) => directory::organization(ctx.tx, id)?,
        None => None,
    };
    if organization.is_some() && found.is_none() {
        form.refuse("co-quan", "Chọn cơ quan trong danh sách.");
    }
    if found.is_none()
        && role.is_some_and(|role| role != Role::Administrator)
        && form.fault("co-quan").is_none()
    {
        form.refuse("co-quan", "Chọn cơ quan mà người này làm việc.");
    }
    let Some(role) = role.filter(|role| *role != Role::Visitor).filter(|_| form.is_sound()) else {
        return Ok(None);
    };
    let council = match &found {
        Some(one) => directory::council_of_area(ctx.tx, one.area_id, ctx.today)?.map(|council| council.id),
        None => None,
    };
    Ok(Some(NewAccount {
        name,
        display_name,
        role,
        organization,
        council,
        area: found.map(|one| one.area_id),
    }))
}

pub(crate) async fn set_state(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: AccountId = id.parse().map_err(|_| Problem::NotFound)?;
            let suspend = form.value("khoa") == "1";
            let account = actions::set_state(ctx, id, form.version(), suspend)?;
            let done = if suspend { "Đã khóa" } else { "Đã mở" };
            Ok(Answer::see_other("/lam-viec/tai-khoan").saying(format!("{done} tài khoản {}.", account.name)))
        })
        .await
}

pub(crate) async fn set_person(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let account = pages::find(ctx, &id)?;
            let person: Option<PersonId> = form.take_choice_or_none("dai-bieu", "Đại biểu");
            let done = match actions::set_person(ctx, account.id, form.version(), person) {
                _ if !form.is_sound() => None,
                outcome => form.or_refuse("dai-bieu", outcome)?,
            };
            match done {
                Some(_) => Ok(Answer::see_other("/lam-viec/tai-khoan")
                    .saying(format!("Đã lưu tài khoản {}.", account.name))),
                None => Answer::faulty(&pages::account_page(ctx, account, form.clone())?),
            }
        })
        .await
}

pub(crate) async fn reinvite(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let wall = visit.app().clock().wall();
    visit
        .write(form, move |ctx, _| {
            let id: AccountId = id.parse().map_err(|_| Problem::NotFound)?;
            let (_, token) = actions::reinvite(ctx, id, wall)?;
            let link = format!("{}/loi-moi/{token}", ctx.app.settings().public_url);
            Answer::page(&pages::list_page(ctx, Form::new(), "", Some(link))?)
        })
        .await
}

pub(crate) async fn change_password(visit: Visit, form: Form) -> Response {
    let token = visit.token().unwrap_or_default().to_owned();
    let (app, hashed_token) = (visit.app().clone(), kit::token_sha256(&token));
    let (old, new) = (form.value("mat-khau").to_owned(), form.value("mat-khau-moi").to_owned());
    let wall = app.clock().wall();
    let work = with_permit(move || {
        let known = app
            .db()
            .read(|tx| {
                let Some(found) = crate::signed_in(tx, &hashed_token, wall)? else { return Ok(None) };
                let Some(id) = found.actor.account else { return Ok(None) };
                store::account(tx, id)
            })
            .unwrap_or(None);
        let fits =
            password::matches(&old, known.as_ref().and_then(|account| account.password_hash.as_deref()));
        (fits, password::hash(&new).unwrap_or_default())
    })
    .await;
    let (fits, hashed) = work.unwrap_or((false, String::new()));
    visit
        .write(form, move |ctx, form| {
            if !fits {
                form.refuse("mat-khau", "Mật khẩu đang dùng chưa đúng.");
            }
            let name = ctx.actor.name.clone();
            take_password(form, &name);
            let sound = form.is_sound();
            clear_passwords(form);
            if !sound {
                return Answer::faulty(&pages::me_page(ctx, form.clone(), &token)?);
            }
            actions::change_password(ctx, &hashed, &token)?;
            Ok(Answer::see_other("/lam-viec/toi").saying("Đã đổi mật khẩu. Các nơi đăng nhập khác đã thoát."))
        })
        .await
}

pub(crate) async fn revoke_others(visit: Visit, form: Form) -> Response {
    let token = visit.token().unwrap_or_default().to_owned();
    visit
        .write(form, move |ctx, _| {
            let ended = actions::revoke_others(ctx, &token)?;
            Ok(Answer::see_other("/lam-viec/toi").saying(format!("Đã thoát {ended} nơi đăng nhập khác.")))
        })
        .await
}
