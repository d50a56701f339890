//! What the pages of accounts show of sign-in elsewhere: nothing where it is not built in.

/// Whether the program was built with it.
pub(crate) const IS_BUILT_IN: bool = cfg!(feature = "oidc");

/// The button on the sign-in page.
#[derive(Debug, Clone)]
pub(crate) struct Button {
    pub(crate) label: String,
    pub(crate) href: String,
}

/// What an account is bound to.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    /// What stands on the button.
    pub(crate) label: String,
    /// Since when; none when it is not bound.
    pub(crate) since: Option<String>,
    /// The address that the administrator wrote down.
    pub(crate) email: String,
    /// Whether such an address helps.
    pub(crate) by_email: bool,
}

#[cfg(feature = "oidc")]
pub(crate) use crate::provider::{bound, button};

#[cfg(not(feature = "oidc"))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as where it is built in")]
pub(crate) fn button(_: &mut db::Tx, _: &str) -> db::Result<Option<Button>> {
    Ok(None)
}

#[cfg(not(feature = "oidc"))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as where it is built in")]
pub(crate) fn bound(_: &mut db::Tx, _: kernel::AccountId) -> db::Result<Option<Bound>> {
    Ok(None)
}
