//! One mail made into a letter of the net, and handed to the server.

use std::net::ToSocketAddrs as _;
use std::time::{Duration, UNIX_EPOCH};

use askama::Template;
use kernel::Instant;
use kit::App;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, SmtpTransport};
use lettre::{Address, Message, Transport as _};

use crate::actions;
use crate::model::{Content, Mail, MailKind, Security, Server};
use crate::rules;

const TIMEOUT: Duration = Duration::from_secs(15);
/// What a server says is shown, not kept whole.
const WORDS_MAX: usize = 300;

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The server took it.
    Sent(String),
    /// Not now.
    Later(String),
    /// Never.
    Never(String),
}

/// The words around what is told.
#[derive(Debug, Clone)]
pub(crate) struct Envelope {
    /// In whose name: the council.
    pub(crate) council: String,
    /// Where its pages are.
    pub(crate) base: String,
    /// What every page says of the installation.
    pub(crate) mark: Option<&'static str>,
    /// Moment of sending, by the installation's clock.
    pub(crate) now: Instant,
    /// The page that confirms, or that ends it; none for a trial.
    pub(crate) link: Option<String>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct PlainLetter<'a> {
    mail: &'a Mail,
    content: &'a Content,
    envelope: &'a Envelope,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlLetter<'a> {
    mail: &'a Mail,
    content: &'a Content,
    envelope: &'a Envelope,
}

/// Hands a mail to the server.
pub(crate) fn send(app: &App, server: &Server, mail: &Mail, envelope: &Envelope) -> Outcome {
    match letter(server, mail, envelope).and_then(|letter| Ok((letter, transport(app, server)?))) {
        Ok((letter, transport)) => outcome(
            transport
                .send(&letter)
                .map(|answer| answer.message().map(str::to_owned).collect::<Vec<_>>().join(" ")),
        ),
        // What cannot be written now may be when the setup is put right
        Err(words) => Outcome::Later(words),
    }
}

fn outcome(done: Result<String, Error>) -> Outcome {
    match done {
        Ok(words) => Outcome::Sent(short(&words)),
        Err(error) => {
            let code = error.status().map(u16::from);
            let words = match code {
                Some(code) => format!("Máy gửi thư trả lời {code}: {}", said(&error)),
                None if error.is_timeout() => "Máy gửi thư không trả lời kịp.".to_owned(),
                None => format!("Không nối được với máy gửi thư: {}", said(&error)),
            };
            if code.is_some_and(rules::is_last_word) {
                Outcome::Never(short(&words))
            } else {
                Outcome::Later(short(&words))
            }
        }
    }
}

/// The innermost reason, which is what the server or the net said.
fn said(error: &Error) -> String {
    let mut inner: &dyn std::error::Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

fn short(words: &str) -> String {
    let line = kernel::text::clean_line(words);
    line.chars().take(WORDS_MAX).collect()
}

fn transport(app: &App, server: &Server) -> Result<SmtpTransport, String> {
    let port = u16::try_from(server.port).map_err(|_| "Cổng của máy gửi thư không đúng.".to_owned())?;
    let fault = |error: Error| format!("Không đặt được TLS: {}", said(&error));
    let builder = match server.security {
        Security::Tls => SmtpTransport::relay(&server.host).map_err(fault)?,
        Security::StartTls => SmtpTransport::starttls_relay(&server.host).map_err(fault)?,
        Security::None => {
            stays_inside(&server.host, port)?;
            SmtpTransport::builder_dangerous(&server.host)
        }
    };
    let builder = builder.port(port).timeout(Some(TIMEOUT)).hello_name(hello(&app.settings().public_url));
    let builder = match actions::password(&app.settings().keeper, server)? {
        Some(password) => builder.credentials(Credentials::new(server.username.clone(), password)),
        None => builder,
    };
    Ok(builder.build())
}

/// Without TLS nothing goes to a machine of the Internet at large.
fn stays_inside(host: &str, port: u16) -> Result<(), String> {
    let mut found =
        (host, port).to_socket_addrs().map_err(|_| format!("Không tìm thấy máy {host}."))?.peekable();
    if found.peek().is_none() || found.any(|address| outbox::rules::is_public(address.ip())) {
        return Err("Máy này ở ngoài mạng nội bộ: chọn TLS hoặc STARTTLS.".to_owned());
    }
    Ok(())
}

/// How this machine introduces itself: by the name under which its pages are read.
fn hello(public_url: &str) -> ClientId {
    let host = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    let host = host.split([':', '/']).next().unwrap_or_default();
    let is_name =
        !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    ClientId::Domain(if is_name { host.to_owned() } else { "localhost".to_owned() })
}

fn letter(server: &Server, mail: &Mail, envelope: &Envelope) -> Result<Message, String> {
    let wrong = |_| "Địa chỉ thư không đúng.".to_owned();
    let sender: Address = server.sender.parse().map_err(wrong)?;
    let recipient: Address = mail.address.parse().map_err(wrong)?;
    let content: Content = serde_json::from_str(&mail.content).unwrap_or_default();
    let plain =
        PlainLetter { mail, content: &content, envelope }.render().map_err(|error| error.to_string())?;
    let html =
        HtmlLetter { mail, content: &content, envelope }.render().map_err(|error| error.to_string())?;
    let since = Duration::from_millis(u64::try_from(envelope.now).unwrap_or(0));
    let mut builder = Message::builder()
        .from(Mailbox::new(Some(short_name(&envelope.council)), sender.clone()))
        .to(Mailbox::new(None, recipient))
        .subject(mail.subject.clone())
        .date(UNIX_EPOCH + since)
        .message_id(Some(format!("<{}@{}>", mail.id, sender.domain())));
    for (name, value) in extra_headers(mail, envelope) {
        builder = builder.raw_header(HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value));
    }
    builder.multipart(MultiPart::alternative_plain_html(plain, html)).map_err(|error| error.to_string())
}

/// "HĐND huyện Thanh Liêm": short enough to be one encoded word, which every reader puts together.
fn short_name(council: &str) -> String {
    council.replace("Hội đồng nhân dân", "HĐND")
}

/// No machine answers a mail by a machine (RFC 3834), and one click ends what is told (RFC 8058).
fn extra_headers(mail: &Mail, envelope: &Envelope) -> Vec<(HeaderName, String)> {
    let mut headers = vec![(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned())];
    let link = envelope.link.as_deref().filter(|_| matches!(mail.kind, MailKind::Once | MailKind::Digest));
    if let Some(link) = link {
        headers.push((HeaderName::new_from_ascii_str("List-Unsubscribe"), format!("<{link}>")));
        headers.push((
            HeaderName::new_from_ascii_str("List-Unsubscribe-Post"),
            "List-Unsubscribe=One-Click".to_owned(),
        ));
    }
    headers
}
