//! `nghisu site`: the portal as files, for any web server or a stick.
//!
//! The public pages are asked for as a stranger would, without a network, and written with their
//! links to one another. What a stranger may not see is therefore not in it.

mod address;
mod page;

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use kernel::dates;
use tower::ServiceExt as _;

use self::page::Leads;
use super::place_of;
use crate::{Fault, Installation, Setup, install};

/// Where strangers begin; everything else is led to from here.
const BEGINNINGS: [&str; 3] = ["/", "/ban-do-trang", "/sitemap.xml"];
/// Of a list narrowed in one way the further pages are followed, not every other way on top.
const FURTHER: [&str; 3] = ["sau", "truoc", "trang"];
/// Makes no sense without a server.
const GONE: [&str; 5] = ["/dang-nhap", "/dang-xuat", "/co-chu/", "/trinh-dien", "/lam-viec"];
/// Tables of figures: one for each unit and window. Those that a page of another kind leads to are
/// carried whole; from one to the next every unit, quarter and year would follow.
const FIGURES: &str = "/so-lieu";
/// More than this is no portal of a council.
const PAGES_MAX: usize = 200_000;
const BODY_BYTES_MAX: usize = 256 << 20;

/// `nghisu site`.
///
/// # Errors
/// [`Fault`], in words; nothing stays of what was begun.
pub fn site(
    data: &Path,
    database: Option<String>,
    public_url: Option<String>,
    to: &Path,
) -> Result<(), Fault> {
    let setup = Setup::new(data);
    let public_url = public_url.unwrap_or(setup.public_url.clone());
    let setup = Setup { place: database.map(place_of), public_url, ..setup };
    if let db::Place::File(file) = setup.place()
        && !file.exists()
    {
        return Err(Fault::Deed(format!("{} không có dữ liệu.", data.display())));
    }
    let written = write_site(&Installation::open(&setup)?, to)?;
    println!("{written}");
    Ok(())
}

/// What was written, in words.
#[derive(Debug)]
pub struct Written {
    to: PathBuf,
    /// How many pages.
    pub pages: usize,
    /// How many other files.
    pub files: usize,
    /// How many addresses were not followed.
    pub left_out: usize,
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Đã ghi cổng công khai ra {}: {} trang, {} tệp kèm. Mở {}.\n{} địa chỉ không theo (bộ lọc chồng nhau, số liệu của các kỳ không được dẫn tới): chữ còn, liên kết bỏ.",
            self.to.display(),
            self.pages,
            self.files,
            self.to.join("index.html").display(),
            self.left_out
        )
    }
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> Fault {
    let path = path.to_owned();
    move |source| Fault::Folder { path: path.clone(), source }
}

/// Writes the portal of an open installation into a folder that is not there yet.
///
/// # Errors
/// [`Fault`], in words; nothing stays of what was begun.
pub fn write_site(installation: &Installation, to: &Path) -> Result<Written, Fault> {
    if to.exists() {
        return Err(Fault::Deed(format!("{} đã có. Chọn thư mục chưa có.", to.display())));
    }
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".dang-ghi");
    let draft = to.with_file_name(name);
    if draft.exists() {
        fs::remove_dir_all(&draft).map_err(at(&draft))?;
    }
    fs::create_dir_all(&draft).map_err(at(&draft))?;
    let walked = Walk::new(installation, &draft).and_then(|mut walk| {
        walk.walk()?;
        walk.write_pages()
    });
    match walked {
        Ok((pages, files, left_out)) => {
            fs::rename(&draft, to).map_err(at(to))?;
            Ok(Written { to: to.to_owned(), pages, files, left_out })
        }
        Err(fault) => {
            // The fault is the one thing to tell
            let _ = fs::remove_dir_all(&draft);
            Err(fault)
        }
    }
}

/// What an address was answered with.
enum Found {
    /// Bytes, under this name; whether it is a page.
    File(String, bool),
    /// Another address.
    Moved(String),
    /// Nothing that a stranger may see.
    Nothing,
}

struct Walk<'a> {
    router: Router,
    runtime: tokio::runtime::Runtime,
    public_url: String,
    made: String,
    draft: &'a Path,
    waiting: VecDeque<String>,
    seen: HashSet<String>,
    found: HashMap<String, Found>,
    /// The names that are taken, as a disk knows them that does not tell large letters from small.
    taken: HashSet<String>,
    left_out: HashSet<String>,
}

impl<'a> Walk<'a> {
    fn new(installation: &Installation, draft: &'a Path) -> Result<Self, Fault> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Fault::Deed(error.to_string()))?;
        let mut walk = Self {
            router: kit::serve_router(installation.app.clone(), install::routes()),
            runtime,
            public_url: installation.app.settings().public_url.clone(),
            made: dates::print_time(installation.app.clock().now()),
            draft,
            waiting: VecDeque::new(),
            seen: HashSet::new(),
            found: HashMap::new(),
            taken: HashSet::new(),
            left_out: HashSet::new(),
        };
        for address in BEGINNINGS {
            walk.wait(address, "");
        }
        Ok(walk)
    }

    /// An address of this portal without its fragment; none for what leads elsewhere.
    fn own<'b>(&self, address: &'b str) -> Option<&'b str> {
        let rest = address.strip_prefix(&self.public_url).unwrap_or(address);
        let rest = if rest.is_empty() { "/" } else { rest };
        let is_own = rest.starts_with('/') && !rest.starts_with("//");
        is_own.then(|| rest.split('#').next().unwrap_or_default().trim_end_matches('?'))
    }

    /// Puts an address in the queue, when it is one to be followed from this page.
    fn wait(&mut self, address: &str, from: &str) {
        let (path, query) = address::split(address);
        if self.seen.contains(address) || is_gone(path) {
            return;
        }
        let (own_path, own_query) = address::split(from);
        let is_other_table = path.starts_with(FIGURES)
            && own_path.starts_with(FIGURES)
            && address::table_of(path) != address::table_of(own_path);
        let is_further = |query: &str| {
            query.split('&').any(|pair| FURTHER.iter().any(|key| pair.split('=').next() == Some(key)))
        };
        let is_narrowed_again =
            !query.is_empty() && !own_query.is_empty() && own_path == path && !is_further(query);
        if is_other_table || is_narrowed_again {
            self.left_out.insert(address.to_owned());
            return;
        }
        self.left_out.remove(address);
        self.seen.insert(address.to_owned());
        self.waiting.push_back(address.to_owned());
    }

    fn walk(&mut self) -> Result<(), Fault> {
        while let Some(address) = self.waiting.pop_front() {
            if self.found.len() >= PAGES_MAX {
                return Err(Fault::Deed(format!("cổng có hơn {PAGES_MAX} địa chỉ; không ghi")));
            }
            let (found, links) = self.ask(&address)?;
            for link in links {
                if let Some(own) = self.own(&link).map(str::to_owned) {
                    self.wait(&own, &address);
                }
            }
            self.found.insert(address, found);
        }
        Ok(())
    }

    /// Asks for an address, keeps what comes as it is, and says what it leads to.
    fn ask(&mut self, address: &str) -> Result<(Found, Vec<String>), Fault> {
        let wrong = |error: &dyn std::fmt::Display| Fault::Deed(format!("{address}: {error}"));
        let host = self.public_url.split("://").nth(1).unwrap_or("localhost").to_owned();
        let Ok(request) = Request::get(address).header(header::HOST, host).body(Body::empty()) else {
            return Ok((Found::Nothing, Vec::new()));
        };
        let router = self.router.clone();
        let (parts, bytes) = self.runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap_or_else(|never| match never {});
            let (parts, body) = response.into_parts();
            let bytes = axum::body::to_bytes(body, BODY_BYTES_MAX).await;
            bytes.map(|bytes| (parts, bytes)).map_err(|error| wrong(&error))
        })?;
        let text_of = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        if parts.status.is_redirection() {
            let to = text_of(header::LOCATION).and_then(|to| self.own(to)).map(str::to_owned);
            return Ok(match to.filter(|to| !is_gone(address::split(to).0)) {
                Some(to) => (Found::Moved(to.clone()), vec![to]),
                None => (Found::Nothing, Vec::new()),
            });
        }
        if parts.status.is_server_error() {
            return Err(wrong(&parts.status));
        }
        if !parts.status.is_success() {
            return Ok((Found::Nothing, Vec::new()));
        }
        let media_type = text_of(header::CONTENT_TYPE).unwrap_or_default();
        let file = self.name(address, media_type);
        let path = self.draft.join(&file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        fs::write(&path, &bytes).map_err(at(&path))?;
        let is_page = media_type.starts_with("text/html");
        let links = if is_page {
            page::links(&String::from_utf8_lossy(&bytes))
        } else if media_type.starts_with("text/css") {
            in_style(address, &String::from_utf8_lossy(&bytes))
        } else if address.ends_with("/sitemap.xml") {
            in_map(&String::from_utf8_lossy(&bytes))
        } else {
            Vec::new()
        };
        Ok((Found::File(file, is_page), links))
    }

    /// A file that no other address has.
    fn name(&mut self, address: &str, media_type: &str) -> String {
        let file = address::file_of(address, media_type);
        if self.taken.insert(file.to_lowercase()) {
            return file;
        }
        let joint = if address.contains('?') { '&' } else { '?' };
        self.name(&format!("{address}{joint}khac"), media_type)
    }

    /// The file that an address leads to in the end.
    fn file(&self, address: &str) -> Option<&str> {
        let mut address = address;
        for _ in 0..6 {
            match self.found.get(address)? {
                Found::File(file, _) => return Some(file),
                Found::Moved(to) => address = to,
                Found::Nothing => return None,
            }
        }
        None
    }

    /// Writes the pages anew, now that it is known what there is.
    fn write_pages(&self) -> Result<(usize, usize, usize), Fault> {
        let (mut pages, mut others) = (0, 0);
        for found in self.found.values() {
            let Found::File(file, is_page) = found else { continue };
            if !is_page {
                others += 1;
                continue;
            }
            pages += 1;
            let path = self.draft.join(file);
            let html = fs::read_to_string(&path).map_err(at(&path))?;
            let map = self.file("/ban-do-trang").unwrap_or("index.html");
            let note = format!(
                "<div class=\"demo\"><div class=\"wrap\">Bản sao tĩnh của cổng, lập lúc {}. Tìm kiếm, gửi kiến nghị và đăng nhập cần cổng đang chạy.</div></div>",
                self.made
            );
            let written =
                page::rewrite(&html, |to| self.leads(file, to), &note, &address::relative(file, map));
            fs::write(&path, written).map_err(at(&path))?;
        }
        Ok((pages, others, self.left_out.len()))
    }

    fn leads(&self, file: &str, to: &str) -> Leads {
        if to.starts_with('#') {
            return Leads::AsItIs;
        }
        let Some(own) = self.own(to) else { return Leads::AsItIs };
        if is_gone(address::split(own).0) {
            return Leads::Gone;
        }
        match self.file(own) {
            Some(there) => {
                let fragment = to.split_once('#').map(|(_, name)| format!("#{name}")).unwrap_or_default();
                Leads::To(format!("{}{fragment}", address::relative(file, there)))
            }
            None => Leads::Nowhere,
        }
    }
}

fn is_gone(path: &str) -> bool {
    GONE.iter().any(|gone| {
        path.strip_prefix(gone)
            .is_some_and(|rest| gone.ends_with('/') || rest.is_empty() || rest.starts_with('/'))
    })
}

/// What a style sheet loads, beside itself.
fn in_style(address: &str, css: &str) -> Vec<String> {
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    css.split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|name| name.trim_matches(['"', '\'']))
        .filter(|name| !name.contains(':') && !name.starts_with(['/', '#']))
        .map(|name| format!("{folder}/{name}"))
        .collect()
}

fn in_map(xml: &str) -> Vec<String> {
    xml.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).map(page::unescape).collect()
}
