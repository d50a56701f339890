//! News of public deeds for other systems: Standard Webhooks out.
//!
//! The journal is the source. Each public deed of a council is told once to each of its addresses
//! that asks for its area: `waiting ──► delivered`, or after nine tries `failed`, from where a
//! person sends it again.
//!
//! Invariants:
//! - nothing is sent to a host that the administrator has not allowed, whatever a name resolves
//!   to (trust.md, T28), and no redirect is followed;
//! - what is sent says no more than the public log does;
//! - a delivery keeps its id however often it is tried, so that a receiver takes it once.

mod actions;
mod client;
mod forms;
mod model;
mod pages;
pub mod policy;
pub mod rules;
pub mod sign;
mod store;
mod worker;

use kit::{Access, Routes};

pub use model::{Delivery, DeliveryState, Host, Refusal, Webhook};
pub use store::CHECKS;
pub use worker::step;

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::SignedIn, "/lam-viec/gui-tin", pages::list)
        .post(Access::SignedIn, "/lam-viec/gui-tin", forms::create)
        .post(Access::SignedIn, "/lam-viec/gui-tin/may-nhan", forms::allow)
        .post(Access::SignedIn, "/lam-viec/gui-tin/may-nhan/{id}/bo", forms::disallow)
        .get(Access::SignedIn, "/lam-viec/gui-tin/{id}", pages::one)
        .post(Access::SignedIn, "/lam-viec/gui-tin/{id}", forms::change)
        .post(Access::SignedIn, "/lam-viec/gui-tin/{id}/thu", forms::ping)
        .post(Access::SignedIn, "/lam-viec/gui-tin/{id}/khoa", forms::renew)
        .post(Access::SignedIn, "/lam-viec/gui-tin/{id}/lai/{delivery}", forms::again)
}
