//! Notices by e-mail: what the list "Hôm nay" knows, told to those who asked for it.
//!
//! ```text
//! subscription: asked ──(one-time link)──► confirmed, told ──(one click, or its owner)──► off
//! mail:         waiting ──► sent · failed (sent again by the administrator) · dropped
//! ```
//!
//! Invariants:
//! - without a server that the administrator named nothing is sent, and nothing is gathered;
//! - to an address that was not confirmed goes the letter that asks for it, and nothing else;
//! - nobody is told the same thing twice, however often the program starts or stops;
//! - a mail carries codes, days and addresses of pages: no word of a matter, no citizen's name;
//! - no secret of a link is kept: it is made from the installation's key each time.

mod actions;
mod forms;
mod gather;
mod model;
mod pages;
pub mod policy;
mod public_pages;
pub mod rules;
mod send;
mod store;
mod worker;

use kit::{Access, Routes};

pub use gather::{News, Sources};
pub use model::{Mail, MailState, Pace, Refusal, Security, Server, Subscription, Topic};
pub use store::CHECKS;
pub use worker::step;

/// The routes of this area. `sources` are what other areas tell beside the list "Hôm nay".
pub fn routes(sources: &'static Sources) -> Routes {
    gather::install(sources);
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/thu-dien-tu", pages::office)
        .post(Access::SignedIn, "/lam-viec/thu-dien-tu", forms::set_server)
        .post(Access::SignedIn, "/lam-viec/thu-dien-tu/thu", forms::try_out)
        .post(Access::SignedIn, "/lam-viec/thu-dien-tu/lai/{id}", forms::again)
        .get(Access::SignedIn, "/lam-viec/thong-bao-cua-toi", pages::mine)
        .post(Access::SignedIn, "/lam-viec/thong-bao-cua-toi", forms::subscribe)
        .post(Access::SignedIn, "/lam-viec/thong-bao-cua-toi/xac-nhan", forms::ask_again)
        .get(Access::Public, "/thong-bao/xac-nhan/{id}/{code}", public_pages::ask_confirm)
        .post(Access::Public, "/thong-bao/xac-nhan/{id}/{code}", public_pages::confirm)
        .get(Access::Public, "/thong-bao/huy/{id}/{code}", public_pages::ask_unsubscribe)
        .post(Access::Public, "/thong-bao/huy/{id}/{code}", public_pages::unsubscribe)
}
