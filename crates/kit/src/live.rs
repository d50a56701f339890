//! Live screens: who watches a topic is sent its newest picture (Server-Sent Events, WHATWG HTML
//! 9.2).
//!
//! A picture is drawn once for all who watch, at most [`DRAWN_EVERY`] often, and is always whole:
//! who was away sees the present state, not what was missed. A deed says after its transaction
//! that a topic was stirred ([`crate::Answer::stirring`]); where several processes share a
//! database each also looks by itself, once a second.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::{Notify, watch};

use crate::App;

/// Pictures of one topic follow one another no faster.
pub const DRAWN_EVERY: Duration = Duration::from_millis(200);
/// Without news a topic is looked at this often: another process may have stirred it.
const LOOKED_EVERY: Duration = Duration::from_secs(1);
/// An event without news ("thở") is sent, so that proxies keep the connection and screens know that
/// it lives.
const BREATH_EVERY: Duration = Duration::from_secs(15);
/// More watchers than these are told to ask now and then.
const WATCHERS_MAX: usize = 20_000;

/// What a topic looks like now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Counts up; the same number is the same picture.
    pub seq: i64,
    /// What is sent.
    pub data: String,
}

/// Draws a topic from the database; nothing when there is nothing to watch any more. Blocks.
pub type Draw = Arc<dyn Fn(&App) -> Option<Picture> + Send + Sync>;

/// What is to be watched.
#[derive(Clone)]
pub struct Watch {
    /// Its name, by which deeds stir it.
    pub topic: String,
    /// How it is drawn.
    pub draw: Draw,
}

struct Topic {
    stirred: Arc<Notify>,
    picture: watch::Sender<Bytes>,
}

/// The topics that somebody watches.
#[derive(Default)]
pub struct Live {
    topics: Mutex<HashMap<String, Topic>>,
    is_over: AtomicBool,
}

impl Live {
    fn topics(&self) -> std::sync::MutexGuard<'_, HashMap<String, Topic>> {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that a topic looks different now.
    pub fn stir(&self, topic: &str) {
        if let Some(topic) = self.topics().get(topic) {
            topic.stirred.notify_one();
        }
    }

    /// Ends every stream, so that a server that stops does not wait for those who watch.
    pub fn end(&self) {
        let mut topics = self.topics();
        self.is_over.store(true, Ordering::SeqCst);
        topics.clear();
    }

    /// How many watch all topics together.
    pub fn watchers(&self) -> usize {
        self.topics().values().map(|topic| topic.picture.receiver_count()).sum()
    }

    /// Nothing when the server stops.
    fn subscribe(&self, app: &App, watch: &Watch) -> Option<watch::Receiver<Bytes>> {
        let mut topics = self.topics();
        if self.is_over.load(Ordering::SeqCst) {
            return None;
        }
        if let Some(topic) = topics.get(&watch.topic) {
            return Some(topic.picture.subscribe());
        }
        let (picture, receiver) = watch::channel(Bytes::new());
        let stirred = Arc::new(Notify::new());
        topics.insert(watch.topic.clone(), Topic { stirred: Arc::clone(&stirred), picture });
        tokio::spawn(keep_drawn(app.clone(), watch.clone(), stirred));
        Some(receiver)
    }
}

/// Draws a topic again and again until nobody watches it.
async fn keep_drawn(app: App, watch: Watch, stirred: Arc<Notify>) {
    let mut shown = None;
    loop {
        let (of, draw) = (app.clone(), Arc::clone(&watch.draw));
        let picture = tokio::task::spawn_blocking(move || draw(&of)).await.ok().flatten();
        {
            let mut topics = app.live().topics();
            let Some(topic) = topics.get(&watch.topic) else { return };
            if topic.picture.is_closed() {
                topics.remove(&watch.topic);
                return;
            }
            if let Some(picture) = picture.filter(|picture| Some(picture.seq) != shown) {
                shown = Some(picture.seq);
                topic.picture.send_replace(event(&picture));
            }
        }
        tokio::time::sleep(DRAWN_EVERY).await;
        let _ = tokio::time::timeout(LOOKED_EVERY, stirred.notified()).await;
    }
}

/// A picture as an event: every line of it is a line of data.
fn event(picture: &Picture) -> Bytes {
    let mut event = format!("id: {}\n", picture.seq);
    for line in picture.data.split(['\n', '\r']) {
        event.push_str("data: ");
        event.push_str(line);
        event.push('\n');
    }
    event.push('\n');
    Bytes::from(event)
}

/// The answer that never ends: the picture as it is, then each new one.
pub(crate) fn stream(app: &App, watch: &Watch) -> Response {
    let is_full = app.live().watchers() >= WATCHERS_MAX;
    let Some(receiver) = app.live().subscribe(app, watch).filter(|_| !is_full) else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response();
    };
    let events = stream::unfold((receiver, true), |(mut receiver, is_first)| async move {
        if is_first {
            let now = receiver.borrow_and_update().clone();
            if !now.is_empty() {
                return Some((Ok::<_, Infallible>(now), (receiver, false)));
            }
        }
        let news = match tokio::time::timeout(BREATH_EVERY, receiver.changed()).await {
            Ok(Ok(())) => receiver.borrow_and_update().clone(),
            // The topic is gone
            Ok(Err(_)) => return None,
            Err(_) => Bytes::from_static(b"event: tho\ndata: \n\n"),
        };
        Some((Ok(news), (receiver, false)))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // A proxy that gathers answers would hold the picture back
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(events)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_several_lines_is_one_event() {
        let picture = Picture { seq: 7, data: "<p>\nMục 2\n</p>".to_owned() };
        assert_eq!(event(&picture), "id: 7\ndata: <p>\ndata: Mục 2\ndata: </p>\n\n");
    }
}
