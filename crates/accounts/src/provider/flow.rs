//! There and back: from the button to the place, and from its answer to a sign-in.

use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Actor, Entropy, Instant};
use kit::{Answer, App, Error, Form, Problem, Shell, Visit, token_sha256};
use seal::Place;

use super::actions::{self, Came};
use super::model::{Provider, Refusal};
use super::rules::{self, Begun};
use super::{client, store};
use crate::pages;

/// Where the place sends people back.
pub(crate) const WAY_BACK: &str = "/dang-nhap/mot-lan/ve";

/// The address that the administrator registers at the place.
pub(crate) fn way_back(app: &App) -> String {
    format!("{}{WAY_BACK}", app.settings().public_url)
}

/// Where what was begun is sealed: in no table, but in the browser that began.
const BEGUN: Place<'_> = Place { table: "sign_in_provider", field: "begun", id: "" };
/// The longest address that is kept to go back to.
const BACK_BYTES_MAX: usize = 500;

fn cookie_name(app: &App) -> &'static str {
    if app.settings().is_https() { "__Host-mot-lan" } else { "mot-lan" }
}

fn cookie(app: &App, begun: &Begun) -> Option<String> {
    let plain = serde_json::to_vec(begun).ok()?;
    let sealed = URL_SAFE_NO_PAD.encode(app.settings().keeper.seal(BEGUN, &plain));
    let secure = if app.settings().is_https() { "; Secure" } else { "" };
    let seconds = rules::BEGUN_MAX_MS / 1000;
    Some(format!("{}={sealed}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", cookie_name(app)))
}

/// What this browser began.
fn begun(app: &App, headers: &HeaderMap) -> Option<Begun> {
    let sealed = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == cookie_name(app))
        .and_then(|(_, value)| URL_SAFE_NO_PAD.decode(value).ok())?;
    let plain = app.settings().keeper.open(BEGUN, &sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

fn fresh(back: String, binds: Option<String>, wall: Instant) -> Begun {
    let secret = || URL_SAFE_NO_PAD.encode(Entropy::secret::<32>());
    Begun { state: secret(), nonce: secret(), verifier: secret(), back, at: wall, binds }
}

/// A sign-in that begins: the address there, and the cookie that it is known by afterwards.
pub(crate) struct Start {
    pub(crate) way: String,
    pub(crate) cookie: String,
}

/// Begins. Blocks while the place is asked what it is like.
pub(crate) fn start(app: &App, one: &Provider, back: &str, binds: Option<String>) -> Result<Start, Refusal> {
    let wall = app.clock().wall();
    let like = client::discover(one, wall)?;
    let back = if back.len() <= BACK_BYTES_MAX { back } else { "" };
    let begun = fresh(back.to_owned(), binds, wall);
    let way = client::way_there(one, &like, &way_back(app), &begun)?;
    let cookie = cookie(app, &begun).ok_or(Refusal::Unproven)?;
    Ok(Start { way, cookie })
}

/// The page that says why nobody was signed in: the sign-in page, with passwords.
fn refused(ctx: &mut kit::Ctx<'_>, refusal: Refusal, back: &str) -> Result<Answer, Problem> {
    let mut page = pages::sign_in_page(ctx, Form::with(&[("ve", back)]))?;
    page.refused = Some(refusal.to_string());
    let status = match refusal {
        Refusal::Down | Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::FORBIDDEN,
    };
    Answer::html(status, &page)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(Refusal::Unproven))
}

/// The place, for a stranger who asks; or what he gets instead.
async fn asked_for(visit: &Visit) -> Result<(Provider, String, Instant), Problem> {
    let (app, wall) = (visit.app().clone(), visit.app().clock().wall());
    // The same count as for passwords: who guesses at one door waits at both
    let key = format!("địa chỉ {}", visit.peer());
    let database = app.clone();
    let one = tokio::task::spawn_blocking(move || database.db().read(actions::in_use))
        .await
        .map_err(|_| Problem::Internal("a reading panicked".to_owned()))??
        .ok_or(Problem::NotFound)?;
    match app.throttle().wait_seconds(&key, wall) {
        0 => Ok((one, key, wall)),
        wait => Err(Problem::TooMany(wait)),
    }
}

/// The button.
pub(crate) async fn begin(visit: Visit) -> Response {
    let back = visit.query("ve").unwrap_or_default();
    let one = match asked_for(&visit).await {
        Ok((one, _, _)) => one,
        Err(problem) => return answer_problem(visit, problem).await,
    };
    let (app, kept) = (visit.app().clone(), back.clone());
    let started = blocking(move || start(&app, &one, &kept, None)).await;
    visit
        .read(move |ctx| {
            if ctx.actor.is_signed_in() {
                return Ok(Answer::see_other(pages::landing(ctx.actor.role)));
            }
            match started {
                Ok(start) => Ok(Answer::see_other("/")
                    .with(header::LOCATION, start.way)
                    .with(header::SET_COOKIE, start.cookie)),
                Err(refusal) => refused(ctx, refusal, &back),
            }
        })
        .await
}

async fn answer_problem(visit: Visit, problem: Problem) -> Response {
    visit.read(move |_| Err(problem)).await
}

/// What the place sent with the browser.
struct Answered {
    state: String,
    code: String,
    is_refused: bool,
    token: Option<String>,
}

/// The place sends somebody back.
pub(crate) async fn come_back(visit: Visit, headers: HeaderMap) -> Response {
    let (one, key, wall) = match asked_for(&visit).await {
        Ok(asked) => asked,
        Err(problem) => return answer_problem(visit, problem).await,
    };
    let app = visit.app().clone();
    let of = |name| visit.query(name).unwrap_or_default();
    let answered = Answered {
        state: of("state"),
        code: of("code"),
        is_refused: visit.query("error").is_some(),
        token: visit.token().map(token_sha256),
    };
    let begun = begun(&app, &headers);
    let back = begun.as_ref().map(|begun| begun.back.clone()).unwrap_or_default();
    let came = blocking(move || finish(&app, &one, begun, answered, wall)).await;
    if let Err(refusal) = &came {
        // Neither a place that is down nor a change of mind is a guess
        if !matches!(refusal, Refusal::Down | Refusal::Busy | Refusal::BrokenOff) {
            visit.app().throttle().failed(&key, wall);
        }
    }
    visit
        .read(move |ctx| match came {
            Ok(Came::SignedIn(token, account)) => Ok(Answer::see_other(pages::way_on(&back, account.role))
                .with(header::SET_COOKIE, ctx.app.sign_in_cookie(&token))),
            Ok(Came::Bound(name)) => {
                Ok(Answer::see_other("/lam-viec/toi").saying(format!("Đã gắn tài khoản với {name}.")))
            }
            Err(refusal) if ctx.actor.is_signed_in() => {
                Ok(Answer::see_other("/lam-viec/toi").refusing(refusal.to_string()))
            }
            Err(refusal) => refused(ctx, refusal, &back),
        })
        .await
}

/// From the answer to who it is. Blocks while the place is asked.
fn finish(
    app: &App,
    one: &Provider,
    begun: Option<Begun>,
    answered: Answered,
    wall: Instant,
) -> Result<Came, Refusal> {
    let begun = rules::check_begun(begun, &answered.state, wall)?;
    let state = begun.state.clone();
    let is_fresh = app.db().write(move |tx| -> db::Result<bool> { actions::use_up(tx, &state, wall) });
    match is_fresh {
        Ok(true) => {}
        Ok(false) => return Err(Refusal::Used),
        Err(error) => {
            tracing::error!(%error, "an answer of the provider of sign-ins was not noted");
            return Err(Refusal::Down);
        }
    }
    if answered.is_refused || answered.code.is_empty() {
        return Err(Refusal::BrokenOff);
    }
    let secret = actions::secret(&app.settings().keeper, one)?;
    let said = client::who_came(one, &secret, &way_back(app), answered.code, &begun, wall)?;
    let (binds, token, version) = (begun.binds, answered.token, one.version);
    let done = app.write_as(&Actor::visitor(), move |ctx| {
        let one = store::provider(ctx.tx)?.filter(|one| one.is_on && one.version == version);
        let Some(one) = one else { return Ok(Err(Refusal::Over)) };
        let came = match &binds {
            None => actions::enter(ctx, &one, &said, wall),
            Some(account) => {
                let found = match &token {
                    Some(token) => crate::signed_in(ctx.tx, token, wall)?,
                    None => None,
                };
                let actor = found.map(|found| found.actor);
                let actor =
                    actor.filter(|actor| actor.account.map(|id| id.to_string()).as_ref() == Some(account));
                let Some((actor, id)) = actor.and_then(|actor| actor.account.map(|id| (actor, id))) else {
                    return Ok(Err(Refusal::NotSignedIn));
                };
                actions::bind(&mut ctx.acting_as(&actor), &one, id, &said)
            }
        };
        match came {
            Ok(came) => Ok(Ok(came)),
            Err(Error::Refused(refusal)) => Ok(Err(refusal)),
            Err(error) => Err(Problem::from(error)),
        }
    });
    done.unwrap_or_else(|problem| {
        tracing::error!(?problem, "a sign-in at the provider was not written down");
        Err(Refusal::Down)
    })
}

/// The step between the form that binds and the place: a form of ours leads nowhere else.
#[derive(Template)]
#[template(path = "accounts/go_there.html")]
struct GoTherePage {
    shell: Shell,
    label: String,
    way: String,
}

/// Binds the own account: begins as a sign-in does.
pub(crate) async fn begin_binding(visit: Visit, form: Form) -> Response {
    let (app, wall) = (visit.app().clone(), visit.app().clock().wall());
    let token = visit.token().map(token_sha256);
    // Only who is signed in has the place asked
    let started = blocking(move || {
        let found = app.db().read(|tx| -> db::Result<_> {
            let signed_in = match &token {
                Some(token) => crate::signed_in(tx, token, wall)?,
                None => None,
            };
            Ok((signed_in.and_then(|found| found.actor.account), actions::in_use(tx)?))
        });
        match found {
            Ok((Some(account), Some(one))) => {
                start(&app, &one, "", Some(account.to_string())).map(|start| Some((start, one.label)))
            }
            Ok(_) => Ok(None),
            Err(_) => Err(Refusal::Down),
        }
    })
    .await
    .map_err(|refusal| refusal.to_string())
    .map(|started| started.map(|(start, label)| (start.way, start.cookie, label)));
    visit
        .write(form, move |ctx, _| match &started {
            Ok(Some((way, cookie, label))) => {
                let shell = ctx
                    .shell("Gắn tài khoản")?
                    .crumb("Tôi", "/lam-viec/toi")
                    .crumb("Gắn tài khoản", "/lam-viec/toi");
                let page = GoTherePage { shell, label: label.clone(), way: way.clone() };
                Ok(Answer::page(&page)?.with(header::SET_COOKIE, cookie.clone()))
            }
            Ok(None) => Err(Problem::NotFound),
            Err(words) => Ok(Answer::see_other("/lam-viec/toi").refusing(words.clone())),
        })
        .await
}
