//! Which addresses may be asked, how long a sign-in may take, and who somebody is.

use kernel::{AccountId, Instant};
use serde::{Deserialize, Serialize};
use ureq::http::Uri;

use super::model::{Matched, Refusal, Said};
use crate::model::State;

/// A sign-in that was begun is over after ten minutes.
pub const BEGUN_MAX_MS: i64 = 10 * 60 * 1000;

/// A sign-in that was begun, as the browser that began it keeps it, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// Comes back in the address.
    pub state: String,
    /// Comes back inside the token.
    pub nonce: String,
    /// Shows that who asks for the token is who began (PKCE).
    pub verifier: String,
    /// Where to go afterwards.
    pub back: String,
    /// When it began, by the machine's clock.
    pub at: Instant,
    /// The account that is bound; none when somebody signs in.
    pub binds: Option<String>,
}

/// Whether the answer belongs to what this browser began less than ten minutes ago.
pub fn check_begun(begun: Option<Begun>, state: &str, wall: Instant) -> Result<Begun, Refusal> {
    let begun = begun.ok_or(Refusal::Over)?;
    let is_young = begun.at <= wall && wall - begun.at < BEGUN_MAX_MS;
    if !is_young || !same(&begun.state, state) {
        return Err(Refusal::Over);
    }
    Ok(begun)
}

/// Compares without telling by time where they differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// Scheme, name and port of an address, in one spelling.
pub fn origin(url: &str) -> Result<String, Refusal> {
    let uri: Uri = url.trim().parse().map_err(|_| Refusal::NotAnAddress)?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
    let (Some(scheme), Some(authority)) = (scheme, uri.authority()) else {
        return Err(Refusal::NotAnAddress);
    };
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let port = match authority.as_str().rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
        Some((_, port)) => Some(port.parse::<u16>().map_err(|_| Refusal::NotAnAddress)?),
        None => None,
    };
    if host.is_empty() || authority.as_str().contains('@') || host.chars().any(char::is_whitespace) {
        return Err(Refusal::NotAnAddress);
    }
    if scheme == "http" && !is_this_machine(&host) {
        return Err(Refusal::NotEncrypted);
    }
    let usual = if scheme == "https" { 443 } else { 80 };
    Ok(match port.filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// An issuer: the address as the place spells it itself, without a question in it.
pub fn check_issuer(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim();
    origin(typed)?;
    if typed.contains(['?', '#']) { Err(Refusal::NotAnAddress) } else { Ok(typed.to_owned()) }
}

/// Other hosts, one spelling each, with spaces between.
pub fn check_hosts(typed: &str) -> Result<String, Refusal> {
    let mut hosts = typed.split([' ', ',', ';', '\n', '\t', '\r']).filter(|word| !word.is_empty()).try_fold(
        Vec::new(),
        |mut hosts, word| {
            hosts.push(origin(word)?);
            Ok(hosts)
        },
    )?;
    hosts.sort();
    hosts.dedup();
    Ok(hosts.join(" "))
}

/// The hosts that may be asked: the issuer's, and those the administrator wrote beside it.
pub fn allowed(issuer: &str, other_hosts: &str) -> Vec<String> {
    origin(issuer).into_iter().chain(other_hosts.split_whitespace().map(str::to_owned)).collect()
}

/// Whether an address stands on one of them.
pub fn is_allowed(url: &str, hosts: &[String]) -> bool {
    origin(url).is_ok_and(|origin| hosts.contains(&origin))
}

/// What is looked for when no account was bound to the name for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look<'a> {
    /// Nothing.
    Nowhere,
    /// An account at which this address was written.
    ByEmail(&'a str),
    /// The account that signs in with this name.
    ByName(&'a str),
}

/// By what else somebody is looked for, as far as the administrator allowed it.
pub fn look(matched: Matched, said: &Said) -> Look<'_> {
    match (matched, &said.email, &said.user_name) {
        (Matched::Email, Some(email), _) => Look::ByEmail(email),
        (Matched::UserName, _, Some(name)) => Look::ByName(name),
        (Matched::Nobody | Matched::Email | Matched::UserName, _, _) => Look::Nowhere,
    }
}

/// Whether an account may be bound to a subject: `theirs` is what the account is bound to, `whose`
/// the account that the subject is bound to.
pub fn may_bind(
    account: AccountId,
    theirs: Option<&str>,
    subject: &str,
    whose: Option<AccountId>,
) -> Result<(), Refusal> {
    if whose.is_some_and(|other| other != account) {
        return Err(Refusal::Taken);
    }
    if theirs.is_some_and(|known| known != subject) {
        return Err(Refusal::BoundAlready);
    }
    Ok(())
}

/// Whether an account in this state signs in.
pub const fn may_enter(state: State) -> Result<(), Refusal> {
    match state {
        State::Active => Ok(()),
        State::Invited => Err(Refusal::Invited),
        State::Suspended => Err(Refusal::Locked),
    }
}

/// Whether the secret that is kept may go to the host of another issuer: never.
pub fn keeps_secret(old: Option<&str>, new: &str, typed: bool) -> Result<(), Refusal> {
    match old {
        _ if typed => Ok(()),
        None => Err(Refusal::NoSecret),
        Some(old) if origin(old) == origin(new) => Ok(()),
        Some(_) => Err(Refusal::SecretOfOther),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id as _;

    use super::*;

    fn begun(at: Instant) -> Begun {
        Begun {
            state: "s".repeat(43),
            nonce: "n".to_owned(),
            verifier: "v".to_owned(),
            back: String::new(),
            at,
            binds: None,
        }
    }

    #[test]
    fn a_sign_in_takes_less_than_ten_minutes_and_only_where_it_began() {
        let state = "s".repeat(43);
        assert!(check_begun(Some(begun(0)), &state, 0).is_ok());
        assert!(check_begun(Some(begun(0)), &state, BEGUN_MAX_MS - 1).is_ok());
        assert_eq!(check_begun(Some(begun(0)), &state, BEGUN_MAX_MS), Err(Refusal::Over));
        assert_eq!(check_begun(Some(begun(0)), &state, BEGUN_MAX_MS + 1), Err(Refusal::Over));
        assert_eq!(check_begun(Some(begun(1)), &state, 0), Err(Refusal::Over));
        assert_eq!(check_begun(Some(begun(0)), &"x".repeat(43), 1), Err(Refusal::Over));
        assert_eq!(check_begun(Some(begun(0)), "", 1), Err(Refusal::Over));
        assert_eq!(check_begun(None, &state, 1), Err(Refusal::Over));
    }

    #[test]
    fn only_tls_leaves_this_machine() {
        assert_eq!(
            check_issuer("https://sso.example.vn/realms/a").as_deref(),
            Ok("https://sso.example.vn/realms/a")
        );
        assert_eq!(check_issuer(" https://sso.example.vn/ ").as_deref(), Ok("https://sso.example.vn/"));
        for own in ["http://127.0.0.1:8081", "http://localhost/x", "http://[::1]:9000"] {
            assert!(check_issuer(own).is_ok(), "{own}");
        }
        for bare in
            ["http://sso.example.vn", "http://10.0.0.1", "http://127.0.0.1.example.vn", "http://0.0.0.0"]
        {
            assert_eq!(check_issuer(bare), Err(Refusal::NotEncrypted), "{bare}");
        }
        for no in [
            "",
            "sso.example.vn",
            "ftp://a",
            "https://",
            "https://a:b@c.vn",
            "https://a.vn?x=1",
            "https://a:99999",
        ] {
            assert_eq!(check_issuer(no), Err(Refusal::NotAnAddress), "{no}");
        }
    }

    #[test]
    fn nothing_is_asked_but_what_was_typed() {
        assert_eq!(check_hosts("").as_deref(), Ok(""));
        assert_eq!(
            check_hosts("https://B.example.vn/x, https://a.example.vn:443\nhttps://b.example.vn").as_deref(),
            Ok("https://a.example.vn https://b.example.vn")
        );
        assert_eq!(check_hosts("https://a.vn b"), Err(Refusal::NotAnAddress));
        let hosts = allowed("https://sso.example.vn/realms/a", "https://keys.example.vn");
        assert!(is_allowed("https://sso.example.vn/token", &hosts));
        assert!(is_allowed("https://keys.example.vn/jwks", &hosts));
        for other in [
            "https://sso.example.vn.evil.example/token",
            "https://sso.example.vn:8443/token",
            "http://sso.example.vn/token",
            "https://evil.example/?https://sso.example.vn",
            "",
        ] {
            assert!(!is_allowed(other, &hosts), "{other}");
        }
    }

    #[test]
    fn people_are_looked_for_only_as_the_administrator_allowed() {
        let said = |email: Option<&str>, name: Option<&str>| Said {
            subject: "1".to_owned(),
            email: email.map(str::to_owned),
            user_name: name.map(str::to_owned),
        };
        let both = said(Some("a@b.vn"), Some("a"));
        assert_eq!(look(Matched::Nobody, &both), Look::Nowhere);
        assert_eq!(look(Matched::Email, &both), Look::ByEmail("a@b.vn"));
        assert_eq!(look(Matched::UserName, &both), Look::ByName("a"));
        assert_eq!(look(Matched::Email, &said(None, Some("a"))), Look::Nowhere);
        assert_eq!(look(Matched::UserName, &said(Some("a@b.vn"), None)), Look::Nowhere);
        assert_eq!((both.shown(), said(None, None).shown()), ("a@b.vn", "1"));
    }

    #[test]
    fn a_name_belongs_to_one_account_and_an_account_has_one() {
        let [one, other] = [1, 2].map(|byte| AccountId::from_uuid(kernel::uuid_v7(0, [byte; 10])));
        assert_eq!(may_bind(one, None, "s", None), Ok(()));
        assert_eq!(may_bind(one, Some("s"), "s", Some(one)), Ok(()));
        assert_eq!(may_bind(one, None, "s", Some(other)), Err(Refusal::Taken));
        assert_eq!(may_bind(one, Some("t"), "s", None), Err(Refusal::BoundAlready));
    }

    #[test]
    fn only_an_account_in_use_enters() {
        assert_eq!(may_enter(State::Active), Ok(()));
        assert_eq!(may_enter(State::Invited), Err(Refusal::Invited));
        assert_eq!(may_enter(State::Suspended), Err(Refusal::Locked));
    }

    #[test]
    fn a_secret_does_not_go_to_another_host() {
        let (here, there) = ("https://a.vn/x", "https://b.vn/x");
        assert_eq!(keeps_secret(None, here, false), Err(Refusal::NoSecret));
        assert_eq!(keeps_secret(None, here, true), Ok(()));
        assert_eq!(keeps_secret(Some(here), "https://a.vn/y", false), Ok(()));
        assert_eq!(keeps_secret(Some(here), there, false), Err(Refusal::SecretOfOther));
        assert_eq!(keeps_secret(Some(here), there, true), Ok(()));
    }
}
