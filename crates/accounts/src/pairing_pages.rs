//! What a device sees that is being paired. Opening an address never signs in: a button does.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::Instant;
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit};

use crate::model::Refusal;
use crate::pairing;

#[derive(Template)]
#[template(path = "accounts/pair.html")]
struct PairPage {
    shell: Shell,
    name: String,
    code: String,
}

#[derive(Template)]
#[template(path = "accounts/pair_ask.html")]
struct AskPage {
    shell: Shell,
    form: Form,
}

/// Guesses are counted by where they come from, as at the sign-in.
fn guesser(visit: &Visit) -> (String, Instant, u64) {
    let (key, wall) = (format!("ghép thiết bị {}", visit.peer()), visit.app().clock().wall());
    let wait = visit.app().throttle().wait_seconds(&key, wall);
    (key, wall, wait)
}

/// A code that holds no more: the guess is counted, and what was typed stands to be corrected.
fn asked_again(
    ctx: &mut Ctx<'_>,
    code: &str,
    key: &str,
    wall: Instant,
    wait: u64,
) -> Result<Answer, Problem> {
    if wait > 0 {
        return Err(Problem::TooMany(wait));
    }
    ctx.app.throttle().failed(key, wall);
    let mut form = Form::with(&[("ma", code)]);
    form.refuse("ma", Refusal::PairingOver.to_string());
    let shell = ctx.shell("Ghép thiết bị")?.crumb("Ghép thiết bị", "/ghep").with_faults_of(&form);
    Answer::faulty(&AskPage { shell, form })
}

/// Where the eight characters are typed.
pub(crate) async fn ask(visit: Visit) -> Response {
    let typed = visit.query("ma");
    visit
        .read(move |ctx| {
            let mut form = Form::with(&[("ma", typed.as_deref().unwrap_or_default())]);
            match typed.as_deref().map(pairing::spelled) {
                Some(Some(code)) => return Ok(Answer::see_other(format!("/ghep/{code}"))),
                Some(None) => form.refuse("ma", "Mã ghép gồm 8 chữ và số. Gõ lại đúng như Thư ký đưa."),
                None => {}
            }
            let shell = ctx.shell("Ghép thiết bị")?.crumb("Ghép thiết bị", "/ghep").with_faults_of(&form);
            Answer::page(&AskPage { shell, form })
        })
        .await
}

pub(crate) async fn show(visit: Visit, Path(code): Path<String>) -> Response {
    let (key, wall, wait) = guesser(&visit);
    visit
        .read(move |ctx| {
            // A hall shares one address: who has a code that holds does not wait for others' guesses
            let found = pairing::find(ctx, &code, wall);
            if let Err(Error::Refused(Refusal::PairingOver)) = &found {
                return asked_again(ctx, &code, &key, wall, wait);
            }
            let (_, account) = found?;
            let code = pairing::spelled(&code).unwrap_or_default();
            let person = match account.person_id {
                Some(id) => directory::person(ctx.tx, id)?,
                None => None,
            };
            let name = person.map_or(account.display_name, |one| one.name);
            let shell = ctx.shell("Ghép thiết bị")?.crumb("Ghép thiết bị", "/ghep");
            let page = Answer::page(&PairPage { shell, name, code })?;
            Ok(page.with(header::CACHE_CONTROL, "no-store"))
        })
        .await
}

pub(crate) async fn take(visit: Visit, Path(code): Path<String>, form: Form) -> Response {
    let (key, wall, wait) = guesser(&visit);
    visit
        .write(form, move |ctx, _| {
            let paired = pairing::pair(ctx, &code, wall);
            if let Err(Error::Refused(Refusal::PairingOver)) = &paired {
                return asked_again(ctx, &code, &key, wall, wait);
            }
            let (token, until) = paired?;
            // A telephone closes its browser: the cookie stays as long as the sign-in holds
            let cookie = format!("{}; Max-Age={}", ctx.app.sign_in_cookie(&token), (until - wall) / 1000);
            Ok(Answer::see_other("/lam-viec/phong-hop")
                .with(header::SET_COOKIE, cookie)
                .saying("Đã ghép thiết bị. Dùng được đến hết ngày mai."))
        })
        .await
}
