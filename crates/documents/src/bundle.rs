//! Many papers at once: a .zip with each as Word and PDF, and one file to print, made beside the
//! office's other work and kept for some days.
//!
//! The files lie at `<data>/bundles/<account>/<id>.zip` and `.pdf`; they are copies of what the
//! register holds, so no record stands for them and they may be lost. The journal says who made
//! them.

use std::fs;
use std::path::{Path as FilePath, PathBuf};

use askama::Template;
use audit::Deed;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AccountId, Actor, DocumentId, LinkId, dates, numbers};
use kit::{Answer, App, Ctx, DocumentFile, Form, Problem, Progress, Shell, Visit, Work};
use papers::Letter;

use crate::policy::{self, Action};
use crate::register::{filter_of, own, query_of};
use crate::{actions, rules, store};

const PATH: &str = "/lam-viec/van-ban/goi";
/// Papers in one bundle, at most.
const PAPERS_MAX: i64 = 300;
/// How long a bundle is kept.
const KEPT_DAYS: i64 = 7;
const DAY_MS: i64 = 86_400_000;

/// A bundle that lies on the disk.
struct Bundle {
    id: LinkId,
    made: String,
    until: String,
    zip_size: String,
    print_size: String,
}

#[derive(Template)]
#[template(path = "documents/bundles.html")]
struct BundlesPage {
    shell: Shell,
    rows: Vec<Bundle>,
    kept_days: i64,
}

/// The folder of an account's bundles.
fn folder(app: &App, account: AccountId) -> PathBuf {
    app.settings().data_dir.join("bundles").join(account.to_string())
}

/// Whose bundles are asked for: those of an account that sees the register.
fn owner(ctx: &Ctx<'_>) -> Result<AccountId, Problem> {
    let account = ctx.actor.account.filter(|_| policy::register_of(ctx.actor).is_some());
    account.ok_or(Problem::NotFound)
}

/// Begins a bundle of the papers that the register shows under the filter that was sent.
pub(crate) async fn begin(visit: Visit, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let account = owner(ctx)?;
            let own = own(ctx)?;
            let filter = filter_of(form);
            let back = format!("/lam-viec/van-ban{}", query_of(filter));
            let found = store::register(ctx.tx, &own, filter, None, PAPERS_MAX + 1)?;
            let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
            if count == 0 {
                return Ok(Answer::see_other(back).refusing("Không có văn bản nào khớp bộ lọc."));
            }
            if PAPERS_MAX < count {
                let words = format!(
                    "Một gói chứa nhiều nhất {PAPERS_MAX} văn bản. Lọc bớt theo loại, ngày rồi tạo gói."
                );
                return Ok(Answer::see_other(back).refusing(words));
            }
            // In the order of the register: as they were issued
            let mut found = found;
            found.sort_by_key(|line| (line.issued_on.is_none(), line.issued_on, line.created_ms, line.id));
            let ids: Vec<DocumentId> = found.into_iter().map(|line| line.id).collect();
            let id: LinkId = ctx.id();
            let label = format!("Gói {count} văn bản");
            audit::record(ctx, Deed::new("document.bundle", "document_bundle", id, &label))?;
            let work = Work::making(label, PATH, ctx.actor, move |app, actor, progress| {
                make(app, actor, account, id, &ids, progress)
            });
            Ok(Answer::beginning(work))
        })
        .await
}

/// Makes the files. Each paper is read and set by itself, so nobody waits for all of them.
fn make(
    app: &App,
    actor: &Actor,
    account: AccountId,
    id: LinkId,
    ids: &[DocumentId],
    progress: &Progress<'_>,
) -> Result<String, Problem> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut letters: Vec<Letter> = Vec::new();
    for (place, document) in ids.iter().enumerate() {
        let one = app.read_as(actor, |ctx| Ok(actions::load(ctx, *document, Action::Read)?.0))?;
        let name = |ending| {
            format!("{:03}-{}", place + 1, rules::file_name(one.number.as_deref(), one.kind, ending))
        };
        let word = papers::to_docx(&one.letter).map_err(|error| Problem::Internal(error.to_string()))?;
        let print = (app.settings().to_pdf)(std::slice::from_ref(&one.letter)).map_err(Problem::Internal)?;
        files.push((name("docx"), word));
        files.push((name("pdf"), print));
        letters.push(one.letter);
        progress.reached(place + 1, ids.len());
    }
    let print = (app.settings().to_pdf)(&letters).map_err(Problem::Internal)?;
    let archive = papers::to_zip(&files).map_err(|error| Problem::Internal(error.to_string()))?;
    let folder = folder(app, account);
    put(&folder, &format!("{id}.pdf"), &print)
        .and_then(|()| put(&folder, &format!("{id}.zip"), &archive))
        .map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(format!("Đã tạo gói {} văn bản: tệp .zip (Word, PDF) và tệp in chung.", ids.len()))
}

/// A file stands under its name only when it is whole.
fn put(folder: &FilePath, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let written = folder.join(format!("{name}.tmp"));
    fs::write(&written, bytes)?;
    fs::rename(&written, folder.join(name))
}

/// The bundles in a folder, the newest first; those past their days go.
fn kept(folder: &FilePath, now: i64) -> Vec<(LinkId, i64)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let Ok(id) = stem.trim_end_matches(".zip").trim_end_matches(".pdf").parse::<LinkId>() else {
            continue;
        };
        let made = kernel::made_ms(id);
        if made + KEPT_DAYS * DAY_MS < now {
            // Another request may have removed it first
            let _gone = fs::remove_file(&path);
        } else if path.extension().is_some_and(|ending| ending == "zip") {
            found.push((id, made));
        }
    }
    found.sort_by_key(|(id, made)| std::cmp::Reverse((*made, *id)));
    found
}

pub(crate) async fn list(visit: Visit) -> Response {
    visit
        .read(move |ctx| {
            let account = owner(ctx)?;
            let folder = folder(ctx.app, account);
            let size = |id: LinkId, ending: &str| {
                let about = fs::metadata(folder.join(format!("{id}.{ending}")));
                numbers::print_size(about.map_or(0, |about| i64::try_from(about.len()).unwrap_or(i64::MAX)))
            };
            let rows = kept(&folder, ctx.now)
                .into_iter()
                .map(|(id, made)| Bundle {
                    id,
                    made: dates::print_time(made),
                    until: dates::print(dates::date_of(made + KEPT_DAYS * DAY_MS)),
                    zip_size: size(id, "zip"),
                    print_size: size(id, "pdf"),
                })
                .collect();
            let shell = ctx
                .shell("Gói văn bản")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Văn bản đi", "/lam-viec/van-ban")
                .crumb("Gói văn bản", PATH);
            Answer::page(&BundlesPage { shell, rows, kept_days: KEPT_DAYS })
        })
        .await
}

/// "<id>.zip" or "<id>.pdf", to the account that made it.
pub(crate) async fn file(visit: Visit, Path(last): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let account = owner(ctx)?;
            let (id, ending) = last.rsplit_once('.').ok_or(Problem::NotFound)?;
            let id: LinkId = id.parse().map_err(|_| Problem::NotFound)?;
            let media_type = match ending {
                "zip" => "application/zip",
                "pdf" => "application/pdf",
                _ => return Err(Problem::NotFound),
            };
            let folder = folder(ctx.app, account);
            if !kept(&folder, ctx.now).iter().any(|(one, _)| *one == id) {
                return Err(Problem::NotFound);
            }
            let bytes = fs::read(folder.join(format!("{id}.{ending}"))).map_err(|_| Problem::NotFound)?;
            let day = dates::iso(dates::date_of(kernel::made_ms(id)));
            Ok(Answer::download(DocumentFile { bytes, media_type, name: format!("van-ban-{day}.{ending}") }))
        })
        .await
}

#[cfg(test)]
mod tests {
    use kernel::Id as _;

    use super::*;

    fn id(made: i64) -> LinkId {
        LinkId::from_uuid(kernel::uuid_v7(made, [0; 10]))
    }

    #[test]
    fn a_bundle_is_kept_seven_days_and_goes_after_them_with_both_its_files() {
        const NOW: i64 = 1_602_725_400_000;
        let folder = std::env::temp_dir().join(format!("nghisu_bundles_{}", std::process::id()));
        let ages = [0, KEPT_DAYS * DAY_MS - 1, KEPT_DAYS * DAY_MS, KEPT_DAYS * DAY_MS + 1];
        for age in ages {
            put(&folder, &format!("{}.pdf", id(NOW - age)), b"%PDF").unwrap();
            put(&folder, &format!("{}.zip", id(NOW - age)), b"PK").unwrap();
        }
        let ids: Vec<LinkId> = kept(&folder, NOW).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [id(NOW), id(NOW - ages[1]), id(NOW - ages[2])]);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 6);
        fs::remove_dir_all(&folder).unwrap();
        assert!(kept(&folder, NOW).is_empty());
    }
}
