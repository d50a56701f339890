//! Sign-in at a place that the office has already, beside passwords (OpenID Connect).
//!
//! The button leads to the place with a secret state, a nonce and a challenge, which the browser
//! keeps sealed; the place sends the browser back with a code, the server asks for a token, and
//! the token is believed when it was signed by the place for this installation and this sign-in.
//!
//! Invariants:
//! - no account is ever made by a sign-in, and passwords keep working;
//! - an answer is used once, within ten minutes, by the browser that began;
//! - the server asks no host but those that the administrator wrote down, and follows no redirect.

mod actions;
mod client;
mod flow;
mod model;
mod pages;
mod rules;
mod store;

use kernel::{AccountId, dates};
use kit::{Access, Routes};

pub use store::CHECKS;

use crate::single::{Bound, Button};

/// The routes of it.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/dang-nhap/mot-lan", flow::begin)
        .get(Access::Public, flow::WAY_BACK, flow::come_back)
        .get(Access::SignedIn, pages::BASE, pages::provider)
        .post(Access::SignedIn, pages::BASE, pages::keep)
        .post(Access::SignedIn, "/lam-viec/dang-nhap-mot-lan/thu", pages::try_it)
        .post(Access::SignedIn, "/lam-viec/toi/mot-lan", flow::begin_binding)
        .post(Access::SignedIn, "/lam-viec/toi/mot-lan/bo", pages::unbind_own)
        .post(Access::SignedIn, "/lam-viec/tai-khoan/{id}/mot-lan", pages::write_email)
        .post(Access::SignedIn, "/lam-viec/tai-khoan/{id}/mot-lan/bo", pages::unbind)
}

/// The button on the sign-in page, when people may come from there.
pub(crate) fn button(tx: &mut db::Tx, back: &str) -> db::Result<Option<Button>> {
    Ok(actions::in_use(tx)?.map(|one| {
        let href = if back.is_empty() {
            "/dang-nhap/mot-lan".to_owned()
        } else {
            format!("/dang-nhap/mot-lan?ve={}", kernel::text::percent_encoded(back))
        };
        Button { label: one.label, href }
    }))
}

/// What an account is bound to, when people may come from there.
pub(crate) fn bound(tx: &mut db::Tx, account: AccountId) -> db::Result<Option<Bound>> {
    let Some(one) = actions::in_use(tx)? else { return Ok(None) };
    let names = store::names_of(tx, account, &one.issuer)?;
    let email = names.iter().find(|name| name.kind == model::Kind::Email);
    Ok(Some(Bound {
        since: actions::subject_of(&names).map(|known| dates::print_time(known.since_ms)),
        email: email.map(|name| name.value.clone()).unwrap_or_default(),
        by_email: one.matched == model::Matched::Email,
        label: one.label,
    }))
}
