//! What is asked of the place: what it is like, and who came with a code.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use kernel::Instant;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, TokenResponse as _,
};
use tokio::sync::Semaphore;

use super::model::{Provider, Refusal, Said};
use super::rules::{self, Begun};

/// The longest wait for one answer.
const WAIT: Duration = Duration::from_secs(5);
/// The largest answer: keys and settings of a place are a few thousand bytes.
const ANSWER_BYTES_MAX: u64 = 256 * 1024;
/// What a place is like is asked again after this.
const KEPT_MS: i64 = 10 * 60 * 1000;
/// A place that did not answer is left alone for this long.
const LEFT_ALONE_MS: i64 = 5 * 1000;
/// More places than there are in one process.
const KEPT_MAX: usize = 8;
/// Requests out at once.
static ASKING: Semaphore = Semaphore::const_new(16);

/// How a token may be signed: by a key that only the place has. Neither not at all, nor by the
/// secret that both have.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

struct Kept {
    place: String,
    at: Instant,
    found: Result<Arc<CoreProviderMetadata>, Refusal>,
}

/// Of each place what it is like; the same for all who sign in.
static KEPT: Mutex<Vec<Kept>> = Mutex::new(Vec::new());

/// What the place is like, at most ten minutes old.
pub(crate) fn discover(one: &Provider, wall: Instant) -> Result<Arc<CoreProviderMetadata>, Refusal> {
    let place = place(one);
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.iter().find(|known| known.place == place) {
        let age_max = if known.found.is_ok() { KEPT_MS } else { LEFT_ALONE_MS };
        if (0..age_max).contains(&(wall - known.at)) {
            return known.found.clone();
        }
    }
    drop(kept);
    discover_anew(one, wall)
}

/// What the place is like now.
pub(crate) fn discover_anew(one: &Provider, wall: Instant) -> Result<Arc<CoreProviderMetadata>, Refusal> {
    let _permit = ASKING.try_acquire().map_err(|_| Refusal::Busy)?;
    let hosts = rules::allowed(&one.issuer, &one.other_hosts);
    let issuer = IssuerUrl::new(one.issuer.clone()).map_err(|_| Refusal::NotAnAddress)?;
    let found = CoreProviderMetadata::discover(&issuer, &|request| call(&hosts, request))
        .map(Arc::new)
        .map_err(|error| {
            tracing::warn!(%error, "the provider of sign-ins cannot be used");
            match error {
                DiscoveryError::Request(refusal) => refusal,
                _ => Refusal::Unproven,
            }
        })
        .and_then(|found| {
            let token = found.token_endpoint().map(|url| url.as_str());
            let is_ours = rules::is_allowed(found.authorization_endpoint().as_str(), &hosts)
                && token.is_some_and(|url| rules::is_allowed(url, &hosts));
            if is_ours { Ok(found) } else { Err(Refusal::NotAllowed) }
        });
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let place = place(one);
    kept.retain(|known| known.place != place);
    if kept.len() >= KEPT_MAX {
        kept.remove(0);
    }
    kept.push(Kept { place, at: wall, found: found.clone() });
    found
}

fn place(one: &Provider) -> String {
    format!("{} {}", one.issuer, one.other_hosts)
}

/// One request: to an allowed host, within bounds of time and size, led nowhere else.
fn call(hosts: &[String], request: HttpRequest) -> Result<HttpResponse, Refusal> {
    if !rules::is_allowed(&request.uri().to_string(), hosts) {
        return Err(Refusal::NotAllowed);
    }
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(WAIT))
        .max_redirects(0)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent(concat!("nghisu/", env!("CARGO_PKG_VERSION")))
        .build();
    let agent = ureq::Agent::new_with_config(config);
    let (parts, body) = request.into_parts();
    let answer = if body.is_empty() {
        agent.run(ureq::http::Request::from_parts(parts, ()))
    } else {
        agent.run(ureq::http::Request::from_parts(parts, body))
    };
    let (parts, mut body) = answer.map_err(|_| Refusal::Down)?.into_parts();
    match parts.status.as_u16() {
        300..400 => return Err(Refusal::Unproven),
        500.. => return Err(Refusal::Down),
        _ => {}
    }
    let bytes = body.with_config().limit(ANSWER_BYTES_MAX).read_to_vec().map_err(|error| match error {
        ureq::Error::BodyExceedsLimit(_) => Refusal::Unproven,
        _ => Refusal::Down,
    })?;
    Ok(HttpResponse::from_parts(parts, bytes))
}

/// The address at which somebody signs in there.
pub(crate) fn way_there(
    one: &Provider,
    like: &CoreProviderMetadata,
    way_back: &str,
    begun: &Begun,
) -> Result<String, Refusal> {
    let verifier = PkceCodeVerifier::new(begun.verifier.clone());
    let way_back = RedirectUrl::new(way_back.to_owned()).map_err(|_| Refusal::NotAnAddress)?;
    let client = CoreClient::from_provider_metadata(like.clone(), ClientId::new(one.client_id.clone()), None)
        .set_redirect_uri(way_back);
    let (state, nonce) = (begun.state.clone(), begun.nonce.clone());
    let (url, _, _) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state.clone()),
            move || Nonce::new(nonce.clone()),
        )
        .add_scope(Scope::new("email".to_owned()))
        .add_scope(Scope::new("profile".to_owned()))
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .url();
    Ok(url.to_string())
}

/// Who came with this code.
pub(crate) fn who_came(
    one: &Provider,
    secret: &str,
    way_back: &str,
    code: String,
    begun: &Begun,
    wall: Instant,
) -> Result<Said, Refusal> {
    let like = discover(one, wall)?;
    let token = token(one, &like, secret, way_back, code, begun)?;
    match said(one, &like, &token, &begun.nonce, wall) {
        // The place has another key since: it is asked once, and only for a code that it took
        Err(Unverified::NoSuchKey) => {
            let like = discover_anew(one, wall)?;
            said(one, &like, &token, &begun.nonce, wall).map_err(|_| Refusal::Unproven)
        }
        other => other.map_err(|_| Refusal::Unproven),
    }
}

/// The token for a code.
fn token(
    one: &Provider,
    like: &CoreProviderMetadata,
    secret: &str,
    way_back: &str,
    code: String,
    begun: &Begun,
) -> Result<CoreIdToken, Refusal> {
    let _permit = ASKING.try_acquire().map_err(|_| Refusal::Busy)?;
    let hosts = rules::allowed(&one.issuer, &one.other_hosts);
    let way_back = RedirectUrl::new(way_back.to_owned()).map_err(|_| Refusal::NotAnAddress)?;
    let client = CoreClient::from_provider_metadata(
        like.clone(),
        ClientId::new(one.client_id.clone()),
        Some(ClientSecret::new(secret.to_owned())),
    )
    .set_redirect_uri(way_back)
    .set_auth_type(auth_type(like));
    let answer = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|_| Refusal::Unproven)?
        .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier.clone()))
        .request(&|request| call(&hosts, request))
        .map_err(|error| match error {
            RequestTokenError::Request(refusal) => refusal,
            // Not what it says: it may hold what was sent
            RequestTokenError::ServerResponse(_) => Refusal::BrokenOff,
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Refusal::Unproven,
        })?;
    answer.id_token().cloned().ok_or(Refusal::Unproven)
}

/// How the secret is shown: in the head, unless the place takes it in the body alone.
fn auth_type(like: &CoreProviderMetadata) -> AuthType {
    let takes = |method: &CoreClientAuthMethod| {
        like.token_endpoint_auth_methods_supported().is_some_and(|methods| methods.contains(method))
    };
    if takes(&CoreClientAuthMethod::ClientSecretPost) && !takes(&CoreClientAuthMethod::ClientSecretBasic) {
        AuthType::RequestBody
    } else {
        AuthType::BasicAuth
    }
}

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unverified {
    /// It names a key that is not known.
    NoSuchKey,
    /// Anything else.
    Wrong,
}

/// What a token says, when it was made by this place, for this installation and this sign-in, and
/// holds still.
fn said(
    one: &Provider,
    like: &CoreProviderMetadata,
    token: &CoreIdToken,
    nonce: &str,
    wall: Instant,
) -> Result<Said, Unverified> {
    let client = CoreClient::from_provider_metadata(like.clone(), ClientId::new(one.client_id.clone()), None);
    let now = DateTime::<Utc>::from_timestamp_millis(wall).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let signed =
        SIGNATURES.into_iter().filter(|one| like.id_token_signing_alg_values_supported().contains(one));
    let verifier = client.id_token_verifier().set_allowed_algs(signed).set_time_fn(move || now);
    let claims = token.claims(&verifier, &Nonce::new(nonce.to_owned())).map_err(|error| {
        tracing::warn!(kind = %kind_of(&error), "a token of the provider of sign-ins is not believed");
        match error {
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
                Unverified::NoSuchKey
            }
            _ => Unverified::Wrong,
        }
    })?;
    let is_verified = claims.email_verified() == Some(true);
    let email = claims.email().filter(|_| is_verified).map(|email| email.trim().to_lowercase());
    let user_name = claims.preferred_username().map(|name| name.trim().to_lowercase());
    Ok(Said {
        subject: claims.subject().as_str().to_owned(),
        email: email.filter(|email| !email.is_empty()),
        user_name: user_name.filter(|name| !name.is_empty()),
    })
}

/// A word for the log: the error's own text may hold what was in the token.
fn kind_of(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "expired",
        ClaimsVerificationError::InvalidAudience(_) => "audience",
        ClaimsVerificationError::InvalidIssuer(_) => "issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
    use kernel::{Id as _, SignInProviderId};
    use p256::ecdsa::signature::Signer as _;
    use p256::ecdsa::{Signature, SigningKey};
    use serde_json::{Value, json};

    use super::*;
    use crate::provider::model::Matched;

    const ISSUER: &str = "https://sso.example.vn";
    /// A moment in seconds.
    const EXP: i64 = 1_800_000_000;

    fn provider() -> Provider {
        Provider {
            id: SignInProviderId::from_uuid(kernel::uuid_v7(0, [1; 10])),
            issuer: ISSUER.to_owned(),
            client_id: "nghisu".to_owned(),
            secret: Vec::new(),
            label: String::new(),
            other_hosts: String::new(),
            matched: Matched::Nobody,
            is_on: true,
            version: 1,
        }
    }

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_slice(&[byte; 32]).expect("a key")
    }

    fn like(key: &SigningKey, algs: &[&str]) -> CoreProviderMetadata {
        let like: CoreProviderMetadata = serde_json::from_value(json!({
            "issuer": ISSUER,
            "authorization_endpoint": format!("{ISSUER}/a"),
            "token_endpoint": format!("{ISSUER}/t"),
            "jwks_uri": format!("{ISSUER}/k"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": algs,
        }))
        .expect("metadata");
        let point = key.verifying_key().to_sec1_point(false);
        let keys = json!({"keys": [{
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1",
            "x": BASE64.encode(point.x().expect("x")), "y": BASE64.encode(point.y().expect("y")),
        }]});
        like.set_jwks(serde_json::from_value(keys).expect("keys"))
    }

    fn claims() -> Value {
        json!({
            "iss": ISSUER, "sub": "lan", "aud": "nghisu", "exp": EXP, "iat": EXP - 300, "nonce": "n",
            "email": "Lan@Example.vn", "email_verified": true, "preferred_username": "Lan",
        })
    }

    fn token(head: &Value, claims: &Value, key: Option<&SigningKey>) -> CoreIdToken {
        let text = format!("{}.{}", BASE64.encode(head.to_string()), BASE64.encode(claims.to_string()));
        let signature = key.map_or_else(String::new, |key| {
            let signature: Signature = key.sign(text.as_bytes());
            BASE64.encode(signature.to_bytes())
        });
        serde_json::from_value(Value::String(format!("{text}.{signature}"))).expect("a token")
    }

    fn ask(
        head: &Value,
        claims: &Value,
        signed: Option<&SigningKey>,
        wall: Instant,
    ) -> Result<Said, Unverified> {
        said(
            &provider(),
            &like(&key(7), &["ES256", "none", "HS256"]),
            &token(head, claims, signed),
            "n",
            wall,
        )
    }

    fn head() -> Value {
        json!({"alg": "ES256", "kid": "1"})
    }

    #[test]
    fn a_token_holds_until_its_second() {
        let at = |wall| ask(&head(), &claims(), Some(&key(7)), wall);
        let lan = Said {
            subject: "lan".to_owned(),
            email: Some("lan@example.vn".to_owned()),
            user_name: Some("lan".to_owned()),
        };
        assert_eq!(at((EXP - 1) * 1000), Ok(lan.clone()));
        assert_eq!(at(EXP * 1000 - 1), Ok(lan));
        assert_eq!(at(EXP * 1000), Err(Unverified::Wrong));
        assert_eq!(at((EXP + 1) * 1000), Err(Unverified::Wrong));
    }

    #[test]
    fn a_token_for_another_from_another_or_of_another_sign_in_is_not_believed() {
        for (name, value) in [
            ("aud", json!("another")),
            ("aud", json!(["nghisu", "another"])),
            ("iss", json!("https://sso.example.vn.evil.example")),
            ("nonce", json!("m")),
            ("nonce", Value::Null),
        ] {
            let mut changed = claims();
            changed[name] = value.clone();
            let found = ask(&head(), &changed, Some(&key(7)), (EXP - 60) * 1000);
            assert_eq!(found, Err(Unverified::Wrong), "{name} {value}");
        }
    }

    #[test]
    fn only_the_key_of_the_place_signs() {
        let wall = (EXP - 60) * 1000;
        assert_eq!(ask(&head(), &claims(), Some(&key(8)), wall), Err(Unverified::Wrong), "another key");
        let strange = json!({"alg": "ES256", "kid": "2"});
        assert_eq!(ask(&strange, &claims(), Some(&key(8)), wall), Err(Unverified::NoSuchKey));
        // Not signed, though the place says that it may be
        assert_eq!(ask(&json!({"alg": "none"}), &claims(), None, wall), Err(Unverified::Wrong));
        // Signed by what both know, though the place says that it may be
        assert_eq!(ask(&json!({"alg": "HS256"}), &claims(), Some(&key(7)), wall), Err(Unverified::Wrong));
    }

    #[test]
    fn an_address_that_was_not_verified_is_none() {
        for value in [json!(false), Value::Null] {
            let mut changed = claims();
            changed["email_verified"] = value;
            let found = ask(&head(), &changed, Some(&key(7)), (EXP - 60) * 1000);
            assert_eq!(found.map(|said| said.email), Ok(None));
        }
    }

    #[test]
    fn the_way_there_carries_state_nonce_and_challenge_but_no_secret() {
        let begun = Begun {
            state: "the-state".to_owned(),
            nonce: "the-nonce".to_owned(),
            // RFC 7636, appendix B
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
            back: String::new(),
            at: 0,
            binds: None,
        };
        let way = way_there(&provider(), &like(&key(7), &["ES256"]), "https://hdnd.example.vn/ve", &begun)
            .expect("a way");
        for part in [
            "https://sso.example.vn/a?response_type=code&client_id=nghisu",
            "&state=the-state",
            "&nonce=the-nonce",
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256",
            "&redirect_uri=https%3A%2F%2Fhdnd.example.vn%2Fve",
            "openid",
        ] {
            assert!(way.contains(part), "{way} has no {part}");
        }
        assert!(!way.contains("dBjft"), "{way}");
    }

    #[test]
    fn the_secret_goes_into_the_head_unless_only_the_body_is_taken() {
        let with = |methods: Value| {
            let mut value = serde_json::to_value(like(&key(7), &["ES256"])).expect("JSON");
            value["token_endpoint_auth_methods_supported"] = methods;
            auth_type(&serde_json::from_value(value).expect("metadata"))
        };
        assert!(matches!(with(Value::Null), AuthType::BasicAuth));
        assert!(matches!(with(json!(["client_secret_basic", "client_secret_post"])), AuthType::BasicAuth));
        assert!(matches!(with(json!(["client_secret_post"])), AuthType::RequestBody));
    }
}
