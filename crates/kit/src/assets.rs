//! Style, script and fonts, inside the binary.

use std::sync::OnceLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

macro_rules! files {
    ($($path:literal: $media:literal),+ $(,)?) => {
        static FILES: &[(&str, &str, &[u8])] =
            &[$(($path, $media, include_bytes!(concat!("../static/", $path)))),+];
    };
}

files! {
    "app.css": "text/css; charset=utf-8",
    "app.js": "text/javascript; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml",
    "fonts/source-sans-3-latin-400-normal.woff2": "font/woff2",
    "fonts/source-sans-3-latin-600-normal.woff2": "font/woff2",
    "fonts/source-sans-3-latin-700-normal.woff2": "font/woff2",
    "fonts/source-sans-3-vietnamese-400-normal.woff2": "font/woff2",
    "fonts/source-sans-3-vietnamese-600-normal.woff2": "font/woff2",
    "fonts/source-sans-3-vietnamese-700-normal.woff2": "font/woff2",
    "fonts/tinos-latin-400-normal.woff2": "font/woff2",
    "fonts/tinos-latin-700-normal.woff2": "font/woff2",
    "fonts/tinos-vietnamese-400-normal.woff2": "font/woff2",
    "fonts/tinos-vietnamese-700-normal.woff2": "font/woff2",
    "fonts/LICENSE-SourceSans3-OFL": "text/plain; charset=utf-8",
    "fonts/LICENSE-Tinos-OFL": "text/plain; charset=utf-8",
}

/// A stamp of all static files: a new style has a new address, so that the old one may be
/// kept for a year.
pub(crate) fn stamp() -> &'static str {
    static STAMP: OnceLock<String> = OnceLock::new();
    STAMP.get_or_init(|| {
        let mut sum = Sha256::new();
        for (path, _, bytes) in FILES {
            sum.update(path.as_bytes());
            sum.update(bytes);
        }
        kernel::text::hex(&sum.finalize()[..6])
    })
}

/// The file at `/static/{stamp}/{path}`.
pub(crate) fn serve(path: &str) -> Response {
    match FILES.iter().find(|(known, _, _)| *known == path) {
        Some((_, media, bytes)) => (
            [(header::CONTENT_TYPE, *media), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            *bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
