//! What a page looks like in a chat or a feed: Open Graph in its head, and a picture.
//!
//! The picture of `/kien-nghi/KN-2020-0001` is `/the/kien-nghi/KN-2020-0001.png`. Whoever asks for it
//! asks for the page as a visitor does, and what is drawn is what that page said of itself: what is
//! not public has no picture.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use papers::{Card, Tone};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use crate::ui::{Badge, BadgeKind};
use crate::{Answer, App, Problem};

/// Pictures that are kept: some megabytes.
const KEPT_MAX: usize = 200;
/// Drawn at once; each takes a part of a second of one processor.
const DRAWN_AT_ONCE: usize = 2;

/// Makes a card a picture; the binary lends it, so that no area links the typesetter.
pub type Draw = fn(&Card) -> Result<Vec<u8>, String>;

/// What a page says of itself to those who pass its address on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// One sentence.
    pub description: String,
    /// "article" or "website".
    pub og_type: &'static str,
    /// A photograph in the place of the drawn picture.
    pub photograph: Option<String>,
    /// What is drawn.
    pub card: Card,
}

impl Share {
    /// A record: what kind it is with its code, where it stands, what it is about.
    pub fn record(kind: impl Into<String>, badge: &Badge, title: impl Into<String>) -> Self {
        let (kind, title) = (kind.into(), title.into());
        Self {
            description: format!("{kind}. {}.", badge.words),
            og_type: "website",
            photograph: None,
            card: Card {
                kind,
                state: badge.words.clone(),
                tone: tone(badge.kind),
                title: kernel::text::clean_line(&title),
                council: String::new(),
                site: String::new(),
                mark: String::new(),
            },
        }
    }

    /// News: no state.
    pub fn article(category: &str, title: &str, summary: &str, photograph: Option<String>) -> Self {
        let badge = Badge::new(BadgeKind::Nghi, "");
        let mut share = Self::record(category, &badge, title);
        summary.clone_into(&mut share.description);
        share.og_type = "article";
        share.photograph = photograph;
        share
    }
}

const fn tone(kind: BadgeKind) -> Tone {
    match kind {
        BadgeKind::Xong => Tone::Done,
        BadgeKind::Cho => Tone::Soon,
        BadgeKind::Qua => Tone::Late,
        BadgeKind::Dang => Tone::Doing,
        BadgeKind::Nghi => Tone::Rest,
        BadgeKind::Chuyen => Tone::Moved,
    }
}

/// The pictures that were drawn, and who draws.
#[derive(Default)]
pub(crate) struct Cards {
    draw: OnceLock<Draw>,
    kept: Mutex<HashMap<u64, Arc<Vec<u8>>>>,
}

static DRAWING: Semaphore = Semaphore::const_new(DRAWN_AT_ONCE);

impl App {
    /// Lends what draws cards.
    pub fn lend_draw(&self, draw: Draw) {
        // The first one stays
        let _ = self.cards().draw.set(draw);
    }

    fn kept_card(&self, key: u64) -> Option<Arc<Vec<u8>>> {
        self.cards().kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    fn keep_card(&self, key: u64, png: &Arc<Vec<u8>>) {
        let mut kept = self.cards().kept.lock().unwrap_or_else(PoisonError::into_inner);
        // Everything is drawn anew now and then: simpler than knowing what is asked for
        if KEPT_MAX <= kept.len() {
            kept.clear();
        }
        kept.insert(key, Arc::clone(png));
    }
}

/// The address of the picture of a page.
pub(crate) fn picture_path(path: &str) -> String {
    format!("/the{}.png", path.split('?').next().unwrap_or(path))
}

/// Answers with the picture of a page, which `pages` are asked for.
pub(crate) async fn picture(app: App, pages: Router<App>, headers: HeaderMap, path: String) -> Response {
    let Some(page) = path.strip_suffix(".png") else { return missing() };
    let Ok(asked) = Request::builder().uri(format!("/{page}")).body(Body::empty()) else { return missing() };
    let response = match pages.with_state(app.clone()).oneshot(asked).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    let card = response.extensions().get::<Card>().cloned();
    let Some(card) = card.filter(|_| response.status() == StatusCode::OK) else { return missing() };
    let mut hasher = DefaultHasher::new();
    card.hash(&mut hasher);
    let key = hasher.finish();
    let etag = format!("\"{key:016x}\"");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return cached(Answer::text("image/png", String::new()).with_status(StatusCode::NOT_MODIFIED), etag);
    }
    let png = match app.kept_card(key) {
        Some(png) => png,
        None => match drawn(&app, key, card).await {
            Ok(png) => png,
            Err(problem) => return problem.bare().into_response(),
        },
    };
    cached(Answer::inline(png.as_ref().clone(), "image/png"), etag)
}

/// A state changes, and its picture with it: it is asked for again after some minutes.
fn cached(answer: Answer, etag: String) -> Response {
    answer.with(header::CACHE_CONTROL, "public, max-age=600").with(header::ETAG, etag).into_response()
}

async fn drawn(app: &App, key: u64, card: Card) -> Result<Arc<Vec<u8>>, Problem> {
    let draw = *app.cards().draw.get().ok_or(Problem::NotFound)?;
    // Whoever waits longer than a request may is told to come again by its bound
    let _turn = DRAWING.acquire().await.map_err(|error| Problem::Internal(error.to_string()))?;
    if let Some(png) = app.kept_card(key) {
        return Ok(png);
    }
    let png = tokio::task::spawn_blocking(move || draw(&card))
        .await
        .map_err(|error| Problem::Internal(error.to_string()))?
        .map_err(Problem::Internal)?;
    let png = Arc::new(png);
    app.keep_card(key, &png);
    Ok(png)
}

fn missing() -> Response {
    Problem::NotFound.bare().into_response()
}
