//! The pages to which links in mails lead: they need no sign-in, only the link.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::Actor;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::actions;
use crate::model::Subscription;

/// What stands on such a page.
enum Page {
    /// One button to agree.
    Confirm,
    /// Agreed.
    Confirmed,
    /// The link was used, or is too old.
    Over,
    /// One button to end it.
    End,
    /// Ended.
    Ended,
}

#[derive(Template)]
#[template(path = "mail/link.html")]
struct LinkPage {
    shell: Shell,
    page: Page,
    address: String,
    action: String,
}

/// A page whose address is a secret: kept nowhere and passed on to nobody.
fn link_page(ctx: &mut Ctx<'_>, page: Page, one: Option<&Subscription>) -> Result<Answer, Problem> {
    let title = match page {
        Page::Confirm | Page::Confirmed | Page::Over => "Xác nhận địa chỉ nhận thông báo",
        Page::End | Page::Ended => "Thôi nhận thông báo",
    };
    let action = ctx.path().split('?').next().unwrap_or_default().to_owned();
    let address = one.map(|one| one.address.clone()).unwrap_or_default();
    let shell = ctx.shell(title)?;
    let answer = Answer::page(&LinkPage { shell, page, address, action })?;
    Ok(answer.with(header::REFERRER_POLICY, "no-referrer").with(header::CACHE_CONTROL, "no-store"))
}

pub(crate) async fn ask_confirm(visit: Visit, Path((id, code)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| match actions::to_confirm(ctx, &id, &code)? {
            Some(one) => link_page(ctx, Page::Confirm, Some(&one)),
            None => link_page(ctx, Page::Over, None),
        })
        .await
}

pub(crate) async fn confirm(visit: Visit, Path((id, code)): Path<(String, String)>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let is_done = actions::confirm(ctx, &id, &code)?;
            link_page(ctx, if is_done { Page::Confirmed } else { Page::Over }, None)
        })
        .await
}

pub(crate) async fn ask_unsubscribe(visit: Visit, Path((id, code)): Path<(String, String)>) -> Response {
    visit
        .read(move |ctx| {
            let one = actions::to_end(ctx, &id, &code)?;
            let page = if one.is_on { Page::End } else { Page::Ended };
            link_page(ctx, page, Some(&one))
        })
        .await
}

/// One click of a mail program, which has neither cookie nor token of ours (RFC 8058): the link
/// itself is the right, and all it can do is end mails.
pub(crate) async fn unsubscribe(visit: Visit, Path((id, code)): Path<(String, String)>) -> Response {
    let app = visit.app().clone();
    let done = tokio::task::spawn_blocking(move || {
        app.write_as(&Actor::system(), move |ctx| Ok(actions::unsubscribe(ctx, &id, &code)?))
    })
    .await;
    match done {
        Ok(Ok(())) => visit.read(|ctx| link_page(ctx, Page::Ended, None)).await,
        Ok(Err(problem)) => visit.read(move |_| Err(problem)).await,
        Err(_) => visit.read(|_| Err(Problem::Internal("a form panicked".to_owned()))).await,
    }
}
