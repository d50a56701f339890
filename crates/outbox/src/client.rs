//! One HTTP request out: to an allowed host, at an address that was looked at.

use std::net::SocketAddr;
use std::time::Duration;

use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use crate::rules;

const WAIT: Duration = Duration::from_secs(5);

/// Names, looked up once for each request. What leads into the office's own network is not
/// found, unless the administrator said that the host stands there.
#[derive(Debug)]
struct Guarded {
    is_internal: bool,
    names: DefaultResolver,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in
            found.iter().filter(|address: &&SocketAddr| self.is_internal || rules::is_public(address.ip()))
        {
            kept.push(*address);
        }
        if kept.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(kept) }
    }
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The receiver's answer, when there was one.
    pub(crate) status: Option<u16>,
    /// What went wrong, in words.
    pub(crate) words: String,
}

impl Outcome {
    /// Whether the receiver took it.
    pub(crate) fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// Posts JSON. No redirect is followed, no proxy asked, the answer's body is not read.
pub(crate) fn post(url: &str, headers: &[(&str, &str)], body: &str, is_internal: bool) -> Outcome {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(WAIT))
        .max_redirects(0)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent(concat!("nghisu/", env!("CARGO_PKG_VERSION")))
        .build();
    let names = Guarded { is_internal, names: DefaultResolver::default() };
    let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), names);
    let mut request = agent.post(url).header("content-type", "application/json; charset=utf-8");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    match request.send(body) {
        Ok(answer) => {
            let status = answer.status().as_u16();
            let words = match status {
                200..300 => String::new(),
                300..400 => "Nơi nhận chuyển sang địa chỉ khác; hệ thống không đi theo.".to_owned(),
                _ => format!("Nơi nhận trả lời mã {status}."),
            };
            Outcome { status: Some(status), words }
        }
        Err(error) => Outcome { status: None, words: words_of(&error).to_owned() },
    }
}

/// Why nobody answered. The error's own text may hold the address, so it is not shown.
fn words_of(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::Timeout(_) => "Nơi nhận không trả lời trong 5 giây.",
        ureq::Error::HostNotFound => "Không tìm thấy máy nhận, hoặc tên máy dẫn vào mạng nội bộ.",
        ureq::Error::ConnectionFailed | ureq::Error::Io(_) => "Không nối được với máy nhận.",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "Chứng thư của máy nhận không hợp lệ.",
        _ => "Máy nhận trả lời sai giao thức.",
    }
}
