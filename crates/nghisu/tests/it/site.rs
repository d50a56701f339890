//! The portal as files: every link of every page leads to one, and nothing asks for a server.

use std::fs;
use std::path::{Path, PathBuf};

use nghisu::command::site::write_site;

use crate::office::Office;

#[test]
fn the_portal_as_files_leads_nowhere_that_is_not_there() {
    let office = Office::on_file();
    let to = office.fresh.folder.with_extension("site");
    let _ = fs::remove_dir_all(&to);
    let written = write_site(&office.installation, &to).expect("a site");
    assert!(written.pages > 300, "{written}");
    let mut pages = Vec::new();
    list(&to, &mut pages);
    assert_eq!(pages.iter().filter(|path| path.ends_with("index.html")).count(), written.pages);
    let mut checked = 0;
    for path in pages.iter().filter(|path| path.extension().is_some_and(|ending| ending == "html")) {
        let html = fs::read_to_string(path).expect("a page");
        for word in ["<form", "<script src", "href=\"/", "src=\"/", "href=\"\""] {
            assert!(!html.contains(word), "{} holds {word}", path.display());
        }
        for value in html.split(" href=\"").skip(1).chain(html.split(" src=\"").skip(1)) {
            let address = value.split('"').next().unwrap_or_default();
            let file = address.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains(':') {
                continue;
            }
            let target = path.parent().expect("a folder").join(file);
            assert!(target.is_file(), "{} leads to {address}", path.display());
            checked += 1;
        }
    }
    assert!(checked > 10_000, "{checked}");
    for name in [
        "index.html",
        "so-lieu/351/2020-Q3/index.html",
        "so-lieu/351/2020-Q3.pdf",
        "so-lieu/351/2020-Q3/A02/index.html",
        "nghi-quyet/index.html",
        "ky-hop.ics",
        "nghi-quyet.csv",
        "kien-nghi.json",
        "tin-tuc.atom",
    ] {
        assert!(to.join(name).is_file(), "{name}");
    }
    for ending in ["docx", "pdf", "jpg", "woff2", "css"] {
        assert!(pages.iter().any(|path| path.extension().is_some_and(|one| one == ending)), "{ending}");
    }
    let _ = fs::remove_dir_all(&to);
}

fn list(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { list(&path, found) } else { found.push(path) }
    }
}
