//! A provider of sign-ins in a process of its own: the test's program, started once more.
//!
//! It asks nobody for a password: the browser says with `as` who signs in, and with `fault` what
//! the provider does wrong.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub const CLIENT: &str = "nghisu";
pub const SECRET: &str = "mã bí mật: 1+1=2 & 3";
const MARK: &str = "NGHISU_TEST_PROVIDER";

/// A running provider; it ends with the value.
pub struct Provider {
    child: Child,
    pub issuer: String,
}

impl Provider {
    /// Starts one.
    pub fn start() -> Self {
        let program = std::env::current_exe().expect("the test's program");
        let mut child = Command::new(program)
            .args(["--exact", "sign_in::provider::stands_up_when_it_is_asked_for", "--nocapture"])
            .env(MARK, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut out = BufReader::new(child.stdout.take().expect("its output")).lines();
        let issuer = out
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("issuer=").map(|(_, issuer)| issuer.to_owned()))
            .expect("an issuer");
        // Who says that it runs for long and finds nobody listening ends
        std::thread::spawn(move || out.map_while(Result::ok).for_each(drop));
        Self { child, issuer }
    }

    /// The browser goes to the provider and is sent back: the path it comes back to.
    pub fn visit(&self, way: &str, extra: &str) -> String {
        let path = way.strip_prefix(&self.issuer).unwrap_or_else(|| panic!("{way} leads elsewhere"));
        let host = self.issuer.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).expect("a connection");
        write!(stream, "GET {path}{extra} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")
            .expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let location = answer.lines().find_map(|line| line.strip_prefix("location: ")).expect("a way back");
        location.strip_prefix("http://localhost").expect("a way back to us").to_owned()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// In the process that [`Provider::start`] made this is the provider; everywhere else it is over
/// at once.
#[test]
fn stands_up_when_it_is_asked_for() {
    if std::env::var_os(MARK).is_none() {
        return;
    }
    // It does not outlive who started it
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    println!("issuer=http://{}", listener.local_addr().expect("an address"));
    let provider: &'static House = Box::leak(Box::new(House {
        issuer: format!("http://{}", listener.local_addr().expect("an address")),
        codes: Mutex::default(),
        is_rotated: AtomicBool::new(false),
    }));
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || provider.answer(stream));
    }
}

struct House {
    issuer: String,
    codes: Mutex<HashMap<String, HashMap<String, String>>>,
    is_rotated: AtomicBool,
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).expect("a key")
}

fn pairs(raw: &str) -> HashMap<String, String> {
    raw.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn decoded(raw: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), raw.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (*first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = after;
            }
            (byte, _) => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[expect(clippy::disallowed_methods, reason = "another program has its own clock")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or_default()
}

impl House {
    fn answer(&self, mut stream: TcpStream) {
        let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
        let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
        let (mut line, mut head) = (String::new(), HashMap::new());
        let _ = reader.read_line(&mut line);
        loop {
            let mut header = String::new();
            let _ = reader.read_line(&mut header);
            let Some((name, value)) = header.trim().split_once(':') else { break };
            head.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        let length = head.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        let _ = reader.read_exact(&mut body);
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let (status, extra, answer) = match path.rsplit_once("/.well-known/") {
            Some((of, "openid-configuration")) => self.settings(of),
            _ => match path {
                "/keys" => self.keys(),
                "/authorize" => self.authorize(&pairs(query)),
                "/token" => self.token(&head, &pairs(&String::from_utf8_lossy(&body))),
                _ => ("404 Not Found", String::new(), json!({})),
            },
        };
        let body = match answer {
            Value::String(text) => text,
            value => value.to_string(),
        };
        let _ = write!(
            stream,
            "HTTP/1.1 {status}\r\n{extra}content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
    }

    /// What it is like; under other paths it lies about itself.
    fn settings(&self, of: &str) -> (&'static str, String, Value) {
        let here = &self.issuer;
        let mut settings = json!({
            "issuer": format!("{here}{of}"),
            "authorization_endpoint": format!("{here}/authorize"),
            "token_endpoint": format!("{here}/token"),
            "jwks_uri": format!("{here}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "none"],
        });
        match of {
            "/other-token" => settings["token_endpoint"] = json!("https://evil.example/token"),
            "/other-keys" => settings["jwks_uri"] = json!("https://evil.example/keys"),
            "/other-issuer" => settings["issuer"] = json!("https://evil.example"),
            "/large" => settings["x"] = json!("x".repeat(300 * 1024)),
            "/moved" => {
                return (
                    "302 Found",
                    format!("location: {here}/.well-known/openid-configuration\r\n"),
                    json!({}),
                );
            }
            "/broken" => return ("500 Broken", String::new(), json!({})),
            "/words" => return ("200 OK", String::new(), json!("<html>không phải JSON</html>")),
            _ => {}
        }
        ("200 OK", String::new(), settings)
    }

    fn keys(&self) -> (&'static str, String, Value) {
        let public = |number: u8| {
            let point = key(number).verifying_key().to_sec1_point(false);
            json!({
                "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": number.to_string(),
                "x": BASE64.encode(point.x().expect("x")), "y": BASE64.encode(point.y().expect("y")),
            })
        };
        let mut keys = vec![public(1)];
        if self.is_rotated.load(Ordering::SeqCst) {
            keys = vec![public(2)];
        }
        ("200 OK", String::new(), json!({ "keys": keys }))
    }

    /// Whoever says so signs in, and goes back with a code.
    fn authorize(&self, asked: &HashMap<String, String>) -> (&'static str, String, Value) {
        let of = |name: &str| asked.get(name).cloned().unwrap_or_default();
        assert_eq!((of("client_id").as_str(), of("response_type").as_str()), (CLIENT, "code"));
        assert!(of("scope").split(' ').any(|scope| scope == "openid"));
        let mut back = format!("{}?state={}", of("redirect_uri"), of("state"));
        if of("fault") == "denied" {
            back.push_str("&error=access_denied&error_description=%3Cb%3Ekhông%3C/b%3E");
        } else {
            let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
            let code = format!("code-{}-{}", codes.len(), of("as"));
            back.push_str("&code=");
            back.push_str(&code);
            codes.insert(code, asked.clone());
        }
        ("302 Found", format!("location: {back}\r\n"), json!({}))
    }

    /// A code becomes a token once, for who knows the secret and began.
    fn token(
        &self,
        head: &HashMap<String, String>,
        sent: &HashMap<String, String>,
    ) -> (&'static str, String, Value) {
        let of = |name: &str| sent.get(name).cloned().unwrap_or_default();
        let no = |error: &str| ("400 Bad Request", String::new(), json!({ "error": error }));
        let shown =
            head.get("authorization").and_then(|value| value.strip_prefix("Basic ")).unwrap_or_default();
        let shown = String::from_utf8(STANDARD.decode(shown).unwrap_or_default()).unwrap_or_default();
        // RFC 6749, 2.3.1: both are encoded as in a form before
        if shown.split_once(':').map(|(id, secret)| (decoded(id), decoded(secret)))
            != Some((CLIENT.into(), SECRET.into()))
        {
            return no("invalid_client");
        }
        let asked =
            self.codes.lock().unwrap_or_else(PoisonError::into_inner).insert(of("code"), HashMap::new());
        let Some(asked) = asked.filter(|asked| !asked.is_empty()) else { return no("invalid_grant") };
        let asked_for = |name: &str| asked.get(name).cloned().unwrap_or_default();
        let challenge = BASE64.encode(Sha256::digest(of("code_verifier").as_bytes()));
        if challenge != asked_for("code_challenge") || asked_for("code_challenge_method") != "S256" {
            return no("invalid_grant");
        }
        if of("redirect_uri") != asked_for("redirect_uri") || of("grant_type") != "authorization_code" {
            return no("invalid_grant");
        }
        let fault = asked_for("fault");
        match fault.as_str() {
            "moved" => return ("302 Found", "location: https://evil.example/\r\n".to_owned(), json!({})),
            "broken" => return ("503 Busy", String::new(), json!({})),
            "words" => return ("200 OK", String::new(), json!("không phải JSON")),
            "no-token" => {
                return ("200 OK", String::new(), json!({"access_token": "x", "token_type": "Bearer"}));
            }
            "rotated" => self.is_rotated.store(true, Ordering::SeqCst),
            _ => {}
        }
        let token = self.signed(&fault, &asked_for("as"), &asked_for("nonce"));
        ("200 OK", String::new(), json!({"access_token": "x", "token_type": "Bearer", "id_token": token}))
    }

    fn signed(&self, fault: &str, who: &str, nonce: &str) -> String {
        let mut claims = json!({
            "iss": self.issuer, "sub": format!("sub-{who}"), "aud": CLIENT, "exp": now() + 300, "iat": now(),
            "nonce": nonce, "email": format!("{who}@Example.vn"), "email_verified": true, "preferred_username": who,
        });
        let (mut head, mut number) = (json!({"alg": "ES256", "kid": "1"}), 1);
        match fault {
            "nonce" => claims["nonce"] = json!("another"),
            "aud" => claims["aud"] = json!("another"),
            "iss" => claims["iss"] = json!("https://evil.example"),
            "expired" => claims["exp"] = json!(now() - 1),
            "now" => claims["exp"] = json!(now()),
            "unverified" => claims["email_verified"] = json!(false),
            // Whom an administrator of the provider renamed
            "renamed" => claims["sub"] = json!("sub-another"),
            "key" => number = 9,
            "no-such-key" => head["kid"] = json!("9"),
            "rotated" => (head["kid"], number) = (json!("2"), 2),
            "none" => head = json!({"alg": "none"}),
            _ => {}
        }
        let text = format!("{}.{}", BASE64.encode(head.to_string()), BASE64.encode(claims.to_string()));
        if fault == "none" {
            return format!("{text}.");
        }
        let signature: Signature = key(number).sign(text.as_bytes());
        format!("{text}.{}", BASE64.encode(signature.to_bytes()))
    }
}
