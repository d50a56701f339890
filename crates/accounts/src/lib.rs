//! Accounts: who may sign in, as what, and for how long.
//!
//! States of an account: `invited` → `active` ⇄ `suspended`. An administrator invites by a
//! one-time link; nobody but the owner ever knows the password.

mod actions;
mod forms;
mod lists;
mod model;
mod pages;
mod pairing;
mod pairing_pages;
mod password;
pub mod policy;
#[cfg(feature = "oidc")]
mod provider;
mod single;
mod store;

use db::Tx;
use kernel::Instant;
use kit::{Access, Routes, SignedIn};

pub use actions::{
    NewAccount, accept_invitation, add_active, invite, reinvite, set_person, set_state, sign_in, sign_out,
};
pub use model::{Account, Refusal, Seat, State};
pub use pairing::{Code, pair, pairable};
pub use password::{hash, matches};
#[cfg(feature = "oidc")]
pub use provider::CHECKS as PROVIDER_CHECKS;
pub use store::{CHECKS, account_by_name, office_of, seats_of};

/// The routes of this area.
pub fn routes() -> Routes {
    let routes = own_routes();
    #[cfg(feature = "oidc")]
    let routes = routes.and(provider::routes());
    routes
}

fn own_routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/dang-nhap", pages::sign_in)
        .post(Access::Public, "/dang-nhap", forms::sign_in)
        .post(Access::SignedIn, "/dang-xuat", forms::sign_out)
        .get(Access::Public, "/loi-moi/{token}", pages::invitation)
        .post(Access::Public, "/loi-moi/{token}", forms::accept_invitation)
        .get(Access::Public, "/ghep", pairing_pages::ask)
        .get(Access::Public, "/ghep/{code}", pairing_pages::show)
        .post(Access::Public, "/ghep/{code}", pairing_pages::take)
        .get(Access::SignedIn, "/lam-viec/tai-khoan", pages::list)
        .files(Access::SignedIn, ["/lam-viec/tai-khoan.xlsx", "/lam-viec/tai-khoan.csv"], lists::accounts)
        .post(Access::SignedIn, "/lam-viec/tai-khoan", forms::invite)
        .get(Access::SignedIn, "/lam-viec/tai-khoan/{id}", pages::account)
        .post(Access::SignedIn, "/lam-viec/tai-khoan/{id}", forms::set_person)
        .post(Access::SignedIn, "/lam-viec/tai-khoan/{id}/trang-thai", forms::set_state)
        .post(Access::SignedIn, "/lam-viec/tai-khoan/{id}/moi-lai", forms::reinvite)
        .get(Access::SignedIn, "/lam-viec/toi", pages::me)
        .post(Access::SignedIn, "/lam-viec/toi/mat-khau", forms::change_password)
        .post(Access::SignedIn, "/lam-viec/toi/thu-hoi", forms::revoke_others)
}

/// Minutes without a sight after which a sign-in is over.
const IDLE_MAX_MS: i64 = 30 * 60 * 1000;
/// A sign-in is over after a working day whatever happens.
const AGE_MAX_MS: i64 = 12 * 60 * 60 * 1000;
/// The last sight is written down at most this often.
const TOUCH_EVERY_MS: i64 = 60 * 1000;

/// The sign-in with this hashed token, unless it is over.
pub fn signed_in(tx: &mut Tx, token_sha256: &str, wall: Instant) -> db::Result<Option<SignedIn>> {
    let Some(login) = store::login(tx, token_sha256)? else { return Ok(None) };
    let is_over = match login.until_ms {
        Some(until) => until <= wall,
        None => wall - login.seen_ms > IDLE_MAX_MS || wall - login.created_ms > AGE_MAX_MS,
    };
    if is_over || login.state != State::Active {
        return Ok(None);
    }
    let wants_touch = wall - login.seen_ms > TOUCH_EVERY_MS;
    Ok(Some(SignedIn { actor: login.into_actor(), wants_touch }))
}

/// The account as one who acts, while it may sign in: for what is done for it without a sign-in.
pub fn active_actor(tx: &mut Tx, id: kernel::AccountId) -> db::Result<Option<kernel::Actor>> {
    Ok(store::account(tx, id)?.filter(|one| one.state == State::Active).map(|one| one.actor()))
}

/// Writes down that the sign-in was seen.
pub fn touch(tx: &mut Tx, token_sha256: &str, wall: Instant) -> db::Result<()> {
    store::touch_login(tx, wall, token_sha256).map(|_| ())
}
