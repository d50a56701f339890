//! The door for programs: a key of their organization instead of a cookie, JSON in and out, and
//! every refusal a problem of RFC 9457.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Actor, text};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::{Answer, App, Ctx, Error, Form, Problem, Visit};

/// A program that showed a key which holds.
#[derive(Debug, Clone)]
pub struct Caller {
    /// In whose name it acts.
    pub actor: Actor,
    /// The id of its key.
    pub key: String,
    /// What the key is for.
    pub scopes: Vec<String>,
    /// True when it should be written down that the key was used today.
    pub wants_touch: bool,
}

/// What a program says in the headers of a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallFacts {
    key: Option<String>,
    showed_something: bool,
    if_match: Option<String>,
    if_none_match: Option<String>,
    idempotency_key: Option<String>,
}

impl CallFacts {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let one = |name: &HeaderName| {
            let mut values = headers.get_all(name).iter();
            let first = values.next().and_then(|value| value.to_str().ok()).map(str::to_owned);
            // Two of them say nothing
            first.filter(|_| values.next().is_none())
        };
        let all = |name: &HeaderName| {
            let values: Vec<&str> =
                headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
            (!values.is_empty()).then(|| values.join(", "))
        };
        Self {
            key: one(&header::AUTHORIZATION).and_then(|value| {
                let (scheme, key) = value.split_once(' ')?;
                scheme.eq_ignore_ascii_case("bearer").then(|| key.trim().to_owned())
            }),
            showed_something: headers.contains_key(header::AUTHORIZATION),
            if_match: all(&header::IF_MATCH),
            if_none_match: all(&header::IF_NONE_MATCH),
            idempotency_key: one(&HeaderName::from_static("idempotency-key")),
        }
    }
}

/// Where in a request something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the document, at a JSON pointer.
    Pointer,
    /// In the query.
    Parameter,
    /// In a header.
    Header,
}

impl Place {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Pointer => "pointer",
            Self::Parameter => "parameter",
            Self::Header => "header",
        }
    }
}

/// What a program is told instead of what it asked for.
#[derive(Debug, Clone)]
pub struct Trouble {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    detail: String,
    errors: Vec<(Place, String, String)>,
    headers: Vec<(HeaderName, String)>,
}

impl Trouble {
    /// A refusal: its kind is the last part of its type.
    pub fn new(
        status: StatusCode,
        kind: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self { status, kind, title, detail: detail.into(), errors: Vec::new(), headers: Vec::new() }
    }

    /// Names one place that is wrong, and what is.
    #[must_use]
    pub fn at(mut self, place: Place, name: impl Into<String>, message: impl Into<String>) -> Self {
        self.errors.push((place, name.into(), message.into()));
        self
    }

    /// With a header.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The status.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// No key, or one that does not hold; why it does not is nobody's business.
    fn unknown(facts: &CallFacts) -> Self {
        let challenge = if facts.showed_something {
            "Bearer realm=\"nghisu\", error=\"invalid_token\""
        } else {
            "Bearer realm=\"nghisu\""
        };
        Self::new(
            StatusCode::UNAUTHORIZED,
            "key",
            "Chưa có khóa API dùng được",
            "Gửi khóa API của cơ quan ở tiêu đề Authorization: Bearer. Khóa có thể đã hết hạn hoặc bị thu hồi.",
        )
        .with(header::WWW_AUTHENTICATE, challenge)
    }

    fn lacks(scope: &str) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "scope",
            "Khóa API không có quyền này",
            format!("Cần quyền “{scope}”. Quản trị hệ thống cấp quyền khi lập khóa."),
        )
        .with(
            header::WWW_AUTHENTICATE,
            format!("Bearer realm=\"nghisu\", error=\"insufficient_scope\", scope=\"{scope}\""),
        )
    }

    fn too_many(seconds: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "rate",
            "Gọi quá nhanh",
            format!("Chờ {seconds} giây rồi gọi lại."),
        )
        .with(header::RETRY_AFTER, seconds.to_string())
    }

    /// Parameters of the query that are wrong, all at once: 400.
    pub fn of_query(form: &Form) -> Self {
        let trouble = Self::new(
            StatusCode::BAD_REQUEST,
            "query",
            "Tham số chưa đúng",
            "Sửa các tham số dưới đây rồi gọi lại.",
        );
        form.faults()
            .iter()
            .fold(trouble, |trouble, fault| trouble.at(Place::Parameter, &fault.field, &fault.message))
    }

    /// What is wrong with a document, all at once: 422. `pointer` says where a field stands in it.
    pub fn of_form(form: &Form, pointer: impl Fn(&str) -> String) -> Self {
        let trouble = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "faults",
            "Nội dung chưa đúng",
            "Sửa các chỗ dưới đây rồi gửi lại.",
        );
        form.faults()
            .iter()
            .fold(trouble, |trouble, fault| trouble.at(Place::Pointer, pointer(&fault.field), &fault.message))
    }

    /// The answer on the wire.
    pub fn answer(self) -> Answer {
        let mut problem = json!({
            "type": format!("urn:nghisu:problem:{}", self.kind),
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if !self.errors.is_empty() {
            let errors: Vec<Value> = self
                .errors
                .into_iter()
                .map(|(place, name, message)| json!({ place.as_str(): name, "message": message }))
                .collect();
            if let Some(problem) = problem.as_object_mut() {
                problem.insert("errors".to_owned(), errors.into());
            }
        }
        let answer = Answer::text("application/problem+json", problem.to_string()).with_status(self.status);
        self.headers.into_iter().fold(answer, |answer, (name, value)| answer.with(name, value))
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        let status = problem.status();
        let (kind, title, detail) = match status {
            StatusCode::NOT_FOUND => (
                "missing",
                "Không tìm thấy",
                "Không có bản ghi này, hoặc cơ quan giữ khóa không được xem.".to_owned(),
            ),
            StatusCode::FORBIDDEN => (
                "forbidden",
                "Việc này do cơ quan khác làm",
                "Cơ quan giữ khóa được xem bản ghi này, nhưng việc này do cơ quan khác làm.".to_owned(),
            ),
            StatusCode::CONFLICT => {
                ("conflict", "Bản ghi vừa được người khác sửa", "Đọc lại bản mới rồi gửi lại.".to_owned())
            }
            StatusCode::INTERNAL_SERVER_ERROR => {
                tracing::error!(?problem, "a program was not answered");
                (
                    "internal",
                    "Hệ thống gặp lỗi",
                    "Việc vừa gửi chưa được lưu. Gọi lại với cùng Idempotency-Key.".to_owned(),
                )
            }
            _ => ("refused", "Chưa làm được", problem.what()),
        };
        Self::new(status, kind, title, detail)
    }
}

impl From<db::Error> for Trouble {
    fn from(error: db::Error) -> Self {
        Problem::from(error).into()
    }
}

impl<R: std::fmt::Debug + std::fmt::Display> From<Error<R>> for Trouble {
    fn from(error: Error<R>) -> Self {
        Problem::from(error).into()
    }
}

/// A token of a JSON pointer (RFC 6901).
pub fn pointer(field: &str) -> String {
    format!("/{}", field.replace('~', "~0").replace('/', "~1"))
}

/// The largest document.
const DOCUMENT_BYTES_MAX: usize = 1024 * 1024;

/// A JSON document that came as the body of a request, or why there is none.
#[derive(Debug, Clone)]
pub struct Document(Result<Bytes, Trouble>);

impl FromRequest<App> for Document {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &App) -> Result<Self, Self::Rejection> {
        let media = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .unwrap_or_default();
        if !media.trim().eq_ignore_ascii_case("application/json") {
            return Ok(Self(Err(Trouble::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media",
                "Chỉ nhận application/json",
                "Gửi nội dung với Content-Type: application/json.",
            ))));
        }
        Ok(Self(axum::body::to_bytes(request.into_body(), DOCUMENT_BYTES_MAX).await.map_err(|_| {
            Trouble::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "size",
                "Nội dung quá lớn",
                "Nội dung tối đa 1 MB, gửi trọn trong một lần.",
            )
        })))
    }
}

impl Document {
    /// The SHA-256 of its bytes.
    ///
    /// # Errors
    /// There is no document.
    pub fn sha256(&self) -> Result<String, Trouble> {
        let bytes = self.0.as_ref().map_err(Clone::clone)?;
        Ok(text::hex(&Sha256::digest(bytes)))
    }

    /// The object that it is.
    ///
    /// # Errors
    /// There is no document, or it is no object.
    pub fn object(&self) -> Result<Map<String, Value>, Trouble> {
        let bytes = self.0.as_ref().map_err(Clone::clone)?;
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(object)) => Ok(object),
            _ => Err(Trouble::new(
                StatusCode::BAD_REQUEST,
                "json",
                "Nội dung không phải JSON",
                "Gửi một đối tượng JSON hợp lệ, mã hóa UTF-8.",
            )),
        }
    }

    /// Its texts as a form with these fields; what else stands in it is a fault at its place.
    ///
    /// # Errors
    /// There is no document, or it is no object.
    pub fn form(&self, known: &[&str]) -> Result<Form, Trouble> {
        let mut form = Form::new();
        for (name, value) in self.object()? {
            if known.contains(&name.as_str()) {
                take_text(&mut form, &name, &value);
            } else {
                form.refuse(&name, format!("Không có trường này. Các trường: {}.", known.join(", ")));
            }
        }
        Ok(form)
    }
}

/// Puts a text of a document into a field; `null` is the same as nothing.
pub fn take_text(form: &mut Form, name: &str, value: &Value) {
    match value {
        // PostgreSQL has no text with a NUL
        Value::String(text) => form.set(name, text.replace('\0', "")),
        Value::Null => {}
        _ => form.refuse(name, "Viết thành chuỗi ký tự."),
    }
}

/// Whether a header that lists tags names this one. `is_weak` takes weak tags for strong ones.
fn names(list: &str, tag: &str, is_weak: bool) -> bool {
    list.split(',').map(str::trim).any(|one| {
        let one = if is_weak { one.strip_prefix("W/").unwrap_or(one) } else { one };
        one == "*" || one == tag
    })
}

impl Visit {
    /// What the header `Idempotency-Key` says.
    pub fn idempotency_key(&self) -> Option<String> {
        self.call.idempotency_key.clone()
    }

    /// What the header `If-Match` says.
    pub fn if_match(&self) -> Option<String> {
        self.call.if_match.clone()
    }

    /// Answers a program that reads, on one snapshot. Cookies are not looked at.
    pub async fn program_reads(
        self,
        scope: &'static str,
        work: impl FnOnce(&mut Ctx<'_>, &Caller) -> Result<Answer, Trouble> + Send + 'static,
    ) -> Response {
        let outcome = tokio::task::spawn_blocking(move || {
            let answer = self.known(scope, work);
            self.finish_call(answer)
        });
        outcome.await.unwrap_or_else(|_| panicked())
    }

    /// Acts for a program in one write transaction, which a refusal undoes. Who may not act at all
    /// never reaches the writer.
    pub async fn program_writes(
        self,
        scope: &'static str,
        work: impl Fn(&mut Ctx<'_>, &Caller) -> Result<Answer, Trouble> + Send + 'static,
    ) -> Response {
        let outcome = tokio::task::spawn_blocking(move || {
            let answer =
                self.known(scope, |_, _| Ok(Answer::text("text/plain", String::new()))).and_then(|_| {
                    let (app, facts, call) = (self.app.clone(), self.facts.clone(), self.call.clone());
                    self.app
                        .db()
                        .write(move |tx| {
                            let law = app.law();
                            // The key may have been revoked since
                            let caller = find(&app, tx, &call)?.filter(|caller| caller.has(scope));
                            let caller = caller.ok_or_else(|| Undone(Trouble::unknown(&call)))?;
                            let mut ctx = Ctx::new(tx, &app, &law, &caller.actor, &facts);
                            work(&mut ctx, &caller).map_err(Undone)
                        })
                        .map_err(|Undone(trouble)| trouble)
                });
            self.finish_call(answer)
        });
        outcome.await.unwrap_or_else(|_| panicked())
    }

    /// Finds out who calls and counts the call.
    fn known(
        &self,
        scope: &'static str,
        work: impl FnOnce(&mut Ctx<'_>, &Caller) -> Result<Answer, Trouble>,
    ) -> Result<Answer, Trouble> {
        let law = self.app.law();
        let wall = self.app.clock().wall();
        let mut touch = None;
        let answer = self.app.db().read(|tx| {
            let Some(caller) = find(&self.app, tx, &self.call)? else {
                return Ok(Err(Trouble::unknown(&self.call)));
            };
            if let Err(seconds) = self.app.meter().take(&caller.key, wall) {
                return Ok(Err(Trouble::too_many(seconds)));
            }
            if caller.wants_touch {
                touch = Some(caller.key.clone());
            }
            if !caller.has(scope) {
                return Ok(Err(Trouble::lacks(scope)));
            }
            let mut ctx = Ctx::new(tx, &self.app, &law, &caller.actor, &self.facts);
            Ok(work(&mut ctx, &caller))
        });
        if let Some(key) = touch {
            let app = self.app.clone();
            let touched = self.app.db().write(move |tx| app.house().called(tx, &key));
            if let Err(error) = touched {
                tracing::warn!(%error, "the use of a key could not be noted");
            }
        }
        answer.unwrap_or_else(|error: db::Error| Err(error.into()))
    }

    fn finish_call(&self, answer: Result<Answer, Trouble>) -> Response {
        let mut answer = answer.unwrap_or_else(Trouble::answer);
        let tag = answer.header(&header::ETAG).map(str::to_owned);
        let fresh = tag
            .as_deref()
            .zip(self.call.if_none_match.as_deref())
            .is_some_and(|(tag, list)| answer.status == StatusCode::OK && names(list, tag, true));
        if fresh && self.is_safe {
            answer.status = StatusCode::NOT_MODIFIED;
            answer.body.clear();
        }
        let kept = if tag.is_some() && self.is_safe { "private, no-cache" } else { "no-store" };
        answer.with(header::CACHE_CONTROL, kept).with(header::VARY, "Authorization").into_response()
    }
}

impl Caller {
    /// Whether the key is for this; every key may ask whose it is.
    fn has(&self, scope: &str) -> bool {
        scope.is_empty() || self.scopes.iter().any(|known| known == scope)
    }
}

/// Whether `If-Match` names the version that stands: the part of the tag before its dash.
///
/// # Errors
/// 428 without the header, 412 when it names another version.
pub fn must_match(list: Option<&str>, version: i64) -> Result<(), Trouble> {
    let Some(list) = list else {
        return Err(Trouble::new(
            StatusCode::PRECONDITION_REQUIRED,
            "unconditional",
            "Thiếu If-Match",
            "Đọc bản ghi trước, rồi gửi lại ETag của bản đã đọc ở tiêu đề If-Match.",
        )
        .at(Place::Header, "If-Match", "Ghi ETag của bản đã đọc."));
    };
    let tags: Vec<&str> = list.split(',').map(str::trim).collect();
    let head = format!("\"{version}-");
    if tags.iter().any(|tag| *tag == "*" || tag.starts_with(&head)) {
        return Ok(());
    }
    Err(Trouble::new(
        StatusCode::PRECONDITION_FAILED,
        "stale",
        "Bản ghi đã có bản mới",
        "Đọc lại bản mới, xem có gì khác, rồi gửi lại với ETag mới.",
    )
    .at(Place::Header, "If-Match", "Không phải bản đang có."))
}

/// The tag of a record as it is shown: its version, and the hash of what is shown of it.
pub fn tag(version: i64, shown: &Value) -> String {
    let sum = text::hex(&Sha256::digest(shown.to_string().as_bytes()));
    format!("\"{version}-{}\"", sum.get(..16).unwrap_or_default())
}

fn find(app: &App, tx: &mut db::Tx, call: &CallFacts) -> db::Result<Option<Caller>> {
    match &call.key {
        Some(key) => app.house().caller(tx, key),
        None => Ok(None),
    }
}

/// Why the transaction was undone.
struct Undone(Trouble);

impl From<db::Error> for Undone {
    fn from(error: db::Error) -> Self {
        Self(error.into())
    }
}

fn panicked() -> Response {
    Trouble::from(Problem::Internal("a program's request panicked".to_owned())).answer().into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(lines: &[(&'static str, &'static str)]) -> CallFacts {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), header::HeaderValue::from_static(value));
        }
        CallFacts::of(&headers)
    }

    #[test]
    fn a_key_stands_in_one_header_and_no_other_scheme() {
        assert_eq!(facts(&[("authorization", "Bearer ngs_1")]).key.as_deref(), Some("ngs_1"));
        assert_eq!(facts(&[("authorization", "bearer  ngs_1 ")]).key.as_deref(), Some("ngs_1"));
        assert_eq!(facts(&[("authorization", "Basic bmdz")]).key, None);
        assert_eq!(facts(&[("authorization", "Bearer a"), ("authorization", "Bearer b")]).key, None);
        assert_eq!(facts(&[]).key, None);
    }

    #[test]
    fn a_version_matches_by_the_part_before_the_dash_and_never_weakly() {
        let status = |list| must_match(list, 7).err().map(|trouble| trouble.status().as_u16());
        assert_eq!(status(Some("\"7-abc\"")), None);
        assert_eq!(status(Some("\"6-abc\", \"7-def\"")), None);
        assert_eq!(status(Some("*")), None);
        assert_eq!(status(Some("\"6-abc\"")), Some(412));
        assert_eq!(status(Some("\"70-abc\"")), Some(412));
        assert_eq!(status(Some("W/\"7-abc\"")), Some(412));
        assert_eq!(status(None), Some(428));
    }

    #[test]
    fn a_pointer_escapes_what_would_divide_it() {
        assert_eq!(pointer("a/b~c"), "/a~1b~0c");
    }

    #[test]
    fn a_tag_is_found_in_a_list_weak_or_not() {
        assert!(names("W/\"1-a\", \"2-b\"", "\"1-a\"", true));
        assert!(!names("W/\"1-a\"", "\"1-a\"", false));
        assert!(!names("\"1-ab\"", "\"1-a\"", true));
    }
}
