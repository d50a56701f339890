//! Somebody at a browser without JavaScript.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

/// A page that came back.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Its address after redirects.
    pub path: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Page {
    /// The bytes as text.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn document(&self) -> Html {
        Html::parse_document(&self.body())
    }

    /// The words of the main part, white space folded.
    pub fn main(&self) -> String {
        let document = self.document();
        let main = document.select(&selector("main")).next().unwrap_or_else(|| document.root_element());
        main.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of every element that a CSS selector finds.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.document()
            .select(&selector(css))
            .map(|element| {
                element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// The values of an attribute of every element that a CSS selector finds.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.document()
            .select(&selector(css))
            .filter_map(|element| element.value().attr(name).map(str::to_owned))
            .collect()
    }

    /// The address of the first link whose words contain these.
    ///
    /// # Panics
    /// When there is none: the story cannot go on.
    pub fn link(&self, words: &str) -> String {
        self.document()
            .select(&selector("a[href]"))
            .find(|link| {
                let shown: String = link.text().collect();
                shown.contains(words)
                    || link.value().attr("aria-label").is_some_and(|label| label.contains(words))
            })
            .and_then(|link| link.value().attr("href").map(str::to_owned))
            .unwrap_or_else(|| panic!("no link “{words}” on {}:\n{}", self.path, self.main()))
    }

    /// Asserts that the page says this.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(
            self.main().contains(words),
            "{} ({}) does not say “{words}”:\n{}",
            self.path,
            self.status,
            self.main()
        );
        self
    }

    /// Asserts that the page does not say this.
    ///
    /// # Panics
    /// When it does.
    #[track_caller]
    pub fn does_not_say(&self, words: &str) -> &Self {
        assert!(!self.main().contains(words), "{} says “{words}”", self.path);
        self
    }

    /// Asserts the status.
    ///
    /// # Panics
    /// When it is another.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}:\n{}", self.path, self.main());
        self
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

/// Somebody at a browser: cookies are kept, redirects are followed.
pub struct Person<'a> {
    router: Router,
    runtime: &'a tokio::runtime::Runtime,
    cookies: Vec<(String, String)>,
    here: Option<Page>,
}

impl<'a> Person<'a> {
    /// A visitor.
    pub fn visitor(router: Router, runtime: &'a tokio::runtime::Runtime) -> Self {
        Self { router, runtime, cookies: Vec::new(), here: None }
    }

    /// Signs in through the sign-in page.
    ///
    /// # Panics
    /// When the name or password is refused.
    pub fn signed_in(
        router: Router,
        runtime: &'a tokio::runtime::Runtime,
        name: &str,
        password: &str,
    ) -> Self {
        let mut person = Self::visitor(router, runtime);
        person.open("/dang-nhap");
        let page = person.send("/dang-nhap", &[("ten", name), ("mat-khau", password)]);
        assert_eq!(page.status, StatusCode::OK, "{name} could not sign in:\n{}", page.main());
        assert!(!person.cookies.is_empty(), "{name} has no cookie");
        person
    }

    /// Opens a page.
    pub fn open(&mut self, path: &str) -> Page {
        self.request("GET", path, None, "")
    }

    /// Follows the first link with these words on the page that is open.
    ///
    /// # Panics
    /// When no page is open or it has no such link.
    pub fn follow(&mut self, words: &str) -> Page {
        let path = self.here.as_ref().unwrap_or_else(|| panic!("no page is open")).link(words);
        self.open(&path)
    }

    /// Sends the form of the open page that goes to `action` (or to an address that ends with
    /// it), as it stands there, with these values typed in.
    ///
    /// # Panics
    /// When the open page has no such form.
    pub fn send(&mut self, action: &str, typed: &[(&str, &str)]) -> Page {
        let page = self.here.clone().unwrap_or_else(|| panic!("no page is open"));
        let (path, values) = filled(&page, action, typed);
        self.post(&path, &values)
    }

    /// Posts these values as a form, without a page: what an attacker or a script does.
    pub fn post(&mut self, path: &str, values: &[(String, String)]) -> Page {
        let body: Vec<String> =
            values.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let body = body.join("&").into_bytes();
        self.request("POST", path, Some(body), "application/x-www-form-urlencoded")
    }

    /// Sends a form of the open page as [`Self::send`] does, with a file in one of its fields.
    ///
    /// # Panics
    /// When the open page has no such form.
    pub fn send_file(
        &mut self,
        action: &str,
        typed: &[(&str, &str)],
        field: &str,
        file_name: &str,
        bytes: &[u8],
    ) -> Page {
        const BOUNDARY: &str = "----trang-thu-nghiem";
        let page = self.here.clone().unwrap_or_else(|| panic!("no page is open"));
        let (path, values) = filled(&page, action, typed);
        let mut body = Vec::new();
        let mut part = |head: String, bytes: &[u8]| {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        };
        for (name, value) in &values {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        part(format!("name=\"{field}\"; filename=\"{file_name}\""), bytes);
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        self.request("POST", &path, Some(body), &format!("multipart/form-data; boundary={BOUNDARY}"))
    }

    fn request(&mut self, method: &str, path: &str, body: Option<Vec<u8>>, media_type: &str) -> Page {
        let (mut method, mut path, mut body) = (method.to_owned(), path.to_owned(), body);
        for _ in 0..6 {
            let page = self.once(&method, &path, body.take(), media_type);
            let Some(next) = page.1 else {
                self.here = Some(page.0.clone());
                return page.0;
            };
            "GET".clone_into(&mut method);
            path = next;
        }
        panic!("{path} leads round in circles")
    }

    fn once(
        &mut self,
        method: &str,
        path: &str,
        body: Option<Vec<u8>>,
        media_type: &str,
    ) -> (Page, Option<String>) {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if method == "POST" {
            request = request
                .header(header::CONTENT_TYPE, media_type)
                .header(header::ORIGIN, "http://localhost")
                .header("sec-fetch-site", "same-origin");
        }
        let request = request
            .body(Body::from(body.unwrap_or_default()))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let router = self.router.clone();
        let (parts, bytes) = self.runtime.block_on(async move {
            let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.map(|all| all.to_bytes().to_vec()).unwrap_or_default();
            (parts, bytes)
        });
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap_or_default());
        }
        let of = |name: header::HeaderName| {
            parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let next =
            parts.status.is_redirection().then(|| of(header::LOCATION)).filter(|next| !next.is_empty());
        // What leads to another server is seen, not followed
        let (path, next) = match next {
            Some(away) if !away.starts_with('/') => (away, None),
            next => (path.to_owned(), next),
        };
        (Page { status: parts.status, path, media_type: of(header::CONTENT_TYPE), bytes }, next)
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        if let Some((name, value)) = pair.split_once('=') {
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// The address and values of a form as it stands on the page, with what was typed.
fn filled(page: &Page, action: &str, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let document = page.document();
    let form = document
        .select(&selector("form"))
        .find(|form| {
            form.value().attr("action").is_some_and(|known| known == action || known.ends_with(action))
        })
        .unwrap_or_else(|| panic!("no form to {action} on {}:\n{}", page.path, page.main()));
    let mut values = Vec::new();
    for field in form.select(&selector("input[name], textarea[name], select[name]")) {
        let name = field.value().attr("name").unwrap_or_default();
        if typed.iter().any(|(known, _)| *known == name) {
            continue;
        }
        if let Some(value) = standing_value(field) {
            values.push((name.to_owned(), value));
        }
    }
    values.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    (form.value().attr("action").unwrap_or(action).to_owned(), values)
}

fn standing_value(field: ElementRef<'_>) -> Option<String> {
    let attribute = |name| field.value().attr(name);
    match (field.value().name(), attribute("type").unwrap_or("text")) {
        ("textarea", _) => Some(field.text().collect::<String>().trim_start_matches('\n').to_owned()),
        ("select", _) => {
            let options = selector("option");
            let chosen = field.select(&options).find(|option| option.value().attr("selected").is_some());
            chosen
                .or_else(|| field.select(&options).next())
                .map(|option| option.value().attr("value").unwrap_or_default().to_owned())
        }
        (_, "checkbox" | "radio") => {
            attribute("checked").map(|_| attribute("value").unwrap_or("on").to_owned())
        }
        (_, "file" | "submit" | "button") => None,
        (_, _) => Some(attribute("value").unwrap_or_default().to_owned()),
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
