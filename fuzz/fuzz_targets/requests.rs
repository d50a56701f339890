//! Whole requests at the demonstration: whatever the address, the form, the cookie or the file, no
//! answer of 500 and no panic. The first line is who asks, how, and where; then headers; then the body.
#![no_main]

use std::sync::{LazyLock, Mutex};

use axum::body::Body;
use axum::http::{Method, Request};
use kernel::{Clock, Entropy};
use libfuzzer_sys::fuzz_target;
use nghisu::{Installation, Setup, demo};
use tower::ServiceExt;

struct House {
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
    _installation: Installation,
}

static HOUSE: LazyLock<Mutex<House>> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("nghisu-fuzz-{}", std::process::id()));
    let setup = Setup {
        public_url: "http://localhost".to_owned(),
        clock: Clock::starting(demo::START_MS),
        entropy: Entropy::seeded(demo::SEED),
        purpose: kit::Purpose::Demonstration,
        ..Setup::new(&folder)
    };
    let installation = Installation::open(&setup).expect("an installation");
    demo::build(&installation).expect("the demonstration");
    let router = kit::serve_router(installation.app.clone(), nghisu::routes());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    Mutex::new(House { router, runtime, _installation: installation })
});

fuzz_target!(|bytes: &[u8]| {
    let (head, body) = bytes.iter().position(|one| *one == 0).map_or((bytes, &[][..]), |at| bytes.split_at(at));
    let Ok(head) = std::str::from_utf8(head) else { return };
    let mut lines = head.lines();
    let Some((method, path)) = lines.next().and_then(|first| first.split_once(' ')) else { return };
    // Streams never end
    if path.contains("/dong") {
        return;
    }
    let method = match method {
        "GET" => Method::GET,
        "POST" => Method::POST,
        "PUT" => Method::PUT,
        _ => Method::HEAD,
    };
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        request = request.header(name, value);
    }
    let Ok(request) = request.body(Body::from(body.get(1..).unwrap_or_default().to_vec())) else { return };
    let house = HOUSE.lock().expect("nobody fell here");
    let answer = house.runtime.block_on(house.router.clone().oneshot(request)).expect("an answer");
    let status = answer.status();
    assert!(!status.is_server_error() || status == 503, "{status}: {head}");
});
