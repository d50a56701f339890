//! Routes that know who may come, and the server around them.

use std::future::Future;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request};
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, get, on};
use serde::Serialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::{App, ListFile, Visit, assets, card};

/// Who may come to a route at all; what each may do there is the area's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everyone.
    Public,
    /// Those who have signed in. The default.
    SignedIn,
    /// Programs that show a key of their organization.
    Program,
}

/// A row of `nghisu routes`.
#[derive(Debug, Clone, Serialize)]
pub struct RouteRow {
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// The pattern.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
}

/// The routes of an area.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    rows: Vec<RouteRow>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page.
    #[must_use]
    pub fn get<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(MethodFilter::GET, "GET", access, path, handler)
    }

    /// A list as the files that it is also given as: Excel at the first address, CSV at the second.
    #[must_use]
    pub fn files<F, A>(self, access: Access, paths: [&'static str; 2], list: F) -> Self
    where
        F: Fn(Visit, ListFile) -> A + Clone + Send + Sync + 'static,
        A: Future<Output = Response> + Send + 'static,
    {
        let [xlsx, csv] = paths;
        let as_csv = list.clone();
        self.get(access, xlsx, move |visit: Visit| list(visit, ListFile::Xlsx)).get(
            access,
            csv,
            move |visit: Visit| as_csv(visit, ListFile::Csv),
        )
    }

    /// A form's address.
    #[must_use]
    pub fn post<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(MethodFilter::POST, "POST", access, path, handler)
    }

    /// The address of a record that a program puts in the place of what stands there.
    #[must_use]
    pub fn put<H, T>(self, access: Access, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(MethodFilter::PUT, "PUT", access, path, handler)
    }

    fn add<H, T>(
        mut self,
        filter: MethodFilter,
        method: &'static str,
        access: Access,
        path: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.router = self.router.route(path, on(filter, handler).layer(axum::Extension(access)));
        self.rows.push(RouteRow { method, path, access });
        self
    }

    /// All of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.rows.extend(other.rows);
        self
    }

    /// What there is.
    pub fn rows(&self) -> &[RouteRow] {
        &self.rows
    }
}

/// Larger than any form with attachments may be.
const BODY_BYTES_MAX: usize = 26 * 1024 * 1024;
const REQUEST_TIME_MAX: Duration = Duration::from_mins(1);

/// The whole server: the areas' routes, static files, text size, and the layers around them.
pub fn serve_router(app: App, routes: Routes) -> Router {
    let https = app.settings().is_https();
    let (pages, drawing) = (routes.router.clone(), app.clone());
    routes
        .router
        .route(
            "/the/{*path}",
            get(move |headers: HeaderMap, Path(path): Path<String>| {
                card::picture(drawing.clone(), pages.clone(), headers, path)
            }),
        )
        .route(
            "/static/{stamp}/{*path}",
            get(|Path((_, path)): Path<(String, String)>| async move { assets::serve(&path) }),
        )
        .route("/co-chu/{size}", get(set_text_size).layer(axum::Extension(Access::Public)))
        .fallback(not_found)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            tracing::error!("a handler panicked");
            crate::Problem::Internal(String::new()).bare().into_response()
        }))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIME_MAX))
        .layer(from_fn(move |request: Request, next: Next| guard(request, next, https)))
        .layer(CompressionLayer::new().gzip(true))
        .with_state(app)
}

async fn not_found(visit: Visit) -> Response {
    visit.public().read(|_| Err(crate::Problem::NotFound)).await
}

/// The router adds `Allow` (RFC 9110, 15.5.6).
async fn wrong_method(visit: Visit) -> Response {
    visit.public().read(|_| Err(crate::Problem::WrongMethod)).await
}

/// `/co-chu/{0,1,2}?ve=/trang`: keeps the text size in a cookie and goes back.
async fn set_text_size(visit: Visit, Path(size): Path<String>) -> Response {
    let size = if matches!(size.as_str(), "1" | "2") { size } else { "0".to_owned() };
    let back = visit.query("ve").unwrap_or_else(|| "/".to_owned());
    crate::Answer::see_other(back)
        .with(header::SET_COOKIE, format!("co-chu={size}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"))
        .into_response()
}

/// What every answer carries.
async fn guard(request: Request, next: Next, https: bool) -> Response {
    // No name holds a NUL, and PostgreSQL has no text that does
    let mut response = if request.uri().path().contains("%00") {
        crate::Problem::NotFound.bare().into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        ("x-frame-options", "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A page whose address is a secret says so itself
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                 connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
            ),
        );
    }
    if https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    response
}
