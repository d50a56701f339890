//! One request: who comes, what is asked, and one transaction for it.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Actor, text};
use papers::Reading;
use sha2::{Digest, Sha256};

use crate::ctx::RequestFacts;
use crate::program::CallFacts;
use crate::{
    Access, Answer, App, Ctx, Flash, Form, Problem, ReadFault, TextSize, Upload, Watch, live, store,
};

/// The stored form of a sign-in token: the token itself is only in the cookie.
pub fn token_sha256(token: &str) -> String {
    text::hex(&Sha256::digest(token.as_bytes()))
}

/// A request, taken apart.
pub struct Visit {
    pub(crate) app: App,
    access: Access,
    pub(crate) facts: RequestFacts,
    pub(crate) call: CallFacts,
    pub(crate) is_safe: bool,
    query: Vec<(String, String)>,
    token: Option<String>,
    is_ours: bool,
    etag: Option<String>,
    peer: String,
}

impl FromRequestParts<App> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let headers = &parts.headers;
        let token = cookie(headers, cookie_name(app));
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let facts = RequestFacts {
            came_from: came_from(headers),
            csrf: csrf_token(app, token.as_deref()),
            flash: cookie(headers, FLASH).and_then(|raw| read_flash(&raw)),
            text_size: match cookie(headers, "co-chu").as_deref() {
                Some("1") => TextSize::Large,
                Some("2") => TextSize::Larger,
                _ => TextSize::Normal,
            },
            path,
        };
        let peer = parts
            .extensions
            .get::<axum::extract::ConnectInfo<std::net::SocketAddr>>()
            .map_or_else(String::new, |info| info.0.ip().to_string());
        Ok(Self {
            app: app.clone(),
            // A route that says nothing is closed
            access: parts.extensions.get::<Access>().copied().unwrap_or(Access::SignedIn),
            // PostgreSQL has no text with a NUL
            query: parse_pairs(&parts.uri.query().unwrap_or("").replace("%00", "")),
            is_ours: is_ours(headers),
            is_safe: parts.method.is_safe(),
            call: CallFacts::of(headers),
            etag: text_of(headers, &header::IF_NONE_MATCH),
            facts,
            token,
            peer,
        })
    }
}

impl Visit {
    /// The value of a query parameter.
    pub fn query(&self, name: &str) -> Option<String> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// The query as a form, for filters.
    pub fn query_form(&self) -> Form {
        let mut form = Form::new();
        for (name, value) in &self.query {
            form.add(name, value.clone());
        }
        form
    }

    /// The installation.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The other end's address, for rate limits.
    pub fn peer(&self) -> &str {
        &self.peer
    }

    /// The raw token of the sign-in cookie.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    pub(crate) fn public(mut self) -> Self {
        self.access = Access::Public;
        self
    }

    /// Reads on one snapshot and answers.
    pub async fn read(
        self,
        work: impl FnOnce(&mut Ctx<'_>) -> Result<Answer, Problem> + Send + 'static,
    ) -> Response {
        let outcome = tokio::task::spawn_blocking(move || self.read_now(work)).await;
        outcome.unwrap_or_else(|_| Problem::Internal("a page panicked".to_owned()).bare().into_response())
    }

    fn read_now(self, work: impl FnOnce(&mut Ctx<'_>) -> Result<Answer, Problem>) -> Response {
        let law = self.app.law();
        let wall = self.app.clock().wall();
        let token = self.token.as_deref().map(token_sha256);
        let mut wants_touch = false;
        let answer = self.app.db().read(|tx| {
            let signed_in = match &token {
                Some(token) => self.app.house().signed_in(tx, token, wall)?,
                None => None,
            };
            let actor = match signed_in {
                Some(found) => {
                    wants_touch = found.wants_touch;
                    found.actor
                }
                None => Actor::visitor(),
            };
            let mut ctx = Ctx::new(tx, &self.app, &law, &actor, &self.facts);
            if self.access != Access::Public && !actor.is_signed_in() {
                return Ok(Answer::see_other(sign_in_path(&self.facts.path)));
            }
            let mut answer = work(&mut ctx).unwrap_or_else(|problem| problem.answer(&mut ctx));
            answer.card = ctx.share.take().map(|share| share.card);
            Ok(answer)
        });
        if wants_touch && let Some(token) = token {
            let app = self.app.clone();
            let touched = self.app.db().write(move |tx| app.house().touch(tx, &token, wall));
            if let Err(error) = touched {
                tracing::warn!(%error, "a sign-in could not be noted as seen");
            }
        }
        let answer = answer.unwrap_or_else(|error: db::Error| {
            tracing::error!(%error, "the database did not answer");
            Problem::Database(error).bare()
        });
        self.finish(answer)
    }

    /// What the file in a field says, read by a process of its own before anything is written; nothing
    /// when no file came. Only for somebody who signed in, with a form of ours.
    pub async fn read_upload(&self, form: &Form, field: &str) -> Option<Result<Reading, ReadFault>> {
        let bytes = form.uploads_of(field).first().map(|upload| upload.bytes.clone())?;
        let token = self.token.as_deref().map(token_sha256)?;
        if !self.is_ours || !same(form.value("csrf"), &self.facts.csrf) {
            return None;
        }
        let app = self.app.clone();
        let read = tokio::task::spawn_blocking(move || {
            let wall = app.clock().wall();
            let signed_in = app.db().read(|tx| app.house().signed_in(tx, &token, wall)).ok()??;
            signed_in.actor.is_signed_in().then(|| app.read_file(&bytes))
        });
        read.await.unwrap_or(Some(Err(ReadFault::Unreadable)))
    }

    /// Lets the reader watch what `find` allows.
    pub async fn watch(
        self,
        find: impl FnOnce(&mut Ctx<'_>) -> Result<Watch, Problem> + Send + 'static,
    ) -> Response {
        let app = self.app.clone();
        let found = Arc::new(Mutex::new(None));
        let put = Arc::clone(&found);
        let refusal = self
            .read(move |ctx| {
                let watch = find(ctx)?;
                *put.lock().unwrap_or_else(PoisonError::into_inner) = Some(watch);
                Ok(Answer::text("text/plain", String::new()))
            })
            .await;
        let watch = found.lock().unwrap_or_else(PoisonError::into_inner).take();
        watch.map_or(refusal, |watch| live::stream(&app, &watch))
    }

    /// Acts on a form in one write transaction and answers. The form must be ours, and is
    /// acted on once: sent again, it leads where it led the first time.
    pub async fn write(
        self,
        form: Form,
        work: impl Fn(&mut Ctx<'_>, &mut Form) -> Result<Answer, Problem> + Send + 'static,
    ) -> Response {
        let outcome = tokio::task::spawn_blocking(move || self.write_now(form, work)).await;
        outcome.unwrap_or_else(|_| Problem::Internal("a form panicked".to_owned()).bare().into_response())
    }

    fn write_now(
        self,
        form: Form,
        work: impl Fn(&mut Ctx<'_>, &mut Form) -> Result<Answer, Problem> + Send + 'static,
    ) -> Response {
        let wall = self.app.clock().wall();
        let (app, facts, access, is_ours) = (self.app.clone(), self.facts.clone(), self.access, self.is_ours);
        let token = self.token.as_deref().map(token_sha256);
        let answer = self.app.db().write(move |tx| {
            let law = app.law();
            let signed_in = match &token {
                Some(token) => app.house().signed_in(tx, token, wall)?,
                None => None,
            };
            let actor = signed_in.map_or_else(Actor::visitor, |found| found.actor);
            let mut ctx = Ctx::new(tx, &app, &law, &actor, &facts);
            let mut form = form.clone();
            let answer = if access != Access::Public && !actor.is_signed_in() {
                Err(Problem::SignedOut)
            } else if !is_ours || !same(form.value("csrf"), &facts.csrf) {
                Err(Problem::NotOurForm)
            } else {
                once(&mut ctx, &mut form, &work)
            };
            match answer {
                Ok(answer) if answer.status.as_u16() < 400 => Ok(answer),
                Ok(answer) => Err(Undo::Answer(Box::new(answer))),
                Err(problem) => Err(Undo::Answer(Box::new(problem.answer(&mut ctx)))),
            }
        });
        if let Ok(Answer { work: Some(work), .. }) = &answer {
            work.begin(&self.app);
        }
        if let Ok(Answer { stirs: Some(topic), .. }) = &answer {
            self.app.live().stir(topic);
        }
        let answer = answer.unwrap_or_else(|undo| match undo {
            Undo::Answer(answer) => *answer,
            Undo::Database(error) => {
                tracing::error!(%error, "a form was not saved");
                Problem::Database(error).bare()
            }
        });
        self.finish(answer)
    }

    /// Adds cookies and caching, and answers 304 when the reader has the page already.
    fn finish(self, mut answer: Answer) -> Response {
        let secure = if self.app.settings().is_https() { "; Secure" } else { "" };
        let flash = answer.flash.take();
        let mut cookies = Vec::new();
        if let Some(flash) = &flash {
            cookies.push(format!(
                "{FLASH}={}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax{secure}",
                write_flash(flash)
            ));
        } else if self.facts.flash.is_some() && answer.status != StatusCode::SEE_OTHER {
            cookies.push(format!("{FLASH}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}"));
        }
        let has_cache_rule = answer.headers.iter().any(|(name, _)| *name == header::CACHE_CONTROL);
        if !has_cache_rule {
            let private = self.token.is_some() || answer.status != StatusCode::OK;
            answer = answer.with(header::CACHE_CONTROL, if private { "no-store" } else { "no-cache" });
            if !private && cookies.is_empty() {
                let etag = format!("W/\"{}\"", &text::hex(&Sha256::digest(&answer.body))[..24]);
                let fresh = self.etag.as_deref() == Some(&etag);
                answer = answer.with(header::ETAG, etag).with(header::VARY, "Cookie");
                if fresh {
                    answer.status = StatusCode::NOT_MODIFIED;
                    answer.body.clear();
                }
            }
        }
        answer.headers.extend(cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie)));
        answer.into_response()
    }
}

/// Why the transaction was undone.
enum Undo {
    Answer(Box<Answer>),
    Database(db::Error),
}

impl From<db::Error> for Undo {
    fn from(error: db::Error) -> Self {
        Self::Database(error)
    }
}

fn once(
    ctx: &mut Ctx<'_>,
    form: &mut Form,
    work: &impl Fn(&mut Ctx<'_>, &mut Form) -> Result<Answer, Problem>,
) -> Result<Answer, Problem> {
    let key = form.value("form_key").to_owned();
    let account = ctx.actor.account.map(|id| id.to_string());
    let has_key = (1..=64).contains(&key.len());
    if has_key && let Some((owner, location)) = store::led_to(ctx.tx, &key)? {
        return if owner == account {
            Ok(Answer::see_other(location)
                .saying("Biểu mẫu này đã được gửi trước đó; việc chỉ được ghi một lần."))
        } else {
            Err(Problem::NotOurForm)
        };
    }
    let answer = work(ctx, form)?;
    let led_to =
        if answer.status == StatusCode::SEE_OTHER { answer.location() } else { answer.again.as_deref() };
    if has_key && let Some(location) = led_to {
        store::note(ctx.tx, &key, account, location, ctx.now)?;
    }
    Ok(answer)
}

/// The name of the sign-in cookie: bound to host and HTTPS where there is HTTPS.
fn cookie_name(app: &App) -> &'static str {
    if app.settings().is_https() { "__Host-nghisu" } else { "nghisu" }
}

impl App {
    /// The cookie that signs in.
    pub fn sign_in_cookie(&self, token: &str) -> String {
        let secure = if self.settings().is_https() { "; Secure" } else { "" };
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}", cookie_name(self))
    }

    /// The cookie that signs out.
    pub fn sign_out_cookie(&self) -> String {
        let secure = if self.settings().is_https() { "; Secure" } else { "" };
        format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", cookie_name(self))
    }
}

fn sign_in_path(wanted: &str) -> String {
    format!("/dang-nhap?ve={}", text::percent_encoded(wanted))
}

/// A token bound to the sign-in (or, for a visitor, to this process), so that another site
/// cannot know it.
fn csrf_token(app: &App, token: Option<&str>) -> String {
    let mut sum = Sha256::new();
    sum.update(app.secret());
    sum.update(token.unwrap_or("visitor").as_bytes());
    URL_SAFE_NO_PAD.encode(sum.finalize())
}

/// Compares without telling by time where they differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// The request came from a page of ours: the browser says so in `Sec-Fetch-Site`, or `Origin`
/// names our host. A request without either did not come from a browser.
fn is_ours(headers: &HeaderMap) -> bool {
    match text_of(headers, &header::HeaderName::from_static("sec-fetch-site")).as_deref() {
        Some("same-origin" | "none") => return true,
        Some(_) => return false,
        None => {}
    }
    let Some(origin) = text_of(headers, &header::ORIGIN) else { return true };
    let host = text_of(headers, &header::HOST).unwrap_or_default();
    origin.split_once("://").is_some_and(|(_, origin_host)| origin_host == host)
}

fn came_from(headers: &HeaderMap) -> Option<String> {
    let referer = text_of(headers, &header::REFERER)?;
    let host = text_of(headers, &header::HOST)?;
    let (_, rest) = referer.split_once("://")?;
    let path = rest.strip_prefix(&host)?;
    path.starts_with('/').then(|| path.to_owned())
}

fn text_of(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, value)| *known == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

const FLASH: &str = "vua-xong";

fn write_flash((text, undo, bad): &(String, Option<String>, bool)) -> String {
    let line = format!("{}\n{}\n{text}", if *bad { "1" } else { "0" }, undo.as_deref().unwrap_or(""));
    URL_SAFE_NO_PAD.encode(line)
}

fn read_flash(raw: &str) -> Option<Flash> {
    let line = String::from_utf8(URL_SAFE_NO_PAD.decode(raw).ok()?).ok()?;
    let mut parts = line.splitn(3, '\n');
    let (bad, undo, text) = (parts.next()?, parts.next()?, parts.next()?);
    let undo = Some(undo.to_owned()).filter(|path| path.starts_with('/') && !path.starts_with("//"));
    Some(Flash { text: text.to_owned(), undo, bad: bad == "1" })
}

/// `a=1&b=2` as pairs, decoded; what is not UTF-8 loses those bytes.
fn parse_pairs(raw: &str) -> Vec<(String, String)> {
    raw.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(raw: &str) -> String {
    let bytes = raw.as_bytes();
    let (mut out, mut i) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(i) {
        let hex =
            raw.get(i + 1..i + 3).filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, hex) {
            (_, Some(value)) => {
                out.push(value);
                i += 2;
            }
            (b'+', None) => out.push(b' '),
            (other, None) => out.push(other),
        }
        i += 1;
    }
    // Zero bytes are no text, and PostgreSQL refuses them
    String::from_utf8_lossy(&out).replace('\0', "")
}

/// The most fields a form may have: a commune's report has about two hundred.
const FIELDS_MAX: usize = 5_000;

impl FromRequest<App> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let media = text_of(request.headers(), &header::CONTENT_TYPE).unwrap_or_default();
        if media.starts_with("multipart/form-data") {
            let multipart = Multipart::from_request(request, app).await.map_err(|_| unreadable())?;
            return read_multipart(multipart).await;
        }
        let body = axum::body::Bytes::from_request(request, app).await.map_err(|_| unreadable())?;
        let raw = std::str::from_utf8(&body).map_err(|_| unreadable())?;
        let mut form = Self::new();
        for (name, value) in parse_pairs(raw).into_iter().take(FIELDS_MAX) {
            form.add(&name, value);
        }
        Ok(form)
    }
}

async fn read_multipart(mut multipart: Multipart) -> Result<Form, Response> {
    let mut form = Form::new();
    let mut fields = 0;
    while let Some(field) = multipart.next_field().await.map_err(|_| unreadable())? {
        fields += 1;
        if fields > FIELDS_MAX {
            return Err(unreadable());
        }
        let name = field.name().unwrap_or("").to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| unreadable())?;
        match file_name {
            Some(file_name) => form.add_upload(Upload { field: name, file_name, bytes: bytes.to_vec() }),
            None => form.add(&name, String::from_utf8_lossy(&bytes).replace('\0', "")),
        }
    }
    Ok(form)
}

/// The body broke off, was too large or no form.
fn unreadable() -> Response {
    Problem::Refused(String::new()).bare().with_status(StatusCode::PAYLOAD_TOO_LARGE).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_keeps_its_marks() {
        assert_eq!(
            parse_pairs("q=%C4%91%C3%B4n+%C4%91%E1%BB%91c&x=%zz&y"),
            [("q".into(), "đôn đốc".into()), ("x".into(), "%zz".into()), ("y".into(), String::new())]
        );
    }

    #[test]
    fn a_flash_comes_back_as_it_went() {
        let raw =
            write_flash(&("Đã gửi 3 công văn đôn đốc".to_owned(), Some("/x/hoan-tac".to_owned()), false));
        let flash = read_flash(&raw).expect("a flash");
        assert_eq!(
            (flash.text.as_str(), flash.undo.as_deref(), flash.bad),
            ("Đã gửi 3 công văn đôn đốc", Some("/x/hoan-tac"), false)
        );
        assert!(read_flash("khong-phai").is_none());
    }
}
