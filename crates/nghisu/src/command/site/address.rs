//! Which file an address becomes, and how one file leads to another.

/// The path and the query of an address within the portal, without its fragment.
pub(super) fn split(address: &str) -> (&str, &str) {
    let address = address.split('#').next().unwrap_or_default();
    address.split_once('?').unwrap_or((address, ""))
}

/// The table that a page of figures belongs to: its unit and its window, whatever ending it has.
pub(super) fn table_of(path: &str) -> Option<(&str, &str)> {
    let mut steps = path.split('/').filter(|step| !step.is_empty()).skip(1);
    let (unit, window) = (steps.next()?, steps.next()?);
    Some((unit, window.split('.').next().unwrap_or(window)))
}

/// Whether a name may stand on any disk as it is.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 120
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'='))
}

/// A name for what may hold anything: readable as far as it can be, and unlike any other.
fn named(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if is_plain(&c.to_string()) { c } else { '_' }).take(60).collect();
    let hash = files::sha256(text.as_bytes());
    format!("{plain}_{}", hash.get(..10).unwrap_or_default())
}

/// The file of an address that was answered with this media type.
pub(super) fn file_of(address: &str, media_type: &str) -> String {
    let (path, query) = split(address);
    let mut steps: Vec<String> = path
        .split('/')
        .filter(|step| !step.is_empty())
        .map(|step| if is_plain(step) { step.to_owned() } else { named(step) })
        .collect();
    let ending = ending_of(media_type);
    if ending == "html" {
        if !query.is_empty() {
            steps.push(format!("~{}", named(query)));
        }
        steps.push("index.html".to_owned());
    } else if !query.is_empty() {
        let last = steps.pop().unwrap_or_default();
        steps.push(format!(
            "{}~{}.{ending}",
            last.strip_suffix(&format!(".{ending}")).unwrap_or(&last),
            named(query)
        ));
    } else {
        let has_ending = steps.last().is_some_and(|last| {
            last.rsplit_once('.').is_some_and(|(_, ending)| (2..=5).contains(&ending.len()))
        });
        match steps.last_mut() {
            Some(last) if !has_ending => {
                last.push('.');
                last.push_str(ending);
            }
            Some(_) => {}
            None => steps.push(format!("tep.{ending}")),
        }
    }
    steps.join("/")
}

fn ending_of(media_type: &str) -> &'static str {
    match media_type.split(';').next().unwrap_or_default().trim() {
        "text/html" => "html",
        "text/css" => "css",
        "text/javascript" => "js",
        "text/csv" => "csv",
        "text/calendar" => "ics",
        "text/plain" => "txt",
        "application/json" | "application/problem+json" => "json",
        "application/ld+json" => "jsonld",
        "application/atom+xml" => "atom",
        "application/xml" | "text/xml" | "application/akn+xml" => "xml",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "image/svg+xml" => "svg",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "font/woff2" => "woff2",
        _ => "bin",
    }
}

/// How a file is named from the place of another.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut here: Vec<&str> = from.split('/').collect();
    here.pop();
    let there: Vec<&str> = to.split('/').collect();
    let same = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let mut out = "../".repeat(here.len() - same);
    out.push_str(&there.get(same..).unwrap_or_default().join("/"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ending(file: &str) -> Option<&str> {
        file.rsplit('.').next()
    }

    #[test]
    fn an_address_becomes_a_file_that_any_disk_takes() {
        for (address, media_type, file) in [
            ("/", "text/html; charset=utf-8", "index.html"),
            ("/ky-hop", "text/html", "ky-hop/index.html"),
            ("/ky-hop.atom", "application/atom+xml", "ky-hop.atom"),
            ("/nghi-quyet/2020-28.akn.xml", "application/akn+xml", "nghi-quyet/2020-28.akn.xml"),
            ("/so-lieu/351/2020-Q3", "text/html", "so-lieu/351/2020-Q3/index.html"),
            ("/checkpoint", "text/plain", "checkpoint.txt"),
            ("/tep/0175-ab", "application/pdf", "tep/0175-ab.pdf"),
            ("/kien-nghi#x", "text/html", "kien-nghi/index.html"),
        ] {
            assert_eq!(file_of(address, media_type), file, "{address}");
        }
        let page = file_of("/kien-nghi?nhom=qua-han&sau=A/../%20", "text/html");
        assert!(page.starts_with("kien-nghi/~nhom=qua-han_sau=A_"), "{page}");
        assert!(page.ends_with("/index.html") && page.matches('/').count() == 2, "{page}");
        let table = file_of("/giam-sat.csv?nam=2020", "text/csv");
        assert!(table.starts_with("giam-sat~nam=2020_") && ending(&table) == Some("csv"), "{table}");
        assert_ne!(file_of("/a?x=A", "text/html"), file_of("/a?x=B", "text/html"));
        assert!(!file_of("/../../etc/passwd", "text/html").contains(".."));
    }

    #[test]
    fn figures_of_one_unit_and_window_are_one_table() {
        let table = table_of("/so-lieu/351/2020-Q3");
        assert_eq!(table, Some(("351", "2020-Q3")));
        assert_eq!(table_of("/so-lieu/351/2020-Q3.docx"), table);
        assert_eq!(table_of("/so-lieu/351/2020-Q3/A01.csv"), table);
        assert_ne!(table_of("/so-lieu/351/2020-Q2"), table);
        assert_eq!(table_of("/so-lieu"), None);
    }

    #[test]
    fn one_file_leads_to_another() {
        assert_eq!(relative("index.html", "ky-hop/index.html"), "ky-hop/index.html");
        assert_eq!(relative("ky-hop/18-18/index.html", "static/a/app.css"), "../../static/a/app.css");
        assert_eq!(relative("ky-hop/18-18/index.html", "ky-hop/index.html"), "../index.html");
        assert_eq!(relative("ky-hop/index.html", "ky-hop/index.html"), "index.html");
    }
}
